// What happens while the engine is on its way: fetched by the loader, together with the catalogue.
import css from "./panel.css";
import { draw } from "./draw.js";
import { requestsFor } from "./files.js";

/** Prepares an element of the loader's parts: its styles, its opening, and requests for what its engine will need. */
export const prepare = ({ frame, app, slot, waiting, level, name, calculator, share, sheetOf, create, ...element }) => {
  const sheets = frame.getRootNode().adoptedStyleSheets;
  const dress = (text) => sheets.push(sheetOf(text, frame.ownerDocument));
  let isDressed;
  dress(css);
  const { signal } = element;
  /** The styles of pages, fetched once for all elements: no element's removal aborts them. */
  const loadStyles = async () => {
    const { href } = new URL(VIRKER_STYLES, import.meta.url);
    const request = async (init) => {
      const response = await fetch(href, { ...init, integrity: VIRKER_STYLES_INTEGRITY });
      return response.text();
    };
    try {
      const styles = await share(href, undefined, request, true);
      if (!signal.aborted && !isDressed) isDressed = dress(styles);
    } catch (error) {
      console.error("Virker:", href, error);
      throw error;
    }
  };
  const view = create("div.app", { hidden: "" });
  app.append(view);
  const opening = {};
  const open = async ({ version, nodes }) => {
    if (calculator) await loadStyles();
    // A link opens another view, and the views of another version may differ.
    const isFirst = version === VIRKER_VERSION && !location.hash.includes("virker.");
    // It may have failed or been removed meanwhile.
    if (signal.aborted || !app.isConnected || !isFirst || !view.hidden) return;
    const drawn = create("div.app");
    Object.assign(opening, { drawn, done: draw(drawn, nodes, { level, name }) });
    if (calculator) frame.dataset.screen = "calculator";
    waiting.hidden = slot.hidden = true;
    app.prepend(drawn);
  };
  return {
    ...requestsFor({ ...element, calculator, share, open }),
    app: view,
    loadStyles,
    opening,
  };
};
