//! Filters: the user's choices, which entries pass them, and how many would pass other choices.

use std::slice;

use crate::catalogue::{Card, Kind, Status, Term, Vocabularies};

/// A filter: what an entry may be chosen by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filter {
    /// The life arena.
    Arena,
    /// Whom it is for.
    Audience,
    /// How far it had come.
    Stage,
    /// Where it is or was done.
    Place,
    /// Who is behind it.
    Organisation,
    /// What it is: a word of [`Kind`].
    Kind,
    /// The municipalities' goal that it serves.
    Goal,
    /// Whether its effect was found or is only expected: a word of
    /// [`Basis`](crate::catalogue::Basis).
    Effect,
}

impl Filter {
    /// All, in the order in which choices are read back.
    pub const ALL: [Self; 8] = [
        Self::Arena,
        Self::Audience,
        Self::Stage,
        Self::Place,
        Self::Organisation,
        Self::Kind,
        Self::Goal,
        Self::Effect,
    ];

    /// Its name in links.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Arena => "arena",
            Self::Audience => "audience",
            Self::Stage => "stage",
            Self::Place => "place",
            Self::Organisation => "organisation",
            Self::Kind => "kind",
            Self::Goal => "goal",
            Self::Effect => "effect",
        }
    }

    /// Whether several of its choices can be made at a time.
    #[must_use]
    pub const fn takes_several(self) -> bool {
        !matches!(self, Self::Arena | Self::Place | Self::Organisation)
    }

    /// The vocabulary that its choices are from; empty when they are words of the format.
    #[must_use]
    pub fn terms(self, vocabularies: &Vocabularies) -> &[Term] {
        match self {
            Self::Arena => &vocabularies.arenas,
            Self::Audience => &vocabularies.audiences,
            Self::Stage => &vocabularies.stages,
            Self::Place => &vocabularies.places,
            Self::Organisation => &vocabularies.organisations,
            Self::Goal => &vocabularies.kkr_goals,
            Self::Kind | Self::Effect => &[],
        }
    }

    /// The choices that every catalogue has.
    const fn words(self) -> &'static [&'static str] {
        match self {
            Self::Kind => Kind::WORDS,
            Self::Effect => &["found", "expected", Choices::UNKNOWN],
            Self::Stage => &[Choices::UNKNOWN],
            _ => &[],
        }
    }

    /// The ids of all its choices, in their order.
    #[must_use]
    pub fn ids(self, vocabularies: &Vocabularies) -> Vec<&str> {
        let mut ids = Vec::new();
        for term in self.terms(vocabularies) {
            ids.push(term.id.as_str());
        }
        ids.extend(self.words());
        ids
    }

    /// What an entry is chosen by.
    fn of(self, entry: &Card) -> &[String] {
        match self {
            Self::Arena => &entry.arenas,
            Self::Audience => &entry.audiences,
            Self::Stage => entry.stage.as_slice(),
            Self::Place => &entry.places,
            Self::Organisation => &entry.organisations,
            Self::Kind => slice::from_ref(&entry.kind),
            Self::Goal => &entry.kkr_goals,
            Self::Effect => entry.effect.as_slice(),
        }
    }
}

/// The ids of the choices of all filters. An entry passes a filter with one of its choices, and must pass all
/// filters: 'for pårørende or personale, and in Aarhus'.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices([Vec<String>; Filter::ALL.len()]);

impl Choices {
    /// The id of 'not stated' among stages and effects.
    pub const UNKNOWN: &'static str = "ukendt";

    /// Whether nothing is chosen.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The choices of a filter.
    #[must_use]
    pub fn of(&self, filter: Filter) -> &[String] {
        self.0.get(filter as usize).map_or(&[], Vec::as_slice)
    }

    /// The choice of a filter that takes one.
    #[must_use]
    pub fn one(&self, filter: Filter) -> Option<&String> {
        self.of(filter).first()
    }

    /// These choices with others of one filter.
    #[must_use]
    pub fn with(mut self, filter: Filter, ids: &[String]) -> Self {
        self.set(filter, ids);
        self
    }

    /// Replaces the choices of a filter.
    pub fn set(&mut self, filter: Filter, ids: &[String]) {
        if let Some(chosen) = self.0.get_mut(filter as usize) {
            chosen.clear();
        }
        for id in ids {
            self.add(filter, id.clone());
        }
    }

    /// Adds a choice; a filter that takes one has no other then.
    pub fn add(&mut self, filter: Filter, id: String) {
        if let Some(chosen) = self.0.get_mut(filter as usize) {
            if !filter.takes_several() {
                chosen.clear();
            }
            // A link or an attribute may name it twice.
            if !chosen.contains(&id) {
                chosen.push(id);
            }
        }
    }

    /// Chooses, or chooses no longer what was chosen before. No id chooses nothing.
    pub fn toggle(&mut self, filter: Filter, id: String) {
        if let Some(chosen) = self.0.get_mut(filter as usize) {
            let was_chosen = chosen.contains(&id);
            chosen.retain(|known| filter.takes_several() && *known != id);
            if !was_chosen && !id.is_empty() {
                chosen.push(id);
            }
        }
    }
}

/// Whether an entry is published and passes all filters.
#[must_use]
pub fn passes(entry: &Card, choices: &Choices) -> bool {
    let mut filters = Filter::ALL.iter();
    entry.status == Status::Published && filters.all(|filter| passes_one(entry, choices, *filter))
}

fn passes_one(entry: &Card, choices: &Choices, filter: Filter) -> bool {
    let (chosen, has) = (choices.of(filter), filter.of(entry));
    let passes = |id: &String| match has {
        [] => id == Choices::UNKNOWN,
        has => has.contains(id),
    };
    chosen.is_empty() || chosen.iter().any(passes)
}

/// How many entries a choice would give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// The choice's id.
    pub id: String,
    /// The number of entries with it, and the choices of the other filters.
    pub entries: usize,
}

/// How many entries each choice would give, by filter, in the order of the vocabularies. Places and organisations that
/// would give none are left out, unless chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts([Vec<Count>; Filter::ALL.len()]);

/// Counts, for each choice of each filter, the found entries that pass this choice and all *other*
/// filters: as many as choosing it would show.
///
/// ```
/// use virker::catalogue::{Card, Term, Vocabularies};
/// use virker::search::{Choices, Counts, Filter, count, passes};
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
/// let choices = Choices::default().with(Filter::Arena, &["home".into()]);
/// assert_eq!(found.iter().filter(|card| passes(card, &choices)).count(), 2);
///
/// let counts = count(&mut found.iter(), &choices, &Counts::offered(&found, &vocabularies));
/// let entries = |filter| -> Vec<usize> {
///     counts.of(filter).iter().map(|count| count.entries).collect()
/// };
/// assert_eq!(entries(Filter::Arena), [2, 1], "as if no arena were chosen");
/// assert_eq!(entries(Filter::Audience), [1, 1], "at home");
/// ```
pub fn count(
    found: &mut dyn Iterator<Item = &Card>,
    choices: &Choices,
    offered: &Counts,
) -> Counts {
    let mut counts = offered.clone();
    let all = counts.0.iter_mut().flatten();
    all.for_each(|count| count.entries = 0);
    // Once through the entries, and not once for each choice: there are thousands of entries at each letter typed.
    for entry in found.filter(|entry| entry.status == Status::Published) {
        let mut failed = Filter::ALL
            .into_iter()
            .filter(|filter| !passes_one(entry, choices, *filter));
        match (failed.next(), failed.next()) {
            (None, _) => Filter::ALL
                .into_iter()
                .for_each(|filter| counts.add(entry, filter)),
            // Another choice in this filter would show the entry.
            (Some(filter), None) => counts.add(entry, filter),
            _ => {}
        }
    }
    for filter in [Filter::Place, Filter::Organisation] {
        if let Some(counts) = counts.0.get_mut(filter as usize) {
            counts.retain(|count| count.entries > 0 || choices.of(filter).contains(&count.id));
        }
    }
    counts
}

impl Counts {
    /// The choices that a catalogue offers, with how many entries each gives: those that some entry has. All choices, if
    /// there are no entries to tell.
    #[must_use]
    pub fn offered(cards: &[Card], vocabularies: &Vocabularies) -> Self {
        let mut all = Self::default();
        for filter in Filter::ALL {
            for id in filter.ids(vocabularies) {
                all.push(filter, id, 0);
            }
        }
        if !cards.is_empty() {
            all = count(&mut cards.iter(), &Choices::default(), &all);
            for counts in &mut all.0 {
                counts.retain(|count| count.entries > 0);
            }
        }
        all
    }

    /// The counts of a filter's choices.
    #[must_use]
    pub fn of(&self, filter: Filter) -> &[Count] {
        self.0.get(filter as usize).map_or(&[], Vec::as_slice)
    }

    /// Adds a choice of a filter.
    pub fn push(&mut self, filter: Filter, id: &str, entries: usize) {
        if let Some(counts) = self.0.get_mut(filter as usize) {
            let id = id.to_owned();
            counts.push(Count { id, entries });
        }
    }

    /// Counts an entry among the choices of a filter.
    fn add(&mut self, entry: &Card, filter: Filter) {
        let ids = filter.of(entry);
        let Some(counts) = self.0.get_mut(filter as usize) else {
            return;
        };
        let mut add = |id: &str| {
            if let Some(count) = counts.iter_mut().find(|count| count.id == id) {
                count.entries += 1;
            }
        };
        if ids.is_empty() {
            add(Choices::UNKNOWN);
        }
        for (index, id) in ids.iter().enumerate() {
            let is_first = ids.iter().take(index).all(|earlier| earlier != id);
            if is_first {
                add(id);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Basis;

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
    fn what_is_chosen_twice_is_chosen_once() {
        let mut choices = Choices::default();
        for id in ["a", "b", "a"] {
            choices.add(Filter::Audience, id.into());
        }
        assert_eq!(choices.of(Filter::Audience), ["a", "b"]);
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
        let choices = Choices::default().with(Filter::Audience, &["personale".into()]);
        let offered = Counts::offered(&entries, &vocabularies);
        let counts = count(&mut entries.iter(), &choices, &offered);
        assert_eq!(counted(counts.of(Filter::Arena)), [1, 1]);
        assert_eq!(counted(counts.of(Filter::Audience)), [1, 2]);
        assert_eq!(counted(counts.of(Filter::Stage)), [1, 1]);
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
        let ids = |filter| -> Vec<&str> {
            let counts = offered.of(filter).iter();
            counts.map(|count| count.id.as_str()).collect()
        };
        assert_eq!(ids(Filter::Arena), ["hjem"]);
        assert_eq!(ids(Filter::Stage), ["camp", "delt"]);
        assert_eq!(ids(Filter::Effect), [Choices::UNKNOWN]);
        assert!(ids(Filter::Place).is_empty());
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

        fn word(words: &[&str]) -> impl Strategy<Value = String> + use<> {
            let words: Vec<String> = words.iter().map(ToString::to_string).collect();
            prop::sample::select(words)
        }

        fn card() -> impl Strategy<Value = Card> {
            let lists = (ids(), ids(), ids(), ids(), ids());
            let effect = prop::option::of(word(Basis::WORDS));
            let words = (word(Kind::WORDS), one(), effect, any::<bool>());
            (lists, words).prop_map(|(lists, (kind, stage, effect, listed))| {
                let (arenas, audiences, places, organisations, kkr_goals) = lists;
                Card {
                    kind,
                    arenas,
                    audiences,
                    stage,
                    places,
                    organisations,
                    kkr_goals,
                    effect,
                    status: if listed {
                        Status::Published
                    } else {
                        Status::Withdrawn
                    },
                    ..Card::default()
                }
            })
        }

        fn vocabularies() -> Vocabularies {
            Vocabularies {
                arenas: terms(&IDS),
                audiences: terms(&IDS),
                stages: terms(&IDS),
                places: terms(&IDS),
                organisations: terms(&IDS),
                kkr_goals: terms(&IDS),
                ..Vocabularies::default()
            }
        }

        /// Any choices: for each filter, by index among its ids, so many as it takes.
        fn choices() -> impl Strategy<Value = Choices> {
            let indices = prop::collection::vec(any::<prop::sample::Index>(), 0..3);
            prop::collection::vec(indices, Filter::ALL.len()).prop_map(|indices| {
                let mut choices = Choices::default();
                for (filter, indices) in Filter::ALL.into_iter().zip(indices) {
                    let vocabularies = vocabularies();
                    let ids = filter.ids(&vocabularies);
                    for index in indices {
                        choices.toggle(filter, (*index.get(&ids)).to_owned());
                    }
                }
                choices
            })
        }

        proptest! {
            #[test]
            fn whatever_is_chosen_each_count_is_what_choosing_it_instead_would_show(
                cards in prop::collection::vec(card(), 0..8),
                choices in choices(),
            ) {
                let vocabularies = vocabularies();
                let counts = count(&mut cards.iter(), &choices, &Counts::offered(&cards, &vocabularies));
                for filter in Filter::ALL {
                    for id in filter.ids(&vocabularies) {
                        let instead = choices.clone().with(filter, &[id.to_owned()]);
                        let shown = cards.iter().filter(|card| passes(card, &instead)).count();
                        let counted = counts.of(filter).iter().find(|count| count.id == id);
                        prop_assert_eq!(counted.map(|count| count.entries).unwrap_or_default(), shown);
                    }
                }
            }

            #[test]
            fn what_is_pressed_twice_is_chosen_no_longer(choices in choices(), nth in 0..Filter::ALL.len(), id in word(&IDS)) {
                let filter = Filter::ALL[nth];
                let mut toggled = choices.clone();
                toggled.toggle(filter, id.clone());
                prop_assert_eq!(toggled.of(filter).contains(&id), !choices.of(filter).contains(&id));
                prop_assert!(filter.takes_several() || toggled.of(filter).len() < 2);
                toggled.toggle(filter, id.clone());
                prop_assert_eq!(toggled.of(filter).contains(&id), choices.of(filter).contains(&id));
            }
        }
    }

    #[test]
    fn what_is_offered_as_an_effect_are_words_of_the_format() {
        let words = Filter::Effect.words();
        assert!(Basis::WORDS.iter().all(|word| words.contains(word)));
        assert_eq!(words.len(), Basis::WORDS.len() + 1);
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
