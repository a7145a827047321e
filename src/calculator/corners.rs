//! Bounds: a calculator computed at the corners of its uncertain inputs.

use super::compiled::CompiledCalculator;
use super::entered::own_estimate;
use super::estimate::Estimate;
use super::formula::in_formulas;
use super::span::{Trend, trend_in};
use crate::number::Decimal;

impl CompiledCalculator {
    /// The inputs as formulas use them; `overrides` is as in [`CompiledCalculator::compute`].
    pub(super) fn inputs(&self, overrides: &[Option<Decimal>]) -> Vec<Estimate> {
        let mut inputs = Vec::new();
        for (index, input) in self.definition.inputs.iter().enumerate() {
            let used = |number| in_formulas(number, &input.unit);
            let Estimate { low, likely, high } = match overrides.get(index) {
                Some(Some(number)) => own_estimate(input, *number),
                _ => Estimate {
                    low: input.low.unwrap_or(input.likely),
                    likely: input.likely,
                    high: input.high.unwrap_or(input.likely),
                },
            };
            inputs.push(Estimate {
                low: used(low),
                likely: used(likely),
                high: used(high),
            });
        }
        inputs
    }

    /// Computes the values after the inputs. Values that are not needed are 0.
    pub(super) fn compute_values(
        &self,
        mut numbers: Vec<Decimal>,
        needed: Option<&[bool]>,
    ) -> Option<Vec<Decimal>> {
        for formula in &self.formulas {
            let is_needed = needed.is_none_or(|needed| needed.get(numbers.len()) == Some(&true));
            match is_needed {
                true => formula.compute_onto(&mut numbers)?,
                false => numbers.push(Decimal::ZERO),
            }
        }
        Some(numbers)
    }
}

/// All numbers at the corners of the uncertain inputs, each of them high, low or likely. A corner
/// is computed once for all values that share it.
pub(super) struct Corners<'a> {
    compiled: &'a CompiledCalculator,
    pub(super) inputs: &'a [Estimate],
    needed: Option<&'a [bool]>,
    computed: Vec<Vec<Decimal>>,
}

impl<'a> Corners<'a> {
    /// `needed` tells for each number whether it is needed; `None` if all are.
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

    /// A number as it is shown, with each input high ([`Trend::Up`]), low ([`Trend::Down`]) or
    /// likely.
    pub(super) fn number(
        &mut self,
        index: usize,
        direction: &dyn Fn(usize) -> Trend,
    ) -> Option<Decimal> {
        let trends = &self.compiled.spans.get(index)?.trends;
        let corner = corner(self.compiled, self.inputs, direction);
        let mut known = self.computed.iter();
        let known = known.position(|numbers| agree(&corner, numbers, trends));
        let at = match known {
            Some(at) => at,
            None => {
                let numbers = self.compiled.compute_values(corner, self.needed)?;
                self.computed.push(numbers);
                self.computed.len() - 1
            }
        };
        let number = self.computed.get(at)?.get(index)?;
        self.compiled.shown(index, *number)
    }

    /// An input or value with its bounds, as it is shown.
    pub(super) fn estimate(&mut self, index: usize) -> Option<Estimate> {
        let trends = &self.compiled.spans.get(index)?.trends;
        let mut at =
            |trend: fn(Trend) -> Trend| self.number(index, &|input| trend(trend_in(trends, input)));
        Some(Estimate {
            low: at(Trend::reversed)?,
            likely: at(|_| Trend::Flat)?,
            high: at(|trend| trend)?,
        })
    }
}

/// Whether two corners give a number with these trends the same value: they may only differ in
/// inputs that it does not depend on.
fn agree(corner: &[Decimal], other: &[Decimal], trends: &[Trend]) -> bool {
    for ((one, other), trend) in corner.iter().zip(other).zip(trends) {
        if *trend != Trend::Flat && one != other {
            return false;
        }
    }
    true
}

/// The inputs at a corner, with capacity for the values after them.
pub(super) fn corner(
    compiled: &CompiledCalculator,
    inputs: &[Estimate],
    direction: &dyn Fn(usize) -> Trend,
) -> Vec<Decimal> {
    let mut corner = Vec::with_capacity(compiled.spans.len());
    for (index, input) in inputs.iter().enumerate() {
        corner.push(match direction(index) {
            Trend::Up => input.high,
            Trend::Down => input.low,
            Trend::Flat | Trend::Unclear => input.likely,
        });
    }
    corner
}
