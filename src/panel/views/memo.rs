//! Parts of a view that are drawn again only when what they show has changed.
//!
//! To Yew, all of them are one component: it compiles 3 kB of wasm for each, and nothing but the type differs.

use std::any::Any;
use std::rc::Rc;

use yew::prelude::*;
use yew::virtual_dom::{Key, VChild};

/// What a part shows, and how that is drawn.
pub(super) trait MemoView: Any + PartialEq {
    /// Draws it.
    fn draw(&self) -> Html;
}

/// A [`MemoView`] of any type.
trait AnyView {
    fn draw(&self) -> Html;
    fn equals(&self, other: &dyn AnyView) -> bool;
    fn as_any(&self) -> &dyn Any;
}

impl<V: MemoView> AnyView for V {
    fn draw(&self) -> Html {
        MemoView::draw(self)
    }

    fn equals(&self, other: &dyn AnyView) -> bool {
        other.as_any().downcast_ref() == Some(self)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

#[derive(Properties)]
struct MemoProps {
    view: Rc<dyn AnyView>,
}

impl PartialEq for MemoProps {
    fn eq(&self, other: &Self) -> bool {
        self.view.equals(&*other.view)
    }
}

#[component]
fn Memo(props: &MemoProps) -> Html {
    props.view.draw()
}

/// A part, which stays as it is as long as it equals the one that was in its place.
pub(super) fn memo(view: impl MemoView) -> Html {
    component(Rc::new(view), None)
}

/// A part of a list, which is known by its key.
pub(super) fn keyed(key: Key, view: impl MemoView) -> Html {
    component(Rc::new(view), Some(key))
}

fn component(view: Rc<dyn AnyView>, key: Option<Key>) -> Html {
    VChild::<Memo>::new(MemoProps { view }, key).into()
}
