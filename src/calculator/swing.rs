//! Sensitivity: how far each uncertain input alone moves a value. The bars of a tornado chart.

use super::compiled::CompiledCalculator;
use super::corners::Corners;
use super::span::Trend;
use crate::number::Decimal;

/// How far one input moves the value while the others are likely.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Swing {
    /// The index of the input.
    pub input: usize,
    /// The value when this input is low.
    pub at_low: Decimal,
    /// The value when this input is high.
    pub at_high: Decimal,
}

impl Swing {
    /// The difference of the two, in millionths.
    #[must_use]
    pub fn width(&self) -> u128 {
        self.at_low.millionths().abs_diff(self.at_high.millionths())
    }
}

impl CompiledCalculator {
    /// The index, among inputs and values, of the value that the swings are of.
    #[must_use]
    pub const fn sensitive(&self) -> usize {
        self.sensitive
    }

    /// The swings of the sensitive value, the widest first, without those of width 0.
    pub(super) fn swings(&self, corners: &mut Corners<'_>) -> Option<Vec<Swing>> {
        let mut swings = Vec::new();
        for (input, estimate) in corners.inputs.iter().enumerate() {
            if !estimate.is_uncertain() {
                continue;
            }
            let mut at = |trend: Trend| {
                let direction = |index: usize| if index == input { trend } else { Trend::Flat };
                corners.number(self.sensitive, &direction)
            };
            let swing = Swing {
                input,
                at_low: at(Trend::Down)?,
                at_high: at(Trend::Up)?,
            };
            // Insertion sort: there are few.
            if swing.width() > 0 {
                let wider = |known: &Swing| known.width() >= swing.width();
                let index = swings.iter().position(|known| !wider(known));
                swings.insert(index.unwrap_or(swings.len()), swing);
            }
        }
        Some(swings)
    }
}
