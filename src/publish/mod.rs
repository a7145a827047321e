//! What a publisher's command does natively: checks a catalogue's sources and
//! builds `catalogue.json` from them or exports them to a search engine, and searches and calculates with a
//! published catalogue as the widget does.
//!
//! The sources are TOML files that an editor can write and review:
//!
//! ```text
//! catalogue.toml       the head: who publishes, vocabularies, sources; `order = [ids]`
//! entries/ID.toml      one entry a file
//! calculators/ID.toml  one calculator a file
//! worksheets/ID.toml   one worksheet a file
//! thesaurus.toml       [[rows]]
//! help.toml            [[help]]
//! ```
//!
//! A source is converted to JSON before it is read into the model, and that
//! JSON is published, so keys that this version does not know are kept. The
//! widget reads tolerantly; here everything that is wrong is reported. Each
//! rule is in a file under `rules`, with tests that show it failing.

mod build;
mod calculate;
mod dictionary;
mod export;
mod finding;
mod inspect;
mod lix;
mod normal;
mod opening;
mod parts;
mod report;
mod rules;
mod search;
mod sources;
mod toml;
mod write;

use std::path::Path;

pub use build::{BuildError, Published, WHOLE, build, write};
pub use calculate::{AssignmentError, Calculable, CalculateError};
pub use export::{ExportedFile, SearchEngine, export, write_export};
pub use finding::{Finding, Severity};
pub use lix::Readability;
pub use opening::html;
pub use parts::PartFile;
pub use report::Report;
pub use search::{SearchError, Searchable, read_json, read_published};

/// Checks the sources in a folder.
///
/// # Examples
/// ```
/// use std::path::Path;
///
/// let report = virker::publish::check(Path::new("tests/data/sources/good"));
/// assert_eq!(report.to_string(), "2 entries, 1 calculator: 0 errors, 0 warnings");
///
/// let report = virker::publish::check(Path::new("tests/data/sources/broken"));
/// assert_eq!((report.errors(), report.warnings()), (3, 1));
/// assert_eq!(report.findings[2].file, "entries/tal.toml");
/// assert_eq!(report.findings[2].path, "requirements.figures[0]");
/// assert_eq!(report.findings[2].message, "a number without a source");
/// assert_eq!(report.findings[2].suggestion, "Add sources = [\"…\"].");
/// ```
#[must_use]
pub fn check(sources: &Path) -> Report {
    let (sources, mut findings) = sources::read(sources);
    rules::check(&sources, &mut findings);
    Report::new(&sources, findings)
}
