//! The widget stands under a strict content security policy, and says what is missing under a stricter one.

use anyhow::Result;
use browser_tests::registry::{open_entry, seek};
use browser_tests::{DESK, Page, Plan, Site, with_chromium, with_page};

const POLICY: &str = "Content-Security-Policy";

/// What the snippet's documentation asks of a host, and nothing more.
const STRICT: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'self'";

async fn open(page: &Page, policy: &str) -> Result<Site> {
    let site = Plan::shipped()?.host_header(POLICY, policy).start()?;
    page.open(&site, "strict.html", DESK).await?;
    Ok(site)
}

/// A fresh browser asks for an icon, which our host page cannot name under this policy.
async fn complaints(page: &Page) -> Result<Vec<String>> {
    let console = page.console().await?;
    Ok(console
        .into_iter()
        .filter(|line| !line.contains("favicon.ico"))
        .collect())
}

#[test]
fn everything_works_and_is_styled_under_a_strict_policy() -> Result<()> {
    with_chromium(async |page| {
        let _site = open(page, STRICT).await?;
        let (panel, calculator) = (page.panel(0), page.calculator(0));
        panel.stands().await?;
        calculator.stands().await?;
        let ground: String = panel
            .css(".virker")
            .ask("getComputedStyle(els[0]).backgroundColor")
            .await?;
        assert_eq!(ground, "rgb(245, 243, 238)");
        seek(panel, "madkas").await?;
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
        assert_eq!(complaints(page).await?, Vec::<String>::new());
        Ok(())
    })
}

#[test]
fn where_wasm_is_forbidden_the_pages_own_content_stands_and_the_console_names_the_mend()
-> Result<()> {
    with_chromium(async |page| {
        let _site = open(page, "script-src 'self'; connect-src 'self'").await?;
        page.panel(0)
            .css("[role=alert]")
            .expect_text("Fejlen er hos os")
            .await?;
        page.document().css("virker-panel a").shown().await?;
        page.document().css("virker-calculator a").shown().await?;
        let console = complaints(page).await?;
        assert!(
            console
                .iter()
                .any(|line| line.contains("Virker") && line.contains("wasm-unsafe-eval")),
            "{console:?}"
        );
        Ok(())
    })
}

#[test]
fn where_the_catalogue_may_not_be_fetched_the_editor_is_pointed_to_the_policy() -> Result<()> {
    with_page(async |page| {
        let catalogue = Site::shipped()?;
        let address = format!("{}/catalogue/catalogue.json", catalogue.url());
        let site = Plan::shipped()?
            .catalogue(&address)
            .host_header(POLICY, STRICT)
            .start()?;
        page.open(&site, "strict.html", DESK).await?;
        let message = page.panel(0).css(".message[role=alert]");
        message.css("summary").click().await?;
        message.expect_text("CSP connect-src").await?;
        message.css(".message__url").expect_text(&address).await
    })
}
