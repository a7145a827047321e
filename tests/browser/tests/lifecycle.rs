//! Elements come, go, move and come again, as pages of today make them do.

use anyhow::Result;
use browser_tests::page::until;
use browser_tests::registry::{open_entry, seek};
use browser_tests::{DESK, Gate, Page, Plan, Site, with_chromium, with_page};
use serde_json::Value;

/// Puts a panel into the empty host page.
async fn insert(page: &Page, place: &str) -> Result<()> {
    page.run(
        "const panel = document.createElement('virker-panel');
         panel.setAttribute('catalogue', new URL(arguments[1], location).href);
         document.querySelector(arguments[0]).append(panel); return null",
        vec![place.into(), "/catalogue/catalogue.json".into()],
    )
    .await?;
    Ok(())
}

async fn remove(page: &Page) -> Result<()> {
    page.run(
        "document.querySelector('virker-panel').remove(); return null",
        vec![],
    )
    .await?;
    Ok(())
}

/// Nothing was complained of, except what the test planned.
async fn expect_silence(page: &Page) -> Result<()> {
    assert_eq!(page.console().await?, Vec::<String>::new());
    Ok(())
}

#[test]
fn a_panel_that_a_script_puts_into_the_page_stands() -> Result<()> {
    with_chromium(async |page| {
        let site = Site::shipped()?;
        page.open(&site, "empty.html", DESK).await?;
        insert(page, "#her").await?;
        page.panel(0).stands().await?;
        seek(page.panel(0), "madkas").await?;
        expect_silence(page).await
    })
}

#[test]
fn a_panel_that_was_taken_away_can_come_back() -> Result<()> {
    with_chromium(async |page| {
        let site = Site::shipped()?;
        page.open(&site, "empty.html", DESK).await?;
        insert(page, "#her").await?;
        page.panel(0).stands().await?;
        seek(page.panel(0), "madkas").await?;
        page.run(
            "window.kept = document.querySelector('virker-panel'); kept.remove(); return null",
            vec![],
        )
        .await?;
        // Given time to be taken down, and not only moved.
        page.settle().await?;
        page.run(
            "document.querySelector('#der').append(kept); return null",
            vec![],
        )
        .await?;
        let panel = page.panel(0);
        panel.stands().await?;
        panel.css(".virker").expect_count(1).await?;
        seek(panel, "familie").await?;
        panel.css(".card").shown().await?;
        expect_silence(page).await
    })
}

#[test]
fn a_panel_that_is_moved_keeps_what_was_sought_chosen_and_opened() -> Result<()> {
    with_chromium(async |page| {
        let site = Site::shipped()?;
        page.open(&site, "empty.html", DESK).await?;
        insert(page, "#her").await?;
        let panel = page.panel(0);
        panel.stands().await?;
        seek(panel, "mad").await?;
        panel
            .css(".arena[data-arena='hjem-og-mad']")
            .click()
            .await?;
        open_entry(panel, "madkassen").await?;
        page.run("document.querySelector('#der').append(document.querySelector('virker-panel')); return null", vec![]).await?;
        page.settle().await?;
        panel.css(".concept[data-entry=madkassen]").shown().await?;
        panel.css("button.back").click().await?;
        panel.css("input#q").expect_value("mad").await?;
        panel
            .css(".arena[aria-pressed=true]")
            .expect_count(1)
            .await?;
        assert_eq!(site.asked("catalogue.json"), 1, "a move fetches nothing");
        expect_silence(page).await
    })
}

#[test]
fn a_panel_that_goes_while_its_engine_is_on_its_way_is_not_missed() -> Result<()> {
    with_chromium(async |page| {
        let engine = Gate::closed();
        let site = Plan::shipped()?.held(".wasm", &engine).start()?;
        page.open_early(&site, "empty.html", DESK).await?;
        insert(page, "#her").await?;
        until("the engine is asked for", async || {
            Ok((site.asked(".wasm") > 0).then_some(()))
        })
        .await?;
        page.run(
            "window.kept = document.querySelector('virker-panel'); return null",
            vec![],
        )
        .await?;
        remove(page).await?;
        page.settle().await?;
        engine.open();
        page.finished_requests().await?;
        page.settle().await?;
        let mounted: bool = page
            .ask(
                "return !!kept.shadowRoot?.querySelector('.app > *')",
                vec![],
            )
            .await?;
        assert!(!mounted, "a panel that is gone was mounted all the same");
        // And the next one stands.
        insert(page, "#der").await?;
        page.panel(0).stands().await?;
        seek(page.panel(0), "madkas").await?;
        expect_silence(page).await
    })
}

#[test]
fn a_panel_that_goes_while_its_catalogue_is_on_its_way_is_not_missed() -> Result<()> {
    with_chromium(async |page| {
        let catalogue = Gate::closed();
        let site = Plan::shipped()?
            .held("catalogue.json", &catalogue)
            .start()?;
        page.open_early(&site, "empty.html", DESK).await?;
        insert(page, "#her").await?;
        until("the catalogue is asked for", async || {
            Ok((site.asked("catalogue.json") > 0).then_some(()))
        })
        .await?;
        remove(page).await?;
        page.settle().await?;
        catalogue.open();
        page.finished_requests().await?;
        page.settle().await?;
        insert(page, "#der").await?;
        page.panel(0).stands().await?;
        expect_silence(page).await
    })
}

#[test]
fn a_panel_that_goes_and_comes_back_while_loading_is_mounted_once() -> Result<()> {
    with_chromium(async |page| {
        let engine = Gate::closed();
        let site = Plan::shipped()?.held(".wasm", &engine).start()?;
        page.open_early(&site, "empty.html", DESK).await?;
        insert(page, "#her").await?;
        until("the engine is asked for", async || {
            Ok((site.asked(".wasm") > 0).then_some(()))
        })
        .await?;
        page.run(
            "window.told = 0; addEventListener('virker-ready', () => { told += 1; }); return null",
            vec![],
        )
        .await?;
        for place in ["#der", "#her", "#der"] {
            page.run(
                "window.kept = document.querySelector('virker-panel'); kept.remove(); return null",
                vec![],
            )
            .await?;
            page.settle().await?;
            page.run(
                "document.querySelector(arguments[0]).append(kept); return null",
                vec![place.into()],
            )
            .await?;
        }
        engine.open();
        page.panel(0).stands().await?;
        page.panel(0).css(".results").expect_count(1).await?;
        assert_eq!(page.ask::<u32>("return told", vec![]).await?, 1);
        expect_silence(page).await
    })
}

#[test]
fn coming_and_going_many_times_leaves_nothing_behind() -> Result<()> {
    with_chromium(async |page| {
        let site = Site::shipped()?;
        page.open(&site, "empty.html", DESK).await?;
        let round = async || -> Result<()> {
            insert(page, "#her").await?;
            page.panel(0).stands().await?;
            remove(page).await?;
            page.settle().await
        };
        // The first rounds fill caches that stay.
        for _ in 0..3 {
            round().await?;
        }
        let before = page.living().await?;
        for _ in 0..10 {
            round().await?;
        }
        let after = page.living().await?;
        // Yew itself keeps the element that it drew in, and two listeners on it, whoever destroys it.
        // Anything more is ours: a panel has hundreds of nodes and a good many listeners.
        assert!(
            after.nodes <= before.nodes + 20.0,
            "nodes: {} before, {} after",
            before.nodes,
            after.nodes
        );
        assert!(
            after.listeners <= before.listeners + 20.0,
            "listeners: {} before, {} after",
            before.listeners,
            after.listeners
        );
        Ok(())
    })
}

#[test]
fn another_catalogue_replaces_the_first() -> Result<()> {
    with_page(async |page| {
        let mut small: Value = serde_json::from_str(&Plan::shipped()?.shipped_catalogue()?)?;
        small["entries"].as_array_mut().unwrap().truncate(2);
        let site = Plan::shipped()?
            .route(move |request| {
                (request.path == "/lille/catalogue.json").then(|| {
                    browser_tests::Response::text(200, &small.to_string())
                        .header("Content-Type", "application/json")
                })
            })
            .start()?;
        let panel = page.open_panel(&site, DESK).await?;
        page.run("document.querySelector('virker-panel').setAttribute('catalogue', '/lille/catalogue.json'); return null", vec![]).await?;
        panel
            .css(".results__title")
            .expect_text("Hele kataloget: 2 resultater")
            .await?;
        panel.css(".card").expect_count(2).await
    })
}

#[test]
fn the_page_is_told_once_when_the_panel_stands() -> Result<()> {
    with_page(async |page| {
        let catalogue = Gate::closed();
        let site = Plan::shipped()?
            .held("catalogue.json", &catalogue)
            .start()?;
        page.open_early(&site, "panel.html", DESK).await?;
        page.run(
            "window.told = []; document.addEventListener('virker-ready', (event) => told.push([event.composed, event.target.localName])); return null",
            vec![],
        )
        .await?;
        catalogue.open();
        page.panel(0).stands().await?;
        seek(page.panel(0), "madkas").await?;
        let told: Vec<(bool, String)> = page.ask("return told", vec![]).await?;
        assert_eq!(told, [(true, "virker-panel".to_owned())]);
        Ok(())
    })
}

#[test]
fn a_script_that_is_there_twice_does_no_harm() -> Result<()> {
    with_chromium(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESK).await?;
        page.ask_later::<()>(
            "await new Promise((done, failed) => {
               const script = document.createElement('script');
               Object.assign(script, { type: 'module', src: '/virker.js?igen', onload: done, onerror: failed });
               document.head.append(script);
             });",
            vec![],
        )
        .await?;
        seek(panel, "madkas").await?;
        panel.css(".card[data-entry=madkassen]").shown().await?;
        panel.css(".virker").expect_count(1).await?;
        expect_silence(page).await
    })
}
