// A search provider for OpenSearch (or Elasticsearch), filled with `virker export SOURCES --to opensearch --out DIR`.
//
//   import { openSearch } from "./search-provider-opensearch.js";
//   document.querySelector("virker-panel").searchProvider = openSearch("/soeg");
//
// `/soeg` is a path of your own origin whose proxy lets `POST _search` of this index through and nothing else: a visitor
// must not reach the engine itself. docs/search-provider.md says what the server then learns.

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

/** The clauses of all chosen filters but one. */
const chosen = (filters, without) =>
  Object.entries(facets)
    .map(([field, ids]) => [field, ids(filters)])
    .filter(([field, ids]) => field !== without && ids.length > 0)
    .map(([field, ids]) => ({ terms: { [field]: ids } }));

const sorted = {
  relevance: ["_score", "position"],
  title: ["title.sort"],
  newest: [{ described: "desc" }, "position"],
};

/** The body of `POST _search`. The filters are a `post_filter`, so that each facet is counted with the others only. */
export const searchBody = ({ query, literal, filters, order, offset, limit }) => ({
  from: offset,
  size: limit,
  track_total_hits: true,
  _source: ["card"],
  query: query
    ? // Each word must be in one of the fields, not all in the same.
      { multi_match: { query, fields: ["title^4", "summary^2", "text"], operator: "and", type: "cross_fields" } }
    : { match_all: {} },
  post_filter: { bool: { filter: chosen(filters) } },
  // Without a query all score alike, and the catalogue's own order decides.
  sort: sorted[order],
  aggs: {
    ...Object.fromEntries(
      Object.keys(facets).map((field) => [
        field,
        { filter: { bool: { filter: chosen(filters, field) } }, aggs: { ids: { terms: { field, size: 1000 } } } },
      ]),
    ),
    // How many the query finds with the filters, without them, and how many there are.
    passing: { filter: { bool: { filter: chosen(filters) } } },
    found: { filter: { match_all: {} } },
    all: { global: {} },
  },
  // A query with a slip is corrected below, once it has found nothing.
  ...(query && !literal && { suggest: { text: query, word: { term: { field: "text", suggest_mode: "missing" } } } }),
});

/** The query with the words that the engine knows in place of those that it does not; nothing if there are none. */
export const corrected = (query, { suggest }) => {
  let text = query;
  // From behind, so that the places before stay as they are.
  for (const { offset, length, options } of [...(suggest?.word ?? [])].reverse()) {
    if (options.length > 0) text = text.slice(0, offset) + options[0].text + text.slice(offset + length);
  }
  return text === query ? undefined : text;
};

/** What the panel is answered. */
export const answerOf = ({ hits, aggregations }) => ({
  total: aggregations.passing.doc_count,
  size: aggregations.all.doc_count,
  withoutFilters: aggregations.found.doc_count,
  cards: hits.hits.map(({ _source }) => JSON.parse(_source.card)),
  counts: Object.fromEntries(
    Object.keys(facets).map((field) => [
      field,
      Object.fromEntries(aggregations[field].ids.buckets.map(({ key, doc_count }) => [key, doc_count])),
    ]),
  ),
});

export const openSearch = (address, fetch = globalThis.fetch) => {
  const post = async (body, signal) => {
    const response = await fetch(`${address}/_search`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      signal,
      credentials: "omit",
      referrerPolicy: "no-referrer",
    });
    if (!response.ok) throw new Error(`${response.status} from the search engine`);
    return response.json();
  };
  return {
    async search(request, { signal }) {
      const found = await post(searchBody(request), signal);
      const meant = found.aggregations.found.doc_count === 0 ? corrected(request.query, found) : undefined;
      if (!meant) return answerOf(found);
      return { ...answerOf(await post(searchBody({ ...request, query: meant, literal: true }), signal)), corrected: meant };
    },
    async entry(id, { signal }) {
      const { hits } = await post({ size: 1, _source: ["page"], query: { term: { id } } }, signal);
      return hits.hits.length > 0 ? JSON.parse(hits.hits[0]._source.page) : null;
    },
  };
};
