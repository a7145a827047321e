//! The file that a worksheet is saved in: JSON, format 1.
//!
//! ```json
//! {"virker": "worksheet", "format": 1, "worksheet": "id", "title": "…", "notice": "…", "fields": {"id": "text"}}
//! ```
//!
//! A file comes from outside: it is taken whole or refused.

use crate::catalogue::{Catalogue, Json, Worksheet};

/// The longest text of a field, in characters: a worksheet of dozens of full fields stays below the megabyte that `www/pages.js`
/// opens.
pub(in crate::panel) const MAX_TEXT: usize = 5000;

/// The only format that this version reads and writes.
const FORMAT: i64 = 1;

/// Why a file is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileError {
    /// It was not saved from a worksheet, or is too large for one.
    Foreign,
    /// A newer version than this one saved it.
    Newer,
    /// It belongs to another worksheet, with this title.
    Another(String),
    /// A text in it is longer than a field may be.
    TooLong,
}

/// Writes the fields that have a text. The title and the notice go along, since the notice must accompany a worksheet
/// wherever it goes.
pub(super) fn write<'a>(
    worksheet: &Worksheet,
    texts: impl Iterator<Item = (&'a str, &'a str)>,
) -> String {
    let mut file = String::from("{\n\"virker\": \"worksheet\",\n\"format\": 1");
    let notice = worksheet.notice.as_deref();
    add("worksheet", &worksheet.id, &mut file);
    add("title", &worksheet.title, &mut file);
    add("notice", notice.unwrap_or_default(), &mut file);
    let mut fields = String::new();
    for (id, text) in texts {
        add(id, text, &mut fields);
    }
    file.push_str(",\n\"fields\": {");
    // The first has no comma before it.
    file.push_str(fields.strip_prefix(',').unwrap_or_default());
    file.push_str("\n}\n}\n");
    file
}

/// The object of a file's texts, by the ids of their fields.
///
/// # Errors
/// [`FileError`] when the file is not one of the worksheet with this id.
pub(super) fn read<'a>(
    file: &'a Json,
    worksheet: &str,
    catalogue: &Catalogue,
) -> Result<&'a Json, FileError> {
    let text = |name: &str| match file.get(name) {
        Some(Json::Text(text)) => Some(text.as_str()),
        _ => None,
    };
    let (Some("worksheet"), Some(id)) = (text("virker"), text("worksheet")) else {
        return Err(FileError::Foreign);
    };
    match file.get("format").and_then(Json::whole) {
        Some(FORMAT) => {}
        Some(newer) if newer > FORMAT => return Err(FileError::Newer),
        _ => return Err(FileError::Foreign),
    }
    if *id != *worksheet {
        let another = catalogue.worksheet(id).map(|another| another.title);
        return Err(FileError::Another(another.unwrap_or_else(|| id.to_owned())));
    }
    let Some(texts @ Json::Object(fields)) = file.get("fields") else {
        return Err(FileError::Foreign);
    };
    for (_, text) in fields {
        match text {
            Json::Text(text) if text.chars().count() <= MAX_TEXT => {}
            Json::Text(_) => return Err(FileError::TooLong),
            _ => return Err(FileError::Foreign),
        }
    }
    Ok(texts)
}

/// Appends a comma and a member of a JSON object. An empty text is left out.
fn add(name: &str, text: &str, to: &mut String) {
    if !text.is_empty() {
        to.push_str(",\n");
        quote(name, to);
        to.push_str(": ");
        quote(text, to);
    }
}

/// Appends a JSON string.
fn quote(text: &str, to: &mut String) {
    to.push('"');
    for char in text.chars() {
        match char {
            '"' | '\\' => {
                to.push('\\');
                to.push(char);
            }
            '\n' => to.push_str("\\n"),
            '\0'..='\u{1f}' => {
                to.push_str("\\u00");
                for half in [char as u32 >> 4, char as u32 & 15] {
                    to.extend(char::from_digit(half, 16));
                }
            }
            _ => to.push(char),
        }
    }
    to.push('"');
}
