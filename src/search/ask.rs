//! Searching a catalogue: what needs its texts besides its index.

use super::index::Index;
use super::rank::SearchResults;
use super::text::each_text;
use super::tokens::Tokens;
use crate::catalogue::Catalogue;

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
    let card = catalogue.cards.get(entry)?;
    let on_card = Tokens::of(&format!("{} {}", card.title, card.summary), false);
    let shown = found.relevance(&on_card.hashes());
    // Most of what a letter costs is to read bodies.
    if shown >= index.highest_relevance(entry, found) {
        return None;
    }
    let sentences = index.sentences.of(catalogue, entry)?;
    let mut best = (shown, None);
    for sentence in sentences.iter() {
        let relevance = found.relevance(&sentence.words);
        if relevance > best.0 {
            best = (relevance, Some(&sentence.text));
        }
    }
    best.1.cloned()
}
