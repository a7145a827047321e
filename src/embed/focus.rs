//! Finding elements of the view, and moving the focus to them.

use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement, HtmlSelectElement};

use super::bindings::HostBindings;
use crate::panel::{Focus, Link, Screen};

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
        Focus::ResultsTitle => find(host, ".results__title"),
        Focus::Title => find(host, ".app .title").or_else(|| find(host, ".results__title")),
        Focus::Card(id) => {
            entry_link(host, id).or_else(|| find(host, ".results__title, .app .title"))
        }
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
    // All of it is to be seen, and not its title at the window's edge.
    if *focus == Focus::Results
        && !stay
        && let Some(help) = find(host, ".help")
    {
        host.reveal(&help);
    }
    // A new screen is read from its top. Only one that begins above what is visible, of the window or of a container that
    // scrolls, has to be scrolled for that.
    if to_top
        && !stay
        && let Some(top) = find(host, ".app .back, .app .title")
    {
        host.reveal(&top);
    }
}

/// The link that opens the entry with this id: a card's, or one of a related entry. Ids come from the catalogue, so
/// links are compared and never put into a selector.
fn entry_link(host: &HostBindings, id: &str) -> Option<Element> {
    let href = Link::to(Screen::Concept(id.to_owned())).write(&host.name());
    let links = host.app().query_selector_all("a[href]").ok()?;
    let mut links =
        (0..links.length()).filter_map(|index| links.get(index)?.dyn_into::<Element>().ok());
    links.find(|link| link.get_attribute("href").as_ref() == Some(&href))
}
