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
use super::reader::Reader;
use super::table::Vocabulary;
use super::text::hash;
use super::thesaurus::Thesaurus;
use super::writer::Writer;

const INDEX: &[u8; 16] = b"virker index  1\n";
const LEXICON: &[u8; 16] = b"virker lexicon1\n";

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
