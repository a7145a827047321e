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
    let two = cut(word, 2, is_word);
    if two.is_some() || word.len() < THREE_PARTS {
        return two.unwrap_or_default();
    }
    cut(word, 3, is_word).unwrap_or_default()
}

/// The first of so many parts and then the others, if a word is made of so
/// many; the first as short as it can be.
fn cut(word: &str, count: usize, is_word: &dyn Fn(&str) -> bool) -> Option<Vec<String>> {
    if count == 1 {
        return is_word(word).then(|| vec![word.to_owned()]);
    }
    for (at, _) in word.char_indices().skip(2) {
        let (first, rest) = word.split_at(at);
        if rest.len() < SHORTEST {
            break;
        }
        if let Some(first) = first_part(first, is_word)
            && let Some(mut parts) = cut(rest, count - 1, is_word)
        {
            parts.insert(0, first.to_owned());
            return Some(parts);
        }
    }
    None
}

/// The word that begins a compound, without what links it to the rest.
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
