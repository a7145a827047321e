//! What a calculator gives, and how it is shown.

use super::break_even::BreakEven;
use super::compiled::CompiledCalculator;
use super::corners::Corners;
use super::estimate::Estimate;
use super::gaps::BREAK_EVEN;
use super::swing::Swing;
use crate::number::Decimal;

/// The numbers cannot be computed: something is divided by zero, or grows too
/// large.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Uncomputable;

/// All numbers of a calculator: inputs and then values, as they are shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Results {
    /// In order; per cent are per cent here, and shares in formulas.
    pub estimates: Vec<Estimate>,
    /// Where the two values of the break-even meet.
    pub meeting: Option<BreakEven>,
    /// What each uncertain assumption does to the sensitive value, the
    /// strongest first.
    pub swings: Vec<Swing>,
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
