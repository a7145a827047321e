use gloo::utils::document;
use web_sys::{Node, Text};

use super::hearing::Hearing;
use super::tag::DrawnTag;
use super::{list, Spot};
use crate::virtual_dom::{AttrValue, Key, VNode};

/// A node that stands in the page.
pub(super) enum Drawn {
    Tag(Box<DrawnTag>),
    Text(AttrValue, Text),
    List(Vec<Drawn>),
}

impl Drawn {
    pub(super) fn new(node: VNode, spot: &Spot<'_>) -> Self {
        match node {
            VNode::VTag(tag) => Self::Tag(Box::new(DrawnTag::new(tag, spot))),
            VNode::VText(text) => {
                let node = document().create_text_node(&text.text);
                spot.put(&node);
                Self::Text(text.text, node)
            }
            VNode::VList(list) => {
                let mut drawn = Vec::new();
                list::redraw(&mut drawn, list.children, spot);
                Self::List(drawn)
            }
        }
    }

    /// Becomes another node. What is of the same kind is changed, and else made anew.
    pub(super) fn redraw(&mut self, node: VNode, spot: &Spot<'_>) {
        match (&mut *self, node) {
            (Self::Tag(drawn), VNode::VTag(tag)) if drawn.is_same(&tag) => {
                drawn.redraw(tag, spot);
            }
            (Self::Text(known, drawn), VNode::VText(text)) => {
                if *known != text.text {
                    drawn.set_node_value(Some(&text.text));
                    *known = text.text;
                }
            }
            (Self::List(drawn), VNode::VList(list)) => list::redraw(drawn, list.children, spot),
            (_, node) => {
                let new = Self::new(node, spot);
                std::mem::replace(self, new).take_down(spot.hearing, true);
            }
        }
    }

    /// Takes it out of the page; `by_itself` unless an element is taken out that holds it.
    pub(super) fn take_down(self, hearing: &Hearing, by_itself: bool) {
        match self {
            Self::Tag(tag) => tag.take_down(hearing, by_itself),
            Self::Text(_, node) => {
                if by_itself {
                    node.remove();
                }
            }
            Self::List(list) => {
                for node in list {
                    node.take_down(hearing, by_itself);
                }
            }
        }
    }

    /// Puts it elsewhere.
    pub(super) fn shift(&self, spot: &Spot<'_>) {
        match self {
            Self::Tag(tag) => spot.put(&tag.element),
            Self::Text(_, node) => spot.put(node),
            Self::List(list) => {
                for node in list {
                    node.shift(spot);
                }
            }
        }
    }

    /// The first that stands in the page for it.
    pub(super) fn first(&self) -> Option<&Node> {
        match self {
            Self::Tag(tag) => Some(&tag.element),
            Self::Text(_, node) => Some(node),
            Self::List(list) => first(list),
        }
    }

    pub(super) fn key(&self) -> Option<&Key> {
        match self {
            Self::Tag(tag) => tag.tag.key.as_ref(),
            Self::Text(..) | Self::List(_) => None,
        }
    }
}

pub(super) fn first(list: &[Drawn]) -> Option<&Node> {
    list.iter().find_map(Drawn::first)
}
