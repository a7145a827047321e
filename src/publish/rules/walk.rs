//! Visiting all values of a part.

use serde_json::Value;

use crate::publish::toml::key_path;

/// Calls `visit` with a value and every value within it, each with its path.
pub(super) fn each_value<'a>(
    value: &'a Value,
    path: &str,
    visit: &mut impl FnMut(&str, &'a Value),
) {
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

/// Calls `visit` with every string within a value, each with its path.
pub(super) fn each_text<'a>(value: &'a Value, visit: &mut impl FnMut(&str, &'a str)) {
    each_value(value, "", &mut |path, value| {
        if let Value::String(text) = value {
            visit(path, text);
        }
    });
}

/// The last key of a path, without an index: `text` of `facts[0].text`.
pub(super) fn last_key(path: &str) -> &str {
    let key = path.rsplit('.').next().unwrap_or(path);
    key.split('[').next().unwrap_or(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_key_of_a_path_has_no_index() {
        for path in ["url", "a.url", "a[0].url[2]"] {
            assert_eq!(last_key(path), "url");
        }
    }
}
