//! The file formats of indexes and lexicons.
//!
//! | Bytes | Content |
//! | --- | --- |
//! | 16 | the kind and version of the file |
//! | 8 | the catalogue's fingerprint, little-endian |
//! | 8 | the FNV-1a hash of the body, little-endian |
//! | rest | the body: LEB128 numbers and front-coded texts (see `writer`) |
//!
//! The same tables give the same bytes. Reading is safe for any input: lengths are limited by the
//! bytes that are left, and every index is checked.

use std::fmt;

use super::index::{Index, Tables};
use super::lexicon::Lexicon;
use super::reader::Reader;
use super::table::Vocabulary;
use super::text::Hash;
use super::thesaurus::Thesaurus;
use super::writer::Writer;
use crate::buffer::Buffer;
use crate::pause::{self, Pause, at_once};

const INDEX: &[u8; 16] = b"virker index  1\n";
const LEXICON: &[u8; 16] = b"virker lexicon1\n";

/// Where the body begins, after the header.
const BODY: usize = 32;

/// Why a file is not read as an index or a lexicon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IndexError {
    /// There is no file.
    Missing,
    /// The file is of another kind or version.
    Foreign,
    /// The checksum does not match: the file was changed in transit.
    Checksum,
    /// The contents are inconsistent.
    Broken,
    /// The file belongs to another catalogue.
    OtherCatalogue,
}

impl fmt::Display for IndexError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Missing => "it could not be fetched",
            Self::Foreign => "it is not a file of this version",
            Self::Checksum => "its checksum is wrong",
            Self::Broken => "its contents are inconsistent",
            Self::OtherCatalogue => "it was made for another catalogue",
        })
    }
}

impl std::error::Error for IndexError {}

impl Index {
    /// Writes the index as a file, without its lexicon and weights.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let tables = &self.tables;
        let thesaurus = &tables.thesaurus;
        let mut to = Writer::default();
        to.number(tables.entries);
        to.number(u32::try_from(thesaurus.targets.rows()).unwrap_or(u32::MAX));
        // Similar data is kept together, which compresses best: texts, small numbers, hashes.
        to.words_by_row(thesaurus);
        to.texts(&tables.vocabulary.words);
        to.texts(&tables.labels);
        to.lemmas(&tables.lemmas);
        to.postings(&tables.postings);
        to.ascending_rows(&thesaurus.targets);
        to.ascending_rows(&thesaurus.rows_of_phrase);
        to.ascending(&thesaurus.phrases);
        to.finish(INDEX, tables.fingerprint)
    }

    /// Reads the index of the catalogue with a [`fingerprint`](super::fingerprint).
    ///
    /// # Errors
    /// Returns an [`IndexError`] for anything but an intact file that was written for this
    /// catalogue. Never panics.
    ///
    /// ```
    /// use virker::catalogue::Catalogue;
    /// use virker::search::{Index, IndexError, Plain, Weights, build, fingerprint};
    ///
    /// let catalogue = Catalogue::default();
    /// let index = build(&catalogue, &[], &Plain, &Weights::default()).index;
    /// let file = index.to_bytes();
    /// let read = Index::from_bytes(&file, fingerprint(&catalogue)).unwrap();
    /// assert_eq!(read.to_bytes(), file);
    /// assert_eq!(Index::from_bytes(&file, 7).err(), Some(IndexError::OtherCatalogue));
    /// ```
    pub fn from_bytes(bytes: &[u8], fingerprint: u64) -> Result<Self, IndexError> {
        let file = bytes.to_vec().into();
        at_once(Self::read_with(&file, fingerprint, &pause::none))
    }

    /// [`Index::from_bytes`], with pauses.
    pub(crate) async fn read_with(
        file: &Buffer,
        fingerprint: u64,
        pause: Pause<'_>,
    ) -> Result<Self, IndexError> {
        check(file, INDEX, fingerprint)?;
        pause().await;
        let tables = index_tables(file, fingerprint, pause).await;
        let tables = tables.ok_or(IndexError::Broken)?;
        pause().await;
        Ok(Self::new(tables))
    }
}

/// Reads the body of an index file.
async fn index_tables(file: &Buffer, fingerprint: u64, pause: Pause<'_>) -> Option<Tables> {
    let mut from = Reader::new(file, BODY);
    let entries = from.number();
    // Memory is allocated for each entry, so limit them to what a page can hold.
    from.must(entries < 1 << 20);
    let rows = from.number();
    let (single, rows_of_word) = from.words_by_row(rows);
    let words = from.texts();
    pause().await;
    let vocabulary = Vocabulary { words };
    pause().await;
    let labels = from.texts();
    let words = vocabulary.words.len() + labels.len();
    let (lemmas, groups) = from.lemmas(words);
    let postings = from.postings(words, entries, pause).await;
    pause().await;
    let targets = from.ascending_rows(2 * u64::from(groups));
    from.must(targets.rows() == rows as usize);
    let rows_of_phrase = from.ascending_rows(u64::from(rows));
    let phrases = from.ascending();
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
    /// Writes the lexicon as a file.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut to = Writer::default();
        to.ascending_rows(&self.derived);
        to.ascending_rows(&self.groups);
        to.ascending(&self.forms);
        to.number(self.foreign_bits);
        to.ascending(&self.foreign);
        to.finish(LEXICON, self.fingerprint)
    }

    /// Reads the lexicon of the catalogue with a [`fingerprint`](super::fingerprint).
    ///
    /// # Errors
    /// As for [`Index::from_bytes`].
    pub fn from_bytes(bytes: &[u8], fingerprint: u64) -> Result<Self, IndexError> {
        Self::read(&bytes.to_vec().into(), fingerprint)
    }

    /// [`Lexicon::from_bytes`], from a file.
    pub(crate) fn read(file: &Buffer, fingerprint: u64) -> Result<Self, IndexError> {
        check(file, LEXICON, fingerprint)?;
        lexicon(file, fingerprint).ok_or(IndexError::Broken)
    }
}

/// Reads the body of a lexicon file. Groups are not checked: those that the index does not have
/// have no words.
fn lexicon(file: &Buffer, fingerprint: u64) -> Option<Lexicon> {
    let mut from = Reader::new(file, BODY);
    let lexicon = Lexicon {
        fingerprint,
        derived: from.ascending_rows(u64::from(u32::MAX >> 1)),
        groups: from.ascending_rows(u64::from(u32::MAX)),
        forms: from.ascending(),
        foreign_bits: from.number(),
        foreign: from.ascending(),
    };
    from.whole(lexicon)
}

/// Checks the header of a file.
fn check(file: &Buffer, kind: &[u8; 16], fingerprint: u64) -> Result<(), IndexError> {
    let header = file.copy(0..BODY);
    let (head, rest) = header
        .split_first_chunk::<16>()
        .ok_or(IndexError::Foreign)?;
    let (made_for, rest) = rest.split_first_chunk::<8>().ok_or(IndexError::Foreign)?;
    let sum = rest.first_chunk::<8>().ok_or(IndexError::Foreign)?;
    if head != kind {
        Err(IndexError::Foreign)
    } else if u64::from_le_bytes(*made_for) != fingerprint {
        Err(IndexError::OtherCatalogue)
    } else if u64::from_le_bytes(*sum) != hash_of_body(file) {
        Err(IndexError::Checksum)
    } else {
        Ok(())
    }
}

/// The [`hash`](super::hash) of all after the header.
fn hash_of_body(file: &Buffer) -> u64 {
    let mut hash = Hash::default();
    for block in file.blocks(BODY) {
        hash.update(&block);
    }
    hash.end_part();
    hash.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Catalogue;
    use crate::pause::tests::{counted, counter};
    use crate::search::{Plain, Weights, build, fingerprint};

    #[test]
    fn an_index_is_read_with_pauses_between_its_tables() {
        let catalogue = Catalogue::default();
        let file = build(&catalogue, &[], &Plain, &Weights::default())
            .index
            .to_bytes();
        let pauses = counter();
        let pause = || counted(pauses);
        let buffer = file.clone().into();
        let read = Index::read_with(&buffer, fingerprint(&catalogue), &pause);
        assert_eq!(at_once(read).unwrap().to_bytes(), file);
        assert!(pauses.get() >= 4, "{} pauses", pauses.get());
    }
}
