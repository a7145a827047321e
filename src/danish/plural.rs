//! Plurals with another vowel than their singular.

/// Plurals of nouns, and their singulars.
const PLURALS: [(&str, &str); 23] = [
    ("brødre", "bror"),
    ("bøger", "bog"),
    ("bønder", "bonde"),
    ("børn", "barn"),
    ("døtre", "datter"),
    ("fædre", "far"),
    ("fødder", "fod"),
    ("gæs", "gås"),
    ("hænder", "hånd"),
    ("kløer", "klo"),
    ("kræfter", "kraft"),
    ("køer", "ko"),
    ("mødre", "mor"),
    ("mænd", "mand"),
    ("nætter", "nat"),
    ("rødder", "rod"),
    ("stænder", "stand"),
    ("stænger", "stang"),
    ("søer", "so"),
    ("tænder", "tand"),
    ("tænger", "tang"),
    ("tæer", "tå"),
    ("ænder", "and"),
];

/// The word with another vowel that a word in plain letters belongs to: the singular of a plural, the
/// plural of a singular. In a compound, its last part decides.
///
/// ```
/// use virker::danish::other_vowel;
///
/// assert_eq!(other_vowel("tænderne").as_deref(), Some("tand"));
/// assert_eq!(other_vowel("tanden").as_deref(), Some("tænder"));
/// assert_eq!(other_vowel("fagmand").as_deref(), Some("fagmænd"));
/// assert_eq!(other_vowel("mad"), None);
/// ```
#[must_use]
pub fn other_vowel(word: &str) -> Option<String> {
    for (many, one) in PLURALS {
        for (known, other, endings) in [
            (many, one, ["", "s", "ne", "nes", "ene", "enes"]),
            (one, many, ["", "s", "en", "ens", "et", "n"]),
        ] {
            for ending in endings {
                let stem = word.strip_suffix(ending);
                if let Some(start) = stem.and_then(|stem| stem.strip_suffix(known))
                    && (start.is_empty() || start.len() > 2 && known.len() > 3)
                {
                    return Some(start.to_owned() + other);
                }
            }
        }
    }
    None
}
