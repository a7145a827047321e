//! Exact decimal numbers: what every amount, price and answer is made of.
//!
//! A [`Decimal`] is an `i128` that counts millionths. Money needs two decimals
//! and a ratio a few more; six are enough for both, and nothing is ever a
//! binary fraction, so `0,1 + 0,2` is `0,3` on every screen. Each operation is
//! checked: what cannot be held is `None`, never a wrong number.

mod decimal;
pub use decimal::{Decimal, Extent, ParseError};

/// The whole number that `n` is exactly, if it is one that JavaScript also
/// holds exactly (below 2⁵³). Natively and in the browser JSON's numbers pass
/// through here, so that both read the same (`1e3` is 1000 in both).
#[must_use]
pub fn whole_from_f64(n: f64) -> Option<i64> {
    const LIMIT: f64 = 9_007_199_254_740_991.0;
    #[allow(clippy::cast_possible_truncation)]
    let whole = n as i64;
    #[allow(clippy::cast_precision_loss)]
    let same = whole as f64 == n;
    (n.abs() <= LIMIT && same).then_some(whole)
}
