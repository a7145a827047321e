//! How what was found belongs to what was typed.

use super::super::Message;
use super::icons::{Icon, icon};
use super::parts::{ViewContext, marked};
use super::tag::{Tag, classed, tag};
use crate::search::{Why, snippet};

/// What a slip was taken to mean, with the way to what was typed.
pub(super) fn corrected(cx: &ViewContext<'_>) -> Option<Tag> {
    let state = cx.state;
    let meant = state.answers.found.corrected.as_ref()?;
    let typed = state.query.trim();
    let literally = cx
        .button("link", Message::Literally)
        .text(format!("Søg på »{typed}«"));
    let words = tag("span")
        .text(format!("Mente du »{meant}«? Det er det, du ser her. "))
        .child(literally);
    let notice = classed("p", "notice")
        .set("data-kind", "info")
        .child(icon(Icon::Search))
        .child(words);
    Some(notice)
}

/// Why an entry was found, where its card alone doesn't tell: the sentence that
/// answers best, or the word that means what was sought.
pub(super) fn found(cx: &ViewContext<'_>, entry: usize) -> Option<Tag> {
    let (loaded, found) = (cx.loaded, &cx.state.answers.found);
    let index = cx.state.index.as_ref().filter(|_| !found.is_empty())?;
    let line = classed("p", "card__found");
    if let Some(sentence) = snippet(&loaded.catalogue, index, entry, found) {
        return Some(line.child(marked(cx, &sentence)));
    }
    // What is marked on the card tells by itself.
    let card = loaded.catalogue.cards.get(entry)?;
    let marked = |text: &str| !index.marks(text, found).is_empty();
    if marked(&card.title) || marked(&card.summary) {
        return None;
    }
    let reasons = index.reasons(entry, found);
    let other = reasons
        .into_iter()
        .find(|reason| matches!(reason.why, Why::Equal | Why::Related))?;
    Some(line.text(format!("Fundet, fordi her står »{}«.", other.word)))
}
