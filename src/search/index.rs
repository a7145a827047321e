//! The index: which words stand in which field of which entry.
//!
//! This first engine is plain: folding, whole words, beginnings and insides of
//! words, over all fields. It is built in the page from the catalogue.

use super::query::{Match, Query, compare};
use crate::catalogue::{self, Card, Catalogue, Head, Json, term};
use crate::danish::{Word, words};
use crate::order::ordered;

/// An entry that answers a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Its place among the catalogue's entries.
    pub entry: usize,
    /// How well it answers: more is better; only comparable within one query.
    pub score: u32,
}

/// What a match in a field counts. A title says what an entry is about, a
/// body merely mentions.
#[derive(Clone, Copy)]
enum Field {
    Title = 12,
    Summary = 6,
    Label = 5,
    Body = 2,
}

/// A word of the catalogue, and where it stands.
struct Term {
    folded: String,
    bare: String,
    /// (entry, highest weight of a field that holds the word), by entry.
    places: Vec<(usize, u32)>,
}

/// A catalogue made ready for searching.
#[derive(Default)]
pub struct Index {
    terms: Vec<Term>,
    entries: usize,
}

/// A word where it was met.
struct Occurrence {
    word: Word,
    entry: usize,
    weight: u32,
}

impl Index {
    /// Indexes every field of every entry.
    #[must_use]
    pub fn new(catalogue: &Catalogue) -> Self {
        let mut met: Vec<Option<Occurrence>> = Vec::new();
        for (entry, (card, body)) in catalogue.cards.iter().zip(&catalogue.entries).enumerate() {
            each_text(card, body, &catalogue.head, &mut |field, text| {
                let weight = field as u32;
                met.extend(words(text).map(|word| {
                    Some(Occurrence {
                        word,
                        entry,
                        weight,
                    })
                }));
            });
        }
        let folded = |place: usize| {
            met.get(place)
                .and_then(Option::as_ref)
                .map(|one| one.word.folded.as_str())
        };
        let order = ordered(met.len(), &|a, b| folded(a).cmp(&folded(b)));
        let mut terms: Vec<Term> = Vec::new();
        for place in order {
            let Some(Occurrence {
                word,
                entry,
                weight,
            }) = met.get_mut(place).and_then(Option::take)
            else {
                continue;
            };
            match terms.last_mut() {
                Some(term) if term.folded == word.folded => match term.places.last_mut() {
                    Some(last) if last.0 == entry => last.1 = last.1.max(weight),
                    _ => term.places.push((entry, weight)),
                },
                _ => terms.push(Term {
                    folded: word.folded,
                    bare: word.bare,
                    places: vec![(entry, weight)],
                }),
            }
        }
        Self {
            terms,
            entries: catalogue.cards.len(),
        }
    }

    /// The entries that answer the query, best first; ties by the catalogue's
    /// order.
    #[must_use]
    pub fn search(&self, query: &Query) -> Vec<Hit> {
        let mut found = vec![(0_u32, 0_u32); self.entries];
        for sought in query.terms() {
            let mut best = vec![0_u32; self.entries];
            for term in &self.terms {
                let Some(place) = compare(&term.folded, &term.bare, sought) else {
                    continue;
                };
                let exactness = match place.how {
                    Match::Whole => 8,
                    Match::Start => 5,
                    Match::Inside => 3,
                };
                // A rare word tells more than one that is everywhere.
                let rarity = 4 + (self.entries / term.places.len().max(1)).min(64).ilog2();
                for &(entry, weight) in &term.places {
                    if let Some(score) = best.get_mut(entry) {
                        *score = (*score).max(exactness * weight * rarity);
                    }
                }
            }
            for (sum, score) in found.iter_mut().zip(best) {
                sum.0 += u32::from(score > 0);
                sum.1 += score;
            }
        }
        let needed = u32::try_from(query.needed()).unwrap_or(u32::MAX).max(1);
        let hit = |entry: usize| found.get(entry).copied().unwrap_or_default();
        let order = ordered(self.entries, &|a, b| hit(b).cmp(&hit(a)));
        order
            .into_iter()
            .map(|entry| (entry, hit(entry)))
            .take_while(|(_, (words, _))| *words >= needed)
            .map(|(entry, (_, score))| Hit { entry, score })
            .collect()
    }
}

/// Every text of an entry that a person may search for, with its field.
fn each_text(card: &Card, entry: &Json, head: &Head, visit: &mut dyn FnMut(Field, &str)) {
    let vocabularies = &head.vocabularies;
    visit(Field::Title, &card.title);
    visit(Field::Summary, &card.summary);
    let lists: [(&[catalogue::Term], &[String]); 4] = [
        (&vocabularies.arenas, &card.arenas),
        (&vocabularies.audiences, &card.audiences),
        (&vocabularies.organisations, &card.organisations),
        (&vocabularies.places, &card.places),
    ];
    for (terms, ids) in lists {
        for id in ids {
            if let Some(term) = term(terms, id) {
                visit(Field::Label, term.label.in_language(&head.language));
            }
        }
    }
    if let Json::Object(fields) = entry {
        for (key, value) in fields {
            match key.as_str() {
                // These were visited above, or are names of other things.
                "title" | "summary" | "classifiedBy" | "related" | "sources" | "calculators"
                | "worksheets" => {}
                "targetGroups" => body_texts(value, &mut |text| visit(Field::Label, text)),
                _ => body_texts(value, &mut |text| visit(Field::Body, text)),
            }
        }
    }
}

/// The texts in a part of an entry. A text without a space is an id or a word
/// of the format, unless it stands where a method's or an act's name does.
fn body_texts(json: &Json, visit: &mut dyn FnMut(&str)) {
    match json {
        Json::Text(text) => {
            if text.contains(' ') || text.starts_with(|c: char| c.is_ascii_uppercase()) {
                visit(text);
            }
        }
        Json::List(elements) => elements
            .iter()
            .for_each(|element| body_texts(element, visit)),
        Json::Object(fields) => fields
            .iter()
            .for_each(|(_, value)| body_texts(value, visit)),
        Json::Null | Json::Bool(_) | Json::Number(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::{Index, Query};
    use crate::catalogue::{Catalogue, Json};

    fn catalogue() -> Catalogue {
        let json: Json = serde_json::from_str(
            r#"{
                "format": 1, "catalogueId": "c", "title": {}, "publisher": {"name": "P"}, "language": "da",
                "published": "2026",
                "vocabularies": {"places": [{"id": "aarhus", "label": {"da": "Aarhus"}}]},
                "entries": [
                    {"id": "video", "kind": "concept", "title": "Bostøtte via videosamtaler",
                     "summary": "Tal med din bostøtte på skærmen.", "solution": {"text": "Mindre kørsel."}},
                    {"id": "madkassen", "kind": "concept", "title": "Madkassen",
                     "summary": "Let mad i to måneder.", "facts": [{"text": "En støtte, når du kommer hjem."}]},
                    {"id": "job", "kind": "concept", "title": "Flexjobbevis", "places": ["aarhus"],
                     "summary": "Søg selv job.", "solution": {"text": "Pårørende kan hjælpe."}}
                ]
            }"#,
        )
        .unwrap();
        crate::catalogue::read_catalogue(&json).unwrap().0
    }

    fn found(query: &str) -> Vec<String> {
        let catalogue = catalogue();
        let hits = Index::new(&catalogue).search(&Query::new(query));
        hits.iter()
            .map(|hit| catalogue.cards[hit.entry].id.clone())
            .collect()
    }

    #[test]
    fn a_title_that_begins_with_the_word_comes_before_a_body_that_holds_it() {
        assert_eq!(found("støtte"), ["video", "madkassen"]);
        assert_eq!(found("mad"), ["madkassen"]);
    }

    #[test]
    fn letters_are_found_however_they_are_spelled() {
        for query in [
            "pårørende",
            "paaroerende",
            "parorende",
            "PÅRØRENDE",
            "århus",
            "aarhus",
        ] {
            assert_eq!(found(query), ["job"], "{query}");
        }
    }

    #[test]
    fn both_of_two_words_are_needed_and_half_of_a_sentence() {
        assert_eq!(found("mad job"), Vec::<String>::new());
        assert_eq!(
            found("jeg mangler mad når jeg kommer hjem igen"),
            ["madkassen"]
        );
    }

    #[test]
    fn nothing_is_found_where_there_is_nothing() {
        for query in ["", "rideterapi", "🙂", "§ 85", "\u{202e}dam"] {
            assert!(found(query).is_empty(), "{query}");
        }
    }
}
