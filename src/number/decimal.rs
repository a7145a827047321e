//! A decimal number as a count of millionths.

use std::{cmp::Ordering, fmt};

/// The number of decimals.
const PLACES: u32 = 6;
/// The maximum number of digits before the point when parsing.
const DIGITS: u32 = 24;
/// The count of millionths in 1.
const ONE: i128 = 1_000_000;

/// An exact decimal number with six decimals.
///
/// # Examples
/// ```
/// use virker::number::Decimal;
///
/// let price = Decimal::parse("69.42").unwrap();
/// let days = Decimal::whole(60);
/// let total = price.multiply(days).unwrap();
/// assert_eq!(total.to_string(), "4165.2");
///
/// // Each operation rounds half away from zero at the sixth decimal.
/// assert_eq!(Decimal::whole(2).divide(Decimal::whole(3)), Decimal::parse("0.666667").ok());
///
/// // What cannot be held or is not defined is `None`.
/// assert_eq!(price.divide(Decimal::ZERO), None);
/// assert_eq!(Decimal::from_millionths(i128::MAX).add(Decimal::ONE), None);
/// ```
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal(i128);

/// Why a text is not a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParseError {
    /// It is empty.
    Empty,
    /// It is not a number.
    NotANumber,
    /// It has more digits than can be held exactly.
    TooLarge,
}

// A checked sum takes sixty bytes wherever it is inlined, so even sums are calls.
impl Decimal {
    /// 0.
    pub const ZERO: Self = Self(0);
    /// 1.
    pub const ONE: Self = Self(ONE);
    /// The largest number that [`Decimal::parse`] accepts: 24 digits before the
    /// point and six after it. Two such numbers can be added, subtracted and
    /// divided without overflow.
    pub const LARGEST: Self = Self(10_i128.pow(DIGITS + PLACES) - 1);

    /// The whole number `n`.
    #[must_use]
    pub const fn whole(n: i64) -> Self {
        Self(n as i128 * ONE)
    }

    /// The number as a count of millionths.
    #[must_use]
    pub const fn millionths(self) -> i128 {
        self.0
    }

    /// The number that is this count of millionths.
    #[must_use]
    pub const fn from_millionths(millionths: i128) -> Self {
        Self(millionths)
    }

    /// `self + other`, or `None` on overflow.
    #[must_use]
    #[inline(never)]
    pub const fn add(self, other: Self) -> Option<Self> {
        wrap(self.0.checked_add(other.0))
    }

    /// `self - other`, or `None` on overflow.
    #[must_use]
    #[inline(never)]
    pub const fn subtract(self, other: Self) -> Option<Self> {
        wrap(self.0.checked_sub(other.0))
    }

    /// `self × other`, rounded half away from zero at the sixth decimal, or `None`
    /// on overflow.
    #[must_use]
    pub fn multiply(self, other: Self) -> Option<Self> {
        wrap(divide_rounding(self.0.checked_mul(other.0)?, ONE))
    }

    /// `self ÷ other`, rounded half away from zero at the sixth decimal, or `None`
    /// on overflow and when `other` is 0.
    #[must_use]
    pub fn divide(self, other: Self) -> Option<Self> {
        wrap(divide_rounding(self.0.checked_mul(ONE)?, other.0))
    }

    /// `-self`, or `None` on overflow.
    #[must_use]
    #[inline(never)]
    pub const fn negate(self) -> Option<Self> {
        wrap(self.0.checked_neg())
    }

    /// Rounds to `places` decimals (at most six), half away from zero.
    ///
    /// # Examples
    /// ```
    /// use virker::number::Decimal;
    ///
    /// let number = Decimal::parse("-2.345").unwrap();
    /// assert_eq!(number.round(2).to_string(), "-2.35");
    /// assert_eq!(number.round_up(0).to_string(), "-2");
    /// assert_eq!(number.round_down(0).to_string(), "-3");
    /// ```
    #[must_use]
    pub fn round(self, places: u32) -> Self {
        let step = step(places);
        divide_rounding(self.0, step)
            .and_then(|count| count.checked_mul(step))
            .map_or(self, Self)
    }

    /// Rounds up to `places` decimals, towards positive infinity.
    #[must_use]
    pub fn round_up(self, places: u32) -> Self {
        let down = self.negate().map(|turned| turned.round_down(places));
        down.and_then(Self::negate).unwrap_or(self)
    }

    /// Rounds down to `places` decimals, towards negative infinity.
    #[must_use]
    pub fn round_down(self, places: u32) -> Self {
        // `%` on `i128` would be one more function in the wasm; division is there already.
        let step = step(places);
        let towards_zero = self.0 / step * step;
        match towards_zero > self.0 {
            true => wrap(towards_zero.checked_sub(step)).unwrap_or(self),
            false => Self(towards_zero),
        }
    }

    /// The square root, rounded down at the sixth decimal, or `None` of a number
    /// that is negative or too large.
    ///
    /// # Examples
    /// ```
    /// use virker::number::Decimal;
    ///
    /// assert_eq!(Decimal::whole(2).root().unwrap().to_string(), "1.414213");
    /// assert_eq!(Decimal::whole(-1).root(), None);
    /// ```
    #[must_use]
    pub fn root(self) -> Option<Self> {
        let square = u128::try_from(self.0)
            .ok()?
            .checked_mul(ONE.unsigned_abs())?;
        // Newton's method, from a power of two that is not below the root. The standard library's `isqrt` is written for
        // speed, and takes 1.4 kB.
        let mut root = 1_u128 << (u128::BITS - square.leading_zeros()).div_ceil(2);
        loop {
            let next = root.midpoint(square.checked_div(root).unwrap_or_default());
            if next >= root {
                return i128::try_from(root).ok().map(Self);
            }
            root = next;
        }
    }

    /// Whether the number has no decimals.
    #[must_use]
    pub fn is_whole(self) -> bool {
        self.round_down(0) == self
    }

    /// How many decimals it takes to write the number exactly.
    ///
    /// # Examples
    /// ```
    /// use virker::number::Decimal;
    ///
    /// assert_eq!(Decimal::parse("72.50").unwrap().places(), 1);
    /// assert_eq!(Decimal::whole(72).places(), 0);
    /// ```
    #[must_use]
    pub fn places(self) -> u8 {
        let exact = |places: &u8| self.round_down(u32::from(*places)) == self;
        (0..6).find(exact).unwrap_or(6)
    }

    /// Whether the number is below 0.
    #[must_use]
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// Parses a number with an optional minus sign and a decimal **point**, as in
    /// JSON and in formulas. [`crate::danish::parse_number`] parses numbers as
    /// Danes write them.
    ///
    /// # Errors
    /// [`ParseError`] when the text is empty, is not a number, or has too many
    /// digits (more than 24 before the point or more than six after it).
    ///
    /// # Examples
    /// ```
    /// use virker::number::{Decimal, ParseError};
    ///
    /// assert_eq!(Decimal::parse("-0.50").unwrap().to_string(), "-0.5");
    /// assert_eq!(Decimal::parse("0,5"), Err(ParseError::NotANumber));
    /// assert_eq!(Decimal::parse("0.1234567"), Err(ParseError::TooLarge));
    /// ```
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        if text.is_empty() {
            return Err(ParseError::Empty);
        }
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, fraction) = match digits.split_once('.') {
            Some((_, "")) => return Err(ParseError::NotANumber),
            Some(parts) => parts,
            None => (digits, ""),
        };
        if whole.is_empty() {
            return Err(ParseError::NotANumber);
        }
        let mut count: i128 = 0;
        for part in [whole, fraction] {
            for byte in part.bytes() {
                if !byte.is_ascii_digit() {
                    return Err(ParseError::NotANumber);
                }
                // A number that wraps has too many digits, and is refused below.
                count = count.wrapping_mul(10).wrapping_add((byte - b'0').into());
            }
        }
        let first = whole.bytes().position(|byte| byte != b'0');
        let digits = first.map_or(0, |zeros| whole.len() - zeros);
        if digits > DIGITS as usize || fraction.len() > PLACES as usize {
            return Err(ParseError::TooLarge);
        }
        for _ in fraction.len()..PLACES as usize {
            count = count.wrapping_mul(10);
        }
        Ok(Self(if negative { -count } else { count }))
    }

    /// The number rounded to `places` decimals (at most six), for printing:
    /// whether it is negative, its digits before the point and its digits after.
    #[must_use]
    pub fn digits(self, places: u32) -> (bool, String, String) {
        let places = places.min(PLACES);
        let rounded = self.round(places);
        let mut rest = rounded.0.unsigned_abs() / step(places).unsigned_abs();
        // From the last digit. Formatting an `i128` by the standard library takes 1.5 kB.
        let mut digits = String::with_capacity(16);
        while rest != 0 || digits.len() <= places as usize {
            let next = rest / 10;
            let digit = u32::try_from(rest - next * 10).unwrap_or_default();
            digits.push(char::from_digit(digit, 10).unwrap_or('0'));
            rest = next;
        }
        let (fraction, whole) = digits.split_at(places as usize);
        let forwards = |digits: &str| digits.chars().rev().collect();
        (rounded.0 < 0, forwards(whole), forwards(fraction))
    }
}

/// The range from the lowest to the highest of some numbers.
///
/// # Examples
/// ```
/// use virker::number::{Decimal, Extent};
///
/// let mut extent = Extent::of(Decimal::whole(60));
/// extent.include(Decimal::whole(100));
/// extent.include(Decimal::whole(54));
/// assert_eq!((extent.low, extent.high), (Decimal::whole(54), Decimal::whole(100)));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    /// The lowest.
    pub low: Decimal,
    /// The highest.
    pub high: Decimal,
}

impl Extent {
    /// The range of one number.
    #[must_use]
    pub const fn of(number: Decimal) -> Self {
        Self {
            low: number,
            high: number,
        }
    }

    /// Extends the range to a number. Not inlined, because each comparison of two
    /// `i128`s takes forty bytes.
    #[inline(never)]
    pub fn include(&mut self, number: Decimal) {
        if number < self.low {
            self.low = number;
        } else if number > self.high {
            self.high = number;
        }
    }
}

/// Not `Option::map`, which is not `const`.
const fn wrap(count: Option<i128>) -> Option<Decimal> {
    match count {
        Some(count) => Some(Decimal(count)),
        None => None,
    }
}

/// The count of millionths in one unit of the last of `places` decimals.
const fn step(places: u32) -> i128 {
    10_i128.pow(PLACES - if places > PLACES { PLACES } else { places })
}

/// Divides, rounding half away from zero.
fn divide_rounding(dividend: i128, divisor: i128) -> Option<i128> {
    let quotient = dividend.checked_div(divisor)?;
    // A division of `i128` is slow, so the remainder is computed from the quotient.
    let rest = dividend.checked_sub(quotient.checked_mul(divisor)?)?;
    let half_or_more = rest.unsigned_abs() >= divisor.unsigned_abs().div_ceil(2) && rest != 0;
    match half_or_more {
        false => Some(quotient),
        true if (dividend < 0) == (divisor < 0) => quotient.checked_add(1),
        true => quotient.checked_sub(1),
    }
}

/// With a decimal point and without trailing zeros, as in JSON.
impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (negative, whole, fraction) = self.digits(PLACES);
        if negative {
            f.write_str("-")?;
        }
        f.write_str(&whole)?;
        match fraction.trim_end_matches('0') {
            "" => Ok(()),
            fraction => {
                f.write_str(".")?;
                f.write_str(fraction)
            }
        }
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl PartialEq<i64> for Decimal {
    fn eq(&self, other: &i64) -> bool {
        *self == Self::whole(*other)
    }
}

impl PartialOrd<i64> for Decimal {
    fn partial_cmp(&self, other: &i64) -> Option<Ordering> {
        self.partial_cmp(&Self::whole(*other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> Decimal {
        Decimal::parse(text).unwrap()
    }

    #[test]
    fn tenths_add_up_exactly() {
        assert_eq!(d("0.1").add(d("0.2")), Some(d("0.3")));
    }

    #[test]
    fn division_rounds_half_away_from_zero_at_the_sixth_decimal() {
        assert_eq!(d("1").divide(d("3")), Some(d("0.333333")));
        assert_eq!(d("2").divide(d("3")), Some(d("0.666667")));
        assert_eq!(d("-2").divide(d("3")), Some(d("-0.666667")));
        assert_eq!(d("4165").divide(d("60")).unwrap().round(2), d("69.42"));
    }

    #[test]
    fn dividing_by_zero_and_overflow_give_nothing_rather_than_a_wrong_number() {
        assert_eq!(Decimal::ONE.divide(Decimal::ZERO), None);
        let huge = Decimal::from_millionths(i128::MAX);
        assert_eq!(huge.add(Decimal::ONE), None);
        assert_eq!(huge.multiply(d("2")), None);
        assert_eq!(Decimal::from_millionths(i128::MIN).negate(), None);
    }

    #[test]
    fn the_largest_number_is_the_largest_that_is_read() {
        let largest = Decimal::LARGEST.to_string();
        assert_eq!(Decimal::parse(&largest), Ok(Decimal::LARGEST));
        let beyond = Decimal::from_millionths(Decimal::LARGEST.millionths() + 1);
        assert_eq!(
            Decimal::parse(&beyond.to_string()),
            Err(ParseError::TooLarge)
        );
    }

    #[test]
    fn rounding_up_never_goes_below_the_number() {
        assert_eq!(d("19.4").round_up(0), d("20"));
        assert_eq!(d("20").round_up(0), d("20"));
        assert_eq!(d("-1.5").round_up(0), d("-1"));
    }

    #[test]
    fn rounding_down_never_goes_above_the_number() {
        assert_eq!(d("19.4").round_down(0), d("19"));
        assert_eq!(d("20").round_down(0), d("20"));
        assert_eq!(d("-1.5").round_down(0), d("-2"));
    }

    #[test]
    fn a_square_root_is_exact_to_the_sixth_decimal() {
        assert_eq!(d("2.25").root(), Some(d("1.5")));
        assert_eq!(d("2").root(), Some(d("1.414213")));
        assert_eq!(d("0").root(), Some(d("0")));
        assert_eq!(d("-1").root(), None);
    }

    #[test]
    fn only_plain_decimal_notation_is_read() {
        for invalid in [
            "", "-", ".5", "5.", "1,5", "1e3", "+1", " 1", "1.2.3", "0x1",
        ] {
            assert!(Decimal::parse(invalid).is_err(), "{invalid:?} was read");
        }
        assert_eq!(Decimal::parse("0.1234567"), Err(ParseError::TooLarge));
    }
}
