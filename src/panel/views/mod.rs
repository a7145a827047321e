//! The views: the state as HTML, the same natively and in the browser.

mod calculator;
mod card;
mod charts;
mod concept;
mod filters;
mod found;
mod handing;
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
pub(super) use parts::Scene;

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
        Loading::Ready(shelf) => {
            let scene = parts::Scene {
                state,
                shelf,
                kept,
                send,
            };
            let screen = match state.screen() {
                Screen::Search => search::search(&scene),
                Screen::Concept(_) | Screen::Calculator(_) | Screen::Worksheet(_) => {
                    match details() {
                        Some(details) => details.screen(&scene),
                        None => notices::details_missing(&scene),
                    }
                }
            };
            tag::all([notices::of_state(&scene), screen])
        }
    }
}

/// The screen of an entry, a calculator or a worksheet.
pub(super) fn screen_of_details(scene: &Scene<'_>) -> Html {
    shown(scene).unwrap_or_default()
}

fn shown(scene: &Scene<'_>) -> Option<Html> {
    let (state, catalogue) = (scene.state, &scene.shelf.catalogue);
    match state.screen() {
        Screen::Concept(id) => {
            let (card, entry) = (catalogue.card(id)?, catalogue.entry(id)?);
            Some(concept::concept(scene, card, &entry))
        }
        Screen::Calculator(id) => Some(calculator::calculator(scene, id, state.reckoning(id)?)),
        Screen::Worksheet(id) => Some(worksheet::worksheet(scene, state.paper(id)?)),
        Screen::Search => None,
    }
}

/// What was chosen, read back.
pub(super) fn chosen(scene: &Scene<'_>) -> Html {
    node(search::chosen(scene))
}

/// The ways on when nothing was found.
pub(super) fn nothing_found(scene: &Scene<'_>) -> Html {
    notices::nothing_found(scene).into()
}

/// Help in a crisis.
pub(super) fn help(scene: &Scene<'_>) -> Html {
    node(help::help(scene))
}

/// What a slip was taken to mean.
pub(super) fn corrected(scene: &Scene<'_>) -> Html {
    node(found::corrected(scene))
}

/// Why an entry was found.
pub(super) fn found(scene: &Scene<'_>, entry: usize) -> Html {
    node(found::found(scene, entry))
}

/// What may be there.
fn node(tag: Option<tag::Tag>) -> Html {
    tag.map(Html::from).unwrap_or_default()
}
