//! The state of a calculator: the texts in its fields, and what it computes from them.

use std::rc::Rc;

use crate::calculator::{CompiledCalculator, Figures, Problem, Results, entered, fill, written};
use crate::catalogue::Answer;
use crate::danish::end_sentence;
use crate::number::Decimal;

/// The state of an input's field.
#[derive(Clone, Debug, PartialEq)]
pub struct InputState {
    /// The text in it, whether or not it can be used.
    pub text: String,
    /// The user's own number, when it isn't the published one.
    pub own: Option<Decimal>,
    /// Why the text cannot be used. The last valid number then still counts.
    pub problem: Option<Problem>,
    /// The problem that is shown: not while the text is being typed, but once typing rests or the field is left.
    pub shown: Option<Problem>,
}

/// What a user does to a calculator. The `usize` is the index of the input.
#[derive(Clone, Debug, PartialEq)]
pub enum CalculatorAction {
    /// Types in a field.
    Type(usize, String),
    /// Leaves a field: a valid number is then written as Danes write it.
    Leave(usize),
    /// Has not typed for a while.
    Rest,
    /// Presses + (`true`) or −.
    Step(usize, bool),
    /// Chooses one of the suggested values.
    Choose(usize, Decimal),
    /// Resets one input.
    Reset(usize),
    /// Resets all inputs.
    ResetAll,
    /// Unfolds (`true`) or folds a table.
    Unfold(Table, bool),
}

/// A table of numbers. It is only drawn while it is unfolded, so that a press of + does not write numbers that nobody
/// sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    /// The numbers behind the curve.
    Curve,
    /// All inputs, and all that was computed from them.
    Numbers,
}

/// The state of a calculator.
#[derive(Clone, Debug, PartialEq)]
pub struct CalculatorState {
    /// The calculator as it was published, compiled.
    pub compiled: Rc<CompiledCalculator>,
    /// The state of the fields, one for each input.
    pub fields: Vec<InputState>,
    /// What the last valid numbers give.
    pub results: Rc<Results>,
    /// The answer that changed last, as screen readers are told it once typing rests.
    pub told: String,
    /// The results that were told, or that it opened with.
    told_results: Rc<Results>,
    /// Whether the curve's table is unfolded.
    pub curve_unfolded: bool,
    /// Whether the table of all numbers is.
    pub numbers_unfolded: bool,
}

impl CalculatorState {
    /// A calculator with its published numbers. `None` when they give no result, which [`CompiledCalculator::new`] has
    /// ruled out.
    #[must_use]
    pub fn new(compiled: Rc<CompiledCalculator>) -> Option<Self> {
        let results = Rc::new(compiled.compute(&[]).ok()?);
        let fields = published(&compiled);
        Some(Self {
            compiled,
            fields,
            told: String::new(),
            told_results: Rc::clone(&results),
            results,
            curve_unfolded: false,
            numbers_unfolded: false,
        })
    }

    /// Whether any number was changed.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.fields
            .iter()
            .any(|field| field.own.is_some() || field.problem.is_some())
    }

    /// An input's number: the user's own, or else the published one.
    #[must_use]
    pub fn number(&self, index: usize) -> Option<Decimal> {
        let input = self.compiled.definition.inputs.get(index)?;
        Some(self.fields.get(index)?.own.unwrap_or(input.likely))
    }

    /// The user's own numbers, in the order of the inputs.
    #[must_use]
    pub fn own(&self) -> Vec<Option<Decimal>> {
        let mut own = Vec::new();
        for field in &self.fields {
            own.push(field.own);
        }
        own
    }

    /// A sentence with this calculator's numbers filled in.
    #[must_use]
    pub fn say(&self, sentence: &str) -> String {
        fill(sentence, &self.compiled, &self.results)
    }

    /// The number with this id, and how it is written.
    #[must_use]
    pub fn figures(&self, id: &str) -> Option<Figures<'_>> {
        self.compiled.figures(&self.results, id)
    }

    /// An answer, as a number and a sentence.
    #[must_use]
    pub fn answer(&self, answer: &Answer, results: &Results) -> Option<String> {
        let figures = self.compiled.figures(results, &answer.value)?;
        let mut words = figures.with_unit(figures.estimate.likely);
        end_sentence(&mut words);
        words.push(' ');
        words.push_str(&fill(&answer.text, &self.compiled, results));
        Some(words)
    }

    /// Tells the first answer that has changed.
    fn tell(&mut self) {
        let calculator = &self.compiled.definition;
        for answer in std::iter::once(&calculator.answer).chain(&calculator.further) {
            let now = self.answer(answer, &self.results);
            if now != self.answer(answer, &self.told_results) {
                self.told = now.unwrap_or_default();
                break;
            }
        }
        self.told_results = Rc::clone(&self.results);
    }

    /// Applies what the user did.
    pub fn update(&mut self, action: CalculatorAction) {
        match action {
            CalculatorAction::Type(index, text) => self.typed(index, text),
            CalculatorAction::Leave(index) => {
                let number = self.number(index);
                if let (Some(number), Some(input), Some(field)) = (
                    number,
                    self.compiled.definition.inputs.get(index),
                    self.fields.get_mut(index),
                ) {
                    field.shown = field.problem;
                    if field.problem.is_none() {
                        field.text = written(input, number);
                    }
                }
            }
            CalculatorAction::Rest => {
                for field in &mut self.fields {
                    field.shown = field.problem;
                }
                self.tell();
            }
            CalculatorAction::Step(index, up) => {
                let number = self.number(index);
                let Some((number, input)) = number.zip(self.compiled.definition.inputs.get(index))
                else {
                    return;
                };
                let moved = if up {
                    number.add(input.step)
                } else {
                    number.subtract(input.step)
                };
                if let Some(moved) = moved {
                    let moved = moved.clamp(input.min, input.max);
                    self.set(index, moved);
                }
            }
            CalculatorAction::Choose(index, number) => self.set(index, number),
            CalculatorAction::Reset(index) => {
                if let Some(input) = self.compiled.definition.inputs.get(index) {
                    let likely = input.likely;
                    self.set(index, likely);
                }
            }
            CalculatorAction::ResetAll => {
                self.fields = published(&self.compiled);
                self.recompute();
            }
            CalculatorAction::Unfold(Table::Curve, on) => self.curve_unfolded = on,
            CalculatorAction::Unfold(Table::Numbers, on) => self.numbers_unfolded = on,
        }
    }

    fn set(&mut self, index: usize, number: Decimal) {
        let compiled = Rc::clone(&self.compiled);
        let Some(input) = compiled.definition.inputs.get(index) else {
            return;
        };
        self.typed(index, written(input, number));
    }

    fn typed(&mut self, index: usize, text: String) {
        let compiled = Rc::clone(&self.compiled);
        let Some(input) = compiled.definition.inputs.get(index) else {
            return;
        };
        let read = entered(input, &text);
        let Some(field) = self.fields.get_mut(index) else {
            return;
        };
        field.text = text;
        let before = field.own;
        match read {
            Err(problem) => field.problem = Some(problem),
            Ok(own) => {
                field.problem = None;
                field.own = own;
                if !self.recompute()
                    && let Some(field) = self.fields.get_mut(index)
                {
                    field.own = before;
                    field.problem = Some(Problem::Uncomputable);
                }
            }
        }
        if let Some(field) = self.fields.get_mut(index)
            && field.problem.is_none()
        {
            field.shown = None;
        }
    }

    /// Computes the results and returns whether that worked; if not, the last ones stay.
    fn recompute(&mut self) -> bool {
        match self.compiled.compute(&self.own()) {
            Ok(results) => {
                self.results = Rc::new(results);
                true
            }
            Err(_) => false,
        }
    }
}

/// The fields with the published numbers.
fn published(compiled: &CompiledCalculator) -> Vec<InputState> {
    let mut fields = Vec::new();
    for input in &compiled.definition.inputs {
        fields.push(InputState {
            text: written(input, input.likely),
            own: None,
            problem: None,
            shown: None,
        });
    }
    fields
}
