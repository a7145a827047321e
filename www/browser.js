// What the generated scripts get in place of the browser's own `fetch` and `WebAssembly`: esbuild's `--inject`
// (xtask/src/dist.rs) resolves these two global names to the exports of this file.
import { mendImports } from "./mend.js";
import { parts } from "./parts.js"; // Written by the build.

const wasm = globalThis.WebAssembly;

let trapped = () => {};
let isReported = false;

/** Sets what to call when the engine traps. */
export const onTrap = (callback) => {
  trapped = callback;
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
      // Only a trap means that the engine has stopped, and a stack that overflowed (`InternalError` in Firefox);
      // exceptions of the browser or the page just pass through. A trap is reported once, not again for each call that it
      // passes or while the engine's elements are torn down.
      if (/^(Runtime|Range|Internal)Error$/.test(error?.name) && !isReported) {
        isReported = true;
        queueMicrotask(() => (isReported = false));
        trapped();
      }
      throw error;
    }
  };
  return Object.fromEntries(Object.entries(exports).map(([name, value]) => [name, typeof value === "function" ? guard(value) : value]));
};

/** Compiles while the bytes arrive if the server sends their content type, else once all have arrived. */
const instantiate = async (source, imports) => {
  const response = await source;
  if (!response.ok) throw new Error(`${response.status} ${response.url}`);
  mendImports(imports);
  const { instance } = await (response.headers.get("Content-Type") === "application/wasm"
    ? wasm.instantiateStreaming(response, imports)
    : wasm.instantiate(await response.arrayBuffer(), imports));
  return { instance: { exports: guarded(instance.exports) } };
};

// The build defines `Response` away in the generated scripts, and with it all that they would do with one: the engine's comes
// to `instantiate`, the late parts to `instantiateStreaming`.
export const WebAssembly = { __proto__: wasm, instantiate, instantiateStreaming: instantiate };

let fetchFile;
const ahead = new Map();

/** Fetches a part of the engine by the name that wasm-split gave it. It is read to its end here, so that the time limit
 *  covers all of it. */
const fetchPart = (part) => {
  const { name, integrity } = parts[part];
  const headers = { "Content-Type": "application/wasm" };
  return fetchFile(name, integrity, async (response) => new globalThis.Response(await response.arrayBuffer(), { headers }));
};

/** Fetches the part that an element of this kind needs first, before the engine asks for it. */
export const fetchPartsAhead = (kind) => {
  const later = kind === "panel" ? "split_pages.wasm" : "split_search.wasm";
  for (const part in parts) {
    if (part === later) continue;
    const response = fetchPart(part);
    // A failure is told to whoever asks.
    response.catch(() => {});
    ahead.set(part, response);
  }
};

/** Sets the function that fetches the engine's files: `(name, integrity, read) => promise of read's result`. */
export const fetchPartsWith = (file) => {
  fetchFile = file;
};

/** Fetches a part: `split_pages.wasm` → `pages-1f2e3d4c5b.wasm`. */
export const fetch = (url) => {
  const part = url.pathname.split("/").pop();
  const response = ahead.get(part) ?? fetchPart(part);
  ahead.delete(part);
  return response;
};
