//! What a catalogue must keep beyond being readable. One kind of rule a file.

mod calculators;
mod classification;
mod emptiness;
mod help;
mod ids;
mod links;
mod persons;
mod references;
mod sourced;
mod summaries;
mod texts;
mod worksheets;

use serde_json::Value;

use super::finding::Finding;
use super::sources::{Part, Sources};
use super::toml::key_path;

/// Runs every rule.
pub(super) fn check(sources: &Sources, findings: &mut Vec<Finding>) {
    let rules = [
        ids::check,
        references::check,
        sourced::check,
        classification::check,
        summaries::check,
        calculators::check,
        worksheets::check,
        help::check,
    ];
    for rule in rules {
        rule(sources, findings);
    }
    each_part(sources, findings);
}

/// The rules that ask only what is written, wherever it stands.
fn each_part(sources: &Sources, findings: &mut Vec<Finding>) {
    fn of<T>(part: &Part<T>, list: &str, findings: &mut Vec<Finding>) {
        emptiness::check(part, list, findings);
        links::check(part, findings);
        persons::check(part, list, findings);
        texts::check(part, findings);
    }
    for part in sources.head.iter() {
        of(part, "head", findings);
    }
    for part in &sources.entries {
        of(part, "entries", findings);
    }
    for part in &sources.calculators {
        of(part, "calculators", findings);
    }
    for part in &sources.worksheets {
        of(part, "worksheets", findings);
    }
    for part in &sources.thesaurus {
        of(part, "thesaurus", findings);
    }
    for part in &sources.help {
        of(part, "help", findings);
    }
}

/// Calls `visit` with every value within a value, itself first, and its path.
fn each_value<'a>(value: &'a Value, path: &str, visit: &mut impl FnMut(&str, &'a Value)) {
    visit(path, value);
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                each_value(value, &key_path(path, key), visit);
            }
        }
        Value::Array(elements) => {
            for (index, element) in elements.iter().enumerate() {
                each_value(element, &format!("{path}[{index}]"), visit);
            }
        }
        _ => {}
    }
}

/// Calls `visit` with every text within a value and its path.
fn each_text<'a>(value: &'a Value, visit: &mut impl FnMut(&str, &'a str)) {
    each_value(value, "", &mut |path, value| {
        if let Value::String(text) = value {
            visit(path, text);
        }
    });
}

/// The last key of a path: `text` of `facts[0].text`.
fn last_key(path: &str) -> &str {
    let key = path.rsplit('.').next().unwrap_or(path);
    key.split('[').next().unwrap_or(key)
}

/// A small good catalogue, and what is found when it is spoilt.
#[cfg(test)]
mod spoilt {
    use crate::publish::rules;
    use crate::publish::sources::written;

    const FILES: [(&str, &str); 6] = [
        (
            "catalogue.toml",
            include_str!("../../../tests/data/sources/good/catalogue.toml"),
        ),
        (
            "entries/madkassen.toml",
            include_str!("../../../tests/data/sources/good/entries/madkassen.toml"),
        ),
        (
            "entries/cafe-tumling.toml",
            include_str!("../../../tests/data/sources/good/entries/cafe-tumling.toml"),
        ),
        (
            "calculators/madkassen.toml",
            include_str!("../../../tests/data/sources/good/calculators/madkassen.toml"),
        ),
        (
            "thesaurus.toml",
            include_str!("../../../tests/data/sources/good/thesaurus.toml"),
        ),
        (
            "help.toml",
            include_str!("../../../tests/data/sources/good/help.toml"),
        ),
    ];

    /// What is found when, in one file, `from` becomes `to`.
    pub(super) fn found(file: &str, from: &str, to: &str) -> Vec<String> {
        let mut files = FILES.map(|(name, text)| (name, text.to_owned()));
        if let Some((_, text)) = files.iter_mut().find(|(name, _)| *name == file) {
            assert!(text.contains(from), "{file} has no {from:?}");
            *text = text.replacen(from, to, 1);
        }
        of(&files)
    }

    /// What is found when a file stands there too.
    pub(super) fn found_with(file: &str, text: &str) -> Vec<String> {
        let mut files = FILES.map(|(name, text)| (name, text.to_owned())).to_vec();
        files.push((file, text.to_owned()));
        of(&files)
    }

    fn of(files: &[(&str, String)]) -> Vec<String> {
        let files: Vec<_> = files
            .iter()
            .map(|(name, text)| (*name, text.as_str()))
            .collect();
        let (sources, mut findings) = written::sources(&files);
        rules::check(&sources, &mut findings);
        let told = findings.into_iter().map(|mut found| {
            // Lines are tested where they are reckoned.
            found.line = None;
            found.to_string()
        });
        told.collect()
    }

    /// Asserts that the spoilt catalogue has one finding, and how it begins.
    #[track_caller]
    pub(super) fn assert_found(file: &str, from: &str, to: &str, beginning: &str) {
        let found = found(file, from, to);
        assert!(
            matches!(found.as_slice(), [one] if one.starts_with(beginning)),
            "expected {beginning:?}, found {found:#?}"
        );
    }

    #[test]
    fn the_good_catalogue_is_good() {
        assert_eq!(found("catalogue.toml", "", ""), [""; 0]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_key_of_a_path_stands_without_its_index() {
        for path in ["url", "a.url", "a[0].url[2]"] {
            assert_eq!(last_key(path), "url");
        }
    }
}
