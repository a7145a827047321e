//! Putting things in order.

use std::cmp::Ordering;

/// The places `0..length` in the order that `compare` gives; equal ones stay
/// as they were.
///
/// Each type that is sorted compiles a sort of its own, 3 kB a piece. Sorting
/// places, and comparing what stands there, is compiled once.
#[must_use]
#[inline(never)]
pub(crate) fn ordered(length: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..length).collect();
    places.sort_by(|a, b| compare(*a, *b));
    places
}
