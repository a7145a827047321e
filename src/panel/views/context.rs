//! What all views need.

use yew::prelude::*;

use super::super::labels;
use super::super::{Link, LoadedCatalogue, Message, Screen, Settings, State};
use super::icons::Icon;
use super::parts::with_icon;
use super::tag::{IntoText, Tag, classed, tag};
use crate::catalogue::Card;
use crate::search::Filter;

/// The views that are fetched with the search part.
pub trait SearchViews {
    /// The choices, read back.
    fn chosen(&self, cx: &ViewContext<'_>) -> Html;
    /// Help in a crisis, when the query asks for it.
    fn help(&self, cx: &ViewContext<'_>) -> Html;
    /// What the query was corrected to, with a way back to what was typed.
    fn corrected(&self, cx: &ViewContext<'_>) -> Html;
    /// Ways on when nothing was found.
    fn nothing_found(&self, cx: &ViewContext<'_>) -> Html;
}

/// The views that are fetched with the pages part.
pub trait PageViews {
    /// The screen of an entry, a calculator or a worksheet.
    fn page(&self, cx: &ViewContext<'_>) -> Html;
}

/// The views of both parts, as far as they are here.
#[derive(Clone, Copy, Default)]
pub struct LazyViews {
    /// Those of the search part.
    pub search: Option<&'static dyn SearchViews>,
    /// Those of the pages part.
    pub pages: Option<&'static dyn PageViews>,
}

/// What all views need.
#[derive(Clone, Copy)]
pub struct ViewContext<'a> {
    pub(super) state: &'a State,
    pub(super) loaded: &'a LoadedCatalogue,
    pub(super) settings: &'a Settings,
    pub(super) views: LazyViews,
    /// Where messages go.
    pub(super) send: &'a Callback<Message>,
}

impl ViewContext<'_> {
    pub(super) fn language(&self) -> &str {
        &self.loaded.catalogue.head.language
    }

    /// A heading this many levels below the panel's first.
    pub(super) fn heading(&self, below: u8) -> Tag {
        heading(self.settings, below)
    }

    /// A heading that the focus can be moved to.
    pub(super) fn title(&self, below: u8, class: &'static str, words: impl IntoText) -> Tag {
        self.heading(below)
            .set("class", class)
            .set("tabindex", "-1")
            .text(words)
    }

    /// A button that sends a message.
    pub(super) fn button(&self, class: &'static str, message: Message) -> Tag {
        button(class, self.send, message)
    }

    /// A link that opens an entry here, and in a new tab when that is asked for.
    pub(super) fn entry_link(&self, class: &'static str, entry: &Card) -> Tag {
        let link = Link::to(Screen::Concept(entry.id.clone()));
        classed("a", class)
            .set("href", link.write(&self.settings.element))
            .on_plain_click(self.send, Message::Open(entry.id.clone()))
    }

    /// The organisations' names; empty when they are unknown.
    pub(super) fn organisations(&self, entry: &Card) -> String {
        labels::organisations(self.loaded, entry)
    }

    /// The id of the arena whose colours and name an entry has: one of its own that is chosen, else its first.
    pub(super) fn arena<'e>(&self, entry: &'e Card) -> Option<&'e String> {
        let chosen = self.state.choices.of(Filter::Arena);
        let mut arenas = entry.arenas.iter();
        let arena = arenas.find(|id| chosen.contains(id));
        arena.or(entry.arenas.first())
    }

    /// Its arena's label and the kind of entry: `Familien · Metode`.
    pub(super) fn arena_and_kind(&self, entry: &Card) -> String {
        let arena = self.arena(entry).map(String::as_str);
        labels::arena_and_kind(self.loaded, entry, arena)
    }

    /// The button that leads back. A page that stands alone has nowhere to go back to.
    pub(super) fn back(&self) -> Option<Tag> {
        let back = self.button("quiet back", Message::Back);
        let leads_back = self.state.leads_back();
        leads_back.then(|| with_icon(back, Icon::Left, self.back_label()))
    }

    /// The words of 'back', which may lead to an entry.
    pub(super) fn back_label(&self) -> String {
        let card = match self.state.screens.iter().rev().nth(1) {
            Some(Screen::Concept(entry)) => self.loaded.catalogue.card(entry),
            _ => None,
        };
        match card {
            Some(card) => format!("Om {}", card.title),
            None if self.state.is_narrowed() => {
                let found = labels::results(self.state.results.total);
                format!("Tilbage til {}", labels::small_first(&found))
            }
            None if self.settings.alone.is_some() => "Tilbage".to_owned(),
            None => "Tilbage til kataloget".to_owned(),
        }
    }
}

/// A heading this many levels below the first.
pub(super) fn heading(settings: &Settings, below: u8) -> Tag {
    tag(match settings.heading_level.saturating_add(below) {
        0 | 1 => "h1",
        2 => "h2",
        3 => "h3",
        4 => "h4",
        5 => "h5",
        _ => "h6",
    })
}

/// A button that sends a message.
pub(super) fn button(class: &'static str, send: &Callback<Message>, message: Message) -> Tag {
    classed("button", class)
        .set("type", "button")
        .on_click(send, message)
}
