//! The widget as WebAssembly: compiled, split into parts, bound and optimised, each by the tool made for it.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::workspace::{self, Workspace};
use crate::{process, tools, wasm};

/// How the widget is compiled.
#[derive(Debug)]
pub(crate) struct Recipe {
    /// With stable flags only.
    pub(crate) plain: bool,
    /// The toolchain, as rustup names it, if not the pinned one.
    pub(crate) toolchain: Option<String>,
    /// Whether wasm-opt processes the modules, which takes as long as compiling them.
    pub(crate) optimised: bool,
}

/// The main module, as wasm-bindgen names it.
pub(crate) const MAIN: &str = "virker_bg.wasm";

/// The script by which the main module loads the others, as wasm-split names it.
const SPLIT_LOADER: &str = "__wasm_split.js";

/// The standard library is compiled with the widget: the finished one carries the texts and the formatting of its
/// panics, and is made for speed. Together with [`SIZE_FLAGS`], that is 16 kB brotli of the product.
const STANDARD_LIBRARY: [&str; 2] = [
    "-Zbuild-std=std,panic_abort",
    "-Zbuild-std-features=optimize_for_size",
];

/// A panic is a bare trap, which `www/browser.js` catches. Nobody would read its message or place, nor what `{:?}`
/// prints.
const SIZE_FLAGS: [&str; 4] = [
    "-Zunstable-options",
    "-Cpanic=immediate-abort",
    "-Zlocation-detail=none",
    "-Zfmt-debug=none",
];

/// Compiles the widget, and returns the folder with its main module, the parts in files of their own
/// and the generated scripts.
///
/// wasm-pack compiles. wasm-split then takes the module that the compiler linked apart, since it needs the relocations
/// that wasm-bindgen drops; wasm-bindgen binds the main part anew, and wasm-opt optimises each.
pub(crate) fn compile(workspace: &Workspace, recipe: &Recipe) -> Result<PathBuf> {
    // Fails before a minute's compiling, and not after it.
    process::output(tools::command(workspace, "wasm-opt")?.arg("--version"))
        .context("wasm-opt is missing; `cargo xtask setup` installs it with the Node packages")?;
    // A module that was left from before must not pass for this build's.
    let (pkg, parts) = (workspace.pkg(), workspace.work_folder("parts"));
    workspace::make_empty_folder(&pkg)?;
    workspace::make_empty_folder(&parts)?;

    let linked = link(workspace, recipe, &pkg)?;
    process::run(
        tools::command(workspace, "wasm-split")?
            .arg(&linked)
            .arg(&parts)
            .arg("virker"),
    )?;
    process::run(
        tools::command(workspace, "wasm-bindgen")?
            .args(["--target", "web", "--no-typescript"])
            .args(["--omit-default-module-path", "--keep-lld-exports"])
            .args(["--out-name", "virker", "--out-dir"])
            .arg(&pkg)
            .arg(parts.join("virker.wasm")),
    )?;
    // wasm-bindgen keeps the import of what loads the parts.
    copy(&parts.join(SPLIT_LOADER), &pkg.join(SPLIT_LOADER))?;
    let mut modules = vec![(pkg.join(MAIN), pkg.join(MAIN))];
    for part in late_parts(&parts)? {
        let name = part.file_name().context("a part has no name")?;
        modules.push((part.clone(), pkg.join(name)));
    }
    for (from, to) in modules {
        if recipe.optimised {
            optimise(workspace, &from, &to)?;
        } else if from != to {
            copy(&from, &to)?;
        }
    }
    Ok(pkg)
}

/// Has wasm-pack compile the widget, and returns the module that the compiler linked.
fn link(workspace: &Workspace, recipe: &Recipe, pkg: &Path) -> Result<PathBuf> {
    let target = workspace.work_folder(if recipe.plain {
        "widget-plain"
    } else {
        "widget"
    });
    let mut flags = tools::remapping(workspace)?;
    flags.push(format!("-Clink-args=--emit-relocs -z stack-size={STACK}"));
    let mut wasm_pack = tools::command(workspace, "wasm-pack")?;
    for variable in tools::CARGO_VARIABLES {
        wasm_pack.env_remove(variable);
    }
    wasm_pack
        .args(["build", "--target", "web", "--release", "--no-opt"])
        .args(["--mode", "no-install", "--no-pack", "--out-dir"])
        .arg(pkg)
        .args([".", "--", "--no-default-features", "--features", "split"]);
    if let Some(toolchain) = &recipe.toolchain {
        wasm_pack.env("RUSTUP_TOOLCHAIN", toolchain);
    }
    if !recipe.plain {
        flags.extend(SIZE_FLAGS.map(str::to_owned));
        wasm_pack
            .args(STANDARD_LIBRARY)
            // The flags are unstable, the compiler is not: without this, only a nightly one takes them.
            .env("RUSTC_BOOTSTRAP", "1");
    }
    process::run(
        wasm_pack
            .env("CARGO_TARGET_DIR", &target)
            // A unit separator stands between the flags, so that a path may hold spaces.
            .env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}")),
    )?;
    Ok(target.join("wasm32-unknown-unknown/release/virker.wasm"))
}

/// The modules that wasm-split made for later: `split_<name>.wasm` for each part, and `chunk_<n>.wasm` for code that
/// several parts share.
pub(crate) fn late_parts(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut parts = workspace::files_below(folder)?;
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

fn copy(from: &Path, to: &Path) -> Result<()> {
    workspace::write(to, workspace::read(from)?)
}

/// What the compiler's wasm uses; the parts no longer say so themselves.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// The bytes of the stack, which a page has for as long as it is open. A search and its cards use 17 kB of it (what is not
/// zero in it afterwards); Rust's default is 1 MB. It is the first part of the memory, so that one that overflows traps.
const STACK: usize = 256 << 10;

/// For speed: a press in a calculator takes a fifth less than with `-Oz` and without inlining, for 0.8 kB brotli more.
///
/// `local-cse` is left out: without it, the product is 0.5 kB smaller, and no slower.
///
/// The low memory is the far end of the stack, which Rust's linker puts first: nothing valid lies in the last 1024 bytes
/// before it overflows. Loads and stores may then carry the constant that is added to their address: 0.2 kB less.
///
/// A function with one caller is put into it only up to a size of 50 (in wasm-opt's measure; by default there is no bound):
/// 2.2 kB less, and no slower to load or to type in.
///
/// `dealign` leaves out what loads and stores promise of their addresses, which no browser uses: 0.5 kB less.
///
/// Never `--traps-never-happen`, though it takes off 0.3 kB: a panic is a trap here, and with it wasm-opt may go on
/// where one was reached, past a bound that was checked and before `www/browser.js` hears of it.
const OPTIMISATION: [&str; 8] = [
    "-O3",
    "--converge",
    "--skip-pass=local-cse",
    "--one-caller-inline-max-function-size=50",
    "--low-memory-unused",
    "--dealign",
    "--strip-producers",
    "--strip-target-features",
];

/// Has wasm-opt process a module, and checks that it can be shipped.
pub(crate) fn optimise(workspace: &Workspace, from: &Path, to: &Path) -> Result<()> {
    process::run(
        tools::command(workspace, "wasm-opt")?
            .args(OPTIMISATION)
            .args(FEATURES)
            .arg(from)
            .arg("-o")
            .arg(to),
    )?;
    let module = workspace::read(to)?;
    wasm::must_be_optimised(&module)?;
    wasm::must_not_name(
        &module,
        &[workspace.root().to_owned(), tools::cargo_home()?],
    )
}
