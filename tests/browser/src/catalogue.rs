//! What the shipped catalogue says, read here on its own, so that what the widget shows
//! is compared with something other than itself.

use anyhow::{Context, Result};
use serde_json::Value;

use crate::site::Plan;

/// The shipped catalogue.
pub struct Catalogue {
    document: Value,
}

impl Catalogue {
    /// Reads it from the built site.
    pub fn shipped() -> Result<Self> {
        let document = serde_json::from_str(&Plan::shipped()?.shipped_catalogue()?)?;
        Ok(Self { document })
    }

    /// The entries that still stand.
    pub fn entries(&self) -> impl Iterator<Item = Entry<'_>> {
        let entries = self
            .document
            .get("entries")
            .and_then(Value::as_array)
            .into_iter()
            .flatten();
        entries
            .map(Entry)
            .filter(|entry| entry.text("status") != "withdrawn")
    }

    /// The calculators' ids.
    pub fn calculators(&self) -> Vec<String> {
        let calculators = self.document.get("calculators").and_then(Value::as_array);
        let ids = calculators.into_iter().flatten().filter_map(|calculator| {
            let id = calculator.get("id")?.as_str()?;
            Some(id.to_owned())
        });
        ids.collect()
    }

    /// How many entries stand.
    pub fn len(&self) -> usize {
        self.entries().count()
    }

    /// Whether no entry stands.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many entries have this id in this list, such as `arenas`.
    pub fn count(&self, list: &str, id: &str) -> usize {
        self.entries().filter(|entry| entry.has(list, id)).count()
    }

    /// Ids and labels of a vocabulary, such as `places`.
    pub fn words(&self, vocabulary: &str) -> Vec<(String, String)> {
        let terms = self
            .document
            .pointer(&format!("/vocabularies/{vocabulary}"));
        let terms = terms.and_then(Value::as_array).into_iter().flatten();
        let text = |term: &Value, pointer| {
            term.pointer(pointer)
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned()
        };
        terms
            .map(|term| (text(term, "/id"), text(term, "/label/da")))
            .collect()
    }

    /// The label of one word.
    pub fn label(&self, vocabulary: &str, id: &str) -> Result<String> {
        let words = self.words(vocabulary);
        let word = words.into_iter().find(|(known, _)| known == id);
        Ok(word
            .with_context(|| format!("no '{id}' among {vocabulary}"))?
            .1)
    }
}

/// One entry.
#[derive(Clone, Copy)]
pub struct Entry<'c>(&'c Value);

impl<'c> Entry<'c> {
    /// Its id.
    pub fn id(&self) -> &'c str {
        self.text("id")
    }

    /// Its title.
    pub fn title(&self) -> &'c str {
        self.text("title")
    }

    /// A text of its, or nothing.
    pub fn text(&self, key: &str) -> &'c str {
        self.0.get(key).and_then(Value::as_str).unwrap_or_default()
    }

    /// Whether a list of its has this id in it.
    pub fn has(&self, list: &str, id: &str) -> bool {
        let ids = self
            .0
            .get(list)
            .and_then(Value::as_array)
            .into_iter()
            .flatten();
        ids.filter_map(Value::as_str).any(|one| one == id)
    }
}
