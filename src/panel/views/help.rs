//! Help in a crisis, from the catalogue's own data, before any result.

use super::context::ViewContext;
use super::icons::{Icon, icon};
use super::parts::{external_link, with_paragraphs};
use super::tag::{Tag, classed, tag};
use crate::catalogue::{Contact, Help, read};
use crate::danish::fold;

/// The help for what is searched for, if it has a trigger word.
pub(super) fn help(cx: &ViewContext<'_>) -> Option<Tag> {
    let query = format!(" {} ", fold(cx.state.query.trim()));
    for help in &cx.loaded.catalogue.help {
        if let Ok(help) = read::<Help>(help) {
            for trigger in &help.triggers {
                if has_trigger(&query, &fold(trigger)) {
                    return Some(notice(cx, &help));
                }
            }
        }
    }
    None
}

/// Whether a word of the query begins with the trigger: 'selvmord' also in 'selvmordstanker', but not in the middle of
/// a word.
fn has_trigger(query: &str, trigger: &str) -> bool {
    let mut begins = query.match_indices(' ').map(|(at, _)| at + 1);
    let at = |begin: usize| query.get(begin..).unwrap_or_default();
    !trigger.is_empty() && begins.any(|begin| at(begin).starts_with(trigger))
}

fn notice(cx: &ViewContext<'_>, help: &Help) -> Tag {
    let mut contacts = tag("ul");
    for contact in &help.contacts {
        contacts = contacts.child(tag("li").child(line(contact)));
    }
    let words = tag("div").child(cx.heading(1).text(&help.title));
    let words = with_paragraphs(words, &help.text.text, None).child(contacts);
    classed("div", "notice help")
        .set("data-kind", "info")
        .set("role", "status")
        .child(icon(Icon::Info))
        .child(words)
}

fn line(contact: &Contact) -> Tag {
    let phone = contact
        .phone
        .as_ref()
        .filter(|phone| phone.bytes().all(|b| b.is_ascii_digit() || b == b' '));
    let phone = phone.map(|phone| {
        let digits = phone.replace(' ', "");
        classed("a", "link")
            .set("href", format!("tel:{digits}"))
            .text(phone)
    });
    let checked = format!(" {} Tjekket {}.", contact.text, contact.checked.in_danish());
    tag("div")
        .child(tag("strong").text(&contact.organisation))
        .text(" ")
        .child(phone)
        .text(" ")
        .child(
            contact
                .url
                .as_ref()
                .map(|url| external_link(url, "Hjemmeside")),
        )
        .text(checked)
}

#[cfg(test)]
mod tests {
    use super::has_trigger;

    #[test]
    fn a_trigger_is_found_where_a_word_begins_with_it() {
        assert!(has_trigger(" har selvmordstanker ", "selvmord"));
        assert!(has_trigger(" jeg vil doe ", "vil doe"));
        assert!(!has_trigger(" om selvmord ", "mord"));
        assert!(!has_trigger(" mad ", ""));
    }
}
