//! Between which numbers a formula's value lies, and whether it rises or falls
//! with each input, whatever the others are. Both are found from the formula
//! alone, by intervals and by signs, so they hold for every number that the
//! inputs may have. Where this way cannot tell, it says so and is never wrong.

use super::formula::{Expression, Formula, Operation};
use crate::number::Decimal;

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

    /// The trend when multiplied by something between these numbers.
    fn times(self, (low, high): (Decimal, Decimal)) -> Self {
        if low == Decimal::ZERO && high == Decimal::ZERO {
            Self::Flat
        } else if !low.is_negative() {
            self
        } else if high <= Decimal::ZERO {
            self.turned()
        } else {
            self.and(self.turned())
        }
    }
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
pub enum Boundless {
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
    /// The formula's span, when those of all that it names are known.
    ///
    /// # Errors
    /// [`Boundless`] tells what may not compute.
    pub fn span(&self, spans: &[Span], inputs: usize) -> Result<Span, Boundless> {
        self.0.span(spans, inputs)
    }
}

impl Expression {
    fn span(&self, spans: &[Span], inputs: usize) -> Result<Span, Boundless> {
        let flat = || vec![Trend::Flat; inputs];
        let too_large = || Boundless::TooLarge(self.to_string());
        match self {
            Self::Number(literal) => {
                let number = literal.share_or_number().ok_or_else(too_large)?;
                Ok(Span {
                    low: number,
                    high: number,
                    trends: flat(),
                })
            }
            Self::Name(name) => {
                let span = name.place.and_then(|place| spans.get(place));
                span.cloned().ok_or_else(too_large)
            }
            Self::Apply(operation, parts) => {
                let mut of_parts = Vec::with_capacity(4);
                for part in parts {
                    of_parts.push(part.span(spans, inputs)?);
                }
                allowed(*operation, parts, &of_parts)?;
                let (low, high) = bounds(*operation, &of_parts).ok_or_else(too_large)?;
                let mut trends = flat();
                for (input, trend) in trends.iter_mut().enumerate() {
                    *trend = trend_of(*operation, &of_parts, input);
                }
                Ok(Span { low, high, trends })
            }
        }
    }
}

/// Whether the operation computes wherever its parts are.
fn allowed(operation: Operation, parts: &[Expression], spans: &[Span]) -> Result<(), Boundless> {
    let printed = |place: usize| {
        parts
            .get(place)
            .map(ToString::to_string)
            .unwrap_or_default()
    };
    match (operation, spans) {
        (Operation::Divide, [_, by]) if by.low <= Decimal::ZERO && by.high >= Decimal::ZERO => {
            Err(Boundless::Divisor(printed(1)))
        }
        (Operation::Root, [of]) if of.low.is_negative() => Err(Boundless::Root(printed(0))),
        (Operation::PresentValue, [_, rate, years])
            if rate.low.is_negative() || years.low.is_negative() || years.high > 100 =>
        {
            Err(Boundless::Discount)
        }
        _ => Ok(()),
    }
}

/// The lowest and highest of the operation. Each operation but `if` is
/// monotonic in each of its parts while the others stay, so they are at corners.
fn bounds(operation: Operation, spans: &[Span]) -> Option<(Decimal, Decimal)> {
    if let (Operation::If(_), [_, _, then, other]) = (operation, spans) {
        return Some((then.low.min(other.low), then.high.max(other.high)));
    }
    let mut found: Option<(Decimal, Decimal)> = None;
    for corner in 0..1_u32 << spans.len() {
        let mut values = [Decimal::ZERO; 4];
        for (place, (value, span)) in values.iter_mut().zip(spans).enumerate() {
            *value = if corner >> place & 1 == 0 {
                span.low
            } else {
                span.high
            };
        }
        let number = operation.apply(values)?;
        found = Some(match found {
            Some((low, high)) => (low.min(number), high.max(number)),
            None => (number, number),
        });
    }
    found
}

fn trend_of(operation: Operation, spans: &[Span], input: usize) -> Trend {
    let trend = |span: &Span| span.trends.get(input).copied().unwrap_or(Trend::Unclear);
    let range = |span: &Span| (span.low, span.high);
    match (operation, spans) {
        (Operation::Subtract, [a, b]) => trend(a).and(trend(b).turned()),
        (Operation::Multiply, [a, b]) => trend(a).times(range(b)).and(trend(b).times(range(a))),
        (Operation::Divide, [a, b]) => trend(a)
            .times(range(b))
            .and(trend(b).turned().times(range(a))),
        (Operation::Negate, [a]) => trend(a).turned(),
        (Operation::PresentValue, [amount, rate, years]) => trend(amount)
            .and(trend(rate).turned().times(range(amount)))
            .and(trend(years).times(range(amount))),
        (Operation::If(_), [a, b, then, other]) => match trend(a).and(trend(b)) {
            Trend::Flat => trend(then).and(trend(other)),
            _ => Trend::Unclear,
        },
        // Sums, the smaller, the larger, roundings and roots rise with each of their parts.
        (_, parts) => parts
            .iter()
            .map(trend)
            .fold(Trend::Flat, |all, one| all.and(one)),
    }
}
