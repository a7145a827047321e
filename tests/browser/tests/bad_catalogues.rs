//! A catalogue that cannot be had or read: people are told kindly, editors exactly, nothing is lost.

use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Result;
use browser_tests::faults::{BROKEN, broken_ids};
use browser_tests::registry::{seek, told};
use browser_tests::{
    BadCatalogue, Browser, Catalogue, DESK, Gate, Page, Plan, Response, Root, Site, left_out,
    with_chromium, with_page,
};

/// Opens a panel that meets this fault, and waits until it has told of it.
async fn meet(page: &Page, fault: BadCatalogue) -> Result<Site> {
    let site = Plan::shipped()?.bad_catalogue(fault)?.start()?;
    page.open(&site, "panel.html", DESK).await?;
    told(page.panel(0), fault).await?;
    Ok(site)
}

/// The visitor gets a calm word, the editor the address, what is wrong with it and the mend.
async fn expect_told(
    page: &Page,
    panel: Root<'_>,
    address: &str,
    wrong: &str,
    mend: &str,
) -> Result<()> {
    let message = panel.css(".message[data-kind=error][role=alert]");
    message
        .expect_text("Fejlen er hos os, ikke hos dig")
        .await?;
    for harsh in ["500", "ugyldigt input", "undefined", "null", "Error:"] {
        assert!(!message.text().await?.contains(harsh));
    }
    message.css("details summary").click().await?;
    message.css("details").expect_text(wrong).await?;
    message.css("details").expect_text(mend).await?;
    message.css(".message__url").expect_text(address).await?;
    // The page's own content stays for as long as there is nothing better.
    page.document().css("virker-panel a").shown().await?;
    if Browser::wanted()? != Browser::Chromium {
        left_out("the console's words need Chromium's DevTools");
        return Ok(());
    }
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
fn a_catalogue_that_nobody_serves_is_named_with_what_to_look_at() -> Result<()> {
    with_page(async |page| {
        let _site = meet(page, BadCatalogue::Unreachable).await?;
        let address: String = page
            .ask(
                "return document.querySelector('virker-panel').getAttribute('catalogue')",
                vec![],
            )
            .await?;
        expect_told(
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
        let site = meet(page, BadCatalogue::Missing).await?;
        let address = format!("{}/findes-ikke/catalogue.json", site.url());
        expect_told(page, page.panel(0), &address, "fejl 404", "Tjek adressen").await
    })
}

#[test]
fn a_page_in_place_of_a_catalogue_is_told_to_be_no_json() -> Result<()> {
    with_page(async |page| {
        let _site = meet(page, BadCatalogue::NotJson).await?;
        expect_told(
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
        let _site = meet(page, BadCatalogue::NewerFormat).await?;
        expect_told(
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
    with_chromium(async |page| {
        let _site = meet(page, BadCatalogue::BrokenEntries).await?;
        let panel = page.panel(0);
        let good = Catalogue::shipped()?.len() - BROKEN;
        panel
            .css(".notice")
            .expect_text(&format!("{BROKEN} dele af kataloget kan ikke vises"))
            .await?;
        panel
            .css(".results__title")
            .expect_text(&format!("Hele kataloget: {good} resultater"))
            .await?;
        seek(panel, "madkas").await?;
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
fn trying_again_really_tries_and_what_was_typed_is_sought() -> Result<()> {
    with_page(async |page| {
        static MENDED: AtomicBool = AtomicBool::new(false);
        let site = Plan::shipped()?
            .route(|request| {
                let broken =
                    request.path.ends_with("catalogue.json") && !MENDED.load(Ordering::SeqCst);
                broken.then(|| Response::text(500, "i stykker"))
            })
            .start()?;
        page.open(&site, "panel.html", DESK).await?;
        let panel = page.panel(0);
        panel.css(".message[role=alert]").shown().await?;
        panel.css("input#q").type_text("madkas").await?;
        // Still broken: told again, nothing lost.
        let asked = site.asked("catalogue.json");
        panel.button("Prøv igen").click().await?;
        browser_tests::page::until("the catalogue is asked for again", async || {
            Ok((site.asked("catalogue.json") > asked).then_some(()))
        })
        .await?;
        panel.css(".message[role=alert]").shown().await?;
        panel.css("input#q").expect_value("madkas").await?;
        MENDED.store(true, Ordering::SeqCst);
        panel.button("Prøv igen").click().await?;
        panel.stands().await?;
        panel
            .css(".results__title")
            .expect_text("med »madkas«")
            .await?;
        panel.css(".card[data-entry=madkassen]").shown().await?;
        panel.css(".message").gone().await?;
        // The page's own content has made room.
        page.document().css("virker-panel a").gone().await?;
        let active = page.active().await?;
        assert_eq!(
            active.host.as_deref(),
            Some("virker-panel"),
            "the focus fell to {active}"
        );
        Ok(())
    })
}

#[test]
fn while_the_catalogue_is_on_its_way_the_field_can_be_used() -> Result<()> {
    with_page(async |page| {
        let catalogue = Gate::closed();
        let site = Plan::shipped()?
            .held("catalogue.json", &catalogue)
            .start()?;
        page.open_early(&site, "panel.html", DESK).await?;
        let panel = page.panel(0);
        panel.css(".waiting").expect_text("Henter").await?;
        panel.css("input#q").type_text("madkas").await?;
        catalogue.open();
        panel.stands().await?;
        panel
            .css(".card[data-entry=madkassen] mark")
            .shown()
            .await?;
        panel.css(".waiting").gone().await?;
        panel.css("input#q").expect_focus().await
    })
}

#[test]
fn without_the_engine_the_pages_own_content_stands_and_trying_again_helps() -> Result<()> {
    with_chromium(async |page| {
        static MENDED: AtomicBool = AtomicBool::new(false);
        let site = Plan::shipped()?
            .route(|request| {
                let broken = request.path.ends_with(".wasm") && !MENDED.load(Ordering::SeqCst);
                broken.then(|| Response::text(404, "væk"))
            })
            .start()?;
        page.open(&site, "panel.html", DESK).await?;
        let panel = page.panel(0);
        panel
            .css("[role=alert]")
            .expect_text("Fejlen er hos os, ikke hos dig")
            .await?;
        page.document().css("virker-panel a").shown().await?;
        let console = page.console().await?;
        assert!(
            console
                .iter()
                .any(|line| line.contains("Virker") && line.contains(".wasm")),
            "{console:?}"
        );
        panel.css("input#q").type_text("madkas").await?;
        MENDED.store(true, Ordering::SeqCst);
        panel.button("Prøv igen").click().await?;
        panel.stands().await?;
        panel
            .css(".card[data-entry=madkassen] mark")
            .shown()
            .await?;
        page.document().css("virker-panel a").gone().await
    })
}

#[test]
fn when_the_engine_breaks_the_pages_own_content_stands_and_the_page_is_told_once() -> Result<()> {
    with_chromium(async |page| {
        let engine = Gate::closed();
        let site = Plan::shipped()?.held(".wasm", &engine).start()?;
        page.open_early(&site, "panel.html", DESK).await?;
        // Nothing in the engine breaks at will, so the page gets hold of its memory, to fill it with nonsense.
        page.run(
            "window.told = 0; addEventListener('virker-failed', () => { told += 1; });
             const instantiate = WebAssembly.instantiateStreaming;
             WebAssembly.instantiateStreaming = async (...given) => {
               const made = await instantiate(...given);
               window.memory ??= made.instance.exports.memory;
               return made;
             };
             return null",
            vec![],
        )
        .await?;
        engine.open();
        let panel = page.panel(0);
        panel.stands().await?;
        page.document().css("virker-panel a").gone().await?;
        page.run(
            "new Uint8Array(memory.buffer).fill(255); return null",
            vec![],
        )
        .await?;
        panel.css("input#q").type_text("m").await?;
        panel
            .css("[role=alert]")
            .expect_text("Fejlen er hos os, ikke hos dig")
            .await?;
        page.document().css("virker-panel a").shown().await?;
        page.settle().await?;
        assert_eq!(page.ask::<u32>("return told", vec![]).await?, 1);
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
fn what_broke_while_it_was_drawn_disturbs_nothing_that_stands_later() -> Result<()> {
    with_chromium(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESK).await?;
        // To the engine's guard this is a trap in the middle of a draw.
        page.run(
            "window.told = 0; addEventListener('virker-failed', () => { told += 1; });
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
        panel.stands().await?;
        page.document().css("virker-panel a").gone().await?;
        // What was left behind hears of this too.
        page.offline(true).await?;
        panel.css(".notice").shown().await?;
        page.offline(false).await?;
        panel.css(".notice").gone().await?;
        seek(panel, "madkas").await?;
        panel.css(".card[data-entry=madkassen]").shown().await?;
        assert_eq!(page.ask::<u32>("return told", vec![]).await?, 1);
        Ok(())
    })
}

#[test]
fn without_the_script_the_pages_own_content_stands() -> Result<()> {
    with_page(async |page| {
        let site = Plan::shipped()?.failing("/virker.js", 404).start()?;
        page.open(&site, "panel.html", DESK).await?;
        page.document().css("virker-panel a").shown().await?;
        page.open(&site, "calculator.html", DESK).await?;
        page.document().css("virker-calculator a").shown().await
    })
}

#[test]
fn when_the_connection_is_lost_the_panel_works_on_and_says_how_old_it_is() -> Result<()> {
    with_chromium(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESK).await?;
        seek(panel, "mad").await?;
        page.offline(true).await?;
        panel
            .css(".notice")
            .expect_text("Du har ikke forbindelse. Her er kataloget, som det så ud")
            .await?;
        panel.css("input#q").expect_value("mad").await?;
        seek(panel, "madkas").await?;
        panel.css(".card[data-entry=madkassen]").shown().await?;
        page.offline(false).await?;
        panel.css(".notice").gone().await?;
        panel.css("input#q").expect_value("madkas").await
    })
}

#[test]
fn a_catalogue_that_could_not_be_had_offline_comes_by_itself_with_the_connection() -> Result<()> {
    with_chromium(async |page| {
        let engine = Gate::closed();
        // The catalogue breaks off, as when the connection goes in the middle.
        static ONLINE: AtomicBool = AtomicBool::new(false);
        let site = Plan::shipped()?
            .route(|request| {
                let broken =
                    request.path.ends_with("catalogue.json") && !ONLINE.load(Ordering::SeqCst);
                broken.then(|| Response::text(503, "væk"))
            })
            .held(".wasm", &engine)
            .start()?;
        page.open_early(&site, "panel.html", DESK).await?;
        let panel = page.panel(0);
        panel.css("input#q").type_text("madkas").await?;
        engine.open();
        panel.css(".message[role=alert]").shown().await?;
        page.offline(true).await?;
        panel
            .css(".message")
            .expect_text("Du har ikke forbindelse")
            .await?;
        ONLINE.store(true, Ordering::SeqCst);
        page.offline(false).await?;
        panel.stands().await?;
        panel.css(".card[data-entry=madkassen]").shown().await
    })
}

#[test]
fn a_calculator_with_a_bad_catalogue_says_so_too() -> Result<()> {
    for fault in [BadCatalogue::Missing, BadCatalogue::NewerFormat] {
        with_page(async |page| {
            let site = Plan::shipped()?.bad_catalogue(fault)?.start()?;
            page.open(&site, "calculator.html", DESK).await?;
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
        let calculator = page.open_calculator(&site, DESK).await?;
        page.run("document.querySelector('virker-calculator').setAttribute('calculator', 'findes-ikke'); return null", vec![]).await?;
        calculator.css(".message[role=alert]").shown().await?;
        calculator.css(".message summary").click().await?;
        calculator.css(".message").expect_text("findes-ikke").await
    })
}
