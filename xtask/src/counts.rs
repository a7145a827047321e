//! How many tests a program says it ran, read from what it prints.

use std::collections::BTreeMap;

/// Tests counted in the lines of `cargo test`, or of wasm-bindgen's runner, which writes the same.
///
/// In Rust's test harness, a test cannot skip itself at run time: it returns, and is counted as passed. Ours report it
/// in a line of their own (`tests/browser/src/notes.rs`), which is parsed here:
///
/// ```text
/// skipped: search::a_name: needs Chromium's DevTools
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    /// What the harness calls passed, the skipped among them.
    returned: usize,
    pub(crate) failed: usize,
    ignored: usize,
    /// The names of the tests that failed.
    names: Vec<String>,
    /// What tests reported: by kind and reason, their names.
    notes: BTreeMap<(Kind, String), Vec<String>>,
}

/// What a test can report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    /// It did nothing.
    Skipped,
    /// It skipped some of its checks.
    LeftOut,
    /// It was run once more, after a failure of the driver.
    Retried,
}

impl Kind {
    const ALL: [Self; 3] = [Self::Skipped, Self::LeftOut, Self::Retried];

    const fn word(self) -> &'static str {
        match self {
            Self::Skipped => "skipped",
            Self::LeftOut => "left out",
            Self::Retried => "retried",
        }
    }
}

impl Counts {
    /// What passes or fails as a whole.
    pub(crate) fn of_one(passed: bool) -> Self {
        Self {
            returned: passed.into(),
            failed: (!passed).into(),
            ..Self::default()
        }
    }

    /// Reads one line, such as `test result: ok. 3 passed; 0 failed; 0 ignored; …`.
    pub(crate) fn read(&mut self, line: &str) {
        if let Some(result) = line.trim_start().strip_prefix("test result: ") {
            self.returned += before(result, " passed");
            self.failed += before(result, " failed");
            self.ignored += before(result, " ignored");
        } else if let Some((name, outcome)) = line
            .strip_prefix("test ")
            .and_then(|test| test.rsplit_once(" ... "))
            && outcome.starts_with("FAIL")
        {
            self.names.push(name.to_owned());
        } else if let Some((kind, name, why)) = note(line) {
            let names = self.notes.entry((kind, why.to_owned())).or_default();
            // A test that opens several pages reports it for each.
            if !names.iter().any(|one| one == name) {
                names.push(name.to_owned());
            }
        }
    }

    pub(crate) fn passed(&self) -> usize {
        self.returned.saturating_sub(self.said_to_be_skipped())
    }

    pub(crate) fn skipped(&self) -> usize {
        self.ignored + self.said_to_be_skipped()
    }

    fn said_to_be_skipped(&self) -> usize {
        let skipped = self
            .notes
            .iter()
            .filter(|((kind, _), _)| *kind == Kind::Skipped);
        let mut names: Vec<&String> = skipped
            .flat_map(|(_, names)| names)
            // One that failed all the same is not among those that passed.
            .filter(|name| !self.names.iter().any(|failed| is_of(name, failed)))
            .collect();
        names.sort();
        names.dedup();
        names.len()
    }

    /// What the summary says of single tests: which failed, and which did not simply pass.
    pub(crate) fn remarks(&self) -> Vec<String> {
        let mut lines = self.names.clone();
        for ((kind, why), names) in &self.notes {
            lines.push(format!("{} ({why}):", kind.word()));
            lines.extend(names.iter().map(|name| format!("  {name}")));
        }
        lines
    }
}

/// What a test says of itself, who says so, and why.
fn note(line: &str) -> Option<(Kind, &str, &str)> {
    let (word, rest) = line.split_once(": ")?;
    let kind = Kind::ALL.into_iter().find(|kind| kind.word() == word)?;
    let (name, why) = rest.split_once(": ")?;
    Some((kind, name, why))
}

/// Whether this full name, with the file before it, may be that of the test of this name.
fn is_of(full: &str, name: &str) -> bool {
    full.strip_suffix(name)
        .is_some_and(|file| file.ends_with("::"))
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

    fn counted(lines: &[&str]) -> Counts {
        let mut counts = Counts::default();
        for line in lines {
            counts.read(line);
        }
        counts
    }

    #[test]
    fn results_are_summed_and_failures_named() {
        let counts = counted(&[
            "running 3 tests",
            "test search::ranks ... ok",
            "test search::folds æ ... FAILED",
            "test panel::shows ... FAIL",
            "test result: FAILED. 12 passed; 2 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s",
            "test result: ok. 30 passed; 0 failed; 0 ignored; 0 filtered out",
            "40 passed, nothing of ours",
        ]);
        assert_eq!(
            (counts.passed(), counts.failed, counts.skipped()),
            (42, 2, 1)
        );
        assert_eq!(counts.remarks(), ["search::folds æ", "panel::shows"]);
    }

    #[test]
    fn a_test_that_says_it_was_skipped_has_not_passed() {
        let counts = counted(&[
            "skipped: search::is_told: it needs Chromium's DevTools",
            "skipped: privacy::is_quiet: it needs Chromium's DevTools",
            "test is_told ... ok",
            "test result: ok. 5 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out",
        ]);
        assert_eq!(
            (counts.passed(), counts.failed, counts.skipped()),
            (3, 0, 2)
        );
        let remarks = [
            "skipped (it needs Chromium's DevTools):",
            "  search::is_told",
            "  privacy::is_quiet",
        ];
        assert_eq!(counts.remarks(), remarks);
    }

    #[test]
    fn a_test_that_is_skipped_at_each_of_its_pages_counts_once() {
        let line = "skipped: search::is_told: it needs Chromium's DevTools";
        let counts = counted(&[line, "skipped: search::is_told: no printer", line]);
        assert_eq!(counts.skipped(), 1);
    }

    #[test]
    fn a_test_that_is_skipped_in_part_and_fails_has_failed() {
        let counts = counted(&[
            "skipped: search::is_told: it needs Chromium's DevTools",
            "test is_told ... FAILED",
            "test result: FAILED. 4 passed; 1 failed; 0 ignored",
        ]);
        assert_eq!(
            (counts.passed(), counts.failed, counts.skipped()),
            (4, 1, 0)
        );
    }

    #[test]
    fn a_test_that_was_tried_again_or_left_something_out_counts_as_it_ended() {
        let counts = counted(&[
            "retried: search::is_told: the driver did not answer",
            "left out: privacy::is_quiet: the console",
            "test result: ok. 2 passed; 0 failed; 0 ignored",
        ]);
        assert_eq!(
            (counts.passed(), counts.failed, counts.skipped()),
            (2, 0, 0)
        );
        let remarks = [
            "left out (the console):",
            "  privacy::is_quiet",
            "retried (the driver did not answer):",
            "  search::is_told",
        ];
        assert_eq!(counts.remarks(), remarks);
    }

    #[test]
    fn what_passes_as_a_whole_counts_as_one() {
        assert_eq!(Counts::of_one(true).passed(), 1);
        assert_eq!(Counts::of_one(false).failed, 1);
    }
}
