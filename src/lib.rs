//! **Virker**: find what works.
//!
//! The floors, each knowing only those above it in this list:
//! [`number`] and [`danish`], [`catalogue`], then search, calculator, panel,
//! and at the top the browser's edge or the publisher's command line.

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
