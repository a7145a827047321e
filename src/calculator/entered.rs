//! Reading the number that a user typed for an input.

use crate::catalogue::Input;
use crate::danish::parse_number;
use crate::number::{Decimal, ParseError};

/// Why a typed number cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The field is empty.
    Empty,
    /// It is not a number.
    NotANumber,
    /// It has too many digits.
    TooLarge,
    /// It is outside the input's limits.
    OutOfRange,
    /// The calculator cannot be computed with it.
    Uncomputable,
}

/// Parses the number that a user typed for an input, in Danish notation. `None` if it is the
/// published number, which keeps its uncertainty.
///
/// # Errors
/// Returns the [`Problem`] with it.
///
/// ```
/// use virker::calculator::{Problem, entered};
/// use virker::catalogue::Input;
/// use virker::number::Decimal;
///
/// let input = Input {
///     likely: Decimal::whole(4_165),
///     max: Decimal::whole(50_000),
///     ..Input::default()
/// };
/// assert_eq!(entered(&input, "4.200"), Ok(Some(Decimal::whole(4_200))));
/// assert_eq!(entered(&input, "4.165,00"), Ok(None));
/// assert_eq!(entered(&input, "60.000"), Err(Problem::OutOfRange));
/// ```
pub fn entered(input: &Input, text: &str) -> Result<Option<Decimal>, Problem> {
    let number = parse_number(text).map_err(|error| match error {
        ParseError::Empty => Problem::Empty,
        ParseError::NotANumber => Problem::NotANumber,
        ParseError::TooLarge => Problem::TooLarge,
    })?;
    match (input.min..=input.max).contains(&number) {
        true => Ok((number != input.likely).then_some(number)),
        false => Err(Problem::OutOfRange),
    }
}
