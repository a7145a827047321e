//! Building an index from a catalogue: in the page when there is none that
//! fits, and when publishing, with what a dictionary knows besides.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::compounds;
use super::index::Index;
use super::numeral;
use super::query::is_empty_word;
use super::table::{Table, Vocabulary};
use super::text::{Field, each_text, fingerprint};
use super::thesaurus::{self, Thesaurus};
use super::tokens::tokens;
use super::weights::{FULL, Weights};
use crate::catalogue::{Catalogue, Relation, ThesaurusRow};
use crate::danish::stem;
use crate::order::ordered;

/// What is known of a language's words besides their letters.
pub trait Language {
    /// The base forms that a word may be a form of; none if it isn't known.
    fn lemmas(&self, word: &str) -> Vec<String>;

    /// The base forms of the parts of a compound, which must be wholly
    /// accounted for; none if it isn't one. `is_word` tells which words the
    /// catalogue has.
    fn parts(&self, word: &str, is_word: &dyn Fn(&str) -> bool) -> Vec<String>;

    /// Other forms of a word of the thesaurus that have another stem.
    fn strong_forms(&self, word: &str) -> Vec<String>;
}

/// What can be known without a dictionary: stems, and compounds of words that
/// the catalogue itself has.
pub struct Plain;

impl Language for Plain {
    fn lemmas(&self, _: &str) -> Vec<String> {
        Vec::new()
    }

    fn parts(&self, word: &str, is_word: &dyn Fn(&str) -> bool) -> Vec<String> {
        compounds::split(word, is_word)
    }

    fn strong_forms(&self, _: &str) -> Vec<String> {
        Vec::new()
    }
}

/// An index, and the base forms that its groups of words stand for.
pub struct Built {
    /// The index.
    pub index: Index,
    /// The base form of each group, by the group's number; a stem with `~`
    /// before it where the language knows none.
    pub lemmas: Vec<String>,
}

/// A quick hash for words: they come from a catalogue that somebody chose to
/// show, and the worst that a bad one can do is to be slow.
#[derive(Default)]
pub(super) struct WordHasher(u64);

impl Hasher for WordHasher {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        }
    }
}

pub(super) type Words = HashMap<String, u32, BuildHasherDefault<WordHasher>>;

/// The number of a word, a new one if it is met for the first time.
pub(super) fn number(words: &mut Words, word: &str) -> u32 {
    if let Some(known) = words.get(word) {
        return *known;
    }
    let next = u32::try_from(words.len()).unwrap_or(u32::MAX);
    words.insert(word.to_owned(), next);
    next
}

/// How much a word is in an entry: where it always counts the same, and how
/// often in the body.
#[derive(Clone, Copy, Default)]
struct Amount {
    entry: u32,
    heading: u32,
    body: u32,
}

/// Ends each text in the stream of words.
const STOP: u32 = u32::MAX;

struct Builder<'a> {
    weights: &'a Weights,
    language: &'a dyn Language,
    words: Words,
    amounts: Vec<Vec<Amount>>,
    /// All texts as numbers of words, with what one word in the text counts.
    stream: Vec<(u32, u32, Field)>,
    lengths: Vec<u32>,
}

/// Builds an index.
#[must_use]
pub fn build(
    catalogue: &Catalogue,
    thesaurus: &[ThesaurusRow],
    language: &dyn Language,
    weights: &Weights,
) -> Built {
    let mut builder = Builder {
        weights,
        language,
        words: Words::default(),
        amounts: Vec::new(),
        stream: Vec::new(),
        lengths: Vec::new(),
    };
    builder.read(catalogue);
    builder.finish(fingerprint(catalogue), thesaurus)
}

impl Builder<'_> {
    fn read(&mut self, catalogue: &Catalogue) {
        for (card, body) in catalogue.cards.iter().zip(&catalogue.entries) {
            let entry = u32::try_from(self.lengths.len()).unwrap_or(u32::MAX);
            let mut length = 0;
            each_text(card, body, &catalogue.head, &mut |field, text| {
                for token in tokens(text, false).tokens {
                    let word = number(&mut self.words, &token.text);
                    if self.amounts.len() <= word as usize {
                        self.amounts.push(Vec::new());
                    }
                    if let Some(amounts) = self.amounts.get_mut(word as usize) {
                        add(amounts, entry, field, self.weights);
                    }
                    self.stream.push((word, entry, field));
                    length += u32::from(field == Field::Body);
                }
                self.stream.push((STOP, entry, field));
            });
            self.lengths.push(length);
        }
    }

    /// The level of each posting: what stands in headings, and the body's
    /// words thinned out by its length.
    fn postings(&self, amounts: &[Amount], into: &mut Table<u32>) {
        let count = u32::try_from(self.lengths.len().max(1)).unwrap_or(u32::MAX);
        let average = (self.lengths.iter().sum::<u32>() / count).max(1);
        for amount in amounts {
            let length = self
                .lengths
                .get(amount.entry as usize)
                .copied()
                .unwrap_or_default();
            let thin =
                FULL - self.weights.length + self.weights.length.saturating_mul(length) / average;
            let body = amount
                .body
                .saturating_mul(self.weights.body)
                .saturating_mul(FULL)
                / thin.max(1);
            let level = numeral::level(amount.heading.saturating_add(body));
            into.push(amount.entry << 4 | level);
        }
        into.end_row();
    }

    fn finish(self, fingerprint: u64, rows: &[ThesaurusRow]) -> Built {
        let mut names: Vec<&str> = vec![""; self.words.len()];
        for (word, place) in &self.words {
            if let Some(name) = names.get_mut(*place as usize) {
                *name = word;
            }
        }
        let keys: Vec<String> = names.iter().map(|name| crate::danish::key(name)).collect();
        let order = ordered(names.len(), &|a, b| {
            (keys.get(a), names.get(a)).cmp(&(keys.get(b), names.get(b)))
        });

        let mut groups = Words::default();
        let mut vocabulary = Vocabulary::default();
        let mut lemmas = Table::default();
        let mut postings = Table::default();
        // By the numbers of the stream.
        let mut groups_of: Vec<Vec<u32>> = vec![Vec::new(); names.len()];
        let is_word = |word: &str| self.words.contains_key(word);
        for place in order {
            let name = names.get(place).copied().unwrap_or_default();
            vocabulary.push(name);
            let own: Vec<u32> = self
                .groups_of(name)
                .iter()
                .map(|lemma| number(&mut groups, lemma))
                .collect();
            for group in &own {
                lemmas.push(group << 1);
            }
            let parts = if name.starts_with('§') {
                Vec::new()
            } else {
                self.language.parts(name, &is_word)
            };
            for part in parts {
                for lemma in self.groups_of(&part) {
                    lemmas.push(number(&mut groups, &lemma) << 1 | 1);
                }
            }
            lemmas.end_row();
            if let Some(groups) = groups_of.get_mut(place) {
                *groups = own;
            }
            // Empty words stand everywhere and are never sought.
            let amounts = self.amounts.get(place).filter(|_| !is_empty_word(name));
            self.postings(amounts.map_or(&[][..], Vec::as_slice), &mut postings);
        }

        let mut phrases = Phrases::default();
        let mut draft = thesaurus::Draft::default();
        let group = |word: &str| -> Vec<u32> {
            let known = self.groups_of(word);
            known
                .iter()
                .filter_map(|lemma| groups.get(lemma.as_str()).copied())
                .collect()
        };
        for row in rows {
            let targets: Vec<Target> = row
                .words
                .iter()
                .map(|word| phrases.target(word, &group))
                .collect();
            draft.row(&row.words, targets, row.relation == Relation::Related);
            let strong = |word: &str| self.language.strong_forms(word);
            for word in row.words.iter().chain(&row.finds) {
                draft.entry(word, &strong);
            }
        }
        let first_phrase = u32::try_from(groups.len()).unwrap_or(u32::MAX);
        let occurrences = phrases.occurrences(&self.stream, &groups_of, self.weights);
        let mut labels = super::table::Texts::default();
        let mut of_phrase: Vec<Option<u32>> = Vec::new();
        for (phrase, amounts) in phrases.all.iter().zip(&occurrences) {
            if amounts.is_empty() {
                of_phrase.push(None);
                continue;
            }
            let group = first_phrase + u32::try_from(labels.len()).unwrap_or_default();
            of_phrase.push(Some(group));
            labels.push(&phrase.label);
            lemmas.push(group << 1);
            lemmas.end_row();
            self.postings(amounts, &mut postings);
        }
        let thesaurus: Thesaurus = draft.finish(|target| match target {
            Target::Words(groups) => groups.clone(),
            Target::Phrase(phrase) => of_phrase
                .get(*phrase)
                .copied()
                .flatten()
                .into_iter()
                .collect(),
        });

        let mut all: Vec<String> = vec![String::new(); groups.len()];
        for (lemma, place) in groups {
            if let Some(name) = all.get_mut(place as usize) {
                *name = lemma;
            }
        }
        let entries = u32::try_from(self.lengths.len()).unwrap_or(u32::MAX);
        let index = Index::new(super::index::Tables {
            fingerprint,
            entries,
            vocabulary,
            lemmas,
            postings,
            labels,
            thesaurus,
        });
        Built { index, lemmas: all }
    }

    /// The base forms of a word; failing those, its stem with `~` before it.
    fn groups_of(&self, word: &str) -> Vec<String> {
        let known = self.language.lemmas(word);
        match known.len() {
            1..4 => known,
            _ if word.starts_with(|c: char| c == '§' || c.is_ascii_digit()) => {
                vec![word.to_owned()]
            }
            _ => vec![format!("~{}", crate::danish::key(&stem(word)))],
        }
    }
}

fn add(amounts: &mut Vec<Amount>, entry: u32, field: Field, weights: &Weights) {
    if amounts.last().is_none_or(|last| last.entry != entry) {
        amounts.push(Amount {
            entry,
            ..Amount::default()
        });
    }
    if let Some(amount) = amounts.last_mut() {
        match field {
            Field::Title => amount.heading += weights.title,
            Field::Summary => amount.heading += weights.summary,
            Field::Label => amount.heading += weights.label,
            Field::Body => amount.body += 1,
        }
    }
}

/// What a word of a thesaurus row stands for in the catalogue.
pub(super) enum Target {
    /// Groups of words.
    Words(Vec<u32>),
    /// Words that stand together, by their number among the phrases.
    Phrase(usize),
}

struct Phrase {
    label: String,
    groups: Vec<Vec<u32>>,
}

/// The words of the thesaurus that are several words.
#[derive(Default)]
struct Phrases {
    all: Vec<Phrase>,
}

impl Phrases {
    fn target(&mut self, text: &str, group: &dyn Fn(&str) -> Vec<u32>) -> Target {
        let words = tokens(text, false).tokens;
        let mut groups: Vec<Vec<u32>> = words.iter().map(|token| group(&token.text)).collect();
        if groups.len() < 2 {
            return Target::Words(groups.pop().unwrap_or_default());
        }
        if groups.iter().any(Vec::is_empty) {
            return Target::Words(Vec::new());
        }
        if let Some(known) = self.all.iter().position(|phrase| phrase.label == text) {
            return Target::Phrase(known);
        }
        self.all.push(Phrase {
            label: text.to_owned(),
            groups,
        });
        Target::Phrase(self.all.len() - 1)
    }

    /// Where each phrase stands.
    fn occurrences(
        &self,
        stream: &[(u32, u32, Field)],
        groups_of: &[Vec<u32>],
        weights: &Weights,
    ) -> Vec<Vec<Amount>> {
        let mut found: Vec<Vec<Amount>> = self.all.iter().map(|_| Vec::new()).collect();
        let firsts = (0..).zip(&self.all).flat_map(|(place, phrase)| {
            let first = phrase.groups.first().into_iter().flatten();
            first.map(move |group| (*group, place))
        });
        let firsts: Vec<(u32, u32)> = firsts.collect();
        let rows = firsts.iter().map(|(group, _)| *group as usize + 1).max();
        let starts = Table::gather(rows.unwrap_or_default(), &firsts);
        let groups = |word: u32| groups_of.get(word as usize).map_or(&[][..], Vec::as_slice);
        for (at, (word, entry, field)) in stream.iter().enumerate() {
            for start in groups(*word).iter().flat_map(|group| starts.row(*group)) {
                let start = *start as usize;
                let Some(phrase) = self.all.get(start) else {
                    continue;
                };
                let stands = phrase.groups.iter().enumerate().all(|(step, wanted)| {
                    let word = stream.get(at + step).map_or(STOP, |word| word.0);
                    groups(word).iter().any(|group| wanted.contains(group))
                });
                if stands && let Some(amounts) = found.get_mut(start) {
                    add(amounts, *entry, *field, weights);
                }
            }
        }
        found
    }
}
