//! What an element has and what it shows: the catalogue, the host's settings, and the screens.

use std::cell::OnceCell;
use std::rc::Rc;

use super::Failure;
use crate::catalogue::{Catalogue, Help};
use crate::search::{Counts, Triggers};

/// What the host page asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The element's name in links.
    pub element: String,
    /// The level of the first heading, 1 to 4.
    pub heading_level: u8,
    /// The calculator's id, for an element that is a calculator and not a panel.
    pub calculator: Option<String>,
    /// Whether the host searches with an engine of its own.
    pub provided: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            element: "panel".into(),
            heading_level: 2,
            calculator: None,
            provided: false,
        }
    }
}

/// A catalogue that has been fetched and read.
pub struct LoadedCatalogue {
    /// Where it came from.
    pub url: String,
    /// The catalogue.
    pub catalogue: Catalogue,
    /// The choices that its filters offer.
    pub offered: Counts,
    /// Its help in a crisis, read when something is first searched for.
    pub help: OnceCell<Vec<(Help, Triggers)>>,
    /// How many of its entries could not be read.
    pub broken: usize,
    /// How many entries it has. With a host's own search, only some of them are here.
    pub size: usize,
}

impl LoadedCatalogue {
    /// A catalogue, with the number of its entries that could not be read.
    #[must_use]
    pub fn new(url: String, catalogue: Catalogue, broken: usize) -> Self {
        Self {
            url,
            offered: Counts::offered(&catalogue.cards, &catalogue.head.vocabularies),
            size: catalogue.cards.len(),
            help: OnceCell::new(),
            catalogue,
            broken,
        }
    }

    /// Whether all that opened pages need of it is here.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.catalogue.bodies().is_some()
    }
}

/// How far the catalogue has come.
#[derive(Clone)]
pub enum Loading {
    /// It is being fetched.
    Waiting,
    /// It cannot be shown.
    Failed(Rc<Failure>),
    /// It is here.
    Ready(Rc<LoadedCatalogue>),
}

/// What an element has to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readiness {
    /// Nothing yet.
    Waiting,
    /// Why it cannot show what it should.
    Failed,
    /// What it should.
    Ready,
}

impl Readiness {
    /// Its name in the document and for the loader.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Failed => "failed",
            Self::Ready => "ready",
        }
    }
}

/// What is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Screen {
    /// The search with its results.
    #[default]
    Search,
    /// The entry with this id.
    Concept(String),
    /// The calculator with this id.
    Calculator(String),
    /// The worksheet with this id.
    Worksheet(String),
}

/// The order of the results.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// The best match first; the catalogue's own order when nothing is searched for.
    #[default]
    Relevance,
    /// By title.
    Title,
    /// The most recently described first.
    Newest,
}
