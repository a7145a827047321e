//! What a page shows before the engine stands: the first view, drawn when publishing by the widget's own views.
//!
//! It is published as plain nodes, `["p", {"class": "lead"}, "text", …]`, which `www/opening.js` makes into elements: no
//! HTML is parsed in a page. The engine then draws the same view in its place.

use std::collections::BTreeMap;
use std::rc::Rc;

use scraper::{ElementRef, Node};
use serde_json::{Map, Value, json};
use yew::prelude::*;

use crate::panel::{LoadedCatalogue, Message, Screen, Settings, State, lazy_parts, view};

/// The opening of a panel with this catalogue.
pub(super) fn panel(catalogue: &Rc<LoadedCatalogue>) -> Value {
    opening(catalogue, Settings::default())
}

/// The opening of this calculator where it stands alone.
pub(super) fn calculator(catalogue: &Rc<LoadedCatalogue>, id: &str) -> Value {
    let settings = Settings {
        element: "calculator".to_owned(),
        alone: Some(Screen::Calculator(id.to_owned())),
        ..Settings::default()
    };
    opening(catalogue, settings)
}

/// The views of another version may differ, so the version is told.
fn opening(catalogue: &Rc<LoadedCatalogue>, settings: Settings) -> Value {
    let mut state = State::new(settings, None, lazy_parts::all().0);
    state.update(Message::Loaded(Rc::clone(catalogue)));
    json!({ "version": env!("CARGO_PKG_VERSION"), "nodes": nodes(&html(state)) })
}

#[derive(Clone, Properties)]
struct ViewProps {
    state: Rc<State>,
}

impl PartialEq for ViewProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.state, &other.state)
    }
}

#[component]
fn View(props: &ViewProps) -> Html {
    let (_, views) = lazy_parts::all();
    view(&props.state, views, &Callback::noop())
}

/// The view of a state, as HTML.
#[must_use]
pub fn html(state: State) -> String {
    let props = ViewProps {
        state: Rc::new(state),
    };
    let renderer = yew::LocalServerRenderer::<View>::with_props(props).hydratable(false);
    pollster::block_on(renderer.render())
}

/// The nodes of HTML.
fn nodes(html: &str) -> Vec<Value> {
    let fragment = scraper::Html::parse_fragment(html);
    children(fragment.root_element())
}

fn children(of: ElementRef<'_>) -> Vec<Value> {
    let child = of.children().filter_map(|child| match child.value() {
        Node::Text(text) => Some(Value::from(text.to_string())),
        _ => ElementRef::wrap(child).map(node),
    });
    child.collect()
}

fn node(element: ElementRef<'_>) -> Value {
    let name = element.value().name();
    // In one order, so that the same sources give the same bytes.
    let attributes: BTreeMap<_, _> = element.value().attrs().collect();
    let attributes = attributes
        .into_iter()
        .map(|(name, value)| (name.to_owned(), Value::from(value)));
    let mut node = vec![Value::from(name), Value::Object(Map::from_iter(attributes))];
    let mut children = children(element);
    if name == "select" {
        // A large catalogue has hundreds of places, and its opening stays small: until the engine stands, a choice shows
        // what is chosen.
        children.truncate(1);
    }
    node.extend(children);
    Value::Array(node)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_are_names_attributes_and_children() {
        let nodes = nodes(
            r##"<p class="a">x &amp; <b>y</b></p><input type="checkbox"><svg viewBox="0 0 1 1"><path d="M0 0"></path></svg>"##,
        );
        assert_eq!(
            Value::from(nodes).to_string(),
            r#"[["p",{"class":"a"},"x & ",["b",{},"y"]],["input",{"type":"checkbox"}],["svg",{"viewBox":"0 0 1 1"},["path",{"d":"M0 0"}]]]"#
        );
    }

    #[test]
    fn a_choice_shows_only_what_is_chosen() {
        let nodes = nodes("<select><option>x</option><option>y</option></select>");
        assert_eq!(
            Value::from(nodes).to_string(),
            r#"[["select",{},["option",{},"x"]]]"#
        );
    }
}
