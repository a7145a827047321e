// What happens while the engine is on its way: fetched by the loader, together with the catalogue.
import css from "./panel.css";
import { draw } from "./draw.js";
import { requestsFor } from "./files.js";

/** Prepares an element of the loader's parts: its styles, its opening, and requests for what its engine will need. */
export const prepare = ({ frame, app, slot, waiting, level, name, calculator, share, sheetOf, ...element }) => {
  const sheets = frame.getRootNode().adoptedStyleSheets;
  sheets.push(sheetOf(css));
  const { signal } = element;
  /** The styles of pages, fetched once for all elements: no element's removal aborts them. */
  const loadStyles = async () => {
    const { href } = new URL(VIRKER_STYLES, import.meta.url);
    try {
      const styles = await share(href, undefined, async (init) => sheetOf(await (await fetch(href, { ...init, integrity: VIRKER_STYLES_INTEGRITY })).text()), true);
      if (!signal.aborted && !sheets.includes(styles)) sheets.push(styles);
    } catch (error) {
      console.error(`Virker: ${VIRKER_STYLES}`, error);
      throw error;
    }
  };
  const view = document.createElement("div");
  view.className = "app";
  view.hidden = true;
  app.append(view);
  let opening;
  const open = async ({ version, nodes }) => {
    if (calculator !== undefined) await loadStyles();
    // A link opens another view, and the views of another version may differ.
    const isFirstView = !location.hash.startsWith(`#virker.${name}=`) && version === VIRKER_VERSION;
    // It may have failed or been removed meanwhile.
    if (signal.aborted || !app.isConnected || !isFirstView || !view.hidden) return;
    const drawn = document.createElement("div");
    drawn.className = "app";
    opening = { drawn, done: draw(drawn, nodes, { level, name }) };
    if (calculator !== undefined) frame.dataset.screen = "calculator";
    waiting.hidden = slot.hidden = true;
    app.prepend(drawn);
  };
  return {
    ...requestsFor({ ...element, calculator, share, open }),
    app: view,
    loadStyles,
    /** Takes the opening, if there is one: from now on, the engine's view is shown. */
    takeOpening() {
      const taken = opening;
      opening = undefined;
      view.hidden = false;
      return taken;
    },
    get opened() {
      return Boolean(opening);
    },
  };
};
