//! Positions and shapes that several charts share.

use super::super::tag::{Tag, classed, tag};
use crate::number::Decimal;

/// The position of a number on an axis of this length from 0 to `full`.
pub(super) fn along(number: Decimal, full: Decimal, length: i32) -> i32 {
    let full = full.millionths();
    if full <= 0 {
        return 0;
    }
    let at = number.millionths().clamp(0, full);
    i32::try_from(at.saturating_mul(length.into()) / full).unwrap_or(length)
}

/// The background of a bar, 1000 by 8.
pub(super) fn track() -> Tag {
    classed("svg", "bar__track")
        .set("viewBox", "0 0 1000 8")
        .set("preserveAspectRatio", "none")
        .set("aria-hidden", "true")
        .child(rect("bar__ground", 0, 1000))
}

/// A part of a bar.
pub(super) fn rect(class: &'static str, from: i32, width: i32) -> Tag {
    classed("rect", class)
        .set("x", from.to_string())
        .set("width", width.to_string())
        .set("height", "8")
}

/// A chart's title. It looks like the headings beside it, so it is one: who cannot see it finds it by its level.
pub(super) fn title(heading: Tag, words: String) -> Tag {
    tag("figcaption").child(heading.text(words))
}
