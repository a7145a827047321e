//! Calculators for any entry, with the entry's figures as inputs.

use crate::catalogue::{Calculator, Catalogue, Certainty, CostFigure, Entry, Input};
use crate::danish::end_sentence;

/// The calculator with an id. `calculator@entry` is a calculator for any entry, with the figures of
/// this one as inputs.
#[must_use]
pub fn opened(catalogue: &Catalogue, id: &str) -> Option<Calculator> {
    let Some((id, entry)) = id.split_once('@') else {
        return catalogue.calculator(id);
    };
    let calculator = catalogue.calculator(id)?;
    let mut entry = catalogue.entry(entry)?;
    fits(&calculator, &entry).then(|| prefilled(calculator, &mut entry))
}

/// Whether a calculator is for any entry, and the entry has a figure for one of its inputs.
#[must_use]
pub fn fits(calculator: &Calculator, entry: &Entry) -> bool {
    calculator.for_any_entry
        && calculator
            .inputs
            .iter()
            .any(|input| figure(input, entry).is_some())
}

/// Replaces a calculator's inputs by an entry's figures, each with its reservations. The entry's
/// sources are moved to the calculator, before its own.
fn prefilled(mut calculator: Calculator, entry: &mut Entry) -> Calculator {
    for input in &mut calculator.inputs {
        let Some(figure) = figure(input, entry) else {
            continue;
        };
        input.likely = figure.amount;
        input.low = figure.high.map(|_| figure.amount);
        input.high = figure.high;
        input.max = input.max.max(figure.high.unwrap_or(figure.amount));
        input.min = input.min.min(figure.amount);
        input.certainty = Certainty::Source;
        input.note = note(entry, figure);
        input.price_year.clone_from(&figure.price_year);
        input.payer.clone_from(&figure.payer);
        input.sources.clone_from(&figure.sources);
    }
    calculator.title = format!("{}: {}", calculator.title, entry.title);
    calculator.entry = Some(entry.id.clone());
    calculator.arena = entry.arenas.first().cloned();
    // The entry's sources come first; the other inputs keep theirs.
    let of_calculator =
        std::mem::replace(&mut calculator.sources, std::mem::take(&mut entry.sources));
    for source in of_calculator {
        let sources = &mut calculator.sources;
        if sources.iter().all(|known| known.key() != source.key()) {
            sources.push(source);
        }
    }
    calculator
}

fn figure<'e>(input: &Input, entry: &'e Entry) -> Option<&'e CostFigure> {
    let measure = input.prefill.as_ref()?;
    let figures = &entry.requirements.as_ref()?.figures;
    figures
        .iter()
        .find(|figure| figure.measure.as_ref() == Some(measure))
}

/// A note that says what the figure is, covers and excludes.
fn note(entry: &Entry, figure: &CostFigure) -> String {
    let mut note = format!("Fra »{}«: {}", entry.title, figure.label);
    end_sentence(&mut note);
    for part in [&figure.covers, &figure.excludes].into_iter().flatten() {
        note.push(' ');
        note.push_str(part);
    }
    note
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::{Requirements, SourceReference};
    use crate::number::Decimal;

    fn sources(ids: &[&str]) -> Vec<SourceReference> {
        let reference = |id: &&str| SourceReference {
            source: (*id).to_owned(),
            ..SourceReference::default()
        };
        ids.iter().map(reference).collect()
    }

    #[test]
    fn numbers_that_an_entry_does_not_have_keep_their_sources() {
        let input = |id: &str, prefill: Option<&str>| Input {
            id: id.into(),
            prefill: prefill.map(Into::into),
            sources: vec!["vores".into()],
            ..Input::default()
        };
        let calculator = Calculator {
            for_any_entry: true,
            inputs: vec![input("pris", Some("total")), input("timepris", None)],
            sources: sources(&["vores", "faelles"]),
            ..Calculator::default()
        };
        let mut entry = Entry {
            requirements: Some(Requirements {
                figures: vec![CostFigure {
                    amount: Decimal::whole(780_000),
                    measure: Some("total".into()),
                    sources: vec!["deres".into()],
                    ..CostFigure::default()
                }],
                ..Requirements::default()
            }),
            sources: sources(&["deres", "faelles"]),
            ..Entry::default()
        };
        let calculator = prefilled(calculator, &mut entry);
        let keys: Vec<&str> = calculator
            .sources
            .iter()
            .map(SourceReference::key)
            .collect();
        assert_eq!(keys, ["deres", "faelles", "vores"]);
        for (input, key) in calculator.inputs.iter().zip(["deres", "vores"]) {
            assert_eq!(input.sources, [key]);
        }
    }
}
