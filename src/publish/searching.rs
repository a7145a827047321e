//! Searching a published catalogue natively, as the widget does it.

use std::path::{Path, PathBuf};
use std::{fmt, fs, io};

use serde_json::{Map, Value, json};

use super::dictionary::{Dictionary, lexicon};
use crate::catalogue::{
    Catalogue, CatalogueError, Diagnostics, Json, Read, ThesaurusRow, read_catalogue,
};
use crate::search::{BuiltIndex, Index, Lexicon, SearchResults, Weights, ask, build, fingerprint};

/// The thesaurus that is used for catalogues that publish none of their own:
/// words of the field, in the sources of the catalogue that we ship.
const THESAURUS: &str = include_str!("../../catalogue/thesaurus.toml");

/// Why a catalogue cannot be searched.
#[derive(Debug)]
pub enum SearchError {
    /// The file cannot be read.
    Unread {
        /// The file.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// It is no JSON.
    NotJson {
        /// The file.
        path: PathBuf,
        /// What is wrong, and where.
        error: serde_json::Error,
    },
    /// It is no catalogue.
    Invalid {
        /// The file.
        path: PathBuf,
        /// Why not.
        why: CatalogueError,
    },
}

impl fmt::Display for SearchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unread { path, error } => write!(f, "{} cannot be read: {error}", path.display()),
            Self::NotJson { path, error } => write!(
                f,
                "{} is not the JSON that is needed here: {error}",
                path.display()
            ),
            Self::Invalid { path, why } => write!(
                f,
                "{} is not a catalogue: {why:?}. `virker build` makes one.",
                path.display()
            ),
        }
    }
}

impl std::error::Error for SearchError {}

/// A catalogue with its index.
pub struct Searchable {
    catalogue: Catalogue,
    index: Index,
}

impl Searchable {
    /// Reads a published catalogue and makes it ready.
    ///
    /// # Errors
    /// [`SearchError`] when the file is no catalogue that can be read.
    pub fn open(path: &Path, weights: Weights) -> Result<Self, SearchError> {
        let document: Json = read_json(path)?;
        let (catalogue, _) = read_catalogue(&document).map_err(|why| SearchError::Invalid {
            path: path.to_owned(),
            why,
        })?;
        // Other weights may need another index.
        let finished = (weights == Weights::default())
            .then(|| finished(path, &catalogue))
            .flatten();
        let mut index =
            finished.unwrap_or_else(|| index(&catalogue, &thesaurus(&catalogue), &weights).0);
        index.set_weights(weights);
        Ok(Self { catalogue, index })
    }

    /// Answers a query: `{"query", "results": [{"id", "score"}], "corrected"}`,
    /// with `why` for each result if it is to be explained.
    #[must_use]
    pub fn answer(&self, query: &str, limit: usize, explain: bool) -> Value {
        let found = ask(&self.catalogue, &self.index, query, false);
        let results: Vec<Value> = found
            .hits
            .iter()
            .take(limit)
            .filter_map(|hit| {
                let card = self.catalogue.cards.get(hit.entry)?;
                let mut result = Map::new();
                result.insert("id".into(), card.id.as_str().into());
                result.insert("score".into(), hit.score.into());
                if explain {
                    result.insert("why".into(), self.why(hit.entry, &found));
                }
                Some(Value::Object(result))
            })
            .collect();
        json!({ "query": query, "results": results, "corrected": found.corrected })
    }

    fn why(&self, entry: usize, found: &SearchResults) -> Value {
        let reasons = self.index.reasons(entry, found).into_iter().map(|reason| {
            json!({ "sought": reason.term, "found": reason.word, "as": format!("{:?}", reason.why).to_lowercase() })
        });
        reasons.collect()
    }
}

/// The finished index and lexicon beside a catalogue, if they were made for it:
/// the very files that a browser gets.
fn finished(path: &Path, catalogue: &Catalogue) -> Option<Index> {
    let named = catalogue.head.index.as_ref()?;
    let bytes = |name: &str| fs::read(path.with_file_name(name)).ok();
    let fingerprint = fingerprint(catalogue);
    let mut index = Index::from_bytes(&bytes(&named.file)?, fingerprint).ok()?;
    let lexicon = Lexicon::from_bytes(&bytes(named.lexicon.as_ref()?)?, fingerprint).ok()?;
    index.add_lexicon(lexicon);
    Some(index)
}

/// Reads a JSON file.
///
/// # Errors
/// [`SearchError`] when it cannot be read or is not of that form.
pub fn read_json<T: serde::de::DeserializeOwned>(path: &Path) -> Result<T, SearchError> {
    let text = fs::read_to_string(path).map_err(|error| SearchError::Unread {
        path: path.to_owned(),
        error,
    })?;
    serde_json::from_str(&text).map_err(|error| SearchError::NotJson {
        path: path.to_owned(),
        error,
    })
}

/// The index of a catalogue with all that the dictionary knows, and the
/// numbers of its groups.
pub(super) fn index(
    catalogue: &Catalogue,
    thesaurus: &[ThesaurusRow],
    weights: &Weights,
) -> (Index, crate::search::Lexicon) {
    let dictionary = Dictionary::get();
    let built: BuiltIndex = build(catalogue, thesaurus, dictionary, weights);
    let lexicon = lexicon(dictionary, &built);
    let mut index = built.index;
    index.add_lexicon(lexicon.clone());
    (index, lexicon)
}

/// The catalogue's own thesaurus, or the field's.
pub(super) fn thesaurus(catalogue: &Catalogue) -> Vec<ThesaurusRow> {
    let own = catalogue.thesaurus.iter();
    let own: Vec<ThesaurusRow> = own
        .map(|row| ThesaurusRow::read(Some(row), &mut Diagnostics::default()))
        .collect();
    if own.is_empty() {
        field_thesaurus()
    } else {
        own
    }
}

/// The field's thesaurus.
fn field_thesaurus() -> Vec<ThesaurusRow> {
    let table: Value = toml::from_str(THESAURUS).unwrap_or_default();
    let rows = table
        .get("rows")
        .and_then(Value::as_array)
        .cloned()
        .unwrap_or_default();
    let rows = rows
        .into_iter()
        .map(|row| serde_json::from_value::<Json>(row).unwrap_or_default());
    rows.map(|row| ThesaurusRow::read(Some(&row), &mut Diagnostics::default()))
        .collect()
}
