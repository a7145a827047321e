//! What is only needed once somebody searches, chooses something, opens an entry
//! or a calculator: its code is a file of its own, fetched behind the first result.
//!
//! The build splits the wasm at [`here`] (by Yew's own tool for lazy parts):
//! whatever can only be reached through it goes to the other file. The engine's
//! script fetches that and links it to the first; until [`load`] is through, there
//! are no details. Natively, and without the feature
//! `split`, they are always there.
#![allow(unsafe_code)] // The macro links the two files; nothing else here is unsafe.

use std::cell::Cell;
use std::ops::Range;
use std::rc::Rc;

use yew::Html;

use super::views::{self, ViewContext};
use super::{
    CalculatorAction, CalculatorState, Effect, ExportFormat, LoadedCatalogue, Order,
    WorksheetAction, WorksheetState,
};
use crate::calculator::{CompiledCalculator, opened};
use crate::catalogue::{Card, Catalogue, Entry, ThesaurusRow, read};
use crate::search::{
    Index, IndexError, Lexicon, Plain, SearchResults, Weights, ask, build, fingerprint,
};

/// The details could not be fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LoadError;

/// What the details can do.
pub(super) trait Details {
    /// The screen of an entry or a calculator.
    fn screen(&self, cx: &ViewContext<'_>) -> Html;
    /// What was chosen, read back.
    fn chosen(&self, cx: &ViewContext<'_>) -> Html;
    /// Help in a crisis, when what is sought asks for it.
    fn help(&self, cx: &ViewContext<'_>) -> Html;
    /// What a slip was taken to mean, with the way to what was typed.
    fn corrected(&self, cx: &ViewContext<'_>) -> Html;
    /// Why an entry was found, where its card alone doesn't tell.
    fn found(&self, cx: &ViewContext<'_>, entry: usize) -> Html;
    /// What is wrong in whole entries, for the console.
    fn faults(&self, loaded: &LoadedCatalogue) -> Vec<String>;
    /// The ways on when nothing was found.
    fn nothing_found(&self, cx: &ViewContext<'_>) -> Html;
    /// A finished index with its lexicon, if the bytes are such for this catalogue.
    fn read_index(&self, catalogue: &Catalogue, index: &[u8]) -> Result<Index, IndexError>;
    /// Gives an index its lexicon, if the bytes are one for the same catalogue.
    fn add_lexicon(&self, index: &mut Index, lexicon: &[u8]) -> Result<(), IndexError>;
    /// The index of a catalogue that has no finished one.
    fn build_index(&self, catalogue: &Catalogue) -> Index;
    /// Searches.
    fn ask(&self, catalogue: &Catalogue, index: &Index, text: &str, literal: bool)
    -> SearchResults;
    /// The parts of a text that answer what was sought.
    fn marks(&self, index: &Index, text: &str, found: &SearchResults) -> Vec<Range<usize>>;
    /// SearchResults entries in another order than that of fit.
    fn put_in_order(&self, cards: &[Card], entries: &[usize], order: Order) -> Vec<usize>;
    /// A calculator made ready; `None` when there is none that works.
    fn reckon(&self, loaded: &LoadedCatalogue, id: &str) -> Option<Rc<CalculatorState>>;
    /// Does what the user did to a calculator.
    fn touch(&self, calculator: &mut CalculatorState, touch: CalculatorAction);
    /// A worksheet made ready; `None` when there is none that can be read.
    fn worksheet(&self, loaded: &LoadedCatalogue, id: &str) -> Option<WorksheetState>;
    /// Does what the user did to a worksheet.
    fn write(
        &self,
        loaded: &LoadedCatalogue,
        worksheet: &mut WorksheetState,
        touch: WorksheetAction,
    ) -> Vec<Effect>;
    /// A calculator as text or as a table.
    fn shaped(
        &self,
        loaded: &LoadedCatalogue,
        calculator: &CalculatorState,
        form: ExportFormat,
    ) -> String;
}

struct Here;

impl Details for Here {
    fn screen(&self, cx: &ViewContext<'_>) -> Html {
        views::screen_of_details(cx)
    }

    fn chosen(&self, cx: &ViewContext<'_>) -> Html {
        views::chosen(cx)
    }

    fn help(&self, cx: &ViewContext<'_>) -> Html {
        views::help(cx)
    }

    fn corrected(&self, cx: &ViewContext<'_>) -> Html {
        views::corrected(cx)
    }

    fn found(&self, cx: &ViewContext<'_>, entry: usize) -> Html {
        views::found(cx, entry)
    }

    fn faults(&self, loaded: &LoadedCatalogue) -> Vec<String> {
        let whole = loaded.catalogue.cards.iter().zip(&loaded.catalogue.entries);
        let faults = whole.filter_map(|(card, entry)| {
            let wrong = read::<Entry>(entry).err()?;
            Some(format!("{}: {}: {}", card.id, wrong.path, wrong.message))
        });
        faults.collect()
    }

    fn nothing_found(&self, cx: &ViewContext<'_>) -> Html {
        views::nothing_found(cx)
    }

    fn read_index(&self, catalogue: &Catalogue, index: &[u8]) -> Result<Index, IndexError> {
        Index::from_bytes(index, fingerprint(catalogue))
    }

    fn add_lexicon(&self, index: &mut Index, lexicon: &[u8]) -> Result<(), IndexError> {
        index.add_lexicon(Lexicon::from_bytes(lexicon, index.fingerprint())?);
        Ok(())
    }

    fn build_index(&self, catalogue: &Catalogue) -> Index {
        let rows = catalogue.thesaurus.iter().filter_map(|row| read(row).ok());
        let rows: Vec<ThesaurusRow> = rows.collect();
        build(catalogue, &rows, &Plain, &Weights::default()).index
    }

    fn ask(
        &self,
        catalogue: &Catalogue,
        index: &Index,
        text: &str,
        literal: bool,
    ) -> SearchResults {
        ask(catalogue, index, text, literal)
    }

    fn marks(&self, index: &Index, text: &str, found: &SearchResults) -> Vec<Range<usize>> {
        index.marks(text, found)
    }

    fn put_in_order(&self, cards: &[Card], entries: &[usize], order: Order) -> Vec<usize> {
        super::answers::put_in_order(cards, entries, order)
    }

    fn reckon(&self, loaded: &LoadedCatalogue, id: &str) -> Option<Rc<CalculatorState>> {
        let compiled = CompiledCalculator::new(opened(&loaded.catalogue, id)?).ok()?;
        CalculatorState::new(Rc::new(compiled)).map(Rc::new)
    }

    fn touch(&self, calculator: &mut CalculatorState, touch: CalculatorAction) {
        calculator.touch(touch);
    }

    fn worksheet(&self, loaded: &LoadedCatalogue, id: &str) -> Option<WorksheetState> {
        let worksheet = loaded.catalogue.worksheet(id)?;
        let calculator = worksheet.calculator.as_ref();
        let calculator = calculator.and_then(|id| self.reckon(loaded, id));
        let compiled = calculator.map(|calculator| Rc::clone(&calculator.compiled));
        Some(WorksheetState::new(worksheet, compiled))
    }

    fn write(
        &self,
        loaded: &LoadedCatalogue,
        worksheet: &mut WorksheetState,
        touch: WorksheetAction,
    ) -> Vec<Effect> {
        worksheet.touch(touch, &loaded.catalogue)
    }

    fn shaped(
        &self,
        loaded: &LoadedCatalogue,
        calculator: &CalculatorState,
        form: ExportFormat,
    ) -> String {
        super::report::shaped(loaded, calculator, form)
    }
}

/// What the macro wants to fetch the other file with. By the time it is asked, the
/// engine's script has done that: Yew's own way keeps promises, locks and wakers of
/// its own beside the ones that are here anyhow.
#[cfg(feature = "split")]
mod fetched {
    pub(super) use super::LoadError as SplitLoaderError;

    pub(super) mod rt {
        use std::pin::Pin;

        use super::SplitLoaderError;

        /// Nobody calls back.
        pub(in super::super) type LoadCallbackFn = extern "C" fn();

        pub(in super::super) struct LazySplitLoader;

        impl LazySplitLoader {
            pub(in super::super) const fn new<Load: Copy>(_: Load) -> Self {
                Self
            }
        }

        #[allow(clippy::unused_async)] // As the macro has it.
        pub(in super::super) async fn ensure_loaded(
            _: Pin<&LazySplitLoader>,
        ) -> Result<(), SplitLoaderError> {
            Ok(())
        }
    }
}

#[cfg(feature = "split")]
#[wasm_split_helpers::wasm_split(details, fallible, wasm_split_path = fetched)]
fn here() -> Result<&'static dyn Details, LoadError> {
    Ok(&Here)
}

#[cfg(not(feature = "split"))]
#[allow(clippy::unused_async)] // As the macro has it.
async fn here() -> Result<&'static dyn Details, LoadError> {
    Ok(&Here)
}

thread_local! {
    static DETAILS: Cell<Option<&'static dyn Details>> =
        const { Cell::new(if cfg!(all(target_family = "wasm", feature = "split")) { None } else { Some(&Here) }) };
}

/// Takes the details into use. In the widget, their code must have been fetched
/// (`embed/load.rs` does): without it, the call is a trap.
///
/// # Errors
/// None of its own: the macro that splits the wasm asks for a `Result`.
pub async fn load() -> Result<(), LoadError> {
    DETAILS.set(Some(here().await?));
    Ok(())
}

/// Reads a finished index; nothing before the details are loaded.
///
/// # Errors
/// [`IndexError`] says why the bytes are not taken.
pub fn read_index(catalogue: &Catalogue, index: &[u8]) -> Result<Index, IndexError> {
    details()
        .ok_or(IndexError::Foreign)?
        .read_index(catalogue, index)
}

/// Gives an index its lexicon; nothing before the details are loaded.
///
/// # Errors
/// [`IndexError`] says why the bytes are not taken.
pub fn add_lexicon(index: &mut Index, lexicon: &[u8]) -> Result<(), IndexError> {
    details()
        .ok_or(IndexError::Foreign)?
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
pub fn faults(loaded: &LoadedCatalogue) -> Vec<String> {
    details()
        .map(|details| details.faults(loaded))
        .unwrap_or_default()
}

/// The details, if they are here.
pub(super) fn details() -> Option<&'static dyn Details> {
    DETAILS.get()
}
