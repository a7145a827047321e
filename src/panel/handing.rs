//! What a user takes along from a calculator: a link, a text, a table, a sheet
//! of paper, or the wall of a meeting room. A worksheet shares the sheet of paper.

use super::Link;
use super::details::details;
use super::state::{Effect, Screen, State};

/// What the user does with the calculator that is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hand {
    /// Copies a link to it, with what was changed.
    Link,
    /// Copies it as text.
    Text,
    /// Saves its numbers as a table.
    Table,
    /// Prints what is shown, on pages of its own.
    Paper,
    /// Opens it for a meeting.
    Meeting,
    /// Closes the meeting.
    MeetingOver,
    /// The copy was made (`true`), or the browser did not allow it.
    Copied(bool),
    /// The page was handed to the printer.
    Printed,
}

/// In which form a calculator leaves the panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Paragraphs for an e-mail or a record.
    Text,
    /// Rows for a spreadsheet.
    Table,
}

/// Where the shown calculator is on its way to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Handing {
    /// It is shown for a meeting.
    pub meeting: bool,
    /// It is drawn for the printer.
    pub paper: bool,
    /// What is told about the last copy.
    pub told: Option<&'static str>,
}

impl State {
    pub(super) fn hand(&mut self, hand: Hand) -> Vec<Effect> {
        self.handing.told = None;
        match hand {
            Hand::Link => self.link().map(Effect::CopyLink).into_iter().collect(),
            Hand::Text => self
                .shaped(Form::Text)
                .map(Effect::Copy)
                .into_iter()
                .collect(),
            Hand::Table => {
                let saved = self.shaped(Form::Table).zip(self.shown_calculator());
                let saved = saved.map(|(text, id)| Effect::Save {
                    name: format!("{}.csv", id.replace('@', "-")),
                    kind: "text/csv",
                    text,
                });
                saved.into_iter().collect()
            }
            Hand::Paper => {
                self.handing.paper = true;
                vec![Effect::Print]
            }
            Hand::Printed => {
                self.handing.paper = false;
                vec![]
            }
            Hand::Meeting => {
                self.handing.meeting = true;
                vec![Effect::ShowDialog]
            }
            Hand::MeetingOver => {
                self.handing.meeting = false;
                vec![]
            }
            Hand::Copied(done) => {
                self.handing.told = Some(match done {
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

    fn shaped(&self, form: Form) -> Option<String> {
        let reckoning = self.reckoning(self.shown_calculator()?)?;
        Some(details()?.shaped(self.shelf()?, reckoning, form))
    }

    /// The fragment that opens this calculator with these numbers.
    fn link(&self) -> Option<String> {
        let id = self.shown_calculator()?;
        let reckoning = self.reckoning(id)?;
        let mut numbers = Vec::new();
        for (input, field) in reckoning
            .sheet
            .calculator
            .inputs
            .iter()
            .zip(&reckoning.fields)
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
