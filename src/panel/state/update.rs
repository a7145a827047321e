//! How each message changes the state.

use std::rc::Rc;

use super::{PAGE, State};
use crate::panel::lazy::Part;
use crate::panel::{
    Effect, Focus, LoadedCatalogue, Loading, Message, Order, Question, Retry, Screen,
};

impl State {
    /// Changes the state, and returns what is to be done outside it.
    pub fn update(&mut self, message: Message) -> Vec<Effect> {
        let mut effects = self.change(message);
        if let Loading::Ready(loaded) = &self.loading {
            let entries = &self.results.entries;
            let shown = entries.get(..self.shown).unwrap_or(entries);
            self.slots
                .show(&loaded.catalogue.cards, shown, !self.keeps_cards);
        }
        // It is answered with the catalogue's vocabularies.
        if let (Some(provided), Loading::Ready(_)) = (&mut self.provided, &self.loading)
            && std::mem::take(&mut provided.unasked)
        {
            effects.extend(
                provided
                    .asked
                    .clone()
                    .map(|asked| Effect::Ask(Question::Search(asked))),
            );
        }
        effects.extend(self.tell_opened());
        effects.extend(self.arrival());
        effects
    }

    fn change(&mut self, message: Message) -> Vec<Effect> {
        match message {
            Message::Loaded(loaded) => self.catalogue_loaded(loaded),
            Message::Failed(failure) => {
                self.ended(Retry::Catalogue);
                self.loading = Loading::Failed(failure);
                vec![]
            }
            Message::Retry(what) => self.retry(what),
            Message::Offline(offline) => {
                self.offline = offline;
                match offline {
                    true => vec![],
                    false => self.what_failed(),
                }
            }
            Message::Indexed(index) => {
                self.index = Some(index);
                self.find();
                // The page is quiet now: nothing that is wanted sooner is on its way.
                self.want_pages()
            }
            Message::SearchPart(loaded) => {
                self.parts.search = loaded.into();
                // What was found without it stands unsorted.
                if self.results.waiting || self.order != Order::default() {
                    self.find();
                }
                let mut effects = self.search_ended(self.parts.search.is_here());
                if matches!(self.parts.search, Part::Failed) {
                    // No index will come, and entries can be opened all the same.
                    effects.extend(self.want_pages());
                }
                effects
            }
            Message::PagesPart(loaded) => {
                self.parts.pages = loaded.into();
                // What is searched for may be quoted from a body.
                if self.results.waiting {
                    self.find();
                }
                self.page_ended()
            }
            Message::Answered(answered) => match Rc::into_inner(answered) {
                Some((question, answer)) => self.answered(question, answer),
                None => vec![],
            },

            Message::Typed(text) => self.typed(text),
            Message::Literally => {
                self.literal = true;
                self.find_anew();
                vec![Effect::Focus(Focus::Results)]
            }
            Message::Submitted => {
                self.stop_holding();
                vec![Effect::Focus(Focus::Results)]
            }
            Message::SeeResults => {
                self.stop_holding();
                // Without results, help in a crisis is what there is to see.
                let focus = match self.results.total {
                    0 => Focus::Results,
                    _ => Focus::ResultsTitle,
                };
                vec![Effect::Focus(focus)]
            }
            Message::Suggested(word) => {
                self.literal = false;
                self.write_query(word)
            }
            Message::Choose(filter, id) => {
                // It changes the results, but the focus stays on what was pressed.
                self.choices.toggle(filter, id);
                self.find_anew();
                vec![]
            }
            Message::RemoveChoice(choice) => {
                let mut effects = self.change(*choice);
                effects.push(Effect::Focus(Focus::Results));
                effects
            }
            Message::ClearChoices => {
                self.choices = self.settings.locked.clone();
                self.find_anew();
                vec![Effect::Focus(Focus::Results)]
            }
            Message::ClearQuery => self.write_query(String::new()),
            Message::ClearAll => {
                self.choices = self.settings.locked.clone();
                self.write_query(String::new())
            }
            Message::Order(order) => {
                self.order = order;
                self.find_anew();
                vec![]
            }
            Message::More if self.ask_for_more() => vec![],
            Message::More => {
                let first_new = self.shown;
                self.shown += PAGE;
                vec![Effect::Focus(Focus::NthCard(first_new))]
            }
            Message::Filters => {
                self.filters_open = !self.filters_open;
                vec![]
            }
            Message::MoreFilters(open) => {
                self.more_filters = open;
                vec![]
            }
            Message::FiltersDone => {
                self.filters_open = false;
                vec![Effect::Focus(Focus::Results)]
            }

            Message::Open(id) => self.open(Screen::Concept(id)),
            Message::OpenCalculator(id) => self.open(Screen::Calculator(id)),
            Message::OpenWorksheet(id) => self.open(Screen::Worksheet(id)),
            Message::Back => self.back(),
            Message::Reach(depth) => self.reach(depth),
            Message::Followed(link) => self.follow(&link),
            Message::Calculator(id, action) => self.update_calculator(&id, action),
            Message::Worksheet(action) => self.update_worksheet(action),
            Message::Rested => self.rested(),
            Message::Export(action) => self.update_export(action),
        }
    }

    fn catalogue_loaded(&mut self, loaded: Rc<LoadedCatalogue>) -> Vec<Effect> {
        if !loaded.is_complete() {
            // The code may be here, but a page needs the bodies of this catalogue too.
            self.parts.pages = Part::Waiting;
            self.pages_wanted = false;
        }
        self.loading = Loading::Ready(loaded);
        self.index = None;
        self.check_choices();
        self.open_screens();
        self.find();
        self.check_alone();
        let mut effects = self.missing_index();
        if !effects.is_empty() {
            effects.push(Effect::LoadSearch);
        }
        if self.screen().is_page() {
            effects.extend(self.want_pages());
            effects.extend(self.want_entry());
        }
        // After 'Prøv igen' the button that had the focus is gone.
        self.ended(Retry::Catalogue);
        if self.takes_focus(Retry::Catalogue) {
            effects.push(Effect::Focus(Focus::Title));
        }
        effects
    }

    /// Fetches again what failed, unless that is being done. Meanwhile the message stays, and with it the focus.
    fn retry(&mut self, what: Retry) -> Vec<Effect> {
        self.focus_waits = Some(what);
        if self.retrying.replace(what) == Some(what) {
            return vec![];
        }
        match what {
            Retry::Catalogue => vec![Effect::LoadCatalogue],
            Retry::Search => self.search_again(),
            Retry::Page => self.page_again(),
        }
    }

    /// Something came or failed: 'Prøv igen' may be pressed again.
    pub(super) fn ended(&mut self, what: Retry) {
        if self.retrying == Some(what) {
            self.retrying = None;
        }
    }

    /// Whether the focus waits for this, which is here.
    fn takes_focus(&mut self, what: Retry) -> bool {
        let waits = self.focus_waits == Some(what);
        if waits {
            self.focus_waits = None;
        }
        waits
    }

    /// Fetches everything that failed.
    fn what_failed(&mut self) -> Vec<Effect> {
        let mut effects = Vec::new();
        if matches!(self.loading, Loading::Failed(_)) {
            effects.push(Effect::LoadCatalogue);
        }
        if matches!(self.search(), Part::Failed) {
            effects.extend(self.search_again());
        }
        if matches!(self.page(), Part::Failed) {
            effects.extend(self.page_again());
        }
        effects
    }

    fn search_again(&self) -> Vec<Effect> {
        let question = self.failed_question();
        let mut effects = Vec::new();
        if question.is_none() || matches!(self.parts.search, Part::Failed) {
            effects.push(Effect::LoadSearch);
        }
        match question {
            Some(question) => effects.push(question),
            // The index waits for the code that reads it, and gave up with it.
            None => effects.extend(self.missing_index()),
        }
        effects
    }

    /// What failed of what the shown page needs.
    fn page_again(&mut self) -> Vec<Effect> {
        match self.parts.pages {
            Part::Here(_) => self.ask_for_entry().into_iter().collect(),
            Part::Waiting | Part::Failed => vec![Effect::LoadPages],
        }
    }

    /// Something that a page needs came or failed. The focus needs a new place when 'Prøv igen' disappears with the message,
    /// and a title that could not be drawn before wants it too.
    pub(super) fn page_ended(&mut self) -> Vec<Effect> {
        self.ended(Retry::Page);
        if !self.page().is_here() || self.loaded().is_none() {
            return vec![];
        }
        self.open_screens();
        self.check_alone();
        let takes_focus = self.takes_focus(Retry::Page) && self.screen().is_page();
        takes_focus
            .then_some(Effect::Focus(Focus::Title))
            .into_iter()
            .collect()
    }

    /// Something that the search needs came or failed. The focus needs a new place, as in [`State::page_ended`].
    pub(super) fn search_ended(&mut self, here: bool) -> Vec<Effect> {
        self.ended(Retry::Search);
        match here && self.takes_focus(Retry::Search) {
            true => vec![Effect::Focus(Focus::Results)],
            false => vec![],
        }
    }

    /// A panel needs its catalogue's index.
    fn missing_index(&self) -> Vec<Effect> {
        let ready = self.loaded().is_some() && self.settings.alone.is_none();
        let needed = ready && self.index.is_none();
        needed.then_some(Effect::LoadIndex).into_iter().collect()
    }
}
