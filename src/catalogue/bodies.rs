//! What of a catalogue only opened pages need: whole entries, calculators, worksheets and sources.
//!
//! A published catalogue keeps them in a file of their own, which comes after the first results; a document that is
//! whole has them at once.

use std::borrow::Cow;
use std::fmt;

use super::diagnostics::Diagnostics;
use super::from_json::Read;
use super::head::Source;
use super::json::Json;

/// What of a catalogue only opened pages need.
#[derive(Debug, Default)]
pub struct Bodies {
    /// The whole entries.
    pub entries: Entries,
    /// The calculators, each an unread [`Calculator`](super::Calculator).
    pub calculators: Vec<Json>,
    /// The worksheets, each an unread [`Worksheet`](super::Worksheet).
    pub worksheets: Vec<Json>,
    /// The sources that entries and calculators refer to.
    pub sources: Vec<Source>,
}

/// The whole entries of a catalogue in the order of its cards, each an unread [`Entry`](super::Entry).
pub enum Entries {
    /// They were parsed with their catalogue.
    Parsed(Vec<Json>),
    /// Each is parsed when it is asked for, so that a large catalogue takes little more memory than its text.
    Text(ParseEntry),
}

/// Parses the entry with this index and id.
pub type ParseEntry = Box<dyn Fn(usize, &str) -> Option<Json>>;

impl Default for Entries {
    fn default() -> Self {
        Self::Parsed(Vec::new())
    }
}

impl fmt::Debug for Entries {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Parsed(entries) => write!(f, "Parsed({})", entries.len()),
            Self::Text(_) => write!(f, "Text"),
        }
    }
}

impl Entries {
    /// The entry with this index and id; `None` also when there is another in its place.
    #[must_use]
    pub fn get(&self, index: usize, id: &str) -> Option<Cow<'_, Json>> {
        let entry = match self {
            Self::Parsed(entries) => Cow::Borrowed(entries.get(index)?),
            Self::Text(parse) => Cow::Owned(parse(index, id)?),
        };
        (entry.text("id") == Some(id)).then_some(entry)
    }
}

impl Bodies {
    /// The bodies in a document that was parsed, without its entries. Sources that cannot be read are left out.
    #[must_use]
    pub fn new(mut document: Json, entries: Entries) -> Self {
        Self {
            sources: Vec::read(document.get("sources"), &mut Diagnostics::default()),
            calculators: document.take_list("calculators"),
            worksheets: document.take_list("worksheets"),
            entries,
        }
    }
}
