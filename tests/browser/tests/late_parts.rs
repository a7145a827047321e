//! The code and styles that come behind the first result: every element gets them, and nothing pretends to stand
//! without them.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Result;
use browser_tests::registry::open_entry;
use browser_tests::{DESK, Gate, Page, Plan, Response, Root, Site, with_page};

/// Opens the page that elements are put into, and puts one there.
async fn open(page: &Page, site: &Site, kind: &str) -> Result<()> {
    page.open_early(site, "long-waits.html", DESK).await?;
    page.wait_until("the page can be used", "return window.put !== undefined")
        .await?;
    put(page, kind).await
}

async fn put(page: &Page, kind: &str) -> Result<()> {
    let script = "put(arguments[0], arguments[0] === 'virker-calculator' ? { calculator: 'madkassen' } : {}); return null";
    page.run(script, vec![kind.into()]).await?;
    Ok(())
}

/// Opens an entry, and sees whether it is as it should be.
async fn expect_styled_entry(panel: Root<'_>) -> Result<()> {
    open_entry(panel, "madkassen").await?;
    expect_late_styles(panel).await
}

async fn expect_late_styles(panel: Root<'_>) -> Result<()> {
    let sheets: usize = panel
        .css(".virker")
        .ask("els[0].getRootNode().adoptedStyleSheets.length")
        .await?;
    assert_eq!(sheets, 3, "the styles of entries are missing");
    panel
        .css(".box")
        .expect(
            "are laid out",
            "getComputedStyle(els[0]).display === 'grid'",
        )
        .await
}

#[test]
fn a_panel_that_comes_back_starts_anew_or_comes_later_has_all_styles() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        open(page, &site, "virker-panel").await?;
        let panel = page.panel(0);
        panel.stands().await?;
        expect_styled_entry(panel).await?;

        page.run(
            "window.kept = document.querySelector('virker-panel'); kept.remove(); return null",
            vec![],
        )
        .await?;
        page.settle().await?;
        page.run(
            "document.querySelector('#her').append(kept); return null",
            vec![],
        )
        .await?;
        panel.stands().await?;
        expect_styled_entry(panel).await?;

        page.run(
            "kept.setAttribute('heading-level', '3'); return null",
            vec![],
        )
        .await?;
        panel.css("h3.title").attached().await?;
        panel.stands().await?;
        expect_styled_entry(panel).await?;

        put(page, "virker-panel").await?;
        page.panel(1).stands().await?;
        expect_styled_entry(page.panel(1)).await?;

        put(page, "virker-calculator").await?;
        page.calculator(0).stands().await?;
        expect_late_styles(page.calculator(0)).await
    })
}

#[test]
fn whichever_styles_are_missing_nothing_of_ours_lies_over_the_hosts_page() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        open(page, &site, "virker-panel").await?;
        let panel = page.panel(0);
        panel.stands().await?;
        expect_styled_entry(panel).await?;
        panel.css(".mini a").attached().await?;
        // The loader's, the engine's, the late ones: a link is held in its card by the sheet that stretches it.
        for sheets in [[1, 1, 0], [1, 0, 0], [0, 1, 0]] {
            let over: Vec<String> = page
                .ask(
                    "const panel = document.querySelector('virker-panel');
                     const root = panel.shadowRoot;
                     window.all ??= [...root.adoptedStyleSheets];
                     root.adoptedStyleSheets = all.filter((_, place) => arguments[0][place]);
                     const over = [];
                     for (const el of document.querySelectorAll('#foer, h1, #efter')) {
                       el.scrollIntoView({ block: 'center', behavior: 'instant' });
                       const { left, top, width, height } = el.getBoundingClientRect();
                       if (topmostAt(left + width / 2, top + height / 2) !== el) over.push(el.localName);
                     }
                     return over",
                    vec![serde_json::json!(sheets)],
                )
                .await?;
            assert_eq!(over, Vec::<String>::new(), "with {sheets:?}");
        }
        Ok(())
    })
}

#[test]
fn a_calculator_keeps_the_pages_own_content_until_its_code_and_styles_are_here() -> Result<()> {
    for file in [("pages-", ".wasm"), ("pages-", ".css")] {
        with_page(async |page| {
            let gate = Gate::closed();
            let site = Plan::shipped()?.held_once(file.0, file.1, &gate).start()?;
            open(page, &site, "virker-calculator").await?;
            let calculator = page.calculator(0);
            browser_tests::page::until("the file is asked for", async || {
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
                "all else has come",
                "return told.length > 0 || waits() === 1",
            )
            .await?;
            page.settle().await?;
            calculator.css(".skeleton").shown().await?;
            page.document().css("virker-calculator a").shown().await?;
            assert_eq!(
                page.ask::<Vec<String>>("return told", vec![]).await?,
                Vec::<String>::new()
            );
            gate.open();
            calculator.stands().await?;
            calculator.css(".assumption").shown().await?;
            calculator.css(".skeleton").gone().await?;
            page.document().css("virker-calculator a").gone().await?;
            expect_late_styles(calculator).await?;
            assert_eq!(
                page.ask::<Vec<String>>("return told", vec![]).await?,
                ["virker-ready"]
            );
            Ok(())
        })?;
    }
    Ok(())
}

type Spoil = fn(Response) -> Response;

/// The ways in which a server can spoil a file.
fn spoilt() -> [(&'static str, Spoil); 3] {
    [
        ("missing", |_| Response::text(404, "væk")),
        ("cut off", |answer| {
            let half = answer.body.len() / 2;
            answer.cut_after(half)
        }),
        ("another file", |answer| {
            let kind = answer.value("Content-Type").unwrap_or_default().to_owned();
            Response::new(200)
                .header("Content-Type", &kind)
                // Kept by the browser, so that only a retry that really asks gets the right one.
                .header("Cache-Control", "public, max-age=31536000, immutable")
                .body("no such thing")
        }),
    ]
}

#[test]
fn a_calculator_whose_code_or_styles_are_refused_says_so_and_trying_again_gets_both() -> Result<()>
{
    for file in [("pages-", ".wasm"), ("pages-", ".css")] {
        for (name, spoil) in spoilt() {
            println!("{file:?} {name}");
            with_page(async |page| {
                let mended = Arc::new(AtomicBool::new(false));
                let site = Plan::shipped()?
                    .broken_until(file.0, file.1, &mended, spoil)?
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
                    page.ask::<Vec<String>>("return told", vec![]).await?,
                    ["virker-failed"]
                );
                mended.store(true, Ordering::SeqCst);
                calculator.button("Prøv igen").click().await?;
                calculator.stands().await?;
                calculator.css(".assumption").shown().await?;
                calculator.css(".message").gone().await?;
                page.document().css("virker-calculator a").gone().await?;
                expect_late_styles(calculator).await?;
                let told: Vec<String> = page.ask("return told", vec![]).await?;
                assert_eq!(told, ["virker-failed", "virker-ready"]);
                let active = page.active().await?;
                assert_eq!(
                    active.host.as_deref(),
                    Some("virker-calculator"),
                    "the focus fell to {active}"
                );
                Ok(())
            })?;
        }
    }
    Ok(())
}

#[test]
fn an_entry_whose_code_or_styles_are_refused_says_so_and_trying_again_gets_both() -> Result<()> {
    for file in [("pages-", ".wasm"), ("pages-", ".css")] {
        for (name, spoil) in spoilt() {
            println!("{file:?} {name}");
            with_page(async |page| {
                let mended = Arc::new(AtomicBool::new(false));
                let site = Plan::shipped()?
                    .broken_until(file.0, file.1, &mended, spoil)?
                    .start()?;
                open(page, &site, "virker-panel").await?;
                let panel = page.panel(0);
                panel.stands().await?;
                panel.css(".card .card__link").nth(0).click().await?;
                panel
                    .css("[role=alert]")
                    .expect_text("Vi kan ikke hente resten lige nu")
                    .await?;
                panel.css(".concept").gone().await?;
                // Still broken: told again.
                panel.button("Prøv igen").click().await?;
                panel.button("Prøv igen").shown().await?;
                mended.store(true, Ordering::SeqCst);
                panel.button("Prøv igen").click().await?;
                panel.css(".concept").shown().await?;
                expect_late_styles(panel).await?;
                // What stands later is whole at once.
                put(page, "virker-panel").await?;
                page.panel(1).stands().await?;
                expect_styled_entry(page.panel(1)).await
            })?;
        }
    }
    Ok(())
}
