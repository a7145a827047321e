// Danish for the libraries that have none of their own: stems, and letters that people write in more than one way.
import { stemmer } from "@orama/stemmers/danish";
import { stopwords } from "@orama/stopwords/danish";

export { stemmer, stopwords };

const STOP = new Set(stopwords);
const fold = (text) => text.replace(/å|aa/g, "a").replace(/ø|oe/g, "o").replace(/æ/g, "ae");

/** The form of a word that is indexed and looked up; nothing for a word that says nothing. */
export const term = (word) => {
  const small = word.toLowerCase();
  return STOP.has(small) ? null : fold(stemmer(small));
};
