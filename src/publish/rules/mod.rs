//! The rules that a catalogue must follow beyond being readable, one kind of
//! rule per file.

mod calculators;
mod classification;
mod dates;
mod emptiness;
#[cfg(test)]
mod fixture;
mod help;
mod ids;
mod links;
mod persons;
mod references;
mod sourced;
mod summaries;
mod texts;
mod walk;
mod worksheets;

use super::finding::Finding;
use super::sources::{Part, Sources};

/// Runs every rule.
pub(super) fn check(sources: &Sources, findings: &mut Vec<Finding>) {
    let rules = [
        emptiness::entries,
        ids::check,
        references::check,
        sourced::check,
        classification::check,
        summaries::check,
        calculators::check,
        worksheets::check,
        help::check,
    ];
    for rule in rules {
        rule(sources, findings);
    }
    each_part(sources, findings);
}

/// Runs the rules that apply to any text or value of a part.
fn each_part(sources: &Sources, findings: &mut Vec<Finding>) {
    fn of<T>(part: &Part<T>, list: &str, findings: &mut Vec<Finding>) {
        dates::check(part, findings);
        emptiness::check(part, list, findings);
        links::check(part, findings);
        persons::check(part, list, findings);
        texts::check(part, findings);
    }
    for part in sources.head.iter() {
        of(part, "head", findings);
    }
    for part in &sources.entries {
        of(part, "entries", findings);
    }
    for part in &sources.calculators {
        of(part, "calculators", findings);
    }
    for part in &sources.worksheets {
        of(part, "worksheets", findings);
    }
    for part in &sources.thesaurus {
        of(part, "thesaurus", findings);
    }
    for part in &sources.help {
        of(part, "help", findings);
    }
}
