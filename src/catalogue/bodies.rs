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
use super::part::PartText;

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
    /// They were parsed together.
    Parsed(Vec<Json>),
    /// Each is parsed when it is asked for, so that a large catalogue takes little more memory than its text.
    Text(ParseEntry),
}

/// Parses the entry with this index.
pub type ParseEntry = Box<dyn Fn(usize) -> Option<Json>>;

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
    /// The entry with this id, at this index of a catalogue that was published in parts. `None` also when there is
    /// another in its place.
    #[must_use]
    pub fn get(&self, index: usize, id: &str) -> Option<Cow<'_, Json>> {
        let is_wanted = |entry: &Json| entry.text("id") == Some(id);
        match self {
            Self::Parsed(entries) => {
                let at_index = entries.get(index).filter(|entry| is_wanted(entry));
                // A whole document may be of another day than the cards.
                let entry = at_index.or_else(|| entries.iter().find(|entry| is_wanted(entry)));
                entry.map(Cow::Borrowed)
            }
            Self::Text(parse) => parse(index).filter(is_wanted).map(Cow::Owned),
        }
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

    /// The bodies in the part that `virker build` writes; `None` when it is another file.
    #[must_use]
    pub fn from_part(part: PartText) -> Option<Self> {
        let rest = part.rest()?;
        Some(Self::new(
            rest,
            Entries::Text(Box::new(move |index| part.entry(index))),
        ))
    }

    /// The bodies in a whole document.
    #[must_use]
    pub fn from_document(mut document: Json) -> Self {
        let entries = document.take_list("entries");
        Self::new(document, Entries::Parsed(entries))
    }
}
