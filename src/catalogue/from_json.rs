//! Reading typed values from [`Json`].
//!
//! Reading never stops at an error: it is recorded in [`Diagnostics`] and the
//! rest is read, so one pass reports every mistake, and no `?` in each type's
//! code makes the wasm larger. An invalid list element or optional part is
//! left out; an invalid required value stays empty, and the part around it is
//! left out or must not be shown.
//!
//! Values are written in place through the object-safe trait [`FromJson`].
//! What all records, lists and optional parts share is therefore compiled
//! once; a type adds little more than the addresses of its fields.

use super::camel_case::push_camel_case;
use super::diagnostics::{Diagnostics, EXPECTED_LIST, EXPECTED_TEXT, MISSING, ReadError};
use super::json::Json;
use crate::join::join;
use crate::number::Decimal;

/// A value that can be set from JSON.
pub trait FromJson {
    /// Sets an empty value from `json`, where `None` means that the key is
    /// absent. Errors are recorded in `diagnostics`.
    fn read_from(&mut self, json: Option<&Json>, diagnostics: &mut Diagnostics);
}

/// A type with an empty value, which [`FromJson`] can then set.
pub trait Read: FromJson + Sized {
    /// The value before anything is read. It is a constant because copying one
    /// is less code than building it field by field.
    const EMPTY: Self;

    /// Reads a value, where `None` means that the key is absent. Errors are
    /// recorded in `diagnostics`.
    fn read(json: Option<&Json>, diagnostics: &mut Diagnostics) -> Self {
        let mut value = Self::EMPTY;
        value.read_from(json, diagnostics);
        value
    }
}

/// Reads one value that must be free of errors.
///
/// # Errors
/// The first error, with its path.
///
/// # Examples
/// ```
/// use virker::catalogue::{Json, Step, read};
///
/// let text = |text: &str| Json::Text(text.to_owned());
/// let step = Json::Object(vec![("text".to_owned(), text("Vælg let mad."))]);
/// let step: Step = read(&step).expect("a step needs only a text");
/// assert_eq!(step.text, "Vælg let mad.");
///
/// let error = read::<Step>(&Json::Object(Vec::new())).unwrap_err();
/// assert_eq!((error.path.as_str(), error.message.as_str()), ("text", "is missing"));
/// ```
pub fn read<T: Read>(json: &Json) -> Result<T, ReadError> {
    let mut value = T::EMPTY;
    match first_error(json, &mut value) {
        None => Ok(value),
        Some(error) => Err(error),
    }
}

/// Not generic, so that it is compiled once.
fn first_error(json: &Json, value: &mut dyn FromJson) -> Option<ReadError> {
    let mut diagnostics = Diagnostics::default();
    value.read_from(Some(json), &mut diagnostics);
    diagnostics.into_first_error()
}

/// A place for parts that may be left out: a list or an `Option`.
trait Slot {
    /// Makes room for so many parts and no more: a catalogue has tens of thousands of short lists.
    fn reserve(&mut self, _count: usize) {}
    /// Adds a part and reads it.
    fn push(&mut self, json: &Json, diagnostics: &mut Diagnostics);
    /// Removes the part that was added last.
    fn pop(&mut self);
}

/// Reads a record's fields. `names` and `fields` have the same order.
pub(super) fn read_record(
    json: Option<&Json>,
    names: &'static [&'static str],
    fields: &mut [&mut dyn FromJson],
    diagnostics: &mut Diagnostics,
) {
    let object = match json {
        Some(object @ Json::Object(keys)) => {
            if let Some(note_unknown_keys) = diagnostics.note_unknown_keys {
                note_unknown_keys(diagnostics, keys, names);
            }
            object
        }
        Some(_) => return diagnostics.error("expected an object"),
        None => return diagnostics.error(MISSING),
    };
    let length = diagnostics.path.len();
    for (name, field) in names.iter().zip(fields) {
        if length > 0 {
            diagnostics.path.push('.');
        }
        let start = diagnostics.path.len();
        push_camel_case(&mut diagnostics.path, name);
        let key = diagnostics.path.get(start..);
        let value = key.and_then(|key| object.get(key));
        field.read_from(value, diagnostics);
        diagnostics.path.truncate(length);
    }
}

/// Reads a list; absent it is empty.
fn read_list(json: Option<&Json>, list: &mut dyn Slot, diagnostics: &mut Diagnostics) {
    let elements = match json {
        None => return,
        Some(Json::List(elements)) => elements,
        Some(_) => return diagnostics.error(EXPECTED_LIST),
    };
    list.reserve(elements.len());
    let length = diagnostics.path.len();
    for (index, element) in elements.iter().enumerate() {
        diagnostics.path.push('[');
        diagnostics.path.push_str(&index.to_string());
        diagnostics.path.push(']');
        read_part(element, list, diagnostics);
        diagnostics.path.truncate(length);
    }
}

/// Reads an optional part; absent or `null` it is `None`.
fn read_option(json: Option<&Json>, option: &mut dyn Slot, diagnostics: &mut Diagnostics) {
    match json {
        None | Some(Json::Null) => {}
        Some(json) => read_part(json, option, diagnostics),
    }
}

/// Reads a part, and leaves it out when it is incomplete: half a fact is not a
/// fact, and a default must never pass for something the publisher stated.
fn read_part(json: &Json, slot: &mut dyn Slot, diagnostics: &mut Diagnostics) {
    let outer = std::mem::take(&mut diagnostics.incomplete);
    slot.push(json, diagnostics);
    if std::mem::replace(&mut diagnostics.incomplete, outer) {
        slot.pop();
    }
}

/// The index that stands for "none of the words".
pub(super) const NO_WORD: usize = usize::MAX;

/// The index of a word among `words`. `absent` is the index for an absent key
/// and `unknown` the one for any other word; each may be [`NO_WORD`], which is
/// an error.
pub(super) fn read_word(
    json: Option<&Json>,
    words: &[&str],
    absent: usize,
    unknown: usize,
    diagnostics: &mut Diagnostics,
) -> usize {
    let index = match json {
        None => absent,
        Some(Json::Text(text)) => {
            let known = words.iter().position(|word| word == text);
            known.unwrap_or(unknown)
        }
        Some(_) => NO_WORD,
    };
    if index == NO_WORD {
        let message = "expected one of: ".to_owned() + &join(words, ", ");
        diagnostics.error(&message);
    }
    index
}

/// Required.
impl FromJson for String {
    fn read_from(&mut self, json: Option<&Json>, diagnostics: &mut Diagnostics) {
        match json {
            Some(Json::Text(text)) => self.clone_from(text),
            Some(_) => diagnostics.error(EXPECTED_TEXT),
            None => diagnostics.error(MISSING),
        }
    }
}

impl Read for String {
    const EMPTY: Self = Self::new();
}

/// Absent or `null` it is `None`; an invalid value is left out.
impl<T: Read> FromJson for Option<T> {
    fn read_from(&mut self, json: Option<&Json>, diagnostics: &mut Diagnostics) {
        read_option(json, self, diagnostics);
    }
}

impl<T: Read> Read for Option<T> {
    const EMPTY: Self = None;
}

impl<T: Read> Slot for Option<T> {
    fn push(&mut self, json: &Json, diagnostics: &mut Diagnostics) {
        self.insert(T::EMPTY).read_from(Some(json), diagnostics);
    }

    fn pop(&mut self) {
        *self = None;
    }
}

/// Absent it is empty; an invalid element is left out.
impl<T: Read> FromJson for Vec<T> {
    fn read_from(&mut self, json: Option<&Json>, diagnostics: &mut Diagnostics) {
        read_list(json, self, diagnostics);
    }
}

impl<T: Read> Read for Vec<T> {
    const EMPTY: Self = Self::new();
}

impl<T: Read> Slot for Vec<T> {
    fn reserve(&mut self, count: usize) {
        self.reserve_exact(count);
    }

    fn push(&mut self, json: &Json, diagnostics: &mut Diagnostics) {
        self.push_mut(T::EMPTY).read_from(Some(json), diagnostics);
    }

    fn pop(&mut self) {
        self.truncate(self.len().saturating_sub(1));
    }
}

/// Absent it is false.
impl FromJson for bool {
    fn read_from(&mut self, json: Option<&Json>, diagnostics: &mut Diagnostics) {
        match json {
            None => {}
            Some(Json::Bool(value)) => *self = *value,
            Some(_) => diagnostics.error("expected true or false"),
        }
    }
}

impl Read for bool {
    const EMPTY: Self = false;
}

/// Absent it is 0.
impl FromJson for u8 {
    fn read_from(&mut self, json: Option<&Json>, diagnostics: &mut Diagnostics) {
        match json
            .map(|json| u32::read(Some(json), diagnostics))
            .map(Self::try_from)
        {
            None => {}
            Some(Ok(number)) => *self = number,
            Some(Err(_)) => diagnostics.error("expected a number of at most 255"),
        }
    }
}

impl Read for u8 {
    const EMPTY: Self = 0;
}

/// Required.
impl FromJson for u32 {
    fn read_from(&mut self, json: Option<&Json>, diagnostics: &mut Diagnostics) {
        match json.and_then(Json::whole).map(Self::try_from) {
            Some(Ok(number)) => *self = number,
            _ => diagnostics.error("expected a whole number"),
        }
    }
}

impl Read for u32 {
    const EMPTY: Self = 0;
}

/// Required: a whole number, or text with a decimal point (`"69.42"`). A JSON
/// number with decimals is refused, because parsers have already made it a
/// binary fraction.
impl FromJson for Decimal {
    fn read_from(&mut self, json: Option<&Json>, diagnostics: &mut Diagnostics) {
        if let Some(note) = diagnostics.note_decimal {
            note(diagnostics);
        }
        let number = match json {
            Some(Json::Text(text)) => Self::parse(text).ok(),
            json => json.and_then(Json::whole).map(Self::whole),
        };
        match number {
            Some(number) => *self = number,
            None => diagnostics
                .error("expected a whole number, or a decimal number in quotes such as \"69.42\""),
        }
    }
}

impl Read for Decimal {
    const EMPTY: Self = Self::ZERO;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_whole_numbers_or_quoted() {
        let json = |text: &str| serde_json::from_str::<Json>(text).unwrap();
        assert_eq!(read::<Decimal>(&json("4165")), Ok(Decimal::whole(4165)));
        assert_eq!(read::<Decimal>(&json("4165.0")), Ok(Decimal::whole(4165)));
        assert_eq!(
            read::<Decimal>(&json("\"69.42\"")).map(|number| number.to_string()),
            Ok("69.42".into())
        );
        assert!(read::<Decimal>(&json("69.42")).is_err());
        assert!(read::<Decimal>(&json("9007199254740993")).is_err());
    }
}
