// The types of `searchProvider`, a property of <virker-panel>. docs/search-provider.md explains them.

/** A host's own search behind a panel. Both methods reject only with the error that stopped them. */
export interface SearchProvider {
  /** Finds cards. `signal` aborts when another search takes its place, and when the panel is removed. */
  search(request: SearchRequest, options: { signal: AbortSignal }): Promise<SearchAnswer>;
  /** The entry with this id and what its page needs; `null` when there is none. */
  entry(id: string, options: { signal: AbortSignal }): Promise<EntryPage | null>;
}

export interface SearchRequest {
  /** What is typed, without spaces around it; empty when nothing is searched for. */
  query: string;
  /** Whether the visitor refused a correction: search for the query as it is. */
  literal: boolean;
  filters: Filters;
  /** `relevance` is the catalogue's own order when the query is empty. */
  order: "relevance" | "title" | "newest";
  /** How many results come before those wanted. */
  offset: number;
  /** How many cards are wanted; more are left out. */
  limit: number;
}

/** Ids of the catalogue's vocabularies, and words of its format. An entry passes a list with one of its ids, and must pass all filters. */
export interface Filters {
  arena: string | null;
  audiences: string[];
  /** `ukendt` stands for entries without a stage. */
  stages: string[];
  place: string | null;
  organisation: string | null;
  /** Words of the catalogue's format: `concept`, `method` and so on. */
  kinds: string[];
  kkrGoals: string[];
  /** `found`, `expected`, or `ukendt` for entries that state no outcome. */
  effects: string[];
}

export interface SearchAnswer {
  /** How many entries there are with the query and the filters. */
  total: number;
  /** How many entries the catalogue has. */
  size: number;
  /** How many there are with the query alone: said where the filters leave nothing. */
  withoutFilters?: number;
  /** What was searched for in place of a query with a slip; the panel offers to search for the query as typed. */
  corrected?: string;
  /** The cards wanted, as in the published part with the cards. */
  cards: Card[];
  counts: Counts;
}

/** How many results each choice would give, with the query and the choices of the other filters. A choice without a
 *  number has none: of places and of all from there on it is then not offered. The last three lists may be missing. */
export interface Counts {
  arenas: Record<string, number>;
  audiences: Record<string, number>;
  /** With `ukendt` for entries without a stage. */
  stages: Record<string, number>;
  places: Record<string, number>;
  organisations: Record<string, number>;
  kinds?: Record<string, number>;
  kkrGoals?: Record<string, number>;
  effects?: Record<string, number>;
}

/** What a list shows of an entry. docs/catalogue-format.md describes all keys. */
export interface Card {
  id: string;
  kind: string;
  title: string;
  summary: string;
  arenas?: string[];
  audiences?: string[];
  organisations?: string[];
  places?: string[];
  stage?: string;
  kkrGoals?: string[];
  /** Whether one of its outcomes was found: worked out by `virker build` and `virker export`. */
  effect?: "expected" | "found";
  status?: "published" | "withdrawn";
  described?: string;
  keyFigure?: object;
}

/** A whole entry, with those of the catalogue's other parts that its page needs. */
export interface EntryPage {
  /** The entry as in catalogue-whole.json. */
  entry: Card & Record<string, unknown>;
  /** The cards of the entries that it names as related, or as its methods. */
  cards?: Card[];
  /** The catalogue's sources that it refers to, also through its calculators. */
  sources?: object[];
  /** The calculators that it names, and those for any entry. */
  calculators?: object[];
  /** The worksheets that it names. */
  worksheets?: object[];
}
