//! A calculator's numbers as a table: its inputs, and what is computed from them.

use super::super::report::certainty_in_words;
use super::super::{CalculatorAction, CalculatorState, Message, Table};
use super::context::ViewContext;
use super::icons::Icon;
use super::parts::{scrolled, with_icon};
use super::tag::{Tag, classed, copied, tag};
use crate::calculator::Estimate;

pub(super) const COLUMNS: [&str; 4] = ["Vi har regnet med", "Tal", "Lavt–højt", "Grundlag"];

/// All numbers of a calculator, in the order in which they are computed.
pub(super) fn numbers(state: &CalculatorState) -> Tag {
    let calculator = &state.compiled.definition;
    let mut rows = tag("tbody");
    for (input, field) in calculator.inputs.iter().zip(&state.fields) {
        let basis = certainty_in_words(calculator, input, field);
        rows = rows.child(row(state, &input.id, &input.short, basis));
    }
    for value in &calculator.values {
        rows = rows.child(row(state, &value.id, &value.label, "Regnet ud"));
    }
    scrolled("Alle tal og mellemregninger", &COLUMNS, rows)
}

/// A number with its bounds and what it rests on.
pub(super) fn row(state: &CalculatorState, id: &str, name: &str, basis: &str) -> Option<Tag> {
    let figures = state.figures(id)?;
    let Estimate { low, likely, high } = figures.estimate;
    let span = match low == high {
        true => String::new(),
        false => format!("{}–{}", figures.bare(low), figures.bare(high)),
    };
    let row = tag("tr")
        .child(tag("th").set("scope", "row").text(copied(name)))
        .child(tag("td").text(figures.with_unit(likely)))
        .child(tag("td").text(span))
        .child(tag("td").text(copied(basis)));
    Some(row)
}

/// A disclosure with a table, which is only drawn while it is unfolded.
pub(super) fn fold(
    cx: &ViewContext<'_>,
    id: &str,
    table: Table,
    words: &'static str,
    unfolded: Option<Tag>,
) -> Tag {
    let id = id.to_owned();
    classed("details", "fold")
        .flag("open", unfolded.is_some())
        .on_toggle(cx.send, move |open| {
            Message::Calculator(id.clone(), CalculatorAction::Unfold(table, open))
        })
        .child(with_icon(tag("summary"), Icon::Down, words))
        .child(unfolded)
}
