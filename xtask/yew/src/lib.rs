//! Yew, less what the widget does not use.
//!
//! The names and what they mean are Yew's: code that compiles with this compiles with Yew as it is published, and draws
//! the same nodes. The README beside this folder says what is left out, why, and how to do without it.

#![allow(missing_docs)]

extern crate self as yew;

mod app;
pub mod callback;
mod dom;
pub mod html;
pub mod virtual_dom;

pub use app::{AppHandle, Renderer};
pub use prelude::*;

pub mod prelude {
    pub use crate::app::AppHandle;
    pub use crate::callback::Callback;
    pub use crate::html::{Component, Context, Html, Properties};
    pub use crate::virtual_dom::AttrValue;
}
