//! Checking and building a catalogue: the shipped one has no findings, the same
//! sources give the same bytes, unknown keys are kept, and the command reports
//! what is wrong, where, and how to fix it.
#![cfg(feature = "publish")]
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test panics when it fails"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use virker::catalogue::{
    Bodies, BodyParts, Calculator, Catalogue, Entries, Entry, Head, Help, Json, PartText,
    Worksheet, parts, read, read_cards, read_catalogue,
};
use virker::publish::{BuildError, PartFile, Published, Severity, build, check};
use virker::search::fingerprint;

fn folder(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn fixture(name: &str) -> PathBuf {
    folder("tests/data/sources").join(name)
}

#[track_caller]
fn built(sources: &Path) -> String {
    match build(sources) {
        Ok((published, _)) => published.document,
        Err(BuildError::Refused(report)) => panic!("refused: {:#?}", report.findings),
        Err(error) => panic!("{error}"),
    }
}

/// An empty folder that is removed when it is dropped.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join(format!("publishing-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Copies a folder, creating its files in reverse order of their names.
fn copy_backwards(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    let mut paths: Vec<PathBuf> = fs::read_dir(from)
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    paths.sort();
    for path in paths.iter().rev() {
        let copy = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy_backwards(path, &copy);
        } else {
            fs::copy(path, copy).unwrap();
        }
    }
}

fn messages(sources: &Path, severity: Severity) -> Vec<String> {
    let findings = check(sources).findings.into_iter();
    findings
        .filter(|finding| finding.severity == severity)
        .map(|finding| finding.to_string())
        .collect()
}

#[test]
fn the_shipped_catalogue_has_no_error() {
    assert_eq!(messages(&folder("catalogue"), Severity::Error), [""; 0]);
}

#[test]
fn the_shipped_catalogue_has_no_warning() {
    assert_eq!(messages(&folder("catalogue"), Severity::Warning), [""; 0]);
}

#[test]
fn the_same_sources_give_the_same_bytes_wherever_they_are() {
    let sources = folder("catalogue");
    let first = built(&sources);
    assert_eq!(first, built(&sources));
    let scratch = Scratch::new("bytes");
    let copy = scratch.0.join("elsewhere");
    copy_backwards(&sources, &copy);
    assert!(
        first == built(&copy),
        "a copy of the sources gave other bytes"
    );
}

#[test]
fn line_endings_and_spellings_of_letters_change_nothing() {
    let sources = folder("catalogue");
    let expected = built(&sources);
    let scratch = Scratch::new("endings");
    let copy = scratch.0.join("copy");
    copy_backwards(&sources, &copy);
    // A byte order mark, letters with accents of their own, and the line endings of Windows.
    let letters = [
        ('å', "a\u{30a}"),
        ('Å', "A\u{30a}"),
        ('é', "e\u{301}"),
        ('ö', "o\u{308}"),
        ('\n', "\r\n"),
    ];
    for folder in ["", "entries", "calculators", "worksheets"] {
        for file in fs::read_dir(copy.join(folder)).unwrap() {
            let path = file.unwrap().path();
            if path.extension().is_some_and(|end| end == "toml") {
                let mut text = fs::read_to_string(&path).unwrap();
                for (one, other) in letters {
                    text = text.replace(one, other);
                }
                fs::write(path, format!("\u{feff}{text}")).unwrap();
            }
        }
    }
    let (published, report) = build(&copy).unwrap();
    assert_eq!(report.findings, []);
    assert!(published.document == expected, "the bytes changed");
}

#[test]
fn the_published_catalogue_is_read_without_an_error() {
    let document: Json = serde_json::from_str(&built(&folder("catalogue"))).unwrap();
    let (catalogue, broken) = read_catalogue(document).unwrap();
    assert_eq!(broken, []);
    let entries = fs::read_dir(folder("catalogue/entries")).unwrap().count();
    assert_eq!(catalogue.cards.len(), entries);

    /// The widget leaves out what it cannot read; here everything must be readable.
    #[track_caller]
    fn all<T: virker::catalogue::Read>(parts: &[Json]) {
        for (index, part) in parts.iter().enumerate() {
            assert_eq!(read::<T>(part).err(), None, "number {index}");
        }
    }
    for (index, card) in catalogue.cards.iter().enumerate() {
        let entry = catalogue.body(index).unwrap();
        assert_eq!(read::<Entry>(&entry).err(), None, "{}", card.id);
    }
    let bodies = catalogue.bodies().unwrap();
    all::<Calculator>(&bodies.calculators);
    all::<Worksheet>(&bodies.worksheets);
    all::<Help>(&catalogue.help);
}

#[test]
fn the_parts_hold_what_the_whole_document_holds() {
    let (published, _) = virker::publish::build(&folder("catalogue")).unwrap();
    let json = |bytes: &[u8]| serde_json::from_slice::<Json>(bytes).unwrap();
    let (whole, _) = read_catalogue(json(published.document.as_bytes())).unwrap();

    let head = json(published.head.as_bytes());
    let names = parts(&head).unwrap().unwrap();
    assert_eq!(names.cards.file, published.cards.name);
    assert_eq!(names.entries.file, published.bodies[0].name);
    let part = |bytes: &[u8]| PartText::new(bytes.to_vec().into());
    let catalogue = read_cards(head, &part(&published.cards.bytes)).unwrap();
    assert_eq!(catalogue.cards, whole.cards);
    assert_eq!(catalogue.help, whole.help);
    assert!(catalogue.bodies().is_none() && catalogue.entry("madkassen").is_none());

    catalogue.add_bodies(in_parts(&published));
    assert_eq!(catalogue.entry("madkassen"), whole.entry("madkassen"));
    assert_eq!(catalogue.calculators(), whole.calculators());
    assert_eq!(catalogue.sources(), whole.sources());
    assert_eq!(fingerprint(&catalogue), fingerprint(&whole));
    let head = Head {
        sources: Vec::new(),
        ..catalogue.head
    };
    assert_eq!(head, whole.head);
}

/// The bodies in the parts that were published.
fn in_parts(published: &Published) -> Bodies {
    let part = |part: &PartFile| PartText::new(part.bytes.clone().into());
    let (first, others) = published.bodies.split_first().unwrap();
    let mut parts = BodyParts::new(part(first)).unwrap();
    for next in others {
        assert_eq!(parts.to_come(0).unwrap().file, next.name);
        parts.add(part(next));
    }
    assert!(parts.to_come(0).is_none());
    parts.bodies()
}

/// A catalogue with its cards, and the bodies of the same entries in another order.
fn published_in_another_order() -> (Catalogue, Json) {
    let (published, _) = virker::publish::build(&fixture("good")).unwrap();
    let head = Json::parse(published.head.as_bytes()).unwrap();
    let catalogue = read_cards(head, &PartText::new(published.cards.bytes.into())).unwrap();
    let Json::Object(mut document) = Json::parse(published.document.as_bytes()).unwrap() else {
        panic!("it is an object");
    };
    for (key, value) in &mut document {
        if let ("entries", Json::List(entries)) = (key.as_str(), value) {
            entries.reverse();
        }
    }
    (catalogue, Json::Object(document))
}

/// What a list of `www/draw.js` names: `const html = "a article …`.
fn listed(list: &str) -> Vec<String> {
    let script = fs::read_to_string(folder("www/draw.js")).unwrap();
    let (_, after) = script.split_once(&format!("const {list} =")).unwrap();
    let names = after.split('"').nth(1).unwrap();
    names.split(' ').map(str::to_owned).collect()
}

fn elements(nodes: &Value, found: &mut Vec<String>) {
    for node in nodes.as_array().into_iter().flatten() {
        if let Some(name) = node[0].as_str().filter(|_| node.is_array()) {
            found.push(name.to_owned());
            let children = node.as_array().into_iter().flatten().skip(2);
            elements(&children.cloned().collect(), found);
        }
    }
}

#[test]
fn every_element_of_the_openings_is_one_that_the_loader_draws() {
    let (published, _) = virker::publish::build(&folder("catalogue")).unwrap();
    let drawn = [listed("html"), listed("svg")].concat();
    let head: Value = serde_json::from_str(&published.head).unwrap();
    let mut found = Vec::new();
    elements(&head["opening"]["nodes"], &mut found);
    for opening in &published.openings {
        let opening: Value = serde_json::from_slice(&opening.bytes).unwrap();
        elements(&opening["nodes"], &mut found);
    }
    assert!(found.len() > 500, "{} elements", found.len());
    for name in found {
        let is_heading = matches!(name.as_bytes(), [b'h', b'1'..=b'6']);
        let name = if is_heading { "h[1-6]" } else { &name };
        assert!(drawn.iter().any(|drawn| drawn == name), "{name}");
    }
}

#[test]
fn an_entry_in_anothers_place_is_not_taken_for_it() {
    let (catalogue, mut document) = published_in_another_order();
    let entries = document.take_list("entries");
    let parse = move |index: usize| entries.get(index).cloned();
    catalogue.add_bodies(Bodies::new(document, Entries::Text(Box::new(parse))));
    assert_eq!(catalogue.entry(&catalogue.cards[0].id), None);
}

#[test]
fn in_a_whole_document_of_another_day_entries_are_found_by_their_ids() {
    let (catalogue, document) = published_in_another_order();
    catalogue.add_bodies(Bodies::from_document(document));
    for card in &catalogue.cards {
        assert_eq!(catalogue.entry(&card.id).unwrap().id, card.id);
    }
}

#[test]
fn json_is_compact_with_the_format_first_and_exact_decimals() {
    let document = built(&fixture("good"));
    assert!(document.starts_with(r#"{"format":1,"catalogueId":"proeve","#));
    assert!(
        document.contains(r#""published":"2026-11-22""#),
        "{document}"
    );
    assert!(
        document.contains(r#""amount":640000,"high":"820000.50","unit":"kr.""#),
        "{document}"
    );
    assert_eq!(document.lines().count(), 1);
    let parsed: Value = serde_json::from_str(&document).unwrap();
    assert_eq!(format!("{parsed}\n").len(), document.len());
    // `order` is for the build, and is not published.
    assert_eq!(parsed.get("order"), None);
}

#[test]
fn unknown_keys_are_kept_and_reported() {
    let sources = fixture("unknown-fields");
    let document: Value = serde_json::from_str(&built(&sources)).unwrap();
    for (pointer, kept) in [
        ("/contactForm", r#"{"kind":"later","steps":[1,2]}"#),
        ("/entries/0/film", r#"["https://example.org/film"]"#),
        ("/entries/0/sumary", r#""En slåfejl.""#),
        ("/entries/0/facts/0/measured", r#""2016-01-31""#),
    ] {
        let value = document.pointer(pointer).map(Value::to_string);
        assert_eq!(value.as_deref(), Some(kept), "{pointer}");
    }
    assert_eq!(messages(&sources, Severity::Error), [""; 0]);
    let kept = "It is published as it is, but not shown.";
    assert_eq!(
        messages(&sources, Severity::Warning),
        [
            format!("warning: catalogue.toml:6: contactForm: unknown key `contactForm`. {kept}"),
            format!("warning: entries/en.toml:5: sumary: unknown key `sumary`. {kept}"),
            format!("warning: entries/en.toml:6: film: unknown key `film`. {kept}"),
            format!(
                "warning: entries/en.toml:11: facts[0].measured: unknown key `measured`. {kept}"
            ),
        ]
    );
}

fn virker(arguments: &[&Path]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_virker"));
    command.args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[test]
fn check_names_file_line_path_and_suggestion_and_counts_at_the_end() {
    let broken = virker(&[Path::new("check"), &fixture("broken")]);
    assert_eq!(broken.status.code(), Some(1));
    let lines: Vec<&str> = text(&broken.stdout).lines().collect();
    assert!(
        lines[0].starts_with("error: entries/ikke-toml.toml:2: it is not TOML: "),
        "{lines:#?}"
    );
    assert_eq!(
        lines[1..],
        [
            "warning: entries/tal.toml: the entry has no source. Add [[sources]].",
            "error: entries/tal.toml:6: requirements.figures[0]: a number without a source. \
             Add sources = [\"…\"].",
            "error: entries/tal.toml:8: requirements.figures[0].amount: 69.42 would become a \
             binary fraction. Write it in quotes: \"69.42\".",
            "1 entry, 0 calculators: 3 errors, 1 warning",
        ]
    );

    let good = virker(&[Path::new("check"), &fixture("good")]);
    assert_eq!(good.status.code(), Some(0));
    assert_eq!(
        text(&good.stdout),
        "2 entries, 1 calculator: 0 errors, 0 warnings\n"
    );
    let warned = virker(&[Path::new("check"), &fixture("unknown-fields")]);
    assert_eq!(warned.status.code(), Some(0));
}

#[test]
fn build_writes_the_catalogue_and_writes_nothing_when_check_finds_an_error() {
    let scratch = Scratch::new("build");
    let out = scratch.0.join("not/yet/there");
    let to = |sources: PathBuf| virker(&[Path::new("build"), &sources, Path::new("--out"), &out]);

    let refused = to(fixture("broken"));
    assert_eq!(refused.status.code(), Some(1));
    assert!(text(&refused.stderr).ends_with("nothing was written: fix the errors first\n"));
    assert!(!out.exists());

    let written = to(fixture("good"));
    assert_eq!(written.status.code(), Some(0), "{}", text(&written.stderr));
    let document = fs::read_to_string(out.join("catalogue-whole.json")).unwrap();
    assert!(document == built(&fixture("good")));

    // There is a file where the folder should be created.
    fs::write(scratch.0.join("file"), "").unwrap();
    let out = scratch.0.join("file");
    let unwritten = virker(&[
        Path::new("build"),
        &fixture("good"),
        Path::new("--out"),
        &out,
    ]);
    assert_eq!(unwritten.status.code(), Some(1));
    assert!(text(&unwritten.stderr).contains("cannot be written: "));
}

/// The names and contents of the files in a folder.
fn listing(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap());
    let mut files: Vec<_> = files
        .filter(|file| file.path().is_file())
        .map(|file| {
            let name = file.file_name().into_string().unwrap();
            (name, fs::read(file.path()).unwrap())
        })
        .collect();
    files.sort();
    files
}

/// Builds the good sources, then changed ones with a command that fails on the way, and returns what
/// the folder held before and after.
#[cfg(unix)]
fn failed_build(scratch: &Scratch, shell: &str) -> [Vec<(String, Vec<u8>)>; 2] {
    let out = scratch.0.join("out");
    let changed = changed_sources(scratch);
    let sources = fixture("good");
    let good = virker(&[Path::new("build"), &sources, Path::new("--out"), &out]);
    assert_eq!(good.status.code(), Some(0), "{}", text(&good.stderr));
    let before = listing(&out);
    let mut command = Command::new("sh");
    let command = command.args(["-c", shell, "sh", env!("CARGO_BIN_EXE_virker")]);
    let failed = command.arg(&changed).arg(&out).output().unwrap();
    assert!(!failed.status.success(), "{}", text(&failed.stdout));
    [before, listing(&out)]
}

/// The good sources with another text.
fn changed_sources(scratch: &Scratch) -> PathBuf {
    let changed = scratch.0.join("changed");
    copy_backwards(&fixture("good"), &changed);
    let entry = changed.join("entries/madkassen.toml");
    let before = fs::read_to_string(&entry).unwrap();
    let after = before.replace("bliver indlagt igen", "blev indlagt igen");
    assert_ne!(before, after);
    fs::write(&entry, after).unwrap();
    changed
}

#[cfg(unix)]
#[test]
fn a_build_on_a_full_disk_leaves_the_last_catalogue_as_it_was() {
    let scratch = Scratch::new("full");
    // Writing more than this many blocks to a file fails.
    let shell = r#"trap '' XFSZ; ulimit -f 4; exec "$1" build "$2" --out "$3""#;
    let [before, after] = failed_build(&scratch, shell);
    assert!(before == after, "the folder changed");
}

#[cfg(unix)]
#[test]
fn a_build_that_is_killed_leaves_the_last_catalogue_and_the_next_one_clears_up() {
    let scratch = Scratch::new("killed");
    let shell = r#"ulimit -f 4; exec "$1" build "$2" --out "$3""#;
    let [before, after] = failed_build(&scratch, shell);
    for file in &before {
        assert!(after.contains(file), "{} changed", file.0);
    }
    let unfinished = |files: &[(String, Vec<u8>)]| files.iter().any(|file| file.0.starts_with('.'));
    assert!(unfinished(&after), "it was not killed on the way");
    let out = scratch.0.join("out");
    let changed = scratch.0.join("changed");
    let next = virker(&[Path::new("build"), &changed, Path::new("--out"), &out]);
    assert_eq!(next.status.code(), Some(0), "{}", text(&next.stderr));
    let listing = listing(&out);
    assert!(!unfinished(&listing), "what was unfinished is still there");
    // Pages of the earlier catalogue still find its parts.
    for (name, _) in before {
        assert!(listing.iter().any(|file| file.0 == name), "{name} is gone");
    }
}

#[test]
fn a_goal_that_is_a_folder_stops_the_build_before_anything_is_replaced() {
    for name in ["catalogue.json", "catalogue-whole.json"] {
        let scratch = Scratch::new("goal");
        let out = scratch.0.join("out");
        let build =
            |sources: &Path| virker(&[Path::new("build"), sources, Path::new("--out"), &out]);
        assert_eq!(build(&fixture("good")).status.code(), Some(0));
        fs::remove_file(out.join(name)).unwrap();
        fs::create_dir(out.join(name)).unwrap();
        let before = listing(&out);
        let failed = build(&changed_sources(&scratch));
        assert_eq!(failed.status.code(), Some(1));
        assert!(text(&failed.stderr).contains(&format!("{name} cannot be written: ")));
        assert!(before == listing(&out), "{name}: the folder changed");
    }
}

#[test]
fn an_export_that_fails_leaves_the_earlier_one_as_it_was() {
    let scratch = Scratch::new("export");
    let out = scratch.0.join("out");
    let export = |sources: &Path| {
        let to = ["--to", "opensearch", "--out"].map(Path::new);
        virker(&[Path::new("export"), sources, to[0], to[1], to[2], &out])
    };
    let good = export(&fixture("good"));
    assert_eq!(good.status.code(), Some(0), "{}", text(&good.stderr));
    let names: Vec<String> = listing(&out).into_iter().map(|file| file.0).collect();
    assert_eq!(names.len(), 2, "{names:?}");
    for name in names {
        let kept = fs::read(out.join(&name)).unwrap();
        fs::remove_file(out.join(&name)).unwrap();
        fs::create_dir(out.join(&name)).unwrap();
        let before = listing(&out);
        assert_eq!(export(&changed_sources(&scratch)).status.code(), Some(1));
        assert!(before == listing(&out), "{name}: the folder changed");
        fs::remove_dir(out.join(&name)).unwrap();
        fs::write(out.join(&name), kept).unwrap();
    }
}

#[test]
fn a_folder_that_does_not_exist_is_an_error_with_a_suggestion() {
    let missing = virker(&[Path::new("check"), &fixture("nowhere")]);
    assert_eq!(missing.status.code(), Some(1));
    assert_eq!(
        text(&missing.stdout),
        "error: catalogue.toml: the catalogue has no head. Add catalogue.toml with catalogueId, \
         title, publisher, language and published.\n0 entries, 0 calculators: 1 error, 0 warnings\n"
    );
}

#[test]
fn help_lists_the_commands_and_an_unknown_one_is_a_usage_error() {
    let help = virker(&[Path::new("--help")]);
    assert_eq!(help.status.code(), Some(0));
    for word in [
        "check",
        "build",
        "search",
        "calculate",
        "SOURCES",
        "Exit code",
    ] {
        assert!(text(&help.stdout).contains(word), "{word}");
    }
    assert_eq!(virker(&[Path::new("chekc")]).status.code(), Some(2));
}
