//! The shipped catalogue, parsed without the widget's code, so that the expected values are
//! independent of what is tested.

use anyhow::{Context, Result};
use serde_json::Value;

use crate::site::SiteBuilder;

/// The shipped catalogue.
pub struct Catalogue {
    document: Value,
}

impl Catalogue {
    /// Reads it from the built site.
    pub fn shipped() -> Result<Self> {
        let document = serde_json::from_str(&SiteBuilder::shipped()?.shipped_catalogue()?)?;
        Ok(Self { document })
    }

    /// The entries that are not withdrawn.
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

    /// The number of entries that are not withdrawn.
    pub fn len(&self) -> usize {
        self.entries().count()
    }

    /// Whether there are no entries.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The number of entries with this id in this list, such as `arenas`.
    pub fn count(&self, list: &str, id: &str) -> usize {
        self.entries().filter(|entry| entry.has(list, id)).count()
    }

    /// The ids and labels of a vocabulary's terms, such as those of `places`.
    pub fn terms(&self, vocabulary: &str) -> Vec<(String, String)> {
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

    /// The label of a term.
    pub fn label(&self, vocabulary: &str, id: &str) -> Result<String> {
        let terms = self.terms(vocabulary);
        let term = terms.into_iter().find(|(known, _)| known == id);
        Ok(term
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

    /// One of its texts; empty if absent.
    pub fn text(&self, key: &str) -> &'c str {
        self.0.get(key).and_then(Value::as_str).unwrap_or_default()
    }

    /// Whether one of its lists contains this id.
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
