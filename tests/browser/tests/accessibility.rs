//! No screen in any state breaks an accessibility rule, hides the focus or must be scrolled sideways.

use anyhow::{Result, bail, ensure};
use browser_tests::registry::Row;
use browser_tests::{DESK, PHONE, Page, View, axe, walk, with_page};

/// The least height and width of what is pressed, by our own design.
const TARGET: f64 = 44.0;

/// Looks at every row of the registry; all that is wrong is told at the end.
fn every_row(view: View, look: impl AsyncFn(&Page) -> Result<()>) -> Result<()> {
    let rows: Vec<Row> = Row::all()
        .into_iter()
        .filter(|row| row.exists_at(view))
        .collect();
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

#[test]
fn axe_finds_nothing_at_320_pixels() -> Result<()> {
    every_row(PHONE, axe::expect_none)
}

#[test]
fn axe_finds_nothing_at_1200_pixels() -> Result<()> {
    every_row(DESK, axe::expect_none)
}

#[test]
fn every_stop_of_tab_can_be_seen_and_nothing_is_a_trap_at_320_pixels() -> Result<()> {
    every_row(PHONE, async |page| walk::through(page).await.map(|_| ()))
}

#[test]
fn every_stop_of_tab_can_be_seen_and_nothing_is_a_trap_at_1200_pixels() -> Result<()> {
    every_row(DESK, async |page| walk::through(page).await.map(|_| ()))
}

#[test]
fn nothing_must_be_scrolled_sideways_and_everything_to_press_is_large_enough() -> Result<()> {
    every_row(PHONE, async |page| {
        let over = page.overflow().await?;
        ensure!(over == 0, "the page is {over} px too wide");
        let small: Vec<String> = page
            .ask(
                "return roots().filter((root) => root !== document)
                   .flatMap((root) => [...root.querySelectorAll('button, select, summary, input:not([type=checkbox]), label.option')])
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
    })
}
