//! The state of one element, and how messages change it.

use std::rc::Rc;

use super::details::{NotLoaded, details};
use super::{
    Answers, Cause, Failure, Hand, Handing, Link, Order, Paper, PaperTouch, Reckoning, Touch, Way,
};
use crate::catalogue::Catalogue;
use crate::search::{Choices, Index};

/// How many cards are shown at first, and how many more each time.
pub(super) const PAGE: usize = 6;

/// What the host page asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The element's own name in links.
    pub element: String,
    /// The level of the panel's first heading, 1 to 4.
    pub heading_level: u8,
    /// The calculator that the element is, when it isn't a panel.
    pub calculator: Option<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            element: "panel".into(),
            heading_level: 2,
            calculator: None,
        }
    }
}

/// A catalogue, ready for use.
pub struct Shelf {
    /// Where the catalogue came from.
    pub url: String,
    /// The catalogue.
    pub catalogue: Catalogue,
    /// How many of its parts could not be read.
    pub broken: usize,
}

impl Shelf {
    /// Makes a catalogue ready.
    #[must_use]
    pub fn new(url: String, catalogue: Catalogue, broken: usize) -> Self {
        Self {
            url,
            catalogue,
            broken,
        }
    }
}

/// How far the catalogue has come.
#[derive(Clone)]
pub enum Loading {
    /// It is on its way.
    Waiting,
    /// It cannot be shown.
    Failed(Failure),
    /// It stands.
    Ready(Rc<Shelf>),
}

/// What is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Screen {
    /// The search with its results.
    #[default]
    Search,
    /// The entry with this id.
    Concept(String),
    /// The calculator with this id.
    Calculator(String),
    /// The worksheet with this id.
    Worksheet(String),
}

/// How far the code for entries and calculators has come (see
/// [`super::details`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Details {
    /// It is on its way.
    Waiting,
    /// It could not be fetched.
    Failed,
    /// It is here.
    Here,
}

/// Everything that an element is showing.
#[derive(Clone)]
pub struct State {
    /// What the host page asked for.
    pub settings: Settings,
    /// The catalogue.
    pub loading: Loading,
    /// The catalogue's index, when it stands.
    pub index: Option<Rc<Index>>,
    /// What stands in the search field.
    pub query: String,
    /// Whether it is sought just as it stands, slips and all.
    pub literal: bool,
    /// What was chosen in the filters.
    pub choices: Choices,
    /// What comes first.
    pub order: Order,
    /// The answers to all of that.
    pub answers: Rc<Answers>,
    /// How many cards are shown.
    pub shown: usize,
    /// Whether the filters are unfolded, where there is little room.
    pub filters_open: bool,
    /// What is shown, with what it was opened from, oldest first.
    pub screens: Vec<Screen>,
    /// Calculators in use, by id.
    pub reckonings: Vec<(String, Rc<Reckoning>)>,
    /// Worksheets in use, by id: they are kept until the element goes.
    pub papers: Vec<(String, Paper)>,
    /// Where the shown calculator is on its way to.
    pub handing: Handing,
    /// The calculator that a link names, with what it changes there.
    changed: Option<(String, Vec<(String, String)>)>,
    /// Whether the connection is lost.
    pub offline: bool,
    /// How far the code for entries and calculators has come.
    pub details: Details,
    /// Whether the user asked for the catalogue once more.
    retried: bool,
    /// Whether the shown title gets the focus as soon as it can be drawn.
    focus_waits: bool,
}

/// Something that happened.
#[derive(Clone)]
pub enum Message {
    /// The catalogue stands.
    Loaded(Rc<Shelf>),
    /// The catalogue's index stands.
    Indexed(Rc<Index>),
    /// The catalogue cannot be shown.
    Failed(Failure),
    /// The user wants it tried again.
    Retry,
    /// The connection was lost (`true`) or came back.
    Offline(bool),
    /// Something else stands in the search field.
    Typed(String),
    /// The user wants what was typed, not what we took it to mean.
    Literally,
    /// The user pressed Enter or 'Søg'.
    Submitted,
    /// The user took a word that we suggested.
    Suggested(String),
    /// The user pressed an arena; pressing it again takes it back.
    Arena(String),
    /// The user ticked or unticked an audience.
    Audience(String),
    /// The user ticked or unticked a stage.
    Stage(String),
    /// The user chose a place, or all places.
    Place(Option<String>),
    /// The user chose an organisation, or all.
    Organisation(Option<String>),
    /// The user took back one choice by its chip, which then is gone.
    TakeBack(Box<Message>),
    /// The user took back all choices, keeping the query.
    ClearChoices,
    /// The user took back the query, keeping the choices.
    ClearQuery,
    /// The user took back everything.
    ClearAll,
    /// The user chose what comes first.
    Order(Order),
    /// The user wants more cards.
    More,
    /// The user folded or unfolded the filters.
    Filters,
    /// The user is done with the filters.
    FiltersDone,
    /// The user opened an entry.
    Open(String),
    /// The user opened a calculator.
    Calculate(String),
    /// The user opened a worksheet.
    Fill(String),
    /// The user went back.
    Back,
    /// The user did something to a calculator.
    Touch(String, Touch),
    /// The user did something to the worksheet that is shown.
    Paper(PaperTouch),
    /// The user takes the calculator along.
    Hand(Hand),
    /// The code for entries and calculators is here, or could not be fetched.
    Details(Result<(), NotLoaded>),
    /// The user wants it tried again.
    RetryDetails,
}

/// What must be done in the world.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Fetch the catalogue.
    Load,
    /// Read or build the catalogue's index.
    LoadIndex,
    /// Fetch the code for entries and calculators.
    LoadDetails,
    /// Write this in the search field.
    WriteField(String),
    /// Keep in mind how far the page is scrolled.
    RememberScroll,
    /// Scroll to where it was when last kept in mind.
    RestoreScroll,
    /// Copy this.
    Copy(String),
    /// Copy the page's address with this fragment.
    CopyLink(String),
    /// Save this as a file.
    Save {
        /// The file's name.
        name: String,
        /// Its type: `text/csv`.
        kind: &'static str,
        /// What stands in it.
        text: String,
    },
    /// Let the user choose a file, and read it.
    OpenFile,
    /// Have the browser ask before the page is left (`true`), or not.
    Guard(bool),
    /// Print what is drawn for the printer.
    Print,
    /// Show the dialog that is drawn, over everything.
    ShowDialog,
    /// Move the focus, scrolling there unless the scroll was just restored.
    Focus(Focus),
}

/// Where the focus goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Focus {
    /// To the results' heading.
    Results,
    /// To the heading of the screen.
    Title,
    /// To the card with this entry's id.
    Card(String),
    /// To the card in this place.
    NthCard(usize),
    /// To the button that opens the calculator.
    CalculateButton,
    /// To the calculator's field for the input in this place.
    Input(usize),
    /// To the heading of the calculator's fields.
    Assumptions,
    /// To the button that opens the worksheet.
    FillButton,
    /// To the question that the worksheet asks.
    Question,
    /// To the button that leads this way.
    Way(Way),
}

impl State {
    /// An element whose catalogue is on its way, opened by a link if there is one.
    #[must_use]
    pub fn new(settings: Settings, link: Option<Link>) -> Self {
        let link = link.unwrap_or_default();
        let mut screens = Vec::new();
        screens.extend(link.entry.map(Screen::Concept));
        screens.extend(link.calculator.clone().map(Screen::Calculator));
        screens.extend(link.worksheet.map(Screen::Worksheet));
        if let Some(id) = &settings.calculator {
            screens = vec![Screen::Calculator(id.clone())];
        }
        Self {
            settings,
            loading: Loading::Waiting,
            index: None,
            query: link.query,
            literal: false,
            choices: Choices {
                arena: link.arena,
                ..Choices::default()
            },
            order: Order::default(),
            answers: Rc::default(),
            shown: PAGE,
            filters_open: false,
            screens,
            reckonings: Vec::new(),
            papers: Vec::new(),
            handing: Handing::default(),
            changed: link.calculator.map(|id| (id, link.numbers)),
            offline: false,
            details: if details().is_some() {
                Details::Here
            } else {
                Details::Waiting
            },
            retried: false,
            focus_waits: false,
        }
    }

    /// What is shown.
    #[must_use]
    pub fn screen(&self) -> &Screen {
        self.screens.last().unwrap_or(&Screen::Search)
    }

    /// The catalogue, when it stands.
    #[must_use]
    pub fn shelf(&self) -> Option<&Rc<Shelf>> {
        match &self.loading {
            Loading::Ready(shelf) => Some(shelf),
            Loading::Waiting | Loading::Failed(_) => None,
        }
    }

    /// The calculator with this id, in use.
    #[must_use]
    pub fn reckoning(&self, id: &str) -> Option<&Rc<Reckoning>> {
        self.reckonings
            .iter()
            .find(|(known, _)| known == id)
            .map(|(_, reckoning)| reckoning)
    }

    /// The worksheet with this id, in use.
    #[must_use]
    pub fn paper(&self, id: &str) -> Option<&Paper> {
        let known = self.papers.iter().find(|(known, _)| known == id);
        known.map(|(_, paper)| paper)
    }

    /// Whether the user has sought or chosen anything.
    #[must_use]
    pub fn is_narrowed(&self) -> bool {
        !self.choices.is_empty() || !self.query.trim().is_empty()
    }

    /// What a screen reader is told about the results.
    #[must_use]
    pub fn announcement(&self) -> String {
        super::text::results_title(self)
    }

    /// Changes the state by a message, and tells what must be done.
    pub fn update(&mut self, message: Message) -> Vec<Effect> {
        match message {
            Message::Loaded(shelf) => {
                // After 'Prøv igen' the button that was pressed is gone.
                let retried = std::mem::take(&mut self.retried);
                self.loading = Loading::Ready(shelf);
                self.index = None;
                self.keep_known();
                self.answer();
                self.need_own_calculator();
                let mut effects = self.need_index();
                if retried {
                    effects.push(Effect::Focus(Focus::Title));
                }
                effects
            }
            Message::Indexed(index) => {
                self.index = Some(index);
                self.answer();
                vec![]
            }
            Message::Failed(failure) => {
                self.loading = Loading::Failed(failure);
                vec![]
            }
            Message::Retry => {
                self.retried = true;
                self.retry()
            }
            Message::Offline(offline) => {
                self.offline = offline;
                match &self.loading {
                    Loading::Failed(_) if !offline => self.retry(),
                    _ => vec![],
                }
            }
            Message::Typed(text) => {
                self.literal = false;
                self.query = text;
                self.answer_anew();
                vec![]
            }
            Message::Literally => {
                self.literal = true;
                self.answer_anew();
                vec![Effect::Focus(Focus::Results)]
            }
            Message::Submitted => vec![Effect::Focus(Focus::Results)],
            Message::Suggested(word) => {
                self.literal = false;
                self.query.clone_from(&word);
                self.answer_anew();
                vec![Effect::WriteField(word), Effect::Focus(Focus::Results)]
            }
            Message::Arena(id) => {
                let arena = &mut self.choices.arena;
                *arena = if arena.as_ref() == Some(&id) {
                    None
                } else {
                    Some(id)
                };
                self.chosen()
            }
            Message::Audience(id) => {
                toggle(&mut self.choices.audiences, id);
                self.chosen()
            }
            Message::Stage(id) => {
                toggle(&mut self.choices.stages, id);
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
            Message::TakeBack(choice) => {
                let mut effects = self.update(*choice);
                effects.push(Effect::Focus(Focus::Results));
                effects
            }
            Message::ClearChoices => {
                self.choices = Choices::default();
                self.answer_anew();
                vec![Effect::Focus(Focus::Results)]
            }
            Message::ClearQuery => {
                self.query.clear();
                self.answer_anew();
                vec![
                    Effect::WriteField(String::new()),
                    Effect::Focus(Focus::Results),
                ]
            }
            Message::ClearAll => {
                self.query.clear();
                self.choices = Choices::default();
                self.answer_anew();
                vec![
                    Effect::WriteField(String::new()),
                    Effect::Focus(Focus::Results),
                ]
            }
            Message::Order(order) => {
                self.order = order;
                self.answer_anew();
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
            Message::Open(id) => {
                let remember = self.screens.is_empty();
                self.screens.push(Screen::Concept(id));
                // Before the details have come, there is no title that it could go to.
                self.focus_waits = self.details != Details::Here;
                let mut effects = vec![Effect::Focus(Focus::Title)];
                if remember {
                    effects.insert(0, Effect::RememberScroll);
                }
                effects
            }
            Message::Calculate(id) => {
                self.open_calculator(&id);
                self.screens.push(Screen::Calculator(id));
                vec![Effect::Focus(Focus::Title)]
            }
            Message::Fill(id) => {
                if !self.open_worksheet(&id) {
                    return vec![];
                }
                self.screens.push(Screen::Worksheet(id));
                vec![Effect::Focus(Focus::Title)]
            }
            Message::Back => self.back(),
            Message::Paper(touch) => self.write(touch),
            Message::Hand(hand) => self.hand(hand),
            Message::Touch(id, touch) => {
                self.handing.told = None;
                if let Some((_, reckoning)) =
                    self.reckonings.iter_mut().find(|(known, _)| *known == id)
                    && let Some(details) = details()
                {
                    details.touch(Rc::make_mut(reckoning), touch.clone());
                }
                // The button that takes changes back is gone once it was pressed.
                match touch {
                    Touch::Reset(place) => vec![Effect::Focus(Focus::Input(place))],
                    Touch::ResetAll => vec![Effect::Focus(Focus::Assumptions)],
                    _ => vec![],
                }
            }
            Message::Details(Ok(())) => {
                self.details = Details::Here;
                self.keep_known();
                self.need_own_calculator();
                match std::mem::take(&mut self.focus_waits) {
                    true => vec![Effect::Focus(Focus::Title)],
                    false => vec![],
                }
            }
            Message::Details(Err(NotLoaded)) => {
                self.details = Details::Failed;
                vec![]
            }
            Message::RetryDetails => {
                self.details = Details::Waiting;
                // The button that was pressed goes.
                self.focus_waits = true;
                let mut effects = vec![Effect::LoadDetails];
                // The index gave up with the code.
                effects.extend(self.need_index());
                effects
            }
        }
    }

    fn back(&mut self) -> Vec<Effect> {
        self.handing = Handing::default();
        self.focus_waits = false;
        match (self.screens.pop(), self.screens.last()) {
            (Some(Screen::Concept(id)), None) => {
                vec![Effect::RestoreScroll, Effect::Focus(Focus::Card(id))]
            }
            (Some(Screen::Calculator(_)), Some(Screen::Concept(_))) => {
                vec![Effect::Focus(Focus::CalculateButton)]
            }
            (Some(Screen::Worksheet(_)), Some(Screen::Concept(_))) => {
                vec![Effect::Focus(Focus::FillButton)]
            }
            _ => vec![Effect::Focus(Focus::Title)],
        }
    }

    /// Does what the user did to the worksheet that is shown. The browser asks
    /// before the page is left for as long as any worksheet is unsaved, also one
    /// that is not shown: its text is still here.
    fn write(&mut self, touch: PaperTouch) -> Vec<Effect> {
        let (Loading::Ready(shelf), Screen::Worksheet(id), Some(details)) =
            (&self.loading, self.screen(), details())
        else {
            return vec![];
        };
        let (shelf, id) = (Rc::clone(shelf), id.clone());
        let guarded = self.is_unsaved();
        let mut papers = self.papers.iter_mut();
        let Some((_, paper)) = papers.find(|(known, _)| *known == id) else {
            return vec![];
        };
        let goes = matches!(touch, PaperTouch::Try(Way::Leave) | PaperTouch::Sure);
        let mut effects = details.write(&shelf, paper, touch);
        if goes && paper.way == Way::Leave && !paper.asking {
            effects = self.back();
        }
        if self.is_unsaved() != guarded {
            effects.push(Effect::Guard(!guarded));
        }
        effects
    }

    fn is_unsaved(&self) -> bool {
        self.papers.iter().any(|(_, paper)| paper.unsaved)
    }

    /// A panel whose catalogue is here needs its index.
    fn need_index(&self) -> Vec<Effect> {
        let ready = self.shelf().is_some() && self.settings.calculator.is_none();
        let needed = ready && self.index.is_none();
        needed.then_some(Effect::LoadIndex).into_iter().collect()
    }

    fn retry(&mut self) -> Vec<Effect> {
        vec![Effect::Load]
    }

    /// A choice changes the results, but the focus stays on what was pressed.
    fn chosen(&mut self) -> Vec<Effect> {
        self.answer_anew();
        vec![]
    }

    fn answer_anew(&mut self) {
        self.shown = PAGE;
        self.answer();
    }

    fn answer(&mut self) {
        if let Loading::Ready(shelf) = &self.loading {
            self.answers = Rc::new(Answers::new(
                &shelf.catalogue,
                self.index.as_deref(),
                &self.query,
                self.literal,
                &self.choices,
                self.order,
            ));
        }
    }

    /// A link may name what isn't in the catalogue: that part is forgotten.
    fn keep_known(&mut self) {
        let Loading::Ready(shelf) = &self.loading else {
            return;
        };
        let shelf = Rc::clone(shelf);
        let arenas = &shelf.catalogue.head.vocabularies.arenas;
        self.choices.arena = self
            .choices
            .arena
            .take()
            .filter(|id| arenas.iter().any(|arena| arena.id == *id));
        let own = self.settings.calculator.clone();
        for screen in &self.screens.clone() {
            match screen {
                Screen::Calculator(id) => self.open_calculator(id),
                Screen::Worksheet(id) => _ = self.open_worksheet(id),
                Screen::Search | Screen::Concept(_) => {}
            }
        }
        let (reckonings, waiting) = (&self.reckonings, self.details != Details::Here);
        let papers = &self.papers;
        self.screens.retain(|screen| match screen {
            Screen::Search => true,
            Screen::Concept(id) => shelf.catalogue.card(id).is_some(),
            Screen::Calculator(id) => {
                waiting
                    || own.as_ref() == Some(id)
                    || reckonings.iter().any(|(known, _)| known == id)
            }
            Screen::Worksheet(id) => waiting || papers.iter().any(|(known, _)| known == id),
        });
    }

    /// An element that is a calculator has nothing else to show.
    fn need_own_calculator(&mut self) {
        if let (Some(id), Loading::Ready(shelf)) = (&self.settings.calculator, &self.loading)
            && self.details == Details::Here
            && self.reckoning(id).is_none()
        {
            let cause = Cause::NoCalculator(id.clone());
            self.loading = Loading::Failed(Failure {
                url: shelf.url.clone(),
                cause,
            });
        }
    }

    /// Whether there is a worksheet with this id, ready for use.
    fn open_worksheet(&mut self, id: &str) -> bool {
        let (Loading::Ready(shelf), Some(details)) = (&self.loading, details()) else {
            return false;
        };
        if self.paper(id).is_some() {
            return true;
        }
        let Some(paper) = details.paper(shelf, id) else {
            return false;
        };
        self.papers.push((id.to_owned(), paper));
        true
    }

    fn open_calculator(&mut self, id: &str) {
        let Loading::Ready(shelf) = &self.loading else {
            return;
        };
        if self.reckoning(id).is_some() {
            return;
        }
        let Some(details) = details() else {
            return;
        };
        if let Some(mut reckoning) = details.reckon(shelf, id) {
            let changed = self.changed.take_if(|(named, _)| named == id);
            for (input, number) in changed.map(|(_, numbers)| numbers).unwrap_or_default() {
                let inputs = &reckoning.sheet.calculator.inputs;
                if let Some(place) = inputs
                    .iter()
                    .position(|known| known.id == input && !known.fixed)
                {
                    let touch = Touch::Type(place, number.replace('.', ","));
                    details.touch(Rc::make_mut(&mut reckoning), touch);
                }
            }
            self.reckonings.push((id.to_owned(), reckoning));
        }
    }
}

fn toggle(ids: &mut Vec<String>, id: String) {
    match ids.iter().position(|known| *known == id) {
        Some(place) => {
            ids.remove(place);
        }
        None => ids.push(id),
    }
}
