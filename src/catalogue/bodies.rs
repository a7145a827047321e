//! What of a catalogue only opened pages need: whole entries, calculators, worksheets and sources.
//!
//! A published catalogue keeps them in files of their own, which come after the first results; a document that is
//! whole has them at once.

use std::borrow::Cow;
use std::fmt;

use super::diagnostics::Diagnostics;
use super::from_json::Read;
use super::head::{PartFile, Source};
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

    /// The bodies in a whole document.
    #[must_use]
    pub fn from_document(mut document: Json) -> Self {
        let entries = document.take_list("entries");
        Self::new(document, Entries::Parsed(entries))
    }
}

/// The parts with the bodies that `virker build` writes. The first holds everything but the entries that have no room in
/// it, and names the parts with those.
pub struct BodyParts {
    rest: Json,
    parts: Vec<PartText>,
    /// The parts after the first.
    names: Vec<PartFile>,
}

impl BodyParts {
    /// Begins with the first part; `None` when it is another file.
    #[must_use]
    pub fn new(first: PartText) -> Option<Self> {
        let rest = first.rest()?;
        Some(Self {
            names: Vec::read(rest.get("more"), &mut Diagnostics::default()),
            parts: vec![first],
            rest,
        })
    }

    /// The next part to be added, or the one that comes so many after it, if there is one.
    #[must_use]
    pub fn to_come(&self, after: usize) -> Option<&PartFile> {
        self.names.get(self.parts.len() - 1 + after)
    }

    /// Adds the next part.
    pub fn add(&mut self, part: PartText) {
        self.parts.push(part);
    }

    /// How many entries the parts that were added have.
    #[must_use]
    pub fn entry_count(&self) -> usize {
        self.parts.iter().map(PartText::entry_count).sum()
    }

    /// The bodies in the parts that were added.
    #[must_use]
    pub fn bodies(self) -> Bodies {
        let Self { rest, parts, .. } = self;
        let parse = move |index: usize| {
            let mut index = index;
            for part in &parts {
                match index.checked_sub(part.entry_count()) {
                    None => return part.entry(index),
                    Some(after) => index = after,
                }
            }
            None
        };
        Bodies::new(rest, Entries::Text(Box::new(parse)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(text: &str) -> PartText {
        PartText::new(text.as_bytes().to_vec().into())
    }

    #[test]
    fn an_entry_is_found_in_whichever_part_it_is() {
        let first = concat!(
            r#"{"sources":[],"more":[{"file":"2","integrity":"i"},{"file":"3","integrity":"i"}],"entries":["#,
            "\n",
            r#"{"id":"a"},"#,
            "\n",
            r#"{"id":"b"}"#,
            "\n]}\n"
        );
        let mut parts = BodyParts::new(part(first)).unwrap();
        let file = |parts: &BodyParts, after| parts.to_come(after).map(|name| name.file.clone());
        let files = [0, 1, 2].map(|after| file(&parts, after));
        assert_eq!(files, [Some("2".to_owned()), Some("3".to_owned()), None]);
        parts.add(part("{\"entries\":[\n]}\n"));
        assert_eq!(file(&parts, 0).as_deref(), Some("3"));
        parts.add(part("{\"entries\":[\n{\"id\":\"c\"}\n]}\n"));
        assert_eq!(file(&parts, 0), None);
        assert_eq!(parts.entry_count(), 3);
        let entries = parts.bodies().entries;
        for (index, id) in ["a", "b", "c"].into_iter().enumerate() {
            assert_eq!(entries.get(index, id).unwrap().text("id"), Some(id));
        }
        assert!(entries.get(2, "a").is_none() && entries.get(3, "c").is_none());
    }

    #[test]
    fn another_file_is_no_first_part() {
        assert!(BodyParts::new(part("<!doctype html>\n")).is_none());
    }
}
