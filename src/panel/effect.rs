//! What a change of the state asks the browser to do. The panel only names effects; `embed` carries them out.

use super::{GuardedAction, Question};

/// Something to do outside the panel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Fetch the catalogue.
    LoadCatalogue,
    /// Fetch the code of the search part.
    LoadSearch,
    /// Fetch or build the catalogue's index.
    LoadIndex,
    /// Fetch the code and styles of the pages part.
    LoadPages,
    /// Ask the host's own search.
    Ask(Question),
    /// Write this text in the search field.
    WriteField(String),
    /// Remember how far the page is scrolled, below this many opened screens.
    RememberScroll(usize),
    /// Scroll back to what was remembered with this many opened screens.
    RestoreScroll(usize),
    /// Bring the element into view and move the focus to its title, since a link names it. A link that the page was
    /// opened with (`fresh`) does so only while nobody has done anything in the page.
    Arrive {
        /// Whether the page was opened with the link.
        fresh: bool,
    },
    /// Copy this text to the clipboard.
    Copy(String),
    /// Copy the page's address with this fragment.
    CopyLink(String),
    /// Save a file.
    Save {
        /// The file's name.
        name: String,
        /// Its media type, such as `text/csv`.
        kind: &'static str,
        /// Its contents.
        text: String,
    },
    /// Let the user choose a file, and read it.
    OpenFile,
    /// Have the browser ask before the page is left (`true`), or not.
    Guard(bool),
    /// Send [`Message::Rested`](super::Message::Rested) once this has not been asked for again for a while.
    Rest,
    /// Print the hand-out that the view now contains.
    Print,
    /// Open the dialog that the view now contains.
    ShowDialog,
    /// Tell the host's page what the visitor did.
    Tell {
        /// What.
        told: Told,
        /// A link to it, if the host asks to know what was searched for, opened and calculated.
        link: Option<String>,
    },
    /// Move the focus. It also scrolls there, unless the scroll position has just been restored.
    Focus(Focus),
}

/// What the host's page is told of, as an event. By itself it says how much and nothing of what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// The visitor searched or chose something, and found so many entries.
    Searched(usize),
    /// The visitor opened a screen with this name.
    Opened(&'static str),
    /// The visitor calculated, with so many numbers of their own.
    Calculated(usize),
}

/// Where the focus goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Focus {
    /// What answers a search: help in a crisis, or the results' heading.
    Results,
    /// The results' heading.
    ResultsTitle,
    /// The heading of the screen.
    Title,
    /// The link that opens the entry with this id.
    Card(String),
    /// The card with this index among those shown.
    NthCard(usize),
    /// The button that opens the calculator.
    CalculateButton,
    /// The calculator's field with this index among those shown.
    Input(usize),
    /// The heading of the calculator's fields.
    Assumptions,
    /// The button that shows the calculator for a meeting.
    MeetingButton,
    /// The button that opens the worksheet.
    WorksheetButton,
    /// The question that the worksheet asks.
    Question,
    /// The worksheet's button for this action.
    GuardedButton(GuardedAction),
}
