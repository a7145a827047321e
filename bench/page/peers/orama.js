import { create, insert, search } from "@orama/orama";
import { stemmer, stopwords } from "./danish.js";
import { inSlices } from "./slices.js";
import { begin, json } from "./ui.js";

const bodies = json(BODIES);
begin(await json(CARDS), async (cards) => {
  const tokenizer = { language: "danish", stemming: true, stemmer, stopWords: stopwords, stemmerSkipProperties: [] };
  const schema = { title: "string", summary: "string", organisation: "string", body: "string", arenas: "enum[]" };
  const index = create({ schema, components: { tokenizer } });
  const texts = await bodies;
  await inSlices(cards, (card, id) => insert(index, { ...card, id: String(id), body: texts[id] }, "danish"));
  const best = { limit: 20, boost: { title: 4, summary: 2, organisation: 2 }, facets: { arenas: {} } };
  return async (term, chosen) => {
    const where = chosen.length ? { arenas: { containsAny: chosen } } : undefined;
    const { hits, count, facets } = await search(index, { ...best, term, where });
    return { ids: hits.map((hit) => Number(hit.id)), total: count, counts: facets.arenas.values };
  };
});
