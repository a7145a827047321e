//! A parsed JSON value.
//!
//! `serde_json` makes it natively, [`Json::parse`] in the browser, and the model is read from it. So both read alike, and
//! no parser is compiled for each type: deriving `Deserialize` took 190 kB of the wasm, and reading from this tree takes a
//! tenth.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

/// A parsed JSON value.
///
/// # Examples
/// ```
/// use virker::catalogue::Json;
///
/// let json: Json = serde_json::from_str(r#"{ "title": "Madkassen", "pages": [14, 1.5] }"#)?;
/// assert_eq!(json.text("title"), Some("Madkassen"));
/// let Some(Json::List(pages)) = json.get("pages") else { unreachable!() };
/// assert_eq!(pages[0].whole(), Some(14));
/// assert_eq!(pages[1].whole(), None);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Json {
    /// `null`, and JavaScript's `undefined`.
    #[default]
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, which JavaScript holds as a double.
    Number(f64),
    /// A string.
    Text(String),
    /// An array.
    List(Vec<Json>),
    /// An object's keys and values, in document order; keys may repeat.
    Object(Vec<(String, Json)>),
}

impl Json {
    /// The value of a key, if this is an object that has it. A repeated key has
    /// its last value, as in JavaScript.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Object(fields) => {
                let field = fields.iter().rfind(|(name, _)| name == key);
                field.map(|(_, value)| value)
            }
            _ => None,
        }
    }

    /// Takes the value of a key out of this object; `null` is left in its place.
    pub fn take(&mut self, key: &str) -> Option<Self> {
        match self {
            Self::Object(fields) => {
                let field = fields.iter_mut().rfind(|(name, _)| name == key);
                field.map(|(_, value)| std::mem::take(value))
            }
            _ => None,
        }
    }

    /// Takes a list out of this object; empty if there is none.
    pub fn take_list(&mut self, key: &str) -> Vec<Self> {
        match self.take(key) {
            Some(Self::List(elements)) => elements,
            _ => Vec::new(),
        }
    }

    /// The value of a key, if it is a string.
    #[must_use]
    pub fn text(&self, key: &str) -> Option<&str> {
        match self.get(key) {
            Some(Self::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// The number, if this is a whole one that a double holds exactly (below 2⁵³).
    #[must_use]
    pub fn whole(&self) -> Option<i64> {
        match self {
            Self::Number(number) => crate::number::whole_from_f64(*number),
            _ => None,
        }
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyValue)
    }
}

struct AnyValue;

impl<'de> Visitor<'de> for AnyValue {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_none<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        Json::deserialize(deserializer)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }

    #[allow(clippy::cast_precision_loss)]
    fn visit_i64<E>(self, number: i64) -> Result<Json, E> {
        Ok(Json::Number(number as f64))
    }

    #[allow(clippy::cast_precision_loss)]
    fn visit_u64<E>(self, number: u64) -> Result<Json, E> {
        Ok(Json::Number(number as f64))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Json, E> {
        Ok(Json::Number(number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Json, E> {
        Ok(Json::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Json, E> {
        Ok(Json::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Json, A::Error> {
        let mut list = Vec::new();
        while let Some(element) = elements.next_element()? {
            list.push(element);
        }
        // A catalogue has tens of thousands of short lists and objects, and stays in memory: without the room for more
        // that they grew by, a thousand entries take 2 MB less.
        list.shrink_to_fit();
        Ok(Json::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Json, A::Error> {
        let mut object = Vec::new();
        while let Some(field) = fields.next_entry()? {
            object.push(field);
        }
        object.shrink_to_fit();
        Ok(Json::Object(object))
    }
}
