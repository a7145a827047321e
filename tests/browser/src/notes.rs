//! What a test says beside 'passed' and 'failed': that it was skipped, in part or as a whole, or tried again.
//!
//! Rust's own test harness counts a test that returns as passed, whatever it did. So each note is one line on standard
//! error, past the harness, which keeps to itself what a passing test prints with `println!`. `cargo xtask test` reads
//! these lines and counts by them (`xtask/src/counts.rs`).

use std::env;
use std::io::{self, Write};
use std::path::Path;
use std::thread;

/// This test does nothing in this browser.
pub fn skipped(why: &str) {
    note("skipped", why);
}

/// This test does not look at all that it looks at in another browser.
pub fn left_out(what: &str) {
    note("left out", what);
}

/// This test was begun once more.
pub(crate) fn retried(why: &str) {
    note("retried", why);
}

fn note(kind: &str, words: &str) {
    let line = format!("{kind}: {}: {words}\n", test());
    // One write, so that lines of tests that run beside each other are not mixed.
    let _closed = io::stderr().lock().write_all(line.as_bytes());
}

/// The running test, with its file before it: `search::what_is_sought_is_found`.
fn test() -> String {
    let program = env::current_exe().unwrap_or_default();
    let name = thread::current().name().unwrap_or("unnamed").to_owned();
    format!("{}::{name}", file(&program))
}

/// The name of the file with the tests. Cargo calls a test program after it, with a hash behind.
fn file(program: &Path) -> &str {
    let stem = program.file_stem().and_then(|stem| stem.to_str());
    // The system adds this when the program was built anew while it runs.
    let stem = stem.unwrap_or("unnamed").trim_end_matches(" (deleted)");
    stem.rsplit_once('-')
        .filter(|(_, hash)| hash.bytes().all(|byte| byte.is_ascii_hexdigit()))
        .map_or(stem, |(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_program_is_called_after_its_file() {
        let program = Path::new("target/debug/deps/first_load-0123456789abcdef");
        assert_eq!(file(program), "first_load");
        assert_eq!(file(Path::new("target/debug/shots")), "shots");
        assert_eq!(file(Path::new("deps/search-0123abc (deleted)")), "search");
    }
}
