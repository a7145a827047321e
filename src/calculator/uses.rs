//! The names that a calculator's sentences and charts use.

use super::gaps::{BREAK_EVEN, gaps};
use crate::catalogue::{Answer, Calculator};

/// The first name in sentences and charts for which `is_wanted` holds, with the part that uses it.
pub(super) fn first_use<'a>(
    calculator: &'a Calculator,
    is_wanted: &dyn Fn(&str) -> bool,
) -> Option<(&'static str, &'a str)> {
    let mut uses = Uses {
        part: "answer",
        is_wanted: &|id| {
            // The break-even is no input or value; sentences may use it if there is one.
            let is_break_even = calculator.break_even.is_some() && id == BREAK_EVEN;
            !is_break_even && is_wanted(id)
        },
        name: None,
        gap: None,
    };
    uses.answer(&calculator.answer);
    for further in &calculator.further {
        uses.answer(further);
    }
    if let Some(bars) = &calculator.bars {
        uses.part = "bars";
        uses.sentence(&bars.title);
        for bar in &bars.items {
            uses.name(&bar.value);
            uses.sentence(&bar.label);
        }
    }
    if let Some(curve) = &calculator.break_even {
        uses.part = "breakEven";
        uses.name(&curve.input);
        uses.name(&curve.left);
        uses.name(&curve.right);
        uses.sentence(&curve.text);
        uses.sentence(&curve.left_label);
        uses.sentence(&curve.right_label);
        uses.sentence(&curve.never);
        uses.sentence(&curve.always);
        if let Some(range) = &curve.range {
            uses.sentence(range);
        }
    }
    if let Some(id) = &calculator.sensitivity {
        uses.part = "sensitivity";
        uses.name(id);
    }
    uses.part = "payers";
    for payer in &calculator.payers {
        uses.sentence(&payer.text);
        for id in [&payer.pays, &payer.saves].into_iter().flatten() {
            uses.name(id);
        }
    }
    uses.part = "caveats";
    for caveat in &calculator.caveats {
        uses.sentence(caveat);
    }
    uses.name.or(uses.gap)
}

struct Uses<'a, 'b> {
    /// The current part.
    part: &'static str,
    is_wanted: &'b dyn Fn(&str) -> bool,
    /// The first that a part uses by itself, which is returned before those in sentences.
    name: Option<(&'static str, &'a str)>,
    /// The first in a sentence.
    gap: Option<(&'static str, &'a str)>,
}

impl<'a> Uses<'a, '_> {
    fn answer(&mut self, answer: &'a Answer) {
        self.name(&answer.value);
        self.sentence(&answer.text);
        if let Some(range) = &answer.range {
            self.sentence(range);
        }
    }

    #[inline(never)]
    fn name(&mut self, id: &'a str) {
        if self.name.is_none() && (self.is_wanted)(id) {
            self.name = Some((self.part, id));
        }
    }

    #[inline(never)]
    fn sentence(&mut self, sentence: &'a str) {
        for gap in gaps(sentence) {
            if self.gap.is_none() && (self.is_wanted)(gap.id) {
                self.gap = Some((self.part, gap.id));
            }
        }
    }
}
