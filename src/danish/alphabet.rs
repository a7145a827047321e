//! The Danish alphabet's order.

use std::cmp::Ordering;

/// Orders two texts as a Danish register does: `æ`, `ø`, `å` after `z`, `aa`
/// as `å`, and capitals, accents and signs without weight.
#[must_use]
pub fn alphabetical(a: &str, b: &str) -> Ordering {
    key(a).cmp(key(b)).then_with(|| a.cmp(b))
}

fn key(text: &str) -> impl Iterator<Item = u32> + '_ {
    let mut chars = text.chars().peekable();
    std::iter::from_fn(move || {
        loop {
            let c = chars.next()?;
            let place = match c {
                'æ' | 'Æ' | 'ä' | 'Ä' => 200,
                'ø' | 'Ø' | 'ö' | 'Ö' => 201,
                'å' | 'Å' => 202,
                'a' | 'A' if chars.next_if(|next| matches!(next, 'a' | 'A')).is_some() => 202,
                c if super::letters::is_letter(c) => {
                    let folded = super::fold(c.encode_utf8(&mut [0; 4]));
                    folded.chars().next().map_or(0, u32::from)
                }
                // Signs don't part words from one another; a space does, and comes first.
                ' ' => 1,
                _ => continue,
            };
            return Some(place);
        }
    })
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
