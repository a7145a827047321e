//! Filters: the user's choices, which entries pass them, and how many would pass other choices.

use crate::catalogue::{Card, Status, Term, Vocabularies};

/// The choices of all filters. An entry passes a filter with one of its choices, and must pass all
/// filters: 'for pårørende or personale, and in Aarhus'.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// Id of a life arena.
    pub arena: Option<String>,
    /// Ids of audiences.
    pub audiences: Vec<String>,
    /// Ids of stages; [`Choices::UNKNOWN`] for entries whose stage is unknown.
    pub stages: Vec<String>,
    /// Id of a place.
    pub place: Option<String>,
    /// Id of an organisation.
    pub organisation: Option<String>,
}

impl Choices {
    /// The id of 'not stated' among stages.
    pub const UNKNOWN: &'static str = "ukendt";

    /// Whether nothing is chosen.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// One filter.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Filter {
    Arena,
    Audience,
    Stage,
    Place,
    Organisation,
}

const FILTERS: [Filter; 5] = [
    Filter::Arena,
    Filter::Audience,
    Filter::Stage,
    Filter::Place,
    Filter::Organisation,
];

/// Whether an entry is published and passes all filters.
#[must_use]
pub fn passes(entry: &Card, choices: &Choices) -> bool {
    entry.status == Status::Published
        && FILTERS
            .iter()
            .all(|filter| passes_one(entry, choices, *filter))
}

fn passes_one(entry: &Card, choices: &Choices, filter: Filter) -> bool {
    let one =
        |chosen: &Option<String>, has: &[String]| chosen.as_ref().is_none_or(|id| has.contains(id));
    match filter {
        Filter::Arena => one(&choices.arena, &entry.arenas),
        Filter::Audience => {
            choices.audiences.is_empty()
                || choices
                    .audiences
                    .iter()
                    .any(|id| entry.audiences.contains(id))
        }
        Filter::Stage => {
            let stage = entry.stage.as_deref().unwrap_or(Choices::UNKNOWN);
            choices.stages.is_empty() || choices.stages.iter().any(|id| id == stage)
        }
        Filter::Place => one(&choices.place, &entry.places),
        Filter::Organisation => one(&choices.organisation, &entry.organisations),
    }
}

/// How many entries a choice would give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// The choice's id.
    pub id: String,
    /// The number of entries with it, and the choices of the other filters.
    pub entries: usize,
}

/// How many entries each choice would give, in the order of the vocabularies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// By life arena.
    pub arenas: Vec<Count>,
    /// By audience.
    pub audiences: Vec<Count>,
    /// By stage, with [`Choices::UNKNOWN`] last.
    pub stages: Vec<Count>,
    /// By place, without those that would give none, unless chosen.
    pub places: Vec<Count>,
    /// By organisation, likewise.
    pub organisations: Vec<Count>,
}

/// Counts, for each choice of each filter, the found entries that pass this choice and all *other*
/// filters: as many as choosing it would show.
///
/// ```
/// use virker::catalogue::{Card, Term, Vocabularies};
/// use virker::search::{Choices, Counts, count, passes};
///
/// let card = |arena: &str, audience: &str| Card {
///     arenas: vec![arena.into()],
///     audiences: vec![audience.into()],
///     ..Card::default()
/// };
/// let found = [card("home", "relatives"), card("home", "staff"), card("work", "staff")];
/// let term = |id: &str| Term { id: id.into(), ..Term::default() };
/// let vocabularies = Vocabularies {
///     arenas: vec![term("home"), term("work")],
///     audiences: vec![term("relatives"), term("staff")],
///     ..Vocabularies::default()
/// };
///
/// let choices = Choices { arena: Some("home".into()), ..Choices::default() };
/// assert_eq!(found.iter().filter(|card| passes(card, &choices)).count(), 2);
///
/// let counts = count(&mut found.iter(), &choices, &Counts::offered(&found, &vocabularies));
/// let entries = |counts: &[virker::search::Count]| -> Vec<usize> {
///     counts.iter().map(|count| count.entries).collect()
/// };
/// assert_eq!(entries(&counts.arenas), [2, 1], "as if no arena were chosen");
/// assert_eq!(entries(&counts.audiences), [1, 1], "at home");
/// ```
pub fn count(
    found: &mut dyn Iterator<Item = &Card>,
    choices: &Choices,
    offered: &Counts,
) -> Counts {
    let mut counts = offered.clone();
    for list in counts.lists() {
        list.iter_mut().for_each(|count| count.entries = 0);
    }
    // Once through the entries, and not once for each choice: there are thousands of entries at each letter typed.
    for entry in found.filter(|entry| entry.status == Status::Published) {
        let mut failed = FILTERS
            .into_iter()
            .filter(|filter| !passes_one(entry, choices, *filter));
        match (failed.next(), failed.next()) {
            (None, _) => FILTERS
                .into_iter()
                .for_each(|filter| counts.add(entry, filter)),
            // Another choice in this filter would show the entry.
            (Some(filter), None) => counts.add(entry, filter),
            _ => {}
        }
    }
    counts
        .places
        .retain(|count| count.entries > 0 || choices.place.as_ref() == Some(&count.id));
    counts
        .organisations
        .retain(|count| count.entries > 0 || choices.organisation.as_ref() == Some(&count.id));
    counts
}

fn none_yet(terms: &[Term]) -> Vec<Count> {
    let mut counts = Vec::with_capacity(terms.len() + 1);
    for term in terms {
        counts.push(Count {
            id: term.id.clone(),
            entries: 0,
        });
    }
    counts
}

impl Counts {
    /// The choices that a catalogue offers, with how many entries each gives: the terms that some entry has. All terms, if
    /// there are no entries to tell.
    #[must_use]
    pub fn offered(cards: &[Card], vocabularies: &Vocabularies) -> Self {
        let mut all = Self {
            arenas: none_yet(&vocabularies.arenas),
            audiences: none_yet(&vocabularies.audiences),
            stages: none_yet(&vocabularies.stages),
            places: none_yet(&vocabularies.places),
            organisations: none_yet(&vocabularies.organisations),
        };
        all.stages.push(Count {
            id: Choices::UNKNOWN.to_owned(),
            entries: 0,
        });
        if !cards.is_empty() {
            all = count(&mut cards.iter(), &Choices::default(), &all);
            for list in all.lists() {
                list.retain(|count| count.entries > 0);
            }
        }
        all
    }

    fn lists(&mut self) -> [&mut Vec<Count>; 5] {
        [
            &mut self.arenas,
            &mut self.audiences,
            &mut self.stages,
            &mut self.places,
            &mut self.organisations,
        ]
    }

    /// Counts an entry among the choices of a filter.
    fn add(&mut self, entry: &Card, filter: Filter) {
        let (counts, ids) = match filter {
            Filter::Arena => (&mut self.arenas, entry.arenas.as_slice()),
            Filter::Audience => (&mut self.audiences, entry.audiences.as_slice()),
            Filter::Stage => (&mut self.stages, entry.stage.as_slice()),
            Filter::Place => (&mut self.places, entry.places.as_slice()),
            Filter::Organisation => (&mut self.organisations, entry.organisations.as_slice()),
        };
        if ids.is_empty()
            && filter == Filter::Stage
            && let Some(unknown) = counts.last_mut()
        {
            unknown.entries += 1;
        }
        for (index, id) in ids.iter().enumerate() {
            let is_first = ids.iter().take(index).all(|earlier| earlier != id);
            if is_first && let Some(count) = counts.iter_mut().find(|count| count.id == *id) {
                count.entries += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(arena: &str, audience: &str, stage: Option<&str>) -> Card {
        Card {
            arenas: vec![arena.into()],
            audiences: vec![audience.into()],
            stage: stage.map(str::to_owned),
            ..Card::default()
        }
    }

    fn terms(ids: &[&str]) -> Vec<Term> {
        ids.iter()
            .map(|id| Term {
                id: (*id).into(),
                ..Term::default()
            })
            .collect()
    }

    fn counted(counts: &[Count]) -> Vec<usize> {
        counts.iter().map(|count| count.entries).collect()
    }

    #[test]
    fn each_count_is_what_choosing_it_would_show() {
        let entries = [
            entry("hjem", "paaroerende", None),
            entry("hjem", "personale", Some("camp")),
            entry("job", "personale", None),
        ];
        let vocabularies = Vocabularies {
            arenas: terms(&["hjem", "job"]),
            audiences: terms(&["paaroerende", "personale"]),
            stages: terms(&["camp"]),
            ..Vocabularies::default()
        };
        let choices = Choices {
            audiences: vec!["personale".into()],
            ..Choices::default()
        };
        let offered = Counts::offered(&entries, &vocabularies);
        let counts = count(&mut entries.iter(), &choices, &offered);
        assert_eq!(counted(&counts.arenas), [1, 1]);
        assert_eq!(counted(&counts.audiences), [1, 2]);
        assert_eq!(counted(&counts.stages), [1, 1]);
        let shown = entries
            .iter()
            .filter(|entry| passes(entry, &choices))
            .count();
        assert_eq!(shown, 2);
    }

    #[test]
    fn what_no_entry_has_is_not_offered() {
        let entries = [
            entry("hjem", "personale", Some("camp")),
            entry("hjem", "personale", Some("delt")),
        ];
        let vocabularies = Vocabularies {
            arenas: terms(&["hjem", "job"]),
            stages: terms(&["ide", "camp", "delt"]),
            places: terms(&["aarhus"]),
            ..Vocabularies::default()
        };
        let offered = Counts::offered(&entries, &vocabularies);
        let ids = |counts: &[Count]| -> Vec<String> {
            counts.iter().map(|count| count.id.clone()).collect()
        };
        assert_eq!(ids(&offered.arenas), ["hjem"]);
        assert_eq!(ids(&offered.stages), ["camp", "delt"]);
        assert!(offered.places.is_empty());
    }

    #[cfg(not(target_arch = "wasm32"))]
    mod properties {
        use proptest::prelude::*;

        use super::*;

        const IDS: [&str; 3] = ["a", "b", "c"];

        fn ids() -> impl Strategy<Value = Vec<String>> {
            prop::collection::vec(prop::sample::select(IDS.map(str::to_owned).to_vec()), 0..4)
        }

        fn one() -> impl Strategy<Value = Option<String>> {
            prop::option::of(prop::sample::select(IDS.map(str::to_owned).to_vec()))
        }

        fn card() -> impl Strategy<Value = Card> {
            (ids(), ids(), one(), ids(), ids(), any::<bool>()).prop_map(
                |(arenas, audiences, stage, places, organisations, listed)| Card {
                    arenas,
                    audiences,
                    stage,
                    places,
                    organisations,
                    status: if listed {
                        Status::Published
                    } else {
                        Status::Withdrawn
                    },
                    ..Card::default()
                },
            )
        }

        proptest! {
            #[test]
            fn whatever_is_chosen_each_count_is_what_choosing_it_instead_would_show(
                cards in prop::collection::vec(card(), 0..8),
                (arena, audiences, stages, place, organisation) in (one(), ids(), ids(), one(), one()),
            ) {
                let choices = Choices { arena, audiences, stages, place, organisation };
                let vocabularies = Vocabularies {
                    arenas: terms(&IDS),
                    audiences: terms(&IDS),
                    stages: terms(&IDS),
                    places: terms(&IDS),
                    organisations: terms(&IDS),
                    ..Vocabularies::default()
                };
                let counts = count(&mut cards.iter(), &choices, &Counts::offered(&cards, &vocabularies));
                let shown = |choices: &Choices| cards.iter().filter(|card| passes(card, choices)).count();
                for one in &counts.arenas {
                    let arena = Some(one.id.clone());
                    prop_assert_eq!(one.entries, shown(&Choices { arena, ..choices.clone() }));
                }
                for one in &counts.audiences {
                    let audiences = vec![one.id.clone()];
                    prop_assert_eq!(one.entries, shown(&Choices { audiences, ..choices.clone() }));
                }
                for one in &counts.stages {
                    let stages = vec![one.id.clone()];
                    prop_assert_eq!(one.entries, shown(&Choices { stages, ..choices.clone() }));
                }
                for id in IDS {
                    let place = Some(id.to_owned());
                    let counted = counts.places.iter().find(|count| count.id == id);
                    let counted = counted.map_or(0, |count| count.entries);
                    prop_assert_eq!(counted, shown(&Choices { place, ..choices.clone() }));
                    let organisation = Some(id.to_owned());
                    let counted = counts.organisations.iter().find(|count| count.id == id);
                    let counted = counted.map_or(0, |count| count.entries);
                    prop_assert_eq!(counted, shown(&Choices { organisation, ..choices.clone() }));
                }
            }
        }
    }

    #[test]
    fn withdrawn_entries_are_never_shown() {
        let withdrawn = Card {
            status: Status::Withdrawn,
            ..Card::default()
        };
        assert!(!passes(&withdrawn, &Choices::default()));
    }
}
