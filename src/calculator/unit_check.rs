//! Whether the units of a calculator fit together.

use super::compiled::CompiledCalculator;
use super::formula::{Formula, Operation, Step};
use super::print::{part_to, printed};
use super::unit::Unit;

/// Units that don't fit in a calculator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnitMismatch {
    /// A unit cannot be read; it stands with this input, value or literal.
    Unreadable {
        /// The unit.
        unit: String,
    },
    /// Two parts of a formula must have the same unit and don't.
    Parts {
        /// The smallest part of the formula that holds them.
        part: String,
        /// The unit of one.
        left: Unit,
        /// The unit of the other.
        right: Unit,
    },
    /// A square root is taken of what has an odd power of a unit.
    Root {
        /// The root.
        part: String,
        /// The unit below it.
        unit: Unit,
    },
    /// The formula gives another unit than its value has.
    Value {
        /// What the formula gives.
        given: Unit,
        /// What is written.
        written: Unit,
    },
}

/// Everything about units that doesn't fit, with the id of the input or value
/// that it stands with; for the break-even and the bars, `breakEven` and `bars`.
#[must_use]
pub fn clashes(compiled: &CompiledCalculator) -> Vec<(String, UnitMismatch)> {
    let calculator = &compiled.definition;
    let mut clashes = Vec::new();
    // What cannot be read is told once, and fits every unit after that.
    let mut units: Vec<Option<Unit>> = Vec::new();
    let read = |id: &str, text: &str, clashes: &mut Vec<(String, UnitMismatch)>| {
        let read = Unit::parse(text);
        if read.is_none() {
            let unit = text.to_owned();
            clashes.push((id.to_owned(), UnitMismatch::Unreadable { unit }));
        }
        read
    };
    for input in &calculator.inputs {
        units.push(read(&input.id, &input.unit, &mut clashes));
    }
    for (value, formula) in calculator.values.iter().zip(&compiled.formulas) {
        let written = read(&value.id, &value.unit, &mut clashes);
        match unit_of(formula, &units) {
            Ok(given) => {
                if let (Some(given), Some(written)) = (given, written.clone())
                    && given != written
                {
                    clashes.push((value.id.clone(), UnitMismatch::Value { given, written }));
                }
            }
            Err(clash) => clashes.push((value.id.clone(), clash)),
        }
        units.push(written);
    }
    let mut alike = |place: &str, ids: &mut dyn Iterator<Item = &String>| {
        let mut first: Option<(&String, &Unit)> = None;
        for id in ids {
            let found = compiled.place(id);
            let Some(Some(unit)) = found.and_then(|found| units.get(found)) else {
                continue;
            };
            match first {
                Some((other, of_other)) if of_other != unit => {
                    let clash = UnitMismatch::Parts {
                        part: format!("{other}, {id}"),
                        left: of_other.clone(),
                        right: unit.clone(),
                    };
                    clashes.push((place.to_owned(), clash));
                }
                _ => first = Some((id, unit)),
            }
        }
    };
    if let Some(meeting) = &calculator.break_even {
        alike(
            "breakEven",
            &mut [&meeting.left, &meeting.right].into_iter(),
        );
    }
    if let Some(bars) = &calculator.bars {
        alike("bars", &mut bars.items.iter().map(|bar| &bar.value));
    }
    clashes
}

/// The unit of a formula; `None` when it fits every unit.
fn unit_of(formula: &Formula, units: &[Option<Unit>]) -> Result<Option<Unit>, UnitMismatch> {
    let mut stack: Vec<Option<Unit>> = Vec::new();
    for (place, step) in formula.0.iter().enumerate() {
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
                let unit = name.place.and_then(|place| units.get(place));
                unit.cloned().flatten()
            }
            Step::Apply(operation) => {
                let parts = stack.split_off(stack.len().saturating_sub(operation.parts()));
                applied(*operation, &parts, &|| printed(part_to(&formula.0, place)))?
            }
        };
        stack.push(unit);
    }
    Ok(stack.pop().flatten())
}

/// The unit of an operation; `printed` is how it is written.
fn applied(
    operation: Operation,
    parts: &[Option<Unit>],
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
    match (operation, parts) {
        (Operation::Multiply, [left, right]) => Ok(match (left, right) {
            (Some(left), Some(right)) => Some(left.times(right, 1)),
            // Nothing, however often, is nothing.
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
