//! Tests of the harness itself, on a page that does not need the built site.

use std::time::Duration;

use anyhow::Result;
use browser_tests::page::until;
use browser_tests::{
    Browser, DESKTOP, Gate, Key, PHONE, Page, Response, Site, SiteBuilder, axe, skipped, tab_order,
    with_chromium, with_page,
};

const PAGE: &str = "self-test.html";

async fn open(page: &Page) -> Result<Site> {
    let site = SiteBuilder::hosts_only().start()?;
    page.open(&site, PAGE, DESKTOP).await?;
    page.panel(0).ready().await?;
    Ok(site)
}

#[test]
fn elements_are_found_and_used_inside_the_nth_shadow_root() -> Result<()> {
    with_page(async |page| {
        let _site = open(page).await?;
        let second = page.panel(1);
        second
            .field("Hvad leder du efter?")
            .type_text("bøf æ å")
            .await?;
        second
            .css(".announce")
            .expect_text("Du skrev bøf æ å")
            .await?;
        assert_eq!(page.panel(0).css(".announce").text().await?, "");
        second.field("Hvad leder du efter?").fill("mad").await?;
        second.css(".announce").expect_text("Du skrev mad").await?;
        second.button("Tilføj").click().await?;
        second.field("Hvor?").choose("Aarhus").await?;
        second.button("Tilføj").click().await?;
        assert_eq!(second.css("li").texts().await?, ["alle", "aarhus"]);
        page.panel(0).css("li").expect_count(0).await?;
        assert_eq!(
            second.css("button.add").count().await?,
            1,
            "a hidden button does not count"
        );
        Ok(())
    })
}

#[test]
fn names_and_roles_are_those_that_the_browser_computes() -> Result<()> {
    if Browser::wanted()? == Browser::WebKit {
        skipped("WebKitGTK gives a select the role of a button");
        return Ok(());
    }
    with_page(async |page| {
        let _site = open(page).await?;
        let (name, role) = page.panel(0).css("#place").name_and_role().await?;
        assert_eq!((name.as_str(), role.as_str()), ("Hvor?", "combobox"));
        Ok(())
    })
}

#[test]
fn keys_go_to_the_focused_element_also_inside_shadow_roots() -> Result<()> {
    with_page(async |page| {
        let _site = open(page).await?;
        let panel = page.panel(0);
        page.tab_to(&panel.css("#q"), 5).await?;
        let active = page.active_element().await?;
        assert_eq!(active.host.as_deref(), Some("virker-panel"));
        assert_eq!(
            (active.tag.as_str(), active.name.as_str()),
            ("input", "Hvad leder du efter?")
        );
        assert!(active.ring && active.unobscured, "{active:?}");
        page.type_keys("nabo").await?;
        panel.css("#q").expect_value("nabo").await?;
        page.press_back_tab().await?;
        assert_eq!(page.active_element().await?.id, "foer");
        page.tab_to(&panel.button("Tilføj"), 5).await?;
        page.press(Key::Enter).await?;
        page.press(Key::Space).await?;
        panel.css("li").expect_count(2).await
    })
}

#[test]
fn the_tab_order_has_every_stop_and_ends() -> Result<()> {
    with_page(async |page| {
        let _site = open(page).await?;
        let stops = tab_order::walk(page).await?;
        let names: Vec<&str> = stops.iter().map(|stop| stop.tag.as_str()).collect();
        let panel = ["input", "select", "input", "button"];
        let expected: Vec<&str> = [&["a"], &panel[..], &panel[..], &["a"]].concat();
        assert_eq!(names, expected);
        Ok(())
    })
}

#[test]
fn a_tab_stop_without_a_focus_ring_is_an_error() -> Result<()> {
    with_page(async |page| {
        let _site = open(page).await?;
        page.run(
            "const sheet = new CSSStyleSheet(); sheet.replaceSync('.add { outline: none !important; }');
             document.querySelector('virker-panel').shadowRoot.adoptedStyleSheets.push(sheet); return null",
            vec![],
        )
        .await?;
        let error = tab_order::walk(page).await.unwrap_err();
        assert!(error.to_string().contains("is not visible"), "{error}");
        Ok(())
    })
}

#[test]
fn an_error_names_the_condition_that_did_not_come_true() -> Result<()> {
    with_page(async |page| {
        let _site = open(page).await?;
        let error = page
            .panel(0)
            .css(".announce")
            .expect_text("noget andet")
            .await
            .unwrap_err();
        let message = format!("{error:#}");
        assert!(
            message.contains("says 'noget andet'") && message.contains(".announce"),
            "{message}"
        );
        Ok(())
    })
}

#[test]
fn a_viewport_of_320_pixels_is_320_pixels_wide() -> Result<()> {
    with_page(async |page| {
        let site = SiteBuilder::hosts_only().start()?;
        page.open(&site, PAGE, PHONE).await?;
        let width: u32 = page
            .evaluate("return document.documentElement.clientWidth", vec![])
            .await?;
        assert_eq!(width, 320);
        assert_eq!(page.overflow().await?, 0);
        let screenshot = page.full_page_screenshot().await?;
        assert_eq!(screenshot.get(1..4), Some(&b"PNG"[..]));
        Ok(())
    })
}

#[test]
fn media_and_preferences_can_be_emulated() -> Result<()> {
    with_chromium(async |page| {
        let _site = open(page).await?;
        let matches = async |query: &str| -> Result<bool> {
            page.evaluate(
                "return matchMedia(arguments[0]).matches",
                vec![query.into()],
            )
            .await
        };
        for (feature, value) in [
            ("forced-colors", "active"),
            ("prefers-reduced-motion", "reduce"),
            ("prefers-color-scheme", "dark"),
        ] {
            page.emulate_media("", &[(feature, value)]).await?;
            assert!(
                matches(&format!("({feature}: {value})")).await?,
                "{feature}"
            );
        }
        page.emulate_media("print", &[]).await?;
        assert!(matches("print").await?);
        page.emulate_media("", &[]).await?;
        assert!(!matches("print").await? && !matches("(forced-colors: active)").await?);
        Ok(())
    })
}

#[test]
fn the_network_can_be_lost_and_comes_back() -> Result<()> {
    with_chromium(async |page| {
        let _site = open(page).await?;
        page.run("window.events = []; for (const name of ['offline', 'online']) addEventListener(name, () => events.push(name)); return null", vec![]).await?;
        page.set_offline(true).await?;
        page.wait_until(
            "the page knows that it is offline",
            "return !navigator.onLine && events.includes('offline')",
        )
        .await?;
        let failed: bool = page
            .evaluate_async("return fetch('/x').then(() => false, () => true)", vec![])
            .await?;
        assert!(failed);
        page.set_offline(false).await?;
        page.wait_until(
            "the page knows that it is online",
            "return navigator.onLine && events.includes('online')",
        )
        .await
    })
}

#[test]
fn a_slow_network_is_slow() -> Result<()> {
    with_chromium(async |page| {
        let site = SiteBuilder::hosts_only()
            .route(|request| {
                (request.path == "/big").then(|| Response::text(200, &"x".repeat(20_000)))
            })
            .start()?;
        page.open(&site, PAGE, DESKTOP).await?;
        page.throttle(Duration::from_millis(200), 40_000).await?;
        let took: f64 = page
            .evaluate_async("const start = performance.now(); await (await fetch('/big')).text(); return performance.now() - start", vec![])
            .await?;
        assert!(took > 400.0, "{took} ms");
        Ok(())
    })
}

#[test]
fn every_request_is_recorded_with_its_size_referrer_and_cookies() -> Result<()> {
    with_chromium(async |page| {
        let other = SiteBuilder::hosts_only()
            .route(|request| {
                (request.path == "/x.json")
                    .then(|| Response::text(200, "{}").header("Access-Control-Allow-Origin", "*"))
            })
            .start()?;
        let site = open(page).await?;
        page.run("document.cookie = 'spor=1; path=/'; return null", vec![])
            .await?;
        page.evaluate_async::<()>(
            "await fetch(args[0], { referrerPolicy: 'no-referrer' }); await fetch('/mangler');",
            vec![format!("{}/x.json", other.url()).into()],
        )
        .await?;
        let requests = page.finished_requests().await?;
        let page_itself = &requests[0];
        assert_eq!(
            (
                page_itself.resource_type.as_str(),
                page_itself.path().as_str()
            ),
            ("Document", "/hosts/self-test.html")
        );
        let private = requests
            .iter()
            .find(|request| request.path() == "/x.json")
            .unwrap();
        assert_eq!(private.origin(), Some(other.url()));
        assert_eq!(
            (private.referrer(), private.cookies(), private.status),
            (None, None, Some(200))
        );
        let default = requests
            .iter()
            .find(|request| request.path() == "/mangler")
            .unwrap();
        assert!(
            default
                .referrer()
                .is_some_and(|referrer| referrer.ends_with(PAGE))
        );
        assert_eq!(default.cookies(), Some("spor=1"));
        assert_eq!(default.status, Some(404));
        assert!(default.bytes.is_some_and(|bytes| bytes > 50.0));
        assert_eq!(site.request_count("/mangler"), 1);
        assert!(
            page.console()
                .await?
                .iter()
                .any(|line| line.contains("/mangler"))
        );
        let origins: Vec<String> = requests
            .iter()
            .filter_map(browser_tests::network::Request::origin)
            .collect();
        assert!(
            origins
                .iter()
                .all(|origin| *origin == site.url() || *origin == other.url()),
            "{origins:?}"
        );
        Ok(())
    })
}

#[test]
fn what_a_page_writes_to_its_console_and_what_fails_in_it_can_be_read() -> Result<()> {
    with_page(async |page| {
        let site = SiteBuilder::hosts_only().start()?;
        page.open(&site, PAGE, DESKTOP).await?;
        page.run_in_page(
            "console.error('Virker', new Error('en fejl')); console.warn('pas på');
             setTimeout(() => { throw new Error('ingen fangede den'); });
             Promise.reject(new Error('et løfte'));
             document.head.append(Object.assign(document.createElement('script'), { src: '/mangler.js' }));",
        )
        .await?;
        for (level, words) in [
            ("SEVERE", "en fejl"),
            ("WARNING", "pas på"),
            ("SEVERE", "ingen fangede den"),
            ("SEVERE", "et løfte"),
            ("SEVERE", "/mangler.js"),
        ] {
            until(&format!("the console has {words}"), async || {
                let console = page.console().await?;
                let has = |line: &&String| line.starts_with(level) && line.contains(words);
                Ok(console.iter().find(has).map(|_| ()))
            })
            .await?;
        }
        Ok(())
    })
}

#[test]
fn what_a_page_stores_is_found() -> Result<()> {
    with_chromium(async |page| {
        let _site = open(page).await?;
        let clean = page.storage().await?;
        assert_eq!(clean, browser_tests::inspect::Storage::default());
        page.evaluate_async::<()>(
            "document.cookie = 'a=1'; localStorage.b = 1; sessionStorage.c = 1; await caches.open('d');
             await new Promise((resolve) => { indexedDB.open('e').onsuccess = resolve; });",
            vec![],
        )
        .await?;
        let stored = page.storage().await?;
        assert!(!stored.cookies.is_empty());
        assert_eq!(
            (
                stored.local,
                stored.session,
                stored.caches,
                stored.databases
            ),
            (
                vec!["b".to_owned()],
                vec!["c".to_owned()],
                vec!["d".to_owned()],
                vec!["e".to_owned()],
            )
        );
        Ok(())
    })
}

#[test]
fn a_response_can_be_held_back() -> Result<()> {
    with_page(async |page| {
        let gate = Gate::closed();
        let site = SiteBuilder::hosts_only()
            .hold("/late", &gate)
            .route(|request| (request.path == "/late").then(|| Response::text(200, "til sidst")))
            .start()?;
        page.open(&site, PAGE, DESKTOP).await?;
        page.run("fetch('/late').then((response) => response.text()).then((text) => { window.late = text; }); return null", vec![]).await?;
        browser_tests::page::until("the request has arrived", async || {
            Ok((site.request_count("/late") > 0).then_some(()))
        })
        .await?;
        assert!(
            page.evaluate::<bool>("return window.late === undefined", vec![])
                .await?
        );
        gate.open();
        page.wait_until(
            "the response has arrived",
            "return window.late === 'til sidst'",
        )
        .await
    })
}

#[test]
fn axe_checks_shadow_roots() -> Result<()> {
    with_page(async |page| {
        let _site = open(page).await?;
        axe::expect_no_violations(page).await?;
        page.run("document.querySelectorAll('virker-panel')[1].shadowRoot.querySelector('label').remove(); return null", vec![]).await?;
        let violations = axe::check(page).await?;
        assert_eq!(violations.len(), 1, "{}", axe::report(&violations));
        assert_eq!(violations[0].id, "label");
        let report = axe::report(&violations);
        assert!(
            report.contains("virker-panel") && report.contains("#q"),
            "{report}"
        );
        Ok(())
    })
}
