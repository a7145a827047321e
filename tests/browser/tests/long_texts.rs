//! Texts far longer and deeper than an editor would write: the panel opens them in time, or leaves them out.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use browser_tests::screens::{open_entry, search_for};
use browser_tests::{DESKTOP, PHONE, Page, Response, Site, SiteBuilder, with_page};
use serde_json::{Value, json};

/// Opens a panel whose entry `madkassen` has this text.
async fn open(page: &Page, text: String) -> Result<browser_tests::Site> {
    let builder = SiteBuilder::shipped()?;
    let mut catalogue: Value = serde_json::from_str(&builder.shipped_catalogue()?)?;
    let entries = catalogue.get_mut("entries").and_then(Value::as_array_mut);
    let mut entries = entries.context("entries")?.iter_mut();
    let entry = entries.find(|entry| entry.get("id") == Some(&json!("madkassen")));
    let problem = entry.and_then(|entry| entry.pointer_mut("/problem/text"));
    *problem.context("a problem's text")? = json!(text);
    let body = catalogue.to_string();
    let site = builder
        .catalogue("/lang.json")
        .route(move |request| {
            let response = Response::new(200).header("Content-Type", "application/json");
            (request.path == "/lang.json").then(|| response.body(body.as_str()))
        })
        .start()?;
    page.open(&site, "panel.html", DESKTOP).await?;
    page.panel(0).ready().await?;
    Ok(site)
}

#[test]
fn a_very_long_text_opens_in_time() -> Result<()> {
    with_page(async |page| {
        let words = "Vi laver mad sammen, og det er rart (siger de). ";
        for text in [
            words.repeat(10_000),
            "mad".repeat(100_000),
            "\n\nMad".repeat(20_000),
        ] {
            let start: String = text.chars().take(20).collect();
            let _site = open(page, text).await?;
            let panel = page.panel(0);
            search_for(panel, "mad").await?;
            let started = Instant::now();
            open_entry(panel, "madkassen").await?;
            panel.css(".concept, .body").shown().await?;
            page.settle().await?;
            let took = started.elapsed();
            println!("{start:?} {took:?}");
            assert!(took < Duration::from_secs(15), "{start:?} took {took:?}");
        }
        Ok(())
    })
}

#[test]
fn thousands_of_brackets_break_nothing() -> Result<()> {
    with_page(async |page| {
        let _site = open(
            page,
            format!("{}{}", "(".repeat(20_000), "[".repeat(20_000)),
        )
        .await?;
        let panel = page.panel(0);
        panel.css("input#q").fill(&"(".repeat(2_000)).await?;
        page.settle().await?;
        search_for(panel, "mad").await?;
        open_entry(panel, "madkassen").await?;
        let brackets = "[".repeat(20_000);
        page.run(
            "const panel = document.querySelector('virker-panel');
             panel.setAttribute('catalogue', 'data:application/json,' + arguments[0]); return null",
            vec![brackets.into()],
        )
        .await?;
        panel.css(".message[role=alert]").shown().await?;
        page.run(
            "document.querySelector('virker-panel').setAttribute('catalogue', '/lang.json'); return null",
            vec![],
        )
        .await?;
        panel.ready().await?;
        search_for(panel, "mad").await
    })
}

#[test]
fn a_word_that_is_longer_than_a_phone_is_wide_is_broken() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        page.open(&site, "panel.html", PHONE).await?;
        let panel = page.panel(0);
        panel.ready().await?;
        let word = "selvmordsforebyggelsesindsats";
        panel.css("input#q").fill(word).await?;
        panel.css(".results .message").shown().await?;
        panel.css(".chip").expect_text(word).await?;
        let wide = "const width = document.documentElement.clientWidth;
                    const all = [...document.querySelector('virker-panel').shadowRoot.querySelectorAll('*')];
                    return all.filter((one) => one.getBoundingClientRect().right > width + 1).map((one) => one.outerHTML)";
        assert_eq!(page.run(wide, vec![]).await?, json!([]));
        Ok(())
    })
}
