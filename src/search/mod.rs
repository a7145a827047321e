//! Finding entries: an index over all fields, ranked answers, marks, and the
//! filters with their counts.

mod facets;
mod index;
mod marks;
mod query;

pub use facets::{Choices, Count, Counts, count, passes};
pub use index::{Hit, Index};
pub use marks::marks;
pub use query::Query;
