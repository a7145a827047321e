//! The tab order of a page.

use anyhow::{Result, ensure};
use fantoccini::key::Key;

use crate::browser::Browser;
use crate::driver_fault::DriverFault;
use crate::page::{ActiveElement, Page};

/// More tab stops than any test page has: beyond this, the focus is trapped.
const LIMIT: usize = 250;

/// Whether a modal dialog is open.
const MODAL: &str = "return roots().some((root) => root.querySelector('dialog:modal'))";

/// Presses Tab from the top of the page to its end, and returns the tab stops in order.
///
/// Fails if the focus is trapped, or if an element of the widget is focused without a visible focus
/// ring or while it is covered.
pub async fn walk(page: &Page) -> Result<Vec<ActiveElement>> {
    page.run(
        "getSelection().removeAllRanges(); deepActive()?.blur(); document.body.tabIndex = -1;
         document.body.focus(); document.body.removeAttribute('tabindex'); return null",
        vec![],
    )
    .await?;
    let wraps_in_modal = Browser::wanted()? != Browser::Chromium;
    let mut stops: Vec<ActiveElement> = Vec::new();
    for _ in 0..LIMIT {
        page.press(Key::Tab).await?;
        let mut active = page.active_element().await?;
        // What belongs to the host's page may be covered: it is not checked, and not waited for.
        if active.host.is_some() && !active.unobscured {
            // Firefox and WebKit scroll to the focused element asynchronously. Wait for that, as a person does; the check
            // below reports an element that stays covered.
            let scrolled = page.wait_until(
                "the focused element is not covered",
                "return !!describeActive()?.unobscured",
            );
            if let Err(error) = scrolled.await
                && DriverFault::in_chain(&error).is_some()
            {
                return Err(error);
            }
            active = page.active_element().await?;
        }
        // Headless Chromium has no toolbar to focus, and returns to the top of the page.
        if active.tag == "body" || active.id == "foer" && !stops.is_empty() {
            return Ok(stops);
        }
        // In the other browsers, Tab cycles within an open modal dialog.
        if wraps_in_modal && stops.first() == Some(&active) && page.evaluate(MODAL, vec![]).await? {
            return Ok(stops);
        }
        if active.host.is_some() {
            ensure!(
                active.ring,
                "the focus on {active} is not visible: neither it nor a box around it has a focus ring"
            );
            ensure!(
                active.unobscured,
                "{active} has the focus but is covered or outside the viewport"
            );
        }
        stops.push(active);
    }
    let last: Vec<String> = stops
        .iter()
        .rev()
        .take(5)
        .map(ToString::to_string)
        .collect();
    anyhow::bail!("Tab never left the page; the last stops were {last:?}")
}
