//! What stands in the page: nodes as they were last drawn, and how they come to be what is drawn next.

mod drawn;
mod hearing;
mod list;
mod tag;

use std::rc::Rc;

use web_sys::{Element, Node};

use crate::virtual_dom::{VList, VNode};
use drawn::Drawn;
use hearing::Hearing;

/// The element that a component is drawn into, with what stands in it.
pub(crate) struct Stage {
    hearing: Rc<Hearing>,
    host: Element,
    drawn: Drawn,
}

impl Stage {
    pub(crate) fn new(host: Element) -> Self {
        Self {
            hearing: Hearing::new(host.clone()),
            host,
            drawn: Drawn::List(Vec::new()),
        }
    }

    pub(crate) fn draw(&mut self, node: VNode) {
        let mut list = VList::new();
        list.add_child(node);
        let spot = Spot {
            hearing: &self.hearing,
            parent: &self.host,
            in_svg: false,
            next: None,
        };
        self.drawn.redraw(VNode::VList(list), &spot);
    }

    pub(crate) fn clear(self) {
        self.drawn.take_down(&self.hearing, true);
    }
}

/// Where a node stands, or shall stand.
#[derive(Clone, Copy)]
struct Spot<'a> {
    hearing: &'a Rc<Hearing>,
    parent: &'a Element,
    /// Whether elements are made as SVG's.
    in_svg: bool,
    /// What it stands before; nothing when it is the last.
    next: Option<&'a Node>,
}

impl Spot<'_> {
    fn put(&self, node: &Node) {
        // A browser that translates the page may have taken what it stands before out of it.
        if self.parent.insert_before(node, self.next).is_err() {
            let _ = self.parent.insert_before(node, None);
        }
    }
}
