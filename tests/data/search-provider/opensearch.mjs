// What the adapter for OpenSearch asks and answers, without a server. The shapes are those of OpenSearch's documentation:
// query DSL (multi_match, bool, terms, term), search options (from, size, sort, post_filter, track_total_hits), filter,
// terms and global aggregations, the term suggester.
import assert from "node:assert/strict";
import { answerOf, corrected, openSearch, searchBody } from "../../../examples/search-provider-opensearch.js";

const none = { arena: null, audiences: [], stages: [], place: null, organisation: null, kinds: [], kkrGoals: [], effects: [] };
const filters = { ...none, arena: "familien", audiences: ["personale"], effects: ["found"] };
const request = { query: "mad", literal: false, filters, order: "relevance", offset: 6, limit: 6 };
const arena = { terms: { arenas: ["familien"] } };
const audience = { terms: { audiences: ["personale"] } };
const effect = { terms: { effects: ["found"] } };

const body = searchBody(request);
assert.deepEqual(body.query, {
  multi_match: { query: "mad", fields: ["title^4", "summary^2", "text"], operator: "and", type: "cross_fields" },
});
assert.deepEqual([body.from, body.size, body.track_total_hits, body._source], [6, 6, true, ["card"]]);
assert.deepEqual(body.post_filter, { bool: { filter: [arena, audience, effect] } });
assert.deepEqual(body.sort, ["_score", "position"]);
// Each facet is counted with the choices of the others.
assert.deepEqual(body.aggs.arenas, {
  filter: { bool: { filter: [audience, effect] } },
  aggs: { ids: { terms: { field: "arenas", size: 1000 } } },
});
assert.deepEqual(body.aggs.places.filter, { bool: { filter: [arena, audience, effect] } });
assert.deepEqual(body.suggest, { text: "mad", word: { term: { field: "text", suggest_mode: "missing" } } });
const empty = searchBody({ ...request, query: "", filters: none, order: "newest" });
assert.deepEqual(empty.query, { match_all: {} });
assert.deepEqual(empty.post_filter, { bool: { filter: [] } });
assert.deepEqual(empty.sort, [{ described: "desc" }, "position"]);
assert.equal(empty.suggest, undefined);

const facet = (buckets) => ({ doc_count: 9, ids: { doc_count_error_upper_bound: 0, sum_other_doc_count: 0, buckets } });
const response = (found) => ({
  hits: { total: { value: found, relation: "eq" }, hits: found ? [{ _id: "a", _score: 1, _source: { card: '{"id":"a"}' } }] : [] },
  aggregations: {
    arenas: facet([{ key: "familien", doc_count: 3 }, { key: "hjem-og-mad", doc_count: 2 }]),
    audiences: facet([]), stages: facet([]), places: facet([]), organisations: facet([]),
    kinds: facet([]), kkrGoals: facet([]), effects: facet([{ key: "found", doc_count: 1 }]),
    passing: { doc_count: found ? 3 : 0 }, found: { doc_count: found }, all: { doc_count: 62 },
  },
  suggest: { word: [{ text: "madkasse", offset: 0, length: 8, options: [{ text: "madkassen", score: 0.8, freq: 3 }] }] },
});
assert.deepEqual(answerOf(response(9)), {
  total: 3, size: 62, withoutFilters: 9, cards: [{ id: "a" }],
  counts: { arenas: { familien: 3, "hjem-og-mad": 2 }, audiences: {}, stages: {}, places: {}, organisations: {}, kinds: {}, kkrGoals: {}, effects: { found: 1 } },
});
assert.equal(corrected("madkasse nu", response(0)), "madkassen nu");
assert.equal(corrected("mad", { suggest: { word: [] } }), undefined);

// A query that finds nothing is asked again as corrected, and a failure is a rejection.
const asked = [];
const engine = (answers) => async (address, init) => {
  asked.push([address, init.method, init.credentials, JSON.parse(init.body), init.signal]);
  return answers.shift();
};
const ok = (json) => ({ ok: true, json: async () => json });
const { signal } = new AbortController();
const provider = openSearch("/soeg", engine([ok(response(0)), ok(response(9))]));
const answer = await provider.search({ ...request, query: "madkasse" }, { signal });
assert.deepEqual([answer.corrected, answer.total], ["madkassen", 3]);
assert.equal(asked[1][3].query.multi_match.query, "madkassen");
assert.deepEqual(asked[0].slice(0, 3), ["/soeg/_search", "POST", "omit"]);
assert.equal(asked[0][4], signal);
await assert.rejects(openSearch("/soeg", engine([{ ok: false, status: 503 }])).search(request, { signal }), /503/);
const hit = (page) => ok({ hits: { hits: page ? [{ _source: { page } }] : [] } });
assert.deepEqual(await openSearch("", engine([hit('{"entry":{}}')])).entry("a", { signal }), { entry: {} });
assert.equal(await openSearch("", engine([hit()])).entry("a", { signal }), null);
assert.deepEqual(asked.at(-1)[3], { size: 1, _source: ["page"], query: { term: { id: "a" } } });
