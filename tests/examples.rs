//! The files in `examples/` are valid and agree with the README.
#![cfg(feature = "publish")]
#![expect(clippy::unwrap_used, reason = "a test panics when it fails")]

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};
use virker::catalogue::{Entry, Json, read, read_catalogue};
use virker::publish::{Calculable, Searchable, build, check, write};
use virker::search::Weights;

fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn text(path: &str) -> String {
    fs::read_to_string(repository(path)).unwrap()
}

/// An empty folder for one test.
fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("examples-{name}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn assert_no_findings(sources: &Path) {
    let findings = check(sources).findings;
    let findings: Vec<String> = findings.iter().map(ToString::to_string).collect();
    assert!(findings.is_empty(), "{}", findings.join("\n"));
}

#[test]
fn the_catalogue_is_read_without_an_error() {
    let document: Json = serde_json::from_str(&text("examples/catalogue.json")).unwrap();
    let (catalogue, broken) = read_catalogue(document).unwrap();
    assert_eq!(broken, []);
    assert_eq!(catalogue.cards.len(), 3);
    for index in 0..3 {
        let entry = catalogue.body(index).unwrap();
        assert_eq!(read::<Entry>(&entry).err(), None);
    }
}

/// Splits the document into the source files that `virker check` reads.
#[test]
fn the_catalogue_passes_the_rules_of_check() {
    let mut head: Map<String, Value> =
        serde_json::from_str(&text("examples/catalogue.json")).unwrap();
    assert_eq!(head.shift_remove("format"), Some(Value::from(1)));
    let entries = head.shift_remove("entries").unwrap();
    let help = head.shift_remove("help").unwrap();
    let folder = scratch("catalogue");
    fs::create_dir(folder.join("entries")).unwrap();
    let help = Map::from_iter([("help".to_owned(), help)]);
    fs::write(folder.join("help.toml"), toml::to_string(&help).unwrap()).unwrap();
    fs::write(
        folder.join("catalogue.toml"),
        toml::to_string(&head).unwrap(),
    )
    .unwrap();
    for entry in entries.as_array().unwrap() {
        let name = format!("entries/{}.toml", entry["id"].as_str().unwrap());
        fs::write(folder.join(name), toml::to_string(entry).unwrap()).unwrap();
    }
    assert_no_findings(&folder);
}

#[test]
fn the_catalogue_can_be_searched_without_an_index() {
    let path = repository("examples/catalogue.json");
    let catalogue = Searchable::open(&path, Weights::default()).unwrap();
    let answer = catalogue.answer("min familie", 1, false);
    assert_eq!(answer["results"][0]["id"], "cafe-tumling");
}

/// A shortened entry must not say anything that the shipped one does not.
#[test]
fn the_texts_of_the_catalogue_are_those_of_the_shipped_one() {
    fn assert_texts(value: &Value, shipped: &str) {
        match value {
            Value::String(text) => {
                for paragraph in text.split("\n\n") {
                    // A shortened text is made of whole sentences.
                    for sentence in paragraph.split_inclusive(". ") {
                        let sentence = sentence.trim_end().trim_end_matches('.');
                        assert!(shipped.contains(sentence), "{sentence}");
                    }
                }
            }
            Value::Array(elements) => {
                for element in elements {
                    assert_texts(element, shipped);
                }
            }
            Value::Object(fields) => {
                for value in fields.values() {
                    assert_texts(value, shipped);
                }
            }
            _ => {}
        }
    }
    let document: Value = serde_json::from_str(&text("examples/catalogue.json")).unwrap();
    for entry in document["entries"].as_array().unwrap() {
        let shipped = text(&format!(
            "catalogue/entries/{}.toml",
            entry["id"].as_str().unwrap()
        ));
        assert_texts(entry, &shipped);
    }
    let head = text("catalogue/catalogue.toml");
    assert_texts(&document["sources"], &head);
    assert_texts(&document["vocabularies"], &head);
}

/// The calculator is added to the sources of the other tests as its first lines
/// say, with the sources that it refers to.
#[test]
fn the_calculator_passes_check_and_calculates() {
    let folder = scratch("calculator");
    for part in ["entries", "calculators"] {
        fs::create_dir(folder.join(part)).unwrap();
    }
    let good = "tests/data/sources/good";
    for file in [
        "help.toml",
        "thesaurus.toml",
        "calculators/madkassen.toml",
        "entries/cafe-tumling.toml",
    ] {
        fs::write(folder.join(file), text(&format!("{good}/{file}"))).unwrap();
    }
    let entry = text(&format!("{good}/entries/madkassen.toml"));
    let calculators = "calculators = [\"madkassen\"]";
    assert!(entry.contains(calculators));
    let entry = entry.replace(
        calculators,
        "calculators = [\"madkassen\", \"mad-i-to-maaneder\"]",
    );
    fs::write(folder.join("entries/madkassen.toml"), entry).unwrap();
    let mut head = text(&format!("{good}/catalogue.toml"));
    for id in ["kalundborg-mad", "regionh-2022"] {
        head += &format!("[[sources]]\nid = \"{id}\"\ntitle = \"Se kataloget\"\n");
    }
    fs::write(folder.join("catalogue.toml"), head).unwrap();
    let calculator = text("examples/calculator.toml");
    fs::write(
        folder.join("calculators/mad-i-to-maaneder.toml"),
        &calculator,
    )
    .unwrap();
    assert_no_findings(&folder);

    let (published, _) = build(&folder).unwrap();
    let path = write(&folder.join("out"), &published).unwrap();
    let calculator = Calculable::open(&path, "mad-i-to-maaneder").unwrap();
    let answer = calculator.answer(&["mad_pr_dag=69,42".to_owned()]).unwrap();
    // 69.42 kr. × 60 days × 20 people, and that divided by 4,165 kr.
    assert_eq!(answer["outputs"][0]["likely"], "83304");
    assert_eq!(answer["outputs"][1]["likely"], "20.00096");
    assert_eq!(answer["breakEven"]["pays"], "from");
}

/// The sources that the calculator names are in the shipped catalogue, so the
/// file can be copied there.
#[test]
fn the_sources_of_the_calculator_are_in_the_shipped_catalogue() {
    let calculator: toml::Table = text("examples/calculator.toml").parse().unwrap();
    let head: toml::Table = text("catalogue/catalogue.toml").parse().unwrap();
    let ids = |table: &toml::Table, key: &str| -> Vec<String> {
        let sources = table["sources"].as_array().unwrap();
        sources
            .iter()
            .map(|source| source[key].as_str().unwrap().to_owned())
            .collect()
    };
    let known = ids(&head, "id");
    for source in ids(&calculator, "source") {
        assert!(known.contains(&source), "{source}");
    }
}

#[test]
fn the_host_page_is_the_readmes_snippet_and_needs_nothing_inline() {
    let page = text("examples/host-page.html");
    let readme = text("README.md");
    let blocks = readme.split("```html\n").skip(1);
    let lines: Vec<&str> = blocks
        .filter_map(|block| block.split("```").next())
        .flat_map(str::lines)
        .collect();
    assert!(lines.len() >= 3, "{lines:?}");
    for line in lines {
        assert!(page.contains(line), "{line}");
    }
    let policy = readme
        .lines()
        .find(|line| line.starts_with("script-src "))
        .unwrap();
    for directive in policy.split("; ") {
        assert!(page.contains(directive), "{directive}");
    }
    assert_eq!(page.matches("<script").count(), 1);
    assert!(page.contains("crossorigin=\"anonymous\" referrerpolicy=\"no-referrer\"></script>"));
    for inline in ["<style", " style=", " onload=", " onclick=", "javascript:"] {
        assert!(!page.contains(inline), "{inline}");
    }
}
