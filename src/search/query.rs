//! What a person typed, made ready for searching.

use crate::danish::{Word, words};

/// No longer text than this is read: a page or two, far beyond any question.
const LONGEST: usize = 2_000;

/// Words that say nothing about what is sought.
const EMPTY_WORDS: &[&str] = &[
    "af", "alle", "at", "da", "de", "dem", "den", "der", "det", "dig", "din", "dit", "du", "eller",
    "en", "er", "et", "for", "fra", "haar", "han", "har", "hun", "hvad", "hvor", "hvordan", "i",
    "ikke", "jeg", "kan", "man", "med", "men", "mig", "min", "mit", "naar", "noget", "og", "om",
    "os", "paa", "sig", "sin", "skal", "som", "til", "ud", "var", "ved", "vi", "vil", "vores",
];

/// The words that are sought.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    terms: Vec<Word>,
}

impl Query {
    /// Reads a query. Empty words are left out, unless there are no others.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let end = text.floor_char_boundary(LONGEST.min(text.len()));
        let all: Vec<Word> = words(text.get(..end).unwrap_or_default()).collect();
        let mut terms: Vec<Word> = Vec::new();
        for word in &all {
            let empty = EMPTY_WORDS.contains(&word.folded.as_str());
            if !empty && !terms.iter().any(|term| term.folded == word.folded) {
                terms.push(word.clone());
            }
        }
        if terms.is_empty() {
            terms = all;
        }
        Self { terms }
    }

    /// Whether nothing is sought.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    pub(super) fn terms(&self) -> &[Word] {
        &self.terms
    }

    /// How many of the words an answer must hold: all of one or two, and at
    /// least half of a longer question.
    pub(super) fn needed(&self) -> usize {
        match self.terms.len() {
            few @ 0..=2 => few,
            many => many.div_ceil(2),
        }
    }
}

/// How a word of a text answers a word that is sought.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Match {
    /// It holds it further in: `støtte` in `bostøtte`.
    Inside,
    /// It begins with it.
    Start,
    /// It is the same word.
    Whole,
}

/// The shortest text that is sought further inside a word.
const SHORTEST_INSIDE: usize = 4;

/// Where in [`Word::folded`] or [`Word::bare`] a sought word was found.
pub(super) struct Place {
    pub(super) how: Match,
    pub(super) in_bare: bool,
    pub(super) from: usize,
    pub(super) to: usize,
}

/// Compares a word of a text with a sought one: first spelled out, then as a
/// foreign keyboard writes it.
pub(super) fn compare(folded: &str, bare: &str, sought: &Word) -> Option<Place> {
    let folded_place = find(folded, &sought.folded).map(|place| (place, false));
    let place = folded_place.or_else(|| find(bare, &sought.folded).map(|place| (place, true)));
    place.map(|((how, from), in_bare)| Place {
        how,
        in_bare,
        from,
        to: from + sought.folded.len(),
    })
}

fn find(word: &str, sought: &str) -> Option<(Match, usize)> {
    // Words are short: comparing at each place is quick, and `str::find` weighs 3 kB.
    let mut places = word.as_bytes().windows(sought.len().max(1));
    match places.position(|place| place == sought.as_bytes())? {
        0 if word.len() == sought.len() => Some((Match::Whole, 0)),
        0 => Some((Match::Start, 0)),
        at if sought.len() >= SHORTEST_INSIDE => Some((Match::Inside, at)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(text: &str) -> Vec<String> {
        Query::new(text)
            .terms()
            .iter()
            .map(|term| term.folded.clone())
            .collect()
    }

    #[test]
    fn empty_words_are_left_out_unless_there_are_no_others() {
        assert_eq!(
            terms("Hvordan får jeg mad, når jeg er hjemme?"),
            ["faar", "mad", "hjemme"]
        );
        assert_eq!(terms("til"), ["til"]);
        assert!(Query::new(" … ").is_empty());
    }

    #[test]
    fn a_very_long_query_is_cut_at_a_letter() {
        assert_eq!(terms(&"å".repeat(10_000)).len(), 1);
    }
}
