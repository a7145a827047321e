// The adapter for Tantivy against a server that holds the shipped catalogue: its address is the first argument.
import assert from "node:assert/strict";
import { filtered, found, tantivy } from "../../../examples/search-provider-tantivy.js";

// What is typed is never more than words.
assert.equal(found('+id:"x" OR *'), ["id", "x", "or"].map((word) => `+(title:"${word}"^4 summary:"${word}"^2 text:"${word}")`).join(" "));
assert.equal(found('"( :'), "+(*)");
const none = { arena: null, audiences: [], stages: [], place: null, organisation: null, kinds: [], kkrGoals: [], effects: [] };
assert.equal(filtered({ ...none, arena: 'a"b', audiences: ["c", "d"] }), ' +(arenas:"a b") +(audiences:"c" audiences:"d")');

const [address] = process.argv.slice(2);
if (address) {
  const { signal } = new AbortController();
  const arenas = ["hjem-og-mad", "familien", "fritid-og-faellesskab", "arbejde-og-uddannelse"];
  const provider = tantivy(address, { arenas, stages: ["ukendt"] });
  const ask = (query, filters = {}, offset = 0) =>
    provider.search({ query, filters: { ...none, ...filters }, offset, limit: 6 }, { signal });
  const all = await ask("");
  assert.equal(all.total, all.size);
  assert.ok(all.size >= 60, `${all.size} entries`);
  assert.equal(all.cards.length, 6);
  const second = await ask("", {}, 6);
  assert.equal(new Set([...all.cards, ...second.cards].map(({ id }) => id)).size, 12);
  const food = await ask("Madkassen");
  assert.equal(food.cards[0].id, "madkassen");
  assert.equal(food.withoutFilters, food.total);
  // Each count is what choosing it shows.
  for (const arena of arenas) {
    const chosen = await ask("mad", { arena });
    assert.equal(chosen.total, chosen.counts.arenas[arena] ?? 0);
    for (const card of chosen.cards) assert.ok(card.arenas.includes(arena));
  }
  // None of these may stop the server.
  for (const query of ['"', "(", "a:b", "* AND", "[x TO", "\\", "+", "é😀"]) await ask(query);
  const { entry, sources, calculators } = await provider.entry("madkassen", { signal });
  assert.equal(entry.id, "madkassen");
  assert.ok(sources.length > 0 && calculators.some(({ id }) => id === "madkassen"));
  assert.equal(await provider.entry('findes"ikke', { signal }), null);
}
