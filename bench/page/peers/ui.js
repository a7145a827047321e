// The page's own part of a search: the field, up to 20 cards with marked matches, arena filters with counts. It is the
// same for all libraries, and small and direct, since typing is drawing as much as it is searching.
const MOST = 20;
const field = document.querySelector("#q");
const list = document.querySelector("#cards");
const status = document.querySelector("#status");
const boxes = [...document.querySelectorAll("#arenas input")];
const counters = boxes.map((box) => box.parentNode.querySelector("span"));

/** Fetches JSON that the page's head has asked for already. */
export const json = async (url) => (await fetch(url)).json();

/** The field's words, as they are typed. */
const wordsOf = (query) => query.toLowerCase().match(/[\p{L}\d]+/gu) ?? [];

// Words that begin as one of the query's do.
const matcher = (query) => {
  const words = wordsOf(query);
  return words.length ? new RegExp(`(?<![\\p{L}\\d])(?:${words.join("|")})[\\p{L}\\d]*`, "giu") : undefined;
};

const marked = (element, text, matches) => {
  let end = 0;
  if (matches)
    for (const match of text.matchAll(matches)) {
      const mark = document.createElement("mark");
      mark.textContent = match[0];
      element.append(text.slice(end, match.index), mark);
      end = match.index + match[0].length;
    }
  element.append(text.slice(end));
  return element;
};

const card = ({ title, organisation, summary }, id, matches) => {
  const item = document.createElement("li");
  item.className = "card";
  const link = document.createElement("a");
  link.href = `#${id}`;
  const heading = document.createElement("h3");
  heading.append(marked(link, title, matches));
  const who = document.createElement("p");
  who.className = "card__who";
  who.textContent = organisation;
  item.append(heading, who, marked(document.createElement("p"), summary, matches));
  return item;
};

/** What is shown of these hits, the best first: the first cards that pass the filters, and how many there are by arena. */
export const tally = (cards, hits, chosen) => {
  const counts = {};
  const ids = [];
  let total = 0;
  for (const id of hits) {
    const { arenas } = cards[id];
    for (const arena of arenas) counts[arena] = (counts[arena] ?? 0) + 1;
    if (chosen.length && !arenas.some((arena) => chosen.includes(arena))) continue;
    total++;
    if (ids.length < MOST) ids.push(id);
  }
  return { ids, total, counts };
};

/**
 * Draws the first cards as soon as they are here, then answers what is typed. `prepare` is given the cards and resolves
 * to a function from a query and the chosen arenas to what is shown.
 */
export const begin = async (cards, prepare) => {
  const all = [...cards.keys()];
  let search;
  const draw = async () => {
    const query = field.value.trim();
    // What is typed before the search is ready is answered when it is.
    if (query && !search) return;
    const chosen = boxes.filter((box) => box.checked).map((box) => box.value);
    let shown = query ? search(query, chosen) : tally(cards, all, chosen);
    if (shown.then) shown = await shown;
    if (query !== field.value.trim()) return;
    const matches = matcher(query);
    list.replaceChildren(...shown.ids.map((id) => card(cards[id], id, matches)));
    status.textContent = `${shown.total} idéer`;
    boxes.forEach((box, nth) => (counters[nth].textContent = shown.counts[box.value] ?? 0));
  };
  field.addEventListener("input", draw);
  for (const box of boxes) box.addEventListener("change", draw);
  draw();
  search = await prepare(cards);
  if (field.value.trim()) draw();
};
