// The catalogue of an element, and the files beside it. What the engine will ask for is requested as soon as its name is
// known, before the engine stands; each request that was made ahead is answered once.

// Without the index, one is built in the page: better than to wait.
const OPTIONAL_FILE_LIMIT = 15e3;
// A part with bodies may be half a megabyte, and nobody waits for it who opens nothing.
const BODIES_LIMIT = 180e3;

const bytes = (response) => {
  if (response.ok) return response.arrayBuffer();
};

/** A catalogue's parts. If their names are not all there, the document is read as one that is whole. */
const partsOf = (document) => {
  const { parts } = document ?? {};
  if (parts?.cards?.file && parts.entries?.file && parts.whole) return parts;
};

/** The requests for an element's catalogue. `share` and `load` are the loader's; `catalogue` is a promise of the first
 *  response. `open` draws the opening in it. */
export const requestsFor = ({ url, signal, share, load, catalogue, kind, host, provider, open }) => {
  const ahead = new Map();
  // Whatever a catalogue names is beside it: no other origin is contacted.
  const hrefOf = (name) => new URL("./" + name, url).href;
  /** Requests a file as bytes, within a limit in milliseconds; one that was asked for ahead is answered by that. */
  const file = (limit) => ({ file, integrity = "" }) => {
    const href = hrefOf(file);
    const promise = ahead.get(href) ?? share(href, signal, async (init) => bytes(await fetch(href, { ...init, integrity })), false, limit);
    // Answered: nothing needs to be asked for ahead any more, and the bytes are the engine's.
    ahead.set(href);
    return promise;
  };
  const small = file();
  const beside = file(OPTIONAL_FILE_LIMIT);
  const large = file(BODIES_LIMIT);

  let parts;
  /** The bytes of a part. The whole document is the way out when it is missing, or is not the one that was published. */
  const read = async (request, part) => {
    let why;
    const bytes = await request(part).catch((error) => {
      why = error;
    });
    if (bytes) return { bytes };
    if (!signal.aborted) console.warn(`Virker: ${hrefOf(part.file)} cannot be used`, why);
    return load(hrefOf(parts.whole), signal);
  };
  const request = async () => {
    const first = catalogue ?? load(url, signal);
    catalogue = undefined;
    const response = await first;
    parts = partsOf(response.body);
    // All elements that waited for this response get the same.
    response.version ??= {};
    if (!parts || provider) return response;
    return { ...response, ...(await read(small, parts.cards)), version: hrefOf(parts.cards.file) + hrefOf(parts.entries.file) };
  };
  const ask = (request, part) => {
    const href = part?.file && hrefOf(part.file);
    if (!href || ahead.has(href)) return;
    const promise = request(part);
    // A failure is told to whoever asks.
    promise.catch(() => {});
    ahead.set(href, promise);
  };
  const begin = async ({ body }) => {
    // A host's own search stands in for the parts.
    const published = provider ? {} : body;
    const { cards, entries, openings } = partsOf(published) ?? {};
    const { index } = published;
    if (kind === "panel") {
      // What is seen comes first: it has the processor for a frame, and the engine the line.
      open(body.opening).catch(() => {});
      await new Promise((resolve) => setTimeout(resolve));
    }
    ask(small, cards);
    if (kind === "panel") {
      ask(beside, index);
      ask(beside, { file: index?.lexicon });
    } else {
      ask(large, entries);
      const id = kind === "calculator" && host.getAttribute(kind);
      if (id) await open((await load(hrefOf(openings.replace("*", id)), signal)).body);
    }
  };
  // Without an opening, the engine's view is the first. It also tells of a catalogue that cannot be used.
  catalogue?.then(begin).catch(() => {});
  return { request, bodies: (part = parts.entries) => read(large, part), beside: (file) => beside({ file }) };
};
