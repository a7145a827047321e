//! What the loader gives for each element.

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use web_sys::Element;

#[wasm_bindgen]
extern "C" {
    /// An element's parts and settings, made by the loader.
    #[derive(Clone, PartialEq)]
    pub type HostBindings;

    /// The element itself.
    #[wasm_bindgen(method, getter)]
    pub(super) fn host(this: &HostBindings) -> Element;
    /// The outermost element in the shadow root.
    #[wasm_bindgen(method, getter)]
    pub(super) fn frame(this: &HostBindings) -> Element;
    /// Where the views are drawn.
    #[wasm_bindgen(method, getter)]
    pub(super) fn app(this: &HostBindings) -> Element;
    /// The live region that says how many results there are.
    #[wasm_bindgen(method, getter)]
    pub(super) fn announce(this: &HostBindings) -> Element;
    /// The catalogue's address, resolved against the page; empty if none.
    #[wasm_bindgen(method, getter)]
    pub(super) fn url(this: &HostBindings) -> String;
    /// The element's name in links.
    #[wasm_bindgen(method, getter)]
    pub(super) fn name(this: &HostBindings) -> String;
    /// The level of the first heading.
    #[wasm_bindgen(method, getter)]
    pub(super) fn level(this: &HostBindings) -> u8;
    /// Which calculator the element is; `None` for a panel.
    #[wasm_bindgen(method, getter)]
    pub(super) fn calculator(this: &HostBindings) -> Option<String>;
    /// What stands in the search field already.
    #[wasm_bindgen(method, getter)]
    pub(super) fn query(this: &HostBindings) -> String;
    /// The page's fragment.
    #[wasm_bindgen(method, getter)]
    pub(super) fn fragment(this: &HostBindings) -> String;

    /// Asks for the catalogue: a promise of `{status, body}`, where status is
    /// 0 when all is well and body is absent when it wasn't JSON.
    #[wasm_bindgen(method)]
    pub(super) fn request(this: &HostBindings) -> Promise;
    /// Asks for a file beside the catalogue: a promise of an `ArrayBuffer`, or
    /// of nothing when it isn't there.
    #[wasm_bindgen(method)]
    pub(super) fn beside(this: &HostBindings, name: &str) -> Promise;
    /// A promise that is kept once what was just drawn has been painted.
    #[wasm_bindgen(method)]
    pub(super) fn painted(this: &HostBindings) -> Promise;
    /// Fetches the styles of pages and adds them to this element: a promise that fails when they cannot be fetched.
    #[wasm_bindgen(method, js_name = loadStyles)]
    pub(super) fn load_styles(this: &HostBindings) -> Promise;
    /// The page's address without its fragment.
    #[wasm_bindgen(method, getter)]
    pub(super) fn address(this: &HostBindings) -> String;
    /// Copies a text: a promise that fails when the browser doesn't allow it.
    #[wasm_bindgen(method)]
    pub(super) fn copy(this: &HostBindings, text: &str) -> Promise;
    /// Saves a text as a file of this name and type.
    #[wasm_bindgen(method)]
    pub(super) fn save(this: &HostBindings, name: &str, kind: &str, text: &str);
    /// Lets the user choose a file: a promise of the JSON in it, `null` when it is none of ours; it fails when none is
    /// chosen.
    #[wasm_bindgen(method)]
    pub(super) fn open(this: &HostBindings) -> Promise;
    /// Has the browser ask before the page is left, or not.
    #[wasm_bindgen(method)]
    pub(super) fn guard(this: &HostBindings, on: bool);
    /// Prints an element in a document of its own: a promise that is kept when
    /// that has been handed to the printer.
    #[wasm_bindgen(method)]
    pub(super) fn print(this: &HostBindings, element: &Element) -> Promise;
    /// Shows a dialog over everything.
    #[wasm_bindgen(method)]
    pub(super) fn modal(this: &HostBindings, dialog: &Element);
    /// Writes in the search field.
    #[wasm_bindgen(method)]
    pub(super) fn write(this: &HostBindings, text: &str);
    /// Tells that the panel stands, or (`false`) that it shows why it cannot:
    /// then the page's own content stays below.
    #[wasm_bindgen(method)]
    pub(super) fn stands(this: &HostBindings, ready: bool);
}

#[wasm_bindgen]
extern "C" {
    /// The answer to a request.
    pub(super) type CatalogueResponse;

    #[wasm_bindgen(method, getter)]
    pub(super) fn status(this: &CatalogueResponse) -> u16;
    #[wasm_bindgen(method, getter)]
    pub(super) fn body(this: &CatalogueResponse) -> JsValue;
}
