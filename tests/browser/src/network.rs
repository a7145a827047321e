//! The browser's own record of every request, read from chromedriver's performance log.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use serde_json::Value;
use url::Url;

/// One request, and what came of it.
#[derive(Clone, Debug, Default)]
pub struct Request {
    id: String,
    /// The address.
    pub url: String,
    /// The method.
    pub method: String,
    /// What the browser wanted it for: Document, Script, Fetch and so on.
    pub kind: String,
    /// The headers that went out, names in lower case; cookies and referrer included.
    pub headers: BTreeMap<String, String>,
    /// The answer's status, when one came.
    pub status: Option<u64>,
    /// The answer's headers, names in lower case.
    pub answer: BTreeMap<String, String>,
    /// Bytes on the wire for headers and compressed body, when all has come.
    pub bytes: Option<f64>,
    /// Why it failed, when it did.
    pub failed: Option<String>,
}

impl Request {
    /// Scheme, host and port, for what went over the network; none for `data:`, `blob:` and the like.
    pub fn origin(&self) -> Option<String> {
        let url = Url::parse(&self.url).ok()?;
        ["http", "https", "ws", "wss"]
            .contains(&url.scheme())
            .then(|| url.origin().ascii_serialization())
    }

    /// It was answered in full, or has failed.
    pub fn is_done(&self) -> bool {
        self.bytes.is_some() || self.failed.is_some()
    }

    /// The address's path.
    pub fn path(&self) -> String {
        Url::parse(&self.url)
            .map(|url| url.path().to_owned())
            .unwrap_or_default()
    }

    /// The page that it tells about, if it tells.
    pub fn referrer(&self) -> Option<&str> {
        self.headers
            .get("referer")
            .map(String::as_str)
            .filter(|referrer| !referrer.is_empty())
    }

    /// The cookies that it carries, if any.
    pub fn cookies(&self) -> Option<&str> {
        self.headers.get("cookie").map(String::as_str)
    }
}

/// All that has been read so far.
#[derive(Default)]
pub struct NetworkLog {
    requests: Vec<Request>,
    /// Headers that were told before the request they belong to.
    early: BTreeMap<String, BTreeMap<String, String>>,
}

impl NetworkLog {
    /// Takes in one entry of the performance log.
    pub fn read(&mut self, entry: &Value) -> Result<()> {
        let text = entry
            .get("message")
            .and_then(Value::as_str)
            .context("a log entry without message")?;
        let told: Value = serde_json::from_str(text).context("a log entry that is not JSON")?;
        let method = told
            .pointer("/message/method")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let Some(params) = told.pointer("/message/params") else {
            return Ok(());
        };
        let id = word(params, "/requestId");
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
                    request.answer = headers(params.pointer("/response/headers"));
                }
            }
            "Network.loadingFinished" => {
                if let Some(request) = self.latest(&id) {
                    request.bytes = params.get("encodedDataLength").and_then(Value::as_f64);
                }
            }
            "Network.loadingFailed" => {
                if let Some(request) = self.latest(&id) {
                    request.failed = Some(word(params, "/errorText"));
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn sent(&mut self, id: String, params: &Value) {
        // A redirect keeps its id: the answer to the first leg comes with the second's request.
        if let Some(redirect) = params.get("redirectResponse")
            && let Some(request) = self.latest(&id)
        {
            request.status = redirect.get("status").and_then(Value::as_u64);
            request.answer = headers(redirect.get("headers"));
            request.bytes = redirect.get("encodedDataLength").and_then(Value::as_f64);
        }
        let url = word(params, "/request/url");
        // A fresh browser's own start page is none of our business.
        if url.starts_with("chrome:") || url.starts_with("chrome-untrusted:") {
            return;
        }
        let mut sent = headers(params.pointer("/request/headers"));
        sent.extend(self.early.remove(&id).unwrap_or_default());
        self.requests.push(Request {
            url,
            method: word(params, "/request/method"),
            kind: word(params, "/type"),
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

    /// Every request so far, in order.
    pub fn requests(&self) -> Vec<Request> {
        self.requests.clone()
    }
}

fn word(value: &Value, pointer: &str) -> String {
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
    fn headers_that_come_before_their_request_are_not_lost() {
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
