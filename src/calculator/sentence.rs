//! Sentences with numbers in the place of their placeholders (see `gaps`).

use super::compiled::CompiledCalculator;
use super::estimate::Estimate;
use super::gaps::{BREAK_EVEN, Bound, Gap, parse};
use super::results::{Figures, Results};
use crate::danish::{continue_sentence, print_number};
use crate::number::Decimal;

/// Replaces a sentence's placeholders by numbers, and by `–` where there is none.
#[must_use]
pub fn fill(sentence: &str, compiled: &CompiledCalculator, results: &Results) -> String {
    let mut filled = String::with_capacity(sentence.len() + 16);
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('{') {
        continue_sentence(&mut filled, before);
        let Some((gap, after)) = after.split_once('}') else {
            rest = after;
            continue;
        };
        let gap = parse(gap);
        // `estimate` gives the number itself for missing bounds of the break-even.
        let bounded = gap.bound == Bound::Likely
            || gap.id != BREAK_EVEN
            || results
                .break_even
                .is_some_and(|break_even| break_even.has_bounds());
        match compiled.figures(results, gap.id).filter(|_| bounded) {
            Some(figures) => filled.push_str(&figures.print(gap)),
            None => filled.push('–'),
        }
        rest = after;
    }
    continue_sentence(&mut filled, rest);
    filled
}

impl Figures<'_> {
    fn print(&self, gap: Gap<'_>) -> String {
        let number = match gap.bound {
            Bound::Low => self.estimate.low,
            Bound::Likely => self.estimate.likely,
            Bound::High => self.estimate.high,
        };
        if gap.bare {
            self.bare(number)
        } else {
            self.with_unit(number)
        }
    }

    /// A number with these decimals, without its unit.
    #[must_use]
    pub fn bare(&self, number: Decimal) -> String {
        print_number(number, self.decimals)
    }

    /// A number with these decimals and this unit, separated by a no-break space.
    #[must_use]
    pub fn with_unit(&self, number: Decimal) -> String {
        let printed = print_number(number, self.decimals);
        match self.unit_of(number) {
            "" => printed,
            unit => format!("{printed}\u{a0}{unit}"),
        }
    }

    /// From one number to another, with the unit.
    #[must_use]
    pub fn from_to(&self, from: Decimal, to: Decimal) -> String {
        format!("{} til {}", self.bare(from), self.with_unit(to))
    }

    /// The bounds in parentheses, to follow the number; empty if it is certain.
    #[must_use]
    pub fn bounds(&self) -> String {
        let Estimate { low, high, .. } = self.estimate;
        match low == high {
            true => String::new(),
            false => format!(" ({} til {})", self.bare(low), self.bare(high)),
        }
    }

    /// The unit after a number: singular after 1.
    #[must_use]
    pub fn unit_of(&self, number: Decimal) -> &str {
        if number == Decimal::ONE {
            self.unit_one
        } else {
            self.unit
        }
    }
}
