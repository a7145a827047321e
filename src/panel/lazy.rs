//! The interfaces to the code that is in files of its own.
//!
//! It comes in two parts: what a search needs, and what an opened entry, calculator or worksheet needs. State and
//! views only know these traits; `lazy_parts` implements them. So nothing that is fetched later can slip into the
//! first file through a direct call.

use std::ops::Range;
use std::pin::Pin;
use std::rc::Rc;

#[cfg(feature = "browser")]
use wasm_bindgen::JsValue;

#[cfg(feature = "browser")]
use super::SearchRequest;
use super::{
    Answer, CalculatorAction, CalculatorState, Effect, ExportFormat, LoadedCatalogue, Order,
    WorksheetAction, WorksheetState,
};
use crate::buffer::Buffer;
use crate::catalogue::{Card, Catalogue, Json};
use crate::pause::Pause;
use crate::search::{Index, IndexError, SearchResults};

/// A part could not be fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LoadError;

/// How far a part has come.
#[derive(Clone, Copy)]
pub enum Part<T> {
    /// It is being fetched.
    Waiting,
    /// It could not be fetched.
    Failed,
    /// It is here.
    Here(T),
}

impl<T: Copy> Part<T> {
    /// The part, if it is here.
    pub fn get(&self) -> Option<T> {
        match self {
            Self::Here(part) => Some(*part),
            Self::Waiting | Self::Failed => None,
        }
    }

    /// How far it has come, without the part itself.
    pub fn without(&self) -> Part<()> {
        match self {
            Self::Waiting => Part::Waiting,
            Self::Failed => Part::Failed,
            Self::Here(_) => Part::Here(()),
        }
    }

    /// Whether it is here.
    pub fn is_here(&self) -> bool {
        matches!(self, Self::Here(_))
    }
}

impl<T> From<Result<T, LoadError>> for Part<T> {
    fn from(loaded: Result<T, LoadError>) -> Self {
        loaded.map_or(Self::Failed, Self::Here)
    }
}

/// Where an entry's card matches what was searched for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CardMatches {
    /// Byte ranges of the title.
    pub title: Vec<Range<usize>>,
    /// Byte ranges of the organisations, as [`super::labels::organisations`] writes them.
    pub organisations: Vec<Range<usize>>,
    /// Byte ranges of the summary.
    pub summary: Vec<Range<usize>>,
    /// Why the entry was found, where its card alone does not show it.
    pub reason: Option<Reason>,
}

/// Why an entry was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A sentence of the entry answers best.
    Sentence {
        /// The sentence.
        text: String,
        /// Byte ranges of it that match.
        marks: Vec<Range<usize>>,
    },
    /// It contains this word, which means what was searched for.
    Word(String),
}

/// What a search needs.
pub trait SearchPart {
    /// Reads an index that was built when the catalogue was published, with pauses.
    ///
    /// # Errors
    /// [`IndexError`] when the file is not an index of this catalogue.
    fn read_index<'a>(
        &'a self,
        catalogue: &Catalogue,
        file: &'a Buffer,
        pause: Pause<'a>,
    ) -> Pin<Box<dyn Future<Output = Result<Index, IndexError>> + 'a>>;
    /// Adds a lexicon to an index.
    ///
    /// # Errors
    /// [`IndexError`] when the file is not a lexicon for this index.
    fn add_lexicon(&self, index: &mut Index, file: &Buffer) -> Result<(), IndexError>;
    /// Builds the index of a catalogue that comes without one.
    fn build_index(&self, catalogue: &Catalogue) -> Index;
    /// Searches. `literal` takes the text as typed, without correcting it.
    fn search(
        &self,
        catalogue: &Catalogue,
        index: &Index,
        text: &str,
        literal: bool,
    ) -> SearchResults;
    /// Where the card of the entry with this index matches. With `quotes`, it may quote a sentence of the entry's body.
    fn card_matches(
        &self,
        loaded: &LoadedCatalogue,
        index: &Index,
        results: &SearchResults,
        entry: usize,
        quotes: bool,
    ) -> CardMatches;
    /// Sorts entries, given as indices into the catalogue's cards.
    fn sort(&self, cards: &[Card], entries: &[usize], order: Order) -> Vec<usize>;
    /// What a host's own search is asked, as `www/provider.js` takes it.
    #[cfg(feature = "browser")]
    fn write_request(&self, request: &SearchRequest) -> JsValue;
    /// Reads what a host's own search answered, as `www/provider.js` puts it: a catalogue of its own, with `answer`
    /// beside the cards. `None` when it cannot be shown. What is wrong comes with it, one line each, for the console.
    fn read_answer(&self, url: &str, document: Json) -> (Option<Answer>, Vec<String>);
}

/// What an opened entry, calculator or worksheet needs.
pub trait PagesPart {
    /// What is wrong in whole entries, one line each, for the console.
    fn entry_errors(&self, loaded: &LoadedCatalogue) -> Vec<String>;
    /// The state of a calculator with its published numbers, but for the host's and then those of a link, by the ids of
    /// their inputs; `None` when there is none that computes. The host's that its inputs cannot take are left out, and
    /// named in a line each.
    fn open_calculator(
        &self,
        loaded: &LoadedCatalogue,
        id: &str,
        preset: &[(String, String)],
        linked: &[(String, String)],
    ) -> Option<(Rc<CalculatorState>, Vec<String>)>;
    /// The numbers that were changed in a calculator, as a link carries them.
    fn changed_numbers(&self, state: &CalculatorState) -> Vec<(String, String)>;
    /// Applies what the user did to a calculator.
    fn update_calculator(&self, state: &mut CalculatorState, action: CalculatorAction);
    /// The name of the file with a calculator's table.
    fn file_name(&self, id: &str) -> String;
    /// A calculator as text or as a table.
    fn export(
        &self,
        loaded: &LoadedCatalogue,
        state: &CalculatorState,
        format: ExportFormat,
    ) -> String;
    /// The state of an empty worksheet; `None` when there is none that can be read.
    fn open_worksheet(&self, loaded: &LoadedCatalogue, id: &str) -> Option<WorksheetState>;
    /// Applies what the user did to a worksheet.
    fn update_worksheet(
        &self,
        loaded: &LoadedCatalogue,
        state: &mut WorksheetState,
        action: WorksheetAction,
    ) -> Vec<Effect>;
}

/// Both parts, as far as they are here.
#[derive(Clone, Copy)]
pub struct LazyParts {
    /// What a search needs.
    pub search: Part<&'static dyn SearchPart>,
    /// What an opened entry, calculator or worksheet needs.
    pub pages: Part<&'static dyn PagesPart>,
}

impl LazyParts {
    /// Neither part has come yet.
    pub const WAITING: Self = Self {
        search: Part::Waiting,
        pages: Part::Waiting,
    };
}
