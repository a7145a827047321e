//! What a publisher does with a catalogue's sources, natively: checks them
//! strictly and builds `catalogue.json` from them.
//!
//! The sources are TOML that an editor can write and review:
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
//! A source becomes JSON before it becomes the model, and that JSON is what is
//! published: so a field that this version does not know is kept. The widget
//! reads tolerantly; here nothing is let through in silence. Each rule stands
//! in a file of its kind under `rules`, with tests that show it failing.

mod build;
mod calculating;
mod dictionary;
mod finding;
mod inspect;
mod lix;
mod rules;
mod searching;
mod sources;
mod toml;

use std::path::Path;

pub use build::{BuildError, Published, build, write};
pub use calculating::{AssignmentError, Calculable, CalculateError};
pub use finding::{Finding, Report, Severity};
pub use lix::Readability;
pub use searching::{SearchError, Searchable, read_json};

/// Checks a catalogue's sources.
#[must_use]
pub fn check(sources: &Path) -> Report {
    let (sources, mut findings) = sources::read(sources);
    rules::check(&sources, &mut findings);
    Report::new(&sources, findings)
}
