//! A calculator computes, and its ready-made values are within its limits.

use crate::calculator::{
    BoundsError, CompileError, CompiledCalculator, FormulaError, Mistake, UnitMismatch,
    unit_mismatches,
};
use crate::catalogue::Calculator;
use crate::publish::finding::Finding;
use crate::publish::sources::{Sources, read_parts};

/// What a figure of an entry can be for a calculator.
const MEASURES: [&str; 3] = ["total", "participants", "hours"];

pub(super) fn check(sources: &Sources, findings: &mut Vec<Finding>) {
    check_measures(sources, findings);
    for (part, calculator) in read_parts(&sources.calculators) {
        match CompiledCalculator::new(calculator.clone()) {
            Ok(compiled) => {
                for (id, clash) in unit_mismatches(&compiled) {
                    let (message, mend) = units(&clash);
                    findings.push(part.error(path_of(&id, calculator), message, mend));
                }
            }
            Err(fault) => {
                let (path, message, mend) = explained(&fault, calculator);
                findings.push(part.error(path, message, mend));
            }
        }
        for (at, input) in calculator.inputs.iter().enumerate() {
            if input.step <= 0 && !input.fixed {
                findings.push(part.error(
                    format!("inputs[{at}].step"),
                    "− and + would not change the number",
                    "Write a number above 0.",
                ));
            }
            if let Some(measure) = &input.prefill
                && !MEASURES.contains(&measure.as_str())
            {
                findings.push(part.error(
                    format!("inputs[{at}].prefill"),
                    format!("no figure of an entry is a `{measure}`"),
                    format!("Write one of these: {}.", MEASURES.join(", ")),
                ));
            }
            for (of, choice) in input.choices.iter().enumerate() {
                if !(input.min..=input.max).contains(&choice.value) {
                    findings.push(part.error(
                        format!("inputs[{at}].choices[{of}].value"),
                        format!(
                            "{} is not within {} and {}",
                            choice.value, input.min, input.max
                        ),
                        "Move the limits `min` and `max`, or correct the value.",
                    ));
                }
            }
        }
    }
}

/// The measures of an entry's figures are known words.
fn check_measures(sources: &Sources, findings: &mut Vec<Finding>) {
    for (part, entry) in read_parts(&sources.entries) {
        let figures = entry.requirements.iter().flat_map(|needs| &needs.figures);
        for (at, figure) in figures.enumerate() {
            if let Some(measure) = &figure.measure
                && !MEASURES.contains(&measure.as_str())
            {
                findings.push(part.error(
                    format!("requirements.figures[{at}].measure"),
                    format!("no calculator starts from a `{measure}`"),
                    format!("Write one of these: {}.", MEASURES.join(", ")),
                ));
            }
        }
    }
}

fn explained(fault: &CompileError, calculator: &Calculator) -> (String, String, String) {
    let inputs = calculator.inputs.iter();
    let input = |id: &str| inputs.clone().position(|input| input.id == id);
    let values = calculator.values.iter();
    let value = |id: &str| values.clone().rposition(|value| value.id == id);
    match fault {
        CompileError::Formula { value: id, error } => {
            let at = value(id).unwrap_or_default();
            let formula = calculator.values.get(at).map_or("", |value| &value.formula);
            let (message, mend) = mistake(error, formula);
            (format!("values[{at}].formula"), message, mend)
        }
        CompileError::UnknownName { place, name } => {
            let path =
                value(place).map_or_else(|| place.clone(), |at| format!("values[{at}].formula"));
            let mut known = calculator
                .inputs
                .iter()
                .map(|input| input.id.as_str())
                .collect::<Vec<_>>();
            known.extend(calculator.values.iter().map(|value| value.id.as_str()));
            let later = known.contains(&name.as_str());
            let message = format!("`{name}` is not an input or a value above");
            let mend = match later {
                true => "Move the value that it names above this one.".to_owned(),
                false => format!("These are known: {}.", known.join(", ")),
            };
            (path, message, mend)
        }
        CompileError::RepeatedName(id) => (
            value(id).map_or_else(|| "inputs".to_owned(), |at| format!("values[{at}].id")),
            format!("`{id}` names two things"),
            "Rename one of them, also in the formulas and sentences that use it.".to_owned(),
        ),
        CompileError::OutOfOrder(id) => (
            input(id).map_or_else(|| "inputs".to_owned(), |at| format!("inputs[{at}]")),
            format!("the numbers of `{id}` are out of order"),
            "They must rise: min ≤ low ≤ likely ≤ high ≤ max.".to_owned(),
        ),
        CompileError::Unbounded { value, cause } => {
            let (message, mend) = boundless(cause);
            (path_of(value, calculator), message, mend.to_owned())
        }
        CompileError::NotMonotonic { value, input } => (
            path_of(value, calculator),
            format!("this may both rise and fall with the uncertain `{input}`, so its bounds are not known"),
            format!(
                "Write it so that `{input}` stands once, use min or max instead of if, or take `low` and `high` \
                 from `{input}`."
            ),
        ),
        CompileError::NoCrossing => (
            "breakEven".to_owned(),
            "`left` does not rise or fall against `right` all the way with the input that is solved for".to_owned(),
            "Choose an input that may be changed and that only one of them depends on.".to_owned(),
        ),
    }
}

/// Where an id stands: an input, a value's formula, or a part of its own.
fn path_of(id: &str, calculator: &Calculator) -> String {
    let value = calculator.values.iter().rposition(|value| value.id == id);
    let input = calculator.inputs.iter().position(|input| input.id == id);
    match (value, input) {
        (Some(at), _) => format!("values[{at}].formula"),
        (None, Some(at)) => format!("inputs[{at}].unit"),
        (None, None) => id.to_owned(),
    }
}

fn boundless(cause: &BoundsError) -> (String, &'static str) {
    match cause {
        BoundsError::Divisor(part) => (
            format!(
                "something is divided by `{part}`, which can be zero within its inputs' limits"
            ),
            "Raise the input's `min`, or divide by max(…) of it and something above zero.",
        ),
        BoundsError::Root(part) => (
            format!(
                "the root is taken of `{part}`, which can be negative within its inputs' limits"
            ),
            "Narrow the inputs' limits, or take the root of max(…, 0).",
        ),
        BoundsError::Discount => (
            "the rate of present_value can be negative, or its years negative or more than 100"
                .to_owned(),
            "Narrow the limits of the inputs that it uses.",
        ),
        BoundsError::TooLarge(part) => (
            format!("`{part}` can grow too large within its inputs' limits"),
            "Lower the inputs' `max`.",
        ),
    }
}

fn units(clash: &UnitMismatch) -> (String, String) {
    match clash {
        UnitMismatch::Unreadable { unit } => (
            format!("`{unit}` is no unit"),
            "Write words of a–z with * and / between them, such as kr/person/dag; % for per cent; nothing for a pure \
             number."
                .to_owned(),
        ),
        UnitMismatch::Parts { part, left, right } => (
            format!("in `{part}` the units {left} and {right} stand side by side"),
            "Both must have the same unit. Multiply or divide by what turns one into the other, such as 52 [uge/aar]."
                .to_owned(),
        ),
        UnitMismatch::Root { part, unit } => (
            format!("in `{part}` the root is taken of {unit}"),
            "Only a unit that stands twice has a root.".to_owned(),
        ),
        UnitMismatch::Value { given, written } => (
            format!("the formula gives {given}, and the value's unit is {written}"),
            format!("Mend the formula, or write unit = \"{given}\"."),
        ),
    }
}

fn mistake(error: &FormulaError, formula: &str) -> (String, String) {
    let (what, mend): (String, &str) = match &error.mistake {
        Mistake::TooLong => (
            "the formula is too long".into(),
            "Part it: name a part as a value above.",
        ),
        Mistake::TooDeep => (
            "parentheses stand too deep in one another".into(),
            "Part it: name a part as a value above.",
        ),
        Mistake::ValueExpected => (
            "a number, a name or a parenthesis is missing".into(),
            "Write it; names are in lower case, and decimals have a point.",
        ),
        Mistake::OperatorExpected => (
            "something stands after a value that is none of + - * /".into(),
            "Put an operator between them.",
        ),
        Mistake::ComparisonExpected => (
            "`if` must begin with a comparison".into(),
            "Write it as if(a < b, c, d), with one of < <= > >= = !=.",
        ),
        Mistake::Unclosed => (
            "a parenthesis, a bracket or a comma is missing".into(),
            "Add ), ] or a comma.",
        ),
        Mistake::BadNumber => ("this is no number".into(), "Write it as 1234.5."),
        Mistake::UnknownFunction(name) => (
            format!("there is no function `{name}`"),
            "Use min(a, b), max(a, b), round(a), ceil(a), floor(a), sqrt(a), if(a < b, c, d) or \
             present_value(amount, rate, years).",
        ),
    };
    let before = formula.get(..error.at).unwrap_or(formula);
    let place = match before.trim() {
        "" => "at its beginning".to_owned(),
        before => format!("after `{before}`"),
    };
    (format!("{what}, {place}"), mend.to_owned())
}

#[cfg(test)]
mod tests {
    use crate::publish::rules::spoilt::{assert_found, found};

    const FILE: &str = "calculators/madkassen.toml";

    #[test]
    fn a_mistake_in_a_formula_is_told_with_its_place_and_mend() {
        for (formula, told) in [
            (
                "pris *",
                "a number, a name or a parenthesis is missing, after `pris *`",
            ),
            (
                "pris dage",
                "something stands after a value that is none of + - * /, after `pris`",
            ),
            (
                "(pris",
                "a parenthesis, a bracket or a comma is missing, after `(pris`",
            ),
            ("1.2.3", "this is no number, after `1.2.3`"),
            ("sin(pris)", "there is no function `sin`, after `sin`"),
            (
                "*",
                "a number, a name or a parenthesis is missing, at its beginning",
            ),
            (
                "priser * dage",
                "`priser` is not an input or a value above. These are known: pris, dage, i_alt, pr_dag.",
            ),
            (
                "pr_dag * dage",
                "`pr_dag` is not an input or a value above. Move the value that it names above this one.",
            ),
        ] {
            let beginning = format!("error: {FILE}: values[0].formula: {told}");
            let formula = format!("formula = \"{formula}\"");
            assert_found(FILE, "formula = \"pris * dage\"", &formula, &beginning);
        }
        let long = format!("formula = \"pris{}\"", " + pris".repeat(90));
        assert_found(
            FILE,
            "formula = \"pris * dage\"",
            &long,
            "error: calculators/madkassen.toml: values[0].formula: the formula is too long",
        );
        let deep = format!("formula = \"{}\"", "(".repeat(40));
        assert_found(
            FILE,
            "formula = \"pris * dage\"",
            &deep,
            "error: calculators/madkassen.toml: values[0].formula: parentheses stand too deep",
        );
    }

    #[test]
    fn sentences_use_names_that_are_there() {
        assert_found(
            FILE,
            "Det koster {i_alt}.",
            "Det koster {alt}.",
            "error: calculators/madkassen.toml: answer: `alt` is not an input or a value above",
        );
    }

    #[test]
    fn names_and_numbers_fit_together() {
        assert_found(
            FILE,
            "id = \"i_alt\"",
            "id = \"dage\"",
            "error: calculators/madkassen.toml: values[0].id: `dage` names two things",
        );
        assert_found(
            FILE,
            "likely = 72",
            "likely = 1000",
            "error: calculators/madkassen.toml: inputs[0]: the numbers of `pris` are out of order",
        );
        assert_found(
            FILE,
            "formula = \"i_alt / dage\"",
            "formula = \"i_alt / (dage - dage)\"",
            "error: calculators/madkassen.toml: values[1].formula: something is divided by `dage - dage`, which can be zero",
        );
        assert_found(
            FILE,
            "value = 54",
            "value = 5000",
            "error: calculators/madkassen.toml: inputs[0].choices[0].value: 5000 is not within 1 and 500",
        );
    }

    #[test]
    fn units_fit_or_are_told_with_place_and_mend() {
        for (formula, told) in [
            (
                "pris + dage",
                "in `pris + dage` the units kr/dag and dag stand side by side. Both must have",
            ),
            (
                "pris * dage * dage",
                "the formula gives dag*kr, and the value's unit is kr. Mend the formula, or write unit = \"dag*kr\".",
            ),
            (
                "sqrt(pris)",
                "in `sqrt(pris)` the root is taken of kr/dag. Only a unit",
            ),
            ("pris * 60 [Dage]", "`Dage` is no unit. Write words of a–z"),
            (
                "if(dage > 3 [kr], pris * dage, 0)",
                "in `if(dage > 3 [kr], pris * dage, 0)` the units dag and kr stand",
            ),
        ] {
            let beginning = format!("error: {FILE}: values[0].formula: {told}");
            let formula = format!("formula = \"{formula}\"");
            assert_found(FILE, "formula = \"pris * dage\"", &formula, &beginning);
        }
        for fits in [
            "max(pris * dage, 0)",
            "pris * 2 [uge] * 7 [dag/uge] + pris * dage",
            "sqrt(pris * dage * pris * dage)",
            "if(dage > 30 [dag], pris * dage, pris * 30 [dag])",
            "present_value(pris * dage * 1 [1/aar], 3.5 [%], 2 [aar])",
        ] {
            let formula = format!("formula = \"{fits}\"");
            assert_eq!(
                found(FILE, "formula = \"pris * dage\"", &formula),
                [""; 0],
                "{fits}"
            );
        }
        assert_found(
            FILE,
            "unit = \"kr\"",
            "unit = \"kr.\"",
            "error: calculators/madkassen.toml: values[0].formula: `kr.` is no unit",
        );
    }

    #[test]
    fn whatever_may_not_compute_within_the_limits_is_refused() {
        for (formula, told) in [
            (
                "pris * dage * (1 / (dage - 60 [dag])) * 1 [dag]",
                "something is divided by `dage - 60 [dag]`, which can be zero",
            ),
            (
                "sqrt((pris - 70 [kr/dag]) * 1 [kr/dag]) * dage",
                "the root is taken of `(pris - 70 [kr/dag]) * 1 [kr/dag]`, which can be negative",
            ),
            (
                "pris * dage * 999999999999999999999999 * 999999999999999999999999",
                "`pris * dage * 999999999999999999999999` can grow too large",
            ),
            (
                "present_value(pris * 1 [dag/aar], 3.5 [%], dage * 1 [aar/dag])",
                "the rate of present_value can be negative, or its years",
            ),
        ] {
            let beginning = format!("error: {FILE}: values[0].formula: {told}");
            let formula = format!("formula = \"{formula}\"");
            assert_found(FILE, "formula = \"pris * dage\"", &formula, &beginning);
        }
    }

    #[test]
    fn a_value_rises_or_falls_all_the_way_with_what_is_uncertain() {
        // `pris` is uncertain, `dage` is not.
        for formula in [
            "(pris - 70 [kr/dag]) * (pris - 60 [kr/dag]) * dage * 1 [dag/kr]",
            "if(pris > 70 [kr/dag], 0, pris * dage)",
            "pris * dage - pris * 30 [dag]",
        ] {
            let beginning = format!(
                "error: {FILE}: values[0].formula: this may both rise and fall with the uncertain `pris`"
            );
            let formula = format!("formula = \"{formula}\"");
            assert_found(FILE, "formula = \"pris * dage\"", &formula, &beginning);
        }
    }

    #[test]
    fn what_is_solved_for_moves_one_value_against_the_other() {
        let with = |input: &str, left: &str, right: &str| {
            let block = format!(
                "[breakEven]\ninput = \"{input}\"\nleft = \"{left}\"\nleftLabel = \"a\"\nright = \"{right}\"\n\
                 rightLabel = \"b\"\naxis = \"c\"\ntext = \"{{breakEven}}\"\nnever = \"n\"\nalways = \"a\"\n\n[answer]"
            );
            found(FILE, "[answer]", &block)
        };
        let told = with("dage", "i_alt", "i_alt");
        assert!(
            told.iter()
                .any(|told| told.contains("breakEven: `left` does not rise or fall")),
            "{told:?}"
        );
        let told = with("dage", "pris", "dage");
        assert!(
            told.iter().any(|told| told.contains(
                "breakEven: in `pris, dage` the units kr/dag and dag stand side by side"
            )),
            "{told:?}"
        );
    }

    #[test]
    fn an_input_moves_and_starts_from_figures_that_there_are() {
        assert_found(
            FILE,
            "step = 1",
            "step = 0",
            "error: calculators/madkassen.toml: inputs[0].step: − and + would not change the number",
        );
        assert_found(
            FILE,
            "step = 1",
            "step = 1\nprefill = \"pris\"",
            "error: calculators/madkassen.toml: inputs[0].prefill: no figure of an entry is a `pris`",
        );
    }

    #[test]
    fn a_decimal_stands_in_quotes() {
        let told = found(FILE, "likely = 72", "likely = 69.42");
        assert_eq!(
            told,
            [
                "error: calculators/madkassen.toml: inputs[0].likely: 69.42 would become a binary fraction. Write it in quotes: \"69.42\"."
            ]
        );
    }
}
