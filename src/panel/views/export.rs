//! What a user takes along from a calculator: the buttons, the page for the printer, and the dialog for a meeting.

use yew::prelude::*;

use super::super::report::{basis_in_words, break_even_in_words, certainty_in_words, is_to_one};
use super::super::{CalculatorState, ExportAction, ExportStatus, Message};
use super::answers::{answers, caveats};
use super::charts;
use super::context::ViewContext;
use super::icons::Icon;
use super::numbers::{COLUMNS, row};
use super::parts::{paragraph, table, with_icon};
use super::sources::source_list;
use super::tag::{Tag, classed, tag};
use crate::danish::lower;

/// The buttons.
pub(super) fn actions(cx: &ViewContext<'_>) -> Tag {
    let action = |action, mark, words: &'static str| {
        let button = cx.button("action", Message::Export(action));
        with_icon(button, mark, words)
    };
    classed("div", "actions")
        .child(action(
            ExportAction::OpenMeeting,
            Icon::Screen,
            "Mødetilstand",
        ))
        .child(action(ExportAction::Print, Icon::Printer, "Udskriv"))
        .child(action(ExportAction::CopyLink, Icon::Link, "Kopiér link"))
        .child(action(
            ExportAction::CopyText,
            Icon::Source,
            "Kopiér som tekst",
        ))
        .child(action(ExportAction::Csv, Icon::Table, "Hent tallene (CSV)"))
}

/// The words for a browser that did not allow printing.
pub(super) const NOT_PRINTED: &str = "Browseren gav ikke lov til at udskrive her.";

/// How the last action ended.
pub(super) fn told(cx: &ViewContext<'_>, state: &CalculatorState) -> Tag {
    let export = &cx.state.export;
    let words = match export.status {
        Some(ExportStatus::Copied) if !export.link => "Kopieret som tekst.",
        Some(ExportStatus::Copied) if is_to_one(&state.compiled.definition) => {
            "Linket er kopieret med dine tal."
        }
        Some(ExportStatus::Copied) => "Linket er kopieret med jeres tal.",
        Some(ExportStatus::NotCopied) => {
            "Browseren gav ikke lov til at kopiere. Prøv at udskrive i stedet."
        }
        Some(ExportStatus::Saved) => {
            "Tabellen er hentet. Mangler filen, så kopiér tallene som tekst."
        }
        Some(ExportStatus::NotPrinted) => NOT_PRINTED,
        None => "",
    };
    paragraph("actions__told", words).set("role", "status")
}

/// The hand-out: one page with the answer, what it rests on, and the sources. When it is printed, `data-today` is
/// filled with the date.
pub(super) fn handout(cx: &ViewContext<'_>, state: &CalculatorState) -> Tag {
    let calculator = &state.compiled.definition;
    let mut rows = tag("tbody");
    for (input, field) in calculator.inputs.iter().zip(&state.fields) {
        // A number that may not be changed is explained by the sentences that use it.
        if !input.fixed {
            let basis = certainty_in_words(calculator, input, field);
            rows = rows.child(row(state, &input.id, &input.short, basis));
        }
    }
    let bars = calculator.bars.as_ref();
    let curve = calculator.break_even.as_ref();
    classed("div", "handout")
        .set_some("data-arena", calculator.arena.as_ref())
        .set("data-title", &calculator.title)
        .child(tag("h1").text(&calculator.title))
        .child(paragraph("lead", &calculator.lead))
        .child(answers(state, "Svaret på papir"))
        .child(bars.map(|bars| charts::bars(tag("h2"), state, bars)))
        .child(curve.map(|curve| tag("p").text(break_even_in_words(state, curve))))
        .child(table(&COLUMNS, rows))
        .child(caveats(tag("h2"), state))
        .child(tag("h2").text("Kilder"))
        .child(source_list(cx, &calculator.sources))
        .child(
            paragraph("muted", basis_in_words(calculator) + " Udskrevet ")
                .child(tag("time").flag("data-today", true)),
        )
}

/// The answer, readable from five metres. Esc closes it, as the browser does.
pub(super) fn meeting(cx: &ViewContext<'_>, state: &CalculatorState) -> Html {
    let calculator = &state.compiled.definition;
    let close = cx.button(
        "button meeting__close",
        Message::Export(ExportAction::CloseMeeting),
    );
    let close = with_icon(close, Icon::Cross, "Luk mødetilstand");
    let title = cx
        .heading(0)
        .set("id", "meeting-title")
        .text(&calculator.title);
    let bars = calculator.bars.as_ref();
    let curve = calculator.break_even.as_ref();
    let mut names = classed("ul", "meeting__basis");
    for (input, field) in calculator.inputs.iter().zip(&state.fields) {
        if input.fixed {
            continue;
        }
        let figures = state.figures(&input.id);
        let number = figures.map(|figures| figures.with_unit(figures.estimate.likely));
        let mut words = format!("{}: {} (", input.short, number.unwrap_or_default());
        for letter in certainty_in_words(calculator, input, field).chars() {
            words.push(lower(letter));
        }
        words.push(')');
        names = names.child(tag("li").text(words));
    }
    classed("dialog", "meeting")
        .set("aria-labelledby", "meeting-title")
        .set_some("data-arena", calculator.arena.as_ref())
        .on_close(cx.send, Message::Export(ExportAction::CloseMeeting))
        .child(classed("div", "meeting__head").child(title).child(close))
        .child(
            classed("div", "meeting__body")
                .child(answers(state, "Svaret til mødet"))
                .child(bars.map(|bars| charts::bars(cx.heading(1), state, bars)))
                .child(curve.map(|curve| tag("p").text(break_even_in_words(state, curve))))
                .child(caveats(cx.heading(1), state)),
        )
        .child(names)
        .into()
}
