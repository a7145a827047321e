// The entry of the npm package. It adds the script tag of the widget's files, wherever the host serves them.
//
// The files are not imported here: bundlers rename what they take in, and the loader finds its parts by their names and
// checks them by their hashes. As plain files they also stay out of the host's bundle until a page asks for them.

/** The version of the package, and of its files. */
export const version = "VIRKER_VERSION";

const loads = new Map();
let failures = 0;

/**
 * Defines the elements by the files in the folder at this address. Once for each page is enough; further calls with the
 * same address give the same promise.
 */
export const register = (base) => {
  // On a server that draws pages, there are no elements to define.
  if (typeof document === "undefined") return Promise.resolve();
  const folder = new URL(base, document.baseURI);
  if (!folder.pathname.endsWith("/")) folder.pathname += "/";
  const src = new URL("virker.js", folder).href;
  if (!loads.has(src)) {
    // A script tag and not `import()`, since bundlers rewrite that too.
    const script = Object.assign(document.createElement("script"), { type: "module", src: src + (failures ? "?retry=" + failures : ""), crossOrigin: "anonymous", referrerPolicy: "no-referrer" });
    const load = new Promise((resolve, reject) => {
      script.onload = () => resolve();
      script.onerror = () => {
        // It may be there the next time. Browsers keep one module for each address, even if it failed.
        failures++;
        loads.delete(src);
        script.remove();
        reject(new Error(`${src} cannot be loaded. \`npx virker-files FOLDER\` puts the files there; is the page's CSP in the way?`));
      };
    });
    document.head.append(script);
    loads.set(src, load);
  }
  return loads.get(src);
};
