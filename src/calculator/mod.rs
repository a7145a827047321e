//! Small calculators that a catalogue publishes as data: formulas, what they
//! give, how far it may be off, and the sentences that say it.

mod formula;
mod sentence;
mod sheet;

pub use formula::{Formula, FormulaError, Mistake};
pub use sentence::{Gap, fill, gaps};
pub use sheet::{Estimate, Faulty, Figures, Results, Sheet, Uncomputable};
