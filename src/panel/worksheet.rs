//! A worksheet in use: what stands in its fields, what the calculator says to
//! it, and the file that it is saved in and opened from.
//!
//! What a citizen writes here is nobody else's: it stands in this struct and in
//! the file that they save, and goes nowhere from either.

use std::rc::Rc;

use super::state::{Effect, Focus};
use crate::calculator::{CompiledCalculator, Problem, Results, entered, fill};
use crate::catalogue::{Catalogue, FieldSize, Input, Json, Worksheet};
use crate::danish::parse_number;
use crate::number::Decimal;

/// The only form of file that this version reads.
const FORMAT: i64 = 1;

/// A field holds no longer text than this, so that what can be written can be
/// saved and opened again.
pub(super) const LONGEST: usize = 5000;

/// The ways to what may cost somebody their text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GuardedAction {
    /// Back to where the worksheet was opened from.
    #[default]
    Leave,
    /// Opening a file in place of what stands here.
    Open,
    /// Saving it as a file.
    Save,
    /// Taking everything back.
    Clear,
}

impl GuardedAction {
    /// What its buttons are known by in the document.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Leave => "leave",
            Self::Open => "open",
            Self::Save => "save",
            Self::Clear => "clear",
        }
    }
}

/// What a user does to a worksheet.
#[derive(Clone, Debug, PartialEq)]
pub enum WorksheetAction {
    /// Types in the field in this place.
    Type(usize, String),
    /// Wants to go a way, which is asked about when something would be lost.
    Try(GuardedAction),
    /// Answers the question with yes.
    Confirm,
    /// Answers the question with no.
    Cancel,
    /// Chose this file, or one that is no JSON (`Null`).
    FileOpened(Rc<Json>),
}

/// Why a file is not opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileError {
    /// It is no file of ours, or is too large to be one.
    Foreign,
    /// A newer version than this one saved it.
    Newer,
    /// It belongs to another worksheet, with this title.
    Another(String),
    /// A text in it is longer than a field may hold.
    TooLong,
}

/// A field in use.
#[derive(Clone, Debug)]
pub struct FieldState {
    /// Its id in files.
    id: String,
    /// Whether it wants a number.
    is_number: bool,
    /// The place of the calculator's input that it sets.
    input: Option<usize>,
    /// What stands in it.
    pub text: String,
    /// What stands in the file that was last saved or opened.
    kept: String,
    /// The number for the calculator, when it isn't the published one.
    own: Option<Decimal>,
    /// Why the text cannot be used; one that is empty is only not filled in yet.
    pub problem: Option<Problem>,
}

/// A worksheet in use.
#[derive(Clone, Debug)]
pub struct WorksheetState {
    /// The worksheet.
    pub definition: Worksheet,
    /// Its calculator, if it has one that works.
    compiled: Option<Rc<CompiledCalculator>>,
    /// The fields of all its sections, in order.
    pub fields: Vec<FieldState>,
    /// What the calculator says, once every number that it needs from here is given.
    pub results: Option<Results>,
    /// Whether something stands here and in no file.
    pub unsaved: bool,
    /// Which way was last tried.
    pub way: GuardedAction,
    /// Whether it is being asked about.
    pub asking: bool,
    /// What is told about it.
    pub told: String,
    /// Whether that is a refusal.
    pub refused: bool,
}

impl WorksheetState {
    /// An empty worksheet.
    #[must_use]
    pub fn new(worksheet: Worksheet, compiled: Option<Rc<CompiledCalculator>>) -> Self {
        let inputs = compiled
            .as_ref()
            .map(|compiled| compiled.definition.inputs.as_slice());
        let inputs = inputs.unwrap_or_default();
        let mut fields = Vec::new();
        for section in &worksheet.sections {
            for field in &section.fields {
                let sets = |input: &Input| Some(&input.id) == field.input.as_ref() && !input.fixed;
                fields.push(FieldState {
                    id: field.id.clone(),
                    is_number: field.size == FieldSize::Number,
                    input: inputs.iter().position(sets),
                    text: String::new(),
                    kept: String::new(),
                    own: None,
                    problem: None,
                });
            }
        }
        let mut worksheet = Self {
            definition: worksheet,
            compiled,
            fields,
            results: None,
            unsaved: false,
            way: GuardedAction::default(),
            asking: false,
            told: String::new(),
            refused: false,
        };
        worksheet.weigh();
        worksheet
    }

    /// The calculator's input that a field sets.
    #[must_use]
    pub fn input(&self, blank: &FieldState) -> Option<&Input> {
        input_of(&self.compiled, blank)
    }

    /// A sentence with the calculator's numbers. While one of the user's own is
    /// missing they are all `–`: an example of ours must not pass for theirs.
    #[must_use]
    pub fn say(&self, sentence: &str) -> Option<String> {
        let nothing = Results {
            estimates: Vec::new(),
            meeting: None,
            swings: Vec::new(),
        };
        let results = self.results.as_ref().unwrap_or(&nothing);
        Some(fill(sentence, self.compiled.as_ref()?, results))
    }

    /// Does what the user did, and tells what must be done in the world.
    pub fn touch(&mut self, touch: WorksheetAction, catalogue: &Catalogue) -> Vec<Effect> {
        let asked = std::mem::take(&mut self.asking);
        self.told.clear();
        self.refused = false;
        match touch {
            WorksheetAction::Type(place, text) => {
                self.write(place, text);
                vec![]
            }
            WorksheetAction::Try(GuardedAction::Save) => {
                let text = self.file();
                let name = format!("{}.json", self.definition.id);
                self.told = format!("Gemt som {name}. Se blandt de filer, du har hentet.");
                self.keep();
                let save = Effect::Save {
                    name,
                    kind: "application/json",
                    text,
                };
                let mut effects = vec![save];
                match asked {
                    true => effects.push(self.back_to_the_way()),
                    false => self.way = GuardedAction::Save,
                }
                effects
            }
            WorksheetAction::Try(way) => {
                self.way = way;
                self.asking = match way {
                    GuardedAction::Clear => self.fields.iter().any(FieldState::is_filled),
                    _ => self.unsaved,
                };
                match self.asking {
                    true => vec![Effect::Focus(Focus::Question)],
                    false => self.go(),
                }
            }
            WorksheetAction::Confirm => self.go(),
            WorksheetAction::Cancel => vec![self.back_to_the_way()],
            WorksheetAction::FileOpened(file) => {
                self.told = match self.open(&file, catalogue) {
                    Ok(0) => "Filen er åbnet.".to_owned(),
                    Ok(strange) => format!(
                        "Filen er åbnet, men {strange} af dens felter findes ikke på arket. De er ikke kommet med."
                    ),
                    Err(refused) => {
                        self.refused = true;
                        refused.in_words()
                    }
                };
                vec![]
            }
        }
    }

    fn go(&mut self) -> Vec<Effect> {
        let mut effects = Vec::new();
        match self.way {
            // Where 'back' leads, only the panel knows.
            GuardedAction::Leave | GuardedAction::Save => return effects,
            GuardedAction::Open => effects.push(Effect::OpenFile),
            GuardedAction::Clear => {
                self.fill_in(&Json::Null);
                self.told = "Arket er tomt.".to_owned();
            }
        }
        effects.push(self.back_to_the_way());
        effects
    }

    /// What was answered is gone, so the focus goes to what led to the question.
    fn back_to_the_way(&self) -> Effect {
        Effect::Focus(Focus::GuardedButton(self.way))
    }

    fn write(&mut self, place: usize, text: String) {
        let Some(blank) = self.fields.get_mut(place) else {
            return;
        };
        blank.text = text;
        let read = match input_of(&self.compiled, blank) {
            _ if !blank.is_filled() => Ok(None),
            Some(input) => entered(input, &blank.text),
            None if blank.is_number => match parse_number(&blank.text) {
                Ok(_) => Ok(None),
                Err(_) => Err(Problem::NotANumber),
            },
            None => Ok(None),
        };
        blank.problem = read.err();
        blank.own = read.unwrap_or_default();
        self.weigh();
    }

    /// Writes in every field what a file holds for it, or nothing.
    fn fill_in(&mut self, texts: &Json) {
        for place in 0..self.fields.len() {
            let text = self
                .fields
                .get(place)
                .and_then(|blank| texts.get(&blank.id));
            self.write(
                place,
                match text {
                    Some(Json::Text(text)) => text.clone(),
                    _ => String::new(),
                },
            );
        }
    }

    fn weigh(&mut self) {
        let fields = &self.fields;
        self.unsaved = fields.iter().any(|blank| blank.text != blank.kept)
            && fields.iter().any(FieldState::is_filled);
        self.results = self.reckon();
    }

    fn reckon(&self) -> Option<Results> {
        let compiled = self.compiled.as_ref()?;
        let mut own = Vec::new();
        for _ in &compiled.definition.inputs {
            own.push(None);
        }
        for blank in &self.fields {
            if let Some(number) = blank.input.and_then(|input| own.get_mut(input)) {
                if !blank.is_filled() || blank.problem.is_some() {
                    return None;
                }
                *number = blank.own;
            }
        }
        compiled.compute(&own).ok()
    }

    /// What is saved: the fields that somebody wrote in, and the words that must
    /// stand on the worksheet wherever it goes.
    fn file(&self) -> String {
        let definition = &self.definition;
        let mut file = String::from("{\n\"virker\": \"worksheet\",\n\"format\": 1");
        let notice = definition.notice.as_deref();
        add("worksheet", &definition.id, &mut file);
        add("title", &definition.title, &mut file);
        add("notice", notice.unwrap_or_default(), &mut file);
        let mut fields = String::new();
        for blank in &self.fields {
            add(&blank.id, &blank.text, &mut fields);
        }
        file.push_str(",\n\"fields\": {");
        // The first has no comma before it.
        file.push_str(fields.strip_prefix(',').unwrap_or_default());
        file.push_str("\n}\n}\n");
        file
    }

    /// Puts a file's texts in place of what stands here, and counts those that
    /// have no field; a file that is refused changes nothing.
    fn open(&mut self, file: &Json, catalogue: &Catalogue) -> Result<usize, FileError> {
        let text = |name: &str| match file.get(name) {
            Some(Json::Text(text)) => Some(text.as_str()),
            _ => None,
        };
        let (Some("worksheet"), Some(id)) = (text("virker"), text("worksheet")) else {
            return Err(FileError::Foreign);
        };
        match file.get("format").and_then(Json::whole) {
            Some(FORMAT) => {}
            Some(newer) if newer > FORMAT => return Err(FileError::Newer),
            _ => return Err(FileError::Foreign),
        }
        if *id != *self.definition.id {
            let another = catalogue.worksheet(id).map(|another| another.title);
            return Err(FileError::Another(another.unwrap_or_else(|| id.to_owned())));
        }
        let Some(texts @ Json::Object(fields)) = file.get("fields") else {
            return Err(FileError::Foreign);
        };
        let mut strange = 0;
        for (id, text) in fields {
            match text {
                Json::Text(text) if text.chars().count() <= LONGEST => {}
                Json::Text(_) => return Err(FileError::TooLong),
                _ => return Err(FileError::Foreign),
            }
            if self.fields.iter().all(|blank| blank.id != *id) {
                strange += 1;
            }
        }
        self.fill_in(texts);
        self.keep();
        Ok(strange)
    }

    fn keep(&mut self) {
        for blank in &mut self.fields {
            blank.kept.clone_from(&blank.text);
        }
        self.weigh();
    }
}

fn input_of<'a>(
    compiled: &'a Option<Rc<CompiledCalculator>>,
    blank: &FieldState,
) -> Option<&'a Input> {
    compiled.as_ref()?.definition.inputs.get(blank.input?)
}

impl FieldState {
    fn is_filled(&self) -> bool {
        !self.text.trim().is_empty()
    }
}

impl FileError {
    fn in_words(&self) -> String {
        let why = match self {
            Self::Foreign => "Filen er ikke et ark, der er gemt herfra.",
            Self::Newer => "Filen er gemt med en nyere udgave, end siden her kan læse.",
            Self::Another(title) => {
                return format!("Filen hører til »{title}«. Åbn den der. Her er intet ændret.");
            }
            Self::TooLong => "En tekst i filen er længere, end der er plads til.",
        };
        format!("{why} Her er intet ændret.")
    }
}

/// Adds a name with its text to an object in JSON, after a comma. One that is
/// empty is left out.
fn add(name: &str, text: &str, to: &mut String) {
    if !text.is_empty() {
        to.push_str(",\n");
        quote(name, to);
        to.push_str(": ");
        quote(text, to);
    }
}

/// Writes a text as JSON does.
fn quote(text: &str, to: &mut String) {
    to.push('"');
    for sign in text.chars() {
        match sign {
            '"' | '\\' => {
                to.push('\\');
                to.push(sign);
            }
            '\n' => to.push_str("\\n"),
            '\0'..='\u{1f}' => {
                to.push_str("\\u00");
                for half in [sign as u32 >> 4, sign as u32 & 15] {
                    to.extend(char::from_digit(half, 16));
                }
            }
            _ => to.push(sign),
        }
    }
    to.push('"');
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
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

    fn touch(worksheet: &mut WorksheetState, touch: WorksheetAction) -> Vec<Effect> {
        worksheet.touch(touch, &Catalogue::default())
    }

    fn write(worksheet: &mut WorksheetState, place: usize, text: &str) {
        touch(worksheet, WorksheetAction::Type(place, text.into()));
    }

    fn saved(worksheet: &mut WorksheetState) -> String {
        let effects = touch(worksheet, WorksheetAction::Try(GuardedAction::Save));
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
        touch(worksheet, WorksheetAction::FileOpened(Rc::new(file)));
    }

    fn texts(worksheet: &WorksheetState) -> Vec<&str> {
        worksheet
            .fields
            .iter()
            .map(|blank| blank.text.as_str())
            .collect()
    }

    fn problems(worksheet: &WorksheetState) -> Vec<Option<Problem>> {
        worksheet.fields.iter().map(|blank| blank.problem).collect()
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
            "å".repeat(LONGEST + 1)
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
                worksheet.refused && worksheet.told.contains(why),
                "{}",
                worksheet.told
            );
            assert!(worksheet.told.ends_with("Her er intet ændret."));
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
            worksheet.told.contains("1 af dens felter"),
            "{}",
            worksheet.told
        );
        assert!(!worksheet.refused && !worksheet.unsaved);
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
            let effects = touch(&mut worksheet, WorksheetAction::Try(way));
            assert!(!worksheet.asking && !effects.contains(&question), "{way:?}");
        }
        write(&mut worksheet, 0, "Anna");
        for way in [
            GuardedAction::Leave,
            GuardedAction::Open,
            GuardedAction::Clear,
        ] {
            assert_eq!(
                touch(&mut worksheet, WorksheetAction::Try(way)),
                std::slice::from_ref(&question)
            );
            let stay = touch(&mut worksheet, WorksheetAction::Cancel);
            assert_eq!(stay, [Effect::Focus(Focus::GuardedButton(way))]);
            assert!(!worksheet.asking && worksheet.unsaved);
        }
        touch(&mut worksheet, WorksheetAction::Try(GuardedAction::Leave));
        let effects = touch(&mut worksheet, WorksheetAction::Try(GuardedAction::Save));
        assert!(effects.contains(&Effect::Focus(Focus::GuardedButton(GuardedAction::Leave))));
        touch(&mut worksheet, WorksheetAction::Try(GuardedAction::Leave));
        assert!(!worksheet.asking, "it was saved");
        touch(&mut worksheet, WorksheetAction::Try(GuardedAction::Clear));
        touch(&mut worksheet, WorksheetAction::Confirm);
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
}
