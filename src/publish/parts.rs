//! A catalogue taken apart, so that a page fetches what it needs and no more.
//!
//! `catalogue.json` is small whatever the catalogue's size: who publishes it, and the names of the parts. Names carry a
//! hash of the contents, and the browser itself checks a part by its integrity.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use crate::search::hash;

/// A file beside `catalogue.json`, whose name carries a hash of its contents.
pub struct PartFile {
    /// Its name, such as `catalogue-0123456789abcdef.cards.json`.
    pub name: String,
    /// Its contents.
    pub bytes: Vec<u8>,
}

impl PartFile {
    /// A file whose name is `name` with a hash after its stem.
    pub(super) fn new(name: &str, bytes: Vec<u8>) -> Self {
        let (stem, kind) = name.split_once('.').unwrap_or((name, ""));
        Self {
            name: format!("{stem}-{:016x}.{kind}", hash(&bytes)),
            bytes,
        }
    }

    /// How the document that names the parts refers to it.
    pub(super) fn reference(&self) -> Value {
        let integrity = STANDARD.encode(Sha256::digest(&self.bytes));
        json!({ "file": self.name, "integrity": format!("sha256-{integrity}") })
    }
}

/// What everything begins with: it stays in `catalogue.json`.
const HEAD: [&str; 7] = [
    "format",
    "catalogueId",
    "title",
    "publisher",
    "language",
    "published",
    "licence",
];

/// What lists, filters and search need of the head.
const WITH_CARDS: [&str; 3] = ["vocabularies", "suggestions", "help"];

/// What lists, filters and search need of an entry: the keys of a [`Card`](crate::catalogue::Card).
const CARD: [&str; 14] = [
    "id",
    "kind",
    "title",
    "summary",
    "arenas",
    "audiences",
    "organisations",
    "places",
    "stage",
    "kkrGoals",
    "effect",
    "status",
    "described",
    "keyFigure",
];

/// What opened pages need of the head.
const WITH_ENTRIES: [&str; 3] = ["sources", "calculators", "worksheets"];

/// The start of the document that names the parts.
pub(super) fn head(document: &Map<String, Value>) -> Map<String, Value> {
    only(document, &HEAD)
}

/// The part with the cards.
pub(super) fn cards(document: &Map<String, Value>) -> PartFile {
    let cards = entries(document).map(|entry| match entry {
        Value::Object(entry) => card(entry).to_string(),
        other => other.to_string(),
    });
    by_line("catalogue.cards.json", only(document, &WITH_CARDS), cards)
}

/// What lists, filters and search need of an entry.
pub(super) fn card(entry: &Map<String, Value>) -> Value {
    Value::Object(only(entry, &CARD))
}

/// What a page with a search of its own reads in place of the cards, under the name of their part: its vocabularies.
/// `catalogue.json` does not name it, since most pages never need it and each byte there delays the first cards.
pub(super) fn vocabularies(document: &Map<String, Value>, cards: &PartFile) -> PartFile {
    let part = Value::Object(only(document, &WITH_CARDS));
    PartFile {
        name: cards.name.replace(".cards.", ".vocabularies."),
        bytes: part.to_string().into_bytes(),
    }
}

/// The part with the whole entries.
pub(super) fn bodies(document: &Map<String, Value>) -> PartFile {
    let bodies = entries(document).map(Value::to_string);
    by_line(
        "catalogue.entries.json",
        only(document, &WITH_ENTRIES),
        bodies,
    )
}

/// A part in which each entry has a line of its own, as [`PartText`](crate::catalogue::PartText) reads it.
fn by_line(
    name: &str,
    mut rest: Map<String, Value>,
    entries: impl Iterator<Item = String>,
) -> PartFile {
    rest.insert("entries".to_owned(), Value::Array(Vec::new()));
    let mut text = Value::Object(rest).to_string();
    text.truncate(text.len() - "]}".len());
    let mut before = "\n";
    for entry in entries {
        text.push_str(before);
        text.push_str(&entry);
        before = ",\n";
    }
    text.push_str("\n]}\n");
    PartFile::new(name, text.into_bytes())
}

fn entries(document: &Map<String, Value>) -> impl Iterator<Item = &Value> {
    let entries = document.get("entries").and_then(Value::as_array);
    entries.into_iter().flatten()
}

fn only(object: &Map<String, Value>, keys: &[&str]) -> Map<String, Value> {
    let mut part = Map::new();
    for (key, value) in object {
        if keys.contains(&key.as_str()) {
            part.insert(key.clone(), value.clone());
        }
    }
    part
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document() -> Map<String, Value> {
        let document = json!({
            "format": 1, "catalogueId": "k", "own": "kept in the whole document",
            "vocabularies": {"arenas": []}, "sources": [{"id": "s"}],
            "entries": [
                {"id": "a", "title": "A\nB", "problem": {"text": "p"}},
                {"id": "b", "title": "B"},
            ],
            "calculators": [{"id": "c"}],
        });
        match document {
            Value::Object(document) => document,
            _ => Map::new(),
        }
    }

    fn text(part: &PartFile) -> &str {
        std::str::from_utf8(&part.bytes).unwrap()
    }

    #[test]
    fn each_part_has_what_it_is_for_and_nothing_else() {
        let document = document();
        assert_eq!(
            Value::Object(head(&document)).to_string(),
            r#"{"format":1,"catalogueId":"k"}"#
        );
        assert_eq!(
            text(&cards(&document)),
            concat!(
                r#"{"vocabularies":{"arenas":[]},"entries":["#,
                "\n",
                r#"{"id":"a","title":"A\nB"},"#,
                "\n",
                r#"{"id":"b","title":"B"}"#,
                "\n]}\n"
            )
        );
    }

    #[test]
    fn each_whole_entry_is_a_line_of_the_json() {
        let part = bodies(&document());
        let lines: Vec<&str> = text(&part).lines().collect();
        assert_eq!(lines.len(), 4);
        assert!(
            lines[0].ends_with(r#""calculators":[{"id":"c"}],"entries":["#),
            "{lines:?}"
        );
        assert_eq!(
            lines[1],
            r#"{"id":"a","title":"A\nB","problem":{"text":"p"}},"#
        );
        assert_eq!(lines[3], "]}");
        let parsed: Value = serde_json::from_slice(&part.bytes).unwrap();
        assert_eq!(parsed["entries"], document()["entries"]);
    }

    #[test]
    fn a_catalogue_without_entries_is_json_too() {
        let part = bodies(&Map::new());
        let parsed: Value = serde_json::from_slice(&part.bytes).unwrap();
        assert_eq!(parsed, json!({"entries": []}));
    }

    #[test]
    fn a_name_carries_a_hash_of_the_contents_and_the_reference_their_integrity() {
        let part = PartFile::new("catalogue.cards.json", b"abc".to_vec());
        assert_eq!(part.name, "catalogue-fc182483ee0806dc.cards.json");
        assert_eq!(
            part.reference()["integrity"],
            "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="
        );
    }
}
