//! Splitting compounds into words of the catalogue.

/// The shortest part of a compound in bytes, except those in [`SHORT_PARTS`].
const MIN_PART_BYTES: usize = 3;

/// Parts of two letters that begin many compounds of social work.
const SHORT_PARTS: &[&str] = &["bo", "by"];

/// Prefixes: a word that begins with one is not taken for a compound.
const PREFIXES: &[&str] = &[
    "for", "fra", "med", "mod", "over", "ved", "und", "under", "ind", "sam", "gen", "mis", "til",
    "ud", "efter", "hen", "hver", "van", "der", "hvor", "her", "den", "det", "som", "alt", "hos",
    "ene",
];

/// Endings that are also words, but that are not the last part of a compound: `spar|ring`.
const NO_HEADS: &[&str] = &[
    "ale", "ede", "else", "ende", "ene", "ens", "ent", "ere", "erne", "ering", "ets", "hed",
    "heder", "ing", "isk", "ist", "lige", "ligt", "ling", "ning", "skab", "som", "somme", "tion",
    "ret", "ren", "res", "ring", "sen", "ser", "ter", "ten", "net", "nes", "ner",
];

/// Whether a word may be the last part of a compound.
#[must_use]
pub fn may_end(part: &str) -> bool {
    !NO_HEADS.contains(&part)
}

/// Linking letters between two parts.
const LINKS: [&str; 3] = ["", "s", "e"];

/// Whether a word may be the first part of a compound.
#[must_use]
pub fn may_begin(part: &str) -> bool {
    (part.len() >= MIN_PART_BYTES || SHORT_PARTS.contains(&part)) && !PREFIXES.contains(&part)
}

/// Shorter words, in bytes, are split into two parts at most.
const MIN_BYTES_OF_THREE_PARTS: usize = 12;

/// The parts of a compound; empty if the word is not made of known words entirely. Of several
/// ways to split it, the one with the fewest parts is taken, and of those the one with the longest
/// last part.
#[must_use]
pub(super) fn split(word: &str, is_word: &dyn Fn(&str) -> bool) -> Vec<String> {
    let two = split_into(word, 2, is_word);
    if two.is_some() || word.len() < MIN_BYTES_OF_THREE_PARTS {
        return two.unwrap_or_default();
    }
    split_into(word, 3, is_word).unwrap_or_default()
}

/// Splits a word into `count` parts, the first as short as possible.
fn split_into(word: &str, count: usize, is_word: &dyn Fn(&str) -> bool) -> Option<Vec<String>> {
    if count == 1 {
        return (is_word(word) && may_end(word)).then(|| vec![word.to_owned()]);
    }
    for (at, _) in word.char_indices().skip(2) {
        let (first, rest) = word.split_at(at);
        if rest.len() < MIN_PART_BYTES {
            break;
        }
        if let Some(first) = first_part(first, is_word)
            && let Some(mut parts) = split_into(rest, count - 1, is_word)
        {
            parts.insert(0, first.to_owned());
            return Some(parts);
        }
    }
    None
}

/// The first part of a compound without its linking letter.
fn first_part<'a>(first: &'a str, is_word: &dyn Fn(&str) -> bool) -> Option<&'a str> {
    for link in LINKS {
        if let Some(part) = first.strip_suffix(link)
            && part.len() > 1
            && is_word(part)
            && may_begin(part)
        {
            return Some(part);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_compounds_are_taken_apart() {
        let words = [
            "bo",
            "støtte",
            "region",
            "psykiatrien",
            "leder",
            "bil",
            "mand",
            "ud",
            "skrivning",
            "spar",
            "ring",
        ];
        let is_word = |word: &str| words.contains(&word);
        assert_eq!(split("bostøtte", &is_word), ["bo", "støtte"]);
        assert_eq!(
            split("regionspsykiatrien", &is_word),
            ["region", "psykiatrien"]
        );
        assert_eq!(split("bostøtteleder", &is_word), ["bo", "støtte", "leder"]);
        for whole in ["bostøtter", "udskrivning", "sparring", "bo", "støtte", ""] {
            assert!(split(whole, &is_word).is_empty(), "{whole}");
        }
    }
}
