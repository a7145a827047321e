//! Fetching what opened pages need.

use std::pin::Pin;

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

use super::response::{json, part, warn};
use crate::catalogue::{Bodies, BodyParts, PartFile};
use crate::embed::bindings::{CatalogueResponse, HostBindings};
use crate::panel::LoadedCatalogue;
use crate::panel::lazy::LoadError;

/// Fetches what opened pages need of a catalogue, if it is not here. Boxed, so that it is compiled once for all that wait
/// for it.
pub(super) fn bodies<'a>(
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
