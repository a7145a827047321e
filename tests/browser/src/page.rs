//! One browser page: opening, asking, pressing keys, and what the page sends.

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
use crate::network::NetworkLog;
use crate::part::Root;
use crate::site::Site;

/// What every script may use.
const PROBE: &str = include_str!("probe.js");

/// Whether the page is the one that was to be left.
const STILL_THERE: &str = "return document.documentElement?.hasAttribute('data-left') ?? false";

/// How long a condition may take to come true. Generous, since two browsers share a small machine that may be busy with other things too;
/// a passing test never waits longer than it must.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// The size of the window that a page is seen in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct View {
    /// CSS pixels across.
    pub width: u32,
    /// CSS pixels down.
    pub height: u32,
}

/// A small telephone, also a normal screen zoomed in to 400 %.
pub const PHONE: View = View {
    width: 320,
    height: 640,
};
/// A tablet on end.
pub const TABLET: View = View {
    width: 768,
    height: 1024,
};
/// An ordinary desk.
pub const DESK: View = View {
    width: 1200,
    height: 900,
};

/// A page in a browser session of its own.
pub struct Page {
    client: Client,
    pub(crate) network: RefCell<NetworkLog>,
    pub(crate) console: RefCell<Vec<String>>,
}

/// The element that has the focus, looked up through shadow roots.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub struct Active {
    /// The element whose shadow root it stands in.
    pub host: Option<String>,
    /// Which of the page's hosts of that name, from 0.
    pub host_number: usize,
    /// Its tag.
    pub tag: String,
    /// Its classes, as written.
    pub class: String,
    /// Its id.
    pub id: String,
    /// Its label or text.
    pub name: String,
    /// Its value, when it is a field.
    pub value: String,
    /// A focus ring is drawn on it or on the box around it.
    pub ring: bool,
    /// It can be seen: inside the window and not behind something.
    pub uncovered: bool,
}

impl Active {
    /// It has this class.
    pub fn has_class(&self, class: &str) -> bool {
        self.class.split_whitespace().any(|one| one == class)
    }
}

impl fmt::Display for Active {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(host) = &self.host {
            write!(f, "{host}[{}] ", self.host_number)?;
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
    /// Takes over a fresh session.
    pub fn new(client: Client) -> Self {
        Self {
            client,
            network: RefCell::default(),
            console: RefCell::default(),
        }
    }

    /// The WebDriver session itself, for what has no helper here.
    pub fn client(&self) -> &Client {
        &self.client
    }

    // --- Opening ---

    /// Opens one of the site's host pages and waits until the browser has loaded it.
    pub async fn open(&self, site: &Site, host: &str, view: View) -> Result<()> {
        self.open_early(site, host, view).await?;
        self.wait_until(
            "the page has loaded",
            "return document.readyState === 'complete'",
        )
        .await
    }

    /// Opens a host page and returns as soon as its document is there, before its scripts have come.
    pub async fn open_early(&self, site: &Site, host: &str, view: View) -> Result<()> {
        self.resize(view).await?;
        self.go(&site.host(host)).await
    }

    /// Goes to an address; the document is there, its scripts perhaps not yet.
    pub async fn go(&self, address: &str) -> Result<()> {
        // The session doesn't wait for pages to load, so the old page carries a mark
        // that tells it from the new one, also when both have the same address.
        self.run(
            "document.documentElement?.setAttribute('data-left', ''); return null",
            vec![],
        )
        .await?;
        self.client
            .goto(address)
            .await
            .with_context(|| format!("going to {address}"))?;
        let opened = self
            .wait_until(
                &format!("{address} is open"),
                "return !!document.body && !document.documentElement.hasAttribute('data-left')",
            )
            .await;
        if opened.is_err() && self.ask(STILL_THERE, vec![]).await.unwrap_or(false) {
            // Our server answers at once, so the browser never went: WebKit's does that now and then.
            bail!(DriverFault::new(
                "the browser did not go where it was told to"
            ));
        }
        opened
    }

    /// Opens the host page with one panel and waits until the panel stands.
    pub async fn open_panel(&self, site: &Site, view: View) -> Result<Root<'_>> {
        self.open(site, "panel.html", view).await?;
        let panel = self.panel(0);
        panel.stands().await?;
        Ok(panel)
    }

    /// Opens the host page with one calculator and waits until it stands.
    pub async fn open_calculator(&self, site: &Site, view: View) -> Result<Root<'_>> {
        self.open(site, "calculator.html", view).await?;
        let calculator = self.calculator(0);
        calculator.stands().await?;
        Ok(calculator)
    }

    // --- Finding ---

    /// The page's own document, outside every shadow root.
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

    // --- Asking ---

    /// Runs a script, which may use the helpers of `probe.js`, and reads what it returns.
    pub async fn ask<T: DeserializeOwned>(&self, script: &str, arguments: Vec<Value>) -> Result<T> {
        let value = self.run(script, arguments).await?;
        serde_json::from_value(value.clone())
            .with_context(|| format!("reading {value} from {script}"))
    }

    /// Runs a script and gives its value as it came.
    pub async fn run(&self, script: &str, arguments: Vec<Value>) -> Result<Value> {
        self.client
            .execute(&format!("{PROBE}\n{script}"), arguments)
            .await
            .with_context(|| format!("running {script}"))
    }

    /// Runs the body of an async function and reads what it returns.
    pub async fn ask_later<T: DeserializeOwned>(
        &self,
        body: &str,
        arguments: Vec<Value>,
    ) -> Result<T> {
        let script = format!(
            "{PROBE}\nconst done = arguments[arguments.length - 1];\n\
             (async (...given) => {{ {body} }})(...[...arguments].slice(0, -1))\n\
             .then((value) => done({{ value: value ?? null }}), (error) => done({{ error: String(error?.stack ?? error) }}));"
        );
        let answer = self
            .client
            .execute_async(&script, arguments)
            .await
            .context("running an async script")?;
        if let Some(error) = answer.get("error") {
            bail!("the script failed: {error}");
        }
        let value = answer.get("value").cloned().unwrap_or_default();
        serde_json::from_value(value).context("reading an async script's answer")
    }

    /// Waits until a script returns something true.
    pub async fn wait_until(&self, what: &str, script: &str) -> Result<()> {
        self.wait_until_with(what, script, vec![]).await
    }

    /// Waits until a script that takes arguments returns something true.
    pub async fn wait_until_with(
        &self,
        what: &str,
        script: &str,
        arguments: Vec<Value>,
    ) -> Result<()> {
        until(what, async || {
            match self.run(script, arguments.clone()).await {
                Ok(value) => Ok(truthy(&value).then_some(())),
                Err(error) if DriverFault::behind(&error).is_some() => Err(error),
                // A page that is being replaced answers with an error: that is 'not yet'.
                Err(_) => Ok(None),
            }
        })
        .await
    }

    /// Waits until two frames have been painted and movement that ends has ended.
    pub async fn settle(&self) -> Result<()> {
        self.ask_later::<Value>(
            "await new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));",
            vec![],
        )
        .await?;
        self.wait_until("all movement has ended", "return still()")
            .await
    }

    /// The element that has the focus.
    pub async fn active(&self) -> Result<Active> {
        self.ask("return describeActive()", vec![]).await
    }

    /// How far down the page is scrolled.
    pub async fn scrolled(&self) -> Result<f64> {
        self.ask("return window.scrollY", vec![]).await
    }

    /// By how much the document is wider than the window: 0 where nobody must scroll sideways.
    pub async fn overflow(&self) -> Result<i64> {
        self.ask(
            "return document.documentElement.scrollWidth - document.documentElement.clientWidth",
            vec![],
        )
        .await
    }
}

/// Asks again and again until there is an answer, and says what was awaited when none comes.
pub async fn until<T>(what: &str, mut ask: impl AsyncFnMut() -> Result<Option<T>>) -> Result<T> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        if let Some(answer) = ask().await? {
            return Ok(answer);
        }
        if Instant::now() >= deadline {
            bail!("waited {} s in vain until {what}", PATIENCE.as_secs());
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
