// Where JavaScript calls into the wasm. A panic there is a trap: the engine is compiled without unwinding, messages
// and hooks, so nothing in it can tell that it broke. Out here the trap is an error like any other.
let tell = () => {};
let told = false;

/** Names what to call when the engine breaks. */
export const whenBroken = (broke) => {
  tell = broke;
};

/** The engine's exports, watched. What is thrown is thrown on: it belongs in the console, and to whoever called. */
export const guarded = (exports) => {
  const watch = (call) => (...values) => {
    try {
      return call(...values);
    } catch (error) {
      // Only a trap means that the engine is lost; what the browser or the page throws only passes through here. It
      // is told once on its way out, and not again by what cannot be taken down any more.
      if (error instanceof WebAssembly.RuntimeError && !told) {
        told = true;
        queueMicrotask(() => (told = false));
        tell();
      }
      throw error;
    }
  };
  return Object.fromEntries(Object.entries(exports).map(([name, it]) => [name, typeof it === "function" ? watch(it) : it]));
};
