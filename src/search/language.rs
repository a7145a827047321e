//! What is known of a language's words: by a dictionary, or without one.

use super::compounds;

/// What is known of a language's words besides their letters.
pub trait Language {
    /// The base forms that a word may be a form of; none if it isn't known.
    fn lemmas(&self, word: &str) -> Vec<String>;

    /// The base forms of the parts of a compound, which must be wholly
    /// accounted for; none if it isn't one. `is_word` tells which words the
    /// catalogue has.
    fn parts(&self, word: &str, is_word: &dyn Fn(&str) -> bool) -> Vec<String>;

    /// Other forms of a word of the thesaurus that have another stem.
    fn strong_forms(&self, word: &str) -> Vec<String>;
}

/// What can be known without a dictionary: stems, and compounds of words that
/// the catalogue itself has.
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
