//! Searches a published catalogue natively, as the widget does.

use std::path::{Path, PathBuf};
use std::{fmt, fs, io};

use serde_json::{Map, Value, json};

use super::dictionary::{Dictionary, lexicon};
use crate::catalogue::{
    Catalogue, CatalogueError, Diagnostics, Json, Read, Status, ThesaurusRow, parts, read_catalogue,
};
use crate::search::{BuiltIndex, Index, Lexicon, SearchResults, Weights, ask, build, fingerprint};

/// The thesaurus for catalogues that have none: the one in the sources of the
/// shipped catalogue.
const THESAURUS: &str = include_str!("../../catalogue/thesaurus.toml");

/// Why a published catalogue cannot be used.
#[derive(Debug)]
pub enum SearchError {
    /// The file cannot be read.
    Read {
        /// The file.
        path: PathBuf,
        /// The operating system's error.
        error: io::Error,
    },
    /// It is not the JSON that was expected.
    NotJson {
        /// The file.
        path: PathBuf,
        /// The parser's error, with line and column.
        error: serde_json::Error,
    },
    /// It is not a catalogue.
    Invalid {
        /// The file.
        path: PathBuf,
        /// Why not.
        error: CatalogueError,
    },
}

impl fmt::Display for SearchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read { path, error } => write!(f, "{} cannot be read: {error}", path.display()),
            Self::NotJson { path, error } => {
                write!(f, "{} is not the expected JSON: {error}", path.display())
            }
            Self::Invalid { path, error } => write!(
                f,
                "{} is not a catalogue: {error}. `virker build` makes one.",
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
    /// Opens a published `catalogue.json`. Its index is read from the files
    /// beside it if they belong to it and the weights are the default ones, and
    /// built otherwise.
    ///
    /// # Errors
    /// [`SearchError`] when the file is not a catalogue.
    pub fn open(path: &Path, weights: Weights) -> Result<Self, SearchError> {
        let catalogue = read_published(path)?;
        // Other weights may need another index.
        let prebuilt = (weights == Weights::default())
            .then(|| prebuilt(path, &catalogue))
            .flatten();
        let mut index =
            prebuilt.unwrap_or_else(|| index(&catalogue, &thesaurus(&catalogue), &weights).0);
        index.set_weights(weights);
        Ok(Self { catalogue, index })
    }

    /// Answers a query with at most `limit` results:
    /// `{"query", "results": [{"id", "score"}], "corrected", "partial", "asksNothing"}`. `partial` says that the results have
    /// only some of the words, `asksNothing` that there is no word to search for yet: the panel then lists all. With
    /// `explain` each result also has `why`.
    #[must_use]
    pub fn answer(&self, query: &str, limit: usize, explain: bool) -> Value {
        let found = ask(&self.catalogue, &self.index, query, false);
        let results: Vec<Value> = found
            .hits
            .iter()
            .filter_map(|hit| Some((hit, self.catalogue.cards.get(hit.entry)?)))
            // As in the panel.
            .filter(|(_, card)| card.status == Status::Published)
            .take(limit)
            .map(|(hit, card)| {
                let mut result = Map::new();
                result.insert("id".into(), card.id.as_str().into());
                result.insert("score".into(), hit.score.into());
                if explain {
                    result.insert("why".into(), self.why(hit.entry, &found));
                }
                Value::Object(result)
            })
            .collect();
        json!({ "query": query, "results": results, "corrected": found.corrected, "partial": found.partial, "asksNothing": found.asks_nothing })
    }

    fn why(&self, entry: usize, found: &SearchResults) -> Value {
        let reasons = self.index.reasons(entry, found).into_iter().map(|reason| {
            json!({ "sought": reason.term, "found": reason.word, "as": format!("{:?}", reason.why).to_lowercase() })
        });
        reasons.collect()
    }
}

/// The index and lexicon beside a catalogue, which are the files that a browser
/// gets. `None` unless they were built for this catalogue.
fn prebuilt(path: &Path, catalogue: &Catalogue) -> Option<Index> {
    let named = catalogue.head.index.as_ref()?;
    let bytes = |name: &str| fs::read(path.with_file_name(name)).ok();
    let fingerprint = fingerprint(catalogue);
    let mut index = Index::from_bytes(&bytes(&named.file)?, fingerprint).ok()?;
    let lexicon = Lexicon::from_bytes(&bytes(named.lexicon.as_ref()?)?, fingerprint).ok()?;
    index.add_lexicon(lexicon);
    Some(index)
}

/// Reads a published `catalogue.json`. Of one that was published in parts, the whole document is read that it names.
///
/// # Errors
/// [`SearchError`] when a file is missing or is not a catalogue.
pub fn read_published(path: &Path) -> Result<Catalogue, SearchError> {
    let mut path = path.to_owned();
    let invalid = |path: &Path| {
        let path = path.to_owned();
        |error| SearchError::Invalid { path, error }
    };
    let mut document: Json = read_json(&path)?;
    if let Some(parts) = parts(&document).map_err(invalid(&path))? {
        path.set_file_name(parts.whole);
        document = read_json(&path)?;
    }
    let (catalogue, _) = read_catalogue(document).map_err(invalid(&path))?;
    Ok(catalogue)
}

/// Reads a value from a JSON file.
///
/// # Errors
/// [`SearchError`] when it cannot be read or does not hold a `T`.
pub fn read_json<T: serde::de::DeserializeOwned>(path: &Path) -> Result<T, SearchError> {
    let text = fs::read_to_string(path).map_err(|error| SearchError::Read {
        path: path.to_owned(),
        error,
    })?;
    serde_json::from_str(&text).map_err(|error| SearchError::NotJson {
        path: path.to_owned(),
        error,
    })
}

/// Builds the index and lexicon of a catalogue, the index with the lexicon
/// added.
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

/// The catalogue's thesaurus, or else the default one.
pub(super) fn thesaurus(catalogue: &Catalogue) -> Vec<ThesaurusRow> {
    let own = catalogue.thesaurus.iter();
    let own: Vec<ThesaurusRow> = own
        .map(|row| ThesaurusRow::read(Some(row), &mut Diagnostics::default()))
        .collect();
    if own.is_empty() {
        default_thesaurus()
    } else {
        own
    }
}

/// The thesaurus of the shipped catalogue.
fn default_thesaurus() -> Vec<ThesaurusRow> {
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
