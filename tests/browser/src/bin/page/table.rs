//! What was measured, as Markdown: medians, the lowest and the highest, and how many times the best peer's each is.

use crate::contender::Contender;
use crate::served::{KINDS, Sent};
use crate::visit::{Asked, LIMIT, Looked};

/// All visits to a page under one condition.
pub(crate) struct Results {
    pub(crate) contender: &'static Contender,
    pub(crate) looked: Vec<Looked>,
    pub(crate) asked: Vec<Asked>,
    /// It took too long once, and was not visited again.
    pub(crate) is_given_up: bool,
}

impl Results {
    pub(crate) const fn new(contender: &'static Contender) -> Self {
        Self {
            contender,
            looked: Vec::new(),
            asked: Vec::new(),
            is_given_up: false,
        }
    }
}

/// A column: its title, the decimals it is printed with, and its value in each round.
struct Column {
    title: &'static str,
    decimals: usize,
    /// Whether it is worth a ratio: counts that may be 0 are not.
    is_ratio: bool,
    values: fn(&Results) -> Vec<f64>,
}

const MEASURES: [Column; 8] = [
    measure("field, ms", 0, |one| {
        one.looked.iter().filter_map(|look| look.field).collect()
    }),
    measure("first cards, ms", 0, |one| {
        one.looked.iter().filter_map(|look| look.cards).collect()
    }),
    measure("first answer, ms", 0, |one| {
        one.asked.iter().filter_map(|ask| ask.answer).collect()
    }),
    measure("key → DOM p50, ms", 1, |one| keys(one, 0.5)),
    measure("key → DOM p95, ms", 1, |one| keys(one, 0.95)),
    count("long tasks, load", 0, |one| {
        one.looked.iter().map(|look| look.loading.into()).collect()
    }),
    count("long tasks, typing", 0, |one| {
        typed(one).map(|look| look.typing.into()).collect()
    }),
    count("layout shift", 3, |one| {
        one.looked.iter().map(|look| look.shift).collect()
    }),
];

const MEMORY: [Column; 3] = [
    measure("memory, MB", 1, |one| {
        let bytes = typed(one).map(|look| (look.heap + look.beside) / 1e6);
        bytes.collect()
    }),
    count("of it buffers and wasm, MB", 1, |one| {
        typed(one).map(|look| look.beside / 1e6).collect()
    }),
    count("keys without a change", 0, |one| {
        typed(one).map(|look| look.silent.into()).collect()
    }),
];

const fn measure(title: &'static str, decimals: usize, values: fn(&Results) -> Vec<f64>) -> Column {
    Column {
        title,
        decimals,
        is_ratio: true,
        values,
    }
}

const fn count(title: &'static str, decimals: usize, values: fn(&Results) -> Vec<f64>) -> Column {
    Column {
        is_ratio: false,
        ..measure(title, decimals, values)
    }
}

/// The visits in which words were typed, or in which there was nothing to type for.
fn typed(one: &Results) -> impl Iterator<Item = &Looked> {
    let searches = one.contender.searches;
    one.looked
        .iter()
        .filter(move |look| !searches || !look.keys.is_empty())
}

fn keys(one: &Results, share: f64) -> Vec<f64> {
    let rounds = one.looked.iter();
    rounds
        .filter_map(|look| quantile(look.keys.clone(), share))
        .collect()
}

/// The value below which this share of all lies.
fn quantile(mut values: Vec<f64>, share: f64) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let last = values.len().checked_sub(1)?;
    values.get((last as f64 * share).round() as usize).copied()
}

/// Prints what was measured under one condition.
pub(crate) fn print(all: &[Results]) {
    table(all, &MEASURES);
    table(all, &MEMORY);
    bytes(all);
}

fn table(all: &[Results], columns: &[Column]) {
    header(columns.iter().map(|column| column.title));
    let best: Vec<Option<f64>> = columns.iter().map(|column| best(all, column)).collect();
    for one in all {
        let cells = columns.iter().zip(&best);
        let cells: Vec<String> = cells
            .map(|(column, best)| cell(one, column, *best))
            .collect();
        println!("| {} | {} |", one.contender.title, cells.join(" | "));
    }
    println!();
}

/// The lowest median of the peers.
fn best(all: &[Results], column: &Column) -> Option<f64> {
    let peers = all.iter().filter(|one| one.contender.is_peer());
    peers
        .filter_map(|one| quantile((column.values)(one), 0.5))
        .min_by(f64::total_cmp)
}

fn cell(one: &Results, column: &Column, best: Option<f64>) -> String {
    let values = (column.values)(one);
    let decimals = column.decimals;
    let at = |share| quantile(values.clone(), share);
    let (Some(low), Some(median), Some(high)) = (at(0.0), at(0.5), at(1.0)) else {
        let is_missing = column.title.starts_with("first") && one.is_given_up;
        return match is_missing {
            true => format!("> {} s", LIMIT.as_secs()),
            false => "–".to_owned(),
        };
    };
    let mut cell = format!("{median:.decimals$}");
    if values.len() > 1 && high > low {
        cell.push_str(&format!(" ({low:.decimals$}–{high:.decimals$})"));
    }
    if let Some(best) = best
        && column.is_ratio
        && best > 0.0
        && one.contender.searches
    {
        cell.push_str(&format!(" {:.2}×", median / best));
    }
    cell
}

/// What was asked for until the first answer, and in the whole visit with all words typed.
fn bytes(all: &[Results]) {
    let titles = KINDS.map(|kind| format!("{kind}, kB"));
    let titles = titles.iter().map(String::as_str);
    let first = ["requests to first answer", "kB to first answer"].into_iter();
    header(first.chain(titles).chain(["requests in all", "kB in all"]));
    for one in all {
        let asked = usual(one.asked.iter().map(|ask| ask.sent.as_slice()).collect());
        let looked = usual(one.looked.iter().map(|look| look.sent.as_slice()).collect());
        let kinds = KINDS.map(|kind| {
            let some = asked.iter().filter(|one| one.kind == kind);
            kilobytes(some)
        });
        println!(
            "| {} | {} | {} | {} | {} | {} |",
            one.contender.title,
            asked.len(),
            kilobytes(asked),
            kinds.join(" | "),
            looked.len(),
            kilobytes(looked)
        );
    }
    println!();
}

/// The visit with the median bytes.
fn usual(mut visits: Vec<&[Sent]>) -> &[Sent] {
    visits.sort_by_key(|sent| sent.iter().map(|one| one.bytes).sum::<usize>());
    visits.get(visits.len() / 2).copied().unwrap_or_default()
}

fn kilobytes<'a>(sent: impl IntoIterator<Item = &'a Sent>) -> String {
    let bytes: usize = sent.into_iter().map(|one| one.bytes).sum();
    format!("{:.1}", bytes as f64 / 1000.0)
}

fn header<'a>(titles: impl IntoIterator<Item = &'a str>) {
    let titles: Vec<&str> = titles.into_iter().collect();
    println!("| page | {} |", titles.join(" | "));
    println!("| --- |{}", " --- |".repeat(titles.len()));
}

#[cfg(test)]
mod tests {
    use super::quantile;

    #[test]
    fn quantiles_are_values_that_were_measured() {
        assert_eq!(quantile(vec![], 0.5), None);
        assert_eq!(quantile(vec![7.0], 0.95), Some(7.0));
        assert_eq!(quantile(vec![3.0, 1.0, 2.0], 0.5), Some(2.0));
        assert_eq!(quantile(vec![3.0, 1.0, 2.0], 0.0), Some(1.0));
        assert_eq!(quantile(vec![3.0, 1.0, 2.0], 0.95), Some(3.0));
    }
}
