//! The site that a test's browser visits: host pages, the built site, and faults.

use std::fs;
use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};

use anyhow::{Context, Result};
use serde_json::Value;
use xtask::server::{self, Folder, Request, Response, Server};

use crate::browser::Browser;
use crate::faults::BadCatalogue;
use crate::paths;

/// Configures a site before it is served.
pub struct SiteBuilder {
    routes: server::Site,
    gates: Vec<Gate>,
    script: String,
    catalogue: String,
    host_headers: Vec<(String, String)>,
    dist: Option<PathBuf>,
}

/// A site that is being served on its own port, and so with its own origin.
pub struct Site {
    server: Server,
    gates: Vec<Gate>,
}

impl SiteBuilder {
    /// Only the host pages.
    pub fn hosts_only() -> Self {
        Self {
            routes: server::Site::new(),
            gates: Vec::new(),
            script: "/virker.js".to_owned(),
            catalogue: "/catalogue.json".to_owned(),
            host_headers: Vec::new(),
            dist: None,
        }
    }

    /// The host pages and the site built by `cargo xtask build`.
    pub fn shipped() -> Result<Self> {
        Self::of(paths::dist()?)
    }

    /// The host pages and another built site.
    pub fn of(dist: PathBuf) -> Result<Self> {
        let catalogue = paths::catalogue_path(&dist)?.to_owned();
        Ok(Self {
            catalogue,
            dist: Some(dist),
            ..Self::hosts_only()
        })
    }

    /// Adds a route that takes precedence over files; `None` passes the request on to the next route.
    pub fn route(
        mut self,
        route: impl Fn(&Request) -> Option<Response> + Send + Sync + 'static,
    ) -> Self {
        self.routes = self.routes.route(route);
        self
    }

    /// Responds to every path with this suffix with an error status.
    pub fn fail(self, suffix: &'static str, status: u16) -> Self {
        self.route(move |request| {
            request
                .path
                .ends_with(suffix)
                .then(|| Response::text(status, "A simulated fault."))
        })
    }

    /// Delays responses to every path with this suffix until the gate is opened.
    pub fn hold(mut self, suffix: &'static str, gate: &Gate) -> Self {
        self.gates.push(gate.clone());
        let gate = gate.clone();
        self.route(move |request| {
            if request.path.ends_with(suffix) {
                gate.wait();
            }
            None
        })
    }

    /// Delays the response to the first request for a file whose name has this prefix and suffix; later requests are
    /// not delayed.
    pub fn hold_first(mut self, prefix: &'static str, suffix: &'static str, gate: &Gate) -> Self {
        self.gates.push(gate.clone());
        let gate = gate.clone();
        let is_first = AtomicBool::new(true);
        self.route(move |request| {
            let (_, name) = request.path.rsplit_once('/')?;
            if name.starts_with(prefix)
                && name.ends_with(suffix)
                && is_first.swap(false, Ordering::SeqCst)
            {
                gate.wait();
            }
            None
        })
    }

    /// Corrupts the response for every file whose name has this prefix and suffix, until `fixed` is set.
    pub fn corrupt_until(
        self,
        prefix: &'static str,
        suffix: &'static str,
        fixed: &Arc<AtomicBool>,
        corrupt: impl Fn(Response) -> Response + Send + Sync + 'static,
    ) -> Result<Self> {
        let folder = Folder::new(self.dist.clone().map_or_else(paths::dist, Ok)?);
        let fixed = Arc::clone(fixed);
        Ok(self.route(move |request| {
            let (_, name) = request.path.rsplit_once('/')?;
            let matches = name.starts_with(prefix) && name.ends_with(suffix);
            (matches && !fixed.load(Ordering::SeqCst))
                .then(|| folder.answer(request).map(&corrupt))?
        }))
    }

    /// Delays the code for search and pages, and the styles of pages.
    pub fn hold_late_parts(mut self, gate: &Gate) -> Self {
        self.gates.push(gate.clone());
        let gate = gate.clone();
        self.route(move |request| {
            let late = ["/chunk-", "/search-", "/pages-"];
            if late.iter().any(|part| request.path.starts_with(part)) {
                gate.wait();
            }
            None
        })
    }

    /// Sends this header with every host page, for example a content security policy.
    pub fn host_header(mut self, name: &str, value: &str) -> Self {
        self.host_headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Loads the host pages' script and catalogue from another site.
    pub fn widget_from(mut self, other: &Site) -> Self {
        self.script = format!("{}{}", other.url(), self.script);
        self.catalogue = format!("{}{}", other.url(), self.catalogue);
        self
    }

    /// Serves only the host pages, not the built site.
    pub fn without_dist(mut self) -> Self {
        self.dist = None;
        self
    }

    /// Sets the catalogue's URL in the host pages.
    pub fn catalogue(mut self, address: &str) -> Self {
        self.catalogue = address.to_owned();
        self
    }

    /// Gives the host pages a catalogue with this fault.
    pub fn bad_catalogue(self, fault: BadCatalogue) -> Result<Self> {
        fault.add_to(self)
    }

    /// The shipped catalogue as one document.
    pub fn shipped_catalogue(&self) -> Result<String> {
        let dist = self.dist.clone().map_or_else(paths::dist, Ok)?;
        let path = dist.join(paths::catalogue_path(&dist)?.trim_start_matches('/'));
        let path = path.with_file_name("catalogue-whole.json");
        fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))
    }

    /// Changes `catalogue.json`, which names the parts of the shipped catalogue.
    pub fn changed_head(self, change: impl Fn(&mut Value) -> Option<()>) -> Result<Self> {
        let dist = self.dist.clone().map_or_else(paths::dist, Ok)?;
        let path = paths::catalogue_path(&dist)?;
        let head = fs::read_to_string(dist.join(path.trim_start_matches('/')))?;
        let mut head: Value = serde_json::from_str(&head)?;
        change(&mut head).context("the head has another form")?;
        let head = head.to_string();
        Ok(self.route(move |request| {
            let response = Response::new(200).header("Content-Type", "application/json");
            (request.path == path).then(|| response.body(head.as_str()))
        }))
    }

    /// Changes a script of the built site.
    pub fn changed_script(
        self,
        name: &'static str,
        change: impl Fn(&str) -> String,
    ) -> Result<Self> {
        let dist = self.dist.clone().map_or_else(paths::dist, Ok)?;
        let changed = change(&fs::read_to_string(dist.join(name))?);
        Ok(self.route(move |request| {
            let response = Response::new(200).header("Content-Type", "text/javascript");
            (request.path.trim_start_matches('/') == name).then(|| response.body(changed.as_str()))
        }))
    }

    /// Starts the server.
    pub fn start(self) -> Result<Site> {
        let Self {
            mut routes,
            gates,
            script,
            catalogue,
            host_headers,
            dist,
        } = self;
        routes = routes.route(move |request| {
            let name = request.path.strip_prefix("/hosts/")?;
            // These pages are templates, so no folder serves them. Only bare file names are accepted.
            if name.contains('/') || !name.ends_with(".html") {
                return None;
            }
            let page = fs::read_to_string(paths::hosts().join(name)).ok()?;
            let page = with_console_kept(page)
                .replace("{{script}}", &script)
                .replace("{{opening}}", &script.replace("virker.js", "opening.js"))
                .replace("{{catalogue}}", &catalogue);
            let response = Response::new(200)
                .header("Content-Type", "text/html; charset=utf-8")
                .header("Cache-Control", "no-store")
                .body(page);
            Some(
                host_headers
                    .iter()
                    .fold(response, |response, (name, value)| {
                        response.header(name, value)
                    }),
            )
        });
        routes = routes.route(example).route(|request| {
            let response = Response::new(200).header("Content-Type", "text/javascript");
            (request.path == CONSOLE).then(|| response.body(include_str!("console.js")))
        });
        if let Some(dist) = dist {
            routes = routes.mount("/", dist);
        }
        Ok(Site {
            server: routes.start(0)?,
            gates,
        })
    }
}

/// The script that keeps a page's console.
const CONSOLE: &str = "/hosts/console.js";

/// The page with a script that keeps its console, before all others: only Chromium's driver tells what is in it.
fn with_console_kept(page: String) -> String {
    if Browser::wanted().is_ok_and(Browser::tells_the_console) {
        return page;
    }
    let first = r#"<meta charset="utf-8">"#;
    page.replacen(
        first,
        &format!(r#"{first}<script src="{CONSOLE}"></script>"#),
        1,
    )
}

/// A file of `examples/`, with this site in place of the placeholder address.
fn example(request: &Request) -> Option<Response> {
    let name = request.path.strip_prefix("/examples/")?;
    let kind = match name.rsplit_once('.')? {
        (name, "html") if !name.contains('/') => "text/html; charset=utf-8",
        (name, "json") if !name.contains('/') => "application/json",
        _ => return None,
    };
    let text = fs::read_to_string(paths::examples().join(name)).ok()?;
    let text = with_console_kept(text)
        .replace("https://virker.example/", "/")
        .replace("https://virker.example", "'self'");
    Some(
        Response::new(200)
            .header("Content-Type", kind)
            .header("Cache-Control", "no-store")
            .body(text),
    )
}

impl Site {
    /// The shipped site, whose engine comes when the gate is opened.
    pub fn with_waiting_engine() -> Result<(Self, Gate)> {
        let gate = Gate::closed();
        let site = SiteBuilder::shipped()?
            .hold_first("virker-", ".wasm", &gate)
            .start()?;
        Ok((site, gate))
    }

    /// The host pages and the site built by `cargo xtask build`, without faults.
    pub fn shipped() -> Result<Self> {
        SiteBuilder::shipped()?.start()
    }

    /// Its origin, without a trailing slash.
    pub fn url(&self) -> String {
        self.server.url()
    }

    /// The URL of a host page.
    pub fn host(&self, page: &str) -> String {
        format!("{}/hosts/{page}", self.url())
    }

    /// The requests received so far, in order, except those of the tests themselves.
    pub fn requests(&self) -> Vec<Request> {
        let mut requests = self.server.requests();
        requests.retain(|request| request.path != CONSOLE);
        requests
    }

    /// The number of requests for paths with this suffix.
    pub fn request_count(&self, suffix: &str) -> usize {
        self.requests()
            .iter()
            .filter(|request| request.path.ends_with(suffix))
            .count()
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        // The server joins its workers, and a worker at a closed gate would wait for ever.
        for gate in &self.gates {
            gate.open();
        }
    }
}

/// Delays responses until a test opens it.
#[derive(Clone, Default)]
pub struct Gate(Arc<(Mutex<bool>, Condvar)>);

impl Gate {
    /// A closed gate.
    pub fn closed() -> Self {
        Self::default()
    }

    /// Opens it for good.
    pub fn open(&self) {
        let (open, opened) = &*self.0;
        *open.lock().unwrap_or_else(PoisonError::into_inner) = true;
        opened.notify_all();
    }

    fn wait(&self) {
        let (open, opened) = &*self.0;
        let mut open = open.lock().unwrap_or_else(PoisonError::into_inner);
        while !*open {
            open = opened.wait(open).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// An origin where nothing listens.
pub fn unreachable_origin() -> Result<String> {
    // The system doesn't soon reuse a port that has just become free, so no other process listens there either.
    let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
    Ok(format!("http://127.0.0.1:{port}"))
}
