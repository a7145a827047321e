//! Dates are days that exist, and not far ahead.

use std::time::{SystemTime, UNIX_EPOCH};

use super::walk::{each_text, last_key};
use crate::catalogue::Date;
use crate::publish::finding::Finding;
use crate::publish::sources::Part;

/// Keys that say when something was, and not when it will be.
const DATES: [&str; 5] = ["published", "date", "read", "described", "checked"];

pub(super) fn check<T>(part: &Part<T>, findings: &mut Vec<Finding>) {
    each_text(&part.value, &mut |path, text| {
        let Some(date) = Date::parse(text) else {
            return;
        };
        if let (Some(month), Some(day)) = (date.month, date.day) {
            let most = days(date.year, month);
            if day > most {
                let year = date.year;
                findings.push(part.error(
                    path,
                    format!("{text} does not exist"),
                    format!("The last day of that month is {year}-{month:02}-{most}."),
                ));
                return;
            }
        }
        if DATES.contains(&last_key(path)) && date.year > this_year() + 1 {
            findings.push(part.warning(
                path,
                format!("{text} is far in the future"),
                "Check the year.",
            ));
        }
    });
}

/// The number of days of a month in the Gregorian calendar.
fn days(year: u16, month: u8) -> u8 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The year by the clock, or that of this rule if the clock is not set. Only a warning rests on it:
/// what is published does not depend on the time.
fn this_year() -> u16 {
    const WRITTEN: u16 = 2026;
    const YEAR: u64 = 31_556_952;
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    let years = since.map_or(0, |since| since.as_secs() / YEAR);
    u16::try_from(1970 + years).map_or(WRITTEN, |year| year.max(WRITTEN))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::rules::fixture::{assert_found, found};

    #[test]
    fn a_day_that_does_not_exist_is_an_error() {
        for (day, last) in [
            ("2026-02-30", "2026-02-28"),
            ("2023-02-29", "2023-02-28"),
            ("1900-02-29", "1900-02-28"),
            ("2024-02-30", "2024-02-29"),
            ("2025-04-31", "2025-04-30"),
        ] {
            assert_found(
                "help.toml",
                "checked = \"2026-11-20\"",
                &format!("checked = \"{day}\""),
                &format!(
                    "error: help.toml: help[0].contacts[0].checked: {day} does not exist. \
                     The last day of that month is {last}."
                ),
            );
        }
        for day in ["2024-02-29", "2000-02-29", "2026-01-31", "2026-12-31"] {
            let day = format!("checked = \"{day}\"");
            assert_eq!(
                found("help.toml", "checked = \"2026-11-20\"", &day),
                [""; 0]
            );
        }
    }

    #[test]
    fn a_date_far_ahead_is_a_warning_and_a_year_in_a_text_is_not() {
        for day in ["2099-01-01", "2062-11-20"] {
            assert_found(
                "help.toml",
                "checked = \"2026-11-20\"",
                &format!("checked = \"{day}\""),
                &format!(
                    "warning: help.toml: help[0].contacts[0].checked: {day} is far in the future"
                ),
            );
        }
        assert_eq!(
            found(
                "entries/madkassen.toml",
                "value = \"1 døgn\"",
                "value = \"2099\""
            ),
            [""; 0]
        );
        let year = this_year();
        assert!((2026..2200).contains(&year), "{year}");
    }
}
