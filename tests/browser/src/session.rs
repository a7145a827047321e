//! A browser session per test: begun fresh, ended whatever happens, explained when it fails.

use std::any::Any;
use std::env;
use std::fmt::Write as _;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Condvar, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use fantoccini::wd::TimeoutConfiguration;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use tokio::runtime::{Builder, Runtime};
use tokio::time::timeout;

use crate::browser::Browser;
use crate::page::Page;
use crate::{driver, places};

/// A test that takes longer than this hangs.
const LIMIT: Duration = Duration::from_secs(180);

/// A browser that has not begun by then never does.
const PATIENCE_TO_BEGIN: Duration = Duration::from_secs(40);

/// Runs a test that needs what only Chromium's DevTools can do; in another browser it is left out.
pub fn with_chromium(test: impl AsyncFnOnce(&Page) -> Result<()>) -> Result<()> {
    match Browser::wanted()? {
        Browser::Chromium => with_page(test),
        Browser::Firefox | Browser::WebKit => {
            eprintln!("left out: it needs Chromium's DevTools");
            Ok(())
        }
    }
}

/// Runs a test with a page in a browser session of its own.
///
/// Whether the test returns, fails or panics, the session is quit; when it fails or panics,
/// a picture, the markup, the console and the requests are kept under `target/browser-failures/`.
pub fn with_page(test: impl AsyncFnOnce(&Page) -> Result<()>) -> Result<()> {
    let name = thread::current()
        .name()
        .unwrap_or("unnamed")
        .replace("::", "/");
    let _turn = Turn::wait(Browser::wanted()?.most());
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let profile = tempfile::Builder::new()
        .prefix("virker-browser-")
        .tempdir()?;
    let client = runtime.block_on(begin_in_time(&profile.path().join("profile")))?;
    let page = Page::new(client.clone());

    let outcome = catch_unwind(AssertUnwindSafe(|| {
        runtime.block_on(async {
            match timeout(LIMIT, test(&page)).await {
                Ok(outcome) => outcome,
                Err(_) => bail!("the test was not done after {} s", LIMIT.as_secs()),
            }
        })
    }));
    let kept = match &outcome {
        Ok(Ok(())) => None,
        Ok(Err(error)) => Some(keep_traces(&runtime, &page, &name, &format!("{error:#}"))),
        Err(panic) => Some(keep_traces(
            &runtime,
            &page,
            &name,
            &words_of(panic.as_ref()),
        )),
    };
    // The session ends here also after a panic; a browser that no longer answers is ended by the driver.
    let _ = runtime.block_on(async { timeout(Duration::from_secs(20), client.close()).await });
    if let Some(kept) = kept {
        match kept {
            Ok(folder) => eprintln!("What the browser showed is kept in {}", folder.display()),
            Err(error) => eprintln!("What the browser showed could not be kept: {error:#}"),
        }
    }
    match outcome {
        Ok(outcome) => outcome,
        Err(panic) => resume_unwind(panic),
    }
}

/// Starts a browser. WebKit's driver sometimes never answers: a new driver then gets a second try.
async fn begin_in_time(profile: &Path) -> Result<Client> {
    for is_last in [false, true] {
        if let Ok(begun) = timeout(PATIENCE_TO_BEGIN, begin(profile)).await {
            return begun;
        }
        // A driver of several sessions is not ours alone to end.
        if is_last || Browser::wanted()?.most() > 1 {
            break;
        }
        driver::end()?;
    }
    bail!("no browser session in {} s", PATIENCE_TO_BEGIN.as_secs())
}

/// Starts a browser.
async fn begin(profile: &Path) -> Result<Client> {
    let browser = Browser::wanted()?;
    let client = ClientBuilder::new(HttpConnector::new())
        .capabilities(browser.capabilities(profile)?)
        .connect(&driver::address()?)
        .await
        .context("beginning a browser session")?;
    let limit = Some(Duration::from_secs(60));
    client
        .update_timeouts(TimeoutConfiguration::new(
            limit,
            limit,
            Some(Duration::ZERO),
        ))
        .await?;
    Ok(client)
}

/// Keeps what a person needs to see why a test failed.
fn keep_traces(runtime: &Runtime, page: &Page, test: &str, why: &str) -> Result<PathBuf> {
    let folder = places::target().join("browser-failures").join(test);
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("why.txt"), why)?;
    runtime.block_on(async {
        // Each trace for itself: a page that can't be pictured may still have a console.
        let patience = Duration::from_secs(10);
        if let Ok(Ok(picture)) = timeout(patience, page.picture()).await {
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

fn words_of(panic: &(dyn Any + Send)) -> String {
    let words = panic.downcast_ref::<String>().map(String::as_str);
    words
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("a panic without words")
        .to_owned()
}

/// How many browsers are open, and the bell that rings when one closes.
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
