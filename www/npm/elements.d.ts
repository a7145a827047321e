// The elements, their attributes and their events. The README of the repository describes them.
import "./files/search-provider.js";

interface CommonAttributes {
  /** The address of `catalogue.json`; a relative one is resolved against the page. */
  catalogue: string;
  /** The level of the first heading. Default 2. */
  "heading-level"?: 1 | 2 | 3 | 4 | "1" | "2" | "3" | "4";
  /** `off`: nothing is added to the browser's history. */
  history?: "off";
}

export interface VirkerPanelAttributes extends CommonAttributes {}

export interface VirkerCalculatorAttributes extends CommonAttributes {
  /** The calculator's id in the catalogue. */
  calculator: string;
}

/** `<virker-panel>`, which is declared beside the types of its property `searchProvider`. */
export type VirkerPanelElement = HTMLElementTagNameMap["virker-panel"];

/** `<virker-calculator>` */
export interface VirkerCalculatorElement extends HTMLElement {}

declare global {
  interface HTMLElementTagNameMap {
    "virker-calculator": VirkerCalculatorElement;
  }
  interface HTMLElementEventMap {
    "virker-ready": CustomEvent<null>;
    "virker-failed": CustomEvent<null>;
  }
}
