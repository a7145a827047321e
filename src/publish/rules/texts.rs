//! Texts are plain: no markup and no invisible characters.

use super::walk::each_text;
use crate::publish::finding::Finding;
use crate::publish::sources::Part;

pub(super) fn check<T>(part: &Part<T>, findings: &mut Vec<Finding>) {
    each_text(&part.value, &mut |path, text| {
        if let Some(markup) = markup(text) {
            findings.push(part.error(
                path,
                format!("`{markup}` looks like HTML, but markup is not interpreted"),
                "Write the character itself, or plain text.",
            ));
        }
        for (applies, message, suggestion) in oddities(text) {
            if applies {
                findings.push(part.warning(path, message, suggestion));
            }
        }
    });
}

/// The start of a tag, or a character reference.
fn markup(text: &str) -> Option<&str> {
    let tag = text.match_indices('<').find_map(|(at, _)| {
        let rest = text.get(at + 1..)?;
        let named = rest.strip_prefix('/').unwrap_or(rest);
        let is_tag =
            rest.starts_with("!--") || named.starts_with(|c: char| c.is_ascii_alphabetic());
        let end = rest.find(['>', ' ']).unwrap_or(rest.len()).min(20);
        is_tag.then(|| {
            let to = (at + end + 2).min(text.len());
            text.get(at..to).unwrap_or("<")
        })
    });
    tag.or_else(|| {
        text.match_indices('&').find_map(|(at, _)| {
            let rest = text.get(at + 1..)?;
            let name = rest.get(..rest.find(';')?)?;
            let digits = name.strip_prefix('#').unwrap_or(name);
            let is_name = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_alphanumeric());
            (is_name && name.len() <= 32).then(|| text.get(at..at + name.len() + 2).unwrap_or("&"))
        })
    })
}

/// Whether a text has each oddity, with a message and a suggestion.
fn oddities(text: &str) -> [(bool, &'static str, &'static str); 5] {
    let invisible = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}' | '\u{feff}')
    };
    let mut lines = text.split('\n');
    let hyphen = |line: &str| line.trim_end().ends_with('\u{2010}');
    let edge = |line: &str| line.starts_with(' ') || line.ends_with(' ');
    [
        (
            text.contains(invisible),
            "it contains a control character or another invisible character",
            "Retype the text in a plain text editor.",
        ),
        (
            lines.clone().any(hyphen),
            "a line ends with a hyphen (U+2010), as when a divided word is copied",
            "Join the word again.",
        ),
        (
            text.contains("  "),
            "there are two spaces in a row",
            "Remove one.",
        ),
        (
            lines.any(edge) && !text.trim().is_empty(),
            "a line starts or ends with a space",
            "Remove it.",
        ),
        (
            text.ends_with('\n') || text.starts_with('\n'),
            "it starts or ends with an empty line",
            "Put the closing quotes right after the text.",
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::rules::fixture::assert_found;

    #[test]
    fn html_is_found_and_plain_characters_are_not() {
        for (text, sign) in [
            ("Se <b>her</b>", "<b>"),
            ("</p>", "</p>"),
            ("<a href=\"x\">", "<a "),
            ("<!-- x -->", "<!-- "),
            ("a&nbsp;b", "&nbsp;"),
            ("a &#160; b", "&#160;"),
            ("slut <br", "<br"),
        ] {
            assert_eq!(markup(text), Some(sign), "{text}");
        }
        for text in ["2 < 3", "mad & ro; hvile", "Q&A", "<3", "& ;", "kr. < 5;"] {
            assert_eq!(markup(text), None, "{text}");
        }
    }

    #[test]
    fn what_an_eye_does_not_see_is_reported() {
        let count = |text: &str| oddities(text).iter().filter(|oddity| oddity.0).count();
        for text in [
            "a\tb",
            "a\u{ad}b",
            "a\u{200b}",
            "bo\u{2010}\nstøtte",
            "a  b",
            "a ",
            "a \nb",
            " a",
            "a\n",
        ] {
            assert_eq!(count(text), 1, "{text:?}");
        }
        for text in ["a\n\nb", "\"a\"", "a\u{a0}b", "a\u{2010}b", "5–6"] {
            assert_eq!(count(text), 0, "{text:?}");
        }
    }

    #[test]
    fn texts_are_checked_everywhere() {
        assert_found(
            "entries/madkassen.toml",
            "af patienterne genindlægges.",
            "af <i>patienterne</i>.",
            "error: entries/madkassen.toml: facts[0].text: `<i>` looks like HTML",
        );
        assert_found(
            "thesaurus.toml",
            "reason = \"Samme ting.\"",
            "reason = \"Samme  ting.\"",
            "warning: thesaurus.toml: rows[0].reason: there are two spaces in a row",
        );
    }
}
