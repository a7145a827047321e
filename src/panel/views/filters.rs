//! Arenas and filters, with how many results each choice would give.

use std::rc::Rc;

use yew::prelude::*;

use super::super::Message;
use super::super::labels::{label, results, small_first, stage_label};
use super::context::PanelContext;
use super::icons::{Icon, icon};
use super::memo::MemoView;
use super::parts::{shape, visually_hidden};
use super::tag::{Tag, classed, copied, tag};
use crate::catalogue::Term;
use crate::search::{Choices, Count, Counts};

/// What the life arenas show.
#[derive(PartialEq)]
pub(super) struct Arenas {
    pub(super) panel: PanelContext,
    pub(super) counts: Rc<Counts>,
    /// Id of the chosen arena.
    pub(super) chosen: Option<String>,
}

/// As tiles.
impl MemoView for Arenas {
    fn draw(&self) -> Html {
        if self.counts.arenas.len() < 2 {
            return Html::default();
        }
        let mut tiles = classed("div", "arenas__grid");
        for count in &self.counts.arenas {
            let pressed = self.chosen.as_ref() == Some(&count.id);
            tiles = tiles.child(arena(&self.panel, count, pressed));
        }
        classed("div", "arenas")
            .set("part", "arenas")
            .set("role", "group")
            .set("aria-labelledby", "arenas")
            .child(
                classed("span", "group-label")
                    .set("id", "arenas")
                    .text("Hvilken del af hverdagen?"),
            )
            .child(tiles)
            .into()
    }
}

fn arena(cx: &PanelContext, count: &Count, pressed: bool) -> Tag {
    let vocabularies = &cx.loaded.catalogue.head.vocabularies;
    let name = label(&vocabularies.arenas, &count.id, cx.language());
    let words = tag("span")
        .child(classed("span", "arena__name").text(name))
        .child(classed("span", "arena__count").text(results(count.entries)));
    cx.button("arena", Message::Arena(count.id.clone()))
        .set("data-arena", &count.id)
        .set("aria-pressed", if pressed { "true" } else { "false" })
        .flag("data-empty", count.entries == 0)
        .child(shape(Some(&count.id), "shape"))
        .child(words)
        .child(classed("span", "arena__tick").child(icon(Icon::Tick)))
}

/// What the other filters show.
#[derive(PartialEq)]
pub(super) struct Filters {
    pub(super) panel: PanelContext,
    pub(super) counts: Rc<Counts>,
    pub(super) choices: Choices,
    /// Whether they are unfolded, where there is little room.
    pub(super) open: bool,
    /// How many results there are.
    pub(super) results: usize,
}

/// The other filters: folded behind a button where there is little room.
impl MemoView for Filters {
    fn draw(&self) -> Html {
        filters(&self.panel, self).into()
    }
}

fn filters(cx: &PanelContext, props: &Filters) -> Tag {
    let vocabularies = &cx.loaded.catalogue.head.vocabularies;
    let offered = &cx.loaded.offered;
    let Filters {
        counts, choices, ..
    } = props;
    let locked = &cx.settings.locked;
    let chosen = choices.audiences.len() - locked.audiences.len()
        + choices.stages.len()
        + usize::from(choices.place != locked.place)
        + usize::from(choices.organisation.is_some());
    let open = if props.open { "true" } else { "false" };
    let audiences = counts.audiences.iter().map(|count| {
        let label = label(&vocabularies.audiences, &count.id, cx.language());
        let checked = choices.audiences.contains(&count.id);
        option(cx, count, label, checked, Message::Audience)
    });
    let stages = counts.stages.iter().map(|count| {
        let label = stage_label(&cx.loaded, &count.id);
        let checked = choices.stages.contains(&count.id);
        option(cx, count, label, checked, Message::Stage)
    });
    let number = (chosen > 0).then(|| {
        classed("span", "count")
            .text(chosen.to_string())
            .child(visually_hidden(" valgt"))
    });
    let toggle = cx
        .button("button button--second filters__toggle", Message::Filters)
        .set("aria-expanded", open)
        .set("aria-controls", "filters")
        .child(icon(Icon::Sliders))
        .child(tag("span").text("Flere filtre"))
        .child(number)
        .child(icon(Icon::Down));
    let place = Picker {
        id: "place",
        title: "Hvor i landet?",
        all: "Alle steder",
        terms: &vocabularies.places,
        counts: &counts.places,
        chosen: choices.place.as_deref(),
        message: Message::Place,
    };
    let organisation = Picker {
        id: "organisation",
        title: "Hvem står bag?",
        all: "Alle",
        terms: &vocabularies.organisations,
        counts: &counts.organisations,
        chosen: choices.organisation.as_deref(),
        message: Message::Organisation,
    };
    let done = format!("Vis {}", small_first(&results(props.results)));
    let body = classed("div", "filters__body")
        .set("id", "filters")
        .child(
            locked
                .audiences
                .is_empty()
                .then(|| options("Hvem er det for?", audiences.collect())),
        )
        .child(options("Hvor langt er det?", stages.collect()))
        .child((!offered.places.is_empty() && locked.place.is_none()).then(|| picker(cx, &place)))
        .child((!offered.organisations.is_empty()).then(|| picker(cx, &organisation)))
        .child(
            cx.button("button filters__done", Message::FiltersDone)
                .text(done),
        );
    classed("div", "filters")
        .set("part", "filters")
        .set("data-open", open)
        .child(toggle)
        .child(body)
}

/// A filter's options; nothing when they leave no choice.
fn options(title: &'static str, options: Vec<Tag>) -> Option<Tag> {
    if options.len() < 2 {
        return None;
    }
    let mut filter = tag("fieldset").child(tag("legend").text(title));
    for option in options {
        filter = filter.child(option);
    }
    Some(filter)
}

fn option(
    cx: &PanelContext,
    count: &Count,
    label: String,
    checked: bool,
    message: fn(String) -> Message,
) -> Tag {
    let input = tag("input")
        .set("type", "checkbox")
        .checked(checked)
        .on_change(&cx.send, message(count.id.clone()));
    let number = classed("span", "option__count")
        .text(count.entries.to_string())
        .child(visually_hidden(if count.entries == 1 {
            " idé"
        } else {
            " idéer"
        }));
    classed("label", "option")
        .flag("data-empty", count.entries == 0)
        .child(input)
        .child(tag("span").text(label))
        .child(number)
}

struct Picker<'a> {
    id: &'static str,
    title: &'static str,
    all: &'static str,
    terms: &'a [Term],
    counts: &'a [Count],
    chosen: Option<&'a str>,
    message: fn(Option<String>) -> Message,
}

fn picker(cx: &PanelContext, picker: &Picker<'_>) -> Tag {
    let message = picker.message;
    let chosen = move |value: String| message(Some(value).filter(|value| !value.is_empty()));
    // The browser's edge sets the shown choice from `data-value`.
    let mut select = tag("select")
        .set("id", picker.id)
        .set("data-value", copied(picker.chosen.unwrap_or_default()))
        .on_choice(&cx.send, chosen)
        .child(tag("option").set("value", "").text(picker.all));
    for count in picker.counts {
        let label = label(picker.terms, &count.id, cx.language());
        let option = tag("option")
            .set("value", &count.id)
            .text(format!("{label} ({})", count.entries));
        select = select.child(option);
    }
    classed("div", "field")
        .child(tag("label").set("for", picker.id).text(picker.title))
        .child(
            classed("span", "picker")
                .child(select)
                .child(icon(Icon::Down)),
        )
}
