//! `cargo xtask eval`: how well the search answers queries that people have judged.
//!
//! A judged query is `{"q", "kind", "relevant": {id: 1–3}}`; one of the kind `none` should find nothing. The measures
//! are those of the field: nDCG@10 with gains 2^grade − 1; success at 1 and 3, where a hit has at least grade 2; and
//! the share of the `none` queries that found nothing.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use clap::Args;
use serde_json::{Map, Value, json};

use crate::workspace::{self, Workspace};
use crate::{process, tools};

/// What the search must reach on the queries judged on our own catalogue, by kind: nDCG@10, and for `none` the share
/// that found nothing. They are what it reaches, cut to two decimals, so that a change that makes one kind worse is
/// seen. Sums of a whole number of queries: no noise.
const FLOORS: [(&str, f64); 16] = [
    ("all", 0.83),
    ("fold", 0.94),
    ("inflect", 0.88),
    ("need", 0.77),
    ("none", 0.88),
    ("para", 0.95),
    ("part", 0.89),
    ("place", 0.98),
    ("prefix", 0.98),
    ("sentence", 0.69),
    ("split", 0.96),
    ("synonym", 0.89),
    ("title", 0.97),
    ("typo", 0.92),
    ("word", 0.77),
    ("words", 0.78),
];

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Documents, or a list of them that becomes a catalogue; without it, our own catalogue
    #[arg(long)]
    corpus: Option<PathBuf>,
    /// Judged queries; without it, our own
    #[arg(long)]
    queries: Option<PathBuf>,
    /// How many of the worst answers to print
    #[arg(long, default_value_t = 0)]
    misses: usize,
    /// A weight of the ranking to change, as NAME=VALUE
    #[arg(long, value_name = "NAME=VALUE")]
    weight: Vec<String>,
}

struct Judged {
    query: String,
    kind: String,
    relevant: BTreeMap<String, u32>,
}

/// Sums over the queries of one kind.
#[derive(Default)]
struct Sums {
    count: f64,
    ndcg: f64,
    first: f64,
    third: f64,
    silent: f64,
}

pub(crate) fn run(workspace: &Workspace, options: Options) -> Result<()> {
    let Options {
        corpus,
        queries,
        misses,
        weight,
    } = options;
    fs::create_dir_all(workspace.work_folder("eval")).context("could not make the folder")?;
    let judged = read_queries(&queries.unwrap_or_else(|| own_queries(workspace)))?;
    let catalogue = match corpus {
        Some(corpus) => converted(workspace, &corpus)?,
        None => own_catalogue(workspace)?,
    };
    let sums = measure(workspace, &catalogue, &judged, &weight, misses)?;
    print(&sums);
    Ok(())
}

/// Fails when the queries judged on our own catalogue are answered worse than they were.
pub(crate) fn check(workspace: &Workspace) -> Result<()> {
    let judged = read_queries(&own_queries(workspace))?;
    let sums = measure(workspace, &own_catalogue(workspace)?, &judged, &[], 0)?;
    print(&sums);
    let worse = worse(&sums);
    if !worse.is_empty() {
        bail!(
            "the search answers worse: {}; `cargo xtask eval --misses 20` shows where",
            worse.join(", ")
        );
    }
    Ok(())
}

/// The kinds of queries that are answered worse than their floors, and those that have none.
fn worse(sums: &BTreeMap<String, Sums>) -> Vec<String> {
    let below = FLOORS.iter().filter_map(|(kind, floor)| {
        let Some(sum) = sums.get(*kind) else {
            return Some(format!("there are no queries of the kind {kind}"));
        };
        let reached = match *kind {
            "none" => sum.silent / sum.count,
            _ => sum.ndcg / sum.count,
        };
        (reached < *floor).then(|| format!("{kind} {reached:.3} of {floor:.3}"))
    });
    let is_held = |kind: &str| FLOORS.iter().any(|(known, _)| *known == kind);
    let free = sums.keys().filter(|kind| !is_held(kind));
    below
        .chain(free.map(|kind| format!("{kind} has no floor")))
        .collect()
}

fn own_queries(workspace: &Workspace) -> PathBuf {
    workspace.root().join("tests/data/queries.json")
}

fn own_catalogue(workspace: &Workspace) -> Result<PathBuf> {
    let out = workspace.work_folder("eval");
    process::output(
        virker(workspace)?
            .args(["build", "catalogue", "--out"])
            .arg(&out),
    )?;
    Ok(out.join("catalogue.json"))
}

/// The publisher's command.
fn virker(workspace: &Workspace) -> Result<Command> {
    let mut virker = tools::cargo(workspace)?;
    virker.args([
        "run",
        "--quiet",
        "--package",
        "virker",
        "--bin",
        "virker",
        "--",
    ]);
    Ok(virker)
}

fn read_queries(path: &Path) -> Result<Vec<Judged>> {
    let all: Vec<Value> = parse(path)?;
    let judged = all.into_iter().map(|one| {
        let text = |key: &str| one.get(key).and_then(Value::as_str).map(str::to_owned);
        let grades = one
            .get("relevant")
            .and_then(Value::as_object)
            .cloned()
            .unwrap_or_default();
        let grade = |grade: &Value| grade.as_u64().and_then(|grade| u32::try_from(grade).ok());
        Some(Judged {
            query: text("q")?,
            kind: text("kind")?,
            relevant: grades
                .iter()
                .filter_map(|(id, value)| Some((id.clone(), grade(value)?)))
                .collect(),
        })
    });
    judged.collect::<Option<Vec<Judged>>>().with_context(|| {
        format!(
            "{}: each query needs `q`, `kind` and `relevant`",
            path.display()
        )
    })
}

fn parse<T: serde::de::DeserializeOwned>(path: &Path) -> Result<T> {
    serde_json::from_slice(&workspace::read(path)?)
        .with_context(|| format!("{} is not the JSON needed here", path.display()))
}

/// A catalogue as it is; a plain list of documents (`id`, `title`, `summary`, `sections` or `body`, `organisation`)
/// as a catalogue.
fn converted(workspace: &Workspace, corpus: &Path) -> Result<PathBuf> {
    let parsed: Value = parse(corpus)?;
    let Value::Array(documents) = parsed else {
        return Ok(corpus.to_owned());
    };
    let mut organisations: Vec<String> = Vec::new();
    let mut entries = Vec::new();
    for document in &documents {
        let names = match document.get("organisation") {
            Some(Value::Array(names)) => names
                .iter()
                .filter_map(Value::as_str)
                .map(str::to_owned)
                .collect(),
            Some(Value::String(name)) => vec![name.clone()],
            _ => Vec::new(),
        };
        let ids = names.into_iter().map(|name| {
            let place = organisations
                .iter()
                .position(|known| *known == name)
                .unwrap_or_else(|| {
                    organisations.push(name);
                    organisations.len() - 1
                });
            format!("organisation-{place}")
        });
        let ids: Vec<String> = ids.collect();
        let mut entry = Map::new();
        for key in ["id", "title", "summary"] {
            entry.insert(
                key.into(),
                document.get(key).cloned().unwrap_or_else(|| json!("-")),
            );
        }
        entry.insert("kind".into(), json!("concept"));
        entry.insert("organisations".into(), json!(ids));
        let text = document.get("sections").or_else(|| document.get("body"));
        entry.insert("text".into(), text.cloned().unwrap_or_default());
        entries.push(Value::Object(entry));
    }
    let organisations = organisations.iter().enumerate();
    let organisations: Vec<Value> = organisations
        .map(|(place, name)| json!({"id": format!("organisation-{place}"), "label": {"da": name}}))
        .collect();
    let catalogue = json!({
        "format": 1, "catalogueId": "corpus", "title": {"da": "Corpus"}, "publisher": {"name": "-"}, "language": "da",
        "published": "2026-01-01", "vocabularies": {"organisations": organisations}, "entries": entries,
    });
    let path = workspace.work_folder("eval").join("corpus.json");
    workspace::write(&path, catalogue.to_string())?;
    Ok(path)
}

fn measure(
    workspace: &Workspace,
    catalogue: &Path,
    judged: &[Judged],
    weights: &[String],
    misses: usize,
) -> Result<BTreeMap<String, Sums>> {
    let queries: Vec<&str> = judged.iter().map(|one| one.query.as_str()).collect();
    let file = workspace.work_folder("eval").join("queries.json");
    workspace::write(&file, serde_json::to_string(&queries)?)?;
    let mut search = virker(workspace)?;
    search
        .arg("search")
        .arg(catalogue)
        .arg("--queries")
        .arg(&file);
    for weight in weights {
        search.args(["--weight", weight]);
    }
    let answers = process::output(&mut search)?;
    let mut sums: BTreeMap<String, Sums> = BTreeMap::new();
    let mut shown = 0;
    for (one, answer) in judged.iter().zip(answers.lines()) {
        let answer: Value = serde_json::from_str(answer)?;
        let results = answer.get("results").and_then(Value::as_array);
        let ids: Vec<&str> = results
            .into_iter()
            .flatten()
            .filter_map(|hit| hit.get("id")?.as_str())
            .collect();
        let missed = score(one, &ids, &mut sums);
        if missed && shown < misses {
            shown += 1;
            println!(
                "miss  {:<8} {:?}: {}",
                one.kind,
                one.query,
                ids.iter().take(3).copied().collect::<Vec<_>>().join(", ")
            );
        }
    }
    Ok(sums)
}

/// Adds one query's measures; tells whether it was answered badly.
fn score(judged: &Judged, ids: &[&str], sums: &mut BTreeMap<String, Sums>) -> bool {
    if judged.kind == "none" {
        let sum = sums.entry("none".into()).or_default();
        sum.count += 1.0;
        sum.silent += f64::from(u8::from(ids.is_empty()));
        return !ids.is_empty();
    }
    let grade = |id: &&str| judged.relevant.get(*id).copied().unwrap_or(0);
    let mut ideal: Vec<u32> = judged.relevant.values().copied().collect();
    ideal.sort_unstable_by(|a, b| b.cmp(a));
    let ndcg = gain(ids.iter().map(grade)) / gain(ideal.into_iter()).max(f64::MIN_POSITIVE);
    let hit = ids.iter().take(3).position(|id| grade(id) >= 2);
    for kind in [judged.kind.as_str(), "all"] {
        let sum = sums.entry(kind.into()).or_default();
        sum.count += 1.0;
        sum.ndcg += ndcg;
        sum.first += f64::from(u8::from(hit == Some(0)));
        sum.third += f64::from(u8::from(hit.is_some()));
    }
    hit.is_none()
}

fn gain(grades: impl Iterator<Item = u32>) -> f64 {
    let gains = grades
        .take(10)
        .zip(2_u32..)
        .map(|(grade, place)| (f64::from(grade).exp2() - 1.0) / f64::from(place).log2());
    gains.sum()
}

fn print(sums: &BTreeMap<String, Sums>) {
    println!("kind       queries  nDCG@10  success@1  success@3");
    for (kind, sum) in sums.iter().filter(|(kind, _)| *kind != "none") {
        println!(
            "{kind:<10} {:>7}    {:.3}      {:.3}      {:.3}",
            sum.count,
            sum.ndcg / sum.count,
            sum.first / sum.count,
            sum.third / sum.count
        );
    }
    if let Some(none) = sums.get("none") {
        println!(
            "none       {:>7}    found nothing: {:.3}",
            none.count,
            none.silent / none.count
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged() -> Judged {
        Judged {
            query: "q".into(),
            kind: "need".into(),
            relevant: [("a", 3), ("b", 2), ("c", 1)]
                .map(|(id, grade)| (id.to_owned(), grade))
                .into(),
        }
    }

    #[test]
    fn a_kind_below_its_floor_is_told_and_so_is_one_without_a_floor_or_without_queries() {
        let at = |kind: &str, figure: f64| {
            let sums = Sums {
                count: 2.0,
                ndcg: 2.0 * figure,
                silent: 2.0 * figure,
                ..Sums::default()
            };
            (kind.to_owned(), sums)
        };
        let mut sums: BTreeMap<String, Sums> = FLOORS.map(|(kind, floor)| at(kind, floor)).into();
        assert_eq!(worse(&sums), [""; 0]);
        sums.extend([at("title", 0.9), at("none", 0.5), at("new", 1.0)]);
        sums.remove("typo");
        assert_eq!(
            worse(&sums),
            [
                "none 0.500 of 0.880",
                "title 0.900 of 0.970",
                "there are no queries of the kind typo",
                "new has no floor",
            ]
        );
    }

    #[test]
    fn the_judgements_themselves_score_one_and_nothing_scores_zero() {
        let mut sums = BTreeMap::new();
        assert!(!score(&judged(), &["a", "b", "c"], &mut sums));
        assert!((sums["all"].ndcg - 1.0).abs() < 1e-9);
        assert!(score(&judged(), &[], &mut sums));
        assert!((sums["all"].ndcg - 1.0).abs() < 1e-9 && sums["all"].count > 1.5);
    }

    #[test]
    fn a_ranking_worked_by_hand_scores_as_worked() {
        let mut sums = BTreeMap::new();
        score(&judged(), &["c", "x", "a"], &mut sums);
        let expected = (1.0 + 3.5) / (7.0 + 3.0 / 3_f64.log2() + 0.5);
        assert!((sums["need"].ndcg - expected).abs() < 1e-9);
        assert!(sums["need"].first < 0.5 && sums["need"].third > 0.5);
    }
}
