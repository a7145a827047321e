//! The repository's own tasks, written in Rust so that they need no other script language.
//!
//! | command | module | what it does |
//! | --- | --- | --- |
//! | `setup` | `setup` | installs what is missing |
//! | `build` | `dist` | makes `dist/`: the widget, the catalogue and the demo site |
//! | `package` | `packages` | makes the npm package and the zip for self-hosting from `dist/` |
//! | `serve` | `serve` | builds, and serves `dist/` on this machine |
//! | `test` | `check` | everything that must hold before work is handed over |
//! | `size` | `size` | what a visitor downloads, against its budget |
//! | `bench` | `bench` | compares the search and the page with other libraries, and times the calculators and the panel |
//! | `eval` | `eval` | how well the search answers judged queries |
//! | `shots` | `shots` | screenshots of every screen |
//!
//! The public parts are [`server`], the static server, and [`integrity`]: the browser tests use them too.

pub mod integrity;
pub mod server;

mod bench;
mod check;
mod compress;
mod counts;
mod dist;
mod eval;
mod manifest;
mod packages;
mod process;
mod serve;
mod setup;
mod shots;
mod size;
mod tools;
mod wasm;
mod widget;
mod workspace;

use std::ffi::OsString;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use workspace::Workspace;

/// Builds, serves, tests and measures Virker.
///
/// The first run installs the tools that are missing. It needs rustup and Node 20 or newer.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Install what is missing
    Setup,
    /// Make dist/: the widget, the catalogue and the demo site
    Build(dist::Options),
    /// Make the npm package and the zip for self-hosting in target/package/; after `build`
    Package,
    /// Build, and serve dist/ on this machine
    Serve(serve::Options),
    /// Check and test everything, with one summary at the end
    Test(check::Options),
    /// Print what a visitor downloads, and fail over budget
    Size,
    /// Measure what dist/ costs; after `build`
    #[command(subcommand)]
    Bench(bench::Bench),
    /// Measure how well the search answers judged queries
    Eval(eval::Options),
    /// Take screenshots of every screen
    Shots(shots::Options),
}

/// Runs one command, given the program's arguments, its name first.
///
/// # Errors
/// When the command fails; the message says what to do.
pub fn run(arguments: impl Iterator<Item = OsString>) -> Result<ExitCode> {
    let Arguments { command } = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            error.print()?;
            return Ok(u8::try_from(error.exit_code()).map_or(ExitCode::FAILURE, ExitCode::from));
        }
    };
    let workspace = Workspace::find()?;
    match command {
        Command::Setup => setup::run(&workspace)?,
        Command::Build(options) => {
            setup::build(&workspace)?;
            dist::build(&workspace, options)?;
        }
        Command::Package => packages::run(&workspace)?,
        Command::Serve(options) => serve::run(&workspace, options)?,
        Command::Test(options) => return check::run(&workspace, &options),
        Command::Size => size::run(&workspace)?,
        Command::Bench(bench) => bench::run(&workspace, bench)?,
        Command::Eval(options) => eval::run(&workspace, options)?,
        Command::Shots(options) => shots::run(&workspace, options)?,
    }
    Ok(ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_arguments_are_declared_without_contradiction() {
        super::Arguments::command().debug_assert();
    }
}
