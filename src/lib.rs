//! **Virker**: an embeddable widget over a published catalogue, and the publisher's command `virker`.
//!
//! A module uses only modules before it in this list: [`number`] and [`buffer`]; [`danish`]; [`catalogue`]; [`search`] and
//! [`calculator`]; `panel` (the widget's state and views) and `publish` (the command); `embed` (the widget in a
//! browser). See ARCHITECTURE.md.

pub mod buffer;
pub mod calculator;
pub mod catalogue;
pub mod danish;
#[cfg(feature = "browser")]
pub mod embed;
mod join;
pub mod number;
mod order;
#[cfg(feature = "panel")]
pub mod panel;
mod pause;
#[cfg(feature = "publish")]
pub mod publish;
pub mod search;
