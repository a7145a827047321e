//! A finding: something wrong in a catalogue's sources, where, and how to fix it.

use std::fmt;

/// Whether a finding prevents publishing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It prevents publishing.
    Error,
    /// It does not, but somebody should look at it.
    Warning,
}

/// Something that is wrong in a catalogue's sources.
///
/// It is displayed on one line:
/// `error: entries/madkassen.toml:6: facts[0]: a number without a source. Add sources = ["…"].`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Whether it prevents publishing.
    pub severity: Severity,
    /// The file's path in the sources' folder: `entries/madkassen.toml`.
    pub file: String,
    /// The line, from 1, where it is known.
    pub line: Option<usize>,
    /// The path in the file: `facts[0].text`; empty for the whole file.
    pub path: String,
    /// What is wrong, without a full stop.
    pub message: String,
    /// How to fix it, in one or more sentences.
    pub suggestion: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        write!(f, "{severity}: {}", self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if !self.path.is_empty() {
            write!(f, ": {}", self.path)?;
        }
        write!(f, ": {}. {}", self.message, self.suggestion)
    }
}
