//! Which parts of a shown text answer the query, and why an entry was found.

use std::ops::Range;

use super::index::Index;
use super::rank::SearchResults;
use super::resolve::{TermMatch, Why};
use super::terms::QueryTerm;
use super::tokens::Tokens;
use crate::danish::{key, stem};

/// Why an entry was found: what was sought, and the catalogue's word that
/// answers it there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// What was typed, or what it was taken to mean.
    pub sought: String,
    /// The catalogue's word or phrase.
    pub word: String,
    /// How the two belong together.
    pub why: Why,
}

impl SearchResults {
    /// All units, with those that were put together of several words after them.
    fn all_units(&self) -> Vec<&QueryTerm> {
        let mut all = Vec::new();
        for unit in &self.units {
            all.push(unit);
            for word in &unit.apart {
                all.push(word);
            }
        }
        all
    }
}

impl Index {
    /// The byte ranges of `text` that answer the query, in order and apart.
    /// Each begins and ends at a whole letter.
    #[must_use]
    pub fn marks(&self, text: &str, found: &SearchResults) -> Vec<Range<usize>> {
        let mut marks: Vec<Range<usize>> = Vec::new();
        if found.units.is_empty() {
            return marks;
        }
        let units = found.all_units();
        let read = Tokens::of(text, false);
        for token in &read.all {
            let plain = read.text(token);
            let (Some(first), Some(last)) = (
                read.words.all.get(token.words.0),
                read.words.all.get(token.words.1),
            ) else {
                continue;
            };
            let Some((unit, piece)) = self.answering(plain, &units) else {
                continue;
            };
            let range = match part(plain, unit, piece) {
                Some(part) if token.words.0 == token.words.1 => {
                    first.source(text, part.start, part.end)
                }
                _ => first.start..last.end,
            };
            // A section's sign stands before its number.
            let before = token
                .words
                .0
                .checked_sub(1)
                .and_then(|before| read.words.all.get(before));
            let range = match before {
                Some(sign) if plain.starts_with('§') && read.words.plain(&sign.plain) == "§" => {
                    sign.start..range.end
                }
                _ => range,
            };
            // A word with hyphens comes after its parts, and may take several marks in.
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

    /// The best of what is sought that a word answers.
    fn answering<'a>(
        &self,
        word: &str,
        units: &[&'a QueryTerm],
    ) -> Option<(&'a QueryTerm, TermMatch)> {
        let place = self.tables.vocabulary.spelled(word, &key(word));
        let [place] = place.as_slice() else {
            return None;
        };
        let mut best: Option<(&QueryTerm, TermMatch)> = None;
        for unit in units {
            if let Some(piece) = unit.piece(*place)
                && best.is_none_or(|(_, best)| piece.weight >= best.weight)
            {
                best = Some((unit, piece));
            }
        }
        best
    }

    /// How many of what is sought a text answers, the surest counting most.
    #[must_use]
    pub fn worth(&self, text: &str, found: &SearchResults) -> u32 {
        let read = Tokens::of(text, false);
        let mut places = Vec::new();
        for token in &read.all {
            let word = read.text(token);
            if let [place, ..] = self.tables.vocabulary.spelled(word, &key(word)).as_slice() {
                places.push(*place);
            }
        }
        let mut worth = 0;
        for unit in found.all_units() {
            let mut best = 0;
            for place in &places {
                best = unit
                    .piece(*place)
                    .map_or(best, |piece| best.max(piece.weight));
            }
            worth += best;
        }
        worth
    }

    /// Why an entry was found: for each thing that was sought and that it
    /// answers, the word that answers best.
    #[must_use]
    pub fn reasons(&self, entry: usize, found: &SearchResults) -> Vec<Reason> {
        let mut reasons = Vec::new();
        for unit in &found.units {
            let mut best = None;
            self.best_here(unit, entry, &mut best);
            for word in &unit.apart {
                self.best_here(word, entry, &mut best);
            }
            if let Some((unit, best)) = best {
                reasons.push(Reason {
                    sought: unit.text.clone(),
                    word: self.word(best.word).to_owned(),
                    why: best.why,
                });
            }
        }
        reasons
    }

    /// Takes a unit's piece that stands in an entry and answers as well as the
    /// best so far.
    fn best_here<'a>(
        &self,
        unit: &'a QueryTerm,
        entry: usize,
        best: &mut Option<(&'a QueryTerm, &'a TermMatch)>,
    ) {
        for piece in &unit.pieces {
            if best.is_none_or(|(_, best)| piece.weight >= best.weight)
                && self.stands(piece.word, entry)
            {
                *best = Some((unit, piece));
            }
        }
    }

    fn stands(&self, word: u32, entry: usize) -> bool {
        let postings = self.tables.postings.row(word);
        postings
            .binary_search_by(|posting| ((posting >> 4) as usize).cmp(&entry))
            .is_ok()
    }
}

impl QueryTerm {
    fn piece(&self, word: u32) -> Option<TermMatch> {
        let place = self
            .pieces
            .binary_search_by_key(&word, |piece| piece.word)
            .ok()?;
        self.pieces.get(place).copied()
    }
}

/// Where in a word stands what is sought, when it is only a part of it.
fn part(word: &str, unit: &QueryTerm, piece: TermMatch) -> Option<Range<usize>> {
    let sought = unit.text.as_str();
    match piece.why {
        Why::Beginning => {
            // As many letters as begin alike by their keys.
            let wanted = key(sought);
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
            let stem = stem(sought);
            let of = |part: &str| {
                // Words are short: comparing at each place is quick, and `str::find` weighs 3 kB.
                let at = word
                    .as_bytes()
                    .windows(part.len().max(1))
                    .position(|place| place == part.as_bytes())?;
                (part.len() > 1).then(|| at..at + part.len())
            };
            of(sought).or_else(|| of(&stem))
        }
        _ => None,
    }
}
