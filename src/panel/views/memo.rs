//! Parts of a view that are drawn again only when what they show has changed.
//!
//! To Yew, all of them are one component: it compiles 3 kB of wasm for each, and nothing but the type differs.

use std::any::Any;
use std::rc::Rc;

use yew::prelude::*;
use yew::virtual_dom::{Key, VChild};

/// What a part shows, and how that is drawn.
pub(super) trait Part: Any + PartialEq {
    /// Draws it.
    fn draw(&self) -> Html;
}

/// A part of any type.
trait AnyPart {
    fn draw(&self) -> Html;
    fn equals(&self, other: &dyn AnyPart) -> bool;
    fn as_any(&self) -> &dyn Any;
}

impl<P: Part> AnyPart for P {
    fn draw(&self) -> Html {
        Part::draw(self)
    }

    fn equals(&self, other: &dyn AnyPart) -> bool {
        other.as_any().downcast_ref() == Some(self)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

#[derive(Properties)]
struct MemoProps {
    part: Rc<dyn AnyPart>,
}

impl PartialEq for MemoProps {
    fn eq(&self, other: &Self) -> bool {
        self.part.equals(&*other.part)
    }
}

#[component]
fn Memo(props: &MemoProps) -> Html {
    props.part.draw()
}

/// A part, which stays as it is as long as it equals the one that was in its place.
pub(super) fn memo(part: impl Part) -> Html {
    component(Rc::new(part), None)
}

/// A part of a list, which is known by its key.
pub(super) fn keyed(key: Key, part: impl Part) -> Html {
    component(Rc::new(part), Some(key))
}

fn component(part: Rc<dyn AnyPart>, key: Option<Key>) -> Html {
    VChild::<Memo>::new(MemoProps { part }, key).into()
}
