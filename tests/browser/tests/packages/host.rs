//! A host's project that has installed the npm package: `tests/browser/packages/`, copied to `target/packages/`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use anyhow::{Context, Result, anyhow};

use crate::process::{Running, run};
use crate::{package, repository};

/// The project with its packages installed, the widget's files put in place, and built; once for all tests.
pub(crate) fn project() -> Result<&'static Path> {
    static PROJECT: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    PROJECT
        .get_or_init(|| prepare().map_err(|error| format!("{error:#}")))
        .as_deref()
        .map_err(|error| anyhow!("{error}"))
}

fn prepare() -> Result<PathBuf> {
    let sources = repository().join("tests/browser/packages");
    let project = repository().join("target/packages");
    fs::create_dir_all(&project)?;
    for entry in fs::read_dir(&sources)? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            fs::copy(entry.path(), project.join(entry.file_name()))?;
        }
    }
    let modules = project.join("node_modules");
    // The lock that was installed last lies beside what it names.
    let (lock, stamp) = (
        project.join("package-lock.json"),
        modules.join(".installed"),
    );
    let lock = fs::read(&lock).with_context(|| format!("reading {}", lock.display()))?;
    if fs::read(&stamp).ok().as_ref() != Some(&lock) {
        run(npm(&project).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]))?;
        fs::write(&stamp, lock)?;
    }
    // Of another package with the same version, neither npm nor Vite would take notice.
    for stale in [
        modules.join("virker"),
        modules.join(".vite"),
        project.join("public"),
    ] {
        if stale.exists() {
            fs::remove_dir_all(stale)?;
        }
    }
    // Not wholly offline: npm asks the registry again for what it may not keep of the other packages.
    run(npm(&project)
        .args([
            "install",
            "--no-save",
            "--no-package-lock",
            "--prefer-offline",
        ])
        .args(["--ignore-scripts", "--no-audit", "--no-fund"])
        .arg(package("tgz")?))?;
    run(npm(&project).args(["run", "build"]))?;
    Ok(project)
}

fn npm(project: &Path) -> Command {
    let mut npm = Command::new("npm");
    npm.current_dir(project);
    npm
}

/// One of the programs that the project's packages bring.
pub(crate) fn program(name: &str) -> Result<Command> {
    let project = project()?;
    let mut command = Command::new(project.join("node_modules/.bin").join(name));
    command.current_dir(project);
    Ok(command)
}

/// Vite's server for those who write the pages.
pub(crate) fn development_server() -> Result<Running> {
    Running::start(|port| {
        let mut vite = program("vite")?;
        vite.args(["--host", "127.0.0.1", "--strictPort", "--logLevel", "warn"])
            .args(["--port", &port.to_string()]);
        Ok(vite)
    })
}
