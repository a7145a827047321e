//! WebDriver commands that fantoccini lacks.

use anyhow::{Context, Result};
use fantoccini::Client;
use fantoccini::elements::Element;
use fantoccini::wd::WebDriverCompatibleCommand;
use http::Method;
use serde_json::{Value, json};
use url::{ParseError, Url};

/// A command of chromedriver, or a standard one that fantoccini lacks.
#[derive(Debug)]
enum Command {
    DevTools { method: &'static str, params: Value },
    Log { kind: &'static str },
    Accessible { element: String, what: &'static str },
}

impl WebDriverCompatibleCommand for Command {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        let session = base.join(&format!("session/{}/", session.unwrap_or_default()))?;
        match self {
            Self::DevTools { .. } => session.join("goog/cdp/execute"),
            Self::Log { .. } => session.join("se/log"),
            Self::Accessible { element, what } => {
                session.join(&format!("element/{element}/{what}"))
            }
        }
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        match self {
            Self::DevTools { method, params } => (
                Method::POST,
                Some(json!({"cmd": method, "params": params}).to_string()),
            ),
            Self::Log { kind } => (Method::POST, Some(json!({"type": kind}).to_string())),
            Self::Accessible { .. } => (Method::GET, None),
        }
    }
}

/// Sends a DevTools command through chromedriver.
pub(crate) async fn devtools(
    client: &Client,
    method: &'static str,
    params: Value,
) -> Result<Value> {
    client
        .issue_cmd(Command::DevTools { method, params })
        .await
        .with_context(|| format!("DevTools {method}"))
}

/// The driver's log entries of this kind since the last call.
pub(crate) async fn log(client: &Client, kind: &'static str) -> Result<Vec<Value>> {
    let entries = client
        .issue_cmd(Command::Log { kind })
        .await
        .with_context(|| format!("the driver's {kind} log"))?;
    Ok(serde_json::from_value(entries)?)
}

/// The accessible name, as computed by the browser.
pub(crate) async fn accessible_name(client: &Client, element: &Element) -> Result<String> {
    accessible(client, element, "computedlabel").await
}

/// The accessible role, as computed by the browser.
pub(crate) async fn accessible_role(client: &Client, element: &Element) -> Result<String> {
    accessible(client, element, "computedrole").await
}

async fn accessible(client: &Client, element: &Element, what: &'static str) -> Result<String> {
    let command = Command::Accessible {
        element: element.element_id().to_string(),
        what,
    };
    let value = client
        .issue_cmd(command)
        .await
        .with_context(|| format!("an element's {what}"))?;
    Ok(value.as_str().unwrap_or_default().to_owned())
}
