//! Parsing formulas: recursive descent, with limits on length and depth.

use super::formula::{Comparison, FUNCTIONS, Formula, Literal, Name, Operation, Step};
use crate::number::Decimal;

/// The longest formula, in bytes.
const MAX_BYTES: usize = 500;
/// The deepest nesting of parentheses, calls and signs.
const MAX_DEPTH: usize = 24;

/// Why a formula could not be parsed, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormulaError {
    /// The byte offset in the formula.
    pub at: usize,
    /// What is wrong.
    pub mistake: Mistake,
}

/// What is wrong in a formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mistake {
    /// It is longer than 500 bytes.
    TooLong,
    /// Parentheses, calls or signs are nested more than 24 deep.
    TooDeep,
    /// A number, a name or a parenthesis was expected.
    ValueExpected,
    /// Something else than an operator follows a value.
    OperatorExpected,
    /// `if` does not begin with a comparison.
    ComparisonExpected,
    /// A parenthesis or a unit's bracket is not closed, or a comma is missing in a call.
    Unclosed,
    /// A number is malformed or too large.
    BadNumber,
    /// There is no such function.
    UnknownFunction(String),
}

impl Formula {
    /// Parses a formula.
    ///
    /// A formula is made of
    /// - numbers with a decimal point, which may have a unit: `52 [uge/aar]`; `25 [%]` is 0.25,
    /// - names of lower-case ASCII letters, digits and `_`,
    /// - `+ - * /` and parentheses,
    /// - `min(a, b)`, `max(a, b)`, `round(a)`, `ceil(a)`, `floor(a)`, `sqrt(a)`,
    /// - `if(a < b, c, d)` with `< <= > >= = !=`,
    /// - `present_value(amount, rate, years)`: what an equal amount a year is worth today, with the
    ///   first year undiscounted.
    ///
    /// # Errors
    /// Returns the first mistake with its byte offset.
    ///
    /// ```
    /// use virker::calculator::{Formula, FormulaError, Mistake};
    ///
    /// assert_eq!(Formula::parse("(a+b) * 2").unwrap().to_string(), "(a + b) * 2");
    /// let error = FormulaError { at: 3, mistake: Mistake::ValueExpected };
    /// assert_eq!(Formula::parse("a +"), Err(error));
    /// ```
    pub fn parse(text: &str) -> Result<Self, FormulaError> {
        let mut parser = Parser {
            text,
            at: 0,
            depth: 0,
            steps: Vec::new(),
        };
        match parser.formula() {
            Ok(()) => Ok(Self(parser.steps)),
            // The parser stops where it finds the mistake.
            Err(mistake) => Err(FormulaError {
                at: parser.at,
                mistake,
            }),
        }
    }
}

/// Parses a formula and pushes its steps: those of the operands first, then the operation.
struct Parser<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
    steps: Vec<Step>,
}

impl<'a> Parser<'a> {
    fn formula(&mut self) -> Result<(), Mistake> {
        if self.text.len() > MAX_BYTES {
            self.at = MAX_BYTES;
            return Err(Mistake::TooLong);
        }
        self.sum()?;
        match self.peek() {
            None => Ok(()),
            Some(_) => Err(Mistake::OperatorExpected),
        }
    }

    fn sum(&mut self) -> Result<(), Mistake> {
        self.left_associative(
            Self::product,
            &[(b'+', Operation::Add), (b'-', Operation::Subtract)],
        )
    }

    fn product(&mut self) -> Result<(), Mistake> {
        self.left_associative(
            Self::value,
            &[(b'*', Operation::Multiply), (b'/', Operation::Divide)],
        )
    }

    /// Operands with operators of one precedence between them.
    fn left_associative(
        &mut self,
        operand: fn(&mut Self) -> Result<(), Mistake>,
        operators: &[(u8, Operation)],
    ) -> Result<(), Mistake> {
        operand(self)?;
        loop {
            let next = self.peek();
            let Some((_, operation)) = operators.iter().find(|(symbol, _)| Some(*symbol) == next)
            else {
                return Ok(());
            };
            self.at += 1;
            operand(self)?;
            self.steps.push(Step::Apply(*operation));
        }
    }

    fn value(&mut self) -> Result<(), Mistake> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(Mistake::TooDeep);
        }
        match self.peek() {
            Some(b'-') => {
                self.at += 1;
                self.value()?;
                self.steps.push(Step::Apply(Operation::Negate));
            }
            Some(b'(') => {
                self.at += 1;
                self.sum()?;
                self.expect(b')')?;
            }
            Some(b'0'..=b'9') => {
                let digits = self.take_while(|b| b.is_ascii_digit() || b == b'.');
                let number = Decimal::parse(digits).map_err(|_| Mistake::BadNumber)?;
                let unit = self.unit()?.to_owned();
                self.steps.push(Step::Number(Literal { number, unit }));
            }
            Some(b'a'..=b'z') => {
                let name =
                    self.take_while(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
                if self.peek() == Some(b'(') {
                    self.call(name)?;
                } else {
                    let id = name.to_owned();
                    self.steps.push(Step::Name(Name { id, index: None }));
                }
            }
            _ => return Err(Mistake::ValueExpected),
        }
        self.depth -= 1;
        Ok(())
    }

    /// The unit after a number; empty if there is none.
    fn unit(&mut self) -> Result<&'a str, Mistake> {
        if self.peek() != Some(b'[') {
            return Ok("");
        }
        self.at += 1;
        let unit = self.take_while(|b| b != b']').trim();
        self.expect(b']')?;
        Ok(unit)
    }

    fn call(&mut self, name: &str) -> Result<(), Mistake> {
        let known = FUNCTIONS.iter().find(|(known, _)| *known == name);
        let known = known.map(|(_, operation)| *operation);
        if known.is_none() && name != "if" {
            return Err(Mistake::UnknownFunction(name.to_owned()));
        }
        self.at += 1;
        self.sum()?;
        let (operation, parsed) = match known {
            Some(operation) => (operation, 1),
            None => {
                let comparison = self.comparison()?;
                self.sum()?;
                (Operation::If(comparison), 2)
            }
        };
        for _ in parsed..operation.arity() {
            self.expect(b',')?;
            self.sum()?;
        }
        self.expect(b')')?;
        self.steps.push(Step::Apply(operation));
        Ok(())
    }

    fn comparison(&mut self) -> Result<Comparison, Mistake> {
        self.skip_spaces();
        let rest = self.text.get(self.at..).unwrap_or_default();
        for (symbol, comparison) in Comparison::SYMBOLS {
            if rest.starts_with(symbol) {
                self.at += symbol.len();
                return Ok(comparison);
            }
        }
        Err(Mistake::ComparisonExpected)
    }

    fn expect(&mut self, byte: u8) -> Result<(), Mistake> {
        if self.peek() != Some(byte) {
            return Err(Mistake::Unclosed);
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

    fn take_while(&mut self, keep: fn(u8) -> bool) -> &'a str {
        let start = self.at;
        while self.text.as_bytes().get(self.at).copied().is_some_and(keep) {
            self.at += 1;
        }
        self.text.get(start..self.at).unwrap_or_default()
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_mistake_is_told_with_its_offset() {
        let mistake = |text: &str| Formula::parse(text).map_err(|error| (error.at, error.mistake));
        assert_eq!(mistake("1 +"), Err((3, Mistake::ValueExpected)));
        assert_eq!(mistake("1 2"), Err((2, Mistake::OperatorExpected)));
        assert_eq!(mistake("1 < 2"), Err((2, Mistake::OperatorExpected)));
        assert_eq!(mistake("(1"), Err((2, Mistake::Unclosed)));
        assert_eq!(mistake("min(1)"), Err((5, Mistake::Unclosed)));
        assert_eq!(mistake("round(1, 2)"), Err((7, Mistake::Unclosed)));
        assert_eq!(mistake("1 [kr"), Err((5, Mistake::Unclosed)));
        assert_eq!(
            mistake("if(1, 2, 3)"),
            Err((4, Mistake::ComparisonExpected))
        );
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
        fn no_text_makes_the_parser_panic(text in "[-+*/(),<>=!\\[\\]% a-z0-9.æ]{0,80}") {
            if let Ok(mut formula) = Formula::parse(&text) {
                let _ = formula.bind(&|_| Some(0));
                let _ = formula.compute(&[Decimal::ONE]);
            }
        }
    }
}
