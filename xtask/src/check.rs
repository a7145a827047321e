//! `cargo xtask test`: everything that must hold before work is handed over, with one summary at the end.

use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::arguments::Arguments;
use crate::counts::Counts;
use crate::house::House;
use crate::{eval, package, process, setup, size, tools};

/// Tells the browser tests where the built site is.
pub(crate) const DIST: &str = "VIRKER_DIST";

/// Tells the browser tests which browser they drive, if not Chromium.
const BROWSER: &str = "VIRKER_BROWSER";

/// What a step does.
enum Work {
    /// Something of ours; it counts as one.
    Ours(fn(&House) -> Result<()>),
    /// A program that passes or fails as a whole; it counts as one.
    Check(fn(&House) -> Result<Command>),
    /// A program whose tests are counted.
    Tests(fn(&House) -> Result<Command>),
}

struct Step {
    name: &'static str,
    /// Without this step's result, there is nothing to look at.
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

/// A step that looks at what was built.
const fn of_the_build(name: &'static str, only_full: bool, work: Work) -> Step {
    Step {
        name,
        needs: Some("build"),
        only_full,
        work,
    }
}

/// The quickest first, so that a slip is seen soon.
const STEPS: [Step; 14] = [
    step("setup", Work::Ours(setup::run)),
    step(
        "format",
        Work::Check(|house| cargo(house, &["fmt", "--all", "--check"])),
    ),
    step(
        "clippy",
        Work::Check(|house| clippy(house, &["--workspace", "--all-targets"])),
    ),
    step(
        "clippy-floors",
        Work::Check(|house| {
            clippy(
                house,
                &[
                    "--package",
                    "virker",
                    "--no-default-features",
                    "--all-targets",
                ],
            )
        }),
    ),
    // The feature `browser` is looked at where it runs: natively it compiles but means little.
    step(
        "clippy-widget",
        Work::Check(|house| {
            let mut arguments = vec![
                "--target",
                "wasm32-unknown-unknown",
                "--package",
                "virker",
                "--all-targets",
            ];
            arguments.extend(WIDGET);
            clippy(house, &arguments)
        }),
    ),
    step(
        "native-tests",
        Work::Tests(|house| {
            let everything = [
                "test",
                "--no-fail-fast",
                "--workspace",
                "--exclude",
                "browser-tests",
            ];
            cargo(house, &everything)
        }),
    ),
    // The floors below the panel must stand without any feature.
    step(
        "floor-tests",
        Work::Tests(|house| {
            cargo(
                house,
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
    step("search-quality", Work::Ours(eval::hold)),
    step("wasm-tests", Work::Tests(wasm_tests)),
    step("build", Work::Ours(package::build)),
    of_the_build("browser-tests", false, Work::Tests(browser_tests)),
    of_the_build("size", false, Work::Ours(size::run)),
    of_the_build("firefox", true, Work::Tests(in_firefox)),
    of_the_build("webkit", true, Work::Tests(in_webkit)),
];

/// The features of the widget, as opposed to those of the publisher's command.
const WIDGET: [&str; 3] = ["--no-default-features", "--features", "browser"];

fn cargo(house: &House, arguments: &[&str]) -> Result<Command> {
    let mut cargo = tools::cargo(house)?;
    cargo.args(arguments);
    Ok(cargo)
}

fn clippy(house: &House, arguments: &[&str]) -> Result<Command> {
    let mut cargo = cargo(house, &["clippy", "--quiet"])?;
    cargo.args(arguments).args(["--", "-D", "warnings"]);
    Ok(cargo)
}

/// `--mode no-install` keeps wasm-pack from looking for tools of its own on the network. The features stand without
/// `--` before them: wasm-pack 0.15 takes what follows it for the test program's and builds without them.
fn wasm_tests(house: &House) -> Result<Command> {
    let mut wasm_pack = tools::command(house, "wasm-pack")?;
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

fn browser_tests(house: &House) -> Result<Command> {
    let mut cargo = cargo(
        house,
        &["test", "--no-fail-fast", "--package", "browser-tests"],
    )?;
    cargo.env(DIST, house.dist());
    Ok(cargo)
}

/// The same tests in Firefox, less what only Chromium's DevTools can do: some 25 minutes, one page at a time.
fn in_firefox(house: &House) -> Result<Command> {
    setup::firefox(house)?;
    let driver = tools::geckodriver().folder()?.join("bin/geckodriver");
    let mut tests = browser_tests(house)?;
    tests
        .env(BROWSER, "firefox")
        .env("VIRKER_GECKODRIVER", driver);
    Ok(tests)
}

/// And in WebKit, which every browser on an iPhone is made of.
fn in_webkit(house: &House) -> Result<Command> {
    setup::webkit()?;
    let mut tests = browser_tests(house)?;
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
pub(crate) fn run(house: &House, mut arguments: Arguments) -> Result<ExitCode> {
    let (only, skip) = (arguments.values("--only")?, arguments.values("--skip")?);
    let full = arguments.flag("--full");
    arguments.finish()?;
    if let Some(unknown) = only
        .iter()
        .chain(&skip)
        .find(|name| !STEPS.iter().any(|step| step.name == **name))
    {
        let names = STEPS.map(|step| step.name).join(", ");
        bail!("there is no step `{unknown}`; there are {names}");
    }
    let is_wanted = |step: &Step| {
        let named = |list: &[String]| list.iter().any(|one| one == step.name);
        let belongs = only.is_empty() && (full || !step.only_full);
        (belongs || named(&only)) && !named(&skip)
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
        let outcome = carry_out(house, step);
        if let End::Failed(why) = &outcome.end {
            println!("=== {} failed: {why}", step.name);
        }
        outcomes.push(outcome);
    }
    Ok(summarise(&outcomes))
}

fn carry_out(house: &House, step: &Step) -> Outcome {
    let started = Instant::now();
    let mut counts = Counts::default();
    let run = |command: Result<Command>, counts: &mut Counts| {
        process::watch(&mut command?, |line| counts.read(line))
    };
    let mut result = match step.work {
        Work::Ours(work) => work(house),
        Work::Check(command) => run(command(house), &mut Counts::default()),
        Work::Tests(command) => run(command(house), &mut counts),
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
