//! A calculator: the answer first, then the assumptions with their sources, the bars, the break-even, and what the
//! number does not say.

use yew::prelude::*;

use super::super::report::basis_in_words;
use super::super::{CalculatorState, Table};
use super::answers::{answers, caveats};
use super::assumptions::assumptions;
use super::charts;
use super::context::ViewContext;
use super::export;
use super::numbers::{fold, numbers};
use super::parts::{described, paragraph};
use super::sources::source_list;
use super::tag::{Tag, classed, tag};
use crate::catalogue::{Calculator, Payer};

/// A calculator's screen.
pub(super) fn calculator(cx: &ViewContext<'_>, id: &str, state: &CalculatorState) -> Html {
    let calculator = &state.compiled.definition;
    let title = cx.title(0, "title calculator__title", &calculator.title);
    let head = classed("div", "calculator__head")
        .child(cx.back())
        .child(title)
        .child(paragraph("lead", &calculator.lead));
    let grid = classed("div", "calculator__grid")
        .child(
            answers(state, "Svaret")
                .child(classed("p", "sr").set("role", "status").text(&state.told))
                .child(export::actions(cx))
                .child(export::told(cx, state)),
        )
        .child(assumptions(cx, id, state))
        .child(result(cx, id, state));
    let export = &cx.state.export;
    classed("div", "calculator")
        .set("part", "page")
        .set_some("data-arena", calculator.arena.as_ref())
        .child(head)
        .child(grid)
        .child(sources(cx, calculator))
        .child(export.meeting.then(|| export::meeting(cx, state)))
        .child(export.printing.then(|| export::handout(cx, state)))
        .into()
}

fn sources(cx: &ViewContext<'_>, calculator: &Calculator) -> Option<Tag> {
    let sources = &calculator.sources;
    (!sources.is_empty()).then(|| {
        classed("section", "part")
            .child(cx.heading(1).text("Kilder"))
            .child(source_list(cx, sources))
    })
}

/// What is behind the answers: bars, curve, payers, caveats.
fn result(cx: &ViewContext<'_>, id: &str, state: &CalculatorState) -> Tag {
    let calculator = &state.compiled.definition;
    let mut payers = None;
    for one in &calculator.payers {
        let list = payers.unwrap_or_else(|| tag("dl"));
        payers = Some(list.child(payer(state, one)));
    }
    let payers = payers.map(|payers| {
        classed("div", "payers")
            .child(cx.heading(1).text("Hvem betaler, og hvem sparer?"))
            .child(payers)
    });
    let mut prices = basis_in_words(calculator);
    prices.push_str(" Vi regner med seks decimaler og runder først af, når vi viser tallet.");
    let (bars, curve) = (&calculator.bars, &calculator.break_even);
    let bars = bars
        .as_ref()
        .map(|bars| charts::bars(cx.heading(1), state, bars));
    let curve = curve
        .as_ref()
        .and_then(|curve| charts::curve(cx, id, state, curve));
    classed("section", "box result")
        .set("aria-label", "Bag svaret")
        .child(bars)
        .child(curve)
        .child(charts::tornado(cx.heading(1), state))
        .child(payers)
        .child(caveats(cx.heading(1), state))
        .child(paragraph("muted", prices))
        .child(fold(
            cx,
            id,
            Table::Numbers,
            "Vis alle tal og mellemregninger",
            state.numbers_unfolded.then(|| numbers(state)),
        ))
}

/// Someone who pays or saves, with the amounts where the calculator has them.
fn payer(state: &CalculatorState, payer: &Payer) -> Tag {
    let amount = |name: &str, id: &Option<String>| {
        let figures = state.figures(id.as_ref()?)?;
        let number = figures.with_unit(figures.estimate.likely);
        Some(tag("strong").text(format!("{name} {number}{}", figures.bounds())))
    };
    let words = tag("dd")
        .child(amount("Betaler", &payer.pays))
        .child(amount("Kan spare", &payer.saves))
        .child(tag("span").text(state.say(&payer.text)));
    described(&payer.who, words)
}
