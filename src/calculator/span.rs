//! Between which numbers a formula's value lies, and whether it rises or falls
//! with each input, whatever the others are. Both are found from the formula
//! alone, by intervals and by signs, so they hold for every number that the
//! inputs may have. Where this way cannot tell, it says so and is never wrong.

use super::formula::{Formula, Operation, Step};
use super::print::{part_to, printed};
use crate::number::{Decimal, Extent};

/// How a value moves when an input rises and all others stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trend {
    /// It stays.
    Flat,
    /// It rises or stays.
    Up,
    /// It falls or stays.
    Down,
    /// It may do either.
    Unclear,
}

impl Trend {
    /// The trend of a sum of two that have these trends.
    #[must_use]
    #[inline(never)]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Flat, trend) | (trend, Self::Flat) => trend,
            (one, other) if one == other => one,
            _ => Self::Unclear,
        }
    }

    /// The trend of the negative.
    #[must_use]
    pub const fn turned(self) -> Self {
        match self {
            Self::Up => Self::Down,
            Self::Down => Self::Up,
            other => other,
        }
    }

    /// The trend when multiplied by something in this span.
    fn times(self, span: &Span) -> Self {
        if span.low == Decimal::ZERO && span.high == Decimal::ZERO {
            Self::Flat
        } else if !span.low.is_negative() {
            self
        } else if span.high <= Decimal::ZERO {
            self.turned()
        } else {
            self.and(self.turned())
        }
    }
}

/// The trend in one input; unclear for an input that there isn't.
pub(super) fn trend_in(trends: &[Trend], input: usize) -> Trend {
    trends.get(input).copied().unwrap_or(Trend::Unclear)
}

/// The lowest and highest that a number can be, and its trend in each input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// Nothing is lower.
    pub low: Decimal,
    /// Nothing is higher.
    pub high: Decimal,
    /// The trend in each input, by place.
    pub trends: Vec<Trend>,
}

/// Why a formula has no span: within its inputs' limits, it may not compute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BoundsError {
    /// This may be zero, and something is divided by it.
    Divisor(String),
    /// This may be negative, and its square root is taken.
    Root(String),
    /// The rate may be negative, or the years negative or more than 100.
    Discount,
    /// A number may grow too large, here.
    TooLarge(String),
}

impl Formula {
    /// Finds the formula's span, when those of all that it names are known, and
    /// puts it after them. [`BoundsError`] tells what may not compute.
    pub(super) fn push_span(
        &self,
        spans: &mut Vec<Span>,
        inputs: usize,
    ) -> Result<(), BoundsError> {
        for (place, step) in self.0.iter().enumerate() {
            let span = match step {
                Step::Number(literal) => {
                    let number = literal.share_or_number();
                    Some(Span {
                        low: number,
                        high: number,
                        trends: vec![Trend::Flat; inputs],
                    })
                }
                Step::Name(name) => name.place.and_then(|place| spans.get(place)).cloned(),
                Step::Apply(operation) => {
                    let at = spans.len().saturating_sub(operation.parts());
                    let parts = spans.get(at..).unwrap_or_default();
                    if let Some(cause) = forbidden(*operation, parts) {
                        // What is divided by or taken the root of was read last.
                        return Err(cause(self.part(place.saturating_sub(1))));
                    }
                    let span = applied(*operation, parts, inputs);
                    spans.truncate(at);
                    span
                }
            };
            match span {
                Some(span) => spans.push(span),
                None => return Err(BoundsError::TooLarge(self.part(place))),
            }
        }
        Ok(())
    }

    /// The part with this last step as it is written, for the publisher. In the
    /// browser nobody reads why a calculator is left out.
    fn part(&self, last: usize) -> String {
        if cfg!(target_family = "wasm") {
            return String::new();
        }
        printed(part_to(&self.0, last))
    }
}

/// The span of an operation; `None` when a number grows too large.
fn applied(operation: Operation, parts: &[Span], inputs: usize) -> Option<Span> {
    let Extent { low, high } = bounds(operation, parts)?;
    let mut trends = vec![Trend::Flat; inputs];
    for (input, trend) in trends.iter_mut().enumerate() {
        *trend = trend_of(operation, parts, input);
    }
    Some(Span { low, high, trends })
}

/// Why the operation may not compute somewhere where its parts may be; it is
/// told of its last part.
fn forbidden(operation: Operation, parts: &[Span]) -> Option<fn(String) -> BoundsError> {
    match (operation, parts) {
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

/// The lowest and highest of the operation. Each operation but `if` is
/// monotonic in each of its parts while the others stay, so they are at corners.
fn bounds(operation: Operation, spans: &[Span]) -> Option<Extent> {
    let mut found: Option<Extent> = None;
    let mut include = |number| match &mut found {
        Some(found) => found.include(number),
        None => found = Some(Extent::of(number)),
    };
    if let (Operation::If(_), [_, _, then, other]) = (operation, spans) {
        for number in [then.low, then.high, other.low, other.high] {
            include(number);
        }
        return found;
    }
    for corner in 0..1_u32 << spans.len() {
        let mut values = [Decimal::ZERO; 4];
        for (place, (value, span)) in values.iter_mut().zip(spans).enumerate() {
            *value = if corner >> place & 1 == 0 {
                span.low
            } else {
                span.high
            };
        }
        include(operation.apply(&values)?);
    }
    found
}

fn trend_of(operation: Operation, spans: &[Span], input: usize) -> Trend {
    let trend = |span: &Span| trend_in(&span.trends, input);
    match (operation, spans) {
        (Operation::Subtract, [a, b]) => trend(a).and(trend(b).turned()),
        (Operation::Multiply, [a, b]) => trend(a).times(b).and(trend(b).times(a)),
        (Operation::Divide, [a, b]) => trend(a).times(b).and(trend(b).turned().times(a)),
        (Operation::Negate, [a]) => trend(a).turned(),
        (Operation::PresentValue, [amount, rate, years]) => trend(amount)
            .and(trend(rate).turned().times(amount))
            .and(trend(years).times(amount)),
        (Operation::If(_), [a, b, then, other]) => match trend(a).and(trend(b)) {
            Trend::Flat => trend(then).and(trend(other)),
            _ => Trend::Unclear,
        },
        // Sums, the smaller, the larger, roundings and roots rise with each of their parts.
        (_, parts) => {
            let mut all = Trend::Flat;
            for part in parts {
                all = all.and(trend(part));
            }
            all
        }
    }
}
