//! `cargo xtask test`: everything that must hold before work is handed over, with one summary at the end.

use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use anyhow::Result;
use clap::Args;

use crate::counts::Counts;
use crate::widget::Recipe;
use crate::workspace::Workspace;
use crate::{dist, eval, packages, process, setup, size, tools};

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Run only this step; may be given several times
    #[arg(long, value_name = "STEP", value_parser = STEPS.map(|step| step.name))]
    only: Vec<String>,
    /// Leave this step out; may be given several times
    #[arg(long, value_name = "STEP", value_parser = STEPS.map(|step| step.name))]
    skip: Vec<String>,
    /// Also drive Firefox and WebKit, which takes half an hour more
    #[arg(long)]
    full: bool,
}

/// Tells the browser tests where the built site is.
pub(crate) const DIST: &str = "VIRKER_DIST";

/// Tells the browser tests which browser they drive, if not Chromium.
const BROWSER: &str = "VIRKER_BROWSER";

/// What a step does.
enum Work {
    /// Something of ours; it counts as one.
    Ours(fn(&Workspace) -> Result<()>),
    /// A program that passes or fails as a whole; it counts as one.
    Check(fn(&Workspace) -> Result<Command>),
    /// A program whose tests are counted.
    Tests(fn(&Workspace) -> Result<Command>),
}

struct Step {
    name: &'static str,
    /// The step whose result this one examines.
    needs: Option<&'static str>,
    /// It only runs with `--full`, or when it is named.
    only_full: bool,
    work: Work,
}

const fn step(name: &'static str, work: Work) -> Step {
    Step {
        name,
        needs: None,
        only_full: false,
        work,
    }
}

/// A step that examines what was built.
const fn after_build(name: &'static str, only_full: bool, work: Work) -> Step {
    Step {
        name,
        needs: Some("build"),
        only_full,
        work,
    }
}

/// The quickest first, so that a mistake shows soon.
const STEPS: [Step; 16] = [
    step("setup", Work::Ours(setup::run)),
    step(
        "format",
        Work::Check(|workspace| cargo(workspace, &["fmt", "--all", "--check"])),
    ),
    step(
        "clippy",
        Work::Check(|workspace| {
            let everything = ["--workspace", "--all-targets", "--features", PACKAGES];
            clippy(workspace, &everything)
        }),
    ),
    step(
        "clippy-layers",
        Work::Check(|workspace| {
            clippy(
                workspace,
                &[
                    "--package",
                    "virker",
                    "--no-default-features",
                    "--all-targets",
                ],
            )
        }),
    ),
    // The feature `browser` is checked for the target on which it runs.
    step(
        "clippy-widget",
        Work::Check(|workspace| {
            let mut arguments = vec![
                "--target",
                "wasm32-unknown-unknown",
                "--package",
                "virker",
                "--all-targets",
            ];
            arguments.extend(WIDGET);
            clippy(workspace, &arguments)
        }),
    ),
    step(
        "native-tests",
        Work::Tests(|workspace| {
            let everything = [
                "test",
                "--no-fail-fast",
                "--workspace",
                "--exclude",
                "browser-tests",
            ];
            cargo(workspace, &everything)
        }),
    ),
    // The layers below the panel must stand without any feature.
    step(
        "layer-tests",
        Work::Tests(|workspace| {
            cargo(
                workspace,
                &[
                    "test",
                    "--no-fail-fast",
                    "--package",
                    "virker",
                    "--no-default-features",
                ],
            )
        }),
    ),
    step("search-quality", Work::Ours(eval::check)),
    step("wasm-tests", Work::Tests(wasm_tests)),
    step(
        "build",
        Work::Ours(|workspace| dist::build(workspace, dist::Options::default())),
    ),
    after_build("browser-tests", false, Work::Tests(browser_tests)),
    after_build("packages", false, Work::Tests(packages)),
    step("plain-build", Work::Tests(plain_build)),
    after_build("size", false, Work::Ours(size::run)),
    after_build("firefox", true, Work::Tests(in_firefox)),
    after_build("webkit", true, Work::Tests(in_webkit)),
];

/// The features of the widget, as opposed to those of the publisher's command.
const WIDGET: [&str; 3] = ["--no-default-features", "--features", "browser"];

fn cargo(workspace: &Workspace, arguments: &[&str]) -> Result<Command> {
    let mut cargo = tools::cargo(workspace)?;
    cargo.args(arguments);
    Ok(cargo)
}

fn clippy(workspace: &Workspace, arguments: &[&str]) -> Result<Command> {
    let mut cargo = cargo(workspace, &["clippy", "--quiet"])?;
    cargo.args(arguments).args(["--", "-D", "warnings"]);
    Ok(cargo)
}

/// `--mode no-install` keeps wasm-pack from looking for tools of its own on the network. The features stand without
/// `--` before them: wasm-pack 0.15 takes what follows it for the test program's and builds without them.
fn wasm_tests(workspace: &Workspace) -> Result<Command> {
    let mut wasm_pack = tools::command(workspace, "wasm-pack")?;
    wasm_pack
        .args([
            "test",
            "--headless",
            "--chrome",
            "--mode",
            "no-install",
            "--chromedriver",
        ])
        .arg(tools::chromedriver()?)
        .arg(".")
        .args(WIDGET)
        // In seconds. Hundreds of drawings, each with a timer, take longer than the 20 that are allowed by default.
        .env("WASM_BINDGEN_TEST_TIMEOUT", "120");
    Ok(wasm_pack)
}

/// Builds the widget with `--plain`, by the oldest Rust that is promised if rustup has it, and tests one of its screens.
///
/// wasm-opt is left out: it takes as long as compiling, and the step `build` runs it in the same way.
fn plain_build(workspace: &Workspace) -> Result<Command> {
    let toolchain = tools::oldest_toolchain(workspace);
    match &toolchain {
        Some(name) => println!("compiling with Rust {name}, the oldest that is promised"),
        None => println!(
            "compiling with the pinned Rust: rustup has no {} for wasm",
            tools::OLDEST_RUST
        ),
    }
    let recipe = Recipe {
        plain: true,
        toolchain,
        optimised: false,
    };
    let dist = workspace.work_folder("dist-plain");
    dist::build_into(workspace, &recipe, &dist)?;
    let mut tests = browser_tests(workspace)?;
    tests.args(["--test", "madkassen"]).env(DIST, dist);
    Ok(tests)
}

fn browser_tests(workspace: &Workspace) -> Result<Command> {
    let mut cargo = cargo(
        workspace,
        &["test", "--no-fail-fast", "--package", "browser-tests"],
    )?;
    cargo.env(DIST, workspace.dist());
    Ok(cargo)
}

/// The feature without which the tests of the packages are left out, since they need what only their step makes.
const PACKAGES: &str = "browser-tests/packages";

/// Makes the packages, installs each as a host would, and visits it. npm downloads the host's other packages the first time.
fn packages(workspace: &Workspace) -> Result<Command> {
    setup::servers()?;
    packages::check(workspace)?;
    let mut tests = browser_tests(workspace)?;
    tests.args(["--features", PACKAGES, "--test", "packages"]);
    Ok(tests)
}

/// The same tests in Firefox, except those that need Chromium's DevTools: about 25 minutes, one page at a time.
fn in_firefox(workspace: &Workspace) -> Result<Command> {
    setup::firefox(workspace)?;
    let driver = tools::geckodriver()?.join("bin/geckodriver");
    let mut tests = browser_tests(workspace)?;
    tests
        .env(BROWSER, "firefox")
        .env("VIRKER_GECKODRIVER", driver);
    Ok(tests)
}

/// And in WebKit, the engine of every browser on an iPhone.
fn in_webkit(workspace: &Workspace) -> Result<Command> {
    setup::webkit()?;
    let mut tests = browser_tests(workspace)?;
    tests.env(BROWSER, "webkit");
    Ok(tests)
}

/// How a step ended.
struct Outcome {
    name: &'static str,
    end: End,
    counts: Counts,
    time: Duration,
}

enum End {
    Passed,
    Failed(String),
    Skipped(String),
}

/// Runs the steps, going on after one that fails.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<ExitCode> {
    let is_wanted = |step: &Step| {
        let is_named = |list: &[String]| list.iter().any(|name| name == step.name);
        let by_default = options.only.is_empty() && (options.full || !step.only_full);
        (by_default || is_named(&options.only)) && !is_named(&options.skip)
    };

    let mut outcomes: Vec<Outcome> = Vec::new();
    for step in STEPS.iter().filter(|step| is_wanted(step)) {
        let broken = step.needs.filter(|needed| {
            outcomes
                .iter()
                .any(|one| one.name == *needed && !one.passed())
        });
        if let Some(needed) = broken {
            outcomes.push(Outcome::skipped(step.name, format!("{needed} failed")));
            continue;
        }
        println!("\n=== {} ===", step.name);
        let outcome = run_step(workspace, step);
        if let End::Failed(why) = &outcome.end {
            println!("=== {} failed: {why}", step.name);
        }
        outcomes.push(outcome);
    }
    Ok(summarise(&outcomes))
}

fn run_step(workspace: &Workspace, step: &Step) -> Outcome {
    let started = Instant::now();
    let mut counts = Counts::default();
    let run = |command: Result<Command>, counts: &mut Counts| {
        process::watch(&mut command?, |line| counts.read(line))
    };
    let mut result = match step.work {
        Work::Ours(work) => work(workspace),
        Work::Check(command) => run(command(workspace), &mut Counts::default()),
        Work::Tests(command) => run(command(workspace), &mut counts),
    };
    match step.work {
        Work::Tests(_) if result.is_ok() && counts.passed() == 0 => {
            // Tests that were left out by mistake would otherwise look like tests that pass.
            result = Err(anyhow::anyhow!("it ran no test"));
        }
        Work::Ours(_) | Work::Check(_) => counts = Counts::of_one(result.is_ok()),
        Work::Tests(_) => {}
    }
    if result.is_err() && counts.failed == 0 {
        counts.failed = 1;
    }
    Outcome {
        name: step.name,
        end: result.map_or_else(|error| End::Failed(format!("{error:#}")), |()| End::Passed),
        counts,
        time: started.elapsed(),
    }
}

impl Outcome {
    fn skipped(name: &'static str, why: String) -> Self {
        Self {
            name,
            end: End::Skipped(why),
            counts: Counts::default(),
            time: Duration::ZERO,
        }
    }

    fn passed(&self) -> bool {
        matches!(self.end, End::Passed)
    }
}

/// Prints the table. Its last line is one that machines read.
fn summarise(outcomes: &[Outcome]) -> ExitCode {
    println!(
        "\n{:<16} {:<8} {:>7} {:>7} {:>7} {:>9}",
        "step", "result", "passed", "failed", "skipped", "seconds"
    );
    for outcome in outcomes {
        let result = match outcome.end {
            End::Passed => "ok",
            End::Failed(_) => "FAILED",
            End::Skipped(_) => "skipped",
        };
        println!(
            "{:<16} {:<8} {:>7} {:>7} {:>7} {:>9.1}",
            outcome.name,
            result,
            outcome.counts.passed(),
            outcome.counts.failed,
            outcome.counts.skipped(),
            outcome.time.as_secs_f64()
        );
    }
    for outcome in outcomes {
        let remarks = outcome.counts.remarks();
        match &outcome.end {
            End::Failed(why) | End::Skipped(why) => println!("\n{}: {why}", outcome.name),
            End::Passed if !remarks.is_empty() => println!("\n{}", outcome.name),
            End::Passed => {}
        }
        for remark in remarks {
            println!("  {remark}");
        }
    }
    let passed: usize = outcomes.iter().map(|one| one.counts.passed()).sum();
    let failed: usize = outcomes.iter().map(|one| one.counts.failed).sum();
    println!("\n{passed} passed, {failed} failed");
    if outcomes.iter().all(Outcome::passed) {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
