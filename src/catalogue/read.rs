//! Tolerant reading: a good entry is shown though its neighbour is broken.

use std::fmt;

use super::{Card, Catalogue, Diagnostics, FORMAT, FromJson, Head, Json, Read, ReadError};

/// Why a document is not a catalogue that can be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CatalogueError {
    /// It has no `format`, so it is something else.
    NoFormat,
    /// It is of a format that came after this version.
    NewerFormat {
        /// The format's number.
        found: u32,
    },
    /// Its head could not be read.
    BrokenHead(ReadError),
    /// It has no list of entries.
    NoEntries,
}

/// An entry that was left out because it could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// Its place among the entries, from 0.
    pub index: usize,
    /// Its id, if that could be read.
    pub id: Option<String>,
    /// What was wrong with it.
    pub wrong: ReadError,
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "entries[{}]", self.index)?;
        if let Some(id) = &self.id {
            write!(f, " ({id})")?;
        }
        write!(f, ": {}: {}", self.wrong.path, self.wrong.message)
    }
}

/// Reads one value, or says what was wrong first.
///
/// # Errors
/// The path to the first wrong value, and what is needed there.
pub fn read<T: Read>(json: &Json) -> Result<T, ReadError> {
    let mut read = T::BLANK;
    match fill(json, &mut read) {
        None => Ok(read),
        Some(wrong) => Err(wrong),
    }
}

/// Fills a blank value, and says what was wrong first.
fn fill(json: &Json, blank: &mut dyn FromJson) -> Option<ReadError> {
    let mut trail = Diagnostics::default();
    blank.fill(Some(json), &mut trail);
    trail.into_first()
}

/// Reads what can be read of a catalogue, and tells what could not.
///
/// # Errors
/// [`CatalogueError`] when there is nothing that can be shown.
pub fn read_catalogue(document: &Json) -> Result<(Catalogue, Vec<Broken>), CatalogueError> {
    let format = document
        .get("format")
        .and_then(Json::whole)
        .ok_or(CatalogueError::NoFormat)?;
    match u32::try_from(format) {
        Ok(FORMAT) => {}
        Ok(found) if found > FORMAT => return Err(CatalogueError::NewerFormat { found }),
        _ => return Err(CatalogueError::NoFormat),
    }
    let Some(Json::List(entries)) = document.get("entries") else {
        return Err(CatalogueError::NoEntries);
    };
    let head: Head = read(document).map_err(CatalogueError::BrokenHead)?;
    let mut catalogue = Catalogue {
        head,
        ..Catalogue::default()
    };
    let broken = read_entries(entries, &mut catalogue);
    let list = |key: &str| match document.get(key) {
        Some(Json::List(elements)) => elements.clone(),
        _ => Vec::new(),
    };
    catalogue.calculators = list("calculators");
    catalogue.worksheets = list("worksheets");
    catalogue.thesaurus = list("thesaurus");
    catalogue.help = list("help");
    Ok((catalogue, broken))
}

/// Reads the cards of all entries. Ids name entries, so the first of two with
/// the same id is kept.
fn read_entries(entries: &[Json], catalogue: &mut Catalogue) -> Vec<Broken> {
    let mut broken = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        // A card is shown without its wrong parts, unless it needs them.
        let mut trail = Diagnostics::default();
        let card = Card::read(Some(entry), &mut trail);
        let wrong = if trail.spoilt {
            trail.into_first()
        } else if catalogue.card(&card.id).is_some() {
            Some(ReadError {
                path: "id".into(),
                message: "an earlier entry has this id".into(),
            })
        } else {
            catalogue.cards.push(card);
            catalogue.entries.push(entry.clone());
            None
        };
        let Some(wrong) = wrong else {
            continue;
        };
        let id = entry.text("id").map(str::to_owned);
        broken.push(Broken { index, id, wrong });
    }
    broken
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Entry;
    use crate::number::Decimal;

    fn json(text: &str) -> Json {
        serde_json::from_str(text).unwrap()
    }

    const HEAD: &str = r#""format": 1, "catalogueId": "c", "title": {"da": "T"}, "publisher": {"name": "P"},
        "language": "da", "published": "2026-11-22", "vocabularies": {}"#;

    fn entry(id: &str) -> String {
        format!(r#"{{"id": "{id}", "kind": "concept", "title": "T", "summary": "S"}}"#)
    }

    #[test]
    fn a_good_entry_is_read_though_its_neighbour_is_broken() {
        let bad = r#"{"id": "b", "kind": "concept", "title": 7, "summary": "S"}"#;
        let text = format!(
            "{{{HEAD}, \"entries\": [{}, {bad}, {}, {}]}}",
            entry("a"),
            entry("c"),
            entry("a")
        );
        let (catalogue, broken) = read_catalogue(&json(&text)).unwrap();
        assert_eq!(
            catalogue
                .cards
                .iter()
                .map(|card| card.id.as_str())
                .collect::<Vec<_>>(),
            ["a", "c"]
        );
        let told: Vec<String> = broken.iter().map(ToString::to_string).collect();
        assert_eq!(
            told,
            [
                "entries[1] (b): title: a text is needed here",
                "entries[3] (a): id: an earlier entry has this id"
            ]
        );
    }

    #[test]
    fn what_is_no_catalogue_of_this_format_is_told_apart() {
        let read = |text: &str| read_catalogue(&json(text)).map(|_| ()).unwrap_err();
        assert_eq!(read("[]"), CatalogueError::NoFormat);
        assert_eq!(
            read("{\"format\": 2}"),
            CatalogueError::NewerFormat { found: 2 }
        );
        assert_eq!(read("{\"format\": 1}"), CatalogueError::NoEntries);
        let Err(CatalogueError::BrokenHead(wrong)) =
            read_catalogue(&json("{\"format\": 1, \"entries\": []}"))
        else {
            panic!("a head was read");
        };
        assert_eq!(
            wrong,
            ReadError {
                path: "catalogueId".into(),
                message: "is missing".into()
            }
        );
    }

    #[test]
    fn words_of_a_newer_catalogue_are_taken_for_what_they_may_be() {
        let text = entry("a")
            .replace("concept", "song")
            .replace('}', ", \"colour\": \"red\"}");
        let entry: Entry = read(&json(&text)).unwrap();
        assert_eq!(entry.kind, super::super::Kind::Other);
        let wrong = json(&text.replace(
            "\"T\"",
            "\"T\", \"outcomes\": [{\"text\": \"x\", \"basis\": \"hoped\", \"by\": \"b\"}]",
        ));
        assert_eq!(read::<Entry>(&wrong).unwrap_err().path, "outcomes[0].basis");
    }

    #[test]
    fn a_part_of_an_entry_that_is_wrong_is_left_out_and_never_guessed() {
        let text = entry("a").replace(
            '}',
            r#", "effects": {"levels": [{"level": "impact", "state": "perhaps"}, {"level": "respons", "state": "examined"}]},
                "outcomes": [{"text": "x", "basis": "hoped", "by": "b"}], "keyFigure": {"value": 7, "text": "x"}}"#,
        );
        let mut trail = Diagnostics::default();
        let entry = Entry::read(Some(&json(&text)), &mut trail);
        let levels: Vec<String> = entry
            .effects
            .unwrap_or_default()
            .levels
            .into_iter()
            .map(|level| level.level)
            .collect();
        assert_eq!(levels, ["respons"]);
        assert_eq!((entry.outcomes.len(), entry.key_figure), (0, None));
        assert_eq!(trail.wrong.len(), 3);
    }

    #[test]
    fn keys_that_nobody_knows_are_noted_when_asked_for() {
        let mut trail = Diagnostics::noting_unknown();
        let text = entry("a")
            .replace("summary", "sumary")
            .replace('}', ", \"keyFigure\": {\"value\": \"1\", \"txt\": \"\"}}");
        Entry::read(Some(&json(&text)), &mut trail);
        let unknown: Vec<String> = trail
            .unknown
            .unwrap()
            .into_iter()
            .map(|unknown| unknown.path)
            .collect();
        assert_eq!(unknown, ["sumary", "keyFigure.txt"]);
        let wrong: Vec<String> = trail.wrong.into_iter().map(|wrong| wrong.path).collect();
        assert_eq!(wrong, ["summary", "keyFigure.text"]);
    }

    #[test]
    fn decimals_are_whole_numbers_or_quoted() {
        assert_eq!(read::<Decimal>(&json("4165")), Ok(Decimal::whole(4165)));
        assert_eq!(read::<Decimal>(&json("4165.0")), Ok(Decimal::whole(4165)));
        assert_eq!(
            read::<Decimal>(&json("\"69.42\"")).map(|number| number.to_string()),
            Ok("69.42".into())
        );
        assert!(read::<Decimal>(&json("69.42")).is_err());
        assert!(read::<Decimal>(&json("9007199254740993")).is_err());
    }
}
