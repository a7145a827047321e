//! What comes in and what goes out, apart from the HTTP library in use.

use std::io::Cursor;

/// A request as it came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// `GET`, `HEAD` and so on.
    pub method: String,
    /// The path as the browser wrote it, percent signs and all, without the query.
    pub path: String,
    /// What stood after `?`, or nothing.
    pub query: String,
    /// The header lines, in their order.
    pub headers: Vec<(String, String)>,
}

impl Request {
    pub(super) fn read(incoming: &tiny_http::Request) -> Self {
        let (path, query) = incoming
            .url()
            .split_once('?')
            .unwrap_or((incoming.url(), ""));
        Self {
            method: incoming.method().to_string(),
            path: path.to_owned(),
            query: query.to_owned(),
            headers: incoming
                .headers()
                .iter()
                .map(|header| (header.field.to_string(), header.value.to_string()))
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
}

impl Response {
    /// An answer with neither headers nor body.
    #[must_use]
    pub fn new(status: u16) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: Vec::new(),
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

    pub(super) fn write(self) -> tiny_http::Response<Cursor<Vec<u8>>> {
        let headers = self
            .headers
            .iter()
            .filter_map(|(name, value)| {
                tiny_http::Header::from_bytes(name.as_bytes(), value.as_bytes()).ok()
            })
            .collect();
        let length = self.body.len();
        tiny_http::Response::new(
            self.status.into(),
            headers,
            Cursor::new(self.body),
            Some(length),
            None,
        )
        // Otherwise long bodies go out in chunks, and a loader cannot show how far it is.
        .with_chunked_threshold(usize::MAX)
    }
}

fn find<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    headers
        .iter()
        .find(|(other, _)| other.eq_ignore_ascii_case(name))
        .map(|(_, value)| value.as_str())
}
