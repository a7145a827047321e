//! Tells a driver that failed from a test that failed: only the first is worth a second try.

use std::error::Error as StdError;
use std::fmt;
use std::io;

use fantoccini::error::{CmdError, ErrorStatus, NewSessionError, WebDriver};

/// The driver or its browser did not do its part, whatever the page does.
#[derive(Debug)]
pub(crate) struct DriverFault(String);

impl DriverFault {
    pub(crate) fn new(what: impl Into<String>) -> Self {
        Self(what.into())
    }

    /// The fault of a driver that is the reason for an error, if that is the reason.
    pub(crate) fn behind(error: &anyhow::Error) -> Option<String> {
        error.chain().find_map(|cause| {
            if let Some(Self(what)) = cause.downcast_ref() {
                return Some(what.clone());
            }
            if let Some(error) = cause.downcast_ref::<CmdError>() {
                return of_command(error);
            }
            cause.downcast_ref().and_then(of_beginning)
        })
    }
}

impl fmt::Display for DriverFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl StdError for DriverFault {}

/// Whether a command failed because the driver did, and how.
pub(crate) fn of_command(error: &CmdError) -> Option<String> {
    match error {
        CmdError::Failed(error) => Some(of_wire(error)),
        CmdError::FailedC(error) => Some(of_wire(error)),
        CmdError::Lost(error) => Some(of_wire(error)),
        CmdError::Standard(told) => of_session(told),
        // What it answers is no WebDriver at all: as when it is in the middle of breaking down.
        CmdError::NotJson(_) => Some("the driver answered with nonsense".to_owned()),
        _ => None,
    }
}

/// A session that does not begin is never the test's doing.
fn of_beginning(error: &NewSessionError) -> Option<String> {
    match error {
        NewSessionError::Failed(error) => Some(of_wire(error)),
        NewSessionError::FailedC(error) => Some(of_wire(error)),
        NewSessionError::Lost(error) => Some(of_wire(error)),
        NewSessionError::SessionNotCreated(told) => {
            Some(format!("no session: {}", first_line(&told.message)))
        }
        NewSessionError::UnexpectedError(error) => of_command(error),
        // Wrong addresses and capabilities are ours.
        NewSessionError::BadWebdriverUrl(_) | NewSessionError::NotW3C(_) => None,
    }
}

/// Whether the driver says that the session is no more.
fn of_session(told: &WebDriver) -> Option<String> {
    (told.error == ErrorStatus::InvalidSessionId)
        .then(|| format!("the session was lost: {}", first_line(&told.message)))
}

/// What happened to the connection: hyper wraps the system's own word for it several times.
fn of_wire(error: &(dyn StdError + 'static)) -> String {
    let mut kind = None;
    let mut cause = Some(error);
    while let Some(error) = cause {
        kind = error.downcast_ref().map(io::Error::kind).or(kind);
        cause = error.source();
    }
    match kind {
        Some(io::ErrorKind::TimedOut) => "the driver did not answer".to_owned(),
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

    /// A driver that answers each request with the next of these; after the last it falls silent.
    fn driver(answers: Vec<Value>) -> String {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = format!("http://{}/", listener.local_addr().unwrap());
        thread::spawn(move || {
            let mut stream = listener.accept().unwrap().0;
            for (status, answer) in answers.into_iter().map(|answer| {
                let status = if answer["value"]["error"].is_string() {
                    500
                } else {
                    200
                };
                (status, answer.to_string())
            }) {
                request(&mut stream);
                write!(
                    stream,
                    "HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{answer}",
                    answer.len()
                )
                .unwrap();
            }
            // Until the other side has had enough.
            let _ended = stream.read_to_end(&mut Vec::new());
        });
        address
    }

    /// Reads one request, body and all.
    fn request(stream: &mut impl Read) {
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

    /// What comes of one command to a driver that answers so.
    fn one_command(address: &str) -> Result<()> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        runtime.block_on(async {
            let client: Client = connect(address, Map::new(), Duration::from_millis(300)).await?;
            let title = client.title().await.context("asking for the title")?;
            Err(anyhow!("an assertion about {title}"))
        })
    }

    fn began() -> Value {
        json!({"value": {"sessionId": "s", "capabilities": {}}})
    }

    fn refusal(error: &str) -> Value {
        json!({"value": {"error": error, "message": "so it is\nin C++", "stacktrace": ""}})
    }

    #[test]
    fn a_driver_that_falls_silent_is_at_fault() {
        for answers in [vec![], vec![began()]] {
            let error = one_command(&driver(answers)).unwrap_err();
            let fault = DriverFault::behind(&error);
            assert_eq!(
                fault.as_deref(),
                Some("the driver did not answer"),
                "{error:#}"
            );
        }
    }

    #[test]
    fn a_driver_that_is_not_there_is_at_fault() {
        let nobody = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = format!("http://{}/", nobody.local_addr().unwrap());
        drop(nobody);
        let error = one_command(&address).unwrap_err();
        assert_eq!(
            DriverFault::behind(&error).as_deref(),
            Some("the driver could not be reached: connection refused"),
        );
    }

    #[test]
    fn a_driver_that_loses_the_session_is_at_fault() {
        let lost = driver(vec![began(), refusal("invalid session id")]);
        let error = one_command(&lost).unwrap_err();
        assert_eq!(
            DriverFault::behind(&error).as_deref(),
            Some("the session was lost: so it is"),
        );
    }

    #[test]
    fn a_test_that_fails_is_not_the_drivers_fault() {
        let answered = driver(vec![began(), json!({"value": "Mad"})]);
        let error = one_command(&answered).unwrap_err();
        assert!(error.to_string().contains("Mad"), "{error:#}");
        assert_eq!(DriverFault::behind(&error), None);
        for refused in [
            "stale element reference",
            "script timeout",
            "javascript error",
        ] {
            let error = one_command(&driver(vec![began(), refusal(refused)])).unwrap_err();
            assert_eq!(DriverFault::behind(&error), None, "{refused}");
        }
    }

    #[test]
    fn a_fault_is_found_below_what_was_being_done() {
        let fault = anyhow!(DriverFault::new("it never came")).context("opening the page");
        assert_eq!(
            DriverFault::behind(&fault).as_deref(),
            Some("it never came")
        );
    }
}
