//! Reading the model from JSON: what a value must be, and where it was wrong.
//!
//! Nothing is returned early: what is wrong is noted in the [`Diagnostics`], so one
//! reading names every mistake, and the code stays small. A wrong element of a
//! list and a wrong optional part are left out; a wrong required value stays
//! blank, which whoever reads must not show.
//!
//! Values are filled in place, one by one, through [`FromJson`]: what all records,
//! lists and optional parts have in common is compiled once, and of each type
//! there is little more than where its fields are.

use super::{Json, Label};
use crate::join::join;
use crate::number::Decimal;

/// What can be filled from JSON.
pub trait FromJson {
    /// Fills it, which is blank. `None` means that the key is absent; what is
    /// wrong is noted in the trail.
    fn fill(&mut self, json: Option<&Json>, trail: &mut Diagnostics);
}

/// A type that can be read from JSON.
pub trait Read: FromJson + Sized {
    /// What it is before anything is read. It is copied as it lies in memory:
    /// making it field by field would be code.
    const BLANK: Self;

    /// Reads it. `None` means that the key is absent; what is wrong is noted in
    /// the trail.
    fn read(json: Option<&Json>, trail: &mut Diagnostics) -> Self {
        let mut read = Self::BLANK;
        read.fill(json, trail);
        read
    }
}

/// Where parts stand that can be left out: a list, or an optional part.
trait Slot {
    /// Adds a part and fills it.
    fn add(&mut self, json: &Json, trail: &mut Diagnostics);
    /// Takes the part away that was added last.
    fn remove(&mut self);
}

/// The place of a word that is not in a list of words.
pub(super) const NO_WORD: usize = usize::MAX;

/// A value that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError {
    /// The path to it, such as `facts[2].text`; empty for the whole.
    pub path: String,
    /// What is needed there instead.
    pub message: String,
}

/// A key that the model does not know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// The path to it, such as `facts[2].txt`.
    pub path: String,
    /// The keys that are known in its place, in Rust's spelling: `key_figure`.
    pub known: &'static [&'static str],
}

/// Where the reading is, and what it met.
#[derive(Debug, Default)]
pub struct Diagnostics {
    /// The path to what is being read.
    path: String,
    /// Whether what is being read lacks something that it needs.
    pub(super) spoilt: bool,
    /// What was wrong, in order.
    pub wrong: Vec<ReadError>,
    /// Keys that the model does not know, if anyone wants to know of them.
    pub unknown: Option<Vec<Unknown>>,
    /// Notes the unknown ones of an object's keys. It is called through a
    /// pointer, so that the widget, which never asks, does not carry its code.
    note_unknown: Option<NoteUnknown>,
}

/// Notes which of an object's fields are not among the known ones.
type NoteUnknown = fn(&mut Diagnostics, &[(String, Json)], &'static [&'static str]);

impl Diagnostics {
    /// A trail that also notes unknown keys.
    #[must_use]
    pub fn noting_unknown() -> Self {
        Self {
            unknown: Some(Vec::new()),
            note_unknown: Some(Self::note_unknown),
            ..Self::default()
        }
    }

    fn note_unknown(&mut self, fields: &[(String, Json)], known: &'static [&'static str]) {
        for (key, _) in fields {
            if known.iter().all(|name| camel(name) != *key) {
                let path = match self.path.as_str() {
                    "" => key.clone(),
                    here => format!("{here}.{key}"),
                };
                let unknown = self.unknown.get_or_insert_default();
                unknown.push(Unknown { path, known });
            }
        }
    }

    /// Notes that something is wrong here.
    pub fn wrong(&mut self, message: &str) {
        self.spoilt = true;
        self.wrong.push(ReadError {
            path: self.path.clone(),
            message: message.to_owned(),
        });
    }

    /// What was wrong first.
    pub(super) fn into_first(mut self) -> Option<ReadError> {
        self.wrong.truncate(1);
        self.wrong.pop()
    }

    /// Fills a record's fields, which stand in the order of their names.
    pub fn record(
        &mut self,
        json: Option<&Json>,
        names: &'static [&'static str],
        fields: &mut [&mut dyn FromJson],
    ) {
        let object = match json {
            Some(object @ Json::Object(keys)) => {
                if let Some(note_unknown) = self.note_unknown {
                    note_unknown(self, keys, names);
                }
                object
            }
            Some(_) => return self.wrong("an object is needed here"),
            None => return self.wrong("is missing"),
        };
        let here = self.path.len();
        for (name, field) in names.iter().zip(fields) {
            if here > 0 {
                self.path.push('.');
            }
            let key = self.path.len();
            push_camel(&mut self.path, name);
            let value = self.path.get(key..).and_then(|key| object.get(key));
            field.fill(value, self);
            self.path.truncate(here);
        }
    }

    /// Fills a list, which is empty when it is absent.
    fn list(&mut self, json: Option<&Json>, list: &mut dyn Slot) {
        let elements = match json {
            None => return,
            Some(Json::List(elements)) => elements,
            Some(_) => return self.wrong("a list is needed here"),
        };
        let here = self.path.len();
        for (index, element) in elements.iter().enumerate() {
            self.path.push('[');
            self.path.push_str(&index.to_string());
            self.path.push(']');
            self.part(element, list);
            self.path.truncate(here);
        }
    }

    /// Fills an optional part, if it is there.
    fn option(&mut self, json: Option<&Json>, option: &mut dyn Slot) {
        match json {
            None | Some(Json::Null) => {}
            Some(json) => self.part(json, option),
        }
    }

    /// Fills a part, and leaves it out when it lacks what it needs: half a fact
    /// is no fact, and a default must never pass for what a publisher said.
    fn part(&mut self, json: &Json, room: &mut dyn Slot) {
        let outside = std::mem::take(&mut self.spoilt);
        room.add(json, self);
        if std::mem::replace(&mut self.spoilt, outside) {
            room.remove();
        }
    }

    /// Which of the words stands here. Where none does, it is the one that an
    /// absent or an unknown word means; where that is none either, it is wrong.
    pub fn word(
        &mut self,
        json: Option<&Json>,
        words: &[&str],
        absent: usize,
        unknown: usize,
    ) -> usize {
        let word = match json {
            None => absent,
            Some(Json::Text(text)) => {
                let known = words.iter().position(|word| word == text);
                known.unwrap_or(unknown)
            }
            Some(_) => NO_WORD,
        };
        if word == NO_WORD {
            let message = "one of these words is needed here: ".to_owned() + &join(words, " ");
            self.wrong(&message);
        }
        word
    }
}

/// `key_figure` as JSON spells it: `keyFigure`.
#[must_use]
pub fn camel(name: &str) -> String {
    let mut key = String::new();
    push_camel(&mut key, name);
    key
}

fn push_camel(path: &mut String, name: &str) {
    let mut capital = false;
    for char in name.chars() {
        if char == '_' {
            capital = true;
            continue;
        }
        path.push(if capital {
            char.to_ascii_uppercase()
        } else {
            char
        });
        capital = false;
    }
}

impl FromJson for String {
    fn fill(&mut self, json: Option<&Json>, trail: &mut Diagnostics) {
        match json {
            Some(Json::Text(text)) => self.clone_from(text),
            Some(_) => trail.wrong("a text is needed here"),
            None => trail.wrong("is missing"),
        }
    }
}

impl Read for String {
    const BLANK: Self = Self::new();
}

impl<T: Read> FromJson for Option<T> {
    fn fill(&mut self, json: Option<&Json>, trail: &mut Diagnostics) {
        trail.option(json, self);
    }
}

impl<T: Read> Read for Option<T> {
    const BLANK: Self = None;
}

impl<T: Read> Slot for Option<T> {
    fn add(&mut self, json: &Json, trail: &mut Diagnostics) {
        self.insert(T::BLANK).fill(Some(json), trail);
    }

    fn remove(&mut self) {
        *self = None;
    }
}

/// An absent list is empty, and a wrong element is left out.
impl<T: Read> FromJson for Vec<T> {
    fn fill(&mut self, json: Option<&Json>, trail: &mut Diagnostics) {
        trail.list(json, self);
    }
}

impl<T: Read> Read for Vec<T> {
    const BLANK: Self = Self::new();
}

impl<T: Read> Slot for Vec<T> {
    fn add(&mut self, json: &Json, trail: &mut Diagnostics) {
        self.push_mut(T::BLANK).fill(Some(json), trail);
    }

    fn remove(&mut self) {
        self.truncate(self.len().saturating_sub(1));
    }
}

/// An absent `bool` is false.
impl FromJson for bool {
    fn fill(&mut self, json: Option<&Json>, trail: &mut Diagnostics) {
        match json {
            None => {}
            Some(Json::Bool(value)) => *self = *value,
            Some(_) => trail.wrong("true or false is needed here"),
        }
    }
}

impl Read for bool {
    const BLANK: Self = false;
}

/// A small whole number; absent it is 0.
impl FromJson for u8 {
    fn fill(&mut self, json: Option<&Json>, trail: &mut Diagnostics) {
        match json
            .map(|json| u32::read(Some(json), trail))
            .map(Self::try_from)
        {
            None => {}
            Some(Ok(number)) => *self = number,
            Some(Err(_)) => trail.wrong("a smaller number is needed here"),
        }
    }
}

impl Read for u8 {
    const BLANK: Self = 0;
}

impl FromJson for u32 {
    fn fill(&mut self, json: Option<&Json>, trail: &mut Diagnostics) {
        match json.and_then(Json::whole).map(Self::try_from) {
            Some(Ok(number)) => *self = number,
            _ => trail.wrong("a whole number is needed here"),
        }
    }
}

impl Read for u32 {
    const BLANK: Self = 0;
}

/// A whole number, or a text with a decimal point (`"69.42"`). A fractional
/// number would already have been a binary fraction on its way here.
impl FromJson for Decimal {
    fn fill(&mut self, json: Option<&Json>, trail: &mut Diagnostics) {
        let number = match json {
            Some(Json::Text(text)) => Self::parse(text).ok(),
            json => json.and_then(Json::whole).map(Self::whole),
        };
        match number {
            Some(number) => *self = number,
            None => trail.wrong(
                "a whole number is needed here, or a decimal number in quotes such as \"69.42\"",
            ),
        }
    }
}

impl Read for Decimal {
    const BLANK: Self = Self::ZERO;
}

/// Of a repeated language the last text, as in JavaScript.
impl FromJson for Label {
    fn fill(&mut self, json: Option<&Json>, trail: &mut Diagnostics) {
        let mut good = false;
        if let Some(Json::Object(fields)) = json {
            good = true;
            for (language, text) in fields {
                let Json::Text(text) = text else {
                    good = false;
                    continue;
                };
                match self.0.iter_mut().find(|(known, _)| known == language) {
                    Some((_, earlier)) => earlier.clone_from(text),
                    None => self.0.push((language.clone(), text.clone())),
                }
            }
        }
        if !good {
            trail.wrong("a text per language is needed here, such as { da = \"Mad\" }");
        }
    }
}

impl Read for Label {
    const BLANK: Self = Self(Vec::new());
}

/// Defines a record of the catalogue, and how it is read: each field by its
/// own name in camel case.
macro_rules! record {
    ($(
        $(#[$about:meta])*
        pub struct $name:ident {
            $($(#[$field_about:meta])* pub $field:ident: $type:ty,)*
        }
    )*) => {$(
        $(#[$about])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $name {
            $($(#[$field_about])* pub $field: $type,)*
        }

        impl crate::catalogue::FromJson for $name {
            fn fill(&mut self, json: Option<&crate::catalogue::Json>, trail: &mut crate::catalogue::Diagnostics) {
                trail.record(json, &[$(stringify!($field)),*], &mut [$(&mut self.$field),*]);
            }
        }

        impl crate::catalogue::Read for $name {
            const BLANK: Self = Self { $($field: <$type as crate::catalogue::Read>::BLANK,)* };
        }

        impl Default for $name {
            fn default() -> Self {
                <Self as crate::catalogue::Read>::BLANK
            }
        }
    )*};
}

/// Defines a choice of words, and how each is written in the catalogue. After
/// `absent` stands what an absent word means, after `else` what a word means
/// that this version does not know; without these, such a word is wrong.
macro_rules! words {
    (
        $(#[$about:meta])*
        pub enum $name:ident $(, absent $absent:ident)? $(, else $other:ident)? {
            $($(#[$word_about:meta])* $word:ident = $text:literal,)*
        }
    ) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub enum $name {
            $($(#[$word_about])* $word,)*
        }

        impl crate::catalogue::FromJson for $name {
            fn fill(&mut self, json: Option<&crate::catalogue::Json>, trail: &mut crate::catalogue::Diagnostics) {
                use crate::catalogue::reading::NO_WORD;
                let absent = [$(Self::$absent as usize,)? NO_WORD][0];
                let unknown = [$(Self::$other as usize,)? NO_WORD][0];
                let word = trail.word(json, &[$($text),*], absent, unknown);
                if let Some(word) = [$(Self::$word),*].get(word) {
                    *self = *word;
                }
            }
        }

        impl crate::catalogue::Read for $name {
            const BLANK: Self = [$(Self::$absent,)? $(Self::$other,)? $(Self::$word),*][0];
        }
    };
}

pub(crate) use {record, words};
