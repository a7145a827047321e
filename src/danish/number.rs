//! Numbers.

use super::letters::{is_letter, lower};
use crate::join::join;
use crate::number::{Decimal, ParseError};

/// A number with the unit that was written beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount {
    /// The number as it stands: 6.5 in `6,5 mio. kr.`
    pub number: Decimal,
    /// The unit as [`unit_words`] gives it; empty if there is none.
    pub unit: String,
}

impl Amount {
    /// The same amount without `mio.` and the like: 6,500,000 `kr`. `None` on overflow.
    #[must_use]
    pub fn in_ones(&self) -> Option<Self> {
        let (first, rest) = self.unit.split_once(' ').unwrap_or((&self.unit, ""));
        let (times, unit) = match first {
            "tusind" | "tusinde" => (1_000, rest),
            // `t` alone may be hours.
            "t" if rest.starts_with("kr") => (1_000, rest),
            "mio" | "million" | "millioner" => (1_000_000, rest),
            "mia" | "milliard" | "milliarder" => (1_000_000_000, rest),
            _ => (1, self.unit.as_str()),
        };
        Some(Self {
            number: self.number.multiply(Decimal::whole(times))?,
            unit: unit.to_owned(),
        })
    }
}

/// Parses a number as Danes write it, with or without a unit: `1234,5`, `1.234,5 kr.`, `kr. 500,-`,
/// `12,5 pct.` or `6,5 mio. kr.` A decimal point is accepted (`1234.5`), and so is any space between
/// thousands.
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
/// use virker::danish::parse_amount;
/// use virker::number::Decimal;
///
/// let amount = parse_amount("6,5 mio. kr.").unwrap();
/// assert_eq!((amount.number, amount.unit.as_str()), (Decimal::parse("6.5").unwrap(), "mio kr"));
/// let amount = amount.in_ones().unwrap();
/// assert_eq!((amount.number, amount.unit.as_str()), (Decimal::whole(6_500_000), "kr"));
/// ```
pub fn parse_amount(text: &str) -> Result<Amount, ParseError> {
    // What stands before, in and after the digits.
    let (mut before, mut digits, mut after) = (String::new(), String::new(), String::new());
    for c in text.chars() {
        let c = match c {
            '−' | '–' => '-',
            other => lower(other),
        };
        let separates = c.is_whitespace() || c == '.';
        let is_digit = after.is_empty()
            && match digits.is_empty() {
                true => c.is_ascii_digit() || c == ',' || c == '.' && !before.ends_with(is_letter),
                false => c.is_ascii_digit() || c == ',' || separates,
            };
        if is_digit {
            digits.push(c);
        } else if digits.is_empty() {
            before.push(c);
        } else {
            after.push(c);
        }
    }
    let digits = digits.trim();
    let (sign, is_money) = match unit_words(&before).as_str() {
        "" | "kr" | "%" if digits.is_empty() => return Err(ParseError::Empty),
        "" | "+" => ("", false),
        "kr" => ("", true),
        "-" => ("-", false),
        "kr -" | "- kr" => ("-", true),
        _ => return Err(ParseError::NotANumber),
    };
    // `500,-`
    let unit = match (digits.ends_with(','), after.strip_prefix('-')) {
        (true, Some(rest)) => rest,
        _ => &after,
    };
    for c in unit.chars() {
        let is_of_unit = is_letter(c) || matches!(c, '.' | '/' | '%') || c.is_whitespace();
        if !is_of_unit || c.is_ascii_digit() {
            return Err(ParseError::NotANumber);
        }
    }
    let mut unit = unit_words(unit);
    if is_money && unit != "kr" {
        unit.push_str(if unit.is_empty() { "kr" } else { " kr" });
    }
    let number = parse_digits(sign, digits)?;
    Ok(Amount { number, unit })
}

/// Parses a number as [`parse_amount`] does, whatever its unit.
///
/// # Errors
/// As [`parse_amount`], and [`ParseError::NotANumber`] when the unit is a word that is no unit of
/// money, share or size.
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
    let amount = parse_amount(text)?;
    let amount = amount.in_ones().ok_or(ParseError::TooLarge)?;
    match amount.unit.as_str() {
        "" | "kr" | "%" => Ok(amount.number),
        _ => Err(ParseError::NotANumber),
    }
}

/// The words of a unit, however it is written: `kr` for `kr.`, `kroner` and `DKK`, `%` for `pct.` and
/// `procent`, and `t kr` for `t.kr.`
///
/// # Examples
/// ```
/// use virker::danish::unit_words;
///
/// assert_eq!(unit_words("kr. om dagen"), "kr om dagen");
/// assert_eq!(unit_words("mio.kroner"), "mio kr");
/// ```
#[must_use]
pub fn unit_words(unit: &str) -> String {
    let mut words = String::new();
    let mut start = 0;
    for (end, c) in unit.char_indices().chain([(unit.len(), ' ')]) {
        if c != '.' && !c.is_whitespace() {
            continue;
        }
        let word = match unit.get(start..end).unwrap_or_default() {
            "kroner" | "krone" | "dkk" => "kr",
            "pct" | "procent" => "%",
            "tkr" | "tdkk" => "t kr",
            word => word,
        };
        start = end + c.len_utf8();
        if !words.is_empty() && !word.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
    }
    words
}

/// The two meanings of a number with a point and three digits, where a decimal point is the rule:
/// thousands, as Danes write them, or decimals. Each is written so that it has no other meaning.
///
/// # Examples
/// ```
/// use virker::danish::two_meanings;
///
/// assert_eq!(two_meanings("3.240"), Some(["3240".into(), "3.24".into()]));
/// assert_eq!(two_meanings("3.125"), Some(["3125".into(), "3.1250".into()]));
/// // No thousands begin with 0, or have four digits.
/// assert_eq!(two_meanings("0.240"), None);
/// assert_eq!(two_meanings("3240.500"), None);
/// ```
#[must_use]
pub fn two_meanings(text: &str) -> Option<[String; 2]> {
    let (whole, fraction) = text.split_once('.')?;
    let thousands = whole.trim_start_matches('-');
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let has_two = (1..=3).contains(&thousands.len())
        && !thousands.starts_with('0')
        && fraction.len() == 3
        && digits(thousands)
        && digits(fraction);
    let decimal = match fraction.trim_end_matches('0') {
        "" => whole.to_owned(),
        exact if exact.len() == 3 => format!("{text}0"),
        exact => format!("{whole}.{exact}"),
    };
    has_two.then(|| [format!("{whole}{fraction}"), decimal])
}

fn parse_digits(sign: &str, text: &str) -> Result<Decimal, ParseError> {
    let (whole, fraction) = match text.split_once(',') {
        Some((whole, fraction)) => (whole, fraction),
        None => match text.split_once('.') {
            Some((whole, fraction))
                if (fraction.len() != 3 || whole.is_empty() || whole.starts_with('0'))
                    && fraction.bytes().all(|b| b.is_ascii_digit()) =>
            {
                (whole, fraction)
            }
            _ => (text, ""),
        },
    };
    let whole = without_groups(whole)?;
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

/// Removes the separators of thousands, which are all alike. Each group but the first must have
/// three digits.
fn without_groups(whole: &str) -> Result<String, ParseError> {
    let mut digits = String::new();
    // The length of the current group, and the lengths that it may have.
    let mut length = 0;
    let mut lengths = 1..=3;
    let mut separator = None;
    for c in whole.chars() {
        if c.is_ascii_digit() {
            digits.push(c);
            length += 1;
            continue;
        }
        if !lengths.contains(&length) || *separator.get_or_insert(c) != c {
            return Err(ParseError::NotANumber);
        }
        length = 0;
        lengths = 3..=3;
    }
    match separator.is_some() && (!lengths.contains(&length) || digits.starts_with('0')) {
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

/// What numbers are measured in, where a text of the catalogue says so.
const UNITS: [&str; 16] = [
    "kr", "%", "mio", "mia", "pct", "procent", "timer", "time", "dage", "dag", "døgn", "uger",
    "uge", "måneder", "måned", "år",
];

/// A text in which no line ends between a number and its unit, as in `4.165 kr.` and `18 timer`. `None` if it is the same.
///
/// ```
/// use virker::danish::keep_units;
///
/// assert_eq!(keep_units("Spar 4.165 kr. pr. døgn").as_deref(), Some("Spar 4.165\u{a0}kr. pr. døgn"));
/// assert_eq!(keep_units("Fra 2 til 3"), None);
/// ```
#[must_use]
pub fn keep_units(text: &str) -> Option<String> {
    let mut kept: Option<String> = None;
    let mut from = 0;
    for (at, window) in text.as_bytes().windows(2).enumerate() {
        if !matches!(window, [b'0'..=b'9', b' ']) {
            continue;
        }
        let after = text.get(at + 2..).unwrap_or_default();
        let is_unit = |unit: &str| {
            let rest = after.strip_prefix(unit);
            rest.is_some_and(|rest| !rest.starts_with(is_letter))
        };
        if UNITS.iter().any(|unit| is_unit(unit)) {
            let kept = kept.get_or_insert_default();
            kept.push_str(text.get(from..=at).unwrap_or_default());
            kept.push('\u{a0}');
            from = at + 2;
        }
    }
    let mut kept = kept?;
    kept.push_str(text.get(from..).unwrap_or_default());
    Some(kept)
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
            // Kroner before the number, and a dash for no øre.
            ("kr. 72", "72"),
            ("Kr.72,50", "72.5"),
            ("DKK 1.234,50", "1234.5"),
            ("kr. −72", "-72"),
            ("500,-", "500"),
            ("1.234,-", "1234"),
            ("72,– kr.", "72"),
            ("kr. 4.165,-", "4165"),
            ("72 kroner", "72"),
            ("1 krone", "1"),
            // Per cent, and large numbers as our own texts write them.
            ("12,5 pct.", "12.5"),
            ("12,5 PROCENT", "12.5"),
            ("6,5 mio.", "6500000"),
            ("6,5 mio. kr.", "6500000"),
            ("kr. 6,5 mio.", "6500000"),
            ("1 million", "1000000"),
            ("1,2 mia. kr.", "1200000000"),
            ("40 t.kr.", "40000"),
            ("40 t. kr.", "40000"),
            ("40 tkr", "40000"),
            ("3 tusinde", "3000"),
            ("−6,5 MIO. KR", "-6500000"),
            // Every kind of space, and every minus sign.
            ("1\u{2009}234\u{2009}567", "1234567"),
            ("1\u{202f}234,5", "1234.5"),
            ("\u{a0}72\u{a0}", "72"),
            ("–7", "-7"),
            ("+7", "7"),
            // What parts thousands is no decimal point.
            ("1 234.5", "1234.5"),
        ] {
            assert_eq!(parse_number(text), Ok(d(number)), "{text:?}");
        }
    }

    #[test]
    fn other_texts_are_refused_with_the_reason() {
        for text in ["", " ", " kr. ", "%"] {
            assert_eq!(parse_number(text), Err(ParseError::Empty), "{text:?}");
        }
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
            "1.234 567",
            "1 234.567",
            "kr. 12 %",
            "12 kr. 50",
            "72-",
            "-",
            "1,5-",
            "40 t",
            "72 æbler",
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

    #[test]
    fn no_line_ends_between_a_number_and_its_unit() {
        for (text, kept) in [
            ("47 % af 12 kommuner", "47\u{a0}% af 12 kommuner"),
            ("640.000–820.000 kr.", "640.000–820.000\u{a0}kr."),
            ("fra 5 år til 7 år", "fra 5\u{a0}år til 7\u{a0}år"),
            ("12 døgn, 3 uger", "12\u{a0}døgn, 3\u{a0}uger"),
        ] {
            assert_eq!(keep_units(text).as_deref(), Some(kept));
        }
        for text in [
            "",
            "5",
            "5 ",
            "mad 5",
            "5 krav",
            "5 årlige møder",
            "2 3",
            "5  år",
        ] {
            assert_eq!(keep_units(text), None, "{text}");
        }
    }
}
