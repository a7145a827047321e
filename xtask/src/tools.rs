//! The tools that are not ours: their versions, and where they are.
//!
//! They are put on PATH for the programs that we start, and nowhere else. Those that Cargo compiles lie below
//! `$CARGO_HOME/virker-tools/`: shared between clones, and never in the way of a developer's own.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::workspace::{self, Workspace};
use crate::{integrity, process};

/// The oldest Node that the packages in `www/package.json` run on.
pub(crate) const NODE: u32 = 20;

/// Variables by which an outer Cargo, or a developer's shell, would steer a Cargo that works on something else.
pub(crate) const CARGO_VARIABLES: [&str; 8] = [
    "CARGO_TARGET_DIR",
    "CARGO_BUILD_TARGET_DIR",
    "CARGO_BUILD_TARGET",
    "CARGO_ENCODED_RUSTFLAGS",
    "RUSTFLAGS",
    "CARGO_BUILD_RUSTFLAGS",
    "CARGO_MANIFEST_DIR",
    "CARGO_INSTALL_ROOT",
];

/// The programs that build the widget. They are compiled from `xtask/tools/`, a workspace of its own that depends on
/// what their makers publish, so that the crates that they share are compiled once.
pub(crate) const COMPILED: [&str; 4] = [
    "wasm-bindgen",
    "wasm-bindgen-test-runner",
    "wasm-pack",
    "wasm-split",
];

/// The sources of [`COMPILED`].
pub(crate) fn sources(workspace: &Workspace) -> PathBuf {
    workspace.root().join("xtask/tools")
}

/// Where [`COMPILED`] are installed: in a folder for each state of their sources.
pub(crate) fn compiled(workspace: &Workspace) -> Result<PathBuf> {
    let sources = sources(workspace);
    let mut files = workspace::files_below(&sources.join("src"))?;
    files.extend(["Cargo.toml", "Cargo.lock"].map(|name| sources.join(name)));
    let mut contents = Vec::new();
    for file in files {
        contents.extend(workspace::read(&file)?);
    }
    Ok(installed()?.join(integrity::short_hash(&contents)))
}

/// Where all that Cargo installs for us is.
pub(crate) fn installed() -> Result<PathBuf> {
    Ok(cargo_home()?.join("virker-tools"))
}

/// The version of Firefox's driver, which is only needed when the tests run in Firefox too.
pub(crate) const GECKODRIVER: &str = "0.37.1";

/// Where Firefox's driver is installed.
pub(crate) fn geckodriver() -> Result<PathBuf> {
    Ok(installed()?.join(format!("geckodriver-{GECKODRIVER}")))
}

pub(crate) fn cargo_home() -> Result<PathBuf> {
    std::env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(std::env::home_dir()?.join(".cargo")))
        .context("neither CARGO_HOME nor a home folder is known; set CARGO_HOME")
}

/// A program, with our tools before the developer's own on PATH.
pub(crate) fn command(workspace: &Workspace, program: &str) -> Result<Command> {
    let mut folders = vec![
        compiled(workspace)?.join("bin"),
        workspace.www().join("node_modules/.bin"),
    ];
    let inherited = std::env::var_os("PATH").unwrap_or_default();
    folders.extend(std::env::split_paths(&inherited));
    let path = std::env::join_paths(folders).context("a folder on PATH has a colon in its name")?;
    let mut command = Command::new(program);
    command.current_dir(workspace.root()).env("PATH", path);
    Ok(command)
}

/// Installs what a folder's lock file names. None of these packages needs to run code of its own to be installed, so
/// none may.
pub(crate) fn npm_ci(workspace: &Workspace, folder: &Path) -> Result<()> {
    process::run(
        command(workspace, "npm")?
            .args([
                "ci",
                "--ignore-scripts",
                "--no-audit",
                "--no-fund",
                "--loglevel=error",
            ])
            .arg("--prefix")
            .arg(folder),
    )
}

/// Cargo, of the toolchain that runs us, in the repository's root.
pub(crate) fn cargo(workspace: &Workspace) -> Result<Command> {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    command(workspace, &program.to_string_lossy())
}

/// Where the first of these programs is that can be found on PATH.
pub(crate) fn find(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    names
        .iter()
        .flat_map(|name| std::env::split_paths(&path).map(move |folder| folder.join(name)))
        .find(|program| program.is_file())
}

/// chromedriver, which the browser tests and the wasm tests speak to.
pub(crate) fn chromedriver() -> Result<PathBuf> {
    find(&["chromedriver"])
        .context("chromedriver is not on PATH; `cargo xtask setup` installs it or says how")
}

/// The oldest Rust that `cargo xtask build --plain` is promised to work with.
pub(crate) const OLDEST_RUST: &str = env!("CARGO_PKG_RUST_VERSION");

/// The toolchain of [`OLDEST_RUST`], as rustup names it, if it is installed with the standard library for wasm.
pub(crate) fn oldest_toolchain(workspace: &Workspace) -> Option<String> {
    let names = [format!("{OLDEST_RUST}.0"), OLDEST_RUST.to_owned()];
    names.into_iter().find(|name| {
        let rustc = command(workspace, "rustup").and_then(|mut rustup| {
            process::output(
                rustup
                    .args(["run", name, "rustc", "--print", "target-libdir"])
                    .args(["--target", WASM]),
            )
        });
        rustc.is_ok_and(|folder| Path::new(&folder).is_dir())
    })
}

/// What the widget is compiled for.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// Where the compiler's own files are.
pub(crate) fn sysroot(workspace: &Workspace) -> Result<PathBuf> {
    let folder = process::output(command(workspace, "rustc")?.args(["--print", "sysroot"]))?;
    Ok(PathBuf::from(folder))
}

/// The flags that keep the paths of this machine out of the wasm, so that the same sources give the same bytes
/// everywhere. The last rule that fits a path is the one that holds. `/-` is a folder that no machine has.
pub(crate) fn remapping(workspace: &Workspace) -> Result<Vec<String>> {
    let about = process::output(command(workspace, "rustc")?.arg("-vV"))?;
    let commit = about
        .lines()
        .find_map(|line| line.strip_prefix("commit-hash: "))
        .unwrap_or("unknown");
    let cargo_home = cargo_home()?;
    let mut rules = vec![
        (workspace.root().to_owned(), "/-/virker".to_owned()),
        (workspace.work_folder("widget"), "/-/target".to_owned()),
        (cargo_home.clone(), "/-/cargo".to_owned()),
        // The standard library, which the build compiles too: what the compiler's makers wrote there in theirs.
        (
            sysroot(workspace)?.join("lib/rustlib/src/rust"),
            format!("/rustc/{commit}"),
        ),
    ];
    // Each registry's folder carries a hash of its address, and mirrors have other addresses.
    let registries = cargo_home.join("registry/src");
    if let Ok(entries) = std::fs::read_dir(&registries) {
        rules.extend(
            entries
                .flatten()
                .map(|entry| (entry.path(), "/-/crates".to_owned())),
        );
    }
    Ok(rules
        .into_iter()
        .map(|(from, to)| format!("--remap-path-prefix={}={to}", from.display()))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn locked_version<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
        let name = format!("name = \"{package}\"");
        let mut lines = lock.lines().skip_while(|line| *line != name);
        lines
            .nth(1)?
            .strip_prefix("version = \"")?
            .strip_suffix('"')
    }

    #[test]
    fn the_tool_and_the_crate_of_wasm_bindgen_have_one_version() {
        let workspace = Workspace::find().unwrap();
        let lock = |folder: PathBuf| std::fs::read_to_string(folder.join("Cargo.lock")).unwrap();
        let (product, tools) = (lock(workspace.root().to_owned()), lock(sources(&workspace)));
        let version = locked_version(&product, "wasm-bindgen");
        assert!(version.is_some());
        assert_eq!(version, locked_version(&tools, "wasm-bindgen-cli-support"));
    }
}
