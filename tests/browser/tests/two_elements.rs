//! Two elements on one page share what they fetch and nothing else.

use anyhow::Result;
use browser_tests::registry::{open_entry, seek};
use browser_tests::{DESK, Site, with_chromium, with_page};

#[test]
fn what_is_sought_and_opened_in_one_panel_leaves_the_other_alone() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        page.open(&site, "two-panels.html", DESK).await?;
        let (first, second) = (page.panel(0), page.panel(1));
        first.stands().await?;
        second.stands().await?;
        seek(first, "madkas").await?;
        second
            .css(".results__title")
            .expect_text("Hele kataloget")
            .await?;
        second.css("input#q").expect_value("").await?;
        seek(second, "familie").await?;
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
fn the_script_the_engine_and_the_catalogue_are_asked_for_once() -> Result<()> {
    with_chromium(async |page| {
        let site = Site::shipped()?;
        page.open(&site, "two-panels.html", DESK).await?;
        page.panel(0).stands().await?;
        page.panel(1).stands().await?;
        for ending in ["/virker.js", "catalogue.json"] {
            assert_eq!(site.asked(ending), 1, "{ending}");
        }
        page.settle().await?;
        for request in site.requests() {
            assert_eq!(site.asked(&request.path), 1, "{}", request.path);
        }
        Ok(())
    })
}

#[test]
fn a_panel_and_a_calculator_work_side_by_side() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        page.open(&site, "panel-and-calculator.html", DESK).await?;
        let (panel, calculator) = (page.panel(0), page.calculator(0));
        panel.stands().await?;
        calculator.stands().await?;
        open_entry(panel, "madkassen").await?;
        panel.css("button.concept__calculate").click().await?;
        panel
            .css("[data-input=mad_pr_dag] input")
            .fill("54")
            .await?;
        panel.css(".bar[data-own]").expect_text("3.240 kr.").await?;
        // The same calculator in the other element has numbers of its own.
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
fn one_goes_and_the_other_works_on() -> Result<()> {
    with_chromium(async |page| {
        let site = Site::shipped()?;
        page.open(&site, "two-panels.html", DESK).await?;
        page.panel(0).stands().await?;
        page.panel(1).stands().await?;
        seek(page.panel(1), "madkas").await?;
        page.run(
            "document.querySelector('#foerste').remove(); return null",
            vec![],
        )
        .await?;
        let left = page.panel(0);
        left.css("input#q").expect_value("madkas").await?;
        seek(left, "familie").await?;
        left.css(".card").shown().await?;
        assert_eq!(page.console().await?, Vec::<String>::new());
        Ok(())
    })
}
