// What was chosen in the form, as plain values.
import { parse } from "../colours.js";
import { addressOf, ELEMENTS } from "../virker-link.js";

/** @typedef {import("../colours.js").Colour} Colour */
/** @typedef {"element" | "frame" | "link"} Way */
/**
 * @typedef {object} Settings
 * @property {string} element
 * @property {Way} way
 * @property {URL} base The folder of Virker's files.
 * @property {URL} catalogue
 * @property {[string, string][]} options The element's attributes, in the order of the list, without the catalogue.
 * @property {{ accent: Colour, ground: Colour } | undefined} colours
 * @property {boolean} exact Whether the browser is to check that the files are these.
 * @property {string} fallbackText
 * @property {string} fallbackAddress
 */

/** An address as a folder's. @param {string} text @param {URL} otherwise */
const folder = (text, otherwise) => addressOf(text.replace(/\/*$/, "/")) ?? otherwise;

/**
 * @param {FormData} form
 * @param {URL} here The folder of this page.
 * @returns {Settings}
 */
export const settingsOf = (form, here) => {
  /** @param {string} name */
  const value = (name) => String(form.get(name) ?? "").trim();
  /** @param {string} name */
  const all = (name) => form.getAll(name).join(" ");

  const element = value("element");
  const way = /** @type {Way} */ (value("way"));
  const base = folder(value("base"), here);
  const catalogue = addressOf(value("catalogue")) ?? new URL("catalogue/catalogue.json", base);

  /** @type {Record<string, string>} */
  const chosen = {
    audience: all("audience"),
    // What is not chosen cannot be locked.
    locked: form.getAll("locked").filter((name) => value(String(name))).join(" "),
    values: [...form].filter(([name, number]) => name.startsWith("n.") && number).map(([name, number]) => `${name.slice(2)}=${number}`).join("; "),
    id: /^[a-z][a-z0-9-]*$/.test(value("id")) ? value("id") : "",
  };
  // A frame and a link tell nobody of what is done in them.
  const names = [...(ELEMENTS.get(element) ?? []), ...(way === "element" ? ["events"] : [])];
  /** @type {[string, string][]} */
  const options = names.map((name) => [name, chosen[name] ?? value(name)]);

  const [accent, ground] = [parse(value("accent")), parse(value("ground"))];
  const hasOwn = form.has("own-colours") && !value("theme");
  return {
    element,
    way,
    base,
    catalogue,
    options: options.filter(([, one]) => one),
    colours: hasOwn && accent && ground ? { accent, ground } : undefined,
    exact: form.has("exact"),
    fallbackText: value("fallback-text") || "Se, hvad der kan hjælpe",
    fallbackAddress: addressOf(value("fallback-address"), here) ? value("fallback-address") : "",
  };
};
