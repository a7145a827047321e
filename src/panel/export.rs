//! What a user takes from a calculator or a worksheet: a link, a text, a table, paper, or a view for a meeting.

/// What the user does with what is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportAction {
    /// Copies a link to the calculator, with the numbers that were changed.
    CopyLink,
    /// Copies the calculator as text.
    CopyText,
    /// Saves the calculator's numbers as a table.
    Csv,
    /// Prints what is shown, in a document of its own.
    Print,
    /// Opens the calculator for a meeting.
    OpenMeeting,
    /// Closes the meeting.
    CloseMeeting,
    /// The copy was made (`true`), or the browser did not allow it.
    Copied(bool),
    /// The print dialog has been handed the hand-out (`true`), or the browser did not allow it.
    Printed(bool),
}

/// How the last action ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportStatus {
    /// The link or the text is copied.
    Copied,
    /// The browser did not allow a copy.
    NotCopied,
    /// The browser has the table. It does not tell what it does with it.
    Saved,
    /// The browser did not allow printing, as in a frame with `sandbox`.
    NotPrinted,
}

/// The format of an exported calculator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportFormat {
    /// Paragraphs for an e-mail or a record.
    Text,
    /// Rows for a spreadsheet.
    Csv,
}

/// How far the export of what is shown has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ExportState {
    /// It is shown for a meeting.
    pub meeting: bool,
    /// The hand-out is drawn, to be printed.
    pub printing: bool,
    /// How the last action ended, if it tells.
    pub status: Option<ExportStatus>,
    /// Whether it was a link that was copied last.
    pub link: bool,
}
