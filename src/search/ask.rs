//! Searching a catalogue: what needs its texts besides its index.

use super::index::Index;
use super::rank::SearchResults;
use super::text::{body_texts, each_text};
use super::tokens::Tokens;
use crate::catalogue::{Catalogue, Json};

/// Searches a catalogue by its index.
///
/// Like [`Index::search`], and leaves out entries that do not contain the query's quoted phrases.
/// Before the bodies are here, those are sought on the cards alone, and the results say so.
/// `literal` takes the query as typed and corrects no spelling.
#[must_use]
pub fn ask(catalogue: &Catalogue, index: &Index, text: &str, literal: bool) -> SearchResults {
    let mut found = index.search(text, literal);
    if !found.quoted.is_empty() {
        let quoted = std::mem::take(&mut found.quoted);
        let mut hits = Vec::new();
        for hit in found.hits {
            if quoted
                .iter()
                .all(|words| contains(catalogue, hit.entry, words))
            {
                hits.push(hit);
            }
        }
        found.hits = hits;
        found.needs_bodies = catalogue.bodies().is_none();
    }
    found
}

/// Whether one of an entry's texts contains the words, one after the other.
fn contains(catalogue: &Catalogue, entry: usize, phrase: &[String]) -> bool {
    let Some(card) = catalogue.cards.get(entry) else {
        return false;
    };
    let body = catalogue.body(entry).unwrap_or_default();
    let mut found = false;
    let mut tokens = Tokens::default();
    each_text(card, &body, &catalogue.head, &mut |_, text| {
        if found {
            return;
        }
        tokens.read(text, false);
        found = tokens.all.windows(phrase.len()).any(|words| {
            let mut pairs = words.iter().zip(phrase);
            pairs.all(|(word, wanted)| tokens.text(word) == wanted)
        });
    });
    found
}

/// The sentence of an entry's body that matches the query best. `None` if no sentence matches more
/// than the title and the summary do, which are always shown.
#[must_use]
pub fn snippet(
    catalogue: &Catalogue,
    index: &Index,
    entry: usize,
    found: &SearchResults,
) -> Option<String> {
    let (card, body) = (catalogue.cards.get(entry)?, catalogue.body(entry)?);
    let shown = index.relevance(&format!("{} {}", card.title, card.summary), found);
    let mut best = (shown, "");
    let Json::Object(fields) = body.as_ref() else {
        return None;
    };
    let not_body = [
        "title",
        "summary",
        "sources",
        "related",
        "legal",
        "kkrGoals",
        "classifiedBy",
    ];
    for (key, value) in fields {
        if not_body.contains(&key.as_str()) {
            continue;
        }
        body_texts(value, &mut |text| {
            each_sentence(text, &mut |sentence| {
                let relevance = index.relevance(sentence, found);
                if relevance > best.0 {
                    best = (relevance, sentence);
                }
            });
        });
    }
    (!best.1.is_empty()).then(|| best.1.to_owned())
}

/// Calls `visit` with the sentences of a text. Abbreviations may end one too early.
fn each_sentence<'a>(text: &'a str, visit: &mut dyn FnMut(&'a str)) {
    let mut start = 0;
    for (at, byte) in (1..).zip(text.bytes()) {
        if matches!(byte, b'.' | b'!' | b'?' | b'\n') || at == text.len() {
            let sentence = text.get(start..at).unwrap_or_default().trim();
            if sentence.bytes().any(|byte| byte == b' ') {
                visit(sentence);
            }
            start = at;
        }
    }
}
