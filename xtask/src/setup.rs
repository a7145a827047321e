//! `cargo xtask setup`: installs what is missing, one line for each thing.

use std::path::Path;
use std::process::Command;

use anyhow::{Result, anyhow, bail};

use crate::house::{self, House};
use crate::tools::{self, CargoTool};
use crate::{integrity, process};

/// One thing that must be there.
struct Step<'a> {
    name: String,
    /// How it is installed, and how long that usually takes.
    how: String,
    is_there: Box<dyn Fn() -> bool + 'a>,
    install: Box<dyn Fn() -> Result<()> + 'a>,
    /// What a person can type when it fails.
    mend: String,
}

/// Installs what is missing. One failure does not keep the others from being tried, so that all are told at once.
pub(crate) fn run(house: &House) -> Result<()> {
    carry_out(steps(house)?)
}

/// Installs what the tests in Firefox need.
pub(crate) fn firefox(house: &House) -> Result<()> {
    let browser = debian(
        "Firefox",
        &["firefox-esr"],
        || tools::find(&["firefox", "firefox-esr"]).is_some(),
        "elsewhere Firefox, on PATH",
    );
    carry_out(vec![browser, cargo_tool(house, tools::geckodriver())])
}

/// Installs what the tests in WebKit need.
pub(crate) fn webkit() -> Result<()> {
    carry_out(vec![debian(
        "WebKitGTK's MiniBrowser, its driver and a screen for it",
        &["webkit2gtk-driver", "xvfb", "xauth"],
        || {
            let on_path = ["WebKitWebDriver", "xvfb-run", "xauth"];
            on_path.iter().all(|name| tools::find(&[name]).is_some())
        },
        "elsewhere WebKitWebDriver and xvfb-run, on PATH, and VIRKER_MINIBROWSER for the browser",
    )])
}

fn carry_out(steps: Vec<Step<'_>>) -> Result<()> {
    let mut failures = Vec::new();
    for step in steps {
        if (step.is_there)() {
            println!("setup  ok  {}", step.name);
            continue;
        }
        println!("setup  ..  {}: {}", step.name, step.how);
        let outcome = (step.install)().and_then(|()| {
            if (step.is_there)() {
                Ok(())
            } else {
                Err(anyhow!("it was installed, yet is not found"))
            }
        });
        if let Err(error) = outcome {
            println!("setup  failed  {}: {error:#}", step.name);
            failures.push(format!("{}: {}", step.name, step.mend));
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

fn steps(house: &House) -> Result<Vec<Step<'_>>> {
    let mut steps = vec![
        rust_components(house),
        wasm_target(house),
        rust_source(house),
    ];
    for tool in tools::cargo_tools(house)? {
        steps.push(cargo_tool(house, tool));
    }
    steps.extend([node(house), node_packages(house), chromium()]);
    Ok(steps)
}

fn rust_components(house: &House) -> Step<'_> {
    Step {
        name: "rustfmt and clippy".to_owned(),
        how: "rustup downloads them, half a minute".to_owned(),
        is_there: Box::new(|| {
            ["fmt", "clippy"].iter().all(|name| {
                tools::cargo(house)
                    .is_ok_and(|mut cargo| process::output(cargo.args([name, "--version"])).is_ok())
            })
        }),
        install: Box::new(|| {
            process::run(tools::command(house, "rustup")?.args([
                "component",
                "add",
                "rustfmt",
                "clippy",
            ]))
        }),
        mend: "`rustup component add rustfmt clippy`, or your system's packages of them".to_owned(),
    }
}

fn wasm_target(house: &House) -> Step<'_> {
    const TARGET: &str = "wasm32-unknown-unknown";
    Step {
        name: format!("Rust's standard library for {TARGET}"),
        how: "rustup downloads it, half a minute".to_owned(),
        // Asked of the compiler, so that it works without rustup too.
        is_there: Box::new(|| {
            tools::command(house, "rustc")
                .and_then(|mut rustc| {
                    process::output(rustc.args(["--print", "target-libdir", "--target", TARGET]))
                })
                .is_ok_and(|folder| Path::new(&folder).is_dir())
        }),
        install: Box::new(|| {
            process::run(tools::command(house, "rustup")?.args(["target", "add", TARGET]))
        }),
        mend: format!("`rustup target add {TARGET}` (https://rustup.rs installs rustup)"),
    }
}

/// The build compiles the standard library anew, for size.
fn rust_source(house: &House) -> Step<'_> {
    Step {
        name: "Rust's standard library as source".to_owned(),
        how: "rustup downloads it, half a minute".to_owned(),
        is_there: Box::new(|| {
            tools::sysroot(house).is_ok_and(|folder| {
                folder
                    .join("lib/rustlib/src/rust/library/Cargo.lock")
                    .is_file()
            })
        }),
        install: Box::new(|| {
            process::run(tools::command(house, "rustup")?.args(["component", "add", "rust-src"]))
        }),
        mend: "`rustup component add rust-src`, or your system's package of it".to_owned(),
    }
}

/// A tool of the exact version is taken from wherever it is; otherwise it goes to its own versioned folder.
fn cargo_tool(house: &House, tool: CargoTool) -> Step<'_> {
    let exact = format!("={}", tool.version);
    let answer = format!("{} {}", tool.program, tool.version);
    let folder = tool.folder();
    let CargoTool {
        package,
        program,
        takes,
        answers,
        ..
    } = tool;
    Step {
        name: format!("{package} {}", tool.version),
        how: format!("compiles it from crates.io, {takes}"),
        is_there: Box::new(move || {
            if !answers {
                return folder
                    .as_ref()
                    .is_ok_and(|folder| folder.join("bin").join(program).is_file());
            }
            tools::command(house, program)
                .and_then(|mut command| process::output(command.arg("--version")))
                .is_ok_and(|told| told == answer)
        }),
        mend: format!("`cargo install {package} --version {exact} --locked`"),
        install: Box::new(move || {
            let mut cargo = tools::cargo(house)?;
            for variable in tools::STEERING {
                cargo.env_remove(variable);
            }
            process::run(
                cargo
                    .args([
                        "install",
                        package,
                        "--version",
                        &exact,
                        "--locked",
                        "--all-features",
                        "--root",
                    ])
                    .arg(tool.folder()?),
            )
        }),
    }
}

fn node(house: &House) -> Step<'_> {
    Step {
        name: format!("Node {} or newer", tools::NODE),
        how: "it must be installed by hand".to_owned(),
        is_there: Box::new(|| {
            tools::command(house, "node")
                .and_then(|mut node| process::output(node.arg("--version")))
                .is_ok_and(|told| major_version(&told).is_some_and(|major| major >= tools::NODE))
        }),
        install: Box::new(|| bail!("it is not on PATH, or is older")),
        mend: "install it from https://nodejs.org or your system's packages, with npm".to_owned(),
    }
}

/// The number before the first dot of `v20.20.2`.
fn major_version(told: &str) -> Option<u32> {
    told.trim_start_matches('v').split('.').next()?.parse().ok()
}

/// The stamp holds the lock file's hash, so that a changed lock file is noticed; the programs themselves are looked
/// for too, since a build without wasm-opt would be a large one.
fn node_packages(house: &House) -> Step<'_> {
    let lock = house.www().join("package-lock.json");
    let modules = house.www().join("node_modules");
    let stamp = modules.join(".virker-lock");
    let are_whole = move || {
        ["esbuild", "wasm-opt"]
            .iter()
            .all(|name| modules.join(".bin").join(name).exists())
    };
    let wanted = move || house::read(&lock).map(|bytes| integrity::hex(&bytes));
    Step {
        name: "Node packages (esbuild, binaryen, axe-core)".to_owned(),
        how: "npm downloads what www/package-lock.json names, half a minute".to_owned(),
        is_there: Box::new({
            let (wanted, stamp) = (wanted.clone(), stamp.clone());
            move || {
                are_whole()
                    && wanted().is_ok_and(|hash| {
                        house::read(&stamp).is_ok_and(|stamped| stamped == hash.as_bytes())
                    })
            }
        }),
        install: Box::new(move || {
            tools::npm_ci(house, &house.www())?;
            house::write(&stamp, wanted()?)
        }),
        mend: "`npm ci --prefix www`, with Node and npm on PATH and the npm registry within reach"
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
    is_there: fn() -> bool,
    elsewhere: &str,
) -> Step<'static> {
    Step {
        name: name.to_owned(),
        how: "apt-get installs it on Debian, 1 to 2 minutes".to_owned(),
        is_there: Box::new(is_there),
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
        mend: format!(
            "`sudo apt-get install {}` on Debian; {elsewhere}",
            packages.join(" ")
        ),
    }
}

fn is_debian() -> bool {
    house::read(Path::new("/etc/os-release")).is_ok_and(|text| {
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
