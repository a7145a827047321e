// How files are requested: once for all elements of the page, with a time limit, and anew after a failure.

/** The address of one of our files. */
const urlOf = (name) => new URL(name, import.meta.url);

// Requests in flight, and responses that are kept for good, by URL. All elements of the page share them.
const shared = new Map();
const failed = new Set();
/**
 * Requests something once for all elements. `signal` aborts when the element is removed; without one, the request belongs
 * to the page. The request is aborted when no element waits for it any more, or when it takes longer than the limit. At
 * 5 kB/s, everything that an answer to a press needs takes 25 s. (`Cause::Timeout` names the limit.)
 * The page's own origin gets its cookies, as with all the page's files (it may be behind a login); no other origin does.
 * No request has a referrer. A failure is forgotten, and the next attempt bypasses the browser's cache, which may hold what failed.
 */
export const share = (url, signal, request, keep, limit = 45e3) => {
  if (signal?.aborted) return Promise.reject(signal.reason);
  let entry = shared.get(url);
  if (!entry) {
    const controller = new AbortController();
    const init = { signal: controller.signal, referrerPolicy: "no-referrer", cache: failed.has(url) ? "reload" : "default" };
    const timer = setTimeout(() => controller.abort(new DOMException(url, "TimeoutError")), limit);
    entry = { controller, waiting: 0 };
    entry.response = new Promise((resolve, reject) => {
      controller.signal.onabort = () => {
        // At once, so that no element joins a request that is being aborted.
        shared.delete(url);
        reject(controller.signal.reason);
      };
      request(init).then(resolve, reject);
    });
    shared.set(url, entry);
    const settled = (kept) => {
      clearTimeout(timer);
      controller.signal.onabort = null;
      if (kept) return;
      if (shared.get(url) === entry) shared.delete(url);
      // The listener below holds the entry for as long as the element lives; a parsed catalogue is megabytes.
      delete entry.response;
    };
    entry.response.then(
      () => settled(keep),
      (error) => {
        if (error.name !== "AbortError") failed.add(url);
        settled();
      },
    );
  }
  const { response, controller } = entry;
  entry.waiting++;
  signal?.addEventListener("abort", () => --entry.waiting || controller.abort(), { once: true });
  return response;
};

// Browsers keep one module per URL, even if it failed, its engine trapped, or it never arrives. So each further attempt
// has its own URL.
const attempts = {};
const importFresh = (name) => {
  const attempt = (attempts[name] = 1 + (attempts[name] ?? -1));
  return import(urlOf(name + (attempt ? "?retry=" + attempt : "")));
};
/** One of our scripts that is not needed at first: requested once, and kept. */
export const late = (name, signal, request = () => importFresh(name)) => share(urlOf(name).href, signal, request, true);
/** The script that prepares an element while its engine is on its way. */
export const importOpening = async () => {
  // Its name is always the same, so that a link in the host's page can ask for it ahead: a cache may hold another build's.
  // Once something failed, it may be what never arrives.
  const isAhead = document.querySelector("link[href$='opening.js']");
  const early = !failed.size && isAhead && (await import(urlOf("opening.js")).catch(() => {}));
  return early?.name === VIRKER_OPENING ? early : importFresh(VIRKER_OPENING);
};
/** Starts the engine for these elements, or joins the one that runs. They are told when it trapped. */
export const loadEngine = (signal, kind, elements) => {
  const wasmUrl = urlOf(VIRKER_WASM).href;
  return share(
    wasmUrl,
    signal,
    async (init) => {
      const wasm = fetch(wasmUrl, { ...init, integrity: VIRKER_WASM_INTEGRITY });
      // If the engine's script fails first, that is the error to report.
      wasm.catch(() => {});
      const module = await importFresh(VIRKER_ENGINE);
      const current = shared.get(wasmUrl);
      const engine = await module.start(wasm, share, late, kind, () => {
        // What is left of an engine that trapped before may trap again.
        if (shared.get(wasmUrl) !== current) return;
        shared.delete(wasmUrl);
        elements.forEach((element) => element.engineStopped());
      });
      return engine;
    },
    true,
  );
};

/** Tells why it failed, to whoever looks after the page. It is the newest release that tells, also if a cache has kept this one. */
export const explain = async (waiting, code) => {
  try {
    (await import(urlOf("failure.js"))).explain(waiting, [VIRKER_OPENING, VIRKER_ENGINE, VIRKER_WASM], code);
  } catch {}
};

export const loadDocument = (url, signal, integrity = "") =>
  share(url, signal, async (init) => {
    const response = await fetch(url, { ...init, integrity });
    if (!response.ok) return { status: response.status };
    const text = await response.text();
    let body;
    // Not JSON: the engine tells what is wrong with the text.
    try {
      body = JSON.parse(text);
    } catch {}
    return { status: 0, text, body };
  });
