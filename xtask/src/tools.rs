//! The tools that are not ours: their versions, and where they are.
//!
//! They are put on PATH for the programs that we start, and nowhere else. The tools that Cargo installs lie in
//! `$CARGO_HOME/virker-tools/<name>-<version>`: shared between clones, and never in the way of a developer's own.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::house::{self, House};
use crate::process;

/// The oldest Node that the packages in `www/package.json` run on.
pub(crate) const NODE: u32 = 20;

/// Variables by which an outer Cargo, or a developer's shell, would steer a Cargo that works on something else.
pub(crate) const STEERING: [&str; 8] = [
    "CARGO_TARGET_DIR",
    "CARGO_BUILD_TARGET_DIR",
    "CARGO_BUILD_TARGET",
    "CARGO_ENCODED_RUSTFLAGS",
    "RUSTFLAGS",
    "CARGO_BUILD_RUSTFLAGS",
    "CARGO_MANIFEST_DIR",
    "CARGO_INSTALL_ROOT",
];

/// A program that `cargo install` makes.
#[derive(Debug)]
pub(crate) struct CargoTool {
    /// The crate's name.
    pub(crate) package: &'static str,
    /// One of its programs.
    pub(crate) program: &'static str,
    pub(crate) version: String,
    /// Whether it answers to `--version`; if not, its versioned folder tells.
    pub(crate) answers: bool,
    /// How long it takes to compile, measured on 2 cores.
    pub(crate) takes: &'static str,
}

impl CargoTool {
    pub(crate) fn folder(&self) -> Result<PathBuf> {
        Ok(cargo_home()?
            .join("virker-tools")
            .join(format!("{}-{}", self.package, self.version)))
    }
}

/// wasm-bindgen's program and crate must be of one version, so the crate's decides.
pub(crate) fn cargo_tools(house: &House) -> Result<[CargoTool; 3]> {
    Ok([
        CargoTool {
            package: "wasm-bindgen-cli",
            program: "wasm-bindgen",
            version: wasm_bindgen_version(house)?,
            answers: true,
            takes: "3 to 5 minutes",
        },
        CargoTool {
            package: "wasm-pack",
            program: "wasm-pack",
            version: "0.15.1".to_owned(),
            answers: true,
            takes: "2 minutes",
        },
        CargoTool {
            package: "wasm_split_cli_support",
            program: "wasm-split-cli",
            version: "0.2.4".to_owned(),
            answers: false,
            takes: "1 minute",
        },
    ])
}

/// Firefox's driver, which is only wanted when the tests run in Firefox too.
pub(crate) fn geckodriver() -> CargoTool {
    CargoTool {
        package: "geckodriver",
        program: "geckodriver",
        version: "0.37.1".to_owned(),
        // It says more than its name and version.
        answers: false,
        takes: "2 minutes",
    }
}

fn wasm_bindgen_version(house: &House) -> Result<String> {
    let lock = house::read(&house.root().join("Cargo.lock"))?;
    locked_version(&String::from_utf8_lossy(&lock), "wasm-bindgen")
        .context("Cargo.lock names no wasm-bindgen; `cargo metadata` writes it anew")
}

fn locked_version(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    let version = lines
        .nth(1)?
        .strip_prefix("version = \"")?
        .strip_suffix('"')?;
    Some(version.to_owned())
}

pub(crate) fn cargo_home() -> Result<PathBuf> {
    std::env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(std::env::home_dir()?.join(".cargo")))
        .context("neither CARGO_HOME nor a home folder is known; set CARGO_HOME")
}

/// A program, with our tools before the developer's own on PATH.
pub(crate) fn command(house: &House, program: &str) -> Result<Command> {
    let mut folders = Vec::new();
    for tool in cargo_tools(house)? {
        folders.push(tool.folder()?.join("bin"));
    }
    folders.push(house.www().join("node_modules/.bin"));
    let inherited = std::env::var_os("PATH").unwrap_or_default();
    folders.extend(std::env::split_paths(&inherited));
    let path = std::env::join_paths(folders).context("a folder on PATH has a colon in its name")?;
    let mut command = Command::new(program);
    command.current_dir(house.root()).env("PATH", path);
    Ok(command)
}

/// Installs what a folder's lock file names. None of these packages needs to run code of its own to be installed, so
/// none may.
pub(crate) fn npm_ci(house: &House, folder: &Path) -> Result<()> {
    process::run(
        command(house, "npm")?
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
pub(crate) fn cargo(house: &House) -> Result<Command> {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    command(house, &program.to_string_lossy())
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

/// Where the compiler's own files are.
pub(crate) fn sysroot(house: &House) -> Result<PathBuf> {
    let folder = process::output(command(house, "rustc")?.args(["--print", "sysroot"]))?;
    Ok(PathBuf::from(folder))
}

/// The flags that keep the paths of this machine out of the wasm, so that the same sources give the same bytes
/// everywhere. The last rule that fits a path is the one that holds. `/-` is a folder that no machine has.
pub(crate) fn remapping(house: &House) -> Result<Vec<String>> {
    let about = process::output(command(house, "rustc")?.arg("-vV"))?;
    let commit = about
        .lines()
        .find_map(|line| line.strip_prefix("commit-hash: "))
        .unwrap_or("unknown");
    let cargo_home = cargo_home()?;
    let mut rules = vec![
        (house.root().to_owned(), "/-/virker".to_owned()),
        (house.workshop("widget"), "/-/target".to_owned()),
        (cargo_home.clone(), "/-/cargo".to_owned()),
        // The standard library, which the build compiles too: what the compiler's makers wrote there in theirs.
        (
            sysroot(house)?.join("lib/rustlib/src/rust"),
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

    #[test]
    fn the_locked_version_is_that_of_the_package_itself() {
        let lock = "[[package]]\nname = \"wasm-bindgen-test\"\nversion = \"0.3.78\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.128\"\nsource = \"x\"\n";
        assert_eq!(
            locked_version(lock, "wasm-bindgen").as_deref(),
            Some("0.2.128")
        );
        assert_eq!(locked_version(lock, "yew"), None);
    }
}
