//! What is odd in one source: values that are wrong and keys that nobody knows.
//! The model's own reading tells both; here they get a mend.

use serde_json::Value;

use crate::catalogue::{Diagnostics, Json, Read, camel};

/// Something odd in a source.
pub(super) enum Oddity {
    /// A key that the model does not know: it is published, and not shown.
    Unknown {
        path: String,
        key: String,
        /// A key that the model knows in this place.
        meant: Option<String>,
    },
    Unreadable {
        path: String,
        message: String,
        mend: String,
    },
}

/// Reads a source, and tells all that is odd in it. There is a model only when
/// nothing was wrong.
pub(super) fn inspect<T: Read>(value: &Value) -> (Option<T>, Vec<Oddity>) {
    let json: Json = serde_json::from_value(value.clone()).unwrap_or_default();
    let mut trail = Diagnostics::noting_unknown();
    let model = T::read(Some(&json), &mut trail);
    let good = trail.wrong.is_empty();
    let unknown = trail
        .unknown
        .unwrap_or_default()
        .into_iter()
        .map(|unknown| {
            let (place, key) = match unknown.path.rsplit_once('.') {
                Some((place, key)) => (place, key),
                None => ("", unknown.path.as_str()),
            };
            let meant = meant(&json, place, key, unknown.known);
            Oddity::Unknown {
                key: key.to_owned(),
                meant,
                path: unknown.path.clone(),
            }
        });
    let mut oddities: Vec<Oddity> = unknown.collect();
    oddities.extend(trail.wrong.into_iter().map(|wrong| {
        let mend = if wrong.message == "is missing" {
            let key = wrong.path.rsplit('.').next().unwrap_or_default();
            format!("Add {key} = …")
        } else if wrong.message.contains("a text is needed") {
            "Write it in quotes.".to_owned()
        } else if wrong.message.contains("a list is needed") {
            "Write it in square brackets, or with [[double]] headings.".to_owned()
        } else {
            "Write what is needed here.".to_owned()
        };
        Oddity::Unreadable {
            path: wrong.path,
            message: wrong.message,
            mend,
        }
    }));
    (good.then_some(model), oddities)
}

/// The nearest key that is known in this place and isn't already there.
fn meant(json: &Json, place: &str, key: &str, known: &[&str]) -> Option<String> {
    let there = at(json, place);
    let known = known.iter().map(|name| camel(name));
    let near = known.filter(|name| there.is_none_or(|there| there.get(name).is_none()));
    let near = near.map(|name| (distance(&plain(key), &plain(&name)), name));
    let near = near.filter(|(edits, _)| *edits <= 2 && *edits < key.len().div_ceil(2));
    near.min().map(|(_, name)| name)
}

/// The value at a path such as `facts[2].note`.
fn at<'j>(json: &'j Json, path: &str) -> Option<&'j Json> {
    let steps = path.split(['.', '[', ']']).filter(|step| !step.is_empty());
    steps.into_iter().try_fold(json, |json, step| match json {
        Json::List(elements) => elements.get(step.parse::<usize>().ok()?),
        other => other.get(step),
    })
}

fn plain(key: &str) -> String {
    let letters = key.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// Letters to add, drop, change or swap with their neighbour.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut rows: [Vec<usize>; 2] = [Vec::new(), (0..=b.len()).collect()];
    let mut before = None;
    for (i, from) in a.chars().enumerate() {
        let [above2, above] = &rows;
        let mut row = vec![i + 1];
        let mut left = i + 1;
        for (j, to) in b.iter().enumerate() {
            let cell = |row: &Vec<usize>, at: usize| row.get(at).copied().unwrap_or(usize::MAX - 1);
            let mut least = (left + 1)
                .min(cell(above, j + 1) + 1)
                .min(cell(above, j) + usize::from(from != *to));
            let swapped = j
                .checked_sub(1)
                .filter(|p| b.get(*p) == Some(&from) && before == Some(*to));
            if let Some(at) = swapped {
                least = least.min(cell(above2, at) + 1);
            }
            row.push(least);
            left = least;
        }
        before = Some(from);
        let [_, above] = rows;
        rows = [above, row];
    }
    let [_, last] = rows;
    last.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::catalogue::{Calculator, Entry, Head, Help};

    fn told<T: Read>(value: Value) -> Vec<String> {
        let told = inspect::<T>(&value).1.into_iter().map(|odd| match odd {
            Oddity::Unknown { path, meant, .. } => {
                format!("{path} is unknown, meant {}", meant.unwrap_or_default())
            }
            Oddity::Unreadable { path, message, .. } => format!("{path}: {message}"),
        });
        told.collect()
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
        assert_eq!(told::<Entry>(entry(defaults)), [""; 0]);
    }

    #[test]
    fn a_key_that_no_field_knows_is_told_with_the_nearest_that_is_known_there() {
        let typos = json!({"sumary": "x", "facts": [{"text": "a"}, {"text": "b", "soruces": ["s"]}],
            "classified_by": "os", "sourceNote": "x", "problem": {"text": "x", "amont": 3}});
        let mut broken = entry(typos);
        broken.as_object_mut().unwrap().remove("summary");
        assert_eq!(
            told::<Entry>(broken),
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
    fn every_wrong_value_is_told_and_not_the_first_only() {
        let wrong = json!({"title": 5, "arenas": "hjem", "facts": [{"text": "a"}, {"value": "1"}, "b"],
            "outcomes": [{"text": "a", "by": "b", "basis": "hoped"}], "described": "16",
            "problem": ["text"], "solution": "text", "sources": [{"source": "s", "page": "3"}]});
        assert_eq!(
            told::<Entry>(entry(wrong)),
            [
                "title: a text is needed here",
                "arenas: a list is needed here",
                "described: a date is needed here, written \"2016\", \"2016-01\" or \"2016-01-31\"",
                "problem: an object is needed here",
                "solution: an object is needed here",
                "facts[1].text: is missing",
                "facts[2]: an object is needed here",
                "outcomes[0].basis: one of these words is needed here: expected found",
                "sources[0].page: a whole number is needed here",
            ]
        );
    }

    #[test]
    fn heads_calculators_and_help_are_inspected_alike() {
        let head = json!({"catalogueId": "a", "title": {"da": "A"}, "publisher": {"name": "A", "adress": ""},
            "language": "da", "published": "2026", "vocabularies": {"arena": [], "stages": [{"id": "a", "label": "A"}]}});
        assert_eq!(
            told::<Head>(head),
            [
                "publisher.adress is unknown, meant ",
                "vocabularies.arena is unknown, meant arenas",
                "vocabularies.stages[0].label: a text per language is needed here, such as { da = \"Mad\" }",
            ]
        );
        let calculator =
            told::<Calculator>(json!({"inputs": [{"id": "a", "defualt": 3, "likely": "1,5"}]}));
        assert!(
            calculator.contains(&"inputs[0].defualt is unknown, meant ".to_owned()),
            "{calculator:?}"
        );
        assert!(calculator.contains(&"inputs[0].likely: a whole number is needed here, or a decimal number in quotes such as \"69.42\"".to_owned()));
        assert_eq!(told::<Help>(json!({}))[0], "id: is missing");
    }

    #[test]
    fn distance_counts_edits_and_a_swap_is_one() {
        assert_eq!(distance("sumary", "summary"), 1);
        assert_eq!(distance("soruces", "sources"), 1);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("kitten", "sitting"), 3);
    }
}
