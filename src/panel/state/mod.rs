//! The state of one element, and how messages change it.
//!
//! `update` is the only place where the state changes. What concerns the search is in `search.rs`, what concerns
//! entries, calculators and worksheets in `pages.rs`.

mod pages;
mod search;

use std::rc::Rc;

use super::lazy::{LazyParts, Part};
use super::{
    CalculatorState, Effect, ExportState, Focus, Link, LoadedCatalogue, Loading, Message, Order,
    Readiness, Results, Screen, Settings, WorksheetState,
};
use crate::search::{Choices, Index};

/// How many cards are shown at first, and how many more each time.
pub(super) const PAGE: usize = 6;

/// Everything that an element shows.
#[derive(Clone)]
pub struct State {
    /// What the host page asks for.
    pub settings: Rc<Settings>,
    /// The catalogue.
    pub loading: Loading,
    /// The code that is fetched after the first result.
    pub parts: LazyParts,
    /// The catalogue's index, once it is here.
    pub index: Option<Rc<Index>>,
    /// The text in the search field.
    pub query: String,
    /// Whether it is searched for as typed, without correcting it.
    pub literal: bool,
    /// The chosen filters.
    pub choices: Choices,
    /// The chosen order.
    pub order: Order,
    /// What query, choices and order give.
    pub results: Rc<Results>,
    /// How many cards are shown.
    pub shown: usize,
    /// Whether the filters are unfolded, where there is little room.
    pub filters_open: bool,
    /// The screens that were opened on top of the search, oldest first.
    pub screens: Vec<Screen>,
    /// The calculators that were opened, by id.
    pub calculators: Vec<(String, Rc<CalculatorState>)>,
    /// The worksheets that were opened, by id. They are kept until the element is removed.
    pub worksheets: Vec<(String, WorksheetState)>,
    /// The export of what is shown.
    pub export: ExportState,
    /// The calculator that a link names, with the numbers that it changes there.
    linked_numbers: Option<(String, Vec<(String, String)>)>,
    /// Whether the connection is lost.
    pub offline: bool,
    /// Whether the user asked for what failed to be fetched again, and it is being fetched.
    pub retried: bool,
}

impl State {
    /// An element whose catalogue is being fetched. A link may open it at a screen.
    #[must_use]
    pub fn new(settings: Settings, link: Option<Link>, parts: LazyParts) -> Self {
        let link = link.unwrap_or_default();
        let mut screens = Vec::new();
        screens.extend(link.entry.map(Screen::Concept));
        screens.extend(link.calculator.clone().map(Screen::Calculator));
        screens.extend(link.worksheet.map(Screen::Worksheet));
        if let Some(id) = &settings.calculator {
            screens = vec![Screen::Calculator(id.clone())];
        }
        Self {
            settings: Rc::new(settings),
            loading: Loading::Waiting,
            parts,
            index: None,
            query: link.query,
            literal: false,
            choices: Choices {
                arena: link.arena,
                ..Choices::default()
            },
            order: Order::default(),
            results: Rc::default(),
            shown: PAGE,
            filters_open: false,
            screens,
            calculators: Vec::new(),
            worksheets: Vec::new(),
            export: ExportState::default(),
            linked_numbers: link.calculator.map(|id| (id, link.numbers)),
            offline: false,
            retried: false,
        }
    }

    /// What is shown.
    #[must_use]
    pub fn screen(&self) -> &Screen {
        self.screens.last().unwrap_or(&Screen::Search)
    }

    /// The catalogue, once it is here.
    #[must_use]
    pub fn loaded(&self) -> Option<&Rc<LoadedCatalogue>> {
        match &self.loading {
            Loading::Ready(loaded) => Some(loaded),
            Loading::Waiting | Loading::Failed(_) => None,
        }
    }

    /// The state of the calculator with this id, if it was opened.
    #[must_use]
    pub fn calculator(&self, id: &str) -> Option<&Rc<CalculatorState>> {
        self.calculators
            .iter()
            .find(|(known, _)| known == id)
            .map(|(_, calculator)| calculator)
    }

    /// The state of the worksheet with this id, if it was opened.
    #[must_use]
    pub fn worksheet(&self, id: &str) -> Option<&WorksheetState> {
        let known = self.worksheets.iter().find(|(known, _)| known == id);
        known.map(|(_, worksheet)| worksheet)
    }

    /// What there is to show. A calculator that stands alone is nothing without the pages part.
    #[must_use]
    pub fn readiness(&self) -> Readiness {
        let alone = self.settings.calculator.is_some();
        match (&self.loading, &self.parts.pages) {
            (Loading::Failed(_), _) => Readiness::Failed,
            (Loading::Waiting, _) => Readiness::Waiting,
            (Loading::Ready(_), Part::Waiting) if alone => Readiness::Waiting,
            (Loading::Ready(_), Part::Failed) if alone => Readiness::Failed,
            (Loading::Ready(_), _) => Readiness::Ready,
        }
    }

    /// Whether there is a query or a choice.
    #[must_use]
    pub fn is_narrowed(&self) -> bool {
        !self.choices.is_empty() || !self.query.trim().is_empty()
    }

    /// Changes the state, and returns what is to be done outside it.
    pub fn update(&mut self, message: Message) -> Vec<Effect> {
        match message {
            Message::Loaded(loaded) => self.catalogue_loaded(loaded),
            Message::Failed(failure) => {
                self.retried = false;
                self.loading = Loading::Failed(failure);
                vec![]
            }
            Message::Retry => self.retry(&[Effect::LoadCatalogue]),
            Message::Offline(offline) => {
                self.offline = offline;
                match &self.loading {
                    Loading::Failed(_) if !offline => vec![Effect::LoadCatalogue],
                    _ => vec![],
                }
            }
            Message::Indexed(index) => {
                self.index = Some(index);
                self.find();
                vec![]
            }
            Message::SearchPart(loaded) => {
                self.parts.search = loaded.into();
                if self.results.waiting {
                    self.find();
                }
                self.retry_ended(Focus::Results, self.parts.search.is_here())
            }
            Message::PagesPart(loaded) => {
                self.parts.pages = loaded.into();
                if self.parts.pages.is_here() {
                    self.open_screens();
                    self.check_own_calculator();
                }
                self.retry_ended(Focus::Title, self.parts.pages.is_here())
            }
            Message::RetrySearch => {
                let mut effects = vec![Effect::LoadSearch];
                // The index waits for the code that reads it, and gave up with it.
                effects.extend(self.missing_index());
                self.retry(&effects)
            }
            Message::RetryPages => self.retry(&[Effect::LoadPages]),

            Message::Typed(text) => {
                self.literal = false;
                self.query = text;
                self.find_anew();
                vec![]
            }
            Message::Literally => {
                self.literal = true;
                self.find_anew();
                vec![Effect::Focus(Focus::Results)]
            }
            Message::Submitted => vec![Effect::Focus(Focus::Results)],
            Message::Suggested(word) => {
                self.literal = false;
                self.write_query(word)
            }
            Message::Arena(id) => self.choose_arena(id),
            Message::Audience(id) => {
                search::toggle(&mut self.choices.audiences, id);
                self.chosen()
            }
            Message::Stage(id) => {
                search::toggle(&mut self.choices.stages, id);
                self.chosen()
            }
            Message::Place(id) => {
                self.choices.place = id;
                self.chosen()
            }
            Message::Organisation(id) => {
                self.choices.organisation = id;
                self.chosen()
            }
            Message::RemoveChoice(choice) => {
                let mut effects = self.update(*choice);
                effects.push(Effect::Focus(Focus::Results));
                effects
            }
            Message::ClearChoices => {
                self.choices = Choices::default();
                self.find_anew();
                vec![Effect::Focus(Focus::Results)]
            }
            Message::ClearQuery => self.write_query(String::new()),
            Message::ClearAll => {
                self.choices = Choices::default();
                self.write_query(String::new())
            }
            Message::Order(order) => {
                self.order = order;
                self.find_anew();
                vec![]
            }
            Message::More => {
                let first_new = self.shown;
                self.shown += PAGE;
                vec![Effect::Focus(Focus::NthCard(first_new))]
            }
            Message::Filters => {
                self.filters_open = !self.filters_open;
                vec![]
            }
            Message::FiltersDone => {
                self.filters_open = false;
                vec![Effect::Focus(Focus::Results)]
            }

            Message::Open(id) => self.open(id),
            Message::OpenCalculator(id) => {
                self.start_calculator(&id);
                self.screens.push(Screen::Calculator(id));
                vec![Effect::Focus(Focus::Title)]
            }
            Message::OpenWorksheet(id) => {
                if !self.start_worksheet(&id) {
                    return vec![];
                }
                self.screens.push(Screen::Worksheet(id));
                vec![Effect::Focus(Focus::Title)]
            }
            Message::Back => self.back(),
            Message::Calculator(id, action) => self.update_calculator(&id, action),
            Message::Worksheet(action) => self.update_worksheet(action),
            Message::Export(action) => self.update_export(action),
        }
    }

    fn catalogue_loaded(&mut self, loaded: Rc<LoadedCatalogue>) -> Vec<Effect> {
        self.loading = Loading::Ready(loaded);
        self.index = None;
        self.forget_unknown_arena();
        self.open_screens();
        self.find();
        self.check_own_calculator();
        let mut effects = self.missing_index();
        // After 'Prøv igen' the button that had the focus is gone.
        if std::mem::take(&mut self.retried) {
            effects.push(Effect::Focus(Focus::Title));
        }
        effects
    }

    /// Fetches again what failed, unless that is being done. Meanwhile the message stays, and with it the focus.
    fn retry(&mut self, effects: &[Effect]) -> Vec<Effect> {
        match std::mem::replace(&mut self.retried, true) {
            true => vec![],
            false => effects.to_vec(),
        }
    }

    /// A part came or failed. If it came because of 'Prøv igen', that button is gone, and the focus needs a new place.
    fn retry_ended(&mut self, focus: Focus, here: bool) -> Vec<Effect> {
        if self.loaded().is_none() || !std::mem::take(&mut self.retried) || !here {
            return vec![];
        }
        vec![Effect::Focus(focus)]
    }

    /// A panel needs its catalogue's index.
    fn missing_index(&self) -> Vec<Effect> {
        let ready = self.loaded().is_some() && self.settings.calculator.is_none();
        let needed = ready && self.index.is_none();
        needed.then_some(Effect::LoadIndex).into_iter().collect()
    }
}
