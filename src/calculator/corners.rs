//! A calculator computed at the corners of what is uncertain.

use super::compiled::CompiledCalculator;
use super::estimate::Estimate;
use super::formula::in_formulas;
use super::span::{Trend, trend_in};
use crate::number::Decimal;

impl CompiledCalculator {
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
            |trend: fn(Trend) -> Trend| self.number(place, &|input| trend(trend_in(trends, input)));
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
