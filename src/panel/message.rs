//! What can happen to a panel.

use std::rc::Rc;

use super::lazy::{LoadError, PagesPart, SearchPart};
use super::{
    Answer, CalculatorAction, ExportAction, Failure, Link, LoadedCatalogue, Order, Question,
    WorksheetAction,
};
use crate::search::{Filter, Index};

/// What 'Prøv igen' fetches again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retry {
    /// The catalogue.
    Catalogue,
    /// What a search needs, or the answer of a host's own search.
    Search,
    /// What the shown page needs.
    Page,
}

/// Something that happened.
#[derive(Clone)]
pub enum Message {
    /// The catalogue is here.
    Loaded(Rc<LoadedCatalogue>),
    /// The catalogue's index is here.
    Indexed(Rc<Index>),
    /// The catalogue cannot be shown.
    Failed(Rc<Failure>),
    /// The user wants what failed to be fetched again.
    Retry(Retry),
    /// The connection was lost (`true`) or came back.
    Offline(bool),
    /// The code that a search needs is here, or could not be fetched.
    SearchPart(Result<&'static dyn SearchPart, LoadError>),
    /// The code that a page needs is here, or could not be fetched.
    PagesPart(Result<&'static dyn PagesPart, LoadError>),
    /// The host's own search answered this question, or could not.
    Answered(Rc<(Question, Option<Answer>)>),

    /// The text in the search field changed.
    Typed(String),
    /// The user wants to search for the text as typed, not for what it was corrected to.
    Literally,
    /// The user pressed Enter or 'Søg'.
    Submitted,
    /// The user wants to see what was found.
    SeeResults,
    /// The user chose a suggested word.
    Suggested(String),
    /// The user chose this id of a filter, or chooses it no longer. An empty id stands for all.
    Choose(Filter, String),
    /// The user removed a choice by its chip, which disappears with it.
    RemoveChoice(Box<Message>),
    /// The user removed all choices but kept the query.
    ClearChoices,
    /// The user removed the query but kept the choices.
    ClearQuery,
    /// The user removed query and choices.
    ClearAll,
    /// The user chose an order.
    Order(Order),
    /// The user wants more cards.
    More,
    /// The user folded or unfolded the filters.
    Filters,
    /// The user unfolded (`true`) or folded the filters for professionals.
    MoreFilters(bool),
    /// The user is done with the filters.
    FiltersDone,

    /// The user opened an entry.
    Open(String),
    /// The user opened a calculator.
    OpenCalculator(String),
    /// The user opened a worksheet.
    OpenWorksheet(String),
    /// The user went back.
    Back,
    /// The user went back or forward in the browser's history, to where this many screens were open.
    Reach(usize),
    /// The user followed a link to this element, on the page that it is in.
    Followed(Rc<Link>),
    /// The user did something to the calculator with this id.
    Calculator(String, CalculatorAction),
    /// The user did something to the shown worksheet.
    Worksheet(WorksheetAction),
    /// What was done to a calculator or worksheet has rested for a while.
    Rested,
    /// The user exports what is shown.
    Export(ExportAction),
}
