//! Rust field names as JSON keys.

/// A field name as a JSON key: `key_figure` becomes `keyFigure`.
#[must_use]
pub fn camel_case(name: &str) -> String {
    let mut key = String::new();
    push_camel_case(&mut key, name);
    key
}

/// Appends a field name as a JSON key.
pub(super) fn push_camel_case(text: &mut String, name: &str) {
    let mut capital = false;
    for char in name.chars() {
        if char == '_' {
            capital = true;
            continue;
        }
        text.push(if capital {
            char.to_ascii_uppercase()
        } else {
            char
        });
        capital = false;
    }
}
