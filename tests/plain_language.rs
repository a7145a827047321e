//! The language of the shipped catalogue: easy to read, and not copied.
#![cfg(feature = "publish")]

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;
use virker::publish::Readability;

// The highest LIX of all summaries together, of one summary, and of all other texts together.
const SUMMARIES: usize = 35;
const ONE_SUMMARY: usize = 45;
const BODIES: usize = 44;

fn entries() -> Vec<Value> {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("catalogue");
    let built = virker::publish::build(&sources).map(|(built, _)| built.document);
    let document: Value = serde_json::from_str(&built.unwrap_or_default()).unwrap_or_default();
    document
        .get("entries")
        .and_then(Value::as_array)
        .cloned()
        .unwrap_or_default()
}

/// Collects the sentences of an entry's page. Names and labels are left out, because the editors do not write them.
fn body(value: &Value, sentences: &mut Vec<String>) {
    match value {
        Value::String(text) if text.contains(' ') => {
            let end = if text.ends_with(['.', '!', '?']) {
                ""
            } else {
                "."
            };
            sentences.push(format!("{text}{end}"));
        }
        Value::Array(elements) => elements.iter().for_each(|element| body(element, sentences)),
        Value::Object(fields) => {
            for (key, value) in fields {
                let names = [
                    "title",
                    "summary",
                    "by",
                    "unit",
                    "value",
                    "label",
                    "payer",
                    "priceYear",
                    "legal",
                    "sources",
                    "targetGroups",
                    "classifiedBy",
                    "organisation",
                    "claimedBy",
                    "methods",
                ];
                if !names.contains(&key.as_str()) {
                    body(value, sentences);
                }
            }
        }
        _ => {}
    }
}

fn text<'a>(entry: &'a Value, key: &str) -> &'a str {
    entry.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn id(entry: &Value) -> &str {
    text(entry, "id")
}

#[test]
fn summaries_are_easy_to_read_together_and_one_by_one() {
    let entries = entries();
    assert!(entries.len() >= 60);
    let summaries: Vec<&str> = entries.iter().map(|entry| text(entry, "summary")).collect();
    let pooled = Readability::of(&summaries.join("\n")).lix();
    assert!(pooled <= SUMMARIES, "LIX {pooled} for all summaries");
    for entry in &entries {
        let counts = Readability::of(text(entry, "summary"));
        assert!(
            counts.lix() <= ONE_SUMMARY,
            "{}: LIX {}",
            id(entry),
            counts.lix()
        );
        assert!(
            counts.longest_sentence <= 20,
            "{}: {} words",
            id(entry),
            counts.longest_sentence
        );
    }
}

#[test]
fn bodies_are_readable_for_professionals() {
    let mut sentences = Vec::new();
    entries()
        .iter()
        .for_each(|entry| body(entry, &mut sentences));
    let pooled = Readability::of(&sentences.join("\n")).lix();
    assert!(pooled <= BODIES, "LIX {pooled} for all bodies");
}

/// The words of a text in lower case, without punctuation.
fn words(text: &str) -> Vec<String> {
    let parts = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|part| !part.is_empty());
    parts.map(str::to_lowercase).collect()
}

/// The sources may not be published, so they are not in this repository.
/// `VIRKER_SEEDS` names a folder with them; without it the test does nothing.
#[test]
fn no_eight_consecutive_words_are_copied_from_an_available_source() {
    let Some(folder) = std::env::var_os("VIRKER_SEEDS") else {
        return;
    };
    let mut runs: BTreeSet<Vec<String>> = BTreeSet::new();
    for file in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let text = std::fs::read_to_string(file.path()).unwrap_or_default();
        // Join words that are divided at the end of a line.
        let text = text.replace("\u{2010}\n", "").replace('\u{2010}', "");
        for run in words(&text).windows(8) {
            runs.insert(run.to_vec());
        }
    }
    assert!(
        runs.len() > 10_000,
        "the sources hold little: {}",
        runs.len()
    );
    let mut copied = Vec::new();
    for entry in entries() {
        let mut sentences = vec![text(&entry, "summary").to_owned()];
        body(&entry, &mut sentences);
        for sentence in &sentences {
            copied.extend(
                words(sentence)
                    .windows(8)
                    .filter(|run| runs.contains(*run))
                    .map(|run| format!("{}: {}", id(&entry), run.join(" "))),
            );
        }
    }
    assert!(copied.is_empty(), "{copied:#?}");
}
