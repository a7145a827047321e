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

/// A file whose name carries its contents' hash.
struct Hashed {
    name: String,
    integrity: String,
}

/// The engine's files.
struct Engine {
    script: Hashed,
    wasm: Hashed,
    /// What is fetched behind the first result: the late styles, and the parts that wasm-split took apart.
    late: Vec<Hashed>,
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

/// Compiles the widget to `pkg/`: what the first result needs, and the parts that are fetched behind it.
///
/// wasm-pack compiles. wasm-split then takes the module that the compiler linked apart, since it needs the relocations
/// that wasm-bindgen drops; wasm-bindgen binds the main part anew, and wasm-opt optimises each.
fn widget(house: &House) -> Result<()> {
    // Asked for first, and not after a minute's compiling.
    process::output(tools::command(house, "wasm-opt")?.arg("--version"))
        .context("wasm-opt is missing; `cargo xtask setup` installs it with the Node packages")?;
    // A module that was left from before must not pass for this build's.
    let pkg = house.pkg();
    house::remove_folder(&pkg)?;

    let mut flags = tools::remapping(house)?;
    flags.extend(SMALLER.map(str::to_owned));
    flags.push("-Clink-args=--emit-relocs".to_owned());
    let mut wasm_pack = tools::command(house, "wasm-pack")?;
    for variable in tools::STEERING {
        wasm_pack.env_remove(variable);
    }
    wasm_pack
        .args(["build", "--target", "web", "--release", "--no-opt"])
        .args(["--mode", "no-install", "--no-pack", "--out-dir", "pkg"])
        .args([".", "--", "--no-default-features", "--features", "split"])
        .args(STANDARD_LIBRARY)
        // The flags are unstable, the compiler is not: without this, only a nightly one takes them.
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_TARGET_DIR", house.workshop("widget"))
        // A unit separator stands between the flags, so that a path may hold spaces.
        .env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}"));
    process::run(&mut wasm_pack)?;

    let linked = house
        .workshop("widget")
        .join("wasm32-unknown-unknown/release/virker.wasm");
    let parts = house.workshop("parts");
    house::make_empty_folder(&parts)?;
    process::run(
        tools::command(house, "wasm-split-cli")?
            .arg(&linked)
            .arg(&parts)
            .args(["--target", "web", "--out-name", "virker"]),
    )?;
    process::run(
        tools::command(house, "wasm-bindgen")?
            .args([
                "--target",
                "web",
                "--no-typescript",
                "--omit-default-module-path",
            ])
            .args(["--keep-lld-exports", "--out-name", "virker", "--out-dir"])
            .arg(&pkg)
            .arg(parts.join("virker.wasm")),
    )?;
    // wasm-bindgen keeps the import of what loads the parts.
    house::write(
        &pkg.join(SPLIT_LOADER),
        house::read(&parts.join(SPLIT_LOADER))?,
    )?;
    let bound = pkg.join("virker_bg.wasm");
    optimise(house, &bound, &bound)?;
    for part in late_parts(&parts)? {
        let name = part.file_name().context("a part has no name")?;
        optimise(house, &part, &pkg.join(name))?;
    }
    Ok(())
}

/// The script by which the main module loads the others, as wasm-split names it.
const SPLIT_LOADER: &str = "__wasm_split.js";

/// The modules that wasm-split or this build made for later: `split_<name>.wasm` for each part, and `chunk_<n>.wasm`
/// for code that several parts share. At least one: without any, the split has failed.
fn late_parts(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut parts = house::files_below(folder)?;
    parts.retain(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.ends_with(".wasm") && (name.starts_with("split_") || name.starts_with("chunk_"))
    });
    if parts.is_empty() {
        bail!(
            "wasm-split made no part for later; does src/panel/lazy_parts/mod.rs still split it?"
        );
    }
    Ok(parts)
}

/// The standard library is compiled with the widget: the finished one carries the texts and the formatting of its
/// panics, and is made for speed. Together with [`SMALLER`], that is 16 kB brotli of the product.
const STANDARD_LIBRARY: [&str; 2] = [
    "-Zbuild-std=std,panic_abort",
    "-Zbuild-std-features=optimize_for_size",
];

/// A panic is a bare trap, which `www/browser.js` sees. Nobody would read its message or place, nor what `{:?}` prints.
const SMALLER: [&str; 4] = [
    "-Zunstable-options",
    "-Cpanic=immediate-abort",
    "-Zlocation-detail=none",
    "-Zfmt-debug=none",
];

/// What the compiler's wasm uses; the parts no longer say so themselves.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// For speed: a press in a calculator takes a fifth less than with `-Oz` and without inlining, for 0.8 kB brotli more.
///
/// Keeping in a local what is computed twice is left out: without it, the product is 0.5 kB smaller, and no slower.
///
/// The low memory is the far end of the stack, which Rust's linker puts first: nothing valid lies in the last 1024 bytes
/// before it overflows. Loads and stores may then carry the constant that is added to their address: 0.2 kB less.
///
/// Never `--traps-never-happen`, though it takes off 0.3 kB: a panic is a trap here, and with it wasm-opt may go on
/// where one was reached, past a bound that was checked and before `www/browser.js` hears of it.
const OPTIMISED: [&str; 6] = [
    "-O3",
    "--converge",
    "--skip-pass=local-cse",
    "--low-memory-unused",
    "--strip-producers",
    "--strip-target-features",
];

pub(crate) fn optimise(house: &House, from: &Path, to: &Path) -> Result<()> {
    process::run(
        tools::command(house, "wasm-opt")?
            .args(OPTIMISED)
            .args(FEATURES)
            .arg(from)
            .arg("-o")
            .arg(to),
    )?;
    let module = house::read(to)?;
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
    for name in ["shell.css", "panel.css", "pages.css"] {
        process::run(
            esbuild(house)?
                .arg(house.www().join("styles").join(name))
                .arg(outfile(&stage.join(name))),
        )?;
    }
    Ok(())
}

fn bundle_engine(house: &House, stage: &Path, fresh: &Path) -> Result<Engine> {
    let styles = hashed(fresh, "pages", "css", &stage.join("pages.css"))?;
    let (mut late, mut names) = (vec![styles], Vec::new());
    for part in late_parts(&house.pkg())? {
        let name = part.file_name().unwrap_or_default().to_string_lossy();
        let stem = name.trim_start_matches("split_").trim_end_matches(".wasm");
        let file = hashed(fresh, &stem.replace('_', "-"), "wasm", &part)?;
        names.push(format!(
            "  \"{name}\": {{ name: \"{}\", integrity: \"{}\" }},\n",
            file.name, file.integrity
        ));
        late.push(file);
    }

    house::write(
        &stage.join("parts.js"),
        format!("export const parts = {{\n{}}};\n", names.concat()),
    )?;

    // The generated scripts are bundled by themselves, since only they get `www/browser.js` in place of the browser's
    // own functions.
    let glue = stage.join("glue.js");
    process::run(
        bundle(house)?
            .arg("--allow-overwrite")
            .arg(format!("--inject:{}", stage.join("browser.js").display()))
            .arg(&glue)
            .arg(outfile(&glue)),
    )?;
    // Unless the generated scripts fetch through `www/browser.js`, esbuild leaves the names out as unused.
    must_contain(&glue, late.iter().skip(1).map(|part| part.name.as_str()))?;
    let bundled = stage.join("engine.min.js");
    let [styles, ..] = late.as_slice() else {
        bail!("the late styles are missing");
    };
    process::run(
        bundle(house)?
            .arg(format!("--define:VIRKER_STYLES=\"{}\"", styles.name))
            .arg(format!(
                "--define:VIRKER_STYLES_INTEGRITY=\"{}\"",
                styles.integrity
            ))
            .arg(stage.join("engine.js"))
            .arg(outfile(&bundled)),
    )?;
    Ok(Engine {
        script: hashed(fresh, "virker", "js", &bundled)?,
        wasm: hashed(fresh, "virker", "wasm", &house.pkg().join("virker_bg.wasm"))?,
        late,
    })
}

/// Puts a file into `dist/` under a name with its contents' hash.
fn hashed(fresh: &Path, stem: &str, suffix: &str, from: &Path) -> Result<Hashed> {
    let bytes = house::read(from)?;
    let file = Hashed {
        name: format!("{stem}-{}.{suffix}", integrity::short_hash(&bytes)),
        integrity: integrity::sri(&bytes),
    };
    house::write(&fresh.join(&file.name), bytes)?;
    Ok(file)
}

fn bundle_loader(house: &House, stage: &Path, fresh: &Path, engine: &Engine) -> Result<()> {
    let version = env!("CARGO_PKG_VERSION");
    let names = [
        ("VIRKER_ENGINE", engine.script.name.as_str()),
        ("VIRKER_WASM", &engine.wasm.name),
        ("VIRKER_WASM_INTEGRITY", &engine.wasm.integrity),
        ("VIRKER_VERSION", version),
    ];
    let loader = fresh.join(LOADER);
    process::run(
        bundle(house)?
            .args(names.map(|(name, value)| format!("--define:{name}=\"{value}\"")))
            .arg(stage.join("loader.js"))
            .arg(outfile(&loader)),
    )?;
    // A misspelt name would otherwise be found by the first visitor.
    must_contain(&loader, names.map(|(_, value)| value))
}

/// Fails if a script lacks one of these texts.
fn must_contain<'a>(script: &Path, texts: impl IntoIterator<Item = &'a str>) -> Result<()> {
    let bytes = house::read(script)?;
    let script_text = String::from_utf8_lossy(&bytes);
    for text in texts {
        if !script_text.contains(text) {
            bail!("{} does not contain `{text}`", script.display());
        }
    }
    Ok(())
}

/// Writes `integrity.json` for those who pin a version, and returns the loader's.
fn write_integrity(fresh: &Path, engine: &Engine) -> Result<String> {
    let loader = integrity::sri(&house::read(&fresh.join(LOADER))?);
    let mut files = vec![(LOADER, loader.as_str())];
    for file in [&engine.script, &engine.wasm]
        .into_iter()
        .chain(&engine.late)
    {
        files.push((&file.name, &file.integrity));
    }
    // The names and hashes are ours and plain ASCII: nothing needs escaping.
    let lines: Vec<String> = files
        .iter()
        .map(|(name, hash)| format!("  \"{name}\": \"{hash}\""))
        .collect();
    house::write(
        &fresh.join("integrity.json"),
        format!("{{\n{}\n}}\n", lines.join(",\n")),
    )?;
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

pub(crate) fn esbuild(house: &House) -> Result<Command> {
    let mut esbuild = tools::command(house, "esbuild")?;
    esbuild.args(["--bundle", "--minify", "--log-level=warning"]);
    Ok(esbuild)
}

/// esbuild, for a script that browsers import.
fn bundle(house: &House) -> Result<Command> {
    let mut bundle = esbuild(house)?;
    bundle.args([
        "--format=esm",
        "--loader:.css=text",
        "--charset=utf8",
        JAVASCRIPT,
    ]);
    Ok(bundle)
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
