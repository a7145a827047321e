//! What a page leaves: requests, console lines, things stored, pictures, its markup.

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::network::Request;
use crate::page::{Page, View, until};
use crate::wire;

/// What a page has left on the machine.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub struct Storage {
    /// Cookies, also those that scripts cannot see.
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

/// What is alive in a page once all garbage is swept.
#[derive(Clone, Copy, Debug)]
pub struct Living {
    /// Nodes, in the document or held by a script.
    pub nodes: f64,
    /// Event listeners.
    pub listeners: f64,
}

impl Page {
    /// Every request so far, in order.
    pub async fn requests(&self) -> Result<Vec<Request>> {
        let entries = wire::log(self.client(), "performance").await?;
        let mut network = self.network.borrow_mut();
        for entry in &entries {
            network.read(entry)?;
        }
        Ok(network.requests())
    }

    /// Every request so far, once each has been answered in full or has failed.
    pub async fn finished_requests(&self) -> Result<Vec<Request>> {
        until("every request has been answered", async || {
            let requests = self.requests().await?;
            let done = requests.iter().all(Request::is_done);
            Ok(done.then_some(requests))
        })
        .await
    }

    /// Every line of the console so far, the browser's own complaints included.
    pub async fn console(&self) -> Result<Vec<String>> {
        let entries = wire::log(self.client(), "browser").await?;
        let mut console = self.console.borrow_mut();
        for entry in entries {
            let word = |key| entry.get(key).and_then(Value::as_str).unwrap_or_default();
            console.push(format!("{} {}", word("level"), word("message")));
        }
        Ok(console.clone())
    }

    // --- Pictures ---

    /// What is alive, garbage swept: a thing that comes and goes must not add to it.
    pub async fn living(&self) -> Result<Living> {
        self.devtools("HeapProfiler.collectGarbage", json!({}))
            .await?;
        self.devtools("Performance.enable", json!({})).await?;
        let told = self.devtools("Performance.getMetrics", json!({})).await?;
        let metric = |name: &str| {
            let metrics = told.get("metrics").and_then(Value::as_array);
            let metric = metrics
                .into_iter()
                .flatten()
                .find(|one| one.get("name").is_some_and(|known| known == name));
            metric
                .and_then(|one| one.get("value")?.as_f64())
                .with_context(|| format!("no metric {name}"))
        };
        Ok(Living {
            nodes: metric("Nodes")?,
            listeners: metric("JSEventListeners")?,
        })
    }

    /// A picture of the window as PNG.
    pub async fn picture(&self) -> Result<Vec<u8>> {
        Ok(self.client().screenshot().await?)
    }

    /// A picture of the whole page, as far down as it goes.
    pub async fn full_picture(&self) -> Result<Vec<u8>> {
        self.settle().await?;
        let [width, shown, whole]: [u32; 3] = self
            .ask(
                "const all = document.documentElement; return [innerWidth, innerHeight, all.scrollHeight]",
                vec![],
            )
            .await?;
        // The window grows to the page's height: what sticks to its bottom is then at the page's bottom.
        self.resize(View {
            width,
            height: whole.max(shown),
        })
        .await?;
        self.settle().await?;
        let picture = self.picture().await;
        self.resize(View {
            width,
            height: shown,
        })
        .await?;
        picture
    }

    /// The page's markup, shadow roots included.
    pub async fn markup(&self) -> Result<String> {
        self.ask(
            "return document.documentElement.getHTML({ shadowRoots: roots().filter((root) => root !== document) })",
            vec![],
        )
        .await
    }

    /// What the page has left in the browser.
    pub async fn storage(&self) -> Result<Storage> {
        let mut storage: Storage = self
            .ask_later(
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
