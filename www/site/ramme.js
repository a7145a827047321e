// Shows one element, as the address says: ramme.html?element=virker-panel&arena=hjem-og-mad. For pages that show it in a
// frame, and for links. Nothing of the address is trusted: only listed attributes pass, and only listed catalogues.
import { parse, tokens } from "./colours.js";
import { addressOf, create } from "./virker-link.js";

/** @typedef {{ catalogues: URL[], parents: Set<string> }} Lists */

const options = new URLSearchParams(location.search);
/** @param {string} name */
const option = (name) => options.get(name);
const main = /** @type {HTMLElement} */ (document.querySelector("main"));

/**
 * What this site's owner allows (`ramme.json`). What cannot be read allows nothing.
 * @returns {Promise<Lists>}
 */
const readLists = async () => {
  const response = await fetch("ramme.json", { cache: "no-cache" });
  const lists = await response.json();
  /** @param {unknown} list */
  const addresses = (list) => (Array.isArray(list) ? list : []).flatMap((one) => addressOf(one) ?? []);
  return {
    catalogues: addresses(lists?.catalogues),
    parents: new Set(addresses(lists?.parents).map(({ origin }) => origin)),
  };
};
const lists = readLists().catch((error) => {
  console.error("Virker: ramme.json cannot be read, so only this site's own catalogues and pages are allowed", error);
  return /** @type {Lists} */ ({ catalogues: [], parents: new Set() });
});

// --- The height ---

/** The origin of the page around this one, once it has asked and is known. */
let listener = "";
/** The height that was told last, and the height of this frame when it was seen last. */
let [told, seen] = [0, innerHeight];

const post = () => {
  if (listener && told) parent.postMessage({ type: "virker-height", height: told }, listener);
};

const measure = () => {
  const height = Math.ceil(document.body.getBoundingClientRect().height);
  // What is as tall as the window grows with the frame. To tell of it would make the frame grow again, for ever.
  const onlyFollows = height - told === innerHeight - seen;
  seen = innerHeight;
  if (onlyFollows) return;
  told = height;
  post();
};

// Before the first of these, the element is as tall as the window.
const observe = () => new ResizeObserver(measure).observe(document.body);
addEventListener("virker-ready", observe, { once: true });
addEventListener("virker-failed", observe, { once: true });

addEventListener("message", async ({ data, origin, source }) => {
  if (source !== parent || parent === window || data?.type !== "virker-hello") return;
  if (origin !== location.origin && !(await lists).parents.has(origin)) {
    return console.warn(`Virker: the frame's height is not told to ${origin}, which ramme.json does not list under "parents"`);
  }
  listener = origin;
  post();
});

// --- What gets the focus ---

// Around a frame that is as tall as its content, the page is scrolled, and not every browser does that for a frame of
// another site: Safari leaves the visitor where the opened card was.

/** Whether a pointer is down: what it presses must not move away under it, and is in view. */
let isPressing = false;
for (const type of ["pointerdown", "pointerup", "pointercancel"]) addEventListener(type, () => (isPressing = type === "pointerdown"), true);

/** What had the focus when the window was left. It gets it again when the visitor is back, and has perhaps read on. @type {Element | null} */
let left = null;

const focusedNow = () => {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
};

addEventListener("blur", () => (left = focusedNow()));
addEventListener("focusin", () => {
  const focused = focusedNow();
  const isBack = focused === left;
  left = null;
  if (!focused || isBack || isPressing) return;
  // Once what was opened or closed is drawn.
  requestAnimationFrame(() =>
    setTimeout(() => {
      if (!listener || focusedNow() !== focused) return;
      measure();
      const { top, bottom } = focused.getBoundingClientRect();
      // Where it is when the frame has grown: until then, the frame itself may be scrolled.
      parent.postMessage({ type: "virker-focus", top: top + scrollY, bottom: bottom + scrollY }, listener);
    }),
  );
});

// --- The element ---

/**
 * @param {URL} catalogue
 * @returns {Promise<boolean>} Whether it may be shown under this site's address.
 */
const isAllowed = async ({ protocol, origin, pathname }) =>
  /^https?:$/.test(protocol) &&
  (origin === location.origin ||
    // An address that ends with a slash stands for the folder.
    (await lists).catalogues.some((one) => origin === one.origin && (one.pathname.endsWith("/") ? pathname.startsWith(one.pathname) : pathname === one.pathname)));

/** @param {string} text */
const refuse = (text) => {
  const message = document.createElement("p");
  message.className = "message";
  message.setAttribute("role", "alert");
  message.textContent = text;
  main.prepend(message);
  observe();
};

/** The colours that a host chose: a sheet, since no page under a strict policy has styles in attributes. */
const colour = () => {
  const [accent, ground] = ["accent", "ground"].map((name) => parse(option(name) ?? ""));
  if (!accent || !ground) return;
  const sheet = new CSSStyleSheet();
  for (const [name, value] of tokens(accent, ground)) sheet.insertRule(`:root { ${name}: ${value} }`);
  document.adoptedStyleSheets = [sheet];
};

const show = async () => {
  const named = option("catalogue") || "catalogue/catalogue.json";
  const catalogue = addressOf(named, location.href);
  if (!catalogue || !(await isAllowed(catalogue))) {
    return refuse(`Kataloget på ${catalogue ? catalogue.host : "den adresse"} kan ikke vises her.`);
  }
  // The frame's page has no heading of its own.
  const element = create(option("element") || "virker-panel", catalogue, (name) => option(name) || (name === "heading-level" ? "1" : ""));
  if (!element) return refuse("Adressen siger ikke, hvad der skal vises.");
  colour();
  element.append(...main.childNodes);
  main.replaceChildren(element);
};

show();
