// What the generated scripts get in place of the browser's own `fetch` and `WebAssembly`: esbuild's `--inject`
// (xtask/src/package.rs) resolves these two global names to the exports of this file.
import { parts } from "./parts.js"; // Written by the build.

const wasm = globalThis.WebAssembly;

let tell = () => {};
let told = false;

/** Sets what to call when the engine breaks. */
export const whenBroken = (broke) => {
  tell = broke;
};

/**
 * The engine's exports, each function wrapped: every call from JavaScript into the wasm passes here.
 *
 * The engine is compiled without unwinding and panic hooks, so a panic is a bare trap, and nothing inside can report
 * it. Out here, a trap is an exception like any other. It is rethrown: it belongs in the console, and to the caller.
 */
const guarded = (exports) => {
  const guard = (call) => (...values) => {
    try {
      return call(...values);
    } catch (error) {
      // Only a trap means that the engine is lost; exceptions of the browser or the page merely pass through. A trap
      // is reported once, not again for each frame that it unwinds or for what can no longer be taken down.
      if (error instanceof wasm.RuntimeError && !told) {
        told = true;
        queueMicrotask(() => (told = false));
        tell();
      }
      throw error;
    }
  };
  return Object.fromEntries(Object.entries(exports).map(([name, it]) => [name, typeof it === "function" ? guard(it) : it]));
};

export const WebAssembly = {
  __proto__: wasm,

  /** Compiles while the bytes arrive if the server declares their type, else once they are here. */
  async instantiateStreaming(source, imports) {
    const response = await source;
    if (!response.ok) throw new Error(`${response.status} ${response.url}`);
    const { instance } = await (response.headers.get("Content-Type") === "application/wasm"
      ? wasm.instantiateStreaming(response, imports)
      : wasm.instantiate(await response.arrayBuffer(), imports));
    return { instance: { exports: guarded(instance.exports) } };
  },
};

let fetchFile;

/** Sets what fetches a file of the engine: `(name, integrity, read) => promise of what read gives`. */
export const fetchPartsWith = (file) => {
  fetchFile = file;
};

/**
 * Fetches a part of the engine by the name that wasm-split gave it: `split_pages.wasm` → `pages-1f2e3d4c5b.wasm`.
 * It is read to its end here, so that the time limit covers all of it.
 */
export const fetch = (url) => {
  const { name, integrity } = parts[url.pathname.split("/").pop()];
  const headers = { "Content-Type": "application/wasm" };
  return fetchFile(name, integrity, async (response) => new Response(await response.arrayBuffer(), { headers }));
};
