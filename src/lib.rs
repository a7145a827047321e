//! **Virker**: find what works.
//!
//! The floors, each knowing only those above it in this list:
//! [`number`] and [`danish`], [`catalogue`], then search, calculator, panel,
//! and at the top the browser's edge or the publisher's command line.

pub mod catalogue;
pub mod number;
