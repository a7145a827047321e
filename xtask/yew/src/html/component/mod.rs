//! What a component is.

mod properties;
mod scope;

pub use properties::*;
pub use scope::Scope;

use super::Html;

/// What a component is told of itself.
pub struct Context<COMP: Component> {
    scope: Scope<COMP>,
    props: COMP::Properties,
}

impl<COMP: Component> Context<COMP> {
    pub fn link(&self) -> &Scope<COMP> {
        &self.scope
    }

    pub fn props(&self) -> &COMP::Properties {
        &self.props
    }
}

pub trait Component: Sized + 'static {
    type Message: 'static;
    type Properties: Properties;

    fn create(context: &Context<Self>) -> Self;

    /// Whether it is to be drawn again.
    fn update(&mut self, _: &Context<Self>, _: Self::Message) -> bool {
        true
    }

    fn view(&self, context: &Context<Self>) -> Html;

    fn rendered(&mut self, _: &Context<Self>, _first: bool) {}

    fn destroy(&mut self, _: &Context<Self>) {}
}
