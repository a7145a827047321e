//! What a user takes along from a calculator: a link, a text, a table, a compiled
//! of paper, or the wall of a meeting room. A worksheet shares the compiled of paper.

use super::Link;
use super::details::details;
use super::state::{Effect, Screen, State};

/// What the user does with the calculator that is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportAction {
    /// Copies a link to it, with what was changed.
    CopyLink,
    /// Copies it as text.
    CopyText,
    /// Saves its numbers as a table.
    Csv,
    /// Prints what is shown, on pages of its own.
    Print,
    /// Opens it for a meeting.
    OpenMeeting,
    /// Closes the meeting.
    CloseMeeting,
    /// The copy was made (`true`), or the browser did not allow it.
    Copied(bool),
    /// The page was handed to the printer.
    Printed,
}

/// In which form a calculator leaves the panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportFormat {
    /// Paragraphs for an e-mail or a record.
    Text,
    /// Rows for a spreadsheet.
    Csv,
}

/// Where the shown calculator is on its way to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ExportState {
    /// It is shown for a meeting.
    pub meeting: bool,
    /// It is drawn for the printer.
    pub paper: bool,
    /// What is told about the last copy.
    pub told: Option<&'static str>,
}

impl State {
    pub(super) fn hand(&mut self, hand: ExportAction) -> Vec<Effect> {
        self.export.told = None;
        match hand {
            ExportAction::CopyLink => self.link().map(Effect::CopyLink).into_iter().collect(),
            ExportAction::CopyText => self
                .shaped(ExportFormat::Text)
                .map(Effect::Copy)
                .into_iter()
                .collect(),
            ExportAction::Csv => {
                let saved = self.shaped(ExportFormat::Csv).zip(self.shown_calculator());
                let saved = saved.map(|(text, id)| Effect::Save {
                    name: format!("{}.csv", id.replace('@', "-")),
                    kind: "text/csv",
                    text,
                });
                saved.into_iter().collect()
            }
            ExportAction::Print => {
                self.export.paper = true;
                vec![Effect::Print]
            }
            ExportAction::Printed => {
                self.export.paper = false;
                vec![]
            }
            ExportAction::OpenMeeting => {
                self.export.meeting = true;
                vec![Effect::ShowDialog]
            }
            ExportAction::CloseMeeting => {
                self.export.meeting = false;
                vec![]
            }
            ExportAction::Copied(done) => {
                self.export.told = Some(match done {
                    true => "Kopieret. Nu kan I sætte det ind, hvor I vil.",
                    false => "Browseren gav ikke lov til at kopiere. Prøv at udskrive i stedet.",
                });
                vec![]
            }
        }
    }

    fn shown_calculator(&self) -> Option<&String> {
        match self.screen() {
            Screen::Calculator(id) => Some(id),
            Screen::Search | Screen::Concept(_) | Screen::Worksheet(_) => None,
        }
    }

    fn shaped(&self, form: ExportFormat) -> Option<String> {
        let calculator = self.calculator(self.shown_calculator()?)?;
        Some(details()?.shaped(self.loaded()?, calculator, form))
    }

    /// The fragment that opens this calculator with these numbers.
    fn link(&self) -> Option<String> {
        let id = self.shown_calculator()?;
        let calculator = self.calculator(id)?;
        let mut numbers = Vec::new();
        for (input, field) in calculator
            .compiled
            .definition
            .inputs
            .iter()
            .zip(&calculator.fields)
        {
            if let Some(own) = field.own {
                numbers.push((input.id.clone(), own.to_string()));
            }
        }
        let link = Link {
            calculator: Some(id.clone()),
            numbers,
            ..Link::default()
        };
        Some(link.write(&self.settings.element))
    }
}
