//! Links are https, with a host and without a user name.

use super::walk::{each_text, last_key};
use crate::panel::domain;
use crate::publish::finding::Finding;
use crate::publish::sources::Part;

pub(super) fn check<T>(part: &Part<T>, findings: &mut Vec<Finding>) {
    each_text(&part.value, &mut |path, link| {
        if last_key(path) != "url" || link.is_empty() {
            return;
        }
        if let Err((message, suggestion)) = https(link) {
            findings.push(part.error(path, message, suggestion));
        }
    });
}

/// Checks a link; the error is a message and a suggestion.
fn https(link: &str) -> Result<(), (&'static str, &'static str)> {
    let plain =
        |c: char| !c.is_whitespace() && !c.is_control() && !matches!(c, '\\' | '"' | '<' | '>');
    if !link.chars().all(plain) {
        return Err((
            "the link contains a space or another character that links cannot contain",
            "Copy the link again.",
        ));
    }
    let Some(rest) = link.strip_prefix("https://") else {
        return Err((
            "the link is not https",
            "Write a link that starts with https://.",
        ));
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if authority.contains('@') {
        return Err((
            "the link contains a user name or password",
            "Remove everything before the @.",
        ));
    }
    let (host, port) = authority.split_once(':').unwrap_or((authority, ""));
    if host
        .split('.')
        .any(|label| label.is_empty() || label.starts_with('-'))
        || !port.bytes().all(|b| b.is_ascii_digit())
        || domain(link).is_none()
    {
        return Err((
            "the link has no host, or one that browsers read otherwise than people",
            "Write it as https://example.org/page.",
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::rules::fixture::assert_found;

    #[test]
    fn only_plain_https_links_pass() {
        for good in [
            "https://example.org",
            "https://www.retsinformation.dk/eli/lta/2024/909?a=b#c@d",
            "https://rød-grød.dk:8443/x",
        ] {
            assert_eq!(https(good), Ok(()), "{good}");
        }
        for bad in [
            "http://example.org",
            "HTTPS://example.org",
            "javascript:alert(1)",
            " https://example.org",
            "https://example.org/a b",
            "https://me:secret@example.org",
            "https://example.org\\@evil.org",
            "https://",
            "https:///x",
            "https://localhost",
            "https://a..b",
            "https://kl.dk。evil.example",
            "https://2130706433",
            "https://example.org:x",
            "//example.org",
            "www.example.org",
            "mailto:a@example.org",
        ] {
            assert!(https(bad).is_err(), "{bad} passed");
        }
    }

    #[test]
    fn links_are_checked_everywhere() {
        for (file, path) in [
            ("catalogue.toml", "publisher.url"),
            ("entries/madkassen.toml", "nextStep.url"),
            ("help.toml", "help[0].contacts[0].url"),
        ] {
            let beginning = format!("error: {file}: {path}: the link is not https");
            assert_found(file, "url = \"https:", "url = \"http:", &beginning);
        }
        assert_found(
            "catalogue.toml",
            "title = \"Programmet\"",
            "title = \"Programmet\"\nurl = \"javascript:alert(1)\"",
            "error: catalogue.toml: sources[0].url: the link is not https",
        );
    }
}
