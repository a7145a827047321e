//! The tokens of a text.
//!
//! A token is a word, a section of an act (`§107`), or a hyphenated word as a whole:
//! `ja-tak-portalen` gives `ja`, `tak`, `portalen` and `jatakportalen`.

use std::ops::Range;

use super::law;
use crate::danish::Words;

/// The longest word that is indexed, in bytes. Index files hold no longer words.
pub(super) const MAX_WORD_BYTES: usize = 200;

/// How many sections a range may have: `§ 85, 2016-2018` names none in between.
const MOST_IN_A_RANGE: u32 = 40;

/// One token, and its position in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// The range of its text in the buffer of plain letters; [`Tokens::text`] reads it.
    pub(super) plain: Range<usize>,
    /// The [`hash`](crate::danish::hash) of its text.
    pub(super) hash: u32,
    /// The indexes in [`Tokens::words`] of its first and last word.
    pub(super) words: (usize, usize),
}

/// The words and tokens of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Tokens {
    pub(super) words: Words,
    pub(super) all: Vec<Token>,
}

impl Tokens {
    /// Tokenizes a text. In a query, a number after an act's name is a section without its sign,
    /// too: `barnets lov 32`.
    pub(super) fn of(text: &str, is_query: bool) -> Self {
        let mut tokens = Self::default();
        tokens.read(text, is_query);
        tokens
    }

    /// A token in plain letters; `§107` for a section of an act.
    pub(super) fn text(&self, token: &Token) -> &str {
        self.words.plain(&token.plain)
    }

    /// The texts of all tokens.
    pub(super) fn texts(&self) -> Vec<&str> {
        let mut texts = Vec::with_capacity(self.all.len());
        for token in &self.all {
            texts.push(self.text(token));
        }
        texts
    }

    /// The [hashes](crate::danish::hash) of all tokens.
    pub(super) fn hashes(&self) -> Vec<u32> {
        self.all.iter().map(|token| token.hash).collect()
    }

    /// Tokenizes a text, reusing the buffers.
    pub(super) fn read(&mut self, text: &str, is_query: bool) {
        self.words.read(text);
        self.all.clear();
        // A longer word in a query is kept, and matches nothing.
        let max_bytes = if is_query { usize::MAX } else { MAX_WORD_BYTES };
        // The first word of the current hyphenated word.
        let mut first = 0;
        let mut sections = false;
        let mut skip = false;
        let mut goes_on = false;
        for index in 0..self.words.all.len() {
            let words = &self.words;
            let Some(word) = words.all.get(index) else {
                break;
            };
            if std::mem::take(&mut skip) {
                continue;
            }
            let joins = goes_on;
            goes_on = text.as_bytes().get(word.end) == Some(&b'-')
                && words
                    .all
                    .get(index + 1)
                    .is_some_and(|next| next.start == word.end + 1);
            let plain_word = (word.plain.clone(), word.hash);
            let begins = text.as_bytes().get(word.start);
            // A fast path for most words, which are neither sections nor hyphenated.
            if !(is_query || sections || joins) && begins.is_some_and(u8::is_ascii_alphabetic) {
                first = index;
                self.push(plain_word, (index, index), max_bytes);
                continue;
            }
            let end = word.end;
            let before = index
                .checked_sub(1)
                .and_then(|before| words.all.get(before));
            let next = words.all.get(index + 1);
            let plain = words.plain(&word.plain);
            let plain_before = || before.map(|before| words.plain(&before.plain));
            let number = plain.as_bytes().first().is_some_and(u8::is_ascii_digit);
            if plain == "§"
                || is_query
                    && matches!(plain, "paragraf" | "paragraffer" | "par" | "pgf")
                    && next.is_some_and(|next| {
                        words
                            .bytes(&next.plain)
                            .first()
                            .is_some_and(u8::is_ascii_digit)
                    })
            {
                sections = true;
                continue;
            }
            if number && (sections || is_query && plain_before().is_some_and(law::is_act)) {
                // `§ 82 b` is one section; in `§ 85 i loven` there is no letter.
                let letter = next.filter(|next| {
                    is_number(plain)
                        && text.get(end..next.start) == Some(" ")
                        && matches!(words.bytes(&next.plain), [b'a'..=b'h' | b'j'..=b'z'])
                });
                let whole = word.start..letter.map_or(end, |letter| letter.end);
                let last = index + usize::from(letter.is_some());
                skip = letter.is_some();
                // `§§ 83-86` is all four.
                let from = before.filter(|before| {
                    let between = text.get(before.end..word.start);
                    sections && !is_query && matches!(between, Some("-" | "–"))
                });
                let from = from.map_or(u32::MAX, |from| value(words.plain(&from.plain)));
                let to = value(plain).min(from.saturating_add(MOST_IN_A_RANGE));
                let digits = plain.bytes().take_while(u8::is_ascii_digit).count();
                let digits = word.start..word.start + digits;
                sections = true;
                for between in from.saturating_add(1)..to {
                    let plain = self.words.add("§", &between.to_string());
                    self.push(plain, (index - 1, index), max_bytes);
                }
                // `§ 82 b` is found by `§ 82`, too.
                if digits != whole && !is_query {
                    let plain = self.words.add("§", text.get(digits).unwrap_or_default());
                    self.push(plain, (index, index), max_bytes);
                }
                let plain = self.words.add("§", text.get(whole).unwrap_or_default());
                self.push(plain, (index, last), max_bytes);
                continue;
            }
            // `§§ 103, 104 og 107/108` is four sections.
            sections = sections
                && matches!(plain, "og" | "eller" | "samt")
                && plain_before().is_some_and(is_number);
            self.push(plain_word, (index, index), max_bytes);
            if !joins || number {
                first = index;
            } else if !goes_on && let Some(start) = self.words.all.get(first) {
                let whole = text.get(start.start..end).unwrap_or_default();
                let plain = self.words.add("", whole);
                self.push(plain, (first, index), max_bytes);
            }
        }
    }

    /// Adds a token, unless it is too long.
    fn push(&mut self, word: (Range<usize>, u32), words: (usize, usize), max_bytes: usize) {
        let (plain, hash) = word;
        if plain.len() <= max_bytes {
            self.all.push(Token { plain, hash, words });
        }
    }
}

/// The value of the digits that a word begins with.
fn value(word: &str) -> u32 {
    let digits = word.bytes().take_while(u8::is_ascii_digit);
    digits.fold(0, |value: u32, digit| {
        value
            .saturating_mul(10)
            .saturating_add(u32::from(digit - b'0'))
    })
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
        assert_eq!(
            read("§ 82 b og §§ 8–11, § 85 i 12", false),
            [
                "§82", "§82b", "og", "§8", "§9", "§10", "§11", "§85", "i", "12"
            ]
        );
        assert_eq!(read("§ 82 b", true), ["§82b"]);
        assert_eq!(read("paragraf 82b", true), ["§82b"]);
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
