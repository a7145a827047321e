//! The index in memory: the words of each entry, the words that belong together, and the
//! thesaurus.

use super::lexicon::Lexicon;
use super::sentences::Sentences;
use super::table::{Posting, Put, Table, Texts, Vocabulary};
use super::thesaurus::Thesaurus;
use super::weights::Weights;

/// The contents of an index file, from which the rest of an index is derived.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Tables {
    /// The fingerprint of the catalogue that the index was built from.
    pub(super) fingerprint: u64,
    /// The number of entries in that catalogue.
    pub(super) entries: u32,
    /// The catalogue's words, whose indexes are word ids. Ids from `vocabulary.words.len()` on
    /// are phrases of the thesaurus, whose texts are `labels`.
    pub(super) vocabulary: Vocabulary,
    /// By word id, the groups that the word belongs to: `group << 1`, with bit 0 set if the word
    /// is a compound with a part of that group. A group is a lemma with all its forms.
    pub(super) lemmas: Table<u32>,
    /// By word id, the entries with the word, in order.
    pub(super) postings: Table<Posting>,
    /// The texts of the phrases.
    pub(super) labels: Texts,
    pub(super) thesaurus: Thesaurus,
}

/// A catalogue prepared for searching.
///
/// [`build`](super::build) makes one from a catalogue, [`Index::from_bytes`] reads one that was
/// built when publishing. `docs/search.md` explains how it answers.
#[derive(Clone, Default)]
pub struct Index {
    pub(super) tables: Tables,
    /// By group, its words: `word << 1`, with bit 0 set if the word is a compound with a part of
    /// the group. The inverse of [`Tables::lemmas`].
    pub(super) members: Table<u32>,
    pub(super) lexicon: Lexicon,
    pub(super) weights: Weights,
    /// Of the entries that were quoted from last.
    pub(super) sentences: Sentences,
}

impl Index {
    pub(super) fn new(tables: Tables) -> Self {
        let each = |put: &mut Put<'_, u32>| {
            for word in 0..u32::try_from(tables.lemmas.rows()).unwrap_or_default() {
                for group in tables.lemmas.row(word) {
                    put(group >> 1, word << 1 | (group & 1));
                }
            }
        };
        let mut groups = 0;
        each(&mut |group, _| groups = groups.max(group as usize + 1));
        Self {
            members: Table::gathered(groups, &each),
            tables,
            ..Self::default()
        }
    }

    /// The fingerprint of the catalogue that the index was made from.
    #[must_use]
    pub fn fingerprint(&self) -> u64 {
        self.tables.fingerprint
    }

    /// Adds what a dictionary knows of the index's words. A lexicon for another catalogue is
    /// ignored.
    pub fn add_lexicon(&mut self, lexicon: Lexicon) {
        if lexicon.fingerprint == self.tables.fingerprint {
            self.lexicon = lexicon;
        }
    }

    /// Replaces the weights that are used when searching. Those of fields and lengths are part
    /// of the built index and stay.
    pub fn set_weights(&mut self, weights: Weights) {
        self.weights = weights;
    }

    /// The catalogue's words, sorted by key.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        let words = &self.tables.vocabulary.words;
        (0..words.len()).map(|index| words.get(index))
    }

    /// The single words of the thesaurus.
    pub fn thesaurus_words(&self) -> impl Iterator<Item = &str> {
        let words = &self.tables.thesaurus.words.words;
        (0..words.len()).map(|index| words.get(index))
    }

    /// The text of a word or phrase; empty for an id that does not exist.
    pub(super) fn word(&self, word: u32) -> &str {
        let words = &self.tables.vocabulary.words;
        match (word as usize).checked_sub(words.len()) {
            None => words.get(word as usize),
            Some(phrase) => self.tables.labels.get(phrase),
        }
    }
}
