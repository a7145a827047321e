//! How a host's own search changes the state: what it is asked, and what it answered.

use std::rc::Rc;

use super::{PAGE, State};
use crate::panel::lazy::Part;
use crate::panel::{
    Answer, Effect, Focus, LoadedCatalogue, Loading, Question, Screen, SearchRequest,
};

impl State {
    /// How far what a search needs has come: its code, and the answer of a host's own search.
    #[must_use]
    pub fn search(&self) -> Part<()> {
        match (&self.parts.search, &self.provided) {
            (Part::Here(_), Some(provided)) => provided.search,
            (part, _) => part.without(),
        }
    }

    /// Whether a host's own search has not answered what is searched for: `Waiting` or `Failed`.
    #[must_use]
    pub fn answer(&self) -> Part<()> {
        self.provided
            .as_ref()
            .map_or(Part::Here(()), |provided| provided.search)
    }

    /// How far what the shown page needs has come: its code, and its entry from a host's own search.
    #[must_use]
    pub fn page(&self) -> Part<()> {
        match (&self.parts.pages, &self.provided) {
            (Part::Here(_), Some(provided)) if self.entry_catalogue().is_none() => {
                if provided.entry_failed {
                    Part::Failed
                } else {
                    Part::Waiting
                }
            }
            (part, _) => part.without(),
        }
    }

    /// The catalogue that came with the shown entry from a host's own search.
    pub(super) fn entry_catalogue(&self) -> Option<&Rc<LoadedCatalogue>> {
        let (provided, shown) = (self.provided.as_ref()?, self.shown_entry()?);
        let known = provided.entries.iter().find(|(id, _)| id == shown);
        known.map(|(_, loaded)| loaded)
    }

    /// The entry that is shown, or that the shown calculator or worksheet was opened from.
    pub(super) fn shown_entry(&self) -> Option<&String> {
        let mut opened = self.screens.iter().rev();
        opened.find_map(|screen| match screen {
            Screen::Concept(id) => Some(id),
            _ => None,
        })
    }

    /// Has the host's own search asked for what is searched for, unless it was. Returns whether there is one.
    pub(super) fn ask(&mut self) -> bool {
        let Some(provided) = &mut self.provided else {
            return false;
        };
        let mut request = SearchRequest {
            query: self.query.trim().to_owned(),
            literal: self.literal,
            filters: self.choices.clone(),
            order: self.order,
            offset: provided.asked.as_ref().map_or(0, |asked| asked.offset),
        };
        if provided.asked.as_ref() != Some(&request) {
            request.offset = 0;
            provided.asked = Some(request);
            provided.search = Part::Waiting;
            provided.unasked = true;
        }
        true
    }

    /// Has it asked for the next cards, once all before are here. Returns whether there is one.
    pub(super) fn ask_for_more(&mut self) -> bool {
        let Some(provided) = &mut self.provided else {
            return false;
        };
        if let (Part::Here(()), Some(asked)) = (provided.search, &mut provided.asked) {
            asked.offset += PAGE;
            provided.search = Part::Waiting;
            provided.unasked = true;
        }
        true
    }

    /// The search that failed, to be asked again.
    pub(super) fn failed_question(&self) -> Option<Effect> {
        let provided = self.provided.as_ref()?;
        let failed = provided
            .asked
            .clone()
            .filter(|_| matches!(provided.search, Part::Failed));
        failed.map(|request| Effect::Ask(Question::Search(request)))
    }

    /// Asks for the shown entry, unless it is here.
    pub(super) fn want_entry(&mut self) -> Option<Effect> {
        if self.entry_catalogue().is_some() {
            return None;
        }
        if !matches!(self.loading, Loading::Ready(_)) {
            return None;
        }
        let id = self.shown_entry()?;
        let is_awaited = self.provided.as_ref()?.awaited.last() == Some(id);
        self.provided.as_mut()?.entry_failed = false;
        match is_awaited {
            true => None,
            false => self.ask_for_entry(),
        }
    }

    /// Asks for the shown entry. What was asked for before is given up.
    pub(super) fn ask_for_entry(&mut self) -> Option<Effect> {
        let id = self.shown_entry()?.clone();
        self.provided.as_mut()?.awaited.push(id.clone());
        Some(Effect::Ask(Question::Entry(id)))
    }

    pub(super) fn answered(&mut self, question: Question, answer: Option<Answer>) -> Vec<Effect> {
        match &question {
            Question::Search(request) => self.found(request, answer),
            Question::Entry(id) => self.entry_came(id, answer),
        }
    }

    fn found(&mut self, request: &SearchRequest, answer: Option<Answer>) -> Vec<Effect> {
        // The index of the first card that came with 'Vis flere'.
        let first_new = (request.offset > 0).then_some(self.results.entries.len());
        let Some(provided) = &mut self.provided else {
            return vec![];
        };
        // Something else was searched for meanwhile.
        if provided.asked.as_ref() != Some(request) {
            return vec![];
        }
        let found = answer.and_then(|answer| Some((answer.loaded, answer.results?)));
        let Some((loaded, results)) = found else {
            provided.search = Part::Failed;
            return self.search_ended(false);
        };
        provided.search = Part::Here(());
        self.shown = loaded.catalogue.cards.len();
        self.results = results;
        self.loading = Loading::Ready(loaded);
        let mut effects = self.search_ended(true);
        if !self.parts.search.is_here() {
            // The code that read the answer is here by now.
            effects.push(Effect::LoadSearch);
        }
        effects.extend(first_new.map(|index| Effect::Focus(Focus::NthCard(index))));
        effects
    }

    fn entry_came(&mut self, id: &String, answer: Option<Answer>) -> Vec<Effect> {
        let is_shown = self.shown_entry() == Some(id);
        let Some(provided) = &mut self.provided else {
            return vec![];
        };
        if let Some(at) = provided.awaited.iter().position(|awaited| awaited == id) {
            provided.awaited.remove(at);
        }
        let is_awaited = provided.awaited.contains(id);
        match answer {
            Some(answer) if answer.loaded.catalogue.card(id).is_some() => {
                provided.entries.push((id.clone(), answer.loaded));
            }
            // There is no such entry: a link may name any.
            Some(_) => {
                let opened = self.screens.iter();
                let at = opened
                    .take_while(|screen| !matches!(screen, Screen::Concept(own) if own == id));
                let at = at.count();
                self.screens.truncate(at);
                // It is not there, and what is below it was told of.
                self.untold = false;
            }
            // This question was given up, and the same was asked again.
            None if is_awaited => return vec![],
            None => provided.entry_failed |= is_shown,
        }
        if is_shown { self.page_ended() } else { vec![] }
    }
}
