//! A browser session per test: always a new one, always closed, and saved for inspection when the test fails. A test
//! whose driver failed is retried once with another driver; one that failed by itself never is.

use std::any::Any;
use std::env;
use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write as _};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Condvar, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, anyhow};
use fantoccini::wd::{Capabilities, TimeoutConfiguration};
use fantoccini::{Client, ClientBuilder};
use hyper_timeout::TimeoutConnector;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::Value;
use tokio::runtime::{Builder, Runtime};
use tokio::time::timeout;

use crate::browser::Browser;
use crate::driver_fault::DriverFault;
use crate::page::Page;
use crate::{driver, notes, paths};

/// A test that takes longer than this hangs. The slowest take a minute on a machine that does nothing else.
const LIMIT: Duration = Duration::from_secs(360);

/// A script, or the loading of a page, that takes longer than this hangs; the driver reports it.
const LIMIT_OF_A_SCRIPT: Duration = Duration::from_secs(90);

/// A driver that takes longer than this to respond to a command hangs: it would have reported a script that hangs by
/// then, and a browser starts in this time even on a busy machine.
const LIMIT_OF_A_COMMAND: Duration = Duration::from_secs(120);

/// A driver that takes longer than this for a small command at a test's end hangs.
const LIMIT_AT_THE_END: Duration = Duration::from_secs(20);

/// An attempt that has not ended so long after its limit hangs where none of the other limits reach.
const LIMIT_BEYOND: Duration = Duration::from_secs(540);

/// Runs a test that needs what only Chromium's DevTools can do; in another browser it is skipped.
pub fn with_chromium(test: impl AsyncFnMut(&Page) -> Result<()>) -> Result<()> {
    match Browser::wanted()? {
        Browser::Chromium => with_page(test),
        Browser::Firefox | Browser::WebKit => {
            notes::skipped("needs Chromium's DevTools");
            Ok(())
        }
    }
}

/// Runs a test with a page in a browser session of its own.
///
/// Whether the test returns, fails or panics, the session is closed. When it fails or panics, a screenshot, the markup,
/// the console and the requests are saved in `target/browser-failures/`.
///
/// When the driver failed (it did not respond, or lost the session), the test is run once more.
pub fn with_page(test: impl AsyncFnMut(&Page) -> Result<()>) -> Result<()> {
    with_page_for(LIMIT, test)
}

/// The same for what takes longer than a test may, such as a measurement in many rounds.
pub fn with_page_for(
    limit: Duration,
    mut test: impl AsyncFnMut(&Page) -> Result<()>,
) -> Result<()> {
    let _turn = Turn::wait(Browser::wanted()?.most());
    let outcome = twice_if_the_driver_fails(|| attempt(limit, &mut test), notes::retried);
    outcome.unwrap_or_else(|panic| resume_unwind(panic))
}

/// The result of a test, or its panic.
type Outcome = thread::Result<Result<()>>;

/// Makes one attempt, and another one if the driver failed; `tell` is called with the reason.
fn twice_if_the_driver_fails(
    mut attempt: impl FnMut() -> Outcome,
    tell: impl FnOnce(&str),
) -> Outcome {
    let first = attempt();
    let fault = match &first {
        Ok(Err(error)) => DriverFault::in_chain(error),
        // What panics is a test's own assertion.
        Ok(Ok(())) | Err(_) => None,
    };
    match fault {
        Some(fault) => {
            tell(&fault);
            attempt()
        }
        None => first,
    }
}

fn attempt(limit: Duration, test: &mut impl AsyncFnMut(&Page) -> Result<()>) -> Outcome {
    let _running = last_resort(limit + LIMIT_BEYOND);
    let made = || -> Result<_> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let profile = tempfile::Builder::new()
            .prefix("virker-browser-")
            .tempdir()?;
        Ok((runtime, profile, driver::running()?))
    };
    let (runtime, profile, driver) = match made() {
        Ok(made) => made,
        Err(error) => return Ok(Err(error)),
    };
    let begun = runtime.block_on(begin(driver.address(), &profile.path().join("profile")));
    let client = match begun {
        Ok(client) => client,
        Err(error) => {
            driver::give_up(&driver);
            return Ok(Err(error));
        }
    };
    let page = Page::new(client.clone());
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        runtime.block_on(async {
            match timeout(limit, test(&page)).await {
                Ok(outcome) => outcome,
                Err(_) => Err(too_long(&page, limit).await),
            }
        })
    }));
    explain(&runtime, &page, &outcome);
    // The session ends here also after a panic.
    let ended = runtime.block_on(async { timeout(LIMIT_AT_THE_END, client.close()).await });
    let at_fault = matches!(&outcome, Ok(Err(error)) if DriverFault::in_chain(error).is_some());
    if at_fault || ended.is_err() {
        driver::give_up(&driver);
    }
    outcome
}

/// Ends the whole program unless what this returns is dropped in time: a step that fails is better than one that hangs.
fn last_resort(limit: Duration) -> mpsc::Sender<()> {
    let (running, ended) = mpsc::channel();
    let test = name();
    thread::spawn(move || {
        if ended.recv_timeout(limit) == Err(RecvTimeoutError::Timeout) {
            // Not through the test harness, which would keep it for a report that is never written.
            let _closed = writeln!(
                io::stderr(),
                "{test} hangs: the tests of this file are ended"
            );
            process::exit(101);
        }
    });
    running
}

/// The running test's name.
fn name() -> String {
    thread::current().name().unwrap_or("unnamed").to_owned()
}

/// Why a test was not done in time: because of the driver, if it does not respond any more.
async fn too_long(page: &Page, limit: Duration) -> anyhow::Error {
    let seconds = limit.as_secs();
    let answers = timeout(LIMIT_AT_THE_END, page.run("return true", vec![])).await;
    if matches!(answers, Ok(Ok(Value::Bool(true)))) {
        anyhow!("the test was not done after {seconds} s")
    } else {
        DriverFault::new(format!(
            "the driver does not answer, {seconds} s into the test"
        ))
        .into()
    }
}

/// Saves what is needed to understand why a test failed, and prints where.
fn explain(runtime: &Runtime, page: &Page, outcome: &Outcome) {
    let why = match outcome {
        Ok(Ok(())) => return,
        Ok(Err(error)) => format!("{error:#}"),
        Err(panic) => words_of(panic.as_ref()),
    };
    match keep_traces(runtime, page, &name().replace("::", "/"), &why) {
        Ok(folder) => eprintln!("What the browser showed is kept in {}", folder.display()),
        Err(error) => eprintln!("What the browser showed could not be kept: {error:#}"),
    }
}

/// Begins a session: starts a browser.
async fn begin(driver: &str, profile: &Path) -> Result<Client> {
    let capabilities = Browser::wanted()?.capabilities(profile)?;
    let client = connect(driver, capabilities, LIMIT_OF_A_COMMAND)
        .await
        .context("beginning a browser session")?;
    let limit = Some(LIMIT_OF_A_SCRIPT);
    client
        .update_timeouts(TimeoutConfiguration::new(
            limit,
            limit,
            Some(Duration::ZERO),
        ))
        .await?;
    Ok(client)
}

/// Connects to a driver. `limit` is the time that it may take for each command.
pub(crate) async fn connect(
    driver: &str,
    capabilities: Capabilities,
    limit: Duration,
) -> Result<Client> {
    let mut connector = TimeoutConnector::new(HttpConnector::new());
    connector.set_connect_timeout(Some(limit));
    connector.set_write_timeout(Some(limit));
    connector.set_read_timeout(Some(limit));
    // Counted from the command, not from the last response.
    connector.set_reset_reader_on_write(true);
    Ok(ClientBuilder::new(connector)
        .capabilities(capabilities)
        .connect(driver)
        .await?)
}

/// Saves a screenshot, the markup, the console and the requests, as far as the driver still gives them.
fn keep_traces(runtime: &Runtime, page: &Page, test: &str, why: &str) -> Result<PathBuf> {
    let folder = folder_for(test);
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("why.txt"), why)?;
    runtime.block_on(async {
        // Each by itself: a page of which no screenshot can be taken may still have a console.
        let patience = Duration::from_secs(10);
        if let Ok(Ok(picture)) = timeout(patience, page.screenshot()).await {
            let _ = fs::write(folder.join("picture.png"), picture);
        }
        if let Ok(Ok(markup)) = timeout(patience, page.markup()).await {
            let _ = fs::write(folder.join("page.html"), markup);
        }
        if let Ok(Ok(lines)) = timeout(patience, page.console()).await {
            let _ = fs::write(folder.join("console.txt"), lines.join("\n"));
        }
        if let Ok(Ok(requests)) = timeout(patience, page.requests()).await {
            let mut text = String::new();
            for request in requests {
                let came = match (&request.failed, request.status) {
                    (Some(why), _) => why.clone(),
                    (None, Some(status)) => status.to_string(),
                    (None, None) => "no answer yet".to_owned(),
                };
                let _ = writeln!(
                    text,
                    "{came} {} {} {:?}",
                    request.method, request.url, request.bytes
                );
            }
            let _ = fs::write(folder.join("requests.txt"), text);
        }
    });
    Ok(folder)
}

/// The folder to save in. One test may open several pages that fail: each after the first has a number.
fn folder_for(test: &str) -> PathBuf {
    static KEPT: Mutex<Vec<String>> = Mutex::new(Vec::new());
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    kept.push(test.to_owned());
    let folder = paths::target().join("browser-failures");
    match kept.iter().filter(|one| *one == test).count() {
        1 => folder.join(test),
        number => folder.join(format!("{test}-{number}")),
    }
}

fn words_of(panic: &(dyn Any + Send)) -> String {
    let words = panic.downcast_ref::<String>().map(String::as_str);
    words
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("a panic without words")
        .to_owned()
}

/// How many browsers are open, and what wakes those that wait when one is closed.
static OPEN: (Mutex<usize>, Condvar) = (Mutex::new(0), Condvar::new());

/// The right to have a browser open: more than two at once only make each other slow.
struct Turn;

impl Turn {
    fn wait(at_most: usize) -> Self {
        let most = env::var("VIRKER_BROWSERS")
            .ok()
            .and_then(|most| most.parse().ok())
            .map_or(at_most, |most: usize| most.min(at_most));
        let (open, bell) = &OPEN;
        let mut open = open.lock().unwrap_or_else(PoisonError::into_inner);
        while *open >= most {
            open = bell.wait(open).unwrap_or_else(PoisonError::into_inner);
        }
        *open += 1;
        Self
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let (open, bell) = &OPEN;
        *open.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
        bell.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use std::cell::{Cell, RefCell};

    use super::*;

    /// How often a test is tried that ends so the first time and well the next, and what is told.
    fn tried(first: fn() -> Outcome) -> (usize, Vec<String>, Outcome) {
        let (times, told) = (Cell::new(0), RefCell::new(Vec::new()));
        let outcome = twice_if_the_driver_fails(
            || {
                times.set(times.get() + 1);
                if times.get() == 1 {
                    first()
                } else {
                    Ok(Ok(()))
                }
            },
            |why| told.borrow_mut().push(why.to_owned()),
        );
        (times.get(), told.into_inner(), outcome)
    }

    #[test]
    fn a_test_whose_driver_fails_is_tried_again_and_that_is_told() {
        let fails = || Ok(Err(anyhow!(DriverFault::new("it hung")).context("pressing")));
        let (times, told, outcome) = tried(fails);
        assert_eq!((times, told), (2, vec!["it hung".to_owned()]));
        assert!(outcome.unwrap().is_ok());
    }

    #[test]
    fn a_test_that_fails_by_itself_is_not_tried_again() {
        let (times, told, outcome) = tried(|| Ok(Err(anyhow!("no card is shown"))));
        assert_eq!((times, told.len()), (1, 0));
        assert!(outcome.unwrap().is_err());
        let (times, told, outcome) = tried(|| Err(Box::new("assertion failed")));
        assert_eq!((times, told.len()), (1, 0));
        assert!(outcome.is_err());
    }

    #[test]
    fn a_test_is_tried_twice_at_most() {
        let times = Cell::new(0);
        let outcome = twice_if_the_driver_fails(
            || {
                times.set(times.get() + 1);
                Ok(Err(anyhow!(DriverFault::new("it hung"))))
            },
            |_| (),
        );
        assert_eq!(times.get(), 2);
        assert!(outcome.unwrap().is_err());
    }
}
