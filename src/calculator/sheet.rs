//! A calculator made ready to compute, and what it gives.

use super::formula::{Formula, FormulaError};
use crate::catalogue::Calculator;
use crate::number::Decimal;

/// A calculator whose formulas were read and whose names are all known.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// The calculator as it was published.
    pub calculator: Calculator,
    formulas: Vec<Formula>,
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
    /// With the likely values there is no result: something is divided by
    /// zero, or grows too large.
    NoResult,
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

/// All numbers of a calculator by name: inputs and values.
#[derive(Clone, Debug, PartialEq)]
pub struct Results {
    estimates: Vec<(String, Estimate)>,
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
        for input in &calculator.inputs {
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
        }
        let mut formulas = Vec::with_capacity(calculator.values.len());
        for value in &calculator.values {
            let formula = Formula::parse(&value.formula).map_err(|error| Faulty::Formula {
                value: value.id.clone(),
                error,
            })?;
            let mut unknown = None;
            formula.each_name(&mut |name| {
                if !known.contains(&name) {
                    unknown = Some(name.to_owned());
                }
            });
            if let Some(name) = unknown {
                return Err(Faulty::UnknownName {
                    place: value.id.clone(),
                    name,
                });
            }
            if known.contains(&value.id.as_str()) {
                return Err(Faulty::RepeatedName(value.id.clone()));
            }
            known.push(&value.id);
            formulas.push(formula);
        }
        if let Some((place, name)) = each_use(&calculator)
            .into_iter()
            .find(|(_, name)| !known.contains(&name.as_str()))
        {
            return Err(Faulty::UnknownName {
                place: place.to_owned(),
                name,
            });
        }
        let sheet = Self {
            calculator,
            formulas,
        };
        sheet
            .compute(&[])
            .map_err(|Uncomputable| Faulty::NoResult)?;
        Ok(sheet)
    }

    /// Computes everything. `own` holds, by input in order, the user's own
    /// number where there is one: it replaces the likely value and is taken as
    /// certain. The other inputs vary between low and high.
    ///
    /// The bounds are exact for values that rise or fall with each uncertain
    /// input whatever the others are; publishing checks that they do.
    ///
    /// # Errors
    /// [`Uncomputable`] when the likely numbers or a bound cannot be computed.
    pub fn compute(&self, own: &[Option<Decimal>]) -> Result<Results, Uncomputable> {
        let inputs: Vec<Estimate> = self
            .calculator
            .inputs
            .iter()
            .enumerate()
            .map(|(place, input)| match own.get(place).copied().flatten() {
                Some(number) => Estimate::exact(number),
                None => Estimate {
                    low: input.low.unwrap_or(input.likely),
                    likely: input.likely,
                    high: input.high.unwrap_or(input.likely),
                },
            })
            .collect();
        let likely: Vec<Decimal> = inputs.iter().map(|input| input.likely).collect();
        let values = self.values(&likely)?;
        // For each uncertain input: what all values are with it low and with it high.
        let mut moved = Vec::new();
        for (place, input) in inputs.iter().enumerate() {
            if input.is_uncertain() {
                let at = |number| self.values(&with(&likely, place, number));
                moved.push((place, at(input.low)?, at(input.high)?));
            }
        }
        let ids = self.calculator.inputs.iter().map(|input| &input.id);
        let mut estimates: Vec<(String, Estimate)> =
            ids.cloned().zip(inputs.iter().copied()).collect();
        for (index, value) in self.calculator.values.iter().enumerate() {
            let (mut lowest, mut highest) = (likely.clone(), likely.clone());
            for (place, at_low, at_high) in &moved {
                let Some(input) = inputs.get(*place) else {
                    continue;
                };
                let rises = at_low.get(index) <= at_high.get(index);
                let (down, up) = if rises {
                    (input.low, input.high)
                } else {
                    (input.high, input.low)
                };
                lowest = with(&lowest, *place, down);
                highest = with(&highest, *place, up);
            }
            let one =
                |inputs: &[Decimal]| self.values(inputs)?.get(index).copied().ok_or(Uncomputable);
            let likely = values.get(index).copied().ok_or(Uncomputable)?;
            estimates.push((
                value.id.clone(),
                Estimate {
                    low: one(&lowest)?,
                    likely,
                    high: one(&highest)?,
                },
            ));
        }
        Ok(Results { estimates })
    }

    fn values(&self, inputs: &[Decimal]) -> Result<Vec<Decimal>, Uncomputable> {
        let mut known: Vec<(&str, Decimal)> = self
            .calculator
            .inputs
            .iter()
            .map(|input| input.id.as_str())
            .zip(inputs.iter().copied())
            .collect();
        let mut values = Vec::with_capacity(self.formulas.len());
        for (value, formula) in self.calculator.values.iter().zip(&self.formulas) {
            let number = formula
                .compute(&|name| {
                    known
                        .iter()
                        .find(|(id, _)| *id == name)
                        .map(|(_, number)| *number)
                })
                .ok_or(Uncomputable)?;
            known.push((&value.id, number));
            values.push(number);
        }
        Ok(values)
    }

    /// The numbers of a name with how they are shown.
    #[must_use]
    pub fn figures<'a>(&'a self, results: &Results, id: &str) -> Option<Figures<'a>> {
        let estimate = results.get(id)?;
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

impl Results {
    /// The numbers of an input or value.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<Estimate> {
        self.estimates
            .iter()
            .find(|(name, _)| name == id)
            .map(|(_, estimate)| *estimate)
    }
}

fn with(numbers: &[Decimal], place: usize, number: Decimal) -> Vec<Decimal> {
    let mut numbers = numbers.to_vec();
    if let Some(slot) = numbers.get_mut(place) {
        *slot = number;
    }
    numbers
}

/// Every name that sentences and pictures use, with the part that uses it.
fn each_use(calculator: &Calculator) -> Vec<(&'static str, String)> {
    let mut uses: Vec<(&'static str, String)> = Vec::new();
    let mut sentences: Vec<(&'static str, &str)> = Vec::new();
    for answer in std::iter::once(&calculator.answer).chain(&calculator.further) {
        uses.push(("answer", answer.value.clone()));
        sentences.push(("answer", &answer.text));
        sentences.extend(answer.range.as_deref().map(|range| ("answer", range)));
    }
    if let Some(bars) = &calculator.bars {
        sentences.push(("bars", &bars.title));
        for bar in &bars.items {
            uses.push(("bars", bar.value.clone()));
            sentences.push(("bars", &bar.label));
        }
    }
    if let Some(curve) = &calculator.curve {
        uses.extend(
            [&curve.cost, &curve.saving_per_step, &curve.break_even]
                .map(|id| ("curve", id.clone())),
        );
        sentences.extend(
            [&curve.title, &curve.cost_label, &curve.saving_label]
                .map(|text| ("curve", text.as_str())),
        );
        sentences.extend(curve.range.as_deref().map(|range| ("curve", range)));
    }
    sentences.extend(
        calculator
            .payers
            .iter()
            .map(|payer| ("payers", payer.text.as_str())),
    );
    sentences.extend(
        calculator
            .caveats
            .iter()
            .map(|caveat| ("caveats", caveat.as_str())),
    );
    for (part, sentence) in sentences {
        uses.extend(super::gaps(sentence).map(|gap| (part, gap.id.to_owned())));
    }
    uses
}
