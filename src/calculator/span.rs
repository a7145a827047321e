//! The bounds of a formula's result within its inputs' limits, and its trend in each input.
//!
//! Bounds are computed by interval arithmetic, trends from the signs of the operands. Both are
//! conservative: bounds may be wider than the true ones, and a trend may be unclear where it is not,
//! but neither is ever wrong.

use super::formula::{Formula, Operation, Step};
use super::print::{printed, subexpression};
use crate::number::{Decimal, Extent};

/// How a value changes when one input rises and the others stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trend {
    /// It does not depend on the input.
    Flat,
    /// It never falls.
    Up,
    /// It never rises.
    Down,
    /// It may rise or fall.
    Unclear,
}

impl Trend {
    /// The trend of the sum of two values.
    #[must_use]
    #[inline(never)]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Flat, trend) | (trend, Self::Flat) => trend,
            (one, other) if one == other => one,
            _ => Self::Unclear,
        }
    }

    /// The trend of the negated value.
    #[must_use]
    pub const fn reversed(self) -> Self {
        match self {
            Self::Up => Self::Down,
            Self::Down => Self::Up,
            other => other,
        }
    }

    /// The trend of the product with a number within a span.
    fn times(self, span: &Span) -> Self {
        if span.low == Decimal::ZERO && span.high == Decimal::ZERO {
            Self::Flat
        } else if !span.low.is_negative() {
            self
        } else if span.high <= Decimal::ZERO {
            self.reversed()
        } else {
            self.and(self.reversed())
        }
    }
}

/// The trend in one input; unclear for an input that does not exist.
pub(super) fn trend_in(trends: &[Trend], input: usize) -> Trend {
    trends.get(input).copied().unwrap_or(Trend::Unclear)
}

/// The bounds of a number, and its trend in each input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// No greater than its lowest value.
    pub low: Decimal,
    /// No less than its highest value.
    pub high: Decimal,
    /// By input, the trend.
    pub trends: Vec<Trend>,
}

/// Why a formula may fail to compute within its inputs' limits. Each holds the subexpression as
/// text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BoundsError {
    /// A divisor that may be zero.
    Divisor(String),
    /// A radicand that may be negative.
    Root(String),
    /// A present value whose rate may be negative, or whose years may be negative or more than 100.
    Discount,
    /// An expression that may overflow.
    TooLarge(String),
}

impl Formula {
    /// Computes the formula's span from those of the numbers before it, and pushes it after them.
    pub(super) fn push_span(
        &self,
        spans: &mut Vec<Span>,
        inputs: usize,
    ) -> Result<(), BoundsError> {
        for (index, step) in self.0.iter().enumerate() {
            let span = match step {
                Step::Number(literal) => {
                    let number = literal.share_or_number();
                    Some(Span {
                        low: number,
                        high: number,
                        trends: vec![Trend::Flat; inputs],
                    })
                }
                Step::Name(name) => name.index.and_then(|index| spans.get(index)).cloned(),
                Step::Apply(operation) => {
                    let at = spans.len().saturating_sub(operation.arity());
                    let operands = spans.get(at..).unwrap_or_default();
                    if let Some(cause) = domain_error(*operation, operands) {
                        // The divisor or radicand is the last operand.
                        return Err(cause(self.part(index.saturating_sub(1))));
                    }
                    let span = applied(*operation, operands, inputs);
                    spans.truncate(at);
                    span
                }
            };
            match span {
                Some(span) => spans.push(span),
                None => return Err(BoundsError::TooLarge(self.part(index))),
            }
        }
        Ok(())
    }

    /// The subexpression that ends with a step as text, for messages to publishers. Empty in the
    /// browser, which does not show them.
    fn part(&self, last: usize) -> String {
        if cfg!(target_family = "wasm") {
            return String::new();
        }
        printed(subexpression(&self.0, last))
    }
}

/// The span of an operation's result; `None` on overflow.
fn applied(operation: Operation, operands: &[Span], inputs: usize) -> Option<Span> {
    let Extent { low, high } = bounds(operation, operands)?;
    let mut trends = vec![Trend::Flat; inputs];
    for (input, trend) in trends.iter_mut().enumerate() {
        *trend = trend_of(operation, operands, input);
    }
    Some(Span { low, high, trends })
}

/// The error if an operation may be outside its domain, to be made with its last operand.
fn domain_error(operation: Operation, operands: &[Span]) -> Option<fn(String) -> BoundsError> {
    match (operation, operands) {
        (Operation::Divide, [_, by]) if by.low <= Decimal::ZERO && by.high >= Decimal::ZERO => {
            Some(BoundsError::Divisor)
        }
        (Operation::Root, [of]) if of.low.is_negative() => Some(BoundsError::Root),
        (Operation::PresentValue, [_, rate, years])
            if rate.low.is_negative() || years.low.is_negative() || years.high > 100 =>
        {
            Some(|_| BoundsError::Discount)
        }
        _ => None,
    }
}

/// The bounds of an operation's result. Each operation except `if` is monotonic in each operand
/// while the others stay, so its extremes are at corners.
fn bounds(operation: Operation, spans: &[Span]) -> Option<Extent> {
    let mut extent: Option<Extent> = None;
    let mut include = |number| match &mut extent {
        Some(extent) => extent.include(number),
        None => extent = Some(Extent::of(number)),
    };
    if let (Operation::If(_), [_, _, then, other]) = (operation, spans) {
        for number in [then.low, then.high, other.low, other.high] {
            include(number);
        }
        return extent;
    }
    for corner in 0..1_u32 << spans.len() {
        let mut values = [Decimal::ZERO; 4];
        for (index, (value, span)) in values.iter_mut().zip(spans).enumerate() {
            *value = if corner >> index & 1 == 0 {
                span.low
            } else {
                span.high
            };
        }
        include(operation.apply(&values)?);
    }
    extent
}

fn trend_of(operation: Operation, spans: &[Span], input: usize) -> Trend {
    let trend = |span: &Span| trend_in(&span.trends, input);
    match (operation, spans) {
        (Operation::Subtract, [a, b]) => trend(a).and(trend(b).reversed()),
        (Operation::Multiply, [a, b]) => trend(a).times(b).and(trend(b).times(a)),
        (Operation::Divide, [a, b]) => trend(a).times(b).and(trend(b).reversed().times(a)),
        (Operation::Negate, [a]) => trend(a).reversed(),
        (Operation::PresentValue, [amount, rate, years]) => trend(amount)
            .and(trend(rate).reversed().times(amount))
            .and(trend(years).times(amount)),
        (Operation::If(_), [a, b, then, other]) => match trend(a).and(trend(b)) {
            Trend::Flat => trend(then).and(trend(other)),
            _ => Trend::Unclear,
        },
        // Sums, minima, maxima, roundings and roots rise with each operand.
        (_, operands) => {
            let mut all = Trend::Flat;
            for operand in operands {
                all = all.and(trend(operand));
            }
            all
        }
    }
}
