//! The edge to the browser: all effects happen here.
//!
//! The loader (`www/element.js`) defines the elements and draws the search field; it calls [`mount`] for each element,
//! and the returned [`Handle`] carries what happens in the field to the panel.
//!
//! The lints deny code that can panic. If it panics all the same, the wasm traps, `www/browser.js` sees that, and every
//! element shows its fallback.

mod bindings;
mod event;
mod focus;
mod load;
mod root;

use std::rc::Rc;

use wasm_bindgen::prelude::*;
use yew::{AppHandle, Renderer};

use crate::panel::{Link, Message, Settings};
use bindings::HostBindings;
use root::{Root, RootProps};

/// A panel or calculator that has been mounted in an element.
#[wasm_bindgen]
pub struct Handle {
    app: AppHandle<Root>,
    /// The element's name in links.
    name: String,
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

    /// The page's fragment changed. Returns whether it is a link to this element, which is then shown.
    pub fn follow(&self, fragment: &str) -> bool {
        let link = Link::parse(fragment, &self.name);
        let is_ours = link.is_some();
        if let Some(link) = link {
            self.app.send_message(Message::Followed(Rc::new(link)));
        }
        is_ours
    }

    /// The user went back or forward in the browser's history, to where this many screens were open.
    pub fn reach(&self, open: usize) {
        self.app.send_message(Message::Reach(open));
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
    let preset = Link::parse(&host.preset(), "").unwrap_or_default();
    let settings = Settings {
        element: host.name(),
        heading_level: host.level().clamp(1, 4),
        provided: host.provided(),
        debug: host.debug(),
        ..Settings::read(&host.kind(), preset, &|name| host.attribute(name))
    };
    let mut link = Link::parse(&host.fragment(), &settings.element);
    let typed = host.query();
    if typed.is_empty() {
        let link = link.as_ref().filter(|link| link.searches());
        host.write(&link.unwrap_or(&settings.preset).query);
    } else {
        // What was typed meanwhile takes precedence over the link.
        let preset = || settings.preset.clone();
        link.get_or_insert_with(preset).query = typed;
    }
    let app = host.app();
    let name = settings.element.clone();
    let props = RootProps {
        host,
        settings,
        link,
    };
    Handle {
        app: Renderer::<Root>::with_root_and_props(app, props).render(),
        name,
    }
}
