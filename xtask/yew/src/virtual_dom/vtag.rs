use std::rc::Rc;

use super::{AttrValue, Key, Listener, VNode};

/// An element.
#[derive(Clone)]
pub struct VTag {
    pub(crate) tag: AttrValue,
    /// In the order in which they came. An element has a handful, so seeking one is quick.
    pub(crate) attributes: Vec<(&'static str, AttrValue)>,
    pub(crate) listeners: Vec<Rc<dyn Listener>>,
    pub(crate) children: Vec<VNode>,
    /// What stands in an `<input>` or a `<textarea>`.
    pub(crate) value: Option<AttrValue>,
    /// Whether an `<input>` is ticked.
    pub(crate) checked: Option<bool>,
    pub key: Option<Key>,
}

impl VTag {
    pub fn new(tag: impl Into<AttrValue>) -> Self {
        Self {
            tag: tag.into(),
            attributes: Vec::new(),
            listeners: Vec::new(),
            children: Vec::new(),
            value: None,
            checked: None,
            key: None,
        }
    }

    /// Sets an attribute; the one of this name that was set before counts no more.
    pub fn add_attribute(&mut self, name: &'static str, value: impl Into<AttrValue>) {
        let value = value.into();
        match self.attributes.iter_mut().find(|(known, _)| *known == name) {
            Some((_, known)) => *known = value,
            None => self.attributes.push((name, value)),
        }
    }

    pub fn add_child(&mut self, child: VNode) {
        self.children.push(child);
    }

    pub fn add_listener(&mut self, listener: Rc<dyn Listener>) -> bool {
        self.listeners.push(listener);
        true
    }

    pub fn set_value(&mut self, value: Option<AttrValue>) {
        self.value = value;
    }

    pub fn set_checked(&mut self, checked: bool) {
        self.checked = Some(checked);
    }
}
