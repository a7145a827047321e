//! The browser's record of all requests, from chromedriver's performance log.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use serde_json::Value;
use url::Url;

/// A request and its outcome.
#[derive(Clone, Debug, Default)]
pub struct Request {
    id: String,
    /// The URL.
    pub url: String,
    /// The method.
    pub method: String,
    /// Its type: Document, Script, Fetch and so on.
    pub resource_type: String,
    /// The headers that were sent, including cookies and referrer; names in lower case.
    pub headers: BTreeMap<String, String>,
    /// The response's status, if there was a response.
    pub status: Option<u64>,
    /// The response's headers; names in lower case.
    pub response_headers: BTreeMap<String, String>,
    /// The size on the wire: headers and compressed body. `None` until it is complete.
    pub bytes: Option<f64>,
    /// The error, if it failed.
    pub failed: Option<String>,
}

impl Request {
    /// Scheme, host and port; `None` for what does not use the network, such as `data:` and `blob:`.
    pub fn origin(&self) -> Option<String> {
        let url = Url::parse(&self.url).ok()?;
        ["http", "https", "ws", "wss"]
            .contains(&url.scheme())
            .then(|| url.origin().ascii_serialization())
    }

    /// Whether it is complete or has failed.
    pub fn is_done(&self) -> bool {
        self.bytes.is_some() || self.failed.is_some()
    }

    /// The URL's path.
    pub fn path(&self) -> String {
        Url::parse(&self.url)
            .map(|url| url.path().to_owned())
            .unwrap_or_default()
    }

    /// The referrer that it sends, if any.
    pub fn referrer(&self) -> Option<&str> {
        self.headers
            .get("referer")
            .map(String::as_str)
            .filter(|referrer| !referrer.is_empty())
    }

    /// The cookies that it sends, if any.
    pub fn cookies(&self) -> Option<&str> {
        self.headers.get("cookie").map(String::as_str)
    }
}

/// The requests read so far.
#[derive(Default)]
pub struct NetworkLog {
    requests: Vec<Request>,
    /// Headers that were reported before their request.
    early: BTreeMap<String, BTreeMap<String, String>>,
}

impl NetworkLog {
    /// Reads an entry of the performance log.
    pub fn read(&mut self, entry: &Value) -> Result<()> {
        let text = entry
            .get("message")
            .and_then(Value::as_str)
            .context("a log entry without message")?;
        let event: Value = serde_json::from_str(text).context("a log entry that is not JSON")?;
        let method = event
            .pointer("/message/method")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let Some(params) = event.pointer("/message/params") else {
            return Ok(());
        };
        let id = string(params, "/requestId");
        match method {
            "Network.requestWillBeSent" => self.sent(id, params),
            "Network.requestWillBeSentExtraInfo" => {
                let headers = headers(params.get("headers"));
                match self.latest(&id) {
                    Some(request) => request.headers.extend(headers),
                    None => self.early.entry(id).or_default().extend(headers),
                }
            }
            "Network.responseReceived" => {
                if let Some(request) = self.latest(&id) {
                    request.status = params.pointer("/response/status").and_then(Value::as_u64);
                    request.response_headers = headers(params.pointer("/response/headers"));
                }
            }
            "Network.loadingFinished" => {
                if let Some(request) = self.latest(&id) {
                    request.bytes = params.get("encodedDataLength").and_then(Value::as_f64);
                }
            }
            "Network.loadingFailed" => {
                if let Some(request) = self.latest(&id) {
                    request.failed = Some(string(params, "/errorText"));
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn sent(&mut self, id: String, params: &Value) {
        // A redirect keeps its id: its response is reported with the next request.
        if let Some(redirect) = params.get("redirectResponse")
            && let Some(request) = self.latest(&id)
        {
            request.status = redirect.get("status").and_then(Value::as_u64);
            request.response_headers = headers(redirect.get("headers"));
            request.bytes = redirect.get("encodedDataLength").and_then(Value::as_f64);
        }
        let url = string(params, "/request/url");
        // Ignore the browser's own start page.
        if url.starts_with("chrome:") || url.starts_with("chrome-untrusted:") {
            return;
        }
        let mut sent = headers(params.pointer("/request/headers"));
        sent.extend(self.early.remove(&id).unwrap_or_default());
        self.requests.push(Request {
            url,
            method: string(params, "/request/method"),
            resource_type: string(params, "/type"),
            headers: sent,
            id,
            ..Request::default()
        });
    }

    fn latest(&mut self, id: &str) -> Option<&mut Request> {
        self.requests
            .iter_mut()
            .rev()
            .find(|request| request.id == id)
    }

    /// All requests so far, in order.
    pub fn requests(&self) -> Vec<Request> {
        self.requests.clone()
    }
}

fn string(value: &Value, pointer: &str) -> String {
    value
        .pointer(pointer)
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned()
}

fn headers(value: Option<&Value>) -> BTreeMap<String, String> {
    let pairs = value.and_then(Value::as_object).into_iter().flatten();
    pairs
        .map(|(name, value)| {
            (
                name.to_lowercase(),
                value.as_str().unwrap_or_default().to_owned(),
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::NetworkLog;

    #[test]
    fn headers_that_are_reported_before_their_request_are_kept() {
        let mut log = NetworkLog::default();
        for message in [
            json!({"method": "Network.requestWillBeSentExtraInfo",
                   "params": {"requestId": "7", "headers": {"Cookie": "a=1"}}}),
            json!({"method": "Network.requestWillBeSent",
                   "params": {"requestId": "7", "type": "Fetch",
                              "request": {"url": "http://a.test/x?y", "method": "GET", "headers": {"Referer": "http://b.test/"}}}}),
            json!({"method": "Network.loadingFinished", "params": {"requestId": "7", "encodedDataLength": 12.0}}),
        ] {
            log.read(&json!({"message": json!({"message": message}).to_string()}))
                .unwrap();
        }
        let requests = log.requests();
        assert_eq!(requests[0].cookies(), Some("a=1"));
        assert_eq!(requests[0].referrer(), Some("http://b.test/"));
        assert_eq!(requests[0].origin().as_deref(), Some("http://a.test"));
        assert_eq!(requests[0].bytes, Some(12.0));
    }
}
