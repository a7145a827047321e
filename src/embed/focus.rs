//! Finding elements of the view, and moving the focus to them.

use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement, HtmlSelectElement};

use super::bindings::HostBindings;
use crate::panel::Focus;

/// Makes each `<select>` show the choice that its `data-value` names. Browsers ignore `selected` once a user has chosen.
pub(super) fn show_choices(host: &HostBindings) {
    let Ok(selects) = host.app().query_selector_all("select[data-value]") else {
        return;
    };
    for index in 0..selects.length() {
        if let Some(select) = selects
            .get(index)
            .and_then(|node| node.dyn_into::<HtmlSelectElement>().ok())
        {
            let value = select.get_attribute("data-value").unwrap_or_default();
            if select.value() != value {
                select.set_value(&value);
            }
        }
    }
}

pub(super) fn find(host: &HostBindings, selector: &str) -> Option<Element> {
    host.frame().query_selector(selector).ok().flatten()
}

pub(super) fn move_focus(host: &HostBindings, focus: &Focus, stay: bool) {
    let target = match focus {
        // Help in a crisis comes before any result.
        Focus::Results => find(host, ".help__title, .results__title"),
        Focus::Title => find(host, ".app .title").or_else(|| find(host, ".results__title")),
        Focus::Card(id) => card(host, id).or_else(|| find(host, ".results__title")),
        Focus::NthCard(index) => find(
            host,
            &format!(".cards > li:nth-child({}) .card__link", index + 1),
        ),
        Focus::CalculateButton => find(host, ".concept__calculate"),
        Focus::Input(input) => find(
            host,
            &format!(".assumption:nth-of-type({}) input", input + 1),
        ),
        Focus::MeetingButton => find(host, ".actions button"),
        Focus::Assumptions => find(host, ".assumptions__title"),
        Focus::WorksheetButton => find(host, ".concept__fill"),
        Focus::Question => find(host, ".question"),
        Focus::GuardedButton(action) => find(host, &format!("[data-action={}]", action.name())),
    };
    let Some(target) = target.and_then(|target| target.dyn_into::<HtmlElement>().ok()) else {
        return;
    };
    let options = FocusOptions::new();
    let to_top = *focus == Focus::Title;
    options.set_prevent_scroll(stay || to_top);
    // Focusing our own element cannot fail.
    let _ = target.focus_with_options(&options);
    // A new screen is read from its top. Only an element that begins above the window has to be scrolled for that.
    if to_top && host.host().get_bounding_client_rect().top() < 0.0 {
        host.host().scroll_into_view();
    }
}

/// The link of the card with this id. Ids come from the catalogue, so they are compared and never put into a selector.
fn card(host: &HostBindings, id: &str) -> Option<Element> {
    let cards = host.app().query_selector_all(".card[data-entry]").ok()?;
    let cards =
        (0..cards.length()).filter_map(|index| cards.get(index)?.dyn_into::<Element>().ok());
    let card = cards
        .into_iter()
        .find(|card| card.get_attribute("data-entry").as_deref() == Some(id))?;
    card.query_selector(".card__link").ok().flatten()
}
