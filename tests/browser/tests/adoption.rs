//! A host can start from the examples, and an old browser costs its visitors nothing.

use anyhow::Result;
use browser_tests::{DESK, Plan, Site, with_chromium, with_page};

#[test]
fn the_example_of_a_host_page_works_under_its_own_policy() -> Result<()> {
    with_chromium(async |page| {
        let site = Site::shipped()?;
        page.go(&format!("{}/examples/host-page.html", site.url()))
            .await?;
        page.panel(0).stands().await?;
        page.calculator(0).stands().await?;
        page.panel(0).css(".card").shown().await?;
        page.calculator(0).css(".answer__number").shown().await?;
        let complaints: Vec<String> = page
            .console()
            .await?
            .into_iter()
            .filter(|line| !line.contains("favicon.ico"))
            .collect();
        assert_eq!(complaints, Vec::<String>::new());
        Ok(())
    })
}

#[test]
fn the_example_of_a_catalogue_is_shown_and_searched_without_an_index() -> Result<()> {
    with_page(async |page| {
        let site = Plan::shipped()?
            .catalogue("/examples/catalogue.json")
            .start()?;
        let panel = page.open_panel(&site, DESK).await?;
        panel.css(".card[data-entry=cafe-tumling]").shown().await?;
        browser_tests::registry::seek(panel, "tumling").await?;
        panel
            .css(".card[data-entry=cafe-tumling] mark")
            .shown()
            .await?;
        assert_eq!(site.asked(".index"), 0);
        Ok(())
    })
}

#[test]
fn in_a_browser_that_is_too_old_the_pages_own_content_is_shown_and_nothing_is_fetched() -> Result<()>
{
    with_chromium(async |page| {
        let site = Site::shipped()?;
        page.open_early(&site, "old-browser.html", DESK).await?;
        page.wait_until("the page is told", "return told.join() === 'virker-failed'")
            .await?;
        page.document().css("virker-panel a").shown().await?;
        let requests: Vec<String> = site
            .requests()
            .into_iter()
            .map(|request| request.path)
            .collect();
        assert_eq!(requests, ["/hosts/old-browser.html", "/virker.js"]);
        let console = page.console().await?;
        assert!(
            console.iter().any(|line| line.contains("too old")),
            "{console:?}"
        );
        Ok(())
    })
}
