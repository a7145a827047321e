//! What a host's own search is asked, and reading what it answers: `www/search-provider.d.ts` has both shapes.

use std::rc::Rc;

use crate::catalogue::{Json, Vocabularies, read_catalogue};
use crate::panel::state::MORE_FILTERS;
use crate::panel::{Answer, LoadedCatalogue, Results};
use crate::search::{Counts, Facets, Filter, SearchResults};

/// A request as a list of its values: named fields would take 0.9 kB more.
#[cfg(feature = "browser")]
pub(super) fn write_request(request: &crate::panel::SearchRequest) -> wasm_bindgen::JsValue {
    let filters = crate::search::Filter::ALL.map(|filter| request.filters.of(filter));
    let order = request.order as u8;
    let values = (
        &request.query,
        request.literal,
        filters,
        order,
        request.offset,
    );
    serde_wasm_bindgen::to_value(&values).unwrap_or_default()
}

/// Reads an answer: the cards or the entry as a catalogue, and `answer` with what belongs to cards.
pub(super) fn read_answer(url: &str, mut document: Json) -> (Option<Answer>, Vec<String>) {
    let answer = document.take("answer");
    let (catalogue, broken) = match read_catalogue(document) {
        Ok(read) => read,
        Err(error) => return (None, vec![format!("searchProvider: {error}")]),
    };
    let mut wrong = Vec::new();
    for entry in &broken {
        wrong.push(format!("searchProvider: {entry}"));
    }
    let vocabularies = &catalogue.head.vocabularies;
    let count = catalogue.cards.len();
    let found = answer.map(|answer| found(&answer, vocabularies, count));
    let mut loaded = LoadedCatalogue::new(url.to_owned(), catalogue, broken.len());
    // The host counts what the whole catalogue offers.
    loaded.facets = Facets::new(&[], &loaded.catalogue.head.vocabularies);
    let results = match found {
        Some(Err(error)) => {
            wrong.push(format!("searchProvider: {error}"));
            return (None, wrong);
        }
        Some(Ok((size, found))) => {
            loaded.size = size;
            Some(Rc::new(found))
        }
        None => None,
    };
    let loaded = Rc::new(loaded);
    (Some(Answer { loaded, results }), wrong)
}

/// The number of entries in all, and what was found, of which this many cards are here.
fn found(
    answer: &Json,
    vocabularies: &Vocabularies,
    cards: usize,
) -> Result<(usize, Results), String> {
    let total = number(answer, "total")?;
    let size = number(answer, "size")?;
    // It is only an offer, and may be missing.
    let without_choices = number(answer, "withoutFilters").unwrap_or_default();
    let counts = counts(object(answer, "counts")?, vocabularies)?;
    let mut search = SearchResults::default();
    search.corrected = answer.text("corrected").map(str::to_owned);
    let found = Results {
        search,
        waiting: false,
        quotes: false,
        entries: (0..cards).collect(),
        counts,
        total,
        without_choices,
    };
    Ok((size, found))
}

/// The counts of all filters, each in the order of its vocabulary.
fn counts(answer: &Json, vocabularies: &Vocabularies) -> Result<Counts, String> {
    let mut counts = Counts::default();
    for filter in Filter::ALL {
        let (key, only_counted) = match filter {
            Filter::Arena => ("arenas", false),
            Filter::Audience => ("audiences", false),
            Filter::Stage => ("stages", false),
            Filter::Place => ("places", true),
            Filter::Organisation => ("organisations", true),
            Filter::Kind => ("kinds", true),
            Filter::Goal => ("kkrGoals", true),
            Filter::Effect => ("effects", true),
        };
        // A host need not count by what only professionals filter by; it is not offered then.
        if MORE_FILTERS.contains(&filter) && answer.get(key).is_none() {
            continue;
        }
        let counted = object(answer, key)?;
        for id in filter.ids(vocabularies) {
            match counted.get(id) {
                Some(_) => counts.push(filter, id, number(counted, id)?),
                None if only_counted => {}
                None => counts.push(filter, id, 0),
            }
        }
    }
    Ok(counts)
}

fn object<'a>(json: &'a Json, key: &str) -> Result<&'a Json, String> {
    match json.get(key) {
        Some(object @ Json::Object(_)) => Ok(object),
        _ => Err(format!("{key}: expected an object")),
    }
}

fn number(json: &Json, key: &str) -> Result<usize, String> {
    let number = json.get(key).and_then(Json::whole);
    let number = number.and_then(|number| usize::try_from(number).ok());
    number.ok_or_else(|| format!("{key}: expected a whole number from 0"))
}
