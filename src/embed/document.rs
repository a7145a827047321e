//! Reading a catalogue that the browser parsed.

use js_sys::{Array, Reflect};
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;

use crate::catalogue::{Document, Wrong};

/// A parsed JSON value.
pub(super) struct Json(pub(super) JsValue);

impl Document for Json {
    fn get(&self, key: &str) -> Option<Self> {
        let value = Reflect::get(&self.0, &JsValue::from_str(key)).ok()?;
        (!value.is_undefined()).then_some(Self(value))
    }

    fn elements(&self) -> Option<Vec<Self>> {
        Array::is_array(&self.0).then(|| Array::from(&self.0).iter().map(Self).collect())
    }

    fn number(&self) -> Option<f64> {
        self.0.as_f64()
    }

    fn text(&self) -> Option<String> {
        self.0.as_string()
    }

    fn read<T: DeserializeOwned>(self) -> Result<T, Wrong> {
        serde_path_to_error::deserialize(serde_wasm_bindgen::Deserializer::from(self.0)).map_err(
            |error| Wrong {
                path: error.path().to_string(),
                message: error.inner().to_string(),
            },
        )
    }
}
