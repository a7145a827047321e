//! Sentences that are put together: counts, and choices read back.

use super::{LoadedCatalogue, State};
use crate::catalogue::{Kind, Term, term};
use crate::join::join;
use crate::search::Choices;

/// `Ingen resultater`, `1 resultat`, `8 resultater`.
pub(super) fn results(count: usize) -> String {
    match count {
        0 => "Ingen resultater".into(),
        1 => "1 resultat".into(),
        many => format!("{many} resultater"),
    }
}

/// The results' heading.
pub(super) fn results_title(state: &State) -> String {
    let count = state.answers.entries.len();
    if state.answers.waiting {
        return "Søger …".into();
    }
    match state.query.trim() {
        "" if state.choices.is_empty() => format!("Hele kataloget: {}", results(count)),
        "" => results(count),
        query => format!("{} med »{query}«", results(count)),
    }
}

/// One choice, as it is shown on its chip.
pub(super) struct Chosen {
    /// What is shown.
    pub(super) label: String,
    /// The message that takes it back.
    pub(super) take_back: super::Message,
}

/// Everything that was chosen, in the order of the filters.
pub(super) fn chosen(state: &State, loaded: &LoadedCatalogue) -> Vec<Chosen> {
    use super::Message;
    let language = &loaded.catalogue.head.language;
    let words = &loaded.catalogue.head.vocabularies;
    let choices = &state.choices;
    let mut chosen = Vec::new();
    let mut add = |label: String, take_back| {
        let take_back = Message::TakeBack(Box::new(take_back));
        chosen.push(Chosen { label, take_back });
    };
    if !state.query.trim().is_empty() {
        add(format!("»{}«", state.query.trim()), Message::ClearQuery);
    }
    if let Some(id) = &choices.arena {
        add(
            label(&words.arenas, id, language),
            Message::Arena(id.clone()),
        );
    }
    for id in &choices.audiences {
        add(
            label(&words.audiences, id, language),
            Message::Audience(id.clone()),
        );
    }
    for id in &choices.stages {
        add(stage_label(loaded, id), Message::Stage(id.clone()));
    }
    if let Some(id) = &choices.place {
        add(label(&words.places, id, language), Message::Place(None));
    }
    if let Some(id) = &choices.organisation {
        add(
            label(&words.organisations, id, language),
            Message::Organisation(None),
        );
    }
    chosen
}

/// What was chosen, read back as a sentence: `Du ser det, der handler om
/// »mad« i Hjem og mad, for pårørende eller personale, i Aarhus.`
pub(super) fn chosen_sentence(state: &State, loaded: &LoadedCatalogue) -> String {
    let language = &loaded.catalogue.head.language;
    let words = &loaded.catalogue.head.vocabularies;
    let choices = &state.choices;
    let mut sentence = match state.query.trim() {
        "" => "Du ser forslag".to_owned(),
        query => format!("Du ser det, vi fandt med »{query}«"),
    };
    let mut add = |before: &str, what: &str| {
        sentence.push_str(before);
        sentence.push_str(what);
    };
    if let Some(id) = &choices.arena {
        add(" under ", &label(&words.arenas, id, language));
    }
    if !choices.audiences.is_empty() {
        let mut labels = Vec::new();
        for id in &choices.audiences {
            labels.push(small_first(&label(&words.audiences, id, language)));
        }
        add(", for ", &joined(&labels, " eller "));
    }
    if !choices.stages.is_empty() {
        let mut labels = Vec::new();
        for id in &choices.stages {
            labels.push(format!("»{}«", stage_label(loaded, id)));
        }
        add(", på trinnet ", &joined(&labels, " eller "));
    }
    if let Some(id) = &choices.place {
        add(", i ", &label(&words.places, id, language));
    }
    if let Some(id) = &choices.organisation {
        add(", fra ", &label(&words.organisations, id, language));
    }
    sentence.push('.');
    sentence
}

/// The stage's label, or 'Ikke oplyst'.
pub(super) fn stage_label(loaded: &LoadedCatalogue, id: &str) -> String {
    match id {
        Choices::UNKNOWN => "Ikke oplyst".into(),
        id => label(
            &loaded.catalogue.head.vocabularies.stages,
            id,
            &loaded.catalogue.head.language,
        ),
    }
}

/// A term's label; its id when the vocabulary lacks it.
pub(super) fn label(terms: &[Term], id: &str, language: &str) -> String {
    term(terms, id)
        .map_or(id, |term| term.label.in_language(language))
        .to_owned()
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

fn joined(labels: &[String], last: &str) -> String {
    match labels.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((end, before)) => join(before, ", ") + last + end,
    }
}

/// The text with a small first letter, unless its second is a capital too.
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
pub(super) fn kind(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Recommendation => Some("Politisk anbefaling"),
        Kind::Method => Some("Metode"),
        Kind::Framework => Some("Tilgang"),
        Kind::Project => Some("Projekt"),
        Kind::Knowledge => Some("Viden"),
        Kind::Event => Some("Begivenhed"),
        Kind::Concept | Kind::Other => None,
    }
}

/// A web address' domain, which is shown with every link.
pub(super) fn domain(url: &str) -> Option<&str> {
    let rest = url.strip_prefix("https://")?;
    let domain = rest.split(['/', '?', '#']).next()?;
    // Byte by byte: the library's `contains` brings its search for whole texts, 1.7 kB of code.
    match domain.is_empty() || domain.bytes().any(|byte| byte == b'@') {
        true => None,
        false => Some(domain.strip_prefix("www.").unwrap_or(domain)),
    }
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
        for wrong in [
            "http://kl.dk",
            "javascript:alert(1)",
            "https://",
            "https://a@b.dk",
            "//kl.dk",
        ] {
            assert_eq!(domain(wrong), None, "{wrong}");
        }
    }
}
