//! What can be read from a page: requests, console, storage, live objects, screenshots and markup.

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::network::Request;
use crate::page::{Page, Viewport, until};
use crate::webdriver;

/// What a page has stored in the browser.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub struct Storage {
    /// Cookies, including those that scripts cannot read.
    pub cookies: Vec<String>,
    /// Keys in localStorage.
    pub local: Vec<String>,
    /// Keys in sessionStorage.
    pub session: Vec<String>,
    /// Names of IndexedDB databases.
    pub databases: Vec<String>,
    /// Names of caches.
    pub caches: Vec<String>,
    /// Scopes of service workers.
    pub workers: Vec<String>,
}

/// Objects that are alive in a page after garbage collection.
#[derive(Clone, Copy, Debug)]
pub struct LiveObjects {
    /// DOM nodes, in the document or referenced by scripts.
    pub nodes: f64,
    /// Event listeners.
    pub listeners: f64,
}

impl Page {
    /// All requests so far, in order.
    pub async fn requests(&self) -> Result<Vec<Request>> {
        let entries = webdriver::log(self.client(), "performance").await?;
        let mut network = self.network.borrow_mut();
        for entry in &entries {
            network.read(entry)?;
        }
        Ok(network.requests())
    }

    /// All requests so far, once each is complete or has failed.
    pub async fn finished_requests(&self) -> Result<Vec<Request>> {
        until("every request is complete", async || {
            let requests = self.requests().await?;
            let done = requests.iter().all(Request::is_done);
            Ok(done.then_some(requests))
        })
        .await
    }

    /// Waits until what was requested before has arrived.
    pub async fn requests_finished(&self) -> Result<()> {
        if Browser::wanted()? == Browser::Chromium {
            self.finished_requests().await?;
            return Ok(());
        }
        // Other drivers do not tell of requests. What follows them there and back comes after them.
        self.evaluate_async::<Value>(
            "await (await fetch('/virker.js', { cache: 'no-store' })).text()",
            vec![],
        )
        .await?;
        self.settle().await
    }

    /// All lines of the console so far, including the browser's own messages. In other browsers than Chromium, those of
    /// the page that is open, which must be a host page.
    pub async fn console(&self) -> Result<Vec<String>> {
        if !Browser::wanted()?.tells_the_console() {
            return self.evaluate("return consoleLines", vec![]).await;
        }
        let entries = webdriver::log(self.client(), "browser").await?;
        let mut console = self.console.borrow_mut();
        for entry in entries {
            let field = |key| entry.get(key).and_then(Value::as_str).unwrap_or_default();
            console.push(format!("{} {}", field("level"), field("message")));
        }
        Ok(console.clone())
    }

    /// The objects that are alive after garbage collection, for finding leaks.
    pub async fn live_objects(&self) -> Result<LiveObjects> {
        self.devtools("HeapProfiler.collectGarbage", json!({}))
            .await?;
        self.devtools("Performance.enable", json!({})).await?;
        let result = self.devtools("Performance.getMetrics", json!({})).await?;
        let metric = |name: &str| {
            let metrics = result.get("metrics").and_then(Value::as_array);
            let metric = metrics
                .into_iter()
                .flatten()
                .find(|one| one.get("name").is_some_and(|known| known == name));
            metric
                .and_then(|one| one.get("value")?.as_f64())
                .with_context(|| format!("no metric {name}"))
        };
        Ok(LiveObjects {
            nodes: metric("Nodes")?,
            listeners: metric("JSEventListeners")?,
        })
    }

    /// A screenshot of the viewport as PNG.
    pub async fn screenshot(&self) -> Result<Vec<u8>> {
        Ok(self.client().screenshot().await?)
    }

    /// A screenshot of the whole page as PNG.
    pub async fn full_page_screenshot(&self) -> Result<Vec<u8>> {
        self.settle().await?;
        let [width, height, page_height]: [u32; 3] = self
            .evaluate(
                "const all = document.documentElement; return [innerWidth, innerHeight, all.scrollHeight]",
                vec![],
            )
            .await?;
        // With a viewport as high as the page, sticky elements are at the page's bottom.
        self.resize(Viewport {
            width,
            height: page_height.max(height),
        })
        .await?;
        self.settle().await?;
        let screenshot = self.screenshot().await;
        self.resize(Viewport { width, height }).await?;
        screenshot
    }

    /// The page's markup, including shadow roots.
    pub async fn markup(&self) -> Result<String> {
        self.evaluate(
            "return document.documentElement.getHTML({ shadowRoots: roots().filter((root) => root !== document) })",
            vec![],
        )
        .await
    }

    /// What the page has stored in the browser.
    pub async fn storage(&self) -> Result<Storage> {
        let mut storage: Storage = self
            .evaluate_async(
                "const registrations = await navigator.serviceWorker?.getRegistrations() ?? [];
                 return {
                   cookies: document.cookie ? [document.cookie] : [],
                   local: Object.keys(localStorage),
                   session: Object.keys(sessionStorage),
                   databases: (await indexedDB.databases()).map((database) => database.name),
                   caches: await globalThis.caches?.keys() ?? [],
                   workers: registrations.map((registration) => registration.scope),
                 };",
                vec![],
            )
            .await?;
        let jar = self.devtools("Network.getAllCookies", json!({})).await?;
        for cookie in jar
            .get("cookies")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            storage.cookies.push(cookie.to_string());
        }
        Ok(storage)
    }
}
