//! What each uncertain assumption does to a value when the others stay: the
//! bars of a tornado.

use super::compiled::CompiledCalculator;
use super::corners::Corners;
use super::span::Trend;
use crate::number::Decimal;

/// What one assumption does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Swing {
    /// The input's place.
    pub input: usize,
    /// The value when this input is low.
    pub at_low: Decimal,
    /// The value when this input is high.
    pub at_high: Decimal,
}

impl Swing {
    /// How far the value moves.
    #[must_use]
    pub fn width(&self) -> u128 {
        self.at_low.millionths().abs_diff(self.at_high.millionths())
    }
}

impl CompiledCalculator {
    /// The place of the value that the swings are of.
    #[must_use]
    pub const fn sensitive(&self) -> usize {
        self.sensitive
    }

    /// The swings of the sensitive value, the widest first; those that move
    /// nothing are left out.
    pub(super) fn swings(&self, corners: &mut Corners<'_>) -> Option<Vec<Swing>> {
        let mut swings = Vec::new();
        for (input, estimate) in corners.inputs.iter().enumerate() {
            if !estimate.is_uncertain() {
                continue;
            }
            let mut at = |trend: Trend| {
                let towards = |place: usize| if place == input { trend } else { Trend::Flat };
                corners.number(self.sensitive, &towards)
            };
            let swing = Swing {
                input,
                at_low: at(Trend::Down)?,
                at_high: at(Trend::Up)?,
            };
            // Few enough to be put in their places one by one.
            if swing.width() > 0 {
                let wider = |known: &Swing| known.width() >= swing.width();
                let place = swings.iter().position(|known| !wider(known));
                swings.insert(place.unwrap_or(swings.len()), swing);
            }
        }
        Some(swings)
    }
}
