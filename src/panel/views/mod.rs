//! The views: the state as HTML, the same natively and in the browser.

mod calculator;
mod card;
mod charts;
mod concept;
mod filters;
mod icons;
mod notices;
mod parts;
mod search;
mod tag;

use yew::prelude::*;

use super::{Loading, Message, Screen, State};

/// The whole view of one element, below the search field; messages about what
/// the user does go to `send`.
#[must_use]
pub fn view(state: &State, send: &Callback<Message>) -> Html {
    match &state.loading {
        // The loader's own skeleton stands meanwhile.
        Loading::Waiting => Html::default(),
        Loading::Failed(failure) => notices::failure(state, failure, send),
        Loading::Ready(shelf) => {
            let scene = parts::Scene { state, shelf, send };
            let screen = match state.screen() {
                Screen::Search => search::search(&scene),
                Screen::Concept(id) => match shelf.entry(id) {
                    Some(entry) => concept::concept(&scene, entry),
                    None => search::search(&scene),
                },
                Screen::Calculator(id) => match state.reckoning(id) {
                    Some(reckoning) => calculator::calculator(&scene, id, reckoning),
                    None => search::search(&scene),
                },
            };
            tag::all([notices::of_state(&scene), screen])
        }
    }
}
