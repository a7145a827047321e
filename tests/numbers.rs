//! Numbers in the calculators' fields: how they are read, shown and told of, natively from the shipped catalogue.
#![cfg(feature = "publish")]
#![expect(clippy::expect_used, reason = "tests may panic")]

use std::path::Path;
use std::rc::Rc;
use std::sync::OnceLock;

use virker::catalogue::{Json, read_catalogue};
use virker::danish::keep_units;
use virker::panel::{
    CalculatorAction, CalculatorState, Effect, ExportAction, Focus, Link, LoadedCatalogue, Message,
    Settings, State, lazy_parts,
};
use virker::publish::html;

const CALCULATORS: [&str; 7] = [
    "flexjob",
    "flexjob-paa-jobnet",
    "god-start",
    "impact-undersoegelse",
    "indsatsens-pris",
    "madkassen",
    "programmet",
];

/// A panel that shows what a link opens.
struct Panel {
    state: State,
    id: String,
}

impl Panel {
    fn open(id: &str) -> Self {
        Self::linked(&format!("#virker.panel=1;calculator={id}"))
    }

    fn linked(link: &str) -> Self {
        static DOCUMENT: OnceLock<String> = OnceLock::new();
        let document = DOCUMENT.get_or_init(|| {
            let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("catalogue");
            let (built, _) = virker::publish::build(&sources).expect("no errors");
            built.document
        });
        let document: Json = serde_json::from_str(document).expect("it is JSON");
        let (catalogue, _) = read_catalogue(document).expect("it is a catalogue");
        let loaded = LoadedCatalogue::new("catalogue.json".into(), catalogue, 0);
        let link = Link::parse(link, "panel").expect("it is a link");
        let id = link.calculator().cloned().expect("to a calculator");
        let mut state = State::new(Settings::default(), Some(link), lazy_parts::all().0);
        state.update(Message::Loaded(Rc::new(loaded)));
        Self { state, id }
    }

    fn calculator(&self) -> &CalculatorState {
        self.state.calculator(&self.id).expect("it is open")
    }

    fn index(&self, input: &str) -> usize {
        let compiled = &self.calculator().compiled;
        compiled.index_of(input).expect("there is such an input")
    }

    fn act(&mut self, action: CalculatorAction) -> Vec<Effect> {
        let id = self.id.clone();
        self.state.update(Message::Calculator(id, action))
    }

    fn type_in(&mut self, input: &str, text: &str) {
        let effects = self.act(CalculatorAction::Type(self.index(input), text.to_owned()));
        assert_eq!(effects, [Effect::Rest]);
    }

    /// Types and leaves the field.
    fn fill(&mut self, input: &str, text: &str) {
        self.type_in(input, text);
        self.act(CalculatorAction::Leave(self.index(input)));
    }

    fn rest(&mut self) {
        let effects = self.state.update(Message::Rested);
        assert!(matches!(effects[..], [Effect::Tell { .. }]), "{effects:?}");
    }

    fn field(&self, input: &str) -> &str {
        let field = self.calculator().fields.get(self.index(input));
        &field.expect("its field").text
    }

    fn html(&self) -> String {
        html(self.state.clone())
    }

    /// The element of an input, from its opening tag to the next one's.
    fn assumption(&self, input: &str) -> String {
        let html = self.html();
        let start = html
            .find(&format!("data-input=\"{input}\""))
            .expect("its field");
        let rest = &html[start + 1..];
        rest[..rest.find("data-input=").unwrap_or(rest.len())].to_owned()
    }

    /// What is wrong with an input, as it is shown.
    fn error(&self, input: &str) -> String {
        let assumption = self.assumption(input);
        let start = assumption
            .find("role=\"alert\"")
            .expect("room for an error");
        let text = &assumption[start..];
        let text = &text[text.find('>').expect("a tag") + 1..];
        text[..text.find('<').expect("its end")].to_owned()
    }

    fn export(&mut self, action: ExportAction) -> String {
        match self.state.update(Message::Export(action)).pop() {
            Some(Effect::Copy(text) | Effect::CopyLink(text) | Effect::Save { text, .. }) => text,
            _ => {
                let html = self.html();
                self.state.update(Message::Export(match action {
                    ExportAction::Print => ExportAction::Printed(true),
                    _ => ExportAction::CloseMeeting,
                }));
                let part = match action {
                    ExportAction::Print => "class=\"handout\"",
                    _ => "<dialog",
                };
                html[html.find(part).expect("it is drawn")..].to_owned()
            }
        }
    }

    /// The calculator on all its ways out.
    fn exports(&mut self) -> [String; 4] {
        [
            ExportAction::OpenMeeting,
            ExportAction::Print,
            ExportAction::CopyText,
            ExportAction::Csv,
        ]
        .map(|action| self.export(action))
    }
}

#[test]
fn a_number_is_shown_with_the_decimals_that_it_is_computed_with_everywhere() {
    let mut panel = Panel::open("madkassen");
    panel.fill("mad_pr_dag", "95,5");
    assert_eq!(panel.field("mad_pr_dag"), "95,50");
    for shown in panel.exports() {
        assert!(shown.contains("95,50"), "{shown}");
        assert!(!shown.contains("96\u{a0}kr. om dagen"), "{shown}");
    }
    assert!(panel.html().contains("5.730"));
}

#[test]
fn what_is_counted_takes_whole_numbers_and_what_is_measured_takes_decimals() {
    let mut panel = Panel::open("madkassen");
    panel.fill("personer", "2,5");
    assert_eq!(panel.field("personer"), "2,5");
    assert_eq!(
        panel.error("personer"),
        "Skriv et helt tal, for eksempel 20. Vi regner stadig med 20."
    );
    panel.fill("personer", "3,0");
    assert_eq!(panel.field("personer"), "3");
    assert_eq!(panel.error("personer"), "");
    panel.fill("undgaaede_genindlaeggelser", "1,5");
    assert!(
        panel
            .error("undgaaede_genindlaeggelser")
            .starts_with("Skriv et helt tal")
    );
    panel.fill("undgaaede_doegn", "20,5");
    assert_eq!(panel.error("undgaaede_doegn"), "");
    let mut panel = Panel::open("flexjob");
    panel.fill("timer", "12,5");
    assert_eq!(panel.error("timer"), "");
}

#[test]
fn a_refused_number_is_told_of_once_typing_rests_and_says_which_number_is_used() {
    let mut panel = Panel::open("madkassen");
    for text in ["-", "5", "50", "500", "5000"] {
        panel.type_in("doegn_pris", text);
        assert_eq!(panel.error("doegn_pris"), "", "{text}");
        assert!(!panel.assumption("doegn_pris").contains("aria-invalid"));
    }
    panel.rest();
    assert_eq!(panel.error("doegn_pris"), "");
    let told = "Skriv et tal fra 1 til 500. Vi regner stadig med 500.";
    for text in ["5", "50", "500", "5000"] {
        panel.type_in("mad_pr_dag", text);
    }
    panel.rest();
    assert_eq!(panel.error("mad_pr_dag"), told);
    panel.fill("mad_pr_dag", "500");
    assert_eq!(panel.error("mad_pr_dag"), "");
    for text in ["8", "83", "830"] {
        panel.type_in("mad_pr_dag", text);
    }
    assert_eq!(panel.error("mad_pr_dag"), "");
    panel.rest();
    let told = "Skriv et tal fra 1 til 500. Vi regner stadig med 83.";
    assert_eq!(panel.error("mad_pr_dag"), told);
    assert!(panel.assumption("mad_pr_dag").contains("aria-invalid"));
    // It stays as it is while more is typed, and goes with the first number that is used.
    panel.type_in("mad_pr_dag", "830x");
    assert_eq!(panel.error("mad_pr_dag"), told);
    panel.type_in("mad_pr_dag", "83,5");
    assert_eq!(panel.error("mad_pr_dag"), "");
    panel.fill("mad_pr_dag", "");
    assert_eq!(
        panel.error("mad_pr_dag"),
        "Skriv et tal, for eksempel 72. Vi regner stadig med 83,50."
    );
}

#[test]
fn a_number_is_written_as_danes_write_it_when_its_field_is_left_and_from_a_link() {
    let mut panel = Panel::open("madkassen");
    for (typed, left) in [
        ("72.5", "72,50"),
        ("72,50 kr", "72,50"),
        ("kr. 72", "72"),
        ("72,-", "72"),
        ("72 kroner", "72"),
        ("72 kr. om dagen", "72"),
        ("DKK 72,25", "72,25"),
        ("69.416667", "69,416667"),
    ] {
        panel.fill("mad_pr_dag", typed);
        assert_eq!(
            (
                panel.field("mad_pr_dag"),
                panel.error("mad_pr_dag").as_str()
            ),
            (left, "")
        );
    }
    for (typed, left) in [
        ("4.165,-", "4.165"),
        ("5200", "5.200"),
        ("40 t.kr.", "40.000"),
    ] {
        panel.fill("doegn_pris", typed);
        assert_eq!(panel.field("doegn_pris"), left);
    }
    panel.fill("genindlagt_andel", "12,5 pct.");
    assert_eq!(panel.field("genindlagt_andel"), "12,5");
    let mut programme = Panel::open("programmet");
    for (input, typed, left) in [
        ("pris_pr_aar", "6,6 mio. kr.", "6.600.000"),
        ("doegn_pr_borger", "0.050", "0,05"),
        ("doegn_pr_borger", ",5", "0,50"),
    ] {
        programme.fill(input, typed);
        assert_eq!(programme.field(input), left);
    }
    let mut start = Panel::open("god-start");
    for typed in ["0.250", "0,250", ",25", "0,25 kr."] {
        start.fill("egenbetaling", typed);
        let shown = (start.field("egenbetaling"), start.error("egenbetaling"));
        assert_eq!(shown, ("0,25", String::new()), "{typed}");
    }
    let linked =
        Panel::linked("#virker.panel=1;calculator=madkassen;n.doegn_pris=5200;n.mad_pr_dag=72.5");
    assert_eq!(linked.field("doegn_pris"), "5.200");
    assert_eq!(linked.field("mad_pr_dag"), "72,50");
    let refused = Panel::linked("#virker.panel=1;calculator=madkassen;n.doegn_pris=5");
    assert_eq!(
        refused.error("doegn_pris"),
        "Skriv et tal fra 100 til 50.000. Vi regner stadig med 4.165."
    );
}

#[test]
fn a_number_in_another_unit_is_refused_with_both_units_named() {
    let mut panel = Panel::open("madkassen");
    for (input, typed, words) in [
        (
            "mad_pr_dag",
            "12 %",
            "Skriv tallet i kr. om dagen, ikke i %.",
        ),
        (
            "mad_pr_dag",
            "12 pct.",
            "Skriv tallet i kr. om dagen, ikke i %.",
        ),
        (
            "mad_pr_dag",
            "72 kr. om måneden",
            "Skriv tallet i kr. om dagen, ikke i kr om måneden.",
        ),
        ("saerlige_pladser", "12 kr.", "Skriv tallet i %, ikke i kr."),
        ("personer", "20 kr", "Skriv tallet i personer, ikke i kr."),
        ("dage", "8 uger", "Skriv tallet i dage, ikke i uger."),
    ] {
        panel.fill(input, typed);
        let error = panel.error(input);
        assert!(error.starts_with(words), "{typed}: {error}");
    }
    for (input, typed) in [
        ("personer", "35 personer"),
        ("personer", "1 person"),
        ("dage", "30 dage"),
    ] {
        panel.fill(input, typed);
        assert_eq!(panel.error(input), "", "{typed}");
    }
}

#[test]
fn a_field_is_described_by_its_unit_and_not_by_its_whole_note() {
    let panel = Panel::open("madkassen");
    let assumption = panel.assumption("mad_pr_dag");
    let described = "aria-describedby=\"input-mad_pr_dag-unit input-mad_pr_dag-help input-mad_pr_dag-error input-mad_pr_dag-span\"";
    assert!(assumption.contains(described), "{assumption}");
    assert!(assumption.contains("id=\"input-mad_pr_dag-unit\""));
}

#[test]
fn a_link_carries_each_number_exactly() {
    for number in ["69,416667", "69,125", "95,50", "1", "499,999"] {
        let mut panel = Panel::open("madkassen");
        panel.fill("mad_pr_dag", number);
        panel.fill("doegn_pris", "12.345,678");
        let link = panel.export(ExportAction::CopyLink);
        let linked = Panel::linked(&link);
        assert_eq!(
            linked.calculator().own(),
            panel.calculator().own(),
            "{link}"
        );
        assert_eq!(linked.field("mad_pr_dag"), number);
        assert_eq!(linked.field("doegn_pris"), "12.345,678");
    }
}

#[test]
fn a_price_of_ones_own_keeps_a_range_and_the_field_says_which() {
    let mut panel = Panel::open("madkassen");
    for (input, own) in [("mad_pr_dag", "90"), ("doegn_pris", "4.000")] {
        panel.fill(input, own);
    }
    // 54 to 83 of 72, and 20 per cent below and above.
    assert!(
        panel
            .assumption("mad_pr_dag")
            .contains("Lavt 68 · højt 104:")
    );
    assert!(
        panel
            .assumption("doegn_pris")
            .contains("Lavt 3.200 · højt 4.800:")
    );
    let html = panel.html();
    for words in [
        "Det kan være fra",
        "Usikkerhed:",
        "Hvad flytter »Døgn, der skal undgås i alt« mest?",
    ] {
        assert!(html.contains(words), "{words}");
    }
    let [_, _, text, table] = panel.exports();
    assert!(
        text.contains("90\u{a0}kr. om dagen (68 til 104). Jeres valg."),
        "{text}"
    );
    assert!(table.contains("\"68\";\"90\";\"104\""), "{table}");
    // A krone has no range in whole kroner.
    panel.fill("mad_pr_dag", "1");
    assert!(panel.assumption("mad_pr_dag").contains("Uden spænd"));
}

#[test]
fn an_answer_that_has_no_range_says_so_once_a_number_is_ones_own() {
    let words = "Tallet har intet spænd";
    let mut panel = Panel::open("indsatsens-pris");
    assert!(!panel.html().contains(words));
    panel.fill("beloeb", "90.000");
    assert!(panel.html().contains(words));
    let [meeting, paper, text, _] = panel.exports();
    for shown in [meeting, paper, text] {
        assert!(shown.contains(words), "{shown}");
    }
    // The price of an hour is uncertain, and now it counts.
    panel.fill("ikke_med", "50");
    assert!(!panel.html().contains(words));
}

#[test]
fn a_note_is_gone_once_it_is_about_another_number_than_the_one_that_is_used() {
    for id in CALCULATORS {
        let mut panel = Panel::open(id);
        let inputs = panel.calculator().compiled.definition.inputs.clone();
        for input in inputs.iter().filter(|input| !input.fixed) {
            let before = panel.html();
            let note = keep_units(&input.note).unwrap_or_else(|| input.note.clone());
            assert!(before.contains(&note), "{id}: {note}");
            panel.act(CalculatorAction::Step(panel.index(&input.id), true));
            if panel.calculator().is_changed() {
                assert!(
                    !panel.assumption(&input.id).contains(&note),
                    "{}",
                    input.note
                );
            }
            panel.act(CalculatorAction::ResetAll);
        }
    }
}

#[test]
fn an_untouched_example_is_called_an_example_and_a_number_of_ones_own_a_choice() {
    let mut panel = Panel::open("madkassen");
    let all = |panel: &mut Panel| panel.html() + &panel.exports().concat();
    let before = all(&mut panel);
    assert!(!before.contains("Jeres valg") && !before.contains("jeres valg"));
    for shown in panel.exports() {
        assert!(
            shown.contains("Eksempel") || shown.contains("eksempel)"),
            "{shown}"
        );
    }
    panel.fill("personer", "35");
    assert!(panel.assumption("personer").contains("Jeres valg"));
    for shown in panel.exports() {
        assert!(
            shown.contains("Jeres valg") || shown.contains("jeres valg)"),
            "{shown}"
        );
    }
}

#[test]
fn a_calculator_that_says_du_asks_for_your_numbers_not_for_those_of_several() {
    let mut flexjob = Panel::open("flexjob");
    flexjob.fill("timer", "12");
    let html = flexjob.html();
    assert!(html.contains("Dine tal") && html.contains("Dit valg"));
    flexjob.export(ExportAction::CopyLink);
    flexjob
        .state
        .update(Message::Export(ExportAction::Copied(true)));
    let html = flexjob.html() + &flexjob.exports().concat();
    assert!(html.contains("Linket er kopieret med dine tal"));
    assert!(!html.contains("Jeres") && !html.contains("jeres"));

    let mut madkassen = Panel::open("madkassen");
    madkassen.export(ExportAction::CopyLink);
    madkassen
        .state
        .update(Message::Export(ExportAction::Copied(true)));
    let html = madkassen.html();
    assert!(html.contains("Jeres tal"));
    assert!(html.contains("Linket er kopieret med jeres tal"));
}

#[test]
fn a_reset_moves_the_focus_to_its_own_field_and_names_the_number_that_comes_back() {
    let mut panel = Panel::open("madkassen");
    let mut shown = 0;
    let inputs = panel.calculator().compiled.definition.inputs.clone();
    for (index, input) in inputs.iter().enumerate() {
        if input.fixed {
            continue;
        }
        let effects = panel.act(CalculatorAction::Reset(index));
        assert_eq!(
            effects,
            [Effect::Focus(Focus::Input(shown)), Effect::Rest],
            "{}",
            input.id
        );
        shown += 1;
    }
    panel.fill("personer", "35");
    assert!(
        panel
            .assumption("personer")
            .contains("Brug vores tal igen (20)")
    );
}

#[test]
fn closing_the_meeting_moves_the_focus_back_to_its_button() {
    let mut panel = Panel::open("madkassen");
    let opened = panel
        .state
        .update(Message::Export(ExportAction::OpenMeeting));
    assert_eq!(opened, [Effect::ShowDialog]);
    let closed = panel
        .state
        .update(Message::Export(ExportAction::CloseMeeting));
    assert_eq!(closed, [Effect::Focus(Focus::MeetingButton)]);
}

#[test]
fn the_buttons_beside_a_field_say_what_they_do_and_no_two_are_alike() {
    assert!(
        Panel::open("madkassen")
            .html()
            .contains("aria-label=\"Færre personer\"")
    );
    for id in CALCULATORS {
        let html = Panel::open(id).html();
        let names = html.split("class=\"number__").filter_map(|part| {
            let name = part
                .strip_prefix("less\"")
                .or_else(|| part.strip_prefix("more\""))?;
            Some(name.split_once("aria-label=\"")?.1.split_once('"')?.0)
        });
        let mut names: Vec<&str> = names.collect();
        assert!(names.len() > 4, "{id}: {names:?}");
        names.sort_unstable();
        let count = names.len();
        names.dedup();
        assert_eq!(names.len(), count, "{id}: {names:?}");
    }
}

#[test]
fn ranges_are_written_from_low_to_high() {
    let html = Panel::open("madkassen").html();
    assert!(html.contains("17,3 til 25,9"), "{html}");
    assert!(!html.contains("25,9 til 17,3"));
}

#[test]
fn the_answer_that_changed_is_told_once_when_typing_rests() {
    let mut panel = Panel::open("madkassen");
    panel.rest();
    assert_eq!(
        panel.calculator().told,
        "",
        "what it opens with is not told"
    );
    for text in ["1", "12", "120"] {
        panel.type_in("mad_pr_dag", text);
        assert_eq!(panel.calculator().told, "");
    }
    panel.rest();
    assert!(panel.calculator().told.starts_with("35\u{a0}døgn. "));
    assert!(
        panel
            .html()
            .contains(&format!("role=\"status\">{}", panel.calculator().told))
    );
    panel.type_in("personer", "35");
    panel.rest();
    assert!(
        panel.calculator().told.starts_with("61\u{a0}døgn. "),
        "{}",
        panel.calculator().told
    );
    // The first answer does not depend on how many are readmitted.
    panel.type_in("genindlagt_andel", "10");
    panel.rest();
    assert!(
        panel.calculator().told.starts_with("79\u{a0}%. "),
        "{}",
        panel.calculator().told
    );
    let told = panel.calculator().told.clone();
    panel.type_in("personer", "35,");
    panel.rest();
    assert_eq!(panel.calculator().told, told);
}

#[test]
fn every_published_number_can_be_typed_as_it_is_shown() {
    for id in CALCULATORS {
        let mut panel = Panel::open(id);
        let inputs = panel.calculator().compiled.definition.inputs.clone();
        for input in inputs.iter().filter(|input| !input.fixed) {
            for unit in ["", "\u{a0}"] {
                let unit = if unit.is_empty() {
                    String::new()
                } else {
                    format!("{unit}{}", input.shown_unit)
                };
                let text = panel.field(&input.id).to_owned();
                panel.fill(&input.id, &format!("{text}{unit}"));
                assert_eq!(panel.error(&input.id), "", "{id} {}", input.id);
                assert!(!panel.calculator().is_changed(), "{id} {}", input.id);
            }
            for choice in &input.choices {
                panel.act(CalculatorAction::Choose(
                    panel.index(&input.id),
                    choice.value,
                ));
                assert_eq!(
                    panel.calculator().number(panel.index(&input.id)),
                    Some(choice.value)
                );
                panel.act(CalculatorAction::Reset(panel.index(&input.id)));
            }
        }
    }
}

#[test]
fn a_number_that_is_one_of_two_is_asked_for_by_both() {
    let mut panel = Panel::open("god-start");
    let told = "Skriv 0 eller 50. Vi regner stadig med 50.";
    for typed in ["25", "49,99", "1", "25 %"] {
        panel.fill("refusion", typed);
        assert_eq!(panel.error("refusion"), told, "{typed}");
    }
    panel.fill("refusion", "0 %");
    assert_eq!(panel.error("refusion"), "");
    panel.fill("refusion", "25");
    let told = "Skriv 0 eller 50. Vi regner stadig med 0.";
    assert_eq!(panel.error("refusion"), told);
    panel.fill("refusion", "51");
    assert_eq!(panel.error("refusion"), told);
    let linked = Panel::linked("#virker.panel=1;calculator=god-start;n.refusion=25");
    assert!(linked.error("refusion").starts_with("Skriv 0 eller 50."));
    // A step that is only how far a press goes leaves what lies between.
    panel.fill("timepris", "326,50");
    assert_eq!(panel.error("timepris"), "");
}
