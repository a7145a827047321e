//! A browser page: navigation, scripts and waiting.

use std::cell::RefCell;
use std::fmt;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use fantoccini::Client;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use tokio::time::{Instant, sleep};

use crate::driver_fault::DriverFault;
use crate::locator::Root;
use crate::network::NetworkLog;
use crate::site::Site;

/// Helpers for all scripts.
const HELPERS: &str = include_str!("helpers.js");

/// Whether the page is still the previous one.
const NOT_LEFT: &str = "return document.documentElement?.hasAttribute('data-left') ?? false";

/// How long to wait for a condition. Generous, since two browsers share a small machine that may be busy; a passing
/// test does not wait longer than necessary.
pub const TIMEOUT: Duration = Duration::from_secs(30);

/// The size of a viewport.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Viewport {
    /// Width in CSS pixels.
    pub width: u32,
    /// Height in CSS pixels.
    pub height: u32,
}

/// A small phone; also a screen of 1280 px at 400 % zoom.
pub const PHONE: Viewport = Viewport {
    width: 320,
    height: 640,
};
/// A tablet in portrait orientation.
pub const TABLET: Viewport = Viewport {
    width: 768,
    height: 1024,
};
/// A desktop.
pub const DESKTOP: Viewport = Viewport {
    width: 1200,
    height: 900,
};

/// A page in its own browser session.
pub struct Page {
    client: Client,
    pub(crate) network: RefCell<NetworkLog>,
    pub(crate) console: RefCell<Vec<String>>,
}

/// The focused element, also inside shadow roots.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub struct ActiveElement {
    /// The host of its shadow root.
    pub host: Option<String>,
    /// The host's index among the page's hosts of that name.
    pub host_index: usize,
    /// Its tag.
    pub tag: String,
    /// Its `class` attribute.
    pub class: String,
    /// Its id.
    pub id: String,
    /// Its label or text.
    pub name: String,
    /// Its value, if it is a field.
    pub value: String,
    /// Whether it, or a box around it, has a focus ring.
    pub ring: bool,
    /// Whether part of it is inside the viewport and not covered.
    pub unobscured: bool,
}

impl ActiveElement {
    /// Whether it has this class.
    pub fn has_class(&self, class: &str) -> bool {
        self.class.split_whitespace().any(|one| one == class)
    }
}

impl fmt::Display for ActiveElement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(host) = &self.host {
            write!(f, "{host}[{}] ", self.host_index)?;
        }
        write!(
            f,
            "{}.{} '{}'",
            self.tag,
            self.class.replace(' ', "."),
            self.name
        )
    }
}

impl Page {
    /// The page of a new session.
    pub fn new(client: Client) -> Self {
        Self {
            client,
            network: RefCell::default(),
            console: RefCell::default(),
        }
    }

    /// The WebDriver client, for commands without a method here.
    pub fn client(&self) -> &Client {
        &self.client
    }

    // --- Navigation ---

    /// Opens one of the site's host pages and waits until it has loaded.
    pub async fn open(&self, site: &Site, host: &str, viewport: Viewport) -> Result<()> {
        self.open_early(site, host, viewport).await?;
        self.wait_until(
            "the page has loaded",
            "return document.readyState === 'complete'",
        )
        .await
    }

    /// Opens a page of the built site, which may have a query, and waits until it has loaded.
    pub async fn open_site(&self, site: &Site, path: &str, viewport: Viewport) -> Result<()> {
        self.resize(viewport).await?;
        self.navigate(&format!("{}/{path}", site.url())).await?;
        self.wait_until(
            "the page has loaded",
            "return document.readyState === 'complete'",
        )
        .await
    }

    /// Opens a host page and returns once its document exists, even if its scripts have not loaded.
    pub async fn open_early(&self, site: &Site, host: &str, viewport: Viewport) -> Result<()> {
        self.resize(viewport).await?;
        self.navigate(&site.host(host)).await
    }

    /// Navigates to an address and waits until its document exists.
    pub async fn navigate(&self, address: &str) -> Result<()> {
        // The session doesn't wait for pages to load. Mark the old page, to distinguish it from the new one even if
        // both have the same address.
        self.run(
            "document.documentElement?.setAttribute('data-left', ''); return null",
            vec![],
        )
        .await?;
        self.client
            .goto(address)
            .await
            .with_context(|| format!("navigating to {address}"))?;
        let opened = self
            .wait_until(
                &format!("{address} is open"),
                "return !!document.body && !document.documentElement.hasAttribute('data-left')",
            )
            .await;
        if opened.is_err() && self.evaluate(NOT_LEFT, vec![]).await.unwrap_or(false) {
            // The server responds at once, so the browser did not navigate: WebKit's sometimes does that.
            bail!(DriverFault::new("the browser did not navigate"));
        }
        opened
    }

    /// Opens the host page with one panel and waits until the panel is ready.
    pub async fn open_panel(&self, site: &Site, viewport: Viewport) -> Result<Root<'_>> {
        self.open(site, "panel.html", viewport).await?;
        let panel = self.panel(0);
        panel.ready().await?;
        Ok(panel)
    }

    /// Opens the host page with one calculator and waits until it is ready.
    pub async fn open_calculator(&self, site: &Site, viewport: Viewport) -> Result<Root<'_>> {
        self.open(site, "calculator.html", viewport).await?;
        let calculator = self.calculator(0);
        calculator.ready().await?;
        Ok(calculator)
    }

    // --- Roots ---

    /// The document, without shadow roots.
    pub fn document(&self) -> Root<'_> {
        Root::document(self)
    }

    /// The shadow root of the nth `<virker-panel>`, from 0.
    pub fn panel(&self, nth: usize) -> Root<'_> {
        Root::shadow(self, "virker-panel", nth)
    }

    /// The shadow root of the nth `<virker-calculator>`, from 0.
    pub fn calculator(&self, nth: usize) -> Root<'_> {
        Root::shadow(self, "virker-calculator", nth)
    }

    /// The shadow root of the nth element with this tag, from 0.
    pub fn element(&self, tag: &'static str, nth: usize) -> Root<'_> {
        Root::shadow(self, tag, nth)
    }

    // --- Scripts ---

    /// Runs a script, which may use the helpers in `helpers.js`, and deserializes its result.
    pub async fn evaluate<T: DeserializeOwned>(
        &self,
        script: &str,
        arguments: Vec<Value>,
    ) -> Result<T> {
        let value = self.run(script, arguments).await?;
        serde_json::from_value(value.clone())
            .with_context(|| format!("reading {value} from {script}"))
    }

    /// Runs a script and returns its result as JSON.
    pub async fn run(&self, script: &str, arguments: Vec<Value>) -> Result<Value> {
        self.client
            .execute(&format!("{HELPERS}\n{script}"), arguments)
            .await
            .with_context(|| format!("running {script}"))
    }

    /// Runs the body of an async function and deserializes its result.
    pub async fn evaluate_async<T: DeserializeOwned>(
        &self,
        body: &str,
        arguments: Vec<Value>,
    ) -> Result<T> {
        let script = format!(
            "{HELPERS}\nconst done = arguments[arguments.length - 1];\n\
             (async (...args) => {{ {body} }})(...[...arguments].slice(0, -1))\n\
             .then((value) => done({{ value: value ?? null }}), (error) => done({{ error: String(error?.stack ?? error) }}));"
        );
        let result = self
            .client
            .execute_async(&script, arguments)
            .await
            .context("running an async script")?;
        if let Some(error) = result.get("error") {
            bail!("the script failed: {error}");
        }
        let value = result.get("value").cloned().unwrap_or_default();
        serde_json::from_value(value).context("reading an async script's result")
    }

    /// Waits until the part with the bodies has come, the last that a panel asks for by itself.
    pub async fn bodies_are_here(&self) -> Result<()> {
        self.wait_until(
            "the bodies are here",
            "return performance.getEntriesByType('resource').some((entry) => entry.name.endsWith('.entries.json') && entry.responseEnd > 0)",
        )
        .await
    }

    /// Runs a script of the page's own, which changes what the page's other scripts see: Firefox runs a driver's scripts in
    /// a world of their own.
    pub async fn run_in_page(&self, script: &str) -> Result<()> {
        self.run(
            "document.head.append(Object.assign(document.createElement('script'), { text: arguments[0] })); return null",
            vec![script.into()],
        )
        .await?;
        Ok(())
    }

    /// Waits until a script returns a truthy value.
    pub async fn wait_until(&self, what: &str, script: &str) -> Result<()> {
        self.wait_until_with(what, script, vec![]).await
    }

    /// Waits until a script with arguments returns a truthy value.
    pub async fn wait_until_with(
        &self,
        what: &str,
        script: &str,
        arguments: Vec<Value>,
    ) -> Result<()> {
        until(what, async || {
            match self.run(script, arguments.clone()).await {
                Ok(value) => Ok(truthy(&value).then_some(())),
                Err(error) if DriverFault::in_chain(&error).is_some() => Err(error),
                // Scripts fail while a page is being replaced: retry.
                Err(_) => Ok(None),
            }
        })
        .await
    }

    /// Waits until two frames have been painted and finite animations have ended.
    pub async fn settle(&self) -> Result<()> {
        self.evaluate_async::<Value>(
            "await new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));",
            vec![],
        )
        .await?;
        self.wait_until("all animations have ended", "return animationsEnded()")
            .await
    }

    /// The focused element.
    pub async fn active_element(&self) -> Result<ActiveElement> {
        self.evaluate("return describeActive()", vec![]).await
    }

    /// The page's vertical scroll offset.
    pub async fn scroll_y(&self) -> Result<f64> {
        self.evaluate("return window.scrollY", vec![]).await
    }

    /// By how much the document is wider than the viewport; 0 if it does not scroll sideways.
    pub async fn overflow(&self) -> Result<i64> {
        self.evaluate(
            "return document.documentElement.scrollWidth - document.documentElement.clientWidth",
            vec![],
        )
        .await
    }
}

/// Polls until there is a value. The error names what was awaited.
pub async fn until<T>(what: &str, mut poll: impl AsyncFnMut() -> Result<Option<T>>) -> Result<T> {
    let deadline = Instant::now() + TIMEOUT;
    loop {
        if let Some(value) = poll().await? {
            return Ok(value);
        }
        if Instant::now() >= deadline {
            bail!(
                "timed out after {} s waiting until {what}",
                TIMEOUT.as_secs()
            );
        }
        sleep(Duration::from_millis(25)).await;
    }
}

fn truthy(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => false,
        Value::String(text) => !text.is_empty(),
        Value::Number(number) => number.as_f64() != Some(0.0),
        Value::Bool(true) | Value::Array(_) | Value::Object(_) => true,
    }
}
