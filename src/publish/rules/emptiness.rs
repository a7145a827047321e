//! Keys that are there have a value: what is unknown is left out.

use serde_json::Value;

use super::walk::{each_value, last_key};
use crate::publish::finding::Finding;
use crate::publish::sources::Part;

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
    use crate::publish::rules::fixture::{assert_found, found};

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
