//! Elements, written as calls.
//!
//! `html!` writes out the construction of each element where it is used, which takes 0.11 kB brotli more for each than
//! a call of a shared function does (ARCHITECTURE.md has the measurement). A tag is the same virtual node of Yew's; its
//! listeners hold the message to send instead of a closure each.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlInputElement, HtmlSelectElement, MouseEvent};
use yew::prelude::*;
use yew::virtual_dom::{
    AttributeOrProperty, Attributes, Listener, ListenerKind, VList, VNode, VTag, VText,
};

use super::super::Message;
use crate::danish::keep_units;

/// An element under construction. It is boxed, so that a step is a call with a pointer and moves nothing.
pub(super) struct Tag(Box<Building>);

struct Building {
    element: VTag,
    names: &'static Names,
    /// The attributes' values, in the order of their names.
    values: Vec<Option<AttributeOrProperty>>,
    children: Vec<Html>,
    /// Whether the number of children may change, from one to several or back.
    is_list: bool,
}

/// An element with this name. A list says that it is one: Safari takes those without markers for plain boxes.
#[inline(never)]
pub(super) fn tag(name: &'static str) -> Tag {
    let mut tag = Tag(Box::new(Building {
        element: VTag::new(AttrValue::Static(name)),
        names: NO_NAMES.with(|names| *names),
        values: Vec::new(),
        children: Vec::new(),
        is_list: false,
    }));
    if matches!(name, "ul" | "ol") {
        tag.add_attribute("role", Some(constant("list")));
    }
    tag
}

/// An element with this name and class.
#[inline(never)]
pub(super) fn classed(name: &'static str, class: &'static str) -> Tag {
    let mut tag = tag(name);
    tag.add_attribute("class", Some(constant(class)));
    tag
}

fn constant(value: &'static str) -> AttributeOrProperty {
    AttributeOrProperty::Attribute(AttrValue::Static(value))
}

/// The names of an element's attributes, in order, and the lists that are one name longer.
///
/// Yew compares attributes value by value when two elements have the same list of names, and by hash maps when they
/// have not. `html!` writes such a list for each element; here, all elements with the same names share one.
struct Names {
    all: &'static [&'static str],
    longer: RefCell<Vec<&'static Names>>,
}

thread_local! {
    static NO_NAMES: &'static Names = Names::leak(Vec::new());
}

impl Names {
    /// Lists are never freed: there are as many as the views write different ones.
    fn leak(all: Vec<&'static str>) -> &'static Self {
        Box::leak(Box::new(Self {
            all: all.leak(),
            longer: RefCell::default(),
        }))
    }

    fn with(&self, name: &'static str) -> &'static Self {
        let mut longer = self.longer.borrow_mut();
        // By address: the same text at another one only makes another list.
        let known = longer.iter().find(|names| {
            names
                .all
                .last()
                .is_some_and(|last| std::ptr::eq(*last, name))
        });
        if let Some(known) = known {
            return known;
        }
        let mut all = self.all.to_vec();
        all.push(name);
        let new = Self::leak(all);
        longer.push(new);
        new
    }
}

/// A text node.
pub(super) fn text(words: impl IntoText) -> Html {
    let words = words.into_text();
    let kept = match &words {
        AttrValue::Static(_) => None,
        AttrValue::Rc(words) => keep_units(words),
    };
    let words = kept.map_or(words, |kept| copied(&kept));
    VNode::from(VText::new(words))
}

/// Several nodes in a row.
pub(super) fn all<N: IntoChild>(nodes: impl IntoIterator<Item = N>) -> Html {
    let mut list = VList::new();
    for node in nodes {
        list.add_child(node.into_node());
    }
    list.into()
}

/// What can be a text, or the value of an attribute. Only what is not part of the program is copied.
pub(super) trait IntoText {
    fn into_text(self) -> AttrValue;
}

impl IntoText for AttrValue {
    fn into_text(self) -> AttrValue {
        self
    }
}

impl IntoText for &'static str {
    fn into_text(self) -> AttrValue {
        AttrValue::Static(self)
    }
}

impl IntoText for String {
    fn into_text(self) -> AttrValue {
        copied(&self)
    }
}

impl IntoText for &String {
    fn into_text(self) -> AttrValue {
        copied(self)
    }
}

/// A copy of a text, in one allocation.
#[inline(never)]
pub(super) fn copied(words: &str) -> AttrValue {
    AttrValue::from(Rc::<str>::from(words))
}

impl Tag {
    fn element_mut(&mut self) -> &mut VTag {
        &mut self.0.element
    }

    #[inline(never)]
    fn add_attribute(&mut self, name: &'static str, value: Option<AttributeOrProperty>) {
        self.0.names = self.0.names.with(name);
        self.0.values.push(value);
    }

    /// Tells it from its siblings, so that Yew keeps its element when they change.
    pub(super) fn key(mut self, key: u32) -> Self {
        self.element_mut().key = Some(key.into());
        self
    }

    /// Sets an attribute.
    pub(super) fn set(mut self, name: &'static str, value: impl IntoText) -> Self {
        self.set_value(name, value.into_text());
        self
    }

    /// Sets an attribute, if there is a value.
    pub(super) fn set_some(mut self, name: &'static str, value: Option<impl IntoText>) -> Self {
        match value {
            Some(value) => self.set_value(name, value.into_text()),
            None => self.add_attribute(name, None),
        }
        self
    }

    /// Sets a boolean attribute.
    pub(super) fn flag(mut self, name: &'static str, on: bool) -> Self {
        self.add_attribute(name, on.then_some(constant("")));
        self
    }

    #[inline(never)]
    fn set_value(&mut self, name: &'static str, value: AttrValue) {
        self.add_attribute(name, Some(AttributeOrProperty::Attribute(value)));
    }

    /// Adds a text.
    pub(super) fn text(mut self, words: impl IntoText) -> Self {
        self.add_text(words.into_text());
        self
    }

    #[inline(never)]
    fn add_text(&mut self, words: AttrValue) {
        self.0.children.push(text(words));
    }

    /// Adds a child, or an empty node for `None`.
    pub(super) fn child(mut self, child: impl IntoChild) -> Self {
        child.add_to(&mut self);
        self
    }

    /// Adds children, however many there are.
    pub(super) fn children<N: IntoChild>(mut self, children: impl IntoIterator<Item = N>) -> Self {
        self.0.is_list = true;
        for child in children {
            child.add_to(&mut self);
        }
        self
    }

    /// Sends a message when it is clicked.
    pub(super) fn on_click(self, send: &Callback<Message>, message: Message) -> Self {
        self.on(ListenerKind::onclick, send, What::Message(message))
    }

    /// Sends a message when it is clicked. A click that asks for a new tab or window is left to the browser.
    pub(super) fn on_plain_click(self, send: &Callback<Message>, message: Message) -> Self {
        self.on(ListenerKind::onclick, send, What::PlainClick(message))
    }

    /// Sends a message when it is checked or unchecked.
    pub(super) fn on_change(self, send: &Callback<Message>, message: Message) -> Self {
        self.on(ListenerKind::onchange, send, What::Message(message))
    }

    /// Sends a message when the user closes the dialog.
    pub(super) fn on_close(self, send: &Callback<Message>, message: Message) -> Self {
        self.on(ListenerKind::onclose, send, What::Message(message))
    }

    /// Sends a message when it is unfolded (`true`) or folded, by the user or by the browser's search.
    pub(super) fn on_toggle(
        self,
        send: &Callback<Message>,
        message: impl Fn(bool) -> Message + 'static,
    ) -> Self {
        self.on(
            ListenerKind::ontoggle,
            send,
            What::Toggled(Box::new(message)),
        )
    }

    /// Sends a message when it loses the focus.
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

    /// Prevents a form from being submitted.
    pub(super) fn never_submitted(self, send: &Callback<Message>) -> Self {
        self.on(ListenerKind::onsubmit, send, What::Nothing)
    }

    #[inline(never)]
    fn on(mut self, kind: ListenerKind, send: &Callback<Message>, what: What) -> Self {
        self.element_mut().add_listener(Rc::new(Sender {
            kind,
            send: send.clone(),
            what,
        }));
        self
    }

    /// The text of an input.
    pub(super) fn value(mut self, value: &str) -> Self {
        self.element_mut().set_value(Some(copied(value)));
        self
    }

    /// Whether a checkbox is checked.
    pub(super) fn checked(mut self, checked: bool) -> Self {
        self.element_mut().set_checked(checked);
        self
    }
}

impl From<Tag> for Html {
    #[inline(never)]
    fn from(tag: Tag) -> Self {
        let Building {
            mut element,
            names,
            values,
            mut children,
            is_list,
        } = *tag.0;
        if !values.is_empty() {
            element.attributes = Attributes::Dynamic {
                keys: names.all,
                values: values.into_boxed_slice(),
            };
        }
        // Yew compares a single child without the bookkeeping of a list.
        let child = match children.len() {
            1 if !is_list => children.pop(),
            _ => None,
        };
        if let Some(place) = element.children_mut() {
            *place = child.unwrap_or_else(|| VList::with_children(children, None).into());
        }
        VNode::VTag(Rc::new(element))
    }
}

/// What can be a child; `None` is an empty one.
pub(super) trait IntoChild: Sized {
    fn into_node(self) -> Html;

    #[inline(never)]
    fn add_to(self, parent: &mut Tag) {
        parent.0.children.push(self.into_node());
    }
}

impl IntoChild for Html {
    fn into_node(self) -> Html {
        self
    }
}

impl IntoChild for Tag {
    fn into_node(self) -> Html {
        self.into()
    }
}

impl<C: IntoChild> IntoChild for Option<C> {
    fn into_node(self) -> Html {
        // An empty node keeps its position: without keys, Yew matches children by position, and would otherwise
        // create the later ones anew and lose the focus in them.
        self.map_or_else(Html::default, C::into_node)
    }
}

/// A listener that sends a message.
struct Sender {
    kind: ListenerKind,
    send: Callback<Message>,
    what: What,
}

/// What a listener sends.
enum What {
    Message(Message),
    /// Nothing when the click asks for a new tab or window.
    PlainClick(Message),
    Typed(Box<dyn Fn(String) -> Message>),
    Chosen(Box<dyn Fn(String) -> Message>),
    Toggled(Box<dyn Fn(bool) -> Message>),
    /// Only keeps the browser from doing what it would.
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
            What::Toggled(message) => match event.target() {
                Some(target) => message(target.unchecked_into::<Element>().has_attribute("open")),
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
