//! `cargo xtask build`: makes `dist/`, all that a host needs to serve.
//!
//! Everything is made in folders under `target/` and moved to `dist/` at the end, so that a build that fails leaves the
//! last good one in place. The loader has a stable name; it names the engine and the wasm, whose names carry a hash
//! of their contents.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use clap::Args;

use crate::manifest::Manifest;
use crate::widget::{self, Recipe};
use crate::workspace::{self, Workspace};
use crate::{compress, integrity, process, tools};

/// The loader's file name: it stands in every host's page, so it never changes.
pub(crate) const LOADER: &str = "virker.js";

/// The opening's script, for the links by which a host's page asks for it ahead.
const OPENING: &str = "opening.js";

/// The script that tells why the engine did not start. An old loader that a cache has kept asks for it too.
pub(crate) const FAILURE: &str = "failure.js";

/// The oldest JavaScript that the bundles may need. Every browser that runs the compiler's wasm knows it.
const JAVASCRIPT: &str = "--target=es2022";

#[derive(Clone, Copy, Debug, Default, Args)]
pub(crate) struct Options {
    /// Use no unstable compiler flags: any stable Rust from the stated `rust-version` on will do. The result is larger
    #[arg(long)]
    plain: bool,
}

/// A file whose name carries its contents' hash.
struct Hashed {
    name: String,
    integrity: String,
}

/// The engine's files.
struct Engine {
    /// What waits with an element that is far from what is seen.
    near: Hashed,
    /// What prepares an element while the engine is on its way.
    opening: Hashed,
    /// The same under [`OPENING`].
    opening_ahead: Hashed,
    script: Hashed,
    wasm: Hashed,
    /// The late styles, the parts that wasm-split took apart, and the late script.
    late: Vec<Hashed>,
}

/// The site's scripts that hosts name in their own pages: for a frame, and for links that become elements.
const WAYS_IN: [&str; 2] = ["virker-frame.js", "virker-link.js"];

/// Makes `dist/` anew.
pub(crate) fn build(workspace: &Workspace, options: Options) -> Result<()> {
    let recipe = Recipe {
        plain: options.plain,
        toolchain: None,
        optimised: true,
    };
    build_into(workspace, &recipe, &workspace.dist())
}

/// Makes the widget by this recipe, and all that a host needs to serve it, in this folder.
pub(crate) fn build_into(workspace: &Workspace, recipe: &Recipe, dist: &Path) -> Result<()> {
    let _lock = workspace.lock()?;
    let started = Instant::now();
    let stage = workspace.work_folder("www");
    let fresh = workspace.work_folder("dist-new");
    workspace::make_empty_folder(&stage)?;
    workspace::make_empty_folder(&fresh)?;

    let pkg = timed("wasm", || widget::compile(workspace, recipe))?;
    let loader = timed("scripts and styles", || {
        stage_sources(workspace, &pkg, &stage)?;
        let manifest = Manifest::read(workspace, &stage)?;
        let engine = bundle_engine(workspace, &pkg, &stage, &fresh, &manifest)?;
        manifest.write(&fresh, LOADER)?;
        bundle_loader(workspace, &stage, &fresh, &engine)?;
        copy_types(workspace, &fresh)?;
        write_integrity(workspace, &fresh, &engine)
    })?;
    timed("catalogue", || catalogue(workspace, &fresh))?;
    timed("demo site", || copy(&workspace.www().join("site"), &fresh))?;
    if recipe.optimised {
        timed("compressed copies", || compress::folder(&fresh))?;
    }
    replace(dist, &fresh, &workspace.work_folder("dist-old"))?;

    println!(
        "build  {} is ready, {:.1} s in all",
        dist.display(),
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

/// Puts the scripts, the minified styles and the glue side by side, as the scripts import them.
fn stage_sources(workspace: &Workspace, pkg: &Path, stage: &Path) -> Result<()> {
    for entry in fs::read_dir(workspace.www()).context("could not read www/")? {
        let path = entry.context("could not read www/")?.path();
        if let Some(name) = path.file_name()
            && path.extension().is_some_and(|suffix| suffix == "js")
        {
            workspace::write(&stage.join(name), workspace::read(&path)?)?;
        }
    }
    copy(pkg, &stage.join("pkg"))?;
    for name in [
        "shell.css",
        "panel.css",
        "messages.css",
        "pages.css",
        "theme.css",
    ] {
        process::run(
            esbuild(workspace)?
                .arg(workspace.www().join("styles").join(name))
                .arg(outfile(&stage.join(name))),
        )?;
    }
    Ok(())
}

fn bundle_engine(
    workspace: &Workspace,
    pkg: &Path,
    stage: &Path,
    fresh: &Path,
    manifest: &Manifest,
) -> Result<Engine> {
    let styles = hashed(fresh, "pages", "css", &stage.join("pages.css"))?;
    let (mut late, mut names) = (vec![styles], Vec::new());
    for part in widget::late_parts(pkg)? {
        let name = part.file_name().unwrap_or_default().to_string_lossy();
        let stem = name.trim_start_matches("split_").trim_end_matches(".wasm");
        let file = hashed(fresh, &stem.replace('_', "-"), "wasm", &part)?;
        names.push(format!(
            "  \"{name}\": {{ name: \"{}\", integrity: \"{}\" }},\n",
            file.name, file.integrity
        ));
        late.push(file);
    }

    workspace::write(
        &stage.join("parts.js"),
        format!("export const parts = {{\n{}}};\n", names.concat()),
    )?;

    // The generated scripts are bundled by themselves, since only they get `www/browser.js` in place of the browser's
    // own functions.
    let glue = stage.join("glue.js");
    process::run(
        bundle(workspace)?
            .arg("--allow-overwrite")
            .arg(format!("--inject:{}", stage.join("browser.js").display()))
            // `www/browser.js` does what they would do with a response.
            .args([
                "--define:Response=undefined",
                "--define:Request=undefined",
                "--define:global=undefined",
            ])
            .arg(&glue)
            .arg(outfile(&glue)),
    )?;
    must_contain(&glue, late.iter().skip(1).map(|part| part.name.as_str()))?;
    let pages = stage.join("pages.min.js");
    process::run(
        bundle(workspace)?
            .arg(format!(
                "--define:VIRKER_ATTRIBUTES={}",
                manifest.attributes()
            ))
            .arg(stage.join("pages.js"))
            .arg(outfile(&pages)),
    )?;
    let pages = hashed(fresh, "pages", "js", &pages)?;
    let provider = stage.join("provider.min.js");
    process::run(
        bundle(workspace)?
            .arg(stage.join("provider.js"))
            .arg(outfile(&provider)),
    )?;
    let provider = hashed(fresh, "provider", "js", &provider)?;
    let bundled = stage.join("engine.min.js");
    let names = [
        ("VIRKER_PAGES", pages.name.as_str()),
        ("VIRKER_PROVIDER", &provider.name),
    ];
    process::run(
        bundle(workspace)?
            .args(definitions(&names))
            .arg(stage.join("engine.js"))
            .arg(outfile(&bundled)),
    )?;
    must_contain(&bundled, names.map(|(_, value)| value))?;
    late.extend([pages, provider]);
    let theme = hashed(fresh, "theme", "css", &stage.join("theme.css"))?;
    late.push(theme);
    let ([styles, ..], [.., theme]) = (late.as_slice(), late.as_slice()) else {
        bail!("the late styles are missing");
    };
    let near = stage.join("near.min.js");
    process::run(
        bundle(workspace)?
            .arg(stage.join("near.js"))
            .arg(outfile(&near)),
    )?;
    let near = hashed(fresh, "near", "js", &near)?;
    let opening = stage.join("opening.min.js");
    let names = [("VIRKER_VERSION", VERSION)];
    let sheets = [("VIRKER_STYLES", styles), ("VIRKER_THEME", theme)];
    process::run(
        bundle(workspace)?
            .args(definitions(&names))
            .args(sheets.map(|(name, file)| {
                format!("--define:{name}=[\"{}\",\"{}\"]", file.name, file.integrity)
            }))
            .arg(stage.join("opening.js"))
            .arg(outfile(&opening)),
    )?;
    must_contain(&opening, [VERSION, &styles.name, &theme.integrity])?;
    let opening = hashed(fresh, "opening", "js", &opening)?;
    let opening_ahead = named(fresh, &opening)?;
    Ok(Engine {
        near,
        opening,
        opening_ahead,
        script: hashed(fresh, "virker", "js", &bundled)?,
        wasm: hashed(fresh, "virker", "wasm", &pkg.join(widget::MAIN))?,
        late,
    })
}

/// Writes the opening's script once more under a name that stays the same, so that a host's page can ask for it ahead. It
/// tells the loader which one it is, since a cache may hold another build's.
fn named(fresh: &Path, opening: &Hashed) -> Result<Hashed> {
    let mut script = workspace::read(&fresh.join(&opening.name))?;
    script.extend(format!("export const name=\"{}\";\n", opening.name).bytes());
    let file = Hashed {
        name: OPENING.to_owned(),
        integrity: integrity::sri(&script),
    };
    workspace::write(&fresh.join(OPENING), script)?;
    Ok(file)
}

/// Puts a file into `dist/` under a name with its contents' hash.
fn hashed(fresh: &Path, stem: &str, suffix: &str, from: &Path) -> Result<Hashed> {
    let bytes = workspace::read(from)?;
    let file = Hashed {
        name: format!("{stem}-{}.{suffix}", integrity::short_hash(&bytes)),
        integrity: integrity::sri(&bytes),
    };
    workspace::write(&fresh.join(&file.name), bytes)?;
    Ok(file)
}

fn bundle_loader(workspace: &Workspace, stage: &Path, fresh: &Path, engine: &Engine) -> Result<()> {
    let names = [
        ("VIRKER_ENGINE", engine.script.name.as_str()),
        ("VIRKER_OPENING", &engine.opening.name),
        ("VIRKER_NEAR", &engine.near.name),
        ("VIRKER_WASM", &engine.wasm.name),
        ("VIRKER_WASM_INTEGRITY", &engine.wasm.integrity),
        ("VIRKER_VERSION", VERSION),
    ];
    let loader = fresh.join(LOADER);
    process::run(
        bundle(workspace)?
            .args(definitions(&names))
            .arg(stage.join("loader.js"))
            .arg(outfile(&loader)),
    )?;
    let failure = fresh.join(FAILURE);
    let wasm = [("VIRKER_WASM", engine.wasm.name.as_str())];
    process::run(
        bundle(workspace)?
            .args(definitions(&wasm))
            .arg(stage.join(FAILURE))
            .arg(outfile(&failure)),
    )?;
    must_contain(&failure, wasm.map(|(_, value)| value))?;
    // A misspelt name would otherwise be found by the first visitor.
    must_contain(&loader, names.map(|(_, value)| value))
}

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What esbuild puts in the place of these names.
fn definitions<'a>(names: &'a [(&str, &str)]) -> impl Iterator<Item = String> + 'a {
    names
        .iter()
        .map(|(name, value)| format!("--define:{name}=\"{value}\""))
}

/// Fails if a script lacks one of these texts, or has a name in whose place one was to come.
fn must_contain<'a>(script: &Path, texts: impl IntoIterator<Item = &'a str>) -> Result<()> {
    let bytes = workspace::read(script)?;
    let script_text = String::from_utf8_lossy(&bytes);
    for text in texts {
        if !script_text.contains(text) {
            bail!("{} does not contain `{text}`", script.display());
        }
    }
    if script_text.contains("VIRKER_") {
        bail!("{} has a name that is not defined", script.display());
    }
    Ok(())
}

/// The types of a host's own search, for hosts that check theirs.
const TYPES: &str = "search-provider.d.ts";

fn copy_types(workspace: &Workspace, fresh: &Path) -> Result<()> {
    workspace::write(
        &fresh.join(TYPES),
        workspace::read(&workspace.www().join(TYPES))?,
    )
}

/// Writes `integrity.json` for those who pin a version, and returns the loader's.
fn write_integrity(workspace: &Workspace, fresh: &Path, engine: &Engine) -> Result<String> {
    let loader = integrity::sri(&workspace::read(&fresh.join(LOADER))?);
    let site = workspace.www().join("site");
    let [frame, link] = WAYS_IN
        .map(|name| -> Result<String> { Ok(integrity::sri(&workspace::read(&site.join(name))?)) });
    let ways_in = [frame?, link?];
    let mut files = vec![(LOADER, loader.as_str())];
    files.extend(WAYS_IN.into_iter().zip(ways_in.iter().map(String::as_str)));
    let first = [
        &engine.near,
        &engine.opening_ahead,
        &engine.opening,
        &engine.script,
        &engine.wasm,
    ];
    for file in first.into_iter().chain(&engine.late) {
        files.push((&file.name, &file.integrity));
    }
    // The names and hashes are ours and plain ASCII: nothing needs escaping.
    let lines: Vec<String> = files
        .iter()
        .map(|(name, hash)| format!("  \"{name}\": \"{hash}\""))
        .collect();
    workspace::write(
        &fresh.join("integrity.json"),
        format!("{{\n{}\n}}\n", lines.join(",\n")),
    )?;
    Ok(loader)
}

/// The document that every catalogue begins with.
const CATALOGUE: &str = "catalogue.json";

fn catalogue(workspace: &Workspace, fresh: &Path) -> Result<()> {
    let folder = fresh.join("catalogue");
    process::run(
        tools::cargo(workspace)?
            .args(["run", "--quiet", "--package", "virker", "--"])
            .args(["build", "catalogue", "--out"])
            .arg(&folder),
    )?;
    if !folder.join(CATALOGUE).is_file() {
        bail!("`virker build catalogue` succeeded, but wrote no {CATALOGUE}");
    }
    Ok(())
}

pub(crate) fn esbuild(workspace: &Workspace) -> Result<Command> {
    let mut esbuild = tools::command(workspace, "esbuild")?;
    esbuild.args(["--bundle", "--minify", "--log-level=warning"]);
    Ok(esbuild)
}

/// esbuild, for a script that browsers import.
fn bundle(workspace: &Workspace) -> Result<Command> {
    let mut bundle = esbuild(workspace)?;
    bundle.args([
        "--format=esm",
        "--loader:.css=text",
        "--charset=utf8",
        // wasm-bindgen names the script that loads the parts once for each part, with the same value.
        "--log-override:duplicate-object-key=silent",
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
    for path in workspace::files_below(from)? {
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
            workspace::make_folder(folder)?;
        }
        workspace::write(&target, workspace::read(&path)?)?;
    }
    Ok(())
}

/// Moves `fresh` to `dist` in two renames: for a moment there is no `dist`, but never half of one.
fn replace(dist: &Path, fresh: &Path, old: &Path) -> Result<()> {
    workspace::remove_folder(old)?;
    if dist.exists() {
        fs::rename(dist, old).context("could not move the old dist/ away")?;
    }
    fs::rename(fresh, dist).context("could not move the new dist/ into place")?;
    workspace::remove_folder(old)
}
