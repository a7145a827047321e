//! A summary is short and easy to read.

use crate::publish::finding::Finding;
use crate::publish::lix::Readability;
use crate::publish::sources::{Sources, read_parts};

const WORDS: usize = 30;
const SENTENCE: usize = 20;
const LIX: usize = 45;

pub(super) fn check(sources: &Sources, findings: &mut Vec<Finding>) {
    for (part, entry) in read_parts(&sources.entries) {
        let counts = Readability::of(&entry.summary);
        let limits = [
            (counts.words, WORDS, "words", "Cut it to what the thing is."),
            (
                counts.longest_sentence,
                SENTENCE,
                "words in one sentence",
                "Part it in two.",
            ),
            (
                counts.lix(),
                LIX,
                "in LIX",
                "Write shorter words and sentences.",
            ),
        ];
        for (count, limit, what, mend) in limits {
            if count > limit {
                findings.push(part.warning(
                    "summary",
                    format!("the summary has {count} {what}; {limit} is the most"),
                    mend,
                ));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::publish::rules::spoilt::assert_found;

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
            "warning: entries/cafe-tumling.toml: summary: the summary has 21 words in one sentence;",
        );
    }

    #[test]
    fn a_summary_is_easy_to_read() {
        let heavy = "Kommunen understøtter civilsamfundets rehabiliteringsindsatser.";
        assert_found(
            FILE,
            GOOD,
            heavy,
            "warning: entries/cafe-tumling.toml: summary: the summary has 104 in LIX; 45 is the most. Write shorter words",
        );
    }
}
