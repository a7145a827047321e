//! Tolerant reading: a good entry is shown though its neighbour is broken.
//!
//! The reading itself is written once, over [`Document`], and fed by
//! `serde_json` natively and by `serde-wasm-bindgen` in the browser.

use std::fmt;

use serde::de::DeserializeOwned;

use super::{Catalogue, Entry, FORMAT, Head};

/// A JSON document, wherever it was parsed.
pub trait Document: Sized {
    /// The value of a key; `None` when this is no object or has no such key.
    fn get(&self, key: &str) -> Option<Self>;
    /// The elements, when this is an array.
    fn elements(&self) -> Option<Vec<Self>>;
    /// The number, when this is one.
    fn number(&self) -> Option<f64>;
    /// The text, when this is one.
    fn text(&self) -> Option<String>;
    /// Reads a `T` from it, or says what was wrong and where.
    ///
    /// # Errors
    /// The path to the wrong value (`facts[2].text`), and what was wrong.
    fn read<T: DeserializeOwned>(self) -> Result<T, Wrong>;
}

/// A value that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The path to it, such as `facts[2].text`.
    pub path: String,
    /// What was wrong, in the reader's words.
    pub message: String,
}

/// Why a document is not a catalogue that can be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotACatalogue {
    /// It has no `format`, so it is something else.
    NoFormat,
    /// It is of a format that came after this version.
    NewerFormat {
        /// The format's number.
        found: u32,
    },
    /// Its head could not be read.
    BrokenHead(Wrong),
    /// It has no list of entries.
    NoEntries,
}

/// A part that was left out because it could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// Which list it stands in: `entries`, `calculators` …
    pub list: &'static str,
    /// Its place in that list, from 0.
    pub index: usize,
    /// Its id, if that could be read.
    pub id: Option<String>,
    /// What was wrong with it.
    pub wrong: Wrong,
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}[{}]", self.list, self.index)?;
        if let Some(id) = &self.id {
            write!(f, " ({id})")?;
        }
        write!(f, ": {}: {}", self.wrong.path, self.wrong.message)
    }
}

/// Reads what can be read of a catalogue, and tells what could not.
///
/// # Errors
/// [`NotACatalogue`] when there is nothing that can be shown.
pub fn read_catalogue<D: Document>(document: D) -> Result<(Catalogue, Vec<Broken>), NotACatalogue> {
    let format = document.get("format").and_then(|format| format.number());
    let format = format
        .and_then(crate::number::whole_from_f64)
        .ok_or(NotACatalogue::NoFormat)?;
    match u32::try_from(format) {
        Ok(FORMAT) => {}
        Ok(found) if found > FORMAT => return Err(NotACatalogue::NewerFormat { found }),
        _ => return Err(NotACatalogue::NoFormat),
    }
    let mut broken = Vec::new();
    let entries = document.get("entries").and_then(|list| list.elements());
    let mut entries: Vec<Entry> = read_each(
        "entries",
        entries.ok_or(NotACatalogue::NoEntries)?,
        &mut broken,
    );
    drop_repeated(&mut entries, &mut broken);
    let mut catalogue = Catalogue {
        head: Head::default(),
        entries,
        calculators: read_list(&document, "calculators", &mut broken),
        worksheets: read_list(&document, "worksheets", &mut broken),
        thesaurus: read_list(&document, "thesaurus", &mut broken),
        help: read_list(&document, "help", &mut broken),
    };
    catalogue.head = document.read().map_err(NotACatalogue::BrokenHead)?;
    Ok((catalogue, broken))
}

fn read_list<D: Document, T: DeserializeOwned>(
    document: &D,
    list: &'static str,
    broken: &mut Vec<Broken>,
) -> Vec<T> {
    let elements = document
        .get(list)
        .and_then(|list| list.elements())
        .unwrap_or_default();
    read_each(list, elements, broken)
}

fn read_each<D: Document, T: DeserializeOwned>(
    list: &'static str,
    elements: Vec<D>,
    broken: &mut Vec<Broken>,
) -> Vec<T> {
    let mut good = Vec::with_capacity(elements.len());
    for (index, element) in elements.into_iter().enumerate() {
        let id = element.get("id").and_then(|id| id.text());
        match element.read() {
            Ok(item) => good.push(item),
            Err(wrong) => broken.push(Broken {
                list,
                index,
                id,
                wrong,
            }),
        }
    }
    good
}

/// Ids name entries, so the first of two with the same id is kept.
fn drop_repeated(entries: &mut Vec<Entry>, broken: &mut Vec<Broken>) {
    let mut index = 0;
    let mut seen = Vec::with_capacity(entries.len());
    entries.retain(|entry| {
        let repeated = seen.contains(&entry.id);
        if repeated {
            broken.push(Broken {
                list: "entries",
                index,
                id: Some(entry.id.clone()),
                wrong: Wrong {
                    path: "id".into(),
                    message: "an earlier entry has this id".into(),
                },
            });
        } else {
            seen.push(entry.id.clone());
        }
        index += 1;
        !repeated
    });
}

#[cfg(feature = "publish")]
impl Document for serde_json::Value {
    fn get(&self, key: &str) -> Option<Self> {
        self.get(key).cloned()
    }

    fn elements(&self) -> Option<Vec<Self>> {
        self.as_array().cloned()
    }

    fn number(&self) -> Option<f64> {
        self.as_f64()
    }

    fn text(&self) -> Option<String> {
        self.as_str().map(str::to_owned)
    }

    fn read<T: DeserializeOwned>(self) -> Result<T, Wrong> {
        serde_path_to_error::deserialize(self).map_err(|error| Wrong {
            path: error.path().to_string(),
            message: error.inner().to_string(),
        })
    }
}
