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
use serde_json::{Map, Value, json};

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
    /// The late styles and scripts, and the parts that wasm-split took apart.
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
        let bundler = Bundler {
            workspace,
            stage: &stage,
            fresh: &fresh,
        };
        let engine = bundle_engine(&bundler, &pkg, &manifest)?;
        manifest.write(&fresh, LOADER)?;
        bundle_loader(&bundler, &engine)?;
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

/// Bundles scripts, from the folder where they lie beside what they import to the one that becomes `dist/`.
struct Bundler<'a> {
    workspace: &'a Workspace,
    stage: &'a Path,
    fresh: &'a Path,
}

impl Bundler<'_> {
    /// Bundles a script into a file, with these names defined.
    fn bundle(&self, script: &str, names: &[(&str, Value)], file: &Path) -> Result<()> {
        process::run(
            bundle(self.workspace)?
                .args(
                    names
                        .iter()
                        .map(|(name, value)| format!("--define:{name}={value}")),
                )
                .arg(self.stage.join(script))
                .arg(outfile(file)),
        )?;
        // A misspelt name would otherwise be found by the first visitor.
        must_contain(file, names.iter().flat_map(|(_, value)| texts(value)))
    }

    /// Bundles a script, and puts it into `dist/` under a name with its contents' hash.
    fn hashed(&self, script: &str, stem: &str, names: &[(&str, Value)]) -> Result<Hashed> {
        let file = self.stage.join(script).with_extension("min.js");
        self.bundle(script, names, &file)?;
        hashed(self.fresh, stem, "js", &file)
    }
}

/// The texts in a value.
fn texts(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => vec![text],
        Value::Array(values) => values.iter().flat_map(texts).collect(),
        Value::Object(fields) => fields.values().flat_map(texts).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) => Vec::new(),
    }
}

fn bundle_engine(bundler: &Bundler<'_>, pkg: &Path, manifest: &Manifest) -> Result<Engine> {
    let style = |name: &str| {
        let file = bundler.stage.join(name).with_extension("css");
        hashed(bundler.fresh, name, "css", &file)
    };
    let (styles, theme) = (style("pages")?, style("theme")?);
    let parts = bundle_parts(bundler, pkg)?;
    let near = bundler.hashed("near.js", "near", &[])?;
    let attributes = [("VIRKER_ATTRIBUTES", manifest.attributes())];
    let pages = bundler.hashed("pages.js", "pages", &attributes)?;
    let provider = bundler.hashed("provider.js", "provider", &[])?;
    let late = [
        ("VIRKER_PAGES", json!(pages.name)),
        ("VIRKER_PROVIDER", json!(provider.name)),
    ];
    let script = bundler.hashed("engine.js", "virker", &late)?;
    let sheets = [
        ("VIRKER_VERSION", json!(VERSION)),
        ("VIRKER_STYLES", json!([styles.name, styles.integrity])),
        ("VIRKER_THEME", json!([theme.name, theme.integrity])),
    ];
    let opening = bundler.hashed("opening.js", "opening", &sheets)?;
    let mut late = vec![styles];
    late.extend(parts);
    late.extend([pages, provider, theme]);
    Ok(Engine {
        near,
        opening_ahead: named(bundler.fresh, &opening)?,
        opening,
        script,
        wasm: hashed(bundler.fresh, "virker", "wasm", &pkg.join(widget::MAIN))?,
        late,
    })
}

/// Puts the parts that wasm-split took apart into `dist/`, and bundles the generated scripts, which name them. These are
/// bundled by themselves, since only they get `www/browser.js` in place of the browser's own functions.
fn bundle_parts(bundler: &Bundler<'_>, pkg: &Path) -> Result<Vec<Hashed>> {
    let (mut parts, mut names) = (Vec::new(), Map::new());
    for part in widget::late_parts(pkg)? {
        let name = part.file_name().unwrap_or_default().to_string_lossy();
        let stem = name.trim_start_matches("split_").trim_end_matches(".wasm");
        let file = hashed(bundler.fresh, &stem.replace('_', "-"), "wasm", &part)?;
        let named = json!({ "name": file.name, "integrity": file.integrity });
        names.insert(name.into_owned(), named);
        parts.push(file);
    }
    workspace::write(
        &bundler.stage.join("parts.js"),
        format!("export const parts = {};\n", Value::Object(names)),
    )?;
    let glue = bundler.stage.join("glue.js");
    let browser = bundler.stage.join("browser.js");
    process::run(
        bundle(bundler.workspace)?
            .arg("--allow-overwrite")
            .arg(format!("--inject:{}", browser.display()))
            // `www/browser.js` does what they would do with a response.
            .args([
                "--define:Response=undefined",
                "--define:Request=undefined",
                "--define:global=undefined",
            ])
            .arg(&glue)
            .arg(outfile(&glue)),
    )?;
    must_contain(&glue, parts.iter().map(|part| part.name.as_str()))?;
    Ok(parts)
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

fn bundle_loader(bundler: &Bundler<'_>, engine: &Engine) -> Result<()> {
    let names = [
        ("VIRKER_ENGINE", json!(engine.script.name)),
        ("VIRKER_OPENING", json!(engine.opening.name)),
        ("VIRKER_NEAR", json!(engine.near.name)),
        ("VIRKER_WASM", json!(engine.wasm.name)),
        ("VIRKER_WASM_INTEGRITY", json!(engine.wasm.integrity)),
        ("VIRKER_VERSION", json!(VERSION)),
    ];
    bundler.bundle("loader.js", &names, &bundler.fresh.join(LOADER))?;
    let wasm = [("VIRKER_WASM", json!(engine.wasm.name))];
    bundler.bundle(FAILURE, &wasm, &bundler.fresh.join(FAILURE))
}

const VERSION: &str = env!("CARGO_PKG_VERSION");

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
