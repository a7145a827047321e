//! What the catalogue answers to a query and to what was chosen.

use super::Shelf;
use crate::catalogue::Card;
use crate::danish::alphabetical;
use crate::order::ordered;
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
            "" => (0..catalogue.cards.len())
                .map(|entry| Hit { entry, score: 0 })
                .collect(),
            _ => shelf.index.search(&query),
        };
        let found: Vec<(usize, &Card)> = hits
            .iter()
            .filter_map(|hit| Some((hit.entry, catalogue.cards.get(hit.entry)?)))
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
        let passing: Vec<(usize, &Card)> = found
            .into_iter()
            .filter(|(_, entry)| passes(entry, choices))
            .collect();
        let entry = |place: usize| passing.get(place).map(|(_, entry)| *entry);
        let title = |place: usize| entry(place).map_or("", |entry| entry.title.as_str());
        let described = |place: usize| entry(place).and_then(|entry| entry.described);
        let order = match order {
            Order::Fit => (0..passing.len()).collect(),
            Order::Title => ordered(passing.len(), &|a, b| alphabetical(title(a), title(b))),
            Order::Newest => ordered(passing.len(), &|a, b| described(b).cmp(&described(a))),
        };
        let entries = order
            .into_iter()
            .filter_map(|place| passing.get(place).map(|(entry, _)| *entry))
            .collect();
        Self {
            query,
            entries,
            counts,
            without_choices,
        }
    }
}
