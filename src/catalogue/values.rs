//! Labels and dates, which many parts of a catalogue use.

use std::fmt;

use super::diagnostics::Diagnostics;
use super::from_json::{FromJson, Read};
use super::json::Json;

/// A text per language, by language tag: `{"da": "Pårørende"}`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Label(pub Vec<(String, String)>);

impl Label {
    /// The text in `language`, else in Danish, else in the first language that
    /// there is; empty only when the label is.
    ///
    /// # Examples
    /// ```
    /// use virker::catalogue::Label;
    ///
    /// let label = Label::from("Pårørende");
    /// assert_eq!(label.in_language("en"), "Pårørende");
    /// ```
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

/// A date to the day, the month or the year: `2016-01-31`, `2016-01` or `2016`
/// in JSON. The day is not checked against the month's length.
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
    /// Parses `2016`, `2016-01` or `2016-01-31`.
    ///
    /// # Examples
    /// ```
    /// use virker::catalogue::Date;
    ///
    /// let date = Date::parse("2016-01").unwrap();
    /// assert_eq!((date.year, date.month, date.day), (2016, Some(1), None));
    /// assert_eq!(date.in_danish(), "januar 2016");
    /// assert_eq!(Date::parse("31.1.2016"), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (year, rest) = text.split_at_checked(4)?;
        let year = number(year).filter(|year| *year >= 1000)?;
        let (month, rest) = part(rest, 12)?;
        let (day, rest) = part(rest, 31)?;
        rest.is_empty().then_some(Self { year, month, day })
    }

    /// The date in Danish: `22. november 2026`, `januar 2016` or `2016`.
    #[must_use]
    pub fn in_danish(self) -> String {
        crate::danish::print_date(self.year, self.month, self.day)
    }
}

/// Parses `-MM` or `-DD` at the start of a text, from 1 to `high`, and returns
/// the rest. A text without a hyphen has no such part.
fn part(text: &str, high: u8) -> Option<(Option<u8>, &str)> {
    let Some(text) = text.strip_prefix('-') else {
        return Some((None, text));
    };
    let (digits, rest) = text.split_at_checked(2)?;
    let part = u8::try_from(number(digits)?).ok()?;
    (1..=high).contains(&part).then_some((Some(part), rest))
}

/// Parses up to four ASCII digits.
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

/// Required. A language that is repeated has its last text, as in JavaScript.
impl FromJson for Label {
    fn read_from(&mut self, json: Option<&Json>, diagnostics: &mut Diagnostics) {
        let mut valid = false;
        if let Some(Json::Object(fields)) = json {
            valid = true;
            for (language, text) in fields {
                let Json::Text(text) = text else {
                    valid = false;
                    continue;
                };
                match self.0.iter_mut().find(|(known, _)| known == language) {
                    Some((_, earlier)) => earlier.clone_from(text),
                    None => self.0.push((language.clone(), text.clone())),
                }
            }
        }
        if !valid {
            diagnostics.error("expected text per language, such as { da = \"Mad\" }");
        }
    }
}

impl Read for Label {
    const EMPTY: Self = Self(Vec::new());
}

/// Required.
impl FromJson for Date {
    fn read_from(&mut self, json: Option<&Json>, diagnostics: &mut Diagnostics) {
        let date = match json {
            Some(Json::Text(text)) => Self::parse(text),
            _ => None,
        };
        match date {
            Some(date) => *self = date,
            None => diagnostics.error("expected a date: \"2016\", \"2016-01\" or \"2016-01-31\""),
        }
    }
}

impl Read for Date {
    const EMPTY: Self = Self {
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
        for invalid in [
            "",
            "16",
            "2016-1",
            "2016-13",
            "2016-01-32",
            "2016-01-01-01",
            "januar",
            "+201",
        ] {
            assert_eq!(Date::parse(invalid), None, "{invalid:?} was read");
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
