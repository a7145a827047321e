//! The published document in format 1, and how it is read from JSON that may
//! be old, new, broken or hostile.
//!
//! Keys are English in camel case; ids of vocabularies are Danish in ASCII
//! (`hjem-og-mad`). Unknown keys are ignored. What a source does not say is
//! absent, and shown as unknown. `docs/catalogue-format.md` describes every key.

mod bodies;
mod calculator;
mod camel_case;
mod diagnostics;
mod document;
mod entry;
mod from_json;
mod head;
mod help;
mod json;
mod json_text;
mod macros;
mod part;
mod thesaurus;
mod values;
mod worksheet;

pub use bodies::*;
pub use calculator::*;
pub use camel_case::camel_case;
pub use diagnostics::*;
pub use document::*;
pub use entry::*;
pub use from_json::{FromJson, Read, read};
pub use head::*;
pub use help::*;
pub use json::Json;
pub use part::PartText;
pub use thesaurus::*;
pub use values::*;
pub use worksheet::*;
