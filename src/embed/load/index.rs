//! Fetching the index, or building it.

use std::rc::Rc;

use wasm_bindgen_futures::JsFuture;

use super::bodies::bodies;
use super::read_lock::ReadLock;
use super::response::{buffer, pause, warn};

use crate::buffer::Buffer;
use crate::embed::bindings::HostBindings;
use crate::embed::message::RootMessage;
use crate::panel::lazy_parts;
use crate::panel::{LoadedCatalogue, Message};
use crate::search::{Index, IndexError};

/// The catalogue's index: the published one that the catalogue names, or else one that is built here. Files that cannot
/// be used are named in the console.
pub(in crate::embed) async fn index(
    host: HostBindings,
    loaded: Rc<LoadedCatalogue>,
) -> RootMessage {
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
        Err(error) => return RootMessage::Search(Err(error)),
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
    let lock = ReadLock::acquire(&host).await;
    if host.removed() {
        // Nobody will search in it.
        return Message::Indexed(Rc::default()).into();
    }
    // The element that had the lock before may have read them.
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
            drop(lock);
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
