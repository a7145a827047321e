//! Outcomes of a test besides 'passed' and 'failed': skipped, partly skipped, or retried.
//!
//! Rust's test harness counts every test that returns as passed. So each note is a line on standard error, written
//! directly, since the harness captures what a passing test prints with `println!`. `cargo xtask test` parses these
//! lines for its counts (`xtask/src/counts.rs`).

use std::env;
use std::io::{self, Write};
use std::path::Path;
use std::thread;

/// Reports that the test is skipped in this browser.
pub fn skipped(why: &str) {
    note("skipped", why);
}

/// Reports that the test skips some of its checks in this browser.
pub fn left_out(what: &str) {
    note("left out", what);
}

/// Reports that the test is retried.
pub(crate) fn retried(why: &str) {
    note("retried", why);
}

fn note(kind: &str, text: &str) {
    let line = format!("{kind}: {}: {text}\n", test());
    // A single write, so that the lines of parallel tests are not interleaved.
    let _closed = io::stderr().lock().write_all(line.as_bytes());
}

/// The name of the running test, with its file: `search::capitals_make_no_difference`.
fn test() -> String {
    let program = env::current_exe().unwrap_or_default();
    let name = thread::current().name().unwrap_or("unnamed").to_owned();
    format!("{}::{name}", file(&program))
}

/// The name of the test file: Cargo names the test program after it, followed by a hash.
fn file(program: &Path) -> &str {
    let stem = program.file_stem().and_then(|stem| stem.to_str());
    // Linux appends this if the program has been rebuilt while it runs.
    let stem = stem.unwrap_or("unnamed").trim_end_matches(" (deleted)");
    stem.rsplit_once('-')
        .filter(|(_, hash)| hash.bytes().all(|byte| byte.is_ascii_hexdigit()))
        .map_or(stem, |(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_programs_file_is_its_name_without_the_hash() {
        let program = Path::new("target/debug/deps/first_load-0123456789abcdef");
        assert_eq!(file(program), "first_load");
        assert_eq!(file(Path::new("target/debug/shots")), "shots");
        assert_eq!(file(Path::new("deps/search-0123abc (deleted)")), "search");
    }
}
