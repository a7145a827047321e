//! What is loaded before the first result is painted.

use anyhow::Result;
use browser_tests::page::until;
use browser_tests::{DESKTOP, Gate, PHONE, Site, SiteBuilder, with_chromium, with_page};

/// The limit, in bytes on the wire with headers; the catalogue and its index are not counted.
const LIMIT: f64 = 110_000.0;

/// What is requested after the first result: code that the lazily loaded parts share, the parts, and the styles of pages.
const DEFERRED: [(&str, &str); 4] = [
    ("/chunk-", ".wasm"),
    ("/search-", ".wasm"),
    ("/pages-", ".wasm"),
    ("/pages-", ".css"),
];

#[test]
fn at_most_110_kb_are_loaded_before_the_first_result() -> Result<()> {
    with_chromium(async |page| {
        let site = Site::shipped()?;
        page.open(&site, "panel.html", PHONE).await?;
        page.panel(0).css(".card").shown().await?;
        page.settle().await?;
        // What was requested before the frame with the first result.
        let before_first_result: Vec<String> = page
            .evaluate(
                "const painted = performance.getEntriesByName('first-result')[0].startTime;
                 return performance.getEntriesByType('resource').filter((r) => r.startTime <= painted).map((r) => r.name)",
                vec![],
            )
            .await?;
        let requests = page.finished_requests().await?;
        for part in DEFERRED {
            let matches = |url: &str| url.contains(part.0) && url.ends_with(part.1);
            assert!(
                requests.iter().any(|request| matches(&request.url)),
                "{part:?} is not requested after the first result"
            );
            assert!(
                !before_first_result.iter().any(|url| matches(url)),
                "{part:?} is requested too early: {before_first_result:?}"
            );
        }
        let mut sum = 0.0;
        for request in requests
            .iter()
            .filter(|request| before_first_result.contains(&request.url))
        {
            let bytes = request.bytes.unwrap_or_default();
            let is_data = request.path().ends_with(".json");
            println!(
                "{bytes:>8} {} {}",
                request.path(),
                if is_data { "(not counted)" } else { "" }
            );
            assert_eq!(
                request
                    .response_headers
                    .get("content-encoding")
                    .map(String::as_str),
                Some("br"),
                "{}",
                request.url
            );
            assert!(bytes > 0.0, "{} has no size", request.url);
            if !is_data {
                sum += bytes;
            }
        }
        println!("{sum:>8} in total");
        assert!(sum > 20_000.0, "too little to contain the engine: {sum}");
        assert!(sum <= LIMIT, "{sum} bytes");
        Ok(())
    })
}

#[test]
fn engine_wasm_and_catalogue_are_requested_in_parallel() -> Result<()> {
    with_chromium(async |page| {
        let gate = Gate::closed();
        let site = SiteBuilder::shipped()?
            .hold(".wasm", &gate)
            .hold("catalogue.json", &gate)
            .start()?;
        page.open_early(&site, "panel.html", DESKTOP).await?;
        until("all three are requested", async || {
            let engine = site
                .requests()
                .iter()
                .any(|request| request.path.ends_with(".js") && request.path != "/virker.js");
            Ok((engine
                && site.request_count(".wasm") == 1
                && site.request_count("catalogue.json") == 1)
                .then_some(()))
        })
        .await?;
        gate.open();
        page.panel(0).ready().await
    })
}

#[test]
fn the_layout_does_not_shift_when_the_results_come() -> Result<()> {
    with_page(async |page| {
        // The engine comes with its own styles: without it, the page has the loader's only.
        let gate = Gate::closed();
        let site = SiteBuilder::shipped()?
            .hold(".wasm", &gate)
            .hold("catalogue.json", &gate)
            .start()?;
        page.open_early(&site, "panel.html", PHONE).await?;
        let panel = page.panel(0);
        panel.css(".skeleton").shown().await?;
        page.settle().await?;
        let before = panel.css("input#q").bounds().await?;
        gate.open();
        panel.ready().await?;
        // The field that a visitor is about to use does not move.
        assert_eq!(panel.css("input#q").bounds().await?, before);
        Ok(())
    })
}
