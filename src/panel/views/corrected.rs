//! What a query with a slip was corrected to.

use super::super::Message;
use super::context::ViewContext;
use super::icons::{Icon, icon};
use super::tag::{Tag, classed, tag};

/// What was searched for instead of what was typed, with a way back to that.
pub(super) fn corrected(cx: &ViewContext<'_>) -> Option<Tag> {
    let meant = cx.state.results.search.corrected.as_ref()?;
    let typed = cx.state.sought();
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
