//! `cargo xtask bench search`: the search compared with other libraries in one Chromium, and its size.
//! `cargo xtask bench calculators`: what a recalculation costs, natively and as WebAssembly.
//! `cargo xtask bench publish`: what publishing a large catalogue takes.
//! `cargo xtask bench presses`: what a press in a calculator of `dist/` and a letter in its search field cost in script.
//! `cargo xtask bench page`: what a page with Virker costs a visitor, beside pages with other search libraries.

mod grow;
mod page;
mod publish;

use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::Subcommand;

use crate::workspace::{self, Workspace};
use crate::{check, compress, dist, process, setup, tools, widget};

#[derive(Debug, Subcommand)]
pub(crate) enum Bench {
    /// Compare the search with other libraries in Chromium: ten minutes
    Search {
        /// How many entries to search; may be given several times
        #[arg(long, default_values_t = [1_000, 10_000])]
        entries: Vec<u32>,
    },
    /// Publish large catalogues
    Publish {
        /// How many entries; may be given several times
        #[arg(long, default_values_t = [1_000, 10_000])]
        entries: Vec<usize>,
    },
    /// Visit a page with Virker and pages with other search libraries, in turn: half an hour
    Page(page::Options),
    /// Time a recalculation, natively and as WebAssembly
    Calculators,
    /// Time a press in each calculator and a letter in the search field, in Chromium
    Presses {
        /// Another dist/: fail if this one is slower
        #[arg(long, value_name = "DIR")]
        against: Option<PathBuf>,
        /// Only what has this in its name
        #[arg(long, value_name = "TEXT", default_value = "")]
        only: String,
    },
}

pub(crate) fn run(workspace: &Workspace, bench: Bench) -> Result<()> {
    setup::run(workspace)?;
    match bench {
        Bench::Search { entries } => search(workspace, &entries),
        Bench::Publish { entries } => publish::publish(workspace, &entries),
        Bench::Page(options) => page::page(workspace, &options),
        Bench::Calculators => calculators(workspace),
        Bench::Presses { against, only } => presses(workspace, against, only),
    }
}

fn search(workspace: &Workspace, entries: &[u32]) -> Result<()> {
    let bench = workspace.root().join("bench");
    tools::npm_ci(workspace, &bench)?;
    let stage = workspace.work_folder("bench");
    workspace::make_empty_folder(&stage)?;
    let without = finder(workspace, &stage, &[])?;
    let engine = finder(workspace, &stage, &["--features", "engine"])?;
    let all = finder(workspace, &stage, &["--features", "building"])?;
    let kilobytes = |with: u64, without: u64| with.saturating_sub(without) as f64 / 1000.0;
    println!(
        "the engine: {:.1} kB brotli of wasm",
        kilobytes(engine, without)
    );
    println!(
        "building in the page: {:.1} kB more",
        kilobytes(all, engine)
    );
    workspace::write(
        &stage.join("race.js"),
        workspace::read(&bench.join("race.js"))?,
    )?;
    process::run(
        dist::esbuild(workspace)?
            .args(["--format=esm", "--allow-overwrite"])
            .arg(stage.join("race.js"))
            .arg(format!("--outfile={}", stage.join("race.min.js").display()))
            .env("NODE_PATH", bench.join("node_modules")),
    )?;
    let queries = workspace.root().join("tests/data/queries.json");
    workspace::write(&stage.join("queries.json"), workspace::read(&queries)?)?;
    let catalogue = workspace.dist().join("catalogue/catalogue-whole.json");
    workspace::write(&stage.join("catalogue.json"), workspace::read(&catalogue)?)?;
    workspace::write(
        &stage.join("index.html"),
        "<!doctype html><meta charset=utf-8><title>race</title><script type=module src=race.min.js></script>",
    )?;
    let mut arguments = vec![stage.to_string_lossy().into_owned()];
    arguments.extend(entries.iter().map(u32::to_string));
    driven(workspace, "race", &arguments)
}

fn presses(workspace: &Workspace, against: Option<PathBuf>, only: String) -> Result<()> {
    let mut arguments = vec![only];
    if let Some(older) = against {
        let older = std::path::absolute(older)?;
        arguments.push(older.to_string_lossy().into_owned());
    }
    driven(workspace, "presses", &arguments)
}

/// Runs one of the programs that drive a browser.
fn driven(workspace: &Workspace, program: &str, arguments: &[String]) -> Result<()> {
    process::run(
        tools::cargo(workspace)?
            .args(["run", "--quiet", "--package", "browser-tests"])
            .args(["--bin", program, "--"])
            .args(arguments)
            .env(check::DIST, workspace.dist()),
    )
}

/// Times what a change of one number asks of each calculator of `dist/`.
fn calculators(workspace: &Workspace) -> Result<()> {
    let stage = workspace.work_folder("bench");
    workspace::make_empty_folder(&stage)?;
    let catalogue = workspace.dist().join("catalogue/catalogue-whole.json");
    compile(workspace, &["--features", "calculators"])?;
    bind(workspace, &stage, "nodejs", "calculators")?;
    let bound = stage.join("calculators_bg.wasm");
    widget::optimise(workspace, &bound, &bound)?;
    let script = stage.join("calculators.cjs");
    workspace::write(
        &script,
        workspace::read(&workspace.root().join("bench/calculators.cjs"))?,
    )?;
    println!("| where | calculator | inputs | values | all, µs | 20 points, µs |");
    println!("| --- | --- | --- | --- | --- | --- |");
    process::run(
        tools::cargo(workspace)?
            .args(["run", "--quiet", "--release", "--package", "bench"])
            .args(["--example", "calculators", "--"])
            .arg(&catalogue)
            .env("CARGO_TARGET_DIR", workspace.work_folder("bench-target")),
    )?;
    process::run(
        tools::command(workspace, "node")?
            .arg(&script)
            .arg(&catalogue),
    )
}

/// Builds the engine alone, and returns its size in bytes of brotli.
fn finder(workspace: &Workspace, stage: &Path, features: &[&str]) -> Result<u64> {
    compile(workspace, features)?;
    bind(workspace, stage, "web", "finder")?;
    let small = stage.join("finder.wasm");
    widget::optimise(workspace, &stage.join("finder_bg.wasm"), &small)?;
    compress::brotli_length(&workspace::read(&small)?)
}

/// Compiles what is measured as WebAssembly.
fn compile(workspace: &Workspace, features: &[&str]) -> Result<()> {
    process::run(
        tools::cargo(workspace)?
            .args(["build", "--quiet", "--release", "--package", "bench"])
            .args(["--target", "wasm32-unknown-unknown"])
            .args(features)
            .env(
                "CARGO_ENCODED_RUSTFLAGS",
                tools::remapping(workspace)?.join("\u{1f}"),
            )
            .env("CARGO_TARGET_DIR", workspace.work_folder("bench-target")),
    )
}

/// Makes the script that loads it, for the target `web` or `nodejs`.
fn bind(workspace: &Workspace, stage: &Path, target: &str, name: &str) -> Result<()> {
    let wasm: PathBuf = workspace
        .work_folder("bench-target")
        .join("wasm32-unknown-unknown/release/bench.wasm");
    let mut command = tools::command(workspace, "wasm-bindgen")?;
    command.args(["--target", target, "--no-typescript", "--out-name", name]);
    if target == "web" {
        command.arg("--omit-default-module-path");
    }
    process::run(command.arg("--out-dir").arg(stage).arg(&wasm))
}
