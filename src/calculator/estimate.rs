//! Numbers with their bounds.

use crate::number::Decimal;

/// A number and how far it may be off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Estimate {
    /// The lowest that the assumptions allow.
    pub low: Decimal,
    /// What the likely assumptions give.
    pub likely: Decimal,
    /// The highest that the assumptions allow.
    pub high: Decimal,
}

impl Estimate {
    /// A number that is not uncertain.
    #[must_use]
    pub const fn exact(number: Decimal) -> Self {
        Self {
            low: number,
            likely: number,
            high: number,
        }
    }

    /// Whether the bounds say more than the number itself.
    #[must_use]
    pub fn is_uncertain(&self) -> bool {
        self.low != self.high
    }
}
