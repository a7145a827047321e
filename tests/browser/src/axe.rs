//! Accessibility, examined by axe-core inside the page.

use std::fmt::Write;
use std::fs;

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::page::Page;
use crate::places;

/// The rules that we hold ourselves to: WCAG 2.2 A and AA, and what axe's authors call good practice.
const RULES: [&str; 7] = [
    "wcag2a",
    "wcag2aa",
    "wcag21a",
    "wcag21aa",
    "wcag22a",
    "wcag22aa",
    "best-practice",
];

/// A rule that the page breaks.
#[derive(Clone, Debug, Deserialize)]
pub struct Violation {
    /// The rule's id.
    pub id: String,
    /// How bad axe finds it.
    pub impact: Option<String>,
    /// What the rule asks.
    pub help: String,
    /// Where it is broken.
    pub nodes: Vec<Place>,
}

/// An element that breaks a rule.
#[derive(Clone, Debug, Deserialize)]
pub struct Place {
    /// The way to it: one selector, or a list of them through shadow roots.
    pub target: Vec<Value>,
    /// Its markup.
    pub html: String,
    /// What would mend it.
    #[serde(rename = "failureSummary")]
    pub mend: Option<String>,
}

/// Examines the whole document, open shadow roots included.
pub async fn examine(page: &Page) -> Result<Vec<Violation>> {
    page.settle().await?;
    let known: bool = page.ask("return !!window.axe?.run", vec![]).await?;
    if !known {
        let source = fs::read_to_string(places::axe()?).context("reading axe-core")?;
        page.client()
            .execute(&source, vec![])
            .await
            .context("putting axe-core into the page")?;
    }
    page.ask_later(
        "const { violations } = await axe.run(document, given[0]);
         return violations.map(({ id, impact, help, nodes }) => ({
           id, impact, help,
           nodes: nodes.map(({ target, html, failureSummary }) => ({ target, html, failureSummary })),
         }));",
        vec![json!({"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]})],
    )
    .await
    .context("running axe-core")
}

/// Fails, with all that a reader needs to mend it, unless the page breaks no rule.
pub async fn expect_none(page: &Page) -> Result<()> {
    let violations = examine(page).await?;
    if violations.is_empty() {
        return Ok(());
    }
    bail!("{}", report(&violations))
}

/// The violations as a person reads them.
pub fn report(violations: &[Violation]) -> String {
    let mut text = format!("axe finds {} broken rules", violations.len());
    for violation in violations {
        let impact = violation.impact.as_deref().unwrap_or("unrated");
        let _ = write!(text, "\n  {} ({impact}): {}", violation.id, violation.help);
        for place in violation.nodes.iter().take(6) {
            let target: Vec<String> = place.target.iter().map(path).collect();
            let _ = write!(
                text,
                "\n    at {}\n       {}",
                target.join(" "),
                shortened(&place.html)
            );
            for line in place.mend.as_deref().unwrap_or_default().lines() {
                let _ = write!(text, "\n       {line}");
            }
        }
        if violation.nodes.len() > 6 {
            let _ = write!(text, "\n    and {} more places", violation.nodes.len() - 6);
        }
    }
    text
}

fn path(target: &Value) -> String {
    match target {
        Value::Array(steps) => steps.iter().map(path).collect::<Vec<_>>().join(" › "),
        Value::String(selector) => selector.clone(),
        other => other.to_string(),
    }
}

fn shortened(html: &str) -> String {
    let line: String = html.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(200) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line,
    }
}
