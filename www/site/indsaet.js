// The configurator: the form's choices become a preview, the code, and the texts that belong to it. Nothing of what is
// chosen leaves the page.
import { hex, lowestContrast } from "./colours.js";
import { readChoices } from "./indsaet/catalogue.js";
import { preview } from "./indsaet/preview.js";
import { settingsOf } from "./indsaet/settings.js";
import { snippets } from "./indsaet/snippets.js";
import { statements } from "./indsaet/statements.js";

/** @typedef {import("./indsaet/catalogue.js").Choices} Choices */
/** @typedef {import("./indsaet/catalogue.js").Choice} Choice */
/** @typedef {import("./indsaet/settings.js").Settings} Settings */
/** @typedef {import("./indsaet/snippets.js").Block} Block */

const here = new URL(".", location.href);

/** @template {HTMLElement} [T=HTMLElement] @param {string} id @returns {T} */
const byId = (id) => /** @type {T} */ (document.getElementById(id));

/**
 * @param {string} name
 * @param {Record<string, string>} attributes
 * @param {...(Node | string)} children
 */
const make = (name, attributes, ...children) => {
  const element = document.createElement(name);
  for (const key in attributes) element.setAttribute(key, attributes[key]);
  element.append(...children);
  return element;
};

/** @type {HTMLFormElement} */
const form = byId("valg");
/** @type {HTMLInputElement} */
const baseField = byId("base");
/** @type {HTMLInputElement} */
const catalogueField = byId("catalogue");
/** @type {Choices["calculators"]} */
let calculators = [];
/** @type {import("./indsaet/snippets.js").Hashes} */
let hashes = {};

const read = () => settingsOf(new FormData(form), here);

// --- What can be chosen ---

/** @param {string} id @param {Choice[]} choices @param {Node[]} before */
const fillSelect = (id, choices, before = []) =>
  byId(id).replaceChildren(...before, ...choices.map(({ id, label }) => make("option", { value: id }, label)));

/** @param {string} name @param {Choice[]} choices */
const fillBoxes = (name, choices) =>
  byId(name).replaceChildren(
    ...choices.map(({ id, label }) => make("label", { class: "check" }, make("input", { type: "checkbox", name, value: id }), " " + label)),
  );

/** @param {string} name @param {Choice[]} choices @param {string} none */
const fillRadios = (name, choices, none) =>
  byId(name).replaceChildren(
    ...[{ id: "", label: none }, ...choices].map(({ id, label }) => {
      const radio = make("input", { type: "radio", name, value: id });
      radio.toggleAttribute("checked", !id);
      return make("label", { class: "check" }, radio, " " + label);
    }),
  );

/** A calculator's inputs, for the host's own numbers. */
const fillValues = () => {
  const group = byId("values");
  const [legend, hint] = group.children;
  const inputs = calculators.find(({ id }) => id === read().options.find(([name]) => name === "calculator")?.[1])?.inputs ?? [];
  const fields = inputs.map(({ id, label, unit, likely }) => {
    const name = "n." + id;
    const field = make("input", { id: name, name, inputmode: "decimal", maxlength: "20", placeholder: likely });
    return make("div", { class: "field" }, make("label", { for: name }, unit ? `${label} (${unit})` : label), field);
  });
  group.replaceChildren(legend, hint, ...fields);
  group.toggleAttribute("data-empty", !inputs.length);
};

/** @param {URL} address */
const readCatalogue = async (address) => {
  const told = byId("catalogue-hint");
  try {
    const choices = await readChoices(address);
    if (address.href !== read().catalogue.href) return;
    fillRadios("arena", choices.arenas, "Alle");
    fillBoxes("audience", choices.audiences);
    fillSelect("place", choices.places, [make("option", { value: "" }, "Hele landet")]);
    fillSelect("calculator", choices.calculators);
    fillSelect("concept", choices.entries);
    fillSelect("worksheet", choices.worksheets);
    calculators = choices.calculators;
    fillValues();
    told.textContent = `${choices.entries.length} idéer, ${choices.calculators.length} beregnere og ${choices.worksheets.length} ark.`;
  } catch (error) {
    console.error("Virker: the catalogue cannot be read", error);
    told.textContent = `Kataloget på ${address.host} kan ikke læses. Er adressen rigtig, og sender serveren Access-Control-Allow-Origin?`;
  }
};

// --- What was chosen ---

/** Shows only what fits. What is hidden is disabled too, so that it is not read. @param {Settings} settings */
const fit = ({ element, way, exact, options, colours }) => {
  const isLight = !options.some(([name]) => name === "theme");
  /** @param {Element} part @param {boolean} fits */
  const show = (part, fits) => {
    part.toggleAttribute("hidden", !fits);
    for (const field of part.querySelectorAll("input, select")) field.toggleAttribute("disabled", !fits);
  };
  for (const part of form.querySelectorAll("[data-for]")) show(part, part.getAttribute("data-for") === element && !part.hasAttribute("data-empty"));
  for (const part of form.querySelectorAll("[data-way]")) show(part, part.getAttribute("data-way")?.split(" ").includes(way) ?? false);
  for (const part of form.querySelectorAll("[data-light]")) part.toggleAttribute("hidden", !isLight);
  for (const part of form.querySelectorAll("[data-colours]")) part.toggleAttribute("hidden", !colours);
  for (const part of form.querySelectorAll("[data-lock]")) part.toggleAttribute("hidden", !options.some(([name]) => name === part.getAttribute("data-lock")));
  byId("floating").hidden = exact;
  byId("full").hidden = !options.some(([name, value]) => name === "events" && value === "full");
  if (!colours) return;
  const ratio = lowestContrast(colours.accent, colours.ground);
  const number = new Intl.NumberFormat("da", { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(Math.floor(ratio * 10) / 10);
  const isEnough = ratio >= 4.5;
  byId("contrast").toggleAttribute("data-low", !isEnough);
  byId("contrast").textContent = isEnough
    ? `Den laveste kontrast er ${number} til 1. Det er nok til tekst.`
    : `Den laveste kontrast er ${number} til 1. Tekst skal have mindst 4,5 til 1, så vælg mørkere knapper eller en lysere baggrund.`;
};

// --- What is taken along ---

/** @param {string} text */
const tell = (text) => {
  const told = byId("told");
  told.textContent = "";
  // A text that stays the same is not read out again, so it goes first.
  requestAnimationFrame(() => (told.textContent = text));
};

/** @param {HTMLElement} code @param {HTMLElement} button @param {string} title */
const copy = async (code, button, title) => {
  try {
    await navigator.clipboard.writeText(code.textContent ?? "");
    const name = (/** @type {string} */ word) => {
      button.textContent = word;
      button.setAttribute("aria-label", `${word}: ${title}`);
    };
    name("Kopieret");
    button.addEventListener("blur", () => name("Kopiér"), { once: true });
    tell(`Kopieret: ${title}`);
  } catch {
    // Without the clipboard, the text is selected: the rest is one key.
    getSelection()?.selectAllChildren(code);
    tell("Teksten er markeret. Kopiér den med Ctrl+C.");
  }
};

/** @param {Block[]} blocks */
const showBlocks = (blocks) => {
  const place = byId("blocks");
  blocks.forEach(({ title, about, text, isProse }, nth) => {
    let block = place.children[nth];
    // Blocks stay where they are, so that a button keeps the focus.
    if (block?.querySelector("h3")?.textContent !== title) {
      const code = make("code", { tabindex: "-1" });
      const button = make("button", { type: "button", class: "copy", "aria-label": `Kopiér: ${title}` }, "Kopiér");
      button.addEventListener("click", () => copy(code, button, title));
      block = make("article", { class: isProse ? "block block--prose" : "block" }, make("header", { class: "block__head" }, make("div", {}, make("h3", {}, title), make("p", { class: "hint" }, about)), button), make("pre", {}, code));
      if (place.children[nth]) place.children[nth].replaceWith(block);
      else place.append(block);
    }
    const code = block.querySelector("code");
    if (code && code.textContent !== text) code.textContent = text;
  });
  while (place.children.length > blocks.length) place.lastElementChild?.remove();
};

// --- All together ---

let shown = "";
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/** @param {number} delay A colour or a word is chosen in many steps, and the preview starts anew at each. */
const update = (delay) => {
  fit(read());
  const settings = read();
  showBlocks([...snippets(settings, hashes), ...statements(settings)]);
  // What only changes the code leaves the preview alone.
  const { element, way, options, catalogue, colours } = settings;
  const key = JSON.stringify([element, way === "frame", options, catalogue, colours && [hex(colours.accent), hex(colours.ground)]]);
  if (key === shown) return;
  shown = key;
  clearTimeout(timer);
  timer = setTimeout(() => (byId("look-note").textContent = preview(byId("preview"), settings, here)), delay);
};

/** The field of the form that an event is about, if any: some of them stand outside it. @param {Event} event */
const fieldOf = ({ target }) =>
  (target instanceof HTMLInputElement || target instanceof HTMLSelectElement) && target.form === form ? target : undefined;

form.addEventListener("submit", (event) => event.preventDefault());
document.addEventListener("input", (event) => {
  const field = fieldOf(event);
  // An address is read when it is whole.
  if (field && field.type !== "url") changed(field);
});
document.addEventListener("change", (event) => {
  const field = fieldOf(event);
  if (field) changed(field);
});

/** @param {HTMLInputElement | HTMLSelectElement} field */
const changed = async ({ name }) => {
  if (name === "element" || name === "calculator") {
    fit(read());
    fillValues();
  }
  // The catalogue that comes with the files moves with them.
  if (name === "base") catalogueField.value = new URL("catalogue/catalogue.json", read().base).href;
  if (name === "base" || name === "catalogue") await readCatalogue(read().catalogue);
  update(400);
};

const start = async () => {
  baseField.value = here.href;
  catalogueField.value = new URL("catalogue/catalogue.json", here).href;
  update(0);
  const integrity = fetch(new URL("integrity.json", here), { cache: "no-cache" });
  const hashed = integrity.then((response) => response.json()).then((found) => (hashes = found));
  hashed.catch((error) => console.error("Virker: integrity.json cannot be read", error));
  await Promise.allSettled([readCatalogue(read().catalogue), hashed]);
  update(0);
};

start();
