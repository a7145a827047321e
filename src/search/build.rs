//! Building an index from a catalogue: in the page when there is none that
//! fits, and when publishing, with what a dictionary knows besides.

use super::amounts::{Amounts, NONE};
use super::index::Index;
use super::language::Language;
use super::numeral;
use super::phrases::Phrases;
use super::query::{begins_with_digit, is_empty_word};
use super::table::{Numbered, Table, Texts, Vocabulary};
use super::text::{Field, each_text, fingerprint};
use super::thesaurus;
use super::tokens::Tokens;
use super::weights::{FULL, Weights};
use crate::catalogue::{Catalogue, Relation, ThesaurusRow};
use crate::danish::{key, stem};

/// An index, and the base forms that its groups of words stand for.
pub struct Built {
    /// The index.
    pub index: Index,
    groups: Numbered,
}

impl Built {
    /// The base form of each group, by the group's number; a stem with `~`
    /// before it where the language knows none.
    pub fn lemmas(&self) -> impl Iterator<Item = &str> {
        let words = &self.groups.words;
        (0..words.len()).map(|place| words.get(place))
    }
}

struct Builder<'a> {
    weights: &'a Weights,
    language: &'a dyn Language,
    words: Numbered,
    amounts: Amounts,
    /// All texts as numbers of words.
    stream: Vec<u32>,
    /// The entry of each text, and what one word of it counts.
    texts: Vec<(u32, (u32, u32))>,
    /// How many words each entry's body has.
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
        words: Numbered::default(),
        amounts: Amounts::default(),
        stream: Vec::new(),
        texts: Vec::new(),
        lengths: Vec::new(),
    };
    builder.read(catalogue);
    builder.finish(fingerprint(catalogue), thesaurus)
}

impl Builder<'_> {
    fn read(&mut self, catalogue: &Catalogue) {
        let mut tokens = Tokens::default();
        for (card, body) in catalogue.cards.iter().zip(&catalogue.entries) {
            let entry = u32::try_from(self.lengths.len()).unwrap_or(NONE);
            let mut length = 0;
            each_text(card, body, &catalogue.head, &mut |field, text| {
                tokens.read(text, false);
                let worth = self.worth(field);
                self.texts.push((entry, worth));
                for token in &tokens.all {
                    let plain = tokens.words.bytes(&token.plain);
                    let word = self.words.number_of(plain, token.hash);
                    self.amounts.add(word, entry, worth);
                    self.stream.push(word);
                    length += worth.1;
                }
                self.stream.push(NONE);
            });
            self.lengths.push(length);
        }
    }

    /// What a word counts by itself, and how many of the body's words it is.
    fn worth(&self, field: Field) -> (u32, u32) {
        match field {
            Field::Title => (self.weights.title, 0),
            Field::Summary => (self.weights.summary, 0),
            Field::Label => (self.weights.label, 0),
            Field::Body => (0, 1),
        }
    }

    /// By what each entry's words of the body are thinned out: by its length.
    fn thinning(&self) -> Vec<u32> {
        let count = u32::try_from(self.lengths.len().max(1)).unwrap_or(NONE);
        let average = (self.lengths.iter().sum::<u32>() / count).max(1);
        let long = self.weights.length;
        let mut thinning = Vec::with_capacity(self.lengths.len());
        for length in &self.lengths {
            let thin = FULL - long + long.saturating_mul(*length) / average;
            thinning.push(thin.max(1));
        }
        thinning
    }

    /// Where each of so many words and phrases stands, with its level; `row_of`
    /// says which row of the index it has, if any.
    fn postings(&self, rows: usize, row_of: &[u32]) -> Table<u32> {
        let thinning = self.thinning();
        let mut cells = Vec::with_capacity(self.amounts.all.len());
        for amount in &self.amounts.all {
            let row = row_of.get(amount.word as usize).copied().unwrap_or(NONE);
            if row == NONE {
                continue;
            }
            let body = amount
                .body
                .saturating_mul(self.weights.body)
                .saturating_mul(FULL);
            let thin = thinning.get(amount.entry as usize).copied().unwrap_or(1);
            let level = numeral::level(amount.heading.saturating_add(body / thin.max(1)));
            cells.push((row, amount.entry << 4 | level));
        }
        Table::gather(rows, &cells)
    }

    fn finish(mut self, fingerprint: u64, rows: &[ThesaurusRow]) -> Built {
        let count = self.words.words.len();
        let names = &self.words.words;
        let keys = names.keys();
        let order = names.by_keys(&keys);

        let mut groups = Numbered::default();
        let mut vocabulary = Vocabulary::default();
        let mut lemmas = Table::default();
        // The rows of the stream's words in the index, and in its postings:
        // empty words stand everywhere and are never sought.
        let mut place_of = vec![NONE; count];
        let mut row_of = vec![NONE; count];
        let is_word = |word: &str| self.words.find(word).is_some();
        for (row, word) in (0..).zip(&order) {
            let (word, name) = (*word, names.get(*word));
            vocabulary.push(name, keys.get(word));
            for lemma in self.groups_of(name) {
                lemmas.push(groups.number(&lemma) << 1);
            }
            if !name.starts_with('§') {
                for part in self.language.parts(name, &is_word) {
                    for lemma in self.groups_of(&part) {
                        lemmas.push(groups.number(&lemma) << 1 | 1);
                    }
                }
            }
            lemmas.end_row();
            if let (Some(place), Some(own)) = (place_of.get_mut(word), row_of.get_mut(word)) {
                *place = row;
                if !is_empty_word(name) {
                    *own = row;
                }
            }
        }

        let mut phrases = Phrases::default();
        let mut draft = thesaurus::Draft::default();
        let group = |word: &str| -> Vec<u32> {
            let mut known = Vec::new();
            for lemma in self.groups_of(word) {
                if let Some(group) = groups.find(&lemma) {
                    known.push(group);
                }
            }
            known
        };
        let strong = |word: &str| self.language.strong_forms(word);
        for row in rows {
            let mut targets = Vec::new();
            for word in &row.words {
                phrases.target(word, &group, &mut targets);
            }
            draft.row(&row.words, &targets, row.relation == Relation::Related);
            for words in [&row.words, &row.finds] {
                for word in words {
                    draft.entry(word, &strong);
                }
            }
        }
        phrases.count(
            &place_of,
            &lemmas,
            &self.stream,
            &self.texts,
            &mut self.amounts,
        );
        let first_phrase = u32::try_from(groups.words.len()).unwrap_or(NONE);
        let mut labels = Texts::default();
        let mut of_phrase = Vec::new();
        for phrase in &phrases.all {
            if !phrase.stands {
                of_phrase.push(None);
                row_of.push(NONE);
                continue;
            }
            let group = first_phrase + u32::try_from(labels.len()).unwrap_or_default();
            of_phrase.push(Some(group));
            row_of.push(u32::try_from(lemmas.rows()).unwrap_or(NONE));
            labels.push(&phrase.label);
            lemmas.push(group << 1);
            lemmas.end_row();
        }
        let postings = self.postings(lemmas.rows(), &row_of);
        let thesaurus = draft.finish(&of_phrase);

        let entries = u32::try_from(self.lengths.len()).unwrap_or(NONE);
        let index = Index::new(super::index::Tables {
            fingerprint,
            entries,
            vocabulary,
            lemmas,
            postings,
            labels,
            thesaurus,
        });
        Built { index, groups }
    }

    /// The base forms of a word; failing those, its stem with `~` before it.
    fn groups_of(&self, word: &str) -> Vec<String> {
        let known = self.language.lemmas(word);
        match known.len() {
            1..4 => known,
            _ if word.starts_with('§') || begins_with_digit(word) => vec![word.to_owned()],
            _ => vec!["~".to_owned() + &key(&stem(word))],
        }
    }
}
