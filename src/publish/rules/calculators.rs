//! A calculator compiles, its units fit, and its presets are within its limits.

use crate::calculator::{
    BoundsError, CompileError, CompiledCalculator, FormulaError, Mistake, UnitMismatch, is_counted,
    is_either, unit_mismatches,
};
use crate::catalogue::Calculator;
use crate::danish::two_meanings;
use crate::publish::finding::Finding;
use crate::publish::inspect::ask_which;
use crate::publish::sources::{Sources, read_parts};

/// The measures that an entry's figure can have.
const MEASURES: [&str; 3] = ["total", "participants", "hours"];

pub(super) fn check(sources: &Sources, findings: &mut Vec<Finding>) {
    check_measures(sources, findings);
    for (part, calculator) in read_parts(&sources.calculators) {
        match CompiledCalculator::new(calculator.clone()) {
            Ok(compiled) => {
                for (id, mismatch) in unit_mismatches(&compiled) {
                    let (message, suggestion) = unit_mismatch(&mismatch);
                    findings.push(part.error(path_of(&id, calculator), message, suggestion));
                }
            }
            Err(error) => {
                let (path, message, suggestion) = compile_error(&error, calculator);
                findings.push(part.error(path, message, suggestion));
            }
        }
        for (index, value) in calculator.values.iter().enumerate() {
            let is_end = |c: char| !c.is_ascii_alphanumeric() && !matches!(c, '.' | '_');
            for number in value.formula.split(is_end) {
                if let Some(meanings) = two_meanings(number) {
                    let (message, suggestion) = ask_which(number, &meanings, "");
                    let path = format!("values[{index}].formula");
                    findings.push(part.error(path, message, suggestion));
                }
            }
        }
        for (index, input) in calculator.inputs.iter().enumerate() {
            if input.step <= 0 && !input.fixed {
                findings.push(part.error(
                    format!("inputs[{index}].step"),
                    "− and + would not change the number",
                    "Write a number above 0.",
                ));
            }
            let numbers = [input.likely, input.min, input.max, input.step];
            let choices = input.choices.iter().map(|choice| choice.value);
            let mut numbers = numbers.into_iter().chain(choices);
            if is_counted(input) && numbers.any(|number| !number.is_whole()) {
                findings.push(part.error(
                    format!("inputs[{index}]"),
                    format!("`{}` is counted in whole numbers", input.unit),
                    "Write whole numbers, or give the input `decimals`.",
                ));
            }
            let choices = input.choices.iter().map(|choice| choice.value);
            let mut numbers = choices.chain([input.likely]);
            if is_either(input) && numbers.any(|number| ![input.min, input.max].contains(&number)) {
                findings.push(part.error(
                    format!("inputs[{index}].step"),
                    "one step leads from `min` to `max`, so nothing between them is accepted",
                    "Write a smaller step, or only these two numbers.",
                ));
            }
            if let Some(measure) = &input.prefill
                && !MEASURES.contains(&measure.as_str())
            {
                findings.push(part.error(
                    format!("inputs[{index}].prefill"),
                    format!("there is no measure `{measure}`"),
                    format!("Write one of: {}.", MEASURES.join(", ")),
                ));
            }
            for (choice_index, choice) in input.choices.iter().enumerate() {
                if !(input.min..=input.max).contains(&choice.value) {
                    findings.push(part.error(
                        format!("inputs[{index}].choices[{choice_index}].value"),
                        format!(
                            "{} is not within {} and {}",
                            choice.value, input.min, input.max
                        ),
                        "Change `min` or `max`, or correct the value.",
                    ));
                }
            }
        }
    }
}

/// The measures of entries' figures are known.
fn check_measures(sources: &Sources, findings: &mut Vec<Finding>) {
    for (part, entry) in read_parts(&sources.entries) {
        let figures = entry.requirements.iter().flat_map(|needs| &needs.figures);
        for (index, figure) in figures.enumerate() {
            if let Some(measure) = &figure.measure
                && !MEASURES.contains(&measure.as_str())
            {
                findings.push(part.error(
                    format!("requirements.figures[{index}].measure"),
                    format!("there is no measure `{measure}`"),
                    format!("Write one of: {}.", MEASURES.join(", ")),
                ));
            }
        }
    }
}

/// The path, message and suggestion for a calculator that does not compile.
fn compile_error(error: &CompileError, calculator: &Calculator) -> (String, String, String) {
    let inputs = calculator.inputs.iter();
    let input = |id: &str| inputs.clone().position(|input| input.id == id);
    let values = calculator.values.iter();
    let value = |id: &str| values.clone().rposition(|value| value.id == id);
    match error {
        CompileError::Formula { value: id, error } => {
            let index = value(id).unwrap_or_default();
            let formula = calculator
                .values
                .get(index)
                .map_or("", |value| &value.formula);
            let (message, suggestion) = formula_error(error, formula);
            (format!("values[{index}].formula"), message, suggestion)
        }
        CompileError::UnknownName { place, name } => {
            let path = value(place)
                .map_or_else(|| place.clone(), |index| format!("values[{index}].formula"));
            let mut known = calculator
                .inputs
                .iter()
                .map(|input| input.id.as_str())
                .collect::<Vec<_>>();
            known.extend(calculator.values.iter().map(|value| value.id.as_str()));
            let later = known.contains(&name.as_str());
            let message = format!("`{name}` is not an input or a value above");
            let suggestion = match later {
                true => "Move that value above this one.".to_owned(),
                false => format!("Known names: {}.", known.join(", ")),
            };
            (path, message, suggestion)
        }
        CompileError::RepeatedName(id) => (
            value(id).map_or_else(
                || "inputs".to_owned(),
                |index| format!("values[{index}].id"),
            ),
            format!("`{id}` is the id of two inputs or values"),
            "Rename one, also in the formulas and sentences that use it.".to_owned(),
        ),
        CompileError::OutOfOrder(id) => (
            input(id).map_or_else(|| "inputs".to_owned(), |index| format!("inputs[{index}]")),
            format!("the numbers of `{id}` are out of order"),
            "They must be in order: min ≤ low ≤ likely ≤ high ≤ max.".to_owned(),
        ),
        CompileError::Unbounded { value, cause } => {
            let (message, suggestion) = bounds_error(cause);
            (path_of(value, calculator), message, suggestion.to_owned())
        }
        CompileError::NotMonotonic { value, input } => (
            path_of(value, calculator),
            format!(
                "this may both rise and fall with the uncertain `{input}`, so its bounds cannot be \
                 computed"
            ),
            format!(
                "Use `{input}` only once, use min or max instead of if, or remove `low` and `high` \
                 from `{input}`."
            ),
        ),
        CompileError::NoCrossing => (
            "breakEven".to_owned(),
            "the difference between `left` and `right` does not rise or fall all the way with the \
             input that is solved for"
                .to_owned(),
            "Choose an input that is not fixed and that only one of them depends on.".to_owned(),
        ),
    }
}

/// The path of an id: of a value's formula, of an input's unit, or the id itself.
fn path_of(id: &str, calculator: &Calculator) -> String {
    let value = calculator.values.iter().rposition(|value| value.id == id);
    let input = calculator.inputs.iter().position(|input| input.id == id);
    match (value, input) {
        (Some(index), _) => format!("values[{index}].formula"),
        (None, Some(index)) => format!("inputs[{index}].unit"),
        (None, None) => id.to_owned(),
    }
}

/// The message and suggestion for a value that may not compute.
fn bounds_error(cause: &BoundsError) -> (String, &'static str) {
    match cause {
        BoundsError::Divisor(part) => (
            format!("division by `{part}`, which can be zero within the inputs' limits"),
            "Raise the input's `min`, or divide by max(…) of it and a number above zero.",
        ),
        BoundsError::Root(part) => (
            format!("square root of `{part}`, which can be negative within the inputs' limits"),
            "Narrow the inputs' limits, or use sqrt(max(…, 0)).",
        ),
        BoundsError::Discount => (
            "the rate of present_value can be negative, or its years negative or more than 100"
                .to_owned(),
            "Narrow the limits of the inputs that it uses.",
        ),
        BoundsError::TooLarge(part) => (
            format!("`{part}` can become too large within the inputs' limits"),
            "Lower the inputs' `max`.",
        ),
    }
}

/// The message and suggestion for units that do not fit.
fn unit_mismatch(mismatch: &UnitMismatch) -> (String, String) {
    match mismatch {
        UnitMismatch::Unreadable { unit } => (
            format!("`{unit}` is not a unit"),
            "Write words of a–z with * and / between them, such as kr/person/dag; % for per cent; nothing for a pure \
             number."
                .to_owned(),
        ),
        UnitMismatch::Parts { part, left, right } => (
            format!("in `{part}` the units {left} and {right} do not match"),
            "Both must have the same unit. Multiply or divide by a conversion factor, such as 52 [uge/aar]."
                .to_owned(),
        ),
        UnitMismatch::Root { part, unit } => (
            format!("in `{part}` the unit {unit} has no square root"),
            "Only a unit that is squared has one, such as kr*kr.".to_owned(),
        ),
        UnitMismatch::Value { given, written } => (
            format!("the formula's unit is {given}, but the value's unit is {written}"),
            format!("Correct the formula, or write unit = \"{given}\"."),
        ),
    }
}

/// The message and suggestion for a formula that cannot be parsed.
fn formula_error(error: &FormulaError, formula: &str) -> (String, String) {
    let (message, suggestion): (String, &str) = match &error.mistake {
        Mistake::TooLong => (
            "the formula is too long".into(),
            "Split it: make a part of it a value of its own, above this one.",
        ),
        Mistake::TooDeep => (
            "parentheses are nested too deeply".into(),
            "Split it: make a part of it a value of its own, above this one.",
        ),
        Mistake::ValueExpected => (
            "a number, a name or a parenthesis is missing".into(),
            "Write it; names are in lower case, and decimals have a point.",
        ),
        Mistake::OperatorExpected => (
            "an operator (+ - * /) is missing".into(),
            "Write one between the values.",
        ),
        Mistake::ComparisonExpected => (
            "`if` must start with a comparison".into(),
            "Write it as if(a < b, c, d), with one of < <= > >= = !=.",
        ),
        Mistake::Unclosed => (
            "a parenthesis, a bracket or a comma is missing".into(),
            "Add ), ] or a comma.",
        ),
        Mistake::BadNumber => ("this is not a number".into(), "Write it as 1234.5."),
        Mistake::UnknownFunction(name) => (
            format!("there is no function `{name}`"),
            "Use min(a, b), max(a, b), round(a), ceil(a), floor(a), sqrt(a), if(a < b, c, d) or \
             present_value(amount, rate, years).",
        ),
    };
    let before = formula.get(..error.at).unwrap_or(formula);
    let position = match before.trim() {
        "" => "at its start".to_owned(),
        before => format!("after `{before}`"),
    };
    (format!("{message}, {position}"), suggestion.to_owned())
}

#[cfg(test)]
mod tests {
    use crate::publish::rules::fixture::{assert_found, found};

    const FILE: &str = "calculators/madkassen.toml";

    #[test]
    fn a_number_with_two_meanings_is_asked_about_wherever_the_sources_have_numbers() {
        let asked = |file: &str, from: &str, to: &str, path: &str, said: &str| {
            let beginning = format!("error: {file}: {path}: {said}");
            assert_found(file, from, to, &beginning);
        };
        let entry = "entries/madkassen.toml";
        let said = "3.240 can mean 3240 or 3.24. Write 3240, or \"3.24\"";
        for amount in ["3.240", "\"3.240\""] {
            let amount = format!("amount = {amount}");
            asked(
                entry,
                "amount = 640000",
                &amount,
                "requirements.figures[0].amount",
                said,
            );
        }
        for (from, to, path) in [
            ("likely = 72", "likely = \"72.000\"", "inputs[0].likely"),
            ("likely = 60", "likely = 60.000", "inputs[1].likely"),
        ] {
            let number = if from.ends_with("72") { 72 } else { 60 };
            let said = format!(
                "{number}.000 can mean {number}000 or {number}. Write {number}000, or \"{number}\""
            );
            asked(FILE, from, to, path, &said);
        }
        let formula = "formula = \"pris * dage * 1.250\"";
        let said = "1.250 can mean 1250 or 1.25. Write 1250, or 1.25";
        asked(
            FILE,
            "formula = \"pris * dage\"",
            formula,
            "values[0].formula",
            said,
        );
        // One meaning each.
        for formula in [
            "pris * dage * 0.250",
            "pris * dage * 1.2500",
            "pris * dage * 1250",
        ] {
            let formula = format!("formula = \"{formula}\"");
            assert_eq!(found(FILE, "formula = \"pris * dage\"", &formula), [""; 0]);
        }
        for amount in ["\"0.240\"", "\"3.2400\"", "\"3240.500\"", "3240"] {
            let amount = format!("amount = {amount}");
            assert_eq!(
                found(entry, "amount = 640000", &amount),
                [""; 0],
                "{amount}"
            );
        }
    }

    #[test]
    fn what_is_counted_is_published_in_whole_numbers() {
        let persons = |more: &str| {
            format!(
                "[[inputs]]\nid = \"personer\"\nlabel = \"Hvor mange?\"\nshort = \"Personer\"\nunit = \"person\"\n\
                 shownUnit = \"personer\"\nmin = 1\nmax = 9\nstep = 1\nlikely = \"2.5\"\n{more}\
                 certainty = \"choice\"\nnote = \"Et eksempel.\"\n\n[[values]]"
            )
        };
        assert_found(
            FILE,
            "[[values]]",
            &persons(""),
            "error: calculators/madkassen.toml: inputs[2]: `person` is counted in whole numbers",
        );
        assert_eq!(
            found(FILE, "[[values]]", &persons("decimals = 1\n")),
            [""; 0]
        );
    }

    #[test]
    fn an_error_in_a_formula_is_reported_with_its_position_and_a_suggestion() {
        for (formula, message) in [
            (
                "pris *",
                "a number, a name or a parenthesis is missing, after `pris *`",
            ),
            (
                "pris dage",
                "an operator (+ - * /) is missing, after `pris`",
            ),
            (
                "(pris",
                "a parenthesis, a bracket or a comma is missing, after `(pris`",
            ),
            ("1.2.3", "this is not a number, after `1.2.3`"),
            ("sin(pris)", "there is no function `sin`, after `sin`"),
            (
                "*",
                "a number, a name or a parenthesis is missing, at its start",
            ),
            (
                "priser * dage",
                "`priser` is not an input or a value above. Known names: pris, dage, i_alt, pr_dag.",
            ),
            (
                "pr_dag * dage",
                "`pr_dag` is not an input or a value above. Move that value above this one.",
            ),
        ] {
            let beginning = format!("error: {FILE}: values[0].formula: {message}");
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
            "error: calculators/madkassen.toml: values[0].formula: parentheses are nested too deeply",
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
            "error: calculators/madkassen.toml: values[0].id: `dage` is the id of two inputs or values",
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
            "error: calculators/madkassen.toml: values[1].formula: division by `dage - dage`, which can be zero",
        );
        assert_found(
            FILE,
            "value = 54",
            "value = 5000",
            "error: calculators/madkassen.toml: inputs[0].choices[0].value: 5000 is not within 1 and 500",
        );
    }

    #[test]
    fn units_fit_or_are_reported_with_a_suggestion() {
        for (formula, message) in [
            (
                "pris + dage",
                "in `pris + dage` the units kr/dag and dag do not match. Both must have",
            ),
            (
                "pris * dage * dage",
                "the formula's unit is dag*kr, but the value's unit is kr. Correct the formula, or write unit = \"dag*kr\".",
            ),
            (
                "sqrt(pris)",
                "in `sqrt(pris)` the unit kr/dag has no square root. Only a unit",
            ),
            (
                "pris * 60 [Dage]",
                "`Dage` is not a unit. Write words of a–z",
            ),
            (
                "if(dage > 3 [kr], pris * dage, 0)",
                "in `if(dage > 3 [kr], pris * dage, 0)` the units dag and kr do not match",
            ),
        ] {
            let beginning = format!("error: {FILE}: values[0].formula: {message}");
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
            "error: calculators/madkassen.toml: values[0].formula: `kr.` is not a unit",
        );
    }

    #[test]
    fn whatever_may_not_compute_within_the_limits_is_refused() {
        for (formula, message) in [
            (
                "pris * dage * (1 / (dage - 60 [dag])) * 1 [dag]",
                "division by `dage - 60 [dag]`, which can be zero",
            ),
            (
                "sqrt((pris - 70 [kr/dag]) * 1 [kr/dag]) * dage",
                "square root of `(pris - 70 [kr/dag]) * 1 [kr/dag]`, which can be negative",
            ),
            (
                "pris * dage * 999999999999999999999999 * 999999999999999999999999",
                "`pris * dage * 999999999999999999999999` can become too large",
            ),
            (
                "present_value(pris * 1 [dag/aar], 3.5 [%], dage * 1 [aar/dag])",
                "the rate of present_value can be negative, or its years",
            ),
        ] {
            let beginning = format!("error: {FILE}: values[0].formula: {message}");
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
        let messages = with("dage", "i_alt", "i_alt");
        assert!(
            messages.iter().any(|message| message.contains(
                "breakEven: the difference between `left` and `right` does not rise or fall"
            )),
            "{messages:?}"
        );
        let messages = with("dage", "pris", "dage");
        assert!(
            messages.iter().any(|message| message
                .contains("breakEven: in `pris, dage` the units kr/dag and dag do not match")),
            "{messages:?}"
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
            "error: calculators/madkassen.toml: inputs[0].prefill: there is no measure `pris`",
        );
        assert_found(
            FILE,
            "max = 500\nstep = 1",
            "max = 500\nstep = 499",
            "error: calculators/madkassen.toml: inputs[0].step: one step leads from `min` to `max`, so nothing between them is accepted",
        );
    }

    #[test]
    fn a_decimal_stands_in_quotes() {
        let messages = found(FILE, "likely = 72", "likely = 69.42");
        assert_eq!(
            messages,
            [
                "error: calculators/madkassen.toml: inputs[0].likely: 69.42 would become a binary fraction. Write it in quotes: \"69.42\"."
            ]
        );
    }
}
