//! Code and styles in files of their own: every element gets them, and none claims to be ready
//! without them.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Result;
use browser_tests::screens::open_entry;
use browser_tests::{
    DESKTOP, Gate, Page, Response, Root, Site, SiteBuilder, with_chromium, with_page,
};

/// Opens the page for inserting elements, and inserts one.
async fn open(page: &Page, site: &Site, kind: &str) -> Result<()> {
    page.open_early(site, "long-waits.html", DESKTOP).await?;
    page.wait_until("the page is ready", "return window.insert !== undefined")
        .await?;
    insert(page, kind).await
}

async fn insert(page: &Page, kind: &str) -> Result<()> {
    let script = "insert(arguments[0], arguments[0] === 'virker-calculator' ? { calculator: 'madkassen' } : {}); return null";
    page.run(script, vec![kind.into()]).await?;
    Ok(())
}

/// Opens an entry and checks that its styles are there.
async fn expect_styled_entry(panel: Root<'_>) -> Result<()> {
    open_entry(panel, "madkassen").await?;
    expect_late_styles(panel).await
}

async fn expect_late_styles(panel: Root<'_>) -> Result<()> {
    let sheets: usize = panel
        .css(".virker")
        .evaluate("els[0].getRootNode().adoptedStyleSheets.length")
        .await?;
    // Of the shell, the panel, its messages and the pages.
    assert_eq!(sheets, 4, "the styles of entries are missing");
    panel
        .css(".box")
        .expect(
            "are laid out",
            "getComputedStyle(els[0]).display === 'grid'",
        )
        .await
}

#[test]
fn a_panel_that_is_reinserted_restarted_or_inserted_later_has_all_styles() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        open(page, &site, "virker-panel").await?;
        let panel = page.panel(0);
        panel.ready().await?;
        expect_styled_entry(panel).await?;

        page.run(
            "window.panel = document.querySelector('virker-panel'); panel.remove(); return null",
            vec![],
        )
        .await?;
        page.settle().await?;
        page.run(
            "document.querySelector('#her').append(panel); return null",
            vec![],
        )
        .await?;
        panel.ready().await?;
        expect_styled_entry(panel).await?;

        page.run(
            "panel.setAttribute('heading-level', '3'); return null",
            vec![],
        )
        .await?;
        panel.css("h3.title").attached().await?;
        panel.ready().await?;
        expect_styled_entry(panel).await?;

        insert(page, "virker-panel").await?;
        page.panel(1).ready().await?;
        expect_styled_entry(page.panel(1)).await?;

        insert(page, "virker-calculator").await?;
        page.calculator(0).ready().await?;
        expect_late_styles(page.calculator(0)).await
    })
}

#[test]
fn whichever_styles_are_missing_the_widget_never_covers_the_hosts_page() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        open(page, &site, "virker-panel").await?;
        let panel = page.panel(0);
        panel.ready().await?;
        expect_styled_entry(panel).await?;
        panel.css(".mini a").attached().await?;
        // The sheets of the loader, the engine and pages. A card's link covers the whole card: the sheet that stretches
        // it must also confine it to the card.
        for sheets in [[1, 1, 0], [1, 0, 0], [0, 1, 0]] {
            let covered: Vec<String> = page
                .evaluate(
                    "const panel = document.querySelector('virker-panel');
                     const root = panel.shadowRoot;
                     window.sheets ??= [...root.adoptedStyleSheets];
                     root.adoptedStyleSheets = sheets.filter((_, index) => arguments[0][index]);
                     const covered = [];
                     for (const el of document.querySelectorAll('#foer, h1, #efter')) {
                       el.scrollIntoView({ block: 'center', behavior: 'instant' });
                       const { left, top, width, height } = el.getBoundingClientRect();
                       if (topmostAt(left + width / 2, top + height / 2) !== el) covered.push(el.localName);
                     }
                     return covered",
                    vec![serde_json::json!(sheets)],
                )
                .await?;
            assert_eq!(covered, Vec::<String>::new(), "with {sheets:?}");
        }
        Ok(())
    })
}

#[test]
fn a_calculator_keeps_the_pages_own_content_until_its_code_and_styles_have_loaded() -> Result<()> {
    // A document that is whole has no opening; where there is one, it comes with the styles.
    const WHOLE: &str = "/catalogue/catalogue-whole.json";
    const PARTS: &str = "/catalogue/catalogue.json";
    for (catalogue, file) in [
        (WHOLE, ("pages-", ".wasm")),
        (WHOLE, ("pages-", ".css")),
        (PARTS, ("pages-", ".css")),
        (PARTS, ("pages-", ".wasm")),
    ] {
        let is_opened = catalogue == PARTS && file.1 == ".wasm";
        with_page(async |page| {
            let gate = Gate::closed();
            let site = SiteBuilder::shipped()?
                .hold_first(file.0, file.1, &gate)
                .catalogue(catalogue)
                .start()?;
            open(page, &site, "virker-calculator").await?;
            let calculator = page.calculator(0);
            browser_tests::page::until("the file is requested", async || {
                let requests = site.requests();
                let mut names = requests
                    .iter()
                    .map(|request| request.path.trim_start_matches('/'));
                Ok(names
                    .any(|name| name.starts_with(file.0) && name.ends_with(file.1))
                    .then_some(()))
            })
            .await?;
            page.wait_until(
                "everything else has loaded",
                "return events.length > 0 || pendingTimeouts() === 1",
            )
            .await?;
            page.settle().await?;
            if is_opened {
                calculator.css(".answer__number").shown().await?;
                expect_late_styles(calculator).await?;
            } else {
                calculator.css(".skeleton").shown().await?;
                page.document().css("virker-calculator a").shown().await?;
            }
            assert_eq!(
                page.evaluate::<Vec<String>>("return events", vec![])
                    .await?,
                Vec::<String>::new()
            );
            gate.open();
            calculator.ready().await?;
            calculator.css(".assumption").shown().await?;
            calculator.css(".skeleton").gone().await?;
            page.document().css("virker-calculator a").gone().await?;
            expect_late_styles(calculator).await?;
            assert_eq!(
                page.evaluate::<Vec<String>>("return events", vec![])
                    .await?,
                ["virker-ready"]
            );
            Ok(())
        })?;
    }
    Ok(())
}

type Corrupt = fn(Response) -> Response;

/// The ways in which a server's response can be wrong.
fn corruptions() -> [(&'static str, Corrupt); 3] {
    [
        ("missing", |_| Response::text(404, "væk")),
        ("cut off", |response| {
            let half = response.body.len() / 2;
            response.cut_after(half)
        }),
        ("another file", |response| {
            let content_type = response
                .value("Content-Type")
                .unwrap_or_default()
                .to_owned();
            Response::new(200)
                .header("Content-Type", &content_type)
                // Cached by the browser, so that only a retry that bypasses the cache succeeds.
                .header("Cache-Control", "public, max-age=31536000, immutable")
                .body("not the right file")
        }),
    ]
}

#[test]
fn a_calculator_whose_code_or_styles_fail_says_so_and_retrying_loads_both() -> Result<()> {
    for file in [("pages-", ".wasm"), ("pages-", ".css")] {
        for (name, corrupt) in corruptions() {
            println!("{file:?} {name}");
            with_page(async |page| {
                let fixed = Arc::new(AtomicBool::new(false));
                let site = SiteBuilder::shipped()?
                    .corrupt_until(file.0, file.1, &fixed, corrupt)?
                    .start()?;
                open(page, &site, "virker-calculator").await?;
                let calculator = page.calculator(0);
                calculator
                    .css("[role=alert]")
                    .expect_text("Vi kan ikke hente resten lige nu")
                    .await?;
                calculator.css("button.back").gone().await?;
                page.document().css("virker-calculator a").shown().await?;
                assert_eq!(
                    page.evaluate::<Vec<String>>("return events", vec![])
                        .await?,
                    ["virker-failed"]
                );
                fixed.store(true, Ordering::SeqCst);
                calculator.button("Prøv igen").click().await?;
                calculator.ready().await?;
                calculator.css(".assumption").shown().await?;
                calculator.css(".message").gone().await?;
                page.document().css("virker-calculator a").gone().await?;
                expect_late_styles(calculator).await?;
                let events: Vec<String> = page.evaluate("return events", vec![]).await?;
                assert_eq!(events, ["virker-failed", "virker-ready"]);
                let active = page.active_element().await?;
                assert_eq!(
                    active.host.as_deref(),
                    Some("virker-calculator"),
                    "the focus moved to {active}"
                );
                Ok(())
            })?;
        }
    }
    Ok(())
}

#[test]
fn a_calculator_that_a_link_opens_says_so_too_when_its_code_or_styles_fail() -> Result<()> {
    for file in [("pages-", ".wasm"), ("pages-", ".css")] {
        for (name, corrupt) in corruptions() {
            println!("{file:?} {name}");
            with_page(async |page| {
                let fixed = Arc::new(AtomicBool::new(false));
                let site = SiteBuilder::shipped()?
                    .corrupt_until(file.0, file.1, &fixed, corrupt)?
                    .start()?;
                let linked = "panel.html#virker.panel=1;calculator=madkassen";
                page.open_early(&site, linked, DESKTOP).await?;
                let panel = page.panel(0);
                panel
                    .css("[role=alert]")
                    .expect_text("Vi kan ikke hente resten lige nu")
                    .await?;
                panel.css(".assumption").gone().await?;
                fixed.store(true, Ordering::SeqCst);
                panel.button("Prøv igen").click().await?;
                panel.css(".assumption").shown().await?;
                panel.css(".message").gone().await?;
                expect_late_styles(panel).await
            })?;
        }
    }
    Ok(())
}

#[test]
fn an_entry_whose_code_or_styles_fail_says_so_and_retrying_loads_both() -> Result<()> {
    for file in [("pages-", ".wasm"), ("pages-", ".css")] {
        for (name, corrupt) in corruptions() {
            println!("{file:?} {name}");
            with_page(async |page| {
                let fixed = Arc::new(AtomicBool::new(false));
                let site = SiteBuilder::shipped()?
                    .corrupt_until(file.0, file.1, &fixed, corrupt)?
                    .start()?;
                open(page, &site, "virker-panel").await?;
                let panel = page.panel(0);
                panel.ready().await?;
                panel.css(".card .card__link").nth(0).click().await?;
                panel
                    .css("[role=alert]")
                    .expect_text("Vi kan ikke hente resten lige nu")
                    .await?;
                panel.css(".concept").gone().await?;
                // Still broken: the failure is reported again.
                panel.button("Prøv igen").click().await?;
                panel.button("Prøv igen").shown().await?;
                fixed.store(true, Ordering::SeqCst);
                panel.button("Prøv igen").click().await?;
                panel.css(".concept").shown().await?;
                expect_late_styles(panel).await?;
                // An element that is inserted later is complete at once.
                insert(page, "virker-panel").await?;
                page.panel(1).ready().await?;
                expect_styled_entry(page.panel(1)).await
            })?;
        }
    }
    Ok(())
}

#[test]
fn code_that_could_not_be_fetched_offline_is_fetched_again_once_online() -> Result<()> {
    with_chromium(async |page| {
        let engine = Gate::closed();
        let site = SiteBuilder::shipped()?
            .hold_first("virker-", ".js", &engine)
            .start()?;
        page.open_early(&site, "panel.html", DESKTOP).await?;
        let panel = page.panel(0);
        panel.css("input#q").type_text("madkas").await?;
        // The engine is on its way already; what its script asks for then is not.
        page.set_offline(true).await?;
        engine.open();
        panel.css(".message[role=alert]").shown().await?;
        page.set_offline(false).await?;
        panel.css(".card[data-entry=madkassen]").shown().await?;
        panel.css(".message").gone().await
    })
}
