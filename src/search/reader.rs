//! Decoding of index and lexicon files, as `writer` encodes them.
//!
//! Safe for any input: lengths are limited by the bytes that are left, and every index is checked.

use super::table::{Posting, Table, Texts, Vocabulary};
use super::thesaurus;
use super::tokens::MAX_WORD_BYTES;
use crate::buffer::Buffer;
use crate::pause::Pause;

/// How many rows of postings are read between two pauses: they take some milliseconds on a slow phone.
const ROWS_AT_A_TIME: usize = 1024;

/// Exclusive upper bound of all numbers in a file.
const ANY: u64 = 1 << 32;

/// Decodes values from a file.
///
/// On an error it remembers it and skips the rest of the file, so that callers need not check
/// each step; [`Reader::whole`] tells in the end.
pub(super) struct Reader<'a> {
    file: &'a Buffer,
    /// Where the next value is.
    position: usize,
    /// Some bytes of the file, and where they begin: at the position, or before it.
    block: Vec<u8>,
    block_start: usize,
    broken: bool,
}

impl<'a> Reader<'a> {
    /// Reads a file from a position on.
    pub(super) fn new(file: &'a Buffer, position: usize) -> Self {
        Self {
            file,
            position,
            block: Vec::new(),
            block_start: position,
            broken: false,
        }
    }

    /// What was read, unless there was an error.
    pub(super) fn whole<T>(&self, read: T) -> Option<T> {
        (!self.broken).then_some(read)
    }

    /// Records an error unless a condition holds.
    pub(super) fn must(&mut self, holds: bool) {
        if !holds {
            self.broken = true;
            self.position = self.file.length();
        }
    }

    /// How many bytes are left.
    fn left(&self) -> usize {
        self.file.length().saturating_sub(self.position)
    }

    fn byte(&mut self) -> Option<u8> {
        if self.broken {
            return None;
        }
        let mut byte = self.block.get(self.position - self.block_start);
        if byte.is_none() {
            self.block = self.file.block(self.position);
            self.block_start = self.position;
            byte = self.block.first();
        }
        self.position += usize::from(byte.is_some());
        byte.copied()
    }

    fn take(&mut self, length: usize) -> Vec<u8> {
        self.must(length <= self.left());
        let start = self.position;
        if !self.broken {
            self.position += length;
        }
        self.file.copy(start..self.position)
    }

    pub(super) fn text(&mut self) -> String {
        let length = self.length();
        let text = String::from_utf8(self.take(length));
        self.must(text.is_ok());
        text.unwrap_or_default()
    }

    /// A number in unsigned LEB128.
    pub(super) fn number(&mut self) -> u32 {
        let mut number = 0;
        for byte_index in 0..5 {
            let Some(byte) = self.byte() else {
                break;
            };
            number |= u64::from(byte & 0x7f) << (7 * byte_index);
            if let (0, Ok(number)) = (byte & 0x80, u32::try_from(number)) {
                return number;
            }
        }
        self.must(false);
        0
    }

    /// A number of elements that take at least one byte each.
    pub(super) fn length(&mut self) -> usize {
        let length = self.number() as usize;
        self.must(length <= self.left());
        if self.broken { 0 } else { length }
    }

    /// The lengths of rows.
    pub(super) fn lengths(&mut self) -> Vec<usize> {
        let rows = self.length();
        let mut sum = 0_usize;
        let mut lengths = Vec::with_capacity(rows);
        for _ in 0..rows {
            let length = self.number() as usize;
            sum = sum.saturating_add(length);
            lengths.push(length);
        }
        // Each element takes at least one byte; in `lemmas`, lengths are up to four times as many.
        self.must(sum <= self.left().saturating_mul(4));
        if self.broken {
            lengths.clear();
        }
        lengths
    }

    pub(super) fn texts(&mut self) -> Texts {
        let count = self.length();
        let mut shared = Vec::with_capacity(count);
        let mut bytes = 0;
        for _ in 0..count {
            let length = self.number() as usize;
            // A limit, because front coding can expand a small file to large texts.
            self.must(length <= MAX_WORD_BYTES);
            bytes = length.saturating_add(bytes);
            shared.push(length);
        }
        let rests = self.text();
        // Room at once, but not all that a broken file may ask for.
        let bytes = bytes
            .saturating_add(rests.len())
            .min(rests.len().saturating_mul(8));
        let mut texts = Texts::with_capacity(count.min(rests.len()), bytes);
        let mut rests = rests.split('\n');
        let mut before = String::new();
        for shared in &shared {
            let (true, Some(rest)) = (before.is_char_boundary(*shared), rests.next()) else {
                self.must(false);
                break;
            };
            before.truncate(*shared);
            before.push_str(rest);
            if before.len() > MAX_WORD_BYTES {
                self.must(false);
                break;
            }
            texts.push(&before);
        }
        texts
    }

    pub(super) fn words_by_row(&mut self, rows: u32) -> (Vocabulary, Table<u32>) {
        let text = self.text();
        let (mut words, mut rows_of) = (Texts::with_capacity(0, text.len()), Vec::new());
        let mut row = 0;
        for line in text.split_terminator('\n') {
            if line.is_empty() {
                row += 1;
            } else if row < rows && line.len() <= MAX_WORD_BYTES {
                words.push(line);
                rows_of.push(row);
            } else {
                self.must(false);
                break;
            }
        }
        thesaurus::sorted(&words, &rows_of)
    }

    /// The next number of a delta-coded list, which must be below a bound.
    pub(super) fn after(&mut self, last: u32, below: u64) -> u32 {
        let next = u64::from(last) + u64::from(self.number());
        self.must(next < below);
        u32::try_from(next).unwrap_or_default()
    }

    pub(super) fn ascending(&mut self) -> Vec<u32> {
        let count = self.length();
        let mut numbers = Vec::with_capacity(count);
        let mut last = 0;
        for _ in 0..count {
            last = self.after(last, ANY);
            numbers.push(last);
        }
        numbers
    }

    pub(super) fn ascending_rows(&mut self, below: u64) -> Table<u32> {
        let lengths = self.lengths();
        let mut cells = Vec::with_capacity(lengths.iter().sum());
        for length in &lengths {
            let mut last = 0;
            for _ in 0..*length {
                last = self.after(last, below);
                cells.push(last);
            }
        }
        Table::from_lengths(&lengths, cells)
    }

    /// The groups of each word, and how many groups there are.
    pub(super) fn lemmas(&mut self, words: usize) -> (Table<u32>, u32) {
        let shapes = self.lengths();
        let lengths: Vec<usize> = shapes.iter().map(|shape| shape % 4 + shape / 4).collect();
        let mut cells = Vec::with_capacity(lengths.iter().sum());
        let mut next = 0_u32;
        for (shape, length) in shapes.iter().zip(&lengths) {
            for index in 0..*length {
                let back = self.number();
                self.must(back <= next);
                let group = next.saturating_sub(back);
                next += u32::from(group == next);
                cells.push(group << 1 | u32::from(index >= shape % 4));
            }
        }
        self.must(lengths.len() == words);
        (Table::from_lengths(&lengths, cells), next)
    }

    /// These are most of an index, so there are pauses within.
    pub(super) async fn postings(
        &mut self,
        words: usize,
        entries: u32,
        pause: Pause<'_>,
    ) -> Table<Posting> {
        let lengths = self.lengths();
        self.must(lengths.len() == words);
        let mut cells = Vec::with_capacity(lengths.iter().sum());
        for (row, length) in lengths.iter().enumerate() {
            if row % ROWS_AT_A_TIME == 0 {
                pause().await;
            }
            let mut last = 0;
            for index in 0..*length {
                let next = self.after(last, u64::from(entries));
                // Each entry occurs once in a row.
                self.must(index == 0 || next > last);
                last = next;
                cells.push(Posting::new(last, 0));
            }
        }
        self.must(cells.len() <= self.left());
        for cell in &mut cells {
            let level = self.byte().unwrap_or_default();
            *cell = Posting::new(cell.entry(), u32::from(level));
        }
        Table::from_lengths(&lengths, cells)
    }
}
