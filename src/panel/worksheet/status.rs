//! How an action on a worksheet ended, and the words for it.

use super::file::FileError;

/// How an action ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WorksheetStatus {
    /// The worksheet was saved as a file of this name.
    Saved {
        /// The file's name.
        name: String,
    },
    /// A file was opened.
    Opened {
        /// How many of its texts have no field on the worksheet.
        unknown: usize,
    },
    /// All fields were cleared.
    Cleared,
    /// A file was refused, and nothing changed.
    Refused(FileError),
}

impl WorksheetStatus {
    /// Whether a file was refused.
    #[must_use]
    pub fn is_refusal(&self) -> bool {
        matches!(self, Self::Refused(_))
    }

    /// The words for it.
    #[must_use]
    pub fn words(&self) -> String {
        let why = match self {
            Self::Saved { name } => {
                return format!("Gemt som {name}. Se blandt de filer, du har hentet.");
            }
            Self::Opened { unknown: 0 } => return "Filen er åbnet.".to_owned(),
            Self::Opened { unknown } => {
                return format!(
                    "Filen er åbnet, men {unknown} af dens felter findes ikke på arket. De er ikke kommet med."
                );
            }
            Self::Cleared => return "Arket er tomt.".to_owned(),
            Self::Refused(FileError::Another(title)) => {
                return format!("Filen hører til »{title}«. Åbn den der. Her er intet ændret.");
            }
            Self::Refused(FileError::Foreign) => "Filen er ikke et ark, der er gemt herfra.",
            Self::Refused(FileError::Newer) => {
                "Filen er gemt med en nyere udgave, end siden her kan læse."
            }
            Self::Refused(FileError::TooLong) => {
                "En tekst i filen er længere, end der er plads til."
            }
        };
        format!("{why} Her er intet ændret.")
    }
}
