//! How the search changes: query, choices, order and results.

use std::rc::Rc;

use super::{PAGE, State};
use crate::panel::lazy::Part;
use crate::panel::results::Request;
use crate::panel::{Effect, Focus, Loading, Results};

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

    /// A link may name an arena that the catalogue does not have.
    pub(super) fn forget_unknown_arena(&mut self) {
        if let Loading::Ready(loaded) = &self.loading {
            let arenas = &loaded.catalogue.head.vocabularies.arenas;
            let arena = self.choices.arena.take();
            self.choices.arena = arena.filter(|id| arenas.iter().any(|arena| arena.id == *id));
        }
    }
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
