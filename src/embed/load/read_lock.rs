//! Reading in turn.

use std::cell::Cell;
use std::pin::Pin;

use wasm_bindgen_futures::JsFuture;

use crate::embed::bindings::HostBindings;

thread_local! {
    static IS_LOCKED: Cell<bool> = const { Cell::new(false) };
}

/// Held while something is read. Reading makes pauses, and what one element has read is there for the next that wants it:
/// so one reads at a time.
pub(super) struct ReadLock;

impl ReadLock {
    pub(super) fn acquire(host: &HostBindings) -> Pin<Box<dyn Future<Output = Self> + '_>> {
        Box::pin(async {
            while IS_LOCKED.replace(true) {
                let _ = JsFuture::from(host.next_task()).await;
            }
            Self
        })
    }
}

impl Drop for ReadLock {
    fn drop(&mut self) {
        IS_LOCKED.set(false);
    }
}
