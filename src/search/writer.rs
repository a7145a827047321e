//! Encoding of index and lexicon files: unsigned LEB128 numbers, delta-coded lists, and
//! front-coded texts. `reader` decodes it.

use super::table::{Posting, Table, Texts};
use super::text::hash;
use super::thesaurus::Thesaurus;

/// Appends encoded values to a buffer.
#[derive(Default)]
pub(super) struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    /// A number in unsigned LEB128.
    pub(super) fn number(&mut self, mut number: u32) {
        while number >= 0x80 {
            self.bytes.push((number & 0x7f) as u8 | 0x80);
            number >>= 7;
        }
        self.bytes.push(number as u8);
    }

    pub(super) fn length(&mut self, length: usize) {
        self.number(u32::try_from(length).unwrap_or(u32::MAX));
    }

    /// Texts in front coding: the number of bytes that each shares with the one before, then the
    /// rests of all, separated by line breaks.
    pub(super) fn texts(&mut self, texts: &Texts) {
        self.length(texts.len());
        let mut rests = Vec::new();
        let mut before = "";
        for index in 0..texts.len() {
            let text = texts.get(index);
            let alike = text
                .bytes()
                .zip(before.bytes())
                .take_while(|(a, b)| a == b)
                .count();
            let shared = text.floor_char_boundary(alike);
            self.length(shared);
            rests.push(text.get(shared..).unwrap_or_default());
            before = text;
        }
        let rests = rests.join("\n");
        self.length(rests.len());
        self.bytes.extend(rests.bytes());
    }

    /// The thesaurus's single words by row, so that the rows of a word need no numbers: a line for
    /// each word, and an empty line after each row.
    pub(super) fn words_by_row(&mut self, thesaurus: &Thesaurus) {
        let mut cells = Vec::new();
        for word in 0..u32::try_from(thesaurus.words.words.len()).unwrap_or_default() {
            cells.extend(
                thesaurus
                    .rows_of_word
                    .row(word)
                    .iter()
                    .map(|row| (*row, word)),
            );
        }
        let rows = Table::from_pairs(thesaurus.targets.rows(), &cells);
        let mut lines = String::new();
        for row in 0..u32::try_from(rows.rows()).unwrap_or_default() {
            for word in rows.row(row) {
                lines.push_str(thesaurus.words.words.get(*word as usize));
                lines.push('\n');
            }
            lines.push('\n');
        }
        self.length(lines.len());
        self.bytes.extend(lines.bytes());
    }

    /// Numbers in ascending order, as differences.
    pub(super) fn ascending(&mut self, numbers: &[u32]) {
        self.length(numbers.len());
        let mut before = 0;
        for number in numbers {
            self.number(number.wrapping_sub(before));
            before = *number;
        }
    }

    /// Rows of numbers in ascending order, as differences.
    pub(super) fn ascending_rows(&mut self, rows: &Table<u32>) {
        self.lengths(rows);
        for row in 0..u32::try_from(rows.rows()).unwrap_or_default() {
            let mut before = 0;
            for number in rows.row(row) {
                self.number(number.wrapping_sub(before));
                before = *number;
            }
        }
    }

    /// The number of rows, and the length of each.
    pub(super) fn lengths<T>(&mut self, rows: &Table<T>) {
        self.length(rows.rows());
        for row in 0..u32::try_from(rows.rows()).unwrap_or_default() {
            self.length(rows.row(row).len());
        }
    }

    /// For each word, the number of its own groups and of those of its parts as
    /// `parts * 4 + own`; then all groups. Groups are numbered in the order in which they first
    /// occur, so most are new: 0 stands for the next new one, any other number for the distance
    /// back from it.
    pub(super) fn lemmas(&mut self, rows: &Table<u32>) {
        let all = || (0..u32::try_from(rows.rows()).unwrap_or_default()).map(|row| rows.row(row));
        self.length(rows.rows());
        for row in all() {
            let own = row.iter().filter(|cell| *cell & 1 == 0).count();
            self.length((row.len() - own) * 4 + own);
        }
        let mut next = 0;
        for cell in all().flatten() {
            let group = cell >> 1;
            self.number(next - group.min(next));
            next += u32::from(group >= next);
        }
    }

    /// The lengths of all rows, the differences of their entries, and then the levels of all.
    pub(super) fn postings(&mut self, rows: &Table<Posting>) {
        self.lengths(rows);
        let all = || (0..u32::try_from(rows.rows()).unwrap_or_default()).map(|row| rows.row(row));
        for row in all() {
            let mut before = 0;
            for posting in row {
                self.number(posting.entry() - before);
                before = posting.entry();
            }
        }
        self.bytes
            .extend(all().flatten().map(|posting| posting.level() as u8));
    }

    /// Puts the header before the body.
    pub(super) fn finish(self, kind: &[u8; 16], fingerprint: u64) -> Vec<u8> {
        let mut file = kind.to_vec();
        file.extend(fingerprint.to_le_bytes());
        file.extend(hash(&self.bytes).to_le_bytes());
        file.extend(self.bytes);
        file
    }
}
