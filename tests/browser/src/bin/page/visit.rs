//! A visit to a page: under which conditions, what is done there, and what it came to.

use std::time::Duration;

use anyhow::{Context, Result};
use browser_tests::{DESKTOP, Page};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::contender::Contender;
use crate::served::{Sent, Served};

const PROBE: &str = include_str!("probe.js");

/// A page that has not answered by then is given up.
pub(crate) const LIMIT: Duration = Duration::from_secs(60);

/// Found in the titles and summaries of the shipped catalogue, and so in any that is grown from it.
const WORD: &str = "pårørende";

/// Typed letter by letter: common words and longer ones, compounds, and one word that nothing is found for.
const WORDS: [&str; 6] = [
    "bolig",
    "pårørende",
    "netværk",
    "jobcenter",
    "mad",
    "xylofon",
];

/// How fast line and processor are.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Speed {
    Fast,
    Slow,
}

impl Speed {
    pub(crate) const fn title(self) -> &'static str {
        match self {
            Self::Fast => "unthrottled",
            Self::Slow => "slow (4× CPU, 150 ms, 1.6/0.75 Mbit/s)",
        }
    }

    /// Sets the conditions for all visits that follow.
    pub(crate) async fn set(self, page: &Page) -> Result<()> {
        match self {
            Self::Fast => Ok(()),
            Self::Slow => {
                let latency = Duration::from_millis(150);
                page.throttle_to(latency, 1_600_000 / 8, 750_000 / 8)
                    .await?;
                page.slow_down(4).await
            }
        }
    }
}

/// A visit in peace.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Looked {
    pub(crate) field: Option<f64>,
    pub(crate) cards: Option<f64>,
    pub(crate) shift: f64,
    /// Tasks over 50 ms until it answers, and while words are typed.
    pub(crate) loading: u32,
    pub(crate) typing: u32,
    /// The milliseconds of each key that changed what is shown.
    pub(crate) keys: Vec<f64>,
    /// Keys that changed nothing.
    pub(crate) silent: u32,
    /// Bytes of wasm memories.
    wasm: f64,
    /// Bytes of scripts' objects after garbage collection.
    #[serde(skip)]
    pub(crate) heap: f64,
    /// Bytes beside them: buffers, and wasm memories.
    #[serde(skip)]
    pub(crate) beside: f64,
    /// All that was asked for.
    #[serde(skip)]
    pub(crate) sent: Vec<Sent>,
}

/// A visit in which a word is typed at once.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Asked {
    pub(crate) answer: Option<f64>,
    at: Option<f64>,
    /// What was asked for until the answer.
    #[serde(skip)]
    pub(crate) sent: Vec<Sent>,
}

/// Loads the page in peace, then types.
pub(crate) async fn look(page: &Page, contender: &Contender, site: &Served) -> Result<Looked> {
    let mut looked: Looked = serde_json::from_value(visit(page, contender, site, false).await?)?;
    // Once more, for what the first finds that it can free.
    for _ in 0..2 {
        page.devtools("HeapProfiler.collectGarbage", json!({}))
            .await?;
    }
    let usage = page.devtools("Runtime.getHeapUsage", json!({})).await?;
    let number = |key: &str| {
        let value = usage.get(key).and_then(Value::as_f64);
        value.with_context(|| format!("Chromium reports no {key}: {usage}"))
    };
    looked.heap = number("usedSize")?;
    looked.beside = number("backingStorageSize")? + looked.wasm;
    looked.sent = site.take(f64::INFINITY);
    Ok(looked)
}

/// Types a word as soon as the field stands.
pub(crate) async fn ask(page: &Page, contender: &Contender, site: &Served) -> Result<Asked> {
    let mut asked: Asked = serde_json::from_value(visit(page, contender, site, true).await?)?;
    asked.sent = site.take(asked.at.unwrap_or(f64::INFINITY));
    Ok(asked)
}

/// Opens the page with nothing in any cache, and returns what the probe found.
async fn visit(page: &Page, contender: &Contender, site: &Served, asks: bool) -> Result<Value> {
    page.navigate("about:blank").await?;
    page.resize(DESKTOP).await?;
    page.devtools("Network.clearBrowserCache", json!({}))
        .await?;
    let mut config = serde_json::to_value(contender)?;
    if let Some(config) = config.as_object_mut() {
        config.insert("asks".to_owned(), asks.into());
        config.insert("word".to_owned(), WORD.into());
        config.insert("words".to_owned(), json!(WORDS));
        config.insert("limit".to_owned(), json!(LIMIT.as_millis() as u64));
    }
    let source = json!({"source": format!("{}({config});", PROBE.trim_end())});
    let added = page
        .devtools("Page.addScriptToEvaluateOnNewDocument", source)
        .await?;
    site.take(0.0);
    page.navigate(&site.url()).await?;
    let found = found(page)
        .await
        .with_context(|| format!("visiting {}", contender.title))?;
    page.devtools(
        "Page.removeScriptToEvaluateOnNewDocument",
        json!({"identifier": added.get("identifier")}),
    )
    .await?;
    Ok(found)
}

/// Waits for the probe. A script of the driver may take a minute and a half, a visit two minutes and more.
async fn found(page: &Page) -> Result<Value> {
    const WAIT: &str = "
        const late = new Promise((next) => setTimeout(() => next('late'), 60000));
        return await Promise.race([globalThis.benchProbe, late]);";
    loop {
        let found: Value = page.evaluate_async(WAIT, vec![]).await?;
        if found != "late" {
            return Ok(found);
        }
    }
}
