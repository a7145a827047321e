//! The views: the state as HTML, the same natively and in the browser.

mod calculator;
mod card;
mod charts;
mod concept;
mod export;
mod filters;
mod found;
mod help;
mod icons;
mod kept;
mod notices;
mod numbers;
mod parts;
mod search;
mod tag;
mod worksheet;

use yew::prelude::*;

pub use kept::Kept;
pub(super) use parts::ViewContext;

use super::details::details;
use super::{Loading, Message, Screen, State};

/// The whole view of one element, below the search field. What it keeps is for
/// the next time that the same element is drawn; messages about what the user
/// does go to `send`.
pub fn view(state: &State, kept: &Kept, send: &Callback<Message>) -> Html {
    match &state.loading {
        // The loader's own skeleton stands meanwhile.
        Loading::Waiting => Html::default(),
        Loading::Failed(failure) => notices::failure(state, failure, send),
        Loading::Ready(loaded) => {
            let cx = parts::ViewContext {
                state,
                loaded,
                kept,
                send,
            };
            let screen = match state.screen() {
                Screen::Search => search::search(&cx),
                Screen::Concept(_) | Screen::Calculator(_) | Screen::Worksheet(_) => {
                    match details() {
                        Some(details) => details.screen(&cx),
                        None => notices::details_missing(&cx),
                    }
                }
            };
            tag::all([notices::of_state(&cx), screen])
        }
    }
}

/// The screen of an entry, a calculator or a worksheet.
pub(super) fn screen_of_details(cx: &ViewContext<'_>) -> Html {
    shown(cx).unwrap_or_default()
}

fn shown(cx: &ViewContext<'_>) -> Option<Html> {
    let (state, catalogue) = (cx.state, &cx.loaded.catalogue);
    match state.screen() {
        Screen::Concept(id) => {
            let (card, entry) = (catalogue.card(id)?, catalogue.entry(id)?);
            Some(concept::concept(cx, card, &entry))
        }
        Screen::Calculator(id) => Some(calculator::calculator(cx, id, state.calculator(id)?)),
        Screen::Worksheet(id) => Some(worksheet::worksheet(cx, state.worksheet(id)?)),
        Screen::Search => None,
    }
}

/// What was chosen, read back.
pub(super) fn chosen(cx: &ViewContext<'_>) -> Html {
    node(search::chosen(cx))
}

/// The ways on when nothing was found.
pub(super) fn nothing_found(cx: &ViewContext<'_>) -> Html {
    notices::nothing_found(cx).into()
}

/// Help in a crisis.
pub(super) fn help(cx: &ViewContext<'_>) -> Html {
    node(help::help(cx))
}

/// What a slip was taken to mean.
pub(super) fn corrected(cx: &ViewContext<'_>) -> Html {
    node(found::corrected(cx))
}

/// Why an entry was found.
pub(super) fn found(cx: &ViewContext<'_>, entry: usize) -> Html {
    node(found::found(cx, entry))
}

/// What may be there.
fn node(tag: Option<tag::Tag>) -> Html {
    tag.map(Html::from).unwrap_or_default()
}
