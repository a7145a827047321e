//! What a test's browser visits: host pages, the built site, and the faults that the test wants.

use std::fs;
use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};

use anyhow::{Context, Result};
use xtask::server::{self, Folder, Request, Response, Server};

use crate::faults::BadCatalogue;
use crate::places;

/// A site that a test plans before it is served.
pub struct Plan {
    routes: server::Site,
    gates: Vec<Gate>,
    script: String,
    catalogue: String,
    host_headers: Vec<(String, String)>,
    dist: Option<PathBuf>,
}

/// A site that is being served, each on a port, and so an origin, of its own.
pub struct Site {
    server: Server,
    gates: Vec<Gate>,
}

impl Plan {
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

    /// The host pages and the site as `cargo xtask build` made it.
    pub fn shipped() -> Result<Self> {
        Self::of(places::dist()?)
    }

    /// The host pages and another built site.
    pub fn of(dist: PathBuf) -> Result<Self> {
        let catalogue = places::catalogue_path(&dist)?.to_owned();
        Ok(Self {
            catalogue,
            dist: Some(dist),
            ..Self::hosts_only()
        })
    }

    /// Adds a route that is asked before the files; `None` leaves the request to the next.
    pub fn route(
        mut self,
        route: impl Fn(&Request) -> Option<Response> + Send + Sync + 'static,
    ) -> Self {
        self.routes = self.routes.route(route);
        self
    }

    /// Answers every path that ends so with this status and nothing else.
    pub fn failing(self, ending: &'static str, status: u16) -> Self {
        self.route(move |request| {
            request
                .path
                .ends_with(ending)
                .then(|| Response::text(status, "A planned fault."))
        })
    }

    /// Holds back every path that ends so until the gate is opened.
    pub fn held(mut self, ending: &'static str, gate: &Gate) -> Self {
        self.gates.push(gate.clone());
        let gate = gate.clone();
        self.route(move |request| {
            if request.path.ends_with(ending) {
                gate.wait();
            }
            None
        })
    }

    /// Holds back the first request for a file whose name begins and ends so; whoever asks again is answered.
    pub fn held_once(mut self, begins: &'static str, ends: &'static str, gate: &Gate) -> Self {
        self.gates.push(gate.clone());
        let gate = gate.clone();
        let is_first = AtomicBool::new(true);
        self.route(move |request| {
            let (_, name) = request.path.rsplit_once('/')?;
            if name.starts_with(begins)
                && name.ends_with(ends)
                && is_first.swap(false, Ordering::SeqCst)
            {
                gate.wait();
            }
            None
        })
    }

    /// Spoils the answer to every file whose name begins and ends so, until it is mended.
    pub fn broken_until(
        self,
        begins: &'static str,
        ends: &'static str,
        mended: &Arc<AtomicBool>,
        spoil: impl Fn(Response) -> Response + Send + Sync + 'static,
    ) -> Result<Self> {
        let folder = Folder::new(self.dist.clone().map_or_else(places::dist, Ok)?);
        let mended = Arc::clone(mended);
        Ok(self.route(move |request| {
            let (_, name) = request.path.rsplit_once('/')?;
            let meant = name.starts_with(begins) && name.ends_with(ends);
            (meant && !mended.load(Ordering::SeqCst)).then(|| folder.answer(request).map(&spoil))?
        }))
    }

    /// Holds back what is fetched after the first result: the code of searching and pages, and the styles of pages.
    pub fn parts_held(mut self, gate: &Gate) -> Self {
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

    /// Lets the host pages take the script and the catalogue from another site.
    pub fn widget_from(mut self, other: &Site) -> Self {
        self.script = format!("{}{}", other.url(), self.script);
        self.catalogue = format!("{}{}", other.url(), self.catalogue);
        self
    }

    /// Serves the host pages alone, though the site is built.
    pub fn without_dist(mut self) -> Self {
        self.dist = None;
        self
    }

    /// Gives the host pages' elements another catalogue.
    pub fn catalogue(mut self, address: &str) -> Self {
        self.catalogue = address.to_owned();
        self
    }

    /// Gives the host pages' elements a catalogue that is bad in this way.
    pub fn bad_catalogue(self, fault: BadCatalogue) -> Result<Self> {
        fault.plan(self)
    }

    /// The catalogue that we ship, as text.
    pub fn shipped_catalogue(&self) -> Result<String> {
        let dist = self.dist.clone().map_or_else(places::dist, Ok)?;
        let path = dist.join(places::catalogue_path(&dist)?.trim_start_matches('/'));
        fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))
    }

    /// Begins to serve.
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
            // A bare file name only: these pages are filled in, so they are not left to the folder.
            if name.contains('/') || !name.ends_with(".html") {
                return None;
            }
            let page = fs::read_to_string(places::hosts().join(name)).ok()?;
            let page = page
                .replace("{{script}}", &script)
                .replace("{{catalogue}}", &catalogue);
            let answer = Response::new(200)
                .header("Content-Type", "text/html; charset=utf-8")
                .header("Cache-Control", "no-store")
                .body(page);
            Some(
                host_headers
                    .iter()
                    .fold(answer, |answer, (name, value)| answer.header(name, value)),
            )
        });
        routes = routes.route(example);
        if let Some(dist) = dist {
            routes = routes.mount("/", dist);
        }
        Ok(Site {
            server: routes.start(0)?,
            gates,
        })
    }
}

/// A file of `examples/`, with this site in place of the address that stands in them.
fn example(request: &Request) -> Option<Response> {
    let name = request.path.strip_prefix("/examples/")?;
    let kind = match name.rsplit_once('.')? {
        (name, "html") if !name.contains('/') => "text/html; charset=utf-8",
        (name, "json") if !name.contains('/') => "application/json",
        _ => return None,
    };
    let text = fs::read_to_string(places::examples().join(name)).ok()?;
    let text = text
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
    /// The host pages and the site as `cargo xtask build` made it, without faults.
    pub fn shipped() -> Result<Self> {
        Plan::shipped()?.start()
    }

    /// Its origin, without a final slash.
    pub fn url(&self) -> String {
        self.server.url()
    }

    /// The address of a host page.
    pub fn host(&self, page: &str) -> String {
        format!("{}/hosts/{page}", self.url())
    }

    /// What it was asked for so far, as it arrived.
    pub fn requests(&self) -> Vec<Request> {
        self.server.requests()
    }

    /// How often a path that ends so was asked for.
    pub fn asked(&self, ending: &str) -> usize {
        self.requests()
            .iter()
            .filter(|request| request.path.ends_with(ending))
            .count()
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        // The server waits for its workers, and a worker at a closed gate would wait for ever.
        for gate in &self.gates {
            gate.open();
        }
    }
}

/// Holds requests back until a test lets them through.
#[derive(Clone, Default)]
pub struct Gate(Arc<(Mutex<bool>, Condvar)>);

impl Gate {
    /// A closed gate.
    pub fn closed() -> Self {
        Self::default()
    }

    /// Lets everybody through, from now on.
    pub fn open(&self) {
        let (open, bell) = &*self.0;
        *open.lock().unwrap_or_else(PoisonError::into_inner) = true;
        bell.notify_all();
    }

    fn wait(&self) {
        let (open, bell) = &*self.0;
        let mut open = open.lock().unwrap_or_else(PoisonError::into_inner);
        while !*open {
            open = bell.wait(open).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// An origin where nobody answers.
pub fn deaf_origin() -> Result<String> {
    // The system doesn't hand out a port again soon after it was free, so nobody else answers either.
    let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
    Ok(format!("http://127.0.0.1:{port}"))
}
