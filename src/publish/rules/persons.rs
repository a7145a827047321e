//! No e-mail addresses and no telephone numbers, except those of organisations
//! in the contacts of `help`.

use super::walk::{each_text, last_key};
use crate::number::Decimal;
use crate::publish::finding::Finding;
use crate::publish::sources::Part;

/// Keys whose texts are exact numbers, not telephone numbers.
const AMOUNTS: [&str; 8] = [
    "amount", "high", "low", "likely", "min", "max", "step", "value",
];

pub(super) fn check<T>(part: &Part<T>, list: &str, findings: &mut Vec<Finding>) {
    each_text(&part.value, &mut |path, text| {
        let key = last_key(path);
        if list == "help" && path.starts_with("contacts[") {
            return;
        }
        if let Some(address) = email(text) {
            findings.push(part.error(
                path,
                format!("`{address}` is an e-mail address"),
                "Remove it; name the organisation and link to its page.",
            ));
        }
        let amount = AMOUNTS.contains(&key) && Decimal::parse(text).is_ok();
        if amount || key == "url" {
            return;
        }
        if let Some(number) = telephone(text) {
            findings.push(part.error(
                path,
                format!("`{number}` looks like a telephone number"),
                "Remove it; if it is an amount, write it with dots: 12.345.678.",
            ));
        }
    });
}

/// The first e-mail address in a text.
fn email(text: &str) -> Option<&str> {
    let words = text.split(|c: char| !(c.is_alphanumeric() || "@.-_+%".contains(c)));
    words
        .map(|word| word.trim_matches(['.', '-']))
        .find(|word| {
            word.split_once('@').is_some_and(|(name, domain)| {
                let (site, end) = domain.rsplit_once('.').unwrap_or_default();
                !name.is_empty()
                    && !site.is_empty()
                    && end.len() >= 2
                    && end.chars().all(char::is_alphabetic)
            })
        })
}

/// The first Danish telephone number in a text: eight digits grouped as Danes
/// do (`12345678`, `12 34 56 78`, `1234 5678`), or in any groups after +45.
fn telephone(text: &str) -> Option<&str> {
    let mut before = None;
    for (start, c) in text.char_indices() {
        // None starts inside a longer number or word, such as 1.234 or A12345678.
        let fresh = !before.is_some_and(|b: char| b.is_alphanumeric() || ".,+-–/".contains(b));
        before = Some(c);
        if !fresh || !(c.is_ascii_digit() || c == '+') {
            continue;
        }
        let rest = text.get(start..)?;
        let abroad = ["+45", "0045"]
            .into_iter()
            .find_map(|prefix| rest.strip_prefix(prefix))
            .map(|rest| rest.trim_start_matches([' ', '\u{a0}', ')', '-']));
        let (number, any) = abroad.map_or((rest, false), |rest| (rest, true));
        // Nor does one start at 33 in 22 33 44 55 66; but one may follow a year.
        let group =
            |text: &mut dyn Iterator<Item = char>| text.take_while(char::is_ascii_digit).count();
        let ahead = text.get(..start)?.strip_suffix([' ', '\u{a0}']);
        let led_by = ahead.map_or(0, |ahead| group(&mut ahead.chars().rev()));
        if !any && led_by > 0 && led_by == group(&mut number.chars()) {
            continue;
        }
        if let Some(length) = eight(number, any) {
            let end = text.len() - number.len() + length;
            return text.get(start..end);
        }
    }
    None
}

/// The length of a telephone number at the start of a text.
fn eight(text: &str, any_groups: bool) -> Option<usize> {
    let mut groups: Vec<usize> = vec![0];
    let mut separator = None;
    let mut digits = String::new();
    let mut end = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if digits.len() == 8 {
            break;
        }
        if c.is_ascii_digit() {
            digits.push(c);
            *groups.last_mut()? += 1;
            end = at + 1;
            continue;
        }
        let parts = matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '.' | '-');
        let followed = chars.peek().is_some_and(|(_, next)| next.is_ascii_digit());
        if !parts || !followed || separator.is_some_and(|sign| sign != c) {
            break;
        }
        separator = Some(c);
        groups.push(0);
    }
    let mut after = text.get(end..)?.chars();
    let next = after.next();
    let further = after.take_while(char::is_ascii_digit).count();
    let goes_on = match next {
        Some('.' | ',' | '-' | '–' | '/') => further > 0,
        Some(' ' | '\u{a0}') => groups.last() == Some(&further),
        Some(c) => c.is_alphanumeric(),
        None => false,
    };
    if digits.len() != 8 || goes_on {
        return None;
    }
    let spaced = separator.is_none_or(|sign| !matches!(sign, '.' | '-'));
    let year =
        |digits: Option<&str>| digits.is_some_and(|d| d.starts_with("19") || d.starts_with("20"));
    let usual = match groups.as_slice() {
        [8] | [2, 2, 2, 2] => true,
        [4, 4] => spaced && !(year(digits.get(..4)) && year(digits.get(4..))),
        _ => false,
    };
    // No Danish telephone number starts with 0 or 1.
    (any_groups || (usual && !digits.starts_with(['0', '1']))).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::rules::fixture::{assert_found, found};

    #[test]
    fn addresses_are_found_and_other_at_signs_are_not() {
        assert_eq!(
            email("Skriv til <navn.navnesen@kommune.dk>."),
            Some("navn.navnesen@kommune.dk")
        );
        assert_eq!(email("mailto:søren@a-b.org, tak"), Some("søren@a-b.org"));
        for none in ["5 stk. @ 12 kr.", "@kommunen", "navn@kommune", "a@b.1"] {
            assert_eq!(email(none), None, "{none}");
        }
    }

    #[test]
    fn numbers_are_found_as_danes_group_them() {
        for (text, number) in [
            ("Ring 22334455.", "22334455"),
            ("tlf. 22 33 44 55, mellem 8 og 16", "22 33 44 55"),
            ("2233 4455", "2233 4455"),
            ("(22\u{a0}33\u{a0}44\u{a0}55)", "22\u{a0}33\u{a0}44\u{a0}55"),
            ("22-33-44-55", "22-33-44-55"),
            ("22.33.44.55", "22.33.44.55"),
            ("+45 223 344 55 hver dag", "+45 223 344 55"),
            ("+4522334455", "+4522334455"),
            ("(+45) 22 33 44 55", "+45) 22 33 44 55"),
            ("Åbent 8-16: 22 33 44 55", "22 33 44 55"),
            ("i 2024 22 33 44 55 8-16", "22 33 44 55"),
            ("dit nummer 2: +45 22334455", "+45 22334455"),
        ] {
            assert_eq!(telephone(text), Some(number), "{text}");
        }
    }

    #[test]
    fn amounts_years_and_dates_are_not_telephone_numbers() {
        for text in [
            "12.345.678 kr.",
            "640.000–820.000 kr.",
            "i 2016-2019",
            "2016 2019",
            "2026-11-22",
            "31.12.2016",
            "3500-4200 kr.",
            "22334455667",
            "22 33 44 55 66",
            "22334455,5",
            "sag A22334455",
            "10 20 30 40",
            "112 og 116 123",
            "§ 85, stk. 2",
        ] {
            assert_eq!(telephone(text), None, "{text}");
        }
    }

    #[test]
    fn persons_are_found_anywhere_but_in_the_contacts_of_help() {
        assert_found(
            "entries/madkassen.toml",
            "27 % bliver indlagt igen.",
            "Skriv til a@b.dk.",
            "error: entries/madkassen.toml: problem.text: `a@b.dk` is an e-mail address",
        );
        assert_found(
            "help.toml",
            "text = \"Du er ikke alene.\"",
            "text = \"Ring 22 33 44 55.\"",
            "error: help.toml: help[0].text.text: `22 33 44 55` looks like a telephone number",
        );
        assert_eq!(
            found(
                "help.toml",
                "phone = \"12 34 56 78\"",
                "phone = \"22 33 44 55\""
            ),
            [""; 0]
        );
        assert_eq!(
            found(
                "entries/madkassen.toml",
                "amount = 640000",
                "amount = \"22334455\""
            ),
            [""; 0]
        );
    }
}
