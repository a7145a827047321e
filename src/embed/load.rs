//! Fetching: the catalogue, its index, and the parts of the widget that come after the first result.

use std::rc::Rc;

use js_sys::{Error, Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::console;

use super::bindings::{CatalogueResponse, HostBindings};
use super::event::Event;
use crate::catalogue::{Json, read_catalogue};
use crate::panel::lazy::LoadError;
use crate::panel::lazy_parts;
use crate::panel::{Cause, Failure, LoadedCatalogue, Message};
use crate::search::{Index, IndexError};

/// Fetches and reads the catalogue. What could not be read is named in the console, for whoever looks after the page.
pub(super) async fn catalogue(host: HostBindings) -> Message {
    let url = host.url();
    match fetch(&host, &url).await {
        Ok(loaded) => Message::Loaded(Rc::new(loaded)),
        Err(cause) => {
            let failure = Failure { url, cause };
            if !host.removed() {
                let words = format!("Virker: {} {}", failure.for_the_editor(), failure.url);
                console::error_1(&JsValue::from_str(&words));
            }
            Message::Failed(failure)
        }
    }
}

async fn fetch(host: &HostBindings, url: &str) -> Result<LoadedCatalogue, Cause> {
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
    let body = response.body();
    if body.is_undefined() {
        return Err(Cause::NotJson);
    }
    let document: Json = serde_wasm_bindgen::from_value(body).map_err(|_| Cause::NotJson)?;
    let (catalogue, broken) = read_catalogue(document).map_err(Cause::Invalid)?;
    for part in &broken {
        warn(&format!("Virker: {url}: {part}"));
    }
    Ok(LoadedCatalogue::new(
        url.to_owned(),
        catalogue,
        broken.len(),
    ))
}

/// Fetches the search part.
pub(super) async fn search() -> Event {
    Event::Search(lazy_parts::load_search().await)
}

/// Fetches the pages part with its styles. It needs both.
pub(super) async fn pages(host: HostBindings) -> Event {
    let styles = JsFuture::from(host.load_styles());
    let code = lazy_parts::load_pages().await;
    Event::Pages(styles.await.map_or(Err(LoadError), |_| code))
}

/// The catalogue's index: the published one that the catalogue names, or else one that is built here. Files that cannot
/// be used are named in the console.
pub(super) async fn index(host: HostBindings, loaded: Rc<LoadedCatalogue>) -> Event {
    painted(&host).await;
    let catalogue = &loaded.catalogue;
    let named = catalogue.head.index.as_ref();
    // Everything is requested at once, and read in the order in which it is needed.
    let index = named.map(|named| host.beside(&named.file));
    let lexicon = named
        .and_then(|named| named.lexicon.as_ref())
        .map(|name| host.beside(name));
    let part = match lazy_parts::load_search().await {
        Ok((part, _)) => part,
        Err(error) => return Event::Search(Err(error)),
    };
    let unusable = |what: &str, why: IndexError| {
        if !host.removed() {
            warn(&format!(
                "Virker: the {what} of {} is not used: {why}",
                loaded.url
            ));
        }
    };
    let read = match index {
        None => Ok(part.build_index(catalogue)),
        Some(requested) => bytes(requested)
            .await
            .and_then(|bytes| part.read_index(catalogue, &bytes)),
    };
    let index: Index = match read {
        Ok(mut index) => {
            if let Some(requested) = lexicon
                && let Err(why) = bytes(requested)
                    .await
                    .and_then(|bytes| part.add_lexicon(&mut index, &bytes))
            {
                unusable("lexicon", why);
            }
            index
        }
        // Nobody will search in it.
        Err(_) if host.removed() => Index::default(),
        Err(why) => {
            unusable("index", why);
            part.build_index(catalogue)
        }
    };
    Message::Indexed(Rc::new(index)).into()
}

/// Waits until what has been drawn is painted, so that what is fetched then does not delay it.
pub(super) async fn painted(host: &HostBindings) {
    // Ignore failure: then the tab is hidden, and nobody waits for a picture.
    let _ = JsFuture::from(host.painted()).await;
}

/// The bytes that a request gives.
async fn bytes(requested: Promise) -> Result<Vec<u8>, IndexError> {
    match JsFuture::from(requested).await {
        Ok(bytes) if !bytes.is_undefined() => Ok(Uint8Array::new(&bytes).to_vec()),
        _ => Err(IndexError::Missing),
    }
}

fn warn(words: &str) {
    console::warn_1(&JsValue::from_str(words));
}
