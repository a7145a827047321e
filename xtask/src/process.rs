//! Other programs, run with errors that say which one failed.

use std::io::{BufRead, BufReader, IsTerminal, Read, Write};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::Mutex;

use anyhow::{Context, Result, bail};

/// Runs a program that writes straight to the terminal.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| could_not_start(command))?;
    check(command, status)
}

/// Runs a program for what it prints.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let output = command.output().with_context(|| could_not_start(command))?;
    if !output.status.success() {
        bail!(
            "{} failed ({}): {}",
            line(command),
            output.status,
            String::from_utf8_lossy(&output.stderr).trim()
        );
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Runs a program and prints its output, calling `seen` with each line.
pub(crate) fn watch(command: &mut Command, seen: impl FnMut(&str) + Send) -> Result<()> {
    if std::io::stdout().is_terminal() && std::env::var_os("CARGO_TERM_COLOR").is_none() {
        // Cargo sees a pipe, but its output goes to a terminal.
        command.env("CARGO_TERM_COLOR", "always");
    }
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| could_not_start(command))?;
    let seen = Mutex::new(seen);
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    std::thread::scope(|scope| {
        scope.spawn(|| forward(stdout, std::io::stdout(), &seen));
        scope.spawn(|| forward(stderr, std::io::stderr(), &seen));
    });
    let status = child
        .wait()
        .with_context(|| format!("could not wait for {}", line(command)))?;
    check(command, status)
}

fn forward(from: Option<impl Read>, mut to: impl Write, seen: &Mutex<impl FnMut(&str)>) {
    let Some(from) = from else { return };
    let mut reader = BufReader::new(from);
    let mut bytes = Vec::new();
    while reader
        .read_until(b'\n', &mut bytes)
        .is_ok_and(|length| length > 0)
    {
        // Ignore failure: the tests are counted even if the terminal was closed.
        let _closed = to.write_all(&bytes);
        if let Ok(mut seen) = seen.lock() {
            seen(String::from_utf8_lossy(&bytes).trim_end());
        }
        bytes.clear();
    }
}

fn check(command: &Command, status: ExitStatus) -> Result<()> {
    if !status.success() {
        bail!("`{}` failed ({status})", line(command));
    }
    Ok(())
}

fn could_not_start(command: &Command) -> String {
    format!(
        "could not start `{}`; `cargo xtask setup` tells what is missing",
        line(command)
    )
}

fn line(command: &Command) -> String {
    let mut line = command.get_program().to_string_lossy().into_owned();
    for argument in command.get_args() {
        line.push(' ');
        line.push_str(&argument.to_string_lossy());
    }
    line
}
