//! What reading a document reports: errors and unknown keys, each with its path.

use super::camel_case::camel_case;
use super::json::Json;

/// A value that could not be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadError {
    /// Path of the value, such as `facts[2].text`; empty for the whole document.
    pub path: String,
    /// What was expected there.
    pub message: String,
}

impl ReadError {
    /// The id of an entry is that of an earlier one.
    pub(super) fn repeated() -> Self {
        Self {
            path: "id".into(),
            message: "an earlier entry has this id".into(),
        }
    }
}

/// The message of a [`ReadError`] when a required key is absent.
pub const MISSING: &str = "is missing";
/// The message of a [`ReadError`] when the value is not a string.
pub const EXPECTED_TEXT: &str = "expected text";
/// The message of a [`ReadError`] when the value is not an array.
pub const EXPECTED_LIST: &str = "expected a list";

/// A key that the model does not define.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownKey {
    /// Path of the key, such as `facts[2].txt`.
    pub path: String,
    /// The keys that the model defines for that object, as Rust field names: `key_figure`.
    pub known: &'static [&'static str],
}

/// Collects errors while a document is read, and keeps track of the current path.
#[derive(Debug, Default)]
pub struct Diagnostics {
    /// Path of the value being read.
    pub(super) path: String,
    /// Whether the part being read lacks something it requires.
    pub(super) incomplete: bool,
    /// The errors, in document order.
    pub errors: Vec<ReadError>,
    /// Keys that the model does not define; `None` unless they were asked for.
    pub unknown_keys: Option<Vec<UnknownKey>>,
    /// Paths of the decimal numbers, if unknown keys were asked for.
    pub decimals: Vec<String>,
    /// Called through pointers, so that the widget, which never asks for
    /// unknown keys, does not contain the code.
    pub(super) note_unknown_keys: Option<NoteUnknownKeys>,
    pub(super) note_decimal: Option<fn(&mut Diagnostics)>,
}

/// Records which keys of an object are not among the known ones.
type NoteUnknownKeys = fn(&mut Diagnostics, &[(String, Json)], &'static [&'static str]);

impl Diagnostics {
    /// Diagnostics that also record unknown keys and where decimal numbers are.
    #[must_use]
    pub fn with_unknown_keys() -> Self {
        Self {
            unknown_keys: Some(Vec::new()),
            note_unknown_keys: Some(Self::note_unknown_keys),
            note_decimal: Some(|diagnostics| diagnostics.decimals.push(diagnostics.path.clone())),
            ..Self::default()
        }
    }

    fn note_unknown_keys(&mut self, fields: &[(String, Json)], known: &'static [&'static str]) {
        for (key, _) in fields {
            if known.iter().all(|name| camel_case(name) != *key) {
                let path = match self.path.as_str() {
                    "" => key.clone(),
                    parent => format!("{parent}.{key}"),
                };
                let unknown_keys = self.unknown_keys.get_or_insert_default();
                unknown_keys.push(UnknownKey { path, known });
            }
        }
    }

    /// Records an error at the current path.
    pub fn error(&mut self, message: &str) {
        self.incomplete = true;
        self.errors.push(ReadError {
            path: self.path.clone(),
            message: message.to_owned(),
        });
    }

    /// The first error, if there is one.
    pub(super) fn into_first_error(mut self) -> Option<ReadError> {
        self.errors.truncate(1);
        self.errors.pop()
    }
}
