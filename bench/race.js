// Compares the engine with other search libraries in one page. They take turns at each query, so that other load on the
// machine affects all alike. Each library has the best configuration for Danish that we found.
import init, { Builder, Finder } from "./finder.js";
import { create, insertMultiple, search as oramaSearch } from "@orama/orama";
import { stemmer } from "@orama/stemmers/danish";
import { stopwords } from "@orama/stopwords/danish";
import FlexSearch from "flexsearch";
import Fuse from "fuse.js";
import lunr from "lunr";
import stemmerSupport from "lunr-languages/lunr.stemmer.support";
import lunrDanish from "lunr-languages/lunr.da";
import MiniSearch from "minisearch";
import UFuzzy from "@leeoniya/ufuzzy";

stemmerSupport(lunr);
lunrDanish(lunr);

const STOP = new Set(stopwords);
const FIELDS = ["title", "summary", "body", "organisation"];
const fold = (text) => text.toLowerCase().replace(/å|aa/g, "a").replace(/ø|oe/g, "o").replace(/æ/g, "ae");
const words = (text) => text.toLowerCase().match(/[\p{L}\p{N}§]+/gu) ?? [];
const term = (word) => (STOP.has(word.toLowerCase()) ? null : fold(stemmer(word.toLowerCase())));

// A pseudorandom generator (mulberry32), for reproducible catalogues.
const random = (seed) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
};

const texts = (part) =>
  typeof part === "string" ? (part.includes(" ") ? [part] : []) : part && typeof part === "object" ? Object.values(part).flatMap(texts) : [];

// Enlarges the catalogue to this many entries: each new one has sentences of others, and sometimes a new compound, so
// that the vocabulary grows as it does in Danish.
const grow = (catalogue, count) => {
  const next = random(1);
  const pick = (list) => list[Math.floor(next() * list.length)];
  const own = catalogue.entries.map((entry) => ({ ...entry, passages: texts({ ...entry, title: "", summary: "", sources: 0 }) }));
  const sentences = own.flatMap((entry) => entry.passages);
  const long = [...new Set(words(sentences.join(" ")))].filter((word) => word.length > 6);
  const fresh = (text) => text.replace(/\p{L}{8,}/gu, (word) => (next() < 0.01 ? pick(long) + word.toLowerCase() : word));
  const entries = own.slice(0, count);
  while (entries.length < count) {
    const like = pick(own);
    entries.push({
      ...like,
      id: `${like.id}-${entries.length}`,
      title: fresh(`${pick(own).title} ${pick(long)}`),
      summary: fresh(pick(own).summary),
      passages: like.passages.map(() => fresh(pick(sentences))),
    });
  }
  const label = Object.fromEntries((catalogue.vocabularies.organisations ?? []).map((one) => [one.id, one.label.da]));
  const flat = entries.map((entry) => ({
    id: entry.id,
    title: entry.title,
    summary: entry.summary,
    body: entry.passages.join(" "),
    organisation: (entry.organisations ?? []).map((id) => label[id]).join(", "),
  }));
  const grown = entries.map(({ id, kind, title, summary, organisations, passages }) => ({ id, kind, title, summary, organisations, passages }));
  return { flat, json: JSON.stringify({ ...catalogue, index: undefined, entries: grown }) };
};

const peers = {
  "MiniSearch + Danish + suffixes": {
    build: (docs) => {
      const split = (word) => {
        const whole = term(word);
        if (!whole) return null;
        const parts = [whole];
        for (let at = 2; whole.length - at >= 4; at++) parts.push("~" + whole.slice(at));
        return parts;
      };
      const index = new MiniSearch({
        fields: FIELDS,
        processTerm: split,
        searchOptions: {
          processTerm: (word) => {
            const whole = term(word);
            return whole && whole.length >= 4 ? [whole, "~" + whole] : whole;
          },
          boost: { title: 4, summary: 2, organisation: 2 },
          prefix: true,
          fuzzy: (word) => (word[0] === "~" ? false : word.length > 8 ? 2 : word.length > 3 ? 1 : false),
          boostTerm: (word) => (word[0] === "~" ? 0.4 : 1),
        },
      });
      index.addAll(docs);
      return (query) => index.search(query).slice(0, 10);
    },
  },
  "MiniSearch + Danish": {
    build: (docs) => {
      const index = new MiniSearch({
        fields: FIELDS,
        processTerm: term,
        searchOptions: { boost: { title: 4, summary: 2, organisation: 2 }, prefix: true, fuzzy: 0.2 },
      });
      index.addAll(docs);
      return (query) => index.search(query).slice(0, 10);
    },
  },
  "FlexSearch forward": {
    build: (docs) => {
      const index = FIELDS.map((field) => ({ field, tokenize: "forward", resolution: 9 }));
      const all = new FlexSearch.Document({ document: { id: "id", index } });
      for (const doc of docs) all.add(doc);
      return (query) => all.search(query, { limit: 10, merge: true, suggest: true });
    },
  },
  "Orama + Danish": {
    build: async (docs) => {
      const tokenizer = { language: "danish", stemming: true, stemmer, stopWords: stopwords, stemmerSkipProperties: [] };
      const schema = Object.fromEntries(FIELDS.map((field) => [field, "string"]));
      const index = create({ schema, components: { tokenizer } });
      await insertMultiple(index, docs, 500);
      const options = { limit: 10, boost: { title: 4, summary: 2, organisation: 2 } };
      return (query) => oramaSearch(index, { term: query, ...options });
    },
  },
  "Lunr + Danish": {
    build: (docs) => {
      const index = lunr(function () {
        this.use(lunr.da);
        this.ref("id");
        for (const field of FIELDS) this.field(field, { boost: { title: 4, body: 1 }[field] ?? 2 });
        for (const doc of docs) this.add(doc);
      });
      return (query) =>
        index
          .query((builder) => {
            for (const word of words(query)) {
              builder.term(word, { boost: 10, usePipeline: true });
              if (word.length > 2) builder.term(word, { boost: 4, usePipeline: false, wildcard: lunr.Query.wildcard.TRAILING });
              if (word.length > 3) builder.term(word, { boost: 1, usePipeline: true, editDistance: word.length > 7 ? 2 : 1 });
            }
          })
          .slice(0, 10);
    },
  },
  "Fuse, token search": {
    most: 1000,
    every: 12,
    build: (docs) => {
      const keys = FIELDS.map((name) => ({ name, weight: { title: 4, body: 1 }[name] ?? 2 }));
      const index = new Fuse(docs, { keys, ignoreLocation: true, ignoreDiacritics: true, useTokenSearch: true, threshold: 0.3 });
      return (query) => index.search(query, { limit: 10 });
    },
  },
  uFuzzy: {
    most: 1000,
    every: 4,
    build: (docs) => {
      const fuzzy = new UFuzzy({ unicode: true, interSplit: "[^\\p{L}\\d']+", intraMode: 1 });
      const hay = docs.map((doc) => fold(FIELDS.map((field) => doc[field]).join(" ")));
      return (query) => fuzzy.search(hay, fold(query), 1, 1e4);
    },
  },
};

const timed = async (work) => {
  const begun = performance.now();
  const result = await work();
  return [result, performance.now() - begun];
};

// A single call is too short for the clock: repeats it for two milliseconds, at most 30 times.
const each = async (search, query) => {
  let count = 0;
  const begun = performance.now();
  do {
    const result = search(query);
    if (result?.then) await result;
    count++;
  } while (count < 30 && performance.now() - begun < 2);
  return (performance.now() - begun) / count;
};

const at = (times, share) => [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))];

/** Measures all libraries with the catalogue enlarged to this many entries: median and 95th percentile over the queries. */
const race = async (count) => {
  await init({ module_or_path: "finder.wasm" });
  const catalogue = await (await fetch("catalogue.json")).json();
  const queries = (await (await fetch("queries.json")).json()).map((one) => one.q);
  const { flat, json } = grow(catalogue, count);
  const finder = new Finder(json);
  const [, built] = await timed(() => Builder.build(finder));
  // Pages usually read a prebuilt index: write one here, to measure reading it.
  const bytes = Builder.bytes(finder);
  const [accepted, ready] = await timed(() => finder.read(bytes, Builder.lexicon(finder)));
  if (!accepted) throw new Error("the prebuilt index was refused");
  const racers = [{ name: "Virker", built, ready, search: (query) => finder.search(query), every: 1, times: [] }];
  for (const [name, peer] of Object.entries(peers)) {
    if (count > (peer.most ?? Infinity)) continue;
    const [search, took] = await timed(() => peer.build(flat));
    racers.push({ name, built: took, search, every: peer.every ?? 1, times: [] });
  }
  // The slowest run only every nth query, or this would take an hour.
  for (const [nth, query] of queries.entries()) {
    for (const racer of racers) if (nth % racer.every === 0) racer.times.push(await each(racer.search, query));
  }
  return racers.map(({ name, built, ready, times }) => ({ name, count, built, ready, p50: at(times, 0.5), p95: at(times, 0.95) }));
};
globalThis.begin = (count) => {
  race(count).then(
    (rows) => (globalThis.rows = rows),
    (error) => (globalThis.rows = String(error.stack ?? error)),
  );
};
