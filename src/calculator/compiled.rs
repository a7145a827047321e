//! A calculator made ready to compute, and what it gives.

use super::formula::{Formula, HUNDRED, in_formulas};
use super::gaps::BREAK_EVEN;
use super::parser::FormulaError;
use super::span::{BoundsError, Span, Trend, trend_in};
use super::uses::first_use;
use crate::catalogue::{BreakEvenCurve, Calculator, Input, Value};
use crate::number::Decimal;

/// A calculator whose formulas were read, whose names are all known, and which
/// computes for every number that its inputs may have.
#[derive(Clone, Debug, PartialEq)]
pub struct CompiledCalculator {
    /// The calculator as it was published.
    pub definition: Calculator,
    /// Of the values, in order.
    pub(super) formulas: Vec<Formula>,
    /// Where each input and then each value may be, and how it moves with each
    /// input.
    pub(super) spans: Vec<Span>,
    /// What is solved for, if anything.
    pub(super) crossing: Option<SolvedFor>,
    /// The place of the value whose uncertainty is taken apart.
    pub(super) sensitive: usize,
}

/// Two values that meet, by their places.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct SolvedFor {
    pub(super) input: usize,
    pub(super) left: usize,
    pub(super) right: usize,
    /// How the left value less the right one moves with each input.
    pub(super) trends: Vec<Trend>,
    /// Whether the two rest on it, of each input and value.
    pub(super) needed: Vec<bool>,
}

/// Why a published calculator cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CompileError {
    /// A value's formula could not be read.
    Formula {
        /// The value's id.
        value: String,
        /// The mistake and its place.
        error: FormulaError,
    },
    /// A formula, a sentence or a part of the picture uses a name that is not
    /// an input or a value above it.
    UnknownName {
        /// Where: a value's id, or the part's name.
        place: String,
        /// The name.
        name: String,
    },
    /// Two inputs or values have the same name.
    RepeatedName(String),
    /// An input's values are out of order: min ≤ low ≤ likely ≤ high ≤ max.
    OutOfOrder(String),
    /// A value may not compute within its inputs' limits.
    Unbounded {
        /// The value's id.
        value: String,
        /// What may not compute.
        cause: BoundsError,
    },
    /// A value is not known to rise, or to fall, all the way with an uncertain
    /// input, so its bounds would not be exact. For the difference that the
    /// break-even rests on, the value is `breakEven`.
    NotMonotonic {
        /// The value's id.
        value: String,
        /// The input's id.
        input: String,
    },
    /// The two values of the break-even don't move against one another with the
    /// input that is solved for, or it may not be changed.
    NoCrossing,
}

impl CompiledCalculator {
    /// Makes a calculator ready.
    ///
    /// # Errors
    /// [`CompileError`] says what in it cannot be used.
    pub fn new(calculator: Calculator) -> Result<Self, CompileError> {
        let mut known: Vec<&str> = Vec::new();
        let mut spans: Vec<Span> = Vec::new();
        let inputs = calculator.inputs.len();
        for (place, input) in calculator.inputs.iter().enumerate() {
            know(&input.id, &mut known)?;
            if !in_order(input) {
                return Err(CompileError::OutOfOrder(input.id.clone()));
            }
            let mut trends = vec![Trend::Flat; inputs];
            if let Some(own) = trends.get_mut(place) {
                *own = Trend::Up;
            }
            spans.push(Span {
                low: in_formulas(input.min, &input.unit),
                high: in_formulas(input.max, &input.unit),
                trends,
            });
        }
        let mut formulas = Vec::new();
        for value in &calculator.values {
            let formula = bound(value, &known)?;
            know(&value.id, &mut known)?;
            if let Err(cause) = formula.push_span(&mut spans, inputs) {
                return Err(boundless(value, cause));
            }
            if let Some(span) = spans.last() {
                // With room left for what is shown and compared.
                let most = Decimal::LARGEST;
                if span.high > most || most.negate().is_some_and(|least| span.low < least) {
                    let cause = BoundsError::TooLarge(value.formula.clone());
                    return Err(boundless(value, cause));
                }
                clear(&calculator, &value.id, &span.trends)?;
            }
            formulas.push(formula);
        }
        if let Some((place, name)) = first_use(&calculator, &|name| !known.contains(&name)) {
            return Err(CompileError::UnknownName {
                place: place.to_owned(),
                name: name.to_owned(),
            });
        }
        let place = |id: &String| known.iter().position(|known| known == id);
        let crossing = match &calculator.break_even {
            Some(meeting) => Some(crossing(&calculator, meeting, &formulas, &spans, &place)?),
            None => None,
        };
        let sensitive = calculator
            .sensitivity
            .as_ref()
            .unwrap_or(&calculator.answer.value);
        let sensitive = place(sensitive).unwrap_or_default();
        Ok(Self {
            definition: calculator,
            formulas,
            spans,
            crossing,
            sensitive,
        })
    }

    /// Where an input or value stands among the numbers.
    #[must_use]
    pub fn place(&self, id: &str) -> Option<usize> {
        let Calculator { inputs, values, .. } = &self.definition;
        match inputs.iter().position(|input| input.id == id) {
            None => Some(inputs.len() + values.iter().position(|value| value.id == id)?),
            place => place,
        }
    }

    /// The value in a place among the numbers, where inputs come first.
    #[must_use]
    pub fn value(&self, place: usize) -> Option<&Value> {
        let inputs = self.definition.inputs.len();
        self.definition.values.get(place.checked_sub(inputs)?)
    }

    fn unit(&self, place: usize) -> &str {
        match self.definition.inputs.get(place) {
            Some(input) => &input.unit,
            None => self.value(place).map_or("", |value| &value.unit),
        }
    }

    /// A number as it is shown: a share whose unit is per cent is per cent.
    pub(super) fn shown(&self, place: usize, number: Decimal) -> Option<Decimal> {
        match self.unit(place) {
            "%" => number.multiply(HUNDRED),
            _ => Some(number),
        }
    }
}

/// Takes a name, which nothing else may have.
fn know<'a>(name: &'a str, known: &mut Vec<&'a str>) -> Result<(), CompileError> {
    if known.contains(&name) {
        return Err(CompileError::RepeatedName(name.to_owned()));
    }
    known.push(name);
    Ok(())
}

/// Whether min ≤ low ≤ likely ≤ high ≤ max.
fn in_order(input: &Input) -> bool {
    let low = input.low.unwrap_or(input.likely);
    let high = input.high.unwrap_or(input.likely);
    input.min <= low && low <= input.likely && input.likely <= high && high <= input.max
}

/// A value's formula, bound to the numbers that are known.
fn bound(value: &Value, known: &[&str]) -> Result<Formula, CompileError> {
    let read = Formula::parse(&value.formula);
    let mut formula = read.map_err(|error| CompileError::Formula {
        value: value.id.clone(),
        error,
    })?;
    let bound = formula.bind(&|name| known.iter().position(|known| *known == name));
    bound.map_err(|name| CompileError::UnknownName {
        place: value.id.clone(),
        name,
    })?;
    Ok(formula)
}

fn boundless(value: &Value, cause: BoundsError) -> CompileError {
    CompileError::Unbounded {
        value: value.id.clone(),
        cause,
    }
}

/// Whether a value's trend is known in each uncertain input.
fn clear(calculator: &Calculator, value: &str, trends: &[Trend]) -> Result<(), CompileError> {
    for (input, trend) in calculator.inputs.iter().zip(trends) {
        let uncertain = input.low.is_some() || input.high.is_some();
        if uncertain && *trend == Trend::Unclear {
            return Err(CompileError::NotMonotonic {
                value: value.to_owned(),
                input: input.id.clone(),
            });
        }
    }
    Ok(())
}

fn crossing(
    calculator: &Calculator,
    meeting: &BreakEvenCurve,
    formulas: &[Formula],
    spans: &[Span],
    place: &dyn Fn(&String) -> Option<usize>,
) -> Result<SolvedFor, CompileError> {
    let find = || {
        let input = place(&meeting.input)?;
        let (left, right) = (place(&meeting.left)?, place(&meeting.right)?);
        let changeable = !calculator.inputs.get(input)?.fixed;
        let (of_left, of_right) = (spans.get(left)?, spans.get(right)?);
        let mut trends = Vec::new();
        for (left, right) in of_left.trends.iter().zip(&of_right.trends) {
            trends.push(left.and(right.turned()));
        }
        let moves = matches!(trend_in(&trends, input), Trend::Up | Trend::Down);
        (changeable && moves).then(|| SolvedFor {
            input,
            left,
            right,
            trends,
            needed: needed(left, right, formulas, calculator.inputs.len()),
        })
    };
    let found = find().ok_or(CompileError::NoCrossing)?;
    clear(calculator, BREAK_EVEN, &found.trends)?;
    Ok(found)
}

/// Whether the two numbers in these places rest on it, of each input and value.
fn needed(left: usize, right: usize, formulas: &[Formula], inputs: usize) -> Vec<bool> {
    let count = inputs + formulas.len();
    let mut needed = vec![false; count];
    for place in [left, right] {
        if let Some(needed) = needed.get_mut(place) {
            *needed = true;
        }
    }
    // A formula only uses what stands above it.
    for (place, formula) in (inputs..count).zip(formulas).rev() {
        if needed.get(place) == Some(&true) {
            formula.each_place(&mut |used| {
                if let Some(used) = needed.get_mut(used) {
                    *used = true;
                }
            });
        }
    }
    needed
}
