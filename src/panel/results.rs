//! Finding the entries that match a query and the chosen filters.

use super::lazy::SearchPart;
use super::{LoadedCatalogue, Order, Results};
use crate::catalogue::Card;
use crate::danish::alphabetical;
use crate::order::ordered;
use crate::search::{Choices, Index, SearchResults};

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
        loaded: &LoadedCatalogue,
        part: Option<&dyn SearchPart>,
        index: Option<&Index>,
        request: Request<'_>,
    ) -> Self {
        let LoadedCatalogue {
            catalogue, facets, ..
        } = loaded;
        let quotes = catalogue.bodies().is_some();
        let mut waiting = false;
        let mut search = SearchResults::default();
        let mut found: Vec<usize> = Vec::new();
        let all = 0..catalogue.cards.len();
        match (request.text.trim(), part.zip(index)) {
            ("", _) => found.extend(all),
            (_, Some((part, index))) => {
                search = part.search(catalogue, index, request.text, request.literal);
                if search.asks_nothing {
                    found.extend(all);
                }
                let hits = std::mem::take(&mut search.hits);
                match search.needs_bodies && request.bodies_come {
                    true => waiting = true,
                    false => hits.iter().for_each(|hit| found.push(hit.entry)),
                }
            }
            _ => waiting = true,
        }
        let chosen = facets.chosen(request.choices);
        let locked = facets.chosen(request.locked);
        let counts = facets.count(&found, &chosen);
        let mut without_choices = 0;
        let mut entries = Vec::new();
        for entry in found {
            without_choices += usize::from(facets.passes(entry, &locked));
            if facets.passes(entry, &chosen) {
                entries.push(entry);
            }
        }
        if request.order != Order::Relevance
            && let Some(part) = part
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
