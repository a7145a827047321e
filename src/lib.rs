//! **Virker**: an embeddable widget over a published catalogue, and the
//! publisher's command `virker`.
//!
//! A module uses only modules before it in this list: [`number`], [`danish`],
//! [`catalogue`], [`search`] and [`calculator`], then `panel`, and last `embed`
//! (the widget in a browser) or `publish` (the command). See ARCHITECTURE.md.

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
#[cfg(feature = "publish")]
pub mod publish;
pub mod search;
