//! Components.

mod component;

pub use component::*;
pub use implicit_clone::ImplicitClone;

/// What a component draws.
pub type Html = crate::virtual_dom::VNode;

/// What `derive(Properties)` asks of the values that it is given.
pub trait IntoPropValue<T> {
    fn into_prop_value(self) -> T;
}

impl<T> IntoPropValue<T> for T {
    fn into_prop_value(self) -> T {
        self
    }
}
