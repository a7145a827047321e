//! Formulas written out again: with as few parentheses as they need, so that
//! what is printed is read as the same formula.

use std::fmt::{Display, Formatter, Result};

use super::formula::{Comparison, Expression, FUNCTIONS, Formula, Operation};

/// How tightly an expression holds together.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Grip {
    Sum,
    Product,
    Value,
}

impl Display for Formula {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        self.0.fmt(f)
    }
}

impl Display for Expression {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::Number(literal) if literal.unit.is_empty() => literal.number.fmt(f),
            Self::Number(literal) => write!(f, "{} [{}]", literal.number, literal.unit),
            Self::Name(name) => f.write_str(&name.id),
            Self::Apply(operation, parts) => {
                if let (Some(sign), [left, right]) = (operation.sign(), parts.as_slice()) {
                    let grip = self.grip();
                    // What stands to the right of - or / would otherwise be read from the left.
                    let tighter = if grip == Grip::Sum {
                        Grip::Product
                    } else {
                        Grip::Value
                    };
                    left.within(grip, f)?;
                    write!(f, " {sign} ")?;
                    return right.within(tighter, f);
                }
                if let (Operation::Negate, [inner]) = (operation, parts.as_slice()) {
                    f.write_str("-")?;
                    return inner.within(Grip::Value, f);
                }
                call(*operation, parts, f)
            }
        }
    }
}

fn call(operation: Operation, parts: &[Expression], f: &mut Formatter<'_>) -> Result {
    let (name, comparison) = match operation {
        Operation::If(comparison) => ("if", Some(comparison)),
        operation => {
            let known = FUNCTIONS.iter().find(|(_, known, _)| *known == operation);
            (known.map_or("", |(name, ..)| name), None)
        }
    };
    write!(f, "{name}(")?;
    for (at, part) in parts.iter().enumerate() {
        match (at, comparison) {
            (0, _) => {}
            (1, Some(comparison)) => write!(f, " {comparison} ")?,
            _ => f.write_str(", ")?,
        }
        part.fmt(f)?;
    }
    f.write_str(")")
}

impl Display for Comparison {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let sign = Self::SIGNS.iter().find(|(_, known)| known == self);
        f.write_str(sign.map_or("", |(sign, _)| sign))
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
}

impl Expression {
    fn grip(&self) -> Grip {
        match self {
            Self::Apply(Operation::Add | Operation::Subtract, _) => Grip::Sum,
            Self::Apply(Operation::Multiply | Operation::Divide, _) => Grip::Product,
            _ => Grip::Value,
        }
    }

    fn within(&self, grip: Grip, f: &mut Formatter<'_>) -> Result {
        if self.grip() < grip {
            write!(f, "({self})")
        } else {
            self.fmt(f)
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
            Expression::Number(Literal { number, unit })
        });
        // `if(…)` is a call, but `if` alone is a name like any other.
        let name = "[a-d]".prop_map(|id| Expression::Name(Name { id, place: None }));
        let leaf = prop_oneof![number, name];
        leaf.prop_recursive(4, 16, 4, |inner| {
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
                (pair, parts(2)).prop_map(|(operation, parts)| Expression::Apply(operation, parts)),
                (single, parts(1))
                    .prop_map(|(operation, parts)| Expression::Apply(operation, parts)),
                (signs, parts(4))
                    .prop_map(|(operation, parts)| Expression::Apply(operation, parts)),
                parts(3).prop_map(|parts| Expression::Apply(Operation::PresentValue, parts)),
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
