// Why the engine did not start: fetched only then. Its name is always the same, so that an old loader that a cache has
// kept gets that of the newest release.

/** What is wrong with a file that did not start, and how it is mended; or nothing. */
const faultOf = (name, response) => {
  if (!response) return "cannot be reached. Is the server up, and do its CORS headers and the page's CSP (connect-src) allow it?";
  const { status } = response;
  if (status === 401 || status === 403) {
    return `is answered with ${status}. The page's own origin gets the page's cookies; no other does: let the file be public there`;
  }
  if (status === 404 || status === 410) return `is answered with ${status}. Publish all files of the release, and keep those of the releases before`;
  if (!response.ok) return `is answered with ${status}`;
  const type = response.headers.get("Content-Type") ?? "no type";
  const isRight = name.endsWith(".wasm") ? !/html/.test(type) : /javascript/.test(type);
  if (!isRight) return `is answered with the type ${type}. Does the server send a page in place of a file?`;
};

const fetched = async (url) => {
  try {
    const response = await fetch(url, { cache: "reload", referrerPolicy: "no-referrer", signal: AbortSignal.timeout(2e4) });
    response.body?.cancel();
    return response;
  } catch {}
};

// The smallest wasm: a CSP forbids every other too.
const isWasmAllowed = async () => {
  try {
    return await WebAssembly.compile(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
  } catch {}
};

/** Tells in the console which file failed, why, and how it is mended. `names` are the files of the loader that failed;
 *  `waiting` shows its message and its button. */
export const explain = async (waiting, names) => {
  const urlOf = (name) => new URL(name, import.meta.url).href;
  const offer = (text) => {
    const [message, button] = waiting.children;
    message.textContent = text;
    button.textContent = "Genindlæs siden";
    button.onclick = () => location.reload();
  };
  const all = await Promise.all(names.map(async (name) => [name, await fetched(urlOf(name))]));
  let found;
  for (const [name, response] of all) {
    const fault = faultOf(name, response);
    if (!fault) continue;
    found = true;
    console.error(`Virker: ${urlOf(name)} ${fault}.`);
    if (response?.status === 401) offer("Du skal måske logge ind igen, før kataloget kan vises.");
    if (response?.status === 404 && !names.includes(VIRKER_WASM)) {
      console.error(`Virker: a cache has kept an older virker.js. Let it be kept for an hour at most.`);
      // What the page will get when it is loaded again.
      await fetched(urlOf("virker.js"));
      offer("Siden er blevet opdateret. Genindlæs den for at se kataloget.");
      return;
    }
  }
  if (found) return;
  console.error(
    (await isWasmAllowed())
      ? "Virker: all files are there. Are they changed on the way (integrity)? See the error above."
      : "Virker: WebAssembly is not allowed. Does the CSP's script-src have 'wasm-unsafe-eval'?",
  );
};
