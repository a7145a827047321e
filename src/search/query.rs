//! What a person typed, made ready for searching.

use super::law;
use super::tokens::Tokens;

/// No longer text than this is read: a page or two, far beyond any question.
const LONGEST: usize = 2_000;

/// No more words than this are sought: beyond that, nobody waits for an answer
/// to each.
const MOST_WORDS: usize = 40;

/// Words that say nothing about what is sought.
const EMPTY_WORDS: &[&str] = &[
    "af", "alle", "alt", "at", "blev", "bliver", "blive", "burde", "da", "de", "dem", "den",
    "denne", "der", "deres", "det", "dette", "dig", "din", "dine", "disse", "dit", "dog", "du",
    "efter", "ej", "eller", "en", "end", "er", "et", "findes", "for", "fordi", "fra", "får", "få",
    "før", "giver", "gør", "ham", "han", "hans", "har", "hende", "hendes", "her", "hos", "hun",
    "hvad", "hvem", "hver", "hvilke", "hvilken", "hvis", "hvor", "hvordan", "hvorfor", "hvornår",
    "i", "ikke", "igen", "ind", "ingen", "jeg", "jer", "jeres", "jo", "kan", "kunne", "lige",
    "man", "mange", "med", "meget", "men", "mig", "min", "mine", "mit", "mod", "mon", "må", "nej",
    "nogen", "noget", "nogle", "nu", "når", "og", "også", "om", "op", "os", "over", "paa", "på",
    "rigtig", "sig", "sin", "sine", "sit", "skal", "skulle", "som", "så", "samt", "til", "ud",
    "uden", "under", "var", "ved", "vi", "vil", "ville", "være", "været", "vores",
];

/// Whether a word says nothing about what is sought.
#[must_use]
pub fn is_empty_word(word: &str) -> bool {
    EMPTY_WORDS.contains(&word)
}

/// Whether a word is a number, or begins with one.
pub(super) fn begins_with_digit(word: &str) -> bool {
    word.as_bytes().first().is_some_and(u8::is_ascii_digit)
}

/// What is sought.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Query {
    /// All that was typed, word by word.
    pub(super) tokens: Tokens,
    /// Places among the tokens of the words that are sought.
    pub(super) sought: Vec<usize>,
    /// Words that must stand together as they are written.
    pub(super) quoted: Vec<Vec<String>>,
}

impl Query {
    /// Reads a query. Empty words are left out, unless there are no others.
    pub(super) fn new(text: &str) -> Self {
        let end = text.floor_char_boundary(LONGEST.min(text.len()));
        let text = text.get(..end).unwrap_or_default();
        let mut tokens = Tokens::of(text, true);
        tokens.all.truncate(2 * MOST_WORDS);
        let sections = tokens.texts().iter().any(|text| text.starts_with('§'));
        let mut sought: Vec<usize> = Vec::new();
        let mut said: Vec<&str> = Vec::new();
        for (place, token) in tokens.all.iter().enumerate() {
            let single = token.words.0 == token.words.1;
            // An act's name only says which section is meant.
            let text = tokens.text(token);
            let empty = is_empty_word(text) || sections && (law::is_act(text) || text == "barnets");
            if single && !empty && !said.contains(&text) {
                sought.push(place);
                said.push(text);
            }
        }
        if sought.is_empty() {
            sought = (0..tokens.all.len()).collect();
        }
        sought.truncate(MOST_WORDS);
        Self {
            quoted: quoted(text),
            tokens,
            sought,
        }
    }

    /// Whether a word stands between quotation marks.
    pub(super) fn quotes(&self, word: &str) -> bool {
        for words in &self.quoted {
            for quoted in words {
                if quoted == word {
                    return true;
                }
            }
        }
        false
    }

    pub(super) fn token(&self, place: usize) -> &str {
        let token = self.tokens.all.get(place);
        token.map_or("", |token| self.tokens.text(token))
    }
}

/// The words between quotation marks. Without an end, a mark quotes nothing:
/// somebody is still typing.
fn quoted(text: &str) -> Vec<Vec<String>> {
    let mut quoted = Vec::new();
    let mut inside = None;
    for (at, c) in text.char_indices() {
        if !matches!(c, '"' | '“' | '”' | '„' | '»' | '«') {
            continue;
        }
        let Some(start) = inside.take() else {
            inside = Some(at + c.len_utf8());
            continue;
        };
        let tokens = Tokens::of(text.get(start..at).unwrap_or_default(), false);
        let mut words = Vec::new();
        for word in &tokens.texts() {
            words.push((*word).to_owned());
        }
        if !words.is_empty() {
            quoted.push(words);
        }
    }
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sought(text: &str) -> Vec<String> {
        let query = Query::new(text);
        query
            .sought
            .iter()
            .map(|place| query.token(*place).to_owned())
            .collect()
    }

    #[test]
    fn empty_words_are_left_out_unless_there_are_no_others() {
        assert_eq!(
            sought("Hvordan får jeg mad, når jeg er hjemme?"),
            ["mad", "hjemme"]
        );
        assert_eq!(sought("til"), ["til"]);
        assert_eq!(sought("SEL § 85"), ["§85"]);
        assert!(sought(" … ").is_empty());
    }

    #[test]
    fn a_very_long_query_is_cut_at_a_letter() {
        assert_eq!(sought(&"å".repeat(10_000)).len(), 1);
        assert_eq!(
            sought(
                &"a b c d e f g h j k l m n o p q r s t u v x y z 1 2 3 4 5 6 7 8 9 ".repeat(90)
            )
            .len(),
            33
        );
    }

    #[test]
    fn only_closed_quotation_marks_quote() {
        assert_eq!(Query::new("\"ny bolig\" mad").quoted, [["ny", "bolig"]]);
        assert!(Query::new("\"ny bolig").quoted.is_empty());
    }
}
