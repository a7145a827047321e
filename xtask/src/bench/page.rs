//! `cargo xtask bench page`: what a page with Virker costs a visitor, beside pages with other search libraries.
//!
//! `bench/page/` has the other pages, and says how each is built. For each size, they and a catalogue are made in
//! `target/bench-page/`, and kept until something that they are made of changes: ten thousand entries take minutes.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Context, Result, ensure};
use clap::Args;
use serde_json::{Value, json};

use super::grow;
use crate::workspace::{self, Workspace};
use crate::{integrity, process, tools};

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// How many entries; may be given several times. 64 is the shipped catalogue, more are grown from it
    #[arg(long, default_values_t = [64, 1_000])]
    entries: Vec<usize>,
    /// How often each page is visited; each time all in turn
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// Only pages whose names begin so, such as `virker` or `minisearch`; may be given several times
    #[arg(long, value_name = "NAME")]
    only: Vec<String>,
    /// Only as fast as this machine is
    #[arg(long, conflicts_with = "slow")]
    fast: bool,
    /// Only with a slow line and a slow processor
    #[arg(long)]
    slow: bool,
}

/// Prepares what is missing, and has the pages visited.
pub(super) fn page(workspace: &Workspace, options: &Options) -> Result<()> {
    let dist = workspace.dist();
    ensure!(
        dist.join("virker.js").is_file(),
        "there is no dist/: run `cargo xtask build` first"
    );
    // Compiling is not to be done while pages are visited.
    let build = [
        "build",
        "--quiet",
        "--package",
        "virker",
        "--package",
        "browser-tests",
    ];
    process::run(tools::cargo(workspace)?.args(build))?;
    let sizes = options.entries.iter();
    let sizes: Vec<Value> = sizes
        .map(|entries| size(workspace, *entries))
        .collect::<Result<_>>()?;
    let speeds: &[&str] = match (options.fast, options.slow) {
        (true, _) => &["fast"],
        (_, true) => &["slow"],
        _ => &["fast", "slow"],
    };
    let plan = json!({
        "dist": dist, "rounds": options.rounds, "speeds": speeds, "only": options.only, "sizes": sizes,
    });
    super::driven(workspace, "page", &[plan.to_string()])
}

/// Makes all pages with a catalogue of this size, unless they are there, and says what was made and where.
fn size(workspace: &Workspace, entries: usize) -> Result<Value> {
    let stage = workspace
        .work_folder("bench-page")
        .join(entries.to_string());
    let (pages, stamp) = (stage.join("pages"), stage.join("made-of"));
    let ingredients = ingredients(workspace)?;
    let is_fresh = workspace::read(&stamp).is_ok_and(|known| known == ingredients.as_bytes());
    if !is_fresh {
        println!("making the pages with {entries} entries");
        workspace::make_empty_folder(&stage)?;
        let (sources, published) = (stage.join("sources"), stage.join("published"));
        grow::grow(&workspace.root().join("catalogue"), &sources, entries)?;
        publish(workspace, &sources, &published)?;
        prepare(workspace, &published, &pages)?;
        workspace::write(&stamp, ingredients)?;
    }
    let made: Value = serde_json::from_slice(&workspace::read(&pages.join("made.json"))?)
        .context("reading what was made")?;
    let number = |key: &str| made.get(key).and_then(Value::as_f64).unwrap_or_default();
    Ok(json!({
        "entries": made.get("entries"),
        "ratio": number("bytes") / number("brotli"),
        "folder": pages,
    }))
}

/// A hash of all that the pages are made of.
fn ingredients(workspace: &Workspace) -> Result<String> {
    let root = workspace.root();
    let mut files = vec![root.join("Cargo.lock")];
    for folder in [
        "src",
        "catalogue",
        "dictionary",
        "bench/page",
        "xtask/src/bench",
    ] {
        files.extend(workspace::files_below(&root.join(folder))?);
    }
    let mut contents = Vec::new();
    for file in files {
        if !file
            .components()
            .any(|part| part.as_os_str() == "node_modules")
        {
            contents.extend(workspace::read(&file)?);
        }
    }
    Ok(integrity::hex(&contents))
}

/// Publishes the sources as a publisher would.
fn publish(workspace: &Workspace, sources: &Path, published: &Path) -> Result<()> {
    process::run(
        tools::cargo(workspace)?
            .args(["run", "--quiet", "--package", "virker", "--", "build"])
            .arg(sources)
            .arg("--out")
            .arg(published)
            // A line for each summary that is hard to read: those of grown entries are.
            .stdout(Stdio::null())
            .stderr(Stdio::null()),
    )
}

/// Makes the pages of a published catalogue.
fn prepare(workspace: &Workspace, published: &Path, pages: &Path) -> Result<()> {
    let folder: PathBuf = workspace.root().join("bench/page");
    tools::npm_ci(workspace, &folder)?;
    process::run(
        tools::command(workspace, "node")?
            .arg("--max-old-space-size=8192")
            .arg(folder.join("prepare.js"))
            .arg(published)
            .arg(pages),
    )
}
