//! The elements as a host's page asks for them: what its attributes preset and lock, what stands alone, and what the page
//! is told.

#![expect(clippy::expect_used, reason = "tests may panic")]

use std::path::Path;
use std::rc::Rc;
use std::sync::OnceLock;

use virker::catalogue::{Json, read_catalogue};
use virker::panel::lazy::{LazyParts, LoadError};
use virker::panel::{
    CalculatorAction, Cause, Effect, Link, LoadedCatalogue, Loading, Message, Readiness, Screen,
    Settings, State, Told, lazy_parts,
};
use virker::publish::html;
use virker::search::Filter;

fn loaded() -> Rc<LoadedCatalogue> {
    static SHIPPED: OnceLock<String> = OnceLock::new();
    let document = SHIPPED.get_or_init(|| {
        let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("catalogue");
        let (built, _) = virker::publish::build(&sources).expect("no errors");
        built.document
    });
    let document: Json = serde_json::from_str(document).expect("it is JSON");
    let (catalogue, _) = read_catalogue(document).expect("it is a catalogue");
    Rc::new(LoadedCatalogue::new("catalogue.json".into(), catalogue, 0))
}

/// An element of this kind with these presets and other attributes, opened with this fragment.
fn element(kind: &str, presets: &str, attributes: &[(&str, &str)], fragment: &str) -> State {
    let preset = Link::parse(&format!("virker.=1;{presets}"), "").expect("it is a link");
    let text = |name: &str| {
        let mut attributes = attributes.iter();
        let found = attributes.find(|(known, _)| *known == name);
        found.map_or("", |(_, value)| *value).to_owned()
    };
    let settings = Settings {
        element: kind.to_owned(),
        debug: attributes.contains(&("debug", "")),
        ..Settings::read(kind, preset, &text)
    };
    let link = Link::parse(fragment, kind);
    let mut state = State::new(settings, link, lazy_parts::all().0);
    let loaded = loaded();
    state.update(Message::Loaded(Rc::clone(&loaded)));
    let search = lazy_parts::all().0.search.get().expect("it is linked");
    let index = Rc::new(search.build_index(&loaded.catalogue));
    state.update(Message::Indexed(index));
    state
}

#[test]
fn what_is_preset_can_be_changed_by_the_visitor() {
    let mut state = element("panel", "arena=familien;q=barn", &[], "");
    assert_eq!(state.choices.of(Filter::Arena), ["familien"]);
    assert_eq!(state.query, "barn");
    let found = state.results.total;
    assert!(html(state.clone()).contains("Nulstil"));
    state.update(Message::ClearAll);
    assert!(state.results.total > found && state.choices.is_empty());
}

#[test]
fn a_link_that_searches_takes_the_place_of_the_presets() {
    let presets = "arena=familien;q=barn";
    let state = element("panel", presets, &[], "#virker.panel=1;q=mad");
    assert!(state.query == "mad" && state.choices.of(Filter::Arena).is_empty());
    let state = element("panel", presets, &[], "#virker.panel=1;entry=madkassen");
    assert_eq!(state.query, "barn");
    assert_eq!(state.screen(), &Screen::Concept("madkassen".into()));
}

#[test]
fn only_a_whole_word_locks() {
    for word in ["audiences", "arena,audience", "Audience"] {
        let state = element("panel", "audience=paaroerende", &[("locked", word)], "");
        assert!(state.settings.locked.is_empty(), "{word}");
    }
    let words = "arena  audience";
    let state = element("panel", "audience=paaroerende", &[("locked", words)], "");
    assert_eq!(state.settings.locked.of(Filter::Audience), ["paaroerende"]);
}

#[test]
fn what_is_locked_stays_and_is_not_offered() {
    let mut state = element(
        "panel",
        "audience=paaroerende",
        &[("locked", "audience")],
        "#virker.panel=1;audience=borger",
    );
    let all = state.results.total;
    assert!(all > 0 && all < loaded().size);
    let shown = html(state.clone());
    assert!(
        !shown.contains("Hvem er det for?"),
        "there is no such filter"
    );
    assert!(!shown.contains("Nulstil"), "there is nothing to remove");
    assert!(shown.contains(&format!("Alle {all} idéer")));
    let offered = |shown: &str| shown.contains("<div class=\"suggestions\">");
    assert!(
        !offered(&shown),
        "the catalogue's suggestions may find nothing here"
    );
    let preset = element("panel", "audience=paaroerende", &[], "");
    assert!(
        offered(&html(preset)),
        "the visitor can take the choice back"
    );
    for message in [Message::ClearAll, Message::ClearChoices] {
        state.update(message);
        assert_eq!(state.choices.of(Filter::Audience), ["paaroerende"]);
        assert_eq!(state.results.total, all);
    }
    state.update(Message::Choose(Filter::Arena, "familien".into()));
    assert!(state.results.total < all);
    assert!(html(state).contains("Nulstil"));
}

const FOR_PROFESSIONALS: [&str; 3] = [
    "Hvad slags er det?",
    "Kommunernes fælles mål (KKR)",
    "Hvad ved vi om virkningen?",
];

#[test]
fn what_only_professionals_filter_by_is_drawn_when_they_ask_for_it() {
    let mut state = element("panel", "", &[], "");
    let folded = html(state.clone());
    assert!(folded.contains("Flere valg for fagfolk"));
    for question in FOR_PROFESSIONALS {
        assert!(!folded.contains(question), "{question}");
    }
    state.update(Message::MoreFilters(true));
    let unfolded = html(state.clone());
    for question in FOR_PROFESSIONALS {
        assert!(unfolded.contains(question), "{question}");
    }
    assert!(!unfolded.contains("Andet"), "no entry is of an other kind");
    state.update(Message::MoreFilters(false));
    assert_eq!(html(state), folded);
}

#[test]
fn what_only_professionals_filter_by_is_counted_read_back_removed_and_linked_like_all_else() {
    let mut state = element("panel", "", &[], "");
    let all = state.results.total;
    let goal = "voksenhandicap-medborgerskab";
    for (filter, id, said) in [
        (Filter::Kind, "method", "af slagsen »Metode«"),
        (
            Filter::Goal,
            goal,
            "med målet »Voksenhandicap: Medborgerskab og aktiv deltagelse«",
        ),
        (Filter::Effect, "found", "med virkningen »Set i praksis«"),
    ] {
        let counts = state.results.counts.clone();
        let count = counts.of(filter).iter().find(|count| count.id == id);
        let count = count.expect("it is offered").entries;
        assert!(count > 0 && count < all, "{id}: {count}");
        state.update(Message::Choose(filter, id.into()));
        assert_eq!(state.results.total, count, "{id}");
        let shown = html(state.clone());
        assert!(shown.contains(said), "{said}");
        assert!(shown.contains("valgt"), "the number of choices is shown");
        let link = Link {
            choices: state.choices.clone(),
            ..Link::default()
        };
        let opened = element("panel", "", &[], &link.write("panel"));
        assert_eq!(opened.choices, state.choices);
        assert_eq!(opened.results.total, count);
        assert!(opened.more_filters, "what is chosen is not folded away");
        let chip = Message::RemoveChoice(Box::new(Message::Choose(filter, id.into())));
        state.update(chip);
        assert_eq!(state.results.total, all);
    }
}

#[test]
fn choices_of_professionals_that_leave_nothing_are_offered_to_be_removed() {
    let link = "#virker.panel=1;q=madkassen;kind=recommendation;effect=found";
    let mut state = element("panel", "", &[], link);
    assert_eq!(state.results.total, 0);
    let found = state.results.without_choices;
    assert!(found > 0);
    assert!(html(state.clone()).contains("Fjern filtrene"));
    state.update(Message::ClearChoices);
    assert_eq!(state.results.total, found);
}

#[test]
fn a_link_to_what_is_no_choice_unfolds_nothing() {
    let state = element(
        "panel",
        "",
        &[],
        "#virker.panel=1;kind=sang;goal=x;audience=ukendt",
    );
    assert!(state.choices.is_empty() && !state.more_filters);
    assert_eq!(state.warnings.len(), 3, "{:?}", state.warnings);
}

#[test]
fn what_the_catalogue_does_not_have_is_neither_chosen_nor_locked_and_is_told_of() {
    let state = element("panel", "arena=x", &[("locked", "arena")], "");
    assert_eq!(state.results.total, loaded().size);
    assert!(html(state.clone()).contains("Hvilken del af hverdagen?"));
    let [warning] = state.warnings.as_slice() else {
        panic!("{:?}", state.warnings);
    };
    assert!(
        warning.contains("»x«") && warning.contains("familien"),
        "{warning}"
    );
    assert!(!html(state.clone()).contains(warning), "not for visitors");
    let debug = element("panel", "arena=x", &[("debug", "")], "");
    assert!(html(debug).contains(warning));
}

#[test]
fn an_entry_that_stands_alone_has_no_way_back_until_something_is_opened_from_it() {
    let mut state = element("concept", "", &[("concept", "madkassen")], "");
    assert_eq!(state.readiness(), Readiness::Ready);
    let shown = html(state.clone());
    assert!(shown.contains("concept__title") && !shown.contains("Tilbage"));
    assert_eq!(state.update(Message::Back), []);
    state.update(Message::OpenCalculator("madkassen".into()));
    assert!(html(state.clone()).contains("Om Madkassen"));
    state.update(Message::Back);
    assert_eq!(state.screen(), &Screen::Concept("madkassen".into()));
}

#[test]
fn a_card_that_stands_alone_opens_its_entry() {
    let attributes = [("concept", "madkassen"), ("view", "card")];
    let mut state = element("concept", "", &attributes, "");
    let shown = html(state.clone());
    assert_eq!(shown.matches("card__link").count(), 1);
    state.update(Message::Open("madkassen".into()));
    assert!(html(state).contains("Tilbage"));
}

#[test]
fn a_worksheet_can_stand_alone() {
    let state = element("worksheet", "", &[("worksheet", "hverdagsplan")], "");
    let shown = html(state);
    assert!(shown.contains("worksheet__form") && !shown.contains("Tilbage"));
}

#[test]
fn what_is_to_stand_alone_and_is_not_in_the_catalogue_is_named() {
    for kind in ["concept", "calculator", "worksheet"] {
        let state = element(kind, "", &[(kind, "ukendt")], "");
        let Loading::Failed(failure) = &state.loading else {
            panic!("{kind} is there");
        };
        assert!(matches!(failure.cause, Cause::Missing(_)));
        assert_eq!(failure.code(), "not-in-catalogue");
        let words = failure.for_the_editor();
        assert!(words.contains("ukendt") && words.contains(kind), "{words}");
    }
}

#[test]
fn a_host_has_numbers_of_its_own_and_a_link_changes_them() {
    let (presets, attributes) = ("n.personer=35;n.x=1", [("calculator", "madkassen")]);
    let number = |state: &State| {
        let calculator = state.calculator("madkassen").expect("it is open");
        let index = calculator.compiled.index_of("personer");
        let number = calculator.number(index.expect("there is such an input"));
        number.map(|number| number.to_string())
    };
    let state = element("calculator", presets, &attributes, "");
    assert_eq!(number(&state).as_deref(), Some("35"));
    let link = "#virker.calculator=1;calculator=madkassen;n.personer=40";
    let state = element("calculator", presets, &attributes, link);
    assert_eq!(number(&state).as_deref(), Some("40"));
    assert_eq!(state.screens.len(), 1);
}

fn told(effects: &[Effect]) -> Vec<(Told, Option<&str>)> {
    let told = effects.iter().filter_map(|effect| match effect {
        Effect::Tell { told, link } => Some((*told, link.as_deref())),
        _ => None,
    });
    told.collect()
}

#[test]
fn the_page_is_told_how_much_and_only_on_demand_what() {
    for full in [false, true] {
        let events = if full { "full" } else { "counts" };
        let mut state = element("panel", "", &[("events", events)], "");
        let expected = |link| full.then_some(link);

        state.update(Message::Typed("selvmord".into()));
        let search: Vec<_> = state.tell_search().into_iter().collect();
        let found = Told::Searched(state.results.total);
        let link = expected("#virker.panel=1;q=selvmord");
        assert_eq!(told(&search), [(found, link)]);

        let opened = state.update(Message::Open("madkassen".into()));
        let link = expected("#virker.panel=1;entry=madkassen");
        assert_eq!(told(&opened), [(Told::Opened("concept"), link)]);

        state.update(Message::OpenCalculator("madkassen".into()));
        let left = CalculatorAction::Leave(0);
        let effects = state.update(Message::Calculator("madkassen".into(), left));
        assert_eq!(effects, [], "to pass through a field is no calculation");
        let typed = CalculatorAction::Type(0, "40".into());
        state.update(Message::Calculator("madkassen".into(), typed));
        let rested = state.update(Message::Rested);
        let [(Told::Calculated(1), link)] = told(&rested)[..] else {
            panic!("{rested:?}");
        };
        assert_eq!(link.is_some(), full);
    }
}

#[test]
fn the_page_is_told_once_what_was_opened_when_it_is_drawn() {
    // A link that the page is opened with.
    let settings = Settings::default();
    let fragment = "#virker.panel=1;entry=madkassen";
    let link = Link::parse(fragment, "panel");
    let (mut state, parts) = (
        State::new(settings, link, LazyParts::WAITING),
        lazy_parts::all().0,
    );
    assert_eq!(told(&state.update(Message::Loaded(loaded()))), []);
    let pages = parts.pages.get().ok_or(LoadError);
    let opened = state.update(Message::PagesPart(pages));
    assert_eq!(told(&opened), [(Told::Opened("concept"), None)]);
    assert_eq!(told(&state.update(Message::PagesPart(pages))), []);
    // What was left before it was drawn, and what is not there.
    state.update(Message::PagesPart(Err(LoadError)));
    state.update(Message::Open("chime".into()));
    state.update(Message::Back);
    assert_eq!(told(&state.update(Message::PagesPart(pages))), []);
    let link = Link::to(Screen::Calculator("ukendt".into()));
    let effects = state.update(Message::Followed(Rc::new(link)));
    assert_eq!(told(&effects), []);
    // Nobody opened what stands alone.
    let settings = Settings {
        alone: Some(Screen::Concept("chime".into())),
        ..Settings::default()
    };
    let mut state = State::new(settings, None, LazyParts::WAITING);
    assert_eq!(told(&state.update(Message::Loaded(loaded()))), []);
    assert_eq!(told(&state.update(Message::PagesPart(pages))), []);
    assert_eq!(state.readiness(), Readiness::Ready);
    // An entry that is not there, below a calculator that is.
    let fragment = "#virker.panel=1;entry=ukendt;calculator=madkassen";
    let link = Link::parse(fragment, "panel");
    let mut state = State::new(Settings::default(), link, LazyParts::WAITING);
    state.update(Message::Loaded(loaded()));
    let opened = state.update(Message::PagesPart(pages));
    assert_eq!(told(&opened), [(Told::Opened("calculator"), None)]);
}

#[test]
fn who_follows_a_link_to_an_entry_has_not_searched() {
    let searches = |fragment| {
        let mut state = element("panel", "", &[], "");
        let link = Link::parse(fragment, "panel").expect("a link");
        state.update(Message::Followed(Rc::new(link)));
        state.searched
    };
    assert!(searches("#virker.panel=1;q=mad") && searches("#virker.panel=1"));
    assert!(!searches("#virker.panel=1;entry=madkassen"));
}

#[test]
fn every_code_of_a_failure_is_explained() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &str| std::fs::read_to_string(root.join(path)).expect(path);
    let explained = read("docs/troubleshooting.md");
    let headings: Vec<&str> = explained
        .lines()
        .filter_map(|line| line.strip_prefix("## "))
        .collect();
    // A code is a word with hyphens in quotes, in what the engine and the elements' script say.
    let failure = read("src/panel/failure.rs");
    let codes = failure
        .split_once("fn code(")
        .and_then(|(_, rest)| rest.split_once("\n    }\n"))
        .map(|(codes, _)| codes.to_owned())
        .expect("it has the codes");
    let codes = codes + &read("www/element.js") + &read("src/embed/root.rs");
    let is_code = |word: &&str| {
        let prefixes = ["catalogue-", "engine-", "old-", "no-c", "not-", "code-"];
        let letters = word
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte == b'-');
        letters && prefixes.iter().any(|prefix| word.starts_with(prefix))
    };
    let found: std::collections::BTreeSet<&str> = codes.split('"').filter(is_code).collect();
    assert!(found.len() >= 10, "{found:?}");
    for code in &found {
        assert!(headings.contains(code), "{code} is not explained");
    }
    for heading in headings {
        assert!(found.contains(heading), "{heading} is no code");
    }
}

#[test]
fn an_entry_that_is_not_there_is_not_opened_and_nobody_is_told_that_it_was() {
    let mut state = element("panel", "", &[], "");
    let link = Link::to(Screen::Concept("ukendt".into()));
    let effects = state.update(Message::Followed(Rc::new(link)));
    assert_eq!(told(&effects), []);
    assert_eq!(state.screen(), &Screen::Search);
    assert!(state.warnings.iter().any(|words| words.contains("ukendt")));
}
