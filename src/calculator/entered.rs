//! Reading the number that a user typed for an input, and writing it.

use super::estimate::Estimate;
use crate::catalogue::Input;
use crate::danish::{parse_amount, print_number, unit_words};
use crate::number::{Decimal, Extent, ParseError};

/// Why a typed number cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The field is empty.
    Empty,
    /// It is not a number.
    NotANumber,
    /// It has too many digits.
    TooLarge,
    /// It has another unit than the input.
    OtherUnit,
    /// It has decimals, and the input counts what is not divided, such as persons.
    NotWhole,
    /// It is outside the input's limits.
    OutOfRange,
    /// The input is one of two numbers, and this is neither.
    NeitherOfTwo,
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
    let amount = parse_amount(text).map_err(|error| match error {
        ParseError::Empty => Problem::Empty,
        ParseError::NotANumber => Problem::NotANumber,
        ParseError::TooLarge => Problem::TooLarge,
    })?;
    // An input may itself be in millions.
    let amount = match is_unit(input, &amount.unit) {
        true => amount,
        false => amount.in_ones().ok_or(Problem::TooLarge)?,
    };
    let number = amount.number;
    // A share of six decimals is per cent of four.
    if input.unit == "%" && number.places() > 4 {
        return Err(Problem::TooLarge);
    }
    if !is_unit(input, &amount.unit) {
        Err(Problem::OtherUnit)
    } else if is_counted(input) && !number.is_whole() {
        Err(Problem::NotWhole)
    } else if is_either(input) && ![input.min, input.max].contains(&number) {
        Err(Problem::NeitherOfTwo)
    } else if !(input.min..=input.max).contains(&number) {
        Err(Problem::OutOfRange)
    } else {
        Ok((number != input.likely).then_some(number))
    }
}

/// Whether these words are an input's unit, or its beginning: `kr` of `kr. om dagen`.
fn is_unit(input: &Input, words: &str) -> bool {
    let begins = |shown: &String| {
        let shown = unit_words(shown);
        shown
            .strip_prefix(words)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    words.is_empty()
        || words == input.unit
        || begins(&input.shown_unit)
        || input.shown_unit_one.as_ref().is_some_and(begins)
}

/// Whether an input counts things, which are whole, rather than money, time or a share.
#[must_use]
pub fn is_counted(input: &Input) -> bool {
    let measured = [
        "", "kr", "time", "dag", "doegn", "uge", "maaned", "aar", "minut",
    ];
    input.decimals == 0
        && input.unit.bytes().all(|byte| byte.is_ascii_lowercase())
        && !measured.contains(&input.unit.as_str())
}

/// Whether an input is either its lowest or its highest number, because one step leads from one to the other: a rate
/// of 0 or 50 per cent.
#[must_use]
pub fn is_either(input: &Input) -> bool {
    input.min < input.max && input.min.add(input.step) == Some(input.max)
}

/// With how many decimals a number of an input is written: the input's, or as many more as it takes.
/// Half a krone is 50 øre.
pub(super) fn decimals(input: &Input, number: Decimal) -> u8 {
    let needed = match number.places() {
        1 if input.unit.starts_with("kr") => 2,
        places => places,
    };
    needed.max(input.decimals)
}

/// A user's number with its bounds: as uncertain as the published number, so with the same share of
/// it below and above, within the input's limits.
///
/// ```
/// use virker::calculator::{Estimate, own_estimate};
/// use virker::catalogue::Input;
/// use virker::number::Decimal;
///
/// let [low, likely, high] = [54, 72, 83].map(Decimal::whole);
/// let max = Decimal::whole(500);
/// let input = Input { low: Some(low), likely, high: Some(high), max, ..Input::default() };
/// let [low, likely, high] = [27, 36, 42].map(Decimal::whole);
/// assert_eq!(own_estimate(&input, likely), Estimate { low, likely, high });
/// ```
#[must_use]
pub fn own_estimate(input: &Input, likely: Decimal) -> Estimate {
    let mut bounds = Extent::of(likely);
    for bound in [input.low, input.high].into_iter().flatten() {
        let share = likely.multiply(bound);
        if let Some(bound) = share.and_then(|share| share.divide(input.likely)) {
            let bound = bound.round(decimals(input, likely).into());
            bounds.include(bound.max(input.min).min(input.max));
        }
    }
    let Extent { low, high } = bounds;
    Estimate { low, likely, high }
}

/// A number of an input as Danes write it, exactly. [`entered`] reads it back.
///
/// ```
/// use virker::calculator::written;
/// use virker::catalogue::Input;
/// use virker::number::Decimal;
///
/// let input = Input { unit: "kr".into(), ..Input::default() };
/// assert_eq!(written(&input, Decimal::whole(4_165)), "4.165");
/// assert_eq!(written(&input, Decimal::parse("95.5").unwrap()), "95,50");
/// ```
#[must_use]
pub fn written(input: &Input, number: Decimal) -> String {
    print_number(number, decimals(input, number))
}
