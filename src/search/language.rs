//! What is known of a language's words: by a dictionary, or without one.

use super::compounds;

/// What an index needs to know of a language's words: with a dictionary when publishing, or
/// [`Plain`] without one.
pub trait Language {
    /// The lemmas that a word may be a form of; none if the word is unknown.
    fn lemmas(&self, word: &str) -> Vec<String>;

    /// The parts of a compound; none if the word is not made of known words entirely. `is_word`
    /// tells which words the catalogue has.
    fn parts(&self, word: &str, is_word: &dyn Fn(&str) -> bool) -> Vec<String>;

    /// Other forms of a word, of the thesaurus, that have another stem.
    fn strong_forms(&self, word: &str) -> Vec<String>;
}

/// A language without a dictionary: only stems, and compounds of words that the catalogue has.
pub struct Plain;

impl Language for Plain {
    fn lemmas(&self, _: &str) -> Vec<String> {
        Vec::new()
    }

    fn parts(&self, word: &str, is_word: &dyn Fn(&str) -> bool) -> Vec<String> {
        compounds::split(word, is_word)
    }

    fn strong_forms(&self, _: &str) -> Vec<String> {
        Vec::new()
    }
}
