//! Positions and shapes that several charts share.

use super::super::tag::{Tag, classed};
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

/// A whole number as SVG writes it.
pub(super) fn whole(number: i32) -> String {
    let mut printed = String::new();
    push_whole(&mut printed, number);
    printed
}

/// Appends a whole number. A curve has hundreds of them at each press, for which the standard library's formatting does
/// too much.
pub(super) fn push_whole(to: &mut String, number: i32) {
    if number < 0 {
        to.push('-');
    }
    push_digits(to, number.unsigned_abs());
}

fn push_digits(to: &mut String, number: u32) {
    if number >= 10 {
        push_digits(to, number / 10);
    }
    to.push(char::from_digit(number % 10, 10).unwrap_or('0'));
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
        .set("x", whole(from))
        .set("width", whole(width))
        .set("height", "8")
}
