//! Calculators that a catalogue publishes as data: formulas with units, results with exact bounds,
//! break-even, sensitivity, and sentences with numbers.
//!
//! [`CompiledCalculator::new`] checks a calculator once; [`CompiledCalculator::compute`] computes it.

mod break_even;
mod compiled;
mod corners;
mod entered;
mod estimate;
mod formula;
mod gaps;
mod parser;
mod prefill;
mod print;
mod results;
mod sentence;
mod span;
mod swing;
#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
mod unit;
mod unit_check;
mod uses;

pub use break_even::{BreakEven, Crossing, Curve, Point};
pub use compiled::{CompileError, CompiledCalculator};
pub use entered::{Problem, entered, is_counted, is_either, own_estimate, written};
pub use estimate::Estimate;
pub use formula::Formula;
pub use gaps::{BREAK_EVEN, Gap, gaps};
pub use parser::{FormulaError, Mistake};
pub use prefill::{fits, opened};
pub use results::{Figures, Results, Uncomputable};
pub use sentence::fill;
pub use span::{BoundsError, Span, Trend};
pub use swing::Swing;
pub use unit::Unit;
pub use unit_check::{UnitMismatch, unit_mismatches};
