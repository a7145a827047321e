// What can be chosen, read from a catalogue. It may be anybody's: what is not as expected is left out, and its texts are
// only ever shown as text.

/** @typedef {{ id: string, label: string }} Choice */
/** @typedef {{ id: string, label: string, unit: string, likely: string }} Input */
/**
 * @typedef {object} Choices
 * @property {Choice[]} arenas
 * @property {Choice[]} audiences
 * @property {Choice[]} places
 * @property {Choice[]} entries
 * @property {(Choice & { inputs: Input[] })[]} calculators
 * @property {Choice[]} worksheets
 */

/** More than this cannot be chosen from a list. */
const MOST = 2000;

/** @param {any} value @returns {any[]} */
const list = (value) => (Array.isArray(value) ? value.slice(0, MOST) : []);

/** @param {any} value A text, or texts by language. */
const text = (value) => {
  const found = value?.da ?? (value && typeof value === "object" ? Object.values(value)[0] : value);
  return typeof found === "string" ? found.trim().slice(0, 200) : "";
};

/** @param {any} one @returns {Choice} */
const choice = (one) => ({ id: text(one?.id), label: text(one?.label ?? one?.title) });

/** Ids stand in attributes that are lists separated by spaces. @param {Choice} one */
const isWhole = ({ id, label }) => /^[A-Za-z0-9_-]+$/.test(id) && label !== "";

/** @param {any} value */
const choices = (value) => list(value).map(choice).filter(isWhole);

/** @param {any} document @returns {Choices} */
export const choicesOf = (document) => ({
  arenas: choices(document?.vocabularies?.arenas),
  audiences: choices(document?.vocabularies?.audiences),
  places: byLabel(choices(document?.vocabularies?.places)),
  entries: byLabel(choices(document?.entries)),
  calculators: list(document?.calculators)
    .map((one) => ({ ...choice(one), inputs: list(one?.inputs).map(input).filter(isWhole) }))
    .filter(isWhole),
  worksheets: choices(document?.worksheets),
});

/** Numbers with decimals are texts in a catalogue. @param {any} value */
const number = (value) => {
  const read = /^(number|string)$/.test(typeof value) && `${value}`.trim() ? Number(value) : NaN;
  return Number.isFinite(read) ? new Intl.NumberFormat("da", { maximumFractionDigits: 6 }).format(read) : "";
};

/** @param {any} one @returns {Input} */
const input = (one) => ({
  id: text(one?.id),
  label: text(one?.label),
  unit: text(one?.shownUnit),
  likely: number(one?.likely),
});

/** @template {Choice} T @param {T[]} found */
const byLabel = (found) => found.sort((a, b) => a.label.localeCompare(b.label, "da"));

/**
 * Reads what a catalogue offers: from the whole document beside it, since catalogue.json may hold only the first view.
 * @param {URL} address
 * @returns {Promise<Choices>}
 */
export const readChoices = async (address) => {
  const whole = await read(new URL("catalogue-whole.json", address)).catch(() => undefined);
  return choicesOf(whole ?? (await read(address)));
};

/** @param {URL} address */
const read = async (address) => {
  const response = await fetch(address, { referrerPolicy: "no-referrer" });
  if (!response.ok) throw new Error(`${address.href}: ${response.status}`);
  return response.json();
};
