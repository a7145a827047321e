//! The Danish alphabet's order.

use std::cmp::Ordering;
use std::str::Chars;

use super::letters::{is_letter, plain};

/// Orders two texts as a Danish register does: `æ`, `ø`, `å` after `z`, `aa`
/// as `å`, and capitals, accents and signs without weight.
#[must_use]
pub fn alphabetical(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a.chars(), b.chars());
    loop {
        let (one, other) = (place(&mut left), place(&mut right));
        if one != other {
            return one.cmp(&other);
        }
        if one.is_none() {
            return a.cmp(b);
        }
    }
}

/// The place in the alphabet of the next letter.
fn place(letters: &mut Chars<'_>) -> Option<u32> {
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
            // Signs don't part words from one another; a space does, and comes first.
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
