//! The readability of a Danish text: LIX (läsbarhetsindex, Björnsson 1968).

/// Words with more letters than this are long.
const LONG: usize = 6;

/// Abbreviations whose full stop does not end a sentence, although a capital may follow.
const ABBREVIATIONS: [&str; 8] = [
    "f.eks.", "bl.a.", "ca.", "nr.", "jf.", "dvs.", "fx.", "evt.",
];

/// The counts that LIX is computed from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Readability {
    /// The number of words.
    pub words: usize,
    /// The number of words with more than six letters.
    pub long_words: usize,
    /// The number of sentences, where a colon also ends one, as in Björnsson's definition.
    pub sentences: usize,
    /// The number of words in the longest sentence, where a colon does not end one.
    pub longest_sentence: usize,
}

impl Readability {
    /// Counts the words and sentences of a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut counts = Self::default();
        let (mut in_sentence, mut in_clause) = (0, 0);
        for line in text.lines() {
            let mut tokens = line.split_whitespace().peekable();
            while let Some(token) = tokens.next() {
                if token.contains(char::is_alphanumeric) {
                    let letters = token.chars().filter(|c| c.is_alphabetic()).count();
                    counts.words += 1;
                    counts.long_words += usize::from(letters > LONG);
                    in_sentence += 1;
                    in_clause += 1;
                }
                let ends = tokens
                    .peek()
                    .is_none_or(|next| ends_sentence(token) && begins_sentence(next));
                if (ends || bare(token).ends_with(':')) && in_clause > 0 {
                    counts.sentences += 1;
                    in_clause = 0;
                }
                if ends {
                    counts.longest_sentence = counts.longest_sentence.max(in_sentence);
                    in_sentence = 0;
                }
            }
        }
        counts
    }

    /// LIX: words per sentence plus the percentage of long words, rounded; 0
    /// without words.
    ///
    /// # Examples
    /// ```
    /// use virker::publish::Readability;
    ///
    /// // 8 words in 2 sentences, 2 of the words long: 4 + 25.
    /// let counts = Readability::of("Du får god mad. Kommunen betaler for maden.");
    /// assert_eq!(counts.lix(), 29);
    /// ```
    #[must_use]
    pub fn lix(self) -> usize {
        let Self {
            words,
            long_words,
            sentences,
            ..
        } = self;
        let below = words * sentences;
        let above = words * words + 100 * long_words * sentences;
        (above + below / 2).checked_div(below).unwrap_or_default()
    }
}

/// The token without closing quotes and parentheses.
fn bare(token: &str) -> &str {
    token.trim_end_matches(['"', '\'', '”', '’', '»', '«', ')'])
}

fn ends_sentence(token: &str) -> bool {
    let token = bare(token);
    token.ends_with(['.', '!', '?', '…'])
        && !ABBREVIATIONS.contains(&token.to_lowercase().trim_start_matches('('))
}

fn begins_sentence(token: &str) -> bool {
    let first = token.chars().find(|c| c.is_alphanumeric());
    first.is_none_or(|c| !c.is_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lix_is_words_a_sentence_and_the_share_of_long_words() {
        // 8 words, 2 sentences, 2 long words: 4 + 25.
        let text = "Du får god mad. Kommunen betaler for maden.";
        let counts = Readability::of(text);
        assert_eq!(
            (counts.words, counts.sentences, counts.long_words),
            (8, 2, 2)
        );
        assert_eq!(counts.lix(), 29);
        assert_eq!(Readability::of("").lix(), 0);
        assert_eq!(Readability::of("– …").lix(), 0);
    }

    #[test]
    fn a_full_stop_inside_a_sentence_ends_none() {
        for text in [
            "Det koster 4.165 kr. om dagen den 1. januar",
            "Der er mange, f.eks. Madkassen, ca. Syv",
        ] {
            assert_eq!(Readability::of(text).sentences, 1, "{text}");
        }
        assert_eq!(
            Readability::of("Det koster 5 kr. Det er billigt.").sentences,
            2
        );
        assert_eq!(
            Readability::of("\"Kom!\" Sagde han. Så gik vi").sentences,
            3
        );
    }

    #[test]
    fn a_colon_parts_lix_sentences_but_not_the_longest() {
        let counts = Readability::of("Du får tre ting: mad, ro og hvile");
        assert_eq!((counts.sentences, counts.longest_sentence), (2, 8));
    }
}
