// A host's own search behind a panel: fetched only when `searchProvider` is set. `search-provider.d.ts` has its types.
// What it answers is as untrusted as a catalogue: it becomes plain JSON here, and the engine reads it as a catalogue.

// How long typing must rest before the provider is asked, in milliseconds.
const REST = 150;
// Like any other request.
const LIMIT = 45e3;
// A page of cards takes some kilobytes, and a whole entry some tens. More would only keep the page busy.
const LARGEST = 4e6;
// The cards of one answer, as many as a panel shows at a time.
const PAGE = 6;
// As the engine numbers them.
const ORDERS = ["relevance", "title", "newest"];

/** A copy as plain JSON: no getters, no classes, no cycles. */
const plain = (value) => {
  const text = JSON.stringify(value) ?? "null";
  if (text.length < LARGEST) return JSON.parse(text);
  throw new RangeError("JSON that is too large");
};

const list = (value, name) => {
  if (!Array.isArray(value)) throw new TypeError(`${name}: expected a list`);
  return value;
};

const wait = (time) => new Promise((resolve) => setTimeout(resolve, time));

/**
 * One call at a time: a new one aborts the one before. A call also ends when the element is removed, when it takes too
 * long, and when the provider ignores its signal.
 */
const latest = (name, removed) => {
  let before;
  return (call) =>
    new Promise((resolve, reject) => {
      before?.abort();
      const controller = (before = new AbortController());
      const { signal } = controller;
      const abort = () => controller.abort();
      const timer = setTimeout(() => controller.abort(new DOMException(`no answer in ${LIMIT / 1e3} s`, "TimeoutError")), LIMIT);
      const fail = (error) => {
        if (!signal.aborted || signal.reason.name === "TimeoutError") console.error(`Virker: searchProvider.${name}:`, error);
        reject(error);
      };
      signal.addEventListener("abort", () => fail(signal.reason));
      removed.addEventListener("abort", abort);
      if (removed.aborted) abort();
      (async () => call(signal))()
        .then(resolve, (error) => signal.aborted || fail(error))
        .finally(() => {
          clearTimeout(timer);
          if (before === controller) before = undefined;
          removed.removeEventListener("abort", abort);
        });
    });
};

/** What the engine asks for in place of the published parts. */
export const provide = ({ request, beside, provider, signal }) => {
  // The catalogue without its entries.
  let base;
  let query = "";
  let cards = [];
  const searching = latest("search", signal);
  const opening = latest("entry", signal);
  return {
    /** `catalogue.json` with the vocabularies, which are in a file of their own beside the cards. */
    request: async () => {
      const response = await request();
      // The engine tells what is wrong with it.
      if (!response.body) return response;
      const { index, opening, parts, sources, calculators, worksheets, ...head } = response.body;
      const file = parts && String(parts.cards?.file).replace(".cards.", ".vocabularies.");
      let vocabularies;
      try {
        vocabularies = file && JSON.parse(new TextDecoder().decode(await beside(file)));
      } catch {
        console.error(`Virker: ${file} is missing, or is no JSON`);
      }
      base = { ...head, ...vocabularies, entries: [] };
      return { ...response, text: JSON.stringify(base) };
    },
    search: ([text, literal, [[arena = null], audiences, stages, [place = null], [organisation = null], kinds, kkrGoals, effects], order, offset]) =>
      searching(async (signal) => {
        const typed = text !== query;
        query = text;
        if (typed) await wait(REST);
        if (signal.aborted) return;
        const filters = { arena, audiences, stages, place, organisation, kinds, kkrGoals, effects };
        const request = { query: text, literal, filters, order: ORDERS[order], offset, limit: PAGE };
        const answer = plain(await provider.search(request, { signal }));
        const found = list(answer?.cards, "cards").slice(0, PAGE);
        // What is chosen stays in its list, also where it gives nothing.
        const lists = { places: [place ?? []].flat(), organisations: [organisation ?? []].flat(), kinds, kkrGoals, effects };
        for (const [facet, chosen] of Object.entries(lists)) {
          const counts = answer.counts?.[facet];
          if (counts) for (const id of chosen) counts[id] ??= 0;
        }
        if (signal.aborted) return;
        cards = [...cards.slice(0, offset), ...found];
        return JSON.stringify({ ...base, entries: cards, answer: { ...answer, cards: undefined } });
      }),
    entry: (id) =>
      opening(async (signal) => {
        const page = plain(await provider.entry(id, { signal }));
        const { entry, cards = [], sources = [], calculators = [], worksheets = [] } = page ?? {};
        return JSON.stringify({ ...base, entries: entry ? [entry, ...list(cards, "cards")] : [], sources, calculators, worksheets });
      }),
  };
};
