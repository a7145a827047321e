//! Every number and every problem has a source.

use crate::catalogue::{Basis, Certainty};
use crate::publish::finding::Finding;
use crate::publish::sources::{Sources, read_parts};

pub(super) fn check(sources: &Sources, findings: &mut Vec<Finding>) {
    for (part, entry) in read_parts(&sources.entries) {
        let mut unsourced = Vec::new();
        let mut need = |path: String, sources: &[String]| {
            if sources.is_empty() {
                unsourced.push(path);
            }
        };
        for figure in entry.key_figure.iter() {
            need("keyFigure".to_owned(), &figure.sources);
        }
        for problem in entry.problem.iter() {
            need("problem".to_owned(), &problem.sources);
        }
        for (index, fact) in entry.facts.iter().enumerate() {
            need(format!("facts[{index}]"), &fact.sources);
        }
        let figures = entry.requirements.iter().flat_map(|takes| &takes.figures);
        for (index, figure) in figures.enumerate() {
            need(format!("requirements.figures[{index}]"), &figure.sources);
        }
        for path in unsourced {
            let message = match path.as_str() {
                "problem" => "a problem without a source",
                _ => "a number without a source",
            };
            findings.push(part.error(path, message, "Add sources = [\"…\"]."));
        }
        for (index, outcome) in entry.outcomes.iter().enumerate() {
            if outcome.basis == Basis::Found && outcome.sources.is_empty() {
                findings.push(part.warning(
                    format!("outcomes[{index}]"),
                    "the outcome was found, but has no source",
                    "Add sources = [\"…\"].",
                ));
            }
        }
        if entry.sources.is_empty() {
            findings.push(part.warning("", "the entry has no source", "Add [[sources]]."));
        }
    }
    for (part, calculator) in read_parts(&sources.calculators) {
        for (index, input) in calculator.inputs.iter().enumerate() {
            let path = format!("inputs[{index}]");
            match input.certainty {
                Certainty::Source if input.sources.is_empty() => findings.push(part.error(
                    path,
                    format!("`{}` has the certainty \"source\", but no source", input.id),
                    "Add sources = [\"…\"], or write certainty = \"estimate\" or \"missing\".",
                )),
                Certainty::Estimate if input.note.trim().is_empty() => findings.push(part.error(
                    path,
                    format!(
                        "`{}` is an estimate, but does not say what it is based on",
                        input.id
                    ),
                    "Write it in `note`.",
                )),
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::publish::rules::fixture::{assert_found, found};

    const ENTRY: &str = "entries/madkassen.toml";
    const CALCULATOR: &str = "calculators/madkassen.toml";

    #[test]
    fn every_number_and_problem_has_a_source() {
        for (after, path) in [
            ("text = \"på hospitalet\"", "keyFigure: a number"),
            ("text = \"27 % bliver indlagt igen.\"", "problem: a problem"),
            (
                "text = \"af patienterne genindlægges.\"",
                "facts[0]: a number",
            ),
            ("unit = \"kr.\"", "requirements.figures[0]: a number"),
        ] {
            let from = format!("{after}\nsources = [\"programmet\"]");
            let beginning = format!("error: {ENTRY}: {path} without a source");
            assert_found(ENTRY, &from, after, &beginning);
        }
    }

    #[test]
    fn what_was_found_has_a_source() {
        assert_found(
            ENTRY,
            "basis = \"expected\"\nby = \"Programmet\"\nsources = [\"programmet\"]",
            "basis = \"found\"\nby = \"Programmet\"",
            "warning: entries/madkassen.toml: outcomes[0]: the outcome was found",
        );
    }

    #[test]
    fn an_entry_without_any_source_is_reported() {
        let messages = found("entries/cafe-tumling.toml", "[[sources]]", "[[own]]");
        assert!(
            messages
                .iter()
                .any(|one| one.contains("the entry has no source")),
            "{messages:?}"
        );
    }

    #[test]
    fn an_input_has_what_its_certainty_requires() {
        assert_found(
            CALCULATOR,
            "certainty = \"estimate\"",
            "certainty = \"source\"",
            "error: calculators/madkassen.toml: inputs[1]: `dage` has the certainty \"source\", but no source",
        );
        let messages = found(CALCULATOR, "note = \"To måneder.\"", "note = \" \"");
        assert!(
            messages[0].contains("`dage` is an estimate, but does not say"),
            "{messages:?}"
        );
    }
}
