//! What requests give, and how it is read.

use std::ops::Range;
use std::pin::Pin;

use js_sys::Uint8Array;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::console;

use crate::buffer::Buffer;
use crate::catalogue::{Json, PartText};
use crate::embed::bindings::{CatalogueResponse, HostBindings};

pub(super) fn json(text: Option<String>) -> Option<Json> {
    Json::parse(text?.as_bytes())
}

pub(super) fn part(response: &CatalogueResponse) -> Option<PartText> {
    let bytes = response.bytes();
    (!bytes.is_undefined()).then(|| PartText::new(buffer(&bytes)))
}

/// What a request gave, an `ArrayBuffer`.
pub(super) fn buffer(bytes: &JsValue) -> Buffer {
    let bytes = Uint8Array::new(bytes);
    let length = bytes.length() as usize;
    // A `usize` is 32 bits here.
    let copy = move |range: Range<usize>| {
        let within = bytes.subarray(range.start as u32, range.end as u32);
        within.to_vec()
    };
    Buffer::new(length, Box::new(copy))
}

/// Another task begins, if this one has taken long.
pub(super) fn pause(host: &HostBindings) -> Pin<Box<dyn Future<Output = ()>>> {
    let pause = JsFuture::from(host.pause());
    Box::pin(async move {
        let _ = pause.await;
    })
}

/// Tells whoever looks after the page; nobody does once the element is removed.
pub(super) fn warn(host: &HostBindings, words: &str) {
    if !host.removed() {
        console::warn_1(&JsValue::from_str(&format!("Virker: {words}")));
    }
}
