//! Any query: no panic, marks at whole letters, scores in order.
#![no_main]

use libfuzzer_sys::fuzz_target;
use virker::catalogue::{Catalogue, Json, ThesaurusRow, read, read_catalogue};
use virker::search::{Index, Plain, Weights, ask, build, snippet};

const CATALOGUE: &str = include_str!("../catalogue.json");

fn catalogue() -> &'static Catalogue {
    // A catalogue is for one thread.
    thread_local! {
        static READ: &'static Catalogue = Box::leak(Box::new({
            let json: Json = serde_json::from_str(CATALOGUE).expect("the fixture is JSON");
            read_catalogue(json).expect("the fixture is a catalogue").0
        }));
    }
    READ.with(|read| *read)
}

thread_local! {
    static INDEX: Index = {
        let rows: Vec<ThesaurusRow> = catalogue().thesaurus.iter().filter_map(|row| read(row).ok()).collect();
        build(catalogue(), &rows, &Plain, &Weights::default()).index
    };
}

fuzz_target!(|input: (bool, &str)| {
    let (literal, text) = input;
    INDEX.with(|index| {
        let found = ask(catalogue(), index, text, literal);
        assert!(
            found
                .hits
                .windows(2)
                .all(|pair| pair[0].score >= pair[1].score)
        );
        for hit in &found.hits {
            let card = &catalogue().cards[hit.entry];
            let _ = index.reasons(hit.entry, &found);
            let _ = snippet(catalogue(), index, hit.entry, &found);
            for shown in [card.title.as_str(), card.summary.as_str(), text] {
                let mut end = 0;
                for mark in index.marks(shown, &found) {
                    assert!(mark.start >= end && mark.start < mark.end);
                    assert!(shown.get(mark.clone()).is_some());
                    end = mark.end;
                }
            }
        }
    });
});
