//! The thesaurus' phrases, and where they stand in a catalogue.

use super::amounts::{Amounts, NONE};
use super::table::Table;
use super::tokens::Tokens;

pub(super) struct Phrase {
    pub(super) label: String,
    groups: Vec<Vec<u32>>,
    /// Whether it stands anywhere in the catalogue.
    pub(super) stands: bool,
}

/// The words of the thesaurus that are several words.
#[derive(Default)]
pub(super) struct Phrases {
    pub(super) all: Vec<Phrase>,
}

impl Phrases {
    /// Adds what a word of a thesaurus row stands for in the catalogue:
    /// `group << 1`, or `phrase << 1` and 1 for words that stand together.
    pub(super) fn target(
        &mut self,
        text: &str,
        group: &dyn Fn(&str) -> Vec<u32>,
        targets: &mut Vec<u32>,
    ) {
        let tokens = Tokens::of(text, false);
        let mut groups = Vec::new();
        for word in tokens.texts() {
            groups.push(group(word));
        }
        if groups.iter().any(Vec::is_empty) {
            return;
        }
        if let [groups] = groups.as_slice() {
            for group in groups {
                targets.push(group << 1);
            }
        } else if !groups.is_empty() {
            let known = self.all.iter().position(|phrase| phrase.label == text);
            let place = known.unwrap_or(self.all.len());
            targets.push(u32::try_from(place).unwrap_or(NONE) << 1 | 1);
            if known.is_none() {
                self.all.push(Phrase {
                    label: text.to_owned(),
                    groups,
                    stands: false,
                });
            }
        }
    }

    /// Counts each phrase as a word behind all others, wherever it stands.
    pub(super) fn count(
        &mut self,
        place_of: &[u32],
        lemmas: &Table<u32>,
        stream: &[u32],
        texts: &[(u32, (u32, u32))],
        amounts: &mut Amounts,
    ) {
        if self.all.is_empty() {
            return;
        }
        let groups = |word: u32| {
            let place = place_of.get(word as usize);
            place.map_or(&[][..], |place| lemmas.row(*place))
        };
        let mut firsts = Vec::new();
        let mut rows = 0;
        for (place, phrase) in (0..).zip(&self.all) {
            for group in phrase.groups.first().into_iter().flatten() {
                firsts.push((*group, place));
                rows = rows.max(*group as usize + 1);
            }
        }
        let starts = Table::gather(rows, &firsts);
        // The phrases that each word may begin: worked out once, for it stands in many places.
        let mut begun = Vec::new();
        for word in 0..u32::try_from(place_of.len()).unwrap_or(NONE) {
            for group in groups(word) {
                if group & 1 == 0 {
                    for start in starts.row(group >> 1) {
                        begun.push((word, *start));
                    }
                }
            }
        }
        let starts = Table::gather(place_of.len(), &begun);
        let first_phrase = u32::try_from(place_of.len()).unwrap_or(NONE);
        let mut texts = texts.iter();
        let mut text = texts.next();
        for (at, word) in stream.iter().enumerate() {
            if *word == NONE {
                text = texts.next();
                continue;
            }
            for start in starts.row(*word) {
                let Some(phrase) = self.all.get_mut(*start as usize) else {
                    continue;
                };
                let stands = phrase.groups.iter().enumerate().all(|(step, wanted)| {
                    let word = stream.get(at + step).copied().unwrap_or(NONE);
                    let is_wanted = |group: &u32| group & 1 == 0 && wanted.contains(&(group >> 1));
                    groups(word).iter().any(is_wanted)
                });
                if stands && let Some((entry, worth)) = text {
                    phrase.stands = true;
                    amounts.add(first_phrase + start, *entry, *worth);
                }
            }
        }
    }
}
