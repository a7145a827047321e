//! A small catalogue without errors, which the rules' tests change in one place.

use crate::publish::rules;
use crate::publish::sources::fixture;

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

/// The findings when `from` is replaced with `to` once in a file.
pub(super) fn found(file: &str, from: &str, to: &str) -> Vec<String> {
    let mut files = FILES.map(|(name, text)| (name, text.to_owned()));
    if let Some((_, text)) = files.iter_mut().find(|(name, _)| *name == file) {
        assert!(text.contains(from), "{file} has no {from:?}");
        *text = text.replacen(from, to, 1);
    }
    of(&files)
}

/// The findings when a file is added.
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
    let (sources, mut findings) = fixture::sources(&files);
    rules::check(&sources, &mut findings);
    let lines = findings.into_iter().map(|mut found| {
        // Lines are tested where they are computed.
        found.line = None;
        found.to_string()
    });
    lines.collect()
}

/// Asserts that the changed catalogue has one finding, and how it begins.
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
