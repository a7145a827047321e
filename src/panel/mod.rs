//! What the user sees: the state, the messages that change it, and the views that show it.
//!
//! Nothing here touches the browser; what is to be done there is returned as [`Effect`]s. From the ground up:
//!
//! - `screen`, `failure`, `model`, `link`, `settings`, `labels`: what a panel has and shows.
//! - `found`: what was found, and what a host's own search is asked and answers.
//! - `calculator`, `worksheet`, `export`, `effect`: what an opened page keeps, and what it asks for.
//! - [`lazy`]: the interfaces to the code that is in files of its own.
//! - `results`, `message`, `state`: everything together, and how it changes.
//! - `text`, `report`, `views`: how it is shown.
//! - [`lazy_parts`]: the code behind [`lazy`], the only one to know both it and the views.

mod calculator;
mod effect;
mod export;
mod failure;
mod found;
mod labels;
pub mod lazy;
pub mod lazy_parts;
mod link;
mod message;
mod model;
mod report;
mod results;
mod screen;
mod settings;
mod state;
mod text;
mod views;
mod worksheet;

pub use crate::calculator::Problem;
pub use calculator::{CalculatorAction, CalculatorState, InputState, Table};
pub use effect::{Effect, Focus, Told};
pub use export::{ExportAction, ExportFormat, ExportState, ExportStatus};
pub use failure::{Cause, Failure};
pub use found::{Answer, Question, Results, SearchRequest};
#[cfg(feature = "publish")]
pub(crate) use labels::domain;
pub use link::Link;
pub use message::{Message, Retry};
pub use model::{LoadedCatalogue, Loading, Order, Readiness};
pub use screen::Screen;
pub use settings::Settings;
pub use state::State;
pub use text::results_title;
pub use views::{LazyViews, PageViews, SearchViews, view};
pub use worksheet::{FieldState, GuardedAction, WorksheetAction, WorksheetState, WorksheetStatus};
