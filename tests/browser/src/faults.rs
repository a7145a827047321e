//! The ways in which a catalogue can be bad.

use anyhow::{Context, Result};
use serde_json::{Value, json};
use xtask::server::{Folder, Request, Response};

use crate::catalogue::Catalogue;
use crate::places;
use crate::site::{Plan, deaf_origin};
use crate::states::states;

states! {
    /// One way in which a catalogue can be bad.
    BadCatalogue {
        /// Nobody answers where it should be.
        Unreachable = "unreachable",
        /// The server has no such file.
        Missing = "missing",
        /// The server sends a page instead.
        NotJson = "not-json",
        /// It is of a format that came after this version.
        NewerFormat = "newer-format",
        /// It can be read, but some of its entries cannot.
        BrokenEntries = "broken-entries",
    }
}

/// How many entries [`BadCatalogue::BrokenEntries`] breaks.
pub const BROKEN: usize = 2;

/// The entry that stays whole, whatever else is broken.
const SPARED: &str = "madkassen";

impl BadCatalogue {
    /// Plans a site whose host pages meet this fault.
    pub fn plan(self, plan: Plan) -> Result<Plan> {
        Ok(match self {
            Self::Unreachable => plan.catalogue(&format!("{}/catalogue.json", deaf_origin()?)),
            Self::Missing => plan.catalogue("/findes-ikke/catalogue.json"),
            Self::NotJson => {
                let page = "<!doctype html><title>Log ind</title><p>Log ind for at se siden";
                serve(
                    plan,
                    "/ikke-json/catalogue.json",
                    "text/html; charset=utf-8",
                    page.to_owned(),
                )
            }
            Self::NewerFormat => {
                let mut catalogue: Value = serde_json::from_str(&plan.shipped_catalogue()?)?;
                set(&mut catalogue, "format", json!(99))?;
                serve(
                    plan,
                    "/nyere/catalogue.json",
                    "application/json",
                    catalogue.to_string(),
                )
            }
            Self::BrokenEntries => {
                let mut catalogue: Value = serde_json::from_str(&plan.shipped_catalogue()?)?;
                break_entries(&mut catalogue)?;
                // The index that belongs to the whole catalogue lies beside it, as after a hasty edit.
                let dist = places::dist()?;
                let shipped = places::catalogue_path(&dist)?.trim_start_matches('/');
                let beside = dist
                    .join(shipped)
                    .parent()
                    .context("the catalogue's folder")?
                    .to_path_buf();
                let beside = Folder::under("/brudt", beside);
                serve(
                    plan,
                    "/brudt/catalogue.json",
                    "application/json",
                    catalogue.to_string(),
                )
                .route(move |request| beside.answer(request))
            }
        })
    }
}

/// The ids of the entries that [`BadCatalogue::BrokenEntries`] breaks: the first has no title, the second a wrong
/// summary.
pub fn broken_ids() -> Result<Vec<String>> {
    let catalogue = Catalogue::shipped()?;
    Ok(catalogue
        .entries()
        .map(|entry| entry.id().to_owned())
        .filter(|id| id != SPARED)
        .take(BROKEN)
        .collect())
}

fn serve(plan: Plan, path: &'static str, kind: &'static str, body: String) -> Plan {
    plan.catalogue(path).route(move |request: &Request| {
        (request.path == path).then(|| {
            Response::new(200)
                .header("Content-Type", kind)
                .header("Access-Control-Allow-Origin", "*")
                .body(body.clone())
        })
    })
}

/// Takes the title from one entry and gives another a number for a summary.
fn break_entries(catalogue: &mut Value) -> Result<()> {
    let entries = catalogue
        .get_mut("entries")
        .and_then(Value::as_array_mut)
        .context("a catalogue without entries")?;
    let mut victims = entries
        .iter_mut()
        .filter(|entry| entry.get("id") != Some(&json!(SPARED)));
    let first = victims
        .next()
        .and_then(Value::as_object_mut)
        .context("an entry to break")?;
    first.remove("title");
    set(
        victims.next().context("a second entry to break")?,
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
    fn so_many_entries_are_broken_and_madkassen_is_spared() {
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
