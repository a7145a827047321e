//! Containers that keep all their elements in one allocation.

use std::ops::Range;

use crate::danish::{hash, key, stem};
use crate::order::ordered;

/// Takes a cell of a row.
pub(super) type Put<'a, T> = dyn FnMut(u32, T) + 'a;

/// A jagged array: rows of different lengths in one vector.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Table<T> {
    /// The end of each row in `cells`, after a leading 0.
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

    /// The cells of a row; none for a row that does not exist.
    pub(super) fn row(&self, row: u32) -> &[T] {
        let row = row as usize;
        let (Some(start), Some(end)) = (self.ends.get(row), self.ends.get(row + 1)) else {
            return &[];
        };
        self.cells
            .get(*start as usize..*end as usize)
            .unwrap_or_default()
    }

    /// Adds a cell to the open row, which [`Table::end_row`] ends.
    pub(super) fn push(&mut self, cell: T) {
        self.cells.push(cell);
    }

    pub(super) fn end_row(&mut self) {
        self.ends
            .push(u32::try_from(self.cells.len()).unwrap_or(u32::MAX));
    }

    /// A table of rows with these lengths, whose cells are in order.
    pub(super) fn from_lengths(lengths: &[usize], cells: Vec<T>) -> Self {
        let mut ends = Vec::with_capacity(lengths.len() + 1);
        let mut end = 0_usize;
        ends.push(0);
        for length in lengths {
            end += *length;
            ends.push(u32::try_from(end).unwrap_or(u32::MAX));
        }
        Self { ends, cells }
    }
}

impl<T: Copy + Default> Table<T> {
    /// Makes a table from `(row, cell)` pairs. Cells keep their order within a row; pairs of
    /// other rows are dropped.
    pub(super) fn from_pairs(rows: usize, cells: &[(u32, T)]) -> Self {
        Self::gathered(rows, &|put| {
            for (row, cell) in cells {
                put(*row, *cell);
            }
        })
    }

    /// Makes a table from the pairs that `each` puts, which is called twice: pairs that can be computed need no memory.
    pub(super) fn gathered(rows: usize, each: &dyn Fn(&mut Put<'_, T>)) -> Self {
        let mut ends = vec![0_u32; rows + 1];
        each(&mut |row, _| {
            if let Some(end) = ends.get_mut(row as usize + 1) {
                *end += 1;
            }
        });
        let mut sum = 0;
        for end in &mut ends {
            sum += *end;
            *end = sum;
        }
        let mut next = ends.clone();
        let mut all = vec![T::default(); sum as usize];
        each(&mut |row, cell| {
            if let Some(at) = next.get_mut(row as usize)
                && (row as usize) < rows
            {
                if let Some(slot) = all.get_mut(*at as usize) {
                    *slot = cell;
                }
                *at += 1;
            }
        });
        Self { ends, cells: all }
    }
}

/// An entry with a word: its index among the catalogue's entries, below 2²⁰, and the level of the word's frequency there
/// (see `arithmetic`), below 16. There are more of these than of anything else in an index, so each is three bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Posting([u8; 3]);

impl Posting {
    pub(super) const fn new(entry: u32, level: u32) -> Self {
        let [low, middle, high, _] = (entry << 4 | level & 15).to_le_bytes();
        Self([low, middle, high])
    }

    pub(super) const fn entry(self) -> u32 {
        self.packed() >> 4
    }

    pub(super) const fn level(self) -> u32 {
        self.packed() & 15
    }

    const fn packed(self) -> u32 {
        let [low, middle, high] = self.0;
        u32::from_le_bytes([low, middle, high, 0])
    }
}

/// A list of strings in one buffer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Texts {
    /// The end of each text in `all`, after a leading 0.
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
    /// With room for so many texts of so many bytes together: a list that grows leaves holes in the memory.
    pub(super) fn with_capacity(texts: usize, bytes: usize) -> Self {
        let mut ends = Vec::with_capacity(texts + 1);
        ends.push(0);
        let all = String::with_capacity(bytes);
        Self { ends, all }
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len() - 1
    }

    /// A text; empty for an index that does not exist.
    pub(super) fn get(&self, index: usize) -> &str {
        let (Some(start), Some(end)) = (self.ends.get(index), self.ends.get(index + 1)) else {
            return "";
        };
        self.all
            .get(*start as usize..*end as usize)
            .unwrap_or_default()
    }

    /// The same without a check that the text begins and ends at whole letters.
    pub(super) fn bytes(&self, index: usize) -> &[u8] {
        let (Some(start), Some(end)) = (self.ends.get(index), self.ends.get(index + 1)) else {
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

    /// The indexes of the texts, sorted by [`key`] and then by text. The sort is stable.
    pub(super) fn sorted_by_key(&self) -> Vec<usize> {
        // A key is no longer than its word.
        let mut keys = Self::with_capacity(self.len(), self.all.len());
        for index in 0..self.len() {
            keys.push(&key(self.get(index)));
        }
        ordered(self.len(), &|a, b| {
            let by_key = keys.bytes(a).cmp(keys.bytes(b));
            by_key.then_with(|| self.bytes(a).cmp(self.bytes(b)))
        })
    }
}

/// Gives each distinct word a number, counting from 0.
///
/// This is an open-addressed hash table. It keeps all words in one allocation and adds less
/// code to the wasm than the standard library's. The hash is not keyed: a catalogue made to
/// collide only slows down its own page.
#[derive(Default)]
pub(super) struct Interner {
    pub(super) words: Texts,
    /// Numbers of words, each at or after the slot of its hash. The length is a power of two;
    /// at most half of the slots are used.
    slots: Vec<u32>,
}

/// An empty slot.
const FREE: u32 = u32::MAX;

impl Interner {
    /// The slot where a word with this hash is or would be stored, and the word's number.
    fn slot(&self, word: &[u8], hash: u32) -> (usize, Option<u32>) {
        let mask = self.slots.len().wrapping_sub(1);
        // The lower bits of FNV are its weakest.
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

    /// The number of a word that was interned.
    pub(super) fn get(&self, word: &str) -> Option<u32> {
        self.slot(word.as_bytes(), hash(word.as_bytes())).1
    }

    /// The number of a word, which is added if it is new.
    pub(super) fn intern(&mut self, word: &str) -> u32 {
        self.intern_hashed(word.as_bytes(), hash(word.as_bytes()))
    }

    /// The same for a word whose [`hash`] is known.
    pub(super) fn intern_hashed(&mut self, word: &[u8], with: u32) -> u32 {
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

/// Words sorted by [`key`]. A word's index is its id. Keys are not kept: they are soon made, and nearly as long as the
/// words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Vocabulary {
    pub(super) words: Texts,
}

impl Vocabulary {
    /// The ids of the words whose key begins so.
    pub(super) fn with_prefix(&self, prefix: &[u8]) -> Range<usize> {
        let from = self.partition_point(&|key| key < prefix);
        let to = self.partition_point(&|key| key < prefix || key.starts_with(prefix));
        from..to.max(from)
    }

    /// The id of the first word for whose key `before` is false.
    fn partition_point(&self, before: &dyn Fn(&[u8]) -> bool) -> usize {
        let (mut low, mut high) = (0, self.words.len());
        while low < high {
            let middle = low.midpoint(high);
            if before(key(self.words.get(middle)).as_bytes()) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    /// The ids of the word itself; if the vocabulary does not have it, of all words with the
    /// same key.
    pub(super) fn find(&self, word: &str, key_of: &str) -> Vec<u32> {
        let mut same = Vec::new();
        for index in self.with_prefix(key_of.as_bytes()) {
            if key(self.words.get(index)).len() != key_of.len() {
                break;
            }
            let id = u32::try_from(index).unwrap_or(FREE);
            if self.words.bytes(index) == word.as_bytes() {
                return vec![id];
            }
            same.push(id);
        }
        same
    }

    /// Whether one of these words is `word` itself.
    pub(super) fn has(&self, word: &str, ids: &[u32]) -> bool {
        ids.iter()
            .any(|id| self.words.bytes(*id as usize) == word.as_bytes())
    }

    /// The ids of the words with a stem.
    pub(super) fn with_stem(&self, wanted: &str) -> Vec<u32> {
        let key_of = key(wanted);
        if key_of.len() < 2 {
            return Vec::new();
        }
        let mut alike = Vec::new();
        for index in self.with_prefix(key_of.as_bytes()) {
            // Endings are short, so much longer words have another stem.
            let word = self.words.get(index);
            if word.len() <= wanted.len() + 8 && key(&stem(word)) == key_of {
                alike.push(u32::try_from(index).unwrap_or(FREE));
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
        let table = Table::from_pairs(3, &[(2, 'a'), (0, 'b'), (2, 'c'), (9, 'd')]);
        assert_eq!(
            (table.row(0), table.row(1), table.row(2), table.row(3)),
            (&['b'][..], &[][..], &['a', 'c'][..], &[][..])
        );
    }

    #[test]
    fn each_word_has_one_number_however_many_there_are() {
        let mut words = Interner::default();
        assert_eq!(words.get("a"), None);
        for _ in 0..2 {
            for number in 0..1000 {
                assert_eq!(words.intern(&format!("ord{number}")), number);
            }
        }
        assert_eq!((words.get("ord999"), words.get("ord")), (Some(999), None));
    }

    #[test]
    fn words_are_found_by_spelling_key_and_stem() {
        let mut words = Vocabulary::default();
        for word in ["bo", "bø", "indlæggelse", "indlæggelser"] {
            words.words.push(word);
        }
        assert_eq!(words.find("bø", "bo"), [1]);
        assert_eq!(words.find("boe", "bo"), [0, 1]);
        assert_eq!(words.with_stem("indlæg"), [2, 3]);
        assert_eq!(words.with_prefix(b"ind"), 2..4);
    }
}
