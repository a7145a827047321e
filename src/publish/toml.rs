//! Converts TOML to JSON, and records the line of each value.
//!
//! A float is an error, because decimals are exact only in quotes, and one such
//! as 3.240 may be thousands. A date
//! becomes a string, as in format 1. Line endings and spellings of letters that mean the same become one.

use std::collections::BTreeMap;

use super::inspect::ask_which;
use super::normal::{composed, without_endings};
use crate::danish::two_meanings;
use serde_json::{Map, Value};
use toml::de::{DeTable, DeValue};

/// A TOML document as JSON.
pub(super) struct Read {
    pub(super) value: Value,
    pub(super) lines: Lines,
    pub(super) errors: Vec<ValueError>,
}

/// A value that has no exact equivalent in JSON.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ValueError {
    pub(super) path: String,
    pub(super) message: String,
    pub(super) suggestion: String,
}

/// The line of each path, from 1.
#[derive(Debug, Default)]
pub(super) struct Lines(BTreeMap<String, usize>);

impl Lines {
    /// The line of a path, or else of its nearest ancestor.
    pub(super) fn of(&self, path: &str) -> Option<usize> {
        let mut path = path;
        loop {
            if let Some(line) = self.0.get(path) {
                return Some(*line);
            }
            let end = path.rfind(['.', '['])?;
            path = path.get(..end)?;
        }
    }
}

/// Why a text is not TOML.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TomlError {
    pub(super) line: Option<usize>,
    pub(super) message: String,
}

/// Converts a TOML document to JSON.
pub(super) fn read(text: &str) -> Result<Read, TomlError> {
    let text = &*without_endings(text);
    let table = DeTable::parse(text).map_err(|error| TomlError {
        line: error
            .span()
            .map(|span| line_at(&line_ends(text), span.start)),
        message: error.message().replace('\n', ", "),
    })?;
    let mut reader = Reader {
        ends: line_ends(text),
        lines: Lines::default(),
        errors: Vec::new(),
    };
    let value = reader.table(table.get_ref(), "");
    Ok(Read {
        value,
        lines: reader.lines,
        errors: reader.errors,
    })
}

/// The offset of each line break.
fn line_ends(text: &str) -> Vec<usize> {
    text.match_indices('\n').map(|(at, _)| at).collect()
}

/// The line of an offset, from 1.
fn line_at(ends: &[usize], offset: usize) -> usize {
    1 + ends.partition_point(|end| *end < offset)
}

struct Reader {
    /// The offset at which each line ends.
    ends: Vec<usize>,
    lines: Lines,
    errors: Vec<ValueError>,
}

impl Reader {
    fn table(&mut self, table: &DeTable<'_>, path: &str) -> Value {
        let mut object = Map::new();
        for (key, value) in table {
            let name = composed(key.get_ref());
            let path = key_path(path, &name);
            let line = line_at(&self.ends, key.span().start);
            self.lines.0.insert(path.clone(), line);
            let value = self.value(value.get_ref(), &path);
            object.insert(name.into_owned(), value);
        }
        Value::Object(object)
    }

    fn value(&mut self, value: &DeValue<'_>, path: &str) -> Value {
        match value {
            DeValue::String(text) => Value::String(composed(text).into_owned()),
            DeValue::Boolean(yes) => Value::Bool(*yes),
            DeValue::Datetime(date) => Value::String(date.to_string()),
            DeValue::Table(table) => self.table(table, path),
            DeValue::Array(array) => {
                let elements = array.iter().enumerate().map(|(index, element)| {
                    let path = format!("{path}[{index}]");
                    let line = line_at(&self.ends, element.span().start);
                    self.lines.0.insert(path.clone(), line);
                    self.value(element.get_ref(), &path)
                });
                Value::Array(elements.collect())
            }
            DeValue::Float(float) => {
                let number = float.as_str();
                if let Some(meanings) = two_meanings(number) {
                    let (message, suggestion) = ask_which(number, &meanings, "\"");
                    let path = path.to_owned();
                    self.errors.push(ValueError {
                        path,
                        message,
                        suggestion,
                    });
                    let [_, decimal] = meanings;
                    return Value::String(decimal);
                }
                self.errors.push(ValueError {
                    path: path.to_owned(),
                    message: format!("{number} would become a binary fraction"),
                    suggestion: format!("Write it in quotes: \"{number}\"."),
                });
                Value::String(number.to_owned())
            }
            DeValue::Integer(integer) => {
                let digits = integer.as_str();
                match i64::from_str_radix(digits, integer.radix()) {
                    Ok(number) => Value::from(number),
                    Err(_) => {
                        self.errors.push(ValueError {
                            path: path.to_owned(),
                            message: format!("{digits} is too large"),
                            suggestion: "Write a smaller number.".to_owned(),
                        });
                        Value::String(digits.to_owned())
                    }
                }
            }
        }
    }
}

/// The path of a key in the object at `path`.
pub(super) fn key_path(path: &str, key: &str) -> String {
    match path {
        "" => key.to_owned(),
        _ => format!("{path}.{key}"),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn toml_becomes_json_in_the_order_it_was_written() {
        let read = read("z = 1\na = 2016-01-31\n[m]\nyes = true\n[[l]]\nt = 'x'").unwrap();
        assert_eq!(
            read.value.to_string(),
            r#"{"z":1,"a":"2016-01-31","m":{"yes":true},"l":[{"t":"x"}]}"#
        );
        assert_eq!(read.errors, []);
    }

    #[test]
    fn line_endings_and_spellings_of_letters_change_nothing() {
        let plain = "id = 'a-b'\n# note\n[m]\n'å' = \"\"\"\nÉn\nto\n\ntre\"\"\"\n";
        let expected = read(plain).unwrap();
        let others = [
            plain.replace('\n', "\r\n"),
            plain.replace('\n', "\r"),
            format!("\u{feff}{plain}"),
            plain.replace('å', "a\u{30a}").replace('É', "E\u{301}"),
            plain.replace("Én", "E\\u0301n"),
            plain.replace("a-b", "a-\u{ad}b"),
        ];
        for other in others {
            let other = read(&other).unwrap();
            assert_eq!(other.value, expected.value);
            assert_eq!(other.lines.of("m.å"), Some(4));
            assert_eq!(other.errors, []);
        }
    }

    #[test]
    fn each_value_knows_its_line() {
        let read = read("a = 1\n\n[[l]]\nt = 'x'\n[[l]]\nt = 'y'\n").unwrap();
        assert_eq!(read.lines.of("a"), Some(1));
        assert_eq!(read.lines.of("l[1].t"), Some(6));
        assert_eq!(read.lines.of("l[1].missing"), Some(5));
        assert_eq!(read.lines.of("missing"), None);
    }

    #[test]
    fn a_float_is_an_error_with_a_suggestion() {
        let read = read("[a]\nb = [69.42]").unwrap();
        assert_eq!(read.value, json!({"a": {"b": ["69.42"]}}));
        assert_eq!(
            read.errors,
            [ValueError {
                path: "a.b[0]".into(),
                message: "69.42 would become a binary fraction".into(),
                suggestion: "Write it in quotes: \"69.42\".".into(),
            }]
        );
    }

    #[test]
    fn a_number_that_does_not_fit_64_bits_is_an_error() {
        let read = read("a = 99999999999999999999").unwrap();
        assert_eq!(read.errors.len(), 1);
    }

    #[test]
    fn a_syntax_error_names_its_line() {
        for (text, line) in [("a = 1\nb = \n", 2), ("a = 1\n\na = 2", 3)] {
            let error = read(text).map(|read| read.value).unwrap_err();
            assert_eq!(error.line, Some(line), "{}", error.message);
        }
    }
}
