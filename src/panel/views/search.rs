//! The search screen: arenas, filters, what was chosen, the results.

use yew::prelude::*;

use super::super::details::details;
use super::super::state::PAGE;
use super::super::text;
use super::super::{Message, Order};
use super::card::card;
use super::filters;
use super::icons::{Icon, icon};
use super::notices;
use super::parts::{Scene, unseen};
use super::tag::{Tag, all, classed, tag};

/// The search screen.
pub(super) fn search(scene: &Scene<'_>) -> Html {
    let body = classed("div", "body")
        .child(filters::filters(scene))
        .child(results(scene));
    let help = details()
        .map(|details| details.help(scene))
        .unwrap_or_default();
    all([
        suggestions(scene).into(),
        help,
        filters::arenas(scene).into(),
        details()
            .map(|details| details.chosen(scene))
            .unwrap_or_default(),
        details()
            .map(|details| details.corrected(scene))
            .unwrap_or_default(),
        body.into(),
        foot(scene).into(),
    ])
}

fn suggestions(scene: &Scene<'_>) -> Tag {
    let words = &scene.shelf.catalogue.head.suggestions;
    let buttons = words.iter().map(|word| {
        scene
            .button("link", Message::Suggested(word.clone()))
            .text(word)
    });
    classed("div", "suggestions")
        .flag("hidden", words.is_empty())
        .child(tag("span").text("Prøv for eksempel"))
        .children(buttons)
}

/// What was chosen, read back as a sentence and as chips that take it back.
pub(super) fn chosen(scene: &Scene<'_>) -> Option<Tag> {
    if !scene.state.is_narrowed() {
        return None;
    }
    let mut chips = classed("div", "chips");
    for one in text::chosen(scene.state, scene.shelf) {
        let chip = scene
            .button("chip", one.take_back)
            .child(unseen("Fjern "))
            .text(one.label)
            .child(icon(Icon::Cross));
        chips = chips.child(chip);
    }
    let reset = scene.button("quiet", Message::ClearAll).text("Nulstil");
    let sentence = text::chosen_sentence(scene.state, scene.shelf);
    let chosen = classed("div", "chosen")
        .child(classed("p", "chosen__sentence").text(sentence))
        .child(chips.child(reset));
    Some(chosen)
}

fn results(scene: &Scene<'_>) -> Tag {
    let state = scene.state;
    let found = state.answers.entries.len();
    let title = scene
        .heading(1)
        .set("tabindex", "-1")
        .text(text::results_title(state));
    let section = classed("section", "results");
    let head = |title: Tag| {
        classed("div", "results__head")
            .child(title.set("class", "results__title"))
            .child(order(scene))
    };
    if state.answers.waiting {
        // As many children as there will be: so the heading stays, and with it the focus.
        return section
            .child(head(title))
            .child(notices::rest_missing(scene))
            .child(None::<Tag>);
    }
    if found == 0 {
        return section
            .child(title.set("class", "results__title sr"))
            .child(details().map(|details| details.nothing_found(scene)));
    }
    let shown = state.shown.min(found);
    let more = (found - shown).min(PAGE);
    let entries = state.answers.entries.iter().take(shown);
    let more = (more > 0).then(|| {
        classed("div", "more-row")
            .child(
                scene
                    .button("button button--second more", Message::More)
                    .text(format!("Vis {more} mere")),
            )
            .child(tag("p").text(format!("Du ser {shown} af {found}")))
    });
    section
        .child(head(title))
        .child(classed("ul", "cards").children(entries.filter_map(|entry| card(scene, *entry))))
        .child(more)
}

const ORDERS: [(Order, &str, &str); 3] = [
    (Order::Fit, "passer", "Dem, der passer bedst"),
    (Order::Title, "titel", "Efter titel, A–Å"),
    (Order::Newest, "nyest", "Senest beskrevet"),
];

fn order(scene: &Scene<'_>) -> Tag {
    let now = ORDERS
        .iter()
        .find(|(order, ..)| *order == scene.state.order)
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
        .on_choice(scene.send, chosen)
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

fn foot(scene: &Scene<'_>) -> Tag {
    let head = &scene.shelf.catalogue.head;
    let words = format!(
        "Kataloget udgives af {} · {} opslag · opdateret {}",
        head.publisher.name,
        scene.shelf.catalogue.cards.len(),
        head.published.in_danish()
    );
    classed("footer", "foot").child(tag("p").text(words))
}
