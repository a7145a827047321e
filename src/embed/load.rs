//! Fetching the catalogue.

use std::rc::Rc;

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::console;

use super::place::{Answer, Place};
use crate::catalogue::{Json, read_catalogue};
use crate::panel::{Cause, Failure, Message, Shelf};

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
        console::warn_1(&JsValue::from_str(&format!("Virker: {url}: {part}")));
    }
    Ok(Shelf::new(url.to_owned(), catalogue, broken.len()))
}
