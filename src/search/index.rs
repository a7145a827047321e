//! The index in memory: which words stand in which entries, which belong
//! together, and where what people say leads.

use std::cell::OnceCell;

use super::lexicon::Lexicon;
use super::table::{Table, Texts, Vocabulary};
use super::thesaurus::Thesaurus;
use super::typo::Signatures;
use super::weights::Weights;

/// What an index is made of; all else is derived from these.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Tables {
    /// Of the catalogue that it was made from.
    pub(super) fingerprint: u64,
    /// How many entries that has.
    pub(super) entries: u32,
    /// The catalogue's words. Behind them, without a text of their own, stand
    /// the thesaurus' phrases that the catalogue holds.
    pub(super) vocabulary: Vocabulary,
    /// The groups that each word belongs to: `group << 1`, and 1 if it is a
    /// compound that holds a word of the group.
    pub(super) lemmas: Table<u32>,
    /// Where each word stands: `entry << 4`, and the level (see `numeral`).
    pub(super) postings: Table<u32>,
    /// What the phrases are called.
    pub(super) labels: Texts,
    pub(super) thesaurus: Thesaurus,
}

/// A catalogue made ready for searching.
#[derive(Default)]
pub struct Index {
    pub(super) tables: Tables,
    /// The words of each group: `word << 1`, and 1 if it is a compound that
    /// holds a word of the group.
    pub(super) members: Table<u32>,
    pub(super) lexicon: Lexicon,
    pub(super) weights: Weights,
    /// Worked out for the first slip.
    pub(super) signatures: OnceCell<Signatures>,
}

impl Index {
    pub(super) fn new(tables: Tables) -> Self {
        let mut cells = Vec::new();
        let mut groups = 0;
        for word in 0..u32::try_from(tables.lemmas.rows()).unwrap_or_default() {
            for group in tables.lemmas.row(word) {
                cells.push((group >> 1, word << 1 | (group & 1)));
                groups = groups.max((group >> 1) as usize + 1);
            }
        }
        Self {
            members: Table::gather(groups, &cells),
            tables,
            ..Self::default()
        }
    }

    /// The fingerprint of the catalogue that the index was made from.
    #[must_use]
    pub fn fingerprint(&self) -> u64 {
        self.tables.fingerprint
    }

    /// Gives the index what a dictionary knows of its words. A lexicon for
    /// another catalogue is not taken.
    pub fn add_lexicon(&mut self, lexicon: Lexicon) {
        if lexicon.fingerprint == self.tables.fingerprint {
            self.lexicon = lexicon;
        }
    }

    /// Ranks by other weights.
    pub fn set_weights(&mut self, weights: Weights) {
        self.weights = weights;
    }

    /// The catalogue's words, in the order of their keys.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        let words = &self.tables.vocabulary.words;
        (0..words.len()).map(|place| words.get(place))
    }

    /// The single words of the thesaurus.
    pub fn thesaurus_words(&self) -> impl Iterator<Item = &str> {
        let words = &self.tables.thesaurus.words.words;
        (0..words.len()).map(|place| words.get(place))
    }

    /// A word, or the phrase that stands behind the words; empty if there is
    /// none in that place.
    pub(super) fn word(&self, word: u32) -> &str {
        let words = &self.tables.vocabulary.words;
        match (word as usize).checked_sub(words.len()) {
            None => words.get(word as usize),
            Some(phrase) => self.tables.labels.get(phrase),
        }
    }
}
