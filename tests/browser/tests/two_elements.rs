//! Elements on one page share what they fetch, and no state.

use anyhow::Result;
use browser_tests::screens::{open_entry, search_for};
use browser_tests::{DESKTOP, Gate, Site, SiteBuilder, with_page};

#[test]
fn searching_and_opening_in_one_panel_does_not_affect_the_other() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        page.open(&site, "two-panels.html", DESKTOP).await?;
        let (first, second) = (page.panel(0), page.panel(1));
        first.ready().await?;
        second.ready().await?;
        search_for(first, "madkas").await?;
        second.css(".results__title").expect_text("Alle ").await?;
        second.css("input#q").expect_value("").await?;
        search_for(second, "familie").await?;
        first.css("input#q").expect_value("madkas").await?;
        first
            .css(".results__title")
            .expect_text("med »madkas«")
            .await?;
        open_entry(first, "madkassen").await?;
        second
            .css(".results__title")
            .expect_text("med »familie«")
            .await?;
        second.css(".concept").expect_count(0).await?;
        first.css(".concept__title").expect_focus().await
    })
}

#[test]
fn script_engine_and_catalogue_are_requested_once() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        page.open(&site, "two-panels.html", DESKTOP).await?;
        page.panel(0).ready().await?;
        page.panel(1).ready().await?;
        for suffix in ["/virker.js", "catalogue.json"] {
            assert_eq!(site.request_count(suffix), 1, "{suffix}");
        }
        page.settle().await?;
        for request in site.requests() {
            assert_eq!(site.request_count(&request.path), 1, "{}", request.path);
        }
        Ok(())
    })
}

#[test]
fn a_panel_and_a_calculator_work_side_by_side() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        page.open(&site, "panel-and-calculator.html", DESKTOP)
            .await?;
        let (panel, calculator) = (page.panel(0), page.calculator(0));
        panel.ready().await?;
        calculator.ready().await?;
        open_entry(panel, "madkassen").await?;
        panel.css("button.concept__calculate").click().await?;
        panel
            .css("[data-input=mad_pr_dag] input")
            .fill("54")
            .await?;
        panel.css(".bar[data-own]").expect_text("3.240 kr.").await?;
        // The same calculator in the other element has its own numbers.
        calculator
            .css(".bar[data-own]")
            .expect_text("4.320 kr.")
            .await?;
        calculator
            .css("[data-input=mad_pr_dag] input")
            .fill("83")
            .await?;
        calculator
            .css(".bar[data-own]")
            .expect_text("4.980 kr.")
            .await?;
        panel.css(".bar[data-own]").expect_text("3.240 kr.").await
    })
}

#[test]
fn removing_one_panel_leaves_the_other_working() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        page.open(&site, "two-panels.html", DESKTOP).await?;
        page.panel(0).ready().await?;
        page.panel(1).ready().await?;
        search_for(page.panel(1), "madkas").await?;
        page.run(
            "document.querySelector('#foerste').remove(); return null",
            vec![],
        )
        .await?;
        let left = page.panel(0);
        left.css("input#q").expect_value("madkas").await?;
        search_for(left, "familie").await?;
        left.css(".card").shown().await?;
        assert_eq!(page.console().await?, Vec::<String>::new());
        Ok(())
    })
}

#[test]
fn an_element_opens_entries_of_a_catalogue_that_another_shows_already() -> Result<()> {
    with_page(async |page| {
        // The entries are not there yet when the second begins.
        let gate = Gate::closed();
        let site = SiteBuilder::shipped()?
            .hold(".entries.json", &gate)
            .start()?;
        page.open_early(&site, "panel.html", DESKTOP).await?;
        page.panel(0).ready().await?;
        page.run(
            "const late = document.querySelector('virker-panel').cloneNode();
             document.querySelector('virker-panel').before(late);",
            vec![],
        )
        .await?;
        let late = page.panel(0);
        late.ready().await?;
        gate.open();
        open_entry(late, "madkassen").await?;
        late.css(".concept__title").expect_text("Madkassen").await
    })
}
