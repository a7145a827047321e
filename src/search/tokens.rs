//! The words of a text as a search reads them.
//!
//! Besides the words themselves there are sections of acts (`§107`), and words
//! with hyphens both in parts and as one: `ja-tak-portalen` is also
//! `jatakportalen`.

use super::law;
use crate::danish::{Word, words};

/// A word that can be sought, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// The word in plain letters; `§107` for a section of an act.
    pub(super) text: String,
    /// The words of the text that it was made of: the first and the last.
    pub(super) words: (usize, usize),
}

/// What a text says, and where.
pub(super) struct Tokens {
    pub(super) words: Vec<Word>,
    pub(super) tokens: Vec<Token>,
}

/// Reads a text. In a query a number after an act's name is a section, also
/// without the sign: `barnets lov 32`.
pub(super) fn tokens(text: &str, is_query: bool) -> Tokens {
    let words: Vec<Word> = words(text).collect();
    let mut tokens = Vec::with_capacity(words.len());
    // Where a word with hyphens began.
    let mut first = 0;
    let mut sections = false;
    for (place, word) in words.iter().enumerate() {
        let before = place.checked_sub(1).and_then(|before| words.get(before));
        let number = word.plain.starts_with(|c: char| c.is_ascii_digit());
        let next = words.get(place + 1);
        let before_number = next.is_some_and(|next| is_number(&next.plain));
        let joins = before.map_or("", |before| {
            text.get(before.end..word.start).unwrap_or_default()
        });
        if word.plain == "§"
            || matches!(word.plain.as_str(), "paragraf" | "paragraffer" | "par")
                && is_query
                && before_number
        {
            sections = true;
            continue;
        }
        // `§§ 103, 104 og 107/108` are four sections.
        let list = before.is_some_and(|before| is_number(&before.plain));
        let goes_on = list && matches!(word.plain.as_str(), "og" | "eller" | "samt");
        let by_act = is_query && number && law::is_act(before.map_or("", |before| &before.plain));
        if number && (sections || by_act) {
            sections = true;
            tokens.push(Token {
                text: format!("§{}", word.plain),
                words: (place, place),
            });
            continue;
        }
        sections &= goes_on;
        tokens.push(Token {
            text: word.plain.clone(),
            words: (place, place),
        });
        if joins != "-" || number {
            first = place;
        } else if next.is_none_or(|next| text.get(word.end..next.start) != Some("-")) {
            let parts = words.get(first..=place).unwrap_or_default().iter();
            tokens.push(Token {
                text: parts.map(|part| part.plain.as_str()).collect(),
                words: (first, place),
            });
        }
    }
    Tokens { words, tokens }
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, is_query: bool) -> Vec<String> {
        let read = tokens(text, is_query);
        read.tokens.into_iter().map(|token| token.text).collect()
    }

    #[test]
    fn sections_of_acts_are_words_of_their_own() {
        assert_eq!(
            read("efter §107 og § 108 i loven", false),
            ["efter", "§107", "og", "§108", "i", "loven"]
        );
        assert_eq!(read("§§ 103, 104/105", false), ["§103", "§104", "§105"]);
        assert_eq!(read("§ 11, stk. 3", false), ["§11", "stk", "3"]);
        assert_eq!(read("SEL § 85 i 2016", false), ["sel", "§85", "i", "2016"]);
        assert_eq!(read("barnets lov 32", true), ["barnets", "lov", "§32"]);
        assert_eq!(read("barnets lov 32", false), ["barnets", "lov", "32"]);
        assert_eq!(read("paragraf 85", true), ["§85"]);
    }

    #[test]
    fn a_word_with_hyphens_is_also_one_word() {
        assert_eq!(
            read("Ja-tak-portalen virker", false),
            ["ja", "tak", "portalen", "jatakportalen", "virker"]
        );
        assert_eq!(read("mad - og", false), ["mad", "og"]);
    }
}
