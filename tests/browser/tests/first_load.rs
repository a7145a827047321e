//! What is loaded, and when.

use anyhow::Result;
use browser_tests::page::until;
use browser_tests::{DESKTOP, Gate, PHONE, Site, SiteBuilder, with_chromium, with_page};

/// The files of the first results, and then of the first answer to a press: the path's beginning and end.
const FIRST: [(&str, &str); 3] = [
    ("/virker.js", ""),
    ("/opening-", ".js"),
    ("/catalogue/catalogue.json", ""),
];
const PRESS: [(&str, &str); 2] = [("/virker-", ".js"), ("/virker-", ".wasm")];

/// What is fetched when the page is quiet.
const LATE: [(&str, &str); 3] = [
    ("/pages-", ".wasm"),
    ("/pages-", ".css"),
    ("/catalogue/", ".entries.json"),
];

fn matches(path: &str, (start, end): (&str, &str)) -> bool {
    path.starts_with(start) && path.ends_with(end)
}

#[test]
fn the_first_results_take_12_kb_and_an_answer_to_a_press_110() -> Result<()> {
    with_chromium(async |page| {
        let site = Site::shipped()?;
        page.open(&site, "panel.html", PHONE).await?;
        page.panel(0).ready().await?;
        page.settle().await?;
        let requests = page.finished_requests().await?;
        // In bytes on the wire with headers.
        let sum = |files: &[(&str, &str)]| {
            let mut sum = 0.0;
            for file in files {
                let request = requests
                    .iter()
                    .find(|request| matches(&request.path(), *file));
                let request = request.unwrap_or_else(|| panic!("{file:?} is not requested"));
                let bytes = request.bytes.unwrap_or_default();
                let encoding = request.response_headers.get("content-encoding");
                assert_eq!(encoding.map(String::as_str), Some("br"), "{}", request.url);
                assert!(bytes > 0.0, "{} has no size", request.url);
                println!("{bytes:>8} {}", request.path());
                sum += bytes;
            }
            sum
        };
        let first = sum(&FIRST);
        // Three responses have 0.8 kB of headers; `cargo xtask size` counts without them.
        assert!((8_000.0..=12_900.0).contains(&first), "{first} bytes");
        let press = sum(&FIRST[..2]) + sum(&PRESS);
        assert!((50_000.0..=111_000.0).contains(&press), "{press} bytes");
        Ok(())
    })
}

#[test]
fn a_search_is_asked_for_side_by_side_and_pages_when_it_is_here() -> Result<()> {
    with_page(async |page| {
        let gate = Gate::closed();
        let index = Gate::closed();
        let site = SiteBuilder::shipped()?
            .hold_first("virker-", ".wasm", &gate)
            .hold(".index", &index)
            .start()?;
        page.open_early(&site, "panel.html", DESKTOP).await?;
        let requested = |file| {
            site.requests()
                .iter()
                .any(|request| matches(&request.path, file))
        };
        // Before the engine stands.
        until("all that a search needs is requested", async || {
            let files = [
                ("/search-", ".wasm"),
                ("/chunk-", ".wasm"),
                ("/catalogue/", ".cards.json"),
                ("/catalogue/", ".index"),
                ("/catalogue/", ".lexicon"),
            ];
            Ok(files.into_iter().all(requested).then_some(()))
        })
        .await?;
        gate.open();
        page.panel(0).ready().await?;
        page.settle().await?;
        for file in LATE {
            assert!(!requested(file), "{file:?} is requested too early");
        }
        index.open();
        until("pages are requested", async || {
            Ok(LATE.into_iter().all(requested).then_some(()))
        })
        .await
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
            let requests = site.requests();
            let engine = requests
                .iter()
                .any(|request| request.path.ends_with(".js") && request.path != "/virker.js");
            // The engine's script asks for the search's wasm at once.
            let wasm = requests.iter().filter(|request| {
                request.path.starts_with("/virker-") && request.path.ends_with(".wasm")
            });
            Ok(
                (engine && wasm.count() == 1 && site.request_count("catalogue.json") == 1)
                    .then_some(()),
            )
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
