//! No screen in any state breaks an accessibility rule, hides the focus or must be scrolled sideways.

use anyhow::{Result, bail, ensure};
use browser_tests::registry::Row;
use browser_tests::{Browser, DESK, PHONE, Page, View, axe, left_out, walk, with_page};

/// The least height and width of what is pressed, by our own design.
const TARGET: f64 = 44.0;

/// Looks at every row of the registry; all that is wrong is told at the end.
fn every_row(view: View, look: impl AsyncFn(&Page) -> Result<()>) -> Result<()> {
    let elsewhere = Browser::wanted()? != Browser::Chromium;
    let mut rows = Row::all();
    rows.retain(|row| row.exists_at(view));
    for row in rows.extract_if(.., |row| elsewhere && row.is_only_in_chromium()) {
        left_out(&format!("the way to {row} needs Chromium's DevTools"));
    }
    ensure!(!rows.is_empty(), "there is nothing to look at");
    let mut wrong = Vec::new();
    for row in &rows {
        let seen = with_page(async |page| {
            let _reached = row.reach(page, view).await?;
            look(page).await
        });
        if let Err(error) = seen {
            wrong.push(format!("{row} at {} px: {error:#}", view.width));
        }
    }
    if !wrong.is_empty() {
        bail!(
            "{} of {} rows:\n{}",
            wrong.len(),
            rows.len(),
            wrong.join("\n")
        );
    }
    Ok(())
}

/// Looks at the page as a person without a mouse, with little sight or with large fingers would.
async fn anybody_can_use(page: &Page) -> Result<()> {
    let mut wrong = Vec::new();
    // The order matters: the walk moves the focus, and that may open or scroll something.
    wrong.extend(axe::expect_none(page).await.err());
    wrong.extend(nothing_too_wide(page).await.err());
    wrong.extend(everything_large_enough(page).await.err());
    wrong.extend(walk::through(page).await.err());
    if wrong.is_empty() {
        return Ok(());
    }
    bail!(
        "{}",
        wrong
            .iter()
            .map(|error| format!("{error:#}"))
            .collect::<Vec<_>>()
            .join("\n")
    )
}

async fn nothing_too_wide(page: &Page) -> Result<()> {
    let over = page.overflow().await?;
    ensure!(over == 0, "the page is {over} px too wide");
    Ok(())
}

async fn everything_large_enough(page: &Page) -> Result<()> {
    let small: Vec<String> = page
        .ask(
            "return roots().filter((root) => root !== document)
               .flatMap((root) => [...root.querySelectorAll('button, select, summary, textarea, input:not([type=checkbox]), label.option')])
               .filter(shown)
               .map((el) => [el, el.getBoundingClientRect()])
               // Half a pixel is the browser's rounding.
               .filter(([, box]) => box.width < arguments[0] - 0.5 || box.height < arguments[0] - 0.5)
               .map(([el, box]) => `${el.localName}.${el.className} '${nameOf(el)}' ${box.width} × ${box.height}`)",
            vec![TARGET.into()],
        )
        .await?;
    ensure!(small.is_empty(), "smaller than {TARGET} px: {small:#?}");
    Ok(())
}

#[test]
fn no_screen_breaks_a_rule_hides_the_focus_or_traps_it_at_320_pixels() -> Result<()> {
    every_row(PHONE, anybody_can_use)
}

#[test]
fn no_screen_breaks_a_rule_hides_the_focus_or_traps_it_at_1200_pixels() -> Result<()> {
    every_row(DESK, anybody_can_use)
}
