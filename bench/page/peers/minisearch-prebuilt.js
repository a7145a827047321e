import MiniSearch from "minisearch";
import { options } from "./minisearch-options.js";
import { begin, json, tally } from "./ui.js";

const text = fetch(INDEX).then((response) => response.text());
begin(await json(CARDS), async (cards) => {
  const index = MiniSearch.loadJSON(await text, options);
  const ids = function* (hits) {
    for (const hit of hits) yield hit.id;
  };
  return (query, chosen) => tally(cards, ids(index.search(query)), chosen);
});
