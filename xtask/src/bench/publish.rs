//! How publishing grows with the catalogue.

use std::process::Stdio;
use std::time::Instant;

use anyhow::Result;

use super::grow;
use crate::process;
use crate::tools;
use crate::workspace::{self, Workspace};

/// Publishes a catalogue of each size, and prints what it took.
pub(super) fn publish(workspace: &Workspace, sizes: &[usize]) -> Result<()> {
    let stage = workspace.work_folder("bench-publish");
    // Compiling is not publishing.
    process::run(tools::cargo(workspace)?.args(["build", "--quiet", "--package", "virker"]))?;
    println!("| entries | seconds | µs per entry | the whole document, MB |");
    println!("| --- | --- | --- | --- |");
    for entries in sizes {
        workspace::make_empty_folder(&stage)?;
        let (sources, out) = (stage.join("sources"), stage.join("out"));
        grow::grow(&workspace.root().join("catalogue"), &sources, *entries)?;
        let mut build = tools::cargo(workspace)?;
        build
            .args(["run", "--quiet", "--package", "virker", "--", "build"])
            .arg(&sources)
            .arg("--out")
            .arg(&out)
            // A line for each entry whose summary is hard to read.
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let started = Instant::now();
        process::run(&mut build)?;
        let seconds = started.elapsed().as_secs_f64();
        let bytes = workspace::read(&out.join("catalogue-whole.json"))?.len();
        println!(
            "| {entries} | {seconds:.1} | {:.0} | {:.1} |",
            seconds * 1e6 / *entries as f64,
            bytes as f64 / 1e6
        );
    }
    workspace::remove_folder(&stage)
}
