//! The state of a worksheet: the texts in its fields, and what its calculator computes from them.
//!
//! What a citizen writes is private: it exists in this struct and in the file that they save, and nowhere else.

mod action;
mod file;
mod status;

use std::rc::Rc;

use self::file::FileError;
use super::{Effect, Focus};
use crate::calculator::{CompiledCalculator, Problem, Results, entered, fill};
use crate::catalogue::{Catalogue, FieldSize, Input, Json, Worksheet};
use crate::danish::parse_amount;
use crate::number::Decimal;

pub use self::action::{GuardedAction, WorksheetAction};
pub(super) use self::file::MAX_TEXT;
pub use self::status::WorksheetStatus;

/// The state of a field.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldState {
    /// The field's id, which is also its key in files.
    id: String,
    /// Whether it is for a number.
    is_number: bool,
    /// The index of the calculator's input that it sets.
    input: Option<usize>,
    /// The text in it.
    pub text: String,
    /// The text in the file that was last saved or opened.
    saved: String,
    /// The user's number for the calculator, when it is not the published one.
    own: Option<Decimal>,
    /// Why the text cannot be used. An empty text is no problem: it is not filled in yet.
    pub problem: Option<Problem>,
    /// The problem that is shown: not while the text is being typed, but once typing rests.
    pub shown: Option<Problem>,
}

/// The state of a worksheet.
#[derive(Clone, Debug)]
pub struct WorksheetState {
    /// The worksheet as it was published.
    pub definition: Rc<Worksheet>,
    /// Its calculator, if it has one that works.
    pub compiled: Option<Rc<CompiledCalculator>>,
    /// The fields of all its sections, in order.
    pub fields: Vec<FieldState>,
    /// What the calculator computes, once all numbers that it needs are filled in.
    pub results: Option<Results>,
    /// Whether there is text that is in no file.
    pub unsaved: bool,
    /// The action that was last started.
    pub action: GuardedAction,
    /// Whether the user is being asked about it.
    pub asking: bool,
    /// How it ended, when there is something to say about that.
    pub status: Option<WorksheetStatus>,
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
                    saved: String::new(),
                    own: None,
                    problem: None,
                    shown: None,
                });
            }
        }
        let mut worksheet = Self {
            definition: Rc::new(worksheet),
            compiled,
            fields,
            results: None,
            unsaved: false,
            action: GuardedAction::default(),
            asking: false,
            status: None,
        };
        worksheet.recompute();
        worksheet
    }

    /// A sentence with the calculator's numbers. While one of the user's own is missing, they are all `–`: an example
    /// of ours must not pass for theirs.
    #[must_use]
    pub fn say(&self, sentence: &str) -> Option<String> {
        let nothing = Results {
            estimates: Vec::new(),
            break_even: None,
            swings: Vec::new(),
        };
        let results = self.results.as_ref().unwrap_or(&nothing);
        Some(fill(sentence, self.compiled.as_ref()?, results))
    }

    /// Applies what the user did, and returns its effects.
    pub fn update(&mut self, action: WorksheetAction, catalogue: &Catalogue) -> Vec<Effect> {
        let rests = action == WorksheetAction::Rest;
        let asked = !rests && std::mem::take(&mut self.asking);
        if !rests {
            self.status = None;
        }
        match action {
            WorksheetAction::Type(index, text) => {
                self.write(index, text);
                let field = self.fields.get(index);
                let waits = field.is_some_and(|field| field.problem != field.shown);
                waits.then_some(Effect::Rest).into_iter().collect()
            }
            WorksheetAction::Rest => {
                for field in &mut self.fields {
                    field.shown = field.problem;
                }
                vec![]
            }
            WorksheetAction::Try(GuardedAction::Save) => {
                let fields = self.fields.iter();
                let texts = fields.map(|field| (field.id.as_str(), field.text.as_str()));
                let text = file::write(&self.definition, texts);
                let name = format!("{}.json", self.definition.id);
                self.status = Some(WorksheetStatus::Saved { name: name.clone() });
                self.mark_saved();
                let save = Effect::Save {
                    name,
                    kind: "application/json",
                    text,
                };
                let mut effects = vec![save];
                match asked {
                    true => effects.push(self.focus_button()),
                    false => self.action = GuardedAction::Save,
                }
                effects
            }
            WorksheetAction::Try(action) => {
                self.action = action;
                self.asking = match action {
                    GuardedAction::Clear => self.fields.iter().any(FieldState::is_filled),
                    _ => self.unsaved,
                };
                match self.asking {
                    true => vec![Effect::Focus(Focus::Question)],
                    false => self.perform(),
                }
            }
            WorksheetAction::Confirm => self.perform(),
            WorksheetAction::Cancel => vec![self.focus_button()],
            WorksheetAction::FileOpened(file) => {
                self.status = Some(match self.open(&file, catalogue) {
                    Ok(unknown) => WorksheetStatus::Opened { unknown },
                    Err(error) => WorksheetStatus::Refused(error),
                });
                vec![]
            }
        }
    }

    fn perform(&mut self) -> Vec<Effect> {
        let mut effects = Vec::new();
        match self.action {
            // Only the panel knows where 'back' leads.
            GuardedAction::Leave | GuardedAction::Save => return effects,
            GuardedAction::Open => effects.push(Effect::OpenFile),
            GuardedAction::Clear => {
                self.fill_in(&Json::Null);
                self.status = Some(WorksheetStatus::Cleared);
            }
        }
        effects.push(self.focus_button());
        effects
    }

    /// The answered question disappears, so the focus goes back to the button that led to it.
    fn focus_button(&self) -> Effect {
        Effect::Focus(Focus::GuardedButton(self.action))
    }

    fn write(&mut self, index: usize, text: String) {
        let Some(field) = self.fields.get_mut(index) else {
            return;
        };
        field.text = text;
        let read = match field.input(self.compiled.as_deref()) {
            _ if !field.is_filled() => Ok(None),
            Some(input) => entered(input, &field.text),
            None if field.is_number => match parse_amount(&field.text) {
                Ok(_) => Ok(None),
                Err(_) => Err(Problem::NotANumber),
            },
            None => Ok(None),
        };
        field.problem = read.err();
        if field.problem.is_none() {
            field.shown = None;
        }
        field.own = read.unwrap_or_default();
        self.recompute();
    }

    /// Writes a file's text in each field, or none where the file has none.
    fn fill_in(&mut self, texts: &Json) {
        for index in 0..self.fields.len() {
            let text = self
                .fields
                .get(index)
                .and_then(|field| texts.get(&field.id));
            self.write(
                index,
                match text {
                    Some(Json::Text(text)) => text.clone(),
                    _ => String::new(),
                },
            );
        }
    }

    fn recompute(&mut self) {
        let fields = &self.fields;
        self.unsaved = fields.iter().any(|field| field.text != field.saved)
            && fields.iter().any(FieldState::is_filled);
        self.results = self.compute();
    }

    fn compute(&self) -> Option<Results> {
        let compiled = self.compiled.as_ref()?;
        let mut own = Vec::new();
        for _ in &compiled.definition.inputs {
            own.push(None);
        }
        for field in &self.fields {
            if let Some(number) = field.input.and_then(|input| own.get_mut(input)) {
                if !field.is_filled() || field.problem.is_some() {
                    return None;
                }
                *number = field.own;
            }
        }
        compiled.compute(&own).ok()
    }

    /// Replaces the texts by a file's, and returns how many of the file's texts have no field here. A file that is
    /// refused changes nothing.
    fn open(&mut self, file: &Json, catalogue: &Catalogue) -> Result<usize, FileError> {
        let texts = file::read(file, &self.definition.id, catalogue)?;
        let is_unknown = |id: &String| self.fields.iter().all(|field| field.id != *id);
        let unknown = match texts {
            Json::Object(texts) => texts.iter().filter(|(id, _)| is_unknown(id)).count(),
            _ => 0,
        };
        self.fill_in(texts);
        self.mark_saved();
        Ok(unknown)
    }

    fn mark_saved(&mut self) {
        for field in &mut self.fields {
            field.saved.clone_from(&field.text);
        }
        self.recompute();
    }
}

impl FieldState {
    /// The calculator's input that the field sets.
    #[must_use]
    pub fn input<'a>(&self, calculator: Option<&'a CompiledCalculator>) -> Option<&'a Input> {
        calculator?.definition.inputs.get(self.input?)
    }

    fn is_filled(&self) -> bool {
        !self.text.trim().is_empty()
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
