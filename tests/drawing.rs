//! What the widget relies on Yew for, tested in a browser.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // A test that lacks its page has failed.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Element, Event, HtmlElement, HtmlInputElement};
use yew::virtual_dom::{Listener, ListenerKind, VChild, VList, VNode, VTag, VText};
use yew::{
    AppHandle, AttrValue, Component, Context, Html, Properties, Renderer, function_component,
};

wasm_bindgen_test_configure!(run_in_browser);

/// What is drawn in a test.
#[derive(Clone, Debug, PartialEq)]
enum Tree {
    Nothing,
    Text(String),
    Several(Vec<Tree>),
    Element {
        name: &'static str,
        key: Option<u32>,
        attributes: Vec<(&'static str, String)>,
        children: Vec<Tree>,
    },
}

impl Tree {
    fn node(&self) -> VNode {
        match self {
            Self::Nothing => VNode::default(),
            Self::Text(text) => VNode::from(VText::new(AttrValue::from(text.clone()))),
            Self::Several(trees) => {
                let mut list = VList::new();
                for tree in trees {
                    list.add_child(tree.node());
                }
                list.into()
            }
            Self::Element {
                name,
                key,
                attributes,
                children,
            } => {
                let mut tag = VTag::new(AttrValue::Static(name));
                tag.key = key.map(|key| key.to_string().into());
                for (name, value) in attributes {
                    tag.add_attribute(name, AttrValue::from(value.clone()));
                }
                for child in children {
                    tag.add_child(child.node());
                }
                tag.into()
            }
        }
    }

    fn html(&self) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::Text(text) => text.clone(),
            Self::Several(trees) => trees.iter().map(Self::html).collect(),
            Self::Element {
                name,
                attributes,
                children,
                ..
            } => {
                // The browser tells attributes in the order in which they were set, which a change may alter.
                let mut attributes: Vec<String> = attributes
                    .iter()
                    .map(|(name, value)| format!(" {name}=\"{value}\""))
                    .collect();
                attributes.sort();
                let children: String = children.iter().map(Self::html).collect();
                format!("<{name}{}>{children}</{name}>", attributes.concat())
            }
        }
    }
}

/// What stands in an element, its attributes in order.
fn standing(element: &Element) -> String {
    let mut html = String::new();
    let nodes = element.child_nodes();
    for node in (0..nodes.length()).filter_map(|at| nodes.get(at)) {
        match node.dyn_ref::<Element>() {
            None => html.push_str(&node.text_content().unwrap_or_default()),
            Some(child) => {
                let mut attributes: Vec<String> = child
                    .get_attribute_names()
                    .iter()
                    .filter_map(|name| name.as_string())
                    .map(|name| {
                        let value = child.get_attribute(&name).unwrap_or_default();
                        format!(" {name}=\"{value}\"")
                    })
                    .collect();
                attributes.sort();
                let name = child.local_name();
                let inner = standing(child);
                html.push_str(&format!("<{name}{}>{inner}</{name}>", attributes.concat()));
            }
        }
    }
    html
}

/// A fixed row of numbers, so that a failure can be seen again.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        usize::try_from((self.0 >> 33) % end as u64).unwrap_or_default()
    }

    fn tree(&mut self, depth: usize) -> Tree {
        match self.below(if depth == 0 { 3 } else { 9 }) {
            0 => Tree::Nothing,
            1 | 2 => Tree::Text("abc".repeat(self.below(3))),
            3 => Tree::Several(self.trees(depth - 1)),
            _ => self.element(depth, None),
        }
    }

    /// Some without keys, or all with keys that differ.
    fn trees(&mut self, depth: usize) -> Vec<Tree> {
        let count = self.below(6);
        if self.below(2) == 0 || depth == 0 {
            return (0..count).map(|_| self.tree(depth)).collect();
        }
        let mut keys: Vec<u32> = (0..8).collect();
        let keyed = (0..count).map(|_| {
            let key = keys.remove(self.below(keys.len()));
            self.element(depth, Some(key))
        });
        keyed.collect()
    }

    fn element(&mut self, depth: usize, key: Option<u32>) -> Tree {
        let names = ["a", "b", "p"];
        let mut attributes = Vec::new();
        for name in ["class", "id", "title", "lang"] {
            if self.below(2) == 0 {
                attributes.push((name, self.below(3).to_string()));
            }
        }
        Tree::Element {
            name: names[self.below(names.len())],
            key,
            attributes,
            children: self.trees(depth - 1),
        }
    }
}

/// Draws whatever it is sent.
struct Drawing {
    drawn: fn(&Told) -> Html,
    told: Told,
}

/// A tree, and who is told of events.
#[derive(Clone)]
struct Told {
    tree: Tree,
    heard: Rc<RefCell<Vec<String>>>,
}

#[derive(Clone, Properties)]
struct Props {
    drawn: fn(&Told) -> Html,
    told: Told,
}

impl PartialEq for Props {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Component for Drawing {
    type Message = Tree;
    type Properties = Props;

    fn create(context: &Context<Self>) -> Self {
        let Props { drawn, told } = context.props().clone();
        Self { drawn, told }
    }

    fn update(&mut self, _: &Context<Self>, tree: Tree) -> bool {
        self.told.tree = tree;
        true
    }

    fn view(&self, _: &Context<Self>) -> Html {
        (self.drawn)(&self.told)
    }
}

struct Page {
    host: Element,
    heard: Rc<RefCell<Vec<String>>>,
    app: Option<AppHandle<Drawing>>,
}

impl Page {
    async fn new(tree: Tree, drawn: fn(&Told) -> Html) -> Self {
        let document = gloo::utils::document();
        let host = document.create_element("div").unwrap();
        document.body().unwrap().append_child(&host).unwrap();
        let heard = Rc::new(RefCell::new(Vec::new()));
        let told = Told {
            tree,
            heard: Rc::clone(&heard),
        };
        let props = Props { drawn, told };
        let app = Renderer::<Drawing>::with_root_and_props(host.clone(), props).render();
        let page = Self {
            host,
            heard,
            app: Some(app),
        };
        page.rest().await;
        page
    }

    /// Waits until everything is drawn: Yew draws in microtasks, and when that takes long, does the rest in a timer.
    async fn rest(&self) {
        for _ in 0..10 {
            let microtask = Promise::resolve(&JsValue::NULL);
            JsFuture::from(microtask).await.unwrap();
        }
        let timer = Promise::new(&mut |done, _| {
            gloo::utils::window()
                .set_timeout_with_callback(&done)
                .unwrap();
        });
        JsFuture::from(timer).await.unwrap();
    }

    async fn draw(&self, tree: Tree) {
        self.app.as_ref().unwrap().send_message(tree);
        self.rest().await;
    }

    fn find(&self, selector: &str) -> HtmlElement {
        let found = self.host.query_selector(selector).unwrap().unwrap();
        found.dyn_into().unwrap()
    }

    fn heard(&self) -> Vec<String> {
        std::mem::take(&mut *self.heard.borrow_mut())
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        self.host.remove();
    }
}

fn as_it_is(told: &Told) -> Html {
    told.tree.node()
}

fn keyed(keys: &[u32]) -> Tree {
    let children = keys.iter().map(|key| Tree::Element {
        name: "button",
        key: Some(*key),
        attributes: vec![("id", format!("k{key}"))],
        children: vec![Tree::Text(key.to_string())],
    });
    Tree::Several(children.collect())
}

/// The same nodes again for what was drawn before, also in several places at once.
fn from_what_is_kept(told: &Told) -> Html {
    thread_local! {
        static KEPT: RefCell<Vec<(Tree, VNode)>> = const { RefCell::new(Vec::new()) };
    }
    let part = |tree: &Tree| {
        KEPT.with_borrow_mut(|kept| {
            if let Some((_, node)) = kept.iter().find(|(known, _)| known == tree) {
                return node.clone();
            }
            let node = tree.node();
            kept.push((tree.clone(), node.clone()));
            node
        })
    };
    match &told.tree {
        Tree::Several(trees) => {
            let mut list = VList::new();
            for tree in trees {
                list.add_child(part(tree));
            }
            list.into()
        }
        tree => part(tree),
    }
}

#[wasm_bindgen_test]
async fn whatever_stood_there_before_what_is_drawn_is_what_stands_there() {
    for seed in 0..60 {
        let drawn = [as_it_is, from_what_is_kept][usize::from(seed % 3 == 0)];
        let mut chance = Chance(seed);
        let few: Vec<Tree> = (0..4).map(|_| chance.tree(3)).collect();
        let page = Page::new(chance.tree(4), drawn).await;
        for step in 0..25 {
            let tree = match chance.below(3) {
                0 => chance.tree(4),
                _ => Tree::Several(
                    few.iter()
                        .filter(|_| chance.below(3) > 0)
                        .cloned()
                        .collect(),
                ),
            };
            page.draw(tree.clone()).await;
            assert_eq!(
                standing(&page.host),
                tree.html(),
                "seed {seed}, step {step}: {tree:?}"
            );
        }
    }
}

#[wasm_bindgen_test]
async fn a_node_with_a_key_stays_the_same_node_and_keeps_the_focus() {
    let page = Page::new(keyed(&[1, 2, 3, 4]), as_it_is).await;
    let two = page.find("#k2");
    two.focus().unwrap();
    for keys in [&[2, 3, 4][..], &[5, 2, 4], &[2, 4, 6, 7], &[1, 2]] {
        page.draw(keyed(keys)).await;
        assert_eq!(standing(&page.host), keyed(keys).html());
        assert_eq!(page.find("#k2"), two, "{keys:?}");
        let focused = gloo::utils::document().active_element().unwrap();
        assert_eq!(focused.id(), "k2", "{keys:?}");
    }
    page.draw(keyed(&[1, 3, 2])).await;
    assert_eq!(page.find("#k2"), two);
}

/// Tells what it hears, and where.
struct Ear(ListenerKind, &'static str, Rc<RefCell<Vec<String>>>);

impl Listener for Ear {
    fn kind(&self) -> ListenerKind {
        self.0.clone()
    }

    fn handle(&self, event: Event) {
        let told = format!("{} {}", self.1, event.type_());
        self.2.borrow_mut().push(told);
    }

    fn passive(&self) -> bool {
        false
    }
}

/// A button within a box, each with an ear, as long as there is a text.
fn with_ears(told: &Told) -> Html {
    let hears = told.tree != Tree::Nothing;
    let ear = |tag: &mut VTag, kind, name| {
        if hears {
            tag.add_listener(Rc::new(Ear(kind, name, Rc::clone(&told.heard))));
        }
    };
    let mut button = VTag::new(AttrValue::Static("button"));
    ear(&mut button, ListenerKind::onclick, "button");
    ear(&mut button, ListenerKind::onblur, "button");
    let mut outer = VTag::new(AttrValue::Static("div"));
    ear(&mut outer, ListenerKind::onclick, "box");
    ear(&mut outer, ListenerKind::onblur, "box");
    outer.add_child(button.into());
    outer.into()
}

#[wasm_bindgen_test]
async fn events_are_heard_from_within_outwards_and_only_while_somebody_listens() {
    let some = Tree::Text(String::new());
    let mut page = Page::new(some.clone(), with_ears).await;
    page.find("button").click();
    assert_eq!(page.heard(), ["button click", "box click"]);
    page.find("button").focus().unwrap();
    page.find("button").blur().unwrap();
    // This one doesn't bubble.
    assert_eq!(page.heard(), ["button blur"]);

    page.draw(Tree::Nothing).await;
    page.find("button").click();
    assert!(page.heard().is_empty());
    page.draw(some).await;
    page.find("button").click();
    assert_eq!(page.heard(), ["button click", "box click"]);

    let button = page.find("button");
    page.app.take().unwrap().destroy();
    page.rest().await;
    button.click();
    assert!(page.heard().is_empty());
    assert_eq!(page.host.child_nodes().length(), 0);
}

/// A field that always holds the same.
fn with_field(_: &Told) -> Html {
    let mut field = VTag::new(AttrValue::Static("input"));
    field.add_attribute("type", AttrValue::Static("text"));
    field.set_value(Some(AttrValue::Static("drawn")));
    let mut tick = VTag::new(AttrValue::Static("input"));
    tick.add_attribute("type", AttrValue::Static("checkbox"));
    tick.set_checked(true);
    let mut list = VList::new();
    list.add_child(field.into());
    list.add_child(tick.into());
    list.into()
}

#[wasm_bindgen_test]
async fn what_is_drawn_counts_more_than_what_the_user_left_in_a_field() {
    let page = Page::new(Tree::Nothing, with_field).await;
    let field: HtmlInputElement = page.find("[type=text]").unchecked_into();
    let tick: HtmlInputElement = page.find("[type=checkbox]").unchecked_into();
    field.set_value("typed");
    tick.set_checked(false);
    page.draw(Tree::Nothing).await;
    assert_eq!(field.value(), "drawn");
    assert!(tick.checked());
}

/// The same field, as a component of what it is drawn from.
#[function_component]
fn Field(props: &FieldProps) -> Html {
    let _ = props;
    with_field(&Told {
        tree: Tree::Nothing,
        heard: Rc::default(),
    })
}

#[derive(Clone, PartialEq, Properties)]
struct FieldProps {
    drawn_from: AttrValue,
}

#[wasm_bindgen_test]
async fn a_component_with_equal_props_is_not_drawn_again() {
    fn drawn(told: &Told) -> Html {
        let drawn_from = AttrValue::from(told.tree.html());
        VChild::<Field>::new(FieldProps { drawn_from }, None).into()
    }
    let one = Tree::Text("one".to_owned());
    let page = Page::new(one.clone(), drawn).await;
    let field: HtmlInputElement = page.find("[type=text]").unchecked_into();
    field.set_value("typed");
    page.draw(one).await;
    assert_eq!(field.value(), "typed");
    page.draw(Tree::Text("two".to_owned())).await;
    assert_eq!(field.value(), "drawn");
}

#[wasm_bindgen_test]
async fn drawings_are_made_as_svg_also_deep_within() {
    let element = |name, children| Tree::Element {
        name,
        key: None,
        attributes: Vec::new(),
        children,
    };
    let drawing = element("svg", vec![element("g", vec![element("path", Vec::new())])]);
    let page = Page::new(drawing, as_it_is).await;
    let path = page.host.query_selector("path").unwrap().unwrap();
    assert_eq!(
        path.namespace_uri().as_deref(),
        Some("http://www.w3.org/2000/svg")
    );
    assert_eq!(
        page.host.namespace_uri().as_deref(),
        Some("http://www.w3.org/1999/xhtml")
    );
}

#[wasm_bindgen_test]
async fn a_page_that_somebody_else_has_changed_is_drawn_all_the_same() {
    let page = Page::new(keyed(&[1, 2]), as_it_is).await;
    // As a browser that translates does: each text is replaced by an element with another.
    for id in ["#k1", "#k2"] {
        page.find(id).set_inner_html("<font>translated</font>");
    }
    page.draw(keyed(&[1, 3, 2])).await;
    assert_eq!(page.find("#k3").text_content().as_deref(), Some("3"));
    page.draw(keyed(&[3])).await;
    assert_eq!(standing(&page.host), keyed(&[3]).html());
}
