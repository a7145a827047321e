//! The views, rendered natively from the shipped catalogue.

use std::path::Path;
use std::rc::Rc;

use virker::catalogue::{Catalogue, Json, read_catalogue};
use virker::panel::lazy::{LazyParts, LoadError, PagesPart};
use virker::panel::{
    Cause, Effect, ExportAction, Failure, Focus, GuardedAction, Link, LoadedCatalogue, Message,
    Order, Readiness, Retry, Screen, Settings, State, WorksheetAction, lazy_parts,
};
use virker::publish::html;
use virker::search::{Filter, Index};

fn build_index(catalogue: &Catalogue) -> Index {
    let (parts, _) = lazy_parts::all();
    let search = parts.search.get();
    search
        .map(|search| search.build_index(catalogue))
        .unwrap_or_default()
}

fn pages_part() -> Result<&'static dyn PagesPart, LoadError> {
    lazy_parts::all().0.pages.get().ok_or(LoadError)
}

fn shipped() -> (State, Rc<LoadedCatalogue>) {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("catalogue");
    let built = virker::publish::build(&sources).map(|(built, _)| built.document);
    let document: Json = serde_json::from_str(&built.unwrap_or_default()).unwrap_or_default();
    let (catalogue, broken) = read_catalogue(document).unwrap_or_default();
    let index = Rc::new(build_index(&catalogue));
    let loaded = Rc::new(LoadedCatalogue::new(
        "catalogue.json".into(),
        catalogue,
        broken.len(),
    ));
    let mut state = State::new(Settings::default(), None, lazy_parts::all().0);
    state.update(Message::Loaded(Rc::clone(&loaded)));
    state.update(Message::Indexed(index));
    (state, loaded)
}

#[test]
fn a_calculator_element_is_empty_while_its_part_loads_and_offers_a_retry_if_that_fails() {
    let (_, loaded) = shipped();
    let settings = Settings {
        alone: Some(Screen::Calculator("madkassen".into())),
        ..Settings::default()
    };
    let mut state = State::new(settings, None, LazyParts::WAITING);
    assert_eq!(state.readiness(), Readiness::Waiting);
    state.update(Message::Loaded(loaded));
    assert_eq!(state.readiness(), Readiness::Waiting);
    assert_eq!(html(state.clone()), "");

    state.update(Message::PagesPart(Err(LoadError)));
    assert_eq!(state.readiness(), Readiness::Failed);
    let html_of_failure = html(state.clone());
    assert!(html_of_failure.contains("Vi kan ikke hente resten lige nu"));
    // There is no catalogue to go back to.
    assert!(!html_of_failure.contains("Tilbage"));

    assert_eq!(
        state.update(Message::Retry(Retry::Page)),
        [Effect::LoadPages],
        "it is requested again"
    );
    assert_eq!(
        state.update(Message::Retry(Retry::Page)),
        [],
        "it is already loading"
    );
    assert!(html(state.clone()).contains("Henter …"));
    let effects = state.update(Message::PagesPart(pages_part()));
    assert_eq!(effects, [Effect::Focus(Focus::Title)]);
    assert_eq!(state.readiness(), Readiness::Ready);
    assert!(html(state).contains("assumption"));
}

#[test]
fn an_entry_is_not_shown_without_its_styles() {
    let (mut state, _) = shipped();
    state.update(Message::PagesPart(Err(LoadError)));
    state.update(Message::Open("madkassen".into()));
    let html_of_failure = html(state.clone());
    assert!(
        html_of_failure.contains("Vi kan ikke hente resten lige nu")
            && !html_of_failure.contains("concept")
    );
    state.update(Message::Back);
    assert_eq!(
        state.readiness(),
        Readiness::Ready,
        "the panel itself works"
    );
}

fn focus(effects: &[Effect]) -> Vec<&Focus> {
    let focus = effects.iter().filter_map(|effect| match effect {
        Effect::Focus(focus) => Some(focus),
        _ => None,
    });
    focus.collect()
}

#[test]
fn an_entry_that_is_opened_before_the_catalogue_is_here_is_fetched_when_it_comes() {
    let (_, loaded) = shipped();
    let mut state = State::new(Settings::default(), None, LazyParts::WAITING);
    let link = Link::to(Screen::Concept("madkassen".into()));
    let effects = state.update(Message::Followed(Rc::new(link)));
    assert!(!effects.contains(&Effect::LoadPages), "{effects:?}");
    let effects = state.update(Message::Loaded(loaded));
    assert!(effects.contains(&Effect::LoadPages), "{effects:?}");
    let effects = state.update(Message::PagesPart(pages_part()));
    assert_eq!(focus(&effects), [&Focus::Title]);
    assert!(html(state).contains("Kilder"));
}

#[test]
fn what_was_retried_takes_no_focus_from_whoever_went_on() {
    let (mut state, _) = shipped();
    state.update(Message::PagesPart(Err(LoadError)));
    state.update(Message::Open("madkassen".into()));
    assert_eq!(
        state.update(Message::Retry(Retry::Page)),
        [Effect::LoadPages]
    );
    state.update(Message::Back);
    state.update(Message::Typed("ma".into()));
    let effects = state.update(Message::PagesPart(pages_part()));
    assert_eq!(focus(&effects), [] as [&Focus; 0]);

    let (mut state, _) = shipped();
    let search = state.parts.search;
    state.update(Message::SearchPart(Err(LoadError)));
    state.update(Message::Typed("ma".into()));
    let effects = state.update(Message::Retry(Retry::Search));
    assert!(effects.contains(&Effect::LoadSearch), "{effects:?}");
    // Who chooses instead keeps the focus too.
    state.update(Message::Choose(Filter::Arena, "familien".into()));
    let mut chosen = state.clone();
    let effects = chosen.update(Message::SearchPart(search.get().ok_or(LoadError)));
    assert_eq!(focus(&effects), [] as [&Focus; 0]);
    // 'Prøv igen' of a page is another one.
    state.update(Message::PagesPart(Err(LoadError)));
    state.update(Message::Open("madkassen".into()));
    assert_eq!(
        state.update(Message::Retry(Retry::Page)),
        [Effect::LoadPages]
    );
    state.update(Message::Back);
    state.update(Message::Typed("mad".into()));
    let effects = state.update(Message::SearchPart(search.get().ok_or(LoadError)));
    assert_eq!(focus(&effects), [] as [&Focus; 0]);
}

#[test]
fn a_catalogue_that_was_retried_takes_no_focus_from_whoever_types() {
    let (_, loaded) = shipped();
    let retried = |typed: bool| {
        let mut state = State::new(Settings::default(), None, lazy_parts::all().0);
        let failure = Failure {
            url: "catalogue.json".into(),
            cause: Cause::Unreachable,
        };
        state.update(Message::Failed(Rc::new(failure)));
        state.update(Message::Retry(Retry::Catalogue));
        if typed {
            state.update(Message::Typed("ma".into()));
        }
        state.update(Message::Loaded(Rc::clone(&loaded)))
    };
    assert_eq!(focus(&retried(false)), [&Focus::Title]);
    assert_eq!(focus(&retried(true)), [] as [&Focus; 0]);
}

#[test]
fn without_the_code_that_searches_a_search_shows_the_way_to_help() {
    let (mut state, _) = shipped();
    state.update(Message::SearchPart(Err(LoadError)));
    assert!(!html(state.clone()).contains("tel:"));
    state.update(Message::Typed("selvmord".into()));
    let shown = html(state);
    assert!(shown.contains("Har du brug for hjælp nu?") && shown.contains("tel:112"));
}

#[test]
fn cards_are_sorted_before_the_index_is_here() {
    let (_, loaded) = shipped();
    let mut state = State::new(Settings::default(), None, lazy_parts::all().0);
    state.update(Message::Loaded(loaded));
    let before = state.results.entries.clone();
    state.update(Message::Order(Order::Title));
    assert_ne!(state.results.entries, before);
    state.update(Message::SearchPart(Err(LoadError)));
    assert!(!html(state).contains("Vis først"));
}

#[test]
fn every_entry_can_be_opened_and_shows_its_title_and_sources() {
    let (state, loaded) = shipped();
    assert!(loaded.catalogue.cards.len() >= 60);
    for card in &loaded.catalogue.cards {
        let mut state = state.clone();
        state.update(Message::Open(card.id.clone()));
        let html = html(state);
        let escape = |text: &str| text.replace('&', "&amp;").replace('"', "&quot;");
        assert!(html.contains("Kilder"), "{}", card.id);
        assert!(
            html.contains(&card.title) || html.contains(&escape(&card.title)),
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
fn madkassen_shows_the_break_even_and_the_ceiling_with_their_basis() {
    let (mut state, _) = shipped();
    state.update(Message::Open("madkassen".into()));
    state.update(Message::OpenCalculator("madkassen".into()));
    let html = html(state);
    for words in [
        "21 <small>døgn</small>",
        "1,04",
        "69,42",
        "Vores skøn",
        "Eksempel",
        "Hvad tallet ikke siger",
        "Hvem betaler",
    ] {
        assert!(html.contains(words), "{words}");
    }
}

#[test]
fn the_back_button_names_where_it_leads() {
    let (mut state, _) = shipped();
    state.update(Message::Typed("madkassen".into()));
    state.update(Message::Open("madkassen".into()));
    assert!(html(state.clone()).contains("Tilbage til"));
    state.update(Message::Open("god-start-i-eget-hjem".into()));
    let related = html(state.clone());
    assert!(related.contains("Om Madkassen"), "{related}");
    assert!(!related.contains("Tilbage til"));
    state.update(Message::Back);
    assert!(html(state).contains("Tilbage til"));
}

#[test]
fn a_crisis_word_shows_help_before_any_result() {
    let (mut state, _) = shipped();
    state.update(Message::Typed("har selvmordstanker".into()));
    let html = html(state);
    let help = html.find("tel:112").unwrap_or(usize::MAX);
    assert!(help < html.find("class=\"results\"").unwrap_or(0), "{html}");
}

#[test]
fn a_worksheet_shows_its_notice_and_calculates_with_the_users_numbers_only() {
    let (mut state, _) = shipped();
    state.update(Message::Open("flexjobbevis".into()));
    state.update(Message::OpenWorksheet("flexjobbevis".into()));
    let empty = html(state.clone());
    assert!(empty.contains("Ikke et officielt bevis"));
    assert!(empty.contains("Virksomheden betaler –."));
    for (index, text) in [(0, "Anna"), (3, "18"), (4, "100"), (5, "200")] {
        state.update(Message::Worksheet(WorksheetAction::Type(
            index,
            text.into(),
        )));
    }
    let html = html(state.clone());
    for words in ["15.600", "18\u{a0}timer om ugen"] {
        assert!(html.contains(words), "{words}");
        assert!(!empty.contains(words), "{words}");
    }
    // The subsidy and the income are the citizen's own business.
    for words in ["15.272", "30.872"] {
        assert!(!html.contains(words), "{words}");
    }
    assert!(!html.contains("style="));
}

#[test]
fn a_worksheet_on_paper_says_nothing_of_numbers_that_are_not_there() {
    let (mut state, _) = shipped();
    state.update(Message::OpenWorksheet("flexjobbevis".into()));
    state.update(Message::Export(ExportAction::Print));
    let shown = html(state);
    let paper = shown
        .split_once("class=\"handout\"")
        .map(|(_, paper)| paper);
    let paper = paper.unwrap_or_default();
    assert!(
        paper.contains("Mit flexjobbevis") && paper.contains("<hr"),
        "{paper}"
    );
    assert!(!paper.contains('–'), "{paper}");
}

#[test]
fn leaving_a_worksheet_asks_first_and_keeps_its_text() {
    let (mut state, _) = shipped();
    state.update(Message::Open("hverdagsplan".into()));
    state.update(Message::OpenWorksheet("hverdagsplan".into()));
    let typed = state.update(Message::Worksheet(WorksheetAction::Type(0, "Anna".into())));
    assert_eq!(typed, [Effect::Guard(true)]);
    let asked = state.update(Message::Worksheet(WorksheetAction::Try(
        GuardedAction::Leave,
    )));
    assert_eq!(asked, [Effect::Focus(Focus::Question)]);
    assert_eq!(state.screen(), &Screen::Worksheet("hverdagsplan".into()));
    let left = state.update(Message::Worksheet(WorksheetAction::Confirm));
    assert_eq!(
        left,
        [
            Effect::RestoreScroll(1),
            Effect::Focus(Focus::WorksheetButton)
        ]
    );
    assert_eq!(state.screen(), &Screen::Concept("hverdagsplan".into()));
    state.update(Message::OpenWorksheet("hverdagsplan".into()));
    assert!(html(state.clone()).contains("Anna"));
    // Saving from the question does not leave the worksheet.
    state.update(Message::Worksheet(WorksheetAction::Try(
        GuardedAction::Leave,
    )));
    let saved = state.update(Message::Worksheet(WorksheetAction::Try(
        GuardedAction::Save,
    )));
    assert!(matches!(saved.first(), Some(Effect::Save { .. })));
    assert_eq!(state.screen(), &Screen::Worksheet("hverdagsplan".into()));
    assert_eq!(saved.last(), Some(&Effect::Guard(false)));
}

#[test]
fn every_worksheet_can_be_opened_by_its_link_and_an_unknown_id_is_ignored() {
    let (_, loaded) = shipped();
    let opened = |id: &str| {
        let link = Link::parse(&format!("#virker.panel=1;worksheet={id}"), "panel");
        let mut state = State::new(Settings::default(), link, lazy_parts::all().0);
        state.update(Message::Loaded(Rc::clone(&loaded)));
        state
    };
    for id in ["hverdagsplan", "flexjobbevis"] {
        let state = opened(id);
        assert_eq!(state.screen(), &Screen::Worksheet(id.into()));
        let html = html(state);
        assert!(html.contains("Det, du skriver, bliver på din skærm."));
    }
    assert_eq!(opened("findes-ikke").screen(), &Screen::Search);
}

/// Whether help in a crisis is shown for a search.
fn shows_help(state: &State, query: &str) -> bool {
    let mut state = state.clone();
    state.update(Message::Typed(query.into()));
    html(state).contains("class=\"notice help\"")
}

#[test]
fn help_is_shown_however_people_say_it_about_themselves_or_another() {
    let (state, _) = shipped();
    for query in [
        "selvmord",
        "\"selvmord\"",
        "(selvmord)",
        "SELVMORD!!!",
        "selvmrod",
        "selvmrd",
        "selv mord",
        "selvmordstruet",
        "vil  dø",
        "vil dø",
        "jeg vil bare gerne dø",
        "vil ik leve",
        "jeg vil ikek leve mere",
        "vil ikke leve mere",
        "jeg kan ikke leve",
        "jeg orker det ikke længere",
        "jeg orker snart ikke mere",
        "jeg orker ikke at leve",
        "jeg kan ikke mere",
        "jeg kan ikke mere, hjælp",
        "ka ik mer",
        "jeg kan it mere",
        "jeg vil bare sove og ikke vågne op",
        "jeg skal af med mit liv",
        "jeg magter det ikke",
        "det hele er ligemeget",
        "stemmerne siger jeg skal gøre det",
        "jeg har fundet min bror hængt",
        "min mand slår mig",
        "min far slår min mor",
        "jeg er blevet voldtaget",
        "bange for min kæreste",
        "jeg vil ikke leve fordi alt gør ondt",
        "jeg vil ikke leve på den her måde",
        "jeg ville ikke leve hvis jeg mistede dig",
        "manden slår mig når han drikker",
        "min ekskæreste slår mig",
        "jeg bliver mishandlet",
        "jeg er blevet overfaldet",
        "jeg er udsat for vold",
        "krisecenter",
        "han siger at han ikke kan mere",
        "hun siger hun ikk orker mere",
        "jeg har slugt 20 panodiler",
        "jeg slår mig ihjel",
        "har mistet alt håb",
        "kan ikke holde det ud mere",
        "jeg ville ønske jeg var død",
        "gid jeg var død",
        "jeg vil slå mig selv ihjel",
        "jeg har taget en overdosis",
        "jeg har slugt en masse piller",
        "ingen vil savne mig",
        "alle har det bedre uden mig",
        "jeg har lyst til at forsvinde",
        "jeg har mistet lysten til livet",
        "livet giver ingen mening",
        "112",
        "ring 112",
        "1813",
        "livslinien",
        "livslinjen",
        "akut",
        "krise",
        "krise!",
        "hjælp mig",
        "jeg skal have hjælp nu",
        "jeg er bange for at hun gør noget ved sig selv",
        "min søn siger at han vil dø",
        "min datter vil ikke leve mere",
        "hun truer med at tage livet af sig",
        "min bror har prøvet at tage sit eget liv",
        "bange for han gør noget dumt",
        "han snakker om at dø",
        "selvskade",
        "hun skærer i sig selv",
        "jeg skader mig selv",
        "min datter cutter",
        "han slår sig selv",
    ] {
        assert!(shows_help(&state, query), "{query}");
    }
}

#[test]
fn help_is_for_what_is_said() {
    let (state, _) = shipped();
    for (query, title, number) in [
        ("han slår mig", "Du kan få hjælp mod vold", "tel:1888"),
        ("jeg slår mig selv", "Hjælp ved selvskade", "tel:112"),
        ("vil dø", "Du kan få hjælp nu", "tel:112"),
        // It may be said of oneself or of another: both are shown.
        (
            "han vil slå mig ihjel",
            "Du kan få hjælp mod vold",
            "tel:1888",
        ),
        ("han vil slå mig ihjel", "Du kan få hjælp nu", "tel:112"),
    ] {
        let mut state = state.clone();
        state.update(Message::Typed(query.into()));
        let html = html(state);
        assert!(html.contains(title), "{query}");
        assert!(html.contains(number), "{query}");
    }
}

#[test]
fn ordinary_searches_are_not_drowned_by_help() {
    let (state, _) = shipped();
    for query in [
        "",
        "stillingen bliver slået op",
        "det slår mig, at han er træt",
        "vold mod personale",
        "forebygge vold på botilbud",
        "kan ikke vågne op om morgenen",
        "hjælp til ikke at vågne om natten",
        "kan ikke leve med det lave rådighedsbeløb",
        "min far har hængt billeder op",
        "min ven har hængt ud med mig",
        "borger får ikke en bank konto",
        "sanktion truer min kontanthjælp",
        "kommunen truer mig med sanktion",
        "gælden kvæler mig",
        "mit hjerte banker i mig",
        "det slog mig",
        "det har slået mig at han",
        "medarbejder udsat for vold",
        "psykisk vold på arbejdspladsen",
        "krisecenter § 109",
        "kan ikke mer dansk",
        "kriseplan",
        "akutteam",
        "akuttilbud",
        "leve op til",
        "kan ikke leve op til kravene",
        "kan ikke leve af kontanthjælp",
        "leve med angst",
        "et godt liv",
        "ikke levere",
        "mit barn vil ikke lege",
        "vil ikke i skole",
        "§ 112",
        "SEL 112",
        "paragraf 112",
        "min mor kan ikke længere bo alene",
        "kan ikke mere dansk",
        "hjælp til min søn",
        "hjælp mig med at finde en bolig",
        "hvem kan hjælpe mig",
        "gider ikke gå på arbejde",
        "orker ikke rengøring",
        "døgnrytme",
        "dødsfald i familien",
        "skærer ned på støtten",
        "hænge ud med andre",
        "han spiser ikke",
        "vi skændes med naboen",
        "flexjob 12 timer",
        "12-18 år",
        "slå tiden ihjel",
        "vil ikke mere i skole",
        "hvem kan jeg ringe til",
    ] {
        assert!(!shows_help(&state, query), "{query}");
    }
}

#[test]
fn what_finds_nothing_on_the_way_to_a_word_leaves_what_was_found_until_typing_rests() {
    let (mut state, _) = shipped();
    state.update(Message::Typed("mad".into()));
    let found = html(state.clone());
    assert!(found.contains("Du ser det, vi fandt med »mad«"), "{found}");
    for text in ["madx", "madxy", "madxyl"] {
        let effects = state.update(Message::Typed(text.into()));
        assert_eq!(effects, [Effect::Rest], "{text}");
        assert_eq!(html(state.clone()), found, "{text}");
    }
    // Enter does not wait.
    let mut entered = state.clone();
    entered.update(Message::Submitted);
    assert!(entered.results.entries.is_empty());

    state.update(Message::Rested);
    let nothing = html(state.clone());
    assert!(
        nothing.contains("Vi fandt ikke noget med »madxyl«"),
        "{nothing}"
    );
    assert!(nothing.contains("Du søger »madxyl«"), "{nothing}");
    assert!(!nothing.contains("det, vi fandt"), "{nothing}");

    // What is pasted in its place is another query.
    let mut pasted = entered.clone();
    pasted.update(Message::Typed("mad".into()));
    assert_eq!(pasted.update(Message::Typed("xylofon".into())), []);
    assert!(html(pasted).contains("Vi fandt ikke noget med »xylofon«"));

    // Nor does who goes to see what was found.
    let mut seen = state.clone();
    seen.update(Message::Typed("mad".into()));
    assert!(html(seen.clone()).contains("class=\"found\""));
    seen.update(Message::Typed("madx".into()));
    assert_eq!(
        seen.update(Message::SeeResults),
        [Effect::Focus(Focus::Results)]
    );
    assert!(seen.results.entries.is_empty());

    // Where nothing stands, it is told at once.
    assert_eq!(state.update(Message::Typed("madxylo".into())), []);
    assert!(html(state.clone()).contains("Vi fandt ikke noget med »madxylo«"));
    state.update(Message::Typed("mad".into()));
    assert_eq!(html(state), found);
}

#[test]
fn help_in_a_crisis_does_not_wait_for_rest() {
    let (mut state, _) = shipped();
    state.update(Message::Typed("mad".into()));
    state.update(Message::Typed("afskedsbrev".into()));
    assert!(html(state).contains("class=\"notice help\""));
}

#[test]
fn a_search_that_finds_nothing_shows_a_quiet_way_to_help() {
    let (mut state, _) = shipped();
    state.update(Message::Typed("parkeringsbøde".into()));
    state.update(Message::Rested);
    let html = html(state);
    assert!(!html.contains("class=\"notice help\""));
    let quiet = html.find("Har du brug for hjælp nu?");
    let call = html.find("tel:112").unwrap_or_default();
    assert!(quiet.is_some_and(|quiet| quiet < call), "{html}");
}

#[test]
fn what_the_thesaurus_takes_for_suicide_shows_help() {
    let (state, _) = shipped();
    let thesaurus = include_str!("../catalogue/thesaurus.toml");
    let mut texts = 0;
    for row in thesaurus.split("[[rows]]") {
        let lists = row.split("relation").next().unwrap_or_default();
        if lists.contains("\"selvmord\"") {
            // What is between quotation marks.
            for text in lists.split('"').skip(1).step_by(2) {
                assert!(shows_help(&state, text), "{text}");
                texts += 1;
            }
        }
    }
    assert!(texts > 30);
}

#[test]
fn the_heading_says_when_only_some_of_the_words_were_found() {
    let (mut state, _) = shipped();
    state.update(Message::Typed("biofeedback".into()));
    assert!(!html(state.clone()).contains("med nogle af ordene"));
    // Two words that no entry has both of.
    state.update(Message::Typed("bazar madkassen".into()));
    let html = html(state);
    assert!(
        html.contains("med nogle af ordene i »bazar madkassen«"),
        "{html}"
    );
}

#[test]
fn every_list_says_that_it_is_one() {
    let (state, loaded) = shipped();
    let mut screens = vec![state.clone()];
    for card in &loaded.catalogue.cards {
        let mut state = state.clone();
        state.update(Message::Open(card.id.clone()));
        screens.push(state);
    }
    for calculator in ["madkassen", "god-start", "flexjob"] {
        let mut state = state.clone();
        state.update(Message::OpenCalculator(calculator.into()));
        screens.push(state);
    }
    for state in screens {
        let screen = state.screen().clone();
        let html = html(state);
        for list in html.split('<').filter(|tag| {
            tag.starts_with("ul ")
                || tag.starts_with("ol ")
                || tag.starts_with("ul>")
                || tag.starts_with("ol>")
        }) {
            assert!(list.contains("role=\"list\""), "{screen:?}: <{list}");
        }
    }
}

#[test]
fn a_charts_title_is_a_heading_of_the_level_below_the_calculators() {
    let (_, loaded) = shipped();
    for (level, heading) in [(1, "h2"), (2, "h3"), (4, "h5")] {
        let settings = Settings {
            heading_level: level,
            ..Settings::default()
        };
        let mut state = State::new(settings, None, lazy_parts::all().0);
        state.update(Message::Loaded(Rc::clone(&loaded)));
        state.update(Message::OpenCalculator("madkassen".into()));
        let html = html(state);
        let titles: Vec<&str> = html.split("<figcaption").skip(1).collect();
        assert_eq!(titles.len(), 3, "bars, break-even, what matters most");
        for title in titles {
            let (_, inside) = title.split_once('>').unwrap_or_default();
            assert!(inside.starts_with(&format!("<{heading}>")), "{inside:.80}");
        }
        let caveats = format!("<{heading}>Hvad tallet ikke siger</{heading}>");
        assert!(html.contains(&caveats), "the caveats have one too");
    }
}

#[test]
fn what_cannot_be_drawn_is_no_dead_end() {
    let (state, _) = shipped();
    for broken in [
        Message::OpenCalculator("ukendt".into()),
        Message::Open("ukendt".into()),
    ] {
        let mut state = state.clone();
        state.update(Message::Open("madkassen".into()));
        state.update(broken);
        let html_of_failure = html(state.clone());
        assert!(
            html_of_failure.contains("Om Madkassen")
                && html_of_failure.contains("Det her kan ikke vises"),
            "{html_of_failure}"
        );
        state.update(Message::Back);
        assert_eq!(state.screen(), &Screen::Concept("madkassen".into()));
    }
}

#[test]
fn a_followed_link_is_opened_on_top_of_what_is_open() {
    let (mut state, _) = shipped();
    state.update(Message::Typed("nabo".into()));
    state.update(Message::Open("hverdagsplan".into()));
    let link = |fragment: &str| {
        Message::Followed(Rc::new(Link::parse(fragment, "panel").unwrap_or_default()))
    };
    let effects = state.update(link("#virker.panel=1;entry=madkassen;calculator=madkassen"));
    assert_eq!(effects.last(), Some(&Effect::Arrive { fresh: false }));
    assert_eq!(state.screens.len(), 3);
    // The same once more opens nothing, and what the catalogue does not have is left out.
    state.update(link("#virker.panel=1;entry=madkassen;calculator=madkassen"));
    state.update(link("#virker.panel=1;entry=ukendt"));
    assert_eq!(state.screens.len(), 3);
    state.update(Message::Reach(1));
    assert_eq!(state.screen(), &Screen::Concept("hverdagsplan".into()));
    assert_eq!(state.query, "nabo");
    state.update(Message::Reach(3));
    assert_eq!(state.screen(), &Screen::Calculator("madkassen".into()));
    state.update(link("#virker.panel=1;q=mad"));
    assert_eq!(
        (state.screen(), state.query.as_str()),
        (&Screen::Search, "mad")
    );
}

/// The words of the interface, as a strict reader asked for them: the screen, what must be gone from every screen,
/// and what must stand on this one.
#[test]
fn the_interface_says_what_is_meant_in_plain_words() {
    let (start, _) = shipped();
    let mut entry = start.clone();
    entry.update(Message::Open("madkassen".into()));
    let mut calculator = entry.clone();
    calculator.update(Message::OpenCalculator("madkassen".into()));
    let mut other = start.clone();
    other.update(Message::OpenCalculator("god-start".into()));
    let screens = [start, entry, calculator, other].map(html);
    let [start, entry, calculator, other] = &screens;
    for (screen, gone, stands) in [
        (start, "Hele kataloget:", "Alle 64 idéer"),
        (start, "opslag", "64 idéer"),
        (start, " mere</button>", " flere</button>"),
        (start, "Senest beskrevet", "Nyeste først"),
        (entry, "Det minder om", "Idéer, der minder om denne"),
        (entry, "Inddelt af", "Emnerne er valgt af"),
        (
            calculator,
            "før de svarer til prisen på maden",
            "før døgnene koster lige så meget som maden",
        ),
        (calculator, "går det op ved", "går det lige op"),
        (calculator, "Hvad betyder mest for", "Hvad flytter »Døgn"),
        (other, "", "Hvad flytter svaret mest?"),
        (calculator, ">Også<", ""),
        (calculator, "gav mening", ""),
        (calculator, "Træk fra", "Færre personer"),
        (calculator, "Brug det igen", ""),
        (calculator, "Jeres valg", "Eksempel"),
    ] {
        assert!(screen.contains(stands), "{stands}");
        for screen in &screens {
            assert!(gone.is_empty() || !screen.contains(gone), "{gone}");
        }
    }
}

/// Madkassen with one of its formulas written wrong, as a catalogue that was never checked may have it.
#[test]
fn a_calculator_that_does_not_compile_says_so_and_can_be_left() {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("catalogue");
    let built = virker::publish::build(&sources).map(|(built, _)| built.document);
    let mut document: serde_json::Value =
        serde_json::from_str(&built.unwrap_or_default()).unwrap_or_default();
    let calculators = document["calculators"].as_array_mut();
    for calculator in calculators.into_iter().flatten() {
        if calculator["id"] == "madkassen" {
            calculator["values"][0]["formula"] = "mad_pr_dag *".into();
        }
    }
    let json: Json = serde_json::from_value(document).unwrap_or_default();
    let (catalogue, _) = read_catalogue(json).unwrap_or_default();
    let entries = catalogue.cards.len();
    let loaded = LoadedCatalogue::new("catalogue.json".into(), catalogue, 0);
    let mut state = State::new(Settings::default(), None, lazy_parts::all().0);
    state.update(Message::Loaded(Rc::new(loaded)));
    state.update(Message::OpenCalculator("god-start".into()));
    assert!(html(state.clone()).contains("class=\"assumption"));
    state.update(Message::Back);
    state.update(Message::OpenCalculator("madkassen".into()));
    let broken = html(state.clone());
    assert!(entries >= 60 && broken.contains("Det her kan ikke vises"));
    assert!(broken.contains("Tilbage") && !broken.contains("class=\"assumption"));
    state.update(Message::Back);
    assert_eq!(state.screen(), &Screen::Search);
}
