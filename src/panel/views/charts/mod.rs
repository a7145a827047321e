//! Bars, curve and tornado as SVG. Each also shows its numbers in words: nothing is only a picture.

mod axis;
mod bars;
mod curve;
mod shapes;
mod tornado;

pub(super) use bars::bars;
pub(super) use curve::curve;
pub(super) use tornado::tornado;
