//! Plain tables in one block of memory each: quick to read in, quick to walk.

use crate::danish::{hash, key, stem};
use crate::order::ordered;

/// Rows of different lengths, one after the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Table<T> {
    /// Where each row ends; one more than there are rows, the first 0.
    ends: Vec<u32>,
    cells: Vec<T>,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self {
            ends: vec![0],
            cells: Vec::new(),
        }
    }
}

impl<T> Table<T> {
    pub(super) fn rows(&self) -> usize {
        self.ends.len() - 1
    }

    pub(super) fn row(&self, row: u32) -> &[T] {
        let row = row as usize;
        let (Some(start), Some(end)) = (self.ends.get(row), self.ends.get(row + 1)) else {
            return &[];
        };
        self.cells
            .get(*start as usize..*end as usize)
            .unwrap_or_default()
    }

    /// Adds a cell to the row that [`Table::end_row`] ends next.
    pub(super) fn push(&mut self, cell: T) {
        self.cells.push(cell);
    }

    pub(super) fn end_row(&mut self) {
        self.ends
            .push(u32::try_from(self.cells.len()).unwrap_or(u32::MAX));
    }
}

impl<T: Copy + Default> Table<T> {
    /// A table of so many rows, made of cells in any order of rows.
    pub(super) fn gather(rows: usize, cells: &[(u32, T)]) -> Self {
        let mut ends = vec![0_u32; rows + 1];
        for (row, _) in cells {
            if let Some(end) = ends.get_mut(*row as usize + 1) {
                *end += 1;
            }
        }
        let mut sum = 0;
        for end in &mut ends {
            sum += *end;
            *end = sum;
        }
        let mut next = ends.clone();
        let mut all = vec![T::default(); sum as usize];
        for (row, cell) in cells {
            if let Some(at) = next.get_mut(*row as usize)
                && (*row as usize) < rows
            {
                if let Some(place) = all.get_mut(*at as usize) {
                    *place = *cell;
                }
                *at += 1;
            }
        }
        Self { ends, cells: all }
    }
}

/// Texts, one after the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Texts {
    ends: Vec<u32>,
    all: String,
}

impl Default for Texts {
    fn default() -> Self {
        Self {
            ends: vec![0],
            all: String::new(),
        }
    }
}

impl Texts {
    pub(super) fn len(&self) -> usize {
        self.ends.len() - 1
    }

    pub(super) fn get(&self, place: usize) -> &str {
        let (Some(start), Some(end)) = (self.ends.get(place), self.ends.get(place + 1)) else {
            return "";
        };
        self.all
            .get(*start as usize..*end as usize)
            .unwrap_or_default()
    }

    pub(super) fn bytes(&self, place: usize) -> &[u8] {
        let (Some(start), Some(end)) = (self.ends.get(place), self.ends.get(place + 1)) else {
            return &[];
        };
        let all = self.all.as_bytes();
        all.get(*start as usize..*end as usize).unwrap_or_default()
    }

    pub(super) fn push(&mut self, text: &str) {
        self.all.push_str(text);
        self.ends
            .push(u32::try_from(self.all.len()).unwrap_or(u32::MAX));
    }

    /// The key of each text (see [`key`]).
    pub(super) fn keys(&self) -> Self {
        let mut keys = Self::default();
        for place in 0..self.len() {
            keys.push(&key(self.get(place)));
        }
        keys
    }

    /// The places of the texts in the order of their keys; equal ones stay as
    /// they were.
    pub(super) fn by_keys(&self, keys: &Self) -> Vec<usize> {
        ordered(self.len(), &|a, b| {
            let by_key = keys.bytes(a).cmp(keys.bytes(b));
            by_key.then_with(|| self.bytes(a).cmp(self.bytes(b)))
        })
    }

    /// The places of the texts, which stand in order, that begin with this.
    pub(super) fn starting(&self, start: &str) -> std::ops::Range<usize> {
        let from = self.first(|text| text < start);
        let to = self.first(|text| text < start || text.starts_with(start));
        from..to.max(from)
    }

    /// The first place whose text is not before what is sought.
    fn first(&self, before: impl Fn(&str) -> bool) -> usize {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low.midpoint(high);
            if before(self.get(middle)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }
}

/// Words, each with a number: the first that was met has 0.
///
/// An open-addressed hash table of our own: it holds all words in one block of
/// memory, and weighs less than the library's. Words come from a catalogue that
/// somebody chose to show, and the worst that a bad one can do is to be slow.
#[derive(Default)]
pub(super) struct Numbered {
    pub(super) words: Texts,
    /// Numbers of words, each near the slot that its hash names; a power of two
    /// of them, at most half of them taken.
    slots: Vec<u32>,
}

/// A slot without a word.
const FREE: u32 = u32::MAX;

impl Numbered {
    /// The slot where a word with this hash stands, or would stand, and its number.
    fn slot(&self, word: &[u8], hash: u32) -> (usize, Option<u32>) {
        let mask = self.slots.len().wrapping_sub(1);
        // FNV mixes its lower bits least.
        let mut slot = (hash ^ (hash >> 15)) as usize & mask;
        loop {
            match self.slots.get(slot) {
                None | Some(&FREE) => return (slot, None),
                Some(number) if self.words.bytes(*number as usize) == word => {
                    return (slot, Some(*number));
                }
                Some(_) => slot = (slot + 1) & mask,
            }
        }
    }

    /// The number of a word that was met.
    pub(super) fn find(&self, word: &str) -> Option<u32> {
        self.slot(word.as_bytes(), hash(word.as_bytes())).1
    }

    /// The number of a word, a new one if it is met for the first time.
    pub(super) fn number(&mut self, word: &str) -> u32 {
        self.number_of(word.as_bytes(), hash(word.as_bytes()))
    }

    /// The same for a word whose hash is known.
    pub(super) fn number_of(&mut self, word: &[u8], with: u32) -> u32 {
        let (slot, known) = self.slot(word, with);
        if let Some(known) = known {
            return known;
        }
        let new = self.words.len();
        self.words
            .push(std::str::from_utf8(word).unwrap_or_default());
        if new * 2 < self.slots.len() {
            self.put(slot, new);
        } else {
            self.slots = vec![FREE; (new * 4).next_power_of_two().max(64)];
            for number in 0..=new {
                let word = self.words.bytes(number);
                self.put(self.slot(word, hash(word)).0, number);
            }
        }
        u32::try_from(new).unwrap_or(FREE)
    }

    fn put(&mut self, slot: usize, number: usize) {
        if let (Some(slot), Ok(number)) = (self.slots.get_mut(slot), u32::try_from(number)) {
            *slot = number;
        }
    }
}

/// Words in the order of their keys (see [`key`]).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Vocabulary {
    pub(super) words: Texts,
    pub(super) keys: Texts,
}

impl Vocabulary {
    /// Of words that stand in the order of their keys.
    pub(super) fn of(words: Texts) -> Self {
        let keys = words.keys();
        Self { words, keys }
    }

    pub(super) fn push(&mut self, word: &str, key: &str) {
        self.keys.push(key);
        self.words.push(word);
    }

    /// The words that are spelled so; failing that, those with the same key.
    pub(super) fn spelled(&self, word: &str, key: &str) -> Vec<u32> {
        let mut same = Vec::new();
        for place in self.keys.starting(key) {
            if self.keys.bytes(place).len() != key.len() {
                break;
            }
            let number = u32::try_from(place).unwrap_or(FREE);
            if self.words.bytes(place) == word.as_bytes() {
                return vec![number];
            }
            same.push(number);
        }
        same
    }

    /// The words with this stem.
    pub(super) fn stemmed(&self, wanted: &str) -> Vec<u32> {
        let key_of = key(wanted);
        if key_of.len() < 2 {
            return Vec::new();
        }
        let mut alike = Vec::new();
        for place in self.keys.starting(&key_of) {
            // An ending is short; longer words have another stem for sure.
            let word = self.words.get(place);
            if word.len() <= wanted.len() + 8 && key(&stem(word)) == key_of {
                alike.push(u32::try_from(place).unwrap_or(FREE));
            }
        }
        alike
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_gathered_by_row_in_their_order() {
        let table = Table::gather(3, &[(2, 'a'), (0, 'b'), (2, 'c'), (9, 'd')]);
        assert_eq!(
            (table.row(0), table.row(1), table.row(2), table.row(3)),
            (&['b'][..], &[][..], &['a', 'c'][..], &[][..])
        );
    }

    #[test]
    fn each_word_has_one_number_however_many_there_are() {
        let mut words = Numbered::default();
        assert_eq!(words.find("a"), None);
        for _ in 0..2 {
            for number in 0..1000 {
                assert_eq!(words.number(&format!("ord{number}")), number);
            }
        }
        assert_eq!((words.find("ord999"), words.find("ord")), (Some(999), None));
    }

    #[test]
    fn words_are_found_by_spelling_key_and_stem() {
        let mut words = Vocabulary::default();
        for word in ["bo", "bø", "indlæggelse", "indlæggelser"] {
            words.push(word, &key(word));
        }
        assert_eq!(words.spelled("bø", "bo"), [1]);
        assert_eq!(words.spelled("boe", "bo"), [0, 1]);
        assert_eq!(words.stemmed("indlæg"), [2, 3]);
        assert_eq!(words.keys.starting("ind"), 2..4);
    }
}
