//! Finding entries: an index over all fields, ranked results, highlighting, and filters with
//! counts. `docs/search.md` explains how it works and how well.

mod arithmetic;
mod ask;
mod build;
mod bytes;
mod compounds;
mod facets;
mod frequencies;
mod index;
mod language;
mod law;
mod lexicon;
mod marks;
mod phrases;
mod query;
mod rank;
mod reader;
mod resolve;
mod sentences;
mod table;
mod terms;
mod text;
mod thesaurus;
mod tokens;
mod triggers;
mod typo;
mod weights;
mod writer;

pub use ask::{ask, snippet};
pub use build::{BuiltIndex, build};
pub use bytes::IndexError;
pub use compounds::{may_begin, may_end};
pub use facets::{Choices, ChosenNumbers, Count, Counts, Facets, Filter};
pub use index::Index;
pub use language::{Language, Plain};
pub use lexicon::Lexicon;
pub use marks::Reason;
pub use query::{MAX_QUERY_BYTES, is_stop_word, readable};
pub use rank::{Hit, SearchResults};
pub use resolve::Why;
pub use text::{fingerprint, hash, searched_text};
pub use thesaurus::is_too_long_a_phrase;
pub use triggers::Triggers;
pub use typo::{Rows, begins_alike, edits_allowed, sound};
pub use weights::{FULL, Weights};
