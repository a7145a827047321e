//! What is only needed once somebody chooses something, opens an entry or a
//! calculator: its code is a file of its own, fetched behind the first result.
//!
//! The build splits the wasm at the functions below (Yew's own tool for lazy
//! parts). They become asynchronous; once [`load`] is through, they answer at
//! once, and natively they always do.
#![allow(unsafe_code)] // The macro links the two files' functions; nothing else here is unsafe.

use std::future::Future;
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use wasm_split_helpers::{SplitLoaderError, wasm_split};
use yew::Html;

use super::views::{Scene, draw_chosen, draw_details, draw_nothing_found};
use super::{Reckoning, Shelf, Touch};
use crate::calculator::Sheet;

/// The part could not be fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotLoaded;

impl From<SplitLoaderError> for NotLoaded {
    fn from(_: SplitLoaderError) -> Self {
        Self
    }
}

/// Fetches the part, unless it is here already.
///
/// # Errors
/// [`NotLoaded`] when it could not be fetched; trying again really tries.
pub async fn load() -> Result<(), NotLoaded> {
    preload().await.map_err(NotLoaded::from)
}

#[wasm_split(details, fallible, preload(preload))]
fn draw_later(scene: &Scene<'_>) -> Result<Html, NotLoaded> {
    Ok(draw_details(scene))
}

#[wasm_split(details, fallible)]
fn draw_chosen_later(scene: &Scene<'_>) -> Result<Html, NotLoaded> {
    Ok(draw_chosen(scene))
}

#[wasm_split(details, fallible)]
fn draw_nothing_found_later(scene: &Scene<'_>) -> Result<Html, NotLoaded> {
    Ok(draw_nothing_found(scene))
}

#[wasm_split(details, fallible)]
fn reckon_later(shelf: &Shelf, id: &str) -> Result<Option<Rc<Reckoning>>, NotLoaded> {
    let sheet = shelf
        .catalogue
        .calculator(id)
        .and_then(|calculator| Sheet::new(calculator).ok());
    Ok(sheet
        .and_then(|sheet| Reckoning::new(Rc::new(sheet)))
        .map(Rc::new))
}

#[wasm_split(details, fallible)]
fn touch_later(reckoning: &mut Reckoning, touch: Touch) -> Result<(), NotLoaded> {
    reckoning.touch(touch);
    Ok(())
}

/// The screen of an entry or a calculator; `None` before it is loaded.
pub(super) fn draw(scene: &Scene<'_>) -> Option<Html> {
    now(draw_later(scene))
}

/// What was chosen, read back; nothing before it is loaded.
pub(super) fn chosen(scene: &Scene<'_>) -> Html {
    now(draw_chosen_later(scene)).unwrap_or_default()
}

/// The ways on when nothing was found; nothing before it is loaded.
pub(super) fn nothing_found(scene: &Scene<'_>) -> Html {
    now(draw_nothing_found_later(scene)).unwrap_or_default()
}

/// A calculator made ready; `None` before the part is loaded, `Some(None)` when
/// there is none that works.
pub(super) fn reckon(shelf: &Shelf, id: &str) -> Option<Option<Rc<Reckoning>>> {
    now(reckon_later(shelf, id))
}

/// Does what the user did to a calculator.
pub(super) fn touch(reckoning: &mut Reckoning, touch: Touch) {
    // Only what is loaded can be touched.
    now(touch_later(reckoning, touch)).unwrap_or_default();
}

/// What a future gives if it gives it at once.
fn now<T>(future: impl Future<Output = Result<T, NotLoaded>>) -> Option<T> {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(result) => result.ok(),
        Poll::Pending => None,
    }
}
