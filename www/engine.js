// What the loader fetches: the wasm's glue, and the styles of what it draws.
import init, { mount, on_panic } from "./pkg/virker.js";
import css from "./panel.css";

/** Starts the engine once for all elements of the page. */
export const start = async (wasm, sheetOf, broke) => {
  await init({ module_or_path: wasm });
  on_panic(broke);
  return { mount, sheet: sheetOf(css) };
};
