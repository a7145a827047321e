//! A number that somebody wrote for an input.

use crate::catalogue::Input;
use crate::danish::parse_number;
use crate::number::{Decimal, ParseError};

/// Why what was written for an input cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Nothing was written.
    Empty,
    /// It is no number.
    NotANumber,
    /// It has too many digits.
    TooLarge,
    /// It is below the lowest or above the highest number that makes sense.
    OutOfRange,
    /// With it, nothing can be computed.
    Uncomputable,
}

/// The user's own number for an input, read as Danes write it; `None` when it
/// is the published one, which is then as uncertain as before.
///
/// # Errors
/// [`Problem`] says why it cannot be used.
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
