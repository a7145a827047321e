//! Finding entries: an index over all fields, ranked answers, marks, and the
//! filters with their counts.

mod ask;
mod build;
mod bytes;
mod compounds;
mod facets;
mod index;
mod law;
mod lexicon;
mod marks;
mod numeral;
mod query;
mod rank;
mod resolve;
mod table;
mod text;
mod thesaurus;
mod tokens;
mod typo;
mod weights;

pub use ask::{ask, snippet};
pub use build::{Built, Language, Plain, build};
pub use bytes::IndexError;
pub use compounds::may_begin;
pub use facets::{Choices, Count, Counts, count, passes};
pub use index::Index;
pub use lexicon::Lexicon;
pub use marks::Reason;
pub use query::is_empty_word;
pub use rank::{Hit, SearchResults};
pub use resolve::Why;
pub use text::{fingerprint, hash};
pub use typo::{Rows, begins_alike, slips_allowed, sound};
pub use weights::{FULL, Weights};
