//! Where two values meet: the break-even, solved for one input.

use super::compiled::{CompiledCalculator, SolvedFor};
use super::corners::{Corners, corner};
use super::estimate::Estimate;
use super::formula::in_formulas;
use super::span::{Trend, trend_in};
use crate::number::{Decimal, Extent};

/// Whether two values meet, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Crossing {
    /// However the input is, it doesn't pay.
    Never,
    /// At this number of the input it pays, and a millionth less well it
    /// doesn't: they are equal there, as far as six decimals tell.
    At(Decimal),
    /// However the input is, it pays.
    Always,
}

/// Where two values meet, and how far that may be off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BreakEven {
    /// With the other inputs as they are likely to be.
    pub likely: Crossing,
    /// With each of the others as it is best for meeting.
    pub best: Crossing,
    /// With each of the others as it is worst for meeting.
    pub worst: Crossing,
    /// Whether it pays from that number on; else it pays up to it.
    pub rises: bool,
}

impl BreakEven {
    /// The number and its bounds, when they meet in the likely case. Where they
    /// never meet in the best or worst case, or always do, that bound is the
    /// number itself: [`BreakEven::has_bounds`] tells.
    #[must_use]
    pub fn estimate(&self) -> Option<Estimate> {
        let Crossing::At(likely) = self.likely else {
            return None;
        };
        let bound = |meet| match meet {
            Crossing::At(number) => number,
            Crossing::Never | Crossing::Always => likely,
        };
        let mut bounds = Extent::of(bound(self.best));
        bounds.include(bound(self.worst));
        let Extent { low, high } = bounds;
        Some(Estimate { low, likely, high })
    }

    /// Whether they meet both in the best and in the worst case.
    #[must_use]
    pub fn has_bounds(&self) -> bool {
        matches!((self.best, self.worst), (Crossing::At(_), Crossing::At(_)))
    }
}

/// The two values when the input that is solved for is this number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// The input's number.
    pub number: Decimal,
    /// The left value.
    pub left: Estimate,
    /// The right value.
    pub right: Estimate,
}

/// The two values of the break-even over its input.
pub struct Curve<'a> {
    compiled: &'a CompiledCalculator,
    crossing: &'a SolvedFor,
    inputs: Vec<Estimate>,
    /// The left and the right value, once known, if the input doesn't move it.
    level: [Option<Estimate>; 2],
}

impl Curve<'_> {
    /// The values at a number of the input; `None` when it is beyond the input's
    /// limits and cannot be computed with.
    pub fn point(&mut self, number: Decimal) -> Option<Point> {
        let SolvedFor {
            input, left, right, ..
        } = *self.crossing;
        let unit = &self.compiled.definition.inputs.get(input)?.unit;
        *self.inputs.get_mut(input)? = Estimate::exact(in_formulas(number, unit));
        let mut corners = Corners::new(self.compiled, &self.inputs, Some(&self.crossing.needed));
        let mut value = |place: usize, level: &mut Option<Estimate>| {
            let value = match *level {
                Some(level) => level,
                None => corners.estimate(place)?,
            };
            let moves = trend_in(&self.compiled.spans.get(place)?.trends, input) != Trend::Flat;
            *level = (!moves).then_some(value);
            Some(value)
        };
        let [left_level, right_level] = &mut self.level;
        Some(Point {
            number,
            left: value(left, left_level)?,
            right: value(right, right_level)?,
        })
    }
}

impl CompiledCalculator {
    /// The two values of the break-even over its input; `own` is as in
    /// [`CompiledCalculator::compute`]. `None` when nothing is solved for.
    #[must_use]
    pub fn curve(&self, own: &[Option<Decimal>]) -> Option<Curve<'_>> {
        let crossing = self.crossing.as_ref()?;
        Some(Curve {
            compiled: self,
            crossing,
            inputs: self.inputs(own),
            level: [None; 2],
        })
    }

    pub(super) fn meeting(&self, crossing: &SolvedFor, inputs: &[Estimate]) -> Option<BreakEven> {
        let rises = trend_in(&crossing.trends, crossing.input) == Trend::Up;
        let at = |towards: fn(Trend) -> Trend| {
            let towards = |input: usize| towards(trend_in(&crossing.trends, input));
            self.meet(crossing, &corner(self, inputs, &towards), rises)
        };
        Some(BreakEven {
            likely: at(|_| Trend::Flat)?,
            best: at(|trend| trend)?,
            worst: at(Trend::turned)?,
            rises,
        })
    }

    fn meet(&self, crossing: &SolvedFor, others: &[Decimal], rises: bool) -> Option<Crossing> {
        let input = self.definition.inputs.get(crossing.input)?;
        let (min, max) = (
            in_formulas(input.min, &input.unit),
            in_formulas(input.max, &input.unit),
        );
        let gain = |number: Decimal| {
            let mut inputs = Vec::with_capacity(self.spans.len());
            inputs.extend_from_slice(others);
            *inputs.get_mut(crossing.input)? = number;
            let numbers = self.extend(inputs, Some(&crossing.needed))?;
            numbers
                .get(crossing.left)?
                .subtract(*numbers.get(crossing.right)?)
        };
        let (poor, good) = if rises { (min, max) } else { (max, min) };
        let (poor_gain, good_gain) = (gain(poor)?, gain(good)?);
        if !poor_gain.is_negative() {
            return Some(Crossing::Always);
        }
        if good_gain.is_negative() {
            return Some(Crossing::Never);
        }
        let number = closest(gain, (poor, poor_gain), (good, good_gain))?;
        Some(Crossing::At(self.shown(crossing.input, number)?))
    }
}

/// How much of the gap the gain takes to grow from below zero to zero, if it
/// grows along a straight line; `None` between numbers too large to tell.
fn line(gap: i128, poor: Decimal, good: Decimal) -> Option<i128> {
    let grows = good.subtract(poor)?.millionths();
    let to_zero = poor.negate()?.millionths();
    gap.checked_mul(to_zero)?.checked_div(grows)
}

/// The number nearest `poor` that still gains, to the millionth. It is sought
/// where a straight line would have it, which is where it is for most
/// formulas, and in the middle when the line doesn't come nearer.
fn closest(
    gain: impl Fn(Decimal) -> Option<Decimal>,
    mut poor: (Decimal, Decimal),
    mut good: (Decimal, Decimal),
) -> Option<Decimal> {
    let mut straight = true;
    loop {
        let gap = good.0.millionths() - poor.0.millionths();
        if gap.unsigned_abs() <= 1 {
            return Some(good.0);
        }
        let step = match line(gap, poor.1, good.1).filter(|_| straight) {
            Some(0) => gap.signum(),
            Some(line) if line.unsigned_abs() < gap.unsigned_abs() => line,
            // No line leads there: halfway.
            _ => gap / 2,
        };
        let number = Decimal::from_millionths(poor.0.millionths() + step);
        let of_number = gain(number)?;
        let before = gap.unsigned_abs();
        if of_number.is_negative() {
            poor = (number, of_number);
        } else {
            good = (number, of_number);
        }
        let after = (good.0.millionths() - poor.0.millionths()).unsigned_abs();
        // A straight line that lands right beside the number halves nothing: the far end must come in, too.
        straight = !straight || after < before / 4;
    }
}
