//! The edge to the browser: all effects happen here.
//!
//! The loader (`www/element.js`) defines the elements and draws the search field; the engine's script (`www/engine.js`)
//! mounts each in a [`MountPoint`], which carries what happens in the field to the panel.
//!
//! The lints deny code that can panic. If it panics all the same, the wasm traps, `www/browser.js` sees that, and every
//! element shows its fallback.

mod bindings;
mod focus;
mod load;
mod message;
mod root;

use std::rc::Rc;

use wasm_bindgen::prelude::*;
use web_sys::Element;
use yew::{AppHandle, Renderer};

use crate::panel::{Link, Message, Settings};
use bindings::HostBindings;
use root::{Root, RootProps};

/// Where one element after the other is drawn. Yew keeps a root and its listeners for good, also when its app is destroyed
/// (`HostHandlers::add_listener`), so the script uses a root again.
#[wasm_bindgen]
pub struct MountPoint {
    app: AppHandle<Root>,
    /// The present element's name in links.
    name: String,
}

#[wasm_bindgen]
impl MountPoint {
    /// Draws in this element, which is empty.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(root: Element) -> Self {
        Self {
            app: Renderer::<Root>::with_root(root).render(),
            name: String::new(),
        }
    }

    /// Mounts a panel, or another element.
    pub fn mount(&mut self, host: HostBindings) {
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
        self.name.clone_from(&settings.element);
        self.app.update(RootProps {
            host,
            settings,
            link,
        });
    }

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

    /// Unmounts what was mounted and frees it.
    pub fn unmount(&mut self) {
        self.app.update(RootProps::default());
    }
}
