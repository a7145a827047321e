//! What each uncertain assumption does to the answer when the others stay.

use super::super::super::Reckoning;
use super::super::tag::{Tag, classed, tag};
use super::{along, rect, track};
use crate::danish::lower;
use crate::number::Decimal;

/// The assumptions in order of what they do, and in words the one that does
/// most. Nothing when no number is uncertain.
pub(in super::super) fn tornado(reckoning: &Reckoning) -> Option<Tag> {
    let (sheet, results) = (&reckoning.sheet, &reckoning.results);
    let inputs = &sheet.calculator.inputs;
    let place = sheet.sensitive();
    let value = sheet
        .calculator
        .values
        .get(place.checked_sub(inputs.len())?)?;
    let figures = sheet.figures(results, &value.id)?;
    let first = results.swings.first()?;
    let most = inputs.get(first.input)?;
    let ends = results.swings.iter();
    let ends = ends.flat_map(|swing| [swing.at_low, swing.at_high]);
    let (low, high) = (ends.clone().min()?, ends.max()?);
    let full = high.subtract(low)?;
    let at = |number: Decimal| along(number.subtract(low).unwrap_or(full), full, 1000);
    let likely = at(figures.estimate.likely);
    let rows = results.swings.iter().filter_map(|swing| {
        let input = inputs.get(swing.input)?;
        let (from, to) = (
            swing.at_low.min(swing.at_high),
            swing.at_low.max(swing.at_high),
        );
        let middle = classed("path", "bar__range").set("d", format!("M{likely} 0V8"));
        let track = track()
            .child(rect("bar__fill", at(from), (at(to) - at(from)).max(4)))
            .child(middle);
        let words = format!(
            "{} til {}",
            figures.bare(swing.at_low),
            figures.with_unit(swing.at_high)
        );
        let row = classed("li", "bar")
            .child(tag("b").text(&input.short))
            .child(tag("span").text(words))
            .child(track);
        Some(row)
    });
    let words = format!(
        "Det, der betyder mest, er: {}. Alene kan det flytte tallet fra {} til {}.",
        uncapitalised(&most.short),
        figures.bare(first.at_low),
        figures.with_unit(first.at_high)
    );
    let note = "Hver linje viser tallet, når kun den ene antagelse går fra lav til høj. \
                Stregen er det sandsynlige.";
    let figure = classed("figure", "chart tornado")
        .child(tag("figcaption").text(format!(
            "Hvad betyder mest for: {}?",
            uncapitalised(&value.label)
        )))
        .child(tag("p").text(words))
        .child(classed("ul", "bars").children(rows))
        .child(tag("small").text(note));
    Some(figure)
}

/// `Prisen på maden` in the middle of a sentence.
fn uncapitalised(words: &str) -> String {
    let mut chars = words.chars();
    let first = chars.next().map(lower);
    first.into_iter().chain(chars).collect()
}
