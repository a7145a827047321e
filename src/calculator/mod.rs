//! Small calculators that a catalogue publishes as data: formulas, what they
//! give, how far it may be off, where it breaks even, and the sentences that
//! say it.

mod break_even;
mod compiled;
mod entered;
mod formula;
mod prefill;
mod print;
mod sentence;
mod span;
mod swing;
#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
mod unit;
mod uses;

pub use break_even::{BreakEven, Crossing, Curve, Point};
pub use compiled::{
    BREAK_EVEN, CompileError, CompiledCalculator, Estimate, Figures, Results, Uncomputable,
};
pub use entered::{Problem, entered};
pub use formula::{Formula, FormulaError, Mistake};
pub use prefill::{fits, opened};
pub use sentence::{Gap, fill, gaps};
pub use span::{BoundsError, Span, Trend};
pub use swing::Swing;
pub use unit::{Unit, UnitMismatch, clashes};
use uses::first_use;
