//! Formulas: arithmetic over named numbers. There are no loops and no
//! recursion, and length and depth are bounded, so a published formula can
//! only compute.

use crate::number::Decimal;

/// A formula may have this many bytes.
const LONGEST: usize = 500;
/// Parentheses and calls may stand this deep in one another.
const DEEPEST: usize = 24;

/// A formula that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Formula(Expression);

#[derive(Clone, Debug, PartialEq)]
enum Expression {
    Number(Decimal),
    Name(String),
    Negated(Box<Expression>),
    Pair(Operator, Box<Expression>, Box<Expression>),
    Rounded(Rounding, Box<Expression>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
    Min,
    Max,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rounding {
    Nearest,
    Up,
}

/// Why a formula could not be read, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormulaError {
    /// Byte offset in the formula.
    pub at: usize,
    /// What was wrong.
    pub mistake: Mistake,
}

/// What was wrong in a formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mistake {
    /// It is longer than 500 bytes.
    TooLong,
    /// Parentheses stand more than 24 deep in one another.
    TooDeep,
    /// A number, a name or a parenthesis was expected.
    ValueExpected,
    /// Something else than an operator follows a value.
    OperatorExpected,
    /// A parenthesis was not closed, or a comma is missing in a call.
    Unclosed,
    /// A number cannot be held.
    BadNumber,
    /// A function is not known.
    UnknownFunction(String),
}

impl Formula {
    /// Reads a formula: numbers with a decimal point, names, `+ - * /`,
    /// parentheses, `min(a, b)`, `max(a, b)`, `round(a)`, `ceil(a)`.
    ///
    /// # Errors
    /// [`FormulaError`] names the place and the mistake.
    pub fn parse(text: &str) -> Result<Self, FormulaError> {
        if text.len() > LONGEST {
            return Err(FormulaError {
                at: LONGEST,
                mistake: Mistake::TooLong,
            });
        }
        let mut reader = Reader {
            text,
            at: 0,
            depth: 0,
        };
        let expression = reader.sum()?;
        reader.skip_spaces();
        match reader.at == text.len() {
            true => Ok(Self(expression)),
            false => Err(reader.wrong(Mistake::OperatorExpected)),
        }
    }

    /// Computes the formula; `None` when a name has no value, something is
    /// divided by zero, or a number grows too large.
    pub fn compute(&self, value_of: &impl Fn(&str) -> Option<Decimal>) -> Option<Decimal> {
        compute(&self.0, value_of)
    }

    /// Calls `visit` with every name that the formula uses.
    pub fn each_name<'a>(&'a self, visit: &mut impl FnMut(&'a str)) {
        each_name(&self.0, visit);
    }
}

fn compute(
    expression: &Expression,
    value_of: &impl Fn(&str) -> Option<Decimal>,
) -> Option<Decimal> {
    match expression {
        Expression::Number(number) => Some(*number),
        Expression::Name(name) => value_of(name),
        Expression::Negated(inner) => compute(inner, value_of)?.negate(),
        Expression::Rounded(Rounding::Nearest, inner) => Some(compute(inner, value_of)?.round(0)),
        Expression::Rounded(Rounding::Up, inner) => Some(compute(inner, value_of)?.round_up(0)),
        Expression::Pair(operator, left, right) => {
            let (left, right) = (compute(left, value_of)?, compute(right, value_of)?);
            match operator {
                Operator::Add => left.add(right),
                Operator::Subtract => left.subtract(right),
                Operator::Multiply => left.multiply(right),
                Operator::Divide => left.divide(right),
                Operator::Min => Some(left.min(right)),
                Operator::Max => Some(left.max(right)),
            }
        }
    }
}

fn each_name<'a>(expression: &'a Expression, visit: &mut impl FnMut(&'a str)) {
    match expression {
        Expression::Number(_) => {}
        Expression::Name(name) => visit(name),
        Expression::Negated(inner) | Expression::Rounded(_, inner) => each_name(inner, visit),
        Expression::Pair(_, left, right) => {
            each_name(left, visit);
            each_name(right, visit);
        }
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

impl Reader<'_> {
    fn sum(&mut self) -> Result<Expression, FormulaError> {
        let mut left = self.product()?;
        loop {
            let operator = match self.peek() {
                Some(b'+') => Operator::Add,
                Some(b'-') => Operator::Subtract,
                _ => return Ok(left),
            };
            self.at += 1;
            left = Expression::Pair(operator, Box::new(left), Box::new(self.product()?));
        }
    }

    fn product(&mut self) -> Result<Expression, FormulaError> {
        let mut left = self.value()?;
        loop {
            let operator = match self.peek() {
                Some(b'*') => Operator::Multiply,
                Some(b'/') => Operator::Divide,
                _ => return Ok(left),
            };
            self.at += 1;
            left = Expression::Pair(operator, Box::new(left), Box::new(self.value()?));
        }
    }

    fn value(&mut self) -> Result<Expression, FormulaError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.wrong(Mistake::TooDeep));
        }
        let value = match self.peek() {
            Some(b'-') => {
                self.at += 1;
                Expression::Negated(Box::new(self.value()?))
            }
            Some(b'(') => {
                self.at += 1;
                let inner = self.sum()?;
                self.close()?;
                inner
            }
            Some(b'0'..=b'9') => {
                let digits = self.take_while(|b| b.is_ascii_digit() || b == b'.');
                let number = Decimal::parse(digits);
                Expression::Number(number.map_err(|_| self.wrong(Mistake::BadNumber))?)
            }
            Some(b'a'..=b'z') => {
                let name =
                    self.take_while(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
                let name = name.to_owned();
                match self.peek() {
                    Some(b'(') => self.call(name)?,
                    _ => Expression::Name(name),
                }
            }
            _ => return Err(self.wrong(Mistake::ValueExpected)),
        };
        self.depth -= 1;
        Ok(value)
    }

    fn call(&mut self, name: String) -> Result<Expression, FormulaError> {
        enum Shape {
            Pair(Operator),
            Single(Rounding),
        }
        let shape = match name.as_str() {
            "min" => Shape::Pair(Operator::Min),
            "max" => Shape::Pair(Operator::Max),
            "round" => Shape::Single(Rounding::Nearest),
            "ceil" => Shape::Single(Rounding::Up),
            _ => return Err(self.wrong(Mistake::UnknownFunction(name))),
        };
        self.at += 1;
        let first = Box::new(self.sum()?);
        let expression = match shape {
            Shape::Single(rounding) => Expression::Rounded(rounding, first),
            Shape::Pair(operator) => {
                if self.peek() != Some(b',') {
                    return Err(self.wrong(Mistake::Unclosed));
                }
                self.at += 1;
                Expression::Pair(operator, first, Box::new(self.sum()?))
            }
        };
        self.close()?;
        Ok(expression)
    }

    fn close(&mut self) -> Result<(), FormulaError> {
        if self.peek() != Some(b')') {
            return Err(self.wrong(Mistake::Unclosed));
        }
        self.at += 1;
        Ok(())
    }

    fn peek(&mut self) -> Option<u8> {
        self.skip_spaces();
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_spaces(&mut self) {
        self.take_while(|b| b == b' ');
    }

    fn take_while(&mut self, keep: impl Fn(u8) -> bool) -> &str {
        let start = self.at;
        while self
            .text
            .as_bytes()
            .get(self.at)
            .copied()
            .is_some_and(&keep)
        {
            self.at += 1;
        }
        self.text.get(start..self.at).unwrap_or_default()
    }

    fn wrong(&self, mistake: Mistake) -> FormulaError {
        FormulaError {
            at: self.at,
            mistake,
        }
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn computed(text: &str) -> Option<String> {
        let formula = Formula::parse(text).unwrap();
        let value_of = |name: &str| match name {
            "dage" => Some(Decimal::whole(60)),
            "pris" => Some(Decimal::whole(72)),
            _ => None,
        };
        formula.compute(&value_of).map(|number| number.to_string())
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
    }

    #[test]
    fn what_cannot_be_computed_is_nothing() {
        assert_eq!(computed("1 / (dage - 60)"), None);
        assert_eq!(computed("ukendt + 1"), None);
        assert_eq!(
            computed("999999999999999999999999 * 999999999999999999999999"),
            None
        );
    }

    #[test]
    fn a_mistake_is_named_with_its_place() {
        let mistake = |text: &str| Formula::parse(text).map_err(|error| (error.at, error.mistake));
        assert_eq!(mistake("1 +"), Err((3, Mistake::ValueExpected)));
        assert_eq!(mistake("1 2"), Err((2, Mistake::OperatorExpected)));
        assert_eq!(mistake("(1"), Err((2, Mistake::Unclosed)));
        assert_eq!(mistake("min(1)"), Err((5, Mistake::Unclosed)));
        assert_eq!(mistake("1.2.3"), Err((5, Mistake::BadNumber)));
        assert_eq!(
            mistake("sin(1)"),
            Err((3, Mistake::UnknownFunction("sin".into())))
        );
        assert_eq!(mistake(&"(".repeat(100)), Err((24, Mistake::TooDeep)));
        assert_eq!(mistake(&"1+".repeat(400)), Err((500, Mistake::TooLong)));
    }

    proptest! {
        #[test]
        fn no_text_makes_the_reader_panic(text in "[-+*/(), a-z0-9.æ]{0,80}") {
            if let Ok(formula) = Formula::parse(&text) {
                let _ = formula.compute(&|_| Some(Decimal::ONE));
            }
        }
    }
}
