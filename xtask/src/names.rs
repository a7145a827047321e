//! Short names for what glue and wasm call each other.
//!
//! wasm-bindgen gives every import a name with a hash of 16 digits, and says it in both files: nothing compresses a
//! hash, and 150 of them twice take 4 kB brotli.

use std::path::Path;

use anyhow::{Result, bail};

use crate::house;
use crate::wasm::{self, Kind};

/// The module that the glue calls itself.
const GLUE: &str = "./virker_bg.js";

/// How the exports begin that carry a hash: what calls closures.
const CLOSURES: &str = "wasm_bindgen_";

/// Gives the glue's imports and closures short names, in the wasm and in the glue.
pub(crate) fn shorten(module: &Path, glue: &Path) -> Result<()> {
    let mut changes = vec![(format!("\"{GLUE}\": "), "\"g\": ".to_owned())];
    let mut used = 0;
    let bytes = wasm::rename(&house::read(module)?, |kind, within, name| {
        let (from, to): (fn(&str) -> String, _) = match kind {
            Kind::Import if within == GLUE => (|name| format!(" {name}: "), "g"),
            Kind::Export if name.starts_with(CLOSURES) => (|name| format!("wasm.{name}("), ""),
            _ => return None,
        };
        let short = short(used);
        used += 1;
        changes.push((from(name), from(&short)));
        Some((to.to_owned(), short))
    })?;
    let mut text = String::from_utf8(house::read(glue)?)?;
    for (from, to) in changes {
        if !text.contains(&from) {
            bail!("wasm-bindgen writes its glue otherwise than expected: it lacks `{from}`");
        }
        text = text.replace(&from, &to);
    }
    house::write(module, bytes)?;
    house::write(glue, without_leftovers(&text))
}

/// The glue without the functions whose long names are left: what the module called them for was taken out of it.
fn without_leftovers(glue: &str) -> String {
    let mut within = false;
    let mut kept = String::new();
    for line in glue.lines() {
        within |= line.starts_with("        __wb") && line.contains(": function(");
        if !within {
            kept.push_str(line);
            kept.push('\n');
        }
        within &= line != "        },";
    }
    kept
}

/// The names in a row: `a`, `b`, … `z`, `ba` …
fn short(mut number: u32) -> String {
    let mut letters = Vec::new();
    loop {
        letters.extend(char::from_digit(number % 26 + 10, 36));
        number /= 26;
        if number == 0 {
            break;
        }
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{short, without_leftovers};

    #[test]
    fn functions_with_long_names_are_left_out() {
        let function =
            |name: &str| format!("        {name}: function(a) {{\n            a;\n        }},\n");
        let glue = |between: &str| format!("{}{between}{}", function("a"), function("b"));
        let long = function("__wbg_stack_3b0d974bbf31e44f");
        assert_eq!(without_leftovers(&glue(&long)), glue(""));
    }

    #[test]
    fn names_are_short_and_differ() {
        assert_eq!(short(0), "a");
        assert_eq!(short(26), "ba");
        let names: HashSet<String> = (0..1000).map(short).collect();
        assert_eq!(names.len(), 1000);
    }
}
