//! Letters and words.
//!
//! Folding is our own and not Unicode's whole tables, which cost 7 kB brotli:
//! a Danish catalogue holds Latin letters, and every other sign is kept as it is.

/// A word of a text, folded, with where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Lower case with `æ` as `ae`, `ø` as `oe`, `å` as `aa` and accents off:
    /// so `paaroerende` and `pårørende` are the same word.
    pub folded: String,
    /// The same as a foreign keyboard writes it: `ø` as `o`, `å` as `a`.
    /// Empty when that makes no difference.
    pub bare: String,
    /// Byte offset of the word in its text.
    pub start: usize,
    /// Byte offset of the word's end in its text.
    pub end: usize,
    /// For each letter of the source: where it ends in `folded`, in `bare`,
    /// and (in bytes from `start`) in the text.
    ends: Vec<(usize, usize, usize)>,
}

impl Word {
    /// The part of the text that the bytes `from..to` of [`Word::folded`] came
    /// from, widened to whole letters.
    #[must_use]
    pub fn source_of_folded(&self, from: usize, to: usize) -> std::ops::Range<usize> {
        self.source(from, to, |end| end.0)
    }

    /// The part of the text that the bytes `from..to` of [`Word::bare`] came
    /// from, widened to whole letters.
    #[must_use]
    pub fn source_of_bare(&self, from: usize, to: usize) -> std::ops::Range<usize> {
        self.source(from, to, |end| end.1)
    }

    fn source(
        &self,
        from: usize,
        to: usize,
        end_of: impl Fn(&(usize, usize, usize)) -> usize,
    ) -> std::ops::Range<usize> {
        let before = self
            .ends
            .iter()
            .filter(|end| end_of(end) <= from)
            .map(|end| end.2);
        let until = self
            .ends
            .iter()
            .find(|end| end_of(end) >= to)
            .map(|end| end.2);
        let start = self.start + before.max().unwrap_or(0);
        start..until.map_or(self.end, |until| self.start + until)
    }
}

/// The words of a text: runs of letters and digits, with `§` a word of its own.
pub fn words(text: &str) -> impl Iterator<Item = Word> + '_ {
    let mut chars = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, first) = chars.find(|(_, c)| is_letter(*c) || *c == '§')?;
        let mut word = Word {
            folded: String::new(),
            bare: String::new(),
            start,
            end: start,
            ends: Vec::new(),
        };
        push(&mut word, first);
        if first != '§' {
            while let Some((_, c)) = chars.next_if(|(_, c)| is_letter(*c)) {
                push(&mut word, c);
            }
        }
        if word.bare == word.folded {
            word.bare.clear();
        }
        Some(word)
    })
}

fn push(word: &mut Word, c: char) {
    let (folded, bare) = fold_letter(c);
    for part in folded.into_iter().flatten() {
        word.folded.push(part);
    }
    for part in bare.into_iter().flatten() {
        word.bare.push(part);
    }
    word.end += c.len_utf8();
    word.ends
        .push((word.folded.len(), word.bare.len(), word.end - word.start));
}

/// Whether a sign is part of a word: a letter or digit of any script. What is
/// above Latin and isn't punctuation or a picture counts as a letter, which is
/// near enough to Unicode's tables and weighs nothing.
pub(super) fn is_letter(c: char) -> bool {
    match c {
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

/// A text folded as [`Word::folded`] is, with everything but letters and
/// digits left as it stands.
#[must_use]
pub fn fold(text: &str) -> String {
    text.chars()
        .flat_map(|c| fold_letter(c).0.into_iter().flatten())
        .collect()
}

type Letters = [Option<char>; 2];

/// The letter as (folded, bare).
fn fold_letter(c: char) -> (Letters, Letters) {
    let c = lower(c);
    let one = |c| [Some(c), None];
    let two = |a, b| [Some(a), Some(b)];
    match c {
        'a'..='z' | '0'..='9' => (one(c), one(c)),
        'æ' | 'ä' => (two('a', 'e'), two('a', 'e')),
        'ø' | 'ö' => (two('o', 'e'), one('o')),
        'å' => (two('a', 'a'), one('a')),
        'à' | 'á' | 'â' | 'ã' => (one('a'), one('a')),
        'ç' => (one('c'), one('c')),
        'è'..='ë' => (one('e'), one('e')),
        'ì'..='ï' => (one('i'), one('i')),
        'ñ' => (one('n'), one('n')),
        'ò'..='õ' => (one('o'), one('o')),
        'ù'..='ü' => (one('u'), one('u')),
        'ý' | 'ÿ' => (one('y'), one('y')),
        'ð' => (one('d'), one('d')),
        other => (one(other), one(other)),
    }
}

fn lower(c: char) -> char {
    match c {
        'A'..='Z' => c.to_ascii_lowercase(),
        // In Latin-1 each capital stands 32 places before its small letter.
        'À'..='Ö' | 'Ø'..='Þ' => char::from_u32(u32::from(c) + 32).unwrap_or(c),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> Vec<String> {
        words(text).map(|word| word.folded).collect()
    }

    #[test]
    fn words_are_runs_of_letters_and_digits() {
        assert_eq!(
            folded("Mad, 2 måneder – og §85!"),
            ["mad", "2", "maaneder", "og", "§", "85"]
        );
        assert_eq!(folded("…  \u{1F600}"), Vec::<String>::new());
    }

    #[test]
    fn danish_letters_fold_to_the_same_as_their_spelled_out_forms() {
        assert_eq!(folded("Pårørende"), folded("PAAROERENDE"));
        assert_eq!(words("Pårørende").next().unwrap().bare, "parorende");
        assert_eq!(words("mad").next().unwrap().bare, "");
    }

    #[test]
    fn a_part_of_the_folded_word_leads_back_to_whole_letters_of_the_text() {
        let text = "En bostøtte!";
        let word = words(text).nth(1).unwrap();
        let at = word.folded.find("stoet").unwrap();
        assert_eq!(&text[word.source_of_folded(at, at + 5)], "støt");
        assert_eq!(&text[word.source_of_folded(at, at + 3)], "stø");
        let at = word.bare.find("sto").unwrap();
        assert_eq!(&text[word.source_of_bare(at, at + 3)], "stø");
    }
}
