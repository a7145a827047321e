//! Fetching the catalogue, its index and the details.

use std::rc::Rc;

use js_sys::{Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::console;

use super::place::{Answer, Place};
use crate::catalogue::{Json, read_catalogue};
use crate::panel::{Cause, Failure, Message, Shelf, details};
use crate::search::NotRead;

/// Fetches and reads the catalogue. What could not be read of it is named in
/// the console, for whoever looks after the page.
pub(super) async fn load(place: Place) -> Message {
    let url = place.url();
    match fetch(&place, &url).await {
        Ok(shelf) => Message::Loaded(Rc::new(shelf)),
        Err(cause) => {
            let failure = Failure { url, cause };
            let words = format!("Virker: {} {}", failure.for_the_editor(), failure.url);
            console::error_1(&JsValue::from_str(&words));
            Message::Failed(failure)
        }
    }
}

async fn fetch(place: &Place, url: &str) -> Result<Shelf, Cause> {
    if url.is_empty() {
        return Err(Cause::NoAddress);
    }
    let answer = JsFuture::from(place.request())
        .await
        .map_err(|_| Cause::Unreachable)?;
    let answer: Answer = answer.unchecked_into();
    match answer.status() {
        0 => {}
        status => return Err(Cause::Status(status)),
    }
    let body = answer.body();
    if body.is_undefined() {
        return Err(Cause::NotJson);
    }
    let document: Json = serde_wasm_bindgen::from_value(body).map_err(|_| Cause::NotJson)?;
    let (catalogue, broken) = read_catalogue(&document).map_err(Cause::NotACatalogue)?;
    for part in &broken {
        warn(&format!("Virker: {url}: {part}"));
    }
    Ok(Shelf::new(url.to_owned(), catalogue, broken.len()))
}

/// The catalogue's index, once what was drawn has been painted: the finished one
/// that the catalogue names, else one that is built here. Files that cannot be
/// taken are named in the console.
pub(super) async fn index(place: Place, shelf: Rc<Shelf>) -> Message {
    // A frame that never comes only means that nobody is looking.
    let _ = JsFuture::from(place.painted()).await;
    let catalogue = &shelf.catalogue;
    let named = catalogue.head.index.as_ref();
    let index = named.map(|named| place.beside(&named.file));
    let lexicon = named
        .and_then(|named| named.lexicon.as_ref())
        .map(|name| place.beside(name));
    if let Err(failed) = details::load().await {
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
                shelf.url
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
            shelf.url
        ));
    }
    Message::Indexed(Rc::new(index))
}

/// What a request for bytes brought.
async fn bytes(asked: Promise) -> Result<Vec<u8>, NotRead> {
    match JsFuture::from(asked).await {
        Ok(bytes) if !bytes.is_undefined() => Ok(Uint8Array::new(&bytes).to_vec()),
        _ => Err(NotRead::Missing),
    }
}

fn warn(words: &str) {
    console::warn_1(&JsValue::from_str(words));
}
