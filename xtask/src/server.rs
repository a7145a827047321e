//! A small static server for this machine: `cargo xtask serve` and the browser tests.
//!
//! It serves folders as a well-kept host would (precompressed files, right media types, validators, CORS),
//! and lets a test put faults before them:
//!
//! ```
//! use xtask::server::{Folder, Response, Site};
//!
//! # fn main() -> anyhow::Result<()> {
//! let dist = Folder::new("dist");
//! let server = Site::new()
//!     // The first route that has an answer gives it. A route can ask a folder and change its answer.
//!     .route(move |request| {
//!         let answer = dist.answer(request)?;
//!         request.path.ends_with(".wasm").then(|| answer.header("Content-Type", "text/plain"))
//!     })
//!     .route(|request| (request.path == "/broken.json").then(|| Response::text(500, "no")))
//!     .mount("/", "dist")
//!     .start(0)?;
//! println!("{}", server.url());
//! assert!(server.requests().is_empty());
//! # Ok(())
//! # }
//! ```

mod files;
mod message;

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use anyhow::{Context, Result, anyhow};

pub use files::Folder;
pub use message::{Request, Response};

/// A test may let several requests hang at once; a browser opens at most six connections to one origin.
const WORKERS: usize = 8;

type Route = Box<dyn Fn(&Request) -> Option<Response> + Send + Sync>;

/// What is to be served: routes, asked in the order in which they were added.
#[derive(Default)]
pub struct Site {
    routes: Vec<Route>,
}

impl Site {
    /// A site that answers everything with 404.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a route in code. `None` leaves the request to the routes after it.
    ///
    /// It runs on a worker thread, so it may sleep to play a slow host.
    #[must_use]
    pub fn route(
        mut self,
        route: impl Fn(&Request) -> Option<Response> + Send + Sync + 'static,
    ) -> Self {
        self.routes.push(Box::new(route));
        self
    }

    /// Serves a folder under a URL prefix such as `/` or `/hosts/`.
    /// A file that is not there is left to the routes after it.
    #[must_use]
    pub fn mount(self, prefix: &str, folder: impl Into<PathBuf>) -> Self {
        let folder = Folder::under(prefix, folder);
        self.route(move |request| folder.answer(request))
    }

    /// Starts to serve on 127.0.0.1, reachable from this machine alone; port 0 takes any free one.
    ///
    /// # Errors
    /// When the port is taken.
    pub fn start(self, port: u16) -> Result<Server> {
        let listener = tiny_http::Server::http(("127.0.0.1", port))
            .map_err(|error| anyhow!("{error}"))
            .with_context(|| format!("could not listen on port {port} of 127.0.0.1"))?;
        let port = listener
            .server_addr()
            .to_ip()
            .context("the server listens on no port")?
            .port();
        let shared = Arc::new(Shared {
            listener,
            site: self,
            log: Mutex::default(),
        });
        let workers = (0..WORKERS)
            .map(|_| {
                let shared = Arc::clone(&shared);
                std::thread::spawn(move || shared.work())
            })
            .collect();
        Ok(Server {
            port,
            shared,
            workers,
        })
    }
}

struct Shared {
    listener: tiny_http::Server,
    site: Site,
    log: Mutex<Vec<Request>>,
}

impl Shared {
    /// Answers requests until [`Server::drop`] unblocks the listener.
    fn work(&self) {
        while let Ok(incoming) = self.listener.recv() {
            let request = Request::read(&incoming);
            self.log().push(request.clone());
            let answer = self
                .site
                .routes
                .iter()
                .find_map(|route| route(&request))
                .unwrap_or_else(|| Response::text(404, "There is nothing here."));
            // A browser that went away in the middle is no fault of the server's.
            let _gone = incoming.respond(answer.write());
        }
    }

    fn log(&self) -> std::sync::MutexGuard<'_, Vec<Request>> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A running server; dropping it stops it, when the requests that are being answered are done.
pub struct Server {
    port: u16,
    shared: Arc<Shared>,
    workers: Vec<JoinHandle<()>>,
}

impl Server {
    /// Where it is, without a final slash: `http://127.0.0.1:40123`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The port it listens on.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Every request so far, the oldest first.
    #[must_use]
    pub fn requests(&self) -> Vec<Request> {
        self.shared.log().clone()
    }

    /// Forgets the requests so far, so that a test can look at what its next step asks for.
    pub fn forget_requests(&self) {
        self.shared.log().clear();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Each call wakes one waiting worker, and each worker leaves after being woken once.
        for _ in &self.workers {
            self.shared.listener.unblock();
        }
        for worker in self.workers.drain(..) {
            let _panicked = worker.join();
        }
    }
}

#[cfg(test)]
mod tests;
