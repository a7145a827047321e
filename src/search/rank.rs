//! Ranking: which entries match a query, and how well.

use super::arithmetic::{frequency, log2};
use super::index::Index;
use super::query::Query;
use super::resolve::Why;
use super::terms::{QueryTerm, corrected};
use super::weights::FULL;
use crate::danish::hash;
use crate::order::sort;

/// An entry that matches a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Its index among the catalogue's entries.
    pub entry: usize,
    /// Its relevance. Higher is better; only comparable within one query.
    pub score: u32,
}

/// The results of a search.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SearchResults {
    /// All entries that match, best first; ties in the catalogue's order.
    pub hits: Vec<Hit>,
    /// The query with its spelling corrected, if it was.
    pub corrected: Option<String>,
    /// The query's terms and their matches.
    pub(super) terms: Vec<QueryTerm>,
    /// The words that match, sorted: the [`hash`] of each in the upper 32 bits, its id in the lower. By their hash alone,
    /// most words of a text are known not to match.
    words: Vec<u64>,
    /// Quoted phrases. An index does not have the texts to check them; [`ask`](super::ask) does.
    pub(super) quoted: Vec<Vec<String>>,
    /// Whether no entry matches all terms of the query, or none matches them well enough.
    pub partial: bool,
    /// Whether the query has no word to search for (yet), as the beginning of a question has none: `hvordan får jeg`.
    pub asks_nothing: bool,
    /// Whether there may be more hits once the catalogue's bodies are here.
    pub needs_bodies: bool,
}

impl SearchResults {
    /// Whether the query has no terms.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Those of the words that match and have this [`hash`]: none or, but for a coincidence, one.
    pub(super) fn words_with_hash(&self, hash: u32) -> &[u64] {
        let hash = u64::from(hash);
        let from = self.words.partition_point(|word| word >> 32 < hash);
        let rest = self.words.get(from..).unwrap_or_default();
        let count = rest.iter().take_while(|word| **word >> 32 == hash).count();
        rest.get(..count).unwrap_or_default()
    }
}

/// What is counted for each entry during a search.
struct Scratch {
    /// By entry, the matches of the current term.
    counts: Vec<Count>,
    /// The entries that the current term matches.
    touched: Vec<u32>,
    /// By entry, the sum over all terms.
    totals: Vec<Total>,
    /// By entry, the sum over the parts of the current joined term.
    parts: Vec<Total>,
}

impl Scratch {
    fn new(entries: usize) -> Self {
        Self {
            counts: vec![Count::default(); entries],
            touched: Vec::new(),
            totals: vec![Total::default(); entries],
            parts: Vec::new(),
        }
    }

    /// For each entry the better of the joined term and the sum of its parts. An entry that has some of `words` words only
    /// covers their share, and scores by its square: who has 'hovedet' is not what `stemmer i hovedet` is about.
    fn better(
        &mut self,
        joined: &[(u32, Total)],
        parts: &[(u32, Total)],
        words: u32,
        needs_all: bool,
    ) -> Vec<(u32, Total)> {
        self.parts.resize(self.totals.len(), Total::default());
        let mut touched = Vec::new();
        for (entry, part) in parts {
            if let Some(sum) = self.parts.get_mut(*entry as usize) {
                if sum.score == 0 {
                    touched.push(*entry);
                }
                sum.score += part.score;
                sum.covered += part.covered;
                sum.terms += 1;
            }
        }
        for entry in &touched {
            if let Some(sum) = self.parts.get_mut(*entry as usize) {
                let has = std::mem::take(&mut sum.terms).min(words);
                if needs_all && has < words {
                    *sum = Total::default();
                    continue;
                }
                sum.score = (sum.score * has * has / (words * words)).max(1);
                sum.covered = sum.covered * has / words;
            }
        }
        for (entry, whole) in joined {
            if let Some(sum) = self.parts.get_mut(*entry as usize) {
                if sum.score == 0 {
                    touched.push(*entry);
                }
                if whole.score > sum.score {
                    *sum = *whole;
                }
            }
        }
        let mut better = Vec::with_capacity(touched.len());
        for entry in &touched {
            let sum = self.parts.get_mut(*entry as usize).map(std::mem::take);
            if let Some(sum) = sum.filter(|sum| sum.score > 0) {
                better.push((*entry, sum));
            }
        }
        better
    }
}

/// The matches of a term in an entry.
#[derive(Clone, Copy, Default)]
struct Count {
    /// The sum of their frequencies, each by the match's weight.
    frequency: u32,
    /// `weight << 1` of the best match, with bit 0 set if one is the word itself or a form of it.
    best: u32,
}

/// What the terms of a query amount to.
#[derive(Default)]
struct Tally {
    /// How many terms there are, the whole query as one of its own left out.
    terms: u32,
    /// How many words they are: a phrase is several.
    words: u32,
    /// The rarities of all terms: what an entry can cover.
    mass: u32,
    /// The rarities of those that match something.
    known: u32,
    /// What phrases add to both, as each of their words was understood.
    phrases: u32,
    /// The entries that a term matches, in no order.
    reached: Vec<u32>,
}

/// The score of an entry, how much of the query it covers in terms of rarity, and by how many terms.
#[derive(Clone, Copy, Default)]
struct Total {
    score: u32,
    covered: u32,
    terms: u32,
}

impl SearchResults {
    /// All terms, each followed by its parts.
    pub(super) fn terms_and_parts(&self) -> Vec<&QueryTerm> {
        let mut all = Vec::new();
        for term in &self.terms {
            all.push(term);
            for part in &term.parts {
                all.push(part);
            }
        }
        all
    }
}

impl Index {
    /// Searches for a query. `literal` takes it as typed and corrects no spelling.
    ///
    /// Quoted phrases are not checked: see [`ask`](super::ask).
    #[must_use]
    pub fn search(&self, text: &str, literal: bool) -> SearchResults {
        let query = Query::new(text);
        let mut found = SearchResults::default();
        let corrections = self.add_terms(&query, literal, &mut found.terms);
        (found.hits, found.partial) = self.rank(&mut found.terms);
        if !found.hits.is_empty() {
            found.corrected = corrected(text, &query, &corrections);
        } else if query.asks_nothing() {
            found.asks_nothing = true;
            found.terms.clear();
        }
        found.words = self.words_that_match(&found);
        found.quoted = query.quoted;
        found
    }

    /// See [`SearchResults::words`].
    fn words_that_match(&self, found: &SearchResults) -> Vec<u64> {
        let mut words = Vec::new();
        for term in found.terms_and_parts() {
            for term_match in &term.matches {
                let word = self.tables.vocabulary.words.bytes(term_match.word as usize);
                words.push(u64::from(hash(word)) << 32 | u64::from(term_match.word));
            }
        }
        sort(&mut words);
        words.dedup();
        words
    }

    /// The hits, and whether none matches all terms.
    fn rank(&self, terms: &mut [QueryTerm]) -> (Vec<Hit>, bool) {
        let scratch = &mut Scratch::new(self.tables.entries as usize);
        let query = self.tally(terms, scratch);
        let total = |entry: u32| {
            let total = scratch.totals.get(entry as usize);
            total.copied().unwrap_or_default()
        };
        let mut best = 0;
        for entry in &query.reached {
            best = total(*entry).covered.max(best);
        }
        let (needed, is_enough) = self.needed(&query, best);
        let mut most = 0;
        let mut packed: Vec<u64> = Vec::new();
        for entry in &query.reached {
            let total = total(*entry);
            if total.covered >= needed {
                most = total.terms.max(most);
                // An entry that covers more of the query comes before one that matches a part well.
                let share = FULL + total.covered * FULL / query.mass.max(1);
                let score = u64::from(total.score) * u64::from(share) / u64::from(2 * FULL);
                let score = u32::try_from(score).unwrap_or(u32::MAX);
                packed.push(u64::from(u32::MAX - score) << 32 | u64::from(*entry));
            }
        }
        sort(&mut packed);
        let mut hits = Vec::with_capacity(packed.len());
        for packed in &packed {
            hits.push(Hit {
                entry: (packed & 0xffff_ffff) as usize,
                score: u32::MAX - (packed >> 32) as u32,
            });
        }
        let partial = !hits.is_empty() && (!is_enough || most < query.terms);
        (hits, partial)
    }

    /// Adds what each term scores to the totals of `scratch`.
    fn tally(&self, terms: &mut [QueryTerm], scratch: &mut Scratch) -> Tally {
        let unknown = log2(self.tables.entries * 2 + 1, 1) * self.weights.unknown / FULL;
        let mut tally = Tally {
            terms: terms.iter().map(|term| u32::from(!term.is_whole)).sum(),
            ..Tally::default()
        };
        tally.words = tally.terms;
        for term in terms.iter_mut() {
            // A compound is one word, whatever it is made of.
            if !term.needs_all_parts {
                tally.words += term.further_words;
            }
            let (scores, rarity) = self.score_with_parts(term, scratch);
            tally.mass += if term.is_whole {
                0
            } else if rarity == 0 && scores.is_empty() {
                unknown
            } else {
                tally.known += rarity;
                tally.phrases += rarity * term.further_words;
                rarity
            };
            for (entry, score) in &scores {
                if let Some(total) = scratch.totals.get_mut(*entry as usize) {
                    if total.score == 0 {
                        tally.reached.push(*entry);
                    }
                    total.score += score.score;
                    // It is the last of the terms.
                    (total.covered, total.terms) = match term.is_whole {
                        true => (tally.mass, tally.terms),
                        false => (total.covered + score.covered.min(rarity), total.terms + 1),
                    };
                }
            }
        }
        tally
    }

    /// What a term scores in each entry, where it may be better by its parts, and its rarity.
    fn score_with_parts(
        &self,
        term: &mut QueryTerm,
        scratch: &mut Scratch,
    ) -> (Vec<(u32, Total)>, u32) {
        let mut scores = Vec::new();
        self.score_term(term, scratch, &mut scores);
        if term.parts.is_empty() {
            return (scores, term.rarity);
        }
        let mut part_scores = Vec::new();
        let mut rarity_of_parts = 0;
        for part in &mut term.parts {
            self.score_term(part, scratch, &mut part_scores);
            rarity_of_parts += part.rarity;
        }
        // A phrase with only one word that is searched for (`slår mig`) is more than that word, which is half of it.
        let words = match term.further_words {
            0 => 1,
            _ => u32::try_from(term.parts.len()).unwrap_or(1).max(2),
        };
        let scores = scratch.better(&scores, &part_scores, words, term.needs_all_parts);
        match term.matches.is_empty() {
            true => (scores, rarity_of_parts),
            false => (scores, term.rarity),
        }
    }

    /// How much of the query an entry must cover, and whether the best, which covers `best`, covers enough. If it does not,
    /// those are shown that cover most, provided that the catalogue has nearly all the words; otherwise there are no hits.
    fn needed(&self, query: &Tally, best: u32) -> (u32, bool) {
        let coverage = match query.words {
            0 | 1 => 0,
            2 => self.weights.coverage_of_two,
            _ => self.weights.coverage,
        };
        let most = log2(self.tables.entries * 2 + 1, 1) * self.weights.enough / FULL;
        let needed = (query.mass * coverage / FULL).min(most);
        if best >= needed {
            return (needed * self.weights.tail / FULL, true);
        }
        let understood = query.known + query.phrases;
        let all = query.mass + query.phrases;
        match understood * FULL >= all * self.weights.partial {
            true => (best / 2, false),
            false => (u32::MAX, false),
        }
    }

    /// Adds what a term scores in each entry that it matches, and sets the term's rarity.
    fn score_term(
        &self,
        term: &mut QueryTerm,
        scratch: &mut Scratch,
        scores: &mut Vec<(u32, Total)>,
    ) {
        // The number of entries with the word itself or a form of it.
        let mut with_word = 0_u32;
        for term_match in &term.matches {
            let is_word = term_match.why >= Why::Form;
            for posting in self.tables.postings.row(term_match.word) {
                let entry = posting.entry();
                let Some(count) = scratch.counts.get_mut(entry as usize) else {
                    continue;
                };
                if count.best == 0 {
                    scratch.touched.push(entry);
                }
                if is_word && count.best & 1 == 0 {
                    with_word += 1;
                }
                count.frequency += frequency(posting.level()) * term_match.weight / FULL;
                let best = term_match.weight << 1;
                count.best = (count.best & !1).max(best) | (count.best & 1) | u32::from(is_word);
            }
        }
        let reached = u32::try_from(scratch.touched.len()).unwrap_or(u32::MAX);
        let having = if with_word > 0 { with_word } else { reached };
        // log2((entries + 1/2) / (having - 1/2)), with both sides doubled.
        term.rarity = if having == 0 {
            0
        } else {
            log2(2 * self.tables.entries + 1, 2 * having - 1).max(16)
        };
        scores.reserve(scratch.touched.len());
        for entry in &scratch.touched {
            let Some(count) = scratch.counts.get_mut(*entry as usize) else {
                continue;
            };
            let saturated =
                count.frequency * FULL / (count.frequency + self.weights.saturation).max(1);
            let score = Total {
                score: (saturated * term.rarity / FULL).max(1),
                covered: (count.best >> 1).min(FULL) * term.rarity / FULL,
                terms: 0,
            };
            *count = Count::default();
            scores.push((*entry, score));
        }
        scratch.touched.clear();
    }
}
