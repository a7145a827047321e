//! A static server that injects faults for the browser tests: requests held back, answers cut off, broken files.
//!
//! That is why it is not a library's. It otherwise serves folders as a well-kept host would (precompressed files, right
//! media types, validators, CORS), so `cargo xtask serve` uses it too:
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

mod connection;
mod files;
mod message;

use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use anyhow::{Context, Result};

pub use files::Folder;
pub(crate) use files::{FOREVER, REVALIDATE, has_hash, media_type};
pub use message::{Request, Response};

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
    /// Each connection has a thread of its own, so a route may sleep to play a slow host.
    #[must_use]
    pub fn route(
        mut self,
        route: impl Fn(&Request) -> Option<Response> + Send + Sync + 'static,
    ) -> Self {
        self.routes.push(Box::new(route));
        self
    }

    /// Serves a folder under a URL prefix such as `/` or `/hosts/`. A file that is not there is left to the routes
    /// after it.
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
        let listener = TcpListener::bind(("127.0.0.1", port))
            .with_context(|| format!("could not listen on port {port} of 127.0.0.1"))?;
        let port = listener
            .local_addr()
            .context("the server listens on no port")?
            .port();
        let shared = Arc::new(Shared {
            site: self,
            log: Mutex::default(),
            is_stopped: AtomicBool::new(false),
        });
        let listening = std::thread::spawn({
            let shared = Arc::clone(&shared);
            move || listen(&listener, &shared)
        });
        Ok(Server {
            port,
            shared,
            listening: Some(listening),
        })
    }

    fn answer(&self, request: &Request) -> Response {
        self.routes
            .iter()
            .find_map(|route| route(request))
            .unwrap_or_else(|| Response::text(404, "There is nothing here."))
    }
}

/// What the server and its connections have in common.
struct Shared {
    site: Site,
    log: Mutex<Vec<Request>>,
    is_stopped: AtomicBool,
}

impl Shared {
    fn log(&self) -> MutexGuard<'_, Vec<Request>> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_stopped(&self) -> bool {
        self.is_stopped.load(Ordering::Relaxed)
    }
}

/// Gives each connection a thread. With a pool, connections that browsers open ahead and leave idle would keep others
/// waiting.
fn listen(listener: &TcpListener, shared: &Arc<Shared>) {
    for stream in listener.incoming() {
        if shared.is_stopped() {
            return;
        }
        let Ok(stream) = stream else { continue };
        let shared = Arc::clone(shared);
        std::thread::spawn(move || {
            // A browser that went away in the middle is no fault of the server's.
            let _gone = connection::serve(stream, &shared);
        });
    }
}

/// A running server; dropping it stops it and frees its port.
pub struct Server {
    port: u16,
    shared: Arc<Shared>,
    listening: Option<JoinHandle<()>>,
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
        self.shared.is_stopped.store(true, Ordering::Relaxed);
        // The listener sleeps until there is a connection.
        let _refused = TcpStream::connect(("127.0.0.1", self.port));
        if let Some(listening) = self.listening.take() {
            let _panicked = listening.join();
        }
    }
}

#[cfg(test)]
mod tests;
