// The catalogue of an element, and the files beside it. What the engine will ask for is requested as soon as its name is
// known, before the engine stands; each request that was made ahead is answered once.

// Without the index, one is built in the page: better than to wait.
const OPTIONAL_FILE_LIMIT = 15e3;
// The bodies of a large catalogue are megabytes, and nobody waits for them who opens nothing.
const BODIES_LIMIT = 180e3;

const bytes = (response) => {
  if (response.ok) return response.arrayBuffer();
};

/** The requests for an element's catalogue. `share` and `load` are the loader's; `catalogue` is a promise of the first
 *  response. `open` draws the opening in it. */
export const requestsFor = ({ url, signal, share, load, catalogue, calculator, open }) => {
  const ahead = new Map();
  const hrefOf = (name) => new URL(name, url).href;
  const requested = (request) => (name, integrity) => {
    const href = hrefOf(name);
    const promise = ahead.get(href) ?? request(href, integrity);
    ahead.delete(href);
    return promise;
  };
  const file = (limit) =>
    requested((href, integrity = "") => share(href, signal, async (init) => bytes(await fetch(href, { ...init, integrity })), false, limit));
  const document = requested((href, integrity) => load(href, signal, integrity));
  const beside = file(OPTIONAL_FILE_LIMIT);
  const large = file(BODIES_LIMIT);

  let parts;
  /** The whole document is the way out when a part is missing, or is not the one that was published. */
  const whole = async (part, error) => {
    if (!signal.aborted) console.warn(`Virker: ${hrefOf(part.file)} cannot be used`, error);
    return load(hrefOf(parts.whole), signal);
  };
  const request = async () => {
    const first = catalogue ?? load(url, signal);
    catalogue = undefined;
    const response = await first;
    ({ parts } = response.body ?? {});
    if (!parts) return response;
    const { cards } = parts;
    try {
      const { status, body } = await document(cards.file, cards.integrity);
      if (body) return { ...response, cards: body };
      return whole(cards, status);
    } catch (error) {
      return whole(cards, error);
    }
  };
  /** The bodies as bytes, or else the whole document. */
  const bodies = async () => {
    const { entries } = parts;
    try {
      const bytes = await large(entries.file, entries.integrity);
      return bytes ?? whole(entries);
    } catch (error) {
      return whole(entries, error);
    }
  };

  const ask = (request, name, integrity) => {
    if (!name) return;
    const promise = request(name, integrity);
    // A failure is told to whoever asks.
    promise.catch(() => {});
    ahead.set(hrefOf(name), promise);
  };
  const begin = async ({ body }) => {
    const { parts, index, opening } = body;
    if (calculator === undefined) {
      if (opening) open(opening);
    } else if (parts?.openings) {
      load(hrefOf(parts.openings.replace("*", calculator)), signal).then(({ body }) => open(body)).catch(() => {});
    }
    ask(document, parts?.cards.file, parts?.cards.integrity);
    if (calculator === undefined) {
      ask(beside, index?.file);
      ask(beside, index?.lexicon);
    } else {
      ask(large, parts?.entries.file, parts?.entries.integrity);
    }
  };
  // The engine tells of a catalogue that cannot be used.
  catalogue?.then(begin).catch(() => {});
  return { request, bodies, beside };
};
