use std::mem::{replace, take};
use std::rc::Rc;

use gloo::utils::document;
use wasm_bindgen::prelude::*;
use web_sys::Element;

use super::drawn::Drawn;
use super::hearing::Hearing;
use super::{list, Spot};
use crate::virtual_dom::VTag;

const SVG: &str = "http://www.w3.org/2000/svg";

#[wasm_bindgen]
extern "C" {
    /// An `<input>` or a `<textarea>`.
    type Field;
    #[wasm_bindgen(method, getter, structural)]
    fn value(this: &Field) -> String;
    #[wasm_bindgen(method, setter, structural)]
    fn set_value(this: &Field, value: &str);
    #[wasm_bindgen(method, setter, structural)]
    fn set_checked(this: &Field, checked: bool);
}

/// An element that stands in the page.
pub(super) struct DrawnTag {
    /// As it was last drawn, less its children and listeners.
    pub(super) tag: VTag,
    pub(super) element: Element,
    children: Vec<Drawn>,
    /// What it was drawn from, when somebody keeps that.
    from: Option<Rc<VTag>>,
    /// By which its listeners are known, if it ever had any.
    listening: Option<u32>,
}

impl DrawnTag {
    pub(super) fn new(tag: Rc<VTag>, spot: &Spot<'_>) -> Self {
        let in_svg = spot.in_svg || &*tag.tag == "svg";
        let made = if in_svg {
            document().create_element_ns(Some(SVG), &tag.tag)
        } else {
            document().create_element(&tag.tag)
        };
        let mut drawn = Self {
            tag: VTag::new(""),
            // Our elements' names are words of the program.
            element: made.unwrap_throw(),
            children: Vec::new(),
            from: None,
            listening: None,
        };
        drawn.redraw(tag, spot);
        spot.put(&drawn.element);
        drawn
    }

    /// Whether an element can become what is to be drawn.
    pub(super) fn is_same(&self, tag: &VTag) -> bool {
        self.tag.tag == tag.tag && self.tag.key == tag.key
    }

    pub(super) fn redraw(&mut self, tag: Rc<VTag>, spot: &Spot<'_>) {
        if self
            .from
            .as_ref()
            .is_some_and(|from| Rc::ptr_eq(from, &tag))
        {
            return;
        }
        self.from = (Rc::strong_count(&tag) > 1).then(|| Rc::clone(&tag));
        let mut tag = Rc::unwrap_or_clone(tag);
        let listeners = take(&mut tag.listeners);
        if !listeners.is_empty() || self.listening.is_some() {
            spot.hearing
                .listen(&self.element, &mut self.listening, listeners);
        }
        let children = take(&mut tag.children);
        let old = replace(&mut self.tag, tag);
        self.set_attributes(&old);
        self.set_field(&old);
        let spot = Spot {
            parent: &self.element,
            in_svg: spot.in_svg || &*self.tag.tag == "svg",
            next: None,
            ..*spot
        };
        list::redraw(&mut self.children, children, &spot);
    }

    fn set_attributes(&self, old: &VTag) {
        let (old, new) = (&old.attributes, &self.tag.attributes);
        let mut kept = 0;
        for (at, attribute) in new.iter().enumerate() {
            // They mostly stand where they stood.
            let known = match old.get(at) {
                Some(known) if known.0 == attribute.0 => Some(known),
                _ => old.iter().find(|known| known.0 == attribute.0),
            };
            kept += usize::from(known.is_some());
            if known.is_none_or(|known| known.1 != attribute.1) {
                // Our attributes' names are words of the program.
                let _ = self.element.set_attribute(attribute.0, &attribute.1);
            }
        }
        if kept < old.len() {
            for (name, _) in old {
                if !new.iter().any(|(known, _)| known == name) {
                    let _ = self.element.remove_attribute(name);
                }
            }
        }
    }

    /// What stands in a field may be the user's, so it is compared with the page and not with what was last drawn.
    fn set_field(&self, old: &VTag) {
        let field: &Field = self.element.unchecked_ref();
        if let Some(checked) = self.tag.checked {
            field.set_checked(checked);
        }
        match &self.tag.value {
            Some(value) if **value != field.value() => field.set_value(value),
            None if old.value.is_some() => field.set_value(""),
            _ => {}
        }
    }

    pub(super) fn take_down(self, hearing: &Hearing, by_itself: bool) {
        hearing.forget(self.listening);
        for child in self.children {
            child.take_down(hearing, false);
        }
        if by_itself {
            self.element.remove();
        }
    }
}
