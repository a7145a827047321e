//! What the catalogue answers to a query and to what was chosen.

use super::details::details;
use crate::catalogue::{Card, Catalogue};
use crate::danish::alphabetical;
use crate::order::ordered;
use crate::search::{Choices, Counts, Index, SearchResults, count, passes};

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
    pub found: SearchResults,
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
        let mut answer = SearchResults::default();
        let mut found: Vec<(usize, &Card)> = Vec::new();
        let mut add = |place| {
            if let Some(card) = catalogue.cards.get(place) {
                found.push((place, card));
            }
        };
        match (text.trim(), index, details()) {
            ("", ..) => {
                for place in 0..catalogue.cards.len() {
                    add(place);
                }
            }
            (_, Some(index), Some(details)) => {
                answer = details.ask(catalogue, index, text, literal);
                for hit in std::mem::take(&mut answer.hits) {
                    add(hit.entry);
                }
            }
            _ => waiting = true,
        }
        let counts = count(
            found.iter().map(|(_, entry)| *entry),
            choices,
            &catalogue.head.vocabularies,
        );
        let nothing_chosen = Choices::default();
        let mut without_choices = 0;
        let mut entries = Vec::new();
        for (place, card) in found {
            without_choices += usize::from(passes(card, &nothing_chosen));
            if passes(card, choices) {
                entries.push(place);
            }
        }
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
    let mut in_order = Vec::new();
    for place in order {
        in_order.extend(entries.get(place));
    }
    in_order
}
