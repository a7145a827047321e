//! What a user takes along from a calculator: the buttons, the page for the
//! printer, and the dialog for a meeting.

use yew::prelude::*;

use super::super::report::{basis_in_words, certainty_in_words, meeting_in_words};
use super::super::{Hand, Message, Reckoning};
use super::calculator::{answers, caveats};
use super::charts;
use super::concept::source_list;
use super::icons::{Icon, icon};
use super::parts::{Scene, paragraph};
use super::tag::{Tag, classed, tag};
use crate::calculator::Estimate;
use crate::catalogue::Certainty;
use crate::danish::lower;

/// The buttons, with what is told about the last copy.
pub(super) fn actions(scene: &Scene<'_>) -> Tag {
    let action = |hand, mark, words: &'static str| {
        scene
            .button("action", Message::Hand(hand))
            .child(icon(mark))
            .text(words)
    };
    classed("div", "actions")
        .child(action(Hand::Meeting, Icon::Screen, "Mødetilstand"))
        .child(action(Hand::Paper, Icon::Printer, "Udskriv"))
        .child(action(Hand::Link, Icon::Link, "Kopiér link"))
        .child(action(Hand::Text, Icon::Source, "Kopiér som tekst"))
        .child(action(Hand::Table, Icon::Table, "Hent tallene (CSV)"))
        .child(
            classed("p", "actions__told")
                .set("role", "status")
                .text(scene.state.handing.told.unwrap_or_default()),
        )
}

/// One page with the answer, what it rests on, and the sources; `data-today`
/// is filled with the day when it is printed.
pub(super) fn paper(scene: &Scene<'_>, reckoning: &Reckoning) -> Tag {
    let (sheet, results) = (&reckoning.sheet, &reckoning.results);
    let calculator = &sheet.calculator;
    let rows = calculator.inputs.iter().zip(reckoning.own());
    let rows = rows
        .filter(|(input, _)| !input.fixed)
        .filter_map(|(input, own)| {
            let figures = sheet.figures(results, &input.id)?;
            let Estimate { low, likely, high } = figures.estimate;
            let span = format!("{}–{}", figures.bare(low), figures.bare(high));
            let certainty = own.map_or(input.certainty, |_| Certainty::Choice);
            let row = tag("tr")
                .child(tag("th").set("scope", "row").text(&input.short))
                .child(tag("td").text(figures.with_unit(likely)))
                .child(tag("td").text(if low == high { String::new() } else { span }))
                .child(tag("td").text(certainty_in_words(certainty)));
            Some(row)
        });
    let head = ["Vi har regnet med", "Tal", "Lavt–højt", "Grundlag"];
    let head = head.map(|words| tag("th").set("scope", "col").text(words));
    let table = classed("table", "table")
        .child(tag("thead").child(tag("tr").children(head)))
        .child(tag("tbody").children(rows));
    let bars = calculator.bars.as_ref();
    let curve = calculator.break_even.as_ref();
    classed("div", "handout")
        .set_some("data-arena", calculator.arena.clone())
        .set("data-title", &calculator.title)
        .child(tag("h1").text(&calculator.title))
        .child(paragraph("lead", &calculator.lead))
        .child(answers(reckoning, "Svaret på papir"))
        .child(bars.map(|bars| charts::bars(reckoning, bars)))
        .child(curve.map(|curve| tag("p").text(meeting_in_words(reckoning, curve))))
        .child(table)
        .child(caveats(reckoning))
        .child(tag("h2").text("Kilder"))
        .child(source_list(scene, &calculator.sources))
        .child(
            paragraph("muted", basis_in_words(calculator) + " Udskrevet ")
                .child(tag("time").flag("data-today", true)),
        )
}

/// The answer, readable from five metres. Esc closes it, as the browser does.
pub(super) fn meeting(scene: &Scene<'_>, reckoning: &Reckoning) -> Html {
    let calculator = &reckoning.sheet.calculator;
    let close = scene
        .button("button meeting__close", Message::Hand(Hand::MeetingOver))
        .child(icon(Icon::Cross))
        .text("Luk mødetilstand");
    let title = scene
        .heading(0)
        .set("id", "meeting-title")
        .text(&calculator.title);
    let bars = calculator.bars.as_ref();
    let curve = calculator.break_even.as_ref();
    let names = calculator.inputs.iter().zip(reckoning.own());
    let names = names.filter(|(input, _)| !input.fixed).map(|(input, own)| {
        let figures = reckoning.sheet.figures(&reckoning.results, &input.id);
        let number = figures.map(|figures| figures.with_unit(figures.estimate.likely));
        let certainty = own.map_or(input.certainty, |_| Certainty::Choice);
        let words = certainty_in_words(certainty).chars().map(lower);
        let words: String = words.collect();
        tag("li").text(format!(
            "{}: {} ({words})",
            input.short,
            number.unwrap_or_default()
        ))
    });
    classed("dialog", "meeting")
        .set("aria-labelledby", "meeting-title")
        .set_some("data-arena", calculator.arena.clone())
        .on_close(scene.send, Message::Hand(Hand::MeetingOver))
        .child(classed("div", "meeting__head").child(title).child(close))
        .child(
            classed("div", "meeting__body")
                .child(answers(reckoning, "Svaret til mødet"))
                .child(bars.map(|bars| charts::bars(reckoning, bars)))
                .child(curve.map(|curve| tag("p").text(meeting_in_words(reckoning, curve))))
                .child(caveats(reckoning)),
        )
        .child(classed("ul", "meeting__basis").children(names))
        .into()
}
