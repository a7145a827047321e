//! Filters: the user's choices, which entries pass them, and how many would pass other choices.

use std::slice;

use super::table::Table;
use crate::catalogue::{Card, Kind, Status, Term, Vocabularies};
use crate::order::ordered;

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

impl Counts {
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
}

/// What the entries of a catalogue can be chosen by.
///
/// Each choice has a number. At each letter typed, thousands of entries are counted, and comparing ids was half of a
/// letter's time at 10,000.
///
/// ```
/// use virker::catalogue::{Card, Term, Vocabularies};
/// use virker::search::{Choices, Facets, Filter};
///
/// let card = |arena: &str, audience: &str| Card {
///     arenas: vec![arena.into()],
///     audiences: vec![audience.into()],
///     ..Card::default()
/// };
/// let cards = [card("home", "relatives"), card("home", "staff"), card("work", "staff")];
/// let term = |id: &str| Term { id: id.into(), ..Term::default() };
/// let vocabularies = Vocabularies {
///     arenas: vec![term("home"), term("work")],
///     audiences: vec![term("relatives"), term("staff")],
///     ..Vocabularies::default()
/// };
///
/// let facets = Facets::new(&cards, &vocabularies);
/// let choices = Choices::default().with(Filter::Arena, &["home".into()]);
/// let chosen = facets.chosen(&choices);
/// assert_eq!((0..3).filter(|card| facets.passes(*card, &chosen)).count(), 2);
///
/// let counts = facets.count(&[0, 1, 2], &chosen);
/// let entries = |filter| -> Vec<usize> {
///     counts.of(filter).iter().map(|count| count.entries).collect()
/// };
/// assert_eq!(entries(Filter::Arena), [2, 1], "as if no arena were chosen");
/// assert_eq!(entries(Filter::Audience), [1, 1], "at home");
/// ```
#[derive(Default)]
pub struct Facets {
    /// All choices of all filters by number, in the order of the filters and vocabularies, each with how many of the
    /// catalogue's entries it gives.
    choices: Vec<(Filter, Count)>,
    /// By entry, the numbers of its choices.
    rows: Table<u32>,
    /// By entry, whether it is published.
    published: Vec<bool>,
}

/// Choices by number.
pub struct ChosenNumbers {
    /// A bit for each filter in which something is chosen.
    filters: u8,
    numbers: Vec<bool>,
}

/// A ninth filter needs a wider number for its bit.
const _: () = assert!(Filter::ALL.len() <= u8::BITS as usize);

impl Filter {
    const fn bit(self) -> u8 {
        1 << self as u8
    }
}

impl Facets {
    /// The facets of a catalogue's entries. What an entry has twice is counted once.
    #[must_use]
    pub fn new(cards: &[Card], vocabularies: &Vocabularies) -> Self {
        let mut facets = Self::default();
        for filter in Filter::ALL {
            for id in filter.ids(vocabularies) {
                let id = id.to_owned();
                facets.choices.push((filter, Count { id, entries: 0 }));
            }
        }
        let sorted = facets.sorted();
        for card in cards {
            let is_published = card.status == Status::Published;
            if is_published {
                facets.add(card, &sorted);
            }
            facets.rows.end_row();
            facets.published.push(is_published);
        }
        facets
    }

    /// The numbers of all choices, sorted by filter and id: an entry's are looked up in them.
    fn sorted(&self) -> Vec<usize> {
        let key = |number: usize| {
            let choice = self.choices.get(number);
            choice.map(|(filter, count)| (*filter as u8, count.id.as_str()))
        };
        ordered(self.choices.len(), &|a, b| key(a).cmp(&key(b)))
    }

    /// Adds an entry's choices to the open row, each once. One that has nothing of a filter has 'not stated', where there is
    /// that choice.
    fn add(&mut self, card: &Card, sorted: &[usize]) {
        let mut numbers = Vec::new();
        for filter in Filter::ALL {
            let mut add = |id: &str| {
                let before = |number: &usize| {
                    let choice = self.choices.get(*number);
                    choice.is_some_and(|(of, count)| {
                        (*of as u8, count.id.as_str()) < (filter as u8, id)
                    })
                };
                let Some(number) = sorted.get(sorted.partition_point(before)) else {
                    return;
                };
                if let Some((of, count)) = self.choices.get_mut(*number)
                    && *of == filter
                    && count.id == id
                    && !numbers.contains(number)
                {
                    count.entries += 1;
                    numbers.push(*number);
                }
            };
            match filter.of(card) {
                [] => add(Choices::UNKNOWN),
                ids => ids.iter().for_each(|id| add(id)),
            }
        }
        for number in numbers {
            self.rows.push(u32::try_from(number).unwrap_or(u32::MAX));
        }
    }

    /// Whether a catalogue offers a filter: some entry can be chosen by it. All are offered if there are no entries to tell.
    #[must_use]
    pub fn offers(&self, filter: Filter) -> bool {
        let mut choices = self.choices.iter();
        choices.any(|(of, count)| *of == filter && self.is_offered(count))
    }

    fn is_offered(&self, count: &Count) -> bool {
        count.entries > 0 || self.published.is_empty()
    }

    /// Choices by number, for [`Facets::passes`] and [`Facets::count`].
    #[must_use]
    pub fn chosen(&self, choices: &Choices) -> ChosenNumbers {
        let mut filters = 0;
        for filter in Filter::ALL {
            if !choices.of(filter).is_empty() {
                filters |= filter.bit();
            }
        }
        let mut numbers = Vec::new();
        for (filter, count) in &self.choices {
            numbers.push(choices.of(*filter).contains(&count.id));
        }
        ChosenNumbers { filters, numbers }
    }

    fn row(&self, entry: usize) -> &[u32] {
        self.rows.row(u32::try_from(entry).unwrap_or(u32::MAX))
    }

    /// The filters that an entry does not pass, a bit for each; all for one that is not published.
    fn failed_filters(&self, entry: usize, chosen: &ChosenNumbers) -> u8 {
        if self.published.get(entry) != Some(&true) {
            return u8::MAX;
        }
        let mut failed = chosen.filters;
        if failed != 0 {
            for number in self.row(entry) {
                let number = *number as usize;
                if chosen.numbers.get(number) == Some(&true) {
                    failed &= !self.bit(number);
                }
            }
        }
        failed
    }

    fn bit(&self, number: usize) -> u8 {
        self.choices
            .get(number)
            .map_or(0, |(filter, _)| filter.bit())
    }

    /// Whether an entry is published and passes all filters.
    #[must_use]
    pub fn passes(&self, entry: usize, chosen: &ChosenNumbers) -> bool {
        self.failed_filters(entry, chosen) == 0
    }

    /// Counts, for each choice of each filter, the found entries that pass this choice and all *other* filters: as many as
    /// choosing it would show. What no entry of the catalogue has is left out, and places and organisations that would give
    /// none too, unless chosen.
    #[must_use]
    pub fn count(&self, found: &[usize], chosen: &ChosenNumbers) -> Counts {
        let mut entries = vec![0; self.choices.len()];
        for entry in found {
            let failed = self.failed_filters(*entry, chosen);
            // Another choice in the only filter that it does not pass would show the entry.
            if failed != 0 && !failed.is_power_of_two() {
                continue;
            }
            for number in self.row(*entry) {
                let number = *number as usize;
                if (failed == 0 || self.bit(number) == failed)
                    && let Some(entries) = entries.get_mut(number)
                {
                    *entries += 1;
                }
            }
        }
        let mut counts = Counts::default();
        for ((number, (filter, count)), entries) in self.choices.iter().enumerate().zip(entries) {
            let is_left_out = entries == 0
                && matches!(filter, Filter::Place | Filter::Organisation)
                && chosen.numbers.get(number) != Some(&true);
            if self.is_offered(count) && !is_left_out {
                counts.push(*filter, &count.id, entries);
            }
        }
        counts
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

    /// Whether an entry is published and passes all filters, said as plainly as can be.
    fn passes(entry: &Card, choices: &Choices) -> bool {
        let passes_one = |filter: Filter| {
            let (chosen, has) = (choices.of(filter), filter.of(entry));
            let passes = |id: &String| match has {
                [] => id == Choices::UNKNOWN,
                has => has.contains(id),
            };
            chosen.is_empty() || chosen.iter().any(passes)
        };
        entry.status == Status::Published && Filter::ALL.into_iter().all(passes_one)
    }

    /// How many of these cards each choice would show.
    fn count(cards: &[Card], choices: &Choices, vocabularies: &Vocabularies) -> Counts {
        let facets = Facets::new(cards, vocabularies);
        let all: Vec<usize> = (0..cards.len()).collect();
        facets.count(&all, &facets.chosen(choices))
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
        let counts = count(&entries, &choices, &vocabularies);
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
    fn what_a_vocabulary_or_an_entry_has_twice_is_counted_once() {
        let twice = Card {
            arenas: vec!["hjem".into(), "hjem".into()],
            ..Card::default()
        };
        let vocabularies = Vocabularies {
            arenas: terms(&["job", "hjem", "hjem"]),
            ..Vocabularies::default()
        };
        let counts = count(&[twice], &Choices::default(), &vocabularies);
        assert_eq!(counted(counts.of(Filter::Arena)), [1]);
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
        let offered = count(&entries, &Choices::default(), &vocabularies);
        let ids = |filter| -> Vec<&str> {
            let counts = offered.of(filter).iter();
            counts.map(|count| count.id.as_str()).collect()
        };
        assert_eq!(ids(Filter::Arena), ["hjem"]);
        assert_eq!(ids(Filter::Stage), ["camp", "delt"]);
        assert_eq!(ids(Filter::Effect), [Choices::UNKNOWN]);
        assert!(ids(Filter::Place).is_empty());
        let facets = Facets::new(&entries, &vocabularies);
        assert!(facets.offers(Filter::Stage) && !facets.offers(Filter::Place));
        assert!(Facets::new(&[], &vocabularies).offers(Filter::Place));
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
                let counts = count(&cards, &choices, &vocabularies);
                let facets = Facets::new(&cards, &vocabularies);
                let chosen = facets.chosen(&choices);
                for (index, card) in cards.iter().enumerate() {
                    prop_assert_eq!(facets.passes(index, &chosen), passes(card, &choices));
                }
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
        let facets = Facets::new(&[withdrawn], &Vocabularies::default());
        let chosen = facets.chosen(&Choices::default());
        assert!(!facets.passes(0, &chosen) && !facets.passes(1, &chosen));
    }
}
