//! Fetching: the catalogue, its index, and the parts of the widget that are in files of their own.

use std::cell::{Cell, RefCell};
use std::ops::Range;
use std::pin::Pin;
use std::rc::{Rc, Weak};

use js_sys::{Error, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::console;

use super::bindings::{CatalogueResponse, HostBindings};
use super::event::Event;
use crate::buffer::Buffer;
use crate::catalogue::{
    Bodies, BodyParts, Json, PartFile, PartText, read_cards_with, read_catalogue,
};
use crate::panel::lazy::LoadError;
use crate::panel::lazy_parts;
use crate::panel::{Cause, Failure, LoadedCatalogue, Message, Question};
use crate::search::{Index, IndexError};

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

/// Another task begins, if this one has taken long.
fn pause(host: &HostBindings) -> Pin<Box<dyn Future<Output = ()>>> {
    let pause = JsFuture::from(host.pause());
    Box::pin(async move {
        let _ = pause.await;
    })
}

thread_local! {
    static IS_READING: Cell<bool> = const { Cell::new(false) };
}

/// A turn to read something. Reading makes pauses, and what one element has read is there for the next that wants it: so
/// one reads at a time.
struct Turn;

impl Turn {
    fn wait(host: &HostBindings) -> Pin<Box<dyn Future<Output = Self> + '_>> {
        Box::pin(async {
            while IS_READING.replace(true) {
                let _ = JsFuture::from(host.next_task()).await;
            }
            Self
        })
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        IS_READING.set(false);
    }
}

/// Fetches and reads the catalogue. What could not be read is named in the console, for whoever looks after the page.
pub(super) async fn catalogue(host: HostBindings) -> Event {
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
    let _turn = Turn::wait(host).await;
    if host.removed() {
        // Nobody would see it.
        return Err(Cause::Unreachable);
    }
    // The element whose turn was before may have read it.
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

fn json(text: Option<String>) -> Option<Json> {
    Json::parse(text?.as_bytes())
}

fn part(response: &CatalogueResponse) -> Option<PartText> {
    let bytes = response.bytes();
    (!bytes.is_undefined()).then(|| PartText::new(buffer(&bytes)))
}

/// What a request gave, an `ArrayBuffer`.
fn buffer(bytes: &JsValue) -> Buffer {
    let bytes = Uint8Array::new(bytes);
    let length = bytes.length() as usize;
    // A `usize` is 32 bits here.
    let copy = move |range: Range<usize>| {
        let within = bytes.subarray(range.start as u32, range.end as u32);
        within.to_vec()
    };
    Buffer::new(length, Box::new(copy))
}

/// Fetches what opened pages need of a catalogue, if it is not here. Boxed, so that it is compiled once for all that wait
/// for it.
fn bodies<'a>(
    host: &'a HostBindings,
    loaded: &'a LoadedCatalogue,
) -> Pin<Box<dyn Future<Output = Result<(), LoadError>> + 'a>> {
    Box::pin(async move {
        if loaded.is_complete() {
            return Ok(());
        }
        let fetched = all_bodies(host, loaded).await;
        if let Some(bodies) = fetched {
            loaded.catalogue.add_bodies(bodies);
        }
        match loaded.is_complete() {
            true => Ok(()),
            false => Err(LoadError),
        }
    })
}

/// The bodies in all parts, or in the whole document when a part cannot be used; `None` also when they are here already.
/// Nothing that is requested tells which entry was opened: all are fetched, in one order.
async fn all_bodies(host: &HostBindings, loaded: &LoadedCatalogue) -> Option<Bodies> {
    // As a future at once: that handles its failure, also when an earlier one ends this.
    let ask = |part: &PartFile| JsFuture::from(host.more_bodies(&part.file, &part.integrity));
    let mut parts: Option<BodyParts> = None;
    let mut next = Some(JsFuture::from(host.bodies()));
    while let Some(coming) = next {
        // The line is never idle: while one part comes, the next is asked for.
        next = parts.as_ref().and_then(|parts| parts.to_come(1)).map(ask);
        let response: CatalogueResponse = coming.await.ok()?.unchecked_into();
        if loaded.is_complete() {
            // Another element, or the building of an index, fetched them too.
            return None;
        }
        let Some(part) = part(&response) else {
            return json(response.text()).map(Bodies::from_document);
        };
        match &mut parts {
            Some(parts) => parts.add(part),
            None => {
                let first = BodyParts::new(part)?;
                next = first.to_come(0).map(ask);
                parts = Some(first);
            }
        }
    }
    let parts = parts?;
    if parts.entry_count() != loaded.catalogue.cards.len() {
        warn(
            host,
            &format!("{}: the parts do not belong together", loaded.url),
        );
        return None;
    }
    Some(parts.bodies())
}

/// Asks the host's own search. What is wrong with its answer is named in the console.
pub(super) async fn answer(host: HostBindings, question: Question) -> Event {
    let mut answer = None;
    if let Ok((part, _)) = lazy_parts::load_search().await {
        let requested = match &question {
            Question::Search(request) => host.search(part.write_request(request)),
            Question::Entry(id) => host.entry(id),
        };
        // A rejection is in the console already.
        if let Ok(document) = JsFuture::from(requested).await
            && let Some(document) = json(document.as_string())
        {
            let wrong;
            (answer, wrong) = part.read_answer(&host.url(), document);
            for line in wrong {
                warn(&host, &line);
            }
        }
    }
    Message::Answered(Rc::new((question, answer))).into()
}

/// Fetches the search part.
pub(super) async fn search() -> Event {
    Event::Search(lazy_parts::load_search().await)
}

/// Fetches what a page needs: code, styles, script and the catalogue's bodies.
pub(super) async fn pages(host: HostBindings, loaded: Rc<LoadedCatalogue>) -> Event {
    let files = JsFuture::from(host.load_pages());
    let code = lazy_parts::load_pages().await;
    let bodies = bodies(&host, &loaded).await;
    let files = files.await.map_err(|_| LoadError);
    Event::Pages(code.and_then(|code| bodies.and(files).map(|_| code)))
}

/// The catalogue's index: the published one that the catalogue names, or else one that is built here. Files that cannot
/// be used are named in the console.
pub(super) async fn index(host: HostBindings, loaded: Rc<LoadedCatalogue>) -> Event {
    let catalogue = &loaded.catalogue;
    if let Some(index) = loaded.index.get() {
        return Message::Indexed(Rc::clone(index)).into();
    }
    let named = catalogue.head.index.as_ref();
    // Everything is requested at once.
    let beside = |name: &String| JsFuture::from(host.beside(name));
    let index = named.map(|named| beside(&named.file));
    let lexicon = named.and_then(|named| named.lexicon.as_ref()).map(beside);
    let part = match lazy_parts::load_search().await {
        Ok((part, _)) => part,
        Err(error) => return Event::Search(Err(error)),
    };
    let unusable = |what: &str, why: IndexError| {
        warn(
            &host,
            &format!("the {what} of {} is not used: {why}", loaded.url),
        );
    };
    let index = match index {
        Some(requested) => Some(file(requested).await),
        None => None,
    };
    let lexicon = match lexicon {
        Some(requested) => Some(file(requested).await),
        None => None,
    };
    let turn = Turn::wait(&host).await;
    if host.removed() {
        // Nobody will search in it.
        return Message::Indexed(Rc::default()).into();
    }
    // The element whose turn was before may have read them.
    if let Some(index) = loaded.index.get() {
        return Message::Indexed(Rc::clone(index)).into();
    }
    // What could not be fetched for this element may be for the next.
    let mut is_whole = true;
    let read = match index {
        Some(Ok(file)) => Some(part.read_index(catalogue, &file, &|| pause(&host)).await),
        Some(Err(why)) => Some(Err(why)),
        None => None,
    };
    let index: Index = match read {
        Some(Ok(mut index)) => {
            if let Some(file) = lexicon
                && let Err(why) = file.and_then(|file| part.add_lexicon(&mut index, &file))
            {
                unusable("lexicon", why);
                is_whole = false;
            }
            index
        }
        // Nobody will search in it, and others must not: it was read in part.
        Some(Err(_)) if host.removed() => return Message::Indexed(Rc::default()).into(),
        failed => {
            if let Some(Err(why)) = failed {
                unusable("index", why);
                is_whole = false;
            }
            // Others need not wait for what has to be fetched.
            drop(turn);
            // What cannot be fetched is not searched; that is told where it is opened.
            let _ = bodies(&host, &loaded).await;
            part.build_index(catalogue)
        }
    };
    let index = Rc::new(index);
    // One that was built lacks the bodies that did not come.
    let index = match is_whole && (named.is_some() || loaded.is_complete()) {
        false => index,
        true => Rc::clone(loaded.index.get_or_init(|| index)),
    };
    Message::Indexed(index).into()
}

/// The file that a request gives.
async fn file(requested: JsFuture) -> Result<Buffer, IndexError> {
    match requested.await {
        Ok(bytes) if !bytes.is_undefined() => Ok(buffer(&bytes)),
        _ => Err(IndexError::Missing),
    }
}

/// Tells whoever looks after the page; nobody does once the element is removed.
fn warn(host: &HostBindings, words: &str) {
    if !host.removed() {
        console::warn_1(&JsValue::from_str(&format!("Virker: {words}")));
    }
}
