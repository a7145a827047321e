//! What the host's page asks of an element: its attributes, read.

use super::{Link, Screen};
use crate::search::{Choices, Filter};

/// What the host page asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The element's name in links.
    pub element: String,
    /// The level of the first heading, 1 to 4.
    pub heading_level: u8,
    /// What an element shows that is no panel: one entry, calculator or worksheet.
    pub alone: Option<Screen>,
    /// What is searched for, chosen and calculated with until the visitor or a link changes it.
    pub preset: Link,
    /// The choices that the visitor cannot change. Their filters are not shown.
    pub locked: Choices,
    /// Whether events tell what was searched for, opened and calculated, and not only how much.
    pub full_events: bool,
    /// Whether what is wrong with the element is shown in it.
    pub debug: bool,
    /// Whether the host searches with an engine of its own.
    pub provided: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            element: "panel".into(),
            heading_level: 2,
            alone: None,
            preset: Link::default(),
            locked: Choices::default(),
            full_events: false,
            debug: false,
            provided: false,
        }
    }
}

impl Settings {
    /// The settings of an element of this kind: `panel`, `calculator`, `concept` or `worksheet`. `attribute` gives the
    /// text of the element's attribute with this name; empty if it has none. The presets come as a link.
    #[must_use]
    pub fn read(kind: &str, preset: Link, attribute: &dyn Fn(&str) -> String) -> Self {
        let id = || attribute(kind);
        let alone = match kind {
            "calculator" => Some(Screen::Calculator(id())),
            "worksheet" => Some(Screen::Worksheet(id())),
            "concept" if attribute("view") == "card" => Some(Screen::Card(id())),
            "concept" => Some(Screen::Concept(id())),
            _ => None,
        };
        let locks = attribute("locked");
        let mut locked = Choices::default();
        for (word, filter) in [
            ("arena", Filter::Arena),
            ("audience", Filter::Audience),
            ("place", Filter::Place),
            ("region", Filter::Place),
        ] {
            if locks.split_whitespace().any(|lock| lock == word) {
                locked.set(filter, preset.choices.of(filter));
            }
        }
        Self {
            alone,
            preset,
            locked,
            full_events: attribute("events") == "full",
            ..Self::default()
        }
    }

    /// These choices with those that the visitor cannot change.
    pub(super) fn with_locked(&self, mut choices: Choices) -> Choices {
        for filter in Filter::ALL {
            if self.locks(filter) {
                choices.set(filter, self.locked.of(filter));
            }
        }
        choices
    }

    /// Whether the visitor cannot change this filter's choices.
    pub(super) fn locks(&self, filter: Filter) -> bool {
        !self.locked.of(filter).is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(kind: &str, preset: &str, attributes: &[(&str, &str)]) -> Settings {
        let preset = Link::parse(preset, "").unwrap_or_default();
        Settings::read(kind, preset, &|name| {
            let mut attributes = attributes.iter();
            let found = attributes.find(|(known, _)| *known == name);
            found.map_or("", |(_, value)| *value).to_owned()
        })
    }

    #[test]
    fn only_what_has_a_preset_can_be_locked() {
        let preset = "#virker.=1;audience=paaroerende;audience=borger;arena=familien";
        let settings = read("panel", preset, &[("locked", "audience region x")]);
        let audiences = ["paaroerende".to_owned(), "borger".to_owned()];
        let locked = Choices::default().with(Filter::Audience, &audiences);
        assert_eq!(settings.locked, locked);
    }

    #[test]
    fn choices_change_what_is_preset_and_not_what_is_locked() {
        let preset = "#virker.=1;arena=familien;place=aarhus";
        let settings = read("panel", preset, &[("locked", "region")]);
        let choices = Choices::default()
            .with(Filter::Arena, &["fritid".into()])
            .with(Filter::Place, &["odense".into()]);
        let choices = settings.with_locked(choices);
        assert_eq!(choices.of(Filter::Arena), ["fritid"]);
        assert_eq!(choices.of(Filter::Place), ["aarhus"]);
    }

    #[test]
    fn an_element_that_is_no_panel_names_what_it_shows() {
        let concept = [("concept", "madkassen"), ("view", "card")];
        assert_eq!(
            read("concept", "", &concept).alone,
            Some(Screen::Card("madkassen".into()))
        );
        assert_eq!(
            read("worksheet", "", &[]).alone,
            Some(Screen::Worksheet(String::new()))
        );
    }
}
