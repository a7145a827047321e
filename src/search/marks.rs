//! Which parts of a shown text answer the query, and why an entry was found.

use std::ops::Range;

use super::index::Index;
use super::rank::{Found, Unit};
use super::resolve::{Piece, Why};
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

impl Found {
    /// All units, with those that were put together of several words after them.
    fn all_units(&self) -> impl Iterator<Item = &Unit> {
        self.units
            .iter()
            .flat_map(|unit| std::iter::once(unit).chain(&unit.apart))
    }
}

impl Index {
    /// The byte ranges of `text` that answer the query, in order and apart.
    /// Each begins and ends at a whole letter.
    #[must_use]
    pub fn marks(&self, text: &str, found: &Found) -> Vec<Range<usize>> {
        let mut marks: Vec<Range<usize>> = Vec::new();
        if found.units.is_empty() {
            return marks;
        }
        let read = Tokens::of(text, false);
        for token in &read.all {
            let plain = read.text(token);
            let (Some(first), Some(last)) = (
                read.words.all.get(token.words.0),
                read.words.all.get(token.words.1),
            ) else {
                continue;
            };
            let Some((unit, piece)) = self.answering(plain, found) else {
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
            while let Some(last) = marks.pop_if(|last| last.end >= range.start) {
                range = last.start.min(range.start)..last.end.max(range.end);
            }
            if range.start < range.end {
                marks.push(range);
            }
        }
        marks
    }

    /// The best of what is sought that a word answers.
    fn answering<'a>(&self, word: &str, found: &'a Found) -> Option<(&'a Unit, Piece)> {
        let place = self.tables.vocabulary.spelled(word, &key(word));
        let [place] = place.as_slice() else {
            return None;
        };
        let pieces = found
            .all_units()
            .filter_map(|unit| Some((unit, unit.piece(*place)?)));
        pieces.max_by_key(|(_, piece)| piece.weight)
    }

    /// How many of what is sought a text answers, the surest counting most.
    #[must_use]
    pub fn worth(&self, text: &str, found: &Found) -> u32 {
        let read = Tokens::of(text, false);
        let units = found.all_units().map(|unit| {
            let answers = read.texts().filter_map(|word| {
                let place = self.tables.vocabulary.spelled(word, &key(word));
                unit.piece(*place.first()?).map(|piece| piece.weight)
            });
            answers.max().unwrap_or_default()
        });
        units.sum()
    }

    /// Why an entry was found: for each thing that was sought and that it
    /// answers, the word that answers best.
    #[must_use]
    pub fn reasons(&self, entry: usize, found: &Found) -> Vec<Reason> {
        let units = found.units.iter().filter_map(|unit| {
            let apart = unit
                .apart
                .iter()
                .flat_map(|word| word.pieces.iter().map(move |piece| (word, piece)));
            let pieces = unit.pieces.iter().map(|piece| (unit, piece)).chain(apart);
            let here = pieces.filter(|(_, piece)| self.stands(piece.word, entry));
            let (unit, best) = here.max_by_key(|(_, piece)| piece.weight)?;
            Some(Reason {
                sought: unit.text.clone(),
                word: self.word(best.word).to_owned(),
                why: best.why,
            })
        });
        units.collect()
    }

    fn stands(&self, word: u32, entry: usize) -> bool {
        let postings = self.tables.postings.row(word);
        postings
            .binary_search_by(|posting| ((posting >> 4) as usize).cmp(&entry))
            .is_ok()
    }
}

impl Unit {
    fn piece(&self, word: u32) -> Option<Piece> {
        let place = self
            .pieces
            .binary_search_by_key(&word, |piece| piece.word)
            .ok()?;
        self.pieces.get(place).copied()
    }
}

/// Where in a word stands what is sought, when it is only a part of it.
fn part(word: &str, unit: &Unit, piece: Piece) -> Option<Range<usize>> {
    let sought = unit.text.as_str();
    match piece.why {
        Why::Beginning => {
            // As many letters as begin alike by their keys.
            let wanted = key(sought);
            let end = word
                .char_indices()
                .map(|(at, c)| at + c.len_utf8())
                .find(|end| {
                    word.get(..*end)
                        .is_some_and(|start| key(start).len() >= wanted.len())
                });
            end.map(|end| 0..end)
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
