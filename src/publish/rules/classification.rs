//! A classification names who made it, and a kind is known.

use crate::catalogue::Kind;
use crate::publish::finding::Finding;
use crate::publish::sources::{Sources, read_parts};

pub(super) fn check(sources: &Sources, findings: &mut Vec<Finding>) {
    for (part, entry) in read_parts(&sources.entries) {
        let classified =
            !entry.arenas.is_empty() || !entry.audiences.is_empty() || entry.stage.is_some();
        if classified && entry.classified_by.is_none() {
            findings.push(part.error(
                "",
                "arenas, audiences and stage are an editor's choice, but nobody is named for it",
                "Add classifiedBy = \"…\".",
            ));
        }
        if entry.kind == Kind::Other {
            let written = part.value.get("kind").and_then(|kind| kind.as_str());
            findings.push(part.error(
                "kind",
                format!("there is no kind `{}`", written.unwrap_or_default()),
                "Write concept, recommendation, method, framework, project, knowledge or event.",
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::publish::rules::fixture::assert_found;

    #[test]
    fn a_classification_names_who_made_it() {
        assert_found(
            "entries/madkassen.toml",
            "classifiedBy = \"Virker (udkast)\"",
            "",
            "error: entries/madkassen.toml: arenas, audiences and stage are",
        );
    }

    #[test]
    fn a_stage_alone_names_who_chose_it() {
        assert_found(
            "entries/cafe-tumling.toml",
            "kind = \"concept\"",
            "kind = \"concept\"\nstage = \"ide\"",
            "error: entries/cafe-tumling.toml: arenas, audiences and stage are",
        );
    }

    #[test]
    fn a_kind_is_one_of_the_seven() {
        assert_found(
            "entries/cafe-tumling.toml",
            "kind = \"concept\"",
            "kind = \"koncept\"",
            "error: entries/cafe-tumling.toml: kind: there is no kind `koncept`",
        );
    }
}
