//! The search screen: arenas, filters, what was chosen, the results.

use yew::prelude::*;

use super::super::labels;
use super::super::lazy::{CardMatches, Part};
use super::super::state::PAGE;
use super::super::text;
use super::super::{Message, Order};
use super::card;
use super::context::{SearchViews, ViewContext};
use super::filters::{arenas, filters};
use super::icons::{Icon, icon};
use super::notices;
use super::parts::visually_hidden;
use super::tag::{IntoChild, Tag, all, classed, tag};

/// The search screen.
pub(super) fn search(cx: &ViewContext<'_>) -> Html {
    let lazy = |view: fn(&dyn SearchViews, &ViewContext<'_>) -> Html| {
        let views = cx.views.search;
        views.map(|views| view(views, cx)).unwrap_or_default()
    };
    let body = classed("div", "body").child(filters(cx)).child(results(cx));
    all([
        lazy(|views, cx| views.help(cx)),
        suggestions(cx).into(),
        arenas(cx).into_node(),
        lazy(|views, cx| views.chosen(cx)),
        lazy(|views, cx| views.corrected(cx)),
        body.into(),
        foot(cx).into(),
    ])
}

fn suggestions(cx: &ViewContext<'_>) -> Tag {
    // They are words of the whole catalogue: a part of it may not have them.
    let words = match cx.settings.locked.is_empty() {
        true => cx.loaded.catalogue.head.suggestions.as_slice(),
        false => &[],
    };
    let buttons = words.iter().map(|word| {
        cx.button("link", Message::Suggested(word.clone()))
            .text(word)
    });
    let found = found_line(cx);
    classed("div", "suggestions")
        .flag("hidden", words.is_empty() && found.is_none())
        .child((!words.is_empty()).then(|| tag("span").text("Prøv for eksempel")))
        .children(buttons)
        .child(found)
}

/// What was found, right under the field, with a way there: on a phone, the results begin below what is seen while typing.
fn found_line(cx: &ViewContext<'_>) -> Option<Tag> {
    let state = cx.state;
    if state.sought().is_empty() {
        return None;
    }
    let (answer, engine) = (state.answer(), state.search());
    // A message tells of it.
    if matches!(answer, Part::Failed) || matches!(engine, Part::Failed) {
        return None;
    }
    let line = if state.results.waiting || matches!(answer, Part::Waiting) {
        tag("span").text("Søger …")
    } else {
        let words = match state.results.total {
            0 => "Ingen idéer. Se andre veje".to_owned(),
            found => format!("Se {}", labels::results(found)),
        };
        cx.button("link", Message::SeeResults).text(words)
    };
    Some(classed("div", "found").child(line))
}

/// The choices, read back as a sentence and as chips that remove them.
pub(super) fn chosen(cx: &ViewContext<'_>) -> Option<Tag> {
    if !cx.state.is_narrowed() {
        return None;
    }
    let mut chips = classed("div", "chips");
    for one in text::chosen(cx.state, cx.loaded) {
        let chip = cx
            .button("chip", one.remove)
            .child(visually_hidden("Fjern "))
            .text(one.label)
            .child(icon(Icon::Cross));
        chips = chips.child(chip);
    }
    let reset = cx.button("quiet", Message::ClearAll).text("Nulstil");
    let sentence = text::chosen_sentence(cx.state, cx.loaded);
    let chosen = classed("div", "chosen")
        .child(classed("p", "chosen__sentence").text(sentence))
        .child(chips.child(reset));
    Some(chosen)
}

fn results(cx: &ViewContext<'_>) -> Tag {
    let state = cx.state;
    let found = state.results.total;
    let failed = matches!(state.answer(), Part::Failed);
    let title = cx
        .heading(1)
        .set("tabindex", "-1")
        .text(text::results_title(state));
    let section = classed("section", "results").set("part", "results");
    let head = |title: Tag| {
        classed("div", "results__head")
            .child(title.set("class", "results__title"))
            // Without its code, nothing can be sorted.
            .child((!matches!(state.parts.search, Part::Failed)).then(|| order(cx)))
    };
    if state.results.waiting {
        // As many children as there will be with results, so that Yew keeps the heading, and with it the focus.
        return section
            .child(head(title))
            .child(notices::search_missing(cx))
            .child(None::<Tag>)
            .child(None::<Tag>);
    }
    let failure = failed.then(|| notices::search_missing(cx));
    if found == 0 && !failed {
        return section
            .child(title.set("class", "results__title sr"))
            .child(cx.views.search.map(|views| views.nothing_found(cx)));
    }
    let cards = state.shown_cards();
    let shown = cards.len();
    let more = found.saturating_sub(shown).min(PAGE);
    let more = (more > 0).then(|| {
        classed("div", "more-row")
            .child(
                cx.button("button button--second more", Message::More)
                    .text(format!("Vis {more} flere")),
            )
            .child(tag("p").text(format!("Du ser {shown} af {found}")))
    });
    section
        .child(head(title))
        .child(failure)
        .child(classed("ul", "cards").children(cards.map(|(entry, key)| card(cx, entry, key))))
        .child(more)
}

/// The card of an entry.
fn card(cx: &ViewContext<'_>, entry: usize, key: u32) -> Html {
    let state = cx.state;
    let matches = match (state.parts.search.get(), &state.index) {
        (Some(part), Some(index)) if !state.results.search.is_empty() => {
            let results = &state.results;
            part.card_matches(cx.loaded, index, &results.search, entry, results.quotes)
        }
        _ => CardMatches::default(),
    };
    card::card(cx, entry, key, &matches).into_node()
}

/// The card of an entry that stands alone.
pub(super) fn card_alone(cx: &ViewContext<'_>, id: &str) -> Html {
    let mut cards = cx.loaded.catalogue.cards.iter();
    let entry = cards.position(|card| card.id == id);
    classed("ul", "cards")
        .children(entry.map(|entry| card(cx, entry, 0)))
        .into()
}

const ORDERS: [(Order, &str, &str); 3] = [
    (Order::Relevance, "passer", "Dem, der passer bedst"),
    (Order::Title, "titel", "Efter titel, A–Å"),
    (Order::Newest, "nyest", "Nyeste først"),
];

fn order(cx: &ViewContext<'_>) -> Tag {
    let now = ORDERS
        .iter()
        .find(|(order, ..)| *order == cx.state.order)
        .map_or("", |(_, id, _)| *id);
    let chosen = |value: String| {
        let order = ORDERS
            .iter()
            .find(|(_, id, _)| *id == value)
            .map(|(order, ..)| *order);
        Message::Order(order.unwrap_or_default())
    };
    let options = ORDERS
        .iter()
        .map(|(_, id, label)| tag("option").set("value", *id).text(*label));
    let select = tag("select")
        .set("id", "sort")
        .set("data-value", now)
        .on_choice(cx.send, chosen)
        .children(options);
    classed("div", "sort")
        .child(
            classed("label", "sort__label")
                .set("for", "sort")
                .text("Vis først"),
        )
        .child(
            classed("span", "picker")
                .child(select)
                .child(icon(Icon::Down)),
        )
}

fn foot(cx: &ViewContext<'_>) -> Tag {
    let head = &cx.loaded.catalogue.head;
    let words = format!(
        "Kataloget udgives af {} · {} · opdateret {}",
        head.publisher.name,
        labels::results(cx.loaded.size),
        head.published.in_danish()
    );
    classed("footer", "foot").child(tag("p").text(words))
}
