//! Writes the parts of index and lexicon files: numbers of seven bits a byte,
//! and texts that leave out what they share with the one before.

use super::table::{Table, Texts};
use super::text::hash;
use super::thesaurus::Thesaurus;

#[derive(Default)]
pub(super) struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
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

    /// How much each text shares with the one before, then what each has of its
    /// own: like stands beside like, which packs best.
    pub(super) fn texts(&mut self, texts: &Texts) {
        self.length(texts.len());
        let mut own = Vec::new();
        let mut before = "";
        for place in 0..texts.len() {
            let text = texts.get(place);
            let alike = text
                .bytes()
                .zip(before.bytes())
                .take_while(|(a, b)| a == b)
                .count();
            let shared = text.floor_char_boundary(alike);
            self.length(shared);
            own.push(text.get(shared..).unwrap_or_default());
            before = text;
        }
        let own = own.join("\n");
        self.length(own.len());
        self.bytes.extend(own.bytes());
    }

    /// The thesaurus' single words, row by row: so nothing needs to say which
    /// rows a word stands in.
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
        let rows = Table::gather(thesaurus.targets.rows(), &cells);
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

    /// Numbers in rising order, as what each adds to the one before.
    pub(super) fn rising(&mut self, numbers: &[u32]) {
        self.length(numbers.len());
        let mut before = 0;
        for number in numbers {
            self.number(number.wrapping_sub(before));
            before = *number;
        }
    }

    /// Rows, each of numbers in rising order.
    pub(super) fn rising_rows(&mut self, rows: &Table<u32>) {
        self.lengths(rows);
        for row in 0..u32::try_from(rows.rows()).unwrap_or_default() {
            let mut before = 0;
            for number in rows.row(row) {
                self.number(number.wrapping_sub(before));
                before = *number;
            }
        }
    }

    pub(super) fn lengths<T>(&mut self, rows: &Table<T>) {
        self.length(rows.rows());
        for row in 0..u32::try_from(rows.rows()).unwrap_or_default() {
            self.length(rows.row(row).len());
        }
    }

    /// Of each word, how many groups it belongs to and how many it holds a word
    /// of; then the groups. They are numbered as the words that stand in order
    /// meet them: so most are the next one. 0: the next; else how far back.
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

    pub(super) fn postings(&mut self, rows: &Table<u32>) {
        self.lengths(rows);
        let all = || (0..u32::try_from(rows.rows()).unwrap_or_default()).map(|row| rows.row(row));
        for row in all() {
            let mut before = 0;
            for posting in row {
                self.number((posting >> 4) - before);
                before = posting >> 4;
            }
        }
        self.bytes
            .extend(all().flatten().map(|posting| (posting & 15) as u8));
    }

    pub(super) fn finish(self, kind: &[u8; 16], fingerprint: u64) -> Vec<u8> {
        let mut file = kind.to_vec();
        file.extend(fingerprint.to_le_bytes());
        file.extend(hash(&self.bytes).to_le_bytes());
        file.extend(self.bytes);
        file
    }
}
