//! Reads a catalogue's sources from a folder into JSON and the model.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::rc::Rc;

use serde_json::Value;

use super::finding::{Finding, Severity};
use super::inspect::{self, Oddity};
use super::toml::{self, Lines};
use crate::catalogue::{Calculator, Entry, Head, Help, Read, ThesaurusRow, Worksheet};

/// Everything that a folder of sources holds.
pub(super) struct Sources {
    pub(super) head: Option<Part<Head>>,
    /// The ids in `order` of `catalogue.toml`.
    pub(super) order: Vec<String>,
    pub(super) entries: Vec<Part<Entry>>,
    pub(super) calculators: Vec<Part<Calculator>>,
    pub(super) worksheets: Vec<Part<Worksheet>>,
    pub(super) thesaurus: Vec<Part<ThesaurusRow>>,
    pub(super) help: Vec<Part<Help>>,
    /// All files in reading order, including those that could not be read.
    files: Vec<String>,
}

/// A part of a catalogue: a file, or a table in one.
pub(super) struct Part<T> {
    file: Rc<File>,
    /// The part's path in its file: `rows[3]`; empty for the whole file.
    path: String,
    /// The JSON that is published.
    pub(super) value: Value,
    /// The model, if the part has no error.
    pub(super) model: Option<T>,
}

struct File {
    name: String,
    lines: Lines,
}

impl<T> Part<T> {
    /// An error at a path in this part.
    pub(super) fn error(
        &self,
        path: impl AsRef<str>,
        message: impl Into<String>,
        suggestion: impl Into<String>,
    ) -> Finding {
        self.finding(
            Severity::Error,
            path.as_ref(),
            message.into(),
            suggestion.into(),
        )
    }

    /// A warning at a path in this part.
    pub(super) fn warning(
        &self,
        path: impl AsRef<str>,
        message: impl Into<String>,
        suggestion: impl Into<String>,
    ) -> Finding {
        self.finding(
            Severity::Warning,
            path.as_ref(),
            message.into(),
            suggestion.into(),
        )
    }

    fn finding(
        &self,
        severity: Severity,
        path: &str,
        message: String,
        suggestion: String,
    ) -> Finding {
        let path = match path {
            "" => self.path.clone(),
            path => toml::key_path(&self.path, path),
        };
        Finding {
            severity,
            line: self.file.lines.of(&path),
            file: self.file.name.clone(),
            path,
            message,
            suggestion,
        }
    }

    /// The file's name without its extension, which must be the part's id.
    pub(super) fn stem(&self) -> &str {
        stem(&self.file.name)
    }

    /// The id as written, even when the rest has errors.
    pub(super) fn id(&self) -> Option<&str> {
        self.value.get("id").and_then(Value::as_str)
    }
}

fn stem(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.strip_suffix(".toml").unwrap_or(name)
}

/// The parts without errors, with their models.
pub(super) fn read_parts<T>(parts: &[Part<T>]) -> impl Iterator<Item = (&Part<T>, &T)> {
    parts
        .iter()
        .filter_map(|part| Some((part, part.model.as_ref()?)))
}

impl Sources {
    /// The index of a file in reading order; that of an unknown file is last.
    pub(super) fn file_index(&self, file: &str) -> usize {
        let index = self.files.iter().position(|name| name == file);
        index.unwrap_or(self.files.len())
    }

    /// The ids of a folder's parts by file name, so that an error in a file
    /// does not make every reference to it an error too.
    fn ids_in(&self, folder: &str) -> BTreeSet<&str> {
        let names = self.files.iter();
        names
            .filter(|name| name.split('/').next() == Some(folder) && name.contains('/'))
            .map(|name| stem(name))
            .collect()
    }

    pub(super) fn entry_ids(&self) -> BTreeSet<&str> {
        let mut ids = self.ids_in("entries");
        ids.extend(self.entries.iter().filter_map(Part::id));
        ids
    }

    pub(super) fn calculator_ids(&self) -> BTreeSet<&str> {
        let mut ids = self.ids_in("calculators");
        ids.extend(self.calculators.iter().filter_map(Part::id));
        ids
    }

    pub(super) fn worksheet_ids(&self) -> BTreeSet<&str> {
        let mut ids = self.ids_in("worksheets");
        ids.extend(self.worksheets.iter().filter_map(Part::id));
        ids
    }
}

/// Reads a folder of sources, and returns what could not be read as findings.
pub(super) fn read(folder: &Path) -> (Sources, Vec<Finding>) {
    let mut reader = Reader {
        folder,
        files: Vec::new(),
        findings: Vec::new(),
    };
    let (head, order) = reader.head();
    reader.strangers();
    let sources = Sources {
        head,
        order,
        entries: reader.read_folder("entries"),
        calculators: reader.read_folder("calculators"),
        worksheets: reader.read_folder("worksheets"),
        thesaurus: reader.read_rows("thesaurus.toml", "rows"),
        help: reader.read_rows("help.toml", "help"),
        files: reader.files,
    };
    (sources, reader.findings)
}

/// The files and folders that are read.
const KNOWN: [&str; 6] = [
    "catalogue.toml",
    "thesaurus.toml",
    "help.toml",
    "entries",
    "calculators",
    "worksheets",
];

/// Whether a file may lie among the sources without being one: hidden files, those that systems
/// leave in folders, and what readers of the sources should know.
fn is_no_source(name: &str) -> bool {
    const BEGINNINGS: [&str; 5] = ["README", "LICENSE", "LICENCE", "Thumbs.db", "desktop.ini"];
    let begins = |beginning: &&str| {
        let start = name.get(..beginning.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(beginning))
    };
    name.starts_with('.') || !name.ends_with(".toml") && BEGINNINGS.iter().any(begins)
}

/// Keys of the published document that `build` writes.
const BUILT: [&str; 7] = [
    "format",
    "index",
    "entries",
    "calculators",
    "worksheets",
    "thesaurus",
    "help",
];

/// The names of the files and folders in a folder, in order.
fn names_in(folder: &Path) -> std::io::Result<BTreeSet<String>> {
    let names = fs::read_dir(folder)?;
    names
        .map(|file| Ok(file?.file_name().to_string_lossy().into_owned()))
        .collect()
}

struct Reader<'a> {
    folder: &'a Path,
    files: Vec<String>,
    findings: Vec<Finding>,
}

impl Reader<'_> {
    fn head(&mut self) -> (Option<Part<Head>>, Vec<String>) {
        let name = "catalogue.toml";
        if !self.folder.join(name).exists() {
            self.add(
                Severity::Error,
                name,
                "the catalogue has no head",
                "Add catalogue.toml with catalogueId, title, publisher, language and published.",
            );
            return (None, Vec::new());
        }
        let Some((file, mut value)) = self.file(name) else {
            return (None, Vec::new());
        };
        let mut findings = Vec::new();
        let mut order = Vec::new();
        if let Some(head) = value.as_object_mut() {
            let listed = head.shift_remove("order");
            let built: Vec<&str> = BUILT
                .into_iter()
                .filter(|key| head.shift_remove(*key).is_some())
                .collect();
            let part = whole_file(file.clone(), Value::Null);
            for key in built {
                findings.push(part.error(
                    key,
                    format!("`{key}` is written by `virker build`"),
                    "Remove it: entries, calculators and the like have files of their own.",
                ));
            }
            if let Some(listed) = listed {
                match serde_json::from_value(listed) {
                    Ok(ids) => order = ids,
                    Err(_) => findings.push(part.error(
                        "order",
                        "it is not a list of ids",
                        "Write order = [\"id\", \"id\"].",
                    )),
                }
            }
        }
        self.findings.append(&mut findings);
        (Some(self.part(file, String::new(), value)), order)
    }

    /// Reports the files and folders that nothing reads. Without a head the folder may be another one,
    /// so only what is nearly a known name is reported.
    fn strangers(&mut self) {
        let has_head = self.folder.join("catalogue.toml").exists();
        // A folder that cannot be listed has no head either, which is reported.
        let Ok(names) = names_in(self.folder) else {
            return;
        };
        for name in &names {
            if KNOWN.contains(&name.as_str()) || is_no_source(name) {
                continue;
            }
            let free = KNOWN.into_iter().filter(|known| {
                !names.contains(*known) && known.contains('.') == name.contains('.')
            });
            let meant = inspect::most_similar(name, free);
            if meant.is_none() && !has_head {
                continue;
            }
            let rename = match meant {
                Some(meant) => format!("If it is {meant}, rename it; otherwise move it elsewhere."),
                None => "Move it elsewhere.".to_owned(),
            };
            let [files @ .., last] = KNOWN;
            self.add(
                Severity::Warning,
                name,
                "it is not read because its name is unknown",
                &format!("{rename} The names are {} and {last}.", files.join(", ")),
            );
        }
    }

    /// Reads the TOML files of a folder, one part per file.
    fn read_folder<T: Read>(&mut self, folder: &str) -> Vec<Part<T>> {
        let path = self.folder.join(folder);
        if !path.exists() {
            return Vec::new();
        }
        let names = match names_in(&path) {
            Ok(names) => names,
            Err(error) => {
                self.unreadable(folder, &error);
                return Vec::new();
            }
        };
        let mut parts = Vec::new();
        for name in names.iter().filter(|name| !is_no_source(name)) {
            let path = format!("{folder}/{name}");
            if !name.ends_with(".toml") {
                self.add(
                    Severity::Warning,
                    &path,
                    "it is not read because its name does not end in .toml",
                    "Rename it, or move it elsewhere.",
                );
                continue;
            }
            if let Some((file, value)) = self.file(&path) {
                parts.push(self.part(file, String::new(), value));
            }
        }
        parts
    }

    /// Reads the rows `[[key]]` of a file, one part per row.
    fn read_rows<T: Read>(&mut self, name: &str, key: &str) -> Vec<Part<T>> {
        if !self.folder.join(name).exists() {
            return Vec::new();
        }
        let Some((file, Value::Object(mut table))) = self.file(name) else {
            return Vec::new();
        };
        let rows = table.shift_remove(key);
        let part = whole_file(file.clone(), Value::Null);
        for other in table.keys() {
            self.findings.push(part.warning(
                other,
                format!("the key `{other}` is not published"),
                format!("Remove it: only [[{key}]] is read from this file."),
            ));
        }
        match rows {
            None => Vec::new(),
            Some(Value::Array(rows)) => rows
                .into_iter()
                .enumerate()
                .map(|(index, row)| self.part(file.clone(), format!("{key}[{index}]"), row))
                .collect(),
            Some(_) => {
                self.findings.push(part.error(
                    key,
                    format!("`{key}` is not a list"),
                    format!("Begin each row with [[{key}]]."),
                ));
                Vec::new()
            }
        }
    }

    fn part<T: Read>(&mut self, file: Rc<File>, path: String, value: Value) -> Part<T> {
        let mut part = Part {
            file,
            path,
            model: None,
            value,
        };
        let (model, oddities) = inspect::inspect::<T>(&part.value);
        part.model = model;
        for oddity in oddities {
            self.findings.push(match oddity {
                Oddity::Unreadable {
                    path,
                    message,
                    suggestion,
                } => part.error(path, message, suggestion),
                Oddity::UnknownKey { path, key, meant } => part.warning(
                    path,
                    format!("unknown key `{key}`"),
                    match meant {
                        Some(meant) => format!("Did you mean `{meant}`?"),
                        None => "It is published as it is, but not shown.".to_owned(),
                    },
                ),
            });
        }
        part
    }

    /// Reads a TOML file.
    fn file(&mut self, name: &str) -> Option<(Rc<File>, Value)> {
        self.files.push(name.to_owned());
        let text = match fs::read_to_string(self.folder.join(name)) {
            Ok(text) => text,
            Err(error) => {
                self.unreadable(name, &error);
                return None;
            }
        };
        let read = match toml::read(&text) {
            Ok(read) => read,
            Err(error) => {
                self.add(
                    Severity::Error,
                    name,
                    &format!("it is not TOML: {}", error.message),
                    "Correct that line.",
                );
                if let Some(finding) = self.findings.last_mut() {
                    finding.line = error.line;
                }
                return None;
            }
        };
        let file = Rc::new(File {
            name: name.to_owned(),
            lines: read.lines,
        });
        let part = whole_file(file.clone(), Value::Null);
        for error in read.errors {
            let finding = part.error(error.path, error.message, error.suggestion);
            self.findings.push(finding);
        }
        Some((file, read.value))
    }

    fn unreadable(&mut self, name: &str, error: &std::io::Error) {
        self.add(
            Severity::Error,
            name,
            &format!("it cannot be read: {error}"),
            "Check that it exists, is UTF-8 and may be read.",
        );
    }

    fn add(&mut self, severity: Severity, file: &str, message: &str, suggestion: &str) {
        self.findings.push(Finding {
            severity,
            file: file.to_owned(),
            line: None,
            path: String::new(),
            message: message.to_owned(),
            suggestion: suggestion.to_owned(),
        });
    }
}

/// A file as one part without a model, to report findings in it.
fn whole_file(file: Rc<File>, value: Value) -> Part<()> {
    Part {
        file,
        path: String::new(),
        value,
        model: None,
    }
}

/// Sources that a test writes.
#[cfg(test)]
pub(super) mod fixture {
    use super::*;

    /// Writes files into a folder, each a name and a text, and reads them.
    pub(in crate::publish) fn sources(files: &[(&str, &str)]) -> (Sources, Vec<Finding>) {
        use std::sync::atomic::{AtomicU32, Ordering};
        static SERIAL: AtomicU32 = AtomicU32::new(0);
        let serial = SERIAL.fetch_add(1, Ordering::Relaxed);
        let name = format!("virker-publish-{}-{serial}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        for (name, text) in files {
            let path = folder.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let read = read(&folder);
        fs::remove_dir_all(&folder).unwrap();
        read
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(files: &[(&str, &str)]) -> Vec<String> {
        let head = "catalogueId='k'\ntitle={da='K'}\nlanguage='da'\npublished='2026'\n";
        let tail = "\npublisher={name='K'}\nvocabularies={}";
        let mut files: Vec<(&str, String)> = files
            .iter()
            .map(|(name, text)| (*name, (*text).to_owned()))
            .collect();
        match files.iter_mut().find(|(name, _)| *name == "catalogue.toml") {
            Some((_, text)) => *text = format!("{head}{text}{tail}"),
            None => files.push(("catalogue.toml", format!("{head}{tail}"))),
        }
        let files: Vec<(&str, &str)> = files
            .iter()
            .map(|(name, text)| (*name, text.as_str()))
            .collect();
        let findings = fixture::sources(&files).1.into_iter();
        findings.map(|finding| finding.to_string()).collect()
    }

    #[test]
    fn what_the_build_writes_is_no_source() {
        assert_eq!(
            messages(&[("catalogue.toml", "format=1")]),
            [
                "error: catalogue.toml:5: format: `format` is written by `virker build`. \
                 Remove it: entries, calculators and the like have files of their own."
            ]
        );
    }

    #[test]
    fn an_order_that_is_no_list_is_an_error() {
        let messages = messages(&[("catalogue.toml", "order='a'")]);
        assert!(
            messages[0].starts_with("error: catalogue.toml:5: order: it is not a list of ids"),
            "{messages:?}"
        );
    }

    #[test]
    fn what_would_not_be_published_is_reported() {
        assert_eq!(
            messages(&[
                ("entries/a.txt", ""),
                ("entries/.hidden", ""),
                ("thesaurus.toml", "rows=[]\nnotes='x'"),
                ("help.toml", "help='x'"),
            ]),
            [
                "warning: entries/a.txt: it is not read because its name does not end in .toml. \
                 Rename it, or move it elsewhere.",
                "warning: thesaurus.toml:2: notes: the key `notes` is not published. \
                 Remove it: only [[rows]] is read from this file.",
                "error: help.toml:1: help: `help` is not a list. Begin each row with [[help]].",
            ]
        );
    }

    #[test]
    fn unknown_files_and_folders_are_named_with_the_known_ones() {
        let names = "The names are catalogue.toml, thesaurus.toml, help.toml, entries, calculators and worksheets.";
        let not_read = "it is not read because its name is unknown";
        let meant = format!("If it is help.toml, rename it; otherwise move it elsewhere. {names}");
        for name in ["hjælp.toml", "Help.toml", "hælp.toml"] {
            assert_eq!(
                messages(&[(name, "")]),
                [format!("warning: {name}: {not_read}. {meant}")]
            );
        }
        assert_eq!(
            messages(&[
                ("help.toml", ""),
                ("Help.toml", ""),
                ("entreis/a.toml", ""),
                ("noter/x", "")
            ]),
            [
                // Renaming it would overwrite the other.
                format!("warning: Help.toml: {not_read}. Move it elsewhere. {names}"),
                format!(
                    "warning: entreis: {not_read}. If it is entries, rename it; otherwise move it elsewhere. {names}"
                ),
                format!("warning: noter: {not_read}. Move it elsewhere. {names}"),
            ]
        );
    }

    #[test]
    fn hidden_files_and_those_for_readers_of_the_sources_are_fine() {
        for name in [
            ".gitattributes",
            ".git/config",
            "README",
            "readme.md",
            "LICENSE",
            "LICENSE-MIT.txt",
            "LICENCE",
            "Thumbs.db",
            "entries/README.md",
        ] {
            assert_eq!(messages(&[(name, "")]), [""; 0], "{name}");
        }
    }

    #[test]
    fn another_folder_than_a_catalogues_is_not_listed() {
        let findings = fixture::sources(&[("src/main.rs", ""), ("Cargo.toml", "")]).1;
        assert_eq!(findings.len(), 1, "{findings:?}");
    }

    #[test]
    fn a_file_that_is_not_toml_does_not_make_references_to_it_wrong() {
        let (sources, findings) = fixture::sources(&[("entries/a.toml", "id =")]);
        assert!(sources.entry_ids().contains("a"));
        assert_eq!(findings.len(), 2, "no head, and no TOML: {findings:?}");
    }
}
