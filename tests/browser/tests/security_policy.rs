//! The widget works under a strict Content-Security-Policy, and says what a stricter one must allow.

use anyhow::Result;
use browser_tests::page::until;
use browser_tests::screens::{open_entry, search_for};
use browser_tests::{DESKTOP, Page, Site, SiteBuilder, with_page};

const POLICY: &str = "Content-Security-Policy";

/// Only what the README asks hosts to allow.
const STRICT: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'self'";

async fn open(page: &Page, policy: &str) -> Result<Site> {
    let site = SiteBuilder::shipped()?
        .host_header(POLICY, policy)
        .start()?;
    page.open(&site, "strict.html", DESKTOP).await?;
    Ok(site)
}

/// The console without the request for an icon, which the host page cannot disable under this policy.
async fn console(page: &Page) -> Result<Vec<String>> {
    let console = page.console().await?;
    Ok(console
        .into_iter()
        .filter(|line| !line.contains("favicon.ico"))
        .collect())
}

#[test]
fn everything_works_and_is_styled_under_a_strict_policy() -> Result<()> {
    with_page(async |page| {
        let _site = open(page, STRICT).await?;
        let (panel, calculator) = (page.panel(0), page.calculator(0));
        panel.ready().await?;
        calculator.ready().await?;
        let background: String = panel
            .css(".virker")
            .evaluate("getComputedStyle(els[0]).backgroundColor")
            .await?;
        assert_eq!(background, "rgb(245, 243, 238)");
        search_for(panel, "madkas").await?;
        panel.css(".card mark").shown().await?;
        open_entry(panel, "madkassen").await?;
        panel.css("button.concept__calculate").click().await?;
        panel.css("svg.curve").shown().await?;
        calculator
            .css("[data-input=mad_pr_dag] input")
            .fill("54")
            .await?;
        calculator
            .css(".bar[data-own]")
            .expect_text("3.240 kr.")
            .await?;
        assert_eq!(console(page).await?, Vec::<String>::new());
        Ok(())
    })
}

#[test]
fn a_page_that_demands_trusted_types_need_not_allow_a_policy() -> Result<()> {
    with_page(async |page| {
        let demanding = "require-trusted-types-for 'script'; trusted-types 'none'";
        let _site = open(page, &format!("{STRICT}; {demanding}")).await?;
        let panel = page.panel(0);
        panel.ready().await?;
        search_for(panel, "madkas").await?;
        open_entry(panel, "madkassen").await?;
        panel.css("button.concept__calculate").click().await?;
        panel.css("svg.curve").shown().await?;
        assert_eq!(console(page).await?, Vec::<String>::new());
        Ok(())
    })
}

#[test]
fn where_wasm_is_forbidden_the_pages_own_content_is_shown_and_the_console_says_what_to_allow()
-> Result<()> {
    with_page(async |page| {
        let _site = open(page, "script-src 'self'; connect-src 'self'").await?;
        page.panel(0)
            .css("[role=alert]")
            .expect_text("Fejlen er hos os")
            .await?;
        page.document().css("virker-panel a").shown().await?;
        page.document().css("virker-calculator a").shown().await?;
        until("the console says what to allow", async || {
            let console = console(page).await?;
            let says =
                |line: &&String| line.contains("Virker") && line.contains("wasm-unsafe-eval");
            Ok(console.iter().find(says).map(|_| ()))
        })
        .await?;
        Ok(())
    })
}

#[test]
fn where_the_catalogue_may_not_be_fetched_the_message_names_the_directive() -> Result<()> {
    with_page(async |page| {
        let catalogue = Site::shipped()?;
        let address = format!("{}/catalogue/catalogue.json", catalogue.url());
        let site = SiteBuilder::shipped()?
            .catalogue(&address)
            .host_header(POLICY, STRICT)
            .start()?;
        page.open(&site, "strict.html", DESKTOP).await?;
        let message = page.panel(0).css(".message[role=alert]");
        message.css("summary").click().await?;
        message.expect_text("CSP connect-src").await?;
        message.css(".message__url").expect_text(&address).await
    })
}
