//! Elements, written as calls.
//!
//! `html!` writes out each element's whole construction where it stands: our
//! views took 150 kB of code that way, and take a fifth of it like this. A tag
//! is the same virtual node of Yew's, built by a few shared functions, and a
//! listener holds the message that it sends instead of a closure of its own.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement, HtmlSelectElement, MouseEvent};
use yew::prelude::*;
use yew::virtual_dom::{Listener, ListenerKind, VNode, VTag};

use super::super::Message;

/// An element under construction.
pub(super) struct Tag(Box<VTag>);

/// An element of this name.
pub(super) fn tag(name: &'static str) -> Tag {
    Tag(Box::new(VTag::new(AttrValue::Static(name))))
}

/// An element of this name and class.
pub(super) fn classed(name: &'static str, class: &'static str) -> Tag {
    tag(name).set("class", class)
}

/// A text.
pub(super) fn text(words: impl Into<AttrValue>) -> Html {
    VNode::from(yew::virtual_dom::VText::new(words))
}

/// Several nodes in a row.
pub(super) fn all<N: Into<Html>>(nodes: impl IntoIterator<Item = N>) -> Html {
    let mut list = yew::virtual_dom::VList::new();
    for node in nodes {
        list.add_child(node.into());
    }
    VNode::from(list)
}

impl Tag {
    /// Sets an attribute.
    pub(super) fn set(mut self, name: &'static str, value: impl Into<AttrValue>) -> Self {
        self.set_value(name, value.into());
        self
    }

    /// Sets an attribute, if there is a value for it.
    pub(super) fn set_some(
        mut self,
        name: &'static str,
        value: Option<impl Into<AttrValue>>,
    ) -> Self {
        if let Some(value) = value {
            self.set_value(name, value.into());
        }
        self
    }

    /// Sets an attribute that only needs to be there.
    pub(super) fn flag(self, name: &'static str, on: bool) -> Self {
        self.set_some(name, on.then_some(""))
    }

    #[inline(never)]
    fn set_value(&mut self, name: &'static str, value: AttrValue) {
        self.0.add_attribute(name, value);
    }

    /// Adds a text.
    pub(super) fn text(mut self, words: impl Into<AttrValue>) -> Self {
        self.add(text(words));
        self
    }

    /// Adds a child, or nothing for `None`.
    pub(super) fn child(mut self, child: impl IntoChild) -> Self {
        if let Some(child) = child.into_child() {
            self.add(child);
        }
        self
    }

    /// Adds children.
    pub(super) fn children<N: Into<Html>>(mut self, children: impl IntoIterator<Item = N>) -> Self {
        for child in children {
            self.add(child.into());
        }
        self
    }

    #[inline(never)]
    fn add(&mut self, child: Html) {
        self.0.add_child(child);
    }

    /// Sends a message when it is clicked.
    pub(super) fn on_click(self, send: &Callback<Message>, message: Message) -> Self {
        self.on(ListenerKind::onclick, send, What::Message(message))
    }

    /// Sends a message when it is clicked plainly; a click that asks for a new
    /// tab or window is the browser's.
    pub(super) fn on_plain_click(self, send: &Callback<Message>, message: Message) -> Self {
        self.on(ListenerKind::onclick, send, What::PlainClick(message))
    }

    /// Sends a message when it is ticked or unticked.
    pub(super) fn on_change(self, send: &Callback<Message>, message: Message) -> Self {
        self.on(ListenerKind::onchange, send, What::Message(message))
    }

    /// Sends a message when it is left.
    pub(super) fn on_blur(self, send: &Callback<Message>, message: Message) -> Self {
        self.on(ListenerKind::onblur, send, What::Message(message))
    }

    /// Sends a message with the text that was typed.
    pub(super) fn on_input(
        self,
        send: &Callback<Message>,
        message: impl Fn(String) -> Message + 'static,
    ) -> Self {
        self.on(ListenerKind::oninput, send, What::Typed(Box::new(message)))
    }

    /// Sends a message with the value that was chosen.
    pub(super) fn on_choice(
        self,
        send: &Callback<Message>,
        message: impl Fn(String) -> Message + 'static,
    ) -> Self {
        self.on(
            ListenerKind::onchange,
            send,
            What::Chosen(Box::new(message)),
        )
    }

    /// Keeps a form from being sent anywhere.
    pub(super) fn never_submitted(self, send: &Callback<Message>) -> Self {
        self.on(ListenerKind::onsubmit, send, What::Nothing)
    }

    fn on(mut self, kind: ListenerKind, send: &Callback<Message>, what: What) -> Self {
        self.0.add_listener(Rc::new(Sender {
            kind,
            send: send.clone(),
            what,
        }));
        self
    }

    /// What stands in an input.
    pub(super) fn value(mut self, value: &str) -> Self {
        self.0.set_value(Some(AttrValue::from(value.to_owned())));
        self
    }

    /// Whether a checkbox is ticked.
    pub(super) fn checked(mut self, checked: bool) -> Self {
        self.0.set_checked(checked);
        self
    }

    /// Which of its siblings it is, so that it is known again when they change.
    pub(super) fn key(mut self, key: &str) -> Self {
        self.0.key = Some(key.to_owned().into());
        self
    }
}

impl From<Tag> for Html {
    fn from(tag: Tag) -> Self {
        VNode::from(*tag.0)
    }
}

/// What may stand as a child, or may not.
pub(super) trait IntoChild {
    /// The child, if there is one.
    fn into_child(self) -> Option<Html>;
}

impl IntoChild for Html {
    fn into_child(self) -> Option<Html> {
        Some(self)
    }
}

impl IntoChild for Tag {
    fn into_child(self) -> Option<Html> {
        Some(self.into())
    }
}

impl<C: IntoChild> IntoChild for Option<C> {
    fn into_child(self) -> Option<Html> {
        self.and_then(C::into_child)
    }
}

/// A listener that sends a message.
struct Sender {
    kind: ListenerKind,
    send: Callback<Message>,
    what: What,
}

enum What {
    Message(Message),
    PlainClick(Message),
    Typed(Box<dyn Fn(String) -> Message>),
    Chosen(Box<dyn Fn(String) -> Message>),
    Nothing,
}

impl Listener for Sender {
    fn kind(&self) -> ListenerKind {
        self.kind.clone()
    }

    fn handle(&self, event: Event) {
        let message = match &self.what {
            What::Message(message) => message.clone(),
            What::PlainClick(message) => {
                let click: &MouseEvent = event.unchecked_ref();
                let elsewhere =
                    click.ctrl_key() || click.meta_key() || click.shift_key() || click.alt_key();
                if elsewhere || click.button() != 0 {
                    return;
                }
                event.prevent_default();
                message.clone()
            }
            What::Typed(message) => match event.target() {
                Some(target) => message(target.unchecked_into::<HtmlInputElement>().value()),
                None => return,
            },
            What::Chosen(message) => match event.target() {
                Some(target) => message(target.unchecked_into::<HtmlSelectElement>().value()),
                None => return,
            },
            What::Nothing => {
                event.prevent_default();
                return;
            }
        };
        self.send.emit(message);
    }

    fn passive(&self) -> bool {
        false
    }
}
