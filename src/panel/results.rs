//! Finding the entries that match a query and the chosen filters.

use super::lazy::SearchPart;
use super::{Order, Results};
use crate::catalogue::{Card, Catalogue};
use crate::danish::alphabetical;
use crate::order::ordered;
use crate::search::{Choices, Counts, Index, SearchResults, count, passes};

/// What is searched for.
#[derive(Clone, Copy)]
pub struct Request<'a> {
    /// The text in the search field.
    pub text: &'a str,
    /// Whether it is searched for as typed, without correcting it.
    pub literal: bool,
    /// The chosen filters.
    pub choices: &'a Choices,
    /// Those of them that the visitor cannot change.
    pub locked: &'a Choices,
    /// The order of the results.
    pub order: Order,
    /// Whether bodies that are not here are on their way.
    pub bodies_come: bool,
}

impl Results {
    /// Finds the results.
    #[must_use]
    pub fn new(
        catalogue: &Catalogue,
        offered: &Counts,
        engine: Option<(&dyn SearchPart, &Index)>,
        request: Request<'_>,
    ) -> Self {
        let quotes = catalogue.bodies().is_some();
        let mut waiting = false;
        let mut search = SearchResults::default();
        let mut found: Vec<(usize, &Card)> = Vec::new();
        let mut add = |index| {
            if let Some(card) = catalogue.cards.get(index) {
                found.push((index, card));
            }
        };
        match (request.text.trim(), engine) {
            ("", _) => {
                for index in 0..catalogue.cards.len() {
                    add(index);
                }
            }
            (_, Some((part, index))) => {
                search = part.search(catalogue, index, request.text, request.literal);
                let hits = std::mem::take(&mut search.hits);
                match search.needs_bodies && request.bodies_come {
                    true => waiting = true,
                    false => hits.iter().for_each(|hit| add(hit.entry)),
                }
            }
            _ => waiting = true,
        }
        let counts = count(
            &mut found.iter().map(|(_, card)| *card),
            request.choices,
            offered,
        );
        let mut without_choices = 0;
        let mut entries = Vec::new();
        for (index, card) in found {
            without_choices += usize::from(passes(card, request.locked));
            if passes(card, request.choices) {
                entries.push(index);
            }
        }
        if request.order != Order::Relevance
            && let Some((part, _)) = engine
        {
            entries = part.sort(&catalogue.cards, &entries, request.order);
        }
        Self {
            search,
            waiting,
            quotes,
            total: entries.len(),
            entries,
            counts,
            without_choices,
        }
    }
}

/// Sorts entries, given as indices into the cards. They come in the order of relevance.
pub(super) fn sort(cards: &[Card], entries: &[usize], order: Order) -> Vec<usize> {
    let card = |index: usize| cards.get(*entries.get(index)?);
    let title = |index: usize| card(index).map_or("", |card| card.title.as_str());
    let described = |index: usize| card(index).and_then(|card| card.described);
    let order = match order {
        Order::Relevance => (0..entries.len()).collect(),
        Order::Title => ordered(entries.len(), &|a, b| alphabetical(title(a), title(b))),
        Order::Newest => ordered(entries.len(), &|a, b| described(b).cmp(&described(a))),
    };
    let mut sorted = Vec::new();
    for index in order {
        sorted.extend(entries.get(index));
    }
    sorted
}
