//! Words that are derived from each other, such as `flytte` and `flytning`.
//!
//! Two words are paired when their endings and parts of speech are a pair
//! below, and the dictionary has both.

/// A part of speech.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Verb,
    Noun,
    Adjective,
}

use Kind::{Adjective, Noun, Verb};

/// An ending and its part of speech, and those of the derived word.
const PAIRS: &[(&str, Kind, &str, Kind)] = &[
    ("e", Verb, "ning", Noun),
    ("e", Verb, "else", Noun),
    ("e", Verb, "ing", Noun),
    ("e", Verb, "er", Noun),
    ("e", Verb, "", Noun),
    ("e", Verb, "sel", Noun),
    ("ere", Verb, "ation", Noun),
    ("ere", Verb, "ator", Noun),
    ("", Adjective, "hed", Noun),
    ("", Adjective, "dom", Noun),
    ("", Adjective, "itet", Noun),
    ("", Noun, "skab", Noun),
    ("i", Noun, "isk", Adjective),
    ("i", Noun, "", Noun),
    ("ik", Noun, "isk", Adjective),
    ("isme", Noun, "ist", Noun),
    ("isme", Noun, "istisk", Adjective),
    ("ist", Noun, "istisk", Adjective),
    ("ion", Noun, "iv", Adjective),
    ("ning", Noun, "et", Adjective),
    ("ing", Noun, "et", Adjective),
    ("else", Noun, "et", Adjective),
    ("iatri", Noun, "iater", Noun),
    ("ologi", Noun, "olog", Noun),
];

/// The words that a word is paired with, sorted. `find` returns the
/// dictionary's word if it is of that part of speech.
pub(super) fn derived<'a>(
    word: &str,
    find: &dyn Fn(&str, Kind) -> Option<&'a str>,
) -> Vec<&'a str> {
    let mut found: Vec<&str> = Vec::new();
    for (from, from_kind, to, to_kind) in PAIRS {
        for (ending, kind, other, other_kind) in [
            (from, from_kind, to, to_kind),
            (to, to_kind, from, from_kind),
        ] {
            let Some(stem) = word.strip_suffix(ending) else {
                continue;
            };
            if stem.chars().count() < 3 || find(word, *kind).is_none() {
                continue;
            }
            // A double consonant is single before a consonant: flytte, flytning.
            let last = stem.chars().last().unwrap_or_default();
            let single = stem.strip_suffix(last).filter(|stem| stem.ends_with(last));
            let double = format!("{stem}{last}");
            for stem in [Some(stem), single, Some(double.as_str())]
                .into_iter()
                .flatten()
            {
                found.extend(
                    find(&format!("{stem}{other}"), *other_kind).filter(|other| *other != word),
                );
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}
