//! The catalogue around its entries.

use super::reading::record;
use super::{Calculator, Card, Date, Diagnostics, Entry, Json, Label, Read, Worksheet, read};

/// The only format that this version reads.
pub const FORMAT: u32 = 1;

/// A catalogue: its head and what lists need of its entries are read at once,
/// the rest when it is asked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Catalogue {
    /// What stands around the entries.
    pub head: Head,
    /// What lists need of each entry that could be read, in the publisher's order.
    pub cards: Vec<Card>,
    /// In the same order the whole entries, each an [`Entry`] to be read.
    pub entries: Vec<Json>,
    /// The calculators, each a [`super::Calculator`] to be read.
    pub calculators: Vec<Json>,
    /// The worksheets, each a [`super::Worksheet`] to be read.
    pub worksheets: Vec<Json>,
    /// The thesaurus' rows, each a [`super::ThesaurusRow`] to be read.
    pub thesaurus: Vec<Json>,
    /// Help in a crisis, each a [`super::Help`] to be read.
    pub help: Vec<Json>,
}

impl Catalogue {
    /// The card of the entry with this id.
    #[must_use]
    pub fn card(&self, id: &str) -> Option<&Card> {
        self.cards.iter().find(|card| card.id == id)
    }

    /// The whole entry with this id. What is wrong in it is left out, and can
    /// be found with [`super::read`].
    #[must_use]
    pub fn entry(&self, id: &str) -> Option<Entry> {
        let place = self.cards.iter().position(|card| card.id == id)?;
        Some(Entry::read(
            self.entries.get(place),
            &mut Diagnostics::default(),
        ))
    }

    /// The calculator with this id, if there is one that can be read.
    #[must_use]
    pub fn calculator(&self, id: &str) -> Option<Calculator> {
        read(find(&self.calculators, id)?).ok()
    }

    /// The worksheet with this id, if there is one that can be read.
    #[must_use]
    pub fn worksheet(&self, id: &str) -> Option<Worksheet> {
        read(find(&self.worksheets, id)?).ok()
    }

    /// The title of the calculator with this id.
    #[must_use]
    pub fn calculator_title(&self, id: &str) -> Option<&str> {
        find(&self.calculators, id)?.text("title")
    }
}

/// The part with this id.
fn find<'a>(parts: &'a [Json], id: &str) -> Option<&'a Json> {
    parts.iter().find(|part| part.text("id") == Some(id))
}

record! {
    /// Who publishes the catalogue, when, and with which words.
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
        pub licence: Option<String>,
        /// Words that a visitor can try.
        pub suggestions: Vec<String>,
        /// The prebuilt index that belongs to exactly this catalogue.
        pub index: Option<IndexFile>,
        /// The words that entries point to.
        pub vocabularies: Vocabularies,
        /// The sources that entries point to.
        pub sources: Vec<Source>,
    }
}

record! {
    /// Who publishes a catalogue.
    pub struct Publisher {
        /// The organisation's name.
        pub name: String,
        /// Its web address, https only.
        pub url: Option<String>,
    }
}

record! {
    /// Where the prebuilt index is.
    pub struct IndexFile {
        /// The content-hashed file's name, beside the catalogue.
        pub file: String,
        /// Its lexicon's content-hashed name, likewise.
        pub lexicon: Option<String>,
        /// A hash over the indexed fields of the catalogue's parsed entries.
        pub fingerprint: String,
    }
}

record! {
    /// The words that entries point to by id.
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
}

record! {
    /// One word of a vocabulary.
    pub struct Term {
        /// Danish in ASCII: `hjem-og-mad`.
        pub id: String,
        /// What is shown.
        pub label: Label,
        /// What it means, in a sentence.
        pub help: Option<Label>,
        /// An organisation's web address, https only.
        pub url: Option<String>,
    }
}

/// The term with this id.
#[must_use]
pub fn term<'a>(terms: &'a [Term], id: &str) -> Option<&'a Term> {
    terms.iter().find(|term| term.id == id)
}

record! {
    /// A document or page that facts stand in.
    pub struct Source {
        /// Unique among the catalogue's sources.
        pub id: String,
        /// Its title.
        pub title: String,
        /// Who published it: an organisation.
        pub publisher: Option<String>,
        /// When it was published.
        pub date: Option<Date>,
        /// Its web address, https only.
        pub url: Option<String>,
        /// When it was read.
        pub read: Option<Date>,
        /// A reservation: secondary, old, disputed.
        pub note: Option<String>,
    }
}
