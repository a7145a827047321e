//! What each uncertain assumption does to the answer when the others stay.

use super::super::super::CalculatorState;
use super::super::tag::{Tag, classed, tag};
use super::shapes::{along, rect, title, track};
use crate::calculator::Swing;
use crate::danish::{end_sentence, lower};
use crate::number::{Decimal, Extent};

/// The assumptions in order of what they do, and in words the one that does most. Nothing when no number is uncertain.
pub(in super::super) fn tornado(heading: Tag, state: &CalculatorState) -> Option<Tag> {
    let (compiled, results) = (&state.compiled, &state.results);
    let inputs = &compiled.definition.inputs;
    let value = compiled.value(compiled.sensitive())?;
    let figures = state.figures(&value.id)?;
    let first = results.swings.first()?;
    let most = inputs.get(first.input)?;
    let mut ends = Extent::of(first.at_low);
    for swing in &results.swings {
        ends.include(swing.at_low);
        ends.include(swing.at_high);
    }
    let Extent { low, high } = ends;
    let full = high.subtract(low)?;
    let at = |number: Decimal| along(number.subtract(low).unwrap_or(full), full, 1000);
    let from_to = |swing: &Swing| {
        let (low, high) = (swing.at_low, swing.at_high);
        figures.from_to(low.min(high), low.max(high))
    };
    let middle = format!("M{} 0V8", at(figures.estimate.likely));
    let mut rows = classed("ul", "bars");
    for swing in &results.swings {
        let (one, other) = (at(swing.at_low), at(swing.at_high));
        let track = track()
            .child(rect(
                "bar__fill",
                one.min(other),
                (one - other).abs().max(4),
            ))
            .child(classed("path", "bar__range").set("d", &middle));
        let row = classed("li", "bar")
            .child(tag("b").text(&inputs.get(swing.input)?.short))
            .child(tag("span").text(from_to(swing)))
            .child(track);
        rows = rows.child(row);
    }
    let mut words = format!(
        "Mest betyder {}. Det kan alene flytte tallet fra {}",
        uncapitalised(&most.short),
        from_to(first)
    );
    end_sentence(&mut words);
    let note = "Hver linje viser tallet, når kun den ene antagelse går fra lav til høj. \
                Stregen er det sandsynlige.";
    let caption = match value.id == compiled.definition.answer.value {
        true => "Hvad flytter svaret mest?".to_owned(),
        false => format!("Hvad flytter »{}« mest?", value.label),
    };
    let figure = classed("figure", "chart tornado")
        .child(title(heading, caption))
        .child(tag("p").text(words))
        .child(rows)
        .child(tag("small").text(note));
    Some(figure)
}

/// `Prisen på maden` in the middle of a sentence.
fn uncapitalised(words: &str) -> String {
    let mut chars = words.chars();
    let mut small = String::new();
    if let Some(first) = chars.next() {
        small.push(lower(first));
    }
    small + chars.as_str()
}
