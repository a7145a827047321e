//! `cargo xtask serve`: the built site on this machine.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::arguments::Arguments;
use crate::house::House;
use crate::server::{Server, Site};
use crate::{package, setup};

const FIRST_PORT: u16 = 8080;

/// How many ports are tried when none was given.
const PORTS: u16 = 20;

pub(crate) fn run(house: &House, mut arguments: Arguments) -> Result<()> {
    let port = arguments.number("--port")?;
    let folder = arguments
        .value("--dir")?
        .map_or_else(|| house.dist(), |folder| house.root().join(folder));
    let build = !arguments.flag("--no-build");
    arguments.finish()?;
    if build {
        setup::run(house)?;
        package::build(house)?;
    }
    if !folder.is_dir() {
        bail!(
            "{} is not there; `cargo xtask build` makes dist/",
            folder.display()
        );
    }
    let server = start(&folder, port)?;
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
