//! Which names a calculator's sentences and pictures use.

use crate::catalogue::Calculator;

/// Every name that sentences and pictures use, with the part that uses it.
pub(super) fn each_use(calculator: &Calculator) -> Vec<(&'static str, String)> {
    let mut uses: Vec<(&'static str, String)> = Vec::new();
    let mut sentences: Vec<(&'static str, &str)> = Vec::new();
    for answer in std::iter::once(&calculator.answer).chain(&calculator.further) {
        uses.push(("answer", answer.value.clone()));
        sentences.push(("answer", &answer.text));
        sentences.extend(answer.range.as_deref().map(|range| ("answer", range)));
    }
    if let Some(bars) = &calculator.bars {
        sentences.push(("bars", &bars.title));
        for bar in &bars.items {
            uses.push(("bars", bar.value.clone()));
            sentences.push(("bars", &bar.label));
        }
    }
    if let Some(meeting) = &calculator.break_even {
        uses.extend(
            [&meeting.input, &meeting.left, &meeting.right].map(|id| ("breakEven", id.clone())),
        );
        let texts = [
            &meeting.text,
            &meeting.left_label,
            &meeting.right_label,
            &meeting.never,
            &meeting.always,
        ];
        sentences.extend(texts.map(|text| ("breakEven", text.as_str())));
        sentences.extend(meeting.range.as_deref().map(|range| ("breakEven", range)));
    }
    let sensitive = calculator.sensitivity.iter();
    uses.extend(sensitive.map(|id| ("sensitivity", id.clone())));
    for payer in &calculator.payers {
        sentences.push(("payers", &payer.text));
        let amounts = payer.pays.iter().chain(&payer.saves);
        uses.extend(amounts.map(|id| ("payers", id.clone())));
    }
    let caveats = calculator.caveats.iter();
    sentences.extend(caveats.map(|caveat| ("caveats", caveat.as_str())));
    for (part, sentence) in sentences {
        uses.extend(super::gaps(sentence).map(|gap| (part, gap.id.to_owned())));
    }
    // Where the values meet is no input or value, and there when they can meet.
    let meets = calculator.break_even.is_some();
    uses.retain(|(_, id)| !(meets && id == super::BREAK_EVEN));
    uses
}
