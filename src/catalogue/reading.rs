//! Reading the model from JSON: what a value must be, and where it was wrong.
//!
//! Nothing is returned early: what is wrong is noted in the [`Trail`], so one
//! reading names every mistake, and the code stays small. A wrong element of a
//! list and a wrong optional part are left out; a wrong required value becomes
//! its type's default, which whoever reads must not show.

use super::{Json, Label};
use crate::number::Decimal;

/// A type that can be read from JSON.
pub trait Read: Sized {
    /// Reads it. `None` means that the key is absent; what is wrong is noted in
    /// the trail.
    fn read(json: Option<&Json>, trail: &mut Trail) -> Self;
}

/// A value that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
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
pub struct Trail {
    path: Vec<Step>,
    /// Whether what is being read lacks something that it needs.
    pub(super) spoilt: bool,
    /// Whether what encloses it was noted as wrong already.
    muted: bool,
    /// What was wrong, in order.
    pub wrong: Vec<Wrong>,
    /// Keys that the model does not know, if anyone wants to know of them.
    pub unknown: Option<Vec<Unknown>>,
}

#[derive(Debug)]
enum Step {
    Key(String),
    Element(usize),
}

impl Trail {
    /// A trail that also notes unknown keys.
    #[must_use]
    pub fn noting_unknown() -> Self {
        Self {
            unknown: Some(Vec::new()),
            ..Self::default()
        }
    }

    /// Notes that something is wrong here.
    pub fn wrong(&mut self, message: &str) {
        self.spoilt = true;
        if self.muted {
            return;
        }
        let path = self.path();
        self.wrong.push(Wrong {
            path,
            message: message.to_owned(),
        });
    }

    /// Begins a part that can be left out.
    fn begin(&mut self) -> bool {
        std::mem::take(&mut self.spoilt)
    }

    /// Ends a part that can be left out; `outside` is what beginning it gave.
    /// Whether it must be: half a fact is no fact, and a default must never
    /// pass for what a publisher said.
    fn end(&mut self, outside: bool) -> bool {
        std::mem::replace(&mut self.spoilt, outside)
    }

    /// Has each element of a list read. One function for all types: written out for each, it would be 5 kB of code.
    fn each(&mut self, json: Option<&Json>, read: &mut dyn FnMut(&Json, &mut Self)) {
        let elements = match json {
            None => return,
            Some(Json::List(elements)) => elements,
            Some(_) => return self.wrong("a list is needed here"),
        };
        for (index, element) in elements.iter().enumerate() {
            self.path.push(Step::Element(index));
            let outside = self.begin();
            read(element, self);
            self.end(outside);
            self.path.pop();
        }
    }

    fn path(&self) -> String {
        let mut path = String::new();
        for step in &self.path {
            match step {
                Step::Key(key) => {
                    if !path.is_empty() {
                        path.push('.');
                    }
                    path.push_str(key);
                }
                Step::Element(index) => {
                    path.push('[');
                    path.push_str(&index.to_string());
                    path.push(']');
                }
            }
        }
        path
    }

    /// The object whose fields are read; `None` (and a note) if it is none.
    pub fn object<'j>(
        &mut self,
        json: Option<&'j Json>,
        known: &'static [&'static str],
    ) -> Option<&'j Json> {
        match json {
            Some(object @ Json::Object(fields)) => {
                if let Some(unknown) = &self.unknown {
                    let new = fields
                        .iter()
                        .filter(|(key, _)| !known.iter().any(|name| is_key(key, name)));
                    let new: Vec<Unknown> = new
                        .map(|(key, _)| Unknown {
                            path: self.path_to(key),
                            known,
                        })
                        .collect();
                    if !new.is_empty() {
                        let unknown = [unknown.as_slice(), &new].concat();
                        self.unknown = Some(unknown);
                    }
                }
                Some(object)
            }
            Some(_) => {
                self.wrong("an object is needed here");
                None
            }
            None => {
                self.wrong("is missing");
                None
            }
        }
    }

    fn path_to(&self, key: &str) -> String {
        match self.path() {
            here if here.is_empty() => key.to_owned(),
            here => format!("{here}.{key}"),
        }
    }

    /// Reads the field that Rust calls `name`.
    #[inline(never)]
    pub fn field<T: Read>(&mut self, object: Option<&Json>, name: &'static str) -> T {
        let value = self.enter(object, name);
        let read = T::read(value, self);
        self.path.pop();
        read
    }

    #[inline(never)]
    fn enter<'j>(&mut self, object: Option<&'j Json>, name: &'static str) -> Option<&'j Json> {
        self.path.push(Step::Key(camel(name)));
        // The object itself was noted as wrong; its fields aren't news.
        self.muted = object.is_none();
        match object {
            Some(Json::Object(fields)) => {
                let field = fields.iter().rev().find(|(key, _)| is_key(key, name));
                field.map(|(_, value)| value)
            }
            _ => None,
        }
    }
}

/// `key_figure` as JSON spells it: `keyFigure`.
#[must_use]
pub fn camel(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    let mut parts = name.split('_');
    key.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let mut chars = part.chars();
        key.extend(chars.next().map(|first| first.to_ascii_uppercase()));
        key.push_str(chars.as_str());
    }
    key
}

/// Whether a key in JSON is the field that Rust calls `name`.
fn is_key(key: &str, name: &str) -> bool {
    let mut key = key.bytes();
    let mut capital = false;
    for byte in name.bytes() {
        if byte == b'_' {
            capital = true;
        } else {
            let byte = if capital {
                byte.to_ascii_uppercase()
            } else {
                byte
            };
            capital = false;
            if key.next() != Some(byte) {
                return false;
            }
        }
    }
    key.next().is_none()
}

impl Read for String {
    fn read(json: Option<&Json>, trail: &mut Trail) -> Self {
        match json {
            Some(Json::Text(text)) => return text.clone(),
            Some(_) => trail.wrong("a text is needed here"),
            None => trail.wrong("is missing"),
        }
        Self::new()
    }
}

impl<T: Read> Read for Option<T> {
    fn read(json: Option<&Json>, trail: &mut Trail) -> Self {
        match json {
            None | Some(Json::Null) => None,
            some => {
                let outside = trail.begin();
                let read = T::read(some, trail);
                if trail.end(outside) { None } else { Some(read) }
            }
        }
    }
}

/// An absent list is empty, and a wrong element is left out.
impl<T: Read> Read for Vec<T> {
    fn read(json: Option<&Json>, trail: &mut Trail) -> Self {
        let mut list = Self::new();
        trail.each(json, &mut |element, trail| {
            let read = T::read(Some(element), trail);
            if !trail.spoilt {
                list.push(read);
            }
        });
        list
    }
}

/// An absent `bool` is false.
impl Read for bool {
    fn read(json: Option<&Json>, trail: &mut Trail) -> Self {
        match json {
            None => false,
            Some(Json::Bool(value)) => *value,
            Some(_) => {
                trail.wrong("true or false is needed here");
                false
            }
        }
    }
}

/// A small whole number; absent it is 0.
impl Read for u8 {
    fn read(json: Option<&Json>, trail: &mut Trail) -> Self {
        u8::try_from(u32::read(json.or(Some(&Json::Number(0.0))), trail)).unwrap_or_else(|_| {
            trail.wrong("a smaller number is needed here");
            0
        })
    }
}

impl Read for u32 {
    fn read(json: Option<&Json>, trail: &mut Trail) -> Self {
        json.and_then(Json::whole)
            .and_then(|number| Self::try_from(number).ok())
            .unwrap_or_else(|| {
                trail.wrong("a whole number is needed here");
                0
            })
    }
}

/// A whole number, or a text with a decimal point (`"69.42"`). A fractional
/// number would already have been a binary fraction on its way here.
impl Read for Decimal {
    fn read(json: Option<&Json>, trail: &mut Trail) -> Self {
        let number = match json {
            Some(Json::Text(text)) => Self::parse(text).ok(),
            json => json.and_then(Json::whole).map(Self::whole),
        };
        number.unwrap_or_else(|| {
            trail.wrong(
                "a whole number is needed here, or a decimal number in quotes such as \"69.42\"",
            );
            Self::ZERO
        })
    }
}

impl Read for Label {
    fn read(json: Option<&Json>, trail: &mut Trail) -> Self {
        let mut label = Self::default();
        let mut good = false;
        if let Some(Json::Object(fields)) = json {
            good = true;
            for (language, text) in fields {
                match text {
                    Json::Text(text) => {
                        label.0.retain(|(known, _)| known != language);
                        label.0.push((language.clone(), text.clone()));
                    }
                    _ => good = false,
                }
            }
        }
        if !good {
            trail.wrong("a text per language is needed here, such as { da = \"Mad\" }");
        }
        label
    }
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
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $name {
            $($(#[$field_about])* pub $field: $type,)*
        }

        impl crate::catalogue::Read for $name {
            fn read(json: Option<&crate::catalogue::Json>, trail: &mut crate::catalogue::Trail) -> Self {
                let object = trail.object(json, &[$(stringify!($field)),*]);
                Self { $($field: trail.field(object, stringify!($field)),)* }
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

        impl crate::catalogue::Read for $name {
            #[allow(unreachable_code)]
            fn read(json: Option<&crate::catalogue::Json>, trail: &mut crate::catalogue::Trail) -> Self {
                match json {
                    Some(crate::catalogue::Json::Text(text)) => match text.as_str() {
                        $($text => return Self::$word,)*
                        _ => {
                            $(return Self::$other;)?
                        }
                    },
                    None => {
                        $(return Self::$absent;)?
                    }
                    Some(_) => {}
                }
                trail.wrong(concat!("one of these words is needed here:", $(" ", $text),*));
                Self::default()
            }
        }
    };
}

pub(crate) use {record, words};
