//! The views, rendered natively: every entry of the shipped catalogue and its
//! calculator can be shown, and what stands on the screen is what was published.

use std::path::Path;
use std::rc::Rc;

use virker::catalogue::{Json, read_catalogue};
use virker::panel::{Message, Settings, Shelf, State, view};
use yew::prelude::*;
use yew::virtual_dom::VNode;

#[derive(Clone, Properties)]
struct Shown {
    state: Rc<State>,
}

impl PartialEq for Shown {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.state, &other.state)
    }
}

#[component]
fn Panel(props: &Shown) -> VNode {
    view(&props.state, &Callback::noop())
}

fn html(state: State) -> String {
    let props = Shown {
        state: Rc::new(state),
    };
    let renderer = yew::LocalServerRenderer::<Panel>::with_props(props).hydratable(false);
    pollster::block_on(renderer.render())
}

fn shipped() -> (State, Rc<Shelf>) {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("catalogue");
    let built = virker::publish::build(&sources).map(|(built, _)| built.document);
    let document: Json = serde_json::from_str(&built.unwrap_or_default()).unwrap_or_default();
    let (catalogue, broken) = read_catalogue(&document).unwrap_or_default();
    let index = Rc::new(virker::panel::details::build_index(&catalogue));
    let shelf = Rc::new(Shelf::new("catalogue.json".into(), catalogue, broken.len()));
    let mut state = State::new(Settings::default(), None);
    state.update(Message::Loaded(Rc::clone(&shelf)));
    state.update(Message::Indexed(index));
    (state, shelf)
}

#[test]
fn every_entry_can_be_opened_and_shows_its_title_its_summary_and_its_sources() {
    let (state, shelf) = shipped();
    assert!(shelf.catalogue.cards.len() >= 60);
    for card in &shelf.catalogue.cards {
        let mut state = state.clone();
        state.update(Message::Open(card.id.clone()));
        let html = html(state);
        let plain = |text: &str| text.replace('&', "&amp;").replace('"', "&quot;");
        assert!(html.contains("Kilder"), "{}", card.id);
        assert!(
            html.contains(&card.title) || html.contains(&plain(&card.title)),
            "{}",
            card.id
        );
        assert!(
            !html.contains("style="),
            "{}: a strict CSP blocks style attributes",
            card.id
        );
    }
}

#[test]
fn madkassen_shows_the_break_even_and_the_ceiling_and_says_what_they_rest_on() {
    let (mut state, _) = shipped();
    state.update(Message::Open("madkassen".into()));
    state.update(Message::Calculate("madkassen".into()));
    let html = html(state);
    for words in [
        "1,04",
        "69,42",
        "Vores skøn",
        "Jeres valg",
        "Hvad tallet ikke siger",
        "Hvem betaler",
    ] {
        assert!(html.contains(words), "{words}");
    }
}

#[test]
fn a_word_of_crisis_brings_help_before_any_result() {
    let (mut state, _) = shipped();
    state.update(Message::Typed("har selvmordstanker".into()));
    let html = html(state);
    let help = html.find("tel:112").unwrap_or(usize::MAX);
    assert!(help < html.find("class=\"results\"").unwrap_or(0), "{html}");
}
