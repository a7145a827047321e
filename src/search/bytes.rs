//! Indexes and lexicons as files.
//!
//! A file is a line that says what it is, the catalogue's fingerprint, a
//! checksum of the rest, and the rest: numbers of seven bits a byte, and texts
//! that leave out what they share with the one before. The same tables give the
//! same bytes. Reading trusts nothing: lengths are held to what is there, and
//! every number that names a place is held to the places that there are.

use std::fmt;

use super::index::{Index, Tables};
use super::lexicon::Lexicon;
use super::table::{Table, Texts, Vocabulary};
use super::text::hash;
use super::thesaurus::{self, Thesaurus};

const INDEX: &[u8; 16] = b"virker index  1\n";
const LEXICON: &[u8; 16] = b"virker lexicon1\n";

/// No word of a catalogue is longer, in bytes; longer ones cannot be sought.
pub(super) const LONGEST_WORD: usize = 200;

/// Above all numbers that a file holds.
const ANY: u64 = 1 << 32;

/// Why bytes are not taken for an index or a lexicon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IndexError {
    /// There are none.
    Missing,
    /// They are something else, or of another version.
    Foreign,
    /// They were changed on their way.
    Checksum,
    /// They say what cannot be.
    Broken,
    /// They belong to another catalogue.
    OtherCatalogue,
}

impl fmt::Display for IndexError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Missing => "it could not be fetched",
            Self::Foreign => "it is no file of this version",
            Self::Checksum => "it was changed on its way",
            Self::Broken => "it says what cannot be",
            Self::OtherCatalogue => "it was made for another catalogue",
        })
    }
}

impl std::error::Error for IndexError {}

impl Index {
    /// The index as a file, without its lexicon.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let tables = &self.tables;
        let thesaurus = &tables.thesaurus;
        let mut to = Writer::default();
        to.number(tables.entries);
        to.number(u32::try_from(thesaurus.targets.rows()).unwrap_or(u32::MAX));
        // Like stands beside like, which packs best: first texts, then small numbers, then hashes.
        to.words_by_row(thesaurus);
        to.texts(&tables.vocabulary.words);
        to.texts(&tables.labels);
        to.lemmas(&tables.lemmas);
        to.postings(&tables.postings);
        to.rising_rows(&thesaurus.targets);
        to.rising_rows(&thesaurus.rows_of_phrase);
        to.rising(&thesaurus.phrases);
        to.finish(INDEX, tables.fingerprint)
    }

    /// Reads an index that was made for the catalogue with this fingerprint.
    ///
    /// # Errors
    /// [`IndexError`] says why it is not taken.
    pub fn from_bytes(bytes: &[u8], fingerprint: u64) -> Result<Self, IndexError> {
        let tables = index_tables(body(bytes, INDEX, fingerprint)?, fingerprint)
            .ok_or(IndexError::Broken)?;
        Ok(Self::new(tables))
    }
}

/// Reads what stands behind the checksum.
pub(super) fn index_tables(bytes: &[u8], fingerprint: u64) -> Option<Tables> {
    let mut from = Reader::new(bytes);
    let entries = from.number();
    // No catalogue that a page can hold has more, and room is made for each.
    from.must(entries < 1 << 20);
    let rows = from.number();
    let (single, rows_of_word) = from.words_by_row(rows);
    let vocabulary = Vocabulary::of(from.texts());
    let labels = from.texts();
    let words = vocabulary.words.len() + labels.len();
    let (lemmas, groups) = from.lemmas(words);
    let postings = from.postings(words, entries);
    let targets = from.rising_rows(2 * u64::from(groups));
    from.must(targets.rows() == rows as usize);
    let rows_of_phrase = from.rising_rows(u64::from(rows));
    let phrases = from.rising();
    from.must(phrases.len() == rows_of_phrase.rows());
    from.whole(Tables {
        fingerprint,
        entries,
        vocabulary,
        lemmas,
        postings,
        labels,
        thesaurus: Thesaurus {
            words: single,
            rows_of_word,
            phrases,
            rows_of_phrase,
            targets,
        },
    })
}

impl Lexicon {
    /// The lexicon as a file.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut to = Writer::default();
        to.rising_rows(&self.derived);
        to.rising_rows(&self.groups);
        to.rising(&self.forms);
        to.number(self.foreign_bits);
        to.rising(&self.foreign);
        to.finish(LEXICON, self.fingerprint)
    }

    /// Reads a lexicon that was made for the catalogue with this fingerprint.
    ///
    /// # Errors
    /// [`IndexError`] says why it is not taken.
    pub fn from_bytes(bytes: &[u8], fingerprint: u64) -> Result<Self, IndexError> {
        lexicon(body(bytes, LEXICON, fingerprint)?, fingerprint).ok_or(IndexError::Broken)
    }
}

/// Reads what stands behind the checksum. Groups that the index hasn't are
/// harmless: they have no words.
pub(super) fn lexicon(bytes: &[u8], fingerprint: u64) -> Option<Lexicon> {
    let mut from = Reader::new(bytes);
    let lexicon = Lexicon {
        fingerprint,
        derived: from.rising_rows(u64::from(u32::MAX >> 1)),
        groups: from.rising_rows(u64::from(u32::MAX)),
        forms: from.rising(),
        foreign_bits: from.number(),
        foreign: from.rising(),
    };
    from.whole(lexicon)
}

fn body<'a>(bytes: &'a [u8], kind: &[u8; 16], fingerprint: u64) -> Result<&'a [u8], IndexError> {
    let (head, rest) = bytes.split_first_chunk::<16>().ok_or(IndexError::Foreign)?;
    let (made_for, rest) = rest.split_first_chunk::<8>().ok_or(IndexError::Foreign)?;
    let (sum, rest) = rest.split_first_chunk::<8>().ok_or(IndexError::Foreign)?;
    if head != kind {
        Err(IndexError::Foreign)
    } else if u64::from_le_bytes(*made_for) != fingerprint {
        Err(IndexError::OtherCatalogue)
    } else if u64::from_le_bytes(*sum) != hash(rest) {
        Err(IndexError::Checksum)
    } else {
        Ok(rest)
    }
}

#[derive(Default)]
struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    fn number(&mut self, mut number: u32) {
        while number >= 0x80 {
            self.bytes.push((number & 0x7f) as u8 | 0x80);
            number >>= 7;
        }
        self.bytes.push(number as u8);
    }

    fn length(&mut self, length: usize) {
        self.number(u32::try_from(length).unwrap_or(u32::MAX));
    }

    /// How much each text shares with the one before, then what each has of its
    /// own: like stands beside like, which packs best.
    fn texts(&mut self, texts: &Texts) {
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
    fn words_by_row(&mut self, thesaurus: &Thesaurus) {
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
    fn rising(&mut self, numbers: &[u32]) {
        self.length(numbers.len());
        let mut before = 0;
        for number in numbers {
            self.number(number.wrapping_sub(before));
            before = *number;
        }
    }

    /// Rows, each of numbers in rising order.
    fn rising_rows(&mut self, rows: &Table<u32>) {
        self.lengths(rows);
        for row in 0..u32::try_from(rows.rows()).unwrap_or_default() {
            let mut before = 0;
            for number in rows.row(row) {
                self.number(number.wrapping_sub(before));
                before = *number;
            }
        }
    }

    fn lengths<T>(&mut self, rows: &Table<T>) {
        self.length(rows.rows());
        for row in 0..u32::try_from(rows.rows()).unwrap_or_default() {
            self.length(rows.row(row).len());
        }
    }

    /// Of each word, how many groups it belongs to and how many it holds a word
    /// of; then the groups. They are numbered as the words that stand in order
    /// meet them: so most are the next one. 0: the next; else how far back.
    fn lemmas(&mut self, rows: &Table<u32>) {
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

    fn postings(&mut self, rows: &Table<u32>) {
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

    fn finish(self, kind: &[u8; 16], fingerprint: u64) -> Vec<u8> {
        let mut file = kind.to_vec();
        file.extend(fingerprint.to_le_bytes());
        file.extend(hash(&self.bytes).to_le_bytes());
        file.extend(self.bytes);
        file
    }
}

/// Reads numbers and texts. What cannot be is noted, and from there on nothing
/// more is read: each step may then go on as if all were well.
struct Reader<'a> {
    bytes: &'a [u8],
    broken: bool,
}

impl<'a> Reader<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        let broken = false;
        Self { bytes, broken }
    }

    /// What was read, if all of it can be.
    fn whole<T>(&self, read: T) -> Option<T> {
        (!self.broken).then_some(read)
    }

    fn must(&mut self, holds: bool) {
        if !holds {
            self.broken = true;
            self.bytes = &[];
        }
    }

    fn take(&mut self, length: usize) -> &'a [u8] {
        let Some((taken, rest)) = self.bytes.split_at_checked(length) else {
            self.must(false);
            return &[];
        };
        self.bytes = rest;
        taken
    }

    fn text(&mut self) -> &'a str {
        let length = self.length();
        let text = std::str::from_utf8(self.take(length));
        self.must(text.is_ok());
        text.unwrap_or_default()
    }

    fn number(&mut self) -> u32 {
        let mut number = 0;
        for place in 0..5 {
            let Some((byte, rest)) = self.bytes.split_first() else {
                break;
            };
            self.bytes = rest;
            number |= u64::from(byte & 0x7f) << (7 * place);
            if let (0, Ok(number)) = (byte & 0x80, u32::try_from(number)) {
                return number;
            }
        }
        self.must(false);
        0
    }

    /// A number of things of which each takes a byte at least.
    fn length(&mut self) -> usize {
        let length = self.number() as usize;
        self.must(length <= self.bytes.len());
        if self.broken { 0 } else { length }
    }

    fn lengths(&mut self) -> Vec<usize> {
        let rows = self.length();
        let mut sum = 0_usize;
        let mut lengths = Vec::with_capacity(rows);
        for _ in 0..rows {
            let length = self.number() as usize;
            sum = sum.saturating_add(length);
            lengths.push(length);
        }
        // Each takes a byte at least; a shape says up to four times as much.
        self.must(sum <= self.bytes.len().saturating_mul(4));
        if self.broken {
            lengths.clear();
        }
        lengths
    }

    fn texts(&mut self) -> Texts {
        let count = self.length();
        let mut shared = Vec::with_capacity(count);
        for _ in 0..count {
            shared.push(self.number() as usize);
        }
        let mut own = self.text().split('\n');
        let mut texts = Texts::default();
        let mut before = String::new();
        for shared in &shared {
            let (true, Some(own)) = (before.is_char_boundary(*shared), own.next()) else {
                self.must(false);
                break;
            };
            before.truncate(*shared);
            before.push_str(own);
            // Sharing is no way to make much of little.
            if before.len() > LONGEST_WORD {
                self.must(false);
                break;
            }
            texts.push(&before);
        }
        texts
    }

    fn words_by_row(&mut self, rows: u32) -> (Vocabulary, Table<u32>) {
        let (mut words, mut rows_of) = (Texts::default(), Vec::new());
        let mut row = 0;
        for line in self.text().split_terminator('\n') {
            if line.is_empty() {
                row += 1;
            } else if row < rows && line.len() <= LONGEST_WORD {
                words.push(line);
                rows_of.push(row);
            } else {
                self.must(false);
                break;
            }
        }
        thesaurus::sorted(&words, &rows_of)
    }

    /// The number that stands so far behind the last, and below a bound.
    fn after(&mut self, last: u32, below: u64) -> u32 {
        let next = u64::from(last) + u64::from(self.number());
        self.must(next < below);
        u32::try_from(next).unwrap_or_default()
    }

    fn rising(&mut self) -> Vec<u32> {
        let count = self.length();
        let mut numbers = Vec::with_capacity(count);
        let mut last = 0;
        for _ in 0..count {
            last = self.after(last, ANY);
            numbers.push(last);
        }
        numbers
    }

    fn rising_rows(&mut self, below: u64) -> Table<u32> {
        let mut table = Table::default();
        for length in &self.lengths() {
            let mut last = 0;
            for _ in 0..*length {
                last = self.after(last, below);
                table.push(last);
            }
            table.end_row();
        }
        table
    }

    /// The groups of each word, and how many groups there are.
    fn lemmas(&mut self, words: usize) -> (Table<u32>, u32) {
        let mut table = Table::default();
        let mut next = 0_u32;
        for shape in &self.lengths() {
            let (own, parts) = (*shape % 4, *shape / 4);
            for place in 0..own + parts {
                let back = self.number();
                self.must(back <= next);
                let group = next.saturating_sub(back);
                next += u32::from(group == next);
                table.push(group << 1 | u32::from(place >= own));
            }
            table.end_row();
        }
        self.must(table.rows() == words);
        (table, next)
    }

    fn postings(&mut self, words: usize, entries: u32) -> Table<u32> {
        let lengths = self.lengths();
        self.must(lengths.len() == words);
        let mut of = Vec::new();
        for length in &lengths {
            let mut last = 0;
            for place in 0..*length {
                let next = self.after(last, u64::from(entries));
                // No entry stands twice in one row.
                self.must(place == 0 || next > last);
                last = next;
                of.push(last);
            }
        }
        let levels = self.take(of.len());
        let mut cells = of.iter().zip(levels);
        let mut table = Table::default();
        for length in &lengths {
            for (entry, level) in cells.by_ref().take(*length) {
                table.push(entry << 4 | u32::from(level & 15));
            }
            table.end_row();
        }
        table
    }
}
