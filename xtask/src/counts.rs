//! How many tests a program says it ran, read from what it prints.

/// Tests counted in the lines of `cargo test`, or of wasm-bindgen's runner, which writes the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) passed: usize,
    pub(crate) failed: usize,
    /// The names of the tests that failed.
    pub(crate) names: Vec<String>,
}

impl Counts {
    /// Reads one line, such as `test result: ok. 3 passed; 0 failed; 0 ignored; …`.
    pub(crate) fn read(&mut self, line: &str) {
        if let Some(result) = line.trim_start().strip_prefix("test result: ") {
            self.passed += before(result, " passed");
            self.failed += before(result, " failed");
        } else if let Some((name, outcome)) = line
            .strip_prefix("test ")
            .and_then(|test| test.rsplit_once(" ... "))
            && outcome.starts_with("FAIL")
        {
            self.names.push(name.to_owned());
        }
    }
}

/// The number that stands before a word.
fn before(line: &str, word: &str) -> usize {
    line.split_once(word)
        .and_then(|(head, _)| head.rsplit([' ', '.', ';']).next()?.parse().ok())
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_summed_and_failures_named() {
        let mut counts = Counts::default();
        for line in [
            "running 3 tests",
            "test search::ranks ... ok",
            "test search::folds æ ... FAILED",
            "test panel::shows ... FAIL",
            "test result: FAILED. 12 passed; 2 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s",
            "test result: ok. 30 passed; 0 failed; 0 ignored; 0 filtered out",
            "40 passed, nothing of ours",
        ] {
            counts.read(line);
        }
        assert_eq!((counts.passed, counts.failed), (42, 2));
        assert_eq!(counts.names, ["search::folds æ", "panel::shows"]);
    }
}
