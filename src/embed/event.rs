//! The messages of the root component.

use crate::panel::Message;
use crate::panel::lazy::LoadError;
use crate::panel::lazy_parts::{Pages, Search};

/// A message to the root component. It is not called so, since [`Message`] is the state's.
pub(super) enum Event {
    /// Something that changes the state.
    Message(Message),
    /// The search part has been fetched, or could not be.
    Search(Result<Search, LoadError>),
    /// The pages part has been fetched, or could not be.
    Pages(Result<Pages, LoadError>),
}

impl From<Message> for Event {
    fn from(message: Message) -> Self {
        Self::Message(message)
    }
}
