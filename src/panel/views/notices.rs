//! Messages when something is wrong or missing.

use yew::prelude::*;

use super::super::labels::{results, small_first};
use super::super::lazy::Part;
use super::super::{Cause, Failure, Message, Retry, State};
use super::context::{ViewContext, button, heading};
use super::help::{numbers_to_call, quiet};
use super::icons::{Icon, icon};
use super::parts::{paragraph, with_icon};
use super::tag::{Tag, all, classed, tag};

fn message(kind: &'static str, mark: Icon, title: Tag) -> Tag {
    classed("div", "message")
        .set("data-kind", kind)
        .child(classed("span", "message__icon").child(icon(mark)))
        .child(title)
}

fn notice(kind: &'static str, mark: Icon, words: String) -> Tag {
    classed("p", "notice")
        .set("data-kind", kind)
        .child(icon(mark))
        .child(tag("span").text(words))
}

/// The catalogue cannot be shown: a calm message for the visitor, and below it what is wrong and how to fix it, for
/// whoever looks after the page.
pub(super) fn failure(state: &State, failure: &Failure, send: &Callback<Message>) -> Html {
    // The element asks for what there is not: fetching it again does not help.
    let is_mistake = matches!(failure.cause, Cause::NoAddress | Cause::Missing(_));
    let (kind, mark, title, comfort) = if state.offline {
        (
            "lost",
            Icon::Clock,
            "Du har ikke forbindelse",
            "Vi prøver igen, så snart du er på nettet. Det, du har skrevet, bliver stående.",
        )
    } else {
        (
            "error",
            Icon::Warning,
            if is_mistake {
                "Vi kan ikke vise det her"
            } else {
                "Vi kan ikke hente kataloget lige nu"
            },
            match failure.cause {
                _ if is_mistake => "Fejlen er hos os, ikke hos dig.",
                Cause::Timeout => {
                    "Det tager for lang tid. Måske er forbindelsen langsom. Det, du har skrevet, bliver stående."
                }
                _ => "Fejlen er hos os, ikke hos dig. Det, du har skrevet, bliver stående.",
            },
        )
    };
    // Above a calculator that stands alone, the loader draws no heading.
    let below = u8::from(state.settings.alone.is_none());
    let retry = (!is_mistake)
        .then(|| classed("div", "buttons").child(retry(state, send, Retry::Catalogue)));
    let url = (!failure.url.is_empty())
        .then(|| tag("p").child(classed("code", "message__url").text(&failure.url)));
    let for_the_editor = (!state.offline).then(|| {
        classed("details", "fold")
            .flag("open", state.settings.debug)
            .child(with_icon(
                tag("summary"),
                Icon::Down,
                "Til dig, der passer siden",
            ))
            .child(tag("p").text(failure.for_the_editor()))
            .child(tag("p").text(format!("Fejlkode: {}", failure.code())))
            .child(url)
    });
    message(kind, mark, heading(&state.settings, below).text(title))
        .set("role", "alert")
        .child(tag("p").text(comfort))
        .child(retry)
        .child(for_the_editor)
        .into()
}

/// What the visitor should know although the catalogue is shown.
pub(super) fn of_state(cx: &ViewContext<'_>) -> Html {
    let published = cx.loaded.catalogue.head.published.in_danish();
    let broken = match cx.loaded.broken {
        0 => None,
        1 => Some(
            "1 del af kataloget kan ikke vises, fordi den har en fejl. Resten er her.".to_owned(),
        ),
        many => Some(format!(
            "{many} dele af kataloget kan ikke vises, fordi de har fejl. Resten er her."
        )),
    };
    let offline = format!("Du har ikke forbindelse. Her er kataloget, som det så ud {published}.");
    let offline = cx
        .state
        .offline
        .then(|| notice("warning", Icon::Clock, offline).set("role", "status"));
    let broken = broken.map(|broken| notice("warning", Icon::Warning, broken));
    let debug = cx.settings.debug;
    let wrong = cx.state.warnings.iter().filter(|_| debug);
    let wrong = wrong.map(|words| notice("warning", Icon::Warning, words.clone()));
    all([offline, broken].into_iter().flatten().chain(wrong))
}

/// Nothing was found: what to try next.
pub(super) fn nothing_found(cx: &ViewContext<'_>) -> Tag {
    let state = cx.state;
    let query = state.sought();
    let title = match query {
        "" => "Intet i kataloget passer til dine valg".to_owned(),
        query => format!("Vi fandt ikke noget med »{query}«"),
    };
    let without = state.results.without_choices;
    let has_choices = state.has_choices();
    let way_on = if has_choices && without > 0 {
        Some(format!(
            "Uden dine filtre er der {}.",
            small_first(&results(without))
        ))
    } else if query.is_empty() {
        None
    } else {
        let advice = "Prøv et kortere ord eller et ord, der ligner. Du kan også vælge en del af hverdagen ovenfor.";
        Some(advice.to_owned())
    };
    let filters = has_choices.then(|| {
        cx.button("button", Message::ClearChoices)
            .text("Fjern filtrene")
    });
    let class = if has_choices {
        "button button--second"
    } else {
        "button"
    };
    let search =
        (!query.is_empty()).then(|| cx.button(class, Message::ClearQuery).text("Ryd søgningen"));
    let whole = match state.settings.locked.is_empty() {
        true => format!("Se hele kataloget ({})", cx.loaded.size),
        false => "Se alle".to_owned(),
    };
    message("empty", Icon::Search, cx.heading(2).text(title))
        .child(way_on.map(|words| paragraph("", words)))
        .child(
            classed("div", "buttons")
                .child(filters)
                .child(search)
                .child(
                    cx.button("button button--second", Message::ClearAll)
                        .text(whole),
                ),
        )
        .child(quiet(cx))
}

/// 'Prøv igen'. While that is being done, the button says so.
fn retry(state: &State, send: &Callback<Message>, what: Retry) -> Tag {
    let words = if state.retrying == Some(what) {
        "Henter …"
    } else {
        "Prøv igen"
    };
    with_icon(
        button("button", send, Message::Retry(what)),
        Icon::Again,
        words,
    )
}

/// A page was opened before its code is here.
pub(super) fn page_missing(cx: &ViewContext<'_>) -> Html {
    let missing = missing_part(cx, cx.state.page(), Retry::Page, None);
    all([cx.back().map(Html::from).unwrap_or_default(), missing])
}

/// A page was opened that the catalogue names, but that cannot be drawn.
pub(super) fn page_broken(cx: &ViewContext<'_>) -> Html {
    let title = cx.title(0, "title", "Det her kan ikke vises");
    let words = "Fejlen er hos os, ikke hos dig. Resten af kataloget virker.";
    let message = message("error", Icon::Warning, title).child(tag("p").text(words));
    all(cx.back().into_iter().chain([message]))
}

/// Something was searched for before what the search needs is here: the code, the index, or bodies to quote from.
pub(super) fn search_missing(cx: &ViewContext<'_>) -> Html {
    match cx.state.search() {
        Part::Here(()) => on_its_way(),
        part => {
            // Without the code, nobody knows what was searched for: it may be help in a crisis.
            let is_sought = !cx.state.query.trim().is_empty();
            let help = is_sought.then(|| numbers_to_call(cx)).flatten();
            missing_part(cx, part, Retry::Search, help)
        }
    }
}

fn on_its_way() -> Html {
    paragraph("waiting__text", "Henter …")
        .set("role", "status")
        .into()
}

/// A part is being fetched, or could not be; then `further` is shown too.
fn missing_part(cx: &ViewContext<'_>, part: Part<()>, again: Retry, further: Option<Tag>) -> Html {
    match part {
        Part::Waiting => on_its_way(),
        Part::Failed => message(
            "error",
            Icon::Warning,
            cx.heading(u8::from(cx.settings.alone.is_none()))
                .text("Vi kan ikke hente resten lige nu"),
        )
        .set("role", "alert")
        .child(tag("p").text("Fejlen er hos os, ikke hos dig. Prøv igen om lidt."))
        .child(retry(cx.state, cx.send, again))
        .child(further)
        .into(),
        Part::Here(()) => Html::default(),
    }
}
