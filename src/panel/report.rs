//! A calculator as plain text and as a table for a spreadsheet.

use super::handing::Form;
use super::{Reckoning, Shelf};
use crate::calculator::{Estimate, Meet, fill};
use crate::catalogue::{BreakEven, Calculator, Certainty};
use crate::join::join;
use crate::number::Decimal;

pub(super) fn shaped(shelf: &Shelf, reckoning: &Reckoning, form: Form) -> String {
    match form {
        Form::Text => as_text(shelf, reckoning),
        Form::Table => as_table(shelf, reckoning),
    }
}

/// What a badge says, for paper and files.
pub(super) fn certainty_in_words(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Source => "Kilde",
        Certainty::Estimate => "Vores skøn",
        Certainty::Missing => "Kilde mangler",
        Certainty::Choice => "Jeres valg",
        Certainty::Dream => "Drøm",
    }
}

/// Whose budget, at which prices and over how long.
pub(super) fn basis_in_words(calculator: &Calculator) -> String {
    let budget = calculator.budget.trim_end_matches('.');
    let mut words = format!("Budget: {budget}. Priser: {}", calculator.price_year);
    if let Some(horizon) = &calculator.horizon {
        words.push_str(" Tid: ");
        words.push_str(horizon);
    }
    words
}

/// Where the two values of the break-even meet.
pub(super) fn meeting_in_words(reckoning: &Reckoning, curve: &BreakEven) -> String {
    let (sheet, results) = (&reckoning.sheet, &reckoning.results);
    let text = match results.meeting.map(|meeting| meeting.likely) {
        Some(Meet::Never) => &curve.never,
        Some(Meet::Always) => &curve.always,
        _ => &curve.text,
    };
    fill(text, sheet, results)
}

fn as_text(shelf: &Shelf, reckoning: &Reckoning) -> String {
    let (sheet, results) = (&reckoning.sheet, &reckoning.results);
    let calculator = &sheet.calculator;
    let say = |sentence: &str| fill(sentence, sheet, results);
    let mut lines = vec![
        calculator.title.clone(),
        calculator.lead.clone(),
        String::new(),
    ];
    for answer in std::iter::once(&calculator.answer).chain(&calculator.further) {
        let Some(figures) = sheet.figures(results, &answer.value) else {
            continue;
        };
        let number = figures.with_unit(figures.estimate.likely);
        let mut line = format!("{number}. {}", say(&answer.text));
        if figures.estimate.is_uncertain()
            && let Some(range) = &answer.range
        {
            line.push(' ');
            line.push_str(&say(range));
        }
        lines.push(line);
    }
    if let Some(curve) = &calculator.break_even {
        lines.push(meeting_in_words(reckoning, curve));
    }
    lines.extend([String::new(), "Det har vi regnet med:".to_owned()]);
    for (input, own) in calculator.inputs.iter().zip(reckoning.own()) {
        let Some(figures) = sheet.figures(results, &input.id) else {
            continue;
        };
        let Estimate { low, likely, high } = figures.estimate;
        let mut line = format!("- {}: {}", input.short, figures.with_unit(likely));
        if low != high {
            line.push_str(&format!(
                " ({} til {})",
                figures.bare(low),
                figures.bare(high)
            ));
        }
        let (badge, note) = match own {
            Some(_) => (certainty_in_words(Certainty::Choice), ""),
            None => (certainty_in_words(input.certainty), input.note.as_str()),
        };
        line.push_str(&format!(". {badge}. {note}"));
        lines.push(line.trim_end().to_owned());
    }
    lines.extend([String::new(), "Hvad tallet ikke siger:".to_owned()]);
    lines.extend(
        calculator
            .caveats
            .iter()
            .map(|caveat| format!("- {}", say(caveat))),
    );
    lines.extend([String::new(), basis_in_words(calculator)]);
    let sources = sources_of(shelf, calculator, None);
    if !sources.is_empty() {
        lines.push("Kilder:".to_owned());
        lines.extend(sources.iter().map(|source| format!("- {source}")));
    }
    join(&lines, "\n")
}

/// A calculator's sources in words: all of them, or those with these ids.
fn sources_of(shelf: &Shelf, calculator: &Calculator, only: Option<&[String]>) -> Vec<String> {
    let known = &shelf.catalogue.head.sources;
    let references = calculator.sources.iter();
    let references = references
        .filter(|reference| only.is_none_or(|only| only.iter().any(|key| key == reference.key())));
    let sources = references.filter_map(|reference| {
        let source = known.iter().find(|source| source.id == reference.source)?;
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
        Some(words)
    });
    sources.collect()
}

/// Parted by semicolons and with decimal commas, as Danish spreadsheets read it.
fn as_table(shelf: &Shelf, reckoning: &Reckoning) -> String {
    let (sheet, results) = (&reckoning.sheet, &reckoning.results);
    let calculator = &sheet.calculator;
    // The mark of UTF-8, without which a spreadsheet spoils æ, ø and å.
    let mut table = "\u{feff}".to_owned();
    let head = [
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
    add_row(&mut table, head);
    let number = |number: Decimal| number.to_string().replace('.', ",");
    let mut row = |name: &str, id: &str, rest: [&str; 4]| {
        if let Some(figures) = sheet.figures(results, id) {
            let Estimate { low, likely, high } = figures.estimate;
            let [basis, year, payer, sources] = rest;
            let numbers = [number(low), number(likely), number(high)];
            let [low, likely, high] = numbers.each_ref().map(String::as_str);
            let cells = [
                name,
                low,
                likely,
                high,
                figures.unit,
                basis,
                year,
                payer,
                sources,
            ];
            add_row(&mut table, cells);
        }
    };
    for (input, own) in calculator.inputs.iter().zip(reckoning.own()) {
        let sources = join(&sources_of(shelf, calculator, Some(&input.sources)), " | ");
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let rest = match own {
            Some(_) => [certainty_in_words(Certainty::Choice), "", "", ""],
            None => [
                certainty_in_words(input.certainty),
                &text(&input.price_year),
                &text(&input.payer),
                &sources,
            ],
        };
        row(&input.short, &input.id, rest);
    }
    for value in &calculator.values {
        row(&value.label, &value.id, ["Regnet ud", "", "", ""]);
    }
    table
}

fn add_row(table: &mut String, cells: [&str; 9]) {
    for (place, cell) in cells.into_iter().enumerate() {
        if place > 0 {
            table.push(';');
        }
        // A spreadsheet would take such a text for a formula.
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
    table.push_str("\r\n");
}
