//! `virker`, the publisher's command line.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use virker::publish::{self, NotBuilt, Report};

/// Checks and builds a catalogue for the Virker widget.
///
/// SOURCES is a folder with catalogue.toml, entries/*.toml and, if there are
/// any, calculators/*.toml, worksheets/*.toml, thesaurus.toml and help.toml.
#[derive(Parser)]
#[command(name = "virker", version, after_help = EXAMPLES)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  virker check catalogue              say what is wrong, where, and how to mend it
  virker build catalogue --out dist   write dist/catalogue.json

Exit code: 0 when all is well (warnings don't count), 1 on an error in the
sources or a file that cannot be written, 2 when the command was not understood.";

#[derive(Subcommand)]
enum Command {
    /// Say what is wrong in a catalogue's sources, and how to mend it
    Check {
        /// The folder of the sources
        sources: PathBuf,
    },
    /// Check the sources and write catalogue.json; refused on an error
    Build {
        /// The folder of the sources
        sources: PathBuf,
        /// The folder to write catalogue.json to; made if it isn't there
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
    },
}

fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Check { sources } => check(&sources),
        Command::Build { sources, out } => build(&sources, &out),
    };
    // A reader that has seen enough (`| head`) is no failure of ours.
    done.unwrap_or(ExitCode::FAILURE)
}

fn check(sources: &Path) -> io::Result<ExitCode> {
    let report = publish::check(sources);
    tell(&mut io::stdout().lock(), &report)?;
    Ok(match report.errors() {
        0 => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    })
}

fn build(sources: &Path, out: &Path) -> io::Result<ExitCode> {
    let written = publish::build(sources)
        .and_then(|(document, report)| Ok((publish::write(out, &document)?, document, report)));
    match written {
        Ok((path, document, report)) => {
            tell(&mut io::stderr().lock(), &report)?;
            let (path, size) = (path.display(), document.len());
            writeln!(io::stdout().lock(), "wrote {path} ({size} bytes)")?;
            Ok(ExitCode::SUCCESS)
        }
        Err(NotBuilt::Refused(report)) => {
            let mut stderr = io::stderr().lock();
            tell(&mut stderr, &report)?;
            writeln!(stderr, "nothing was written: mend the errors first")?;
            Ok(ExitCode::FAILURE)
        }
        Err(error @ NotBuilt::Unwritten { .. }) => {
            writeln!(io::stderr().lock(), "error: {error}")?;
            Ok(ExitCode::FAILURE)
        }
    }
}

fn tell(to: &mut impl Write, report: &Report) -> io::Result<()> {
    for finding in &report.findings {
        writeln!(to, "{finding}")?;
    }
    writeln!(to, "{report}")
}
