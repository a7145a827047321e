//! `cargo xtask build`: makes `dist/`, all that a host needs to serve.
//!
//! Everything is made in folders under `target/` and moved to `dist/` at the end, so that a build that fails leaves
//! the last good one in place. Only the loader has a stable name; it names the engine and the wasm, whose names
//! carry a hash of their contents.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::house::{self, House};
use crate::{compress, integrity, process, tools, wasm};

/// The loader's file name: it stands in every host's page, so it never changes.
pub(crate) const LOADER: &str = "virker.js";

/// The oldest JavaScript that the bundles may need. Every browser that runs the compiler's wasm knows it.
const JAVASCRIPT: &str = "--target=es2022";

/// The engine's files, as the loader must know them.
struct Engine {
    script: String,
    wasm: String,
    wasm_integrity: String,
}

/// Makes `dist/` anew.
pub(crate) fn build(house: &House) -> Result<()> {
    let _lock = house.lock()?;
    let started = Instant::now();
    let stage = house.workshop("www");
    let fresh = house.workshop("dist-new");
    house::make_empty_folder(&stage)?;
    house::make_empty_folder(&fresh)?;

    timed("wasm, optimised", || widget(house))?;
    let loader = timed("scripts and styles", || {
        lay_out(house, &stage)?;
        let engine = bundle_engine(house, &stage, &fresh)?;
        bundle_loader(house, &stage, &fresh, &engine)?;
        write_integrity(&fresh, &engine)
    })?;
    timed("catalogue", || catalogue(house, &fresh))?;
    timed("demo site", || copy(&house.www().join("site"), &fresh))?;
    timed("compressed copies", || compress::folder(&fresh))?;
    swap(house, &fresh)?;

    println!(
        "build  dist/ is ready, {:.1} s in all",
        started.elapsed().as_secs_f64()
    );
    println!("build  {LOADER} integrity: {loader}");
    Ok(())
}

fn timed<T>(name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("build  ..  {name}");
    let started = Instant::now();
    let result = work().with_context(|| format!("build, {name}"))?;
    println!(
        "build  ok  {name}, {:.1} s",
        started.elapsed().as_secs_f64()
    );
    Ok(result)
}

/// Compiles the widget to `pkg/`. Its own target folder keeps our flags from invalidating a developer's builds.
fn widget(house: &House) -> Result<()> {
    // Asked for first: wasm-pack would leave the optimising out without an error, after a minute's compiling.
    process::output(tools::command(house, "wasm-opt")?.arg("--version"))
        .context("wasm-opt is missing; `cargo xtask setup` installs it with the Node packages")?;
    // A module that was left from before must not pass for this build's.
    house::remove_folder(&house.pkg())?;

    let mut wasm_pack = tools::command(house, "wasm-pack")?;
    for variable in tools::STEERING {
        wasm_pack.env_remove(variable);
    }
    wasm_pack
        .args([
            "build",
            "--target",
            "web",
            "--release",
            "--mode",
            "no-install",
        ])
        .args(["--no-pack", "--out-dir", "pkg", ".", "--"])
        .args(["--no-default-features", "--features", "browser"])
        .env("CARGO_TARGET_DIR", house.workshop("widget"))
        // A unit separator stands between the flags, so that a path may hold spaces.
        .env(
            "CARGO_ENCODED_RUSTFLAGS",
            tools::remapping(house)?.join("\u{1f}"),
        );
    process::run(&mut wasm_pack)?;
    let module = house::read(&house.pkg().join("virker_bg.wasm"))?;
    wasm::must_be_optimised(&module)?;
    wasm::must_not_name(&module, &[house.root().to_owned(), tools::cargo_home()?])
}

/// Puts the scripts, the minified styles and the glue side by side, as the scripts import them.
fn lay_out(house: &House, stage: &Path) -> Result<()> {
    for entry in fs::read_dir(house.www()).context("could not read www/")? {
        let path = entry.context("could not read www/")?.path();
        if let Some(name) = path.file_name()
            && path.extension().is_some_and(|suffix| suffix == "js")
        {
            house::write(&stage.join(name), house::read(&path)?)?;
        }
    }
    copy(&house.pkg(), &stage.join("pkg"))?;
    for name in ["shell.css", "panel.css"] {
        process::run(
            esbuild(house)?
                .arg(house.www().join("styles").join(name))
                .arg(outfile(&stage.join(name))),
        )?;
    }
    Ok(())
}

fn bundle_engine(house: &House, stage: &Path, fresh: &Path) -> Result<Engine> {
    let bundled = stage.join("engine.min.js");
    process::run(
        esbuild(house)?
            .args(["--format=esm", "--loader:.css=text", JAVASCRIPT])
            .arg(stage.join("engine.js"))
            .arg(outfile(&bundled)),
    )?;
    let script = house::read(&bundled)?;
    let wasm = house::read(&house.pkg().join("virker_bg.wasm"))?;
    let engine = Engine {
        script: format!("virker-{}.js", integrity::short_hash(&script)),
        wasm: format!("virker-{}.wasm", integrity::short_hash(&wasm)),
        wasm_integrity: integrity::sri(&wasm),
    };
    house::write(&fresh.join(&engine.script), script)?;
    house::write(&fresh.join(&engine.wasm), wasm)?;
    Ok(engine)
}

fn bundle_loader(house: &House, stage: &Path, fresh: &Path, engine: &Engine) -> Result<()> {
    let version = env!("CARGO_PKG_VERSION");
    let names = [
        ("VIRKER_ENGINE", engine.script.as_str()),
        ("VIRKER_WASM", &engine.wasm),
        ("VIRKER_WASM_INTEGRITY", &engine.wasm_integrity),
        ("VIRKER_VERSION", version),
    ];
    let loader = fresh.join(LOADER);
    process::run(
        esbuild(house)?
            .args(["--format=esm", "--loader:.css=text", JAVASCRIPT])
            .args(names.map(|(name, value)| format!("--define:{name}=\"{value}\"")))
            .arg(stage.join("loader.js"))
            .arg(outfile(&loader)),
    )?;
    // A slip in a name would otherwise be found by the first visitor.
    let bytes = house::read(&loader)?;
    let text = String::from_utf8_lossy(&bytes);
    for (name, value) in names {
        if !text.contains(value) {
            bail!("www/loader.js does not use {name}");
        }
    }
    Ok(())
}

/// Writes `integrity.json` for those who pin a version, and returns the loader's.
fn write_integrity(fresh: &Path, engine: &Engine) -> Result<String> {
    let loader = integrity::sri(&house::read(&fresh.join(LOADER))?);
    let script = integrity::sri(&house::read(&fresh.join(&engine.script))?);
    // The names and hashes are ours and plain ASCII: nothing needs escaping.
    let json = format!(
        "{{\n  \"{LOADER}\": \"{loader}\",\n  \"{}\": \"{script}\",\n  \"{}\": \"{}\"\n}}\n",
        engine.script, engine.wasm, engine.wasm_integrity
    );
    house::write(&fresh.join("integrity.json"), json)?;
    Ok(loader)
}

/// The document that every catalogue begins with.
const CATALOGUE: &str = "catalogue.json";

fn catalogue(house: &House, fresh: &Path) -> Result<()> {
    let folder = fresh.join("catalogue");
    process::run(
        tools::cargo(house)?
            .args(["run", "--quiet", "--package", "virker", "--"])
            .args(["build", "catalogue", "--out"])
            .arg(&folder),
    )?;
    if !folder.join(CATALOGUE).is_file() {
        bail!("`virker build catalogue` ended well, yet wrote no {CATALOGUE}");
    }
    Ok(())
}

fn esbuild(house: &House) -> Result<Command> {
    let mut esbuild = tools::command(house, "esbuild")?;
    esbuild.args(["--bundle", "--minify", "--log-level=warning"]);
    Ok(esbuild)
}

fn outfile(path: &Path) -> std::ffi::OsString {
    let mut argument = std::ffi::OsString::from("--outfile=");
    argument.push(path);
    argument
}

/// Copies a folder's contents. What another part of the build made is not overwritten.
fn copy(from: &Path, to: &Path) -> Result<()> {
    for path in house::files_below(from)? {
        let target: PathBuf = to.join(
            path.strip_prefix(from)
                .context("a file lies outside its folder")?,
        );
        if target.exists() {
            bail!(
                "{} is made by the build too; give it another name",
                path.display()
            );
        }
        if let Some(folder) = target.parent() {
            house::make_folder(folder)?;
        }
        house::write(&target, house::read(&path)?)?;
    }
    Ok(())
}

/// Two renames: for a moment there is no `dist/`, but never half of one.
fn swap(house: &House, fresh: &Path) -> Result<()> {
    let (dist, old) = (house.dist(), house.workshop("dist-old"));
    house::remove_folder(&old)?;
    if dist.exists() {
        fs::rename(&dist, &old).context("could not move the old dist/ away")?;
    }
    fs::rename(fresh, &dist).context("could not move the new dist/ into place")?;
    house::remove_folder(&old)
}
