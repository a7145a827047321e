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

/// How much of the whole entries one part holds, in bytes. A browser that checks and hands over half a megabyte does
/// nothing else for 25 ms on a slow phone. Smaller parts compress worse: at 250 kB, all are a tenth larger.
const PART_BYTES: usize = 500_000;

/// The parts with the whole entries. The first has what else opened pages need, and names the others: so the document that
/// names the parts stays as small as it is.
pub(super) fn bodies(document: &Map<String, Value>) -> Vec<PartFile> {
    let mut groups = vec![Vec::new()];
    let mut size = 0;
    for entry in entries(document) {
        let line = entry.to_string();
        size += line.len();
        if size > PART_BYTES && size > line.len() {
            groups.push(Vec::new());
            size = line.len();
        }
        if let Some(group) = groups.last_mut() {
            group.push(line);
        }
    }
    let name = "catalogue.entries.json";
    let mut groups = groups.into_iter().map(Vec::into_iter);
    let first = groups.next().unwrap_or_default();
    let others: Vec<_> = groups
        .map(|group| by_line(name, Map::new(), group))
        .collect();
    let mut rest = only(document, &WITH_ENTRIES);
    if !others.is_empty() {
        let names = others.iter().map(PartFile::reference);
        rest.insert("more".to_owned(), names.collect());
    }
    let mut parts = vec![by_line(name, rest, first)];
    parts.extend(others);
    parts
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
        let parts = bodies(&document());
        assert_eq!(parts.len(), 1);
        let part = &parts[0];
        let lines: Vec<&str> = text(part).lines().collect();
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
        let parts = bodies(&Map::new());
        assert_eq!(parts.len(), 1);
        let parsed: Value = serde_json::from_slice(&parts[0].bytes).unwrap();
        assert_eq!(parsed, json!({"entries": []}));
    }

    /// An entry of this many bytes.
    fn entry(bytes: usize) -> Value {
        let without_text = r#"{"id":""}"#.len();
        json!({ "id": "x".repeat(bytes - without_text) })
    }

    #[test]
    fn entries_that_have_no_room_in_the_first_part_are_in_others_that_it_names() {
        // The second fills the first part to its last byte, the third does not fit, and the fourth is larger than a part.
        let sizes = [100, PART_BYTES - 100, 100, PART_BYTES + 1, 100];
        let entries: Vec<Value> = sizes.map(entry).into();
        let mut document = Map::new();
        document.insert("sources".to_owned(), json!([{"id": "s"}]));
        document.insert("entries".to_owned(), json!(entries));
        let parts = bodies(&document);
        let parsed = parts.iter().map(|part| serde_json::from_slice(&part.bytes));
        let parsed: Vec<Value> = parsed.collect::<Result<_, _>>().unwrap();
        let held = parsed
            .iter()
            .map(|part| part["entries"].as_array().unwrap());
        let counts: Vec<usize> = held.clone().map(Vec::len).collect();
        assert_eq!(counts, [2, 1, 1, 1]);
        assert_eq!(held.flatten().cloned().collect::<Vec<_>>(), entries);
        assert_eq!(parsed[0]["sources"], json!([{"id": "s"}]));
        let names: Vec<Value> = parts[1..].iter().map(PartFile::reference).collect();
        assert_eq!(parsed[0]["more"], json!(names));
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
