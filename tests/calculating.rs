//! `virker calculate`: its numbers are exact and the same as the panel's, and its errors name what
//! is wrong.
#![cfg(feature = "publish")]
#![expect(clippy::expect_used, reason = "tests may panic")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::rc::Rc;
use std::sync::OnceLock;

use serde_json::{Value, json};
use virker::calculator::{CompiledCalculator, Crossing, opened};
use virker::catalogue::{Catalogue, Json, read_catalogue};
use virker::danish::print_number;
use virker::number::Decimal;
use virker::panel::{CalculatorAction, CalculatorState};
use virker::publish::{AssignmentError, Calculable, build, write};

/// The shipped catalogue, published.
fn catalogue() -> &'static Path {
    static WRITTEN: OnceLock<PathBuf> = OnceLock::new();
    WRITTEN.get_or_init(|| {
        let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("catalogue");
        let (published, _) = build(&sources).expect("the catalogue has no errors");
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join(format!("calculating-{}", std::process::id()));
        write(&folder, &published).expect("it can be written")
    })
}

fn read() -> Catalogue {
    let whole = catalogue().with_file_name(virker::publish::WHOLE);
    let text = std::fs::read_to_string(whole).expect("it can be read");
    let json: Json = serde_json::from_str(&text).expect("it is JSON");
    read_catalogue(json).expect("it is a catalogue").0
}

fn words(set: &str) -> Vec<String> {
    set.split_whitespace().map(str::to_owned).collect()
}

fn answered(calculator: &str, set: &str) -> Result<Value, AssignmentError> {
    let calculable = Calculable::open(catalogue(), calculator).expect("it opens");
    calculable.answer(&words(set))
}

fn answer(calculator: &str, set: &str) -> Value {
    answered(calculator, set).expect("it is understood")
}

/// The output's low, likely and high.
fn output<'a>(answer: &'a Value, id: &str) -> [&'a str; 3] {
    let outputs = answer["outputs"].as_array().expect("a list");
    let output = outputs.iter().find(|output| output["id"] == id);
    let output = output.expect("there is such an output");
    ["low", "likely", "high"].map(|bound| output[bound].as_str().expect("numbers are text"))
}

fn virker(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_virker"));
    command
        .arg("calculate")
        .args(arguments)
        .output()
        .expect("it runs")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("it is UTF-8")
}

#[test]
fn madkassen_costs_what_was_checked_by_hand() {
    for (a_day, a_person) in [("54", "3240"), ("72", "4320"), ("83", "4980")] {
        let answer = answer("madkassen", &format!("mad_pr_dag={a_day}"));
        assert_eq!(output(&answer, "pris_pr_person")[1], a_person);
    }
    let published = answer("madkassen", "");
    assert_eq!(
        output(&published, "pris_pr_person"),
        ["3240", "4320", "4980"]
    );
    // 4,165 / 60 ± 20 %; shown as 69,42 kr.
    assert_eq!(
        output(&published, "loft"),
        ["55.533333", "69.416667", "83.3"]
    );
    // 4,320 / 4,165; 3,240 / 4,998; 4,980 / 3,332.
    assert_eq!(
        output(&published, "doegn_pr_person"),
        ["0.648259", "1.037215", "1.494598"]
    );
    // The same in days for 20 people, rounded so that it pays at the break-even.
    assert_eq!(
        published["breakEven"],
        json!({
            "input": "undgaaede_doegn", "unit": "doegn", "pays": "from",
            "likely": "20.744298", "best": "12.965187", "worst": "29.891957",
        })
    );
    assert_eq!(
        published["tornado"],
        json!({ "output": "doegn_i_alt", "swings": [
            { "input": "doegn_pris", "low": "25.930372", "high": "17.286915" },
            { "input": "mad_pr_dag", "low": "15.558223", "high": "23.913565" },
        ]})
    );
}

#[test]
fn numbers_are_read_as_danes_write_them_and_with_a_decimal_point() {
    let used = |set: &str, index: usize| {
        let input = &answer("madkassen", set)["inputs"][index];
        (input["value"].clone(), input["own"].clone())
    };
    for (set, index, value) in [
        ("mad_pr_dag=69,42", 2, "69.42"),
        ("mad_pr_dag=69.42", 2, "69.42"),
        ("doegn_pris=4.200", 3, "4200"),
        ("doegn_pris=1.234,5", 3, "1234.5"),
        ("doegn_pris=40t.kr.", 3, "40000"),
        ("mad_pr_dag=500,-", 2, "500"),
        ("mad_pr_dag=72.50kr", 2, "72.5"),
        ("genindlagt_andel=20%", 8, "20"),
    ] {
        assert_eq!(used(set, index), (json!(value), json!(true)), "{set}");
    }
    // The published number keeps its uncertainty if it is typed.
    assert_eq!(used("doegn_pris=4.165", 3), (json!("4165"), json!(false)));
    assert_eq!(
        answer("madkassen", "doegn_pris=4.165"),
        answer("madkassen", "")
    );
}

#[test]
fn a_number_that_is_set_keeps_its_share_of_the_published_range() {
    let answer = answer("madkassen", "mad_pr_dag=36");
    let input = &answer["inputs"][2];
    let shown = ["low", "value", "high", "likely"].map(|key| &input[key]);
    assert_eq!(shown, ["27", "36", "42", "72"]);
    assert_eq!(output(&answer, "pris_pr_person"), ["1620", "2160", "2520"]);
}

#[test]
fn a_leading_zero_never_separates_thousands() {
    for (calculator, set, index, value) in [
        ("programmet", "doegn_pr_borger=0.050", 7, "0.05"),
        ("god-start", "egenbetaling=0.250", 5, "0.25"),
    ] {
        assert_eq!(answer(calculator, set)["inputs"][index]["value"], value);
    }
}

#[test]
fn percentages_are_given_in_per_cent() {
    let answer = answer("madkassen", "");
    assert_eq!(answer["inputs"][8]["likely"], "22.7");
    // 20.7443 days at 21.9 each, relative to 22.7 % of 20 people.
    assert_eq!(output(&answer, "andel_genindlaeggelser")[1], "20.8641");
}

#[test]
fn the_break_even_may_be_never_or_always() {
    let never = answer(
        "madkassen",
        "personer=10000 mad_pr_dag=500 dage=366 doegn_pris=100",
    );
    assert_eq!(never["breakEven"]["likely"], "never");
    let always = answer("madkassen", "undgaaede_genindlaeggelser=100");
    assert_eq!(always["breakEven"]["likely"], "always");
    assert_eq!(answer("flexjob", "")["breakEven"], Value::Null);
}

#[test]
fn flexjob_pay_is_exact_to_the_krone() {
    let answer = answer("flexjob", "timeloen=200 timer=18");
    let shown = ["loen", "tilskud", "i_alt"].map(|id| {
        let number = Decimal::parse(output(&answer, id)[1]).expect("it is a number");
        print_number(number, 0)
    });
    assert_eq!(shown, ["15.600", "15.272", "30.872"]);
}

/// Calculators and inputs that the panel and the command compute.
const CASES: [(&str, &str); 9] = [
    ("madkassen", ""),
    ("madkassen", "personer=35 mad_pr_dag=69,42 doegn_pris=3.959"),
    (
        "madkassen",
        "undgaaede_genindlaeggelser=3 saerlige_pladser=12,5",
    ),
    ("god-start", "timepris=350"),
    ("flexjob", "timeloen=187,25 timer=12"),
    ("flexjob-paa-jobnet", ""),
    ("programmet", "andel=2,5"),
    ("impact-undersoegelse", ""),
    ("indsatsens-pris", ""),
];

#[test]
fn the_command_and_the_panel_give_the_same_numbers() {
    let catalogue = read();
    for (calculator, set) in CASES {
        let answer = answer(calculator, set);
        let compiled =
            CompiledCalculator::new(opened(&catalogue, calculator).expect("it is there"));
        let mut panel =
            CalculatorState::new(Rc::new(compiled.expect("it computes"))).expect("a result");
        for pair in words(set) {
            let (name, typed) = pair.split_once('=').expect("a pair");
            let index = panel.compiled.index_of(name).expect("an input");
            panel.update(CalculatorAction::Type(index, typed.to_owned()));
            assert_eq!(panel.fields[index].problem, None, "{pair}");
        }
        for value in &panel.compiled.definition.values {
            let figures = panel
                .compiled
                .figures(&panel.results, &value.id)
                .expect("a value");
            let printed = |number| print_number(number, figures.decimals);
            let given = output(&answer, &value.id)
                .map(|number| printed(Decimal::parse(number).expect("it is a number")));
            let of = figures.estimate;
            let shown = [of.low, of.likely, of.high].map(printed);
            assert_eq!(given, shown, "{calculator} {set}: {}", value.id);
        }
        let given = &answer["breakEven"]["likely"];
        match panel.results.break_even.map(|break_even| break_even.likely) {
            None => assert_eq!(*given, Value::Null),
            Some(Crossing::Never) => assert_eq!(given, "never"),
            Some(Crossing::Always) => assert_eq!(given, "always"),
            Some(Crossing::At(number)) => assert_eq!(*given, number.to_string()),
        }
        let swings = answer["tornado"]["swings"].as_array().expect("a list");
        assert_eq!(swings.len(), panel.results.swings.len());
        for (given, shown) in swings.iter().zip(&panel.results.swings) {
            let input = &panel.compiled.definition.inputs[shown.input];
            assert_eq!(given["input"], input.id);
            assert_eq!(given["low"], shown.at_low.to_string());
            assert_eq!(given["high"], shown.at_high.to_string());
        }
    }
}

#[test]
fn errors_name_the_invalid_input() {
    for (set, message) in [
        (
            "mad=72",
            "there is no input `mad`. These can be set: personer, dage, mad_pr_dag, ",
        ),
        ("et_doegn=1", "`et_doegn` may not be changed"),
        ("dage=60 dage=61", "`dage` is set twice"),
        ("dage=0", "dage=0: it goes from 1 to 366"),
        ("dage=tres", "dage=tres: write the number as 4.165 or 69,42"),
        ("dage=", "dage=: a number is missing after `=`"),
        (
            "dage=60,1234567",
            "dage=60,1234567: the number has too many digits",
        ),
        ("dage", "dage: write a name, `=` and a number"),
        ("mad_pr_dag=12%", "mad_pr_dag=12%: it is in kr. om dagen"),
        ("personer=2,5", "personer=2,5: it is a whole number"),
    ] {
        let error = answered("madkassen", set).expect_err(set).to_string();
        assert!(error.starts_with(message), "{error}");
        assert!(
            !error.contains("et_doegn,"),
            "a fixed input is offered: {error}"
        );
    }
}

#[test]
fn the_output_is_one_line_with_keys_in_a_fixed_order() {
    let path = catalogue().to_str().expect("a path in UTF-8");
    let output = virker(&[path, "madkassen", "mad_pr_dag=54"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let line = text(&output.stdout);
    assert_eq!(line.lines().count(), 1);
    assert!(
        line.starts_with(
            r#"{"calculator":"madkassen","inputs":[{"id":"personer","value":"20","own":false,"low":"20","likely":"20","high":"20","unit":"person","decimals":0},"#
        ),
        "{line}"
    );
    let keys = line
        .find("\"outputs\"")
        .zip(line.find("\"breakEven\"").zip(line.find("\"tornado\"")));
    assert!(keys.is_some_and(
        |(outputs, (break_even, tornado))| outputs < break_even && break_even < tornado
    ));
    assert_eq!(
        output.stdout,
        virker(&[path, "madkassen", "mad_pr_dag=54,0"]).stdout
    );
}

#[test]
fn exit_codes_distinguish_errors_in_the_catalogue_from_errors_in_the_arguments() {
    let path = catalogue().to_str().expect("a path in UTF-8");
    for (arguments, code, message) in [
        (
            vec![path, "madkasse"],
            1,
            "error: there is no calculator `madkasse`. There are: flexjob",
        ),
        (
            vec![path, "madkassen@madkassen"],
            1,
            "error: `madkassen` cannot be opened from `madkassen`",
        ),
        (
            vec!["nowhere.json", "madkassen"],
            1,
            "error: nowhere.json cannot be read: ",
        ),
        (
            vec![path, "madkassen", "dage=1000"],
            2,
            "error: dage=1000: it goes from 1 to 366",
        ),
        (vec![path], 2, "error: "),
    ] {
        let output = virker(&arguments);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}");
        assert!(
            text(&output.stderr).starts_with(message),
            "{}",
            text(&output.stderr)
        );
        assert_eq!(text(&output.stdout), "");
    }
}

#[test]
fn an_entry_with_figures_opens_a_calculator_for_any_entry() {
    let catalogue = read();
    let ids = catalogue
        .cards
        .iter()
        .map(|card| format!("indsatsens-pris@{}", card.id));
    let openable: Vec<String> = ids.filter(|id| opened(&catalogue, id).is_some()).collect();
    assert!(!openable.is_empty());
    for id in openable {
        assert_eq!(answer(&id, "")["calculator"], id);
    }
}
