//! The axes of a chart.

use super::shapes::along;
use crate::number::Decimal;

/// The length of an axis.
pub(super) const FULL: i32 = 1000;

/// An axis from 0: where it ends, and the step between its marks.
pub(super) struct Axis {
    pub(super) end: Decimal,
    pub(super) step: Decimal,
}

impl Axis {
    /// An axis that includes `reach` and ends at a mark. The step is 1, 2 or 5 times a power of ten, and there are three
    /// to five steps: fewer when they would need more decimals than the numbers have.
    pub(super) fn to(reach: Decimal, decimals: u8) -> Option<Self> {
        let mut power = Decimal::ONE;
        for _ in 0..decimals {
            power = power.divide(Decimal::whole(10))?;
        }
        loop {
            for factor in &[1, 2, 5] {
                let step = power.multiply(Decimal::whole(*factor))?;
                let steps = reach.divide(step)?.round_up(0).max(Decimal::ONE);
                if steps <= 5 {
                    let end = step.multiply(steps)?;
                    return Some(Self { end, step });
                }
            }
            power = power.multiply(Decimal::whole(10))?;
        }
    }

    pub(super) fn marks(&self) -> Vec<Decimal> {
        let mut marks = Vec::new();
        let mut mark = Decimal::ZERO;
        while mark <= self.end {
            marks.push(mark);
            match mark.add(self.step) {
                Some(next) => mark = next,
                None => break,
            }
        }
        marks
    }

    /// What the labels count in, to keep them short: ones, thousands or millions, and the words before the unit.
    pub(super) fn scale(&self) -> (Decimal, &'static str) {
        let millions = Decimal::whole(1_000_000);
        let thousands = Decimal::whole(1_000);
        if self.step > millions {
            (millions, "mio. ")
        } else if self.step > thousands {
            (thousands, "1.000 ")
        } else {
            (Decimal::ONE, "")
        }
    }

    /// The number of decimals that the labels need.
    pub(super) fn decimals(&self) -> u8 {
        self.step.places()
    }

    /// The position of a number, in thousandths.
    pub(super) fn along(&self, number: Decimal) -> i32 {
        along(number, self.end, FULL)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::danish::{parse_number, print_number};

    #[test]
    fn marks_are_round_and_large_ones_are_counted_in_thousands_or_millions() {
        let marks = |reach: &str, decimals| {
            let axis = Axis::to(parse_number(reach).unwrap(), decimals).unwrap();
            let (scale, words) = axis.scale();
            let marks: Vec<String> = axis
                .marks()
                .into_iter()
                .map(|mark| print_number(mark.divide(scale).unwrap(), axis.decimals()))
                .collect();
            format!("{words}{}", marks.join(" "))
        };
        assert_eq!(marks("0,7", 1), "0,0 0,2 0,4 0,6 0,8");
        assert_eq!(marks("3", 0), "0 1 2 3");
        assert_eq!(marks("2", 0), "0 1 2");
        assert_eq!(marks("2", 2), "0,0 0,5 1,0 1,5 2,0");
        assert_eq!(marks("4999", 2), "0 1.000 2.000 3.000 4.000 5.000");
        assert_eq!(marks("166600", 0), "1.000 0 50 100 150 200");
        assert_eq!(marks("55000000", 0), "mio. 0 20 40 60");
    }
}
