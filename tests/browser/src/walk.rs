//! A walk through a page with Tab alone.

use anyhow::{Result, ensure};
use fantoccini::key::Key;

use crate::browser::Browser;
use crate::driver_fault::DriverFault;
use crate::page::{Active, Page};

/// More stops than any page of ours has: whoever needs more is caught in a trap.
const MOST: usize = 250;

/// Whether a dialog is open over everything.
const MODAL: &str = "return roots().some((root) => root.querySelector('dialog:modal'))";

/// Every stop of the keyboard inside our elements, in the order in which Tab comes to them.
///
/// The walk begins at the page's top and ends when the focus leaves the page's last stop. It fails
/// where the focus is caught, or where a stop of ours can't be seen to have the focus.
pub async fn through(page: &Page) -> Result<Vec<Active>> {
    page.run(
        "getSelection().removeAllRanges(); deepActive()?.blur(); document.body.tabIndex = -1;
         document.body.focus(); document.body.removeAttribute('tabindex'); return null",
        vec![],
    )
    .await?;
    let elsewhere = Browser::wanted()? != Browser::Chromium;
    let mut stops: Vec<Active> = Vec::new();
    for _ in 0..MOST {
        page.press(Key::Tab).await?;
        let mut now = page.active().await?;
        if !now.uncovered {
            // Firefox and WebKit scroll to what has the focus in their own time. A person waits for that and presses
            // nothing meanwhile; so does the walk, and says below what was never scrolled to.
            let scrolled =
                page.wait_until("it is uncovered", "return !!describeActive()?.uncovered");
            if let Err(error) = scrolled.await
                && DriverFault::behind(&error).is_some()
            {
                return Err(error);
            }
            now = page.active().await?;
        }
        // Headless Chromium has no toolbar to go to: the focus goes back to the page's top.
        if now.tag == "body" || now.id == "foer" && !stops.is_empty() {
            return Ok(stops);
        }
        // In other browsers, a dialog over everything is gone round for as long as it is open.
        if elsewhere && stops.first() == Some(&now) && page.ask(MODAL, vec![]).await? {
            return Ok(stops);
        }
        if now.host.is_some() {
            ensure!(
                now.ring,
                "the focus on {now} cannot be seen: no ring is drawn on it or around it"
            );
            ensure!(
                now.uncovered,
                "{now} has the focus but is covered or outside the window"
            );
        }
        stops.push(now);
    }
    let last: Vec<String> = stops
        .iter()
        .rev()
        .take(5)
        .map(ToString::to_string)
        .collect();
    anyhow::bail!("Tab never left the page; the last stops were {last:?}")
}
