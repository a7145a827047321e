//! Dates.

const MONTHS: [&str; 12] = [
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
];

/// Formats a date as far as it is known: `22. november 2026`, `januar 2016` or
/// `2016`. A month outside 1 to 12 is left out.
///
/// # Examples
/// ```
/// use virker::danish::print_date;
///
/// assert_eq!(print_date(2026, Some(11), Some(22)), "22. november 2026");
/// assert_eq!(print_date(2016, Some(1), None), "januar 2016");
/// ```
#[must_use]
pub fn print_date(year: u16, month: Option<u8>, day: Option<u8>) -> String {
    let month = month.and_then(|month| MONTHS.get(usize::from(month).checked_sub(1)?));
    match (day, month) {
        (Some(day), Some(month)) => format!("{day}. {month} {year}"),
        (None, Some(month)) => format!("{month} {year}"),
        _ => year.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_written_as_far_as_it_is_known() {
        assert_eq!(print_date(2026, Some(11), Some(22)), "22. november 2026");
        assert_eq!(print_date(2016, Some(1), None), "januar 2016");
        assert_eq!(print_date(2016, None, None), "2016");
        assert_eq!(print_date(2016, Some(13), None), "2016");
    }
}
