//! `cargo xtask serve`: the built site on this machine.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::Args;

use crate::server::{Server, Site};
use crate::workspace::Workspace;
use crate::{dist, setup};

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// The port; without it, the first free one from 8080 on
    #[arg(long)]
    port: Option<u16>,
    /// A folder to serve in place of dist/
    #[arg(long)]
    dir: Option<PathBuf>,
    /// Serve what is there
    #[arg(long)]
    no_build: bool,
}

const FIRST_PORT: u16 = 8080;

/// How many ports are tried when none was given.
const PORTS: u16 = 20;

pub(crate) fn run(workspace: &Workspace, options: Options) -> Result<()> {
    let folder = options
        .dir
        .map_or_else(|| workspace.dist(), |folder| workspace.root().join(folder));
    if !options.no_build {
        setup::build(workspace)?;
        dist::build(workspace, dist::Options::default())?;
    }
    if !folder.is_dir() {
        bail!(
            "{} is not there; `cargo xtask build` makes dist/",
            folder.display()
        );
    }
    let server = start(&folder, options.port)?;
    println!(
        "\n  {} is served on http://localhost:{}/",
        folder.display(),
        server.port()
    );
    println!("  Stop with Ctrl+C.");
    loop {
        std::thread::park();
    }
}

fn start(folder: &PathBuf, port: Option<u16>) -> Result<Server> {
    let serve = |port| Site::new().mount("/", folder).start(port);
    if let Some(port) = port {
        return serve(port).context("give another --port, or none to take the next free one");
    }
    (FIRST_PORT..FIRST_PORT + PORTS)
        .find_map(|port| serve(port).ok())
        .with_context(|| format!("no port from {FIRST_PORT} on is free; give one with --port"))
}
