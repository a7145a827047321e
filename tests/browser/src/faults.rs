//! Faults that a catalogue can have.

use anyhow::{Context, Result};
use serde_json::{Value, json};
use xtask::server::{Folder, Request, Response};

use crate::catalogue::Catalogue;
use crate::paths;
use crate::site::{SiteBuilder, unreachable_origin};
use crate::states::states;

states! {
    /// A fault of the catalogue.
    BadCatalogue {
        /// Its server does not respond.
        Unreachable = "unreachable",
        /// The server has no such file.
        Missing = "missing",
        /// The server sends an HTML page instead.
        NotJson = "not-json",
        /// Its format is newer than this version of the widget.
        NewerFormat = "newer-format",
        /// Some of its entries are invalid.
        BrokenEntries = "broken-entries",
    }
}

/// The number of entries that [`BadCatalogue::BrokenEntries`] breaks.
pub const BROKEN: usize = 2;

/// The entry that is never broken.
const INTACT: &str = "madkassen";

impl BadCatalogue {
    /// Adds this fault to the catalogue of a site's host pages.
    pub fn add_to(self, site: SiteBuilder) -> Result<SiteBuilder> {
        Ok(match self {
            Self::Unreachable => {
                site.catalogue(&format!("{}/catalogue.json", unreachable_origin()?))
            }
            Self::Missing => site.catalogue("/findes-ikke/catalogue.json"),
            Self::NotJson => {
                let page = "<!doctype html><title>Log ind</title><p>Log ind for at se siden";
                serve(
                    site,
                    "/ikke-json/catalogue.json",
                    "text/html; charset=utf-8",
                    page.to_owned(),
                )
            }
            Self::NewerFormat => {
                let mut catalogue: Value = serde_json::from_str(&site.shipped_catalogue()?)?;
                set(&mut catalogue, "format", json!(99))?;
                serve(
                    site,
                    "/nyere/catalogue.json",
                    "application/json",
                    catalogue.to_string(),
                )
            }
            Self::BrokenEntries => {
                let mut catalogue: Value = serde_json::from_str(&site.shipped_catalogue()?)?;
                break_entries(&mut catalogue)?;
                // Beside it is the index of the catalogue before it was broken, as after an edit without a build.
                let dist = paths::dist()?;
                let shipped = paths::catalogue_path(&dist)?.trim_start_matches('/');
                let beside = dist
                    .join(shipped)
                    .parent()
                    .context("the catalogue's folder")?
                    .to_path_buf();
                let beside = Folder::under("/brudt", beside);
                serve(
                    site,
                    "/brudt/catalogue.json",
                    "application/json",
                    catalogue.to_string(),
                )
                .route(move |request| beside.answer(request))
            }
        })
    }
}

/// The ids of the entries that [`BadCatalogue::BrokenEntries`] breaks: the first has no title, the second an invalid
/// summary.
pub fn broken_ids() -> Result<Vec<String>> {
    let catalogue = Catalogue::shipped()?;
    Ok(catalogue
        .entries()
        .map(|entry| entry.id().to_owned())
        .filter(|id| id != INTACT)
        .take(BROKEN)
        .collect())
}

fn serve(
    site: SiteBuilder,
    path: &'static str,
    content_type: &'static str,
    body: String,
) -> SiteBuilder {
    site.catalogue(path).route(move |request: &Request| {
        (request.path == path).then(|| {
            Response::new(200)
                .header("Content-Type", content_type)
                .header("Access-Control-Allow-Origin", "*")
                .body(body.clone())
        })
    })
}

/// Removes one entry's title and replaces another's summary with a number.
fn break_entries(catalogue: &mut Value) -> Result<()> {
    let entries = catalogue
        .get_mut("entries")
        .and_then(Value::as_array_mut)
        .context("a catalogue without entries")?;
    let mut others = entries
        .iter_mut()
        .filter(|entry| entry.get("id") != Some(&json!(INTACT)));
    let first = others
        .next()
        .and_then(Value::as_object_mut)
        .context("an entry to break")?;
    first.remove("title");
    set(
        others.next().context("a second entry to break")?,
        "summary",
        json!(7),
    )
}

fn set(object: &mut Value, key: &str, value: Value) -> Result<()> {
    object
        .as_object_mut()
        .context("not an object")?
        .insert(key.to_owned(), value);
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{BROKEN, break_entries};

    #[test]
    fn the_stated_number_of_entries_is_broken_and_madkassen_is_not() {
        let whole = json!({"entries": [
            {"id": "a", "title": "A", "summary": "a"},
            {"id": "madkassen", "title": "Madkassen", "summary": "m"},
            {"id": "b", "title": "B", "summary": "b"},
            {"id": "c", "title": "C", "summary": "c"},
        ]});
        let mut broken = whole.clone();
        break_entries(&mut broken).unwrap();
        let (whole, broken) = (
            whole["entries"].as_array().unwrap(),
            broken["entries"].as_array().unwrap(),
        );
        let changed = whole
            .iter()
            .zip(broken)
            .filter(|(before, after)| before != after)
            .count();
        assert_eq!(changed, BROKEN);
        assert_eq!(whole[1], broken[1]);
    }
}
