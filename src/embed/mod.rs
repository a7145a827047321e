//! The edge to the browser: all effects happen here.
//!
//! The loader (`www/loader.js`) defines the elements and draws the search field; it calls [`mount`] for each element,
//! and the returned [`Handle`] carries what happens in the field to the panel.
//!
//! The lints deny code that can panic. If it panics all the same, the wasm traps, `www/browser.js` sees that, and every
//! element shows its fallback.

mod bindings;
mod event;
mod focus;
mod load;
mod root;

use wasm_bindgen::prelude::*;
use yew::{AppHandle, Renderer};

use crate::panel::{Link, Message, Settings};
use bindings::HostBindings;
use root::{Root, RootProps};

/// A panel or calculator that has been mounted in an element.
#[wasm_bindgen]
pub struct Handle {
    app: AppHandle<Root>,
}

#[wasm_bindgen]
impl Handle {
    /// The text in the search field changed.
    pub fn typed(&self, text: String) {
        self.app.send_message(Message::Typed(text));
    }

    /// The user pressed Enter or 'Søg'.
    pub fn submitted(&self) {
        self.app.send_message(Message::Submitted);
    }

    /// Unmounts it and frees everything.
    pub fn stop(self) {
        self.app.destroy();
    }
}

/// Mounts a panel or calculator in an element.
#[wasm_bindgen]
#[must_use]
pub fn mount(host: HostBindings) -> Handle {
    let settings = Settings {
        element: host.name(),
        heading_level: host.level().clamp(1, 4),
        calculator: host.calculator(),
        provided: host.provided(),
    };
    let mut link = Link::parse(&host.fragment(), &settings.element);
    let typed = host.query();
    if typed.is_empty() {
        if let Some(link) = &link {
            host.write(&link.query);
        }
    } else {
        // What was typed meanwhile takes precedence over the link.
        link.get_or_insert_default().query = typed;
    }
    let app = host.app();
    let props = RootProps {
        host,
        settings,
        link,
    };
    Handle {
        app: Renderer::<Root>::with_root_and_props(app, props).render(),
    }
}
