//! A calculator as plain text and as a table for a spreadsheet.

use super::export::ExportFormat;
use super::{CalculatorState, InputState, LoadedCatalogue};
use crate::calculator::{Crossing, Estimate, written};
use crate::catalogue::{Answer, BreakEvenCurve, Calculator, Certainty, Input};
use crate::danish::{end_sentence, print_number};
use crate::join::join;
use crate::number::Decimal;

/// A calculator as text or as a table.
pub(super) fn export(
    loaded: &LoadedCatalogue,
    state: &CalculatorState,
    form: ExportFormat,
) -> String {
    match form {
        ExportFormat::Text => as_text(loaded, state),
        ExportFormat::Csv => as_table(loaded, state),
    }
}

/// Whether a calculator speaks to one person, as `du`, rather than to several, as `I`.
pub(super) fn is_to_one(calculator: &Calculator) -> bool {
    let mut words = calculator.lead.split([' ', ',', '.']);
    words.any(|word| matches!(word, "du" | "Du"))
}

/// What an input's number rests on, in words.
pub(super) fn certainty_in_words(
    calculator: &Calculator,
    input: &Input,
    field: &InputState,
) -> &'static str {
    match input.certainty {
        _ if field.own.is_some() && is_to_one(calculator) => "Dit valg",
        _ if field.own.is_some() => "Jeres valg",
        Certainty::Source => "Kilde",
        Certainty::Estimate => "Vores skøn",
        Certainty::Missing => "Kilde mangler",
        Certainty::Choice => "Eksempel",
        Certainty::Dream => "Drøm",
    }
}

/// Whether an input's note holds. It is about the published number, and an example may count what the user has changed
/// since: `ét døgn for hver af 20 personer`.
pub(super) fn note_holds(state: &CalculatorState, input: &Input) -> bool {
    let note = input.note.as_bytes();
    for (other, field) in state.compiled.definition.inputs.iter().zip(&state.fields) {
        if field.own.is_none() {
            continue;
        }
        let counted = written(other, other.likely) + " " + &other.shown_unit;
        let mut parts = note.windows(counted.len());
        if other.id == input.id || parts.any(|part| part == counted.as_bytes()) {
            return false;
        }
    }
    true
}

/// How far an answer may be off, in words, if it has words for that.
pub(super) fn range_in_words(state: &CalculatorState, answer: &Answer) -> Option<String> {
    let range = answer.range.as_ref()?;
    let estimate = state.compiled.estimate(&state.results, &answer.value)?;
    match estimate.is_uncertain() {
        true => Some(state.say(range)),
        // The user may have taken the range away.
        false => state
            .is_changed()
            .then(|| "Tallet har intet spænd: Lavt og højt giver det samme.".to_owned()),
    }
}

/// The budget, the price year and the horizon, in words.
pub(super) fn basis_in_words(calculator: &Calculator) -> String {
    let mut words = "Budget: ".to_owned() + &calculator.budget;
    end_sentence(&mut words);
    words.push_str(" Priser: ");
    words.push_str(&calculator.price_year);
    if let Some(horizon) = &calculator.horizon {
        words.push_str(" Tid: ");
        words.push_str(horizon);
    }
    words
}

/// The break-even, in words.
pub(super) fn break_even_in_words(state: &CalculatorState, curve: &BreakEvenCurve) -> String {
    let text = match state.results.break_even.map(|solved| solved.likely) {
        Some(Crossing::Never) => &curve.never,
        Some(Crossing::Always) => &curve.always,
        _ => &curve.text,
    };
    state.say(text)
}

fn as_text(loaded: &LoadedCatalogue, state: &CalculatorState) -> String {
    let calculator = &state.compiled.definition;
    let mut lines = Lines(String::new());
    lines.add(&[&calculator.title]);
    lines.add(&[&calculator.lead]);
    lines.add(&[]);
    for answer in std::iter::once(&calculator.answer).chain(&calculator.further) {
        let words = state.answer(answer, &state.results).unwrap_or_default();
        match range_in_words(state, answer) {
            Some(range) => lines.add(&[&words, " ", &range]),
            None => lines.add(&[&words]),
        }
    }
    if let Some(curve) = &calculator.break_even {
        lines.add(&[&break_even_in_words(state, curve)]);
    }
    lines.add(&[]);
    lines.add(&["Det har vi regnet med:"]);
    for (input, field) in calculator.inputs.iter().zip(&state.fields) {
        let Some(figures) = state.figures(&input.id) else {
            continue;
        };
        let note = match note_holds(state, input) {
            true => input.note.as_str(),
            false => "",
        };
        let number = figures.with_unit(figures.estimate.likely);
        let mut line = format!("- {}: {number}{}", input.short, figures.bounds());
        end_sentence(&mut line);
        let basis = certainty_in_words(calculator, input, field);
        let rest = format!(" {basis}. {note}");
        lines.add(&[&line, rest.trim_end()]);
    }
    lines.add(&[]);
    lines.add(&["Hvad tallet ikke siger:"]);
    for caveat in &calculator.caveats {
        lines.add(&["- ", &state.say(caveat)]);
    }
    lines.add(&[]);
    lines.add(&[&basis_in_words(calculator)]);
    let sources = sources_of(loaded, calculator, None);
    if !sources.is_empty() {
        lines.add(&["Kilder:"]);
        for source in &sources {
            lines.add(&["- ", source]);
        }
    }
    lines.0.pop();
    lines.0
}

/// A text that is built line by line.
struct Lines(String);

impl Lines {
    fn add(&mut self, parts: &[&str]) {
        for part in parts {
            self.0.push_str(part);
        }
        self.0.push('\n');
    }
}

/// A calculator's sources in words: all of them, or those with these keys.
fn sources_of(
    loaded: &LoadedCatalogue,
    calculator: &Calculator,
    only: Option<&[String]>,
) -> Vec<String> {
    let known = loaded.catalogue.sources();
    let mut sources = Vec::new();
    for reference in &calculator.sources {
        let known = known.iter().find(|source| source.id == reference.source);
        let wanted = only.is_none_or(|only| only.iter().any(|key| key == reference.key()));
        let Some(source) = known.filter(|_| wanted) else {
            continue;
        };
        let mut words = source.title.clone();
        if let Some(date) = source.date {
            words.push_str(", ");
            words.push_str(&date.in_danish());
        }
        if let Some(date) = source.read {
            words.push_str(&format!(" (læst {})", date.in_danish()));
        }
        if let Some(url) = &source.url {
            words.push_str(", ");
            words.push_str(url);
        }
        sources.push(words);
    }
    sources
}

const COLUMNS: [&str; 9] = [
    "Tal",
    "Lavt",
    "Sandsynligt",
    "Højt",
    "Enhed",
    "Grundlag",
    "Prisår",
    "Betaler",
    "Kilder",
];

/// Separated by semicolons and with decimal commas, as Danish spreadsheets read them.
fn as_table(loaded: &LoadedCatalogue, state: &CalculatorState) -> String {
    let calculator = &state.compiled.definition;
    // The byte order mark: without it, spreadsheets do not read æ, ø and å as UTF-8.
    let mut table = "\u{feff}".to_owned();
    add_cells(&mut table, &COLUMNS);
    let mut row = |name: &str, id: &str, own: bool, rest: &[&str; 4]| {
        if let Some(figures) = state.figures(id) {
            // All decimals, and neither points nor signs that spreadsheets do not read.
            let number = |number: Decimal| {
                let least = if own { figures.decimals } else { 0 };
                let printed = print_number(number, number.places().max(least));
                printed.replace('.', "").replace('−', "-")
            };
            let Estimate { low, likely, high } = figures.estimate;
            table.push_str("\r\n");
            let numbers = [
                name,
                &number(low),
                &number(likely),
                &number(high),
                figures.unit,
            ];
            add_cells(&mut table, &numbers);
            table.push(';');
            add_cells(&mut table, rest);
        }
    };
    for (input, field) in calculator.inputs.iter().zip(&state.fields) {
        let basis = certainty_in_words(calculator, input, field);
        if field.own.is_some() {
            row(&input.short, &input.id, true, &[basis, "", "", ""]);
            continue;
        }
        let sources = join(&sources_of(loaded, calculator, Some(&input.sources)), " | ");
        let year = input.price_year.as_deref().unwrap_or_default();
        let payer = input.payer.as_deref().unwrap_or_default();
        let rest = [basis, year, payer, &sources];
        row(&input.short, &input.id, false, &rest);
    }
    for value in &calculator.values {
        row(&value.label, &value.id, false, &["Regnet ud", "", "", ""]);
    }
    table.push_str("\r\n");
    table
}

fn add_cells(table: &mut String, cells: &[&str]) {
    for (place, cell) in cells.iter().enumerate() {
        if place > 0 {
            table.push(';');
        }
        // A spreadsheet would run such a text as a formula.
        let formula = cell.starts_with(['=', '+', '@', '\t', '\r'])
            || (cell.starts_with('-')
                && !cell
                    .bytes()
                    .skip(1)
                    .all(|b| b.is_ascii_digit() || b == b','));
        table.push('"');
        if formula {
            table.push('\'');
        }
        table.push_str(&cell.replace('"', "\"\""));
        table.push('"');
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::super::CalculatorAction;
    use super::*;
    use crate::calculator::CompiledCalculator;
    use crate::catalogue::Value;

    #[test]
    fn a_note_holds_until_a_number_that_it_gives_is_changed() {
        let input = |id: &str, unit: &str, likely: i64, note: &str| Input {
            id: id.into(),
            shown_unit: unit.into(),
            likely: Decimal::whole(likely),
            max: Decimal::whole(99),
            note: note.into(),
            ..Input::default()
        };
        let calculator = Calculator {
            inputs: vec![
                input("persons", "personer", 20, "Tallet er et eksempel."),
                input("days", "døgn", 7, "Ét for hver af 20 personer."),
                input("price", "kr.", 20, "Ingen ved det."),
            ],
            values: vec![Value {
                id: "all".into(),
                formula: "persons * price".into(),
                ..Value::default()
            }],
            answer: Answer {
                value: "all".into(),
                ..Answer::default()
            },
            ..Calculator::default()
        };
        let compiled = CompiledCalculator::new(calculator).unwrap();
        let mut state = CalculatorState::new(Rc::new(compiled)).unwrap();
        let holding = |state: &CalculatorState| {
            let inputs = state.compiled.definition.inputs.iter();
            inputs
                .map(|input| note_holds(state, input))
                .collect::<Vec<_>>()
        };
        assert_eq!(holding(&state), [true, true, true]);
        state.update(CalculatorAction::Type(2, "21".into()));
        assert_eq!(holding(&state), [true, true, false]);
        state.update(CalculatorAction::ResetAll);
        state.update(CalculatorAction::Type(0, "35".into()));
        assert_eq!(holding(&state), [false, false, true]);
    }
}
