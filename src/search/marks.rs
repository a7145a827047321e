//! Highlighting: which parts of a text match the query, and why an entry was found.

use std::ops::Range;

use super::index::Index;
use super::rank::SearchResults;
use super::resolve::{TermMatch, Why};
use super::terms::QueryTerm;
use super::tokens::Tokens;
use crate::danish::{key, stem};

/// Why an entry was found: a term of the query, and the best of its matches in the entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The query's term as typed, or as corrected.
    pub term: String,
    /// The word or phrase of the entry.
    pub word: String,
    /// How they match.
    pub why: Why,
}

impl Index {
    /// The byte ranges of `text` to highlight, in order and without overlaps. They begin and end at
    /// `char` boundaries.
    #[must_use]
    pub fn marks(&self, text: &str, found: &SearchResults) -> Vec<Range<usize>> {
        let mut marks: Vec<Range<usize>> = Vec::new();
        if found.terms.is_empty() {
            return marks;
        }
        let terms = found.terms_and_parts();
        let tokens = Tokens::of(text, false);
        for token in &tokens.all {
            let plain = tokens.text(token);
            let (Some(first), Some(last)) = (
                tokens.words.all.get(token.words.0),
                tokens.words.all.get(token.words.1),
            ) else {
                continue;
            };
            let Some((term, term_match)) = self.best_match((plain, token.hash), found, &terms)
            else {
                continue;
            };
            let range = match matching_part(plain, term, term_match) {
                Some(part) if token.words.0 == token.words.1 => {
                    first.source(text, part.start, part.end)
                }
                _ => first.start..last.end,
            };
            // A section includes the sign before its number.
            let before = token
                .words
                .0
                .checked_sub(1)
                .and_then(|before| tokens.words.all.get(before));
            let range = match before {
                Some(sign) if plain.starts_with('§') && tokens.words.plain(&sign.plain) == "§" => {
                    sign.start..range.end
                }
                _ => range,
            };
            // A hyphenated word comes after its parts, and may replace several marks.
            let mut range = range;
            while let Some(last) = marks.last()
                && last.end >= range.start
            {
                range = last.start.min(range.start)..last.end.max(range.end);
                marks.pop();
            }
            if range.start < range.end {
                marks.push(range);
            }
        }
        marks
    }

    /// The term that a word matches best.
    fn best_match<'a>(
        &self,
        (word, hash): (&str, u32),
        found: &SearchResults,
        terms: &[&'a QueryTerm],
    ) -> Option<(&'a QueryTerm, TermMatch)> {
        let words = &self.tables.vocabulary.words;
        let with_hash = found.words_with_hash(hash).iter();
        let id = with_hash
            .map(|id| *id as u32)
            .find(|id| words.bytes(*id as usize) == word.as_bytes())?;
        let mut best: Option<(&QueryTerm, TermMatch)> = None;
        for term in terms {
            if let Some(term_match) = term.match_of(id)
                && best.is_none_or(|(_, best)| term_match.weight >= best.weight)
            {
                best = Some((term, term_match));
            }
        }
        best
    }

    /// The highest [relevance](SearchResults::relevance) that a text of this entry can have.
    pub(super) fn highest_relevance(&self, entry: usize, found: &SearchResults) -> u32 {
        let terms = found.terms_and_parts().into_iter();
        let highest = terms.map(|term| {
            let matches = term.matches.iter();
            let weights = matches
                .filter(|one| self.may_be_in_entry(one.word, entry))
                .map(|one| one.weight);
            weights.max().unwrap_or_default()
        });
        highest.sum()
    }

    /// Why an entry was found: for each term that it matches, the best match. `entry` is an index
    /// among the catalogue's entries.
    #[must_use]
    pub fn reasons(&self, entry: usize, found: &SearchResults) -> Vec<Reason> {
        let mut reasons = Vec::new();
        for term in &found.terms {
            let mut best = None;
            self.best_in_entry(term, entry, &mut best);
            for part in &term.parts {
                self.best_in_entry(part, entry, &mut best);
            }
            if let Some((term, best)) = best {
                reasons.push(Reason {
                    term: term.text.clone(),
                    word: self.word(best.word).to_owned(),
                    why: best.why,
                });
            }
        }
        reasons
    }

    /// Replaces `best` by a match of a term in an entry, if that is at least as good.
    fn best_in_entry<'a>(
        &self,
        term: &'a QueryTerm,
        entry: usize,
        best: &mut Option<(&'a QueryTerm, &'a TermMatch)>,
    ) {
        for term_match in &term.matches {
            if best.is_none_or(|(_, best)| term_match.weight >= best.weight)
                && self.is_in_entry(term_match.word, entry)
            {
                *best = Some((term, term_match));
            }
        }
    }

    /// Stop words are in no list of entries, and may be anywhere.
    fn may_be_in_entry(&self, word: u32, entry: usize) -> bool {
        self.tables.postings.row(word).is_empty() || self.is_in_entry(word, entry)
    }

    fn is_in_entry(&self, word: u32, entry: usize) -> bool {
        let postings = self.tables.postings.row(word);
        postings
            .binary_search_by(|posting| (posting.entry() as usize).cmp(&entry))
            .is_ok()
    }
}

impl SearchResults {
    /// How well a text with these words (their [hashes](crate::danish::hash)) matches the query: the sum over all terms of
    /// the best match's weight, of [`FULL`](super::FULL). Of two words with one hash, either counts: at worst, a sentence
    /// is quoted in which nothing is marked.
    pub(super) fn relevance(&self, words: &[u32]) -> u32 {
        let mut ids: Vec<u64> = Vec::new();
        for hash in words {
            ids.extend(self.words_with_hash(*hash));
        }
        if ids.is_empty() {
            return 0;
        }
        let mut relevance = 0;
        for term in self.terms_and_parts() {
            let mut best = 0;
            for id in &ids {
                let term_match = term.match_of(*id as u32);
                best = term_match.map_or(best, |one| one.weight.max(best));
            }
            relevance += best;
        }
        relevance
    }
}

impl QueryTerm {
    fn match_of(&self, word: u32) -> Option<TermMatch> {
        let index = self
            .matches
            .binary_search_by_key(&word, |term_match| term_match.word)
            .ok()?;
        self.matches.get(index).copied()
    }
}

/// The part of a word that matches, when that is not the whole word.
fn matching_part(word: &str, term: &QueryTerm, term_match: TermMatch) -> Option<Range<usize>> {
    let typed = term.text.as_str();
    match term_match.why {
        Why::Beginning => {
            // The shortest beginning whose key is as long as that of the term.
            let wanted = key(typed);
            for end in 1..=word.len() {
                if let Some(start) = word.get(..end)
                    && key(start).len() >= wanted.len()
                {
                    return Some(0..end);
                }
            }
            None
        }
        Why::Part => {
            let stem = stem(typed);
            let find = |part: &str| {
                // `str::find` would add 3 kB to the wasm, and words are short.
                let at = word
                    .as_bytes()
                    .windows(part.len().max(1))
                    .position(|window| window == part.as_bytes())?;
                (part.len() > 1).then(|| at..at + part.len())
            };
            find(typed).or_else(|| find(&stem))
        }
        _ => None,
    }
}
