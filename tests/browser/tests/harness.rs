//! The harness keeps its own promises, shown on a page that needs no built site.

use std::time::Duration;

use anyhow::Result;
use browser_tests::{
    Browser, DESK, Gate, Key, PHONE, Page, Plan, Response, Site, axe, skipped, walk, with_chromium,
    with_page,
};

const PAGE: &str = "self-test.html";

async fn open(page: &Page) -> Result<Site> {
    let site = Plan::hosts_only().start()?;
    page.open(&site, PAGE, DESK).await?;
    page.panel(0).stands().await?;
    Ok(site)
}

#[test]
fn parts_are_found_and_used_inside_the_nth_shadow_root() -> Result<()> {
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
            "a hidden button is not seen"
        );
        Ok(())
    })
}

#[test]
fn the_browser_tells_names_and_roles_as_assistive_technology_hears_them() -> Result<()> {
    if Browser::wanted()? == Browser::WebKit {
        skipped("WebKitGTK calls a list of choices a button");
        return Ok(());
    }
    with_page(async |page| {
        let _site = open(page).await?;
        let (name, role) = page.panel(0).css("#place").accessible().await?;
        assert_eq!((name.as_str(), role.as_str()), ("Hvor?", "combobox"));
        Ok(())
    })
}

#[test]
fn keys_go_where_the_focus_is_and_the_focus_is_told_through_shadow_roots() -> Result<()> {
    with_page(async |page| {
        let _site = open(page).await?;
        let panel = page.panel(0);
        page.tab_to(&panel.css("#q"), 5).await?;
        let active = page.active().await?;
        assert_eq!(active.host.as_deref(), Some("virker-panel"));
        assert_eq!(
            (active.tag.as_str(), active.name.as_str()),
            ("input", "Hvad leder du efter?")
        );
        assert!(active.ring && active.uncovered, "{active:?}");
        page.type_keys("nabo").await?;
        panel.css("#q").expect_value("nabo").await?;
        page.press_back_tab().await?;
        assert_eq!(page.active().await?.id, "foer");
        page.tab_to(&panel.button("Tilføj"), 5).await?;
        page.press(Key::Enter).await?;
        page.press(Key::Space).await?;
        panel.css("li").expect_count(2).await
    })
}

#[test]
fn a_walk_with_tab_meets_every_stop_and_ends() -> Result<()> {
    with_page(async |page| {
        let _site = open(page).await?;
        let stops = walk::through(page).await?;
        let names: Vec<&str> = stops.iter().map(|stop| stop.tag.as_str()).collect();
        let panel = ["input", "select", "input", "button"];
        let expected: Vec<&str> = [&["a"], &panel[..], &panel[..], &["a"]].concat();
        assert_eq!(names, expected);
        Ok(())
    })
}

#[test]
fn a_walk_with_tab_finds_a_stop_without_a_ring() -> Result<()> {
    with_page(async |page| {
        let _site = open(page).await?;
        page.run(
            "const sheet = new CSSStyleSheet(); sheet.replaceSync('.add { outline: none !important; }');
             document.querySelector('virker-panel').shadowRoot.adoptedStyleSheets.push(sheet); return null",
            vec![],
        )
        .await?;
        let error = walk::through(page).await.unwrap_err();
        assert!(error.to_string().contains("cannot be seen"), "{error}");
        Ok(())
    })
}

#[test]
fn a_condition_that_never_comes_true_is_named() -> Result<()> {
    with_page(async |page| {
        let _site = open(page).await?;
        let error = page
            .panel(0)
            .css(".announce")
            .expect_text("noget andet")
            .await
            .unwrap_err();
        let words = format!("{error:#}");
        assert!(
            words.contains("says 'noget andet'") && words.contains(".announce"),
            "{words}"
        );
        Ok(())
    })
}

#[test]
fn a_window_of_320_pixels_shows_320_pixels() -> Result<()> {
    with_page(async |page| {
        let site = Plan::hosts_only().start()?;
        page.open(&site, PAGE, PHONE).await?;
        let width: u32 = page
            .ask("return document.documentElement.clientWidth", vec![])
            .await?;
        assert_eq!(width, 320);
        assert_eq!(page.overflow().await?, 0);
        let picture = page.full_picture().await?;
        assert_eq!(picture.get(1..4), Some(&b"PNG"[..]));
        Ok(())
    })
}

#[test]
fn media_and_preferences_can_be_played() -> Result<()> {
    with_chromium(async |page| {
        let _site = open(page).await?;
        let matches = async |query: &str| -> Result<bool> {
            page.ask(
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
        page.run("window.told = []; for (const word of ['offline', 'online']) addEventListener(word, () => told.push(word)); return null", vec![]).await?;
        page.offline(true).await?;
        page.wait_until(
            "the page knows that it is offline",
            "return !navigator.onLine && told.includes('offline')",
        )
        .await?;
        let failed: bool = page
            .ask_later("return fetch('/x').then(() => false, () => true)", vec![])
            .await?;
        assert!(failed);
        page.offline(false).await?;
        page.wait_until(
            "the page knows that it is online",
            "return navigator.onLine && told.includes('online')",
        )
        .await
    })
}

#[test]
fn a_slow_network_is_slow() -> Result<()> {
    with_chromium(async |page| {
        let site = Plan::hosts_only()
            .route(|request| {
                (request.path == "/big").then(|| Response::text(200, &"x".repeat(20_000)))
            })
            .start()?;
        page.open(&site, PAGE, DESK).await?;
        page.throttle(Duration::from_millis(200), 40_000).await?;
        let took: f64 = page
            .ask_later("const start = performance.now(); await (await fetch('/big')).text(); return performance.now() - start", vec![])
            .await?;
        assert!(took > 400.0, "{took} ms");
        Ok(())
    })
}

#[test]
fn every_request_is_recorded_with_its_size_referrer_and_cookies() -> Result<()> {
    with_chromium(async |page| {
        let other = Plan::hosts_only()
            .route(|request| {
                (request.path == "/x.json")
                    .then(|| Response::text(200, "{}").header("Access-Control-Allow-Origin", "*"))
            })
            .start()?;
        let site = open(page).await?;
        page.run("document.cookie = 'spor=1; path=/'; return null", vec![])
            .await?;
        page.ask_later::<()>(
            "await fetch(given[0], { referrerPolicy: 'no-referrer' }); await fetch('/mangler');",
            vec![format!("{}/x.json", other.url()).into()],
        )
        .await?;
        let requests = page.finished_requests().await?;
        let page_itself = &requests[0];
        assert_eq!(
            (page_itself.kind.as_str(), page_itself.path().as_str()),
            ("Document", "/hosts/self-test.html")
        );
        let quiet = requests
            .iter()
            .find(|request| request.path() == "/x.json")
            .unwrap();
        assert_eq!(quiet.origin(), Some(other.url()));
        assert_eq!(
            (quiet.referrer(), quiet.cookies(), quiet.status),
            (None, None, Some(200))
        );
        let talkative = requests
            .iter()
            .find(|request| request.path() == "/mangler")
            .unwrap();
        assert!(
            talkative
                .referrer()
                .is_some_and(|referrer| referrer.ends_with(PAGE))
        );
        assert_eq!(talkative.cookies(), Some("spor=1"));
        assert_eq!(talkative.status, Some(404));
        assert!(talkative.bytes.is_some_and(|bytes| bytes > 50.0));
        assert_eq!(site.asked("/mangler"), 1);
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
fn what_a_page_leaves_behind_is_found() -> Result<()> {
    with_chromium(async |page| {
        let _site = open(page).await?;
        let clean = page.storage().await?;
        assert_eq!(clean, browser_tests::traces::Storage::default());
        page.ask_later::<()>(
            "document.cookie = 'a=1'; localStorage.b = 1; sessionStorage.c = 1; await caches.open('d');
             await new Promise((done) => { indexedDB.open('e').onsuccess = done; });",
            vec![],
        )
        .await?;
        let left = page.storage().await?;
        assert!(!left.cookies.is_empty());
        assert_eq!(
            (left.local, left.session, left.caches, left.databases),
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
fn an_answer_can_be_held_back() -> Result<()> {
    with_page(async |page| {
        let gate = Gate::closed();
        let site = Plan::hosts_only()
            .held("/late", &gate)
            .route(|request| (request.path == "/late").then(|| Response::text(200, "til sidst")))
            .start()?;
        page.open(&site, PAGE, DESK).await?;
        page.run("fetch('/late').then((answer) => answer.text()).then((text) => { window.late = text; }); return null", vec![]).await?;
        browser_tests::page::until("the request has come", async || {
            Ok((site.asked("/late") > 0).then_some(()))
        })
        .await?;
        assert!(
            page.ask::<bool>("return window.late === undefined", vec![])
                .await?
        );
        gate.open();
        page.wait_until("the answer has come", "return window.late === 'til sidst'")
            .await
    })
}

#[test]
fn axe_sees_into_shadow_roots() -> Result<()> {
    with_page(async |page| {
        let _site = open(page).await?;
        axe::expect_none(page).await?;
        page.run("document.querySelectorAll('virker-panel')[1].shadowRoot.querySelector('label').remove(); return null", vec![]).await?;
        let violations = axe::examine(page).await?;
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
