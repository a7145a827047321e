//! The sources of an entry or a calculator, and references to them.

use super::context::ViewContext;
use super::parts::{Badge, badge, external_link, small, visually_hidden};
use super::tag::{Tag, classed, tag, text};
use crate::catalogue::{Date, SourceReference};
use crate::join::join;

/// The numbers of sources in the list of sources, such as `1, 3`.
pub(super) fn references(sources: &[SourceReference], keys: &[String]) -> Option<Tag> {
    let mut numbers = Vec::new();
    for (number, source) in (1..).zip(sources) {
        if keys.iter().any(|key| source.key() == key) {
            numbers.push(format!("{number}"));
        }
    }
    if numbers.is_empty() {
        return None;
    }
    let reference = classed("sup", "ref")
        .child(visually_hidden(" Kilde "))
        .text(join(&numbers, ", "));
    Some(reference)
}

/// A numbered list of sources.
pub(super) fn source_list(cx: &ViewContext<'_>, references: &[SourceReference]) -> Tag {
    let mut list = classed("ol", "sources");
    for reference in references {
        list = list.child(source(cx, reference));
    }
    list
}

fn source(cx: &ViewContext<'_>, reference: &SourceReference) -> Tag {
    let sources = cx.loaded.catalogue.sources();
    let Some(source) = sources.iter().find(|source| source.id == reference.source) else {
        return tag("li").child(badge(Badge::Missing));
    };
    let publisher = source
        .publisher
        .as_ref()
        .map(|publisher| text(format!("{publisher}: ")));
    let title = match &source.url {
        Some(url) => external_link(url, &source.title),
        None => text(&source.title),
    };
    let mut rest = String::new();
    // A title may end with its year.
    if let Some(date) = source.date.map(Date::in_danish)
        && !source.title.ends_with(&date)
    {
        rest.push_str(", ");
        rest.push_str(&date);
    }
    if let Some(part) = &reference.part {
        rest.push_str(", ");
        rest.push_str(part);
    }
    if let Some(page) = reference.page {
        rest.push_str(&format!(", side {page}"));
    }
    rest.push('.');
    if let Some(date) = source.read {
        rest.push_str(&format!(" Læst {}.", date.in_danish()));
    }
    tag("li").child(
        tag("span")
            .child(publisher)
            .child(title)
            .text(rest)
            .child(small(" ", &source.note)),
    )
}
