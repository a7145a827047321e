//! What an element has: the catalogue, how far it has come, and the order of its results.

use std::cell::OnceCell;
use std::rc::Rc;

use super::Failure;
use crate::catalogue::{Catalogue, Help};
use crate::search::{Facets, Index, Triggers};

/// A catalogue that has been fetched and read.
pub struct LoadedCatalogue {
    /// Where it came from.
    pub url: String,
    /// The catalogue.
    pub catalogue: Catalogue,
    /// What its entries can be chosen by.
    pub facets: Facets,
    /// Its help in a crisis, read when something is first searched for.
    pub help: OnceCell<Vec<(Help, Triggers)>>,
    /// Its index, once it is here: all elements that show it search in the same.
    pub index: OnceCell<Rc<Index>>,
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
            facets: Facets::new(&catalogue.cards, &catalogue.head.vocabularies),
            size: catalogue.cards.len(),
            help: OnceCell::new(),
            index: OnceCell::new(),
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
