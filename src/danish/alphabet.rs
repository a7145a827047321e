//! Alphabetical order.

use std::cmp::Ordering;
use std::str::Chars;

use super::letters::{is_letter, plain};

/// Compares two texts in Danish alphabetical order: `æ`, `ø` and `å` come after
/// `z`, `aa` counts as `å`, a space comes before all letters, and case, accents
/// and punctuation are ignored. Texts that are otherwise equal are compared byte
/// by byte, so that the order is total.
///
/// # Examples
/// ```
/// use virker::danish::alphabetical;
///
/// let mut places = ["Aarhus", "Ærø", "Odense", "Østerbro"];
/// places.sort_by(|a, b| alphabetical(a, b));
/// assert_eq!(places, ["Odense", "Ærø", "Østerbro", "Aarhus"]);
/// ```
#[must_use]
pub fn alphabetical(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a.chars(), b.chars());
    loop {
        let (one, other) = (position(&mut left), position(&mut right));
        if one != other {
            return one.cmp(&other);
        }
        if one.is_none() {
            return a.cmp(b);
        }
    }
}

/// Takes the next letter, and returns its position in the alphabet.
fn position(letters: &mut Chars<'_>) -> Option<u32> {
    loop {
        let c = letters.next()?;
        return Some(match plain(c) {
            'æ' => 200,
            'ø' => 201,
            'å' => 202,
            'a' if matches!(c, 'a' | 'A') && matches!(letters.clone().next(), Some('a' | 'A')) => {
                letters.next();
                202
            }
            plain if is_letter(c) => u32::from(plain),
            // A space separates words, and comes first; other signs are skipped.
            ' ' => 1,
            _ => continue,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_letters_of_the_alphabet_come_last_and_aa_is_aa() {
        let mut names = [
            "Åben dialog",
            "Østerbro",
            "Ærø",
            "zebra",
            "Aarhus",
            "Ørsted",
            "\"Abe\"",
            "abe 2",
        ];
        names.sort_by(|a, b| alphabetical(a, b));
        assert_eq!(
            names,
            [
                "\"Abe\"",
                "abe 2",
                "zebra",
                "Ærø",
                "Ørsted",
                "Østerbro",
                "Åben dialog",
                "Aarhus"
            ]
        );
    }
}
