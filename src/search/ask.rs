//! Asking a catalogue: what needs its texts and not only its index.

use super::index::Index;
use super::rank::SearchResults;
use super::text::{body_texts, each_text};
use super::tokens::Tokens;
use crate::catalogue::{Catalogue, Json};

/// Searches a catalogue by its index. What stands between quotation marks must
/// stand so in the entry.
#[must_use]
pub fn ask(catalogue: &Catalogue, index: &Index, text: &str, literal: bool) -> SearchResults {
    let mut found = index.search(text, literal);
    if !found.quoted.is_empty() {
        let quoted = std::mem::take(&mut found.quoted);
        let mut hits = Vec::new();
        for hit in found.hits {
            if quoted.iter().all(|words| says(catalogue, hit.entry, words)) {
                hits.push(hit);
            }
        }
        found.hits = hits;
    }
    found
}

/// Whether the words stand in one of an entry's texts, one after the other.
fn says(catalogue: &Catalogue, entry: usize, wanted: &[String]) -> bool {
    let (Some(card), Some(body)) = (catalogue.cards.get(entry), catalogue.entries.get(entry))
    else {
        return false;
    };
    let mut says = false;
    let mut tokens = Tokens::default();
    each_text(card, body, &catalogue.head, &mut |_, text| {
        if says {
            return;
        }
        tokens.read(text, false);
        says = tokens.all.windows(wanted.len()).any(|words| {
            let mut pairs = words.iter().zip(wanted);
            pairs.all(|(word, wanted)| tokens.text(word) == wanted)
        });
    });
    says
}

/// The sentence of an entry's body that answers best, if it answers more of
/// what is sought than the title and summary that are shown anyway.
#[must_use]
pub fn snippet(
    catalogue: &Catalogue,
    index: &Index,
    entry: usize,
    found: &SearchResults,
) -> Option<String> {
    let (card, body) = (catalogue.cards.get(entry)?, catalogue.entries.get(entry)?);
    let shown = index.worth(&format!("{} {}", card.title, card.summary), found);
    let mut best = (shown, "");
    let Json::Object(fields) = body else {
        return None;
    };
    let own = [
        "title",
        "summary",
        "sources",
        "related",
        "legal",
        "kkrGoals",
        "classifiedBy",
    ];
    for (key, value) in fields {
        if own.contains(&key.as_str()) {
            continue;
        }
        body_texts(value, &mut |text| {
            each_sentence(text, &mut |sentence| {
                let worth = index.worth(sentence, found);
                if worth > best.0 {
                    best = (worth, sentence);
                }
            });
        });
    }
    (!best.1.is_empty()).then(|| best.1.to_owned())
}

/// The sentences of a text. An abbreviation may end one too early, which does
/// no harm here.
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
