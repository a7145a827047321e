//! One result.

use super::super::details::details;
use super::super::text::labels;
use super::icons::{Icon, icon};
use super::parts::{ViewContext, arena, marked, shape, unseen};
use super::tag::{Tag, classed, tag};
use crate::catalogue::{Card, KeyFigure, Term};

/// A result's card.
pub(super) fn card(cx: &ViewContext<'_>, place: usize) -> Option<Tag> {
    let entry = cx.loaded.catalogue.cards.get(place)?;
    let title = cx
        .entry_link("card__link", entry)
        .child(marked(cx, &entry.title));
    let body = classed("div", "card__body")
        .child(top(cx, entry))
        .child(cx.heading(2).set("class", "card__title").child(title))
        .child(classed("p", "card__summary").child(marked(cx, &entry.summary)))
        .child(details().map(|details| details.found(cx, place)))
        .child(facts(cx, entry));
    let card = classed("article", "card")
        .set_some("data-arena", arena(entry))
        .set("data-entry", &entry.id)
        .child(body)
        .child(entry.key_figure.as_ref().map(key_figure));
    Some(tag("li").key(&entry.id).child(card))
}

/// The arena and the organisations, with the arena's shape.
fn top(cx: &ViewContext<'_>, entry: &Card) -> Tag {
    let organisations = marked(cx, &cx.organisations(entry));
    let words = tag("p")
        .child(classed("span", "card__arena").text(cx.arena_and_kind(entry)))
        .child(classed("span", "card__organisation").child(organisations));
    classed("div", "card__top")
        .child(shape(entry.arenas.first().map(String::as_str), "shape"))
        .child(words)
}

fn facts(cx: &ViewContext<'_>, entry: &Card) -> Tag {
    let words = &cx.loaded.catalogue.head.vocabularies;
    let language = cx.language();
    let audiences = (!entry.audiences.is_empty()).then(|| {
        let labels = labels(&words.audiences, &entry.audiences, language);
        meta(Icon::Person).child(tag("span").child(unseen("For ")).text(labels))
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

/// How far an entry has come, as a path of points and in words.
/// On a card an unknown stage is left out: nearly all are unknown, and the
/// entry's own page says so.
fn stage(stages: &[Term], stage: Option<&str>, language: &str) -> Option<Tag> {
    let reached = stages
        .iter()
        .position(|term| Some(term.id.as_str()) == stage)?;
    let label = stages.get(reached)?.label.in_language(language);
    let mut path = classed("span", "stage-path").set("aria-hidden", "true");
    for place in 0..stages.len() {
        path = path.child(tag("i").set("data-step", step(place, reached)));
    }
    let of = classed("span", "sr").text(format!(" af {}", stages.len()));
    let words = tag("span")
        .text(format!("Trin {}", reached + 1))
        .child(of)
        .text(format!(": {label}"));
    Some(classed("span", "meta").child(path).child(words))
}

/// How a stage stands to the one that was reached.
pub(super) fn step(place: usize, reached: usize) -> &'static str {
    match place.cmp(&reached) {
        std::cmp::Ordering::Less => "done",
        std::cmp::Ordering::Equal => "now",
        std::cmp::Ordering::Greater => "later",
    }
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
