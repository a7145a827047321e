//! Requests and responses, independent of the HTTP library.

use std::io::{Result, Write};

/// A request as it was received.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// `GET`, `HEAD` and so on.
    pub method: String,
    /// The path as the browser wrote it, percent signs and all, without the query.
    pub path: String,
    /// What follows `?`; empty if there is no query.
    pub query: String,
    /// The header lines, in their order.
    pub headers: Vec<(String, String)>,
}

impl Request {
    pub(super) fn read(head: &httparse::Request<'_, '_>) -> Self {
        let target = head.path.unwrap_or("/");
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        Self {
            method: head.method.unwrap_or_default().to_owned(),
            path: path.to_owned(),
            query: query.to_owned(),
            headers: head
                .headers
                .iter()
                .map(|header| {
                    let value = String::from_utf8_lossy(header.value).into_owned();
                    (header.name.to_owned(), value)
                })
                .collect(),
        }
    }

    /// The first header of that name, whatever its case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        find(&self.headers, name)
    }
}

/// An answer. A route in code sends these headers and no others, so it can leave out CORS, for example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// The header lines, in their order.
    pub headers: Vec<(String, String)>,
    /// The bytes after them.
    pub body: Vec<u8>,
    /// After how many bytes of the body the connection breaks, if it does.
    pub cut_after: Option<usize>,
}

impl Response {
    /// An answer with neither headers nor body.
    #[must_use]
    pub fn new(status: u16) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: Vec::new(),
            cut_after: None,
        }
    }

    /// Plain text.
    #[must_use]
    pub fn text(status: u16, text: &str) -> Self {
        Self::new(status)
            .header("Content-Type", "text/plain; charset=utf-8")
            .body(text)
    }

    /// Sets a header, in place of one of the same name.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers
            .retain(|(other, _)| !other.eq_ignore_ascii_case(name));
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Sets the body.
    #[must_use]
    pub fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }

    /// The value of a header that was set, whatever its case.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&str> {
        find(&self.headers, name)
    }

    /// Breaks the connection after this many bytes of the body: the header promises the whole length.
    #[must_use]
    pub fn cut_after(mut self, bytes: usize) -> Self {
        self.cut_after = Some(bytes);
        self
    }

    pub(super) fn write(&self, to: &mut impl Write, with_body: bool) -> Result<()> {
        let mut bytes = format!("HTTP/1.1 {} \r\n", self.status).into_bytes();
        for (name, value) in &self.headers {
            write!(bytes, "{name}: {value}\r\n")?;
        }
        // Responses with these two have no body, and so no length.
        if !matches!(self.status, 204 | 304) {
            write!(bytes, "Content-Length: {}\r\n", self.body.len())?;
        }
        bytes.extend(b"\r\n");
        if with_body && !matches!(self.status, 204 | 304) {
            let sent = self.cut_after.unwrap_or(self.body.len());
            bytes.extend(self.body.iter().take(sent));
        }
        to.write_all(&bytes)
    }
}

fn find<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    headers
        .iter()
        .find(|(other, _)| other.eq_ignore_ascii_case(name))
        .map(|(_, value)| value.as_str())
}
