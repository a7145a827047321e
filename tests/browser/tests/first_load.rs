//! What a person waits for before the first result is painted.

use anyhow::Result;
use browser_tests::page::until;
use browser_tests::{DESK, Gate, PHONE, Plan, Site, with_chromium, with_page};

/// The red line, in bytes on the wire, headers included; the catalogue and its index are not counted.
const MOST: f64 = 110_000.0;

/// What is requested after the first result: code that the parts share, the parts, and the styles of pages.
const LATER: [(&str, &str); 4] = [
    ("/chunk-", ".wasm"),
    ("/search-", ".wasm"),
    ("/pages-", ".wasm"),
    ("/pages-", ".css"),
];

#[test]
fn at_most_110_kb_come_before_the_first_result() -> Result<()> {
    with_chromium(async |page| {
        let site = Site::shipped()?;
        page.open(&site, "panel.html", PHONE).await?;
        page.panel(0).css(".card").shown().await?;
        page.settle().await?;
        // What the page asked for later than the frame that showed the first result came behind it.
        let first: Vec<String> = page
            .ask(
                "const painted = performance.getEntriesByName('first-result')[0].startTime;
                 return performance.getEntriesByType('resource').filter((r) => r.startTime <= painted).map((r) => r.name)",
                vec![],
            )
            .await?;
        let requests = page.finished_requests().await?;
        for part in LATER {
            let requested = |url: &str| url.contains(part.0) && url.ends_with(part.1);
            assert!(
                requests.iter().any(|request| requested(&request.url)),
                "{part:?} is not requested after the first result"
            );
            assert!(
                !first.iter().any(|url| requested(url)),
                "{part:?} is requested too early: {first:?}"
            );
        }
        let mut sum = 0.0;
        for request in requests
            .iter()
            .filter(|request| first.contains(&request.url))
        {
            let bytes = request.bytes.unwrap_or_default();
            let data = request.path().ends_with(".json");
            println!(
                "{bytes:>8} {} {}",
                request.path(),
                if data { "(not counted)" } else { "" }
            );
            assert_eq!(
                request.answer.get("content-encoding").map(String::as_str),
                Some("br"),
                "{}",
                request.url
            );
            assert!(bytes > 0.0, "{} has no size", request.url);
            if !data {
                sum += bytes;
            }
        }
        println!("{sum:>8} in all");
        assert!(sum > 20_000.0, "so little is no engine: {sum}");
        assert!(sum <= MOST, "{sum} bytes");
        Ok(())
    })
}

#[test]
fn the_engine_the_wasm_and_the_catalogue_are_all_asked_for_before_any_of_them_has_come()
-> Result<()> {
    with_chromium(async |page| {
        let gate = Gate::closed();
        let site = Plan::shipped()?
            .held(".wasm", &gate)
            .held("catalogue.json", &gate)
            .start()?;
        page.open_early(&site, "panel.html", DESK).await?;
        until("all three are asked for", async || {
            let engine = site
                .requests()
                .iter()
                .any(|request| request.path.ends_with(".js") && request.path != "/virker.js");
            Ok(
                (engine && site.asked(".wasm") == 1 && site.asked("catalogue.json") == 1)
                    .then_some(()),
            )
        })
        .await?;
        gate.open();
        page.panel(0).stands().await
    })
}

#[test]
fn nothing_jumps_when_the_results_come() -> Result<()> {
    with_page(async |page| {
        // The engine's own styles come with it: what stands before them is held too.
        let gate = Gate::closed();
        let site = Plan::shipped()?
            .held(".wasm", &gate)
            .held("catalogue.json", &gate)
            .start()?;
        page.open_early(&site, "panel.html", PHONE).await?;
        let panel = page.panel(0);
        panel.css(".skeleton").shown().await?;
        page.settle().await?;
        let before = panel.css("input#q").place().await?;
        gate.open();
        panel.stands().await?;
        // What a person is about to touch stays where it is.
        assert_eq!(panel.css("input#q").place().await?, before);
        Ok(())
    })
}
