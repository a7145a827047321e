//! What is only needed once somebody searches, chooses something, opens an entry
//! or a calculator: its code is a file of its own, fetched behind the first result.
//!
//! The build splits the wasm at [`here`] (with wasm-split): whatever can only be
//! reached through it goes to the other file. Until [`load`] is through, there
//! are no details. Natively, and without the feature `split`, they are always
//! there.
#![allow(unsafe_code)] // The macro links the two files; nothing else here is unsafe.

use std::cell::Cell;
use std::ops::Range;
use std::rc::Rc;

use yew::Html;

use super::views::{self, Scene};
use super::{Effect, Form, Order, Paper, PaperTouch, Reckoning, Shelf, Touch};
use crate::calculator::{Sheet, opened};
use crate::catalogue::{Card, Catalogue, Entry, ThesaurusRow, read};
use crate::search::{Found, Index, Lexicon, NotRead, Plain, Weights, ask, build, fingerprint};

/// The details could not be fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotLoaded;

/// What the details can do.
pub(super) trait Details {
    /// The screen of an entry or a calculator.
    fn screen(&self, scene: &Scene<'_>) -> Html;
    /// What was chosen, read back.
    fn chosen(&self, scene: &Scene<'_>) -> Html;
    /// Help in a crisis, when what is sought asks for it.
    fn help(&self, scene: &Scene<'_>) -> Html;
    /// What a slip was taken to mean, with the way to what was typed.
    fn corrected(&self, scene: &Scene<'_>) -> Html;
    /// Why an entry was found, where its card alone doesn't tell.
    fn found(&self, scene: &Scene<'_>, entry: usize) -> Html;
    /// What is wrong in whole entries, for the console.
    fn faults(&self, shelf: &Shelf) -> Vec<String>;
    /// The ways on when nothing was found.
    fn nothing_found(&self, scene: &Scene<'_>) -> Html;
    /// A finished index with its lexicon, if the bytes are such for this catalogue.
    fn read_index(&self, catalogue: &Catalogue, index: &[u8]) -> Result<Index, NotRead>;
    /// Gives an index its lexicon, if the bytes are one for the same catalogue.
    fn add_lexicon(&self, index: &mut Index, lexicon: &[u8]) -> Result<(), NotRead>;
    /// The index of a catalogue that has no finished one.
    fn build_index(&self, catalogue: &Catalogue) -> Index;
    /// Searches.
    fn ask(&self, catalogue: &Catalogue, index: &Index, text: &str, literal: bool) -> Found;
    /// The parts of a text that answer what was sought.
    fn marks(&self, index: &Index, text: &str, found: &Found) -> Vec<Range<usize>>;
    /// Found entries in another order than that of fit.
    fn put_in_order(&self, cards: &[Card], entries: &[usize], order: Order) -> Vec<usize>;
    /// A calculator made ready; `None` when there is none that works.
    fn reckon(&self, shelf: &Shelf, id: &str) -> Option<Rc<Reckoning>>;
    /// Does what the user did to a calculator.
    fn touch(&self, reckoning: &mut Reckoning, touch: Touch);
    /// A worksheet made ready; `None` when there is none that can be read.
    fn paper(&self, shelf: &Shelf, id: &str) -> Option<Paper>;
    /// Does what the user did to a worksheet.
    fn write(&self, shelf: &Shelf, paper: &mut Paper, touch: PaperTouch) -> Vec<Effect>;
    /// A calculator as text or as a table.
    fn shaped(&self, shelf: &Shelf, reckoning: &Reckoning, form: Form) -> String;
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

    fn corrected(&self, scene: &Scene<'_>) -> Html {
        views::corrected(scene)
    }

    fn found(&self, scene: &Scene<'_>, entry: usize) -> Html {
        views::found(scene, entry)
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

    fn read_index(&self, catalogue: &Catalogue, index: &[u8]) -> Result<Index, NotRead> {
        Index::from_bytes(index, fingerprint(catalogue))
    }

    fn add_lexicon(&self, index: &mut Index, lexicon: &[u8]) -> Result<(), NotRead> {
        index.add_lexicon(Lexicon::from_bytes(lexicon, index.fingerprint())?);
        Ok(())
    }

    fn build_index(&self, catalogue: &Catalogue) -> Index {
        let rows = catalogue.thesaurus.iter().filter_map(|row| read(row).ok());
        let rows: Vec<ThesaurusRow> = rows.collect();
        build(catalogue, &rows, &Plain, &Weights::default()).index
    }

    fn ask(&self, catalogue: &Catalogue, index: &Index, text: &str, literal: bool) -> Found {
        ask(catalogue, index, text, literal)
    }

    fn marks(&self, index: &Index, text: &str, found: &Found) -> Vec<Range<usize>> {
        index.marks(text, found)
    }

    fn put_in_order(&self, cards: &[Card], entries: &[usize], order: Order) -> Vec<usize> {
        super::answers::put_in_order(cards, entries, order)
    }

    fn reckon(&self, shelf: &Shelf, id: &str) -> Option<Rc<Reckoning>> {
        let sheet = Sheet::new(opened(&shelf.catalogue, id)?).ok()?;
        Reckoning::new(Rc::new(sheet)).map(Rc::new)
    }

    fn touch(&self, reckoning: &mut Reckoning, touch: Touch) {
        reckoning.touch(touch);
    }

    fn paper(&self, shelf: &Shelf, id: &str) -> Option<Paper> {
        let worksheet = shelf.catalogue.worksheet(id)?;
        let calculator = worksheet.calculator.as_ref();
        let reckoning = calculator.and_then(|id| self.reckon(shelf, id));
        let sheet = reckoning.map(|reckoning| Rc::clone(&reckoning.sheet));
        Some(Paper::new(worksheet, sheet))
    }

    fn write(&self, shelf: &Shelf, paper: &mut Paper, touch: PaperTouch) -> Vec<Effect> {
        paper.touch(touch, &shelf.catalogue)
    }

    fn shaped(&self, shelf: &Shelf, reckoning: &Reckoning, form: Form) -> String {
        super::report::shaped(shelf, reckoning, form)
    }
}

#[cfg(feature = "split")]
impl From<wasm_split_helpers::SplitLoaderError> for NotLoaded {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

#[cfg(feature = "split")]
#[wasm_split_helpers::wasm_split(details, fallible)]
fn here() -> Result<&'static dyn Details, NotLoaded> {
    Ok(&Here)
}

#[cfg(not(feature = "split"))]
#[allow(clippy::unused_async)] // As the macro has it.
async fn here() -> Result<&'static dyn Details, NotLoaded> {
    Ok(&Here)
}

thread_local! {
    static DETAILS: Cell<Option<&'static dyn Details>> =
        const { Cell::new(if cfg!(all(target_family = "wasm", feature = "split")) { None } else { Some(&Here) }) };
}

/// Fetches the details and takes them into use. After a failure, the next call
/// tries again.
///
/// # Errors
/// When the code cannot be fetched; the console says why.
pub async fn load() -> Result<(), NotLoaded> {
    DETAILS.set(Some(here().await?));
    Ok(())
}

/// Reads a finished index; nothing before the details are loaded.
///
/// # Errors
/// [`NotRead`] says why the bytes are not taken.
pub fn read_index(catalogue: &Catalogue, index: &[u8]) -> Result<Index, NotRead> {
    details()
        .ok_or(NotRead::Foreign)?
        .read_index(catalogue, index)
}

/// Gives an index its lexicon; nothing before the details are loaded.
///
/// # Errors
/// [`NotRead`] says why the bytes are not taken.
pub fn add_lexicon(index: &mut Index, lexicon: &[u8]) -> Result<(), NotRead> {
    details()
        .ok_or(NotRead::Foreign)?
        .add_lexicon(index, lexicon)
}

/// The index of a catalogue that has no finished one; an empty one before the
/// details are loaded.
#[must_use]
pub fn build_index(catalogue: &Catalogue) -> Index {
    details()
        .map(|details| details.build_index(catalogue))
        .unwrap_or_default()
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
