//! Ids have valid characters, are unique, and are their file's name.

use crate::catalogue::Term;
use crate::publish::finding::Finding;
use crate::publish::sources::{Part, Sources, read_parts};

pub(super) fn check(sources: &Sources, findings: &mut Vec<Finding>) {
    files(&sources.entries, findings);
    files(&sources.calculators, findings);
    files(&sources.worksheets, findings);
    head(sources, findings);
    for (index, help) in sources.help.iter().enumerate() {
        let earlier = sources.help.iter().take(index).map(Part::id);
        let ids: Vec<&str> = earlier.chain([help.id()]).flatten().collect();
        unique(
            help,
            |_| "id".to_owned(),
            &ids,
            ids.len().saturating_sub(1),
            findings,
        );
    }
    for (part, entry) in read_parts(&sources.entries) {
        let keys: Vec<&str> = entry.sources.iter().map(|source| source.key()).collect();
        unique(
            part,
            |index| format!("sources[{index}]"),
            &keys,
            0,
            findings,
        );
    }
    for (part, calculator) in read_parts(&sources.calculators) {
        let keys: Vec<&str> = calculator
            .sources
            .iter()
            .map(|source| source.key())
            .collect();
        unique(
            part,
            |index| format!("sources[{index}]"),
            &keys,
            0,
            findings,
        );
        let inputs = calculator.inputs.iter().map(|input| &input.id).enumerate();
        let inputs = inputs.map(|(index, id)| (format!("inputs[{index}].id"), id));
        let values = calculator.values.iter().map(|value| &value.id).enumerate();
        let values = values.map(|(index, id)| (format!("values[{index}].id"), id));
        for (path, id) in inputs.chain(values).filter(|(_, id)| !is_name(id)) {
            findings.push(part.error(
                path,
                format!("`{id}` cannot be a name in formulas"),
                "Start with a letter a–z, and continue with a–z, 0–9 and _.",
            ));
        }
    }
    for (part, worksheet) in read_parts(&sources.worksheets) {
        let fields = worksheet
            .sections
            .iter()
            .flat_map(|section| &section.fields);
        let ids: Vec<&str> = fields.map(|field| field.id.as_str()).collect();
        unique(part, |_| "sections".to_owned(), &ids, 0, findings);
        for id in ids {
            shape(part, "sections", id, findings);
        }
    }
}

fn head(sources: &Sources, findings: &mut Vec<Finding>) {
    let Some((part, head)) = read_parts(sources.head.as_slice()).next() else {
        return;
    };
    shape(part, "catalogueId", &head.catalogue_id, findings);
    for (list, terms) in vocabularies(&head.vocabularies) {
        let ids: Vec<&str> = terms.iter().map(|term| term.id.as_str()).collect();
        let path = |index: usize| format!("vocabularies.{list}[{index}].id");
        for (index, id) in ids.iter().enumerate() {
            shape(part, &path(index), id, findings);
        }
        unique(part, path, &ids, 0, findings);
    }
    let ids: Vec<&str> = head
        .sources
        .iter()
        .map(|source| source.id.as_str())
        .collect();
    for (index, id) in ids.iter().enumerate() {
        shape(part, &format!("sources[{index}].id"), id, findings);
    }
    unique(
        part,
        |index| format!("sources[{index}].id"),
        &ids,
        0,
        findings,
    );
    let order: Vec<&str> = sources.order.iter().map(String::as_str).collect();
    unique(part, |index| format!("order[{index}]"), &order, 0, findings);
}

/// The vocabularies with their keys.
fn vocabularies(all: &crate::catalogue::Vocabularies) -> [(&'static str, &[Term]); 7] {
    [
        ("arenas", &all.arenas),
        ("audiences", &all.audiences),
        ("stages", &all.stages),
        ("impactLevels", &all.impact_levels),
        ("places", &all.places),
        ("organisations", &all.organisations),
        ("kkrGoals", &all.kkr_goals),
    ]
}

/// Ids of files are valid, and the files' names.
fn files<T>(parts: &[Part<T>], findings: &mut Vec<Finding>) {
    for part in parts {
        let Some(id) = part.id() else { continue };
        if id.is_empty() {
            continue;
        }
        shape(part, "id", id, findings);
        if id != part.stem() {
            let others = parts.iter().filter(|other| other.id() == Some(id)).count();
            let taken = if others > 1 {
                ", and another file has it"
            } else {
                ""
            };
            findings.push(part.error(
                "id",
                format!("the id `{id}` is not the file's name{taken}"),
                format!(
                    "Write id = \"{}\", or rename the file to {id}.toml.",
                    part.stem()
                ),
            ));
        }
    }
}

/// An id has valid characters.
fn shape<T>(part: &Part<T>, path: &str, id: &str, findings: &mut Vec<Finding>) {
    let valid = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    if !id.is_empty() && !id.bytes().all(valid) {
        let suggestion: String = crate::danish::fold(id)
            .chars()
            .map(|c| {
                if c.is_ascii_lowercase() || c.is_ascii_digit() {
                    c
                } else {
                    '-'
                }
            })
            .collect();
        findings.push(part.error(
            path,
            format!("the id `{id}` has characters other than a–z, 0–9 and -"),
            format!("Write \"{suggestion}\"."),
        ));
    }
}

/// Reports each id, from the index `first`, that is equal to an earlier one.
fn unique<T>(
    part: &Part<T>,
    path: impl Fn(usize) -> String,
    ids: &[&str],
    first: usize,
    findings: &mut Vec<Finding>,
) {
    for (index, id) in ids.iter().enumerate().skip(first) {
        if ids.iter().take(index).any(|earlier| earlier == id) {
            findings.push(part.error(
                path(index),
                format!("`{id}` appears twice"),
                "Remove one, or give it its own id (a source: its own `key`).",
            ));
        }
    }
}

fn is_name(id: &str) -> bool {
    let mut bytes = id.bytes();
    bytes.next().is_some_and(|b| b.is_ascii_lowercase())
        && bytes.all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

#[cfg(test)]
mod tests {
    use crate::publish::rules::fixture::{assert_found, found, found_with};

    #[test]
    fn an_entrys_id_is_its_files_name() {
        let messages = found(
            "entries/cafe-tumling.toml",
            "\"cafe-tumling\"",
            "\"tumling\"",
        );
        assert_eq!(
            messages,
            [
                "error: entries/cafe-tumling.toml: id: the id `tumling` is not the file's name. \
                 Write id = \"cafe-tumling\", or rename the file to tumling.toml."
            ]
        );
    }

    #[test]
    fn ids_are_danish_in_ascii() {
        assert_found(
            "catalogue.toml",
            "id = \"delt\"",
            "id = \"Genbesøgt_2\"",
            "error: catalogue.toml: vocabularies.stages[1].id: the id `Genbesøgt_2` has characters other than a–z, 0–9 and -. Write \"genbesoegt-2\".",
        );
    }

    #[test]
    fn ids_are_unique_in_their_list() {
        let messages = found_with(
            "entries/x.toml",
            "id='madkassen'\nkind='concept'\ntitle='X'\nsummary='X.'",
        );
        assert!(
            messages[0].contains("and another file has it"),
            "{messages:?}"
        );
        assert_found(
            "catalogue.toml",
            "id = \"ubrugt\"",
            "id = \"programmet\"",
            "error: catalogue.toml: sources[1].id: `programmet` appears twice",
        );
        assert_found(
            "catalogue.toml",
            "order = [\"madkassen\"]",
            "order = [\"madkassen\", \"madkassen\"]",
            "error: catalogue.toml: order[1]: `madkassen` appears twice",
        );
        assert_found(
            "entries/cafe-tumling.toml",
            "[[sources]]",
            "[[sources]]\nsource = 'programmet'\n[[sources]]",
            "error: entries/cafe-tumling.toml: sources[1]: `programmet` appears twice",
        );
    }

    #[test]
    fn formulas_can_use_the_names_of_inputs() {
        let messages = found(
            "calculators/madkassen.toml",
            "id = \"pris\"",
            "id = \"Pris\"",
        );
        assert!(
            messages
                .iter()
                .any(|one| one.contains("`Pris` cannot be a name in formulas")),
            "{messages:?}"
        );
    }

    #[test]
    fn help_and_the_fields_of_a_worksheet_have_ids_of_their_own() {
        let again = "[[help]]\nid = 'selvmord'\ntriggers = ['x']\ntitle = 'X'\n[help.text]\ntext = 'X.'\n\
            [[help.contacts]]\norganisation = 'X'\ntext = 'X.'\nurl = 'https://example.org'\n\
            source = 'X'\nchecked = '2026-11-20'\n[[help]]";
        assert_found(
            "help.toml",
            "[[help]]",
            again,
            "error: help.toml: help[1].id: `selvmord` appears twice",
        );
        let field = "[[sections.fields]]\nid = 'a'\nlabel = 'A'\n";
        let compiled = format!(
            "id = 'x'\ntitle = 'X'\nlead = 'X.'\nentry = 'cafe-tumling'\n[[sections]]\ntitle = 'X'\n{field}{field}"
        );
        let messages = found_with("worksheets/x.toml", &compiled);
        assert_eq!(messages.len(), 2, "{messages:?}");
        assert!(messages[0].starts_with("error: worksheets/x.toml: sections: `a` appears twice"));
        assert!(messages[1].starts_with(
            "warning: worksheets/x.toml: entry: the entry `cafe-tumling` does not refer back"
        ));
    }
}
