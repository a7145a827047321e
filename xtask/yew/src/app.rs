//! A component that is drawn into an element of the page.

use std::ops::Deref;

use web_sys::Element;

use crate::html::{Component, Scope};

/// Draws a component into an element.
pub struct Renderer<COMP: Component> {
    root: Element,
    props: COMP::Properties,
}

impl<COMP: Component> Renderer<COMP> {
    pub fn with_root_and_props(root: Element, props: COMP::Properties) -> Self {
        Self { root, props }
    }

    /// The component is created and drawn once the script that runs has ended.
    pub fn render(self) -> AppHandle<COMP> {
        let scope = Scope::new();
        scope.create_soon(self.root, self.props);
        AppHandle { scope }
    }
}

/// A component that is drawn.
pub struct AppHandle<COMP: Component> {
    scope: Scope<COMP>,
}

impl<COMP: Component> AppHandle<COMP> {
    /// Takes everything down, once the script that runs has ended.
    pub fn destroy(self) {
        self.scope.destroy_soon();
    }
}

impl<COMP: Component> Deref for AppHandle<COMP> {
    type Target = Scope<COMP>;

    fn deref(&self) -> &Scope<COMP> {
        &self.scope
    }
}
