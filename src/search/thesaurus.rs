//! The thesaurus of an index: from words and phrases to rows, and from rows to groups of the
//! catalogue's words.

use super::query::spelt_out;
use super::table::{Interner, Table, Texts, Vocabulary};
use super::text::hash_of;
use super::tokens::Tokens;
use crate::danish::{key, stem};
use crate::join::join;
use crate::order::{each_once, sort};

/// The longest phrase that is sought within a query, in words.
pub(super) const MAX_PHRASE_WORDS: usize = 3;

/// The longest phrase that a whole query is compared with, in words.
const MAX_WHOLE_WORDS: usize = 7;

/// How many bits of a phrase's hash are stored. About one sentence in a hundred matches a phrase
/// by chance, and then finds a little too much.
const PHRASE_BITS: u32 = 23;

/// How many rows further a word leads that the catalogue does not have.
const MAX_HOPS: usize = 3;

/// Words that can be added to a phrase or left out without changing what it means.
const FILLERS: &[&str] = &[
    "altid", "bare", "godt", "helt", "hele", "jeg", "lidt", "længere", "man", "meget", "min",
    "mit", "mine", "næsten", "også", "rigtig", "rigtigt", "selv", "så", "tit", "virkelig", "vores",
];

/// From the words that people use to the catalogue's words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Thesaurus {
    /// The single words.
    pub(super) words: Vocabulary,
    /// By word id, the rows with the word.
    pub(super) rows_of_word: Table<u32>,
    /// Hashes of the phrases (see [`phrase_hash`]), sorted.
    pub(super) phrases: Vec<u32>,
    /// By index in `phrases`, the rows with the phrase.
    pub(super) rows_of_phrase: Table<u32>,
    /// By row, the groups that it leads to: `group << 1`, with bit 0 set if they are only related.
    pub(super) targets: Table<u32>,
}

impl Thesaurus {
    /// The rows of a phrase, by its hash.
    pub(super) fn phrase(&self, hash: u32) -> &[u32] {
        let index = self.phrases.binary_search(&hash).ok();
        index
            .and_then(|index| u32::try_from(index).ok())
            .map_or(&[], |index| self.rows_of_phrase.row(index))
    }
}

/// A hash of the stems of a phrase, so that its inflections have the same. `None` for a single
/// word.
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

/// Whether a text of the thesaurus is a phrase with more words than any query is compared with.
pub fn is_too_long_a_phrase(text: &str) -> bool {
    phrase(&Tokens::of(&crate::danish::plain_text(text), false)).len() > MAX_WHOLE_WORDS
}

/// The hash of a whole query, if it may be a phrase that is not sought within queries.
pub(super) fn whole_hash(query: &Tokens) -> Option<u32> {
    let words = phrase(query);
    let is_long = (MAX_PHRASE_WORDS + 1..=MAX_WHOLE_WORDS).contains(&words.len());
    is_long.then(|| phrase_hash(&words)).flatten()
}

/// The words of a text, without those that are left out of phrases.
fn phrase(read: &Tokens) -> Vec<&str> {
    let mut words = read.texts();
    words.retain(|word| !is_filler(word));
    words.iter_mut().for_each(|word| *word = spelt_out(word));
    words
}

/// Whether a word is left out of phrases.
pub(super) fn is_filler(word: &str) -> bool {
    FILLERS.contains(&word)
}

/// Builds a [`Thesaurus`] row by row.
#[derive(Default)]
pub(super) struct ThesaurusBuilder {
    /// By row, what its words stand for: `group << 1`, or `phrase << 1` with bit 0 set.
    targets: Table<u32>,
    /// By row, 1 if its words are only related.
    related: Vec<u32>,
    /// By row, the words that may be shown, as numbers of `numbers`.
    shown: Table<u32>,
    numbers: Interner,
    /// Pairs of such a word and a row with it.
    shown_in: Vec<(u32, u32)>,
    /// Single words, each with its row in `rows_of_word`.
    words: Texts,
    rows_of_word: Vec<u32>,
    /// Pairs of a phrase's hash and its row.
    phrases: Vec<(u32, u32)>,
}

impl ThesaurusBuilder {
    /// Starts a row: the words that may be shown, and what they stand for.
    pub(super) fn start_row(&mut self, words: &[String], targets: &[u32], related: bool) {
        let row = u32::try_from(self.related.len()).unwrap_or(u32::MAX);
        for word in words {
            let number = self.numbers.intern(word);
            self.shown_in.push((number, row));
            self.shown.push(number);
        }
        self.shown.end_row();
        for target in targets {
            self.targets.push(*target);
        }
        self.targets.end_row();
        self.related.push(u32::from(related));
    }

    /// Adds a word or phrase that leads to the current row. `strong_forms` gives a word's other
    /// forms that have another stem.
    pub(super) fn add(&mut self, text: &str, strong_forms: &dyn Fn(&str) -> Vec<String>) {
        let row = u32::try_from(self.related.len().saturating_sub(1)).unwrap_or_default();
        let read = Tokens::of(&crate::danish::plain_text(text), false);
        let words = phrase(&read);
        if let [word] = words.as_slice() {
            self.words.push(word);
            self.rows_of_word.push(row);
            for form in &strong_forms(word) {
                self.words.push(form);
                self.rows_of_word.push(row);
            }
        } else if words.len() <= MAX_WHOLE_WORDS
            && let Some(hash) = phrase_hash(&words)
        {
            self.phrases.push((hash, row));
        }
    }

    /// Finishes the thesaurus. `phrase_groups` has the group of each phrase that is in the
    /// catalogue.
    pub(super) fn finish(self, phrase_groups: &[Option<u32>]) -> Thesaurus {
        let mut thesaurus = Thesaurus::default();
        let mut direct: Table<u32> = Table::default();
        for row in (0..).take(self.related.len()) {
            for target in self.targets.row(row) {
                let target = match (target & 1, target >> 1) {
                    (0, group) => Some(group),
                    (_, phrase) => phrase_groups.get(phrase as usize).copied().flatten(),
                };
                if let Some(group) = target {
                    direct.push(group);
                }
            }
            direct.end_row();
        }
        let rows_of = Table::from_pairs(self.numbers.words.len(), &self.shown_in);
        // The new number of each row; rows that lead nowhere are left out.
        let mut kept: Vec<Option<u32>> = Vec::new();
        // By new number, whether the row leads nowhere without other rows.
        let mut indirect: Vec<bool> = Vec::new();
        for (row, related) in (0..).zip(&self.related) {
            let mut all = direct.row(row).to_vec();
            // If the catalogue has none of the words, follow their other rows.
            let is_indirect = all.is_empty();
            let mut seen = vec![row];
            for _ in 0..MAX_HOPS {
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
            let related = *related | u32::from(is_indirect);
            if all.is_empty() {
                kept.push(None);
                continue;
            }
            kept.push(u32::try_from(thesaurus.targets.rows()).ok());
            indirect.push(is_indirect);
            for group in &each_once(&all) {
                thesaurus.targets.push(*group << 1 | related);
            }
            thesaurus.targets.end_row();
        }
        let row = |row: u32| kept.get(row as usize).copied().flatten();
        let (mut words, mut rows) = (Texts::default(), Vec::new());
        for (index, from) in self.rows_of_word.iter().enumerate() {
            if let Some(row) = row(*from) {
                words.push(self.words.get(index));
                rows.push(row);
            }
        }
        let all;
        (thesaurus.words, all) = sorted(&words, &rows);
        thesaurus.rows_of_word = without_detours(&all, &indirect);

        let mut phrases = Vec::new();
        for (hash, from) in self.phrases {
            if let Some(row) = row(from) {
                phrases.push(u64::from(hash) << 32 | u64::from(row));
            }
        }
        sort(&mut phrases);
        let mut all = Table::default();
        for phrase in &phrases {
            let hash = (phrase >> 32) as u32;
            if thesaurus.phrases.last() != Some(&hash) {
                if !thesaurus.phrases.is_empty() {
                    all.end_row();
                }
                thesaurus.phrases.push(hash);
            }
            all.push(*phrase as u32);
        }
        if !thesaurus.phrases.is_empty() {
            all.end_row();
        }
        thesaurus.rows_of_phrase = without_detours(&all, &indirect);
        thesaurus
    }
}

/// The rows of each word or phrase, without those that need other rows to lead anywhere, unless it
/// has no others.
fn without_detours(all: &Table<u32>, indirect: &[bool]) -> Table<u32> {
    let mut kept = Table::default();
    let is_detour = |row: &u32| indirect.get(*row as usize).copied().unwrap_or_default();
    for word in (0..).take(all.rows()) {
        let rows = all.row(word);
        let has_direct = !rows.iter().all(is_detour);
        for row in rows {
            if !(has_direct && is_detour(row)) {
                kept.push(*row);
            }
        }
        kept.end_row();
    }
    kept
}

/// Sorts words by key and gathers the rows of each: one row number per word of `words`, which must
/// be in order among equal words.
pub(super) fn sorted(words: &Texts, rows: &[u32]) -> (Vocabulary, Table<u32>) {
    let mut vocabulary = Vocabulary::default();
    let mut rows_of_word = Table::default();
    let mut last = None;
    for index in &words.sorted_by_key() {
        let word = words.get(*index);
        let next = (word, rows.get(*index));
        if last == Some(next) {
            continue;
        }
        if last.is_none_or(|(last, _)| last != word) {
            if last.is_some() {
                rows_of_word.end_row();
            }
            vocabulary.words.push(word);
        }
        rows_of_word.push(next.1.copied().unwrap_or_default());
        last = Some(next);
    }
    if last.is_some() {
        rows_of_word.end_row();
    }
    (vocabulary, rows_of_word)
}
