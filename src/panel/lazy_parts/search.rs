//! What a search needs: the search engine, and the views of what it finds.

use std::pin::Pin;

use yew::Html;

use super::provided;
use crate::buffer::Buffer;
use crate::catalogue::{Card, Catalogue, Entries, Json, ThesaurusRow, read};
use crate::panel::lazy::{CardMatches, Reason, SearchPart};
use crate::panel::views::{self, SearchViews, ViewContext};
use crate::panel::{Answer, LoadedCatalogue, Order, labels, results};
use crate::pause::Pause;
use crate::search::{
    Index, IndexError, Lexicon, Plain, SearchResults, Weights, Why, ask, build, fingerprint,
    snippet,
};

pub(super) struct Search;

impl SearchPart for Search {
    fn read_index<'a>(
        &'a self,
        catalogue: &Catalogue,
        file: &'a Buffer,
        pause: Pause<'a>,
    ) -> Pin<Box<dyn Future<Output = Result<Index, IndexError>> + 'a>> {
        // One that was published in parts is known by the name in its head. Reading all its bodies for that would take a
        // second.
        let named = catalogue.head.index.as_ref();
        let bodies = catalogue.bodies().map(|bodies| &bodies.entries);
        let fingerprint = match (bodies, named) {
            (None | Some(Entries::Text(_)), Some(named)) => {
                u64::from_str_radix(&named.fingerprint, 16).unwrap_or_default()
            }
            _ => fingerprint(catalogue),
        };
        Box::pin(Index::read_with(file, fingerprint, pause))
    }

    fn add_lexicon(&self, index: &mut Index, file: &Buffer) -> Result<(), IndexError> {
        index.add_lexicon(Lexicon::read(file, index.fingerprint())?);
        Ok(())
    }

    fn build_index(&self, catalogue: &Catalogue) -> Index {
        let rows = catalogue.thesaurus.iter().filter_map(|row| read(row).ok());
        let rows: Vec<ThesaurusRow> = rows.collect();
        build(catalogue, &rows, &Plain, &Weights::default()).index
    }

    fn search(
        &self,
        catalogue: &Catalogue,
        index: &Index,
        text: &str,
        literal: bool,
    ) -> SearchResults {
        ask(catalogue, index, text, literal)
    }

    fn card_matches(
        &self,
        loaded: &LoadedCatalogue,
        index: &Index,
        results: &SearchResults,
        entry: usize,
        quotes: bool,
    ) -> CardMatches {
        let Some(card) = loaded.catalogue.cards.get(entry) else {
            return CardMatches::default();
        };
        let marks = |text: &str| index.marks(text, results);
        let mut matches = CardMatches {
            title: marks(&card.title),
            organisations: marks(&labels::organisations(loaded, card)),
            summary: marks(&card.summary),
            reason: None,
        };
        let sentence = quotes
            .then(|| snippet(&loaded.catalogue, index, entry, results))
            .flatten();
        matches.reason = match sentence {
            Some(text) => {
                let marks = marks(&text);
                Some(Reason::Sentence { text, marks })
            }
            // A card with marks shows by itself why it was found.
            None if !matches.title.is_empty() || !matches.summary.is_empty() => None,
            None => index
                .reasons(entry, results)
                .into_iter()
                .find(|reason| matches!(reason.why, Why::Equal | Why::Related))
                .map(|reason| Reason::Word(reason.word.to_owned())),
        };
        matches
    }

    fn sort(&self, cards: &[Card], entries: &[usize], order: Order) -> Vec<usize> {
        results::sort(cards, entries, order)
    }

    #[cfg(feature = "browser")]
    fn write_request(&self, request: &crate::panel::SearchRequest) -> wasm_bindgen::JsValue {
        provided::write_request(request)
    }

    fn read_answer(&self, url: &str, document: Json) -> (Option<Answer>, Vec<String>) {
        provided::read_answer(url, document)
    }
}

impl SearchViews for Search {
    fn chosen(&self, cx: &ViewContext<'_>) -> Html {
        views::chosen(cx)
    }

    fn help(&self, cx: &ViewContext<'_>) -> Html {
        views::help(cx)
    }

    fn corrected(&self, cx: &ViewContext<'_>) -> Html {
        views::corrected(cx)
    }

    fn nothing_found(&self, cx: &ViewContext<'_>) -> Html {
        views::nothing_found(cx)
    }
}
