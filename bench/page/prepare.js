// node prepare.js CATALOGUE_FOLDER OUT: makes a site for each page of the race, with the data of a published catalogue.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";
import MiniSearch from "minisearch";
import * as pagefind from "pagefind";
import { options } from "./peers/minisearch-options.js";

const here = dirname(fileURLToPath(import.meta.url));
const [source, out] = process.argv.slice(2);
const ownText = (name) => readFileSync(join(here, name), "utf8");

const compressed = (bytes) =>
  promisify(brotliCompress)(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_LGWIN]: 22,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });

/** Every text of a part of an entry that is more than a word. */
const texts = (part) =>
  typeof part === "string" ? (part.includes(" ") ? [part] : []) : part && typeof part === "object" ? Object.values(part).flatMap(texts) : [];

/** What the pages show and search. The head of a catalogue may have its entries in parts: then all of it is in the whole. */
const read = () => {
  const whole = join(source, "catalogue-whole.json");
  const catalogue = JSON.parse(readFileSync(existsSync(whole) ? whole : join(source, "catalogue.json"), "utf8"));
  const { organisations = [], arenas } = catalogue.vocabularies;
  const names = Object.fromEntries(organisations.map((one) => [one.id, one.label.da]));
  const cards = catalogue.entries.map(({ title, summary, organisations = [], arenas = [] }) => ({
    title,
    summary,
    organisation: organisations.map((id) => names[id]).join(", "),
    arenas,
  }));
  const bodies = catalogue.entries.map((entry) => texts({ ...entry, title: "", summary: "", sources: 0 }).join("\n"));
  return { cards, bodies, arenas: arenas.map((one) => ({ id: one.id, label: one.label.da })) };
};

const { cards, bodies, arenas } = read();

/** Writes a file under a name that carries its contents' hash, and returns its address. */
const hashed = (site, name, text) => {
  const [stem, suffix] = name.split(".");
  const file = `${stem}-${createHash("sha256").update(text).digest("hex").slice(0, 10)}.${suffix}`;
  writeFileSync(join(site, file), text);
  return `/${file}`;
};

const minified = (text) => execFileSync("esbuild", ["--minify", "--loader=css"], { input: text, encoding: "utf8" });

const bundled = (name, addresses) => {
  const defines = Object.entries(addresses).map(([key, address]) => `--define:${key.toUpperCase()}=${JSON.stringify(address)}`);
  const flags = ["--bundle", "--minify", "--format=esm", "--target=es2022", "--charset=utf8", "--log-level=warning"];
  return execFileSync("esbuild", [join(here, "peers", `${name}.js`), ...flags, ...defines], { encoding: "utf8", maxBuffer: 1 << 26 });
};

const folder = (name) => {
  const site = join(out, name);
  mkdirSync(site, { recursive: true });
  return site;
};

const page = (site, head, search) => {
  writeFileSync(join(site, "index.html"), ownText("host.html").replace("{{head}}", () => head.join("\n")).replace("{{search}}", () => search));
};

const styles = (address) => `<link rel="stylesheet" href="${address}">`;
const preload = (address, priority = "") => `<link rel="preload" href="${address}" as="fetch" crossorigin${priority && ` fetchpriority="${priority}"`}>`;
const FIELD = `<label for="q">Hvad leder du efter?</label>\n<input id="q" type="search" autocomplete="off">`;

const boxes = arenas.map(({ id, label }) => `<label><input type="checkbox" value="${id}"> ${label} <span></span></label>`).join("\n");
const SEARCH = `<section class="search">
${FIELD}
<fieldset id="arenas">
${boxes}
</fieldset>
<p id="status" role="status"></p>
<ol id="cards"></ol>
</section>`;

/** A page whose search is a library in a bundle. The cards come first; what is searched comes beside them. */
const library = (name, late) => {
  const site = folder(name);
  const css = hashed(site, "host.css", minified(ownText("host.css") + ownText("search.css")));
  const addresses = { cards: hashed(site, "cards.json", JSON.stringify(cards)) };
  for (const [key, text] of Object.entries(late)) addresses[key] = hashed(site, `${key}.json`, text);
  const script = hashed(site, "app.js", bundled(name, addresses));
  const [first, ...others] = Object.values(addresses);
  const head = [styles(css), `<script type="module" src="${script}"></script>`, preload(first), ...others.map((address) => preload(address, "low"))];
  page(site, head, SEARCH);
};

/** The same page with nothing but the field. */
const empty = () => {
  const site = folder("empty");
  page(site, [styles(hashed(site, "host.css", minified(ownText("host.css") + ownText("search.css"))))], `<section class="search">\n${FIELD}\n</section>`);
};

/** The snippet of the README, and the published catalogue; the engine is served from dist/. */
const virker = () => {
  const site = folder("virker");
  const css = hashed(site, "host.css", minified(ownText("host.css")));
  const script = `<script type="module" async src="/virker.js" crossorigin="anonymous" referrerpolicy="no-referrer"></script>`;
  const opening = `<link rel="modulepreload" href="/opening.js" crossorigin="anonymous" referrerpolicy="no-referrer">`;
  const ahead = `<link rel="preload" href="/catalogue/catalogue.json" as="fetch" crossorigin="anonymous" referrerpolicy="no-referrer">`;
  page(site, [styles(css), script, opening, ahead], `<virker-panel catalogue="/catalogue/catalogue.json"><a href="#kataloget">Se, hvad der kan hjælpe</a></virker-panel>`);
  cpSync(source, join(site, "catalogue"), { recursive: true, filter: (path) => !/\.(br|gz)$/.test(path) });
};

/** Pagefind's own interface. Its files have the names that Pagefind gives them. */
const ownInterface = async () => {
  const site = folder("pagefind");
  const { index } = await pagefind.createIndex({ forceLanguage: "da" });
  for (const [id, card] of cards.entries()) {
    const { errors } = await index.addCustomRecord({
      url: `/#${id}`,
      language: "da",
      content: `${card.summary}\n${bodies[id]}`,
      meta: { title: card.title, organisation: card.organisation },
      filters: { arena: card.arenas.map((arena) => arenas.find((one) => one.id === arena).label) },
    });
    if (errors.length) throw new Error(errors.join("\n"));
  }
  const { errors } = await index.writeFiles({ outputPath: join(site, "pagefind") });
  if (errors.length) throw new Error(errors.join("\n"));
  await pagefind.close();
  const css = hashed(site, "host.css", minified(ownText("host.css")));
  const begin = `addEventListener("DOMContentLoaded", () => new PagefindUI({ element: "#search", showImages: false, showSubResults: false, debounceTimeoutMs: 50 }));`;
  const head = [
    styles(css),
    styles("/pagefind/pagefind-ui.css"),
    `<script src="/pagefind/pagefind-ui.js" defer></script>`,
    `<link rel="modulepreload" href="/pagefind/pagefind.js">`,
    `<script>${begin}</script>`,
  ];
  page(site, head, `<section class="search" id="search"></section>`);
};

/** Brotli beside every file that is text or wasm, as a host would keep it. Pagefind's own files are compressed already. */
const compress = async (site) => {
  const files = readdirSync(site, { recursive: true }).map((name) => join(site, name));
  for (const file of files) {
    if (statSync(file).isFile() && /\.(js|css|html|json|index|lexicon|wasm|part)$/.test(file)) writeFileSync(`${file}.br`, await compressed(readFileSync(file)));
  }
};

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const prebuilt = new MiniSearch(options);
prebuilt.addAll(cards.map((card, id) => ({ ...card, id, body: bodies[id] })));
empty();
virker();
library("minisearch-prebuilt", { index: JSON.stringify(prebuilt) });
const late = { bodies: JSON.stringify(bodies) };
for (const name of ["minisearch-built", "flexsearch", "orama"]) library(name, late);
await ownInterface();
for (const site of readdirSync(out)) await compress(join(out, site));
const all = Buffer.from(cards.map((card, id) => `${card.title}\n${card.summary}\n${bodies[id]}`).join("\n"));
writeFileSync(join(out, "made.json"), JSON.stringify({ entries: cards.length, bytes: all.length, brotli: (await compressed(all)).length }));
