// The way in for systems that let editors write links but no elements: a script of the theme turns each
// <a class="virker" href="…"> into an element. The link stays in it: it is shown until the element is ready, and if the
// widget cannot run.
//
// What the element is to show stands in the link's data-… attributes, or, if the link leads to ramme.html beside this
// script, in its address: so nothing is lost where an editor's data-… attributes are removed.

const common = ["id", "heading-level", "history", "theme"];

/**
 * The elements, and the attributes that a link or a frame may set. The catalogue is not among them: where it may come
 * from is checked first.
 * @type {ReadonlyMap<string, readonly string[]>}
 */
export const ELEMENTS = new Map([
  ["virker-panel", ["arena", "audience", "place", "query", "locked", "values", ...common]],
  ["virker-calculator", ["calculator", "values", ...common]],
  ["virker-concept", ["concept", "view", "values", ...common]],
  ["virker-worksheet", ["worksheet", ...common]],
]);

/**
 * Creates an element with the listed attributes, or nothing if there is no such element.
 * @param {string} name
 * @param {URL} catalogue
 * @param {(attribute: string) => string | null | undefined} option
 * @returns {HTMLElement | undefined}
 */
export const create = (name, catalogue, option) => {
  const attributes = ELEMENTS.get(name);
  if (!attributes) return;
  const element = document.createElement(name);
  element.setAttribute("catalogue", catalogue.href);
  for (const attribute of attributes) {
    const value = option(attribute);
    if (value) element.setAttribute(attribute, value);
  }
  return element;
};

/**
 * An address, or nothing if it is none. `URL.canParse` is younger than the oldest browsers that run the widget.
 * @param {string} text
 * @param {string | URL} [base]
 */
export const addressOf = (text, base) => {
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
};

const here = new URL(import.meta.url);
const frame = new URL("ramme.html", here);
const widget = new URL("virker.js", here);

/** @param {HTMLAnchorElement} link */
const upgrade = (link) => {
  const refuse = (/** @type {string} */ address) => console.warn(`Virker: ${address} is no address`);
  const target = addressOf(link.href);
  if (!target) return refuse(link.href);
  const isFrame = target.origin === frame.origin && target.pathname === frame.pathname;
  /** @param {string} name */
  const option = (name) => (isFrame ? target.searchParams.get(name) : link.getAttribute("data-" + name));
  const base = isFrame ? frame : document.baseURI;
  const address = option("catalogue") || new URL("catalogue/catalogue.json", here).href;
  const catalogue = addressOf(address, base);
  if (!catalogue) return refuse(address);
  // Whoever may write links on a page may not so decide which other servers its visitors' browsers ask.
  if (catalogue.origin !== here.origin && catalogue.origin !== location.origin) {
    console.warn(`Virker: a link may only show a catalogue of ${here.origin} or ${location.origin}, not ${catalogue.href}`);
    return;
  }
  const element = create(option("element") || "virker-panel", catalogue, option);
  if (!element) return console.warn(`Virker: there is no element ${option("element")}`);
  link.replaceWith(element);
  element.append(link);
  // A tag of the page's own may have an integrity that does not hold: then there is no other way round it.
  const hasTag = [...document.scripts].some(({ src }) => src === widget.href);
  if (!hasTag) import(widget.href).catch(() => {});
};

const upgradeAll = () => {
  /** @type {NodeListOf<HTMLAnchorElement>} */
  const links = document.querySelectorAll("a.virker[href]");
  for (const link of links) upgrade(link);
};

// It may have come before all of the page has.
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", upgradeAll);
else upgradeAll();
