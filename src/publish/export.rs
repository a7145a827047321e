//! A catalogue as the documents of a search engine, for a page whose search is the host's own
//! (`docs/search-provider.md`).
//!
//! Each published entry is a document. Its texts are searched, its ids are facets to filter and count by, and `card` and
//! `page` are the JSON that the panel is answered with, stored as text: an engine need not understand it.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use super::build::{BuildError, checked_document};
use super::parts;
use super::report::Report;
use super::write::write_files;
use crate::catalogue::{Json, Kind, read_catalogue};
use crate::search::{Choices, searched_text};

/// The search engine that a catalogue is exported for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SearchEngine {
    /// Tantivy, as the command of the crate `tantivy-cli` indexes and serves it.
    Tantivy,
    /// OpenSearch or Elasticsearch.
    OpenSearch,
}

/// A file of an export: its name and its text.
pub type ExportedFile = (&'static str, String);

/// The fields that are searched, and how much a word in each counts with OpenSearch.
const TEXTS: [&str; 3] = ["title", "summary", "text"];

/// The facets, each with the key of an entry that has its ids, or its one id.
const FACETS: [(&str, &str); 8] = [
    ("arenas", "arenas"),
    ("audiences", "audiences"),
    ("stages", "stage"),
    ("places", "places"),
    ("organisations", "organisations"),
    ("kinds", "kind"),
    ("kkrGoals", "kkrGoals"),
    ("effects", "effect"),
];

/// Checks the sources in a folder, and makes the files that fill the engine.
///
/// # Errors
/// [`BuildError::Refused`] when the sources have an error.
pub fn export(
    sources: &Path,
    engine: SearchEngine,
) -> Result<(Vec<ExportedFile>, Report), BuildError> {
    let (document, report) = checked_document(sources)?;
    // It has been checked, so it can be read.
    let json: Json = serde_json::from_value(Value::Object(document.clone())).unwrap_or_default();
    let (catalogue, _) = read_catalogue(json).unwrap_or_default();
    let cards = catalogue.cards.iter().map(|card| card.id.as_str());
    let entries: HashMap<&str, usize> = cards.zip(0..).collect();
    let documents = documents(&document, &|id| {
        let entry = entries.get(id);
        entry.map_or_else(String::new, |entry| searched_text(&catalogue, *entry))
    });
    let files = match engine {
        SearchEngine::Tantivy => vec![
            ("meta.json", format!("{:#}\n", tantivy_meta())),
            ("documents.jsonl", lines(documents)),
        ],
        SearchEngine::OpenSearch => {
            let actions = documents.into_iter().flat_map(|document| {
                let action = json!({ "index": { "_id": document.get("id") } });
                [action, document]
            });
            vec![
                ("mapping.json", format!("{:#}\n", opensearch_mapping())),
                ("bulk.ndjson", lines(actions.collect())),
            ]
        }
    };
    Ok((files, report))
}

/// Writes the files into a folder, which is created if necessary. Returns their paths.
///
/// # Errors
/// [`BuildError::Write`] with the path that could not be written.
pub fn write_export(folder: &Path, files: &[ExportedFile]) -> Result<Vec<PathBuf>, BuildError> {
    let texts = files.iter().map(|(name, text)| (*name, text.as_bytes()));
    let files: Vec<(&str, &[u8])> = texts.collect();
    Ok(write_files(folder, &files)?)
}

fn lines(values: Vec<Value>) -> String {
    let mut text = String::new();
    for value in values {
        text.push_str(&value.to_string());
        text.push('\n');
    }
    text
}

/// A document for each published entry, in the catalogue's order. `text_of` gives the texts of the entry with an id that
/// the panel's own search searches, too.
fn documents(catalogue: &Map<String, Value>, text_of: &dyn Fn(&str) -> String) -> Vec<Value> {
    let entries = list(catalogue.get("entries"));
    let published = entries
        .iter()
        .filter(|entry| entry.get("status").and_then(Value::as_str) != Some("withdrawn"));
    let documents = published.enumerate().filter_map(|(position, entry)| {
        let entry = entry.as_object()?;
        let text = |key: &str| entry.get(key).and_then(Value::as_str).unwrap_or_default();
        let mut document = Map::new();
        document.insert("id".to_owned(), text("id").into());
        // The catalogue's own order, for an empty query.
        document.insert("position".to_owned(), position.into());
        document.insert("described".to_owned(), text("described").into());
        document.insert("title".to_owned(), text("title").into());
        document.insert("summary".to_owned(), text("summary").into());
        document.insert("text".to_owned(), text_of(text("id")).into());
        for (facet, key) in FACETS {
            document.insert(facet.to_owned(), facet_ids(entry.get(key), facet));
        }
        document.insert("card".to_owned(), parts::card(entry).to_string().into());
        document.insert("page".to_owned(), page(catalogue, entry).to_string().into());
        Some(Value::Object(document))
    });
    documents.collect()
}

/// A stage or an effect that is not stated is `ukendt`, and a kind that is not known `other`, as in the panel's filters.
fn facet_ids(ids: Option<&Value>, facet: &str) -> Value {
    match ids {
        Some(Value::String(kind)) if facet == "kinds" && !Kind::WORDS.contains(&kind.as_str()) => {
            json!([Kind::OTHER])
        }
        Some(Value::String(id)) => json!([id]),
        None if ["stages", "effects"].contains(&facet) => json!([Choices::UNKNOWN]),
        ids => list(ids).to_vec().into(),
    }
}

/// The entry with all that its page needs of the catalogue: an `EntryPage` of `www/search-provider.d.ts`.
fn page(catalogue: &Map<String, Value>, entry: &Map<String, Value>) -> Value {
    let ids = |key: &str| list(entry.get(key));
    let worksheets = with_ids(list(catalogue.get("worksheets")), ids("worksheets"));
    // A worksheet may name a calculator, whose results it shows.
    let mut wanted = ids("calculators").to_vec();
    wanted.extend(
        worksheets
            .iter()
            .filter_map(|worksheet| worksheet.get("calculator").cloned()),
    );
    let calculators: Vec<&Value> = list(catalogue.get("calculators"))
        .iter()
        .filter(|calculator| {
            let for_any = calculator.get("forAnyEntry") == Some(&Value::Bool(true));
            for_any || calculator.get("id").is_some_and(|id| wanted.contains(id))
        })
        .collect();
    let references = list(entry.get("sources")).iter().chain(
        calculators
            .iter()
            .flat_map(|calculator| list(calculator.get("sources"))),
    );
    let cited: Vec<Value> = references
        .filter_map(|reference| reference.get("source").cloned())
        .collect();
    let sources = with_ids(list(catalogue.get("sources")), &cited);
    let mut neighbours = ids("related").to_vec();
    neighbours.extend_from_slice(ids("methods"));
    let cards: Vec<Value> = with_ids(list(catalogue.get("entries")), &neighbours)
        .into_iter()
        .filter_map(|entry| Some(parts::card(entry.as_object()?)))
        .collect();
    json!({
        "entry": entry,
        "cards": cards,
        "sources": sources,
        "calculators": calculators,
        "worksheets": worksheets,
    })
}

fn list(value: Option<&Value>) -> &[Value] {
    value.and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The elements whose ids are among these.
fn with_ids<'a>(elements: &'a [Value], ids: &[Value]) -> Vec<&'a Value> {
    let named = |element: &&Value| element.get("id").is_some_and(|id| ids.contains(id));
    elements.iter().filter(named).collect()
}

/// An empty index of Tantivy with its schema: `tantivy index` opens the folder that it lies in. Its command knows no
/// Danish stemmer, so words are only put in lower case.
fn tantivy_meta() -> Value {
    let mut schema = vec![tantivy_keyword("id", true)];
    for name in TEXTS {
        schema.push(json!({ "name": name, "type": "text", "options": {
            "indexing": { "record": "position", "fieldnorms": true, "tokenizer": "default" },
            "stored": false, "fast": false,
        } }));
    }
    for (name, _) in FACETS {
        schema.push(tantivy_keyword(name, false));
    }
    for name in ["card", "page"] {
        schema.push(
            json!({ "name": name, "type": "text", "options": { "stored": true, "fast": false } }),
        );
    }
    json!({
        "index_settings": { "docstore_compression": "lz4", "docstore_blocksize": 16384 },
        "segments": [],
        "schema": schema,
        "opstamp": 0,
    })
}

fn tantivy_keyword(name: &str, stored: bool) -> Value {
    json!({ "name": name, "type": "text", "options": {
        "indexing": { "record": "basic", "fieldnorms": false, "tokenizer": "raw" },
        "stored": stored, "fast": false,
    } })
}

/// The mapping of an index of OpenSearch, for `PUT /virker`. `card` and `page` are stored and neither searched nor
/// counted.
fn opensearch_mapping() -> Value {
    let mut properties = Map::new();
    properties.insert("id".to_owned(), json!({ "type": "keyword" }));
    properties.insert("position".to_owned(), json!({ "type": "integer" }));
    // A date may be a year alone; as text, it sorts by time.
    properties.insert("described".to_owned(), json!({ "type": "keyword" }));
    for name in TEXTS {
        properties.insert(
            name.to_owned(),
            json!({ "type": "text", "analyzer": "danish" }),
        );
    }
    if let Some(title) = properties.get_mut("title") {
        title["fields"] = json!({ "sort": { "type": "keyword", "ignore_above": 256 } });
    }
    for (name, _) in FACETS {
        properties.insert(name.to_owned(), json!({ "type": "keyword" }));
    }
    for name in ["card", "page"] {
        properties.insert(
            name.to_owned(),
            json!({ "type": "keyword", "index": false, "doc_values": false }),
        );
    }
    json!({ "mappings": { "dynamic": false, "properties": properties } })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCES: &str = "tests/data/sources/good";

    fn exported(engine: SearchEngine, name: &str) -> String {
        let (files, _) = export(Path::new(SOURCES), engine).unwrap();
        let file = files.into_iter().find(|(known, _)| *known == name);
        file.unwrap().1
    }

    fn documents_of(text: &str) -> Vec<Value> {
        let lines = text.lines();
        lines
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    #[test]
    fn each_document_has_exactly_the_fields_of_the_engines_schema_or_none_it_refuses() {
        let text = exported(SearchEngine::Tantivy, "documents.jsonl");
        let documents = documents_of(&text);
        assert_eq!(documents.len(), 2);
        let mapping: Value =
            serde_json::from_str(&exported(SearchEngine::OpenSearch, "mapping.json")).unwrap();
        let mapped = mapping["mappings"]["properties"].as_object().unwrap();
        for document in &documents {
            for field in document.as_object().unwrap().keys() {
                assert!(mapped.contains_key(field), "{field} is not mapped");
            }
        }
        let meta: Value =
            serde_json::from_str(&exported(SearchEngine::Tantivy, "meta.json")).unwrap();
        for field in meta["schema"].as_array().unwrap() {
            let name = field["name"].as_str().unwrap();
            assert!(documents[0].get(name).is_some(), "{name} is never filled");
        }
    }

    #[test]
    fn a_page_has_the_entry_and_what_it_needs_of_the_catalogue() {
        let text = exported(SearchEngine::Tantivy, "documents.jsonl");
        let documents = documents_of(&text);
        let of = |id: &str| documents.iter().find(|one| one["id"] == id).unwrap();
        let madkassen = of("madkassen");
        let page: Value = serde_json::from_str(madkassen["page"].as_str().unwrap()).unwrap();
        assert_eq!(page["entry"]["id"], "madkassen");
        assert_eq!(page["calculators"][0]["id"], "madkassen");
        assert!(!page["sources"].as_array().unwrap().is_empty());
        let card: Value = serde_json::from_str(madkassen["card"].as_str().unwrap()).unwrap();
        assert_eq!(card["title"], page["entry"]["title"]);
        assert_eq!(card.get("problem"), None, "a card is small");
    }

    #[test]
    fn what_is_searched_are_the_texts_that_the_panel_searches_and_no_words_of_the_format() {
        let text = exported(SearchEngine::Tantivy, "documents.jsonl");
        let documents = documents_of(&text);
        let of = |id: &str| documents.iter().find(|one| one["id"] == id).unwrap();
        let text = of("madkassen")["text"].as_str().unwrap();
        assert!(text.contains("Aarhus"), "{text}");
        assert!(
            text.lines()
                .all(|line| line.contains(' ') || line.starts_with(char::is_uppercase)),
            "{text}"
        );
        assert!(!text.contains("udkast"), "{text}");
    }

    #[test]
    fn a_bulk_file_has_an_action_before_each_document() {
        let text = exported(SearchEngine::OpenSearch, "bulk.ndjson");
        let lines = documents_of(&text);
        for pair in lines.chunks(2) {
            assert_eq!(pair[0]["index"]["_id"], pair[1]["id"]);
        }
        assert!(text.ends_with('\n'), "the last line must end");
    }

    #[test]
    fn a_withdrawn_entry_is_not_exported_and_one_without_a_stage_is_not_stated() {
        let catalogue = json!({ "entries": [
            { "id": "a", "status": "withdrawn" },
            { "id": "b", "kind": "method", "kkrGoals": ["x", "y"] },
            { "id": "c", "kind": "sang", "stage": "camp", "effect": "found" },
        ] });
        let documents = documents(catalogue.as_object().unwrap(), &|_| String::new());
        let facet = |facet: &str| -> Vec<&Value> {
            let documents = documents.iter();
            documents.map(|document| &document[facet]).collect()
        };
        assert_eq!(facet("stages"), [&json!(["ukendt"]), &json!(["camp"])]);
        assert_eq!(facet("effects"), [&json!(["ukendt"]), &json!(["found"])]);
        assert_eq!(facet("kkrGoals"), [&json!(["x", "y"]), &json!([])]);
        assert_eq!(facet("kinds"), [&json!(["method"]), &json!(["other"])]);
    }
}
