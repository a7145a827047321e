//! Fetching the catalogue, its index and the details.

use std::rc::Rc;

use js_sys::{Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::console;

use super::bindings::{CatalogueResponse, HostBindings};
use crate::catalogue::{Json, read_catalogue};
use crate::panel::details::LoadError;
use crate::panel::{Cause, Failure, LoadedCatalogue, Message, details};
use crate::search::IndexError;

/// Fetches and reads the catalogue. What could not be read of it is named in
/// the console, for whoever looks after the page.
pub(super) async fn load(place: HostBindings) -> Message {
    let url = place.url();
    match fetch(&place, &url).await {
        Ok(loaded) => Message::Loaded(Rc::new(loaded)),
        Err(cause) => {
            let failure = Failure { url, cause };
            let words = format!("Virker: {} {}", failure.for_the_editor(), failure.url);
            console::error_1(&JsValue::from_str(&words));
            Message::Failed(failure)
        }
    }
}

async fn fetch(place: &HostBindings, url: &str) -> Result<LoadedCatalogue, Cause> {
    if url.is_empty() {
        return Err(Cause::NoAddress);
    }
    let answer = JsFuture::from(place.request())
        .await
        .map_err(|_| Cause::Unreachable)?;
    let answer: CatalogueResponse = answer.unchecked_into();
    match answer.status() {
        0 => {}
        status => return Err(Cause::Status(status)),
    }
    let body = answer.body();
    if body.is_undefined() {
        return Err(Cause::NotJson);
    }
    let document: Json = serde_wasm_bindgen::from_value(body).map_err(|_| Cause::NotJson)?;
    let (catalogue, broken) = read_catalogue(&document).map_err(Cause::Invalid)?;
    for part in &broken {
        warn(&format!("Virker: {url}: {part}"));
    }
    Ok(LoadedCatalogue::new(
        url.to_owned(),
        catalogue,
        broken.len(),
    ))
}

/// The catalogue's index, once what was drawn has been painted: the finished one
/// that the catalogue names, else one that is built here. Files that cannot be
/// taken are named in the console.
pub(super) async fn index(place: HostBindings, loaded: Rc<LoadedCatalogue>) -> Message {
    // A frame that never comes only means that nobody is looking.
    let _ = JsFuture::from(place.painted()).await;
    let catalogue = &loaded.catalogue;
    let named = catalogue.head.index.as_ref();
    let index = named.map(|named| place.beside(&named.file));
    let lexicon = named
        .and_then(|named| named.lexicon.as_ref())
        .map(|name| place.beside(name));
    if let Err(failed) = load_details(&place).await {
        return Message::Details(Err(failed));
    }
    let Some(asked) = index else {
        return Message::Indexed(Rc::new(details::build_index(catalogue)));
    };
    let mut index = match bytes(asked)
        .await
        .and_then(|bytes| details::read_index(catalogue, &bytes))
    {
        Ok(index) => index,
        Err(why) => {
            warn(&format!(
                "Virker: the index of {} is not used: {why}",
                loaded.url
            ));
            return Message::Indexed(Rc::new(details::build_index(catalogue)));
        }
    };
    if let Some(asked) = lexicon
        && let Err(why) = bytes(asked)
            .await
            .and_then(|bytes| details::add_lexicon(&mut index, &bytes))
    {
        warn(&format!(
            "Virker: the lexicon of {} is not used: {why}",
            loaded.url
        ));
    }
    Message::Indexed(Rc::new(index))
}

/// Fetches the code of entries and calculators, and takes it into use; trying again
/// really tries.
pub(super) async fn load_details(place: &HostBindings) -> Result<(), LoadError> {
    match JsFuture::from(place.details()).await {
        Ok(_) => details::load().await,
        Err(_) => Err(LoadError),
    }
}

/// What a request for bytes brought.
async fn bytes(asked: Promise) -> Result<Vec<u8>, IndexError> {
    match JsFuture::from(asked).await {
        Ok(bytes) if !bytes.is_undefined() => Ok(Uint8Array::new(&bytes).to_vec()),
        _ => Err(IndexError::Missing),
    }
}

fn warn(words: &str) {
    console::warn_1(&JsValue::from_str(words));
}
