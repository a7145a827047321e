//! A catalogue is read the same natively, through `serde_json`, and in the browser, through
//! [`Json::parse`], including its errors.

use virker::catalogue::{Head, Json, read_catalogue};

const CATALOGUE: &str = include_str!("data/agreement.json");
const EXPECTED: &str = include_str!("data/agreement.txt");

/// Everything that is read from the catalogue, as text.
fn as_text(document: Json) -> String {
    match read_catalogue(document) {
        Ok((catalogue, broken)) => {
            let ids = catalogue.cards.iter().map(|card| &card.id);
            let entries: Vec<_> = ids.map(|id| catalogue.entry(id)).collect();
            let head = Head {
                sources: catalogue.sources().to_vec(),
                ..catalogue.head
            };
            format!(
                "{head:#?}
{entries:#?}
{broken:#?}
"
            )
        }
        Err(error) => format!("{error:?}"),
    }
}

#[cfg(not(target_arch = "wasm32"))]
#[test]
fn a_catalogue_is_read_natively_as_expected() {
    let document: Json = serde_json::from_str(CATALOGUE).expect("the fixture is JSON");
    assert_eq!(as_text(document), EXPECTED);
}

#[cfg(target_arch = "wasm32")]
mod in_the_browser {
    use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

    use super::{CATALOGUE, EXPECTED, Json, as_text};

    wasm_bindgen_test_configure!(run_in_browser);

    #[wasm_bindgen_test]
    fn a_catalogue_is_read_in_the_browser_as_it_is_natively() {
        let document = Json::parse(CATALOGUE.as_bytes()).unwrap_or_default();
        assert_eq!(as_text(document), EXPECTED);
    }
}
