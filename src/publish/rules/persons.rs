//! No civil registration numbers (CPR) anywhere, and no e-mail addresses and no telephone numbers,
//! except those of organisations in the contacts of `help`.

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
        let amount = AMOUNTS.contains(&key) && Decimal::parse(text).is_ok();
        if let Some(number) = civil_number(text).filter(|_| !amount && key != "url") {
            findings.push(part.error(
                path,
                format!("`{number}` looks like a person's CPR number"),
                "Remove it; if it is an amount, write it with dots: 1.234.567.890.",
            ));
        }
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

/// The first civil registration number in a text: the day, the month and two digits of the year, and
/// four digits, joined or with a hyphen or space between.
fn civil_number(text: &str) -> Option<&str> {
    let mut before = None;
    for (start, c) in text.char_indices() {
        let previous = before.replace(c);
        if !c.is_ascii_digit() || previous.is_some_and(char::is_alphanumeric) {
            continue;
        }
        // None starts inside a longer number, such as 10-0101901234; but one may follow 'cpr.'.
        let ahead = text.get(..start)?;
        let joined = ahead.strip_suffix(['.', ',', '-', '–', '/']);
        if joined.is_some_and(|ahead| ahead.ends_with(|c: char| c.is_ascii_digit())) {
            continue;
        }
        let rest = text.get(start..)?;
        let (date, after) = digits(rest);
        let number = match date.len() {
            10 => (date.get(..6)?, after),
            6 => {
                let signs = [' ', NARROW, NO_BREAK, '-', '\u{2010}', '\u{2011}', '–'];
                let Some(serial) = after.strip_prefix(signs) else {
                    continue;
                };
                // A dash with spaces around it is one too.
                let serial = serial.strip_prefix(['-', '–']).unwrap_or(serial);
                let (serial, after) = digits(serial.strip_prefix(' ').unwrap_or(serial));
                if serial.len() != 4 {
                    continue;
                }
                (date, after)
            }
            _ => continue,
        };
        let (date, after) = number;
        let part = |from: usize| date.get(from..from + 2)?.parse::<usize>().ok();
        let days = part(2).and_then(|month| DAYS.get(month.checked_sub(1)?));
        if !part(0).is_some_and(|day| day > 0 && days.is_some_and(|days| day <= *days)) {
            continue;
        }
        let mut chars = after.chars();
        let goes_on = match chars.next() {
            Some('.' | ',' | '-' | '–' | '/') => {
                chars.next().is_some_and(|next| next.is_ascii_digit())
            }
            Some(next) => next.is_alphanumeric(),
            None => false,
        };
        if !goes_on {
            return text.get(start..text.len() - after.len());
        }
    }
    None
}

/// The most days that each month has.
const DAYS: [usize; 12] = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const NO_BREAK: char = '\u{a0}';
const NARROW: char = '\u{202f}';

/// The ASCII digits at the start of a text, and what follows them.
fn digits(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !c.is_ascii_digit());
    text.split_at(end.unwrap_or(text.len()))
}

/// The first e-mail address in a text, also when it is written to hide it from machines:
/// `navn (at) sted.dk`, `navn[at]sted.dk`, `navn at sted dot dk`.
fn email(text: &str) -> Option<&str> {
    let words = text.split(|c: char| !(c.is_alphanumeric() || "@.-_+%".contains(c)));
    let plain = words
        .map(|word| word.trim_matches(['.', '-']))
        .find(|word| {
            word.split_once('@')
                .is_some_and(|(name, domain)| !name.is_empty() && is_domain(domain))
        });
    plain.or_else(|| hidden_email(text))
}

fn is_domain(domain: &str) -> bool {
    let (site, end) = domain.rsplit_once('.').unwrap_or_default();
    !site.is_empty() && end.len() >= 2 && end.chars().all(char::is_alphabetic)
}

/// An address whose signs are written as words. A bare 'at' and a bare point are Danish ('at aarhus.dk
/// viser'), so one of the two signs must be a word or in brackets: `(at)`, `[at]`, `dot`, `punktum`.
fn hidden_email(text: &str) -> Option<&str> {
    const AT: [&str; 6] = ["(at)", "[at]", "{at}", "<at>", "(snabel-a)", "[snabel-a]"];
    const BARE_AT: [&str; 2] = [" at ", " snabel-a "];
    const POINT: [&str; 6] = [
        " dot ",
        " punktum ",
        "(dot)",
        "[dot]",
        "(punktum)",
        "[punktum]",
    ];
    let lower = text.to_ascii_lowercase();
    let found = |signs: &[&'static str]| -> Vec<(usize, usize)> {
        let all = signs.iter();
        all.flat_map(|sign| {
            lower
                .match_indices(sign)
                .map(|(at, sign)| (at, at + sign.len()))
        })
        .collect()
    };
    let in_word = |c: char| c.is_alphanumeric() || "-_+%".contains(c);
    let marked = found(&AT).into_iter().map(|at| (at, false));
    let bare = found(&BARE_AT).into_iter().map(|at| (at, true));
    for ((at, after), needs_word) in marked.chain(bare) {
        let name = text.get(..at)?.trim_end();
        let start = name
            .char_indices()
            .rev()
            .take_while(|(_, c)| in_word(*c) || *c == '.')
            .last();
        let rest = text.get(after..)?;
        let domain = rest.trim_start();
        let from = text.len() - domain.len();
        let (Some((start, _)), true) = (start, domain.starts_with(char::is_alphanumeric)) else {
            continue;
        };
        // The site, a sign for the point, and the end, as often as it goes on.
        let mut end = from;
        let mut points = (0, 0);
        loop {
            let label: usize = text
                .get(end..)?
                .chars()
                .take_while(|c| in_word(*c))
                .map(char::len_utf8)
                .sum();
            if label == 0 {
                break;
            }
            end += label;
            let rest = lower.get(end..)?;
            let word = POINT.iter().find_map(|sign| {
                let sign_at = rest.trim_start().strip_prefix(sign.trim_start())?;
                // ' dot ' stands between spaces.
                (sign.starts_with('(') || sign.starts_with('[') || rest.starts_with(' '))
                    .then_some(sign_at.trim_start())
            });
            let plain = rest
                .strip_prefix('.')
                .filter(|rest| rest.starts_with(char::is_alphanumeric));
            let next = match (word, plain) {
                (Some(next), _) => {
                    points.0 += 1;
                    next
                }
                (None, Some(next)) => {
                    points.1 += 1;
                    next
                }
                (None, None) => break,
            };
            end = lower.len() - next.len();
        }
        let is_address = points.0 > 0 || (!needs_word && points.1 > 0);
        if is_address {
            return text.get(start..end);
        }
    }
    None
}

/// The first Danish telephone number in a text: eight digits grouped as Danes
/// do (`12345678`, `12 34 56 78`, `1234 5678`, `12 345 678`), or in any groups after +45 or `tlf.`
fn telephone(text: &str) -> Option<&str> {
    let mut before = None;
    for (start, c) in text.char_indices() {
        let previous = before.replace(c);
        if !(c.is_ascii_digit() || c == '+') {
            continue;
        }
        let ahead = text.get(..start)?;
        let called = is_called(ahead);
        // None starts inside a longer number or word, such as 1.234 or A12345678.
        let inside = previous.is_some_and(|b: char| b.is_alphanumeric() || ".,+-–/".contains(b));
        if inside && !called {
            continue;
        }
        let rest = text.get(start..)?;
        let abroad = ["+45", "0045"]
            .into_iter()
            .find_map(|prefix| rest.strip_prefix(prefix))
            .map(|rest| rest.trim_start_matches([' ', NO_BREAK, ')', '-']));
        let (number, any) = abroad.map_or((rest, called), |rest| (rest, true));
        // Nor does one start at 33 in 22 33 44 55 66; but one may follow a year.
        let group =
            |text: &mut dyn Iterator<Item = char>| text.take_while(char::is_ascii_digit).count();
        let ahead = ahead.strip_suffix([' ', NO_BREAK]);
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

/// Whether a text ends with a word for a telephone number.
fn is_called(text: &str) -> bool {
    const WORDS: [&str; 6] = ["tlf", "tel", "telefon", "telefonnummer", "mobil", "mob"];
    let text = text.trim_end_matches([' ', NO_BREAK, '.', ':']);
    let start = text
        .char_indices()
        .rev()
        .take_while(|(_, c)| c.is_alphabetic())
        .last();
    let word = start
        .and_then(|(start, _)| text.get(start..))
        .unwrap_or_default();
    WORDS.iter().any(|known| known.eq_ignore_ascii_case(word))
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
        // An amount is written so too, but with a unit; and 12.345.678 is one.
        [2, 3, 3] => spaced && !digits.ends_with("000") && !text.get(end..).is_some_and(has_unit),
        [4, 4] => spaced && !(year(digits.get(..4)) && year(digits.get(4..))),
        _ => false,
    };
    // No Danish telephone number starts with 0 or 1.
    (any_groups || (usual && !digits.starts_with(['0', '1']))).then_some(end)
}

/// Whether a text goes on with what an amount is counted in.
fn has_unit(rest: &str) -> bool {
    const UNITS: [&str; 8] = [
        "kr",
        "kroner",
        "pct",
        "procent",
        "personer",
        "borgere",
        "mennesker",
        "danskere",
    ];
    let rest = rest.trim_start_matches([' ', NO_BREAK]);
    let end = rest.find(|c: char| !c.is_alphabetic());
    let word = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
    rest.starts_with('%') || UNITS.contains(&word)
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
    fn civil_registration_numbers_are_found_by_their_date() {
        for (text, number) in [
            ("Hans CPR er 010190-1234.", "010190-1234"),
            ("(0101901234)", "0101901234"),
            ("010190 1234 født", "010190 1234"),
            ("310190–1234", "310190–1234"),
            ("290200\u{a0}1234", "290200\u{a0}1234"),
            ("cpr:311299 - 1234", "311299 - 1234"),
            ("cpr.010190-1234", "010190-1234"),
        ] {
            assert_eq!(civil_number(text), Some(number), "{text}");
        }
        for text in [
            "320190-1234",
            "011390-1234",
            "300290-1234",
            "000190-1234",
            "01019012345",
            "sag A0101901234",
            "10-0101901234",
            "0101901234-5",
            "010190-12345",
            "1.010.190.123",
            "100200 stk. i 2024",
            "2024-2026",
            "1000000000",
        ] {
            assert_eq!(civil_number(text), None, "{text}");
        }
        assert_found(
            "help.toml",
            "text = \"Åben hver dag.\"",
            "text = \"Spørg 010190-1234.\"",
            "error: help.toml: help[0].contacts[0].text: `010190-1234` looks like a person's CPR number",
        );
    }

    #[test]
    fn addresses_are_found_also_when_their_signs_are_words() {
        for (text, address) in [
            ("Skriv til mette (at) fjordby.dk.", "mette (at) fjordby.dk"),
            ("mette[at]fjordby.dk, tak", "mette[at]fjordby.dk"),
            ("Skriv: mette at fjordby dot dk", "mette at fjordby dot dk"),
            (
                "m.møller AT syd.fjordby DOT dk",
                "m.møller AT syd.fjordby DOT dk",
            ),
            ("mette(at)fjordby(dot)dk!", "mette(at)fjordby(dot)dk"),
            (
                "mette snabel-a fjordby punktum dk",
                "mette snabel-a fjordby punktum dk",
            ),
        ] {
            assert_eq!(email(text), Some(address), "{text}");
        }
        for none in [
            "De siger, at aarhus.dk viser det.",
            "Hun ved at fjordby.dk er nede",
            "det vigtige (at) han spørger.",
            "han sagde at. Nu er det slut",
            "dot dk",
        ] {
            assert_eq!(email(none), None, "{none}");
        }
    }

    #[test]
    fn numbers_after_tlf_and_in_three_groups_are_found() {
        for (text, number) in [
            ("tlf.86123456", "86123456"),
            ("Tlf.: 86 123 456", "86 123 456"),
            ("tlf86123456", "86123456"),
            ("ring 86 123 456 i dag", "86 123 456"),
            ("+4586123456", "+4586123456"),
            ("mobil 861 23 456", "861 23 456"),
        ] {
            assert_eq!(telephone(text).unwrap_or_default(), number, "{text}");
        }
        for text in [
            "12.345.678",
            "86 123 456 kr. om året",
            "86 123 456 danskere",
            "25 000 000 timer",
            "§ 82 b og §§ 83-86",
            "2024-2026",
            "hotel 2024",
            "nr. 1234567",
            "ISBN 978-87-7546-123-4",
        ] {
            assert_eq!(telephone(text), None, "{text}");
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
