//! Small calculators that a catalogue publishes as data: formulas, what they
//! give, how far it may be off, where it breaks even, and the sentences that
//! say it.

mod entered;
mod formula;
mod meeting;
mod prefill;
mod print;
mod sentence;
mod sheet;
mod span;
mod swing;
#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
mod unit;
mod uses;

pub use entered::{Problem, entered};
pub use formula::{Formula, FormulaError, Mistake};
pub use meeting::{Curve, Meet, Meeting, Point};
pub use prefill::{fits, opened};
pub use sentence::{Gap, fill, gaps};
pub use sheet::{BREAK_EVEN, Estimate, Faulty, Figures, Results, Sheet, Uncomputable};
pub use span::{Boundless, Span, Trend};
pub use swing::Swing;
pub use unit::{Clash, Unit, clashes};
use uses::first_use;
