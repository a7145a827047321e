//! Sentences about the search: its heading, its announcement, and the choices read back.

use super::labels::{joined, label, results, small_first, stage_label};
use super::lazy::Part;
use super::{LoadedCatalogue, Message, State};

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
    match state.query.trim() {
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
    let language = &loaded.catalogue.head.language;
    let words = &loaded.catalogue.head.vocabularies;
    let choices = &state.choices;
    let locked = &state.settings.locked;
    let mut chosen = Vec::new();
    let mut add = |label: String, remove| {
        let remove = Message::RemoveChoice(Box::new(remove));
        chosen.push(Chosen { label, remove });
    };
    if !state.query.trim().is_empty() {
        add(format!("»{}«", state.query.trim()), Message::ClearQuery);
    }
    if let Some(id) = choices.arena.as_ref().filter(|_| locked.arena.is_none()) {
        add(
            label(&words.arenas, id, language),
            Message::Arena(id.clone()),
        );
    }
    let audiences = choices.audiences.iter();
    for id in audiences.filter(|_| locked.audiences.is_empty()) {
        add(
            label(&words.audiences, id, language),
            Message::Audience(id.clone()),
        );
    }
    for id in &choices.stages {
        add(stage_label(loaded, id), Message::Stage(id.clone()));
    }
    if let Some(id) = choices.place.as_ref().filter(|_| locked.place.is_none()) {
        add(label(&words.places, id, language), Message::Place(None));
    }
    if let Some(id) = &choices.organisation {
        add(
            label(&words.organisations, id, language),
            Message::Organisation(None),
        );
    }
    chosen
}

/// The choices, read back as a sentence: `Du ser det, vi fandt med »mad« under Hjem og mad, for pårørende eller
/// personale, i Aarhus.`
pub(super) fn chosen_sentence(state: &State, loaded: &LoadedCatalogue) -> String {
    let language = &loaded.catalogue.head.language;
    let words = &loaded.catalogue.head.vocabularies;
    let choices = &state.choices;
    let mut sentence = match state.query.trim() {
        "" => "Du ser forslag".to_owned(),
        query => format!("Du ser det, vi fandt med »{query}«"),
    };
    let mut add = |before: &str, what: &str| {
        sentence.push_str(before);
        sentence.push_str(what);
    };
    if let Some(id) = &choices.arena {
        add(" under ", &label(&words.arenas, id, language));
    }
    if !choices.audiences.is_empty() {
        let mut labels = Vec::new();
        for id in &choices.audiences {
            labels.push(small_first(&label(&words.audiences, id, language)));
        }
        add(", for ", &joined(&labels, " eller "));
    }
    if !choices.stages.is_empty() {
        let mut labels = Vec::new();
        for id in &choices.stages {
            labels.push(format!("»{}«", stage_label(loaded, id)));
        }
        add(", på trinnet ", &joined(&labels, " eller "));
    }
    if let Some(id) = &choices.place {
        add(", i ", &label(&words.places, id, language));
    }
    if let Some(id) = &choices.organisation {
        add(", fra ", &label(&words.organisations, id, language));
    }
    sentence.push('.');
    sentence
}
