//! A host's page on one origin, and the built site on another, as most hosts will have it.

use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Result;
use serde_json::{Value, json};

use crate::page::{Page, Viewport};
use crate::site::{Site, SiteBuilder};
use crate::{Request, Response};

/// What a test can change while both are served.
#[derive(Clone, Default)]
struct Served(Arc<Mutex<(String, Option<String>)>>);

impl Served {
    fn set(&self, text: String, policy: Option<String>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = (text, policy);
    }

    fn get(&self) -> (String, Option<String>) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

/// The two sites. They must outlive the page's requests.
pub struct TwoOrigins {
    /// The host's site.
    pub host: Site,
    /// The site with Virker's files.
    pub widget: Site,
    body: Served,
    lists: Served,
}

impl TwoOrigins {
    /// Starts both. `ramme.json` lists nothing.
    pub fn start() -> Result<Self> {
        Self::start_with(|site| site)
    }

    /// Starts both, after a change of the widget's site.
    pub fn start_with(change: impl FnOnce(SiteBuilder) -> SiteBuilder) -> Result<Self> {
        let (body, lists) = (Served::default(), Served::default());
        let served = body.clone();
        let host = SiteBuilder::hosts_only()
            .route(move |request| host_page(request, &served))
            .start()?;
        let served = lists.clone();
        let widget = change(SiteBuilder::shipped()?.route(move |request| {
            let response = Response::new(200)
                .header("Content-Type", "application/json")
                .header("Cache-Control", "no-store");
            (request.path == "/ramme.json").then(|| response.body(served.get().0))
        }))
        .start()?;
        let sites = Self {
            host,
            widget,
            body,
            lists,
        };
        sites.list(json!({}));
        Ok(sites)
    }

    /// Serves this as `ramme.json`.
    pub fn list(&self, lists: Value) {
        self.lists.set(lists.to_string(), None);
    }

    /// Opens a host's page with this in its body, and this Content-Security-Policy.
    pub async fn open(
        &self,
        page: &Page,
        body: &str,
        policy: Option<&str>,
        viewport: Viewport,
    ) -> Result<()> {
        self.body.set(body.to_owned(), policy.map(str::to_owned));
        page.open_site(&self.host, "vaert.html", viewport).await
    }
}

fn host_page(request: &Request, served: &Served) -> Option<Response> {
    let (body, policy) = served.get();
    let page = match request.path.as_str() {
        "/vaert.html" => format!(
            "<!doctype html><html lang=da><meta charset=utf-8><title>En vært</title><body><main><h1>Hjælp</h1>{body}</main>"
        ),
        "/anden.html" => {
            "<!doctype html><html lang=da><meta charset=utf-8><title>En anden</title><p>En anden side"
                .to_owned()
        }
        _ => return None,
    };
    let response = Response::new(200)
        .header("Content-Type", "text/html; charset=utf-8")
        .header("Cache-Control", "no-store")
        .body(page);
    Some(match policy {
        Some(policy) => response.header("Content-Security-Policy", &policy),
        None => response,
    })
}
