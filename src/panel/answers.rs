//! What the catalogue answers to a query and to what was chosen.

use std::cmp::Reverse;

use super::Shelf;
use crate::catalogue::Entry;
use crate::danish::alphabetical;
use crate::search::{Choices, Counts, Hit, Query, count, passes};

/// What comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// What fits best; the catalogue's own order when nothing is sought.
    #[default]
    Fit,
    /// By title.
    Title,
    /// What was described most recently.
    Newest,
}

/// The answers, with how many each further choice would give.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answers {
    /// What is sought.
    pub query: Query,
    /// Places among the catalogue's entries, in order.
    pub entries: Vec<usize>,
    /// How many each choice would give.
    pub counts: Counts,
    /// How many there would be with the query alone.
    pub without_choices: usize,
}

impl Answers {
    /// Answers a query under some choices.
    #[must_use]
    pub fn new(shelf: &Shelf, text: &str, choices: &Choices, order: Order) -> Self {
        let query = Query::new(text);
        let catalogue = &shelf.catalogue;
        let hits: Vec<Hit> = match text.trim() {
            "" => (0..catalogue.entries.len())
                .map(|entry| Hit { entry, score: 0 })
                .collect(),
            _ => shelf.index.search(&query),
        };
        let found: Vec<(usize, &Entry)> = hits
            .iter()
            .filter_map(|hit| Some((hit.entry, catalogue.entries.get(hit.entry)?)))
            .collect();
        let counts = count(
            found.iter().map(|(_, entry)| *entry),
            choices,
            &catalogue.head.vocabularies,
        );
        let nothing_chosen = Choices::default();
        let without_choices = found
            .iter()
            .filter(|(_, entry)| passes(entry, &nothing_chosen))
            .count();
        let mut passing: Vec<(usize, &Entry)> = found
            .into_iter()
            .filter(|(_, entry)| passes(entry, choices))
            .collect();
        match order {
            Order::Fit => {}
            Order::Title => passing.sort_by(|(_, a), (_, b)| alphabetical(&a.title, &b.title)),
            Order::Newest => passing.sort_by_key(|(_, entry)| Reverse(entry.described)),
        }
        Self {
            query,
            entries: passing.into_iter().map(|(place, _)| place).collect(),
            counts,
            without_choices,
        }
    }
}
