//! Small values that many parts of a catalogue share.

use std::fmt;

use super::{Json, Read, Trail};

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
        let mut parts = text.split('-');
        let year = number(parts.next()?, 4, 1000, 9999)?;
        let month = match parts.next() {
            Some(part) => Some(u8::try_from(number(part, 2, 1, 12)?).ok()?),
            None => None,
        };
        let day = match parts.next() {
            Some(part) => Some(u8::try_from(number(part, 2, 1, 31)?).ok()?),
            None => None,
        };
        parts.next().is_none().then_some(Self { year, month, day })
    }

    /// The date in Danish: `22. november 2026`, `januar 2016`.
    #[must_use]
    pub fn in_danish(self) -> String {
        crate::danish::print_date(self.year, self.month, self.day)
    }
}

fn number(digits: &str, length: usize, low: u16, high: u16) -> Option<u16> {
    let right_form = digits.len() == length && digits.bytes().all(|b| b.is_ascii_digit());
    let n = right_form.then(|| digits.parse().ok()).flatten()?;
    (low..=high).contains(&n).then_some(n)
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

impl Read for Date {
    fn read(json: Option<&Json>, trail: &mut Trail) -> Self {
        let text = match json {
            Some(Json::Text(text)) => text.as_str(),
            _ => "",
        };
        Self::parse(text).unwrap_or_else(|| {
            trail.wrong("a date is needed here, written \"2016\", \"2016-01\" or \"2016-01-31\"");
            Self::default()
        })
    }
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
