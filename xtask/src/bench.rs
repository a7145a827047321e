//! `cargo xtask bench search`: the search raced against other libraries in one Chromium, and weighed.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::arguments::Arguments;
use crate::house::{self, House};
use crate::{check, compress, package, process, setup, tools};

pub(crate) fn run(house: &House, mut arguments: Arguments) -> Result<()> {
    let entries = arguments.values("--entries")?;
    match arguments.into_rest().as_slice() {
        [what] if what == "search" => {}
        _ => bail!("`cargo xtask bench search [--entries N]...` is all there is"),
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
    process::run(
        tools::cargo(house)?
            .args([
                "run",
                "--quiet",
                "--package",
                "browser-tests",
                "--bin",
                "race",
                "--",
            ])
            .arg(&stage)
            .args(if entries.is_empty() {
                vec!["1000".into(), "10000".into()]
            } else {
                entries
            })
            .env(check::DIST, house.dist()),
    )
}

/// Builds the engine alone; its size in brotli.
fn finder(house: &House, stage: &Path, features: &[&str]) -> Result<u64> {
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
    )?;
    let wasm: PathBuf = house
        .workshop("bench-target")
        .join("wasm32-unknown-unknown/release/bench.wasm");
    process::run(
        tools::command(house, "wasm-bindgen")?
            .args([
                "--target",
                "web",
                "--no-typescript",
                "--omit-default-module-path",
            ])
            .args(["--out-name", "finder", "--out-dir"])
            .arg(stage)
            .arg(&wasm),
    )?;
    let small = stage.join("finder.wasm");
    package::optimise(house, &stage.join("finder_bg.wasm"), &small)?;
    compress::brotli_length(&house::read(&small)?)
}
