//! A panel with a search of the host's own, without a browser: what is asked, and what an answer changes.
#![cfg(feature = "publish")]
#![expect(clippy::unwrap_used, reason = "a test panics when it fails")]

use std::rc::Rc;

use serde_json::{Value, json};
use virker::catalogue::{Json, read_catalogue};
use virker::panel::lazy::{LoadError, SearchPart};
use virker::panel::{
    Answer, Effect, Link, LoadedCatalogue, Message, Question, Retry, Screen, Settings, State,
    lazy_parts,
};
use virker::publish::html;
use virker::search::Filter;

fn part() -> &'static dyn SearchPart {
    lazy_parts::all().0.search.get().unwrap()
}

/// The catalogue that an answer with these cards becomes.
fn document(titles: &[&str]) -> Value {
    let card =
        |title: &&str| json!({ "id": title, "kind": "concept", "title": title, "summary": "S" });
    json!({
        "format": 1, "catalogueId": "k", "title": { "da": "K" }, "publisher": { "name": "P" },
        "language": "da", "published": "2026-11-29",
        "vocabularies": { "arenas": [{ "id": "hjem", "label": { "da": "Hjem" } }] },
        "entries": titles.iter().map(card).collect::<Vec<_>>(),
        "answer": {
            "total": 20, "size": 100,
            "counts": { "arenas": { "hjem": 7 }, "audiences": {}, "stages": {}, "places": {}, "organisations": {} },
        },
    })
}

fn read(document: Value) -> (Option<Answer>, Vec<String>) {
    let json: Json = serde_json::from_value(document).unwrap();
    part().read_answer("catalogue.json", json)
}

fn answer(titles: &[&str]) -> Option<Answer> {
    read(document(titles)).0
}

/// A panel that has its catalogue, and what it asks first.
fn opened() -> (State, Question) {
    let settings = Settings {
        provided: true,
        ..Settings::default()
    };
    let mut state = State::new(settings, None, lazy_parts::all().0);
    let json: Json = serde_json::from_value(document(&[])).unwrap();
    let (catalogue, _) = read_catalogue(json).unwrap();
    let loaded = LoadedCatalogue::new("catalogue.json".into(), catalogue, 0);
    let effects = state.update(Message::Loaded(Rc::new(loaded)));
    let question = asked(&effects).unwrap();
    (state, question)
}

fn asked(effects: &[Effect]) -> Option<Question> {
    effects.iter().find_map(|effect| match effect {
        Effect::Ask(question) => Some(question.clone()),
        _ => None,
    })
}

#[test]
fn an_answer_to_an_earlier_question_changes_nothing() {
    let (mut state, first) = opened();
    let second = asked(&state.update(Message::Typed("mad".into()))).unwrap();
    state.update(Message::Answered(Rc::new((
        first.clone(),
        answer(&["Gammel"]),
    ))));
    assert!(!html(state.clone()).contains("Gammel"));
    state.update(Message::Answered(Rc::new((second, answer(&["Ny"])))));
    assert!(html(state.clone()).contains("20 idéer med »mad«"));
    state.update(Message::Answered(Rc::new((first, answer(&["Gammel"])))));
    assert!(!html(state).contains("Gammel"));
}

#[test]
fn the_same_search_is_not_asked_for_twice() {
    let (mut state, _) = opened();
    assert!(asked(&state.update(Message::Typed("mad".into()))).is_some());
    assert_eq!(asked(&state.update(Message::Typed(" mad ".into()))), None);
}

#[test]
fn a_search_that_failed_is_asked_for_again_when_the_connection_is_back() {
    let (mut state, question) = opened();
    state.update(Message::Offline(true));
    state.update(Message::Answered(Rc::new((question.clone(), None))));
    assert!(html(state.clone()).contains("Prøv igen"));
    let effects = state.update(Message::Offline(false));
    assert_eq!(asked(&effects), Some(question.clone()));
    state.update(Message::Answered(Rc::new((question, answer(&["Her"])))));
    assert!(!html(state).contains("Prøv igen"));
}

#[test]
fn what_is_found_is_told_under_the_field_unless_the_search_failed() {
    let (mut state, question) = opened();
    state.update(Message::Answered(Rc::new((question, answer(&["Her"])))));
    let question = asked(&state.update(Message::Typed("mad".into()))).expect("a question");
    assert!(html(state.clone()).contains("Søger …"));
    let mut failed = state.clone();
    failed.update(Message::Answered(Rc::new((question.clone(), None))));
    let shown = html(failed);
    assert!(
        shown.contains("Prøv igen") && !shown.contains("Søger …"),
        "{shown}"
    );
    assert!(!shown.contains("class=\"found\""), "{shown}");
    state.update(Message::Answered(Rc::new((question, answer(&["Her"])))));
    assert!(html(state).contains("Se 20 idéer"));
}

#[test]
fn retrying_asks_once_until_there_is_an_answer() {
    let (mut state, question) = opened();
    state.update(Message::Answered(Rc::new((question.clone(), None))));
    assert_eq!(
        asked(&state.update(Message::Retry(Retry::Search))),
        Some(question)
    );
    assert_eq!(state.update(Message::Retry(Retry::Search)), []);
}

#[test]
fn an_entry_is_asked_for_once_until_there_is_an_answer() {
    let (mut state, question) = opened();
    state.update(Message::Answered(Rc::new((question, answer(&["A", "B"])))));
    let first = asked(&state.update(Message::Open("A".into()))).unwrap();
    state.update(Message::Back);
    assert_eq!(asked(&state.update(Message::Open("A".into()))), None);
    // Another is asked for, so the first is given up; that it was is no failure.
    state.update(Message::Back);
    let second = asked(&state.update(Message::Open("B".into()))).unwrap();
    state.update(Message::Back);
    let third = asked(&state.update(Message::Open("A".into()))).unwrap();
    assert_eq!(first, third);
    for given_up in [first, second] {
        state.update(Message::Answered(Rc::new((given_up, None))));
        assert!(!html(state.clone()).contains("Prøv igen"));
    }
    state.update(Message::Answered(Rc::new((third.clone(), None))));
    assert!(html(state.clone()).contains("Prøv igen"));
    assert_eq!(
        asked(&state.update(Message::Retry(Retry::Page))),
        Some(third.clone())
    );
    assert_eq!(asked(&state.update(Message::Retry(Retry::Page))), None);
    state.update(Message::Answered(Rc::new((third, answer(&["A"])))));
    assert!(!html(state).contains("Prøv igen"));
}

#[test]
fn nothing_is_asked_before_the_catalogue_is_here() {
    let settings = Settings {
        provided: true,
        ..Settings::default()
    };
    let mut state = State::new(settings, None, lazy_parts::all().0);
    assert_eq!(asked(&state.update(Message::Typed("mad".into()))), None);
    let link = Link::to(Screen::Concept("A".into()));
    assert_eq!(asked(&state.update(Message::Followed(Rc::new(link)))), None);
    let json: Json = serde_json::from_value(document(&[])).unwrap();
    let (catalogue, _) = read_catalogue(json).unwrap();
    let loaded = LoadedCatalogue::new("catalogue.json".into(), catalogue, 0);
    let effects = state.update(Message::Loaded(Rc::new(loaded)));
    let questions = effects
        .iter()
        .filter(|effect| matches!(effect, Effect::Ask(_)));
    assert_eq!(questions.count(), 2, "{effects:?}");
}

#[test]
fn the_code_of_the_search_is_taken_when_an_answer_shows_that_it_is_here() {
    let (mut state, question) = opened();
    state.update(Message::SearchPart(Err(LoadError)));
    let effects = state.update(Message::Answered(Rc::new((question, answer(&["A"])))));
    assert!(effects.contains(&Effect::LoadSearch), "{effects:?}");
}

#[test]
fn an_entry_that_is_not_there_leaves_the_one_below_which_is_not_told_of_again() {
    let (mut state, question) = opened();
    state.update(Message::Answered(Rc::new((question, answer(&["A"])))));
    let question = asked(&state.update(Message::Open("A".into()))).unwrap();
    let effects = state.update(Message::Answered(Rc::new((question, answer(&["A"])))));
    let told = |effects: &[Effect]| {
        let mut effects = effects.iter();
        effects.any(|effect| matches!(effect, Effect::Tell { .. }))
    };
    assert!(told(&effects), "{effects:?}");
    let question = asked(&state.update(Message::Open("ingen".into()))).unwrap();
    let effects = state.update(Message::Answered(Rc::new((question, answer(&[])))));
    assert!(!told(&effects), "{effects:?}");
}

#[test]
fn only_a_host_that_counts_by_what_professionals_filter_by_offers_it() {
    let (mut state, question) = opened();
    state.update(Message::Answered(Rc::new((question, answer(&["A"])))));
    assert!(!html(state.clone()).contains("fagfolk"));

    let mut document = document(&["A"]);
    document["answer"]["counts"]["kinds"] = json!({ "method": 3, "event": 4, "sang": 5 });
    let question = asked(&state.update(Message::Typed("mad".into()))).unwrap();
    state.update(Message::Answered(Rc::new((question, read(document).0))));
    state.update(Message::MoreFilters(true));
    let shown = html(state.clone());
    assert!(shown.contains("Metode") && shown.contains("Begivenhed"));
    assert!(!shown.contains("Projekt"), "it has no number");

    let effects = state.update(Message::Choose(Filter::Kind, "event".into()));
    let Some(Question::Search(request)) = asked(&effects) else {
        panic!("{effects:?}");
    };
    assert_eq!(request.filters.of(Filter::Kind), ["event"]);
}

#[test]
fn what_is_wrong_in_an_answer_is_named() {
    for (pointer, value, message) in [
        (
            "/answer/total",
            json!("20"),
            "total: expected a whole number from 0",
        ),
        (
            "/answer/size",
            json!(-1),
            "size: expected a whole number from 0",
        ),
        ("/answer/counts", json!([]), "counts: expected an object"),
        (
            "/answer/counts/arenas/hjem",
            json!(1.5),
            "hjem: expected a whole number from 0",
        ),
        (
            "/answer/counts/kinds",
            json!(3),
            "kinds: expected an object",
        ),
        ("/entries", json!({}), "it has no list `entries`"),
    ] {
        let mut document = document(&["A"]);
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        document.pointer_mut(parent).unwrap()[key] = value;
        let (answer, wrong) = read(document);
        assert!(answer.is_none());
        assert_eq!(wrong, [format!("searchProvider: {message}")]);
    }
    let mut document = document(&["A", "B"]);
    *document.pointer_mut("/entries/0/title").unwrap() = json!(7);
    let (answer, wrong) = read(document);
    assert_eq!(answer.unwrap().loaded.catalogue.cards.len(), 1);
    assert_eq!(
        wrong,
        ["searchProvider: entries[0] (A): title: expected text"]
    );
}
