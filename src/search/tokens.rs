//! The words of a text as a search reads them.
//!
//! Besides the words themselves there are sections of acts (`§107`), and words
//! with hyphens both in parts and as one: `ja-tak-portalen` is also
//! `jatakportalen`.

use std::ops::Range;

use super::law;
use crate::danish::Words;

/// No word of a catalogue is longer, in bytes; longer ones cannot be sought.
pub(super) const LONGEST_WORD: usize = 200;

/// A word that can be sought, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// Where [`Tokens::text`] finds it.
    pub(super) plain: Range<usize>,
    /// The text's [`crate::danish::hash`].
    pub(super) hash: u32,
    /// The words of the text that it was made of: the first and the last.
    pub(super) words: (usize, usize),
}

/// What a text says, and where.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Tokens {
    pub(super) words: Words,
    pub(super) all: Vec<Token>,
}

impl Tokens {
    /// What a text says. In a query a number after an act's name is a section,
    /// also without the sign: `barnets lov 32`.
    pub(super) fn of(text: &str, is_query: bool) -> Self {
        let mut tokens = Self::default();
        tokens.read(text, is_query);
        tokens
    }

    /// The token in plain letters; `§107` for a section of an act.
    pub(super) fn text(&self, token: &Token) -> &str {
        self.words.plain(&token.plain)
    }

    /// All tokens' texts.
    pub(super) fn texts(&self) -> Vec<&str> {
        let mut texts = Vec::with_capacity(self.all.len());
        for token in &self.all {
            texts.push(self.text(token));
        }
        texts
    }

    /// Reads a text, in the room that the one before took.
    pub(super) fn read(&mut self, text: &str, is_query: bool) {
        self.words.read(text);
        self.all.clear();
        // No index holds an endless word; a query with one is sought in vain.
        let longest = if is_query { usize::MAX } else { LONGEST_WORD };
        // Where a word with hyphens began.
        let mut first = 0;
        let mut sections = false;
        let mut goes_on = false;
        for place in 0..self.words.all.len() {
            let words = &self.words;
            let Some(word) = words.all.get(place) else {
                break;
            };
            let joins = goes_on;
            goes_on = text.as_bytes().get(word.end) == Some(&b'-')
                && words
                    .all
                    .get(place + 1)
                    .is_some_and(|next| next.start == word.end + 1);
            let as_it_stands = (word.plain.clone(), word.hash);
            let begins = text.as_bytes().get(word.start);
            // Most words are neither sections nor joined, and a text is full of them.
            if !(is_query || sections || joins) && begins.is_some_and(u8::is_ascii_alphabetic) {
                first = place;
                self.push(as_it_stands, (place, place), longest);
                continue;
            }
            let end = word.end;
            let before = place
                .checked_sub(1)
                .and_then(|before| words.all.get(before));
            let next = words.all.get(place + 1);
            let plain = words.plain(&word.plain);
            let plain_before = || before.map(|before| words.plain(&before.plain));
            let number = plain.as_bytes().first().is_some_and(u8::is_ascii_digit);
            if plain == "§"
                || is_query
                    && matches!(plain, "paragraf" | "paragraffer" | "par")
                    && next.is_some_and(|next| is_number(words.plain(&next.plain)))
            {
                sections = true;
                continue;
            }
            if number && (sections || is_query && plain_before().is_some_and(law::is_act)) {
                sections = true;
                let number = text.get(word.start..end).unwrap_or_default();
                let plain = self.words.add("§", number);
                self.push(plain, (place, place), longest);
                continue;
            }
            // `§§ 103, 104 og 107/108` are four sections.
            sections = sections
                && matches!(plain, "og" | "eller" | "samt")
                && plain_before().is_some_and(is_number);
            self.push(as_it_stands, (place, place), longest);
            if !joins || number {
                first = place;
            } else if !goes_on && let Some(start) = self.words.all.get(first) {
                let whole = text.get(start.start..end).unwrap_or_default();
                let plain = self.words.add("", whole);
                self.push(plain, (first, place), longest);
            }
        }
    }

    /// Adds a word, unless it is longer than the longest.
    fn push(&mut self, word: (Range<usize>, u32), words: (usize, usize), longest: usize) {
        let (plain, hash) = word;
        if plain.len() <= longest {
            self.all.push(Token { plain, hash, words });
        }
    }
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, is_query: bool) -> Vec<String> {
        let read = Tokens::of(text, is_query);
        read.texts().into_iter().map(str::to_owned).collect()
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
