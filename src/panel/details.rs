//! What is only needed once somebody chooses something, opens an entry or a
//! calculator: its code is a file of its own, fetched behind the first result.
//!
//! The build splits the wasm at [`here`] (by Yew's own tool for lazy parts):
//! whatever can only be reached through it goes to the other file. Until
//! [`load`] is through, there are no details. Natively, and without the feature
//! `split`, they are always there.
#![allow(unsafe_code)] // The macro links the two files; nothing else here is unsafe.

use std::cell::Cell;
use std::rc::Rc;

use yew::Html;

use super::views::{self, Scene};
use super::{Order, Reckoning, Shelf, Touch};
use crate::calculator::Sheet;
use crate::catalogue::{Card, Entry, read};

/// The details could not be fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotLoaded;

#[cfg(feature = "split")]
impl From<wasm_split_helpers::SplitLoaderError> for NotLoaded {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

/// What the details can do.
pub(super) trait Details {
    /// The screen of an entry or a calculator.
    fn screen(&self, scene: &Scene<'_>) -> Html;
    /// What was chosen, read back.
    fn chosen(&self, scene: &Scene<'_>) -> Html;
    /// Help in a crisis, when what is sought asks for it.
    fn help(&self, scene: &Scene<'_>) -> Html;
    /// What is wrong in whole entries, for the console.
    fn faults(&self, shelf: &Shelf) -> Vec<String>;
    /// The ways on when nothing was found.
    fn nothing_found(&self, scene: &Scene<'_>) -> Html;
    /// Found entries in another order than that of fit.
    fn put_in_order(&self, cards: &[Card], entries: &[usize], order: Order) -> Vec<usize>;
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

    fn help(&self, scene: &Scene<'_>) -> Html {
        views::help(scene)
    }

    fn faults(&self, shelf: &Shelf) -> Vec<String> {
        let whole = shelf.catalogue.cards.iter().zip(&shelf.catalogue.entries);
        let faults = whole.filter_map(|(card, entry)| {
            let wrong = read::<Entry>(entry).err()?;
            Some(format!("{}: {}: {}", card.id, wrong.path, wrong.message))
        });
        faults.collect()
    }

    fn nothing_found(&self, scene: &Scene<'_>) -> Html {
        views::nothing_found(scene)
    }

    fn put_in_order(&self, cards: &[Card], entries: &[usize], order: Order) -> Vec<usize> {
        super::answers::put_in_order(cards, entries, order)
    }

    fn reckon(&self, shelf: &Shelf, id: &str) -> Option<Rc<Reckoning>> {
        let sheet = Sheet::new(shelf.catalogue.calculator(id)?).ok()?;
        Reckoning::new(Rc::new(sheet)).map(Rc::new)
    }

    fn touch(&self, reckoning: &mut Reckoning, touch: Touch) {
        reckoning.touch(touch);
    }
}

#[cfg(feature = "split")]
#[wasm_split_helpers::wasm_split(details, fallible)]
fn here() -> Result<&'static dyn Details, NotLoaded> {
    Ok(&Here)
}

#[cfg(not(feature = "split"))]
#[allow(clippy::unused_async)]
async fn here() -> Result<&'static dyn Details, NotLoaded> {
    Ok(&Here)
}

thread_local! {
    static DETAILS: Cell<Option<&'static dyn Details>> =
        const { Cell::new(if cfg!(all(target_family = "wasm", feature = "split")) { None } else { Some(&Here) }) };
}

/// Fetches the details, unless they are here already.
///
/// # Errors
/// [`NotLoaded`] when they could not be fetched; trying again really tries.
pub async fn load() -> Result<(), NotLoaded> {
    DETAILS.set(Some(here().await?));
    Ok(())
}

/// What is wrong in whole entries: their cards are shown, the wrong parts
/// aren't. Nothing before the details are loaded.
#[must_use]
pub fn faults(shelf: &Shelf) -> Vec<String> {
    details()
        .map(|details| details.faults(shelf))
        .unwrap_or_default()
}

/// The details, if they are here.
pub(super) fn details() -> Option<&'static dyn Details> {
    DETAILS.get()
}
