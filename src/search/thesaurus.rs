//! The thesaurus as an index holds it: from words and phrases to rows, and
//! from rows to groups of the catalogue's words.

use super::build::Target;
use super::table::{Numbered, Table, Vocabulary};
use super::text::hash_of;
use super::tokens::Tokens;
use crate::danish::{key, stem};
use crate::join::join;
use crate::order::{each_once, ordered};

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
    let stems: Vec<String> = words.iter().map(|word| key(&stem(word))).collect();
    (stems.len() > 1).then(|| hash_of(&join(&stems, " ")) >> (32 - PHRASE_BITS))
}

/// Whether a word is left out of phrases.
pub(super) fn is_filler(word: &str) -> bool {
    FILLERS.contains(&word)
}

/// A thesaurus in the making.
#[derive(Default)]
pub(super) struct Draft {
    /// What each row's words stand for.
    rows: Vec<Vec<Target>>,
    related: Vec<bool>,
    /// The words of each row that may be shown, and the rows of each of those.
    shown: Vec<Vec<String>>,
    numbers: Numbered,
    rows_of: Vec<Vec<usize>>,
    words: Vec<(String, u32)>,
    phrases: Vec<(u32, u32)>,
}

impl Draft {
    /// Begins a row with the words that may be shown and what they stand for.
    pub(super) fn row(&mut self, words: &[String], targets: Vec<Target>, related: bool) {
        for word in words {
            let number = self.numbers.number(word) as usize;
            if self.rows_of.len() <= number {
                self.rows_of.push(Vec::new());
            }
            if let Some(rows) = self.rows_of.get_mut(number) {
                rows.push(self.rows.len());
            }
        }
        self.shown.push(words.to_vec());
        self.rows.push(targets);
        self.related.push(related);
    }

    /// Adds a word or phrase to the row that was pushed last.
    pub(super) fn entry(&mut self, text: &str, strong: &dyn Fn(&str) -> Vec<String>) {
        let row = u32::try_from(self.rows.len().saturating_sub(1)).unwrap_or_default();
        let read = Tokens::of(&crate::danish::plain_text(text), false);
        let words: Vec<&str> = read.texts().filter(|word| !is_filler(word)).collect();
        match words.as_slice() {
            [] => {}
            [word] => {
                let strong = strong(word);
                self.words.extend(
                    std::iter::once((*word).to_owned())
                        .chain(strong)
                        .map(|word| (word, row)),
                );
            }
            words if words.len() <= LONGEST => {
                self.phrases
                    .extend(phrase_hash(words).map(|hash| (hash, row)));
            }
            _ => {}
        }
    }

    pub(super) fn finish(mut self, groups: impl Fn(&Target) -> Vec<u32>) -> Thesaurus {
        let mut thesaurus = Thesaurus::default();
        let mut kept: Vec<Option<u32>> = Vec::new();
        let direct: Vec<Vec<u32>> = self
            .rows
            .iter()
            .map(|targets| targets.iter().flat_map(&groups).collect())
            .collect();
        for (row, related) in self.related.iter().enumerate() {
            let mut all = direct.get(row).cloned().unwrap_or_default();
            // Words that the catalogue hasn't lead on to what their own rows lead to.
            let further = all.is_empty();
            let mut seen = vec![row];
            for _ in 0..HOPS {
                if !all.is_empty() {
                    break;
                }
                let words = seen.iter().filter_map(|row| self.shown.get(*row)).flatten();
                let rows = words
                    .filter_map(|word| self.rows_of.get(self.numbers.find(word)? as usize))
                    .flatten()
                    .copied();
                let mut next: Vec<usize> = rows.filter(|row| !seen.contains(row)).collect();
                next.dedup();
                all = next
                    .iter()
                    .filter_map(|row| direct.get(*row))
                    .flatten()
                    .copied()
                    .collect();
                seen.extend(next);
            }
            let related = *related || further;
            all = each_once(&all);
            // A row that leads nowhere is left out.
            if all.is_empty() {
                kept.push(None);
                continue;
            }
            kept.push(u32::try_from(thesaurus.targets.rows()).ok());
            for group in all {
                thesaurus.targets.push(group << 1 | u32::from(related));
            }
            thesaurus.targets.end_row();
        }
        let row = |row: u32| kept.get(row as usize).copied().flatten();
        self.words.retain(|(_, place)| row(*place).is_some());
        self.phrases.retain(|(_, place)| row(*place).is_some());

        for (_, place) in &mut self.words {
            *place = row(*place).unwrap_or_default();
        }
        (thesaurus.words, thesaurus.rows_of_word) = sorted(&self.words);

        let phrases = &self.phrases;
        let order = ordered(phrases.len(), &|a, b| phrases.get(a).cmp(&phrases.get(b)));
        let mut last = None;
        for place in order {
            let Some((hash, from)) = phrases.get(place) else {
                continue;
            };
            if last != Some(*hash) {
                if last.is_some() {
                    thesaurus.rows_of_phrase.end_row();
                }
                thesaurus.phrases.push(*hash);
                last = Some(*hash);
            }
            row(*from)
                .into_iter()
                .for_each(|row| thesaurus.rows_of_phrase.push(row));
        }
        if last.is_some() {
            thesaurus.rows_of_phrase.end_row();
        }
        thesaurus
    }
}

/// Words in the order of their keys, each once, with all their rows.
pub(super) fn sorted(words: &[(String, u32)]) -> (Vocabulary, Table<u32>) {
    let mut vocabulary = Vocabulary::default();
    let mut rows = Table::default();
    let keys: Vec<String> = words.iter().map(|(word, _)| key(word)).collect();
    let order = ordered(words.len(), &|a, b| {
        (keys.get(a), words.get(a)).cmp(&(keys.get(b), words.get(b)))
    });
    let mut last: Option<&(String, u32)> = None;
    for place in order {
        let Some(next) = words.get(place) else {
            continue;
        };
        if last == Some(next) {
            continue;
        }
        if last.is_none_or(|last| last.0 != next.0) {
            if last.is_some() {
                rows.end_row();
            }
            vocabulary.push(&next.0);
        }
        rows.push(next.1);
        last = Some(next);
    }
    if last.is_some() {
        rows.end_row();
    }
    (vocabulary, rows)
}
