//! Printing formulas, with as few parentheses as needed for parsing to give the same formula.

use std::fmt::{Display, Formatter, Result};

use super::formula::{Comparison, FUNCTIONS, Formula, Operation, Step};

/// Precedence, the loosest first.
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

/// The steps of the subexpression that ends with a step.
pub(super) fn subexpression(steps: &[Step], last: usize) -> &[Step] {
    let mut first = last.saturating_add(1);
    // How many operands are still missing.
    let mut wanted = 1;
    while wanted > 0 && first > 0 {
        first -= 1;
        wanted -= 1;
        if let Some(Step::Apply(operation)) = steps.get(first) {
            wanted += operation.arity();
        }
    }
    steps.get(first..=last).unwrap_or_default()
}

/// A formula or subexpression as text.
pub(super) fn printed(steps: &[Step]) -> String {
    let mut stack: Vec<(String, Precedence)> = Vec::new();
    for step in steps {
        let text = match step {
            Step::Number(literal) if literal.unit.is_empty() => literal.number.to_string(),
            Step::Number(literal) => format!("{} [{}]", literal.number, literal.unit),
            Step::Name(name) => name.id.clone(),
            Step::Apply(operation) => {
                let operands = stack.split_off(stack.len().saturating_sub(operation.arity()));
                stack.push((applied(*operation, &operands), operation.precedence()));
                continue;
            }
        };
        stack.push((text, Precedence::Value));
    }
    stack.pop().map(|(text, _)| text).unwrap_or_default()
}

fn applied(operation: Operation, operands: &[(String, Precedence)]) -> String {
    if let (Some(symbol), [left, right]) = (operation.symbol(), operands) {
        let precedence = operation.precedence();
        // Operators are left-associative, so an equal one on the right needs parentheses.
        let tighter = if precedence == Precedence::Sum {
            Precedence::Product
        } else {
            Precedence::Value
        };
        return format!(
            "{} {symbol} {}",
            within(left, precedence),
            within(right, tighter)
        );
    }
    if let (Operation::Negate, [inner]) = (operation, operands) {
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
    for (at, (operand, _)) in operands.iter().enumerate() {
        call += &match (at, comparison) {
            (0, _) => String::new(),
            (1, Some(comparison)) => format!(" {} ", comparison.symbol()),
            _ => ", ".to_owned(),
        };
        call += operand;
    }
    call + ")"
}

/// An operand, in parentheses if it binds less tightly than needed.
fn within((operand, precedence): &(String, Precedence), least: Precedence) -> String {
    if *precedence < least {
        format!("({operand})")
    } else {
        operand.clone()
    }
}

impl Comparison {
    fn symbol(self) -> &'static str {
        let known = Self::SYMBOLS.iter().find(|(_, known)| *known == self);
        known.map_or("", |(symbol, _)| symbol)
    }
}

impl Operation {
    fn symbol(self) -> Option<char> {
        match self {
            Self::Add => Some('+'),
            Self::Subtract => Some('-'),
            Self::Multiply => Some('*'),
            Self::Divide => Some('/'),
            _ => None,
        }
    }

    fn precedence(self) -> Precedence {
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

    /// Random formulas within the limits of length and depth.
    pub(in crate::calculator) fn formulas() -> impl Strategy<Value = Formula> {
        let number = (0..1_000_000_i64, "(|kr|kr/dag|%)").prop_map(|(number, unit)| {
            let number = Decimal::from_millionths(i128::from(number) * 1_250);
            vec![Step::Number(Literal { number, unit })]
        });
        let name = "[a-d]".prop_map(|id| vec![Step::Name(Name { id, index: None })]);
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
            let symbols = (0..6_usize).prop_map(|at| Operation::If(Comparison::SYMBOLS[at].1));
            let parts = |count| proptest::collection::vec(inner.clone(), count);
            prop_oneof![
                (pair, parts(2)).prop_map(applied),
                (single, parts(1)).prop_map(applied),
                (symbols, parts(4)).prop_map(applied),
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
