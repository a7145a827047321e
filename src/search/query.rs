//! Parsing a query.

use super::law;
use super::tokens::Tokens;
use crate::danish::is_letter;

/// How much of a query is read. A page or two is far more than any question.
pub const MAX_QUERY_BYTES: usize = 2_000;

/// How many words of a query are searched for.
const MAX_TERMS: usize = 40;

/// Danish stop words.
const STOP_WORDS: &[&str] = &[
    "af", "alle", "alt", "at", "blev", "bliver", "blive", "burde", "da", "de", "dem", "den",
    "denne", "der", "deres", "det", "dette", "dig", "din", "dine", "disse", "dit", "dog", "du",
    "efter", "ej", "eller", "en", "end", "er", "et", "findes", "for", "fordi", "fra", "får", "få",
    "før", "giver", "gør", "ham", "han", "hans", "har", "hende", "hendes", "her", "hos", "hun",
    "hvad", "hvem", "hver", "hvilke", "hvilken", "hvis", "hvor", "hvordan", "hvorfor", "hvornår",
    "i", "ik", "ikk", "ikke", "igen", "ind", "ingen", "jeg", "jer", "jeres", "jo", "kan", "kunne",
    "lige", "man", "mange", "med", "meget", "men", "mig", "min", "mine", "mit", "mod", "mon", "må",
    "nej", "nogen", "noget", "nogle", "nu", "når", "og", "også", "om", "op", "os", "over", "paa",
    "på", "rigtig", "sig", "sin", "sine", "sit", "skal", "skulle", "som", "så", "samt", "til",
    "ud", "uden", "under", "var", "ved", "vi", "vil", "ville", "være", "været", "vores",
];

/// Whether a word is a stop word, which is not searched for.
#[must_use]
pub fn is_stop_word(word: &str) -> bool {
    STOP_WORDS.contains(&word)
}

/// Whether a word begins with a digit.
pub(super) fn begins_with_digit(word: &str) -> bool {
    word.as_bytes().first().is_some_and(u8::is_ascii_digit)
}

/// Whether a word has only been begun at the end of a text: a letter that is no word, with nothing after it.
fn is_begun(word: &str, text: &str) -> bool {
    let is_single = word.chars().count() == 1 && !begins_with_digit(word);
    is_single && !is_stop_word(word) && ends_in_word(text)
}

/// Whether the last word of a text may go on.
fn ends_in_word(text: &str) -> bool {
    text.chars().next_back().is_some_and(is_letter)
}

/// Whether a stop word begins with this.
fn begins_stop_word(word: &str) -> bool {
    STOP_WORDS.iter().any(|small| small.starts_with(word))
}

/// A word as it is spelt outside messages.
pub(super) fn spelt_out(word: &str) -> &str {
    match word {
        "ik" | "ikk" => "ikke",
        word => word,
    }
}

/// A parsed query.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Query {
    /// The tokens of the text.
    pub(super) tokens: Tokens,
    /// The indexes of the tokens that are searched for.
    pub(super) terms: Vec<usize>,
    /// Whether it has any words, or a letter of one.
    has_words: bool,
    /// Phrases between quotation marks, which entries must contain literally.
    pub(super) quoted: Vec<Vec<String>>,
}

/// As much of a query as is read: it is cut at a letter.
#[must_use]
pub fn readable(text: &str) -> &str {
    let end = text.floor_char_boundary(MAX_QUERY_BYTES.min(text.len()));
    text.get(..end).unwrap_or_default()
}

impl Query {
    /// Parses a query. Stop words are left out unless there are no others. The first letter of a word that is being typed
    /// is left out too, and so are two or three with which a stop word begins: nothing changes for those who have typed
    /// `hjælp` and go on to `hjælp k` or `hjælp so`.
    pub(super) fn new(text: &str) -> Self {
        let text = readable(text);
        let mut tokens = Tokens::of(text, true);
        let has_words = !tokens.all.is_empty();
        let last = tokens.all.last();
        if last.is_some_and(|last| is_begun(tokens.text(last), text)) {
            tokens.all.pop();
        }
        tokens.all.truncate(2 * MAX_TERMS);
        let sections = tokens.texts().iter().any(|text| text.starts_with('§'));
        let mut terms: Vec<usize> = Vec::new();
        let mut seen: Vec<&str> = Vec::new();
        for (index, token) in tokens.all.iter().enumerate() {
            let text = tokens.text(token);
            let single = token.words.0 == token.words.1 || text.starts_with('§');
            // An act's name only tells which section is meant.
            let empty = is_stop_word(text) || sections && (law::is_act(text) || text == "barnets");
            if single && !empty && !seen.contains(&text) {
                terms.push(index);
                seen.push(text);
            }
        }
        let last = tokens.all.len().wrapping_sub(1);
        if terms.len() > 1
            && terms.last() == Some(&last)
            && let Some(last) = tokens.all.last().map(|last| tokens.text(last))
            // More letters are words too, such as `find` of `findes`.
            && last.chars().count() <= 3
            && begins_stop_word(last)
            && ends_in_word(text)
        {
            terms.pop();
        }
        if terms.is_empty() {
            terms = (0..tokens.all.len()).collect();
        }
        terms.truncate(MAX_TERMS);
        Self {
            quoted: quoted(text),
            has_words,
            tokens,
            terms,
        }
    }

    /// Whether it has words, but so far nothing other than stop words and the beginning of one: `hvordan får j`.
    pub(super) fn asks_nothing(&self) -> bool {
        let last = self.tokens.all.len().saturating_sub(1);
        let is_small = |index: &usize| {
            let word = self.token(*index);
            is_stop_word(word) || *index == last && begins_stop_word(word)
        };
        self.has_words && self.quoted.is_empty() && self.terms.iter().all(is_small)
    }

    /// Whether a word is between quotation marks.
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

    /// The text of a token, [spelt out](spelt_out); empty for an index that does not exist.
    pub(super) fn token(&self, index: usize) -> &str {
        let token = self.tokens.all.get(index);
        token.map_or("", |token| spelt_out(self.tokens.text(token)))
    }
}

/// The phrases between quotation marks. A mark that is not closed is ignored: the user is still
/// typing.
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

    fn terms(text: &str) -> Vec<String> {
        let query = Query::new(text);
        query
            .terms
            .iter()
            .map(|index| query.token(*index).to_owned())
            .collect()
    }

    #[test]
    fn stop_words_are_left_out_unless_there_are_no_others() {
        assert_eq!(
            terms("Hvordan får jeg mad, når jeg er hjemme?"),
            ["mad", "hjemme"]
        );
        assert_eq!(terms("til"), ["til"]);
        assert_eq!(terms("A-kasse b"), ["a", "kasse"]);
        assert_eq!(terms("gruppe b?"), ["gruppe", "b"]);
        assert_eq!(terms("SEL § 85"), ["§85"]);
        assert!(terms(" … ").is_empty());
    }

    #[test]
    fn a_very_long_query_is_cut_at_a_letter() {
        // Of the last letter, only the first byte is within the limit.
        let text = format!("mad {}å bolig", "x".repeat(MAX_QUERY_BYTES - 5));
        let long = "x".repeat(MAX_QUERY_BYTES - 5);
        assert_eq!(terms(&text), ["mad", long.as_str()]);
    }

    #[test]
    fn only_closed_quotation_marks_quote() {
        assert_eq!(Query::new("\"ny bolig\" mad").quoted, [["ny", "bolig"]]);
        assert!(Query::new("\"ny bolig").quoted.is_empty());
    }
}
