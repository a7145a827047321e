//! Formulas: arithmetic over named numbers. There are no loops and no
//! recursion, and length and depth are bounded, so a published formula can
//! only compute.

use crate::number::Decimal;

/// An amount is discounted over no more years than this.
const MOST_YEARS: i128 = 100;

/// A formula that was read: steps over a stack of numbers, of which the value is
/// left. Steps need no walk down a tree and no boxes: whatever is found of a
/// formula is found in one loop. It is computed over numbers in places, so its
/// names must be bound to theirs first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formula(pub(super) Vec<Step>);

/// One step: a number is put on the stack, or taken from it are those that
/// something is done with, and put on it is what that gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Number(Literal),
    Name(Name),
    Apply(Operation),
}

/// A number that stands in a formula, with its unit as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Literal {
    pub(super) number: Decimal,
    pub(super) unit: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    pub(super) id: String,
    /// Where its number stands; nowhere before it is bound.
    pub(super) place: Option<usize>,
}

/// What is done with one to four numbers.
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
    /// An amount a year, a rate and a number of years.
    PresentValue,
    /// The two that are compared, what holds when they do, and what holds else.
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
    /// The longer signs first, so that `<=` is not read as `<`.
    pub(super) const SIGNS: [(&'static str, Self); 6] = [
        ("<=", Self::LessOrEqual),
        (">=", Self::GreaterOrEqual),
        ("!=", Self::NotEqual),
        ("<", Self::Less),
        (">", Self::Greater),
        ("=", Self::Equal),
    ];

    fn holds(self, left: Decimal, right: Decimal) -> bool {
        let found = left.cmp(&right);
        match self {
            Self::Less => found.is_lt(),
            Self::LessOrEqual => found.is_le(),
            Self::Greater => found.is_gt(),
            Self::GreaterOrEqual => found.is_ge(),
            Self::Equal => found.is_eq(),
            Self::NotEqual => found.is_ne(),
        }
    }
}

/// The functions by name. `if` stands apart.
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
    /// Binds the formula's names to the places of their numbers.
    ///
    /// # Errors
    /// The first name that has no place.
    pub fn bind(&mut self, place_of: &dyn Fn(&str) -> Option<usize>) -> Result<(), String> {
        for step in &mut self.0 {
            if let Step::Name(name) = step {
                name.place = place_of(&name.id);
                if name.place.is_none() {
                    return Err(name.id.clone());
                }
            }
        }
        Ok(())
    }

    /// Computes the formula over numbers in their places; `None` when a name is
    /// not bound, something is divided by zero, a root is taken of what is
    /// negative, or a number grows too large.
    #[must_use]
    pub fn compute(&self, numbers: &[Decimal]) -> Option<Decimal> {
        let mut numbers = numbers.to_vec();
        self.push_to(&mut numbers)?;
        numbers.pop()
    }

    /// Computes the formula over numbers in their places, and puts its value
    /// after them: they are the stack's bottom.
    pub(super) fn push_to(&self, numbers: &mut Vec<Decimal>) -> Option<()> {
        for step in &self.0 {
            let number = match step {
                Step::Number(literal) => literal.share_or_number(),
                Step::Name(name) => *numbers.get(name.place?)?,
                Step::Apply(operation) => {
                    let at = numbers.len().checked_sub(operation.parts())?;
                    let mut parts = [Decimal::ZERO; 4];
                    for (part, number) in parts.iter_mut().zip(numbers.get(at..)?) {
                        *part = *number;
                    }
                    numbers.truncate(at);
                    operation.apply(&parts)?
                }
            };
            numbers.push(number);
        }
        Some(())
    }

    /// Tells of each place whose number the formula uses.
    pub(super) fn each_place(&self, tell: &mut dyn FnMut(usize)) {
        for step in &self.0 {
            if let Step::Name(Name {
                place: Some(place), ..
            }) = step
            {
                tell(*place);
            }
        }
    }
}

impl Literal {
    /// Per cent stand for a share.
    pub(super) fn share_or_number(&self) -> Decimal {
        in_formulas(self.number, &self.unit)
    }
}

/// A number as formulas see it: per cent are a share.
pub(super) fn in_formulas(number: Decimal, unit: &str) -> Decimal {
    match unit {
        "%" => number.divide(HUNDRED).unwrap_or(number),
        _ => number,
    }
}

pub(super) const HUNDRED: Decimal = Decimal::whole(100);

impl Operation {
    /// How many numbers it takes.
    pub(super) fn parts(self) -> usize {
        match self {
            Self::Negate | Self::Round | Self::Ceil | Self::Floor | Self::Root => 1,
            Self::PresentValue => 3,
            Self::If(_) => 4,
            _ => 2,
        }
    }

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

/// What `amount` a year is worth today over `years` years, when a year's wait
/// costs `rate`. A last part of a year counts for its part.
fn present_value(amount: Decimal, rate: Decimal, years: Decimal) -> Option<Decimal> {
    let most = Decimal::from_millionths(MOST_YEARS * 1_000_000);
    if rate.is_negative() || years.is_negative() || years > most {
        return None;
    }
    let growth = Decimal::ONE.add(rate)?;
    let (mut worth, mut amount, mut left) = (Decimal::ZERO, amount, years);
    while left >= Decimal::ONE {
        worth = worth.add(amount)?;
        amount = amount.divide(growth)?;
        left = left.subtract(Decimal::ONE)?;
    }
    worth.add(amount.multiply(left)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn computed(text: &str) -> Option<String> {
        let mut formula = Formula::parse(text).unwrap();
        let place_of = |name: &str| ["dage", "pris"].iter().position(|known| *known == name);
        formula.bind(&place_of).ok()?;
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
