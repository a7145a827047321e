//! Builds `catalogue.json`. The same sources give the same bytes.

use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::{fmt, io};

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::opening;
use super::parts::{self, PartFile};
use super::report::Report;
use super::rules;
use super::search::{index, thesaurus};
use super::sources::{self, Part, Sources, read_parts};
use super::write::{WriteError, write_files};
use crate::catalogue::{
    Basis, Catalogue, Entry, FORMAT, Help, Json, Outcome, Relation, ThesaurusRow, read_catalogue,
};
use crate::danish::alphabetical;
use crate::panel::LoadedCatalogue;
use crate::search::{Triggers, Weights};

/// Why nothing was built or written.
#[derive(Debug)]
pub enum BuildError {
    /// The sources have errors.
    Refused(Report),
    /// A file or folder could not be written.
    Write {
        /// The file or folder.
        path: PathBuf,
        /// The operating system's error.
        error: io::Error,
    },
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(report) => write!(f, "{report}"),
            Self::Write { path, error } => {
                write!(f, "{} cannot be written: {error}", path.display())
            }
        }
    }
}

impl std::error::Error for BuildError {}

impl From<WriteError> for BuildError {
    fn from(WriteError { path, error }: WriteError) -> Self {
        Self::Write { path, error }
    }
}

/// What is published: `catalogue.json`, and the files beside it.
pub struct Published {
    /// `catalogue.json`: who publishes the catalogue, and the names of its parts.
    pub head: String,
    /// What lists, filters and search need of each entry.
    pub cards: PartFile,
    /// What a page with a search of its own reads in place of the cards.
    pub vocabularies: PartFile,
    /// What opened pages need: whole entries, calculators, worksheets and sources. The first names the others.
    pub bodies: Vec<PartFile>,
    /// What pages show of each calculator before the engine stands.
    pub openings: Vec<PartFile>,
    /// The search index.
    pub index: PartFile,
    /// What the dictionary knows about the catalogue's words.
    pub lexicon: PartFile,
    /// The whole catalogue as one document, [`WHOLE`]: for others to reuse, and for a page whose parts do not belong
    /// together.
    pub document: String,
}

impl Published {
    /// The parts, in the order in which a page needs them.
    pub fn parts(&self) -> impl Iterator<Item = &PartFile> {
        [&self.cards, &self.index, &self.lexicon]
            .into_iter()
            .chain(&self.bodies)
            .chain([&self.vocabularies])
            .chain(&self.openings)
    }
}

/// The file that names the others.
const HEAD: &str = "catalogue.json";

/// The file name of the whole catalogue.
pub const WHOLE: &str = "catalogue-whole.json";

/// The licence of the lexicon, which holds extracts of a dictionary.
const NOTICE: &str = include_str!("../../dictionary/NOTICE");

/// Checks the sources in a folder and builds what is published.
///
/// The result depends on nothing but the files' contents and names: not on the
/// time, and not on the order in which the file system lists them.
///
/// # Errors
/// [`BuildError::Refused`] when the sources have an error.
///
/// # Examples
/// ```
/// use std::path::Path;
///
/// use virker::publish::build;
///
/// let (published, report) = build(Path::new("tests/data/sources/good"))?;
/// assert_eq!(report.errors(), 0);
/// assert!(published.head.starts_with(r#"{"format":1,"catalogueId":"proeve","#));
/// # Ok::<(), virker::publish::BuildError>(())
/// ```
pub fn build(sources: &Path) -> Result<(Published, Report), BuildError> {
    let (sources, report) = checked(sources)?;
    Ok((published(sources), report))
}

/// The whole document of sources that have no error.
pub(super) fn checked_document(sources: &Path) -> Result<(Map<String, Value>, Report), BuildError> {
    let (sources, report) = checked(sources)?;
    Ok((document(sources), report))
}

fn checked(sources: &Path) -> Result<(Sources, Report), BuildError> {
    let (sources, mut findings) = sources::read(sources);
    rules::check(&sources, &mut findings);
    let report = Report::new(&sources, findings);
    if report.errors() > 0 {
        return Err(BuildError::Refused(report));
    }
    Ok((sources, report))
}

/// The document with its index and lexicon. Both hold a fingerprint of what is
/// searched, and the document holds their names with a hash of their contents.
fn published(sources: Sources) -> Published {
    let rows = rows(&sources);
    let mut document = document(sources);
    // Checked sources can be read; if they could not, there would be no entries to index.
    let json = Json::deserialize(&document).unwrap_or_default();
    let catalogue = read_catalogue(json)
        .map(|(catalogue, _)| catalogue)
        .unwrap_or_default();
    let (index, lexicon) = index(&catalogue, &rows, &Weights::default());
    let fingerprint = format!("{:016x}", index.fingerprint());
    let index = PartFile::new("catalogue.index", index.to_bytes());
    let lexicon = PartFile::new("catalogue.lexicon", lexicon.to_bytes());
    let names = json!({
        "file": index.name,
        "lexicon": lexicon.name,
        "fingerprint": fingerprint,
    });
    document.insert("index".to_owned(), names.clone());
    let (cards, bodies) = (parts::cards(&document), parts::bodies(&document));
    let catalogue = Rc::new(LoadedCatalogue::new(String::new(), catalogue, 0));
    let openings = Openings::new(&catalogue);
    let mut head = parts::head(&document);
    head.insert("index".to_owned(), names);
    let parts = json!({
        "cards": cards.reference(),
        "entries": bodies.first().map(PartFile::reference),
        "openings": openings.pattern,
        "whole": WHOLE,
    });
    head.insert("parts".to_owned(), parts);
    // Last, so that the names can be read by a person too.
    head.insert("opening".to_owned(), opening::panel(&catalogue));
    Published {
        head: line(head),
        vocabularies: parts::vocabularies(&document, &cards),
        cards,
        bodies,
        openings: openings.files,
        index,
        lexicon,
        document: line(document),
    }
}

/// The openings of the calculators, for pages on which one stands alone.
struct Openings {
    /// Their names, with [`PLACE`] for a calculator's id: a list of names would grow with the catalogue.
    pattern: String,
    files: Vec<PartFile>,
}

/// Where a calculator's id is in the name of its opening.
const PLACE: &str = "*";

impl Openings {
    fn new(catalogue: &Rc<LoadedCatalogue>) -> Self {
        let ids = catalogue.catalogue.calculators().iter();
        let openings: Vec<_> = ids
            .filter_map(|calculator| {
                let id = calculator.text("id")?;
                let text = opening::calculator(catalogue, id).to_string();
                Some((id, text.into_bytes()))
            })
            .collect();
        let all: Vec<u8> = openings
            .iter()
            .flat_map(|(_, bytes)| bytes.clone())
            .collect();
        let pattern = PartFile::new(&format!("catalogue.opening-{PLACE}.json"), all).name;
        let file = |(id, bytes)| PartFile {
            name: pattern.replace(PLACE, id),
            bytes,
        };
        Self {
            files: openings.into_iter().map(file).collect(),
            pattern,
        }
    }
}

fn line(document: Map<String, Value>) -> String {
    let mut text = Value::Object(document).to_string();
    text.push('\n');
    text
}

/// Writes `catalogue.json`, its parts and the licence of the lexicon into a
/// folder, which is created if necessary. Returns the path of `catalogue.json`.
///
/// `catalogue.json` is replaced in one step, when everything that it names stands beside it. The parts of
/// an earlier build are kept for the pages that still ask for them.
///
/// # Errors
/// [`BuildError::Write`] with the path that could not be written. The earlier catalogue then stands as it was.
pub fn write(folder: &Path, published: &Published) -> Result<PathBuf, BuildError> {
    let parts = published.parts();
    let mut files: Vec<(&str, &[u8])> = parts
        .map(|part| (part.name.as_str(), part.bytes.as_slice()))
        .collect();
    files.push(("catalogue.lexicon.LICENSE.txt", NOTICE.as_bytes()));
    files.push((WHOLE, published.document.as_bytes()));
    // Last, so that it never names what is not there yet.
    files.push((HEAD, published.head.as_bytes()));
    write_files(folder, &files)?;
    Ok(folder.join(HEAD))
}

/// The thesaurus of the sources, or the shipped one if they have none.
fn rows(sources: &Sources) -> Vec<ThesaurusRow> {
    let rows = read_parts(&sources.thesaurus).map(|(_, row)| row.clone());
    let rows: Vec<ThesaurusRow> = rows.collect();
    match rows.is_empty() {
        true => thesaurus(&Catalogue::default()),
        false => rows,
    }
}

/// Adds to the triggers of each help what the thesaurus says means the same, and what no trigger
/// says yet: an editor need not write a word in both files.
fn add_synonyms(help: &mut [Part<Help>], rows: &[ThesaurusRow]) {
    for part in help {
        let Some(help) = &part.model else {
            continue;
        };
        let triggers = Triggers::new(&help.triggers);
        let said = |text: &String| triggers.are_in(text);
        let mut added: Vec<Value> = Vec::new();
        for row in rows {
            if row.relation == Relation::Equal && row.words.iter().any(said) {
                let texts = row.words.iter().chain(&row.finds);
                added.extend(
                    texts
                        .filter(|text| !said(text))
                        .map(|text| text.as_str().into()),
                );
            }
        }
        if let Some(triggers) = part.value.get_mut("triggers").and_then(Value::as_array_mut) {
            triggers.append(&mut added);
        }
    }
}

fn document(mut sources: Sources) -> Map<String, Value> {
    let thesaurus = rows(&sources);
    add_synonyms(&mut sources.help, &thesaurus);
    let mut document = Map::new();
    document.insert("format".to_owned(), Value::from(FORMAT));
    if let Some(Value::Object(head)) = sources.head.map(|head| head.value) {
        document.extend(head);
    }
    let mut entries = in_order(sources.entries, &sources.order);
    entries.iter_mut().for_each(add_effect);
    document.insert("entries".to_owned(), values(entries));
    let mut add = |key: &str, list: Value| {
        if list.as_array().is_some_and(|list| !list.is_empty()) {
            document.insert(key.to_owned(), list);
        }
    };
    add("calculators", values(sources.calculators));
    add("worksheets", values(sources.worksheets));
    // The thesaurus is not added: it is in the index, and its reasons are for editors.
    add("help", values(sources.help));
    document
}

/// Adds whether one of an entry's outcomes was found or all are only expected, for lists and filters, which have no
/// outcomes.
fn add_effect(part: &mut Part<Entry>) {
    let Value::Object(entry) = &mut part.value else {
        return;
    };
    entry.remove("effect");
    let outcomes = part.model.as_ref().map(|entry| entry.outcomes.as_slice());
    let is_found = |outcome: &Outcome| outcome.basis == Basis::Found;
    let effect = match outcomes.unwrap_or_default() {
        [] => return,
        outcomes if outcomes.iter().any(is_found) => "found",
        _ => "expected",
    };
    entry.insert("effect".to_owned(), effect.into());
}

fn values<T>(parts: Vec<Part<T>>) -> Value {
    Value::Array(parts.into_iter().map(|part| part.value).collect())
}

/// The entries that the head's `order` lists, then the others by title.
fn in_order(mut entries: Vec<Part<Entry>>, order: &[String]) -> Vec<Part<Entry>> {
    let position = |part: &Part<Entry>| {
        let listed = order.iter().position(|id| Some(id.as_str()) == part.id());
        listed.unwrap_or(order.len())
    };
    fn title(part: &Part<Entry>) -> &str {
        part.model.as_ref().map_or("", |entry| &entry.title)
    }
    entries.sort_by(|a, b| {
        position(a)
            .cmp(&position(b))
            .then_with(|| alphabetical(title(a), title(b)))
            .then_with(|| a.id().cmp(&b.id()))
    });
    entries
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::sources::fixture;

    fn built(files: &[(&str, &str)]) -> String {
        Value::Object(document(fixture::sources(files).0)).to_string()
    }

    #[test]
    fn what_the_thesaurus_says_means_the_same_as_a_trigger_is_a_trigger_too() {
        let files = [
            (
                "help.toml",
                "[[help]]\nid='x'\ntriggers=['selvmord*']\ntitle='X'\n[help.text]\ntext='X'",
            ),
            (
                "thesaurus.toml",
                "[[rows]]\nwords=['selvmord']\nfinds=['selvmordstruet', 'hænge sig']\nrelation='equal'\nreason='x'\n\
                 [[rows]]\nwords=['selvmord', 'krise']\nrelation='related'\nreason='x'\n\
                 [[rows]]\nwords=['mad']\nfinds=['selvmord']\nrelation='equal'\nreason='x'",
            ),
        ];
        let text = built(&files);
        assert!(
            text.contains(r#""triggers":["selvmord*","hænge sig"]"#),
            "{text}"
        );
    }

    #[test]
    fn an_effect_is_found_when_one_of_the_outcomes_is_and_unknown_without_any() {
        let outcome = |basis: &str| format!("[[outcomes]]\ntext='x'\nby='x'\nbasis='{basis}'\n");
        let effect = |own: &str, outcomes: &[&str]| {
            let mut entry = A.to_owned() + "\n" + own + "\n";
            outcomes
                .iter()
                .for_each(|basis| entry.push_str(&outcome(basis)));
            let document = document(fixture::sources(&[("entries/a.toml", &entry)]).0);
            document["entries"][0].get("effect").cloned()
        };
        assert_eq!(effect("", &["expected", "found"]), Some("found".into()));
        assert_eq!(effect("", &["expected"]), Some("expected".into()));
        assert_eq!(effect("effect='found'", &[]), None, "no outcome says so");
    }

    const A: &str = "id='a'\nkind='concept'\ntitle='Åben'\nsummary='x'\nown='kept'";
    const B: &str = "id='b'\nkind='concept'\ntitle='Bo'\nsummary='x'";
    const C: &str = "id='c'\nkind='concept'\ntitle='Cykel'\nsummary='x'";

    #[test]
    fn the_format_comes_first_and_entries_by_title_after_those_that_are_listed() {
        let files = [
            ("catalogue.toml", "catalogueId='k'\norder=['c']"),
            ("entries/a.toml", A),
            ("entries/b.toml", B),
            ("entries/c.toml", C),
            ("calculators/x.toml", "id='x'"),
            ("thesaurus.toml", "rows=[]"),
        ];
        let text = built(&files);
        assert!(
            text.starts_with(r#"{"format":1,"catalogueId":"k","entries":[{"id":"c","#),
            "{text}"
        );
        let (bo, open) = (text.find("Bo").unwrap(), text.find("Åben").unwrap());
        assert!(bo < open, "{text}");
        assert!(
            text.ends_with(r#""own":"kept"}],"calculators":[{"id":"x"}]}"#),
            "{text}"
        );
    }

    #[test]
    fn the_order_of_the_files_makes_no_difference() {
        let mut files = [
            ("catalogue.toml", ""),
            ("entries/a.toml", A),
            ("entries/b.toml", B),
        ];
        let once = built(&files);
        files.reverse();
        assert_eq!(once, built(&files));
    }
}
