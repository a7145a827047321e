//! What people see, driven in a real browser.
//!
//! A test asks for a page, plans a site, and says what must come true:
//!
//! ```no_run
//! use browser_tests::{DESK, Site, with_page};
//!
//! # fn main() -> anyhow::Result<()> {
//! with_page(async |page| {
//!     let site = Site::shipped()?;
//!     let panel = page.open_panel(&site, DESK).await?;
//!     panel.field("Hvad leder du efter?").type_text("madkas").await?;
//!     panel.css(".card__link").containing("Madkassen").shown().await
//! })
//! # }
//! ```
//!
//! | module | what it knows |
//! | --- | --- |
//! | [`session`] | a browser session per test, quit whatever happens; a second one when the driver failed |
//! | [`browser`] | which browser that is, and how it is started |
//! | [`page`] | opening and asking, pressing keys, playing circumstances |
//! | [`traces`], [`network`] | what a page leaves: requests, things stored, pictures |
//! | [`part`] | finding and using things inside the shadow roots |
//! | [`site`], [`faults`] | what the browser visits, and what is wrong with it |
//! | [`catalogue`] | what the shipped catalogue says, read apart from the widget |
//! | [`registry`] | every screen in every state, and the way there |
//! | [`axe`], [`walk`] | accessibility: axe-core's rules, and a walk with Tab alone |
//!
//! Nothing waits for a length of time; everything waits for a condition, and says which one
//! never came. When a test fails, what the browser showed is kept in `target/browser-failures/`.

pub mod axe;
pub mod browser;
pub mod catalogue;
pub mod faults;
pub mod network;
pub mod page;
pub mod part;
pub mod registry;
pub mod session;
pub mod site;
pub mod traces;
pub mod walk;

mod circumstances;
mod driver;
mod driver_fault;
mod keys;
mod notes;
mod places;
mod states;
mod wire;

pub use browser::Browser;
pub use catalogue::Catalogue;
pub use fantoccini::key::Key;
pub use faults::BadCatalogue;
pub use notes::{left_out, skipped};
pub use page::{DESK, PHONE, Page, TABLET, View};
pub use part::{Part, Root};
pub use session::{with_chromium, with_page};
pub use site::{Gate, Plan, Site};
pub use xtask::server::{Request, Response};
