//! The messages of the root component.

use crate::panel::Message;
use crate::panel::lazy::LoadError;
use crate::panel::lazy_parts::{Pages, Search};

/// A message to the root component: one to the state, or a part of the widget with its views.
pub(super) enum RootMessage {
    /// Something that changes the state.
    Message(Message),
    /// The search part has been fetched, or could not be.
    Search(Result<Search, LoadError>),
    /// The pages part has been fetched, or could not be.
    Pages(Result<Pages, LoadError>),
}

impl From<Message> for RootMessage {
    fn from(message: Message) -> Self {
        Self::Message(message)
    }
}
