//! Which names a calculator's sentences and pictures use.

use super::gaps;
use crate::catalogue::{Answer, Calculator};

/// Names or sentences, each with the part that uses it.
type Uses<'a> = Vec<(&'static str, &'a str)>;

/// The first name that sentences and pictures use and that is sought, with the
/// part that uses it.
pub(super) fn first_use<'a>(
    calculator: &'a Calculator,
    sought: &dyn Fn(&str) -> bool,
) -> Option<(&'static str, &'a str)> {
    let mut names: Uses<'a> = Vec::new();
    let mut sentences: Uses<'a> = Vec::new();
    answer(&calculator.answer, &mut names, &mut sentences);
    for further in &calculator.further {
        answer(further, &mut names, &mut sentences);
    }
    if let Some(bars) = &calculator.bars {
        sentences.push(("bars", &bars.title));
        for bar in &bars.items {
            names.push(("bars", &bar.value));
            sentences.push(("bars", &bar.label));
        }
    }
    if let Some(meeting) = &calculator.break_even {
        for id in [&meeting.input, &meeting.left, &meeting.right] {
            names.push(("breakEven", id));
        }
        for text in [
            &meeting.text,
            &meeting.left_label,
            &meeting.right_label,
            &meeting.never,
            &meeting.always,
        ] {
            sentences.push(("breakEven", text));
        }
        if let Some(range) = &meeting.range {
            sentences.push(("breakEven", range));
        }
    }
    if let Some(id) = &calculator.sensitivity {
        names.push(("sensitivity", id));
    }
    for payer in &calculator.payers {
        sentences.push(("payers", &payer.text));
        for id in [&payer.pays, &payer.saves].into_iter().flatten() {
            names.push(("payers", id));
        }
    }
    for caveat in &calculator.caveats {
        sentences.push(("caveats", caveat));
    }
    for (part, sentence) in sentences {
        for gap in gaps(sentence) {
            names.push((part, gap.id));
        }
    }
    // Where the values meet is no input or value, and there when they can meet.
    let meets = calculator.break_even.is_some();
    let is_sought = |id: &str| !(meets && id == super::BREAK_EVEN) && sought(id);
    for (part, id) in names {
        if is_sought(id) {
            return Some((part, id));
        }
    }
    None
}

fn answer<'a>(answer: &'a Answer, names: &mut Uses<'a>, sentences: &mut Uses<'a>) {
    names.push(("answer", &answer.value));
    sentences.push(("answer", &answer.text));
    if let Some(range) = &answer.range {
        sentences.push(("answer", range));
    }
}
