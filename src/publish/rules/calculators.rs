//! A calculator computes, and its ready-made values are within its limits.

use crate::calculator::{Faulty, FormulaError, Mistake, Sheet};
use crate::catalogue::Calculator;
use crate::publish::finding::Finding;
use crate::publish::sources::{Sources, read_parts};

pub(super) fn check(sources: &Sources, findings: &mut Vec<Finding>) {
    for (part, calculator) in read_parts(&sources.calculators) {
        if let Err(fault) = Sheet::new(calculator.clone()) {
            let (path, message, mend) = explained(&fault, calculator);
            findings.push(part.error(path, message, mend));
        }
        for (at, input) in calculator.inputs.iter().enumerate() {
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

fn explained(fault: &Faulty, calculator: &Calculator) -> (String, String, String) {
    let inputs = calculator.inputs.iter();
    let input = |id: &str| inputs.clone().position(|input| input.id == id);
    let values = calculator.values.iter();
    let value = |id: &str| values.clone().rposition(|value| value.id == id);
    match fault {
        Faulty::Formula { value: id, error } => {
            let at = value(id).unwrap_or_default();
            let formula = calculator.values.get(at).map_or("", |value| &value.formula);
            let (message, mend) = mistake(error, formula);
            (format!("values[{at}].formula"), message, mend)
        }
        Faulty::UnknownName { place, name } => {
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
        Faulty::RepeatedName(id) => (
            value(id).map_or_else(|| "inputs".to_owned(), |at| format!("values[{at}].id")),
            format!("`{id}` names two things"),
            "Rename one of them, also in the formulas and sentences that use it.".to_owned(),
        ),
        Faulty::OutOfOrder(id) => (
            input(id).map_or_else(|| "inputs".to_owned(), |at| format!("inputs[{at}]")),
            format!("the numbers of `{id}` are out of order"),
            "They must rise: min ≤ low ≤ likely ≤ high ≤ max.".to_owned(),
        ),
        Faulty::NoResult => (
            "values".to_owned(),
            "the likely numbers, or their bounds, give no result".to_owned(),
            "Look for a division by zero, or a number that grows too large.".to_owned(),
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
        Mistake::Unclosed => (
            "a parenthesis or a comma is missing".into(),
            "Add ) or a comma.",
        ),
        Mistake::BadNumber => ("this is no number".into(), "Write it as 1234.5."),
        Mistake::UnknownFunction(name) => (
            format!("there is no function `{name}`"),
            "Use min(a, b), max(a, b), round(a) or ceil(a).",
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
                "a parenthesis or a comma is missing, after `(pris`",
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
            "error: calculators/madkassen.toml: values: the likely numbers",
        );
        assert_found(
            FILE,
            "value = 54",
            "value = 5000",
            "error: calculators/madkassen.toml: inputs[0].choices[0].value: 5000 is not within 1 and 500",
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
