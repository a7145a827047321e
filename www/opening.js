// What happens while the engine is on its way: fetched by the loader, together with the catalogue.
import css from "./panel.css";
import { draw } from "./draw.js";
import { requestsFor } from "./files.js";

/** Prepares an element of the loader's parts: its styles, its opening, and requests for what its engine will need. */
export const prepare = ({ frame, app, slot, waiting, level, name, kind, host, share, sheetOf, create, ...element }) => {
  const sheets = frame.getRootNode().adoptedStyleSheets;
  const dressed = {};
  /** Adds a sheet, once; first the panel's. */
  const dress = (name = "", text = css) => (dressed[name] ??= sheets.push(sheetOf(text, frame.ownerDocument)));
  if (kind !== "panel") dress();
  const { signal } = element;
  /** Late styles, fetched once for all elements: no element's removal aborts them. */
  const load = async ([name, integrity]) => {
    const { href } = new URL(name, import.meta.url);
    const request = async (init) => {
      const response = await fetch(href, { ...init, integrity });
      return response.text();
    };
    try {
      const styles = await share(href, undefined, request, true);
      if (signal.aborted) return;
      dress();
      dress(name, styles);
    } catch (error) {
      console.error("Virker:", href, error);
      throw error;
    }
  };
  const loadStyles = () => load(VIRKER_STYLES);
  // Without it, the colours are light.
  const loadTheme = () => host.matches("[theme=dark],[theme=auto]") && load(VIRKER_THEME).catch(() => {});
  const theme = loadTheme();
  const opening = {};
  const open = async ({ version, nodes } = {}) => {
    // Not before the catalogue is here: a sheet by itself costs a slow phone a frame.
    dress();
    await theme;
    if (kind !== "panel") await loadStyles();
    // A link and the host's presets open another view, and the views of another version may differ.
    const isPreset = host.matches("[arena],[audience],[place],[query],[values]");
    const isFirst = version === VIRKER_VERSION && !isPreset && !location.hash.includes("virker.");
    // It may have failed or been removed meanwhile.
    if (signal.aborted || !app.isConnected || !isFirst || opening.over) return;
    const drawn = app.cloneNode();
    Object.assign(opening, { drawn, done: draw(drawn, nodes, { level, name }) });
    if (kind !== "panel") frame.dataset.screen = kind;
    waiting.hidden = slot.hidden = true;
    app.prepend(drawn);
  };
  return {
    ...requestsFor({ ...element, kind, host, share, open }),
    app,
    dress,
    loadStyles,
    loadTheme,
    opening,
    create,
    sheetOf,
  };
};
