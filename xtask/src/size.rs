//! `cargo xtask size`: what a visitor downloads, and when, against its budgets.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::compress::beside;
use crate::dist::{FAILURE, LOADER};
use crate::workspace::Workspace;

/// The loader comes before everything else: at 4 kB it fits in the first packets that a server may send.
const LOADER_BUDGET: u64 = 4_000;

/// The loader, the opening's script and styles, and `catalogue.json`: the first results are painted then.
const FIRST_BUDGET: u64 = 12_000;

/// On a slow line (1.6 Mbit/s, 150 ms) each kB takes 5 ms: 110 kB is about half a second until a press is answered.
const SUM_BUDGET: u64 = 110_000;

/// Everything that a visitor may come to download, late parts included.
const PRODUCT_BUDGET: u64 = 201_000;

struct Row {
    name: String,
    raw: u64,
    gzip: u64,
    brotli: u64,
}

impl Row {
    fn measure(path: &Path) -> Result<Self> {
        let length = |path: PathBuf| {
            fs::metadata(&path)
                .map(|metadata| metadata.len())
                .with_context(|| {
                    format!(
                        "{} is missing; `cargo xtask build` makes it",
                        path.display()
                    )
                })
        };
        Ok(Self {
            name: path
                .file_name()
                .map(|name| name.to_string_lossy().into_owned())
                .unwrap_or_default(),
            raw: length(path.to_owned())?,
            gzip: length(beside(path, "gz"))?,
            brotli: length(beside(path, "br"))?,
        })
    }

    fn print(&self) {
        println!(
            "{:<24} {:>10} {:>10} {:>10}",
            self.name,
            kilobytes(self.raw),
            kilobytes(self.gzip),
            kilobytes(self.brotli)
        );
    }
}

/// Prints the table, and fails when a budget is passed.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    let dist = workspace.dist();
    let loader = Row::measure(&dist.join(LOADER))?;
    let opening = Row::measure(&only(&dist, "opening", "js")?)?;
    let engine = Row::measure(&only(&dist, "virker", "js")?)?;
    let wasm = Row::measure(&only(&dist, "virker", "wasm")?)?;
    let late = late(&dist)?;
    let catalogue = Row::measure(&dist.join("catalogue/catalogue.json"))?;
    let first = loader.brotli + opening.brotli + catalogue.brotli;
    let rows = [loader, opening, engine, wasm];
    let add = |part: fn(&Row) -> u64| rows.iter().map(part).sum();
    let sum = Row {
        name: "sum".to_owned(),
        raw: add(|row| row.raw),
        gzip: add(|row| row.gzip),
        brotli: add(|row| row.brotli),
    };

    println!("What a visitor downloads before a press is answered, less catalogue and index.");
    println!("1 kB = 1000 bytes.\n");
    println!("{:<24} {:>10} {:>10} {:>10}", "", "raw", "gzip", "brotli");
    for row in &rows {
        row.print();
    }
    sum.print();
    println!("\nFetched after it: searching, entries, calculators, what was chosen.\n");
    for row in &late {
        row.print();
    }
    println!("\nFetched only when the engine does not start, and not part of the product.\n");
    Row::measure(&dist.join(FAILURE))?.print();
    println!();
    let product = sum.brotli + late.iter().map(|row| row.brotli).sum::<u64>();

    let loader = rows.first().map_or(0, |row| row.brotli);
    let over: Vec<_> = [
        budget("loader", loader, LOADER_BUDGET),
        budget(
            "loader, opening and catalogue.json, the first results:",
            first,
            FIRST_BUDGET,
        ),
        budget("sum", sum.brotli, SUM_BUDGET),
        budget("whole product", product, PRODUCT_BUDGET),
    ]
    .into_iter()
    .flatten()
    .collect();
    if !over.is_empty() {
        bail!("over the size budget: {}", over.join("; "));
    }
    Ok(())
}

/// Prints one budget, and returns what to complain of.
fn budget(name: &str, size: u64, limit: u64) -> Option<String> {
    let line = format!("{name} {} of {} brotli", kilobytes(size), kilobytes(limit));
    println!("{} {line}", if size > limit { "OVER" } else { "ok  " });
    (size > limit).then_some(line)
}

/// The late parts: every wasm and style sheet with a hash in its name, but for the engine's
/// own, and the scripts of pages and of a host's own search.
fn late(dist: &Path) -> Result<Vec<Row>> {
    let mut paths = hashed(dist, "wasm")?;
    paths.retain(|(stem, _)| stem != "virker");
    paths.extend(hashed(dist, "css")?);
    let scripts = hashed(dist, "js")?;
    paths.extend(
        scripts
            .into_iter()
            .filter(|(stem, _)| stem != "virker" && stem != "opening"),
    );
    if paths.is_empty() {
        bail!(
            "{} holds no late parts; `cargo xtask build` makes it anew",
            dist.display()
        );
    }
    paths.iter().map(|(_, path)| Row::measure(path)).collect()
}

/// The files with this suffix whose names carry a hash, with what stands before it: `virker` of
/// `virker-0123456789.wasm`.
fn hashed(dist: &Path, suffix: &str) -> Result<Vec<(String, PathBuf)>> {
    let entries = fs::read_dir(dist).with_context(|| {
        format!(
            "{} is missing; `cargo xtask build` makes it",
            dist.display()
        )
    })?;
    let mut found: Vec<_> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|end| end == suffix))
        .filter_map(|path| {
            let name = path.file_stem()?.to_string_lossy();
            let (stem, hash) = name.rsplit_once('-')?;
            let is_hash = hash.len() == 10 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
            is_hash.then(|| (stem.to_owned(), path.clone()))
        })
        .collect();
    found.sort();
    Ok(found)
}

/// The one file of this name: `virker-0123456789.wasm`.
fn only(dist: &Path, stem: &str, suffix: &str) -> Result<PathBuf> {
    let mut found: Vec<_> = hashed(dist, suffix)?
        .into_iter()
        .filter_map(|(name, path)| (name == stem).then_some(path))
        .collect();
    match (found.pop(), found.is_empty()) {
        (Some(path), true) => Ok(path),
        _ => bail!(
            "{} must hold exactly one {stem}-<hash>.{suffix}; `cargo xtask build` makes it anew",
            dist.display()
        ),
    }
}

fn kilobytes(bytes: u64) -> String {
    format!("{}.{:03} kB", bytes / 1000, bytes % 1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_is_passed_by_one_byte_too_many() {
        assert_eq!(budget("loader", 3_000, 3_000), None);
        assert_eq!(
            budget("loader", 3_001, 3_000).as_deref(),
            Some("loader 3.001 kB of 3.000 kB brotli")
        );
    }
}
