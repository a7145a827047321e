//! There is help in a crisis, it is shown for something, and it names someone, each with a telephone
//! number or a page; a thesaurus row has two words.

use crate::danish::Words;
use crate::publish::finding::{Finding, Severity};
use crate::publish::sources::{Sources, read_parts};
use crate::search::is_too_long_a_phrase;

pub(super) fn check(sources: &Sources, findings: &mut Vec<Finding>) {
    // Without a head there is no catalogue yet.
    if sources.help.is_empty() && sources.head.is_some() {
        findings.push(Finding {
            severity: Severity::Error,
            file: "help.toml".to_owned(),
            line: None,
            path: String::new(),
            message: "the catalogue has no help in a crisis".to_owned(),
            suggestion: "Add help.toml with at least one [[help]], its triggers and its contacts."
                .to_owned(),
        });
    }
    for (part, help) in read_parts(&sources.help) {
        if help.triggers.is_empty() && part.value.get("triggers").is_none() {
            findings.push(part.error(
                "",
                "the help has no `triggers`, so it is never shown",
                "Add the words and phrases that show it.",
            ));
        }
        for (index, trigger) in help.triggers.iter().enumerate() {
            if !trigger.trim().is_empty() && Words::of(trigger).all.is_empty() {
                findings.push(part.error(
                    format!("triggers[{index}]"),
                    "the trigger has no word, so it shows nothing",
                    "Write the words that people use, or remove it.",
                ));
            }
        }
        if help.contacts.is_empty() && part.value.get("contacts").is_none() {
            findings.push(part.error(
                "",
                "the help has no `contacts`",
                "Add [[help.contacts]] with an organisation that can be called or has a page.",
            ));
        }
        for (index, contact) in help.contacts.iter().enumerate() {
            let digits = |phone: &String| {
                phone.bytes().any(|b| b.is_ascii_digit())
                    && phone.bytes().all(|b| b.is_ascii_digit() || b == b' ')
            };
            if contact.phone.as_ref().is_some_and(|phone| !digits(phone)) {
                findings.push(part.error(
                    format!("contacts[{index}].phone"),
                    "a telephone number has digits and spaces only",
                    "Write it as 12 34 56 78, and the rest in `text`.",
                ));
            }
            if contact.phone.is_none() && contact.url.is_none() {
                findings.push(part.error(
                    format!("contacts[{index}]"),
                    "the contact has neither `phone` nor `url`",
                    "Add one of them with its source, or remove the contact.",
                ));
            }
            if contact.checked.day.is_none() {
                findings.push(part.warning(
                    format!("contacts[{index}].checked"),
                    "the day of the check is missing",
                    "Write the whole date.",
                ));
            }
        }
    }
    for (part, row) in read_parts(&sources.thesaurus) {
        if row.words.len() + row.finds.len() == 1 {
            findings.push(part.warning(
                "words",
                "the row has only one word",
                "Add a word to `words` or `finds`, or remove the row.",
            ));
        }
        for text in row.words.iter().chain(&row.finds) {
            if is_too_long_a_phrase(text) {
                findings.push(part.warning(
                    "words",
                    format!("no search finds by so long a phrase: {text:?}"),
                    "Shorten it to what people may write word for word.",
                ));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::publish::rules;
    use crate::publish::rules::fixture::{assert_found, found};
    use crate::publish::sources::fixture;

    #[test]
    fn a_catalogue_has_help_that_is_shown_for_something_and_names_someone() {
        let (sources, mut findings) = fixture::sources(&[("catalogue.toml", "")]);
        rules::check(&sources, &mut findings);
        let none = "error: help.toml: the catalogue has no help in a crisis";
        assert!(
            findings
                .iter()
                .any(|found| found.to_string().starts_with(none)),
            "{findings:?}"
        );
        assert_found(
            "help.toml",
            "triggers = [\"selvmord\"]",
            "",
            "error: help.toml: help[0]: the help has no `triggers`",
        );
        assert_found(
            "help.toml",
            "[\"selvmord\"]",
            "[\"selvmord\", \"*\"]",
            "error: help.toml: help[0].triggers[1]: the trigger has no word",
        );
        let contacts = include_str!("../../../tests/data/sources/good/help.toml");
        let contacts = &contacts[contacts.find("[[help.contacts]]").unwrap()..];
        let messages = found("help.toml", contacts, "");
        assert_eq!(messages.len(), 1, "{messages:?}");
        assert!(messages[0].starts_with("error: help.toml: help[0]: the help has no `contacts`"));
    }

    #[test]
    fn a_telephone_number_has_digits_and_spaces_only() {
        for phone in ["12-34-56-78", "+45 12 34 56 78", "12 34 (døgnet rundt)"] {
            let to = format!("phone = \"{phone}\"");
            assert_found(
                "help.toml",
                "phone = \"12 34 56 78\"",
                &to,
                "error: help.toml: help[0].contacts[0].phone: a telephone number",
            );
        }
    }

    #[test]
    fn a_contact_can_be_reached_and_was_checked() {
        assert_found(
            "help.toml",
            "phone = \"12 34 56 78\"\nurl = \"https://example.org\"",
            "",
            "error: help.toml: help[0].contacts[0]: the contact has neither",
        );
        assert_found(
            "help.toml",
            "2026-11-20",
            "2026",
            "warning: help.toml: help[0].contacts[0].checked: the day",
        );
        assert_found(
            "help.toml",
            "checked = \"2026-11-20\"",
            "",
            "error: help.toml: help[0].contacts[0].checked: expected a date",
        );
    }

    #[test]
    fn a_phrase_of_the_thesaurus_is_short_enough_to_be_found_by() {
        let seven = "\"ind og ud af psykiatrien gang på\"";
        assert_eq!(found("thesaurus.toml", "\"hjemkomst\"", seven), [""; 0]);
        assert_found(
            "thesaurus.toml",
            "\"hjemkomst\"",
            "\"ind og ud af psykiatrien gang på gang\"",
            "warning: thesaurus.toml: rows[0].words: no search finds by so long a phrase",
        );
    }

    #[test]
    fn a_row_of_the_thesaurus_has_two_words() {
        assert_found(
            "thesaurus.toml",
            "[\"udskrivning\", \"hjemkomst\"]",
            "[\"udskrivning\"]",
            "warning: thesaurus.toml: rows[0].words: the row has only one word",
        );
    }
}
