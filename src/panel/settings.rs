//! What the host's page asks of an element: its attributes, read.

use super::{Link, Screen};
use crate::search::Choices;

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
    /// text of the element's attribute with this name, if it has one.
    #[must_use]
    pub fn read(kind: &str, attribute: &dyn Fn(&str) -> Option<String>) -> Self {
        let text = |name: &str| attribute(name).unwrap_or_default();
        let id = text(kind);
        let alone = match kind {
            "calculator" => Some(Screen::Calculator(id)),
            "worksheet" => Some(Screen::Worksheet(id)),
            "concept" if text("view") == "card" => Some(Screen::Card(id)),
            "concept" => Some(Screen::Concept(id)),
            _ => None,
        };
        let one = |name: &str| attribute(name).filter(|id| !id.is_empty());
        let choices = Choices {
            arena: one("arena"),
            audiences: words(&text("audience")),
            place: one("place"),
            ..Choices::default()
        };
        let mut locked = Choices::default();
        for filter in words(&text("locked")) {
            match filter.as_str() {
                "arena" => locked.arena.clone_from(&choices.arena),
                "audience" => locked.audiences.clone_from(&choices.audiences),
                "place" | "region" => locked.place.clone_from(&choices.place),
                _ => {}
            }
        }
        Self {
            alone,
            preset: Link {
                query: text("query"),
                choices,
                numbers: numbers(&text("values")),
                ..Link::default()
            },
            locked,
            full_events: text("events") == "full",
            debug: attribute("debug").is_some(),
            ..Self::default()
        }
    }

    /// These choices with those that the visitor cannot change.
    pub(super) fn with_locked(&self, mut choices: Choices) -> Choices {
        let locked = &self.locked;
        if locked.arena.is_some() {
            choices.arena.clone_from(&locked.arena);
        }
        if !locked.audiences.is_empty() {
            choices.audiences.clone_from(&locked.audiences);
        }
        if locked.place.is_some() {
            choices.place.clone_from(&locked.place);
        }
        choices
    }
}

fn words(text: &str) -> Vec<String> {
    text.split_ascii_whitespace().map(str::to_owned).collect()
}

/// The numbers of `mad_pr_dag=69,42; personer=20`, by the ids of their inputs.
fn numbers(text: &str) -> Vec<(String, String)> {
    let pairs = text.split(';').filter_map(|pair| pair.split_once('='));
    pairs
        .map(|(input, number)| (input.trim().to_owned(), number.trim().to_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(kind: &str, attributes: &[(&str, &str)]) -> Settings {
        Settings::read(kind, &|name| {
            let mut attributes = attributes.iter();
            let found = attributes.find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn only_what_has_a_preset_can_be_locked() {
        let settings = read(
            "panel",
            &[
                ("audience", "paaroerende  borger"),
                ("locked", "audience region x"),
            ],
        );
        let locked = Choices {
            audiences: vec!["paaroerende".into(), "borger".into()],
            ..Choices::default()
        };
        assert_eq!(settings.locked, locked);
    }

    #[test]
    fn a_link_changes_what_is_preset_and_not_what_is_locked() {
        let settings = read(
            "panel",
            &[
                ("arena", "familien"),
                ("place", "aarhus"),
                ("locked", "region"),
            ],
        );
        let choices = settings.with_locked(Choices {
            arena: Some("fritid".into()),
            place: Some("odense".into()),
            ..Choices::default()
        });
        assert_eq!(choices.arena.as_deref(), Some("fritid"));
        assert_eq!(choices.place.as_deref(), Some("aarhus"));
    }

    #[test]
    fn an_element_that_is_no_panel_names_what_it_shows() {
        let concept = [("concept", "madkassen"), ("view", "card")];
        assert_eq!(
            read("concept", &concept).alone,
            Some(Screen::Card("madkassen".into()))
        );
        assert_eq!(
            read("worksheet", &[]).alone,
            Some(Screen::Worksheet(String::new()))
        );
    }

    #[test]
    fn a_calculators_numbers_are_written_in_one_line() {
        let values = [("values", "mad_pr_dag = 69,42; personer=20;;x")];
        let numbers = [("mad_pr_dag", "69,42"), ("personer", "20")];
        assert_eq!(
            read("calculator", &values).preset.numbers,
            numbers.map(|(input, number)| (input.to_owned(), number.to_owned()))
        );
    }
}
