//! The answers of a calculator, and what they do not say: on the screen, on paper and in a meeting.

use super::super::CalculatorState;
use super::super::report::range_in_words;
use super::icons::{Icon, icon};
use super::parts::paragraph;
use super::tag::{Tag, classed, copied, tag};
use crate::catalogue::Answer;
use crate::danish::print_number;

/// The answers, with how far they may be off.
pub(super) fn answers(state: &CalculatorState, name: &'static str) -> Tag {
    let calculator = &state.compiled.definition;
    let of = |to: Tag, answer: &Answer, number: &'static str, text: Tag| {
        to.child(self::number(state, answer, number))
            .child(text.text(state.say(&answer.text)))
            .child(range_in_words(state, answer).map(|range| paragraph("answer__range", range)))
    };
    let answer = of(
        classed("div", "answer"),
        &calculator.answer,
        "answer__number",
        classed("p", "answer__text"),
    );
    let mut further = None;
    for answer in &calculator.further {
        let list = further.unwrap_or_else(|| classed("div", "further"));
        further = Some(list.child(of(tag("div"), answer, "further__number", tag("p"))));
    }
    classed("section", "box answers")
        .set("aria-label", name)
        .child(answer)
        .child(further)
}

/// The answer once more. It sticks to the window's edge while fields are filled in far below the answer, and is hidden
/// from screen readers: they are told the answer itself.
pub(super) fn short_answer(state: &CalculatorState) -> Option<Tag> {
    let figures = state.figures(&state.compiled.definition.answer.value)?;
    let number = figures.with_unit(figures.estimate.likely);
    let answer = paragraph("short-answer", "Svaret")
        .set("aria-hidden", "true")
        .child(tag("strong").text(number));
    Some(answer)
}

/// What the number does not say; it accompanies the number everywhere.
pub(super) fn caveats(heading: Tag, state: &CalculatorState) -> Tag {
    let mut list = tag("ul");
    for caveat in &state.compiled.definition.caveats {
        list = list.child(tag("li").text(state.say(caveat)));
    }
    let caveats = tag("div")
        .child(heading.text("Hvad tallet ikke siger"))
        .child(list);
    classed("div", "notice caveats")
        .set("data-kind", "info")
        .child(icon(Icon::Info))
        .child(caveats)
}

fn number(state: &CalculatorState, answer: &Answer, class: &'static str) -> Option<Tag> {
    let figures = state.figures(&answer.value)?;
    let number = figures.estimate.likely.round(u32::from(figures.decimals));
    // The space lets the unit wrap below its number rather than overflow the box.
    let printed = print_number(number, figures.decimals) + " ";
    Some(paragraph(class, printed).child(tag("small").text(copied(figures.unit_of(number)))))
}
