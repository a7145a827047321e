//! Tests in a browser of what the widget relies on Yew for.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // Tests may panic.

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

/// What a test renders.
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
                // Browsers list attributes in the order in which they were set, which updates may change: sort them.
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

/// An element's content as HTML, with sorted attributes.
fn inner_html(element: &Element) -> String {
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
                let inner = inner_html(child);
                html.push_str(&format!("<{name}{}>{inner}</{name}>", attributes.concat()));
            }
        }
    }
    html
}

/// A pseudorandom generator with a seed, so that failures can be reproduced.
struct Random(u64);

impl Random {
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

    /// Either some without keys, or all with distinct keys.
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

/// Renders the tree that it is sent.
struct App {
    render: fn(&Shown) -> Html,
    shown: Shown,
}

/// A tree, and a log of the events on it.
#[derive(Clone)]
struct Shown {
    tree: Tree,
    events: Rc<RefCell<Vec<String>>>,
}

#[derive(Clone, Properties)]
struct Props {
    render: fn(&Shown) -> Html,
    shown: Shown,
}

impl PartialEq for Props {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Component for App {
    type Message = Tree;
    type Properties = Props;

    fn create(context: &Context<Self>) -> Self {
        let Props { render, shown } = context.props().clone();
        Self { render, shown }
    }

    fn update(&mut self, _: &Context<Self>, tree: Tree) -> bool {
        self.shown.tree = tree;
        true
    }

    fn view(&self, _: &Context<Self>) -> Html {
        (self.render)(&self.shown)
    }
}

struct Page {
    host: Element,
    events: Rc<RefCell<Vec<String>>>,
    app: Option<AppHandle<App>>,
}

impl Page {
    async fn new(tree: Tree, render: fn(&Shown) -> Html) -> Self {
        let document = gloo::utils::document();
        let host = document.create_element("div").unwrap();
        document.body().unwrap().append_child(&host).unwrap();
        let events = Rc::new(RefCell::new(Vec::new()));
        let shown = Shown {
            tree,
            events: Rc::clone(&events),
        };
        let props = Props { render, shown };
        let app = Renderer::<App>::with_root_and_props(host.clone(), props).render();
        let page = Self {
            host,
            events,
            app: Some(app),
        };
        page.settle().await;
        page
    }

    /// Waits until everything is rendered: Yew renders in microtasks, and continues in a timer if that takes long.
    async fn settle(&self) {
        for _ in 0..10 {
            let microtask = Promise::resolve(&JsValue::NULL);
            JsFuture::from(microtask).await.unwrap();
        }
        let timer = Promise::new(&mut |resolve, _| {
            gloo::utils::window()
                .set_timeout_with_callback(&resolve)
                .unwrap();
        });
        JsFuture::from(timer).await.unwrap();
    }

    async fn render(&self, tree: Tree) {
        self.app.as_ref().unwrap().send_message(tree);
        self.settle().await;
    }

    fn find(&self, selector: &str) -> HtmlElement {
        let found = self.host.query_selector(selector).unwrap().unwrap();
        found.dyn_into().unwrap()
    }

    fn take_events(&self) -> Vec<String> {
        std::mem::take(&mut *self.events.borrow_mut())
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        self.host.remove();
    }
}

fn new_nodes(shown: &Shown) -> Html {
    shown.tree.node()
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

/// Renders the same nodes again for trees that were rendered before, even for several equal trees at once.
fn cached_nodes(shown: &Shown) -> Html {
    thread_local! {
        static CACHE: RefCell<Vec<(Tree, VNode)>> = const { RefCell::new(Vec::new()) };
    }
    let part = |tree: &Tree| {
        CACHE.with_borrow_mut(|cache| {
            if let Some((_, node)) = cache.iter().find(|(known, _)| known == tree) {
                return node.clone();
            }
            let node = tree.node();
            cache.push((tree.clone(), node.clone()));
            node
        })
    };
    match &shown.tree {
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
async fn updates_from_any_tree_to_any_other_are_correct() {
    for seed in 0..60 {
        let render = [new_nodes, cached_nodes][usize::from(seed % 3 == 0)];
        let mut random = Random(seed);
        let few: Vec<Tree> = (0..4).map(|_| random.tree(3)).collect();
        let page = Page::new(random.tree(4), render).await;
        for step in 0..25 {
            let tree = match random.below(3) {
                0 => random.tree(4),
                _ => Tree::Several(
                    few.iter()
                        .filter(|_| random.below(3) > 0)
                        .cloned()
                        .collect(),
                ),
            };
            page.render(tree.clone()).await;
            assert_eq!(
                inner_html(&page.host),
                tree.html(),
                "seed {seed}, step {step}: {tree:?}"
            );
        }
    }
}

#[wasm_bindgen_test]
async fn a_node_with_a_key_stays_the_same_node_and_keeps_the_focus() {
    let page = Page::new(keyed(&[1, 2, 3, 4]), new_nodes).await;
    let two = page.find("#k2");
    two.focus().unwrap();
    for keys in [&[2, 3, 4][..], &[5, 2, 4], &[2, 4, 6, 7], &[1, 2]] {
        page.render(keyed(keys)).await;
        assert_eq!(inner_html(&page.host), keyed(keys).html());
        assert_eq!(page.find("#k2"), two, "{keys:?}");
        let focused = gloo::utils::document().active_element().unwrap();
        assert_eq!(focused.id(), "k2", "{keys:?}");
    }
    page.render(keyed(&[1, 3, 2])).await;
    assert_eq!(page.find("#k2"), two);
}

/// Logs events with the name of its element.
struct LoggingListener(ListenerKind, &'static str, Rc<RefCell<Vec<String>>>);

impl Listener for LoggingListener {
    fn kind(&self) -> ListenerKind {
        self.0.clone()
    }

    fn handle(&self, event: Event) {
        let entry = format!("{} {}", self.1, event.type_());
        self.2.borrow_mut().push(entry);
    }

    fn passive(&self) -> bool {
        false
    }
}

/// A button in a box, each with listeners unless the tree is empty.
fn with_listeners(shown: &Shown) -> Html {
    let listens = shown.tree != Tree::Nothing;
    let listen = |tag: &mut VTag, kind, name| {
        if listens {
            tag.add_listener(Rc::new(LoggingListener(
                kind,
                name,
                Rc::clone(&shown.events),
            )));
        }
    };
    let mut button = VTag::new(AttrValue::Static("button"));
    listen(&mut button, ListenerKind::onclick, "button");
    listen(&mut button, ListenerKind::onblur, "button");
    let mut outer = VTag::new(AttrValue::Static("div"));
    listen(&mut outer, ListenerKind::onclick, "box");
    listen(&mut outer, ListenerKind::onblur, "box");
    outer.add_child(button.into());
    outer.into()
}

#[wasm_bindgen_test]
async fn events_bubble_and_reach_only_current_listeners() {
    let some = Tree::Text(String::new());
    let mut page = Page::new(some.clone(), with_listeners).await;
    page.find("button").click();
    assert_eq!(page.take_events(), ["button click", "box click"]);
    page.find("button").focus().unwrap();
    page.find("button").blur().unwrap();
    // Blur doesn't bubble.
    assert_eq!(page.take_events(), ["button blur"]);

    page.render(Tree::Nothing).await;
    page.find("button").click();
    assert!(page.take_events().is_empty());
    page.render(some).await;
    page.find("button").click();
    assert_eq!(page.take_events(), ["button click", "box click"]);

    let button = page.find("button");
    page.app.take().unwrap().destroy();
    page.settle().await;
    button.click();
    assert!(page.take_events().is_empty());
    assert_eq!(page.host.child_nodes().length(), 0);
}

/// Fields whose value and state are always set.
fn with_field(_: &Shown) -> Html {
    let mut field = VTag::new(AttrValue::Static("input"));
    field.add_attribute("type", AttrValue::Static("text"));
    field.set_value(Some(AttrValue::Static("rendered")));
    let mut checkbox = VTag::new(AttrValue::Static("input"));
    checkbox.add_attribute("type", AttrValue::Static("checkbox"));
    checkbox.set_checked(true);
    let mut list = VList::new();
    list.add_child(field.into());
    list.add_child(checkbox.into());
    list.into()
}

#[wasm_bindgen_test]
async fn rendering_overrides_what_the_user_entered_in_a_field() {
    let page = Page::new(Tree::Nothing, with_field).await;
    let field: HtmlInputElement = page.find("[type=text]").unchecked_into();
    let checkbox: HtmlInputElement = page.find("[type=checkbox]").unchecked_into();
    field.set_value("typed");
    checkbox.set_checked(false);
    page.render(Tree::Nothing).await;
    assert_eq!(field.value(), "rendered");
    assert!(checkbox.checked());
}

/// The same fields, as a component.
#[function_component]
fn Field(props: &FieldProps) -> Html {
    let _ = props;
    with_field(&Shown {
        tree: Tree::Nothing,
        events: Rc::default(),
    })
}

#[derive(Clone, PartialEq, Properties)]
struct FieldProps {
    source: AttrValue,
}

#[wasm_bindgen_test]
async fn a_component_with_equal_props_is_not_rendered_again() {
    fn field(shown: &Shown) -> Html {
        let source = AttrValue::from(shown.tree.html());
        VChild::<Field>::new(FieldProps { source }, None).into()
    }
    let one = Tree::Text("one".to_owned());
    let page = Page::new(one.clone(), field).await;
    let field: HtmlInputElement = page.find("[type=text]").unchecked_into();
    field.set_value("typed");
    page.render(one).await;
    assert_eq!(field.value(), "typed");
    page.render(Tree::Text("two".to_owned())).await;
    assert_eq!(field.value(), "rendered");
}

#[wasm_bindgen_test]
async fn svg_elements_have_the_svg_namespace_at_any_depth() {
    let element = |name, children| Tree::Element {
        name,
        key: None,
        attributes: Vec::new(),
        children,
    };
    let svg = element("svg", vec![element("g", vec![element("path", Vec::new())])]);
    let page = Page::new(svg, new_nodes).await;
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
async fn updates_survive_changes_to_the_dom_by_others() {
    let page = Page::new(keyed(&[1, 2]), new_nodes).await;
    // As browsers' translation does: each text is replaced by an element with another text.
    for id in ["#k1", "#k2"] {
        page.find(id).set_inner_html("<font>translated</font>");
    }
    page.render(keyed(&[1, 3, 2])).await;
    assert_eq!(page.find("#k3").text_content().as_deref(), Some("3"));
    page.render(keyed(&[3])).await;
    assert_eq!(inner_html(&page.host), keyed(&[3]).html());
}
