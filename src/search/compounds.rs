//! Taking compounds apart by the catalogue's own words.

/// The shortest part of a compound, but for those in [`SHORT`].
const SHORTEST: usize = 3;

/// Parts of two letters that begin many compounds of the field.
const SHORT: &[&str] = &["bo", "by"];

/// Beginnings that make another word of what follows, and no compound.
const PREFIXES: &[&str] = &[
    "for", "fra", "med", "mod", "over", "ved", "und", "under", "ind", "sam", "gen", "mis", "til",
    "ud", "efter", "hen", "hver", "van", "der", "hvor", "her", "den", "det", "som", "alt", "hos",
    "ene",
];

/// Letters that may stand between two parts.
const LINKS: [&str; 3] = ["", "s", "e"];

/// Whether a word may be the first part of a compound.
#[must_use]
pub fn may_begin(part: &str) -> bool {
    (part.len() >= SHORTEST || SHORT.contains(&part)) && !PREFIXES.contains(&part)
}

/// Words shorter than this are made of two parts at most.
const THREE_PARTS: usize = 12;

/// The parts of a compound, if the whole word is accounted for; of several
/// ways that with the fewest parts, and of those that with the longest last.
#[must_use]
pub(super) fn split(word: &str, is_word: &dyn Fn(&str) -> bool) -> Vec<String> {
    if let Some((first, rest)) = cuts(word, is_word).find(|(_, rest)| is_word(rest)) {
        return vec![first.to_owned(), rest.to_owned()];
    }
    if word.len() < THREE_PARTS {
        return Vec::new();
    }
    let three = cuts(word, is_word).find_map(|(first, rest)| {
        let (middle, last) = cuts(rest, is_word).find(|(_, last)| is_word(last))?;
        Some(vec![first.to_owned(), middle.to_owned(), last.to_owned()])
    });
    three.unwrap_or_default()
}

/// Each word that a word begins with, without what links it to the rest, and
/// that rest; the longest rest first.
fn cuts<'a>(
    word: &'a str,
    is_word: &dyn Fn(&str) -> bool,
) -> impl Iterator<Item = (&'a str, &'a str)> {
    let places = word.char_indices().skip(2);
    places.filter_map(move |(at, _)| {
        let (first, rest) = word.split_at(at);
        if rest.len() < SHORTEST {
            return None;
        }
        let mut parts = LINKS.iter().filter_map(|link| first.strip_suffix(link));
        let first = parts.find(|part| part.len() > 1 && is_word(part) && may_begin(part))?;
        Some((first, rest))
    })
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
        ];
        let is_word = |word: &str| words.contains(&word);
        assert_eq!(split("bostøtte", &is_word), ["bo", "støtte"]);
        assert_eq!(
            split("regionspsykiatrien", &is_word),
            ["region", "psykiatrien"]
        );
        assert_eq!(split("bostøtteleder", &is_word), ["bo", "støtte", "leder"]);
        for whole in ["bostøtter", "udskrivning", "bo", "støtte", ""] {
            assert!(split(whole, &is_word).is_empty(), "{whole}");
        }
    }
}
