//! `cargo xtask setup`: installs what is missing, one line for each thing.

use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;

use anyhow::{Result, anyhow, bail};

use crate::workspace::{self, Workspace};
use crate::{integrity, process, tools};

/// One thing that must be there.
struct Step<'a> {
    name: String,
    /// How it is installed, and how long that usually takes.
    how: String,
    is_installed: Box<dyn Fn() -> bool + 'a>,
    install: Box<dyn Fn() -> Result<()> + 'a>,
    /// What a person can type when it fails.
    remedy: String,
}

/// Installs what is missing. One failure does not keep the others from being tried, so that all are reported at once.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    let mut steps = steps_to_build(workspace)?;
    steps.extend([rust_components(workspace), chromium()]);
    run_steps(steps)
}

/// Installs what a build needs: no browser.
pub(crate) fn build(workspace: &Workspace) -> Result<()> {
    run_steps(steps_to_build(workspace)?)
}

/// Installs what the tests in Firefox need.
pub(crate) fn firefox(workspace: &Workspace) -> Result<()> {
    let browser = debian(
        "Firefox",
        &["firefox-esr"],
        || tools::find(&["firefox", "firefox-esr"]).is_some(),
        "elsewhere Firefox, on PATH",
    );
    run_steps(vec![browser, geckodriver(workspace)])
}

/// Installs what the tests in WebKit need.
pub(crate) fn webkit() -> Result<()> {
    run_steps(vec![debian(
        "WebKitGTK's MiniBrowser, its driver and a screen for it",
        &["webkit2gtk-driver", "xvfb", "xauth"],
        || {
            let on_path = ["WebKitWebDriver", "xvfb-run", "xauth"];
            on_path.iter().all(|name| tools::find(&[name]).is_some())
        },
        "elsewhere WebKitWebDriver and xvfb-run, on PATH, and VIRKER_MINIBROWSER for the browser",
    )])
}

/// Installs the servers on which the rules of the self-hosting package are tested. Of Apache, only the program.
pub(crate) fn servers() -> Result<()> {
    run_steps(vec![debian(
        "nginx and Apache",
        &[
            "nginx-light",
            "libnginx-mod-http-brotli-static",
            "apache2-bin",
        ],
        || {
            // Debian's folder of system programs is not on everybody's PATH.
            let is_there = |name: &str| Path::new("/usr/sbin").join(name).is_file();
            ["nginx", "apache2"]
                .iter()
                .all(|name| is_there(name) || tools::find(&[name]).is_some())
        },
        "elsewhere nginx and apache2, on PATH",
    )])
}

fn run_steps(steps: Vec<Step<'_>>) -> Result<()> {
    let mut failures = Vec::new();
    for step in steps {
        if (step.is_installed)() {
            println!("setup  ok  {}", step.name);
            continue;
        }
        println!("setup  ..  {}: {}", step.name, step.how);
        let outcome = (step.install)().and_then(|()| {
            if (step.is_installed)() {
                Ok(())
            } else {
                Err(anyhow!("it was installed, but is not found"))
            }
        });
        if let Err(error) = outcome {
            println!("setup  failed  {}: {error:#}", step.name);
            failures.push(format!("{}: {}", step.name, step.remedy));
        }
    }
    if !failures.is_empty() {
        bail!(
            "the set-up is not complete. What to do:\n  {}",
            failures.join("\n  ")
        );
    }
    Ok(())
}

/// Node first: nothing installs it, and the tools take minutes.
fn steps_to_build(workspace: &Workspace) -> Result<Vec<Step<'_>>> {
    Ok(vec![
        node(workspace),
        wasm_target(workspace),
        rust_source(workspace),
        wasm_tools(workspace)?,
        node_packages(workspace),
    ])
}

fn rust_components(workspace: &Workspace) -> Step<'_> {
    Step {
        name: "rustfmt and clippy".to_owned(),
        how: "rustup downloads them, half a minute".to_owned(),
        is_installed: Box::new(|| {
            ["fmt", "clippy"].iter().all(|name| {
                tools::cargo(workspace)
                    .is_ok_and(|mut cargo| process::output(cargo.args([name, "--version"])).is_ok())
            })
        }),
        install: Box::new(|| {
            process::run(tools::command(workspace, "rustup")?.args([
                "component",
                "add",
                "rustfmt",
                "clippy",
            ]))
        }),
        remedy: "`rustup component add rustfmt clippy`, or your system's packages of them"
            .to_owned(),
    }
}

fn wasm_target(workspace: &Workspace) -> Step<'_> {
    const TARGET: &str = tools::WASM;
    Step {
        name: format!("Rust's standard library for {TARGET}"),
        how: "rustup downloads it, half a minute".to_owned(),
        // Asked of the compiler, so that it works without rustup too.
        is_installed: Box::new(|| {
            tools::command(workspace, "rustc")
                .and_then(|mut rustc| {
                    process::output(rustc.args(["--print", "target-libdir", "--target", TARGET]))
                })
                .is_ok_and(|folder| Path::new(&folder).is_dir())
        }),
        install: Box::new(|| {
            process::run(tools::command(workspace, "rustup")?.args(["target", "add", TARGET]))
        }),
        remedy: format!("`rustup target add {TARGET}` (https://rustup.rs installs rustup)"),
    }
}

/// The build compiles the standard library anew, for size.
fn rust_source(workspace: &Workspace) -> Step<'_> {
    Step {
        name: "Rust's standard library as source".to_owned(),
        how: "rustup downloads it, half a minute".to_owned(),
        is_installed: Box::new(|| {
            tools::sysroot(workspace).is_ok_and(|folder| {
                folder
                    .join("lib/rustlib/src/rust/library/Cargo.lock")
                    .is_file()
            })
        }),
        install: Box::new(|| {
            process::run(tools::command(workspace, "rustup")?.args([
                "component",
                "add",
                "rust-src",
            ]))
        }),
        remedy: "`rustup component add rust-src`, or your system's package of it".to_owned(),
    }
}

/// What compiles, splits and binds the widget.
fn wasm_tools(workspace: &Workspace) -> Result<Step<'_>> {
    let (sources, folder) = (tools::sources(workspace), tools::compiled(workspace)?);
    let remedy = format!(
        "`cargo install --path {} --locked --root {}`",
        sources.display(),
        folder.display()
    );
    let programs = folder.join("bin");
    Ok(Step {
        name: "wasm-pack, wasm-bindgen and wasm-split".to_owned(),
        how: "compiles them from crates.io, three minutes on two cores".to_owned(),
        is_installed: Box::new(move || {
            tools::COMPILED
                .iter()
                .all(|name| programs.join(name).is_file())
        }),
        install: Box::new(move || {
            install(
                workspace,
                &folder,
                &[OsStr::new("--path"), sources.as_os_str()],
            )
        }),
        remedy,
    })
}

fn geckodriver(workspace: &Workspace) -> Step<'_> {
    let version = format!("={}", tools::GECKODRIVER);
    Step {
        name: format!("geckodriver {}", tools::GECKODRIVER),
        how: "compiles it from crates.io, 2 minutes".to_owned(),
        is_installed: Box::new(|| {
            tools::geckodriver().is_ok_and(|folder| folder.join("bin/geckodriver").is_file())
        }),
        remedy: format!("`cargo install geckodriver --version {version} --locked`"),
        install: Box::new(move || {
            install(
                workspace,
                &tools::geckodriver()?,
                &["geckodriver", "--version", &version].map(OsStr::new),
            )
        }),
    }
}

/// Has Cargo compile and install programs. What it compiled stays until all is installed, so that an interrupted set-up
/// goes on where it stopped.
fn install(workspace: &Workspace, folder: &Path, what: &[&OsStr]) -> Result<()> {
    let target = tools::installed()?.join("target");
    // Clones share the folder.
    let _lock = workspace::lock(&tools::installed()?.join("lock"))?;
    let mut cargo = tools::cargo(workspace)?;
    for variable in tools::CARGO_VARIABLES {
        cargo.env_remove(variable);
    }
    process::run(
        cargo
            .arg("install")
            .args(what)
            .args(["--locked", "--root"])
            .arg(folder)
            .env("CARGO_TARGET_DIR", &target),
    )?;
    workspace::remove_folder(&target)
}

fn node(workspace: &Workspace) -> Step<'_> {
    Step {
        name: format!("Node {} or newer", tools::NODE),
        how: "it must be installed by hand".to_owned(),
        is_installed: Box::new(|| {
            tools::command(workspace, "node")
                .and_then(|mut node| process::output(node.arg("--version")))
                .is_ok_and(|text| major_version(&text).is_some_and(|major| major >= tools::NODE))
        }),
        install: Box::new(|| bail!("it is not on PATH, or is older")),
        remedy: "install it from https://nodejs.org or your system's packages, with npm".to_owned(),
    }
}

/// The number before the first dot of `v20.20.2`.
fn major_version(text: &str) -> Option<u32> {
    text.trim_start_matches('v').split('.').next()?.parse().ok()
}

/// The stamp holds the lock file's hash, so that a changed lock file is noticed; the programs themselves are looked
/// for too, since a build without wasm-opt would be a large one.
fn node_packages(workspace: &Workspace) -> Step<'_> {
    let lock = workspace.www().join("package-lock.json");
    let modules = workspace.www().join("node_modules");
    let stamp = modules.join(".virker-lock");
    let are_whole = move || {
        ["esbuild", "wasm-opt", "cem"]
            .iter()
            .all(|name| modules.join(".bin").join(name).exists())
    };
    let wanted = move || workspace::read(&lock).map(|bytes| integrity::hex(&bytes));
    Step {
        name: "Node packages (esbuild, binaryen, axe-core, custom elements' analyzer)".to_owned(),
        how: "npm downloads what www/package-lock.json names, half a minute".to_owned(),
        is_installed: Box::new({
            let (wanted, stamp) = (wanted.clone(), stamp.clone());
            move || {
                are_whole()
                    && wanted().is_ok_and(|hash| {
                        workspace::read(&stamp).is_ok_and(|stamped| stamped == hash.as_bytes())
                    })
            }
        }),
        install: Box::new(move || {
            tools::npm_ci(workspace, &workspace.www())?;
            workspace::write(&stamp, wanted()?)
        }),
        remedy:
            "`npm ci --prefix www`, with Node and npm on PATH and the npm registry within reach"
                .to_owned(),
    }
}

fn chromium() -> Step<'static> {
    debian(
        "Chromium and chromedriver",
        &["chromium", "chromium-driver"],
        || {
            let browsers = [
                "chromium",
                "chromium-browser",
                "google-chrome",
                "google-chrome-stable",
            ];
            tools::find(&browsers).is_some() && tools::find(&["chromedriver"]).is_some()
        },
        "elsewhere Chromium or Chrome, and the chromedriver of the same version, on PATH",
    )
}

/// What Debian has packages of.
fn debian(
    name: &str,
    packages: &'static [&'static str],
    is_installed: fn() -> bool,
    elsewhere: &str,
) -> Step<'static> {
    Step {
        name: name.to_owned(),
        how: "apt-get installs it on Debian, 1 to 2 minutes".to_owned(),
        is_installed: Box::new(is_installed),
        install: Box::new(move || {
            if !is_debian() {
                bail!("it is not on PATH, and only on Debian is it installed by itself");
            }
            if process::output(Command::new("id").arg("-u"))? != "0" {
                bail!("it is not on PATH, and only root can install it");
            }
            let apt = || {
                let mut apt = Command::new("apt-get");
                apt.env("DEBIAN_FRONTEND", "noninteractive");
                apt
            };
            process::run(apt().arg("update"))?;
            process::run(apt().args(["install", "-y"]).args(packages))
        }),
        remedy: format!(
            "`sudo apt-get install {}` on Debian; {elsewhere}",
            packages.join(" ")
        ),
    }
}

fn is_debian() -> bool {
    workspace::read(Path::new("/etc/os-release")).is_ok_and(|text| {
        String::from_utf8_lossy(&text)
            .lines()
            .any(|line| line == "ID=debian")
    })
}

#[cfg(test)]
mod tests {
    use super::major_version;

    #[test]
    fn nodes_version_is_read() {
        assert_eq!(major_version("v20.20.2"), Some(20));
        assert_eq!(major_version("what"), None);
    }
}
