//! Files of a folder, served as a well-kept host would.

use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use super::{Request, Response};
use crate::compress;

/// A folder under a URL prefix.
#[derive(Clone, Debug)]
pub struct Folder {
    prefix: String,
    root: PathBuf,
}

impl Folder {
    /// A folder at the root of the site.
    #[must_use]
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self::under("/", root)
    }

    /// A folder under a prefix such as `/hosts/`.
    #[must_use]
    pub fn under(prefix: &str, root: impl Into<PathBuf>) -> Self {
        Self {
            prefix: prefix.trim_end_matches('/').to_owned(),
            root: root.into(),
        }
    }

    /// The answer to a request, or `None` when it is for no file of this folder.
    #[must_use]
    pub fn answer(&self, request: &Request) -> Option<Response> {
        let below = request.path.strip_prefix(&self.prefix)?;
        if !below.starts_with('/') {
            return None;
        }
        let mut path = self.find(below)?;
        if path.is_dir() {
            if !below.ends_with('/') {
                // Without the slash, the page's relative addresses would point beside the folder.
                let name = below.rsplit('/').next()?;
                return Some(Response::new(302).header("Location", &format!("{name}/")));
            }
            path.push("index.html");
        }
        if request.method != "GET" && request.method != "HEAD" {
            return path.is_file().then(|| {
                Response::text(405, "Files can only be read.").header("Allow", "GET, HEAD")
            });
        }
        file(&path, request)
    }

    /// The file that a path names, unless it lies outside the folder, be it by `..` or by a symbolic link.
    fn find(&self, below: &str) -> Option<PathBuf> {
        let mut path = self.root.clone();
        for part in below.split('/') {
            let part = decode(part)?;
            match part.as_str() {
                "" | "." => {}
                ".." => return None,
                name if name.contains(['/', '\\', ':', '\0']) => return None,
                name => path.push(name),
            }
        }
        let path = path.canonicalize().ok()?;
        path.starts_with(self.root.canonicalize().ok()?)
            .then_some(path)
    }
}

fn file(path: &Path, request: &Request) -> Option<Response> {
    let (source, coding) = variant(path, request.header("Accept-Encoding").unwrap_or_default());
    let metadata = fs::metadata(&source).ok().filter(Metadata::is_file)?;
    let name = path.file_name()?.to_str()?;
    let tag = entity_tag(&metadata, coding);
    let cache = if has_hash(name) { FOREVER } else { REVALIDATE };
    let mut answer = Response::new(200)
        .header("Content-Type", media_type(name))
        .header("ETag", &tag)
        .header("Cache-Control", cache)
        .header("Vary", "Accept-Encoding")
        .header("Access-Control-Allow-Origin", "*")
        .header("X-Content-Type-Options", "nosniff");
    if let Some(coding) = coding {
        answer = answer.header("Content-Encoding", coding);
    }
    if request
        .header("If-None-Match")
        .is_some_and(|known| names_tag(known, &tag))
    {
        answer.status = 304;
        return Some(answer);
    }
    Some(answer.body(fs::read(&source).ok()?))
}

/// The smallest form that is there and that the browser takes.
fn variant(path: &Path, accepted: &str) -> (PathBuf, Option<&'static str>) {
    for (suffix, coding) in compress::ENCODINGS {
        let compressed = compress::beside(path, suffix);
        if accepts(accepted, coding) && compressed.is_file() {
            return (compressed, Some(coding));
        }
    }
    (path.to_owned(), None)
}

/// Whether an `Accept-Encoding` names this coding, other than to refuse it by `;q=0`.
fn accepts(accepted: &str, coding: &str) -> bool {
    accepted.split(',').any(|offer| {
        let mut parts = offer.split(';').map(str::trim);
        let named = parts
            .next()
            .is_some_and(|name| name.eq_ignore_ascii_case(coding));
        let refused = parts.any(|parameter| {
            parameter
                .strip_prefix("q=")
                .and_then(|quality| quality.parse::<f32>().ok())
                .is_some_and(|quality| quality <= 0.0)
        });
        named && !refused
    })
}

/// Time and length, as the large servers do it: a hash would slow the very answers that tests measure.
fn entity_tag(metadata: &Metadata, coding: Option<&str>) -> String {
    let changed = metadata
        .modified()
        .ok()
        .and_then(|time| time.duration_since(UNIX_EPOCH).ok())
        .map_or(0, |since| since.as_nanos());
    format!(
        "\"{changed:x}-{:x}{}\"",
        metadata.len(),
        coding.unwrap_or_default()
    )
}

fn names_tag(known: &str, tag: &str) -> bool {
    known
        .split(',')
        .map(|one| one.trim().trim_start_matches("W/"))
        .any(|one| one == tag || one == "*")
}

/// For how long a file whose name carries a hash of its contents may be kept.
pub(crate) const FOREVER: &str = "public, max-age=31536000, immutable";

/// Every other file must be asked for anew.
pub(crate) const REVALIDATE: &str = "no-cache";

/// Whether a name carries a hash of its contents, as in `virker-0123456789.wasm`: then it never changes.
pub(crate) fn has_hash(name: &str) -> bool {
    let stem = name.split_once('.').map_or(name, |(stem, _)| stem);
    stem.rsplit_once('-').is_some_and(|(_, hash)| {
        hash.len() >= 10 && hash.bytes().all(|byte| byte.is_ascii_hexdigit())
    })
}

pub(crate) fn media_type(name: &str) -> &'static str {
    let suffix = name.rsplit_once('.').map_or("", |(_, suffix)| suffix);
    match suffix.to_ascii_lowercase().as_str() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "pdf" => "application/pdf",
        "txt" => "text/plain; charset=utf-8",
        "md" => "text/markdown; charset=utf-8",
        "xml" => "application/xml",
        _ => "application/octet-stream",
    }
}

/// Undoes `%C3%A6` and the like; a broken escape or text that is not UTF-8 names no file.
fn decode(part: &str) -> Option<String> {
    let mut bytes = part.bytes();
    let mut decoded = Vec::with_capacity(part.len());
    while let Some(byte) = bytes.next() {
        decoded.push(if byte == b'%' {
            let mut digit = || char::from(bytes.next()?).to_digit(16);
            u8::try_from(digit()? * 16 + digit()?).ok()?
        } else {
            byte
        });
    }
    String::from_utf8(decoded).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refused_coding_is_not_sent() {
        assert!(accepts("gzip, deflate, br", "br"));
        assert!(accepts("br;q=0.5", "br"));
        assert!(!accepts("br;q=0, gzip", "br"));
        assert!(!accepts("brotli", "br"));
        assert!(!accepts("", "gzip"));
    }

    #[test]
    fn only_names_with_a_hash_are_kept_for_good() {
        assert!(has_hash("virker-0123456789.js"));
        assert!(has_hash("index-0a1b2c3d4e5f.json"));
        assert!(!has_hash("virker.js"));
        assert!(!has_hash("report-2016.html"));
        assert!(!has_hash("hjem-og-mad.html"));
    }

    #[test]
    fn each_kind_of_file_has_its_media_type() {
        assert_eq!(media_type("a-b.wasm"), "application/wasm");
        assert_eq!(media_type("a.js"), "text/javascript; charset=utf-8");
        assert_eq!(media_type("a.min.css"), "text/css; charset=utf-8");
        assert_eq!(media_type("README"), "application/octet-stream");
    }

    #[test]
    fn escapes_are_undone_once() {
        assert_eq!(decode("%C3%A6ble").as_deref(), Some("æble"));
        assert_eq!(decode("%252e").as_deref(), Some("%2e"));
        assert_eq!(decode("%2"), None);
        assert_eq!(decode("%zz"), None);
        assert_eq!(decode("%+1"), None);
        assert_eq!(decode("%ff"), None);
    }
}
