//! A calculator made ready to compute, and what it gives.

use super::formula::{Formula, FormulaError, HUNDRED, in_formulas};
use super::span::{BoundsError, Span, Trend};
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

/// The numbers cannot be computed: something is divided by zero, or grows too
/// large.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Uncomputable;

/// A number and how far it may be off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Estimate {
    /// The lowest that the assumptions allow.
    pub low: Decimal,
    /// What the likely assumptions give.
    pub likely: Decimal,
    /// The highest that the assumptions allow.
    pub high: Decimal,
}

impl Estimate {
    /// A number that is not uncertain.
    #[must_use]
    pub const fn exact(number: Decimal) -> Self {
        Self {
            low: number,
            likely: number,
            high: number,
        }
    }

    /// Whether the bounds say more than the number itself.
    #[must_use]
    pub fn is_uncertain(&self) -> bool {
        self.low != self.high
    }
}

/// All numbers of a calculator: inputs and then values, as they are shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Results {
    /// In order; per cent are per cent here, and shares in formulas.
    pub estimates: Vec<Estimate>,
    /// Where the two values of the break-even meet.
    pub meeting: Option<super::BreakEven>,
    /// What each uncertain assumption does to the sensitive value, the
    /// strongest first.
    pub swings: Vec<super::Swing>,
}

/// How a name's numbers are shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figures<'a> {
    /// The numbers.
    pub estimate: Estimate,
    /// The unit, when the number isn't 1.
    pub unit: &'a str,
    /// The unit, when the number is 1.
    pub unit_one: &'a str,
    /// How many decimals are shown.
    pub decimals: u8,
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
        if let Some((place, name)) = super::first_use(&calculator, &|name| !known.contains(&name)) {
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

    /// Computes everything. `own` holds, by input in order, the user's own
    /// number where there is one: it replaces the likely value and is taken as
    /// certain. The other inputs vary between low and high.
    ///
    /// The bounds are exact: each value rises or falls all the way with each
    /// uncertain input, whatever the others are, or there would be no compiled.
    ///
    /// # Errors
    /// [`Uncomputable`] when a number is beyond its input's limits and cannot
    /// be computed with; within them, everything computes.
    pub fn compute(&self, own: &[Option<Decimal>]) -> Result<Results, Uncomputable> {
        self.results(own).ok_or(Uncomputable)
    }

    fn results(&self, own: &[Option<Decimal>]) -> Option<Results> {
        let inputs = self.inputs(own);
        let mut corners = Corners::new(self, &inputs, None);
        // The last rest on the most, so those above find their corners already computed.
        let mut estimates = Vec::new();
        for place in (0..self.spans.len()).rev() {
            estimates.push(corners.estimate(place)?);
        }
        estimates.reverse();
        let swings = self.swings(&mut corners)?;
        Some(Results {
            estimates,
            meeting: match &self.crossing {
                Some(crossing) => Some(self.meeting(crossing, &inputs)?),
                None => None,
            },
            swings,
        })
    }

    /// The inputs as formulas see them.
    pub(super) fn inputs(&self, own: &[Option<Decimal>]) -> Vec<Estimate> {
        let mut inputs = Vec::new();
        for (place, input) in self.definition.inputs.iter().enumerate() {
            let seen = |number| in_formulas(number, &input.unit);
            inputs.push(match own.get(place) {
                Some(Some(number)) => Estimate::exact(seen(*number)),
                _ => Estimate {
                    low: seen(input.low.unwrap_or(input.likely)),
                    likely: seen(input.likely),
                    high: seen(input.high.unwrap_or(input.likely)),
                },
            });
        }
        inputs
    }

    /// Computes the values over inputs; of those that are not needed, nothing.
    pub(super) fn extend(
        &self,
        mut numbers: Vec<Decimal>,
        needed: Option<&[bool]>,
    ) -> Option<Vec<Decimal>> {
        for formula in &self.formulas {
            let is_needed = needed.is_none_or(|needed| needed.get(numbers.len()) == Some(&true));
            match is_needed {
                true => formula.push_to(&mut numbers)?,
                false => numbers.push(Decimal::ZERO),
            }
        }
        Some(numbers)
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

    /// The numbers of a name.
    #[must_use]
    pub fn estimate(&self, results: &Results, id: &str) -> Option<Estimate> {
        match id {
            BREAK_EVEN => results.meeting.as_ref()?.estimate(),
            id => results.estimates.get(self.place(id)?).copied(),
        }
    }

    /// The numbers of a name with how they are shown.
    #[must_use]
    pub fn figures<'a>(&'a self, results: &Results, id: &str) -> Option<Figures<'a>> {
        let estimate = self.estimate(results, id)?;
        let place = match &self.crossing {
            Some(crossing) if id == BREAK_EVEN => crossing.input,
            _ => self.place(id)?,
        };
        let (unit, unit_one, decimals) = match self.definition.inputs.get(place) {
            Some(input) => (&input.shown_unit, &input.shown_unit_one, input.decimals),
            None => {
                let value = self.value(place)?;
                (&value.shown_unit, &value.shown_unit_one, value.decimals)
            }
        };
        Some(Figures {
            estimate,
            unit,
            unit_one: unit_one.as_ref().unwrap_or(unit),
            decimals,
        })
    }
}

/// All numbers at the corners of what is uncertain: with each input high, low
/// or likely. Most values have theirs in common, so a corner is computed once.
pub(super) struct Corners<'a> {
    compiled: &'a CompiledCalculator,
    pub(super) inputs: &'a [Estimate],
    needed: Option<&'a [bool]>,
    computed: Vec<Vec<Decimal>>,
}

impl<'a> Corners<'a> {
    /// `needed` tells of each number whether it is, if not all are.
    pub(super) const fn new(
        compiled: &'a CompiledCalculator,
        inputs: &'a [Estimate],
        needed: Option<&'a [bool]>,
    ) -> Self {
        Self {
            compiled,
            inputs,
            needed,
            computed: Vec::new(),
        }
    }

    /// A number as it is shown, where each input goes up, down or stays likely.
    pub(super) fn number(
        &mut self,
        place: usize,
        towards: &dyn Fn(usize) -> Trend,
    ) -> Option<Decimal> {
        let trends = &self.compiled.spans.get(place)?.trends;
        let corner = corner(self.compiled, self.inputs, towards);
        let mut known = self.computed.iter();
        let known = known.position(|numbers| agree(&corner, numbers, trends));
        let at = match known {
            Some(at) => at,
            None => {
                let numbers = self.compiled.extend(corner, self.needed)?;
                self.computed.push(numbers);
                self.computed.len() - 1
            }
        };
        let number = self.computed.get(at)?.get(place)?;
        self.compiled.shown(place, *number)
    }

    /// An input's or value's numbers, as they are shown.
    pub(super) fn estimate(&mut self, place: usize) -> Option<Estimate> {
        let trends = &self.compiled.spans.get(place)?.trends;
        let mut at =
            |trend: fn(Trend) -> Trend| self.number(place, &|input| trend(of(trends, input)));
        Some(Estimate {
            low: at(Trend::turned)?,
            likely: at(|_| Trend::Flat)?,
            high: at(|trend| trend)?,
        })
    }
}

/// Whether the inputs of one corner are those of another, but for such as don't
/// move the number: they may be anywhere.
fn agree(corner: &[Decimal], other: &[Decimal], trends: &[Trend]) -> bool {
    for ((one, other), trend) in corner.iter().zip(other).zip(trends) {
        if *trend != Trend::Flat && one != other {
            return false;
        }
    }
    true
}

/// The inputs with each high (up), low (down) or likely. There is room for the
/// values behind them.
pub(super) fn corner(
    compiled: &CompiledCalculator,
    inputs: &[Estimate],
    towards: &dyn Fn(usize) -> Trend,
) -> Vec<Decimal> {
    let mut corner = Vec::with_capacity(compiled.spans.len());
    for (place, input) in inputs.iter().enumerate() {
        corner.push(match towards(place) {
            Trend::Up => input.high,
            Trend::Down => input.low,
            Trend::Flat | Trend::Unclear => input.likely,
        });
    }
    corner
}

/// What sentences call the number at which the two values meet.
pub const BREAK_EVEN: &str = "breakEven";

pub(super) fn of(trends: &[Trend], input: usize) -> Trend {
    trends.get(input).copied().unwrap_or(Trend::Unclear)
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
        let moves = matches!(of(&trends, input), Trend::Up | Trend::Down);
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
