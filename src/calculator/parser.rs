//! Reading formulas. Length and depth are bounded, so reading is, too.

use super::formula::{Comparison, FUNCTIONS, Formula, Literal, Name, Operation, Step};
use crate::number::Decimal;

/// A formula may have this many bytes.
const LONGEST: usize = 500;
/// Parentheses and calls may stand this deep in one another.
const DEEPEST: usize = 24;

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
    /// `if` does not begin with a comparison.
    ComparisonExpected,
    /// A parenthesis or a unit's bracket was not closed, or a comma is missing
    /// in a call.
    Unclosed,
    /// A number cannot be held.
    BadNumber,
    /// A function is not known.
    UnknownFunction(String),
}

impl Formula {
    /// Reads a formula.
    ///
    /// There are numbers with a decimal point, alone or with a unit
    /// (`52 [uge/aar]`, and `25 [%]` is 0.25); names; `+ - * /`; parentheses;
    /// `min(a, b)`, `max(a, b)`, `round(a)`, `ceil(a)`, `floor(a)`, `sqrt(a)`;
    /// `if(a < b, c, d)` with `< <= > >= = !=`; and
    /// `present_value(amount, rate, years)`, what an equal amount a year is
    /// worth today, the first year undiscounted.
    ///
    /// # Errors
    /// [`FormulaError`] names the place and the mistake.
    pub fn parse(text: &str) -> Result<Self, FormulaError> {
        let mut reader = Reader {
            text,
            at: 0,
            depth: 0,
            steps: Vec::new(),
        };
        match reader.all() {
            Ok(()) => Ok(Self(reader.steps)),
            // The reader stays where it found the mistake.
            Err(mistake) => Err(FormulaError {
                at: reader.at,
                mistake,
            }),
        }
    }
}

/// Reads a formula from its start, and writes down the steps as it goes: those
/// of the parts first, and then what is done with them.
struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
    steps: Vec<Step>,
}

impl<'a> Reader<'a> {
    fn all(&mut self) -> Result<(), Mistake> {
        if self.text.len() > LONGEST {
            self.at = LONGEST;
            return Err(Mistake::TooLong);
        }
        self.sum()?;
        match self.peek() {
            None => Ok(()),
            Some(_) => Err(Mistake::OperatorExpected),
        }
    }

    fn sum(&mut self) -> Result<(), Mistake> {
        self.row(
            Self::product,
            &[(b'+', Operation::Add), (b'-', Operation::Subtract)],
        )
    }

    fn product(&mut self) -> Result<(), Mistake> {
        self.row(
            Self::value,
            &[(b'*', Operation::Multiply), (b'/', Operation::Divide)],
        )
    }

    /// Parts with these signs between them, read from the left.
    fn row(
        &mut self,
        part: fn(&mut Self) -> Result<(), Mistake>,
        signs: &[(u8, Operation)],
    ) -> Result<(), Mistake> {
        part(self)?;
        loop {
            let next = self.peek();
            let Some((_, operation)) = signs.iter().find(|(sign, _)| Some(*sign) == next) else {
                return Ok(());
            };
            self.at += 1;
            part(self)?;
            self.steps.push(Step::Apply(*operation));
        }
    }

    fn value(&mut self) -> Result<(), Mistake> {
        self.depth += 1;
        if self.depth > DEEPEST {
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
                    self.steps.push(Step::Name(Name { id, place: None }));
                }
            }
            _ => return Err(Mistake::ValueExpected),
        }
        self.depth -= 1;
        Ok(())
    }

    /// The unit that may follow a number; empty when there is none.
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
        let (operation, read) = match known {
            Some(operation) => (operation, 1),
            None => {
                let comparison = self.comparison()?;
                self.sum()?;
                (Operation::If(comparison), 2)
            }
        };
        for _ in read..operation.parts() {
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
        for (sign, comparison) in Comparison::SIGNS {
            if rest.starts_with(sign) {
                self.at += sign.len();
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
    fn a_mistake_is_named_with_its_place() {
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
        fn no_text_makes_the_reader_panic(text in "[-+*/(),<>=!\\[\\]% a-z0-9.æ]{0,80}") {
            if let Ok(mut formula) = Formula::parse(&text) {
                let _ = formula.bind(&|_| Some(0));
                let _ = formula.compute(&[Decimal::ONE]);
            }
        }
    }
}
