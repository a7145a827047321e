//! What a user does to a worksheet.

use std::rc::Rc;

use crate::catalogue::Json;

/// An action that may cost somebody their text, or save it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GuardedAction {
    /// Going back to where the worksheet was opened from.
    #[default]
    Leave,
    /// Opening a file, which replaces the texts.
    Open,
    /// Saving the texts as a file.
    Save,
    /// Clearing all fields.
    Clear,
}

impl GuardedAction {
    /// Its value of `data-action` in the document.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Leave => "leave",
            Self::Open => "open",
            Self::Save => "save",
            Self::Clear => "clear",
        }
    }
}

/// What a user does to a worksheet.
#[derive(Clone, Debug, PartialEq)]
pub enum WorksheetAction {
    /// Types in the field with this index.
    Type(usize, String),
    /// Has not typed for a while.
    Rest,
    /// Starts an action. When it would lose something, the user is asked first.
    Try(GuardedAction),
    /// Confirms the action that was asked about.
    Confirm,
    /// Cancels the action that was asked about.
    Cancel,
    /// Chose a file with this JSON; `Null` when it is not JSON.
    FileOpened(Rc<Json>),
}
