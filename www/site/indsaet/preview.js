// Shows what was chosen, as it will be on a page.
import { tokens } from "../colours.js";
import { create } from "../virker-link.js";
import { frameAddress, SANDBOX } from "./snippets.js";

/** @typedef {import("./settings.js").Settings} Settings */

const sheet = new CSSStyleSheet();
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];

/**
 * @param {HTMLElement} place
 * @param {Settings} settings
 * @param {URL} here The folder of this page: what is shown is always its own files, whatever address the code names.
 * @returns {string} What the visitor must be told, if anything.
 */
export const preview = (place, settings, here) => {
  const { element, way, catalogue, options, colours } = settings;
  sheet.replaceSync("");
  if (way === "frame") {
    const address = frameAddress({ ...settings, base: here });
    const frame = document.createElement("iframe");
    frame.className = "virker";
    frame.title = "Rammen, som den vises";
    frame.height = "700";
    frame.setAttribute("sandbox", SANDBOX);
    frame.src = address.href;
    place.replaceChildren(frame);
    return "";
  }
  const shown = create(element, catalogue, (name) => options.find(([option]) => option === name)?.[1]);
  if (!shown) return "";
  // The code's own name of the element could be that of a field of this page.
  shown.id = "eksempel";
  if (colours) for (const [name, value] of tokens(colours.accent, colours.ground)) sheet.insertRule(`#preview { ${name}: ${value} }`);
  const link = document.createElement("a");
  link.href = frameAddress({ ...settings, base: here }).href;
  link.textContent = settings.fallbackText;
  shown.append(link);
  place.replaceChildren(shown);
  return customElements.get(element) ? "" : "Denne udgave af virker.js har ikke elementet. Her ses linket, der står i stedet.";
};
