//! Distinguishes failures of the driver, which are retried, from failures of a test, which are not.

use std::error::Error as StdError;
use std::fmt;
use std::io;

use fantoccini::error::{CmdError, ErrorStatus, NewSessionError, WebDriver};

/// A failure of the driver or its browser, independent of the page.
#[derive(Debug)]
pub(crate) struct DriverFault(String);

impl DriverFault {
    pub(crate) fn new(what: impl Into<String>) -> Self {
        Self(what.into())
    }

    /// The driver's failure in an error's chain of causes, if there is one.
    pub(crate) fn in_chain(error: &anyhow::Error) -> Option<String> {
        error.chain().find_map(|cause| {
            if let Some(Self(what)) = cause.downcast_ref() {
                return Some(what.clone());
            }
            if let Some(error) = cause.downcast_ref::<CmdError>() {
                return in_command(error);
            }
            cause.downcast_ref().and_then(in_new_session)
        })
    }
}

impl fmt::Display for DriverFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl StdError for DriverFault {}

/// The driver's failure in a command's error, if it is one.
pub(crate) fn in_command(error: &CmdError) -> Option<String> {
    match error {
        CmdError::Failed(error) => Some(in_connection(error)),
        CmdError::FailedC(error) => Some(in_connection(error)),
        CmdError::Lost(error) => Some(in_connection(error)),
        CmdError::Standard(error) => in_session(error),
        // The response is not WebDriver's, for example because the driver is crashing.
        CmdError::NotJson(_) => Some("the driver's response is invalid".to_owned()),
        _ => None,
    }
}

/// The driver's failure in starting a session, which a test cannot cause.
fn in_new_session(error: &NewSessionError) -> Option<String> {
    match error {
        NewSessionError::Failed(error) => Some(in_connection(error)),
        NewSessionError::FailedC(error) => Some(in_connection(error)),
        NewSessionError::Lost(error) => Some(in_connection(error)),
        NewSessionError::SessionNotCreated(error) => {
            Some(format!("no session: {}", first_line(&error.message)))
        }
        NewSessionError::UnexpectedError(error) => in_command(error),
        // Invalid addresses and capabilities are our own errors.
        NewSessionError::BadWebdriverUrl(_) | NewSessionError::NotW3C(_) => None,
    }
}

/// Whether the driver reports that the session no longer exists.
fn in_session(error: &WebDriver) -> Option<String> {
    (error.error == ErrorStatus::InvalidSessionId)
        .then(|| format!("the session was lost: {}", first_line(&error.message)))
}

/// What happened to the connection: hyper wraps the system's error several times.
fn in_connection(error: &(dyn StdError + 'static)) -> String {
    let mut kind = None;
    let mut cause = Some(error);
    while let Some(error) = cause {
        kind = error.downcast_ref().map(io::Error::kind).or(kind);
        cause = error.source();
    }
    match kind {
        Some(io::ErrorKind::TimedOut) => "the driver did not respond".to_owned(),
        Some(kind) => format!("the driver could not be reached: {kind}"),
        None => "the driver could not be reached".to_owned(),
    }
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::{Ipv4Addr, TcpListener};
    use std::thread;
    use std::time::Duration;

    use anyhow::{Context, Result, anyhow};
    use fantoccini::Client;
    use serde_json::{Map, Value, json};

    use super::*;
    use crate::session::connect;

    /// A driver that sends these responses, one for each request, and then no more.
    fn driver(responses: Vec<Value>) -> String {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = format!("http://{}/", listener.local_addr().unwrap());
        thread::spawn(move || {
            let mut stream = listener.accept().unwrap().0;
            for (status, body) in responses.into_iter().map(|response| {
                let status = if response["value"]["error"].is_string() {
                    500
                } else {
                    200
                };
                (status, response.to_string())
            }) {
                read_request(&mut stream);
                write!(
                    stream,
                    "HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
                    body.len()
                )
                .unwrap();
            }
            // Keeps the connection open until the client closes it.
            let _closed = stream.read_to_end(&mut Vec::new());
        });
        address
    }

    /// Reads one request with its body.
    fn read_request(stream: &mut impl Read) {
        let mut bytes = Vec::new();
        let mut byte = [0];
        while !bytes.ends_with(b"\r\n\r\n") {
            stream.read_exact(&mut byte).unwrap();
            bytes.push(byte[0]);
        }
        let head = String::from_utf8(bytes).unwrap().to_lowercase();
        let length = head
            .split_once("content-length: ")
            .map_or(0, |(_, rest)| rest.lines().next().unwrap().parse().unwrap());
        stream.read_exact(&mut vec![0; length]).unwrap();
    }

    /// Sends one command to the driver at an address.
    fn one_command(address: &str) -> Result<()> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        runtime.block_on(async {
            let client: Client = connect(address, Map::new(), Duration::from_millis(300)).await?;
            let title = client.title().await.context("reading the title")?;
            Err(anyhow!("an assertion about {title}"))
        })
    }

    fn session_started() -> Value {
        json!({"value": {"sessionId": "s", "capabilities": {}}})
    }

    fn error_response(error: &str) -> Value {
        json!({"value": {"error": error, "message": "so it is\nin C++", "stacktrace": ""}})
    }

    #[test]
    fn a_driver_that_does_not_respond_is_at_fault() {
        for responses in [vec![], vec![session_started()]] {
            let error = one_command(&driver(responses)).unwrap_err();
            let fault = DriverFault::in_chain(&error);
            assert_eq!(
                fault.as_deref(),
                Some("the driver did not respond"),
                "{error:#}"
            );
        }
    }

    #[test]
    fn a_driver_that_does_not_listen_is_at_fault() {
        let closed = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = format!("http://{}/", closed.local_addr().unwrap());
        drop(closed);
        let error = one_command(&address).unwrap_err();
        assert_eq!(
            DriverFault::in_chain(&error).as_deref(),
            Some("the driver could not be reached: connection refused"),
        );
    }

    #[test]
    fn a_driver_that_loses_the_session_is_at_fault() {
        let lost = driver(vec![
            session_started(),
            error_response("invalid session id"),
        ]);
        let error = one_command(&lost).unwrap_err();
        assert_eq!(
            DriverFault::in_chain(&error).as_deref(),
            Some("the session was lost: so it is"),
        );
    }

    #[test]
    fn a_test_that_fails_is_not_the_drivers_fault() {
        let responding = driver(vec![session_started(), json!({"value": "Mad"})]);
        let error = one_command(&responding).unwrap_err();
        assert!(error.to_string().contains("Mad"), "{error:#}");
        assert_eq!(DriverFault::in_chain(&error), None);
        for kind in [
            "stale element reference",
            "script timeout",
            "javascript error",
        ] {
            let error =
                one_command(&driver(vec![session_started(), error_response(kind)])).unwrap_err();
            assert_eq!(DriverFault::in_chain(&error), None, "{kind}");
        }
    }

    #[test]
    fn a_fault_is_found_below_its_context() {
        let fault = anyhow!(DriverFault::new("it never came")).context("opening the page");
        assert_eq!(
            DriverFault::in_chain(&fault).as_deref(),
            Some("it never came")
        );
    }
}
