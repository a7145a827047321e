//! Spelling correction: the nearest words of the catalogue or its thesaurus.
//!
//! Edit distances are computed between sounds, so `å` for `aa` and `ks` for `x` cost nothing.
//! A transposition is one edit. Whole words are compared, never stems.

use super::table::Vocabulary;
use crate::danish::write_key;

/// A phonetic form of a key (see [`key`](crate::danish::key)): spellings that Danes confuse
/// become the same, and double letters single.
#[must_use]
pub fn sound(key: &str) -> String {
    let mut sound = Vec::with_capacity(key.len() + 2);
    write_sound(key.as_bytes(), &mut sound);
    // Only letters of one byte are changed or left out.
    String::from_utf8(sound).unwrap_or_default()
}

/// Writes the [`sound`] of a key over what was in the buffer.
fn write_sound(key: &[u8], sound: &mut Vec<u8>) {
    sound.clear();
    let mut push = |letter: u8| {
        // The bytes of a longer letter stay as they are.
        if letter > 0x7f || sound.last() != Some(&letter) {
            sound.push(letter);
        }
    };
    for (at, letter) in key.iter().enumerate() {
        let next = key.get(at + 1);
        match letter {
            b'x' => {
                push(b'k');
                push(b's');
            }
            b'z' => push(b's'),
            b'w' => push(b'v'),
            b'q' => push(b'k'),
            b'c' if !matches!(next, Some(b'e' | b'i' | b'y' | b'h')) => push(b'k'),
            b'a' if next == Some(&b'e') => {}
            b'h' if matches!(next, Some(b'v' | b'j')) && at == 0 => {}
            other => push(*other),
        }
    }
}

/// Whether a key that begins with this letter may have a [`sound`] that begins with that one.
fn may_sound_as(letter: u8, sound: u8) -> bool {
    letter == sound
        || matches!(
            (letter, sound),
            (b'a', b'e')
                | (b'c' | b'q' | b'x', b'k')
                | (b'h', b'j' | b'v')
                | (b'w', b'v')
                | (b'z', b's')
        )
}

/// The ids of the words whose sound may [begin as](begins_alike) this one, in order.
fn begins_as(sound: &[u8], words: &Vocabulary) -> Vec<usize> {
    let mut ids = Vec::new();
    let [first, second, ..] = sound else {
        return ids;
    };
    for letter in 0..=u8::MAX {
        if may_sound_as(letter, *first) || letter != *second && may_sound_as(letter, *second) {
            ids.extend(words.with_prefix(&[letter]));
        } else if letter == *second {
            // The first two may be swapped; of two letters that sound alike, one is heard.
            let is_swapped = |next: &u8| may_sound_as(*next, *first) || may_sound_as(*next, letter);
            for next in (0..=u8::MAX).filter(is_swapped) {
                ids.extend(words.with_prefix(&[letter, next]));
            }
        }
    }
    ids
}

/// The set of letters, as bits, and the length in bytes.
fn signature(sound: &[u8]) -> (u32, u8) {
    let letters = sound
        .iter()
        .fold(0, |letters, byte| letters | 1 << (byte & 31));
    (letters, u8::try_from(sound.len()).unwrap_or(u8::MAX))
}

/// How many edits a word with this many letters may differ by.
#[must_use]
pub fn edits_allowed(letters: usize) -> u32 {
    match letters {
        0..4 => 0,
        4..7 => 1,
        _ => 2,
    }
}

/// The ids of the nearest words, each with their common distance, in order.
pub(super) fn nearest(sound: &str, words: &Vocabulary) -> Vec<(u32, u32)> {
    let sound = sound.as_bytes();
    let (letters, length) = signature(sound);
    let mut found = Vec::new();
    let mut most = edits_allowed(sound.len());
    let mut rows = Rows::default();
    let (mut key, mut other) = (String::new(), Vec::new());
    // Words are sounded out as they are needed: only some begin alike, and all sounds would take 0.4 MB of memory for 1,000
    // entries.
    for index in begins_as(sound, words) {
        let id = u32::try_from(index).unwrap_or(u32::MAX);
        write_key(words.words.get(index), &mut key);
        write_sound(key.as_bytes(), &mut other);
        let (others, length_of_other) = signature(&other);
        // Each edit changes at most two kinds of letters.
        if u32::from(length.abs_diff(length_of_other)) > most
            || (letters ^ others).count_ones() > 2 * most
        {
            continue;
        }
        if let Some(distance) = rows.distance(sound, &other, most)
            && begins_alike(sound, &other)
            && (distance < 2 || ends_alike(sound, &other))
        {
            if distance < most {
                most = distance;
                found.clear();
            }
            found.push((id, distance));
        }
    }
    found
}

/// Whether two words that differ by two edits are alike enough at their ends: another beginning or
/// end makes another word, `lægevagt` of `lægevalg`.
fn ends_alike(a: &[u8], b: &[u8]) -> bool {
    (a.get(..3) == b.get(..3) || a.len() > 9) && a.last_chunk::<2>() == b.last_chunk::<2>()
}

/// Whether two words begin with the same letter, or with their first two swapped: people seldom
/// misspell the first letter otherwise.
#[must_use]
pub fn begins_alike(a: &[u8], b: &[u8]) -> bool {
    let (first, second) = (a.first(), a.get(1));
    first == b.first() || (first == b.get(1) && second == b.first())
}

/// Buffers for [`Rows::distance`], reused between calls.
#[derive(Default)]
pub struct Rows {
    rows: [Vec<u32>; 3],
}

impl Rows {
    /// The edit distance (optimal string alignment, a form of Damerau–Levenshtein's): how many bytes
    /// must be inserted, removed, replaced or swapped with their neighbour to turn one word into the
    /// other. `None` above `most`.
    pub fn distance(&mut self, a: &[u8], b: &[u8], most: u32) -> Option<u32> {
        let [before_last, last, row] = &mut self.rows;
        let width = b.len() + 1;
        for row in [&mut *before_last, &mut *last, &mut *row] {
            row.clear();
            row.resize(width, 0);
        }
        last.iter_mut()
            .zip(0..)
            .for_each(|(cell, count)| *cell = count);
        for (i, x) in a.iter().enumerate() {
            let mut left = u32::try_from(i).ok()? + 1;
            let mut least = left;
            *row.first_mut()? = left;
            let mut corner = *last.first()?;
            for (j, y) in b.iter().enumerate() {
                let above = *last.get(j + 1)?;
                let mut cell = (corner + u32::from(x != y)).min(above + 1).min(left + 1);
                if i > 0 && j > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x) {
                    cell = cell.min(before_last.get(j - 1)? + 1);
                }
                corner = above;
                left = cell;
                least = least.min(cell);
                *row.get_mut(j + 1)? = cell;
            }
            if least > most + 1 {
                return None;
            }
            std::mem::swap(before_last, last);
            std::mem::swap(last, row);
        }
        last.last().copied().filter(|distance| *distance <= most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn distance(a: &str, b: &str) -> Option<u32> {
        Rows::default().distance(a.as_bytes(), b.as_bytes(), 2)
    }

    #[test]
    fn no_word_that_begins_alike_is_left_out_unheard() {
        // All words of three letters: those that are changed or left out, and some others.
        let letters: Vec<char> = "acehijkqsvwxz".chars().collect();
        let mut words = Vocabulary::default();
        for a in &letters {
            for b in &letters {
                for c in &letters {
                    let word = String::from_iter([a, b, c]);
                    // `aa` is one letter.
                    if crate::danish::key(&word) == word {
                        words.words.push(&word);
                    }
                }
            }
        }
        let sound_of = |id: usize| sound(words.words.get(id));
        for sought in 0..words.words.len() {
            let sought = sound_of(sought);
            let sought = sought.as_bytes();
            // Shorter ones are not corrected.
            if sought.len() < 3 {
                continue;
            }
            let heard = begins_as(sought, &words);
            assert!(heard.is_sorted_by(|a, b| a < b));
            let alike =
                (0..words.words.len()).filter(|id| begins_alike(sought, sound_of(*id).as_bytes()));
            let missed: Vec<usize> = alike
                .filter(|id| heard.binary_search(id).is_err())
                .collect();
            assert_eq!(missed, [0; 0], "{}", String::from_utf8_lossy(sought));
        }
    }

    #[test]
    fn letters_put_in_taken_out_changed_or_swapped_are_one_slip() {
        for (a, b, expected) in [
            ("madkasen", "madkassen", Some(1)),
            ("gravdi", "gravid", Some(1)),
            ("hjemlss", "hjemlos", Some(1)),
            ("medborgerskap", "medborgerskab", Some(1)),
            ("angst", "angst", Some(0)),
            ("ansgt", "angts", Some(2)),
            ("angst", "bolig", None),
            ("", "ab", Some(2)),
        ] {
            assert_eq!(distance(a, b), expected, "{a} {b}");
            assert_eq!(distance(b, a), expected, "{b} {a}");
        }
    }
}
