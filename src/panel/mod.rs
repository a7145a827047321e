//! What the user sees: the state, the messages that change it, and the views
//! that show it. Nothing here has effects; what must be done in the world is
//! told as [`Effect`]s.

mod answers;
pub mod details;
mod failure;
mod handing;
mod link;
mod paper;
mod reckoning;
mod report;
mod state;
mod text;
mod views;

pub use crate::calculator::Problem;
pub use answers::{Answers, Order};
pub use failure::{Cause, Failure};
pub use handing::{Form, Hand, Handing};
pub use link::Link;
pub use paper::{Paper, PaperTouch, Refused, Way};
pub use reckoning::{Field, Reckoning, Table, Touch};
pub use state::{Details, Effect, Focus, Loading, Message, Screen, Settings, Shelf, State};
pub use views::{Kept, view};
