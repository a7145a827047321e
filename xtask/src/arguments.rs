//! The words after `cargo xtask`, read by hand: a parser crate would cost more to compile than it saves here.

use std::ffi::OsString;

use anyhow::{Context, Result, bail};

/// What was typed: a command, then the words that nobody has asked for yet.
#[derive(Debug)]
pub(crate) struct Arguments {
    command: Option<String>,
    rest: Vec<String>,
}

impl Arguments {
    pub(crate) fn new(words: impl Iterator<Item = OsString>) -> Result<Self> {
        let mut words = words
            .map(|word| {
                word.into_string()
                    .map_err(|word| anyhow::anyhow!("{} is not UTF-8", word.display()))
            })
            .collect::<Result<Vec<_>>>()?
            .into_iter();
        Ok(Self {
            command: words.next(),
            rest: words.collect(),
        })
    }

    pub(crate) fn command(&self) -> Option<&str> {
        self.command.as_deref()
    }

    /// Takes `--name` away, and tells whether it was there.
    pub(crate) fn flag(&mut self, name: &str) -> bool {
        let before = self.rest.len();
        self.rest.retain(|word| word != name);
        self.rest.len() != before
    }

    /// Takes the first `--name VALUE` or `--name=VALUE` away.
    pub(crate) fn value(&mut self, name: &str) -> Result<Option<String>> {
        let joined = format!("{name}=");
        if let Some(at) = self.rest.iter().position(|word| word.starts_with(&joined)) {
            let word = self.rest.remove(at);
            return Ok(word.strip_prefix(&joined).map(str::to_owned));
        }
        let Some(at) = self.rest.iter().position(|word| word == name) else {
            return Ok(None);
        };
        self.rest.remove(at);
        if at >= self.rest.len() {
            bail!("{name} needs a value");
        }
        Ok(Some(self.rest.remove(at)))
    }

    /// Takes every `--name VALUE` away.
    pub(crate) fn values(&mut self, name: &str) -> Result<Vec<String>> {
        let mut values = Vec::new();
        while let Some(value) = self.value(name)? {
            values.push(value);
        }
        Ok(values)
    }

    /// The same as [`Self::value`], read as a number.
    pub(crate) fn number(&mut self, name: &str) -> Result<Option<u16>> {
        self.value(name)?
            .map(|value| {
                value.parse().with_context(|| {
                    format!("{name} needs a number from 0 to 65535, not `{value}`")
                })
            })
            .transpose()
    }

    /// Says no to words that nobody asked for, so that a slip of the pen is not ignored.
    pub(crate) fn finish(self) -> Result<()> {
        match self.rest.first() {
            None => Ok(()),
            Some(word) => {
                bail!("`{word}` is not understood here; `cargo xtask help` lists what is")
            }
        }
    }

    /// The words that are left, for a program that reads its own.
    pub(crate) fn into_rest(self) -> Vec<String> {
        self.rest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(line: &str) -> Arguments {
        Arguments::new(line.split_whitespace().map(OsString::from)).unwrap()
    }

    #[test]
    fn both_ways_of_writing_a_value_are_read() {
        let mut typed = arguments("test --skip a --skip=b --full");
        assert_eq!(typed.command(), Some("test"));
        assert_eq!(typed.values("--skip").unwrap(), ["b", "a"]);
        assert!(typed.flag("--full"));
        typed.finish().unwrap();
    }

    #[test]
    fn a_missing_value_and_an_unknown_word_are_errors() {
        assert!(arguments("serve --port").number("--port").is_err());
        assert!(arguments("serve --port x").number("--port").is_err());
        assert!(arguments("serve --prot 1").finish().is_err());
    }
}
