//! Catalogues that cannot be fetched or read: visitors get a calm message, editors the details, and no input is lost.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Result;
use browser_tests::faults::{BROKEN, broken_ids};
use browser_tests::page::until;
use browser_tests::screens::{search_for, wait_for_fault};
use browser_tests::{
    BadCatalogue, Catalogue, DESKTOP, Gate, Page, Response, Root, Site, SiteBuilder, with_page,
};

/// Opens a panel whose catalogue has this fault, and waits until it reports it.
async fn open(page: &Page, fault: BadCatalogue) -> Result<Site> {
    let site = SiteBuilder::shipped()?.bad_catalogue(fault)?.start()?;
    page.open(&site, "panel.html", DESKTOP).await?;
    wait_for_fault(page.panel(0), fault).await?;
    Ok(site)
}

/// Expects a calm message for visitors, and for editors the address, the problem and how to fix it.
async fn expect_report(
    page: &Page,
    panel: Root<'_>,
    address: &str,
    problem: &str,
    fix: &str,
) -> Result<()> {
    let message = panel.css(".message[data-kind=error][role=alert]");
    message
        .expect_text("Fejlen er hos os, ikke hos dig")
        .await?;
    for harsh in ["500", "ugyldigt input", "undefined", "null", "Error:"] {
        assert!(!message.text().await?.contains(harsh));
    }
    message.css("details summary").click().await?;
    message.css("details").expect_text(problem).await?;
    message.css("details").expect_text(fix).await?;
    message.css(".message__url").expect_text(address).await?;
    // The page's own content stays as long as the widget shows nothing useful.
    page.document().css("virker-panel a").shown().await?;
    let console = page.console().await?;
    assert!(
        console
            .iter()
            .any(|line| line.contains("Virker") && line.contains(address)),
        "the console doesn't name {address}: {console:?}"
    );
    Ok(())
}

#[test]
fn an_unreachable_catalogue_is_named_with_what_to_check() -> Result<()> {
    with_page(async |page| {
        let _site = open(page, BadCatalogue::Unreachable).await?;
        let address: String = page
            .evaluate(
                "return document.querySelector('virker-panel').getAttribute('catalogue')",
                vec![],
            )
            .await?;
        expect_report(
            page,
            page.panel(0),
            &address,
            "Serveren svarer ikke",
            "CORS",
        )
        .await
    })
}

#[test]
fn a_catalogue_that_is_not_there_is_named_with_its_whole_address() -> Result<()> {
    with_page(async |page| {
        let site = open(page, BadCatalogue::Missing).await?;
        let address = format!("{}/findes-ikke/catalogue.json", site.url());
        expect_report(page, page.panel(0), &address, "fejl 404", "Tjek adressen").await
    })
}

#[test]
fn a_page_in_place_of_a_catalogue_is_reported_as_invalid_json() -> Result<()> {
    with_page(async |page| {
        let _site = open(page, BadCatalogue::NotJson).await?;
        expect_report(
            page,
            page.panel(0),
            "/ikke-json/catalogue.json",
            "ikke gyldig JSON",
            "virker build",
        )
        .await
    })
}

#[test]
fn a_catalogue_of_a_newer_format_asks_for_a_newer_widget() -> Result<()> {
    with_page(async |page| {
        let _site = open(page, BadCatalogue::NewerFormat).await?;
        expect_report(
            page,
            page.panel(0),
            "/nyere/catalogue.json",
            "format 99",
            "Opdatér Virker",
        )
        .await
    })
}

#[test]
fn broken_entries_are_counted_and_named_and_the_others_are_shown() -> Result<()> {
    with_page(async |page| {
        let _site = open(page, BadCatalogue::BrokenEntries).await?;
        let panel = page.panel(0);
        let good = Catalogue::shipped()?.len() - BROKEN;
        panel
            .css(".notice")
            .expect_text(&format!("{BROKEN} dele af kataloget kan ikke vises"))
            .await?;
        panel
            .css(".results__title")
            .expect_text(&format!("Alle {good} idéer"))
            .await?;
        search_for(panel, "madkas").await?;
        panel
            .css(".card[data-entry=madkassen] mark")
            .shown()
            .await?;
        let console = page.console().await?;
        for (id, field) in broken_ids()?.iter().zip(["title", "summary"]) {
            assert!(
                console
                    .iter()
                    .any(|line| line.contains(id) && line.contains(field)),
                "{id} is not named with its {field}: {console:?}"
            );
        }
        Ok(())
    })
}

#[test]
fn retrying_fetches_again_and_searches_for_what_was_typed() -> Result<()> {
    with_page(async |page| {
        static FIXED: AtomicBool = AtomicBool::new(false);
        let site = SiteBuilder::shipped()?
            .route(|request| {
                let broken =
                    request.path.ends_with("catalogue.json") && !FIXED.load(Ordering::SeqCst);
                broken.then(|| Response::text(500, "i stykker"))
            })
            .start()?;
        page.open(&site, "panel.html", DESKTOP).await?;
        let panel = page.panel(0);
        panel.css(".message[role=alert]").shown().await?;
        panel.css("input#q").type_text("madkas").await?;
        // Still broken: the failure is reported again, and the query is kept.
        let requests = site.request_count("catalogue.json");
        panel.button("Prøv igen").click().await?;
        until("the catalogue is requested again", async || {
            Ok((site.request_count("catalogue.json") > requests).then_some(()))
        })
        .await?;
        panel.css(".message[role=alert]").shown().await?;
        panel.css("input#q").expect_value("madkas").await?;
        FIXED.store(true, Ordering::SeqCst);
        panel.button("Prøv igen").click().await?;
        panel.ready().await?;
        panel
            .css(".results__title")
            .expect_text("med »madkas«")
            .await?;
        panel.css(".card[data-entry=madkassen]").shown().await?;
        panel.css(".message").gone().await?;
        // The page's own content is hidden again.
        page.document().css("virker-panel a").gone().await?;
        let active = page.active_element().await?;
        assert_eq!(
            active.host.as_deref(),
            Some("virker-panel"),
            "the focus moved to {active}"
        );
        Ok(())
    })
}

#[test]
fn the_field_can_be_used_while_the_catalogue_loads() -> Result<()> {
    with_page(async |page| {
        let catalogue = Gate::closed();
        let site = SiteBuilder::shipped()?
            .hold("catalogue.json", &catalogue)
            .start()?;
        page.open_early(&site, "panel.html", DESKTOP).await?;
        let panel = page.panel(0);
        panel.css(".waiting").expect_text("Henter").await?;
        panel.css("input#q").type_text("madkas").await?;
        catalogue.open();
        panel.ready().await?;
        panel
            .css(".card[data-entry=madkassen] mark")
            .shown()
            .await?;
        panel.css(".waiting").gone().await?;
        panel.css("input#q").expect_focus().await
    })
}

#[test]
fn without_the_engine_the_pages_own_content_is_shown_and_retrying_helps() -> Result<()> {
    with_page(async |page| {
        static FIXED: AtomicBool = AtomicBool::new(false);
        let site = SiteBuilder::shipped()?
            .route(|request| {
                let broken = request.path.ends_with(".wasm") && !FIXED.load(Ordering::SeqCst);
                broken.then(|| Response::text(404, "væk"))
            })
            .start()?;
        page.open(&site, "panel.html", DESKTOP).await?;
        let panel = page.panel(0);
        panel
            .css("[role=alert]")
            .expect_text("Fejlen er hos os, ikke hos dig")
            .await?;
        page.document().css("virker-panel a").shown().await?;
        until("the console names the file", async || {
            let console = page.console().await?;
            let mut lines = console.iter();
            let names = lines.any(|line| line.contains("Virker") && line.contains(".wasm"));
            Ok(names.then_some(()))
        })
        .await?;
        panel.css("input#q").type_text("madkas").await?;
        FIXED.store(true, Ordering::SeqCst);
        panel.button("Prøv igen").click().await?;
        // The button is gone, and the focus is still in the panel.
        panel.css(".virker").expect_focus().await?;
        panel.ready().await?;
        panel
            .css(".card[data-entry=madkassen] mark")
            .shown()
            .await?;
        panel.css(".virker").expect_focus().await?;
        page.document().css("virker-panel a").gone().await
    })
}

#[test]
fn when_the_engine_traps_the_pages_own_content_is_shown_and_the_failure_is_reported_once()
-> Result<()> {
    with_page(async |page| {
        let engine = Gate::closed();
        let site = SiteBuilder::shipped()?.hold(".wasm", &engine).start()?;
        page.open_early(&site, "panel.html", DESKTOP).await?;
        // The engine cannot be made to trap on purpose, so the test overwrites its memory.
        page.run_in_page(
            "window.failures = 0; addEventListener('virker-failed', () => { window.failures += 1; });
             const instantiate = WebAssembly.instantiateStreaming;
             WebAssembly.instantiateStreaming = async (...args) => {
               const result = await instantiate(...args);
               window.memory ??= result.instance.exports.memory;
               return result;
             };",
        )
        .await?;
        engine.open();
        let panel = page.panel(0);
        panel.ready().await?;
        page.document().css("virker-panel a").gone().await?;
        page.run_in_page("new Uint8Array(memory.buffer).fill(255)")
            .await?;
        panel.css("input#q").type_text("m").await?;
        panel
            .css("[role=alert]")
            .expect_text("Fejlen er hos os, ikke hos dig")
            .await?;
        page.document().css("virker-panel a").shown().await?;
        page.settle().await?;
        assert_eq!(page.evaluate::<u32>("return failures", vec![]).await?, 1);
        let console = page.console().await?;
        assert!(
            console
                .iter()
                .any(|line| line.contains("the engine stopped")),
            "{console:?}"
        );
        Ok(())
    })
}

#[test]
fn an_engine_that_trapped_while_rendering_does_not_disturb_the_next_one() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESKTOP).await?;
        // The engine's guard takes this for a trap in the middle of a render.
        page.run(
            "window.failures = 0; addEventListener('virker-failed', () => { window.failures += 1; });
             const text = Object.getOwnPropertyDescriptor(Node.prototype, 'nodeValue');
             Object.defineProperty(Node.prototype, 'nodeValue', { ...text, set() {
               Object.defineProperty(Node.prototype, 'nodeValue', text);
               throw new WebAssembly.RuntimeError('broken by the test');
             } });
             return null",
            vec![],
        )
        .await?;
        panel.css("input#q").type_text("madkas").await?;
        page.document().css("virker-panel a").shown().await?;
        page.settle().await?;
        panel.button("Prøv igen").click().await?;
        panel.ready().await?;
        page.document().css("virker-panel a").gone().await?;
        // What is left of the first engine receives these events too.
        page.set_offline(true).await?;
        panel.css(".notice").shown().await?;
        page.set_offline(false).await?;
        panel.css(".notice").gone().await?;
        search_for(panel, "madkas").await?;
        panel.css(".card[data-entry=madkassen]").shown().await?;
        assert_eq!(page.evaluate::<u32>("return failures", vec![]).await?, 1);
        Ok(())
    })
}

#[test]
fn without_the_script_the_pages_own_content_is_shown() -> Result<()> {
    with_page(async |page| {
        let site = SiteBuilder::shipped()?.fail("/virker.js", 404).start()?;
        page.open(&site, "panel.html", DESKTOP).await?;
        page.document().css("virker-panel a").shown().await?;
        page.open(&site, "calculator.html", DESKTOP).await?;
        page.document().css("virker-calculator a").shown().await
    })
}

#[test]
fn a_panel_that_loses_the_connection_keeps_working_and_says_how_old_the_catalogue_is() -> Result<()>
{
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESKTOP).await?;
        search_for(panel, "mad").await?;
        page.set_offline(true).await?;
        panel
            .css(".notice")
            .expect_text("Du har ikke forbindelse. Her er kataloget, som det så ud")
            .await?;
        panel.css("input#q").expect_value("mad").await?;
        search_for(panel, "madkas").await?;
        panel.css(".card[data-entry=madkassen]").shown().await?;
        page.set_offline(false).await?;
        panel.css(".notice").gone().await?;
        panel.css("input#q").expect_value("madkas").await
    })
}

#[test]
fn a_catalogue_that_failed_offline_is_fetched_again_once_online() -> Result<()> {
    with_page(async |page| {
        let engine = Gate::closed();
        // The catalogue fails until the page is online again.
        static ONLINE: AtomicBool = AtomicBool::new(false);
        let site = SiteBuilder::shipped()?
            .route(|request| {
                let broken =
                    request.path.ends_with("catalogue.json") && !ONLINE.load(Ordering::SeqCst);
                broken.then(|| Response::text(503, "væk"))
            })
            .hold(".wasm", &engine)
            .start()?;
        page.open_early(&site, "panel.html", DESKTOP).await?;
        let panel = page.panel(0);
        panel.css("input#q").type_text("madkas").await?;
        engine.open();
        panel.css(".message[role=alert]").shown().await?;
        page.set_offline(true).await?;
        panel
            .css(".message")
            .expect_text("Du har ikke forbindelse")
            .await?;
        ONLINE.store(true, Ordering::SeqCst);
        page.set_offline(false).await?;
        panel.ready().await?;
        panel.css(".card[data-entry=madkassen]").shown().await
    })
}

#[test]
fn a_calculator_with_a_bad_catalogue_says_so_too() -> Result<()> {
    for fault in [BadCatalogue::Missing, BadCatalogue::NewerFormat] {
        with_page(async |page| {
            let site = SiteBuilder::shipped()?.bad_catalogue(fault)?.start()?;
            page.open(&site, "calculator.html", DESKTOP).await?;
            page.calculator(0)
                .css(".message[role=alert]")
                .expect_text("Fejlen er hos os")
                .await?;
            page.document().css("virker-calculator a").shown().await
        })?;
    }
    Ok(())
}

#[test]
fn a_calculator_that_is_not_in_the_catalogue_is_named() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let calculator = page.open_calculator(&site, DESKTOP).await?;
        page.run("document.querySelector('virker-calculator').setAttribute('calculator', 'findes-ikke'); return null", vec![]).await?;
        calculator.css(".message[role=alert]").shown().await?;
        calculator.css(".message summary").click().await?;
        let message = calculator.css(".message");
        message.expect_text("findes-ikke").await?;
        // The catalogue is here, and fetching it again would not help.
        message.expect_text("Vi kan ikke vise det her").await?;
        calculator.button("Prøv igen").expect_count(0).await?;
        page.run("document.querySelector('virker-calculator').removeAttribute('calculator'); return null", vec![]).await?;
        calculator
            .css(".message details:not([open]) summary")
            .click()
            .await?;
        message
            .expect_text("Elementet mangler attributten calculator")
            .await
    })
}

#[test]
fn a_script_that_failed_is_fetched_again_when_retrying() -> Result<()> {
    for prefix in ["/virker-", "/opening-"] {
        with_page(async |page| {
            let fixed = Arc::new(AtomicBool::new(false));
            let until_fixed = Arc::clone(&fixed);
            let site = SiteBuilder::shipped()?
                .route(move |request| {
                    let script = request.path.starts_with(prefix) && request.path.ends_with(".js");
                    (script && !until_fixed.load(Ordering::SeqCst))
                        .then(|| Response::text(404, "væk"))
                })
                .start()?;
            page.open(&site, "panel.html", DESKTOP).await?;
            let panel = page.panel(0);
            panel.css("[role=alert]").shown().await?;
            fixed.store(true, Ordering::SeqCst);
            panel.button("Prøv igen").click().await?;
            panel.ready().await?;
            panel.css(".card").nth(0).shown().await
        })?;
    }
    Ok(())
}

#[test]
fn an_engine_whose_stack_overflows_counts_as_stopped() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESKTOP).await?;
        // The engine's guard takes this for an overflow in the middle of a render.
        page.run(
            "const text = Object.getOwnPropertyDescriptor(Node.prototype, 'nodeValue');
             Object.defineProperty(Node.prototype, 'nodeValue', { ...text, set() {
               Object.defineProperty(Node.prototype, 'nodeValue', text);
               throw new RangeError('Maximum call stack size exceeded');
             } });
             return null",
            vec![],
        )
        .await?;
        panel.css("input#q").type_text("madkas").await?;
        page.document().css("virker-panel a").shown().await?;
        panel.button("Prøv igen").click().await?;
        panel.ready().await?;
        panel.css(".card[data-entry=madkassen]").shown().await
    })
}
