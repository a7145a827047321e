//! Arenas and filters, with how many results each choice would give.

use super::super::Message;
use super::super::State;
use super::super::labels::{self, choice_label, small_first};
use super::super::state::MORE_FILTERS;
use super::context::ViewContext;
use super::icons::{Icon, icon};
use super::parts::{shape, visually_hidden, with_icon};
use super::tag::{Tag, classed, copied, tag};
use crate::search::{Count, Filter};

/// The life arenas as tiles; nothing when they leave no choice.
pub(super) fn arenas(cx: &ViewContext<'_>) -> Option<Tag> {
    let counts = choice(cx, Filter::Arena)?;
    let chosen = cx.state.choices.one(Filter::Arena);
    let mut tiles = classed("div", "arenas__grid");
    for count in counts {
        tiles = tiles.child(arena(cx, count, chosen == Some(&count.id)));
    }
    let arenas = classed("div", "arenas")
        .set("part", "arenas")
        .set("role", "group")
        .set("aria-labelledby", "arenas")
        .child(
            classed("span", "group-label")
                .set("id", "arenas")
                .text(title(Filter::Arena)),
        )
        .child(tiles);
    Some(arenas)
}

/// What can be chosen; nothing when that leaves no choice, or when it is the host's.
fn choice<'a>(cx: &ViewContext<'a>, filter: Filter) -> Option<&'a [Count]> {
    let counts = cx.state.results.counts.of(filter);
    (counts.len() > 1 && !cx.settings.locks(filter)).then_some(counts)
}

fn arena(cx: &ViewContext<'_>, count: &Count, pressed: bool) -> Tag {
    let name = choice_label(cx.loaded, Filter::Arena, &count.id);
    let words = tag("span")
        .child(classed("span", "arena__name").text(name))
        .child(classed("span", "arena__count").text(labels::results(count.entries)));
    cx.button("arena", Message::Choose(Filter::Arena, count.id.clone()))
        .set("data-arena", &count.id)
        .set("aria-pressed", if pressed { "true" } else { "false" })
        .flag("data-empty", count.entries == 0)
        .child(shape(Some(&count.id), "shape"))
        .child(words)
        .child(classed("span", "arena__tick").child(icon(Icon::Tick)))
}

/// The other filters: folded behind a button where there is little room.
pub(super) fn filters(cx: &ViewContext<'_>) -> Tag {
    let State {
        choices, results, ..
    } = cx.state;
    let mut chosen = 0;
    for filter in Filter::ALL {
        if filter != Filter::Arena && !cx.settings.locks(filter) {
            chosen += choices.of(filter).len();
        }
    }
    let open = if cx.state.filters_open {
        "true"
    } else {
        "false"
    };
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
    let done = format!("Vis {}", small_first(&labels::results(results.total)));
    let body = classed("div", "filters__body")
        .set("id", "filters")
        .child(options(cx, Filter::Audience))
        .child(options(cx, Filter::Stage))
        .child(picker(cx, Filter::Place, "Alle steder"))
        .child(picker(cx, Filter::Organisation, "Alle"))
        .child(more(cx))
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

/// The filters for professionals, drawn only while they are unfolded; nothing when none leaves a choice.
fn more(cx: &ViewContext<'_>) -> Option<Tag> {
    let mut filters = MORE_FILTERS.iter();
    if filters.all(|filter| cx.state.results.counts.of(*filter).len() < 2) {
        return None;
    }
    let mut more = classed("details", "fold")
        .flag("open", cx.state.more_filters)
        .on_toggle(cx.send, Message::MoreFilters)
        .child(with_icon(
            tag("summary"),
            Icon::Down,
            "Flere valg for fagfolk",
        ));
    for filter in MORE_FILTERS {
        let options = match cx.state.more_filters {
            true => options(cx, filter),
            // As many children as when unfolded, so that Yew keeps the summary, and with it the focus.
            false => None,
        };
        more = more.child(options);
    }
    Some(more)
}

/// What is asked about a filter.
const fn title(filter: Filter) -> &'static str {
    match filter {
        Filter::Audience => "Hvem er det for?",
        Filter::Stage => "Hvor langt er det?",
        Filter::Place => "Hvor i landet?",
        Filter::Organisation => "Hvem står bag?",
        Filter::Kind => "Hvad slags er det?",
        Filter::Goal => "Kommunernes fælles mål (KKR)",
        Filter::Effect => "Hvad ved vi om virkningen?",
        Filter::Arena => "Hvilken del af hverdagen?",
    }
}

/// A filter's choices to check; nothing when they leave no choice.
fn options(cx: &ViewContext<'_>, filter: Filter) -> Option<Tag> {
    let counts = choice(cx, filter)?;
    let mut options = tag("fieldset").child(tag("legend").text(title(filter)));
    for count in counts {
        let checked = cx.state.choices.of(filter).contains(&count.id);
        options = options.child(option(cx, filter, count, checked));
    }
    Some(options)
}

fn option(cx: &ViewContext<'_>, filter: Filter, count: &Count, checked: bool) -> Tag {
    let input = tag("input")
        .set("type", "checkbox")
        .checked(checked)
        .on_change(cx.send, Message::Choose(filter, count.id.clone()));
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
        .child(tag("span").text(choice_label(cx.loaded, filter, &count.id)))
        .child(number)
}

/// A filter's choices to pick one of, with `all` for none of them.
fn picker(cx: &ViewContext<'_>, filter: Filter, all: &'static str) -> Option<Tag> {
    if !cx.loaded.facets.offers(filter) || cx.settings.locks(filter) {
        return None;
    }
    let id = filter.name();
    let chosen = cx.state.choices.one(filter).map_or("", String::as_str);
    // `embed::focus::show_choices` makes the browser show the choice.
    let mut select = tag("select")
        .set("id", id)
        .set("data-value", copied(chosen))
        .on_choice(cx.send, move |id| Message::Choose(filter, id))
        .child(tag("option").set("value", "").text(all));
    for count in cx.state.results.counts.of(filter) {
        let label = choice_label(cx.loaded, filter, &count.id);
        let option = tag("option")
            .set("value", &count.id)
            .text(format!("{label} ({})", count.entries));
        select = select.child(option);
    }
    let picker = classed("span", "picker")
        .child(select)
        .child(icon(Icon::Down));
    let field = classed("div", "field")
        .child(tag("label").set("for", id).text(title(filter)))
        .child(picker);
    Some(field)
}
