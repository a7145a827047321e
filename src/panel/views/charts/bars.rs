//! Values compared.

use super::super::super::Reckoning;
use super::super::tag::{Tag, classed, tag};
use super::{along, rect, track};
use crate::calculator::{Estimate, fill};
use crate::catalogue::{Bar, Bars};
use crate::danish::print_number;
use crate::number::Decimal;

/// Values compared as bars. The longest bar is the highest that anything may
/// be, and nothing begins elsewhere than at 0.
pub(in super::super) fn bars(reckoning: &Reckoning, bars: &Bars) -> Tag {
    let (sheet, results) = (&reckoning.sheet, &reckoning.results);
    let full = bars
        .items
        .iter()
        .filter_map(|bar| sheet.estimate(results, &bar.value))
        .map(|estimate| estimate.high)
        .max();
    let full = full.unwrap_or(Decimal::ONE);
    let at = |number| along(number, full, 1000);
    let bar = |bar: &Bar| {
        let figures = sheet.figures(results, &bar.value)?;
        let Estimate { low, likely, high } = figures.estimate;
        let uncertain = low != high;
        let range = classed("path", "bar__range").set(
            "d",
            format!(
                "M{0} 2V6M{0} 4H{1}M{1} 2V6",
                at(low).max(2),
                at(high).min(998)
            ),
        );
        let track = track()
            .child(rect("bar__fill", 0, at(likely)))
            .child(uncertain.then_some(range));
        let words = format!(
            "Usikkerhed: {} til {}",
            print_number(low, figures.decimals),
            figures.with_unit(high)
        );
        let row = classed("li", "bar")
            .flag("data-own", bar.own)
            .child(tag("b").text(fill(&bar.label, sheet, results)))
            .child(tag("b").text(figures.with_unit(likely)))
            .child(track)
            .child(uncertain.then(|| tag("small").text(words)));
        Some(row)
    };
    classed("figure", "chart")
        .child(tag("figcaption").text(fill(&bars.title, sheet, results)))
        .child(classed("ul", "bars").children(bars.items.iter().filter_map(bar)))
}
