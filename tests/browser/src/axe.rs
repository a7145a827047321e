//! Runs axe-core inside the page.

use std::fmt::Write;
use std::fs;

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::page::Page;
use crate::paths;

/// The rules to check: WCAG 2.2, levels A and AA, and axe-core's best practices.
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
    /// Its severity.
    pub impact: Option<String>,
    /// What the rule requires.
    pub help: String,
    /// The elements that break it.
    pub nodes: Vec<Node>,
}

/// An element that breaks a rule.
#[derive(Clone, Debug, Deserialize)]
pub struct Node {
    /// Its selector, or a list of selectors if it is inside shadow roots.
    pub target: Vec<Value>,
    /// Its markup.
    pub html: String,
    /// How to fix it.
    #[serde(rename = "failureSummary")]
    pub fix: Option<String>,
}

/// Checks the whole document, including open shadow roots.
pub async fn check(page: &Page) -> Result<Vec<Violation>> {
    page.settle().await?;
    let injected: bool = page.evaluate("return !!window.axe?.run", vec![]).await?;
    if !injected {
        let source = fs::read_to_string(paths::axe()?).context("reading axe-core")?;
        page.client()
            .execute(&source, vec![])
            .await
            .context("injecting axe-core")?;
    }
    page.evaluate_async(
        "const { violations } = await axe.run(document, args[0]);
         return violations.map(({ id, impact, help, nodes }) => ({
           id, impact, help,
           nodes: nodes.map(({ target, html, failureSummary }) => ({ target, html, failureSummary })),
         }));",
        vec![json!({"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]})],
    )
    .await
    .context("running axe-core")
}

/// Fails with a report unless the page breaks no rule.
pub async fn expect_no_violations(page: &Page) -> Result<()> {
    let violations = check(page).await?;
    if violations.is_empty() {
        return Ok(());
    }
    bail!("{}", report(&violations))
}

/// The violations as text.
pub fn report(violations: &[Violation]) -> String {
    let mut text = format!("axe finds {} broken rules", violations.len());
    for violation in violations {
        let impact = violation.impact.as_deref().unwrap_or("unrated");
        let _ = write!(text, "\n  {} ({impact}): {}", violation.id, violation.help);
        for node in violation.nodes.iter().take(6) {
            let target: Vec<String> = node.target.iter().map(path).collect();
            let _ = write!(
                text,
                "\n    at {}\n       {}",
                target.join(" "),
                truncated(&node.html)
            );
            for line in node.fix.as_deref().unwrap_or_default().lines() {
                let _ = write!(text, "\n       {line}");
            }
        }
        if violation.nodes.len() > 6 {
            let _ = write!(
                text,
                "\n    and {} more elements",
                violation.nodes.len() - 6
            );
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

fn truncated(html: &str) -> String {
    let line: String = html.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(200) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line,
    }
}
