//! From a word of a query to the catalogue's words that match it.

use super::arithmetic::log2;
use super::index::Index;
use super::law;
use super::lexicon::Form;
use super::query::{begins_with_digit, is_stop_word};
use super::typo;
use super::weights::FULL;
use crate::danish::{key, other_vowel, stem};
use crate::order::{each_once, sort};

/// How a word of the catalogue matches a word of a query, the weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// It begins with the query's word.
    Beginning,
    /// The thesaurus says that they are related.
    Related,
    /// The thesaurus says that they mean the same.
    Equal,
    /// It is a compound with the word as a part.
    Part,
    /// One is derived from the other.
    Derived,
    /// It is another form of the word.
    Form,
    /// It is the word itself.
    Exact,
}

impl Why {
    /// All variants, in order.
    const ALL: [Self; 7] = [
        Self::Beginning,
        Self::Related,
        Self::Equal,
        Self::Part,
        Self::Derived,
        Self::Form,
        Self::Exact,
    ];
}

/// A word of the catalogue that matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TermMatch {
    /// Its id.
    pub(super) word: u32,
    /// How well, of [`FULL`].
    pub(super) weight: u32,
    pub(super) why: Why,
}

/// The catalogue's words that match a word or phrase of a query.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Resolved {
    /// Sorted by word, each once.
    pub(super) matches: Vec<TermMatch>,
    /// The corrected spelling, if the word was corrected.
    pub(super) corrected: Option<String>,
}

impl Resolved {
    fn add(&mut self, word: u32, weight: u32, why: Why) {
        if weight > 0 {
            self.matches.push(TermMatch { word, weight, why });
        }
    }

    /// Sorts the matches and keeps the best of each word.
    fn normalize(&mut self) {
        let mut packed: Vec<u64> = Vec::with_capacity(self.matches.len());
        for term_match in &self.matches {
            packed.push(
                u64::from(term_match.word) << 16
                    | u64::from(FULL - term_match.weight.min(FULL)) << 4
                    | term_match.why as u64,
            );
        }
        sort(&mut packed);
        self.matches.clear();
        for packed in &packed {
            let word = (packed >> 16) as u32;
            if self.matches.last().is_none_or(|last| last.word != word) {
                self.matches.push(TermMatch {
                    word,
                    weight: FULL - ((packed >> 4) & 0xfff) as u32,
                    why: Why::ALL
                        .get((packed & 15) as usize)
                        .copied()
                        .unwrap_or(Why::Exact),
                });
            }
        }
    }
}

/// How a word of a query is resolved.
#[derive(Clone, Copy)]
pub(super) struct ResolveOptions {
    /// How much the thesaurus counts for words that the catalogue has, of [`FULL`]. It always
    /// counts fully for other words.
    pub(super) expand: u32,
    /// Whether the word may be the beginning of a longer one.
    pub(super) unfinished: bool,
    /// Whether the spelling may be corrected.
    pub(super) correct: bool,
    /// Whether only the word itself matches.
    pub(super) literal: bool,
}

impl Index {
    /// The matches of a word in plain letters. `before` are the words before it in the query.
    pub(super) fn resolve(&self, word: &str, before: &[&str], options: ResolveOptions) -> Resolved {
        let mut found = Resolved::default();
        let key_of = key(word);
        let mut exact = self.tables.vocabulary.find(word, &key_of);
        // A word of its own (`sorg`) is not another that is written without its accents (`sørg`).
        let is_other =
            self.lexicon.is_other_word(word) && !self.tables.vocabulary.has(word, &exact);
        if is_other {
            exact.clear();
        }
        let shared = u32::try_from(exact.len()).unwrap_or(1).max(1);
        for id in &exact {
            found.add(*id, FULL / shared, Why::Exact);
        }
        if word.starts_with('§') {
            if let Some(other) = law::renumbered(word, before) {
                for id in self.tables.vocabulary.find(other, &key(other)) {
                    found.add(id, self.weights.equal, Why::Equal);
                }
            }
            found.normalize();
            return found;
        }
        if options.literal || is_stop_word(word) || begins_with_digit(word) {
            found.normalize();
            return found;
        }
        let groups = self.groups_of_word(word, &exact);
        self.add_groups(&groups, FULL, &mut found);
        let known = !found.matches.is_empty();
        let expand = if known { options.expand } else { FULL };
        if expand > 0 {
            self.add_thesaurus(word, &key_of, expand, &mut found);
        }
        // What two letters stand for (`AA`) is not one of all the words that begin with them.
        let is_long = word.len() > 2;
        let begins = is_long || word.len() > 1 && options.unfinished;
        let may_go_on = options.unfinished && is_long && !is_other;
        if begins && (may_go_on || !self.is_anywhere(&found)) {
            let weight = if known || is_other {
                self.weights.prefix / 2
            } else {
                self.weights.prefix
            };
            self.add_prefixed(word, &key_of, is_other, weight, &mut found);
        }
        let is_slip = found.matches.is_empty() && !is_other && !self.lexicon.is_foreign(word);
        if is_slip && options.correct && self.weights.typo > 0 {
            self.correct(word, &key_of, options, &mut found);
        }
        found.normalize();
        found
    }

    /// Whether a match is in an entry: stop words (`må`, which `ma` may be) are in none.
    fn is_anywhere(&self, found: &Resolved) -> bool {
        let postings = &self.tables.postings;
        let mut matches = found.matches.iter();
        matches.any(|one| !postings.row(one.word).is_empty())
    }

    /// The groups that a word belongs to: `group << 1`, with bit 0 set if the word is only made
    /// from the group's. They are those of the catalogue's own word (`exact`), else those that the
    /// lexicon has for the form, else those of words with the same stem.
    pub(super) fn groups_of_word(&self, word: &str, exact: &[u32]) -> Vec<u32> {
        let mut groups = self.groups_of_ids(exact);
        // However it is spelt, a word of its own is not another.
        if groups.is_empty() && !self.lexicon.is_other_word(word) {
            let mut spelt = vec![word.to_owned()];
            spelt.extend(spellings(word));
            let mut spelt = spelt.iter();
            while groups.is_empty()
                && let Some(word) = spelt.next()
            {
                groups = self.groups_of_form(word);
            }
        }
        if let Some(other) = other_vowel(word) {
            let exact = self.tables.vocabulary.find(&other, &key(&other));
            groups.extend(self.groups_of_ids(&exact));
        }
        each_once(&groups)
    }

    /// The groups that words belong to, without those of their parts, as `group << 1`.
    fn groups_of_ids(&self, words: &[u32]) -> Vec<u32> {
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

    /// The groups that the lexicon has for a form, else those of words with the same stem.
    pub(super) fn groups_of_form(&self, word: &str) -> Vec<u32> {
        match self.lexicon.form(word) {
            Form::Of(groups) => return groups.to_vec(),
            Form::OtherWord => return Vec::new(),
            Form::Unlisted => {}
        }
        let stem = stem(word);
        let alike = self.groups_of_ids(&self.tables.vocabulary.with_stem(&stem));
        if alike.is_empty() {
            return self.lexicon.groups_of_stem(&key(&stem)).to_vec();
        }
        match self.lexicon.is_foreign(word) {
            true => Vec::new(),
            false => alike,
        }
    }

    /// The groups of the words with the same stem, which a word belongs to without a lexicon.
    /// Groups are numbered as in [`BuiltIndex::lemmas`](super::BuiltIndex::lemmas).
    #[must_use]
    pub fn groups_by_stem(&self, word: &str) -> Vec<u32> {
        let alike = self.tables.vocabulary.with_stem(&stem(word));
        let mut groups = each_once(&self.groups_of_ids(&alike));
        groups.iter_mut().for_each(|group| *group >>= 1);
        groups
    }

    fn add_groups(&self, groups: &[u32], weight: u32, found: &mut Resolved) {
        let count = u32::try_from(groups.len()).unwrap_or(u32::MAX);
        // A word that may be a form of four others is too ambiguous.
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
        let mut ids = thesaurus.words.find(word, key);
        if ids.is_empty() && !self.lexicon.is_foreign(word) {
            ids = thesaurus.words.with_stem(&stem(word));
        }
        let share = u32::try_from(ids.len()).unwrap_or(u32::MAX).max(1);
        for id in ids {
            for row in thesaurus.rows_of_word.row(id) {
                self.add_row(*row, weight / share.min(2), found);
            }
        }
    }

    /// Adds the words that a row of the thesaurus leads to.
    pub(super) fn add_row(&self, row: u32, weight: u32, found: &mut Resolved) {
        for target in self.tables.thesaurus.targets.row(row) {
            let (whole, why) = match target & 1 {
                0 => (self.weights.equal, Why::Equal),
                _ => (self.weights.related, Why::Related),
            };
            let whole = whole * weight / FULL * self.specificity(target >> 1) / FULL;
            // A compound is twice removed: those who look for a friend (`ven`) are not looking for a
            // 'familieven'.
            let part = whole * self.weights.part / FULL * self.weights.part / FULL;
            self.add_members(target >> 1, whole, part, [why, why], found);
        }
    }

    /// How much a match of a group counts by its rarity, of [`FULL`]: less than half of it for a
    /// group that is in every entry.
    fn specificity(&self, group: u32) -> u32 {
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

    /// The matches of a phrase of the thesaurus, by its hash.
    pub(super) fn resolve_phrase(&self, hash: u32) -> Resolved {
        let mut found = Resolved::default();
        for row in self.tables.thesaurus.phrase(hash) {
            self.add_row(*row, FULL, &mut found);
        }
        found.normalize();
        found
    }

    /// Adds the words that begin with a word, by spelling if there are any or if it is another word (see
    /// [`Form::OtherWord`]), else by key.
    fn add_prefixed(
        &self,
        word: &str,
        key: &str,
        is_other: bool,
        weight: u32,
        found: &mut Resolved,
    ) {
        let vocabulary = &self.tables.vocabulary;
        let all = vocabulary.with_prefix(key.as_bytes());
        let by_spelling = is_other
            || all
                .clone()
                .any(|id| vocabulary.words.get(id).starts_with(word));
        for id in all {
            let name = vocabulary.words.get(id);
            if (!by_spelling || name.starts_with(word)) && !is_stop_word(name) {
                let id = u32::try_from(id).unwrap_or(u32::MAX);
                found.add(id, weight, Why::Beginning);
            }
        }
    }

    /// Replaces a word that matches nothing by the nearest word of the catalogue or the thesaurus.
    fn correct(&self, word: &str, key: &str, options: ResolveOptions, found: &mut Resolved) {
        // In a slip, `oe` and `aa` may be two letters: `recvoery`.
        let mut letters = String::new();
        for letter in word.chars() {
            letters.push_str(&crate::danish::key(letter.encode_utf8(&mut [0; 4])));
        }
        let (sound, apart) = (typo::sound(key), typo::sound(&letters));
        // A row of one letter sounds like that letter.
        if sound.len() < 3 {
            return;
        }
        let (words, thesaurus) = (&self.tables.vocabulary, &self.tables.thesaurus.words);
        let distance = |found: &[(u32, u32)]| found.first().map_or(u32::MAX, |first| first.1);
        let nearest = |all| {
            let found = typo::nearest(&sound, all);
            let other = match apart == sound {
                true => Vec::new(),
                false => typo::nearest(&apart, all),
            };
            match distance(&other) < distance(&found) {
                true => other,
                false => found,
            }
        };
        let from_words = nearest(words);
        let from_thesaurus = nearest(thesaurus);
        let mut best = "";
        if distance(&from_words) <= distance(&from_thesaurus) {
            // Of several, the first of those that are in the most entries.
            let mut most = None;
            for (id, _) in &from_words {
                let entries = self.tables.postings.row(*id).len();
                if most.is_none_or(|most| entries > most) {
                    most = Some(entries);
                    best = words.words.get(*id as usize);
                }
            }
        } else if let Some((id, _)) = from_thesaurus.first() {
            best = thesaurus.words.get(*id as usize);
        }
        if best.is_empty() || is_stop_word(best) {
            return;
        }
        let options = ResolveOptions {
            correct: false,
            unfinished: false,
            expand: FULL,
            ..options
        };
        let mut resolved = self.resolve(best, &[], options);
        for term_match in &mut resolved.matches {
            term_match.weight = term_match.weight * self.weights.typo / FULL;
        }
        *found = resolved;
        found.corrected = Some(best.to_owned());
    }
}

/// The ways to spell a word with Danish letters that may have been typed without them: `aa` or
/// `a` for `å`, `ae` for `æ`, `oe` or `o` for `ø`.
fn spellings(word: &str) -> Vec<String> {
    const MAX_SPELLINGS: usize = 64;
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
            && before * 2 <= MAX_SPELLINGS
        {
            for index in 0..before {
                let mut other = all.get(index).cloned().unwrap_or_default();
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
