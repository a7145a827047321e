use std::rc::Rc;

use super::{Key, VTag, VText};

/// Something to be drawn. A copy of an element is the same element, and isn't drawn again.
#[derive(Clone)]
#[must_use = "nothing is drawn that is not returned"]
pub enum VNode {
    VTag(Rc<VTag>),
    VText(VText),
    VList(VList),
}

/// Several nodes in a row, or none.
#[derive(Clone, Default)]
pub struct VList {
    pub(crate) children: Vec<VNode>,
}

impl VList {
    pub const fn new() -> Self {
        Self {
            children: Vec::new(),
        }
    }

    pub fn add_child(&mut self, child: VNode) {
        self.children.push(child);
    }
}

impl VNode {
    pub(crate) fn key(&self) -> Option<&Key> {
        match self {
            Self::VTag(tag) => tag.key.as_ref(),
            Self::VText(_) | Self::VList(_) => None,
        }
    }
}

/// Nothing.
impl Default for VNode {
    fn default() -> Self {
        Self::VList(VList::new())
    }
}

impl From<VTag> for VNode {
    fn from(tag: VTag) -> Self {
        Self::VTag(Rc::new(tag))
    }
}

impl From<VText> for VNode {
    fn from(text: VText) -> Self {
        Self::VText(text)
    }
}

impl From<VList> for VNode {
    fn from(list: VList) -> Self {
        Self::VList(list)
    }
}
