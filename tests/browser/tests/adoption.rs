//! The examples work, and a browser that is too old fetches nothing.

use anyhow::Result;
use browser_tests::{DESKTOP, Site, SiteBuilder, with_page};

#[test]
fn the_example_host_page_works_under_its_own_policy() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        page.navigate(&format!("{}/examples/host-page.html", site.url()))
            .await?;
        page.panel(0).ready().await?;
        page.calculator(0).ready().await?;
        page.panel(0).css(".card").shown().await?;
        page.calculator(0).css(".answer__number").shown().await?;
        let problems: Vec<String> = page
            .console()
            .await?
            .into_iter()
            .filter(|line| !line.contains("favicon.ico"))
            .collect();
        assert_eq!(problems, Vec::<String>::new());
        Ok(())
    })
}

#[test]
fn the_example_catalogue_is_shown_and_searched_without_an_index() -> Result<()> {
    with_page(async |page| {
        let site = SiteBuilder::shipped()?
            .catalogue("/examples/catalogue.json")
            .start()?;
        let panel = page.open_panel(&site, DESKTOP).await?;
        panel.css(".card[data-entry=cafe-tumling]").shown().await?;
        browser_tests::screens::search_for(panel, "tumling").await?;
        panel
            .css(".card[data-entry=cafe-tumling] mark")
            .shown()
            .await?;
        assert_eq!(site.request_count(".index"), 0);
        Ok(())
    })
}

#[test]
fn in_a_browser_that_is_too_old_the_pages_own_content_is_shown_and_nothing_is_fetched() -> Result<()>
{
    with_page(async |page| {
        let site = Site::shipped()?;
        page.open_early(&site, "old-browser.html", DESKTOP).await?;
        page.wait_until(
            "the failure is reported",
            "return events.join() === 'virker-failed'",
        )
        .await?;
        page.run(
            "document.querySelector('virker-panel').open('madkassen'); return null",
            vec![],
        )
        .await?;
        page.settle().await?;
        page.document().css("virker-panel a").shown().await?;
        let requests: Vec<String> = site
            .requests()
            .into_iter()
            .map(|request| request.path)
            .collect();
        assert_eq!(requests, ["/hosts/old-browser.html", "/virker.js"]);
        let console = page.console().await?;
        assert!(
            console.iter().any(|line| line.contains("old-browser")),
            "{console:?}"
        );
        Ok(())
    })
}
