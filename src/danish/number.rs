//! Numbers.

use crate::join::join;
use crate::number::{Decimal, ParseError};

/// Parses a number as Danes write it: `1234,5`, `1.234,5` or `1 234,5`. A
/// decimal point is accepted (`1234.5`), and so is `kr.`, `kr` or `%` after the
/// number.
///
/// A single point followed by exactly three digits separates thousands, as it
/// does in Denmark: `1.234` is 1234. Otherwise, and after a 0, it is a decimal
/// point: `69.42`, `0.050`. The 0 before it may be left out: `,5`.
///
/// # Errors
/// [`ParseError`] when the text is empty, is not a number, or has too many
/// digits; see [`Decimal::parse`].
///
/// # Examples
/// ```
/// use virker::danish::parse_number;
/// use virker::number::{Decimal, ParseError};
///
/// assert_eq!(parse_number("4.165 kr."), Ok(Decimal::whole(4165)));
/// assert_eq!(parse_number("69,42"), Decimal::parse("69.42"));
/// assert_eq!(parse_number("tres"), Err(ParseError::NotANumber));
/// ```
pub fn parse_number(text: &str) -> Result<Decimal, ParseError> {
    let text = text.trim();
    let text = ["kr.", "kr", "%"]
        .iter()
        .find_map(|unit| text.strip_suffix(unit))
        .unwrap_or(text);
    let text = text.trim();
    if text.is_empty() {
        return Err(ParseError::Empty);
    }
    let minus = text.strip_prefix('-').or_else(|| text.strip_prefix('−'));
    let (sign, text) = match minus {
        Some(rest) => ("-", rest.trim_start()),
        None => ("", text),
    };
    let (whole, fraction) = match text.split_once(',') {
        Some((whole, fraction)) => (without_groups(whole)?, fraction),
        None => match text.split_once('.') {
            Some((whole, fraction))
                if (fraction.len() != 3 || whole.is_empty() || whole.starts_with('0'))
                    && !fraction.bytes().any(|b| matches!(b, b'.' | b' ')) =>
            {
                (whole.to_owned(), fraction)
            }
            _ => (without_groups(text)?, ""),
        },
    };
    let whole = match (whole.as_str(), fraction) {
        ("", "") => return Err(ParseError::NotANumber),
        ("", _) => "0",
        (whole, _) => whole,
    };
    let point = match fraction.trim_end_matches('0') {
        "" => ["", ""],
        fraction => [".", fraction],
    };
    Decimal::parse(&join(&[sign, whole, point[0], point[1]], ""))
}

/// Removes the separators of thousands. Each group but the first must have
/// three digits.
fn without_groups(whole: &str) -> Result<String, ParseError> {
    let mut digits = String::new();
    // The length of the current group, and the lengths that it may have.
    let mut length = 0;
    let mut lengths = 1..=3;
    for c in whole.chars() {
        if !matches!(c, '.' | ' ' | '\u{a0}' | '\u{202f}') {
            digits.push(c);
            length += c.len_utf8();
            continue;
        }
        if !lengths.contains(&length) {
            return Err(ParseError::NotANumber);
        }
        length = 0;
        lengths = 3..=3;
    }
    let grouped = digits.len() < whole.len();
    match grouped && (!lengths.contains(&length) || digits.starts_with('0')) {
        true => Err(ParseError::NotANumber),
        false => Ok(digits),
    }
}

/// Formats a number as Danes write it, rounded to `places` decimals (at most
/// six). The minus sign is U+2212.
///
/// # Examples
/// ```
/// use virker::danish::print_number;
/// use virker::number::Decimal;
///
/// assert_eq!(print_number(Decimal::whole(4165), 0), "4.165");
/// assert_eq!(print_number(Decimal::parse("-1234.5").unwrap(), 2), "−1.234,50");
/// ```
#[must_use]
pub fn print_number(number: Decimal, places: u8) -> String {
    let (negative, whole, fraction) = number.digits(u32::from(places));
    let mut printed = String::new();
    if negative {
        printed.push('−');
    }
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            printed.push('.');
        }
        printed.push(digit);
    }
    if !fraction.is_empty() {
        printed.push(',');
        printed.push_str(&fraction);
    }
    printed
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn d(text: &str) -> Decimal {
        Decimal::parse(text).unwrap()
    }

    #[test]
    fn numbers_are_read_as_danes_write_them() {
        for (text, number) in [
            ("16", "16"),
            (" 1234,5 ", "1234.5"),
            ("1.234,5", "1234.5"),
            ("1 234,50", "1234.5"),
            ("1\u{a0}234", "1234"),
            ("4.165", "4165"),
            ("69.42", "69.42"),
            ("4.165 kr.", "4165"),
            ("3,5 %", "3.5"),
            ("−7", "-7"),
            ("1.234.567,89", "1234567.89"),
            ("16,0000000", "16"),
            // While the decimals are still being typed.
            ("5,", "5"),
            // No thousands begin with 0.
            ("0.050", "0.05"),
            ("0.250", "0.25"),
            ("-0.125", "-0.125"),
            ("00.500", "0.5"),
            (",5", "0.5"),
            (".5", "0.5"),
            ("−,25 kr.", "-0.25"),
        ] {
            assert_eq!(parse_number(text), Ok(d(number)), "{text:?}");
        }
    }

    #[test]
    fn other_texts_are_refused_with_the_reason() {
        assert_eq!(parse_number(" kr. "), Err(ParseError::Empty));
        for text in [
            "abc",
            "1,2,3",
            "1.23.4",
            "12 34",
            ",",
            ".",
            "0.123.456",
            "0 123",
            ".123.456",
            "1-2",
            "1e5",
            "½",
            "1.2345.678",
        ] {
            assert_eq!(parse_number(text), Err(ParseError::NotANumber), "{text:?}");
        }
        assert_eq!(parse_number("0,12345678"), Err(ParseError::TooLarge));
    }

    #[test]
    fn numbers_are_written_as_danes_write_them() {
        for (number, places, text) in [
            ("4165", 0, "4.165"),
            ("69.416667", 2, "69,42"),
            ("-1234.5", 2, "−1.234,50"),
            ("0.05", 2, "0,05"),
            ("-0.001", 2, "0,00"),
            ("1000000", 0, "1.000.000"),
        ] {
            assert_eq!(print_number(d(number), places), text);
        }
    }

    proptest! {
        #[test]
        fn reading_what_was_written_gives_the_same_number(millionths in -1_000_000_000_000_000_000_i128..1_000_000_000_000_000_000) {
            let number = Decimal::from_millionths(millionths);
            prop_assert_eq!(parse_number(&print_number(number, 6)), Ok(number));
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in "\\PC{0,40}") {
            let _ = parse_number(&text);
        }
    }
}
