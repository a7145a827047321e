//! Privacy: what a visitor does is neither stored nor sent.

use anyhow::Result;
use browser_tests::inspect::Storage;
use browser_tests::network::Request;
use browser_tests::screens::{open_entry, search_for};
use browser_tests::{DESKTOP, Page, Site, SiteBuilder, with_chromium, with_page};
use serde_json::{Value, json};

/// Uses everything: searches, filters, opens, calculates, goes back.
async fn use_everything(page: &Page) -> Result<()> {
    let panel = page.panel(0);
    panel.ready().await?;
    search_for(panel, "selvmord").await?;
    search_for(panel, "mad").await?;
    panel
        .css(".arena[data-arena='hjem-og-mad']")
        .click()
        .await?;
    panel
        .css("label.option")
        .containing("Pårørende")
        .click()
        .await?;
    panel.css(".chip").expect_count(3).await?;
    open_entry(panel, "madkassen").await?;
    panel.css("button.concept__calculate").click().await?;
    panel
        .css("[data-input=mad_pr_dag] input")
        .fill("54")
        .await?;
    panel.css(".bar[data-own]").expect_text("3.240 kr.").await?;
    panel.css("button.back").click().await?;
    panel.css("button.back").click().await?;
    panel.css(".card[data-entry=madkassen]").shown().await
}

/// Opens a page with the widget and the catalogue from another origin.
async fn open_cross_origin(page: &Page) -> Result<(Site, Site)> {
    let widget = Site::shipped()?;
    let host = SiteBuilder::shipped()?
        .without_dist()
        .widget_from(&widget)
        .start()?;
    page.open(&host, "panel.html", DESKTOP).await?;
    page.panel(0).ready().await?;
    Ok((host, widget))
}

#[test]
fn only_the_origins_that_the_snippet_names_are_contacted() -> Result<()> {
    with_chromium(async |page| {
        let (host, widget) = open_cross_origin(page).await?;
        use_everything(page).await?;
        let requests = page.finished_requests().await?;
        let origins: Vec<String> = requests.iter().filter_map(Request::origin).collect();
        assert!(origins.contains(&widget.url()));
        for origin in origins {
            assert!(
                origin == host.url() || origin == widget.url(),
                "{origin} was contacted"
            );
        }
        let others: Vec<String> = host
            .requests()
            .iter()
            .map(|request| request.path.clone())
            .filter(|path| !path.starts_with("/hosts/"))
            .collect();
        assert_eq!(
            others,
            Vec::<String>::new(),
            "the host gets requests for more than its own page"
        );
        Ok(())
    })
}

#[test]
fn nothing_is_requested_once_the_panel_is_ready() -> Result<()> {
    with_chromium(async |page| {
        let (_host, widget) = open_cross_origin(page).await?;
        // They come last, when nothing else is asked for.
        page.bodies_are_here().await?;
        let before = page.finished_requests().await?.len();
        use_everything(page).await?;
        page.settle().await?;
        let after: Vec<String> = page
            .requests()
            .await?
            .into_iter()
            .skip(before)
            .map(|request| request.url)
            .collect();
        assert_eq!(after, Vec::<String>::new());
        let queries: Vec<String> = widget
            .requests()
            .iter()
            .map(|request| request.query.clone())
            .filter(|query| !query.is_empty())
            .collect();
        assert_eq!(queries, Vec::<String>::new());
        Ok(())
    })
}

#[test]
fn no_request_to_the_widgets_origin_has_a_referrer_or_a_cookie() -> Result<()> {
    with_chromium(async |page| {
        let widget = Site::shipped()?;
        let host = SiteBuilder::shipped()?
            .without_dist()
            .widget_from(&widget)
            .start()?;
        // The widget's origin has set a cookie earlier, as a server with a login does.
        page.navigate(&widget.host("self-test.html")).await?;
        page.run("document.cookie = 'kendt=1; path=/'; return null", vec![])
            .await?;
        page.open(&host, "panel.html", DESKTOP).await?;
        use_everything(page).await?;
        page.finished_requests().await?;
        let received: Vec<_> = widget
            .requests()
            .into_iter()
            .filter(|request| !request.path.starts_with("/hosts/"))
            .collect();
        assert!(
            received.len() >= 4,
            "script, engine, wasm, catalogue: {received:?}"
        );
        for request in received {
            assert_eq!(request.header("Referer"), None, "{}", request.path);
            assert_eq!(request.header("Cookie"), None, "{}", request.path);
        }
        Ok(())
    })
}

#[test]
fn requests_to_the_pages_own_origin_have_its_cookies_and_no_referrer() -> Result<()> {
    with_chromium(async |page| {
        let site = Site::shipped()?;
        page.navigate(&site.host("self-test.html")).await?;
        page.run("document.cookie = 'kendt=1; path=/'; return null", vec![])
            .await?;
        page.open_panel(&site, DESKTOP).await?;
        page.finished_requests().await?;
        let requests = site.requests().into_iter();
        for request in requests.filter(|request| request.path != "/hosts/self-test.html") {
            // The site may be behind a login, and these files with it.
            assert_eq!(
                request.header("Cookie"),
                Some("kendt=1"),
                "{}",
                request.path
            );
            if !request.path.starts_with("/hosts/") {
                assert_eq!(request.header("Referer"), None, "{}", request.path);
            }
        }
        Ok(())
    })
}

#[test]
fn nothing_is_stored_in_the_browser() -> Result<()> {
    with_chromium(async |page| {
        let (host, widget) = open_cross_origin(page).await?;
        use_everything(page).await?;
        assert_eq!(page.storage().await?, Storage::default());
        for site in [&host, &widget] {
            for request in site.requests() {
                assert_eq!(request.header("Cookie"), None);
            }
        }
        Ok(())
    })
}

#[test]
fn neither_the_address_nor_the_history_says_what_is_shown() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        page.open_panel(&site, DESKTOP).await?;
        page.run(
            "window.told = [];
             for (const name of ['pushState', 'replaceState']) {
               const call = history[name];
               history[name] = function (...values) { told.push([name, ...values]); return call.apply(this, values); };
             }
             return null",
            vec![],
        )
        .await?;
        use_everything(page).await?;
        assert_eq!(
            page.client().current_url().await?.as_str(),
            site.host("panel.html")
        );
        // A step is a number, and the page's own address stays.
        let told: Vec<Value> = page.evaluate("return told", vec![]).await?;
        assert_eq!(told.len(), 2, "an entry and its calculator: {told:?}");
        for call in told {
            let number = call[1]["virker"].as_u64();
            assert!(number.is_some(), "{call}");
            assert_eq!(call, json!(["pushState", { "virker": number }, ""]));
        }
        Ok(())
    })
}
