//! Formulas: arithmetic on named numbers, without loops or recursion.

use crate::number::Decimal;

/// The most years that an amount is discounted over.
const MAX_YEARS: i128 = 100;

/// A parsed formula, in postfix notation: steps over a stack of numbers, which leave the result.
///
/// Everything about a formula is computed in one loop over its steps. Names must be bound to
/// indexes before it is computed.
///
/// ```
/// use virker::calculator::Formula;
/// use virker::number::Decimal;
///
/// let mut formula = Formula::parse("days * max(price, 50 [kr/dag]) * (1 - 25 [%])").unwrap();
/// let names = ["days", "price"];
/// formula.bind(&|name| names.iter().position(|known| *known == name)).unwrap();
/// let result = formula.compute(&[Decimal::whole(60), Decimal::whole(72)]);
/// assert_eq!(result, Some(Decimal::whole(3_240)));
///
/// // A division by zero has no result.
/// let formula = Formula::parse("1 / (2 - 2)").unwrap();
/// assert_eq!(formula.compute(&[]), None);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formula(pub(super) Vec<Step>);

/// One step: pushes a number, or pops the operands of an operation and pushes its result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Number(Literal),
    Name(Name),
    Apply(Operation),
}

/// A number in a formula, with its unit as written; empty for none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Literal {
    pub(super) number: Decimal,
    pub(super) unit: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    pub(super) id: String,
    /// The index of its number; `None` before it is bound.
    pub(super) index: Option<usize>,
}

/// An operation on one to four operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operation {
    Add,
    Subtract,
    Multiply,
    Divide,
    Negate,
    Min,
    Max,
    Round,
    Ceil,
    Floor,
    Root,
    /// Of an amount a year, a rate and a number of years.
    PresentValue,
    /// Of the two that are compared, the result if the comparison holds, and the result otherwise.
    If(Comparison),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Comparison {
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Equal,
    NotEqual,
}

impl Comparison {
    /// The longer symbols first, so that `<=` is not parsed as `<`.
    pub(super) const SYMBOLS: [(&'static str, Self); 6] = [
        ("<=", Self::LessOrEqual),
        (">=", Self::GreaterOrEqual),
        ("!=", Self::NotEqual),
        ("<", Self::Less),
        (">", Self::Greater),
        ("=", Self::Equal),
    ];

    fn holds(self, left: Decimal, right: Decimal) -> bool {
        let order = left.cmp(&right);
        match self {
            Self::Less => order.is_lt(),
            Self::LessOrEqual => order.is_le(),
            Self::Greater => order.is_gt(),
            Self::GreaterOrEqual => order.is_ge(),
            Self::Equal => order.is_eq(),
            Self::NotEqual => order.is_ne(),
        }
    }
}

/// The functions by name, except `if`.
pub(super) const FUNCTIONS: [(&str, Operation); 7] = [
    ("min", Operation::Min),
    ("max", Operation::Max),
    ("round", Operation::Round),
    ("ceil", Operation::Ceil),
    ("floor", Operation::Floor),
    ("sqrt", Operation::Root),
    ("present_value", Operation::PresentValue),
];

impl Formula {
    /// Binds the formula's names to the indexes of their numbers.
    ///
    /// # Errors
    /// Returns the first name without an index.
    pub fn bind(&mut self, index_of: &dyn Fn(&str) -> Option<usize>) -> Result<(), String> {
        for step in &mut self.0 {
            if let Step::Name(name) = step {
                name.index = index_of(&name.id);
                if name.index.is_none() {
                    return Err(name.id.clone());
                }
            }
        }
        Ok(())
    }

    /// Computes the formula with numbers by index. `None` if a name is not bound or has no number,
    /// for a division by zero, a root of a negative number, a discount outside its limits, and on
    /// overflow.
    #[must_use]
    pub fn compute(&self, numbers: &[Decimal]) -> Option<Decimal> {
        let mut numbers = numbers.to_vec();
        self.compute_onto(&mut numbers)?;
        numbers.pop()
    }

    /// Computes the formula and pushes its result after the numbers, which are the bottom of the
    /// stack.
    pub(super) fn compute_onto(&self, numbers: &mut Vec<Decimal>) -> Option<()> {
        for step in &self.0 {
            let number = match step {
                Step::Number(literal) => literal.share_or_number(),
                Step::Name(name) => *numbers.get(name.index?)?,
                Step::Apply(operation) => {
                    let at = numbers.len().checked_sub(operation.arity())?;
                    let mut operands = [Decimal::ZERO; 4];
                    for (operand, number) in operands.iter_mut().zip(numbers.get(at..)?) {
                        *operand = *number;
                    }
                    numbers.truncate(at);
                    operation.apply(&operands)?
                }
            };
            numbers.push(number);
        }
        Some(())
    }

    /// Calls `visit` with the index of each number that the formula uses.
    pub(super) fn each_index(&self, visit: &mut dyn FnMut(usize)) {
        for step in &self.0 {
            if let Step::Name(Name {
                index: Some(index), ..
            }) = step
            {
                visit(*index);
            }
        }
    }
}

impl Literal {
    /// The number as the formula uses it: per cent are a share.
    pub(super) fn share_or_number(&self) -> Decimal {
        in_formulas(self.number, &self.unit)
    }
}

/// A number with a unit as formulas use it: per cent are a share.
pub(super) fn in_formulas(number: Decimal, unit: &str) -> Decimal {
    match unit {
        "%" => number.divide(HUNDRED).unwrap_or(number),
        _ => number,
    }
}

pub(super) const HUNDRED: Decimal = Decimal::whole(100);

impl Operation {
    /// The number of operands.
    pub(super) fn arity(self) -> usize {
        match self {
            Self::Negate | Self::Round | Self::Ceil | Self::Floor | Self::Root => 1,
            Self::PresentValue => 3,
            Self::If(_) => 4,
            _ => 2,
        }
    }

    /// The result, with unused operands ignored; `None` if it cannot be computed.
    pub(super) fn apply(self, &[a, b, c, d]: &[Decimal; 4]) -> Option<Decimal> {
        match self {
            Self::Add => a.add(b),
            Self::Subtract => a.subtract(b),
            Self::Multiply => a.multiply(b),
            Self::Divide => a.divide(b),
            Self::Negate => a.negate(),
            Self::Min => Some(a.min(b)),
            Self::Max => Some(a.max(b)),
            Self::Round => Some(a.round(0)),
            Self::Ceil => Some(a.round_up(0)),
            Self::Floor => Some(a.round_down(0)),
            Self::Root => a.root(),
            Self::PresentValue => present_value(a, b, c),
            Self::If(comparison) => Some(if comparison.holds(a, b) { c } else { d }),
        }
    }
}

/// The present value of `amount` a year over `years` years, discounted by `rate` a year from the
/// second year on. A last part of a year counts for its part.
fn present_value(amount: Decimal, rate: Decimal, years: Decimal) -> Option<Decimal> {
    let most = Decimal::from_millionths(MAX_YEARS * 1_000_000);
    if rate.is_negative() || years.is_negative() || years > most {
        return None;
    }
    let growth = Decimal::ONE.add(rate)?;
    let (mut total, mut amount, mut left) = (Decimal::ZERO, amount, years);
    while left >= Decimal::ONE {
        total = total.add(amount)?;
        amount = amount.divide(growth)?;
        left = left.subtract(Decimal::ONE)?;
    }
    total.add(amount.multiply(left)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn computed(text: &str) -> Option<String> {
        let mut formula = Formula::parse(text).unwrap();
        let index_of = |name: &str| ["dage", "pris"].iter().position(|known| *known == name);
        formula.bind(&index_of).ok()?;
        let number = formula.compute(&[Decimal::whole(60), Decimal::whole(72)])?;
        Some(number.to_string())
    }

    #[test]
    fn products_bind_before_sums_and_parentheses_before_both() {
        assert_eq!(computed("1 + 2 * 3").as_deref(), Some("7"));
        assert_eq!(computed("(1 + 2) * 3").as_deref(), Some("9"));
        assert_eq!(computed("8 - 2 - 1").as_deref(), Some("5"));
        assert_eq!(computed("-2 * -(3 - 1)").as_deref(), Some("4"));
        assert_eq!(computed("dage * pris / 4165").as_deref(), Some("1.037215"));
        assert_eq!(
            computed("max(min(dage, 2), ceil(0.2) + round(1.5))").as_deref(),
            Some("3")
        );
        assert_eq!(computed("floor(1.9) + sqrt(2.25)").as_deref(), Some("2.5"));
    }

    #[test]
    fn a_comparison_chooses_between_two_numbers() {
        for (comparison, chosen) in [
            ("dage < pris", "1"),
            ("dage <= 60", "1"),
            ("dage > pris", "2"),
            ("dage>=60", "1"),
            ("dage = 60", "1"),
            ("dage != 60", "2"),
        ] {
            let text = format!("if({comparison}, 1, 2)");
            assert_eq!(computed(&text).as_deref(), Some(chosen), "{text}");
        }
    }

    #[test]
    fn a_literal_may_have_a_unit_and_per_cent_are_a_share() {
        assert_eq!(computed("2 [doegn/person] * 3").as_deref(), Some("6"));
        assert_eq!(computed("12.5 [%] * 8").as_deref(), Some("1"));
    }

    #[test]
    fn later_years_count_less_and_the_first_counts_whole() {
        // 100 + 100/1.035 + 100/1.035² = 289.9694…; each year is rounded at the sixth decimal.
        assert_eq!(
            computed("present_value(100, 0.035, 3)").as_deref(),
            Some("289.969427")
        );
        assert_eq!(
            computed("present_value(100, 0, 2.5)").as_deref(),
            Some("250")
        );
        assert_eq!(computed("present_value(100, 0 - 1, 2)"), None);
        assert_eq!(computed("present_value(100, 0.1, 101)"), None);
    }

    #[test]
    fn what_cannot_be_computed_is_nothing() {
        assert_eq!(computed("1 / (dage - 60)"), None);
        assert_eq!(computed("sqrt(dage - pris)"), None);
        assert_eq!(computed("ukendt + 1"), None);
        assert_eq!(
            computed("999999999999999999999999 * 999999999999999999999999"),
            None
        );
    }
}
