// What a page names, `virker.js` in `dist/`: it defines the elements.
import { VirkerCalculator, VirkerConcept, VirkerPanel, VirkerWorksheet } from "./element.js";

const define = (tag, element) => {
  const known = customElements.get(tag);
  if (!known) {
    element.version = VIRKER_VERSION;
    customElements.define(tag, element);
  } else if (known.version !== VIRKER_VERSION) {
    console.warn(`Virker ${VIRKER_VERSION}: <${tag}> stays ${known.version}`);
  }
};

define("virker-panel", VirkerPanel);
define("virker-calculator", VirkerCalculator);
define("virker-concept", VirkerConcept);
define("virker-worksheet", VirkerWorksheet);
