//! What the loader gives for each element.

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use web_sys::Element;

#[wasm_bindgen]
extern "C" {
    /// An element's parts and settings, made by the loader.
    #[derive(Clone)]
    pub type Place;

    /// The element itself.
    #[wasm_bindgen(method, getter)]
    pub(super) fn host(this: &Place) -> Element;
    /// The outermost element in the shadow root.
    #[wasm_bindgen(method, getter)]
    pub(super) fn frame(this: &Place) -> Element;
    /// Where the views are drawn.
    #[wasm_bindgen(method, getter)]
    pub(super) fn app(this: &Place) -> Element;
    /// The live region that says how many results there are.
    #[wasm_bindgen(method, getter)]
    pub(super) fn announce(this: &Place) -> Element;
    /// The catalogue's address, resolved against the page; empty if none.
    #[wasm_bindgen(method, getter)]
    pub(super) fn url(this: &Place) -> String;
    /// The element's name in links.
    #[wasm_bindgen(method, getter)]
    pub(super) fn name(this: &Place) -> String;
    /// The level of the first heading.
    #[wasm_bindgen(method, getter)]
    pub(super) fn level(this: &Place) -> u8;
    /// Which calculator the element is; `None` for a panel.
    #[wasm_bindgen(method, getter)]
    pub(super) fn calculator(this: &Place) -> Option<String>;
    /// What stands in the search field already.
    #[wasm_bindgen(method, getter)]
    pub(super) fn query(this: &Place) -> String;
    /// The page's fragment.
    #[wasm_bindgen(method, getter)]
    pub(super) fn fragment(this: &Place) -> String;

    /// Asks for the catalogue: a promise of `{status, body}`, where status is
    /// 0 when all is well and body is absent when it wasn't JSON.
    #[wasm_bindgen(method)]
    pub(super) fn request(this: &Place) -> Promise;
    /// Asks for a file beside the catalogue: a promise of an `ArrayBuffer`, or
    /// of nothing when it isn't there.
    #[wasm_bindgen(method)]
    pub(super) fn beside(this: &Place, name: &str) -> Promise;
    /// A promise that is kept once what was just drawn has been painted.
    #[wasm_bindgen(method)]
    pub(super) fn painted(this: &Place) -> Promise;
    /// Fetches the styles of entries and calculators and puts them on.
    #[wasm_bindgen(method)]
    pub(super) fn dress(this: &Place) -> Promise;
    /// The page's address without its fragment.
    #[wasm_bindgen(method, getter)]
    pub(super) fn address(this: &Place) -> String;
    /// Copies a text: a promise that fails when the browser doesn't allow it.
    #[wasm_bindgen(method)]
    pub(super) fn copy(this: &Place, text: &str) -> Promise;
    /// Saves a text as a file of this name and type.
    #[wasm_bindgen(method)]
    pub(super) fn save(this: &Place, name: &str, kind: &str, text: &str);
    /// Lets the user choose a file: a promise of the JSON in it, `null` when it is none of ours; it fails when none is
    /// chosen.
    #[wasm_bindgen(method)]
    pub(super) fn open(this: &Place) -> Promise;
    /// Has the browser ask before the page is left, or not.
    #[wasm_bindgen(method)]
    pub(super) fn guard(this: &Place, on: bool);
    /// Prints an element in a document of its own: a promise that is kept when
    /// that has been handed to the printer.
    #[wasm_bindgen(method)]
    pub(super) fn print(this: &Place, element: &Element) -> Promise;
    /// Shows a dialog over everything.
    #[wasm_bindgen(method)]
    pub(super) fn modal(this: &Place, dialog: &Element);
    /// Writes in the search field.
    #[wasm_bindgen(method)]
    pub(super) fn write(this: &Place, text: &str);
    /// Tells that the panel stands, or (`false`) that it shows why it cannot:
    /// then the page's own content stays below.
    #[wasm_bindgen(method)]
    pub(super) fn stands(this: &Place, ready: bool);
}

#[wasm_bindgen]
extern "C" {
    /// The answer to a request.
    pub(super) type Answer;

    #[wasm_bindgen(method, getter)]
    pub(super) fn status(this: &Answer) -> u16;
    #[wasm_bindgen(method, getter)]
    pub(super) fn body(this: &Answer) -> JsValue;
}
