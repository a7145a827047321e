use std::{cmp::Ordering, fmt};

const PLACES: u32 = 6;
/// As many digits are read before the point.
const DIGITS: u32 = 24;
const ONE: i128 = 1_000_000;

/// An exact decimal number with six decimals.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal(i128);

/// What was wrong with the text of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParseError {
    /// Nothing was written.
    Empty,
    /// Something else than a number was written.
    NotANumber,
    /// The number has more digits than can be held exactly.
    TooLarge,
}

// What is checked takes sixty bytes wherever it is written out, so even sums are calls.
impl Decimal {
    /// 0.
    pub const ZERO: Self = Self(0);
    /// 1.
    pub const ONE: Self = Self(ONE);
    /// The largest number that is read: 24 digits before the point and six
    /// after it. Sums, differences and shares of two such numbers can be held.
    pub const LARGEST: Self = Self(10_i128.pow(DIGITS + PLACES) - 1);

    /// The whole number `n`.
    #[must_use]
    pub const fn whole(n: i64) -> Self {
        Self(n as i128 * ONE)
    }

    /// The number as a count of millionths, which is how it is held.
    #[must_use]
    pub const fn millionths(self) -> i128 {
        self.0
    }

    /// The number of which `millionths` is the count.
    #[must_use]
    pub const fn from_millionths(millionths: i128) -> Self {
        Self(millionths)
    }

    /// `self + other`, or `None` when it cannot be held.
    #[must_use]
    #[inline(never)]
    pub const fn add(self, other: Self) -> Option<Self> {
        wrap(self.0.checked_add(other.0))
    }

    /// `self - other`, or `None` when it cannot be held.
    #[must_use]
    #[inline(never)]
    pub const fn subtract(self, other: Self) -> Option<Self> {
        wrap(self.0.checked_sub(other.0))
    }

    /// `self × other`, rounded half away from zero at the sixth decimal.
    #[must_use]
    pub fn multiply(self, other: Self) -> Option<Self> {
        wrap(divide_rounding(self.0.checked_mul(other.0)?, ONE))
    }

    /// `self ÷ other`, rounded half away from zero at the sixth decimal;
    /// `None` also when `other` is 0.
    #[must_use]
    pub fn divide(self, other: Self) -> Option<Self> {
        wrap(divide_rounding(self.0.checked_mul(ONE)?, other.0))
    }

    /// The number with its sign turned, or `None` when it cannot be held.
    #[must_use]
    #[inline(never)]
    pub const fn negate(self) -> Option<Self> {
        wrap(self.0.checked_neg())
    }

    /// Rounded to `places` decimals (at most six), half away from zero.
    #[must_use]
    pub fn round(self, places: u32) -> Self {
        let step = step(places);
        divide_rounding(self.0, step)
            .and_then(|count| count.checked_mul(step))
            .map_or(self, Self)
    }

    /// The smallest number with `places` decimals that is not below this one.
    #[must_use]
    pub fn round_up(self, places: u32) -> Self {
        let down = self.negate().map(|turned| turned.round_down(places));
        down.and_then(Self::negate).unwrap_or(self)
    }

    /// Rounded down to this many decimal places.
    #[must_use]
    pub fn round_down(self, places: u32) -> Self {
        // By the division that is needed anyway: a remainder would be another of the library's functions.
        let step = step(places);
        let towards_zero = self.0 / step * step;
        match towards_zero > self.0 {
            true => wrap(towards_zero.checked_sub(step)).unwrap_or(self),
            false => Self(towards_zero),
        }
    }

    /// The square root, rounded down at the sixth decimal; `None` of what is
    /// negative or too large.
    #[must_use]
    pub fn root(self) -> Option<Self> {
        let square = u128::try_from(self.0)
            .ok()?
            .checked_mul(ONE.unsigned_abs())?;
        // Newton's way, from a power of two that is not below the root. The library's way is written for speed, and is
        // 1.4 kB of code.
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

    /// Whether the number is below 0.
    #[must_use]
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// Reads a number with an optional sign and a decimal **point**, as it
    /// stands in JSON and in formulas. People's own way of writing numbers is
    /// read by [`crate::danish::parse_number`].
    ///
    /// # Errors
    /// [`ParseError`] says whether it was empty, no number, or too large
    /// (more than 24 digits before the point, or more than six after it).
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
                // What wraps has too many digits.
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

    /// Whether the number is negative, and its digits before and after the
    /// point: what a printer needs. It is rounded to `places`, at most six.
    #[must_use]
    pub fn digits(self, places: u32) -> (bool, String, String) {
        let places = places.min(PLACES);
        let rounded = self.round(places);
        let mut rest = rounded.0.unsigned_abs() / step(places).unsigned_abs();
        // The last digit first. One by one: the library writes an `i128` in 1.5 kB of code.
        let mut digits = Vec::new();
        while rest != 0 || digits.len() <= places as usize {
            let next = rest / 10;
            let digit = u32::try_from(rest - next * 10).unwrap_or_default();
            digits.push(char::from_digit(digit, 10).unwrap_or('0'));
            rest = next;
        }
        let (mut whole, mut fraction) = (String::new(), String::new());
        for (place, digit) in digits.iter().enumerate().rev() {
            let part = match place < places as usize {
                true => &mut fraction,
                false => &mut whole,
            };
            part.push(*digit);
        }
        (rounded.0 < 0, whole, fraction)
    }
}

/// From the lowest to the highest of some numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    /// None of them is lower.
    pub low: Decimal,
    /// None of them is higher.
    pub high: Decimal,
}

impl Extent {
    /// That of one number.
    #[must_use]
    pub const fn of(number: Decimal) -> Self {
        Self {
            low: number,
            high: number,
        }
    }

    /// Takes in another number. A call of its own: written out, each comparison
    /// of two `i128`s takes forty bytes.
    #[inline(never)]
    pub fn include(&mut self, number: Decimal) {
        if number < self.low {
            self.low = number;
        } else if number > self.high {
            self.high = number;
        }
    }
}

const fn wrap(count: Option<i128>) -> Option<Decimal> {
    match count {
        Some(count) => Some(Decimal(count)),
        None => None,
    }
}

/// How many millionths one step at `places` decimals is.
const fn step(places: u32) -> i128 {
    10_i128.pow(PLACES - if places > PLACES { PLACES } else { places })
}

fn divide_rounding(dividend: i128, divisor: i128) -> Option<i128> {
    let quotient = dividend.checked_div(divisor)?;
    // One long division is dear; the rest is what the quotient leaves.
    let rest = dividend.checked_sub(quotient.checked_mul(divisor)?)?;
    let half_or_more = rest.unsigned_abs() >= divisor.unsigned_abs().div_ceil(2) && rest != 0;
    match half_or_more {
        false => Some(quotient),
        true if (dividend < 0) == (divisor < 0) => quotient.checked_add(1),
        true => quotient.checked_sub(1),
    }
}

/// Plain notation with a decimal point and no needless zeros, as in JSON.
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
        for wrong in [
            "", "-", ".5", "5.", "1,5", "1e3", "+1", " 1", "1.2.3", "0x1",
        ] {
            assert!(Decimal::parse(wrong).is_err(), "{wrong:?} was read");
        }
        assert_eq!(Decimal::parse("0.1234567"), Err(ParseError::TooLarge));
    }
}
