//! Everything that a check found.

use std::fmt;

use super::finding::{Finding, Severity};
use super::sources::Sources;

/// The findings of a check, with counts of what was checked.
///
/// It is displayed as a summary on one line:
/// `14 entries, 1 calculator: 0 errors, 2 warnings`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The findings, ordered by file, line and severity.
    pub findings: Vec<Finding>,
    entries: usize,
    calculators: usize,
    worksheets: usize,
}

impl Report {
    pub(super) fn new(sources: &Sources, mut findings: Vec<Finding>) -> Self {
        findings.sort_by_cached_key(|finding| {
            let file = sources.file_index(&finding.file);
            (file, finding.line, finding.severity)
        });
        Self {
            findings,
            entries: sources.entries.len(),
            calculators: sources.calculators.len(),
            worksheets: sources.worksheets.len(),
        }
    }

    /// The number of errors.
    #[must_use]
    pub fn errors(&self) -> usize {
        self.count(Severity::Error)
    }

    /// The number of warnings.
    #[must_use]
    pub fn warnings(&self) -> usize {
        self.count(Severity::Warning)
    }

    fn count(&self, severity: Severity) -> usize {
        let findings = self.findings.iter();
        findings
            .filter(|finding| finding.severity == severity)
            .count()
    }
}

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

fn counted(n: usize, singular: &str, plural: &str) -> String {
    format!("{n} {}", if n == 1 { singular } else { plural })
}
