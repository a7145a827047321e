//! Help in a crisis, from the catalogue's own data, before any result.

use super::context::ViewContext;
use super::parts::{external_link, with_paragraphs};
use super::tag::{Tag, classed, copied, tag};
use crate::catalogue::{Contact, Help, Json, read};
use crate::danish::end_sentence;
use crate::search::Triggers;

/// Every help with a trigger in what is searched for, as typed or as corrected.
pub(super) fn help(cx: &ViewContext<'_>) -> Vec<Tag> {
    let mut found = Vec::new();
    // Reading the triggers takes tens of milliseconds on a slow phone: not while it loads.
    if cx.state.query.is_empty() {
        return found;
    }
    let corrected = cx.state.results.search.corrected.as_ref();
    for (help, triggers) in all(cx) {
        if triggers.are_in(&cx.state.query) || corrected.is_some_and(|text| triggers.are_in(text)) {
            found.push(notice(cx, help));
        }
    }
    found
}

/// A quiet way to the catalogue's first help, for a search that finds nothing.
pub(super) fn quiet(cx: &ViewContext<'_>) -> Option<Tag> {
    if !help(cx).is_empty() {
        return None;
    }
    let (help, _) = all(cx).first()?;
    let mut ways = tag("ul");
    for contact in &help.contacts {
        let name = &contact.organisation;
        let link = match (contact.phone.as_deref().and_then(number), &contact.url) {
            (Some(phone), _) => call(phone).text(name).into(),
            (_, Some(url)) => external_link(url, name),
            _ => continue,
        };
        ways = ways.child(tag("li").child(link));
    }
    Some(way_to_help(ways))
}

/// The numbers of the catalogue's first help. It needs none of the code that reads triggers and draws links, which may not
/// have come.
pub(super) fn numbers_to_call(cx: &ViewContext<'_>) -> Option<Tag> {
    let Json::List(contacts) = cx.loaded.catalogue.help.first()?.get("contacts")? else {
        return None;
    };
    let mut ways = tag("ul");
    for contact in contacts {
        let phone = contact.text("phone").and_then(number);
        if let (Some(name), Some(phone)) = (contact.text("organisation"), phone) {
            ways = ways.child(tag("li").child(call(phone).text(copied(name))));
        }
    }
    Some(way_to_help(ways))
}

fn way_to_help(ways: Tag) -> Tag {
    classed("div", "way-to-help")
        .child(tag("p").text("Har du brug for hjælp nu?"))
        .child(ways)
}

fn all<'a>(cx: &'a ViewContext<'_>) -> &'a [(Help, Triggers)] {
    cx.loaded.help.get_or_init(|| {
        let mut all = Vec::new();
        for help in &cx.loaded.catalogue.help {
            if let Ok(help) = read::<Help>(help) {
                let triggers = Triggers::new(&help.triggers);
                all.push((help, triggers));
            }
        }
        all
    })
}

fn notice(cx: &ViewContext<'_>, help: &Help) -> Tag {
    let (mut calls, mut contacts) = (classed("div", "help__calls"), tag("ul"));
    // What is spoken when it appears; the rest is there to be read.
    let mut said = help.title.clone();
    end_sentence(&mut said);
    for contact in &help.contacts {
        let phone = contact.phone.as_deref().and_then(number);
        if let Some(phone) = phone.filter(|_| !contact.regional) {
            said = said + " Ring " + phone + ".";
            calls = calls.child(large_call(phone, &contact.organisation));
        }
        let in_the_list = phone.filter(|_| contact.regional);
        contacts = contacts.child(tag("li").child(line(contact, in_the_list)));
    }
    let title = cx.title(1, "help__title", &help.title);
    let words = tag("div").child(title).child(calls);
    // The host's own help lines.
    let own = tag("slot").set("name", "help");
    let words = with_paragraphs(words, &help.text.text, None)
        .child(contacts)
        .child(own);
    classed("div", "notice help")
        .set("data-kind", "info")
        .set("data-said", said)
        .child(words)
}

/// The way to a voice comes before all that is to be read.
fn large_call(phone: &str, organisation: &str) -> Tag {
    let name = (organisation != phone).then(|| tag("small").text(copied(organisation)));
    call(phone)
        .set("class", "button")
        .child(tag("span").text(format!("Ring {phone}")))
        .child(name)
}

/// A telephone number, if the text is nothing but that.
fn number(text: &str) -> Option<&str> {
    let is_number = text.bytes().all(|b| b.is_ascii_digit() || b == b' ');
    is_number.then_some(text)
}

/// A link that calls a number.
fn call(phone: &str) -> Tag {
    classed("a", "link").set(
        "href",
        format!("tel:{}", phone.split(' ').collect::<String>()),
    )
}

/// A contact in the list, with its number if that has no large button.
fn line(contact: &Contact, phone: Option<&str>) -> Tag {
    let checked = format!(" {} Tjekket {}.", contact.text, contact.checked.in_danish());
    tag("div")
        .child(tag("strong").text(&contact.organisation))
        .text(" ")
        .child(phone.map(|phone| call(phone).text(format!("Ring {phone}"))))
        .text(" ")
        .child(
            contact
                .url
                .as_ref()
                .map(|url| external_link(url, "Hjemmeside")),
        )
        .text(checked)
}
