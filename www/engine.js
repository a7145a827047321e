// What the loader fetches: the wasm's glue, and the styles of what it draws first.
import init, { mount } from "./pkg/virker.js";
import { whenBroken } from "./guard.js";
import css from "./panel.css";

let dressed;

/** Starts the engine once for all elements of the page. */
export const start = async (wasm, quiet, sheetOf, broke) => {
  whenBroken(broke);
  await init({ module_or_path: wasm });
  /** The styles of entries and calculators; a failure is forgotten, so that trying again really tries. */
  const dress = () =>
    (dressed ??= fetch(new URL(VIRKER_STYLES, import.meta.url), { ...quiet, integrity: VIRKER_STYLES_INTEGRITY })
      .then((response) => response.text())
      .then(sheetOf)
      .catch((error) => {
        dressed = undefined;
        throw error;
      }));
  /** When what was just drawn has been painted: from then on nobody waits for what we fetch. */
  const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  /** The bytes of a file beside an element's catalogue; nothing if it isn't there. */
  const beside = (url) => (name) => fetch(new URL(name, url), quiet).then((response) => (response.ok ? response.arrayBuffer() : undefined));
  return { mount: (place) => mount({ ...place, painted, beside: beside(place.url) }), dress, sheet: sheetOf(css) };
};
