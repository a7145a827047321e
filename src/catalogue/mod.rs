//! The published document: what a catalogue in format 1 holds, and how it is
//! read from JSON that may be old, new, broken or hostile.
//!
//! Keys are English in camel case; the ids of vocabularies are Danish in ASCII
//! (`hjem-og-mad`). Fields that this version does not know are ignored. What a
//! source does not say is left out, and shown as unknown.

mod calculator;
mod entry;
mod head;
mod json;
mod read;
mod reading;
mod values;

pub use calculator::*;
pub use entry::*;
pub use head::*;
pub use json::Json;
pub use read::*;
pub use reading::{Diagnostics, FromJson, Read, ReadError, Unknown, camel};
pub use values::*;
