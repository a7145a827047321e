// The code that is to be copied. Every value is escaped, wherever it came from.
import { hex, tokens } from "../colours.js";

/** @typedef {import("./settings.js").Settings} Settings */
/** @typedef {Record<string, string>} Hashes Of integrity.json: a file's hash by its name. */
/** @typedef {{ title: string, about: string, text: string, isProse?: boolean }} Block A text to be copied. */

/** @param {string} text */
const escape = (text) => text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

/** @param {Iterable<[string, string]>} attributes */
const written = (attributes) => [...attributes].map(([name, value]) => ` ${name}="${escape(value)}"`).join("");

/** @param {Settings} settings @param {Hashes} hashes @param {string} file */
const script = ({ base, exact }, hashes, file) => {
  /** @type {[string, string][]} */
  const integrity = exact && hashes[file] ? [["integrity", hashes[file]]] : [];
  return `<script type="module" async${written([["src", new URL(file, base).href], ...integrity, ["crossorigin", "anonymous"], ["referrerpolicy", "no-referrer"]])}></script>`;
};

/** The page that shows the same by itself, for a frame and for links. @param {Settings} settings */
export const frameAddress = ({ base, element, catalogue, options, colours }) => {
  const address = new URL("ramme.html", base);
  address.searchParams.set("element", element);
  if (catalogue.href !== new URL("catalogue/catalogue.json", base).href) address.searchParams.set("catalogue", catalogue.href);
  for (const [name, value] of options) if (name !== "events") address.searchParams.set(name, value);
  if (colours) for (const name of /** @type {const} */ (["accent", "ground"])) address.searchParams.set(name, hex(colours[name]));
  return address;
};

/** @param {Settings} settings */
const fallback = (settings) => `<a href="${escape(settings.fallbackAddress || frameAddress(settings).href)}">${escape(settings.fallbackText)}</a>`;

/** @param {Settings} settings */
const link = (settings) => {
  const { element, catalogue, options, fallbackAddress, fallbackText } = settings;
  /** @type {[string, string][]} */
  const data = fallbackAddress ? [["element", element], ["catalogue", catalogue.href], ...options] : [];
  return `<a class="virker"${written([["href", fallbackAddress || frameAddress(settings).href], ...data.map(([name, value]) => /** @type {[string, string]} */ (["data-" + name, value]))])}>${escape(fallbackText)}</a>`;
};

/** What a frame may do; docs/ways-in.md says why. */
export const SANDBOX = "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-downloads allow-modals";

/** What the frame is called for those who cannot see it. @type {Record<string, string>} */
const TITLES = { "virker-panel": "Find det der virker", "virker-calculator": "Beregner", "virker-concept": "En idé fra Virker", "virker-worksheet": "Ark" };

/** @param {Settings} settings */
const frame = (settings) =>
  `<iframe class="virker"${written([
    ["title", TITLES[settings.element]],
    ["src", frameAddress(settings).href],
    ["height", "900"],
    ["loading", "lazy"],
    ["referrerpolicy", "no-referrer"],
    ["allow", "clipboard-write"],
    ["sandbox", SANDBOX],
  ])}></iframe>`;

/** @param {Settings} settings */
const elementStyles = ({ element, colours, way }) => {
  const place = way === "element" ? `/* Holder pladsen, til Virker er klar. */\n${element}:not(:defined) { display: block; min-block-size: 100vh; }\n` : "";
  const own = colours ? `${element} {\n${tokens(colours.accent, colours.ground).map(([name, value]) => `  ${name}: ${value};\n`).join("")}}\n` : "";
  return (place + own).trim();
};

/** @param {Settings} settings */
const policy = ({ way, base, catalogue }) => {
  const script = `script-src ${base.origin}`;
  if (way === "frame") return `${script}; frame-src ${base.origin}`;
  return `${script} 'wasm-unsafe-eval'; connect-src ${[...new Set([base.origin, catalogue.origin])].join(" ")}`;
};

/**
 * @param {Settings} settings
 * @param {Hashes} hashes
 * @returns {Block[]}
 */
export const snippets = (settings, hashes) => {
  // virker-link.js lets no link name another server.
  const elsewhere = settings.catalogue.origin === settings.base.origin ? "" : " Kataloget skal ligge på samme websted som Virkers filer eller som jeres side.";
  /** @type {Record<import("./settings.js").Way, Block[]>} */
  const code = {
    element: [{ title: "Koden", about: "Sæt den ind dér, hvor Virker skal stå. Scriptet behøver kun at stå på siden én gang.", text: `${script(settings, hashes, "virker.js")}\n<${settings.element}${written([["catalogue", settings.catalogue.href], ...settings.options])}>${fallback(settings)}</${settings.element}>` }],
    frame: [{ title: "Koden", about: "Sæt den ind dér, hvor rammen skal stå. Scriptet gør rammen lige så høj som indholdet. Uden det ruller rammen selv.", text: `${frame(settings)}\n${script(settings, hashes, "virker-frame.js")}` }],
    link: [
      { title: "Til redaktøren", about: "Et almindeligt link. Virker kommer i stedet, når siden vises." + elsewhere, text: link(settings) },
      { title: "Til den, der styrer skabelonen", about: "Sættes ind én gang for hele webstedet.", text: `${script(settings, hashes, "virker.js")}\n${script(settings, hashes, "virker-link.js")}` },
    ],
  };
  const styles = settings.way === "frame" ? "iframe.virker { width: 100%; border: 0; }" : elementStyles(settings);
  const blocks = code[settings.way];
  if (styles) blocks.push({ title: "Til jeres stilark", about: settings.way === "element" ? "Så flytter resten af siden sig ikke, mens Virker hentes." : "Til en fil med stilarter på jeres side.", text: styles });
  blocks.push({ title: "Hvis I har en Content-Security-Policy", about: "Læg det til de regler, jeres server sender. Har I ingen, skal I ikke gøre noget.", text: policy(settings) });
  if (settings.way === "frame") blocks.push({ title: "Til den, der driver Virkers server", about: "I ramme.json: de websteder, som rammen må fortælle sin højde. Skriv jeres eget.", text: JSON.stringify({ catalogues: settings.catalogue.origin === settings.base.origin ? [] : [new URL(".", settings.catalogue).href], parents: ["https://www.jeres-side.dk"] }, null, 2) });
  return blocks;
};
