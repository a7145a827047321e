//! From a word that was typed to the catalogue's words that answer it.

use super::index::Index;
use super::law;
use super::numeral::log2;
use super::query::{begins_with_digit, is_empty_word};
use super::typo::{self, Signatures};
use super::weights::FULL;
use crate::danish::{key, stem};
use crate::order::{each_once, sort};

/// Why a word of the catalogue answers a word that was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// It begins with it.
    Beginning,
    /// It is related by the thesaurus.
    Related,
    /// It means the same by the thesaurus.
    Equal,
    /// It is a compound that holds it.
    Part,
    /// It is derived from it.
    Derived,
    /// It is another form of it.
    Form,
    /// It is the word itself.
    Exact,
}

/// All reasons, each in its place.
const WHYS: [Why; 7] = [
    Why::Beginning,
    Why::Related,
    Why::Equal,
    Why::Part,
    Why::Derived,
    Why::Form,
    Why::Exact,
];

/// A word of the catalogue that answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TermMatch {
    pub(super) word: u32,
    /// How well, of [`FULL`].
    pub(super) weight: u32,
    pub(super) why: Why,
}

/// The catalogue's words that answer one that was typed.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Resolved {
    /// In order of their numbers, each once.
    pub(super) pieces: Vec<TermMatch>,
    /// What was taken to be meant, if a slip was mended.
    pub(super) corrected: Option<String>,
}

impl Resolved {
    fn add(&mut self, word: u32, weight: u32, why: Why) {
        if weight > 0 {
            self.pieces.push(TermMatch { word, weight, why });
        }
    }

    /// Keeps the best of each word, in the order of words.
    fn tidy(&mut self) {
        let mut packed: Vec<u64> = Vec::with_capacity(self.pieces.len());
        for piece in &self.pieces {
            packed.push(
                u64::from(piece.word) << 16
                    | u64::from(FULL - piece.weight.min(FULL)) << 4
                    | piece.why as u64,
            );
        }
        sort(&mut packed);
        self.pieces.clear();
        for packed in &packed {
            let word = (packed >> 16) as u32;
            if self.pieces.last().is_none_or(|last| last.word != word) {
                self.pieces.push(TermMatch {
                    word,
                    weight: FULL - ((packed >> 4) & 0xfff) as u32,
                    why: WHYS
                        .get((packed & 15) as usize)
                        .copied()
                        .unwrap_or(Why::Exact),
                });
            }
        }
    }
}

/// How a word is to be understood.
#[derive(Clone, Copy)]
pub(super) struct ResolveOptions {
    /// How much the thesaurus counts for words that the catalogue has, of [`FULL`].
    pub(super) expand: u32,
    /// Whether it may be the beginning of a longer word.
    pub(super) unfinished: bool,
    /// Whether slips may be mended.
    pub(super) mend: bool,
    /// Whether only the word itself counts.
    pub(super) literal: bool,
}

impl Index {
    /// The words that answer, for a word in plain letters; `before` are the
    /// words that stand before it.
    pub(super) fn resolve(&self, word: &str, before: &[&str], manner: ResolveOptions) -> Resolved {
        let mut found = Resolved::default();
        let key_of = key(word);
        let exact = self.tables.vocabulary.spelled(word, &key_of);
        let shared = u32::try_from(exact.len()).unwrap_or(1).max(1);
        for place in &exact {
            found.add(*place, FULL / shared, Why::Exact);
        }
        if word.starts_with('§') {
            if let Some(also) = law::also(word, before) {
                for place in self.tables.vocabulary.spelled(also, &key(also)) {
                    found.add(place, self.weights.equal, Why::Equal);
                }
            }
            found.tidy();
            return found;
        }
        let word_is_empty = is_empty_word(word);
        if manner.literal || word_is_empty || begins_with_digit(word) {
            found.tidy();
            return found;
        }
        let groups = self.groups_of_word(word, &exact);
        self.add_groups(&groups, FULL, &mut found);
        let known = !found.pieces.is_empty();
        let expand = if known { manner.expand } else { FULL };
        if expand > 0 {
            self.add_thesaurus(word, &key_of, expand, &mut found);
        }
        if manner.unfinished && word.len() > 1 || found.pieces.is_empty() && word.len() > 2 {
            let weight = if known {
                self.weights.prefix / 2
            } else {
                self.weights.prefix
            };
            self.add_beginnings(word, &key_of, weight, &mut found);
        }
        if found.pieces.is_empty() && manner.mend && self.weights.typo > 0 {
            self.mend(word, &key_of, manner, &mut found);
        }
        found.tidy();
        found
    }

    /// The groups that a word belongs to: its own if the catalogue has it, what
    /// the dictionary says, or those of words with the same stem. `group << 1`,
    /// and 1 if the word is only made of the group's.
    pub(super) fn groups_of_word(&self, word: &str, exact: &[u32]) -> Vec<u32> {
        let mut groups = self.own_groups(exact);
        if groups.is_empty() {
            groups = self.known_form(word);
        }
        if groups.is_empty() {
            for word in &spellings(word) {
                groups = self.known_form(word);
                if !groups.is_empty() {
                    break;
                }
            }
        }
        each_once(&groups)
    }

    /// The groups that words themselves belong to, as `group << 1`.
    fn own_groups(&self, words: &[u32]) -> Vec<u32> {
        let mut groups = Vec::new();
        for word in words {
            for group in self.tables.lemmas.row(*word) {
                if group & 1 == 0 {
                    groups.push(*group);
                }
            }
        }
        groups
    }

    /// What the lexicon says of a form; failing that, what its stem says.
    fn known_form(&self, word: &str) -> Vec<u32> {
        let known = self.lexicon.of_form(word);
        if !known.is_empty() {
            return known.to_vec();
        }
        let stem = stem(word);
        let alike = self.own_groups(&self.tables.vocabulary.stemmed(&stem));
        if alike.is_empty() {
            return self.lexicon.of_stem(&key(&stem)).to_vec();
        }
        match self.lexicon.is_foreign(word) {
            true => Vec::new(),
            false => alike,
        }
    }

    /// The groups of the words with the same stem: what a word would be taken to
    /// belong to without a dictionary.
    #[must_use]
    pub fn groups_by_stem(&self, word: &str) -> Vec<u32> {
        let alike = self.tables.vocabulary.stemmed(&stem(word));
        let mut groups = each_once(&self.own_groups(&alike));
        groups.iter_mut().for_each(|group| *group >>= 1);
        groups
    }

    fn add_groups(&self, groups: &[u32], weight: u32, found: &mut Resolved) {
        let count = u32::try_from(groups.len()).unwrap_or(u32::MAX);
        // A word that may be a form of four words tells nothing.
        if count == 0 || count > 3 {
            return;
        }
        let share = |part: u32| part * weight / FULL / count;
        let weights = &self.weights;
        for group in groups {
            let (made_of, group) = (group & 1, group >> 1);
            if made_of == 1 {
                let whole = share(weights.derivation);
                self.add_members(
                    group,
                    whole,
                    whole * weights.part / FULL,
                    [Why::Derived, Why::Derived],
                    found,
                );
                continue;
            }
            self.add_members(
                group,
                share(weights.inflection),
                share(weights.part),
                [Why::Form, Why::Part],
                found,
            );
            for derived in self.lexicon.derived.row(group) {
                let whole = share(weights.derivation);
                let part = whole * weights.part / FULL;
                self.add_members(*derived, whole, part, [Why::Derived, Why::Derived], found);
            }
        }
    }

    fn add_members(&self, group: u32, whole: u32, part: u32, why: [Why; 2], found: &mut Resolved) {
        for member in self.members.row(group) {
            if member & 1 == 0 {
                found.add(member >> 1, whole, why[0]);
            } else {
                found.add(member >> 1, part, why[1]);
            }
        }
    }

    fn add_thesaurus(&self, word: &str, key: &str, weight: u32, found: &mut Resolved) {
        let thesaurus = &self.tables.thesaurus;
        let mut places = thesaurus.words.spelled(word, key);
        if places.is_empty() && !self.lexicon.is_foreign(word) {
            places = thesaurus.words.stemmed(&stem(word));
        }
        let share = u32::try_from(places.len()).unwrap_or(u32::MAX).max(1);
        for place in places {
            for row in thesaurus.rows_of_word.row(place) {
                self.add_row(*row, weight / share.min(2), found);
            }
        }
    }

    /// Adds all that a row of the thesaurus leads to.
    pub(super) fn add_row(&self, row: u32, weight: u32, found: &mut Resolved) {
        for target in self.tables.thesaurus.targets.row(row) {
            let (whole, why) = match target & 1 {
                0 => (self.weights.equal, Why::Equal),
                _ => (self.weights.related, Why::Related),
            };
            let whole = whole * weight / FULL * self.telling(target >> 1) / FULL;
            self.add_members(
                target >> 1,
                whole,
                whole * self.weights.part / FULL,
                [why, why],
                found,
            );
        }
    }

    /// How much a group tells, of [`FULL`]: what stands everywhere says less
    /// than half of what is rare.
    fn telling(&self, group: u32) -> u32 {
        let mut having = 0;
        for member in self.members.row(group) {
            if member & 1 == 0 {
                having += self.tables.postings.row(member >> 1).len();
            }
        }
        let having = u32::try_from(having)
            .unwrap_or(u32::MAX)
            .clamp(1, self.tables.entries.max(1));
        let all = 2 * self.tables.entries + 1;
        let rarity = log2(all, 2 * having - 1) * FULL / log2(all, 1).max(1);
        (100 + rarity * 156 / FULL).min(FULL)
    }

    /// All that a phrase of the thesaurus leads to.
    pub(super) fn resolve_phrase(&self, hash: u32) -> Resolved {
        let mut found = Resolved::default();
        for row in self.tables.thesaurus.phrase(hash) {
            self.add_row(*row, FULL, &mut found);
        }
        found.tidy();
        found
    }

    fn add_beginnings(&self, word: &str, key: &str, weight: u32, found: &mut Resolved) {
        let vocabulary = &self.tables.vocabulary;
        let all = vocabulary.keys.starting(key);
        let spelled_so = all
            .clone()
            .any(|place| vocabulary.words.get(place).starts_with(word));
        for place in all {
            let name = vocabulary.words.get(place);
            if (!spelled_so || name.starts_with(word)) && !is_empty_word(name) {
                let place = u32::try_from(place).unwrap_or(u32::MAX);
                found.add(place, weight, Why::Beginning);
            }
        }
    }

    fn mend(&self, word: &str, key: &str, manner: ResolveOptions, found: &mut Resolved) {
        if self.lexicon.is_foreign(word) {
            return;
        }
        let sound = typo::sound(key);
        let (words, thesaurus) = (&self.tables.vocabulary, &self.tables.thesaurus.words);
        let signatures = self
            .signatures
            .get_or_init(|| Signatures::new(words, thesaurus));
        let from_words = typo::nearest(&sound, &signatures.words);
        let from_thesaurus = typo::nearest(&sound, &signatures.thesaurus);
        let distance = |found: &[(u32, u32)]| found.first().map_or(u32::MAX, |first| first.1);
        let mut best = "";
        if distance(&from_words) <= distance(&from_thesaurus) {
            // Of several, the first of those that most entries have.
            let mut most = None;
            for (place, _) in &from_words {
                let entries = self.tables.postings.row(*place).len();
                if most.is_none_or(|most| entries > most) {
                    most = Some(entries);
                    best = words.words.get(*place as usize);
                }
            }
        } else if let Some((place, _)) = from_thesaurus.first() {
            best = thesaurus.words.get(*place as usize);
        }
        if best.is_empty() || is_empty_word(best) {
            return;
        }
        let manner = ResolveOptions {
            mend: false,
            unfinished: false,
            expand: FULL,
            ..manner
        };
        let mut mended = self.resolve(best, &[], manner);
        for piece in &mut mended.pieces {
            piece.weight = piece.weight * self.weights.typo / FULL;
        }
        *found = mended;
        found.corrected = Some(best.to_owned());
    }
}

/// How a word may be meant that was typed without Danish letters.
fn spellings(word: &str) -> Vec<String> {
    const MOST: usize = 64;
    let mut all = vec![String::new()];
    let mut letters = word.chars().peekable();
    while let Some(letter) = letters.next() {
        let next = letters.peek().copied();
        let (danish, pair) = match (letter, next) {
            ('a', Some('a')) => (Some('å'), true),
            ('a', Some('e')) => (Some('æ'), true),
            ('o', Some('e')) => (Some('ø'), true),
            ('a', _) => (Some('å'), false),
            ('o', _) => (Some('ø'), false),
            _ => (None, false),
        };
        let before = all.len();
        if let Some(danish) = danish
            && before * 2 <= MOST
        {
            for place in 0..before {
                let mut other = all.get(place).cloned().unwrap_or_default();
                other.push(danish);
                all.push(other);
            }
        }
        for word in all.iter_mut().take(before) {
            word.push(letter);
            word.extend(next.filter(|_| pair));
        }
        if pair {
            letters.next();
        }
    }
    all.remove(0);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_without_danish_letters_are_tried_with_them() {
        assert!(spellings("paaroerende").contains(&"pårørende".to_owned()));
        assert!(spellings("parorende").contains(&"pårørende".to_owned()));
        assert!(spellings("mennesker").is_empty());
        assert!(spellings(&"a".repeat(60)).len() <= 64);
    }
}
