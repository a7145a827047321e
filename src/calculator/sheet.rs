//! A calculator made ready to compute, and what it gives.

use super::formula::{Formula, FormulaError, HUNDRED};
use super::span::{Boundless, Span, Trend};
use crate::catalogue::{BreakEven, Calculator};
use crate::number::Decimal;

/// A calculator whose formulas were read, whose names are all known, and which
/// computes for every number that its inputs may have.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// The calculator as it was published.
    pub calculator: Calculator,
    /// Of the values, in order.
    pub(super) formulas: Vec<Formula>,
    /// How each input and then each value moves with each input.
    pub(super) trends: Vec<Vec<Trend>>,
    /// What is solved for, if anything.
    pub(super) crossing: Option<Crossing>,
    /// The place of the value whose uncertainty is taken apart.
    pub(super) sensitive: usize,
}

/// Two values that meet, by their places.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Crossing {
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
pub enum Faulty {
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
    Boundless {
        /// The value's id.
        value: String,
        /// What may not compute.
        cause: Boundless,
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
    pub meeting: Option<super::Meeting>,
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

impl Sheet {
    /// Makes a calculator ready.
    ///
    /// # Errors
    /// [`Faulty`] says what in it cannot be used.
    pub fn new(calculator: Calculator) -> Result<Self, Faulty> {
        let mut known: Vec<&str> = Vec::new();
        let mut spans: Vec<Span> = Vec::new();
        let inputs = calculator.inputs.len();
        for (place, input) in calculator.inputs.iter().enumerate() {
            if known.contains(&input.id.as_str()) {
                return Err(Faulty::RepeatedName(input.id.clone()));
            }
            known.push(&input.id);
            let low = input.low.unwrap_or(input.likely);
            let high = input.high.unwrap_or(input.likely);
            if !(input.min <= low
                && low <= input.likely
                && input.likely <= high
                && high <= input.max)
            {
                return Err(Faulty::OutOfOrder(input.id.clone()));
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
        let mut formulas = Vec::with_capacity(calculator.values.len());
        for value in &calculator.values {
            let named = || value.id.clone();
            let mut formula = Formula::parse(&value.formula).map_err(|error| Faulty::Formula {
                value: named(),
                error,
            })?;
            formula
                .bind(&|name| known.iter().position(|known| *known == name))
                .map_err(|name| Faulty::UnknownName {
                    place: named(),
                    name,
                })?;
            if known.contains(&value.id.as_str()) {
                return Err(Faulty::RepeatedName(named()));
            }
            known.push(&value.id);
            let span = formula
                .span(&spans, inputs)
                .map_err(|cause| Faulty::Boundless {
                    value: named(),
                    cause,
                })?;
            // With room left for what is shown and compared.
            let most = Decimal::LARGEST;
            if span.high > most || most.negate().is_some_and(|least| span.low < least) {
                return Err(Faulty::Boundless {
                    value: named(),
                    cause: Boundless::TooLarge(value.formula.clone()),
                });
            }
            clear(&calculator, &value.id, &span.trends)?;
            spans.push(span);
            formulas.push(formula);
        }
        if let Some((place, name)) = super::each_use(&calculator)
            .into_iter()
            .find(|(_, name)| !known.contains(&name.as_str()))
        {
            return Err(Faulty::UnknownName {
                place: place.to_owned(),
                name,
            });
        }
        let trends: Vec<Vec<Trend>> = spans.into_iter().map(|span| span.trends).collect();
        let place = |id: &str| known.iter().position(|known| *known == id);
        let crossing = match &calculator.break_even {
            Some(meeting) => Some(crossing(&calculator, meeting, &formulas, &trends, &place)?),
            None => None,
        };
        let sensitive = calculator
            .sensitivity
            .as_ref()
            .unwrap_or(&calculator.answer.value);
        let sensitive = place(sensitive).unwrap_or_default();
        Ok(Self {
            calculator,
            formulas,
            trends,
            crossing,
            sensitive,
        })
    }

    /// Computes everything. `own` holds, by input in order, the user's own
    /// number where there is one: it replaces the likely value and is taken as
    /// certain. The other inputs vary between low and high.
    ///
    /// The bounds are exact: each value rises or falls all the way with each
    /// uncertain input, whatever the others are, or there would be no sheet.
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
        let places = (0..self.trends.len()).rev();
        let estimates = places.map(|place| corners.estimate(place));
        let mut estimates = estimates.collect::<Option<Vec<_>>>()?;
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
        let inputs = self.calculator.inputs.iter().enumerate();
        let inputs = inputs.map(|(place, input)| {
            let seen = |number| in_formulas(number, &input.unit);
            match own.get(place).copied().flatten() {
                Some(number) => Estimate::exact(seen(number)),
                None => Estimate {
                    low: seen(input.low.unwrap_or(input.likely)),
                    likely: seen(input.likely),
                    high: seen(input.high.unwrap_or(input.likely)),
                },
            }
        });
        inputs.collect()
    }

    /// Computes the values over inputs; of those that are not needed, nothing.
    pub(super) fn extend(
        &self,
        mut numbers: Vec<Decimal>,
        needed: Option<&[bool]>,
    ) -> Option<Vec<Decimal>> {
        numbers.reserve_exact(self.formulas.len());
        for formula in &self.formulas {
            let place = numbers.len();
            let is_needed = needed.is_none_or(|needed| needed.get(place) == Some(&true));
            numbers.push(match is_needed {
                true => formula.compute(&numbers)?,
                false => Decimal::ZERO,
            });
        }
        Some(numbers)
    }

    /// Where an input or value stands among the numbers.
    #[must_use]
    pub fn place(&self, id: &str) -> Option<usize> {
        let ids = self.calculator.inputs.iter().map(|input| &input.id);
        let mut ids = ids.chain(self.calculator.values.iter().map(|value| &value.id));
        ids.position(|known| known == id)
    }

    fn unit(&self, place: usize) -> &str {
        let inputs = &self.calculator.inputs;
        match (inputs.get(place), place.checked_sub(inputs.len())) {
            (Some(input), _) => &input.unit,
            (None, Some(place)) => {
                let value = self.calculator.values.get(place);
                value.map_or("", |value| &value.unit)
            }
            _ => "",
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
        let id = match &self.calculator.break_even {
            Some(meeting) if id == BREAK_EVEN => &meeting.input,
            _ => id,
        };
        let input = self.calculator.inputs.iter().find(|input| input.id == id);
        let (unit, unit_one, decimals) = match input {
            Some(input) => (&input.shown_unit, &input.shown_unit_one, input.decimals),
            None => {
                let value = self.calculator.values.iter().find(|value| value.id == id)?;
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
    sheet: &'a Sheet,
    pub(super) inputs: &'a [Estimate],
    needed: Option<&'a [bool]>,
    computed: Vec<Vec<Decimal>>,
}

impl<'a> Corners<'a> {
    /// `needed` tells of each number whether it is, if not all are.
    pub(super) const fn new(
        sheet: &'a Sheet,
        inputs: &'a [Estimate],
        needed: Option<&'a [bool]>,
    ) -> Self {
        Self {
            sheet,
            inputs,
            needed,
            computed: Vec::new(),
        }
    }

    /// A number as it is shown, where each input goes up, down or stays likely.
    pub(super) fn number(
        &mut self,
        place: usize,
        towards: impl Fn(usize) -> Trend,
    ) -> Option<Decimal> {
        let trends = self.sheet.trends.get(place)?;
        let corner = corner(self.inputs, towards);
        // An input that doesn't move the number may be anywhere.
        let agrees = |numbers: &Vec<Decimal>| {
            let mut inputs = corner.iter().zip(numbers).zip(trends);
            inputs.all(|((one, other), trend)| *trend == Trend::Flat || one == other)
        };
        let known = self.computed.iter().position(agrees);
        let at = match known {
            Some(at) => at,
            None => {
                let numbers = self.sheet.extend(corner, self.needed)?;
                self.computed.push(numbers);
                self.computed.len() - 1
            }
        };
        let number = self.computed.get(at)?.get(place)?;
        self.sheet.shown(place, *number)
    }

    /// An input's or value's numbers, as they are shown.
    pub(super) fn estimate(&mut self, place: usize) -> Option<Estimate> {
        let trends = self.sheet.trends.get(place)?;
        let mut at =
            |trend: fn(Trend) -> Trend| self.number(place, |input| trend(of(trends, input)));
        Some(Estimate {
            low: at(Trend::turned)?,
            likely: at(|_| Trend::Flat)?,
            high: at(|trend| trend)?,
        })
    }
}

/// The inputs with each high (up), low (down) or likely.
pub(super) fn corner(inputs: &[Estimate], towards: impl Fn(usize) -> Trend) -> Vec<Decimal> {
    let inputs = inputs.iter().enumerate();
    let corner = inputs.map(|(place, input)| match towards(place) {
        Trend::Up => input.high,
        Trend::Down => input.low,
        Trend::Flat | Trend::Unclear => input.likely,
    });
    corner.collect()
}

/// What sentences call the number at which the two values meet.
pub const BREAK_EVEN: &str = "breakEven";

/// A number as formulas see it: per cent are a share.
pub(super) fn in_formulas(number: Decimal, unit: &str) -> Decimal {
    match unit {
        "%" => number.divide(HUNDRED).unwrap_or(number),
        _ => number,
    }
}

pub(super) fn of(trends: &[Trend], input: usize) -> Trend {
    trends.get(input).copied().unwrap_or(Trend::Unclear)
}

/// Whether a value's trend is known in each uncertain input.
fn clear(calculator: &Calculator, value: &str, trends: &[Trend]) -> Result<(), Faulty> {
    for (input, trend) in calculator.inputs.iter().zip(trends) {
        let uncertain = input.low.is_some() || input.high.is_some();
        if uncertain && *trend == Trend::Unclear {
            return Err(Faulty::NotMonotonic {
                value: value.to_owned(),
                input: input.id.clone(),
            });
        }
    }
    Ok(())
}

fn crossing(
    calculator: &Calculator,
    meeting: &BreakEven,
    formulas: &[Formula],
    trends: &[Vec<Trend>],
    place: &impl Fn(&str) -> Option<usize>,
) -> Result<Crossing, Faulty> {
    let found = place(&meeting.input).zip(place(&meeting.left).zip(place(&meeting.right)));
    let (input, (left, right)) = found.ok_or(Faulty::NoCrossing)?;
    let changeable = calculator
        .inputs
        .get(input)
        .is_some_and(|input| !input.fixed);
    let row = |place: usize| trends.get(place).into_iter().flatten().copied();
    let difference: Vec<Trend> = row(left)
        .zip(row(right))
        .map(|(left, right)| left.and(right.turned()))
        .collect();
    if !changeable || !matches!(of(&difference, input), Trend::Up | Trend::Down) {
        return Err(Faulty::NoCrossing);
    }
    clear(calculator, BREAK_EVEN, &difference)?;
    Ok(Crossing {
        input,
        left,
        right,
        trends: difference,
        needed: needed(&[left, right], formulas, calculator.inputs.len()),
    })
}

/// Whether the numbers in these places rest on it, of each input and value.
fn needed(places: &[usize], formulas: &[Formula], inputs: usize) -> Vec<bool> {
    let count = inputs + formulas.len();
    let mut needed: Vec<bool> = (0..count).map(|place| places.contains(&place)).collect();
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
