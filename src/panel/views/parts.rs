//! Parts that several screens share.

use std::ops::Range;

use yew::prelude::*;

use super::super::labels::domain;
use super::icons::{Icon, icon};
use super::tag::{IntoText, Tag, all, classed, copied, tag, text};

/// Words for screen readers only.
pub(super) fn visually_hidden(words: &'static str) -> Tag {
    classed("span", "sr").text(words)
}

/// A paragraph.
pub(super) fn paragraph(class: &'static str, words: impl IntoText) -> Tag {
    classed("p", class).text(words)
}

/// Adds an icon and words.
#[inline(never)]
pub(super) fn with_icon(to: Tag, mark: Icon, words: impl IntoText) -> Tag {
    to.child(icon(mark)).text(words)
}

/// A term of a description list, with its description.
#[inline(never)]
pub(super) fn described(name: impl IntoText, description: Tag) -> Tag {
    tag("div").child(tag("dt").text(name)).child(description)
}

/// A table with these column headings.
#[inline(never)]
pub(super) fn table(columns: &[&str], rows: Tag) -> Tag {
    let mut head = tag("tr");
    for name in columns {
        head = head.child(tag("th").set("scope", "col").text(copied(name)));
    }
    classed("table", "table")
        .child(tag("thead").child(head))
        .child(rows)
}

/// A named table that scrolls by itself where it is too wide.
pub(super) fn scrolled(name: &'static str, columns: &[&str], rows: Tag) -> Tag {
    classed("div", "scroll")
        .set("tabindex", "0")
        .set("role", "group")
        .set("aria-label", name)
        .child(table(columns, rows))
}

/// A muted paragraph with these words and the text, if there is a text.
#[inline(never)]
pub(super) fn muted(before: &str, text: &Option<String>) -> Option<Tag> {
    let text = text.as_ref()?;
    Some(paragraph("muted", before.to_owned() + text))
}

/// Small print with these words and the text, if there is a text.
#[inline(never)]
pub(super) fn small(before: &str, text: &Option<String>) -> Option<Tag> {
    let text = text.as_ref()?;
    Some(tag("small").text(before.to_owned() + text))
}

/// An arena's shape with its icon.
pub(super) fn shape(arena: Option<&str>, class: &'static str) -> Tag {
    classed("span", class)
        .set("aria-hidden", "true")
        .child(icon(Icon::of_arena(arena.unwrap_or_default())))
}

/// What a badge says.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Badge {
    Source,
    Estimate,
    Missing,
    Example,
    Choice(&'static str),
    Dream,
    Expected,
    Found,
    Examined,
    Ongoing,
    NotExamined,
    Unknown,
}

/// A badge.
pub(super) fn badge(badge: Badge) -> Tag {
    let (kind, mark, words) = match badge {
        Badge::Source => ("source", Icon::Source, "Kilde"),
        Badge::Estimate => ("estimate", Icon::Warning, "Vores skøn"),
        Badge::Missing => ("missing", Icon::Warning, "Kilde mangler"),
        Badge::Example => ("choice", Icon::Person, "Eksempel"),
        Badge::Choice(words) => ("choice", Icon::Person, words),
        Badge::Dream => ("dream", Icon::Star, "Drøm"),
        Badge::Expected => ("expected", Icon::Info, "Forventet, ikke målt endnu"),
        Badge::Found => ("found", Icon::Tick, "Set i praksis"),
        Badge::Examined => ("found", Icon::Tick, "Undersøgt"),
        Badge::Ongoing => ("expected", Icon::Clock, "Var ved at blive undersøgt"),
        Badge::NotExamined => ("unknown", Icon::Minus, "Ikke undersøgt endnu"),
        Badge::Unknown => ("unknown", Icon::Minus, "Ikke oplyst"),
    };
    classed("span", "badge")
        .set("data-kind", kind)
        .child(icon(mark))
        .text(words)
}

/// A badge with the words that explain it, and the sources of these.
pub(super) fn origin(kind: Badge, words: impl IntoText, references: Option<Tag>) -> Tag {
    classed("p", "origin")
        .child(badge(kind))
        .child(tag("span").text(words).child(references))
}

/// A text with these byte ranges marked.
pub(super) fn marked(words: &str, marks: &[Range<usize>]) -> Html {
    let piece = |range: Range<usize>| words.get(range).unwrap_or_default();
    let mut pieces: Vec<Html> = Vec::new();
    let mut end = 0;
    for mark in marks {
        pieces.push(text(copied(piece(end..mark.start))));
        end = mark.end;
        pieces.push(tag("mark").text(copied(piece(mark.clone()))).into());
    }
    pieces.push(text(copied(piece(end..words.len()))));
    all(pieces)
}

/// Adds the paragraphs of a text, which blank lines separate. `after` follows the text in the last of them.
pub(super) fn with_paragraphs(mut to: Tag, words: &str, after: Option<Tag>) -> Tag {
    let mut last: Option<Tag> = None;
    let mut start = 0;
    // By single characters: searching for a string takes 1.6 kB more code.
    let ends = words.match_indices('\n').map(|(at, _)| at);
    let blank = |at: &usize| words.get(*at..).unwrap_or_default().starts_with("\n\n");
    for end in ends.filter(blank).chain([words.len()]) {
        let part = words.get(start..end).unwrap_or_default().trim();
        if !part.is_empty()
            && let Some(before) = last.replace(tag("p").text(copied(part)))
        {
            to = to.child(before);
        }
        start = end;
    }
    match last {
        Some(last) => to.child(last.child(after)),
        None => to,
    }
}

/// A link to another site, with its domain. An address that is not plain https is shown without a link.
pub(super) fn external_link(url: &str, words: &str) -> Html {
    match domain(url) {
        None => text(copied(words)),
        Some(domain) => classed("a", "link")
            .set("href", copied(url))
            .set("rel", "noopener noreferrer")
            .set("referrerpolicy", "no-referrer")
            .text(format!("{words} ({domain})"))
            .into(),
    }
}
