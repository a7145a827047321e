import { Document } from "flexsearch";
import { inSlices } from "./slices.js";
import { begin, json, tally } from "./ui.js";

const bodies = json(BODIES);
begin(await json(CARDS), async (cards) => {
  const fields = ["title", "summary", "organisation", "body"];
  const index = new Document({ document: { id: "id", index: fields.map((field) => ({ field, tokenize: "forward", resolution: 9 })) } });
  const texts = await bodies;
  await inSlices(cards, (card, id) => index.add({ ...card, id, body: texts[id] }));
  const all = { limit: cards.length, merge: true, suggest: true };
  const ids = function* (hits) {
    for (const hit of hits) yield hit.id;
  };
  return (query, chosen) => tally(cards, ids(index.search(query, all)), chosen);
});
