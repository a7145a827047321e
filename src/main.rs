//! `virker`, the publisher's command.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};
use virker::publish::{self, BuildError, Calculable, Report, SearchEngine, Searchable};
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
  virker check catalogue              report what is wrong, where, and how to fix it
  virker build catalogue --out dist   write dist/catalogue.json and its index
  virker export catalogue --to opensearch --out engine
  virker search dist/catalogue.json 'ondt i sindet' --explain
  virker calculate dist/catalogue.json madkassen mad_pr_dag=69,42 doegn_pris=4.165

Exit code: 0 on success, also with warnings; 1 on an error in the sources or
the catalogue, or when a file cannot be read or written; 2 when the arguments
are wrong.";

#[derive(Subcommand)]
enum Command {
    /// Report what is wrong in a catalogue's sources, and how to fix it
    Check {
        /// The folder with the sources
        sources: PathBuf,
    },
    /// Check the sources, and write catalogue.json and its index unless there is an error
    Build {
        /// The folder with the sources
        sources: PathBuf,
        /// The folder to write to; created if necessary
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
    },
    /// Check the sources, and write the documents for a search engine behind the panel
    #[command(after_help = EXPORT)]
    Export {
        /// The folder with the sources
        sources: PathBuf,
        /// The search engine
        #[arg(long, value_name = "ENGINE")]
        to: Engine,
        /// The folder to write to; created if necessary
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
    },
    /// Search a published catalogue as the widget does; print one JSON object per query
    Search {
        /// The published catalogue
        catalogue: PathBuf,
        /// The queries
        queries: Vec<String>,
        /// A file with a JSON array of further queries
        #[arg(long = "queries", value_name = "FILE")]
        file: Option<PathBuf>,
        /// The maximum number of results per query
        #[arg(long, default_value_t = 10)]
        limit: usize,
        /// Add to each result why it was found
        #[arg(long)]
        explain: bool,
        /// Change a weight of the ranking, such as `part=100`; may be repeated
        #[arg(long, value_name = "NAME=VALUE")]
        weight: Vec<String>,
    },
    /// Calculate with a published catalogue as the widget does; print one JSON object
    #[command(long_about = CALCULATE)]
    Calculate {
        /// The published catalogue
        catalogue: PathBuf,
        /// The calculator's id; `CALCULATOR@ENTRY` uses the figures of an entry
        calculator: String,
        /// Set an input by its id to another number, such as `mad_pr_dag=69,42`
        #[arg(value_name = "NAME=VALUE")]
        set: Vec<String>,
    },
}

/// A search engine that `virker export` writes for.
#[derive(Clone, Copy, ValueEnum)]
enum Engine {
    /// meta.json and documents.jsonl for the command of tantivy-cli
    Tantivy,
    /// mapping.json and bulk.ndjson for OpenSearch and Elasticsearch
    #[value(name = "opensearch")]
    OpenSearch,
}

const EXPORT: &str = "\
Fill the engine with what is written to DIR:
  tantivy index --index DIR --file DIR/documents.jsonl
  curl -X PUT  ENGINE/virker       -H 'Content-Type: application/json'     --data-binary @DIR/mapping.json
  curl -X POST ENGINE/virker/_bulk -H 'Content-Type: application/x-ndjson' --data-binary @DIR/bulk.ndjson";

const CALCULATE: &str = "\
Calculate with a published catalogue as the widget does; print one JSON object

Numbers are written as Danes write them: 4.165 is four thousand, 69,42 and
69.42 have decimals; 'kr. 500,-' and '6,5 mio. kr.' are read too. Numbers in
the output are exact, and strings with a decimal point: \"69.416667\". They are
in the unit that is shown, but not rounded: 25 % is \"25\".

  inputs     value is the number that is used, low and high its bounds; own is
             true when it was set, and it then keeps its share of the published
             range; likely is as published
  outputs    each value with its lowest and highest; decimals is how many
             decimals the widget shows
  breakEven  it pays \"from\" or \"upTo\" this number of the input, with the
             other inputs likely, at their best and at their worst; or \"never\"
             or \"always\"
  tornado    one output when each uncertain input alone is low and is high, the
             widest range first";

fn main() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::Check { sources } => check(&sources),
        Command::Build { sources, out } => build(&sources, &out),
        Command::Export { sources, to, out } => export(&sources, to, &out),
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
            Err(error) => {
                eprintln!("error: {error}");
                return ExitCode::from(2);
            }
        },
    };
    // Output that cannot be written is a failure, such as to a closed pipe (`| head`).
    result.unwrap_or(ExitCode::FAILURE)
}

fn check(sources: &Path) -> io::Result<ExitCode> {
    let report = publish::check(sources);
    print(&mut io::stdout().lock(), &report)?;
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
            print(&mut io::stderr().lock(), &report)?;
            let mut stdout = io::stdout().lock();
            let bytes = published.head.len();
            writeln!(
                stdout,
                "wrote {} ({bytes} bytes), and beside it",
                path.display()
            )?;
            for part in published.parts() {
                writeln!(stdout, "  {} ({} bytes)", part.name, part.bytes.len())?;
            }
            let bytes = published.document.len();
            writeln!(stdout, "  {} ({bytes} bytes)", publish::WHOLE)?;
            Ok(ExitCode::SUCCESS)
        }
        Err(error) => not_written(error),
    }
}

fn not_written(error: BuildError) -> io::Result<ExitCode> {
    let mut stderr = io::stderr().lock();
    match error {
        BuildError::Refused(report) => {
            print(&mut stderr, &report)?;
            writeln!(stderr, "nothing was written: fix the errors first")?;
        }
        BuildError::Write { .. } => writeln!(stderr, "error: {error}")?,
    }
    Ok(ExitCode::FAILURE)
}

fn export(sources: &Path, to: Engine, out: &Path) -> io::Result<ExitCode> {
    let engine = match to {
        Engine::Tantivy => SearchEngine::Tantivy,
        Engine::OpenSearch => SearchEngine::OpenSearch,
    };
    let written = publish::export(sources, engine)
        .and_then(|(files, report)| Ok((publish::write_export(out, &files)?, report)));
    match written {
        Ok((paths, report)) => {
            print(&mut io::stderr().lock(), &report)?;
            let mut stdout = io::stdout().lock();
            for path in paths {
                writeln!(stdout, "wrote {}", path.display())?;
            }
            Ok(ExitCode::SUCCESS)
        }
        Err(error) => not_written(error),
    }
}

/// The default weights with these changes, each `NAME=VALUE`.
fn weights(changes: &[String]) -> Result<Weights, String> {
    let mut weights = Weights::default();
    for change in changes {
        let (name, value) = change.split_once('=').unwrap_or((change, ""));
        let value = value
            .parse()
            .map_err(|_| format!("--weight {change}: write a name, `=` and a whole number"))?;
        weights.set(name, value).map_err(|most| match most {
            0 => format!("--weight {change}: there is no weight `{name}`"),
            most => format!("--weight {change}: the value goes from 0 to {most}"),
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

fn calculate(catalogue: &Path, calculator: &str, assignments: &[String]) -> io::Result<ExitCode> {
    let calculator = match Calculable::open(catalogue, calculator) {
        Ok(calculator) => calculator,
        Err(error) => {
            writeln!(io::stderr().lock(), "error: {error}")?;
            return Ok(ExitCode::FAILURE);
        }
    };
    match calculator.answer(assignments) {
        Ok(answer) => {
            writeln!(io::stdout().lock(), "{answer}")?;
            Ok(ExitCode::SUCCESS)
        }
        Err(error) => {
            writeln!(io::stderr().lock(), "error: {error}")?;
            Ok(ExitCode::from(2))
        }
    }
}

/// Writes the findings and the summary of a report.
fn print(output: &mut impl Write, report: &Report) -> io::Result<()> {
    for finding in &report.findings {
        writeln!(output, "{finding}")?;
    }
    writeln!(output, "{report}")
}
