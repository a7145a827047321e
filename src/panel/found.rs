//! What was found, by the catalogue's own index or by a host's own search, and what the latter is asked and answers.

use std::rc::Rc;

use super::{LoadedCatalogue, Order};
use crate::search::{Choices, Counts, SearchResults};

/// The results, with the number of results that each further choice would give.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Results {
    /// What the search engine found, less its hits: those are in `entries`.
    pub search: SearchResults,
    /// Whether there are no results yet because something that the search needs is not here.
    pub waiting: bool,
    /// Whether the entries' bodies were here: then cards quote from them. What comes later does not change a card that is
    /// being read.
    pub quotes: bool,
    /// Indices into the catalogue's cards, in order.
    pub entries: Vec<usize>,
    /// How many results each choice would give.
    pub counts: Counts,
    /// How many results there are. With a host's own search, only the first are here.
    pub total: usize,
    /// How many results there would be without the choices.
    pub without_choices: usize,
}

/// For which cards a host's own search is asked. `www/search-provider.d.ts` has it as the host gets it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchRequest {
    /// What is typed, without spaces around it.
    pub query: String,
    /// Whether a correction was refused.
    pub literal: bool,
    /// What is chosen.
    pub filters: Choices,
    /// The order of the results.
    pub order: Order,
    /// How many results come before them.
    pub offset: usize,
}

/// What a host's own search is asked.
#[cfg_attr(
    not(target_arch = "wasm32"),
    expect(
        clippy::large_enum_variant,
        reason = "there is one at a time, and in the browser it is half as large"
    )
)]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// For cards.
    Search(SearchRequest),
    /// For the whole entry with this id.
    Entry(String),
}

/// What it answered.
#[derive(Clone)]
pub struct Answer {
    /// The cards, or the entry with what its page needs, as a catalogue of their own.
    pub loaded: Rc<LoadedCatalogue>,
    /// What was found; `None` with an entry.
    pub results: Option<Rc<Results>>,
}
