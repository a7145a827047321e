//! The search engine and the calculators as WebAssembly modules of their own, for benchmarks.
//!
//! `cargo xtask bench search` compares the search with other libraries in a browser, and measures its
//! size by building with and without the feature `engine`. `cargo xtask bench calculators` times a
//! recalculation.
#![cfg(target_family = "wasm")]

#[cfg(feature = "calculators")]
pub mod calculate;

use virker::catalogue::{Catalogue, Json, read_catalogue};
#[cfg(feature = "engine")]
use virker::search::{Index, Lexicon, fingerprint};
use wasm_bindgen::prelude::wasm_bindgen;

/// A catalogue with its index.
#[wasm_bindgen]
pub struct Finder {
    catalogue: Catalogue,
    #[cfg(feature = "engine")]
    index: Index,
}

#[wasm_bindgen]
impl Finder {
    /// Reads a published catalogue.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(catalogue: &str) -> Self {
        let json: Json = serde_json::from_str(catalogue).unwrap_or_default();
        Self {
            catalogue: read_catalogue(json).unwrap_or_default().0,
            #[cfg(feature = "engine")]
            index: Index::default(),
        }
    }

    /// How many entries there are.
    #[must_use]
    pub fn entries(&self) -> usize {
        self.catalogue.cards.len()
    }
}

#[cfg(feature = "engine")]
#[wasm_bindgen]
impl Finder {
    /// Reads an index and a lexicon file. Returns whether both are valid.
    pub fn read(&mut self, index: &[u8], lexicon: &[u8]) -> bool {
        let fingerprint = fingerprint(&self.catalogue);
        let Ok(mut index) = Index::from_bytes(index, fingerprint) else {
            return false;
        };
        let Ok(lexicon) = Lexicon::from_bytes(lexicon, fingerprint) else {
            return false;
        };
        index.add_lexicon(lexicon);
        self.index = index;
        true
    }

    /// The id of the best entry; empty if nothing is found.
    #[must_use]
    pub fn search(&self, text: &str) -> String {
        let found = virker::search::ask(&self.catalogue, &self.index, text, false);
        let best = found
            .hits
            .first()
            .and_then(|hit| self.catalogue.cards.get(hit.entry));
        best.map_or_else(String::new, |card| card.id.clone())
    }
}

/// Building an index in the page. A feature of its own, since a page only needs it without an index
/// file.
#[cfg(feature = "building")]
#[wasm_bindgen]
pub struct Builder;

#[cfg(feature = "building")]
#[wasm_bindgen]
impl Builder {
    /// Builds the catalogue's index in the page.
    pub fn build(finder: &mut Finder) {
        use virker::search::{Plain, Weights, build};
        finder.index = build(&finder.catalogue, &[], &Plain, &Weights::default()).index;
    }

    /// The index as a file.
    #[must_use]
    pub fn bytes(finder: &Finder) -> Vec<u8> {
        finder.index.to_bytes()
    }

    /// An empty lexicon as a file.
    #[must_use]
    pub fn lexicon(finder: &Finder) -> Vec<u8> {
        Lexicon::new(finder.index.fingerprint(), &[], &[], &[], &[]).to_bytes()
    }
}
