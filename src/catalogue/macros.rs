//! The macros that define the model's types and how each is read.
//!
//! They take the place of serde's derives, which took 190 kB of the wasm; these
//! take a tenth.

/// Defines structs of the catalogue and implements [`FromJson`], [`Read`] and
/// `Default` for them.
///
/// Each field is read from the key of its name in camel case, by its own
/// type's rules: `Option`, `Vec`, `bool` and `u8` may be absent, everything
/// else is required.
///
/// ```text
/// record! {
///     /// A ready-made value of an input.
///     pub struct Choice {
///         /// The value.
///         pub value: Decimal,
///     }
/// }
/// ```
///
/// [`FromJson`]: crate::catalogue::FromJson
/// [`Read`]: crate::catalogue::Read
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
            fn read_from(
                &mut self,
                json: Option<&crate::catalogue::Json>,
                diagnostics: &mut crate::catalogue::Diagnostics,
            ) {
                crate::catalogue::from_json::read_record(
                    json,
                    &[$(stringify!($field)),*],
                    &mut [$(&mut self.$field),*],
                    diagnostics,
                );
            }
        }

        impl crate::catalogue::Read for $name {
            const EMPTY: Self = Self { $($field: <$type as crate::catalogue::Read>::EMPTY,)* };
        }

        impl Default for $name {
            fn default() -> Self {
                <Self as crate::catalogue::Read>::EMPTY
            }
        }
    )*};
}

/// Defines an enum of the catalogue whose variants are written as words, and
/// implements [`FromJson`] and [`Read`] for it.
///
/// `absent V` names the variant of an absent key, and `else V` the variant of
/// a word that this version does not know. Without them an absent key and an
/// unknown word are errors.
///
/// ```text
/// words! {
///     /// Whether an entry is still in use.
///     pub enum Status, absent Published {
///         /// It is in use.
///         #[default]
///         Published = "published",
///         /// It was withdrawn.
///         Withdrawn = "withdrawn",
///     }
/// }
/// ```
///
/// [`FromJson`]: crate::catalogue::FromJson
/// [`Read`]: crate::catalogue::Read
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

        impl $name {
            /// All words, in the order of the variants.
            pub const WORDS: &'static [&'static str] = &[$($text),*];
        }

        impl crate::catalogue::FromJson for $name {
            fn read_from(
                &mut self,
                json: Option<&crate::catalogue::Json>,
                diagnostics: &mut crate::catalogue::Diagnostics,
            ) {
                use crate::catalogue::from_json::{NO_WORD, read_word};
                let absent = [$(Self::$absent as usize,)? NO_WORD][0];
                let unknown = [$(Self::$other as usize,)? NO_WORD][0];
                let index = read_word(json, Self::WORDS, absent, unknown, diagnostics);
                if let Some(word) = [$(Self::$word),*].get(index) {
                    *self = *word;
                }
            }
        }

        impl crate::catalogue::Read for $name {
            const EMPTY: Self = [$(Self::$absent,)? $(Self::$other,)? $(Self::$word),*][0];
        }
    };
}

pub(super) use {record, words};
