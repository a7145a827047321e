//! `virker`, the publisher's command line.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use virker::publish::{self, BuildError, Calculable, Report, Searchable};
use virker::search::Weights;

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
  virker build catalogue --out dist   write dist/catalogue.json and its index
  virker search dist/catalogue.json 'ondt i sindet' --explain
  virker calculate dist/catalogue.json madkassen mad_pr_dag=69,42 doegn_pris=4.165

Exit code: 0 when all is well (warnings don't count), 1 on an error in the
sources or the catalogue, or a file that cannot be written, 2 when the command
was not understood.";

#[derive(Subcommand)]
enum Command {
    /// Say what is wrong in a catalogue's sources, and how to mend it
    Check {
        /// The folder of the sources
        sources: PathBuf,
    },
    /// Check the sources and write catalogue.json with its index; refused on an error
    Build {
        /// The folder of the sources
        sources: PathBuf,
        /// The folder to write catalogue.json to; made if it isn't there
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
    },
    /// Search a published catalogue as the widget does: one JSON object a query
    Search {
        /// The published catalogue
        catalogue: PathBuf,
        /// What is sought
        queries: Vec<String>,
        /// A JSON array of further queries
        #[arg(long = "queries", value_name = "FILE")]
        file: Option<PathBuf>,
        /// The most results to print for each
        #[arg(long, default_value_t = 10)]
        limit: usize,
        /// Say why each result was found
        #[arg(long)]
        explain: bool,
        /// Rank by another weight: `part=100`; may be repeated
        #[arg(long, value_name = "NAME=VALUE")]
        weight: Vec<String>,
    },
    /// Calculate with a published catalogue as the widget does: one JSON object
    #[command(long_about = CALCULATE)]
    Calculate {
        /// The published catalogue
        catalogue: PathBuf,
        /// The calculator's id; `CALCULATOR@ENTRY` starts from an entry's figures
        calculator: String,
        /// An input's id and a number in place of the published one: `mad_pr_dag=69,42`
        #[arg(value_name = "NAME=VALUE")]
        set: Vec<String>,
    },
}

const CALCULATE: &str = "\
Calculate with a published catalogue as the widget does: one JSON object

Numbers are read as Danes write them: 4.165 is four thousand, 69,42 and 69.42
have decimals. Those in the JSON are exact, and text: \"69.416667\", as they
are shown but not rounded, so per cent are per cent.

  inputs     value is what is used; own, that it is not the published one, and
             then it counts as certain; low, likely and high are as published
  outputs    every value with its lowest and highest; decimals is how many are
             shown
  breakEven  where it pays \"from\" or \"upTo\", with the other inputs likely, at
             their best and at their worst; or \"never\" or \"always\"
  tornado    what each uncertain input alone does to one output: the output
             when it is low and when it is high, the widest first";

fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Check { sources } => check(&sources),
        Command::Build { sources, out } => build(&sources, &out),
        Command::Calculate {
            catalogue,
            calculator,
            set,
        } => calculate(&catalogue, &calculator, &set),
        Command::Search {
            catalogue,
            queries,
            file,
            limit,
            explain,
            weight,
        } => match weights(&weight) {
            Ok(weights) => search(
                &catalogue,
                weights,
                queries,
                file.as_deref(),
                limit,
                explain,
            ),
            Err(wrong) => {
                eprintln!("error: {wrong}");
                return ExitCode::from(2);
            }
        },
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
        .and_then(|(published, report)| Ok((publish::write(out, &published)?, published, report)));
    match written {
        Ok((path, published, report)) => {
            tell(&mut io::stderr().lock(), &report)?;
            let (path, size) = (path.display(), published.document.len());
            let (index, lexicon) = (published.index.len(), published.lexicon.len());
            writeln!(
                io::stdout().lock(),
                "wrote {path} ({size} bytes), its index ({index}) and lexicon ({lexicon})"
            )?;
            Ok(ExitCode::SUCCESS)
        }
        Err(BuildError::Refused(report)) => {
            let mut stderr = io::stderr().lock();
            tell(&mut stderr, &report)?;
            writeln!(stderr, "nothing was written: mend the errors first")?;
            Ok(ExitCode::FAILURE)
        }
        Err(error @ BuildError::Unwritten { .. }) => {
            writeln!(io::stderr().lock(), "error: {error}")?;
            Ok(ExitCode::FAILURE)
        }
    }
}

fn weights(set: &[String]) -> Result<Weights, String> {
    let mut weights = Weights::default();
    for one in set {
        let (name, value) = one.split_once('=').unwrap_or((one, ""));
        let value = value
            .parse()
            .map_err(|_| format!("--weight {one}: write a name, `=` and a whole number"))?;
        weights.set(name, value).map_err(|most| match most {
            0 => format!("--weight {one}: there is no weight `{name}`"),
            most => format!("--weight {one}: it goes from 0 to {most}"),
        })?;
    }
    Ok(weights)
}

fn search(
    catalogue: &Path,
    weights: Weights,
    mut queries: Vec<String>,
    file: Option<&Path>,
    limit: usize,
    explain: bool,
) -> io::Result<ExitCode> {
    let opened = Searchable::open(catalogue, weights).and_then(|catalogue| {
        queries.extend(
            file.map(publish::read_json::<Vec<String>>)
                .transpose()?
                .unwrap_or_default(),
        );
        Ok(catalogue)
    });
    match opened {
        Ok(catalogue) => {
            let mut stdout = io::stdout().lock();
            for query in &queries {
                writeln!(stdout, "{}", catalogue.answer(query, limit, explain))?;
            }
            Ok(ExitCode::SUCCESS)
        }
        Err(error) => {
            writeln!(io::stderr().lock(), "error: {error}")?;
            Ok(ExitCode::FAILURE)
        }
    }
}

fn calculate(catalogue: &Path, calculator: &str, set: &[String]) -> io::Result<ExitCode> {
    let calculator = match Calculable::open(catalogue, calculator) {
        Ok(calculator) => calculator,
        Err(error) => {
            writeln!(io::stderr().lock(), "error: {error}")?;
            return Ok(ExitCode::FAILURE);
        }
    };
    match calculator.answer(set) {
        Ok(answer) => {
            writeln!(io::stdout().lock(), "{answer}")?;
            Ok(ExitCode::SUCCESS)
        }
        Err(wrong) => {
            writeln!(io::stderr().lock(), "error: {wrong}")?;
            Ok(ExitCode::from(2))
        }
    }
}

fn tell(to: &mut impl Write, report: &Report) -> io::Result<()> {
    for finding in &report.findings {
        writeln!(to, "{finding}")?;
    }
    writeln!(to, "{report}")
}
