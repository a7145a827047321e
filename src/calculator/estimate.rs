//! Numbers with their bounds.

use crate::number::Decimal;

/// A number with its bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Estimate {
    /// The lowest that the uncertain inputs allow.
    pub low: Decimal,
    /// The result of the likely inputs.
    pub likely: Decimal,
    /// The highest that the uncertain inputs allow.
    pub high: Decimal,
}

impl Estimate {
    /// A certain number.
    #[must_use]
    pub const fn exact(number: Decimal) -> Self {
        Self {
            low: number,
            likely: number,
            high: number,
        }
    }

    /// Whether the bounds differ.
    #[must_use]
    pub fn is_uncertain(&self) -> bool {
        self.low != self.high
    }
}
