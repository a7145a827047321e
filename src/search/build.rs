//! Building an index from a catalogue: when publishing, with a dictionary, and in the page when
//! there is no index that fits.

use super::arithmetic;
use super::frequencies::{Frequencies, NONE};
use super::index::Index;
use super::language::Language;
use super::phrases::Phrases;
use super::query::{begins_with_digit, is_stop_word};
use super::table::{Interner, Posting, Table, Texts, Vocabulary};
use super::text::{Field, each_text, fingerprint};
use super::thesaurus::ThesaurusBuilder;
use super::tokens::Tokens;
use super::weights::{FULL, Weights};
use crate::catalogue::{Catalogue, Relation, ThesaurusRow};
use crate::danish::{key, stem};

/// An index, and the lemmas of its groups.
pub struct BuiltIndex {
    /// The index.
    pub index: Index,
    groups: Interner,
}

impl BuiltIndex {
    /// By group, its lemma; a stem after a `~` for words without a known lemma.
    pub fn lemmas(&self) -> impl Iterator<Item = &str> {
        let words = &self.groups.words;
        (0..words.len()).map(|index| words.get(index))
    }
}

struct Builder<'a> {
    weights: &'a Weights,
    language: &'a dyn Language,
    words: Interner,
    frequencies: Frequencies,
    /// The words of all texts, each text ended by [`NONE`].
    stream: Vec<u32>,
    /// By text, its entry, and what one occurrence adds to a frequency there (see
    /// [`Builder::field_weights`]).
    texts: Vec<(u32, (u32, u32))>,
    /// By entry, the number of words in its body.
    lengths: Vec<u32>,
}

/// Builds an index of a catalogue.
///
/// `thesaurus` has rows of words with the same or a related meaning, `language` what is known of
/// inflections and compounds, and `weights` the weights of fields and lengths.
///
/// ```
/// use virker::catalogue::{Json, read_catalogue};
/// use virker::search::{Plain, Weights, ask, build};
///
/// let json: Json = serde_json::from_str(
///     r#"{
///         "format": 1,
///         "catalogueId": "demo",
///         "title": { "da": "Demo" },
///         "publisher": { "name": "Demo" },
///         "language": "da",
///         "published": "2026-11-22",
///         "vocabularies": {},
///         "sources": [],
///         "entries": [
///             { "id": "madkassen", "kind": "concept", "title": "Madkassen",
///               "summary": "Mad til dem, der kommer hjem efter en indlæggelse." },
///             { "id": "tumling", "kind": "concept", "title": "Café Tumling",
///               "summary": "En café for pårørende." }
///         ]
///     }"#,
/// )?;
/// let (catalogue, _) = read_catalogue(json).unwrap();
///
/// let index = build(&catalogue, &[], &Plain, &Weights::default()).index;
/// let ids = |query: &str| {
///     let results = ask(&catalogue, &index, query, false);
///     let ids = results.hits.iter().map(|hit| catalogue.cards[hit.entry].id.clone());
///     ids.collect::<Vec<String>>()
/// };
/// assert_eq!(ids("madkasserne"), ["madkassen"]);
/// assert_eq!(ids("paaroerende"), ["tumling"]);
/// assert!(ids("parkering").is_empty());
///
/// // Misspellings are corrected, unless the query is taken literally.
/// let results = ask(&catalogue, &index, "tumlng", false);
/// assert_eq!(results.corrected.as_deref(), Some("tumling"));
/// assert_eq!(index.marks("Café Tumling", &results), [6..13]);
/// assert!(ask(&catalogue, &index, "tumlng", true).hits.is_empty());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[must_use]
pub fn build(
    catalogue: &Catalogue,
    thesaurus: &[ThesaurusRow],
    language: &dyn Language,
    weights: &Weights,
) -> BuiltIndex {
    let mut builder = Builder {
        weights,
        language,
        words: Interner::default(),
        frequencies: Frequencies::default(),
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
        for (index, card) in catalogue.cards.iter().enumerate() {
            let body = catalogue.body(index).unwrap_or_default();
            let entry = u32::try_from(self.lengths.len()).unwrap_or(NONE);
            let mut length = 0;
            each_text(card, &body, &catalogue.head, &mut |field, text| {
                tokens.read(text, false);
                let weights = self.field_weights(field);
                self.texts.push((entry, weights));
                for token in &tokens.all {
                    let plain = tokens.words.bytes(&token.plain);
                    let word = self.words.intern_hashed(plain, token.hash);
                    self.frequencies.add(word, entry, weights);
                    self.stream.push(word);
                    length += weights.1;
                }
                self.stream.push(NONE);
            });
            self.lengths.push(length);
        }
    }

    /// What one occurrence in a field adds to a [`Frequency`](super::frequencies::Frequency): to
    /// `heading` and to `body`.
    fn field_weights(&self, field: Field) -> (u32, u32) {
        match field {
            Field::Title => (self.weights.title, 0),
            Field::Summary => (self.weights.summary, 0),
            Field::Label => (self.weights.label, 0),
            Field::Body => (0, 1),
        }
    }

    /// By entry, what the frequencies in its body are divided by, of [`FULL`]: more for long bodies.
    fn length_norms(&self) -> Vec<u32> {
        let count = u32::try_from(self.lengths.len().max(1)).unwrap_or(NONE);
        let average = (self.lengths.iter().sum::<u32>() / count).max(1);
        let long = self.weights.length;
        let mut norms = Vec::with_capacity(self.lengths.len());
        for length in &self.lengths {
            let norm = FULL - long + long.saturating_mul(*length) / average;
            norms.push(norm.max(1));
        }
        norms
    }

    /// The postings of all words and phrases. `row_of` has the row of each in the index, or
    /// [`NONE`].
    fn postings(&self, rows: usize, row_of: &[u32]) -> Table<Posting> {
        let norms = self.length_norms();
        let mut cells = Vec::with_capacity(self.frequencies.all.len());
        for frequency in &self.frequencies.all {
            let row = row_of.get(frequency.word as usize).copied().unwrap_or(NONE);
            if row == NONE {
                continue;
            }
            let body = frequency
                .body
                .saturating_mul(self.weights.body)
                .saturating_mul(FULL);
            let norm = norms.get(frequency.entry as usize).copied().unwrap_or(1);
            let level = arithmetic::level(frequency.heading.saturating_add(body / norm.max(1)));
            cells.push((row, Posting::new(frequency.entry, level)));
        }
        Table::from_pairs(rows, &cells)
    }

    fn finish(mut self, fingerprint: u64, rows: &[ThesaurusRow]) -> BuiltIndex {
        let count = self.words.words.len();
        let names = &self.words.words;
        let order = names.sorted_by_key();

        let mut groups = Interner::default();
        let mut vocabulary = Vocabulary::default();
        let mut lemmas = Table::default();
        // By word of the stream, its id in the index, and its row in the postings: stop words have
        // none, since they are never searched for.
        let mut word_ids = vec![NONE; count];
        let mut row_of = vec![NONE; count];
        let is_word = |word: &str| self.words.get(word).is_some();
        for (row, word) in (0..).zip(&order) {
            let (word, name) = (*word, names.get(*word));
            vocabulary.words.push(name);
            for lemma in self.groups_of(name) {
                lemmas.push(groups.intern(&lemma) << 1);
            }
            if !name.starts_with('§') {
                for part in self.language.parts(name, &is_word) {
                    for lemma in self.groups_of(&part) {
                        lemmas.push(groups.intern(&lemma) << 1 | 1);
                    }
                }
            }
            lemmas.end_row();
            if let (Some(id), Some(posting_row)) = (word_ids.get_mut(word), row_of.get_mut(word)) {
                *id = row;
                if !is_stop_word(name) {
                    *posting_row = row;
                }
            }
        }

        let mut phrases = Phrases::default();
        let mut builder = ThesaurusBuilder::default();
        let group = |word: &str| -> Vec<u32> {
            let mut known = Vec::new();
            let lemmas = self.groups_of(word);
            // A base form that the catalogue lacks does not stand for another: `gæld` is also the imperative of `gælde`.
            let lacks = |lemma: &String| lemma == word && groups.get(lemma).is_none();
            if lemmas.first().is_some_and(lacks) {
                return known;
            }
            for lemma in &lemmas {
                if let Some(group) = groups.get(lemma) {
                    known.push(group);
                }
            }
            known
        };
        let strong_forms = |word: &str| self.language.strong_forms(word);
        for row in rows {
            let mut targets = Vec::new();
            for word in &row.words {
                phrases.add_target(word, &group, &mut targets);
            }
            builder.start_row(&row.words, &targets, row.relation == Relation::Related);
            for words in [&row.words, &row.finds] {
                for word in words {
                    builder.add(word, &strong_forms);
                }
            }
        }
        phrases.count(
            &word_ids,
            &lemmas,
            &self.stream,
            &self.texts,
            &mut self.frequencies,
        );
        let first_phrase = u32::try_from(groups.words.len()).unwrap_or(NONE);
        let mut labels = Texts::default();
        let mut phrase_groups = Vec::new();
        for phrase in &phrases.all {
            if !phrase.occurs {
                phrase_groups.push(None);
                row_of.push(NONE);
                continue;
            }
            let group = first_phrase + u32::try_from(labels.len()).unwrap_or_default();
            phrase_groups.push(Some(group));
            row_of.push(u32::try_from(lemmas.rows()).unwrap_or(NONE));
            labels.push(&phrase.label);
            lemmas.push(group << 1);
            lemmas.end_row();
        }
        let postings = self.postings(lemmas.rows(), &row_of);
        let thesaurus = builder.finish(&phrase_groups);

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
        BuiltIndex { index, groups }
    }

    /// The lemmas of a word; its stem after a `~` if there are none, or too many to tell.
    fn groups_of(&self, word: &str) -> Vec<String> {
        let known = self.language.lemmas(word);
        match known.len() {
            1..4 => known,
            _ if word.starts_with('§') || begins_with_digit(word) => vec![word.to_owned()],
            _ => vec!["~".to_owned() + &key(&stem(word))],
        }
    }
}
