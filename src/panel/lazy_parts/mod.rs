//! The code that is in files of its own, and where the wasm is split.
//!
//! The build splits the wasm at [`load_search`] and [`load_pages`]: what can only be reached through one of them goes
//! to a file of its own. Natively, and without the feature `split`, both parts are always there.
#![allow(unsafe_code)] // The macro that splits the wasm links the files; nothing else here is unsafe.

mod pages;
mod provided;
mod search;

use super::lazy::{LazyParts, LoadError, PagesPart, Part, SearchPart};
use super::views::{LazyViews, PageViews, SearchViews};

/// What a search needs: for the state and for the views.
pub type Search = (&'static dyn SearchPart, &'static dyn SearchViews);

/// What an opened page needs: for the state and for the views.
pub type Pages = (&'static dyn PagesPart, &'static dyn PageViews);

/// Both parts, where nothing has to be fetched.
#[must_use]
pub fn all() -> (LazyParts, LazyViews) {
    let parts = LazyParts {
        search: Part::Here(&search::Search),
        pages: Part::Here(&pages::Pages),
    };
    let views = LazyViews {
        search: Some(&search::Search),
        pages: Some(&pages::Pages),
    };
    (parts, views)
}

/// Fetches the search part. After a failure, the next call tries again.
///
/// # Errors
/// [`LoadError`] when its code could not be fetched.
pub async fn load_search() -> Result<Search, LoadError> {
    split::search().await
}

/// Fetches the pages part. After a failure, the next call tries again.
///
/// # Errors
/// [`LoadError`] when its code could not be fetched.
pub async fn load_pages() -> Result<Pages, LoadError> {
    split::pages().await
}

/// Where the wasm is split. The macro makes the functions asynchronous.
#[cfg(feature = "split")]
mod split {
    use wasm_split_helpers::wasm_split;

    use super::{LoadError, Pages, Search};

    #[wasm_split(search, fallible)]
    pub(super) fn search() -> Result<Search, LoadError> {
        Ok((&super::search::Search, &super::search::Search))
    }

    #[wasm_split(pages, fallible)]
    pub(super) fn pages() -> Result<Pages, LoadError> {
        Ok((&super::pages::Pages, &super::pages::Pages))
    }
}

#[cfg(not(feature = "split"))]
#[allow(clippy::unused_async)] // As the macro makes them.
mod split {
    use super::{LoadError, Pages, Search};

    pub(super) async fn search() -> Result<Search, LoadError> {
        Ok((&super::search::Search, &super::search::Search))
    }

    pub(super) async fn pages() -> Result<Pages, LoadError> {
        Ok((&super::pages::Pages, &super::pages::Pages))
    }
}

#[cfg(feature = "split")]
impl From<wasm_split_helpers::SplitLoaderError> for LoadError {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}
