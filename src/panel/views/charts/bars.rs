//! Values compared.

use super::super::super::CalculatorState;
use super::super::tag::{Tag, classed, tag};
use super::shapes::{along, rect, title, track};
use crate::calculator::{Estimate, Figures};
use crate::catalogue::{Bar, Bars};
use crate::number::{Decimal, Extent};

/// Values compared as bars. The longest bar is the highest that anything may be, and all bars begin at 0.
pub(in super::super) fn bars(heading: Tag, state: &CalculatorState, bars: &Bars) -> Tag {
    let mut extent = Extent::of(Decimal::ZERO);
    for bar in &bars.items {
        if let Some(figures) = state.figures(&bar.value) {
            extent.include(figures.estimate.high);
        }
    }
    let mut list = classed("ul", "bars");
    for bar in &bars.items {
        if let Some(figures) = state.figures(&bar.value) {
            list = list.child(row(state, bar, &figures, extent.high));
        }
    }
    classed("figure", "chart")
        .child(title(heading, state.say(&bars.title)))
        .child(list)
}

fn row(state: &CalculatorState, bar: &Bar, figures: &Figures<'_>, full: Decimal) -> Tag {
    let at = |number| along(number, full, 1000);
    let Estimate { low, likely, high } = figures.estimate;
    let track = track().child(rect("bar__fill", 0, at(likely)));
    let (range, words) = match low == high {
        true => (None, None),
        false => {
            let (from, to) = (at(low).max(2), at(high).min(998));
            let range = format!("M{from} 2V6M{from} 4H{to}M{to} 2V6");
            let words = format!("Usikkerhed: {}", figures.from_to(low, high));
            (
                Some(classed("path", "bar__range").set("d", range)),
                Some(tag("small").text(words)),
            )
        }
    };
    classed("li", "bar")
        .flag("data-own", bar.own)
        .child(tag("b").text(state.say(&bar.label)))
        .child(tag("b").text(figures.with_unit(likely)))
        .child(track.child(range))
        .child(words)
}
