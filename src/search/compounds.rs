//! Taking compounds apart by the catalogue's own words.

/// The shortest part of a compound, but for those in [`SHORT`].
const SHORTEST: usize = 3;

/// Parts of two letters that begin many compounds of the field.
const SHORT: &[&str] = &["bo", "by"];

/// Beginnings that make another word of what follows, and no compound.
const PREFIXES: &[&str] = &[
    "for", "fra", "med", "mod", "over", "ved", "und", "under", "ind", "sam", "gen", "mis", "til",
    "ud", "efter", "hen", "hver", "van", "van", "der", "hvor", "her", "den", "det", "som", "alt",
    "hos", "ene",
];

/// Letters that may stand between two parts.
const LINKS: [&str; 3] = ["", "s", "e"];

/// Whether a word may be the first part of a compound.
#[must_use]
pub fn may_begin(part: &str) -> bool {
    (part.len() >= SHORTEST || SHORT.contains(&part)) && !PREFIXES.contains(&part)
}

/// The parts of a compound, if the whole word is accounted for; of several
/// ways that with the fewest parts, and of those that with the longest last.
#[must_use]
pub(super) fn split(word: &str, is_word: &dyn Fn(&str) -> bool) -> Vec<String> {
    best(word, is_word, 3).unwrap_or_default()
}

fn best(word: &str, is_word: &dyn Fn(&str) -> bool, most: usize) -> Option<Vec<String>> {
    let mut found: Option<Vec<String>> = None;
    for (at, _) in word.char_indices().skip(2) {
        let (first, rest) = word.split_at(at);
        if rest.len() < SHORTEST {
            break;
        }
        let first = LINKS
            .iter()
            .filter_map(|link| first.strip_suffix(link))
            .find(|part| may_begin(part) && is_word(part));
        let Some(first) = first else { continue };
        let rest = if is_word(rest) {
            Some(vec![rest.to_owned()])
        } else if most > 2 {
            best(rest, is_word, most - 1)
        } else {
            None
        };
        if let Some(rest) = rest
            && found
                .as_ref()
                .is_none_or(|known| rest.len() + 1 < known.len())
        {
            found = Some(std::iter::once(first.to_owned()).chain(rest).collect());
        }
    }
    found
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
