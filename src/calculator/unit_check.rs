//! Checking that the units of a calculator fit together.

use super::compiled::CompiledCalculator;
use super::formula::{Formula, Operation, Step};
use super::print::{printed, subexpression};
use super::unit::Unit;

/// A mismatch of units in a calculator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnitMismatch {
    /// The unit of an input, value or literal cannot be parsed.
    Unreadable {
        /// The unit.
        unit: String,
    },
    /// Two parts of a formula need the same unit, and have different ones.
    Parts {
        /// The smallest subexpression with both.
        part: String,
        /// The unit of the first.
        left: Unit,
        /// The unit of the second.
        right: Unit,
    },
    /// The square root of a unit with an odd power.
    Root {
        /// The root as text.
        part: String,
        /// The unit of its radicand.
        unit: Unit,
    },
    /// A formula's unit differs from that of its value.
    Value {
        /// The unit of the formula.
        given: Unit,
        /// The unit of the value.
        written: Unit,
    },
}

/// All unit mismatches of a calculator, each with the id of its input or value, or `breakEven` or
/// `bars`.
#[must_use]
pub fn unit_mismatches(compiled: &CompiledCalculator) -> Vec<(String, UnitMismatch)> {
    let calculator = &compiled.definition;
    let mut mismatches = Vec::new();
    // A unit that cannot be parsed is reported once, and fits any other after that.
    let mut units: Vec<Option<Unit>> = Vec::new();
    let read = |id: &str, text: &str, mismatches: &mut Vec<(String, UnitMismatch)>| {
        let read = Unit::parse(text);
        if read.is_none() {
            let unit = text.to_owned();
            mismatches.push((id.to_owned(), UnitMismatch::Unreadable { unit }));
        }
        read
    };
    for input in &calculator.inputs {
        units.push(read(&input.id, &input.unit, &mut mismatches));
    }
    for (value, formula) in calculator.values.iter().zip(&compiled.formulas) {
        let written = read(&value.id, &value.unit, &mut mismatches);
        match unit_of(formula, &units) {
            Ok(given) => {
                if let (Some(given), Some(written)) = (given, written.clone())
                    && given != written
                {
                    mismatches.push((value.id.clone(), UnitMismatch::Value { given, written }));
                }
            }
            Err(mismatch) => mismatches.push((value.id.clone(), mismatch)),
        }
        units.push(written);
    }
    let mut check_same = |part: &str, ids: &mut dyn Iterator<Item = &String>| {
        let mut first: Option<(&String, &Unit)> = None;
        for id in ids {
            let index = compiled.index_of(id);
            let Some(Some(unit)) = index.and_then(|index| units.get(index)) else {
                continue;
            };
            match first {
                Some((other, of_other)) if of_other != unit => {
                    let mismatch = UnitMismatch::Parts {
                        part: format!("{other}, {id}"),
                        left: of_other.clone(),
                        right: unit.clone(),
                    };
                    mismatches.push((part.to_owned(), mismatch));
                }
                _ => first = Some((id, unit)),
            }
        }
    };
    if let Some(curve) = &calculator.break_even {
        check_same("breakEven", &mut [&curve.left, &curve.right].into_iter());
    }
    if let Some(bars) = &calculator.bars {
        check_same("bars", &mut bars.items.iter().map(|bar| &bar.value));
    }
    mismatches
}

/// The unit of a formula; `None` if it fits any unit, such as 0 does.
fn unit_of(formula: &Formula, units: &[Option<Unit>]) -> Result<Option<Unit>, UnitMismatch> {
    let mut stack: Vec<Option<Unit>> = Vec::new();
    for (index, step) in formula.0.iter().enumerate() {
        let unit = match step {
            Step::Number(literal) if literal.unit.is_empty() && literal.number == 0 => None,
            Step::Number(literal) => match Unit::parse(&literal.unit) {
                None => {
                    let unit = literal.unit.clone();
                    return Err(UnitMismatch::Unreadable { unit });
                }
                read => read,
            },
            Step::Name(name) => {
                let unit = name.index.and_then(|index| units.get(index));
                unit.cloned().flatten()
            }
            Step::Apply(operation) => {
                let operands = stack.split_off(stack.len().saturating_sub(operation.arity()));
                applied(*operation, &operands, &|| {
                    printed(subexpression(&formula.0, index))
                })?
            }
        };
        stack.push(unit);
    }
    Ok(stack.pop().flatten())
}

/// The unit of an operation's result; `printed` gives the operation as text.
fn applied(
    operation: Operation,
    operands: &[Option<Unit>],
    printed: &dyn Fn() -> String,
) -> Result<Option<Unit>, UnitMismatch> {
    let same = |left: &Option<Unit>, right: &Option<Unit>| match (left, right) {
        (Some(left), Some(right)) if left != right => Err(UnitMismatch::Parts {
            part: printed(),
            left: left.clone(),
            right: right.clone(),
        }),
        (None, other) => Ok(other.clone()),
        (some, _) => Ok(some.clone()),
    };
    let pure = Unit::default();
    let known = |unit: &Option<Unit>| unit.clone().unwrap_or_default();
    match (operation, operands) {
        (Operation::Multiply, [left, right]) => Ok(match (left, right) {
            (Some(left), Some(right)) => Some(left.times(right, 1)),
            // 0 times anything is 0.
            _ => None,
        }),
        (Operation::Divide, [left, right]) => {
            Ok(left.as_ref().map(|left| left.times(&known(right), -1)))
        }
        (Operation::Root, [of]) => match known(of).root() {
            Some(root) => Ok(of.as_ref().map(|_| root)),
            None => Err(UnitMismatch::Root {
                part: printed(),
                unit: known(of),
            }),
        },
        (Operation::PresentValue, [amount, rate, years]) => {
            same(rate, &Some(pure))?;
            same(years, &Unit::parse("aar"))?;
            let year = Unit::parse("aar").unwrap_or_default();
            Ok(amount.as_ref().map(|amount| amount.times(&year, 1)))
        }
        (Operation::If(_), [left, right, then, other]) => {
            same(left, right)?;
            same(then, other)
        }
        (_, [first, rest @ ..]) => rest
            .iter()
            .try_fold(first.clone(), |all, one| same(&all, one)),
        (_, []) => Ok(None),
    }
}
