//! Reads a source into the model, and turns the errors and unknown keys into
//! oddities with a suggestion each.

use serde_json::Value;

use crate::catalogue::{
    Diagnostics, EXPECTED_LIST, EXPECTED_TEXT, Json, MISSING, Read, ReadError, UnknownKey,
    camel_case,
};
use crate::danish::two_meanings;
use crate::search::Rows;

/// Something odd in a source.
pub(super) enum Oddity {
    /// A key that the model does not define. It is published, but not shown.
    UnknownKey {
        path: String,
        key: String,
        /// The key that was probably meant.
        meant: Option<String>,
    },
    /// A value that could not be read.
    Unreadable {
        path: String,
        message: String,
        suggestion: String,
    },
}

/// Reads a source, and lists what is odd in it. The model is `None` when a
/// value could not be read.
pub(super) fn inspect<T: Read>(value: &Value) -> (Option<T>, Vec<Oddity>) {
    let json: Json = serde_json::from_value(value.clone()).unwrap_or_default();
    let mut diagnostics = Diagnostics::with_unknown_keys();
    let model = T::read(Some(&json), &mut diagnostics);
    let readable = diagnostics.errors.is_empty();
    let mut oddities = Vec::new();
    for unknown in diagnostics.unknown_keys.unwrap_or_default() {
        oddities.push(unknown_key(&json, unknown));
    }
    for error in diagnostics.errors {
        oddities.push(unreadable(error));
    }
    for path in diagnostics.decimals {
        if let Some(Json::Text(text)) = value_at(&json, &path)
            && let Some(meanings) = two_meanings(text)
        {
            let (message, suggestion) = ask_which(text, &meanings, "\"");
            oddities.push(Oddity::Unreadable {
                path,
                message,
                suggestion,
            });
        }
    }
    (readable.then_some(model), oddities)
}

/// The message and suggestion for a number with two meanings; the decimal one is written in these
/// quotes.
pub(super) fn ask_which(
    number: &str,
    [thousands, decimal]: &[String; 2],
    quote: &str,
) -> (String, String) {
    (
        format!("{number} can mean {thousands} or {decimal}"),
        format!("Write {thousands}, or {quote}{decimal}{quote}."),
    )
}

fn unknown_key(json: &Json, unknown: UnknownKey) -> Oddity {
    let (parent, key) = match unknown.path.rsplit_once('.') {
        Some((parent, key)) => (parent, key),
        None => ("", unknown.path.as_str()),
    };
    Oddity::UnknownKey {
        key: key.to_owned(),
        meant: meant(json, parent, key, unknown.known),
        path: unknown.path.clone(),
    }
}

fn unreadable(error: ReadError) -> Oddity {
    let suggestion = match error.message.as_str() {
        MISSING => {
            let key = error.path.rsplit('.').next().unwrap_or_default();
            format!("Add {key} = …")
        }
        EXPECTED_TEXT => "Write it in quotes.".to_owned(),
        EXPECTED_LIST => "Write it in square brackets, or as [[double]] headings.".to_owned(),
        _ => "Correct the value.".to_owned(),
    };
    Oddity::Unreadable {
        path: error.path,
        message: error.message,
        suggestion,
    }
}

/// The known key that is most similar to `key` and that the object at `parent`
/// does not have yet, if any is similar enough to be a slip of the keyboard.
fn meant(json: &Json, parent: &str, key: &str, known: &[&str]) -> Option<String> {
    let object = value_at(json, parent);
    let known = known.iter().map(|name| camel_case(name));
    let unused = known.filter(|name| object.is_none_or(|object| object.get(name).is_none()));
    most_similar(key, unused)
}

/// A slip of the keyboard has at most so many edits.
const MOST_EDITS: u32 = 2;

/// The name that is most similar to what is written, if any is similar enough to be a slip of the keyboard.
pub(super) fn most_similar<N: AsRef<str> + Ord>(
    written: &str,
    names: impl Iterator<Item = N>,
) -> Option<N> {
    // One byte for each letter: Danish ones have a place in Latin 1, and the known names are ASCII.
    let bytes = |text: &str| -> Vec<u8> {
        let letters = letters(text);
        let bytes = letters.chars().map(|c| u8::try_from(c).unwrap_or(b'?'));
        bytes.collect()
    };
    let (mut rows, ours) = (Rows::default(), bytes(written));
    let candidates = names.filter_map(|name| {
        let edits = rows.distance(&ours, &bytes(name.as_ref()), MOST_EDITS)?;
        Some((edits, name))
    });
    let half = u32::try_from(written.len().div_ceil(2)).unwrap_or(u32::MAX);
    let similar = candidates.filter(|(edits, _)| *edits < half);
    similar.min().map(|(_, name)| name)
}

/// The value at a path such as `facts[2].note`.
fn value_at<'j>(json: &'j Json, path: &str) -> Option<&'j Json> {
    let steps = path.split(['.', '[', ']']).filter(|step| !step.is_empty());
    steps.into_iter().try_fold(json, |json, step| match json {
        Json::List(elements) => elements.get(step.parse::<usize>().ok()?),
        other => other.get(step),
    })
}

/// The letters and digits of a key in lower case, so that `classified_by` is
/// compared as `classifiedby`.
fn letters(key: &str) -> String {
    let letters = key.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::catalogue::{Calculator, Entry, Head, Help};

    fn inspected<T: Read>(value: Value) -> Vec<String> {
        let lines = inspect::<T>(&value).1.into_iter().map(|odd| match odd {
            Oddity::UnknownKey { path, meant, .. } => {
                format!("{path} is unknown, meant {}", meant.unwrap_or_default())
            }
            Oddity::Unreadable { path, message, .. } => format!("{path}: {message}"),
        });
        lines.collect()
    }

    fn entry(more: Value) -> Value {
        let mut entry = json!({"id": "a", "kind": "concept", "title": "A", "summary": "Det er a."});
        for (key, value) in more.as_object().unwrap() {
            entry[key] = value.clone();
        }
        entry
    }

    #[test]
    fn a_good_entry_is_not_odd_even_where_it_writes_what_is_the_default() {
        let defaults = json!({"arenas": [], "status": "published", "facts": [], "described": "2016",
            "requirements": {}, "sources": [{"source": "s", "page": 3}], "problem": {"text": "x", "sources": []}});
        assert_eq!(inspected::<Entry>(entry(defaults)), [""; 0]);
    }

    #[test]
    fn an_unknown_key_is_reported_with_the_most_similar_known_one() {
        let typos = json!({"sumary": "x", "facts": [{"text": "a"}, {"text": "b", "soruces": ["s"]}],
            "classified_by": "os", "sourceNote": "x", "problem": {"text": "x", "amont": 3}});
        let mut broken = entry(typos);
        broken.as_object_mut().unwrap().remove("summary");
        assert_eq!(
            inspected::<Entry>(broken),
            [
                "sumary is unknown, meant summary",
                "classified_by is unknown, meant classifiedBy",
                "sourceNote is unknown, meant ",
                // `amount` is a key of the model, but not here.
                "problem.amont is unknown, meant ",
                "facts[1].soruces is unknown, meant sources",
                "summary: is missing",
            ]
        );
    }

    #[test]
    fn every_invalid_value_is_reported_not_only_the_first() {
        let invalid = json!({"title": 5, "arenas": "hjem", "facts": [{"text": "a"}, {"value": "1"}, "b"],
            "outcomes": [{"text": "a", "by": "b", "basis": "hoped"}], "described": "16",
            "problem": ["text"], "solution": "text", "sources": [{"source": "s", "page": "3"}]});
        assert_eq!(
            inspected::<Entry>(entry(invalid)),
            [
                "title: expected text",
                "arenas: expected a list",
                "described: expected a date: \"2016\", \"2016-01\" or \"2016-01-31\"",
                "problem: expected an object",
                "solution: expected an object",
                "facts[1].text: is missing",
                "facts[2]: expected an object",
                "outcomes[0].basis: expected one of: expected, found",
                "sources[0].page: expected a whole number",
            ]
        );
    }

    #[test]
    fn heads_calculators_and_help_are_inspected_alike() {
        let head = json!({"catalogueId": "a", "title": {"da": "A"}, "publisher": {"name": "A", "adress": ""},
            "language": "da", "published": "2026", "vocabularies": {"arena": [], "stages": [{"id": "a", "label": "A"}]}});
        assert_eq!(
            inspected::<Head>(head),
            [
                "publisher.adress is unknown, meant ",
                "vocabularies.arena is unknown, meant arenas",
                "vocabularies.stages[0].label: expected text per language, such as { da = \"Mad\" }",
            ]
        );
        let calculator = inspected::<Calculator>(
            json!({"inputs": [{"id": "a", "defualt": 3, "likely": "1,5"}]}),
        );
        assert!(
            calculator.contains(&"inputs[0].defualt is unknown, meant ".to_owned()),
            "{calculator:?}"
        );
        assert!(calculator.contains(&"inputs[0].likely: expected a whole number, or a decimal number in quotes such as \"69.42\"".to_owned()));
        assert_eq!(inspected::<Help>(json!({}))[0], "id: is missing");
    }
}
