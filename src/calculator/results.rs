//! Computing a calculator, and how its numbers are shown.

use super::break_even::BreakEven;
use super::compiled::CompiledCalculator;
use super::corners::Corners;
use super::entered::decimals;
use super::estimate::Estimate;
use super::gaps::BREAK_EVEN;
use super::swing::Swing;
use crate::number::Decimal;

/// The numbers cannot be computed: a division by zero, a root of a negative number, or an overflow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Uncomputable;

/// The results of a calculator.
#[derive(Clone, Debug, PartialEq)]
pub struct Results {
    /// All numbers as they are shown: inputs, then values. Per cent are per cent here, and shares
    /// in formulas.
    pub estimates: Vec<Estimate>,
    /// The break-even, if the calculator has one.
    pub break_even: Option<BreakEven>,
    /// The swings that each uncertain input gives the sensitive value, the widest first.
    pub swings: Vec<Swing>,
}

/// A number with its bounds, unit and decimals.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figures<'a> {
    /// The number and its bounds.
    pub estimate: Estimate,
    /// The unit, when the number isn't 1.
    pub unit: &'a str,
    /// The unit, when the number is 1.
    pub unit_one: &'a str,
    /// How many decimals are shown.
    pub decimals: u8,
}

impl CompiledCalculator {
    /// Computes all numbers.
    ///
    /// `overrides` has, by input, the user's number if there is one, as it is shown (per cent as per
    /// cent). It replaces the likely value, and is as uncertain ([`own_estimate`]). Missing and `None`
    /// inputs vary between low and high.
    ///
    /// [`own_estimate`]: super::own_estimate
    ///
    /// The bounds are exact, since every value is monotonic in each uncertain input.
    ///
    /// # Errors
    /// Returns [`Uncomputable`] if an override outside its input's limits cannot be computed with.
    /// Within the limits there is always a result.
    pub fn compute(&self, overrides: &[Option<Decimal>]) -> Result<Results, Uncomputable> {
        self.results(overrides).ok_or(Uncomputable)
    }

    fn results(&self, overrides: &[Option<Decimal>]) -> Option<Results> {
        let inputs = self.inputs(overrides);
        let mut corners = Corners::new(self, &inputs, None);
        // The last values depend on the most inputs: the others find their corners computed.
        let mut estimates = Vec::new();
        for index in (0..self.spans.len()).rev() {
            estimates.push(corners.estimate(index)?);
        }
        estimates.reverse();
        let swings = self.swings(&mut corners)?;
        Some(Results {
            estimates,
            break_even: match &self.equation {
                Some(equation) => Some(self.solve(equation, &inputs)?),
                None => None,
            },
            swings,
        })
    }

    /// An input or value with its bounds, or the break-even by the name [`BREAK_EVEN`], by id.
    #[must_use]
    pub fn estimate(&self, results: &Results, id: &str) -> Option<Estimate> {
        match id {
            BREAK_EVEN => results.break_even.as_ref()?.estimate(),
            id => results.estimates.get(self.index_of(id)?).copied(),
        }
    }

    /// The same with unit and decimals.
    #[must_use]
    pub fn figures<'a>(&'a self, results: &Results, id: &str) -> Option<Figures<'a>> {
        let estimate = self.estimate(results, id)?;
        let index = match &self.equation {
            Some(equation) if id == BREAK_EVEN => equation.input,
            _ => self.index_of(id)?,
        };
        let (unit, unit_one, decimals) = match self.definition.inputs.get(index) {
            // What is shown is what is computed with.
            Some(input) => {
                let exact = match id {
                    BREAK_EVEN => input.decimals,
                    _ => {
                        let Estimate { low, likely, high } = estimate;
                        let of = |number| decimals(input, number);
                        of(low).max(of(likely)).max(of(high))
                    }
                };
                (&input.shown_unit, &input.shown_unit_one, exact)
            }
            None => {
                let value = self.value(index)?;
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
