//! A whole catalogue, and reading it tolerantly: a valid entry is shown though
//! its neighbour is invalid.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::fmt;

use super::bodies::{Bodies, Entries};
use super::calculator::Calculator;
use super::diagnostics::{Diagnostics, ReadError};
use super::entry::{Card, Entry, Kind};
use super::from_json::{Read, read};
use super::head::{Head, Parts, Source};
use super::json::Json;
use super::part::PartText;
use super::worksheet::Worksheet;
use crate::danish::hash;
use crate::order::ordered;
use crate::pause::{self, Pause, at_once};

/// The only format that this version reads.
pub const FORMAT: u32 = 1;

/// A catalogue. Its head and its cards are read at once, everything else when
/// it is asked for.
#[derive(Debug, Default)]
pub struct Catalogue {
    /// Who publishes it, and with which vocabularies.
    pub head: Head,
    /// What lists, filters and search need of each readable entry, in the publisher's order.
    pub cards: Vec<Card>,
    /// The thesaurus' rows, each an unread [`ThesaurusRow`](super::ThesaurusRow).
    pub thesaurus: Vec<Json>,
    /// Help in a crisis, each an unread [`Help`](super::Help).
    pub help: Vec<Json>,
    /// Set once, when they are here: all that holds the catalogue sees them then, and nothing is copied.
    bodies: OnceCell<Bodies>,
}

impl Catalogue {
    /// What only opened pages need, if it is here.
    #[must_use]
    pub fn bodies(&self) -> Option<&Bodies> {
        self.bodies.get()
    }

    /// Adds what only opened pages need. It is ignored if it is here already.
    pub fn add_bodies(&self, bodies: Bodies) {
        let _ = self.bodies.set(bodies);
    }

    /// The card of the entry with this id.
    #[must_use]
    pub fn card(&self, id: &str) -> Option<&Card> {
        self.cards.iter().find(|card| card.id == id)
    }

    /// The unread entry of the card with this index. `None` also when it is not here yet, and when there is another
    /// entry in its place.
    #[must_use]
    pub fn body(&self, index: usize) -> Option<Cow<'_, Json>> {
        let card = self.cards.get(index)?;
        self.bodies()?.entries.get(index, &card.id)
    }

    /// Reads the whole entry with this id. Its invalid parts are left out;
    /// [`read`] reports them.
    #[must_use]
    pub fn entry(&self, id: &str) -> Option<Entry> {
        let index = self.cards.iter().position(|card| card.id == id)?;
        let body = self.body(index)?;
        Some(Entry::read(Some(&body), &mut Diagnostics::default()))
    }

    /// The unread calculators; none before they are here.
    #[must_use]
    pub fn calculators(&self) -> &[Json] {
        self.bodies().map_or(&[], |bodies| &bodies.calculators)
    }

    /// Reads the calculator with this id; `None` also when it has an error.
    #[must_use]
    pub fn calculator(&self, id: &str) -> Option<Calculator> {
        read(find(self.calculators(), id)?).ok()
    }

    /// Reads the worksheet with this id; `None` also when it has an error.
    #[must_use]
    pub fn worksheet(&self, id: &str) -> Option<Worksheet> {
        read(find(&self.bodies()?.worksheets, id)?).ok()
    }

    /// The title of the calculator with this id, without reading the rest.
    #[must_use]
    pub fn calculator_title(&self, id: &str) -> Option<&str> {
        find(self.calculators(), id)?.text("title")
    }

    /// The sources that entries and calculators refer to; none before they are here.
    #[must_use]
    pub fn sources(&self) -> &[Source] {
        self.bodies().map_or(&[], |bodies| &bodies.sources)
    }
}

/// The element with this id.
fn find<'a>(elements: &'a [Json], id: &str) -> Option<&'a Json> {
    elements
        .iter()
        .find(|element| element.text("id") == Some(id))
}

/// Why a document is not a catalogue that can be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CatalogueError {
    /// It has no `format` that this version knows, so it is something else.
    NoFormat,
    /// Its format is newer than this version.
    NewerFormat {
        /// The format's number.
        found: u32,
    },
    /// Its head has an error.
    BrokenHead(ReadError),
    /// It has no list of entries.
    NoEntries,
    /// It was published in parts, and a card has an error.
    BrokenCard(BrokenEntry),
}

impl fmt::Display for CatalogueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoFormat => write!(f, "it has no `format` that this version knows"),
            Self::NewerFormat { found } => write!(
                f,
                "its format is {found}, and this version reads only {FORMAT}"
            ),
            Self::BrokenHead(error) => write!(f, "{}: {}", error.path, error.message),
            Self::NoEntries => write!(f, "it has no list `entries`"),
            Self::BrokenCard(broken) => write!(f, "{broken}"),
        }
    }
}

/// An entry that was left out because it could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrokenEntry {
    /// Its index among the document's entries, from 0.
    pub index: usize,
    /// Its id, if that could be read.
    pub id: Option<String>,
    /// The first error in it.
    pub error: ReadError,
}

impl fmt::Display for BrokenEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "entries[{}]", self.index)?;
        if let Some(id) = &self.id {
            write!(f, " ({id})")?;
        }
        write!(f, ": {}: {}", self.error.path, self.error.message)
    }
}

/// Reads a published catalogue, and lists the entries that had to be left out. The document is taken apart: its entries
/// are most of what a page holds in memory, and are not copied.
///
/// An entry is left out when its [`Card`] is incomplete or an earlier entry
/// has its id. See `docs/catalogue-format.md` for all rules.
///
/// # Errors
/// [`CatalogueError`] when there is nothing to show.
///
/// # Examples
/// ```
/// use virker::catalogue::{Json, read_catalogue};
///
/// let document: Json = serde_json::from_str(
///     r#"{
///         "format": 1,
///         "catalogueId": "fjordby",
///         "title": { "da": "Det virker i Fjordby" },
///         "publisher": { "name": "Fjordby Kommune" },
///         "language": "da",
///         "published": "2026-11-22",
///         "vocabularies": {},
///         "entries": [
///             { "id": "cafe-tumling", "kind": "concept", "title": "Café Tumling", "summary": "Et sted for familier." },
///             { "id": "madkassen", "kind": "concept", "title": "Madkassen" }
///         ]
///     }"#,
/// )?;
/// let (catalogue, broken) = read_catalogue(document).unwrap();
/// assert_eq!(catalogue.head.title.in_language("da"), "Det virker i Fjordby");
/// assert_eq!(catalogue.cards.len(), 1);
/// assert_eq!(broken[0].to_string(), "entries[1] (madkassen): summary: is missing");
/// # Ok::<(), serde_json::Error>(())
/// ```
pub fn read_catalogue(document: Json) -> Result<(Catalogue, Vec<BrokenEntry>), CatalogueError> {
    let mut read = read_document(document)?;
    let sources = std::mem::take(&mut read.catalogue.head.sources);
    read.catalogue.add_bodies(Bodies {
        sources,
        calculators: read.rest.take_list("calculators"),
        worksheets: read.rest.take_list("worksheets"),
        entries: Entries::Parsed(read.entries),
    });
    Ok((read.catalogue, read.broken))
}

/// The names of a catalogue's parts, if it was published in parts that can be read.
///
/// # Errors
/// [`CatalogueError`] when it is not a catalogue that this version reads.
pub fn parts(document: &Json) -> Result<Option<Parts>, CatalogueError> {
    check_format(document)?;
    Ok(document.get("parts").and_then(|parts| read(parts).ok()))
}

/// Reads a catalogue from the document that names its parts and from the part with its cards. The rest is added with
/// [`Catalogue::add_bodies`].
///
/// # Errors
/// [`CatalogueError`] when there is nothing to show; also when a card has an error, since what belongs to a card is found
/// by its index.
pub fn read_cards(head: Json, cards: &PartText) -> Result<Catalogue, CatalogueError> {
    at_once(read_cards_with(head, cards, &pause::none))
}

/// How many cards are read between two pauses: they take 3 ms on a slow phone.
const CARDS_AT_A_TIME: usize = 50;

/// [`read_cards`], with pauses.
pub(crate) async fn read_cards_with(
    head: Json,
    cards: &PartText,
    pause: Pause<'_>,
) -> Result<Catalogue, CatalogueError> {
    let (Json::Object(mut document), Some(Json::Object(rest))) = (head, cards.rest()) else {
        return Err(CatalogueError::NoEntries);
    };
    document.extend(rest);
    let mut catalogue = read_head(&mut Json::Object(document))?;
    catalogue.cards.reserve_exact(cards.entry_count());
    for index in 0..cards.entry_count() {
        if index % CARDS_AT_A_TIME == CARDS_AT_A_TIME - 1 {
            pause().await;
        }
        let entry = cards.entry(index).unwrap_or_default();
        let card = read_card(&entry).map_err(|error| broken_entry(index, &entry, error));
        // Each is read by itself: as one tree, they would take several times their text.
        catalogue
            .cards
            .push(card.map_err(CatalogueError::BrokenCard)?);
    }
    pause().await;
    let ids = |index: usize| catalogue.cards.get(index).map(|card| card.id.as_str());
    let repeated = repeated_ids(cards.entry_count(), &ids);
    pause().await;
    match repeated.iter().position(|is_repeated| *is_repeated) {
        None => Ok(catalogue),
        Some(index) => {
            let entry = cards.entry(index).unwrap_or_default();
            let broken = broken_entry(index, &entry, ReadError::repeated());
            Err(CatalogueError::BrokenCard(broken))
        }
    }
}

fn check_format(document: &Json) -> Result<(), CatalogueError> {
    let format = document
        .get("format")
        .and_then(Json::whole)
        .ok_or(CatalogueError::NoFormat)?;
    match u32::try_from(format) {
        Ok(FORMAT) => Ok(()),
        Ok(found) if found > FORMAT => Err(CatalogueError::NewerFormat { found }),
        _ => Err(CatalogueError::NoFormat),
    }
}

/// A document whose head and cards have been read.
struct ReadDocument {
    catalogue: Catalogue,
    /// The entries whose cards could be read.
    entries: Vec<Json>,
    broken: Vec<BrokenEntry>,
    /// What is left of the document.
    rest: Json,
}

fn read_document(mut document: Json) -> Result<ReadDocument, CatalogueError> {
    check_format(&document)?;
    let Some(Json::List(entries)) = document.take("entries") else {
        return Err(CatalogueError::NoEntries);
    };
    let mut read = ReadDocument {
        catalogue: read_head(&mut document)?,
        entries: Vec::new(),
        broken: Vec::new(),
        rest: document,
    };
    read.cards(entries);
    Ok(read)
}

/// The catalogue in a document, without its entries.
fn read_head(document: &mut Json) -> Result<Catalogue, CatalogueError> {
    check_format(document)?;
    Ok(Catalogue {
        head: read(document).map_err(CatalogueError::BrokenHead)?,
        thesaurus: document.take_list("thesaurus"),
        help: document.take_list("help"),
        ..Catalogue::default()
    })
}

/// A card without its invalid optional parts, or the first error of one that is incomplete.
fn read_card(entry: &Json) -> Result<Card, ReadError> {
    let mut diagnostics = Diagnostics::default();
    let mut card = Card::read(Some(entry), &mut diagnostics);
    // What this version does not know is chosen and counted as 'other'.
    if !Kind::WORDS.contains(&card.kind.as_str()) {
        Kind::OTHER.clone_into(&mut card.kind);
    }
    match diagnostics.incomplete {
        false => Ok(card),
        true => Err(diagnostics.into_first_error().unwrap_or_default()),
    }
}

fn broken_entry(index: usize, entry: &Json, error: ReadError) -> BrokenEntry {
    let id = entry.text("id").map(str::to_owned);
    BrokenEntry { index, id, error }
}

impl ReadDocument {
    /// Reads the cards of all entries. Of two entries with one id, the first is
    /// kept, because links name entries by id.
    fn cards(&mut self, entries: Vec<Json>) {
        let ids = |index: usize| entries.get(index).and_then(|entry| entry.text("id"));
        let repeated = repeated_ids(entries.len(), &ids);
        for (index, (entry, is_repeated)) in entries.into_iter().zip(repeated).enumerate() {
            let error = match read_card(&entry) {
                Ok(card) if !is_repeated || self.catalogue.card(&card.id).is_none() => {
                    self.catalogue.cards.push(card);
                    self.entries.push(entry);
                    continue;
                }
                Ok(_) => ReadError::repeated(),
                Err(error) => error,
            };
            self.broken.push(broken_entry(index, &entry, error));
        }
    }
}

/// For each of so many entries, whether an earlier one has its id. Looking each up among all before it would take seconds
/// in a large catalogue.
fn repeated_ids<'a>(length: usize, id: &dyn Fn(usize) -> Option<&'a str>) -> Vec<bool> {
    // Ids that begin alike are told apart sooner by their hashes.
    let hashes: Vec<u32> = (0..length)
        .map(|index| hash(id(index).unwrap_or_default().as_bytes()))
        .collect();
    let by_id = ordered(length, &|a, b| {
        let by_hash = hashes.get(a).cmp(&hashes.get(b));
        by_hash.then_with(|| id(a).cmp(&id(b)))
    });
    let mut repeated = vec![false; length];
    for pair in by_id.windows(2) {
        if let [one, next] = pair
            && id(*one) == id(*next)
            && let Some(repeated) = repeated.get_mut(*next)
        {
            *repeated = true;
        }
    }
    repeated
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::entry::Kind;

    fn json(text: &str) -> Json {
        serde_json::from_str(text).unwrap()
    }

    const HEAD: &str = r#""format": 1, "catalogueId": "c", "title": {"da": "T"}, "publisher": {"name": "P"},
        "language": "da", "published": "2026-11-22", "vocabularies": {}"#;

    fn entry(id: &str) -> String {
        format!(r#"{{"id": "{id}", "kind": "concept", "title": "T", "summary": "S"}}"#)
    }

    #[test]
    fn a_kind_that_is_not_known_is_other() {
        let entry = serde_json::json!({ "id": "a", "kind": "sang", "title": "A", "summary": "B",
            "arenas": [], "audiences": [], "organisations": [], "places": [], "kkrGoals": [] });
        let card = read_card(&serde_json::from_value(entry).unwrap()).unwrap();
        assert_eq!(card.kind, Kind::OTHER);
    }

    #[test]
    fn a_valid_entry_is_read_though_its_neighbour_is_invalid() {
        let bad = r#"{"id": "b", "kind": "concept", "title": 7, "summary": "S"}"#;
        let text = format!(
            "{{{HEAD}, \"entries\": [{}, {bad}, {}, {}]}}",
            entry("a"),
            entry("c"),
            entry("a")
        );
        let (catalogue, broken) = read_catalogue(json(&text)).unwrap();
        assert_eq!(
            catalogue
                .cards
                .iter()
                .map(|card| card.id.as_str())
                .collect::<Vec<_>>(),
            ["a", "c"]
        );
        let messages: Vec<String> = broken.iter().map(ToString::to_string).collect();
        assert_eq!(
            messages,
            [
                "entries[1] (b): title: expected text",
                "entries[3] (a): id: an earlier entry has this id"
            ]
        );
    }

    #[test]
    fn of_entries_with_one_id_the_first_that_can_be_read_is_kept() {
        let bad = r#"{"id": "a", "kind": "concept", "title": "T"}"#;
        let text = format!(
            "{{{HEAD}, \"entries\": [{bad}, {}, {}, {}]}}",
            entry("a"),
            entry("b"),
            entry("a")
        );
        let (catalogue, broken) = read_catalogue(json(&text)).unwrap();
        assert_eq!((catalogue.cards.len(), broken.len()), (2, 2));
        let indices: Vec<usize> = broken.iter().map(|broken| broken.index).collect();
        assert_eq!(indices, [0, 3]);
    }

    #[test]
    fn documents_that_are_no_catalogue_are_distinguished() {
        let read = |text: &str| read_catalogue(json(text)).map(|_| ()).unwrap_err();
        assert_eq!(read("[]"), CatalogueError::NoFormat);
        assert_eq!(
            read("{\"format\": 2}"),
            CatalogueError::NewerFormat { found: 2 }
        );
        assert_eq!(read("{\"format\": 1}"), CatalogueError::NoEntries);
        let Err(CatalogueError::BrokenHead(error)) =
            read_catalogue(json("{\"format\": 1, \"entries\": []}"))
        else {
            panic!("a head was read");
        };
        assert_eq!(
            error,
            ReadError {
                path: "catalogueId".into(),
                message: "is missing".into()
            }
        );
    }

    #[test]
    fn many_cards_are_read_with_pauses() {
        let ids = (0..2 * CARDS_AT_A_TIME + 1).map(|id| entry(&id.to_string()));
        let lines = ids.collect::<Vec<_>>().join(",\n");
        let cards = PartText::new(
            format!("{{\"entries\":[\n{lines}\n]}}\n")
                .into_bytes()
                .into(),
        );
        let head = json(&format!("{{{HEAD}}}"));
        let pauses = pause::tests::counter();
        let pause = || pause::tests::counted(pauses);
        let paused = at_once(read_cards_with(head.clone(), &cards, &pause)).unwrap();
        assert!(pauses.get() >= 4, "{} pauses", pauses.get());
        assert_eq!(paused.cards.len(), 2 * CARDS_AT_A_TIME + 1);
        assert_eq!(paused.cards, read_cards(head, &cards).unwrap().cards);
    }

    #[test]
    fn an_unknown_kind_is_other_and_another_unknown_word_is_an_error() {
        let text = entry("a")
            .replace("concept", "song")
            .replace('}', ", \"colour\": \"red\"}");
        let entry: Entry = read(&json(&text)).unwrap();
        assert_eq!(entry.kind, Kind::Other);
        let invalid = json(&text.replace(
            "\"T\"",
            "\"T\", \"outcomes\": [{\"text\": \"x\", \"basis\": \"hoped\", \"by\": \"b\"}]",
        ));
        assert_eq!(
            read::<Entry>(&invalid).unwrap_err().path,
            "outcomes[0].basis"
        );
    }

    #[test]
    fn an_invalid_part_of_an_entry_is_left_out_and_never_guessed() {
        let text = entry("a").replace(
            '}',
            r#", "effects": {"levels": [{"level": "impact", "state": "perhaps"}, {"level": "respons", "state": "examined"}]},
                "outcomes": [{"text": "x", "basis": "hoped", "by": "b"}], "keyFigure": {"value": 7, "text": "x"}}"#,
        );
        let mut diagnostics = Diagnostics::default();
        let entry = Entry::read(Some(&json(&text)), &mut diagnostics);
        let levels: Vec<String> = entry
            .effects
            .unwrap_or_default()
            .levels
            .into_iter()
            .map(|level| level.level)
            .collect();
        assert_eq!(levels, ["respons"]);
        assert_eq!((entry.outcomes.len(), entry.key_figure), (0, None));
        assert_eq!(diagnostics.errors.len(), 3);
    }

    #[test]
    fn unknown_keys_are_recorded_when_asked_for() {
        let mut diagnostics = Diagnostics::with_unknown_keys();
        let text = entry("a")
            .replace("summary", "sumary")
            .replace('}', ", \"keyFigure\": {\"value\": \"1\", \"txt\": \"\"}}");
        Entry::read(Some(&json(&text)), &mut diagnostics);
        let unknown: Vec<String> = diagnostics
            .unknown_keys
            .unwrap()
            .into_iter()
            .map(|unknown| unknown.path)
            .collect();
        assert_eq!(unknown, ["sumary", "keyFigure.txt"]);
        let errors: Vec<String> = diagnostics
            .errors
            .into_iter()
            .map(|error| error.path)
            .collect();
        assert_eq!(errors, ["summary", "keyFigure.text"]);
    }
}
