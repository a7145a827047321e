//! A contact in a crisis has a telephone number or a page; a thesaurus row has
//! two words.

use crate::publish::finding::Finding;
use crate::publish::sources::{Sources, read_parts};

pub(super) fn check(sources: &Sources, findings: &mut Vec<Finding>) {
    for (part, help) in read_parts(&sources.help) {
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
    }
}

#[cfg(test)]
mod tests {
    use crate::publish::rules::fixture::assert_found;

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
    fn a_row_of_the_thesaurus_has_two_words() {
        assert_found(
            "thesaurus.toml",
            "[\"udskrivning\", \"hjemkomst\"]",
            "[\"udskrivning\"]",
            "warning: thesaurus.toml: rows[0].words: the row has only one word",
        );
    }
}
