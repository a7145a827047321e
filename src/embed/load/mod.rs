//! Fetching: the catalogue, its index, and the parts of the widget that are in files of their own.

mod bodies;
mod catalogue;
mod index;
mod read_lock;
mod response;

use std::rc::Rc;

use wasm_bindgen_futures::JsFuture;

use super::bindings::HostBindings;
use super::message::RootMessage;
use crate::panel::lazy::LoadError;
use crate::panel::lazy_parts;
use crate::panel::{LoadedCatalogue, Message, Question};
use bodies::bodies;
use response::{json, warn};

pub(super) use catalogue::catalogue;
pub(super) use index::index;

/// Asks the host's own search. What is wrong with its answer is named in the console.
pub(super) async fn answer(host: HostBindings, question: Question) -> RootMessage {
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
pub(super) async fn search() -> RootMessage {
    RootMessage::Search(lazy_parts::load_search().await)
}

/// Fetches what a page needs: code, styles, script and the catalogue's bodies.
pub(super) async fn pages(host: HostBindings, loaded: Rc<LoadedCatalogue>) -> RootMessage {
    let files = JsFuture::from(host.load_pages());
    let code = lazy_parts::load_pages().await;
    let bodies = bodies(&host, &loaded).await;
    let files = files.await.map_err(|_| LoadError);
    RootMessage::Pages(code.and_then(|code| bodies.and(files).map(|_| code)))
}
