//! A worksheet refers to a calculator that exists, and to names that the
//! calculator has.

use crate::calculator::{BREAK_EVEN, gaps};
use crate::catalogue::{Calculator, FieldSize};
use crate::publish::finding::Finding;
use crate::publish::sources::{Sources, read_parts};

pub(super) fn check(sources: &Sources, findings: &mut Vec<Finding>) {
    let calculators: Vec<&Calculator> = read_parts(&sources.calculators)
        .map(|(_, calculator)| calculator)
        .collect();
    for (part, worksheet) in read_parts(&sources.worksheets) {
        let named = worksheet.calculator.as_ref();
        let calculator = named.and_then(|id| calculators.iter().find(|known| known.id == *id));
        if let Some(id) = named
            && calculator.is_none()
        {
            findings.push(part.error(
                "calculator",
                format!("there is no calculators/{id}.toml"),
                "Write the id of a calculator of this catalogue, or remove the key.",
            ));
        }
        let is_input =
            |id: &str| calculator.is_some_and(|of| of.inputs.iter().any(|input| input.id == id));
        let is_named = |id: &str| {
            let is_value =
                calculator.is_some_and(|of| of.values.iter().any(|value| value.id == id));
            let meets = calculator.is_some_and(|of| of.break_even.is_some());
            is_input(id) || is_value || meets && id == BREAK_EVEN
        };
        for (index, section) in worksheet.sections.iter().enumerate() {
            for (field_index, field) in section.fields.iter().enumerate() {
                let path = format!("sections[{index}].fields[{field_index}].input");
                let Some(input) = &field.input else {
                    continue;
                };
                if !is_input(input) {
                    findings.push(part.error(
                        path,
                        format!("the worksheet's calculator has no input `{input}`"),
                        "Write the id of one of its inputs, and name the calculator in `calculator`.",
                    ));
                } else if field.size != FieldSize::Number {
                    findings.push(part.error(
                        path,
                        "only a number field can set an input",
                        "Write size = \"number\".",
                    ));
                }
            }
            for (sentence_index, sentence) in section.computed.iter().enumerate() {
                for gap in gaps(sentence) {
                    if !is_named(gap.id) {
                        findings.push(part.error(
                            format!("sections[{index}].computed[{sentence_index}]"),
                            format!("the worksheet's calculator has no `{}`", gap.id),
                            "Write the id of one of its inputs or values.",
                        ));
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::publish::rules::fixture::found_with;

    fn found(worksheet: &str) -> Vec<String> {
        found_with("worksheets/ark.toml", worksheet)
    }

    #[test]
    fn a_worksheet_names_what_its_calculator_has() {
        let compiled = |calculator: &str, size: &str, input: &str, sentence: &str| {
            format!(
                "id = \"ark\"\ntitle = \"Ark\"\nlead = \"Skriv.\"\ncalculator = \"{calculator}\"\n\
                 [[sections]]\ntitle = \"Del\"\ncomputed = [\"{sentence}\"]\n\
                 [[sections.fields]]\nid = \"felt\"\nlabel = \"Felt\"\nsize = \"{size}\"\ninput = \"{input}\"\n"
            )
        };
        let good = "Det koster {i_alt} i {dage}.";
        assert_eq!(
            found(&compiled("madkassen", "number", "dage", good)),
            [""; 0]
        );
        for (worksheet, message) in [
            (
                compiled("x", "number", "dage", "Intet."),
                "worksheets/ark.toml: calculator: there is no calculators/x.toml",
            ),
            (
                compiled("madkassen", "number", "i_alt", good),
                "sections[0].fields[0].input: the worksheet's calculator has no input `i_alt`",
            ),
            (
                compiled("madkassen", "line", "dage", good),
                "sections[0].fields[0].input: only a number field can set an input",
            ),
            (
                compiled("madkassen", "number", "dage", "Det koster {alt}."),
                "sections[0].computed[0]: the worksheet's calculator has no `alt`",
            ),
        ] {
            let findings = found(&worksheet);
            assert!(
                findings.iter().any(|finding| finding.contains(message)),
                "{message} is not in {findings:?}"
            );
        }
    }
}
