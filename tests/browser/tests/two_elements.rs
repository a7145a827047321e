//! Elements on one page share what they fetch, and no state.

use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Result;
use browser_tests::screens::{open_entry, search_for};
use browser_tests::{DESKTOP, Gate, Request, Response, Site, SiteBuilder, paths, with_page};
use serde_json::{Value, json};

#[test]
fn searching_and_opening_in_one_panel_does_not_affect_the_other() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        page.open(&site, "two-panels.html", DESKTOP).await?;
        let (first, second) = (page.panel(0), page.panel(1));
        first.ready().await?;
        second.ready().await?;
        search_for(first, "madkas").await?;
        second.css(".results__title").expect_text("Alle ").await?;
        second.css("input#q").expect_value("").await?;
        search_for(second, "familie").await?;
        first.css("input#q").expect_value("madkas").await?;
        first
            .css(".results__title")
            .expect_text("med »madkas«")
            .await?;
        open_entry(first, "madkassen").await?;
        second
            .css(".results__title")
            .expect_text("med »familie«")
            .await?;
        second.css(".concept").expect_count(0).await?;
        first.css(".concept__title").expect_focus().await
    })
}

#[test]
fn script_engine_and_catalogue_are_requested_once() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        page.open(&site, "two-panels.html", DESKTOP).await?;
        page.panel(0).ready().await?;
        page.panel(1).ready().await?;
        for suffix in ["/virker.js", "catalogue.json"] {
            assert_eq!(site.request_count(suffix), 1, "{suffix}");
        }
        page.settle().await?;
        for request in site.requests() {
            assert_eq!(site.request_count(&request.path), 1, "{}", request.path);
        }
        Ok(())
    })
}

#[test]
fn a_panel_and_a_calculator_work_side_by_side() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        page.open(&site, "panel-and-calculator.html", DESKTOP)
            .await?;
        let (panel, calculator) = (page.panel(0), page.calculator(0));
        panel.ready().await?;
        calculator.ready().await?;
        open_entry(panel, "madkassen").await?;
        panel.css("button.concept__calculate").click().await?;
        panel
            .css("[data-input=mad_pr_dag] input")
            .fill("54")
            .await?;
        panel.css(".bar[data-own]").expect_text("3.240 kr.").await?;
        // The same calculator in the other element has its own numbers.
        calculator
            .css(".bar[data-own]")
            .expect_text("4.320 kr.")
            .await?;
        calculator
            .css("[data-input=mad_pr_dag] input")
            .fill("83")
            .await?;
        calculator
            .css(".bar[data-own]")
            .expect_text("4.980 kr.")
            .await?;
        panel.css(".bar[data-own]").expect_text("3.240 kr.").await
    })
}

#[test]
fn removing_one_panel_leaves_the_other_working() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        page.open(&site, "two-panels.html", DESKTOP).await?;
        page.panel(0).ready().await?;
        page.panel(1).ready().await?;
        search_for(page.panel(1), "madkas").await?;
        page.run(
            "document.querySelector('#foerste').remove(); return null",
            vec![],
        )
        .await?;
        let left = page.panel(0);
        left.css("input#q").expect_value("madkas").await?;
        search_for(left, "familie").await?;
        left.css(".card").shown().await?;
        assert_eq!(page.console().await?, Vec::<String>::new());
        Ok(())
    })
}

#[test]
fn an_element_opens_entries_of_a_catalogue_that_another_shows_already() -> Result<()> {
    with_page(async |page| {
        // The entries are not there yet when the second begins.
        let gate = Gate::closed();
        let site = SiteBuilder::shipped()?
            .hold(".entries.json", &gate)
            .start()?;
        page.open_early(&site, "panel.html", DESKTOP).await?;
        page.panel(0).ready().await?;
        page.run(
            "const late = document.querySelector('virker-panel').cloneNode();
             document.querySelector('virker-panel').before(late);",
            vec![],
        )
        .await?;
        let late = page.panel(0);
        late.ready().await?;
        gate.open();
        open_entry(late, "madkassen").await?;
        late.css(".concept__title").expect_text("Madkassen").await
    })
}

/// Adds a second panel before the first.
const ADD: &str = "
    const late = document.querySelector('virker-panel').cloneNode();
    document.querySelector('virker-panel').before(late);
    return null";

#[test]
fn an_element_that_comes_after_a_catalogue_was_published_anew_shows_the_new_one() -> Result<()> {
    const TITLE: &str = ".card__title";
    with_page(async |page| {
        let shipped = SiteBuilder::shipped()?.shipped_catalogue()?;
        let is_new = Arc::new(AtomicBool::new(false));
        let published = Arc::clone(&is_new);
        let whole = move |request: &Request| {
            let title = match published.load(Ordering::Relaxed) {
                true => "Madposen",
                false => "Madkassen",
            };
            (request.path == "/hel/catalogue.json").then(|| {
                let text = shipped.replace(r#""Madkassen""#, &format!(r#""{title}""#));
                Response::text(200, &text).header("Content-Type", "application/json")
            })
        };
        let head = Arc::clone(&is_new);
        let site = SiteBuilder::shipped()?;
        let dist = paths::dist()?;
        let folder = dist.join(
            paths::catalogue_path(&dist)?
                .trim_start_matches('/')
                .trim_end_matches("/catalogue.json"),
        );
        // In parts, a new version has other names, and those of the one before stay.
        let parts = move |request: &Request| {
            let file = request.path.strip_prefix("/dele/")?;
            let read = |name: &str| fs::read_to_string(folder.join(name)).ok();
            let name = file.trim_start_matches("ny-");
            let mut text = read(name)?;
            if file == "catalogue.json" && head.load(Ordering::Relaxed) {
                let mut document: Value = serde_json::from_str(&text).ok()?;
                let cards = document.pointer_mut("/parts/cards")?;
                *cards = json!({ "file": format!("ny-{}", cards["file"].as_str()?) });
                text = document.to_string();
            }
            if file.starts_with("ny-") {
                text = text.replace(r#""Madkassen""#, r#""Madposen""#);
            }
            Some(Response::text(200, &text).header("Content-Type", "application/json"))
        };
        let site = site.route(whole).route(parts).start()?;
        for catalogue in ["/hel/catalogue.json", "/dele/catalogue.json"] {
            is_new.store(false, Ordering::Relaxed);
            page.open_panel(&site, DESKTOP).await?;
            page.run(
                "document.querySelector('virker-panel').setAttribute('catalogue', arguments[0]); return null",
                vec![json!(catalogue)],
            )
            .await?;
            let old = page.panel(0);
            old.ready().await?;
            old.css(TITLE).nth(0).expect_text("Madkassen").await?;
            is_new.store(true, Ordering::Relaxed);
            page.run(ADD, vec![]).await?;
            page.panel(0)
                .css(TITLE)
                .nth(0)
                .expect_text("Madposen")
                .await?;
            page.panel(1)
                .css(TITLE)
                .nth(0)
                .expect_text("Madkassen")
                .await?;
        }
        Ok(())
    })
}

#[test]
fn an_index_that_lacks_what_could_not_be_fetched_is_not_kept_for_the_next_element() -> Result<()> {
    with_page(async |page| {
        let is_mended = Arc::new(AtomicBool::new(false));
        let mended = Arc::clone(&is_mended);
        let site = SiteBuilder::shipped()?
            .route(move |request| {
                let is_missing =
                    request.path.ends_with(".lexicon") && !mended.load(Ordering::Relaxed);
                is_missing.then(|| Response::text(503, ""))
            })
            .start()?;
        let found = async |nth: usize| -> Result<String> {
            let panel = page.panel(nth);
            search_for(panel, "indlæggelser").await?;
            panel
                .css(".results__title")
                .evaluate("els[0].textContent")
                .await
        };
        page.open_panel(&site, DESKTOP).await?.ready().await?;
        let without = found(0).await?;
        is_mended.store(true, Ordering::Relaxed);
        page.run(ADD, vec![]).await?;
        page.panel(0).ready().await?;
        let with = found(0).await?;
        assert_ne!(
            without, with,
            "the lexicon has forms that the catalogue lacks"
        );
        Ok(())
    })
}
