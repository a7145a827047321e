//! Small values that many parts of a catalogue share.

use std::fmt;

use super::{Diagnostics, FromJson, Json, Read};

/// A text per language, by language tag: `{"da": "Pårørende"}`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Label(pub Vec<(String, String)>);

impl Label {
    /// The text in `language`, else in Danish, else in whichever language
    /// there is; empty only when the label itself is.
    #[must_use]
    pub fn in_language(&self, language: &str) -> &str {
        let of = |language: &str| self.0.iter().find(|(tag, _)| tag == language);
        of(language)
            .or_else(|| of("da"))
            .or(self.0.first())
            .map_or("", |(_, text)| text)
    }
}

impl From<&str> for Label {
    fn from(danish: &str) -> Self {
        Self(vec![("da".to_owned(), danish.to_owned())])
    }
}

/// A date that may be known only to the month or the year:
/// `2016`, `2016-01` or `2016-01-31` in JSON.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// 1000 to 9999.
    pub year: u16,
    /// 1 to 12, if known.
    pub month: Option<u8>,
    /// 1 to 31, if known; only with a month.
    pub day: Option<u8>,
}

impl Date {
    /// Reads `2016`, `2016-01` or `2016-01-31`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (year, rest) = text.split_at_checked(4)?;
        let year = number(year).filter(|year| *year >= 1000)?;
        let (month, rest) = part(rest, 12)?;
        let (day, rest) = part(rest, 31)?;
        rest.is_empty().then_some(Self { year, month, day })
    }

    /// The date in Danish: `22. november 2026`, `januar 2016`.
    #[must_use]
    pub fn in_danish(self) -> String {
        crate::danish::print_date(self.year, self.month, self.day)
    }
}

/// The month or the day that the text begins with, if it goes on, and the rest.
fn part(text: &str, high: u8) -> Option<(Option<u8>, &str)> {
    let Some(text) = text.strip_prefix('-') else {
        return Some((None, text));
    };
    let (digits, rest) = text.split_at_checked(2)?;
    let part = u8::try_from(number(digits)?).ok()?;
    (1..=high).contains(&part).then_some((Some(part), rest))
}

/// The number that some digits are, at most four.
fn number(digits: &str) -> Option<u16> {
    let mut number = 0;
    for digit in digits.bytes() {
        if !digit.is_ascii_digit() {
            return None;
        }
        number = number * 10 + u16::from(digit - b'0');
    }
    Some(number)
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.year)?;
        for part in [self.month, self.day].into_iter().flatten() {
            write!(f, "-{part:02}")?;
        }
        Ok(())
    }
}

impl FromJson for Date {
    fn fill(&mut self, json: Option<&Json>, trail: &mut Diagnostics) {
        let date = match json {
            Some(Json::Text(text)) => Self::parse(text),
            _ => None,
        };
        match date {
            Some(date) => *self = date,
            None => trail
                .wrong("a date is needed here, written \"2016\", \"2016-01\" or \"2016-01-31\""),
        }
    }
}

impl Read for Date {
    const BLANK: Self = Self {
        year: 0,
        month: None,
        day: None,
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_far_as_they_are_known() {
        for good in ["2016", "2016-01", "2016-01-31"] {
            assert_eq!(Date::parse(good).unwrap().to_string(), good);
        }
        for wrong in [
            "",
            "16",
            "2016-1",
            "2016-13",
            "2016-01-32",
            "2016-01-01-01",
            "januar",
            "+201",
        ] {
            assert_eq!(Date::parse(wrong), None, "{wrong:?} was read");
        }
    }

    #[test]
    fn a_label_falls_back_to_danish_and_then_to_any_language() {
        let label = Label::from("Pårørende");
        assert_eq!(label.in_language("en"), "Pårørende");
        let only_english = Label(vec![("en".into(), "Relatives".into())]);
        assert_eq!(only_english.in_language("da"), "Relatives");
        assert_eq!(Label::default().in_language("da"), "");
    }
}
