//! Compiling a calculator: reading its formulas, and proving that they compute.

use super::formula::{Formula, HUNDRED, in_formulas};
use super::gaps::BREAK_EVEN;
use super::parser::FormulaError;
use super::span::{BoundsError, Span, Trend, trend_in};
use super::uses::first_use;
use crate::catalogue::{BreakEvenCurve, Calculator, Input, Value};
use crate::number::Decimal;

/// A calculator whose formulas are parsed, whose names are all defined, and which computes for
/// every number within its inputs' limits.
///
/// ```
/// use virker::calculator::{CompileError, CompiledCalculator};
/// use virker::catalogue::{Answer, Calculator, Input, Value};
/// use virker::number::Decimal;
///
/// // What a meal a day costs over 60 days: 72 kr. a day, between 54 and 83.
/// let price = Input {
///     id: "price".into(),
///     min: Decimal::whole(1),
///     low: Some(Decimal::whole(54)),
///     likely: Decimal::whole(72),
///     high: Some(Decimal::whole(83)),
///     max: Decimal::whole(500),
///     ..Input::default()
/// };
/// let cost = Value { id: "cost".into(), formula: "price * 60".into(), ..Value::default() };
/// let mut definition = Calculator {
///     inputs: vec![price],
///     values: vec![cost],
///     answer: Answer { value: "cost".into(), ..Answer::default() },
///     ..Calculator::default()
/// };
/// let calculator = CompiledCalculator::new(definition.clone()).unwrap();
///
/// let results = calculator.compute(&[]).unwrap();
/// let cost = calculator.estimate(&results, "cost").unwrap();
/// assert_eq!(cost.likely, Decimal::whole(4_320));
/// assert_eq!((cost.low, cost.high), (Decimal::whole(3_240), Decimal::whole(4_980)));
///
/// // A user's number is as uncertain as the published one: from 75 to 115.
/// let results = calculator.compute(&[Some(Decimal::whole(100))]).unwrap();
/// let cost = calculator.estimate(&results, "cost").unwrap();
/// assert_eq!((cost.low, cost.high), (Decimal::whole(4_500), Decimal::whole(6_900)));
///
/// // A formula that may fail within its inputs' limits is refused.
/// definition.values[0].formula = "1 / (price - 10)".into();
/// let error = CompiledCalculator::new(definition).unwrap_err();
/// assert!(matches!(error, CompileError::Unbounded { .. }));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct CompiledCalculator {
    /// The calculator as it was published.
    pub definition: Calculator,
    /// By value, its formula.
    pub(super) formulas: Vec<Formula>,
    /// By number (inputs, then values), its bounds within the inputs' limits, and its trend in each
    /// input.
    pub(super) spans: Vec<Span>,
    /// The equation of the break-even, if the calculator has one.
    pub(super) equation: Option<BreakEvenEquation>,
    /// The index of the value whose sensitivity is shown.
    pub(super) sensitive: usize,
}

/// The two values that are equal at the break-even, and the input that is solved for. All are
/// indexes among inputs and values.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct BreakEvenEquation {
    pub(super) input: usize,
    pub(super) left: usize,
    pub(super) right: usize,
    /// By input, the trend of `left - right`.
    pub(super) trends: Vec<Trend>,
    /// By number, whether `left` or `right` depends on it.
    pub(super) needed: Vec<bool>,
}

/// Why a published calculator cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CompileError {
    /// A value's formula could not be parsed.
    Formula {
        /// The value's id.
        value: String,
        /// What is wrong, and where.
        error: FormulaError,
    },
    /// A formula, a sentence or a chart uses a name that is not an input or an earlier value.
    UnknownName {
        /// Where it is used: a value's id, or a part of the calculator such as `bars`.
        place: String,
        /// The name.
        name: String,
    },
    /// Two inputs or values have the same name.
    RepeatedName(String),
    /// An input's values are out of order: min ≤ low ≤ likely ≤ high ≤ max.
    OutOfOrder(String),
    /// A value may fail to compute within its inputs' limits.
    Unbounded {
        /// The value's id.
        value: String,
        /// What may fail.
        cause: BoundsError,
    },
    /// A value is not proven to be monotonic in an uncertain input, so its bounds would not be
    /// exact. The value is `breakEven` for the difference of the break-even's two values.
    NotMonotonic {
        /// The value's id.
        value: String,
        /// The input's id.
        input: String,
    },
    /// The difference of the break-even's two values is not monotonic in the input that is solved
    /// for, or that input is fixed.
    NoCrossing,
}

impl CompiledCalculator {
    /// Compiles a calculator.
    ///
    /// Bounds and trends of all values are derived from the formulas by interval arithmetic and
    /// signs, so they hold for every number within the inputs' limits. What cannot be proven is
    /// refused.
    ///
    /// # Errors
    /// Returns the first [`CompileError`].
    pub fn new(calculator: Calculator) -> Result<Self, CompileError> {
        let mut known: Vec<&str> = Vec::new();
        let mut spans: Vec<Span> = Vec::new();
        let inputs = calculator.inputs.len();
        for (index, input) in calculator.inputs.iter().enumerate() {
            declare(&input.id, &mut known)?;
            if !in_order(input) {
                return Err(CompileError::OutOfOrder(input.id.clone()));
            }
            let mut trends = vec![Trend::Flat; inputs];
            if let Some(trend) = trends.get_mut(index) {
                *trend = Trend::Up;
            }
            spans.push(Span {
                low: in_formulas(input.min, &input.unit),
                high: in_formulas(input.max, &input.unit),
                trends,
            });
        }
        let mut formulas = Vec::new();
        for value in &calculator.values {
            let formula = formula(value, &known)?;
            declare(&value.id, &mut known)?;
            if let Err(cause) = formula.push_span(&mut spans, inputs) {
                return Err(unbounded(value, cause));
            }
            if let Some(span) = spans.last() {
                // Leave room for showing per cent, and for differences.
                let most = Decimal::LARGEST;
                if span.high > most || most.negate().is_some_and(|least| span.low < least) {
                    let cause = BoundsError::TooLarge(value.formula.clone());
                    return Err(unbounded(value, cause));
                }
                check_monotonic(&calculator, &value.id, &span.trends)?;
            }
            formulas.push(formula);
        }
        if let Some((place, name)) = first_use(&calculator, &|name| !known.contains(&name)) {
            return Err(CompileError::UnknownName {
                place: place.to_owned(),
                name: name.to_owned(),
            });
        }
        let index_of = |id: &String| known.iter().position(|known| known == id);
        let equation = match &calculator.break_even {
            Some(curve) => Some(equation(&calculator, curve, &formulas, &spans, &index_of)?),
            None => None,
        };
        let sensitive = calculator
            .sensitivity
            .as_ref()
            .unwrap_or(&calculator.answer.value);
        let sensitive = index_of(sensitive).unwrap_or_default();
        Ok(Self {
            definition: calculator,
            formulas,
            spans,
            equation,
            sensitive,
        })
    }

    /// The index of an input or value among all numbers: inputs, then values.
    #[must_use]
    pub fn index_of(&self, id: &str) -> Option<usize> {
        let Calculator { inputs, values, .. } = &self.definition;
        match inputs.iter().position(|input| input.id == id) {
            None => Some(inputs.len() + values.iter().position(|value| value.id == id)?),
            index => index,
        }
    }

    /// The value at an index among all numbers; `None` for an input.
    #[must_use]
    pub fn value(&self, index: usize) -> Option<&Value> {
        let inputs = self.definition.inputs.len();
        self.definition.values.get(index.checked_sub(inputs)?)
    }

    fn unit(&self, index: usize) -> &str {
        match self.definition.inputs.get(index) {
            Some(input) => &input.unit,
            None => self.value(index).map_or("", |value| &value.unit),
        }
    }

    /// A number of a formula as it is shown: shares as per cent if that is the unit. The inverse of
    /// [`in_formulas`].
    pub(super) fn shown(&self, index: usize, number: Decimal) -> Option<Decimal> {
        match self.unit(index) {
            "%" => number.multiply(HUNDRED),
            _ => Some(number),
        }
    }
}

/// Adds a name, which must be new.
fn declare<'a>(name: &'a str, known: &mut Vec<&'a str>) -> Result<(), CompileError> {
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

/// Parses a value's formula, and binds its names to the numbers before it.
fn formula(value: &Value, known: &[&str]) -> Result<Formula, CompileError> {
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

fn unbounded(value: &Value, cause: BoundsError) -> CompileError {
    CompileError::Unbounded {
        value: value.id.clone(),
        cause,
    }
}

/// Checks that a value is monotonic in each uncertain input.
fn check_monotonic(
    calculator: &Calculator,
    value: &str,
    trends: &[Trend],
) -> Result<(), CompileError> {
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

fn equation(
    calculator: &Calculator,
    curve: &BreakEvenCurve,
    formulas: &[Formula],
    spans: &[Span],
    index_of: &dyn Fn(&String) -> Option<usize>,
) -> Result<BreakEvenEquation, CompileError> {
    let find = || {
        let input = index_of(&curve.input)?;
        let (left, right) = (index_of(&curve.left)?, index_of(&curve.right)?);
        let changeable = !calculator.inputs.get(input)?.fixed;
        let (of_left, of_right) = (spans.get(left)?, spans.get(right)?);
        let mut trends = Vec::new();
        for (left, right) in of_left.trends.iter().zip(&of_right.trends) {
            trends.push(left.and(right.reversed()));
        }
        let moves = matches!(trend_in(&trends, input), Trend::Up | Trend::Down);
        (changeable && moves).then(|| BreakEvenEquation {
            input,
            left,
            right,
            trends,
            needed: needed(left, right, formulas, calculator.inputs.len()),
        })
    };
    let found = find().ok_or(CompileError::NoCrossing)?;
    check_monotonic(calculator, BREAK_EVEN, &found.trends)?;
    Ok(found)
}

/// By number, whether one of two numbers depends on it.
fn needed(left: usize, right: usize, formulas: &[Formula], inputs: usize) -> Vec<bool> {
    let count = inputs + formulas.len();
    let mut needed = vec![false; count];
    for index in [left, right] {
        if let Some(needed) = needed.get_mut(index) {
            *needed = true;
        }
    }
    // A formula only uses numbers before its own.
    for (index, formula) in (inputs..count).zip(formulas).rev() {
        if needed.get(index) == Some(&true) {
            formula.each_index(&mut |used| {
                if let Some(used) = needed.get_mut(used) {
                    *used = true;
                }
            });
        }
    }
    needed
}
