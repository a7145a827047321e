//! Tests of the built widget in a real browser, through WebDriver.
//!
//! A test gets a page, starts a site, and waits for what it expects:
//!
//! ```no_run
//! use browser_tests::{DESKTOP, Site, with_page};
//!
//! # fn main() -> anyhow::Result<()> {
//! with_page(async |page| {
//!     let site = Site::shipped()?;
//!     let panel = page.open_panel(&site, DESKTOP).await?;
//!     panel.field("Hvad leder du efter?").type_text("madkas").await?;
//!     panel.css(".card__link").containing("Madkassen").shown().await
//! })
//! # }
//! ```
//!
//! | module | contents |
//! | --- | --- |
//! | [`session`] | a browser session per test, always closed; a second one if the driver failed |
//! | [`browser`] | the browsers, and how to start them |
//! | [`page`] | navigation, scripts, keys, emulation |
//! | [`inspect`], [`network`] | what can be read from a page: requests, console, storage, screenshots |
//! | [`locator`] | finding and using elements inside shadow roots |
//! | [`site`], [`faults`] | the site that the browser visits, and faults in it |
//! | [`two_origins`] | a host and the widget on origins of their own |
//! | [`catalogue`] | the shipped catalogue, parsed without the widget's code |
//! | [`screens`] | every screen in every state, and how to open it |
//! | [`axe`], [`tab_order`] | accessibility: axe-core's rules, and the keyboard's tab order |
//!
//! No test waits for a fixed time: each waits for a condition, which the error names if it does not
//! come true. When a test fails, a screenshot and more are saved in `target/browser-failures/`.

pub mod axe;
pub mod browser;
pub mod catalogue;
pub mod faults;
pub mod inspect;
pub mod locator;
pub mod network;
pub mod page;
pub mod screens;
pub mod session;
pub mod site;
pub mod tab_order;
pub mod two_origins;

mod driver;
mod driver_fault;
mod emulation;
mod keys;
mod notes;
pub mod paths;
mod states;
mod webdriver;

pub use browser::Browser;
pub use catalogue::Catalogue;
pub use fantoccini::key::Key;
pub use faults::BadCatalogue;
pub use locator::{Locator, Root};
pub use notes::{left_out, skipped};
pub use page::{DESKTOP, PHONE, Page, TABLET, Viewport};
pub use session::{with_chromium, with_page, with_page_for};
pub use site::{Gate, Site, SiteBuilder};
pub use two_origins::TwoOrigins;
pub use xtask::server::{Request, Response};
