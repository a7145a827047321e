//! Written Danish: letters, words, word stems, numbers, dates and alphabetical
//! order.

mod alphabet;
mod date;
mod letters;
mod number;
mod plural;
mod sentence;
mod stem;

pub use alphabet::alphabetical;
pub use date::print_date;
pub use letters::{Word, Words, fold, hash, key, lower, plain_text};
pub(crate) use letters::{is_letter, write_key};
pub use number::{
    Amount, keep_units, parse_amount, parse_number, print_number, two_meanings, unit_words,
};
pub use plural::other_vowel;
pub use sentence::{continue_sentence, end_sentence};
pub use stem::stem;
