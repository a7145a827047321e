//! What the user sees: the state, the messages that change it, and the views
//! that show it. Nothing here has effects; what must be done in the world is
//! told as [`Effect`]s.

mod answers;
mod calculator;
pub mod details;
mod export;
mod failure;
mod link;
mod report;
mod state;
mod text;
mod views;
mod worksheet;

pub use crate::calculator::Problem;
pub use answers::{Answers, Order};
pub use calculator::{CalculatorAction, CalculatorState, Field, Table};
pub use export::{ExportAction, ExportFormat, ExportState};
pub use failure::{Cause, Failure};
pub use link::Link;
pub use state::{
    Details, Effect, Focus, LoadedCatalogue, Loading, Message, Screen, Settings, State,
};
pub use views::{Kept, view};
pub use worksheet::{FileError, GuardedAction, WorksheetAction, WorksheetState};
