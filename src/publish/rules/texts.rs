//! Texts are plain: no markup, no invisible characters, and no letters that were lost on the way.

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
        if let Some((message, suggestion)) = broken(text) {
            findings.push(part.error(path, message, suggestion));
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

/// What in a text cannot be read as it was meant, with a message and a suggestion: letters that were read
/// in another encoding, and characters that turn the direction of what follows.
fn broken(text: &str) -> Option<(String, String)> {
    if text.contains('\u{fffd}') {
        return Some((
            "it contains U+FFFD, which stands for a letter that was lost".to_owned(),
            "Write the letter again, and save the file as UTF-8.".to_owned(),
        ));
    }
    if let Some(c) = text.chars().find(|c| is_bidi_control(*c)) {
        return Some((
            format!(
                "it contains U+{:04X}, an invisible character that turns the order of the letters",
                u32::from(c)
            ),
            "Retype the text in a plain text editor.".to_owned(),
        ));
    }
    let (found, meant) = mojibake(text)?;
    Some((
        format!("`{found}` is `{meant}` in another encoding"),
        format!("Write `{meant}`, and look for more: a program read UTF-8 as something else."),
    ))
}

fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The first character that was written as UTF-8 and read as Windows-1252, with the one that was meant.
///
/// Only what begins with Â, Ã or â€ counts: those are the letters and signs of Danish texts, and other
/// beginnings, such as `å…”`, are Danish.
fn mojibake(text: &str) -> Option<(&str, String)> {
    text.char_indices().find_map(|(start, c)| {
        let rest = text.get(start..)?;
        let length = match c {
            'Â' | 'Ã' => 2,
            'â' if rest.starts_with("â€") => 3,
            _ => return None,
        };
        let bytes: Option<Vec<u8>> = rest.chars().take(length).map(windows_1252).collect();
        let meant = String::from_utf8(bytes?).ok()?;
        let end = rest.char_indices().nth(length);
        Some((rest.get(..end.map_or(rest.len(), |(end, _)| end))?, meant))
    })
}

/// The byte of a character in Windows-1252; the bytes that it leaves out are those of Latin-1.
fn windows_1252(c: char) -> Option<u8> {
    const FROM_80: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
    let high = FROM_80.chars().position(|known| known == c);
    match high {
        Some(at) => u8::try_from(0x80 + at).ok(),
        None => u8::try_from(u32::from(c)).ok(),
    }
}

/// Whether a text has each oddity, with a message and a suggestion.
fn oddities(text: &str) -> [(bool, &'static str, &'static str); 5] {
    let invisible = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(
                c,
                '\u{ad}' | '\u{61c}' | '\u{200b}'
                    ..='\u{200f}' | '\u{2028}' | '\u{2029}' | '\u{2060}' | '\u{feff}'
            )
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
    fn letters_that_were_lost_or_turned_are_errors() {
        for (text, told) in [
            ("27 % bliver \u{fffd} igen.", "it contains U+FFFD"),
            ("27 % \u{2066}bliver\u{2069} igen.", "it contains U+2066"),
            ("27 % \u{202e}bliver igen.", "it contains U+202E"),
            ("pÃ¥rÃ¸rende er trÃ¦tte", "`Ã¥` is `å` in another encoding"),
            ("trÃ¦t", "`Ã¦` is `æ` in another encoding"),
            ("Ã˜l", "`Ã˜` is `Ø` in another encoding"),
            ("2â€“3 Â§ 85", "`â€“` is `–` in another encoding"),
            ("Â§ 85", "`Â§` is `§` in another encoding"),
        ] {
            assert_found(
                "entries/madkassen.toml",
                "27 % bliver indlagt igen.",
                text,
                &format!("error: entries/madkassen.toml: problem.text: {told}"),
            );
        }
        assert_eq!(mojibake("Ã\u{85}r"), Some(("Ã\u{85}", "Å".to_owned())));
        for text in ["så…” og RÅ–", "São Paulo, à la carte", "Âme", "A–Å", "å€"] {
            assert_eq!(broken(text), None, "{text}");
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
