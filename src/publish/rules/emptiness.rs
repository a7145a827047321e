//! Keys that are there have a value: what is unknown is left out.

use serde_json::Value;

use super::walk::{each_value, last_key};
use crate::publish::finding::{Finding, Severity};
use crate::publish::sources::{Part, Sources};

/// Lists that must not be empty, each with the folder or file it is in.
const NEEDED: [(&str, &str); 9] = [
    ("calculators", "inputs"),
    ("calculators", "values"),
    ("calculators", "caveats"),
    ("worksheets", "sections"),
    ("worksheets", "fields"),
    ("thesaurus", "words"),
    ("help", "triggers"),
    ("help", "contacts"),
    ("entries", "grades"),
];

/// A catalogue has an entry.
pub(super) fn entries(sources: &Sources, findings: &mut Vec<Finding>) {
    // Without a head there is no catalogue yet.
    if sources.entry_ids().is_empty() && sources.head.is_some() {
        findings.push(Finding {
            severity: Severity::Error,
            file: "entries".to_owned(),
            line: None,
            path: String::new(),
            message: "the catalogue has no entry".to_owned(),
            suggestion: "Add a file entries/ID.toml with id, kind, title and summary.".to_owned(),
        });
    }
}

pub(super) fn check<T>(part: &Part<T>, list: &str, findings: &mut Vec<Finding>) {
    each_value(&part.value, "", &mut |path, value| {
        let key = last_key(path);
        let empty = match value {
            Value::String(text) => text.trim().is_empty() && !may_be_empty(list, key),
            Value::Array(elements) => elements.is_empty() && NEEDED.contains(&(list, key)),
            // A label without text in any language.
            Value::Object(object) => object.is_empty() && matches!(key, "title" | "label"),
            _ => false,
        };
        if empty {
            findings.push(part.error(
                path,
                "it is empty",
                "Fill it in; if it is not known and may be absent, remove the key.",
            ));
        }
    });
}

/// A pure number has no unit.
fn may_be_empty(list: &str, key: &str) -> bool {
    list == "calculators" && matches!(key, "unit" | "shownUnit" | "shownUnitOne")
}

#[cfg(test)]
mod tests {
    use crate::publish::rules;
    use crate::publish::rules::fixture::{assert_found, found};
    use crate::publish::sources::fixture;

    #[test]
    fn a_catalogue_without_entries_is_an_error() {
        let empty = |files: &[(&str, &str)]| {
            let (sources, mut findings) = fixture::sources(files);
            rules::check(&sources, &mut findings);
            let told = |message: &String| message.contains("the catalogue has no entry");
            let messages = findings.iter().map(ToString::to_string);
            messages.filter(told).collect::<Vec<_>>()
        };
        assert_eq!(
            empty(&[("catalogue.toml", "")]),
            [
                "error: entries: the catalogue has no entry. Add a file entries/ID.toml with id, kind, title and summary."
            ]
        );
        // One that cannot be read is reported itself.
        assert_eq!(
            empty(&[("catalogue.toml", ""), ("entries/a.toml", "id=")]),
            [""; 0]
        );
        assert_eq!(empty(&[("thesaurus.toml", "")]), [""; 0]);
    }

    #[test]
    fn no_text_is_empty() {
        for (file, from, to, path) in [
            (
                "entries/cafe-tumling.toml",
                "\"Café Tumling\"",
                "\"\"",
                "title",
            ),
            (
                "entries/madkassen.toml",
                "by = \"Programmet\"",
                "by = \" \"",
                "outcomes[0].by",
            ),
            (
                "help.toml",
                "source = \"Organisationens side\"",
                "source = \"\"",
                "help[0].contacts[0].source",
            ),
            (
                "help.toml",
                "triggers = [\"selvmord\"]",
                "triggers = []",
                "help[0].triggers",
            ),
            (
                "catalogue.toml",
                "title = { da = \"Prøve\" }",
                "title = {}",
                "title",
            ),
        ] {
            let messages = found(file, from, to);
            let beginning = format!("error: {file}: {path}: it is empty");
            assert!(messages[0].starts_with(&beginning), "{messages:?}");
        }
    }

    #[test]
    fn a_calculators_number_may_have_no_unit() {
        assert_eq!(
            found(
                "calculators/madkassen.toml",
                "shownUnit = \"dage\"",
                "shownUnit = \"\""
            ),
            [""; 0]
        );
        assert_found(
            "entries/madkassen.toml",
            "unit = \"kr.\"",
            "unit = \"\"",
            "error: entries/madkassen.toml: requirements.figures[0].unit: it is empty",
        );
    }
}
