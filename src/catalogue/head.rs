//! The head of a catalogue: who publishes it, its vocabularies and its sources.

use super::macros::record;
use super::values::{Date, Label};

record! {
    /// The head of a catalogue: who publishes it, when, and with which vocabularies.
    pub struct Head {
        /// Unique among catalogues: `catalogueId/entryId` is an entry's full name.
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
        /// Queries suggested to the visitor.
        pub suggestions: Vec<String>,
        /// The prebuilt index of exactly this catalogue.
        pub index: Option<IndexFile>,
        /// The terms that entries refer to.
        pub vocabularies: Vocabularies,
        /// The sources that entries refer to. A catalogue that was read has them among its
        /// [`Bodies`](super::Bodies).
        pub sources: Vec<Source>,
    }
}

record! {
    /// The files that a catalogue is published in, all in its folder. `catalogue.json` names them.
    pub struct Parts {
        /// What lists, filters and search need of each entry, with the vocabularies.
        pub cards: PartFile,
        /// What opened pages need: whole entries, calculators, worksheets and sources. In a large catalogue, the first of
        /// several parts ([`BodyParts`](super::BodyParts)).
        pub entries: PartFile,
        /// The name of the whole catalogue as one document.
        pub whole: String,
    }
}

record! {
    /// A file with a part of a catalogue.
    pub struct PartFile {
        /// Its name with its content hash.
        pub file: String,
        /// What it must hash to, as for the `integrity` of a request.
        pub integrity: String,
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
    /// Names of the prebuilt index and lexicon.
    pub struct IndexFile {
        /// The index' file name with its content hash, in the catalogue's folder.
        pub file: String,
        /// The lexicon's file name, likewise.
        pub lexicon: Option<String>,
        /// A hash of the fields that the index was built from; see [`fingerprint`](crate::search::fingerprint).
        pub fingerprint: String,
    }
}

record! {
    /// The terms that entries refer to by id.
    pub struct Vocabularies {
        /// Life arenas.
        pub arenas: Vec<Term>,
        /// Audiences.
        pub audiences: Vec<Term>,
        /// Stages, from the first to the last.
        pub stages: Vec<Term>,
        /// Impact levels, from the first to the last.
        pub impact_levels: Vec<Term>,
        /// Municipalities and regions.
        pub places: Vec<Term>,
        /// Organisations.
        pub organisations: Vec<Term>,
        /// Goals of the regional municipal councils (KKR).
        pub kkr_goals: Vec<Term>,
    }
}

record! {
    /// A term of a vocabulary.
    pub struct Term {
        /// Its id, Danish in ASCII: `hjem-og-mad`.
        pub id: String,
        /// The text that is shown.
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
    /// A document or page that facts are taken from.
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
        /// When the editors read it.
        pub read: Option<Date>,
        /// A reservation: secondary, old, disputed.
        pub note: Option<String>,
    }
}
