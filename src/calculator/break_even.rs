//! Break-even: the number of an input at which two values are equal.

use super::compiled::{BreakEvenEquation, CompiledCalculator};
use super::corners::{Corners, corner};
use super::estimate::Estimate;
use super::formula::in_formulas;
use super::span::{Trend, trend_in};
use crate::number::{Decimal, Extent};

/// Where the left value reaches the right one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Crossing {
    /// Nowhere within the input's limits: it never pays.
    Never,
    /// At this number of the input: it pays there, and does not a millionth before.
    At(Decimal),
    /// Everywhere within the input's limits: it always pays.
    Always,
}

/// The break-even with its bounds.
///
/// ```
/// use virker::calculator::{CompiledCalculator, Crossing};
/// use virker::catalogue::{Answer, BreakEvenCurve, Calculator, Input, Value};
/// use virker::number::Decimal;
///
/// // How many avoided days pay for an effort of 4,320 kr., if a day costs 4,000 kr. at least?
/// let input = |id: &str, [low, likely, high]: [i64; 3]| Input {
///     id: id.into(),
///     max: Decimal::whole(10_000),
///     low: Some(Decimal::whole(low)),
///     likely: Decimal::whole(likely),
///     high: Some(Decimal::whole(high)),
///     ..Input::default()
/// };
/// let value = |id: &str, formula: &str| Value {
///     id: id.into(),
///     formula: formula.into(),
///     ..Value::default()
/// };
/// let calculator = CompiledCalculator::new(Calculator {
///     inputs: vec![input("days", [0, 0, 0]), input("price", [4_000, 4_320, 5_000])],
///     values: vec![value("saved", "days * price"), value("cost", "4320")],
///     answer: Answer { value: "saved".into(), ..Answer::default() },
///     break_even: Some(BreakEvenCurve {
///         input: "days".into(),
///         left: "saved".into(),
///         right: "cost".into(),
///         ..BreakEvenCurve::default()
///     }),
///     ..Calculator::default()
/// })
/// .unwrap();
///
/// let break_even = calculator.compute(&[]).unwrap().break_even.unwrap();
/// assert!(break_even.rises, "it pays from that number on");
/// assert_eq!(break_even.likely, Crossing::At(Decimal::ONE));
/// assert_eq!(break_even.worst, Crossing::At(Decimal::parse("1.08").unwrap()));
///
/// let mut curve = calculator.curve(&[]).unwrap();
/// let point = curve.point(Decimal::whole(2)).unwrap();
/// assert_eq!(point.left.likely, Decimal::whole(8_640));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BreakEven {
    /// With the likely numbers of the other inputs.
    pub likely: Crossing,
    /// With the most favourable numbers of the other inputs.
    pub best: Crossing,
    /// With the least favourable numbers of the other inputs.
    pub worst: Crossing,
    /// Whether it pays from the number upwards; otherwise it pays up to it.
    pub rises: bool,
}

impl BreakEven {
    /// The number with its bounds; `None` if the likely case is [`Crossing::Never`] or
    /// [`Crossing::Always`]. If the best or worst case is, that bound is the number itself:
    /// [`BreakEven::has_bounds`] tells.
    #[must_use]
    pub fn estimate(&self) -> Option<Estimate> {
        let Crossing::At(likely) = self.likely else {
            return None;
        };
        let bound = |crossing| match crossing {
            Crossing::At(number) => number,
            Crossing::Never | Crossing::Always => likely,
        };
        let mut bounds = Extent::of(bound(self.best));
        bounds.include(bound(self.worst));
        let Extent { low, high } = bounds;
        Some(Estimate { low, likely, high })
    }

    /// Whether there is a number in both the best and the worst case.
    #[must_use]
    pub fn has_bounds(&self) -> bool {
        matches!((self.best, self.worst), (Crossing::At(_), Crossing::At(_)))
    }
}

/// A point of a [`Curve`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// The number of the input that is solved for.
    pub number: Decimal,
    /// The left value.
    pub left: Estimate,
    /// The right value.
    pub right: Estimate,
}

/// The two values of the break-even over its input.
pub struct Curve<'a> {
    compiled: &'a CompiledCalculator,
    equation: &'a BreakEvenEquation,
    inputs: Vec<Estimate>,
    /// The left and the right value, if it does not depend on the input and was computed.
    constants: [Option<Estimate>; 2],
}

impl Curve<'_> {
    /// The values at a number of the input; `None` if it is outside the input's limits and cannot
    /// be computed with.
    pub fn point(&mut self, number: Decimal) -> Option<Point> {
        let BreakEvenEquation {
            input, left, right, ..
        } = *self.equation;
        let unit = &self.compiled.definition.inputs.get(input)?.unit;
        *self.inputs.get_mut(input)? = Estimate::exact(in_formulas(number, unit));
        let mut corners = Corners::new(self.compiled, &self.inputs, Some(&self.equation.needed));
        let mut value = |index: usize, constant: &mut Option<Estimate>| {
            let value = match *constant {
                Some(constant) => constant,
                None => corners.estimate(index)?,
            };
            let moves = trend_in(&self.compiled.spans.get(index)?.trends, input) != Trend::Flat;
            *constant = (!moves).then_some(value);
            Some(value)
        };
        let [left_constant, right_constant] = &mut self.constants;
        Some(Point {
            number,
            left: value(left, left_constant)?,
            right: value(right, right_constant)?,
        })
    }
}

impl CompiledCalculator {
    /// The two values of the break-even over its input; `overrides` is as in
    /// [`CompiledCalculator::compute`]. `None` if the calculator has no break-even.
    #[must_use]
    pub fn curve(&self, overrides: &[Option<Decimal>]) -> Option<Curve<'_>> {
        let equation = self.equation.as_ref()?;
        Some(Curve {
            compiled: self,
            equation,
            inputs: self.inputs(overrides),
            constants: [None; 2],
        })
    }

    /// Solves the equation for the likely, best and worst numbers of the other inputs.
    pub(super) fn solve(
        &self,
        equation: &BreakEvenEquation,
        inputs: &[Estimate],
    ) -> Option<BreakEven> {
        let rises = trend_in(&equation.trends, equation.input) == Trend::Up;
        let at = |direction: fn(Trend) -> Trend| {
            let direction = |input: usize| direction(trend_in(&equation.trends, input));
            self.crossing(equation, &corner(self, inputs, &direction), rises)
        };
        Some(BreakEven {
            likely: at(|_| Trend::Flat)?,
            best: at(|trend| trend)?,
            worst: at(Trend::reversed)?,
            rises,
        })
    }

    fn crossing(
        &self,
        equation: &BreakEvenEquation,
        others: &[Decimal],
        rises: bool,
    ) -> Option<Crossing> {
        let input = self.definition.inputs.get(equation.input)?;
        let (min, max) = (
            in_formulas(input.min, &input.unit),
            in_formulas(input.max, &input.unit),
        );
        let gain = |number: Decimal| {
            let mut inputs = Vec::with_capacity(self.spans.len());
            inputs.extend_from_slice(others);
            *inputs.get_mut(equation.input)? = number;
            let numbers = self.compute_values(inputs, Some(&equation.needed))?;
            numbers
                .get(equation.left)?
                .subtract(*numbers.get(equation.right)?)
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
        Some(Crossing::At(self.shown(equation.input, number)?))
    }
}

/// By linear interpolation, how much of the gap the gain takes to rise from `poor`, below zero, to
/// zero; `None` on overflow.
fn interpolated(gap: i128, poor: Decimal, good: Decimal) -> Option<i128> {
    let grows = good.subtract(poor)?.millionths();
    let to_zero = poor.negate()?.millionths();
    gap.checked_mul(to_zero)?.checked_div(grows)
}

/// The number nearest to `poor` whose gain is not negative, to the millionth. Both ends are a number
/// and its gain.
///
/// This is the false position method, exact for linear formulas, which falls back to bisection
/// whenever a step does not shrink the gap to a quarter.
fn closest(
    gain: impl Fn(Decimal) -> Option<Decimal>,
    mut poor: (Decimal, Decimal),
    mut good: (Decimal, Decimal),
) -> Option<Decimal> {
    let mut is_linear = true;
    loop {
        let gap = good.0.millionths() - poor.0.millionths();
        if gap.unsigned_abs() <= 1 {
            return Some(good.0);
        }
        let step = match interpolated(gap, poor.1, good.1).filter(|_| is_linear) {
            Some(0) => gap.signum(),
            Some(step) if step.unsigned_abs() < gap.unsigned_abs() => step,
            // Bisect.
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
        // Interpolation that lands beside the number leaves the far end where it was: bisect next.
        is_linear = !is_linear || after < before / 4;
    }
}
