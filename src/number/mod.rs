//! Exact decimal numbers, for all amounts, prices and results.
//!
//! A [`Decimal`] is an `i128` that counts millionths. Six decimals are enough
//! for money and for ratios, and no number is ever a binary fraction, so
//! 0.1 + 0.2 is 0.3. Every operation is checked: an overflow is `None`, never a
//! wrong number.

mod decimal;
pub use decimal::{Decimal, Extent, ParseError};

/// Converts `n` to an integer, if it is a whole number that a double holds
/// exactly (below 2⁵³). Numbers in JSON are converted here natively and in the
/// browser, so that both read the same (`1e3` is 1000 in both).
///
/// # Examples
/// ```
/// use virker::number::whole_from_f64;
///
/// assert_eq!(whole_from_f64(1e3), Some(1000));
/// assert_eq!(whole_from_f64(69.42), None);
/// assert_eq!(whole_from_f64(9_007_199_254_740_992.0), None);
/// ```
#[must_use]
pub fn whole_from_f64(n: f64) -> Option<i64> {
    const LIMIT: f64 = 9_007_199_254_740_991.0;
    #[allow(clippy::cast_possible_truncation)]
    let whole = n as i64;
    #[allow(clippy::cast_precision_loss)]
    let same = whole as f64 == n;
    (n.abs() <= LIMIT && same).then_some(whole)
}
