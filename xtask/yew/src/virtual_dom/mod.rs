//! What is to be drawn.

mod key;
mod listeners;
mod vnode;
mod vtag;
mod vtext;

pub use key::Key;
pub use listeners::{Listener, ListenerKind};
pub use vnode::{VList, VNode};
pub use vtag::VTag;
pub use vtext::VText;

/// A text that is part of the program, or is shared.
pub type AttrValue = implicit_clone::unsync::IString;
