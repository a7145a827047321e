//! The catalogue around its entries.

use serde::{Deserialize, Serialize};

use super::{Calculator, Date, Entry, Help, Label, ThesaurusRow, Worksheet};

/// The only format that this version reads.
pub const FORMAT: u32 = 1;

/// A whole catalogue, read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Catalogue {
    /// What stands around the entries.
    pub head: Head,
    /// The entries that could be read, in the publisher's order.
    pub entries: Vec<Entry>,
    /// The calculators that could be read.
    pub calculators: Vec<Calculator>,
    /// The worksheets that could be read.
    pub worksheets: Vec<Worksheet>,
    /// The thesaurus' rows that could be read.
    pub thesaurus: Vec<ThesaurusRow>,
    /// The help that could be read.
    pub help: Vec<Help>,
}

impl Catalogue {
    /// The entry with this id.
    #[must_use]
    pub fn entry(&self, id: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.id == id)
    }

    /// The calculator with this id.
    #[must_use]
    pub fn calculator(&self, id: &str) -> Option<&Calculator> {
        self.calculators
            .iter()
            .find(|calculator| calculator.id == id)
    }
}

/// Who publishes the catalogue, when, and with which words.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Head {
    /// Names the catalogue among others: `catalogueId/entryId` is an entry's
    /// full name.
    pub catalogue_id: String,
    /// Its title per language.
    pub title: Label,
    /// Who publishes it.
    pub publisher: Publisher,
    /// The language of the entries' texts.
    pub language: String,
    /// When this version was published.
    pub published: Date,
    /// The texts' licence, as an SPDX expression.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
    /// Words that a visitor can try.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub suggestions: Vec<String>,
    /// The prebuilt index that belongs to exactly this catalogue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub index: Option<IndexFile>,
    /// The words that entries point to.
    #[serde(default)]
    pub vocabularies: Vocabularies,
    /// The sources that entries point to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Source>,
}

/// Who publishes a catalogue.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Publisher {
    /// The organisation's name.
    pub name: String,
    /// Its web address, https only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// Where the prebuilt index is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct IndexFile {
    /// The content-hashed file's name, beside the catalogue.
    pub file: String,
    /// A hash over the indexed fields of the catalogue's parsed entries.
    pub fingerprint: String,
}

/// The words that entries point to by id.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Vocabularies {
    /// Life arenas.
    pub arenas: Vec<Term>,
    /// Audiences.
    pub audiences: Vec<Term>,
    /// Stages, from the first to the last.
    pub stages: Vec<Term>,
    /// Impact levels, from the first to the last.
    pub impact_levels: Vec<Term>,
    /// Kommuner, regions.
    pub places: Vec<Term>,
    /// Organisations.
    pub organisations: Vec<Term>,
}

/// One word of a vocabulary.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Term {
    /// Danish in ASCII: `hjem-og-mad`.
    pub id: String,
    /// What is shown.
    pub label: Label,
    /// What it means, in a sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<Label>,
    /// An organisation's web address, https only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// The term with this id.
#[must_use]
pub fn term<'a>(terms: &'a [Term], id: &str) -> Option<&'a Term> {
    terms.iter().find(|term| term.id == id)
}

/// A document or page that facts stand in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Source {
    /// Unique among the catalogue's sources.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Who published it: an organisation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// When it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// Its web address, https only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// When it was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read: Option<Date>,
    /// A reservation: secondary, old, disputed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}
