//! Formulas written out again: with as few parentheses as they need, so that
//! what is printed is read as the same formula.

use std::fmt::{Display, Formatter, Result};

use super::formula::{Comparison, FUNCTIONS, Formula, Operation, Step};

/// How tightly an expression holds together.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Precedence {
    Sum,
    Product,
    Value,
}

impl Display for Formula {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(&printed(&self.0))
    }
}

/// The steps of the part of a formula whose last step is this one.
pub(super) fn part_to(steps: &[Step], last: usize) -> &[Step] {
    let mut first = last.saturating_add(1);
    // How many numbers are still to be found.
    let mut wanted = 1;
    while wanted > 0 && first > 0 {
        first -= 1;
        wanted -= 1;
        if let Some(Step::Apply(operation)) = steps.get(first) {
            wanted += operation.parts();
        }
    }
    steps.get(first..=last).unwrap_or_default()
}

/// Steps as they are written.
pub(super) fn printed(steps: &[Step]) -> String {
    let mut stack: Vec<(String, Precedence)> = Vec::new();
    for step in steps {
        let text = match step {
            Step::Number(literal) if literal.unit.is_empty() => literal.number.to_string(),
            Step::Number(literal) => format!("{} [{}]", literal.number, literal.unit),
            Step::Name(name) => name.id.clone(),
            Step::Apply(operation) => {
                let parts = stack.split_off(stack.len().saturating_sub(operation.parts()));
                stack.push((applied(*operation, &parts), operation.grip()));
                continue;
            }
        };
        stack.push((text, Precedence::Value));
    }
    stack.pop().map(|(text, _)| text).unwrap_or_default()
}

fn applied(operation: Operation, parts: &[(String, Precedence)]) -> String {
    if let (Some(sign), [left, right]) = (operation.sign(), parts) {
        let grip = operation.grip();
        // What stands to the right of - or / would otherwise be read from the left.
        let tighter = if grip == Precedence::Sum {
            Precedence::Product
        } else {
            Precedence::Value
        };
        return format!("{} {sign} {}", within(left, grip), within(right, tighter));
    }
    if let (Operation::Negate, [inner]) = (operation, parts) {
        return format!("-{}", within(inner, Precedence::Value));
    }
    let (name, comparison) = match operation {
        Operation::If(comparison) => ("if", Some(comparison)),
        operation => {
            let known = FUNCTIONS.iter().find(|(_, known)| *known == operation);
            (known.map_or("", |(name, _)| name), None)
        }
    };
    let mut call = format!("{name}(");
    for (at, (part, _)) in parts.iter().enumerate() {
        call += &match (at, comparison) {
            (0, _) => String::new(),
            (1, Some(comparison)) => format!(" {} ", comparison.sign()),
            _ => ", ".to_owned(),
        };
        call += part;
    }
    call + ")"
}

fn within((part, grip): &(String, Precedence), least: Precedence) -> String {
    if *grip < least {
        format!("({part})")
    } else {
        part.clone()
    }
}

impl Comparison {
    fn sign(self) -> &'static str {
        let known = Self::SIGNS.iter().find(|(_, known)| *known == self);
        known.map_or("", |(sign, _)| sign)
    }
}

impl Operation {
    fn sign(self) -> Option<char> {
        match self {
            Self::Add => Some('+'),
            Self::Subtract => Some('-'),
            Self::Multiply => Some('*'),
            Self::Divide => Some('/'),
            _ => None,
        }
    }

    fn grip(self) -> Precedence {
        match self {
            Self::Add | Self::Subtract => Precedence::Sum,
            Self::Multiply | Self::Divide => Precedence::Product,
            _ => Precedence::Value,
        }
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
pub(super) mod tests {
    use proptest::prelude::*;

    use super::super::formula::{Literal, Name};
    use super::*;
    use crate::number::Decimal;

    /// Any formula that is neither too long nor too deep.
    pub(in crate::calculator) fn formulas() -> impl Strategy<Value = Formula> {
        let number = (0..1_000_000_i64, "(|kr|kr/dag|%)").prop_map(|(number, unit)| {
            let number = Decimal::from_millionths(i128::from(number) * 1_250);
            vec![Step::Number(Literal { number, unit })]
        });
        // `if(…)` is a call, but `if` alone is a name like any other.
        let name = "[a-d]".prop_map(|id| vec![Step::Name(Name { id, place: None })]);
        let leaf = prop_oneof![number, name];
        let applied = |(operation, parts): (Operation, Vec<Vec<Step>>)| {
            let mut steps = parts.concat();
            steps.push(Step::Apply(operation));
            steps
        };
        leaf.prop_recursive(4, 16, 4, move |inner| {
            let pair = prop_oneof![
                Just(Operation::Add),
                Just(Operation::Subtract),
                Just(Operation::Multiply),
                Just(Operation::Divide),
                Just(Operation::Min),
                Just(Operation::Max),
            ];
            let single = prop_oneof![
                Just(Operation::Negate),
                Just(Operation::Round),
                Just(Operation::Ceil),
                Just(Operation::Floor),
                Just(Operation::Root),
            ];
            let signs = (0..6_usize).prop_map(|at| Operation::If(Comparison::SIGNS[at].1));
            let parts = |count| proptest::collection::vec(inner.clone(), count);
            prop_oneof![
                (pair, parts(2)).prop_map(applied),
                (single, parts(1)).prop_map(applied),
                (signs, parts(4)).prop_map(applied),
                (Just(Operation::PresentValue), parts(3)).prop_map(applied),
            ]
        })
        .prop_map(Formula)
    }

    #[test]
    fn only_the_parentheses_that_are_needed_are_printed() {
        for text in [
            "a - (b - c)",
            "a - b - c",
            "a / (b * c)",
            "(a + b) * -(c - d)",
            "if(a <= 2 [kr], max(a, b), sqrt(0.5))",
        ] {
            assert_eq!(Formula::parse(text).unwrap().to_string(), text);
        }
        let printed = |text| Formula::parse(text).unwrap().to_string();
        assert_eq!(printed("((a)*((b)))+(0.50)"), "a * b + 0.5");
        assert_eq!(printed("25[ % ]"), "25 [%]");
    }

    proptest! {
        #[test]
        fn what_is_printed_is_read_as_the_same_formula(formula in formulas()) {
            let printed = formula.to_string();
            prop_assume!(printed.len() <= 500);
            prop_assert_eq!(Formula::parse(&printed), Ok(formula));
        }
    }
}
