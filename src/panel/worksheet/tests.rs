use proptest::prelude::*;

use super::*;
use crate::catalogue::{Answer, Calculator, Value, WorksheetField, WorksheetSection};

fn field(id: &str, size: FieldSize, input: Option<&str>) -> WorksheetField {
    WorksheetField {
        id: id.into(),
        size,
        input: input.map(Into::into),
        ..WorksheetField::default()
    }
}

/// Hours, which the calculator doubles, beside a name and a free number.
fn worksheet() -> WorksheetState {
    let calculator = Calculator {
        inputs: vec![Input {
            id: "timer".into(),
            likely: Decimal::whole(18),
            min: Decimal::ONE,
            max: Decimal::whole(37),
            ..Input::default()
        }],
        values: vec![Value {
            id: "dobbelt".into(),
            formula: "timer * 2".into(),
            ..Value::default()
        }],
        answer: Answer {
            value: "dobbelt".into(),
            ..Answer::default()
        },
        ..Calculator::default()
    };
    let compiled = Rc::new(CompiledCalculator::new(calculator).unwrap());
    let section = WorksheetSection {
        fields: vec![
            field("navn", FieldSize::Line, None),
            field("timer", FieldSize::Number, Some("timer")),
            field("alder", FieldSize::Number, None),
        ],
        ..WorksheetSection::default()
    };
    let worksheet = Worksheet {
        id: "bevis".into(),
        notice: Some("Ikke et officielt bevis".into()),
        sections: vec![section],
        ..Worksheet::default()
    };
    WorksheetState::new(worksheet, Some(compiled))
}

fn act(worksheet: &mut WorksheetState, act: WorksheetAction) -> Vec<Effect> {
    worksheet.update(act, &Catalogue::default())
}

fn write(worksheet: &mut WorksheetState, place: usize, text: &str) {
    act(worksheet, WorksheetAction::Type(place, text.into()));
}

fn saved(worksheet: &mut WorksheetState) -> String {
    let effects = act(worksheet, WorksheetAction::Try(GuardedAction::Save));
    match effects.into_iter().next() {
        Some(Effect::Save { name, text, .. }) => {
            assert_eq!(name, "bevis.json");
            text
        }
        other => panic!("{other:?}"),
    }
}

fn open(worksheet: &mut WorksheetState, file: &str) {
    let file = serde_json::from_str(file).unwrap_or_default();
    act(worksheet, WorksheetAction::FileOpened(Rc::new(file)));
}

fn words(worksheet: &WorksheetState) -> String {
    let status = worksheet.status.as_ref();
    status.map(WorksheetStatus::words).unwrap_or_default()
}

fn is_refusal(worksheet: &WorksheetState) -> bool {
    worksheet
        .status
        .as_ref()
        .is_some_and(WorksheetStatus::is_refusal)
}

fn texts(worksheet: &WorksheetState) -> Vec<&str> {
    worksheet
        .fields
        .iter()
        .map(|field| field.text.as_str())
        .collect()
}

fn problems(worksheet: &WorksheetState) -> Vec<Option<Problem>> {
    worksheet.fields.iter().map(|field| field.problem).collect()
}

#[test]
fn a_sentence_has_numbers_once_all_are_given_and_none_of_ours_before() {
    let mut worksheet = worksheet();
    assert_eq!(worksheet.say("I alt {dobbelt}.").unwrap(), "I alt –.");
    write(&mut worksheet, 1, "20");
    assert_eq!(worksheet.say("I alt {dobbelt}.").unwrap(), "I alt 40.");
    for not_usable in ["", " ", "mange", "38"] {
        write(&mut worksheet, 1, not_usable);
        assert_eq!(worksheet.say("I alt {dobbelt}.").unwrap(), "I alt –.");
    }
}

#[test]
fn what_cannot_be_read_as_a_number_is_complained_of_and_an_empty_field_is_not() {
    let mut worksheet = worksheet();
    assert_eq!(problems(&worksheet), [None; 3]);
    write(&mut worksheet, 0, "mange");
    write(&mut worksheet, 1, "38");
    write(&mut worksheet, 2, "mange");
    let (limits, no_number) = (Problem::OutOfRange, Problem::NotANumber);
    assert_eq!(problems(&worksheet), [None, Some(limits), Some(no_number)]);
    write(&mut worksheet, 1, "");
    write(&mut worksheet, 2, "41,5");
    assert_eq!(problems(&worksheet), [None; 3]);
}

#[test]
fn a_number_that_cannot_be_used_is_told_of_once_typing_rests() {
    let mut worksheet = worksheet();
    let shown = |worksheet: &WorksheetState| worksheet.fields[1].shown;
    for text in ["3", "38"] {
        let effects = act(&mut worksheet, WorksheetAction::Type(1, text.to_owned()));
        assert_eq!(effects.contains(&Effect::Rest), text == "38");
        assert_eq!(shown(&worksheet), None);
    }
    // A question that is asked meanwhile stays.
    act(&mut worksheet, WorksheetAction::Try(GuardedAction::Leave));
    act(&mut worksheet, WorksheetAction::Rest);
    assert!(worksheet.asking);
    assert_eq!(shown(&worksheet), Some(Problem::OutOfRange));
    write(&mut worksheet, 1, "37");
    assert_eq!(shown(&worksheet), None);
}

#[test]
fn a_file_carries_the_words_that_must_stand_on_the_worksheet() {
    let mut worksheet = worksheet();
    write(&mut worksheet, 0, "Anna \"Ann\"\n\t\\");
    let file: serde_json::Value = serde_json::from_str(&saved(&mut worksheet)).unwrap();
    assert_eq!(file["virker"], "worksheet");
    assert_eq!(file["format"], 1);
    assert_eq!(file["worksheet"], "bevis");
    assert_eq!(file["notice"], "Ikke et officielt bevis");
    let fields = serde_json::json!({"navn": "Anna \"Ann\"\n\t\\"});
    assert_eq!(file["fields"], fields);
}

#[test]
fn it_is_unsaved_from_the_first_letter_until_it_stands_in_a_file() {
    let mut worksheet = worksheet();
    assert!(!worksheet.unsaved);
    write(&mut worksheet, 0, "A");
    assert!(worksheet.unsaved);
    write(&mut worksheet, 0, "");
    assert!(!worksheet.unsaved, "there is nothing to lose");
    write(&mut worksheet, 0, "A");
    saved(&mut worksheet);
    assert!(!worksheet.unsaved);
    write(&mut worksheet, 0, "An");
    assert!(worksheet.unsaved);
    write(&mut worksheet, 0, "A");
    assert!(!worksheet.unsaved, "that stands in the file");
}

#[test]
fn a_file_that_is_not_for_this_worksheet_changes_nothing_and_says_why() {
    let long = format!(
        r#"{{"virker":"worksheet","format":1,"worksheet":"bevis","fields":{{"navn":"{}"}}}}"#,
        "å".repeat(MAX_TEXT + 1)
    );
    let file = |head: &str| format!(r#"{{"virker":"worksheet",{head},"fields":{{}}}}"#);
    let refused = [
        (String::new(), "ikke et ark"),
        ("null".into(), "ikke et ark"),
        ("[]".into(), "ikke et ark"),
        (r#"{"virker":"worksheet","format":1}"#.into(), "ikke et ark"),
        (file(r#""format":0,"worksheet":"bevis""#), "ikke et ark"),
        (file(r#""format":1.5,"worksheet":"bevis""#), "ikke et ark"),
        (file(r#""format":2,"worksheet":"bevis""#), "nyere udgave"),
        (file(r#""format":1,"worksheet":"andet""#), "»andet«"),
        (
            file(r#""format":1,"worksheet":"bevis""#).replace("{}", r#"{"navn":[]}"#),
            "ikke et ark",
        ),
        (long, "længere"),
    ];
    let mut worksheet = worksheet();
    write(&mut worksheet, 0, "Anna");
    for (file, why) in refused {
        open(&mut worksheet, &file);
        assert!(
            is_refusal(&worksheet) && words(&worksheet).contains(why),
            "{}",
            words(&worksheet)
        );
        assert!(words(&worksheet).ends_with("Her er intet ændret."));
        assert_eq!(texts(&worksheet), ["Anna", "", ""]);
        assert!(worksheet.unsaved);
    }
}

#[test]
fn fields_that_the_worksheet_lacks_are_counted_and_left_out() {
    let mut worksheet = worksheet();
    write(&mut worksheet, 2, "41");
    open(
        &mut worksheet,
        r#"{"virker":"worksheet","format":1,"worksheet":"bevis","fields":{"navn":"Bo","hund":"x"}}"#,
    );
    assert_eq!(texts(&worksheet), ["Bo", "", ""]);
    assert!(
        words(&worksheet).contains("1 af dens felter"),
        "{}",
        words(&worksheet)
    );
    assert!(!is_refusal(&worksheet) && !worksheet.unsaved);
}

#[test]
fn only_what_would_cost_something_is_asked_about() {
    let mut worksheet = worksheet();
    let question = Effect::Focus(Focus::Question);
    for way in [
        GuardedAction::Leave,
        GuardedAction::Open,
        GuardedAction::Clear,
    ] {
        let effects = act(&mut worksheet, WorksheetAction::Try(way));
        assert!(!worksheet.asking && !effects.contains(&question), "{way:?}");
    }
    write(&mut worksheet, 0, "Anna");
    for way in [
        GuardedAction::Leave,
        GuardedAction::Open,
        GuardedAction::Clear,
    ] {
        assert_eq!(
            act(&mut worksheet, WorksheetAction::Try(way)),
            std::slice::from_ref(&question)
        );
        let stay = act(&mut worksheet, WorksheetAction::Cancel);
        assert_eq!(stay, [Effect::Focus(Focus::GuardedButton(way))]);
        assert!(!worksheet.asking && worksheet.unsaved);
    }
    act(&mut worksheet, WorksheetAction::Try(GuardedAction::Leave));
    let effects = act(&mut worksheet, WorksheetAction::Try(GuardedAction::Save));
    assert!(effects.contains(&Effect::Focus(Focus::GuardedButton(GuardedAction::Leave))));
    act(&mut worksheet, WorksheetAction::Try(GuardedAction::Leave));
    assert!(!worksheet.asking, "it was saved");
    act(&mut worksheet, WorksheetAction::Try(GuardedAction::Clear));
    act(&mut worksheet, WorksheetAction::Confirm);
    assert_eq!(texts(&worksheet), ["", "", ""]);
}

proptest! {
    #[test]
    fn what_is_saved_is_opened_again(navn in ".{0,60}", timer in "\\PC{0,9}") {
        let mut before = worksheet();
        write(&mut before, 0, &navn);
        write(&mut before, 1, &timer);
        let file = saved(&mut before);
        let mut after = worksheet();
        open(&mut after, &file);
        prop_assert_eq!(texts(&after), texts(&before));
        prop_assert_eq!(after.say("{dobbelt}"), before.say("{dobbelt}"));
    }
}
