// Used where the index is built and where it is read: MiniSearch must be given the same options in both places.
import { term } from "./danish.js";

export const options = {
  fields: ["title", "summary", "body", "organisation"],
  processTerm: term,
  searchOptions: { boost: { title: 4, summary: 2, organisation: 2 }, prefix: true, fuzzy: 0.2 },
};
