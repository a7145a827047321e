//! Fetching the catalogue: its head and cards, or the whole document.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use js_sys::Error;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::console;

use super::read_lock::ReadLock;
use super::response::{json, part, pause, warn};
use crate::catalogue::{read_cards_with, read_catalogue};
use crate::embed::bindings::{CatalogueResponse, HostBindings};
use crate::embed::message::RootMessage;
use crate::panel::{Cause, Failure, LoadedCatalogue, Message};

thread_local! {
    /// The catalogues that elements of this page show, by version. Each is read once for all of them, and freed with the
    /// last.
    static SHOWN: RefCell<Vec<(JsValue, Weak<LoadedCatalogue>)>> = const { RefCell::new(Vec::new()) };
}

/// This version of a catalogue, if an element shows it.
fn shown(version: &JsValue) -> Option<Rc<LoadedCatalogue>> {
    SHOWN.with_borrow(|shown| {
        for (known, catalogue) in shown {
            if known == version
                && let Some(loaded) = catalogue.upgrade()
            {
                return Some(loaded);
            }
        }
        None
    })
}

/// Fetches and reads the catalogue. What could not be read is named in the console, for whoever looks after the page.
pub(in crate::embed) async fn catalogue(host: HostBindings) -> RootMessage {
    let url = host.url();
    match fetch(&host, &url).await {
        Ok(loaded) => Message::Loaded(loaded).into(),
        Err(cause) => {
            let failure = Failure { url, cause };
            if !host.removed() {
                let told = failure.for_the_editor();
                let words = format!("Virker: {told} {} ({})", failure.url, failure.code());
                console::error_1(&JsValue::from_str(&words));
            }
            Message::Failed(Rc::new(failure)).into()
        }
    }
}

async fn fetch(host: &HostBindings, url: &str) -> Result<Rc<LoadedCatalogue>, Cause> {
    if url.is_empty() {
        return Err(Cause::NoAddress);
    }
    let response = JsFuture::from(host.request()).await.map_err(|error| {
        match error.unchecked_into::<Error>().name() {
            name if name == "TimeoutError" => Cause::Timeout,
            _ => Cause::Unreachable,
        }
    })?;
    let response: CatalogueResponse = response.unchecked_into();
    match response.status() {
        0 => {}
        status => return Err(Cause::Status(status)),
    }
    let version = response.version();
    // A host's own search stands in for the catalogue's parts.
    let is_shared = !host.provided();
    if is_shared && let Some(loaded) = shown(&version) {
        return Ok(loaded);
    }
    let _lock = ReadLock::acquire(host).await;
    if host.removed() {
        // Nobody would see it.
        return Err(Cause::Unreachable);
    }
    // The element that had the lock before may have read it.
    if is_shared && let Some(loaded) = shown(&version) {
        return Ok(loaded);
    }
    let document = json(response.text()).ok_or(Cause::NotJson)?;
    let read = match part(&response) {
        Some(cards) => {
            let read = read_cards_with(document, &cards, &|| pause(host)).await;
            read.map(|catalogue| (catalogue, Vec::new()))
        }
        None => read_catalogue(document),
    };
    let (catalogue, broken) = read.map_err(Cause::Invalid)?;
    for entry in &broken {
        warn(host, &format!("{url}: {entry}"));
    }
    let loaded = LoadedCatalogue::new(url.to_owned(), catalogue, broken.len());
    let loaded = Rc::new(loaded);
    if is_shared {
        SHOWN.with_borrow_mut(|shown| {
            shown.retain(|(_, catalogue)| catalogue.strong_count() > 0);
            shown.push((version, Rc::downgrade(&loaded)));
        });
    }
    Ok(loaded)
}
