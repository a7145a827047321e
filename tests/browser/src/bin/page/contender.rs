//! The pages that are compared, and where the parts of each are that a visitor sees.

use serde::Serialize;

/// A page.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct Contender {
    /// Its folder, and its name on the command line.
    #[serde(skip)]
    pub(crate) name: &'static str,
    /// Its name in the tables.
    #[serde(skip)]
    pub(crate) title: &'static str,
    /// The element in whose shadow root all of it is, if it is in one.
    host: Option<&'static str>,
    field: &'static str,
    card: &'static str,
    mark: &'static str,
    /// Whether cards are shown before anything is typed.
    pub(crate) lists: bool,
    /// Whether it answers at all.
    pub(crate) searches: bool,
    /// How many milliseconds without a change tell that a key's answer is complete. Pagefind fetches in steps.
    quiet: u32,
}

impl Contender {
    /// Whether others are compared with it.
    pub(crate) fn is_peer(&self) -> bool {
        self.searches && self.host.is_none()
    }
}

/// A page with a library in a bundle: `bench/page/peers/`.
const fn library(name: &'static str, title: &'static str) -> Contender {
    Contender {
        name,
        title,
        host: None,
        field: "#q",
        card: ".card",
        mark: ".card mark",
        lists: true,
        searches: true,
        quiet: 100,
    }
}

/// All of them, in the order of the tables.
pub(crate) const CONTENDERS: [Contender; 7] = [
    Contender {
        host: Some("virker-panel"),
        field: "input#q",
        ..library("virker", "Virker")
    },
    library("minisearch-prebuilt", "MiniSearch, prebuilt"),
    library("minisearch-built", "MiniSearch, built in the page"),
    library("flexsearch", "FlexSearch"),
    library("orama", "Orama, Danish"),
    Contender {
        field: ".pagefind-ui__search-input",
        card: ".pagefind-ui__result",
        mark: ".pagefind-ui__result mark",
        lists: false,
        quiet: 700,
        ..library("pagefind", "Pagefind's own UI")
    },
    Contender {
        lists: false,
        searches: false,
        ..library("empty", "Empty page")
    },
];
