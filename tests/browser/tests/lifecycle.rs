//! Elements that are inserted, removed, moved and reinserted, as client-side frameworks do.

use anyhow::{Context, Result};
use browser_tests::page::until;
use browser_tests::screens::{open_entry, search_for};
use browser_tests::{DESKTOP, Gate, Page, Site, SiteBuilder, with_chromium, with_page};
use serde_json::{Value, json};

/// Inserts a panel into the empty host page.
async fn insert(page: &Page, parent: &str) -> Result<()> {
    // The page may have begun just now.
    page.document().css(parent).attached().await?;
    page.run(
        "const panel = document.createElement('virker-panel');
         panel.setAttribute('catalogue', new URL(arguments[1], location).href);
         document.querySelector(arguments[0]).append(panel); return null",
        vec![parent.into(), "/catalogue/catalogue.json".into()],
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

/// Expects an empty console.
async fn expect_empty_console(page: &Page) -> Result<()> {
    assert_eq!(page.console().await?, Vec::<String>::new());
    Ok(())
}

#[test]
fn a_panel_that_a_script_inserts_works() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        page.open(&site, "empty.html", DESKTOP).await?;
        insert(page, "#her").await?;
        page.panel(0).ready().await?;
        search_for(page.panel(0), "madkas").await?;
        expect_empty_console(page).await
    })
}

#[test]
fn a_panel_that_was_removed_can_be_reinserted() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        page.open(&site, "empty.html", DESKTOP).await?;
        insert(page, "#her").await?;
        page.panel(0).ready().await?;
        search_for(page.panel(0), "madkas").await?;
        page.run(
            "window.panel = document.querySelector('virker-panel'); panel.remove(); return null",
            vec![],
        )
        .await?;
        // Long enough for the panel to be torn down, not just moved.
        page.settle().await?;
        page.run(
            "document.querySelector('#der').append(panel); return null",
            vec![],
        )
        .await?;
        let panel = page.panel(0);
        panel.ready().await?;
        panel.css(".virker").expect_count(1).await?;
        search_for(panel, "familie").await?;
        panel.css(".card").shown().await?;
        expect_empty_console(page).await
    })
}

#[test]
fn a_panel_that_is_moved_keeps_its_query_filters_and_open_entry() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        page.open(&site, "empty.html", DESKTOP).await?;
        insert(page, "#her").await?;
        let panel = page.panel(0);
        panel.ready().await?;
        search_for(panel, "mad").await?;
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
        assert_eq!(
            site.request_count("catalogue.json"),
            1,
            "a move fetches nothing"
        );
        expect_empty_console(page).await
    })
}

#[test]
fn a_panel_can_be_removed_while_its_engine_loads() -> Result<()> {
    with_page(async |page| {
        let engine = Gate::closed();
        let site = SiteBuilder::shipped()?.hold(".wasm", &engine).start()?;
        page.open_early(&site, "empty.html", DESKTOP).await?;
        insert(page, "#her").await?;
        until("the engine is requested", async || {
            Ok((site.request_count(".wasm") > 0).then_some(()))
        })
        .await?;
        page.run(
            "window.panel = document.querySelector('virker-panel'); return null",
            vec![],
        )
        .await?;
        remove(page).await?;
        page.settle().await?;
        engine.open();
        page.requests_finished().await?;
        page.settle().await?;
        let mounted: bool = page
            .evaluate(
                "return !!panel.shadowRoot?.querySelector('.app > *')",
                vec![],
            )
            .await?;
        assert!(!mounted, "a removed panel was mounted");
        // The next panel works.
        insert(page, "#der").await?;
        page.panel(0).ready().await?;
        search_for(page.panel(0), "madkas").await?;
        expect_empty_console(page).await
    })
}

#[test]
fn a_panel_can_be_removed_while_its_catalogue_loads() -> Result<()> {
    with_page(async |page| {
        let catalogue = Gate::closed();
        let site = SiteBuilder::shipped()?
            .hold("catalogue.json", &catalogue)
            .start()?;
        page.open_early(&site, "empty.html", DESKTOP).await?;
        insert(page, "#her").await?;
        until("the catalogue is requested", async || {
            Ok((site.request_count("catalogue.json") > 0).then_some(()))
        })
        .await?;
        remove(page).await?;
        page.settle().await?;
        catalogue.open();
        page.requests_finished().await?;
        page.settle().await?;
        insert(page, "#der").await?;
        page.panel(0).ready().await?;
        expect_empty_console(page).await
    })
}

#[test]
fn a_panel_that_is_removed_and_reinserted_while_loading_is_mounted_once() -> Result<()> {
    with_page(async |page| {
        let engine = Gate::closed();
        let site = SiteBuilder::shipped()?.hold(".wasm", &engine).start()?;
        page.open_early(&site, "empty.html", DESKTOP).await?;
        insert(page, "#her").await?;
        until("the engine is requested", async || {
            Ok((site.request_count(".wasm") > 0).then_some(()))
        })
        .await?;
        page.run(
            "window.readyCount = 0; addEventListener('virker-ready', () => { window.readyCount += 1; }); return null",
            vec![],
        )
        .await?;
        for parent in ["#der", "#her", "#der"] {
            page.run(
                "window.panel = document.querySelector('virker-panel'); panel.remove(); return null",
                vec![],
            )
            .await?;
            page.settle().await?;
            page.run(
                "document.querySelector(arguments[0]).append(panel); return null",
                vec![parent.into()],
            )
            .await?;
        }
        engine.open();
        page.panel(0).ready().await?;
        page.panel(0).css(".results").expect_count(1).await?;
        assert_eq!(
            page.evaluate::<u32>("return window.readyCount", vec![])
                .await?,
            1
        );
        expect_empty_console(page).await
    })
}

#[test]
fn inserting_and_removing_many_times_leaks_nothing() -> Result<()> {
    with_chromium(async |page| {
        let site = Site::shipped()?;
        page.open(&site, "empty.html", DESKTOP).await?;
        let round = async || -> Result<()> {
            insert(page, "#her").await?;
            page.panel(0).ready().await?;
            remove(page).await?;
            page.settle().await
        };
        // The first rounds fill caches, which are not leaks.
        for _ in 0..3 {
            round().await?;
        }
        let before = page.live_objects().await?;
        for _ in 0..10 {
            round().await?;
        }
        let after = page.live_objects().await?;
        // A leak would be larger: a panel has hundreds of nodes and many listeners.
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

/// Keeps each memory of the engines that start on the page, to measure it.
const KEEP_MEMORIES: &str = "
    window.memories = [];
    const instantiate = WebAssembly.instantiateStreaming;
    WebAssembly.instantiateStreaming = async (...args) => {
      const result = await instantiate(...args);
      if (result.instance.exports.memory) memories.push(result.instance.exports.memory);
      return result;
    };
    return null";

/// Inserts panels into the page and waits until each is ready; removes them again if that is wanted.
const MOUNT: &str = "
    const [rounds, panels, isRemoved] = args;
    // One above the other: what is far below the screen would wait until it is near.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('#her > * { position: absolute; inset-block-start: 0 }');
    document.adoptedStyleSheets = [sheet];
    for (let round = 0; round < rounds; round += 1) {
      const all = Array.from({ length: panels }, () => document.createElement('virker-panel'));
      const ready = all.map((panel) => new Promise((resolve) => panel.addEventListener('virker-ready', resolve, { once: true })));
      for (const panel of all) panel.setAttribute('catalogue', '/catalogue/catalogue.json');
      document.querySelector('#her').append(...all);
      await Promise.all(ready);
      if (isRemoved) document.querySelector('#her').replaceChildren();
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    }";

/// Bytes in use after garbage collection.
#[derive(Debug)]
struct Memory {
    javascript: f64,
    wasm: f64,
    engines: u64,
}

async fn memory(page: &Page) -> Result<Memory> {
    page.devtools("HeapProfiler.collectGarbage", json!({}))
        .await?;
    let usage = page.devtools("Runtime.getHeapUsage", json!({})).await?;
    let javascript = usage.get("usedSize").and_then(Value::as_f64);
    let [wasm, engines]: [u64; 2] = page
        .evaluate(
            "return [memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0), memories.length]",
            vec![],
        )
        .await?;
    Ok(Memory {
        javascript: javascript.context("no size of the heap")?,
        wasm: wasm as f64,
        engines,
    })
}

/// With `--nocapture` it prints what docs/performance.md says.
#[test]
fn a_thousand_insertions_and_removals_leave_nothing() -> Result<()> {
    const CYCLES: u32 = 1_000;
    with_chromium(async |page| {
        let site = Site::shipped()?;
        page.open(&site, "empty.html", DESKTOP).await?;
        page.run(KEEP_MEMORIES, vec![]).await?;
        let cycle = async |count: u32| -> Result<()> {
            page.evaluate_async::<Value>(MOUNT, vec![json!(count), json!(1), json!(true)])
                .await?;
            Ok(())
        };
        // The first ones fill caches, which are not leaks.
        cycle(50).await?;
        let (before, objects_before) = (memory(page).await?, page.live_objects().await?);
        // A script has a time limit.
        for _ in 0..10 {
            cycle(CYCLES / 10).await?;
        }
        let (after, objects_after) = (memory(page).await?, page.live_objects().await?);
        let each = |before: f64, after: f64| (after - before) / f64::from(CYCLES);
        let [javascript, wasm, nodes, listeners] = [
            each(before.javascript, after.javascript),
            each(before.wasm, after.wasm),
            each(objects_before.nodes, objects_after.nodes),
            each(objects_before.listeners, objects_after.listeners),
        ];
        let said = format!(
            "each cycle leaves {javascript:.0} bytes of JavaScript, {wasm:.0} of wasm, {nodes:.2} nodes and {listeners:.2} listeners"
        );
        println!("{said}");
        // A leak would be larger: a panel has hundreds of nodes and a megabyte.
        assert!(nodes.abs() <= 0.1 && listeners.abs() <= 0.1, "{said}");
        assert!(javascript + wasm <= 1_000.0, "{said}");
        Ok(())
    })
}

/// With `--nocapture` it prints what docs/performance.md says.
#[test]
fn twenty_panels_share_one_engine_and_one_catalogue() -> Result<()> {
    const PANELS: usize = 20;
    with_chromium(async |page| {
        let site = Site::shipped()?;
        let mut measured = Vec::new();
        for panels in [1, PANELS] {
            page.open(&site, "empty.html", DESKTOP).await?;
            page.run(KEEP_MEMORIES, vec![]).await?;
            page.evaluate_async::<Value>(MOUNT, vec![json!(1), json!(panels), json!(false)])
                .await?;
            page.settle().await?;
            let memory = memory(page).await?;
            println!("{panels} seen at once: {memory:?}");
            assert_eq!(memory.engines, 1, "engines for {panels} panels");
            measured.push(memory);
        }
        let [one, twenty] = measured.as_slice() else {
            unreachable!()
        };
        let further = (twenty.wasm - one.wasm) / (PANELS - 1) as f64;
        assert!(
            further <= 1.5e5,
            "{further} bytes of wasm for each further panel: {one:?}, {twenty:?}"
        );
        let javascript = (twenty.javascript - one.javascript) / (PANELS - 1) as f64;
        assert!(
            javascript <= 1e5,
            "{javascript} bytes of JavaScript for each further panel"
        );
        Ok(())
    })
}

#[test]
fn twenty_panels_one_below_the_other_take_little_more_than_one() -> Result<()> {
    const MOUNT_BELOW: &str = "
        const [panels] = args;
        const all = Array.from({ length: panels }, () => document.createElement('virker-panel'));
        const ready = new Promise((resolve) => all[0].addEventListener('virker-ready', resolve, { once: true }));
        for (const panel of all) panel.setAttribute('catalogue', '/catalogue/catalogue.json');
        document.querySelector('#her').append(...all);
        await ready;";
    with_chromium(async |page| {
        let mut measured = Vec::new();
        for panels in [1, 20] {
            let site = Site::shipped()?;
            page.open(&site, "empty.html", DESKTOP).await?;
            page.run(KEEP_MEMORIES, vec![]).await?;
            page.evaluate_async::<Value>(MOUNT_BELOW, vec![json!(panels)])
                .await?;
            // Last of all, once the index has been read.
            until("the bodies are requested", async || {
                Ok((site.request_count(".entries.json") > 0).then_some(()))
            })
            .await?;
            page.settle().await?;
            let memory = memory(page).await?;
            println!("{panels} one below the other: {memory:?}");
            assert_eq!(memory.engines, 1, "engines for {panels} panels");
            assert_eq!(site.request_count("/catalogue.json"), 1);
            measured.push(memory.javascript + memory.wasm);
        }
        let [one, twenty] = measured.as_slice() else {
            unreachable!()
        };
        assert!(*twenty <= 1.5 * one, "{measured:?}");
        Ok(())
    })
}

#[test]
fn a_panel_does_not_keep_the_response_that_its_catalogue_was_read_from() -> Result<()> {
    const FILLER: usize = 8_000_000;
    with_chromium(async |page| {
        let mut large: Value = serde_json::from_str(&SiteBuilder::shipped()?.shipped_catalogue()?)?;
        // A key that nobody reads: only what was received holds it.
        large["filler"] = Value::from("x".repeat(FILLER));
        let site = SiteBuilder::shipped()?
            .catalogue("/stor/catalogue.json")
            .route(move |request| {
                (request.path == "/stor/catalogue.json").then(|| {
                    browser_tests::Response::text(200, &large.to_string())
                        .header("Content-Type", "application/json")
                })
            })
            .start()?;
        page.open_panel(&site, DESKTOP).await?.ready().await?;
        page.devtools("HeapProfiler.collectGarbage", json!({}))
            .await?;
        let usage = page.devtools("Runtime.getHeapUsage", json!({})).await?;
        let used = usage["usedSize"].as_u64().unwrap();
        assert!(
            used < FILLER as u64,
            "{used} bytes of JavaScript's memory are in use"
        );
        Ok(())
    })
}

#[test]
fn changing_the_catalogue_attribute_replaces_the_catalogue() -> Result<()> {
    with_page(async |page| {
        let mut small: Value = serde_json::from_str(&SiteBuilder::shipped()?.shipped_catalogue()?)?;
        small["entries"].as_array_mut().unwrap().truncate(2);
        let site = SiteBuilder::shipped()?
            .route(move |request| {
                (request.path == "/lille/catalogue.json").then(|| {
                    browser_tests::Response::text(200, &small.to_string())
                        .header("Content-Type", "application/json")
                })
            })
            .start()?;
        let panel = page.open_panel(&site, DESKTOP).await?;
        page.run("document.querySelector('virker-panel').setAttribute('catalogue', '/lille/catalogue.json'); return null", vec![]).await?;
        panel
            .css(".results__title")
            .expect_text("Alle 2 idéer")
            .await?;
        panel.css(".card").expect_count(2).await
    })
}

#[test]
fn the_page_gets_one_event_when_the_panel_is_ready() -> Result<()> {
    with_page(async |page| {
        let catalogue = Gate::closed();
        let site = SiteBuilder::shipped()?
            .hold("catalogue.json", &catalogue)
            .start()?;
        page.open_early(&site, "panel.html", DESKTOP).await?;
        page.run(
            "window.events = []; document.addEventListener('virker-ready', (event) => events.push([event.composed, event.target.localName])); return null",
            vec![],
        )
        .await?;
        catalogue.open();
        page.panel(0).ready().await?;
        search_for(page.panel(0), "madkas").await?;
        let events: Vec<(bool, String)> = page.evaluate("return events", vec![]).await?;
        assert_eq!(events, [(true, "virker-panel".to_owned())]);
        Ok(())
    })
}

#[test]
fn a_script_that_is_included_twice_does_no_harm() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESKTOP).await?;
        page.evaluate_async::<()>(
            "await new Promise((resolve, reject) => {
               const script = document.createElement('script');
               Object.assign(script, { type: 'module', src: '/virker.js?igen', onload: resolve, onerror: reject });
               document.head.append(script);
             });",
            vec![],
        )
        .await?;
        search_for(panel, "madkas").await?;
        panel.css(".card[data-entry=madkassen]").shown().await?;
        panel.css(".virker").expect_count(1).await?;
        expect_empty_console(page).await
    })
}
