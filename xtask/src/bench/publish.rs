//! How publishing grows with the catalogue: the shipped sources, repeated until there are as many entries as asked for.
//!
//! A repeated entry has an id and a title of its own, and the words of the one that it repeats. So the index grows as it
//! would, and its vocabulary does not.

use std::path::Path;
use std::process::Stdio;
use std::time::Instant;

use anyhow::{Context, Result};

use crate::process;
use crate::tools;
use crate::workspace::{self, Workspace};

/// Publishes a catalogue of each size, and prints what it took.
pub(super) fn publish(workspace: &Workspace, sizes: &[usize]) -> Result<()> {
    let stage = workspace.work_folder("bench-publish");
    // Compiling is not publishing.
    process::run(tools::cargo(workspace)?.args(["build", "--quiet", "--package", "virker"]))?;
    println!("| entries | seconds | µs per entry | the whole document, MB |");
    println!("| --- | --- | --- | --- |");
    for entries in sizes {
        workspace::make_empty_folder(&stage)?;
        let (sources, out) = (stage.join("sources"), stage.join("out"));
        grow(&workspace.root().join("catalogue"), &sources, *entries)?;
        let mut build = tools::cargo(workspace)?;
        build
            .args(["run", "--quiet", "--package", "virker", "--", "build"])
            .arg(&sources)
            .arg("--out")
            .arg(&out)
            // A line for each entry whose summary is hard to read.
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let started = Instant::now();
        process::run(&mut build)?;
        let seconds = started.elapsed().as_secs_f64();
        let bytes = workspace::read(&out.join("catalogue-whole.json"))?.len();
        println!(
            "| {entries} | {seconds:.1} | {:.0} | {:.1} |",
            seconds * 1e6 / *entries as f64,
            bytes as f64 / 1e6
        );
    }
    workspace::remove_folder(&stage)
}

/// Copies the sources, and repeats their entries until there are so many.
fn grow(from: &Path, to: &Path, entries: usize) -> Result<()> {
    let mut originals = Vec::new();
    for path in workspace::files_below(from)? {
        let name = path
            .strip_prefix(from)
            .context("a file lies outside its folder")?;
        let text = workspace::read(&path)?;
        let target = to.join(name);
        if let Some(folder) = target.parent() {
            workspace::make_folder(folder)?;
        }
        workspace::write(&target, &text)?;
        if name.starts_with("entries") {
            originals.push(String::from_utf8(text).context("an entry is not UTF-8")?);
        }
    }
    let repeated = originals.iter().cycle().enumerate();
    for (number, original) in repeated.take(entries.saturating_sub(originals.len())) {
        let (id, text) = repeat(original, number).context("an entry has no id or no title")?;
        workspace::write(&to.join("entries").join(format!("{id}.toml")), text)?;
    }
    Ok(())
}

/// An entry with this number behind its id and its title: the new id, and the text.
fn repeat(entry: &str, number: usize) -> Option<(String, String)> {
    let value = |key: &str| {
        let line = entry.lines().find(|line| line.starts_with(key))?;
        Some((line, line.strip_prefix(key)?.trim_matches('"')))
    };
    let (id_line, id) = value("id = ")?;
    let (title_line, title) = value("title = ")?;
    let id = format!("{id}-{number}");
    let text = entry
        .replacen(id_line, &format!("id = \"{id}\""), 1)
        .replacen(title_line, &format!("title = \"{title} {number}\""), 1);
    Some((id, text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repeated_entry_has_its_own_id_and_title_and_the_words_of_the_first() {
        let entry = "id = \"mad\"\ntitle = \"Mad\"\nsummary = \"id = x\"\n";
        let (id, text) = repeat(entry, 7).unwrap();
        assert_eq!(id, "mad-7");
        assert_eq!(
            text,
            "id = \"mad-7\"\ntitle = \"Mad 7\"\nsummary = \"id = x\"\n"
        );
        assert!(repeat("title = \"Mad\"", 7).is_none());
    }
}
