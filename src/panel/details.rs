//! What is only needed once somebody chooses something, opens an entry or a
//! calculator: its code is a file of its own, fetched behind the first result.
//!
//! The build splits the wasm at [`here`] (by Yew's own tool for lazy parts):
//! whatever can only be reached through it goes to the other file. Until
//! [`load`] is through, there are no details. Natively they are always there.
#![allow(unsafe_code)] // The macro links the two files; nothing else here is unsafe.

use std::cell::Cell;
use std::rc::Rc;

use wasm_split_helpers::{SplitLoaderError, wasm_split};
use yew::Html;

use super::views::{self, Scene};
use super::{Reckoning, Shelf, Touch};
use crate::calculator::Sheet;

/// The details could not be fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotLoaded;

impl From<SplitLoaderError> for NotLoaded {
    fn from(_: SplitLoaderError) -> Self {
        Self
    }
}

/// What the details can do.
pub(super) trait Details {
    /// The screen of an entry or a calculator.
    fn screen(&self, scene: &Scene<'_>) -> Html;
    /// What was chosen, read back.
    fn chosen(&self, scene: &Scene<'_>) -> Html;
    /// The ways on when nothing was found.
    fn nothing_found(&self, scene: &Scene<'_>) -> Html;
    /// A calculator made ready; `None` when there is none that works.
    fn reckon(&self, shelf: &Shelf, id: &str) -> Option<Rc<Reckoning>>;
    /// Does what the user did to a calculator.
    fn touch(&self, reckoning: &mut Reckoning, touch: Touch);
}

struct Here;

impl Details for Here {
    fn screen(&self, scene: &Scene<'_>) -> Html {
        views::screen_of_details(scene)
    }

    fn chosen(&self, scene: &Scene<'_>) -> Html {
        views::chosen(scene)
    }

    fn nothing_found(&self, scene: &Scene<'_>) -> Html {
        views::nothing_found(scene)
    }

    fn reckon(&self, shelf: &Shelf, id: &str) -> Option<Rc<Reckoning>> {
        let sheet = Sheet::new(shelf.catalogue.calculator(id)?).ok()?;
        Reckoning::new(Rc::new(sheet)).map(Rc::new)
    }

    fn touch(&self, reckoning: &mut Reckoning, touch: Touch) {
        reckoning.touch(touch);
    }
}

#[wasm_split(details, fallible)]
fn here() -> Result<&'static dyn Details, NotLoaded> {
    Ok(&Here)
}

thread_local! {
    static DETAILS: Cell<Option<&'static dyn Details>> =
        const { Cell::new(if cfg!(target_family = "wasm") { None } else { Some(&Here) }) };
}

/// Fetches the details, unless they are here already.
///
/// # Errors
/// [`NotLoaded`] when they could not be fetched; trying again really tries.
pub async fn load() -> Result<(), NotLoaded> {
    DETAILS.set(Some(here().await?));
    Ok(())
}

/// The details, if they are here.
pub(super) fn details() -> Option<&'static dyn Details> {
    DETAILS.get()
}
