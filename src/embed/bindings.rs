//! What the loader provides for each element.

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use web_sys::Element;

#[wasm_bindgen]
extern "C" {
    /// An element's parts and settings, made by the loader.
    #[derive(Clone, PartialEq)]
    pub type HostBindings;

    /// The outermost element in the shadow root.
    #[wasm_bindgen(method, getter)]
    pub(super) fn frame(this: &HostBindings) -> Element;
    /// Where the views are drawn.
    #[wasm_bindgen(method, getter)]
    pub(super) fn app(this: &HostBindings) -> Element;
    /// The live region that announces the number of results.
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
    /// What the element is: `panel`, `calculator`, `concept` or `worksheet`.
    #[wasm_bindgen(method, getter)]
    pub(super) fn kind(this: &HostBindings) -> String;
    /// The text of the element's attribute with this name; empty if it has none.
    #[wasm_bindgen(method)]
    pub(super) fn attribute(this: &HostBindings, name: &str) -> String;
    /// The element's presets, as the fragment of a link to an element without a name.
    #[wasm_bindgen(method)]
    pub(super) fn preset(this: &HostBindings) -> String;
    /// Whether what is wrong with the element is shown in it.
    #[wasm_bindgen(method, getter)]
    pub(super) fn debug(this: &HostBindings) -> bool;
    /// What is wrong with the element's attributes; empty if nothing is. It comes with [`HostBindings::load_pages`].
    #[wasm_bindgen(method)]
    pub(super) fn wrong(this: &HostBindings) -> String;
    /// Whether the host searches with an engine of its own.
    #[wasm_bindgen(method, getter)]
    pub(super) fn provided(this: &HostBindings) -> bool;
    /// The text in the search field.
    #[wasm_bindgen(method, getter)]
    pub(super) fn query(this: &HostBindings) -> String;
    /// The page's fragment.
    #[wasm_bindgen(method, getter)]
    pub(super) fn fragment(this: &HostBindings) -> String;

    /// Requests the catalogue, with its cards if it was published in parts: a promise of [`CatalogueResponse`]. Rejected
    /// with a `TimeoutError` when it does not arrive in time.
    #[wasm_bindgen(method)]
    pub(super) fn request(this: &HostBindings) -> Promise;
    /// Requests the first part with the bodies of a catalogue that was published in parts: a promise of
    /// [`CatalogueResponse`].
    #[wasm_bindgen(method)]
    pub(super) fn bodies(this: &HostBindings) -> Promise;
    /// Requests another part with bodies, by its name and integrity.
    #[wasm_bindgen(method, js_name = bodies)]
    pub(super) fn more_bodies(this: &HostBindings, file: &str, integrity: &str) -> Promise;
    /// Requests a file beside the catalogue: a promise of an `ArrayBuffer`, or of nothing when there is no such file.
    /// Rejected when it does not arrive in time, which is sooner than for the catalogue: the search can do without.
    #[wasm_bindgen(method)]
    pub(super) fn beside(this: &HostBindings, name: &str) -> Promise;
    /// Asks the host's own search for the cards of a [`SearchRequest`](crate::panel::SearchRequest), whose values are in
    /// a list: a promise of the text of a catalogue with them.
    #[wasm_bindgen(method)]
    pub(super) fn search(this: &HostBindings, request: JsValue) -> Promise;
    /// Asks the host's own search for a whole entry: a promise of the text of a catalogue with it.
    #[wasm_bindgen(method)]
    pub(super) fn entry(this: &HostBindings, id: &str) -> Promise;
    /// Fetches the styles of pages and the script with `copy`, `save`, `open`, `print`, `modal` and `guard`, and adds both to this
    /// element: a promise that fails when they cannot be fetched.
    #[wasm_bindgen(method, js_name = loadPages)]
    pub(super) fn load_pages(this: &HostBindings) -> Promise;
    /// The page's address with this fragment, beside the host's own.
    #[wasm_bindgen(method)]
    pub(super) fn link(this: &HostBindings, fragment: &str) -> String;
    /// Tells how many screens are open: each is a step of the browser's history.
    #[wasm_bindgen(method)]
    pub(super) fn screens(this: &HostBindings, open: usize);
    /// Remembers how far the page, and all that scrolls in it around the element, is scrolled, with this many screens
    /// open.
    #[wasm_bindgen(method)]
    pub(super) fn remember(this: &HostBindings, open: usize);
    /// Scrolls back to what was remembered; `false` when nothing was.
    #[wasm_bindgen(method)]
    pub(super) fn restore(this: &HostBindings, open: usize) -> bool;
    /// Scrolls no further than is needed to see an element.
    #[wasm_bindgen(method)]
    pub(super) fn reveal(this: &HostBindings, element: &Element);
    /// Scrolls to the host's top for a link. With a `fresh` one, only if nobody has scrolled or focused anything; returns
    /// whether it did.
    #[wasm_bindgen(method)]
    pub(super) fn arrive(this: &HostBindings, fresh: bool) -> bool;
    /// Copies a text: a promise that is rejected when the browser does not allow it.
    #[wasm_bindgen(method)]
    pub(super) fn copy(this: &HostBindings, text: &str) -> Promise;
    /// Saves a text as a file of this name and type.
    #[wasm_bindgen(method)]
    pub(super) fn save(this: &HostBindings, name: &str, kind: &str, text: &str);
    /// Lets the user choose a file: a promise of its text, which is empty when it is too large for a
    /// worksheet. Rejected when none is chosen.
    #[wasm_bindgen(method)]
    pub(super) fn open(this: &HostBindings) -> Promise;
    /// Has the browser ask before the page is left, or not.
    #[wasm_bindgen(method)]
    pub(super) fn guard(this: &HostBindings, on: bool);
    /// Prints an element in a document of its own: a promise that resolves once the print dialog has it.
    #[wasm_bindgen(method)]
    pub(super) fn print(this: &HostBindings, element: &Element) -> Promise;
    /// Opens a modal dialog.
    #[wasm_bindgen(method)]
    pub(super) fn modal(this: &HostBindings, dialog: &Element);
    /// Writes a text in the search field.
    #[wasm_bindgen(method)]
    pub(super) fn write(this: &HostBindings, text: &str);
    /// Whether the catalogue's opening is shown, the same view as the first that the engine draws.
    #[wasm_bindgen(method, getter)]
    pub(super) fn opened(this: &HostBindings) -> bool;
    /// Sends the host's page an event: its name without `virker-`, what it says, and a link if the host asks for that.
    #[wasm_bindgen(method)]
    pub(super) fn tell(
        this: &HostBindings,
        event: &str,
        key: &str,
        value: JsValue,
        link: Option<String>,
    );
    /// Tells the loader what there is to see, by the name of a [`Readiness`](crate::panel::Readiness): the skeleton, the
    /// panel, or why there is none, with the failure's code. The host's content is hidden with the panel only.
    #[wasm_bindgen(method)]
    pub(super) fn show(this: &HostBindings, state: &str, code: &str);
    /// Begins another task: a promise that is fulfilled in it.
    #[wasm_bindgen(method, js_name = nextTask)]
    pub(super) fn next_task(this: &HostBindings) -> Promise;
    /// Begins another task if this one has taken long: a promise that is fulfilled in it, or at once.
    #[wasm_bindgen(method)]
    pub(super) fn pause(this: &HostBindings) -> Promise;
    /// Whether the element was removed. What it requested was aborted, and failures are not worth a word.
    #[wasm_bindgen(method, getter)]
    pub(super) fn removed(this: &HostBindings) -> bool;
}

impl Default for HostBindings {
    /// None: `undefined`.
    fn default() -> Self {
        JsValue::UNDEFINED.unchecked_into()
    }
}

#[wasm_bindgen]
extern "C" {
    /// The response to a request for the catalogue, or for one of its parts.
    pub(super) type CatalogueResponse;

    /// 0 for a success, or the server's error.
    #[wasm_bindgen(method, getter)]
    pub(super) fn status(this: &CatalogueResponse) -> u16;
    /// The document's text; `None` with an error.
    #[wasm_bindgen(method, getter)]
    pub(super) fn text(this: &CatalogueResponse) -> Option<String>;
    /// The same for the same version of a catalogue: the addresses of its parts, with their hashes, or an object of the
    /// response that several elements waited for.
    #[wasm_bindgen(method, getter)]
    pub(super) fn version(this: &CatalogueResponse) -> JsValue;
    /// The part, an `ArrayBuffer`; `undefined` when the document is whole.
    #[wasm_bindgen(method, getter)]
    pub(super) fn bytes(this: &CatalogueResponse) -> JsValue;
}
