//! A calculator in use: what stands in its fields, and what that gives.

use std::rc::Rc;

use crate::calculator::{CompiledCalculator, Figures, Problem, Results, entered, fill};
use crate::danish::print_number;
use crate::number::Decimal;

/// One field of a calculator.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// What stands in it, whether or not it can be used.
    pub text: String,
    /// The user's own number, when it isn't the published one.
    pub own: Option<Decimal>,
    /// Why the text cannot be used; the last good number then still counts.
    pub problem: Option<Problem>,
}

/// What a user does to a calculator. The place is the input's.
#[derive(Clone, Debug, PartialEq)]
pub enum CalculatorAction {
    /// Types in a field.
    Type(usize, String),
    /// Leaves a field: what can be used is written out neatly.
    Leave(usize),
    /// Presses + (`true`) or −.
    Step(usize, bool),
    /// Takes a ready-made value.
    Choose(usize, Decimal),
    /// Takes back one change.
    Reset(usize),
    /// Takes back all changes.
    ResetAll,
    /// Unfolds (`true`) or folds a table.
    Unfold(Table, bool),
}

/// A table of numbers. It is only drawn while it is unfolded: a press of +
/// would else write numbers that nobody sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    /// The numbers behind the curve.
    Curve,
    /// All inputs, and all that was computed from them.
    Numbers,
}

/// A calculator in use.
#[derive(Clone, Debug, PartialEq)]
pub struct CalculatorState {
    /// The calculator.
    pub compiled: Rc<CompiledCalculator>,
    /// Its fields, one for each input.
    pub fields: Vec<Field>,
    /// What the last good numbers give.
    pub results: Rc<Results>,
    /// Whether the curve's table is unfolded.
    pub curve_unfolded: bool,
    /// Whether the table of all numbers is.
    pub numbers_unfolded: bool,
}

impl CalculatorState {
    /// A calculator with its published numbers; `None` when they give no
    /// result, which [`CompiledCalculator::new`] has ruled out.
    #[must_use]
    pub fn new(compiled: Rc<CompiledCalculator>) -> Option<Self> {
        let results = Rc::new(compiled.compute(&[]).ok()?);
        let fields = untouched(&compiled);
        Some(Self {
            compiled,
            fields,
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

    /// The number that counts for an input.
    #[must_use]
    pub fn number(&self, place: usize) -> Option<Decimal> {
        let input = self.compiled.definition.inputs.get(place)?;
        Some(self.fields.get(place)?.own.unwrap_or(input.likely))
    }

    /// The user's own numbers, by input in order.
    #[must_use]
    pub fn own(&self) -> Vec<Option<Decimal>> {
        let mut own = Vec::new();
        for field in &self.fields {
            own.push(field.own);
        }
        own
    }

    /// A sentence with this calculator's numbers in its gaps.
    #[must_use]
    pub fn say(&self, sentence: &str) -> String {
        fill(sentence, &self.compiled, &self.results)
    }

    /// The numbers of a name with how they are shown.
    #[must_use]
    pub fn figures(&self, id: &str) -> Option<Figures<'_>> {
        self.compiled.figures(&self.results, id)
    }

    /// Does what the user did.
    pub fn touch(&mut self, touch: CalculatorAction) {
        match touch {
            CalculatorAction::Type(place, text) => self.typed(place, text),
            CalculatorAction::Leave(place) => {
                let number = self.number(place);
                if let (Some(number), Some(input), Some(field)) = (
                    number,
                    self.compiled.definition.inputs.get(place),
                    self.fields.get_mut(place),
                ) && field.problem.is_none()
                    && number.round(u32::from(input.decimals)) == number
                {
                    field.text = print_number(number, input.decimals);
                }
            }
            CalculatorAction::Step(place, up) => {
                let number = self.number(place);
                let Some((number, input)) = number.zip(self.compiled.definition.inputs.get(place))
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
                    self.set(place, moved);
                }
            }
            CalculatorAction::Choose(place, number) => self.set(place, number),
            CalculatorAction::Reset(place) => {
                if let Some(input) = self.compiled.definition.inputs.get(place) {
                    let likely = input.likely;
                    self.set(place, likely);
                }
            }
            CalculatorAction::ResetAll => {
                self.fields = untouched(&self.compiled);
                self.recompute();
            }
            CalculatorAction::Unfold(Table::Curve, on) => self.curve_unfolded = on,
            CalculatorAction::Unfold(Table::Numbers, on) => self.numbers_unfolded = on,
        }
    }

    fn set(&mut self, place: usize, number: Decimal) {
        let compiled = Rc::clone(&self.compiled);
        let Some(input) = compiled.definition.inputs.get(place) else {
            return;
        };
        let whole = number.round(u32::from(input.decimals)) == number;
        let text = print_number(number, if whole { input.decimals } else { 6 });
        self.typed(place, text);
    }

    fn typed(&mut self, place: usize, text: String) {
        let compiled = Rc::clone(&self.compiled);
        let Some(input) = compiled.definition.inputs.get(place) else {
            return;
        };
        let read = entered(input, &text);
        let Some(field) = self.fields.get_mut(place) else {
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
                    && let Some(field) = self.fields.get_mut(place)
                {
                    field.own = before;
                    field.problem = Some(Problem::Uncomputable);
                }
            }
        }
    }

    /// Whether there is a result; if not, the last good one stays.
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
fn untouched(compiled: &CompiledCalculator) -> Vec<Field> {
    let mut fields = Vec::new();
    for input in &compiled.definition.inputs {
        fields.push(Field {
            text: print_number(input.likely, input.decimals),
            own: None,
            problem: None,
        });
    }
    fields
}
