//! Sentences about the search: its heading, its announcement, and the choices read back.

use super::labels::{choice_label, joined, results, small_first};
use super::lazy::Part;
use super::{LoadedCatalogue, Message, State};
use crate::search::Filter;

/// The results' heading, which is also what a screen reader is told about them.
#[must_use]
pub fn results_title(state: &State) -> String {
    let count = state.results.total;
    match state.answer() {
        Part::Here(()) if !state.results.waiting => {}
        // What stands answers an earlier query.
        Part::Failed if !state.results.waiting => return results(count),
        _ => return "Søger …".into(),
    }
    match state.sought() {
        "" if !state.has_choices() && count > 1 => format!("Alle {}", results(count)),
        "" => results(count),
        // No entry has enough of the words.
        query if state.results.search.partial => {
            format!("{} med nogle af ordene i »{query}«", results(count))
        }
        query => format!("{} med »{query}«", results(count)),
    }
}

/// A choice, as its chip shows it.
pub(super) struct Chosen {
    /// The chip's text.
    pub(super) label: String,
    /// The message that removes it.
    pub(super) remove: Message,
}

/// All choices, in the order of the filters.
pub(super) fn chosen(state: &State, loaded: &LoadedCatalogue) -> Vec<Chosen> {
    let mut chosen = Vec::new();
    let mut add = |label: String, remove| {
        let remove = Message::RemoveChoice(Box::new(remove));
        chosen.push(Chosen { label, remove });
    };
    if !state.sought().is_empty() {
        add(format!("»{}«", state.sought()), Message::ClearQuery);
    }
    for filter in Filter::ALL {
        if !state.settings.locks(filter) {
            for id in state.choices.of(filter) {
                let remove = Message::Choose(filter, id.clone());
                add(choice_label(loaded, filter, id), remove);
            }
        }
    }
    chosen
}

/// The choices, read back as a sentence: `Du ser det, vi fandt med »mad« under Hjem og mad, for pårørende eller
/// personale, i Aarhus.`
pub(super) fn chosen_sentence(state: &State, loaded: &LoadedCatalogue) -> String {
    let mut sentence = match (state.sought(), state.results.total) {
        ("", 0) => "Du søger idéer".to_owned(),
        ("", _) => "Du ser idéer".to_owned(),
        (query, 0) => format!("Du søger »{query}«"),
        (query, _) => format!("Du ser det, vi fandt med »{query}«"),
    };
    let mut comma = "";
    for filter in Filter::ALL {
        let ids = state.choices.of(filter);
        if ids.is_empty() {
            continue;
        }
        let before = match filter {
            Filter::Arena => " under ",
            Filter::Audience => " for ",
            Filter::Stage => " på trinnet ",
            Filter::Place => " i ",
            Filter::Organisation => " fra ",
            Filter::Kind => " af slagsen ",
            Filter::Goal => " med målet ",
            Filter::Effect => " med virkningen ",
        };
        let mut labels = Vec::new();
        for id in ids {
            let label = choice_label(loaded, filter, id);
            labels.push(match filter {
                Filter::Audience => small_first(&label),
                Filter::Arena | Filter::Place | Filter::Organisation => label,
                _ => format!("»{label}«"),
            });
        }
        sentence.push_str(comma);
        comma = ",";
        sentence.push_str(before);
        sentence.push_str(&joined(&labels, " eller "));
    }
    sentence.push('.');
    sentence
}
