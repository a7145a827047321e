//! `cargo xtask shots`: screenshots of every screen, for people to look at.

use anyhow::Result;
use clap::Args;

use crate::workspace::Workspace;
use crate::{check, dist, process, setup, tools};

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Take them of the dist/ that is there
    #[arg(long)]
    no_build: bool,
    /// What to hand on to the program: `--out DIR`, `--only SUBSTRING`
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    rest: Vec<String>,
}

pub(crate) fn run(workspace: &Workspace, options: Options) -> Result<()> {
    if !options.no_build {
        setup::run(workspace)?;
        dist::build(workspace, dist::Options::default())?;
    }
    process::run(
        tools::cargo(workspace)?
            .args(["run", "--package", "browser-tests", "--bin", "shots", "--"])
            .args(["--out", "shots"])
            .args(options.rest)
            .env(check::DIST, workspace.dist()),
    )
}
