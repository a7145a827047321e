//! The house's own tasks, the only script language here being Rust.
//!
//! | command | module | what it does |
//! | --- | --- | --- |
//! | `setup` | `setup` | installs what is missing |
//! | `build` | `package` | makes `dist/`: the widget, the catalogue and the demo site |
//! | `serve` | `serve` | builds, and serves `dist/` on this machine |
//! | `test` | `check` | everything that must hold before work is handed over |
//! | `size` | `size` | what a visitor downloads, against its budget |
//! | `bench` | `bench` | races the search against other libraries, and times the calculators and their presses |
//! | `eval` | `eval` | how well the search answers judged queries |
//! | `shots` | `shots` | pictures of every screen |
//!
//! The one public part is [`server`], the static server that the browser tests use too.

pub mod server;

mod arguments;
mod bench;
mod check;
mod compress;
mod counts;
mod eval;
mod house;
mod integrity;

mod package;
mod process;
mod serve;
mod setup;
mod shots;
mod size;

mod tools;
mod wasm;

use std::ffi::OsString;
use std::process::ExitCode;

use anyhow::{Result, bail};

use arguments::Arguments;
use house::House;

const HELP: &str = "\
cargo xtask <command>

  setup                       installs what is missing, and says what it does
  build                       makes dist/: the widget, the catalogue and the demo site
  serve [--port N] [--dir D]  builds and serves dist/ on this machine
        [--no-build]          serves what is there
  test  [--only STEP]...      checks and tests everything, with one summary at the end
        [--skip STEP]...      --full also drives Firefox and WebKit, which takes half an
        [--full]              hour more; so do --only firefox and --only webkit
  size                        what a visitor downloads, against its budget
  eval  [--corpus F]          how well the search answers judged queries; our own if no
        [--queries F]         files are named; lists of documents become catalogues
        [--misses N] [--weight NAME=VALUE]...
  bench search                races the search against other libraries in Chromium; after
        [--entries N]...      `build`; ten minutes
  bench calculators           what a recalculation costs, natively and as WebAssembly; after
                              `build`
  bench presses               what a press in a calculator costs in script, in Chromium on a
                              CPU slowed down four times; after `build`
  shots [--no-build] ...      pictures of every screen in shots/; the rest goes to the program

The first run installs tools: allow ten minutes. It needs Rust and Node 20 or newer.";

/// Runs one command, given the words after `cargo xtask`.
///
/// # Errors
/// When the command fails, or is not one of ours; the message says what to do.
pub fn run(words: impl Iterator<Item = OsString>) -> Result<ExitCode> {
    let arguments = Arguments::new(words)?;
    let house = House::find()?;
    match arguments.command() {
        Some("setup") => {
            arguments.finish()?;
            setup::run(&house)?;
        }
        Some("build") => {
            arguments.finish()?;
            setup::run(&house)?;
            package::build(&house)?;
        }
        Some("serve") => serve::run(&house, arguments)?,
        Some("test") => return check::run(&house, arguments),
        Some("size") => {
            arguments.finish()?;
            size::run(&house)?;
        }
        Some("bench") => bench::run(&house, arguments)?,
        Some("eval") => eval::run(&house, arguments)?,
        Some("shots") => shots::run(&house, arguments)?,
        Some("help" | "--help" | "-h") | None => println!("{HELP}"),
        Some(unknown) => bail!("there is no command `{unknown}`\n\n{HELP}"),
    }
    Ok(ExitCode::SUCCESS)
}
