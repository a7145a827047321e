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

use std::rc::Rc;

use yew::prelude::*;

use super::{Loading, Message, Screen, State};

/// What the whole view shows, and where it tells what the user does.
#[derive(Clone, Properties)]
pub struct ViewProps {
    /// The state.
    pub state: Rc<State>,
    /// Where messages go.
    pub send: Callback<Message>,
}

impl PartialEq for ViewProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.state, &other.state)
    }
}

/// The whole view of one element, below the search field.
#[component]
pub fn View(props: &ViewProps) -> Html {
    let ViewProps { state, send } = props;
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
