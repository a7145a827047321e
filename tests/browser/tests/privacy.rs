//! What a person seeks, chooses and opens leaves no trace and reaches nobody.

use anyhow::Result;
use browser_tests::network::Request;
use browser_tests::registry::{open_entry, seek};
use browser_tests::traces::Storage;
use browser_tests::{DESK, Page, Plan, Site, with_chromium, with_page};

/// Does what people do: seeks, chooses, opens, reckons, goes back.
async fn use_it_all(page: &Page) -> Result<()> {
    let panel = page.panel(0);
    panel.stands().await?;
    seek(panel, "selvmord").await?;
    seek(panel, "mad").await?;
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

/// A page of one origin, the widget and the catalogue from another.
async fn open_across(page: &Page) -> Result<(Site, Site)> {
    let widget = Site::shipped()?;
    let host = Plan::shipped()?
        .without_dist()
        .widget_from(&widget)
        .start()?;
    page.open(&host, "panel.html", DESK).await?;
    page.panel(0).stands().await?;
    Ok((host, widget))
}

#[test]
fn only_the_origins_that_the_snippet_names_are_contacted() -> Result<()> {
    with_chromium(async |page| {
        let (host, widget) = open_across(page).await?;
        use_it_all(page).await?;
        let requests = page.finished_requests().await?;
        let origins: Vec<String> = requests.iter().filter_map(Request::origin).collect();
        assert!(origins.contains(&widget.url()));
        for origin in origins {
            assert!(
                origin == host.url() || origin == widget.url(),
                "{origin} was contacted"
            );
        }
        let beyond: Vec<String> = host
            .requests()
            .iter()
            .map(|request| request.path.clone())
            .filter(|path| !path.starts_with("/hosts/"))
            .collect();
        assert_eq!(
            beyond,
            Vec::<String>::new(),
            "the host is asked for nothing but its own page"
        );
        Ok(())
    })
}

#[test]
fn nothing_is_asked_for_once_the_panel_stands() -> Result<()> {
    with_chromium(async |page| {
        let (_host, widget) = open_across(page).await?;
        let before = page.finished_requests().await?.len();
        use_it_all(page).await?;
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
fn no_request_to_the_widgets_origin_tells_where_the_visitor_is_or_who() -> Result<()> {
    with_chromium(async |page| {
        let widget = Site::shipped()?;
        let host = Plan::shipped()?
            .without_dist()
            .widget_from(&widget)
            .start()?;
        // The widget's origin has set a cookie before, as a server with a log-in would have.
        page.go(&widget.host("self-test.html")).await?;
        page.run("document.cookie = 'kendt=1; path=/'; return null", vec![])
            .await?;
        page.open(&host, "panel.html", DESK).await?;
        use_it_all(page).await?;
        page.finished_requests().await?;
        let asked: Vec<_> = widget
            .requests()
            .into_iter()
            .filter(|request| !request.path.starts_with("/hosts/"))
            .collect();
        assert!(
            asked.len() >= 4,
            "script, engine, wasm, catalogue: {asked:?}"
        );
        for request in asked {
            assert_eq!(request.header("Referer"), None, "{}", request.path);
            assert_eq!(request.header("Cookie"), None, "{}", request.path);
        }
        Ok(())
    })
}

#[test]
fn what_the_widget_fetches_carries_no_cookie_and_no_referrer_on_its_own_origin_either() -> Result<()>
{
    with_chromium(async |page| {
        let site = Site::shipped()?;
        page.go(&site.host("self-test.html")).await?;
        page.run("document.cookie = 'kendt=1; path=/'; return null", vec![])
            .await?;
        page.open_panel(&site, DESK).await?;
        page.finished_requests().await?;
        for request in site.requests() {
            if request.path.ends_with(".wasm") || request.path.ends_with(".json") {
                assert_eq!(request.header("Cookie"), None, "{}", request.path);
            }
            if !request.path.starts_with("/hosts/") {
                assert_eq!(request.header("Referer"), None, "{}", request.path);
            }
        }
        Ok(())
    })
}

#[test]
fn nothing_is_left_in_the_browser() -> Result<()> {
    with_chromium(async |page| {
        let (host, widget) = open_across(page).await?;
        use_it_all(page).await?;
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
fn the_address_and_the_history_tell_nothing() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        page.open_panel(&site, DESK).await?;
        let before: u32 = page.ask("return history.length", vec![]).await?;
        use_it_all(page).await?;
        assert_eq!(
            page.client().current_url().await?.as_str(),
            site.host("panel.html")
        );
        assert_eq!(
            page.ask::<u32>("return history.length", vec![]).await?,
            before
        );
        Ok(())
    })
}
