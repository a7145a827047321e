//! Which names a calculator's sentences and pictures use.

use super::gaps::{BREAK_EVEN, gaps};
use crate::catalogue::{Answer, Calculator};

/// The first name that sentences and pictures use and that is sought, with the
/// part that uses it.
pub(super) fn first_use<'a>(
    calculator: &'a Calculator,
    sought: &dyn Fn(&str) -> bool,
) -> Option<(&'static str, &'a str)> {
    let mut uses = Uses {
        part: "answer",
        sought: &|id| {
            // Where the values meet is no input or value, and there when they can meet.
            let meets = calculator.break_even.is_some() && id == BREAK_EVEN;
            !meets && sought(id)
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
    if let Some(meeting) = &calculator.break_even {
        uses.part = "breakEven";
        uses.name(&meeting.input);
        uses.name(&meeting.left);
        uses.name(&meeting.right);
        uses.sentence(&meeting.text);
        uses.sentence(&meeting.left_label);
        uses.sentence(&meeting.right_label);
        uses.sentence(&meeting.never);
        uses.sentence(&meeting.always);
        if let Some(range) = &meeting.range {
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
    /// The part that is looked through.
    part: &'static str,
    sought: &'b dyn Fn(&str) -> bool,
    /// The first that a part names by itself: it is told before those that
    /// stand in sentences.
    name: Option<(&'static str, &'a str)>,
    /// The first that stands in a sentence.
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
        if self.name.is_none() && (self.sought)(id) {
            self.name = Some((self.part, id));
        }
    }

    #[inline(never)]
    fn sentence(&mut self, sentence: &'a str) {
        for gap in gaps(sentence) {
            if self.gap.is_none() && (self.sought)(gap.id) {
                self.gap = Some((self.part, gap.id));
            }
        }
    }
}
