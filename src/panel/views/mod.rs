//! The views: the state as HTML, the same natively and in the browser.
//!
//! A view is a function from what it shows to HTML. None is a component of its own: Yew draws those that stand only after
//! new ones, and after 16 ms in a later frame than the rest, so that the filters' numbers came late. Comparing all of a
//! screen costs less than that (ARCHITECTURE.md has the measurement).

mod answers;
mod assumptions;
mod calculator;
mod card;
mod charts;
mod concept;
mod context;
mod corrected;
mod export;
mod filters;
mod help;
mod icons;
mod notices;
mod numbers;
mod parts;
mod search;
mod sources;
mod tag;
mod worksheet;

use yew::prelude::*;

pub(super) use context::ViewContext;
pub use context::{LazyViews, PageViews, SearchViews};

use self::tag::IntoChild;
use super::{Loading, Message, Readiness, Screen, State};

/// The whole view of one element, below the search field. `views` are the views that have been fetched so far; messages
/// about what the user does go to `send`.
pub fn view(state: &State, views: LazyViews, send: &Callback<Message>) -> Html {
    match (&state.loading, state.loaded()) {
        // The loader's skeleton is shown meanwhile.
        _ if state.readiness() == Readiness::Waiting => Html::default(),
        (Loading::Failed(failure), _) => notices::failure(state, failure, send),
        (_, None) => Html::default(),
        (_, Some(loaded)) => panel(&ViewContext {
            state,
            loaded,
            settings: &state.settings,
            views,
            send,
        }),
    }
}

fn panel(cx: &ViewContext<'_>) -> Html {
    // Code without the bodies that it draws is no page.
    let pages = cx.views.pages.filter(|_| cx.state.page().is_here());
    let screen = match (cx.state.screen(), pages) {
        (Screen::Search, _) => search::search(cx),
        (Screen::Card(id), _) => search::card_alone(cx, id),
        (_, Some(pages)) => pages.page(cx),
        (_, None) => notices::page_missing(cx),
    };
    tag::all([notices::of_state(cx), screen])
}

/// The screen of an entry, a calculator or a worksheet; it is part of [`PageViews`].
pub(super) fn page(cx: &ViewContext<'_>) -> Html {
    let (state, catalogue) = (cx.state, &cx.loaded.catalogue);
    let page = || {
        Some(match state.screen() {
            Screen::Concept(id) => concept::concept(cx, catalogue.card(id)?, &catalogue.entry(id)?),
            Screen::Calculator(id) => calculator::calculator(cx, id, state.calculator(id)?),
            Screen::Worksheet(id) => worksheet::worksheet(cx, state.worksheet(id)?),
            Screen::Search | Screen::Card(_) => return None,
        })
    };
    // A calculator that does not compute, or an entry that cannot be read, is no dead end.
    page().unwrap_or_else(|| notices::page_broken(cx))
}

/// The choices, read back; it is part of [`SearchViews`], as the following are.
pub(super) fn chosen(cx: &ViewContext<'_>) -> Html {
    search::chosen(cx).into_node()
}

/// Help in a crisis.
pub(super) fn help(cx: &ViewContext<'_>) -> Html {
    tag::all(help::help(cx))
}

/// What the query was corrected to.
pub(super) fn corrected(cx: &ViewContext<'_>) -> Html {
    corrected::corrected(cx).into_node()
}

/// Ways on when nothing was found.
pub(super) fn nothing_found(cx: &ViewContext<'_>) -> Html {
    notices::nothing_found(cx).into()
}
