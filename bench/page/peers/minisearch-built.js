import MiniSearch from "minisearch";
import { options } from "./minisearch-options.js";
import { inSlices } from "./slices.js";
import { begin, json, tally } from "./ui.js";

const bodies = json(BODIES);
begin(await json(CARDS), async (cards) => {
  const index = new MiniSearch(options);
  const texts = await bodies;
  await inSlices(cards, (card, id) => index.add({ ...card, id, body: texts[id] }));
  const ids = function* (hits) {
    for (const hit of hits) yield hit.id;
  };
  return (query, chosen) => tally(cards, ids(index.search(query)), chosen);
});
