//! Letters and words.
//!
//! Case and accents are folded for Western European letters only; all other
//! characters are kept as they are. Unicode's tables would take 7 kB brotli, and
//! a Danish catalogue has hardly anything but Latin letters.

use std::ops::Range;

/// A word and its position in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The byte range of its plain form, for [`Words::plain`].
    pub plain: Range<usize>,
    /// The byte offset of its start in the text.
    pub start: usize,
    /// The byte offset of its end in the text.
    pub end: usize,
    /// The [`hash`] of its plain form.
    pub hash: u32,
}

impl Word {
    /// The byte range of the text that the bytes `from..to` of the plain form
    /// came from, extended to whole letters.
    #[must_use]
    pub fn source(&self, text: &str, from: usize, to: usize) -> Range<usize> {
        let (mut start, mut end) = (self.start, self.end);
        let (mut read, mut at) = (String::new(), self.start);
        for c in text.get(self.start..self.end).unwrap_or_default().chars() {
            at += c.len_utf8();
            push_plain(&mut read, c);
            if read.len() <= from {
                start = at;
            }
            if read.len() >= to {
                end = at;
                break;
            }
        }
        start..end
    }
}

/// The words of a text: runs of letters and digits, and `§`, which is a word of
/// its own. The plain form of a word is in lower case without accents, except
/// that `æ`, `ø` and `å` are kept.
///
/// Nearly all Danish words are plain once their ASCII letters are in lower case.
/// So the whole text is copied once, and only words that need more are copied
/// again.
///
/// # Examples
/// ```
/// use virker::danish::Words;
///
/// let words = Words::of("Café Tumling, § 85");
/// let plain: Vec<&str> = words.all.iter().map(|word| words.plain(&word.plain)).collect();
/// assert_eq!(plain, ["cafe", "tumling", "§", "85"]);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// The text with ASCII letters in lower case, followed by the words that were
    /// added. Ranges that start and end at whole letters are valid UTF-8.
    plain: Vec<u8>,
    /// The words, in the order of the text.
    pub all: Vec<Word>,
}

impl Words {
    /// Finds the words of a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut words = Self::default();
        words.read(text);
        words
    }

    /// Finds the words of another text, and reuses the allocations.
    pub fn read(&mut self, text: &str) {
        self.plain.clear();
        self.plain.extend_from_slice(text.as_bytes());
        self.all.clear();
        let mut from = 0;
        while let Some(word) = self.next(text, from) {
            from = word.end;
            self.all.push(word);
        }
    }

    fn next(&mut self, text: &str, from: usize) -> Option<Word> {
        let mut start = from;
        let mut end = from;
        let mut hash = NO_LETTERS;
        let mut is_plain = true;
        while let Some(byte) = self.plain.get_mut(end).filter(|_| end < text.len()) {
            if byte.is_ascii_alphanumeric() {
                byte.make_ascii_lowercase();
                hash = with_byte(hash, *byte);
                end += 1;
                continue;
            }
            let c = match byte.is_ascii() {
                true => ' ',
                false => text.get(end..)?.chars().next()?,
            };
            let after = end + c.len_utf8();
            let is_sign = c == '§' && start == end;
            if is_sign || is_letter(c) && (start < end || !is_ignored(c)) {
                is_plain &= plain(c) == c && !is_ignored(c) && ligature(c).is_empty();
                for byte in text.get(end..after)?.bytes() {
                    hash = with_byte(hash, byte);
                }
                end = after;
                if is_sign {
                    break;
                }
            } else if start < end {
                break;
            } else {
                start = after;
                end = after;
            }
        }
        if start == end {
            return None;
        }
        let plain = start..end;
        let mut word = Word {
            plain,
            start,
            end,
            hash,
        };
        if !is_plain {
            (word.plain, word.hash) = self.add("", text.get(start..end)?);
        }
        Some(word)
    }

    /// Adds a plain word: `beginning` followed by the letters of `part`. Returns
    /// its range and hash. It is not added to `all`.
    pub fn add(&mut self, beginning: &str, part: &str) -> (Range<usize>, u32) {
        let mut word = beginning.to_owned();
        for c in part.chars() {
            if is_letter(c) || c == '§' {
                push_plain(&mut word, c);
            }
        }
        let from = self.plain.len();
        self.plain.extend_from_slice(word.as_bytes());
        (from..self.plain.len(), hash(word.as_bytes()))
    }

    /// The plain form of a word.
    #[must_use]
    pub fn plain(&self, range: &Range<usize>) -> &str {
        std::str::from_utf8(self.bytes(range)).unwrap_or_default()
    }

    /// The plain form of a word, as UTF-8.
    #[must_use]
    pub fn bytes(&self, range: &Range<usize>) -> &[u8] {
        self.plain.get(range.clone()).unwrap_or_default()
    }
}

/// The 32-bit FNV-1a hash of a plain word, which the index' tables use.
#[must_use]
pub fn hash(word: &[u8]) -> u32 {
    word.iter()
        .fold(NO_LETTERS, |hash, byte| with_byte(hash, *byte))
}

const NO_LETTERS: u32 = 0x811c_9dc5;

fn with_byte(hash: u32, byte: u8) -> u32 {
    (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
}

/// Whether a character is an accent of its own, a soft hyphen or another one without a width. They are
/// part of a word, and ignored.
fn is_ignored(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}')
}

/// The letters of a ligature; empty for other characters.
fn ligature(c: char) -> &'static str {
    match c {
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        'ﬅ' | 'ﬆ' => "st",
        _ => "",
    }
}

/// Adds a character to a text in plain letters. An accent of its own makes `å`, `æ` and `ø` of the
/// letter before, and is left out otherwise.
fn push_plain(text: &mut String, c: char) {
    let danish = match (text.as_bytes().last(), c) {
        (Some(b'a'), '\u{30a}') => 'å',
        (Some(b'a'), '\u{308}') => 'æ',
        (Some(b'o'), '\u{308}') => 'ø',
        _ if is_ignored(c) => return,
        _ => {
            match ligature(c) {
                "" => text.push(plain(c)),
                letters => text.push_str(letters),
            }
            return;
        }
    };
    text.pop();
    text.push(danish);
}

/// A text in lower case without accents, with `æ`, `ø` and `å` kept. Everything
/// but letters is kept.
#[must_use]
pub fn plain_text(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        push_plain(&mut folded, c);
    }
    folded
}

/// A key that all spellings of a plain word share: `æ` and `ae` become `ae`;
/// `å`, `aa` and `a` become `a`; `ø`, `oe` and `o` become `o`.
///
/// # Examples
/// ```
/// use virker::danish::key;
///
/// assert_eq!(key("pårørende"), "parorende");
/// assert_eq!(key("paaroerende"), "parorende");
/// ```
#[must_use]
pub fn key(word: &str) -> String {
    let mut key = String::with_capacity(word.len());
    write_key(word, &mut key);
    key
}

/// Writes the [`key`] of a word over what was in the buffer.
pub(crate) fn write_key(word: &str, key: &mut String) {
    key.clear();
    // Whether the last letter may be the first half of `aa` or `oe`.
    let mut half = false;
    for c in word.chars() {
        let joins = half
            && matches!(
                (c, key.as_bytes().last()),
                ('a', Some(b'a')) | ('e', Some(b'o'))
            );
        half = !joins && matches!(c, 'a' | 'o');
        match c {
            _ if joins => {}
            'å' => key.push('a'),
            'ø' => key.push('o'),
            'æ' => key.push_str("ae"),
            c => key.push(c),
        }
    }
}

/// Whether a character is part of a word: a letter or digit of any script. Above
/// Latin-1, everything but punctuation, symbols and emoji counts as a letter,
/// which approximates Unicode's tables at no cost in size.
pub(crate) fn is_letter(c: char) -> bool {
    match c {
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' => true,
        '\0'..='\u{bf}' => c.is_ascii_alphanumeric(),
        '×' | '÷' => false,
        '\u{2000}'..='\u{2bff}'
        | '\u{3000}'..='\u{303f}'
        | '\u{e000}'..='\u{f8ff}'
        | '\u{fe00}'..='\u{fe6f}' => false,
        '\u{ff00}'..='\u{ff0f}' | '\u{fff0}'..='\u{ffff}' => false,
        c => c < '\u{1f000}',
    }
}

/// A text in lower case without accents, with `æ` as `ae`, `ø` as `oe` and `å`
/// as `aa`. Everything but letters is kept.
///
/// # Examples
/// ```
/// use virker::danish::fold;
///
/// assert_eq!(fold("Åben Dialog!"), "aaben dialog!");
/// ```
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in plain_text(text).chars() {
        match c {
            'æ' => folded.push_str("ae"),
            'ø' => folded.push_str("oe"),
            'å' => folded.push_str("aa"),
            other => folded.push(other),
        }
    }
    folded
}

/// A letter in lower case without accents, with `æ`, `ø` and `å` kept.
pub(super) fn plain(c: char) -> char {
    match lower(c) {
        'ä' => 'æ',
        'ö' => 'ø',
        'à' | 'á' | 'â' | 'ã' => 'a',
        'ç' => 'c',
        'è'..='ë' => 'e',
        'ì'..='ï' => 'i',
        'ñ' => 'n',
        'ò'..='õ' => 'o',
        'ù'..='ü' => 'u',
        'ý' | 'ÿ' => 'y',
        'ð' => 'd',
        other => other,
    }
}

/// A Western European letter in lower case. The standard library's tables for all scripts take 6 kB brotli.
#[must_use]
pub fn lower(c: char) -> char {
    match c {
        'A'..='Z' => c.to_ascii_lowercase(),
        // In Latin-1 each upper-case letter is 32 before its lower-case letter.
        'À'..='Ö' | 'Ø'..='Þ' => char::from_u32(u32::from(c) + 32).unwrap_or(c),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plains(text: &str) -> Vec<String> {
        let words = Words::of(text);
        let plain = |word: &Word| words.plain(&word.plain).to_owned();
        words.all.iter().map(plain).collect()
    }

    #[test]
    fn words_are_runs_of_letters_and_digits() {
        assert_eq!(
            plains("Mad, 2 måneder – og §85!"),
            ["mad", "2", "måneder", "og", "§", "85"]
        );
        assert_eq!(plains("…  \u{1F600}"), Vec::<String>::new());
    }

    #[test]
    fn all_spellings_of_a_word_have_one_key() {
        for word in ["pårørende", "paaroerende", "parorende"] {
            assert_eq!(key(word), "parorende");
        }
        assert_eq!(key("lærer"), key("laerer"));
        assert_eq!(key("aabenrå"), key("åbenraa"));
        assert_eq!(
            plains("Aarhus ÅRHUS Café Köln"),
            ["aarhus", "århus", "cafe", "køln"]
        );
        assert_eq!(fold("Pårørende"), "paaroerende");
    }

    #[test]
    fn a_part_of_a_word_maps_to_whole_letters_of_the_text() {
        let text = "En Bostøtte, cafe\u{301}!";
        let words = Words::of(text);
        let [_, word, cafe] = words.all.as_slice() else {
            panic!("{words:?}");
        };
        assert_eq!(words.plain(&word.plain), "bostøtte");
        assert_eq!(&text[word.source(text, 2, 6)], "stø");
        assert_eq!(&text[word.source(text, 2, 5)], "stø");
        assert_eq!(words.plain(&cafe.plain), "cafe");
        assert_eq!(&text[cafe.source(text, 0, 4)], "cafe");
    }

    #[test]
    fn decomposed_letters_soft_hyphens_and_ligatures_are_the_letters_that_are_read() {
        assert_eq!(
            plains(
                "pa\u{30a}rørende o\u{308} a\u{308} cafe\u{301} søn\u{ad}dag of\u{200b}te oﬃciel \u{ad} \u{301}x"
            ),
            [
                "pårørende",
                "ø",
                "æ",
                "cafe",
                "søndag",
                "ofte",
                "officiel",
                "x"
            ]
        );
        assert_eq!(fold("A\u{30a}ben"), "aaben");
        let text = "bo\u{ad}sto\u{308}tte oﬃciel";
        let words = Words::of(text);
        assert_eq!(
            &text[words.all[0].source(text, 0, 9)],
            "bo\u{ad}sto\u{308}tte"
        );
        assert_eq!(&text[words.all[0].source(text, 2, 6)], "sto\u{308}");
        assert_eq!(&text[words.all[1].source(text, 0, 2)], "oﬃ");
    }

    #[test]
    fn a_row_of_one_letter_is_not_one_letter() {
        assert_eq!(key("ååååå"), "aaaaa");
        assert_eq!(key("aa"), key("å"));
        assert_ne!(key("aaaaa"), key("å"));
    }

    #[cfg(not(target_arch = "wasm32"))]
    proptest::proptest! {
        #[test]
        fn words_are_those_of_a_letter_by_letter_definition(text in "[a-cA-CæÅäÉß9 §.–\u{301}\u{30a}\u{ad}ﬁя中-]{0,30}") {
            let mut expected = vec![String::new()];
            for c in text.chars() {
                match expected.last_mut() {
                    Some(word) if is_letter(c) => push_plain(word, c),
                    _ if c == '§' => expected.extend([c.to_string(), String::new()]),
                    _ => expected.push(String::new()),
                }
            }
            let words = Words::of(&text);
            for word in &words.all {
                assert_eq!(word.hash, hash(words.bytes(&word.plain)));
            }
            let mut plains = plains(&text);
            // A word of nothing but accents has no letters.
            plains.retain(|word| !word.is_empty());
            expected.retain(|word| !word.is_empty());
            assert_eq!(plains, expected);
        }
    }
}
