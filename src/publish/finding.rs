//! What checking finds, and how it is told.

use std::fmt;

use super::sources::Sources;

/// Whether a finding stops a catalogue from being published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It stops.
    Error,
    /// It doesn't, but somebody should look.
    Warning,
}

/// Something that is wrong in a catalogue's sources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Whether it stops publishing.
    pub severity: Severity,
    /// The file, from the sources' folder: `entries/madkassen.toml`.
    pub file: String,
    /// The line, where there is one.
    pub line: Option<usize>,
    /// The place in the file: `facts[0].text`; empty for the whole file.
    pub path: String,
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub mend: String,
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
        write!(f, ": {}. {}", self.message, self.mend)
    }
}

/// All that checking found, with how much there was to check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The findings, file by file.
    pub findings: Vec<Finding>,
    entries: usize,
    calculators: usize,
    worksheets: usize,
}

impl Report {
    pub(super) fn new(sources: &Sources, mut findings: Vec<Finding>) -> Self {
        findings.sort_by(|a, b| {
            let place = |finding: &Finding| (sources.place_of(&finding.file), finding.line);
            place(a).cmp(&place(b)).then(a.severity.cmp(&b.severity))
        });
        Self {
            findings,
            entries: sources.entries.len(),
            calculators: sources.calculators.len(),
            worksheets: sources.worksheets.len(),
        }
    }

    /// How many findings stop publishing.
    #[must_use]
    pub fn errors(&self) -> usize {
        self.count(Severity::Error)
    }

    /// How many findings don't.
    #[must_use]
    pub fn warnings(&self) -> usize {
        self.count(Severity::Warning)
    }

    fn count(&self, severity: Severity) -> usize {
        let findings = self.findings.iter();
        findings.filter(|found| found.severity == severity).count()
    }
}

/// The last line: `14 entries, 1 calculator: 0 errors, 2 warnings`.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (entry, calculator) = (
            counted(self.entries, "entry", "entries"),
            counted(self.calculators, "calculator", "calculators"),
        );
        write!(f, "{entry}, {calculator}")?;
        if self.worksheets > 0 {
            let worksheets = counted(self.worksheets, "worksheet", "worksheets");
            write!(f, ", {worksheets}")?;
        }
        let errors = counted(self.errors(), "error", "errors");
        let warnings = counted(self.warnings(), "warning", "warnings");
        write!(f, ": {errors}, {warnings}")
    }
}

fn counted(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}
