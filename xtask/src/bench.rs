//! `cargo xtask bench search`: the search raced against other libraries in one Chromium, and weighed.
//! `cargo xtask bench calculators`: what a recalculation costs, natively and as WebAssembly.
//! `cargo xtask bench presses`: what a press in a calculator of `dist/` costs in script, in Chromium.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::arguments::Arguments;
use crate::house::{self, House};
use crate::{check, compress, package, process, setup, tools};

pub(crate) fn run(house: &House, mut arguments: Arguments) -> Result<()> {
    let entries = arguments.values("--entries")?;
    match arguments.into_rest().as_slice() {
        [what] if what == "search" => {}
        [what] if what == "calculators" && entries.is_empty() => return calculators(house),
        [what] if what == "presses" && entries.is_empty() => {
            setup::run(house)?;
            return driven(house, "presses", &[]);
        }
        _ => {
            bail!(
                "`cargo xtask bench search [--entries N]...`, `cargo xtask bench calculators` or \
                 `cargo xtask bench presses`"
            )
        }
    }
    setup::run(house)?;
    let bench = house.root().join("bench");
    tools::npm_ci(house, &bench)?;
    let stage = house.workshop("bench");
    house::make_empty_folder(&stage)?;
    let without = finder(house, &stage, &[])?;
    let engine = finder(house, &stage, &["--features", "engine"])?;
    let all = finder(house, &stage, &["--features", "building"])?;
    let kilobytes = |with: u64, without: u64| with.saturating_sub(without) as f64 / 1000.0;
    println!(
        "the engine: {:.1} kB brotli of wasm",
        kilobytes(engine, without)
    );
    println!(
        "building in the page: {:.1} kB more",
        kilobytes(all, engine)
    );
    house::write(&stage.join("race.js"), house::read(&bench.join("race.js"))?)?;
    process::run(
        package::esbuild(house)?
            .args(["--format=esm", "--allow-overwrite"])
            .arg(stage.join("race.js"))
            .arg(format!("--outfile={}", stage.join("race.min.js").display()))
            .env("NODE_PATH", bench.join("node_modules")),
    )?;
    let queries = house.root().join("tests/data/queries.json");
    house::write(&stage.join("queries.json"), house::read(&queries)?)?;
    let catalogue = house.dist().join("catalogue/catalogue.json");
    house::write(&stage.join("catalogue.json"), house::read(&catalogue)?)?;
    house::write(
        &stage.join("index.html"),
        "<!doctype html><meta charset=utf-8><title>race</title><script type=module src=race.min.js></script>",
    )?;
    let mut words = vec![stage.to_string_lossy().into_owned()];
    if entries.is_empty() {
        words.extend(["1000".to_owned(), "10000".to_owned()]);
    } else {
        words.extend(entries);
    }
    driven(house, "race", &words)
}

/// Runs one of the programs that drive a browser.
fn driven(house: &House, program: &str, words: &[String]) -> Result<()> {
    process::run(
        tools::cargo(house)?
            .args(["run", "--quiet", "--package", "browser-tests"])
            .args(["--bin", program, "--"])
            .args(words)
            .env(check::DIST, house.dist()),
    )
}

/// Times what a change of one number asks of each calculator of `dist/`.
fn calculators(house: &House) -> Result<()> {
    setup::run(house)?;
    let stage = house.workshop("bench");
    house::make_empty_folder(&stage)?;
    let catalogue = house.dist().join("catalogue/catalogue.json");
    compile(house, &["--features", "calculators"])?;
    bind(house, &stage, "nodejs", "calculators")?;
    let bound = stage.join("calculators_bg.wasm");
    package::optimise(house, &bound, &bound)?;
    let script = stage.join("calculators.cjs");
    house::write(
        &script,
        house::read(&house.root().join("bench/calculators.cjs"))?,
    )?;
    println!("| where | calculator | inputs | values | all, µs | 20 points, µs |");
    println!("| --- | --- | --- | --- | --- | --- |");
    process::run(
        tools::cargo(house)?
            .args(["run", "--quiet", "--release", "--package", "bench"])
            .args(["--example", "calculators", "--"])
            .arg(&catalogue)
            .env("CARGO_TARGET_DIR", house.workshop("bench-target")),
    )?;
    process::run(tools::command(house, "node")?.arg(&script).arg(&catalogue))
}

/// Builds the engine alone; its size in brotli.
fn finder(house: &House, stage: &Path, features: &[&str]) -> Result<u64> {
    compile(house, features)?;
    bind(house, stage, "web", "finder")?;
    let small = stage.join("finder.wasm");
    package::optimise(house, &stage.join("finder_bg.wasm"), &small)?;
    compress::brotli_length(&house::read(&small)?)
}

/// Compiles what is measured as WebAssembly.
fn compile(house: &House, features: &[&str]) -> Result<()> {
    process::run(
        tools::cargo(house)?
            .args(["build", "--quiet", "--release", "--package", "bench"])
            .args(["--target", "wasm32-unknown-unknown"])
            .args(features)
            .env(
                "CARGO_ENCODED_RUSTFLAGS",
                tools::remapping(house)?.join("\u{1f}"),
            )
            .env("CARGO_TARGET_DIR", house.workshop("bench-target")),
    )
}

/// Makes the script for it, for the `web` or for `nodejs`.
fn bind(house: &House, stage: &Path, target: &str, name: &str) -> Result<()> {
    let wasm: PathBuf = house
        .workshop("bench-target")
        .join("wasm32-unknown-unknown/release/bench.wasm");
    let mut command = tools::command(house, "wasm-bindgen")?;
    command.args(["--target", target, "--no-typescript", "--out-name", name]);
    if target == "web" {
        command.arg("--omit-default-module-path");
    }
    process::run(command.arg("--out-dir").arg(stage).arg(&wasm))
}
