//! The state of one element, and how messages change it.
//!
//! It only changes through [`State::update`], but for three fields that say so: `update.rs` tells the messages apart,
//! `search.rs` changes what concerns the search, `provided.rs` what a host's own search answers, and `pages.rs` what
//! concerns entries, calculators and worksheets.

mod pages;
mod provided;
mod search;
mod slots;
mod update;

use std::rc::Rc;

use self::slots::Slots;
use super::lazy::{LazyParts, Part};
use super::{
    CalculatorState, Effect, ExportState, Link, LoadedCatalogue, Loading, Order, Readiness,
    Results, Retry, Screen, SearchRequest, Settings, Told, WorksheetState,
};
use crate::search::{Choices, Filter, Index};

/// How many cards are shown at first, and how many more each time.
pub(super) const PAGE: usize = 6;

/// The filters for professionals, which are folded at first.
pub(super) const MORE_FILTERS: [Filter; 3] = [Filter::Kind, Filter::Goal, Filter::Effect];

/// Everything that an element shows.
#[derive(Clone)]
pub struct State {
    /// What the host page asks for.
    pub settings: Rc<Settings>,
    /// The catalogue.
    pub loading: Loading,
    /// The code that is in files of its own.
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
    /// The query that the results still answer while what is being typed finds nothing: on the way to `fællesspisning`,
    /// `fællesspi` does not. Once typing rests, it is told that there is nothing.
    held: Option<String>,
    /// How far the host's own search has come, if it has one.
    provided: Option<Provided>,
    /// How many cards are shown.
    pub shown: usize,
    /// Where they are.
    slots: Slots,
    /// Whether no card may be written into another's elements now: one is focused or pressed, or was changed by others. Set
    /// before a message, by whoever sees the document.
    pub keeps_cards: bool,
    /// Whether the filters are unfolded, where there is little room.
    pub filters_open: bool,
    /// Whether the filters for professionals are unfolded.
    pub more_filters: bool,
    /// The screens that were opened on top of the search, oldest first.
    pub screens: Vec<Screen>,
    /// The screens that were closed since, the last of which Forward opens.
    ahead: Vec<Screen>,
    /// Whether a link wants the element in view: `true` for the one that the page was opened with.
    arrives: Option<bool>,
    /// The calculators that were opened, by id.
    pub calculators: Vec<(String, Rc<CalculatorState>)>,
    /// The worksheets that were opened, by id. They are kept until the element is removed.
    pub worksheets: Vec<(String, WorksheetState)>,
    /// The export of what is shown.
    pub export: ExportState,
    /// The calculator that a link names, with the numbers that it changes there.
    linked_numbers: Option<(String, Vec<(String, String)>)>,
    /// What is wrong with the element's attributes, for whoever looks after the page. Whoever sees the element adds to it.
    pub warnings: Vec<String>,
    /// Whether the connection is lost.
    pub offline: bool,
    /// What failed, if the user asked for it to be fetched again, and it is being fetched.
    pub retrying: Option<Retry>,
    /// Whether the user has searched, or chosen anything: what a page opens with is not announced. Set at first by whoever
    /// knows what is in the field.
    pub searched: bool,
    /// What the focus waits for: the user asked for it to be fetched again, or opened a screen that cannot be drawn yet, and
    /// has done nothing since.
    focus_waits: Option<Retry>,
    /// Whether the host's page has not been told of the screen that was opened last: it is as soon as that is drawn.
    untold: bool,
    /// Whether what a page needs has been asked for.
    pages_wanted: bool,
}

/// How far a host's own search has come.
#[derive(Clone)]
struct Provided {
    /// What was searched for last.
    asked: Option<SearchRequest>,
    /// Whether it is still to be asked.
    unasked: bool,
    /// Its answer. What was answered before stands meanwhile.
    search: Part<()>,
    /// The entries that were opened, by id. Each is in a small catalogue of its own.
    entries: Vec<(String, Rc<LoadedCatalogue>)>,
    /// The ids of the entries that it has been asked for and has not answered, oldest first. Only the last is not given up.
    awaited: Vec<String>,
    /// Whether the shown entry could not be fetched.
    entry_failed: bool,
}

impl State {
    /// An element whose catalogue is being fetched. A link may open it at a screen.
    #[must_use]
    pub fn new(settings: Settings, link: Option<Link>, parts: LazyParts) -> Self {
        let arrives = link.as_ref().map(|_| true);
        let mut link = link.unwrap_or_default();
        if !link.searches() {
            let preset = settings.preset.clone();
            link.query = preset.query;
            link.choices = preset.choices;
        }
        let linked_numbers = link
            .calculator()
            .cloned()
            .map(|id| (id, link.numbers.clone()));
        let mut screens = Vec::new();
        screens.extend(settings.alone.clone());
        for screen in screens_of(link.screens, settings.provided) {
            if settings.alone.as_ref() != Some(&screen) {
                screens.push(screen);
            }
        }
        // A link opened the last of them.
        let untold = screens.len() > usize::from(settings.alone.is_some());
        let choices = settings.with_locked(link.choices);
        let provided = settings.provided.then(|| Provided {
            asked: None,
            unasked: false,
            search: Part::Waiting,
            entries: Vec::new(),
            awaited: Vec::new(),
            entry_failed: false,
        });
        let results = Results {
            waiting: provided.is_some(),
            ..Results::default()
        };
        Self {
            settings: Rc::new(settings),
            loading: Loading::Waiting,
            parts,
            index: None,
            query: link.query,
            literal: false,
            choices,
            order: Order::default(),
            results: Rc::new(results),
            provided,
            shown: PAGE,
            slots: Slots::default(),
            held: None,
            keeps_cards: false,
            filters_open: false,
            more_filters: false,
            screens,
            ahead: Vec::new(),
            arrives,
            calculators: Vec::new(),
            worksheets: Vec::new(),
            export: ExportState::default(),
            linked_numbers,
            warnings: Vec::new(),
            offline: false,
            retrying: None,
            searched: false,
            focus_waits: None,
            untold,
            pages_wanted: false,
        }
    }

    /// What is shown.
    #[must_use]
    pub fn screen(&self) -> &Screen {
        self.screens.last().unwrap_or(&Screen::Search)
    }

    /// The catalogue of what is shown, once it is here.
    #[must_use]
    pub fn loaded(&self) -> Option<&Rc<LoadedCatalogue>> {
        match &self.loading {
            Loading::Ready(loaded) => Some(self.entry_catalogue().unwrap_or(loaded)),
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

    /// Whether 'Tilbage' leads to another screen.
    #[must_use]
    pub fn leads_back(&self) -> bool {
        self.screens.len() > usize::from(self.settings.alone.is_some())
    }

    /// What there is to show. A page that stands alone is nothing without the pages part.
    #[must_use]
    pub fn readiness(&self) -> Readiness {
        let alone = self.settings.alone.as_ref().is_some_and(Screen::is_page);
        match (&self.loading, &self.parts.pages) {
            (Loading::Failed(_), _) => Readiness::Failed,
            (Loading::Waiting, _) => Readiness::Waiting,
            (Loading::Ready(_), Part::Waiting) if alone => Readiness::Waiting,
            (Loading::Ready(_), Part::Failed) if alone => Readiness::Failed,
            (Loading::Ready(_), _) => Readiness::Ready,
        }
    }

    /// Whether results are shown as soon as what the search needs is here.
    #[must_use]
    pub fn waits_for_results(&self) -> bool {
        let failed = matches!(self.search(), Part::Failed);
        *self.screen() == Screen::Search && self.results.waiting && !failed
    }

    /// Tells the host's page what was done, and links to it only if it asks for that.
    fn tell(&self, told: Told, link: &Link) -> Effect {
        let full = self.settings.full_events;
        Effect::Tell {
            told,
            link: full.then(|| link.write(&self.settings.element)),
        }
    }

    /// Tells the host's page of the search, once there is an answer.
    #[must_use]
    pub fn tell_search(&self) -> Option<Effect> {
        if self.results.waiting {
            return None;
        }
        let link = Link {
            query: self.query.clone(),
            choices: self.choices.clone(),
            ..Link::default()
        };
        Some(self.tell(Told::Searched(self.results.total), &link))
    }

    /// The entries whose cards are shown, each with the key of its card's elements.
    pub fn shown_cards(&self) -> impl ExactSizeIterator<Item = (usize, u32)> {
        let entries = self.results.entries.iter().copied();
        entries.zip(self.slots.numbers())
    }

    /// What the results answer: the query without spaces around it, or nothing if it has no word to search for.
    #[must_use]
    pub fn sought(&self) -> &str {
        match self.results.search.asks_nothing {
            true => "",
            false => self.held.as_ref().unwrap_or(&self.query).trim(),
        }
    }

    /// Whether something is searched for, or there is a choice that the visitor can remove.
    #[must_use]
    pub fn is_narrowed(&self) -> bool {
        self.has_choices() || !self.sought().is_empty()
    }

    /// Whether there is a choice that the visitor can remove.
    #[must_use]
    pub fn has_choices(&self) -> bool {
        self.choices != self.settings.locked
    }
}

/// The screens that a link opens. From a host's own search, calculators and worksheets come with an entry.
fn screens_of(mut screens: Vec<Screen>, provided: bool) -> Vec<Screen> {
    if provided && !matches!(screens.first(), Some(Screen::Concept(_))) {
        screens.clear();
    }
    screens
}
