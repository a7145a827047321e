//! Which parts of a text answer a query.

use std::ops::Range;

use super::query::{Query, compare};
use crate::danish::words;

/// The byte ranges of `text` that the query found, in order and apart. Each
/// begins and ends at a whole letter.
#[must_use]
pub fn marks(text: &str, query: &Query) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    if query.is_empty() {
        return found;
    }
    for word in words(text) {
        // Of several sought words in one word the longest part is marked.
        let places = query
            .terms()
            .iter()
            .filter_map(|sought| compare(&word.folded, &word.bare, sought));
        let Some(place) = places.max_by_key(|place| (place.how, place.to - place.from)) else {
            continue;
        };
        found.push(if place.in_bare {
            word.source_of_bare(place.from, place.to)
        } else {
            word.source_of_folded(place.from, place.to)
        });
    }
    found
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn marked(text: &str, query: &str) -> Vec<String> {
        marks(text, &Query::new(query))
            .into_iter()
            .map(|range| text[range].to_owned())
            .collect()
    }

    #[test]
    fn a_part_of_a_word_is_marked_where_it_stands() {
        assert_eq!(marked("Bostøtte via video", "støtte"), ["støtte"]);
        assert_eq!(marked("Bostøtte via video", "stotte"), ["støtte"]);
        assert_eq!(marked("Madkassen og aftensmad", "madkas"), ["Madkas"]);
        assert_eq!(marked("Pårørende", "paa"), ["På"]);
        assert_eq!(marked("Ingenting", "mad"), Vec::<String>::new());
    }

    proptest! {
        #[test]
        fn marks_never_split_a_letter_and_never_overlap(text in "[a-zæøåÆØÅé§ .\u{301}🙂]{0,40}", query in "[a-zæøåé ]{0,12}") {
            let mut end = 0;
            for range in marks(&text, &Query::new(&query)) {
                prop_assert!(range.start >= end && range.start < range.end);
                prop_assert!(text.get(range.clone()).is_some());
                end = range.end;
            }
        }
    }
}
