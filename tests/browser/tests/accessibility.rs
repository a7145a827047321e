//! Accessibility of every screen in every state: axe's rules, tab order, target sizes, no sideways scrolling.

use anyhow::{Result, bail, ensure};
use browser_tests::screens::Screen;
use browser_tests::{DESKTOP, PHONE, Page, Viewport, axe, tab_order, with_page};

/// The minimum width and height of targets, stricter than WCAG 2.2 AA.
const MIN_TARGET: f64 = 44.0;

/// Runs a check on every screen, and reports all failures at the end.
fn every_screen(viewport: Viewport, check: impl AsyncFn(&Page) -> Result<()>) -> Result<()> {
    let mut screens = Screen::all();
    screens.retain(|screen| screen.exists_at(viewport));
    ensure!(!screens.is_empty(), "there is no screen to check");
    let mut failures = Vec::new();
    for screen in &screens {
        let checked = with_page(async |page| {
            let _site = screen.open(page, viewport).await?;
            check(page).await
        });
        if let Err(error) = checked {
            failures.push(format!("{screen} at {} px: {error:#}", viewport.width));
        }
    }
    if !failures.is_empty() {
        bail!(
            "{} of {} screens:\n{}",
            failures.len(),
            screens.len(),
            failures.join("\n")
        );
    }
    Ok(())
}

/// Checks what people with low vision, without a mouse or with large fingers need.
async fn is_accessible(page: &Page) -> Result<()> {
    let mut failures = Vec::new();
    // The tab order comes last: moving the focus may open or scroll something.
    failures.extend(axe::expect_no_violations(page).await.err());
    failures.extend(does_not_scroll_sideways(page).await.err());
    failures.extend(targets_are_large_enough(page).await.err());
    failures.extend(tab_order::walk(page).await.err());
    if failures.is_empty() {
        return Ok(());
    }
    bail!(
        "{}",
        failures
            .iter()
            .map(|error| format!("{error:#}"))
            .collect::<Vec<_>>()
            .join("\n")
    )
}

async fn does_not_scroll_sideways(page: &Page) -> Result<()> {
    let over = page.overflow().await?;
    ensure!(over == 0, "the page is {over} px too wide");
    Ok(())
}

async fn targets_are_large_enough(page: &Page) -> Result<()> {
    let small: Vec<String> = page
        .evaluate(
            "return roots().filter((root) => root !== document)
               .flatMap((root) => [...root.querySelectorAll('button, select, summary, textarea, input:not([type=checkbox]), label.option')])
               .filter(isVisible)
               .map((el) => [el, el.getBoundingClientRect()])
               // Browsers round to half a pixel.
               .filter(([, box]) => box.width < arguments[0] - 0.5 || box.height < arguments[0] - 0.5)
               .map(([el, box]) => `${el.localName}.${el.className} '${nameOf(el)}' ${box.width} × ${box.height}`)",
            vec![MIN_TARGET.into()],
        )
        .await?;
    ensure!(small.is_empty(), "smaller than {MIN_TARGET} px: {small:#?}");
    Ok(())
}

#[test]
fn no_screen_breaks_a_rule_hides_the_focus_or_traps_it_at_320_pixels() -> Result<()> {
    every_screen(PHONE, is_accessible)
}

#[test]
fn no_screen_breaks_a_rule_hides_the_focus_or_traps_it_at_1200_pixels() -> Result<()> {
    every_screen(DESKTOP, is_accessible)
}
