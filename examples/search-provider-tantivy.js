// A search provider for `tantivy serve` of the crate tantivy-cli, filled with `virker export SOURCES --to tantivy --out DIR`:
//
//   tantivy index --index DIR --file DIR/documents.jsonl
//   tantivy serve --index DIR --port 3000
//
//   import { tantivy } from "./search-provider-tantivy.js";
//   document.querySelector("virker-panel").searchProvider = tantivy("/soeg/api/", vocabularies);
//
// `/soeg` is a path of your own origin that a proxy passes on: the server sends no CORS headers, and logs nothing.
//
// What that server can do is find and filter. It has no facets, so each count is a small request of its own; it cannot
// sort, so the order is always by relevance; and it knows whole words only, without Danish inflections.

// The panel's filters: the field of each, and its choices.
const facets = {
  arenas: ({ arena }) => (arena ? [arena] : []),
  audiences: ({ audiences }) => audiences,
  stages: ({ stages }) => stages,
  places: ({ place }) => (place ? [place] : []),
  organisations: ({ organisation }) => (organisation ? [organisation] : []),
  kinds: ({ kinds }) => kinds,
  kkrGoals: ({ kkrGoals }) => kkrGoals,
  effects: ({ effects }) => effects,
};

/** A text in quotes, as a word or a phrase to find. The server stops at a query that it cannot parse, so nothing that is
 *  typed may be more than words. */
const quoted = (text) => `"${text.replace(/["\\]/g, " ")}"`;

/** The words of a query: letters and digits, as the index has them. */
const words = (query) => query.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** What is found, in Tantivy's query language: all words, each in the title (which counts more), the summary or the text. */
export const found = (query) => {
  const all = words(query).map((word) => `+(title:${quoted(word)}^4 summary:${quoted(word)}^2 text:${quoted(word)})`);
  return all.length > 0 ? all.join(" ") : "+(*)";
};

/** The chosen filters but one. */
export const filtered = (filters, without) =>
  Object.entries(facets)
    .map(([field, ids]) => [field, ids(filters)])
    .filter(([field, ids]) => field !== without && ids.length > 0)
    .map(([field, ids]) => ` +(${ids.map((id) => `${field}:${quoted(id)}`).join(" ")})`)
    .join("");

/**
 * `terms` are the ids to count by, as `{ arenas: ["hjem-og-mad", …], audiences, stages, places, organisations, kinds,
 * kkrGoals, effects }`: those of the catalogue's vocabularies and the words of its format, and `ukendt` among the stages and
 * the effects. Leave out lists that are too long to count one by one: they are then not offered as filters.
 */
export const tantivy = (address, terms = {}, fetch = globalThis.fetch) => {
  const ask = async (q, signal, nhits = 1, offset = 0) => {
    const response = await fetch(`${address}?${new URLSearchParams({ q, nhits, offset })}`, {
      signal,
      credentials: "omit",
      referrerPolicy: "no-referrer",
    });
    if (!response.ok) throw new Error(`${response.status} from the search engine`);
    return response.json();
  };
  // Numbers stay the same until the index is filled anew, so those without a query are asked for once.
  const known = new Map();
  const count = async (q, signal) => {
    const number = known.get(q) ?? (await ask(q, signal)).num_hits;
    if (q.startsWith("+(*)")) known.set(q, number);
    return number;
  };
  const countsOf = async (query, filters, signal) => {
    const facet = async (field) => {
      const others = found(query) + filtered(filters, field);
      const one = async (id) => [id, await count(`${others} +${field}:${quoted(id)}`, signal)];
      const numbers = await Promise.all((terms[field] ?? []).map(one));
      return [field, Object.fromEntries(numbers.filter(([, number]) => number > 0))];
    };
    return Object.fromEntries(await Promise.all(Object.keys(facets).map(facet)));
  };
  return {
    async search({ query, filters, offset, limit }, { signal }) {
      const [serp, size, withoutFilters, counts] = await Promise.all([
        ask(found(query) + filtered(filters), signal, limit, offset),
        count("+(*)", signal),
        count(found(query), signal),
        countsOf(query, filters, signal),
      ]);
      return {
        total: serp.num_hits,
        size,
        withoutFilters,
        cards: serp.hits.map(({ doc }) => JSON.parse(doc.card[0])),
        counts,
      };
    },
    async entry(id, { signal }) {
      const { hits } = await ask(`+id:${quoted(id)}`, signal);
      return hits.length > 0 ? JSON.parse(hits[0].doc.page[0]) : null;
    },
  };
};
