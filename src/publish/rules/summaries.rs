//! A summary is short and easy to read.

use crate::publish::finding::Finding;
use crate::publish::lix::Readability;
use crate::publish::sources::{Sources, read_parts};

/// The most words in a summary.
const WORDS: usize = 30;
/// The most words in one sentence.
const SENTENCE: usize = 20;
/// The highest LIX.
const LIX: usize = 45;

pub(super) fn check(sources: &Sources, findings: &mut Vec<Finding>) {
    for (part, entry) in read_parts(&sources.entries) {
        let counts = Readability::of(&entry.summary);
        let (words, sentence, lix) = (counts.words, counts.longest_sentence, counts.lix());
        for (count, limit, what, suggestion) in [
            (
                words,
                WORDS,
                format!("{words} words"),
                "Shorten it to what the entry is.",
            ),
            (
                sentence,
                SENTENCE,
                format!("a sentence of {sentence} words"),
                "Split it in two.",
            ),
            (
                lix,
                LIX,
                format!("a LIX of {lix}"),
                "Write shorter words and sentences.",
            ),
        ] {
            if count > limit {
                findings.push(part.warning(
                    "summary",
                    format!("the summary has {what}; the limit is {limit}"),
                    suggestion,
                ));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::publish::rules::fixture::assert_found;

    const FILE: &str = "entries/cafe-tumling.toml";
    const GOOD: &str = "Du mødes med andre forældre og jeres små børn.";

    #[test]
    fn a_summary_has_at_most_thirty_words_and_twenty_in_a_sentence() {
        let sentence = "Nu er det så. ";
        assert_found(
            FILE,
            GOOD,
            sentence.repeat(8).trim(),
            "warning: entries/cafe-tumling.toml: summary: the summary has 32 words;",
        );
        let long = format!("{}.", ["ja"; 21].join(" "));
        assert_found(
            FILE,
            GOOD,
            &long,
            "warning: entries/cafe-tumling.toml: summary: the summary has a sentence of 21 words;",
        );
    }

    #[test]
    fn a_summary_is_easy_to_read() {
        let heavy = "Kommunen understøtter civilsamfundets rehabiliteringsindsatser.";
        assert_found(
            FILE,
            GOOD,
            heavy,
            "warning: entries/cafe-tumling.toml: summary: the summary has a LIX of 104; the limit is 45. Write shorter words",
        );
    }
}
