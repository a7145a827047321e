//! Labels from the catalogue's vocabularies, and how they are written in Danish.

use super::LoadedCatalogue;
use crate::catalogue::{Card, Term, term};
use crate::join::join;
use crate::search::{Choices, Filter};

/// `Ingen idéer`, `1 idé`, `8 idéer`.
pub(super) fn results(count: usize) -> String {
    match count {
        0 => "Ingen idéer".into(),
        1 => "1 idé".into(),
        many => format!("{many} idéer"),
    }
}

/// An entry's organisations, separated by commas; empty when they are unknown.
pub(super) fn organisations(loaded: &LoadedCatalogue, entry: &Card) -> String {
    let head = &loaded.catalogue.head;
    let mut names = Vec::new();
    for id in &entry.organisations {
        names.push(label(&head.vocabularies.organisations, id, &head.language));
    }
    if names.len() > 3 {
        let more = names.len() - 1;
        names.truncate(1);
        return format!("{} og {more} flere", join(&names, ""));
    }
    join(&names, ", ")
}

/// An arena's label and the kind of entry: `Familien · Metode`.
pub(super) fn arena_and_kind(
    loaded: &LoadedCatalogue,
    entry: &Card,
    arena: Option<&str>,
) -> String {
    let head = &loaded.catalogue.head;
    let arena = arena.map(|id| label(&head.vocabularies.arenas, id, &head.language));
    match (arena, kind(&entry.kind)) {
        (Some(arena), Some(kind)) => format!("{arena} · {kind}"),
        (arena, kind) => arena.unwrap_or_else(|| kind.unwrap_or_default().to_owned()),
    }
}

/// The label of a filter's choice.
pub(super) fn choice_label(loaded: &LoadedCatalogue, filter: Filter, id: &str) -> String {
    let head = &loaded.catalogue.head;
    let word = match (filter, id) {
        (_, Choices::UNKNOWN) => Some("Ikke oplyst"),
        (Filter::Kind, "concept") => Some("Indsats"),
        (Filter::Kind, "other") => Some("Andet"),
        (Filter::Kind, id) => kind(id),
        // As the badges on an entry's page.
        (Filter::Effect, "found") => Some("Set i praksis"),
        (Filter::Effect, "expected") => Some("Forventet, ikke målt endnu"),
        _ => None,
    };
    match word {
        Some(word) => word.into(),
        None => label(filter.terms(&head.vocabularies), id, &head.language),
    }
}

/// A term's label; its id when the vocabulary lacks it.
pub(super) fn label(terms: &[Term], id: &str, language: &str) -> String {
    term(terms, id)
        .map_or(id, |term| term.label.in_language(language))
        .to_owned()
}

/// Several names: `Aarhus, Viborg og Region Midtjylland`.
pub(super) fn names(terms: &[Term], ids: &[String], language: &str) -> String {
    let mut names = Vec::new();
    for id in ids {
        names.push(label(terms, id, language));
    }
    joined(&names, " og ")
}

/// The labels of several terms: `Pårørende og personale`.
pub(super) fn labels(terms: &[Term], ids: &[String], language: &str) -> String {
    let mut labels = Vec::new();
    for id in ids {
        let label = label(terms, id, language);
        labels.push(match labels.is_empty() {
            true => label,
            false => small_first(&label),
        });
    }
    joined(&labels, " og ")
}

/// Several labels as in a sentence: `a, b eller c`.
pub(super) fn joined(labels: &[String], last: &str) -> String {
    match labels.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((end, before)) => join(before, ", ") + last + end,
    }
}

/// The text with a lower-case first letter, unless its second is a capital too, as in `ADHD`.
/// Danish labels begin with ASCII letters or æ, ø, å.
pub(super) fn small_first(text: &str) -> String {
    let mut chars = text.chars();
    let small = match chars.next() {
        Some(c @ 'A'..='Z') => c.to_ascii_lowercase(),
        Some('Æ') => 'æ',
        Some('Ø') => 'ø',
        Some('Å') => 'å',
        _ => return text.to_owned(),
    };
    match chars.clone().next() {
        Some('A'..='Z') => text.to_owned(),
        _ => {
            let mut text = String::from(small);
            text.push_str(chars.as_str());
            text
        }
    }
}

/// What kind of entry it is; a concept needs no word.
fn kind(kind: &str) -> Option<&'static str> {
    match kind {
        "recommendation" => Some("Politisk anbefaling"),
        "method" => Some("Metode"),
        "framework" => Some("Tilgang"),
        "project" => Some("Projekt"),
        "knowledge" => Some("Viden"),
        "event" => Some("Begivenhed"),
        _ => None,
    }
}

/// A web address' domain, which is shown with every link. Only an address that every browser reads as it stands has one:
/// browsers read `。` as a dot and a backslash as a slash, drop tabs, and make an address of a number.
pub(crate) fn domain(url: &str) -> Option<&str> {
    let rest = url.strip_prefix("https://")?;
    let domain = rest.split(['/', '?', '#']).next()?;
    let (mut labels, mut first, mut last) = (0, '.', '.');
    for c in domain.chars() {
        if !matches!(c, '-'..='.' | '0'..=':' | 'A'..='Z' | 'a'..='z' | 'à'..='ö' | 'ø'..='ÿ') {
            return None;
        }
        if last == '.' {
            (labels, first) = (labels + 1, c);
        }
        last = c;
    }
    let is_read_as_it_stands = labels > 1 && !first.is_ascii_digit();
    is_read_as_it_stands.then(|| domain.strip_prefix("www.").unwrap_or(domain))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_joined_as_in_a_sentence() {
        let labels = |labels: &[&str]| {
            let labels: Vec<String> = labels.iter().map(ToString::to_string).collect();
            joined(&labels, " eller ")
        };
        assert_eq!(labels(&[]), "");
        assert_eq!(labels(&["a"]), "a");
        assert_eq!(labels(&["a", "b", "c"]), "a, b eller c");
        assert_eq!(small_first("Pårørende"), "pårørende");
        assert_eq!(small_first("ADHD"), "ADHD");
        assert_eq!(small_first("Øget"), "øget");
    }

    #[test]
    fn only_plain_https_addresses_have_a_domain() {
        assert_eq!(domain("https://www.kl.dk/x"), Some("kl.dk"));
        assert_eq!(
            domain("https://rød-grød.dk:8443?a=b@c"),
            Some("rød-grød.dk:8443")
        );
        for wrong in [
            "http://kl.dk",
            "javascript:alert(1)",
            "https://",
            "https://a@b.dk",
            "//kl.dk",
            "https://localhost",
            // What browsers read otherwise than people.
            "https://kl.dk。evil.example",
            "https://kl.dk\\.evil.example",
            "https://kl.dk\\@evil.example",
            "https://kl.\tdk.evil.example",
            "https://kl.dk%2eevil.example",
            "https://ｋｌ.dk",
            "https://кl.dk",
            "https://2130706433",
            "https://127.0.0.1",
            "https://https://kl.dk",
            "https:kl.dk",
            "https:///kl.dk",
        ] {
            assert_eq!(domain(wrong), None, "{wrong}");
        }
    }
}
