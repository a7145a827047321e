//! The sites that are visited, and what each sends: counted at the server, since a browser does not tell what its
//! workers fetch.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use anyhow::Result;
use xtask::server::{Folder, Server, Site};

/// Kinds of files, in the order of the tables.
pub(crate) const KINDS: [&str; 5] = ["page", "styles", "script", "wasm", "data"];

/// What was sent for a request.
#[derive(Clone, Debug)]
pub(crate) struct Sent {
    at: Duration,
    pub(crate) kind: &'static str,
    /// Of the body, compressed.
    pub(crate) bytes: usize,
}

/// A site on a port of its own.
pub(crate) struct Served {
    server: Server,
    log: Arc<Mutex<Vec<Sent>>>,
}

impl Served {
    /// Serves these folders; what is in several is taken from the first.
    pub(crate) fn start(folders: &[&Path]) -> Result<Self> {
        let folders: Vec<Folder> = folders.iter().map(Folder::new).collect();
        let log = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&log);
        let site = Site::new().route(move |request| {
            let at = SystemTime::now()
                .duration_since(UNIX_EPOCH)
                .unwrap_or_default();
            let answer = folders.iter().find_map(|folder| folder.answer(request))?;
            let sent = Sent {
                at,
                kind: kind(&request.path),
                bytes: answer.body.len(),
            };
            kept.lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(sent);
            Some(answer)
        });
        Ok(Self {
            server: site.start(0)?,
            log,
        })
    }

    pub(crate) fn url(&self) -> String {
        format!("{}/", self.server.url())
    }

    /// What has been asked for since the last call, up to this time in milliseconds since 1970.
    pub(crate) fn take(&self, until: f64) -> Vec<Sent> {
        let mut log = self.log.lock().unwrap_or_else(PoisonError::into_inner);
        let mut sent = std::mem::take(&mut *log);
        sent.retain(|one| one.at.as_secs_f64() * 1000.0 <= until);
        sent
    }
}

fn kind(path: &str) -> &'static str {
    let suffix = path.rsplit_once('.').map_or("html", |(_, suffix)| suffix);
    match suffix {
        "html" => "page",
        "css" => "styles",
        "js" => "script",
        "wasm" | "pagefind" => "wasm",
        _ => "data",
    }
}

#[cfg(test)]
mod tests {
    use super::kind;

    #[test]
    fn what_is_sent_is_told_apart_by_its_name() {
        assert_eq!(kind("/"), "page");
        assert_eq!(kind("/app-0123456789.js"), "script");
        assert_eq!(kind("/pagefind/wasm.da.pagefind"), "wasm");
        assert_eq!(kind("/pagefind/index/da_1.pf_index"), "data");
    }
}
