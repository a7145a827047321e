//! What the catalogue answers to a query and to what was chosen.

use super::details::details;
use crate::catalogue::{Card, Catalogue};
use crate::danish::alphabetical;
use crate::order::ordered;
use crate::search::{Choices, Counts, Found, Hit, Index, count, passes};

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
    /// What was sought, and what answers it.
    pub found: Found,
    /// Whether what is sought cannot be answered yet.
    pub waiting: bool,
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
    pub fn new(
        catalogue: &Catalogue,
        index: Option<&Index>,
        text: &str,
        literal: bool,
        choices: &Choices,
        order: Order,
    ) -> Self {
        let mut waiting = false;
        let mut answer = Found::default();
        let hits: Vec<Hit> = match text.trim() {
            "" => (0..catalogue.cards.len())
                .map(|entry| Hit { entry, score: 0 })
                .collect(),
            _ => match (index, details()) {
                (Some(index), Some(details)) => {
                    answer = details.ask(catalogue, index, text, literal);
                    std::mem::take(&mut answer.hits)
                }
                _ => {
                    waiting = true;
                    Vec::new()
                }
            },
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
        let mut entries: Vec<usize> = found
            .into_iter()
            .filter(|(_, entry)| passes(entry, choices))
            .map(|(place, _)| place)
            .collect();
        if order != Order::Fit
            && let Some(details) = details()
        {
            entries = details.put_in_order(&catalogue.cards, &entries, order);
        }
        Self {
            found: answer,
            waiting,
            entries,
            counts,
            without_choices,
        }
    }
}

/// Puts found entries in another order than that of fit.
pub(super) fn put_in_order(cards: &[Card], entries: &[usize], order: Order) -> Vec<usize> {
    let card = |place: usize| cards.get(*entries.get(place)?);
    let title = |place: usize| card(place).map_or("", |card| card.title.as_str());
    let described = |place: usize| card(place).and_then(|card| card.described);
    let order = match order {
        Order::Fit => (0..entries.len()).collect(),
        Order::Title => ordered(entries.len(), &|a, b| alphabetical(title(a), title(b))),
        Order::Newest => ordered(entries.len(), &|a, b| described(b).cmp(&described(a))),
    };
    order
        .into_iter()
        .filter_map(|place| entries.get(place).copied())
        .collect()
}
