//! The thesaurus as an index holds it: from words and phrases to rows, and
//! from rows to groups of the catalogue's words.

use super::table::{Numbered, Table, Texts, Vocabulary};
use super::text::hash_of;
use super::tokens::Tokens;
use crate::danish::{key, stem};
use crate::join::join;
use crate::order::{each_once, sort};

/// The longest phrase, in words.
pub(super) const LONGEST: usize = 3;

/// How many bits a phrase's hash keeps: one sentence in a hundred may hold a
/// phrase by chance, which then finds a little too much.
const PHRASE_BITS: u32 = 23;

/// How many rows further a word may lead that the catalogue hasn't.
const HOPS: usize = 3;

/// Words that come and go in a phrase without changing it.
const FILLERS: &[&str] = &[
    "altid", "bare", "godt", "helt", "hele", "jeg", "lidt", "længere", "man", "meget", "min",
    "mit", "mine", "næsten", "også", "rigtig", "rigtigt", "selv", "så", "tit", "virkelig", "vores",
];

/// Ways from what people say to what the catalogue says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Thesaurus {
    /// Single words, with the rows that each stands in.
    pub(super) words: Vocabulary,
    pub(super) rows_of_word: Table<u32>,
    /// Hashes of phrases in order, with their rows.
    pub(super) phrases: Vec<u32>,
    pub(super) rows_of_phrase: Table<u32>,
    /// What each row leads to: `group << 1`, and 1 if it is only related.
    pub(super) targets: Table<u32>,
}

impl Thesaurus {
    /// The rows of a phrase, by its hash.
    pub(super) fn phrase(&self, hash: u32) -> &[u32] {
        let place = self.phrases.binary_search(&hash).ok();
        place
            .and_then(|place| u32::try_from(place).ok())
            .map_or(&[], |place| self.rows_of_phrase.row(place))
    }
}

/// What two ways of saying a phrase have in common; none for a single word.
pub(super) fn phrase_hash(words: &[&str]) -> Option<u32> {
    if words.len() < 2 {
        return None;
    }
    let mut stems = Vec::new();
    for word in words {
        stems.push(key(&stem(word)));
    }
    Some(hash_of(&join(&stems, " ")) >> (32 - PHRASE_BITS))
}

/// Whether a word is left out of phrases.
pub(super) fn is_filler(word: &str) -> bool {
    FILLERS.contains(&word)
}

/// A thesaurus in the making.
#[derive(Default)]
pub(super) struct Draft {
    /// What each row's words stand for: `group << 1`, or `phrase << 1` and 1.
    targets: Table<u32>,
    /// 1 for each row that is only related.
    related: Vec<u32>,
    /// The words of each row that may be shown, by their numbers.
    shown: Table<u32>,
    numbers: Numbered,
    /// Each of those words with a row that it stands in.
    standing: Vec<(u32, u32)>,
    /// Single words, and the row of each.
    words: Texts,
    rows_of_word: Vec<u32>,
    phrases: Vec<(u32, u32)>,
}

impl Draft {
    /// Begins a row with the words that may be shown and what they stand for.
    pub(super) fn row(&mut self, words: &[String], targets: &[u32], related: bool) {
        let row = u32::try_from(self.related.len()).unwrap_or(u32::MAX);
        for word in words {
            let number = self.numbers.number(word);
            self.standing.push((number, row));
            self.shown.push(number);
        }
        self.shown.end_row();
        for target in targets {
            self.targets.push(*target);
        }
        self.targets.end_row();
        self.related.push(u32::from(related));
    }

    /// Adds a word or phrase to the row that was pushed last.
    pub(super) fn entry(&mut self, text: &str, strong: &dyn Fn(&str) -> Vec<String>) {
        let row = u32::try_from(self.related.len().saturating_sub(1)).unwrap_or_default();
        let read = Tokens::of(&crate::danish::plain_text(text), false);
        let mut words = Vec::new();
        for word in read.texts() {
            if !is_filler(word) {
                words.push(word);
            }
        }
        if let [word] = words.as_slice() {
            self.words.push(word);
            self.rows_of_word.push(row);
            for form in &strong(word) {
                self.words.push(form);
                self.rows_of_word.push(row);
            }
        } else if words.len() <= LONGEST
            && let Some(hash) = phrase_hash(&words)
        {
            self.phrases.push((hash, row));
        }
    }

    /// The thesaurus, given the group of each phrase that the catalogue holds.
    pub(super) fn finish(self, of_phrase: &[Option<u32>]) -> Thesaurus {
        let mut thesaurus = Thesaurus::default();
        let mut direct: Table<u32> = Table::default();
        for row in (0..).take(self.related.len()) {
            for target in self.targets.row(row) {
                let target = match (target & 1, target >> 1) {
                    (0, group) => Some(group),
                    (_, phrase) => of_phrase.get(phrase as usize).copied().flatten(),
                };
                if let Some(group) = target {
                    direct.push(group);
                }
            }
            direct.end_row();
        }
        let rows_of = Table::gather(self.numbers.words.len(), &self.standing);
        // The row that each becomes; a row that leads nowhere is left out.
        let mut kept: Vec<Option<u32>> = Vec::new();
        for (row, related) in (0..).zip(&self.related) {
            let mut all = direct.row(row).to_vec();
            // Words that the catalogue hasn't lead on to what their own rows lead to.
            let further = all.is_empty();
            let mut seen = vec![row];
            for _ in 0..HOPS {
                if !all.is_empty() {
                    break;
                }
                let mut next = Vec::new();
                for row in &seen {
                    for word in self.shown.row(*row) {
                        for row in rows_of.row(*word) {
                            if !seen.contains(row) && next.last() != Some(row) {
                                next.push(*row);
                            }
                        }
                    }
                }
                for row in &next {
                    all.extend_from_slice(direct.row(*row));
                }
                seen.extend_from_slice(&next);
            }
            let related = *related | u32::from(further);
            if all.is_empty() {
                kept.push(None);
                continue;
            }
            kept.push(u32::try_from(thesaurus.targets.rows()).ok());
            for group in &each_once(&all) {
                thesaurus.targets.push(*group << 1 | related);
            }
            thesaurus.targets.end_row();
        }
        let row = |row: u32| kept.get(row as usize).copied().flatten();
        let (mut words, mut rows) = (Texts::default(), Vec::new());
        for (place, from) in self.rows_of_word.iter().enumerate() {
            if let Some(row) = row(*from) {
                words.push(self.words.get(place));
                rows.push(row);
            }
        }
        (thesaurus.words, thesaurus.rows_of_word) = sorted(&words, &rows);

        let mut phrases = Vec::new();
        for (hash, place) in self.phrases {
            if let Some(row) = row(place) {
                phrases.push(u64::from(hash) << 32 | u64::from(row));
            }
        }
        sort(&mut phrases);
        for phrase in &phrases {
            let hash = (phrase >> 32) as u32;
            if thesaurus.phrases.last() != Some(&hash) {
                if !thesaurus.phrases.is_empty() {
                    thesaurus.rows_of_phrase.end_row();
                }
                thesaurus.phrases.push(hash);
            }
            thesaurus.rows_of_phrase.push(*phrase as u32);
        }
        if !thesaurus.phrases.is_empty() {
            thesaurus.rows_of_phrase.end_row();
        }
        thesaurus
    }
}

/// Words in the order of their keys, each once, with all their rows. Those of
/// each word must stand in order.
pub(super) fn sorted(words: &Texts, rows: &[u32]) -> (Vocabulary, Table<u32>) {
    let mut vocabulary = Vocabulary::default();
    let mut rows_of_word = Table::default();
    let keys = words.keys();
    let mut last = None;
    for place in &words.by_keys(&keys) {
        let word = words.get(*place);
        let next = (word, rows.get(*place));
        if last == Some(next) {
            continue;
        }
        if last.is_none_or(|(last, _)| last != word) {
            if last.is_some() {
                rows_of_word.end_row();
            }
            vocabulary.push(word, keys.get(*place));
        }
        rows_of_word.push(next.1.copied().unwrap_or_default());
        last = Some(next);
    }
    if last.is_some() {
        rows_of_word.end_row();
    }
    (vocabulary, rows_of_word)
}
