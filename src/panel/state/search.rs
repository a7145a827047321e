//! How the search changes: query, choices, order and results.

use std::rc::Rc;

use super::{PAGE, State};
use crate::catalogue::Term;
use crate::panel::lazy::Part;
use crate::panel::results::Request;
use crate::panel::{Effect, Focus, Loading, Results};
use crate::search::Choices;

impl State {
    /// Puts a text in the search field and searches for it.
    pub(super) fn write_query(&mut self, text: String) -> Vec<Effect> {
        self.query.clone_from(&text);
        self.find_anew();
        vec![Effect::WriteField(text), Effect::Focus(Focus::Results)]
    }

    pub(super) fn choose_arena(&mut self, id: String) -> Vec<Effect> {
        let arena = &mut self.choices.arena;
        *arena = match arena.as_ref() == Some(&id) {
            true => None,
            false => Some(id),
        };
        self.chosen()
    }

    /// A choice changes the results, but the focus stays on what was pressed.
    pub(super) fn chosen(&mut self) -> Vec<Effect> {
        self.find_anew();
        vec![]
    }

    /// Finds the results and shows the first of them.
    pub(super) fn find_anew(&mut self) {
        self.shown = PAGE;
        self.find();
    }

    /// Finds the results.
    pub(super) fn find(&mut self) {
        let asks = self.ask();
        if let Loading::Ready(loaded) = &self.loading
            && !asks
        {
            let engine = self.parts.search.get().zip(self.index.as_deref());
            let request = Request {
                text: &self.query,
                literal: self.literal,
                choices: &self.choices,
                locked: &self.settings.locked,
                order: self.order,
                bodies_come: !matches!(self.parts.pages, Part::Failed),
            };
            let results = Results::new(
                &loaded.catalogue,
                &loaded.offered,
                engine,
                request,
                &self.results,
            );
            self.results = Rc::new(results);
        }
    }

    /// A link or an attribute may name what the catalogue does not have.
    pub(super) fn forget_unknown_choices(&mut self) {
        if let Loading::Ready(loaded) = &self.loading {
            let words = &loaded.catalogue.head.vocabularies;
            let warnings = &mut self.warnings;
            let choices = &mut self.choices;
            let mut one = |name, terms, chosen: &mut Option<String>| {
                if let Some(id) = chosen
                    && is_unknown(name, terms, id, warnings)
                {
                    *chosen = None;
                }
            };
            one("arena", &words.arenas, &mut choices.arena);
            one("place", &words.places, &mut choices.place);
            one(
                "organisation",
                &words.organisations,
                &mut choices.organisation,
            );
            let several = [
                ("audience", &words.audiences, &mut choices.audiences),
                ("stage", &words.stages, &mut choices.stages),
            ];
            for (name, terms, chosen) in several {
                chosen
                    .retain(|id| id == Choices::UNKNOWN || !is_unknown(name, terms, id, warnings));
            }
            // Nothing is locked that is not there.
            let locked = &mut Rc::make_mut(&mut self.settings).locked;
            locked.arena.take_if(|_| choices.arena.is_none());
            locked.audiences.retain(|id| choices.audiences.contains(id));
            locked.place.take_if(|_| choices.place.is_none());
        }
    }
}

/// Whether the catalogue has no such choice, which is then told of.
fn is_unknown(name: &str, terms: &[Term], id: &str, warnings: &mut Vec<String>) -> bool {
    if terms.iter().any(|term| term.id == id) {
        return false;
    }
    let mut warning = format!("{name} »{id}« er ikke i kataloget. Det har:");
    for term in terms {
        warning.push(' ');
        warning.push_str(&term.id);
    }
    warnings.push(warning);
    true
}

/// Adds an id, or removes it if it is there.
pub(super) fn toggle(ids: &mut Vec<String>, id: String) {
    match ids.iter().position(|known| *known == id) {
        Some(index) => {
            ids.remove(index);
        }
        None => ids.push(id),
    }
}
