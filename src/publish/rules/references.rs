//! Ids and keys refer to something that exists, and sources and calculators are
//! referred to.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::walk::{each_value, last_key};
use crate::catalogue::{Entry, Head, Kind, SourceReference, Status, Vocabularies, term};
use crate::publish::finding::Finding;
use crate::publish::sources::{Part, Sources, read_parts};

/// What can be referred to, gathered once: a catalogue may have a hundred thousand entries.
struct Known<'a> {
    entries: BTreeSet<&'a str>,
    calculators: BTreeSet<&'a str>,
    worksheets: BTreeSet<&'a str>,
    /// The entries without errors, by id. Of several with one id, the first.
    models: BTreeMap<&'a str, &'a Entry>,
}

impl<'a> Known<'a> {
    fn of(sources: &'a Sources) -> Self {
        let mut models = BTreeMap::new();
        for (_, entry) in read_parts(&sources.entries) {
            models.entry(entry.id.as_str()).or_insert(entry);
        }
        Self {
            entries: sources.entry_ids(),
            calculators: sources.calculator_ids(),
            worksheets: sources.worksheet_ids(),
            models,
        }
    }
}

pub(super) fn check(sources: &Sources, findings: &mut Vec<Finding>) {
    let known = &Known::of(sources);
    let nothing = Head::default();
    let head = sources.head.as_ref().map(|part| part.model.as_ref());
    // If the head has an error, every reference to it would seem wrong.
    let head = match head {
        Some(Some(head)) => Some(head),
        Some(None) => None,
        None => Some(&nothing),
    };
    order(sources, known, findings);
    for (part, entry) in read_parts(&sources.entries) {
        if let Some(head) = head {
            words(part, entry, &head.vocabularies, findings);
            sources_of(part, &entry.sources, head, findings);
        }
        others(part, entry, known, findings);
        keys(part, &entry.sources, findings);
    }
    for (part, calculator) in read_parts(&sources.calculators) {
        if let Some(head) = head {
            sources_of(part, &calculator.sources, head, findings);
            if let Some(arena) = &calculator.arena
                && term(&head.vocabularies.arenas, arena).is_none()
            {
                no_word(part, "arena", "arenas", arena, findings);
            }
        }
        keys(part, &calculator.sources, findings);
        let back = |entry: &Entry| entry.calculators.contains(&calculator.id);
        owner(
            part,
            "calculators",
            calculator.entry.as_ref(),
            back,
            known,
            findings,
        );
    }
    for (part, worksheet) in read_parts(&sources.worksheets) {
        let back = |entry: &Entry| entry.worksheets.contains(&worksheet.id);
        owner(
            part,
            "worksheets",
            worksheet.entry.as_ref(),
            back,
            known,
            findings,
        );
    }
    for (part, help) in read_parts(&sources.help) {
        for (index, id) in help.text.sources.iter().enumerate() {
            if head.is_some_and(|head| head.sources.iter().all(|source| source.id != *id)) {
                no_source(part, &format!("text.sources[{index}]"), id, findings);
            }
        }
    }
}

fn order(sources: &Sources, known: &Known<'_>, findings: &mut Vec<Finding>) {
    let Some(part) = &sources.head else { return };
    for (index, id) in sources.order.iter().enumerate() {
        if !known.entries.contains(id.as_str()) {
            no_entry(part, &format!("order[{index}]"), id, findings);
        }
    }
}

fn words(part: &Part<Entry>, entry: &Entry, all: &Vocabularies, findings: &mut Vec<Finding>) {
    let lists = [
        ("arenas", &entry.arenas, &all.arenas),
        ("audiences", &entry.audiences, &all.audiences),
        ("organisations", &entry.organisations, &all.organisations),
        ("places", &entry.places, &all.places),
        ("kkrGoals", &entry.kkr_goals, &all.kkr_goals),
    ];
    for (key, ids, terms) in lists {
        for (index, id) in ids.iter().enumerate() {
            if term(terms, id).is_none() {
                no_word(part, &format!("{key}[{index}]"), key, id, findings);
            }
        }
    }
    if let Some(stage) = &entry.stage
        && term(&all.stages, stage).is_none()
    {
        no_word(part, "stage", "stages", stage, findings);
    }
    let levels = entry.effects.iter().flat_map(|effects| &effects.levels);
    for (index, level) in levels.enumerate() {
        if term(&all.impact_levels, &level.level).is_none() {
            let path = format!("effects.levels[{index}].level");
            no_word(part, &path, "impactLevels", &level.level, findings);
        }
    }
}

fn others(part: &Part<Entry>, entry: &Entry, known: &Known<'_>, findings: &mut Vec<Finding>) {
    let entries = &known.entries;
    for (index, id) in entry.related.iter().enumerate() {
        let path = format!("related[{index}]");
        if *id == entry.id {
            findings.push(part.warning(path, "the entry is related to itself", "Remove it."));
        } else if !entries.contains(id.as_str()) {
            findings.push(part.warning(
                path,
                format!("no entry in this catalogue has the id `{id}`"),
                "Correct it, unless the entry is in another catalogue.",
            ));
        }
    }
    if let Some(id) = &entry.replaced_by {
        if *id == entry.id || !entries.contains(id.as_str()) {
            no_entry(part, "replacedBy", id, findings);
        }
        if entry.status == Status::Published {
            findings.push(part.warning(
                "replacedBy",
                "the entry is replaced but not withdrawn",
                "Add status = \"withdrawn\", or remove replacedBy.",
            ));
        }
    }
    let calculators = (&entry.calculators, &known.calculators, "calculators");
    let worksheets = (&entry.worksheets, &known.worksheets, "worksheets");
    for (ids, known, folder) in [calculators, worksheets] {
        for (index, id) in ids.iter().enumerate() {
            if !known.contains(id.as_str()) {
                findings.push(part.error(
                    format!("{folder}[{index}]"),
                    format!("there is no {folder}/{id}.toml"),
                    "Add the file, or correct the id.",
                ));
            }
        }
    }
    for (index, method) in entry.methods.iter().enumerate() {
        let found = known.models.get(method.as_str());
        if found.is_some_and(|other| other.kind != Kind::Method) {
            findings.push(part.warning(
                format!("methods[{index}]"),
                format!("the entry `{method}` is not a method"),
                "Refer to a method, or move it to `related`.",
            ));
        }
    }
}

/// The entry that a calculator or worksheet belongs to exists, and refers back.
fn owner<T>(
    part: &Part<T>,
    list: &str,
    entry: Option<&String>,
    refers_back: impl Fn(&Entry) -> bool,
    known: &Known<'_>,
    findings: &mut Vec<Finding>,
) {
    let Some(id) = entry else { return };
    if !known.entries.contains(id.as_str()) {
        no_entry(part, "entry", id, findings);
    }
    if let Some(entry) = known.models.get(id.as_str())
        && !refers_back(entry)
    {
        findings.push(part.warning(
            "entry",
            format!(
                "the entry `{id}` does not refer back, so visitors of the entry do not find it"
            ),
            format!("Add it to `{list}` in entries/{id}.toml."),
        ));
    }
}

fn sources_of<T>(
    part: &Part<T>,
    references: &[SourceReference],
    head: &Head,
    findings: &mut Vec<Finding>,
) {
    for (index, reference) in references.iter().enumerate() {
        if head
            .sources
            .iter()
            .all(|source| source.id != reference.source)
        {
            no_source(
                part,
                &format!("sources[{index}].source"),
                &reference.source,
                findings,
            );
        }
    }
}

/// The keys that passages, facts, inputs and so on use are among the part's
/// sources, and each source is used.
fn keys<T>(part: &Part<T>, references: &[SourceReference], findings: &mut Vec<Finding>) {
    let mut used = BTreeSet::new();
    each_use(&part.value, &mut |path, key| {
        used.insert(key);
        if references.iter().all(|reference| reference.key() != key) {
            findings.push(part.error(
                path,
                format!("no source of this file has the key `{key}`"),
                format!("Add [[sources]] with source = \"{key}\", or correct the key."),
            ));
        }
    });
    for (index, reference) in references.iter().enumerate() {
        if !used.contains(reference.key()) {
            findings.push(part.warning(
                format!("sources[{index}]"),
                format!("the source `{}` is not used", reference.key()),
                "Add its key to the facts that it supports, or remove it.",
            ));
        }
    }
}

/// Calls `visit` with every key in a `sources = […]` below the top level.
fn each_use<'a>(value: &'a Value, visit: &mut impl FnMut(&str, &'a str)) {
    each_value(value, "", &mut |path, value| {
        let inner = path.contains('.') && last_key(path) == "sources" && path.ends_with(']');
        if let (true, Value::String(key)) = (inner, value) {
            visit(path, key);
        }
    });
}

fn no_word<T>(part: &Part<T>, path: &str, list: &str, id: &str, findings: &mut Vec<Finding>) {
    findings.push(part.error(
        path,
        format!("catalogue.toml has no `{id}` in vocabularies.{list}"),
        "Add it there, or correct the id.",
    ));
}

fn no_entry<T>(part: &Part<T>, path: &str, id: &str, findings: &mut Vec<Finding>) {
    findings.push(part.error(
        path,
        format!("no other entry has the id `{id}`"),
        format!("Add entries/{id}.toml, or correct the id."),
    ));
}

fn no_source<T>(part: &Part<T>, path: &str, id: &str, findings: &mut Vec<Finding>) {
    findings.push(part.error(
        path,
        format!("catalogue.toml has no source `{id}`"),
        "Add it to [[sources]] there, or correct the id.",
    ));
}

#[cfg(test)]
mod tests {
    use crate::publish::rules::fixture::{assert_found, found};

    const ENTRY: &str = "entries/madkassen.toml";

    #[test]
    fn what_an_entry_refers_to_is_in_the_vocabularies() {
        for (from, to, path, list) in [
            ("[\"hjem-og-mad\"]", "[\"mad\"]", "arenas[0]", "arenas"),
            (
                "[\"diagnose\"]",
                "[\"diagnose\", \"x\"]",
                "audiences[1]",
                "audiences",
            ),
            (
                "[\"ingen-er-normale\"]",
                "[\"x\"]",
                "organisations[0]",
                "organisations",
            ),
            ("[\"aarhus\"]", "[\"x\"]", "places[0]", "places"),
            ("stage = \"ide\"", "stage = \"x\"", "stage", "stages"),
            (
                "stage = \"ide\"",
                "stage = \"ide\"\nkkrGoals = [\"x\"]",
                "kkrGoals[0]",
                "kkrGoals",
            ),
            (
                "level = \"respons\"",
                "level = \"x\"",
                "effects.levels[0].level",
                "impactLevels",
            ),
        ] {
            let messages = found(ENTRY, from, to);
            let beginning = format!("error: {ENTRY}: {path}: catalogue.toml has no `");
            assert!(
                messages.len() == 1 && messages[0].starts_with(&beginning),
                "{messages:?}"
            );
            assert!(
                messages[0].contains(&format!("vocabularies.{list}. ")),
                "{messages:?}"
            );
        }
        assert_found(
            "calculators/madkassen.toml",
            "arena = \"hjem-og-mad\"",
            "arena = \"x\"",
            "error: calculators/madkassen.toml: arena: catalogue.toml has no `x` in vocabularies.arenas",
        );
    }

    #[test]
    fn a_related_entry_that_is_missing_may_come_from_another_catalogue() {
        assert_found(
            ENTRY,
            "[\"cafe-tumling\"]",
            "[\"x\"]",
            "warning: entries/madkassen.toml: related[0]: no entry in this catalogue has the id `x`",
        );
        assert_found(
            ENTRY,
            "[\"cafe-tumling\"]",
            "[\"madkassen\"]",
            "warning: entries/madkassen.toml: related[0]: the entry is related to itself",
        );
    }

    #[test]
    fn what_replaces_an_entry_exists() {
        let withdrawn = "status = \"withdrawn\"\nreplacedBy = \"x\"\nstage =";
        assert_found(
            ENTRY,
            "stage =",
            withdrawn,
            "error: entries/madkassen.toml: replacedBy: no other entry has the id `x`",
        );
        let standing = "replacedBy = \"cafe-tumling\"\nstage =";
        assert_found(
            ENTRY,
            "stage =",
            standing,
            "warning: entries/madkassen.toml: replacedBy: the entry is replaced but not withdrawn",
        );
    }

    #[test]
    fn calculators_and_their_entries_refer_to_each_other() {
        assert_found(
            ENTRY,
            "calculators = [\"madkassen\"]",
            "calculators = [\"madkassen\", \"x\"]",
            "error: entries/madkassen.toml: calculators[1]: there is no calculators/x.toml",
        );
        assert_found(
            ENTRY,
            "calculators = [\"madkassen\"]",
            "",
            "warning: calculators/madkassen.toml: entry: the entry `madkassen` does not refer back",
        );
        assert_found(
            "calculators/madkassen.toml",
            "entry = \"madkassen\"",
            "entry = \"x\"",
            "error: calculators/madkassen.toml: entry: no other entry has the id `x`",
        );
    }

    #[test]
    fn a_method_that_is_an_entry_is_a_method() {
        assert_found(
            ENTRY,
            "stage =",
            "methods = [\"Åben dialog\", \"cafe-tumling\"]\nstage =",
            "warning: entries/madkassen.toml: methods[1]: the entry `cafe-tumling` is not a method",
        );
    }

    #[test]
    fn the_keys_of_sources_are_the_files_own_and_all_are_used() {
        assert_found(
            ENTRY,
            "text = \"27 % bliver indlagt igen.\"\nsources = [\"programmet\"]",
            "text = \"27 % bliver indlagt igen.\"\nsources = [\"x\"]",
            "error: entries/madkassen.toml: problem.sources[0]: no source of this file has the key `x`",
        );
        assert_found(
            "entries/cafe-tumling.toml",
            "[[sources]]",
            "[[sources]]\nsource = \"ubrugt\"\n[[sources]]",
            "warning: entries/cafe-tumling.toml: sources[0]: the source `ubrugt` is not used",
        );
        assert_found(
            "entries/cafe-tumling.toml",
            "source = \"programmet\"",
            "source = \"x\"\nkey = \"programmet\"",
            "error: entries/cafe-tumling.toml: sources[0].source: catalogue.toml has no source `x`",
        );
        assert_found(
            "help.toml",
            "sources = []",
            "sources = [\"x\"]",
            "error: help.toml: help[0].text.sources[0]: catalogue.toml has no source `x`",
        );
    }

    #[test]
    fn the_order_names_entries_that_exist() {
        assert_found(
            "catalogue.toml",
            "order = [\"madkassen\"]",
            "order = [\"x\"]",
            "error: catalogue.toml: order[0]: no other entry has the id `x`",
        );
    }
}
