//! Finding the thesaurus's phrases in a catalogue.

use super::frequencies::{Frequencies, NONE};
use super::table::Table;
use super::tokens::Tokens;

/// Several words of the thesaurus that the catalogue may contain side by side.
pub(super) struct Phrase {
    pub(super) label: String,
    /// The groups of each of its words.
    groups: Vec<Vec<u32>>,
    /// Whether the catalogue contains it.
    pub(super) occurs: bool,
}

/// The phrases of the thesaurus, each once.
#[derive(Default)]
pub(super) struct Phrases {
    pub(super) all: Vec<Phrase>,
}

impl Phrases {
    /// Adds to `targets` what a word or phrase of a thesaurus row leads to: `group << 1`, or
    /// `phrase << 1` with bit 0 set. Nothing, if the catalogue does not have all its words.
    pub(super) fn add_target(
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
            let index = known.unwrap_or(self.all.len());
            targets.push(u32::try_from(index).unwrap_or(NONE) << 1 | 1);
            if known.is_none() {
                self.all.push(Phrase {
                    label: text.to_owned(),
                    groups,
                    occurs: false,
                });
            }
        }
    }

    /// Counts each occurrence of a phrase like that of a word. Phrases are numbered after all
    /// words.
    ///
    /// - `word_ids`: by number in the stream, the word's id in `lemmas`.
    /// - `stream`: the words of all texts, each text ended by [`NONE`].
    /// - `texts`: by text, its entry, and what one occurrence adds to a frequency there.
    pub(super) fn count(
        &mut self,
        word_ids: &[u32],
        lemmas: &Table<u32>,
        stream: &[u32],
        texts: &[(u32, (u32, u32))],
        frequencies: &mut Frequencies,
    ) {
        if self.all.is_empty() {
            return;
        }
        let groups = |word: u32| {
            let id = word_ids.get(word as usize);
            id.map_or(&[][..], |id| lemmas.row(*id))
        };
        let mut firsts = Vec::new();
        let mut rows = 0;
        for (index, phrase) in (0..).zip(&self.all) {
            for group in phrase.groups.first().into_iter().flatten() {
                firsts.push((*group, index));
                rows = rows.max(*group as usize + 1);
            }
        }
        let starts = Table::from_pairs(rows, &firsts);
        // By word, the phrases that may begin with it: computed once, as words occur often.
        let mut begun = Vec::new();
        for word in 0..u32::try_from(word_ids.len()).unwrap_or(NONE) {
            for group in groups(word) {
                if group & 1 == 0 {
                    for start in starts.row(group >> 1) {
                        begun.push((word, *start));
                    }
                }
            }
        }
        let starts = Table::from_pairs(word_ids.len(), &begun);
        let first_phrase = u32::try_from(word_ids.len()).unwrap_or(NONE);
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
                let occurs = phrase.groups.iter().enumerate().all(|(step, wanted)| {
                    let word = stream.get(at + step).copied().unwrap_or(NONE);
                    let is_wanted = |group: &u32| group & 1 == 0 && wanted.contains(&(group >> 1));
                    groups(word).iter().any(is_wanted)
                });
                if occurs && let Some((entry, weights)) = text {
                    phrase.occurs = true;
                    frequencies.add(first_phrase + start, *entry, *weights);
                }
            }
        }
    }
}
