//! The card of a result.

use super::super::labels::labels;
use super::super::lazy::{CardMatches, Reason};
use super::context::ViewContext;
use super::icons::{Icon, icon};
use super::parts::{marked, shape, visually_hidden};
use super::tag::{Tag, classed, tag};
use crate::catalogue::{Card, KeyFigure, Term};

/// The card of the entry with this index, and where it matches the query. By its key, Yew keeps its elements when the
/// results change.
pub(super) fn card(
    cx: &ViewContext<'_>,
    entry: usize,
    key: u32,
    matches: &CardMatches,
) -> Option<Tag> {
    let entry = cx.loaded.catalogue.cards.get(entry)?;
    let title = cx
        .entry_link("card__link", entry)
        .child(marked(&entry.title, &matches.title));
    // Below the results' heading, unless it stands alone: then it is the first.
    let below = if cx.settings.alone.is_some() { 0 } else { 2 };
    let body = classed("div", "card__body")
        .child(top(cx, entry, matches))
        .child(cx.heading(below).set("class", "card__title").child(title))
        .child(classed("p", "card__summary").child(marked(&entry.summary, &matches.summary)))
        .child(matches.reason.as_ref().map(reason))
        .child(facts(cx, entry));
    let card = classed("article", "card")
        .set("part", "card")
        .set_some("data-arena", cx.arena(entry))
        .set("data-entry", &entry.id)
        .child(body)
        .child(entry.key_figure.as_ref().map(key_figure));
    Some(tag("li").key(key).child(card))
}

/// Why the entry was found.
fn reason(reason: &Reason) -> Tag {
    let line = classed("p", "card__found");
    match reason {
        Reason::Sentence { text, marks } => line.child(marked(text, marks)),
        Reason::Word(word) => line.text(format!("Fundet, fordi her står »{word}«.")),
    }
}

/// The arena and the organisations, with the arena's shape.
fn top(cx: &ViewContext<'_>, entry: &Card, matches: &CardMatches) -> Tag {
    let organisations = marked(&cx.organisations(entry), &matches.organisations);
    let words = tag("p")
        .child(classed("span", "card__arena").text(cx.arena_and_kind(entry)))
        .child(classed("span", "card__organisation").child(organisations));
    classed("div", "card__top")
        .child(shape(cx.arena(entry).map(String::as_str), "shape"))
        .child(words)
}

fn facts(cx: &ViewContext<'_>, entry: &Card) -> Tag {
    let words = &cx.loaded.catalogue.head.vocabularies;
    let language = cx.language();
    let audiences = (!entry.audiences.is_empty()).then(|| {
        let labels = labels(&words.audiences, &entry.audiences, language);
        meta(Icon::Person).child(tag("span").child(visually_hidden("For ")).text(labels))
    });
    let described = entry.described.map(|date| {
        meta(Icon::Calendar).child(tag("span").text(format!("Beskrevet {}", date.in_danish())))
    });
    classed("div", "card__facts")
        .child(stage(&words.stages, entry.stage.as_deref(), language))
        .child(audiences)
        .child(described)
}

fn meta(mark: Icon) -> Tag {
    classed("span", "meta").child(icon(mark))
}

/// Whether a key figure, or a word in it, is too long for the large type.
fn is_long(figure: &str) -> bool {
    figure.chars().count() > 11 || figure.split(' ').any(|word| word.chars().count() > 7)
}

fn key_figure(figure: &KeyFigure) -> Tag {
    let long = is_long(&figure.value);
    classed("p", "figure")
        .child(tag("strong").flag("data-long", long).text(&figure.value))
        .child(tag("span").text(&figure.text))
        .child(
            figure
                .check
                .as_ref()
                .map(|check| classed("small", "figure__check").text(check)),
        )
}

/// How far an entry has come, as a point on a path and in words. What it has been through before is not drawn: a stage
/// says where it is, and many never were at the others. On a card, an unknown stage is left out; the entry's own page says
/// that it is unknown.
fn stage(stages: &[Term], stage: Option<&str>, language: &str) -> Option<Tag> {
    let reached = stages
        .iter()
        .position(|term| Some(term.id.as_str()) == stage)?;
    let label = stages.get(reached)?.label.in_language(language);
    // A row of points, and a large one.
    // It is a little longer than to the last point, which browsers leave out at the very end.
    let points = format!("M5 5h{}.1", 10 * (stages.len() - 1));
    let here = format!("M{}5 5h0", reached);
    let path = classed("svg", "stage-path")
        .set("width", format!("{}", 10 * stages.len()))
        .set("aria-hidden", "true")
        .child(tag("path").set("d", points))
        .child(tag("path").set("d", here));
    let of = classed("span", "sr").text(format!(" af {}", stages.len()));
    let words = tag("span")
        .text(format!("Trin {}", reached + 1))
        .child(of)
        .text(format!(": {label}"));
    Some(classed("span", "meta").child(path).child(words))
}

#[cfg(test)]
mod tests {
    use super::is_long;

    #[test]
    fn a_long_word_makes_a_short_figure_long() {
        assert!(is_long("8 kommuner"));
        assert!(is_long("80–100 timer"));
        assert!(!is_long("Over 25.000"));
        assert!(!is_long("15 brugere"));
    }
}
