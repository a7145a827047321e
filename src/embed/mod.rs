//! The browser's edge: everything that touches the world happens here.
//!
//! The loader (`www/loader.js`) defines the elements and draws the search
//! field; it calls [`mount`] for each element, and the returned [`Handle`]
//! carries what happens in the field to the panel.
//!
//! No code here means to panic: the lints deny what can. If it does all the
//! same, the wasm traps, and the glue's guard (`www/browser.js`) sees that: a
//! broken engine must not look alive.

mod load;
mod place;
mod root;

use wasm_bindgen::prelude::*;
use yew::{AppHandle, Renderer};

use crate::panel::{Link, Message, Settings};
use place::Place;
use root::{Root, RootProps};

/// A panel or calculator that stands in an element.
#[wasm_bindgen]
pub struct Handle {
    app: AppHandle<Root>,
}

#[wasm_bindgen]
impl Handle {
    /// Something else stands in the search field.
    pub fn typed(&self, text: String) {
        self.app.send_message(Message::Typed(text));
    }

    /// The user pressed Enter or 'Søg'.
    pub fn submitted(&self) {
        self.app.send_message(Message::Submitted);
    }

    /// Takes everything down and frees it.
    pub fn stop(self) {
        self.app.destroy();
    }
}

/// Puts a panel or calculator into an element.
#[wasm_bindgen]
#[must_use]
pub fn mount(place: Place) -> Handle {
    let settings = Settings {
        element: place.name(),
        heading_level: place.level().clamp(1, 4),
        calculator: place.calculator(),
    };
    let mut link = Link::parse(&place.fragment(), &settings.element);
    let typed = place.query();
    if typed.is_empty() {
        if let Some(link) = &link {
            place.write(&link.query);
        }
    } else {
        // What was typed meanwhile counts more than the link.
        link.get_or_insert_default().query = typed;
    }
    let app = place.app();
    let props = RootProps {
        place,
        settings,
        link,
    };
    Handle {
        app: Renderer::<Root>::with_root_and_props(app, props).render(),
    }
}
