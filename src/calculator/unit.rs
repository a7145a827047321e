//! Units: products of integer powers of words. Each word is a dimension of its own, so days cannot be
//! added to kroner or to weeks. Per cent have no unit.

use std::fmt::{self, Display, Formatter};

/// A unit such as `kr/person/dag`. Without words, it is the unit of a pure number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unit {
    /// Sorted by word; no power is 0.
    powers: Vec<(String, i32)>,
}

impl Unit {
    /// Parses a unit: words of the letters `a` to `z` with `*` and `/` between them. `%`, `1` and the
    /// empty text are the unit of a pure number. `None` for any other text.
    ///
    /// ```
    /// use virker::calculator::Unit;
    ///
    /// let unit = Unit::parse("kr/dag/person").unwrap();
    /// assert_eq!(unit.to_string(), "kr/dag/person");
    /// assert_eq!(Unit::parse("dag*kr/dag"), Unit::parse("kr"));
    /// assert_eq!(Unit::parse("%"), Some(Unit::default()));
    /// assert_eq!(Unit::parse("kr. om dagen"), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut unit = Self::default();
        if matches!(text, "" | "%" | "1") {
            return Some(unit);
        }
        let mut sign = 1;
        let mut rest = text;
        loop {
            let end = rest.find(['*', '/']).unwrap_or(rest.len());
            let (word, after) = rest.split_at(end);
            let is_word = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase());
            match (is_word, word) {
                (true, word) => unit.multiply_by(word, sign),
                // `1/dag` is a number a day.
                (false, "1") => {}
                _ => return None,
            }
            let Some(operator) = after.bytes().next() else {
                return Some(unit);
            };
            sign = if operator == b'*' { 1 } else { -1 };
            rest = after.get(1..)?;
        }
    }

    fn multiply_by(&mut self, word: &str, power: i32) {
        match self
            .powers
            .binary_search_by(|(known, _)| known.as_str().cmp(word))
        {
            Ok(index) => {
                if let Some((_, known)) = self.powers.get_mut(index) {
                    *known = known.saturating_add(power);
                    if *known == 0 {
                        self.powers.remove(index);
                    }
                }
            }
            Err(index) => self.powers.insert(index, (word.to_owned(), power)),
        }
    }

    /// The product with a power of another unit.
    pub(super) fn times(&self, other: &Self, power: i32) -> Self {
        let mut unit = self.clone();
        for (word, of_word) in &other.powers {
            unit.multiply_by(word, of_word.saturating_mul(power));
        }
        unit
    }

    /// The square root; `None` if a power is odd.
    pub(super) fn root(&self) -> Option<Self> {
        let even = self.powers.iter().all(|(_, power)| power % 2 == 0);
        let powers = self
            .powers
            .iter()
            .map(|(word, power)| (word.clone(), power / 2));
        even.then(|| Self {
            powers: powers.collect(),
        })
    }
}

impl Display for Unit {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let numerator = self.powers.iter().filter(|(_, power)| *power > 0);
        let mut first = true;
        for (word, power) in numerator {
            for _ in 0..*power {
                write!(f, "{}{word}", if first { "" } else { "*" })?;
                first = false;
            }
        }
        if first {
            f.write_str("1")?;
        }
        for (word, power) in &self.powers {
            for _ in *power..0 {
                write!(f, "/{word}")?;
            }
        }
        Ok(())
    }
}
