//! Requests that get no response time out with a message and a way to retry, and requests that no element waits for
//! are aborted.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use anyhow::Result;
use browser_tests::page::until;
use browser_tests::screens::{open_entry, search_for};
use browser_tests::{DESKTOP, Gate, Page, Root, Site, SiteBuilder, with_chromium, with_page};

/// Opens the page whose long timeouts are under the test's control, and inserts a panel.
async fn open<'p>(page: &'p Page, site: &Site) -> Result<Root<'p>> {
    page.open_early(site, "long-waits.html", DESKTOP).await?;
    page.wait_until("the page is ready", "return window.insert !== undefined")
        .await?;
    insert(page, "virker-panel").await?;
    Ok(page.panel(0))
}

async fn insert(page: &Page, kind: &str) -> Result<()> {
    let script = "insert(arguments[0], arguments[0] === 'virker-calculator' ? { calculator: 'madkassen' } : {}); return null";
    page.run(script, vec![kind.into()]).await?;
    Ok(())
}

/// Waits until a file whose name has this prefix and suffix has been requested this many times.
async fn requested(site: &Site, (prefix, suffix): (&str, &str), times: usize) -> Result<()> {
    until(
        &format!("{prefix}*{suffix} has been requested {times} times"),
        async || {
            let requests = site.requests();
            let matching = requests.iter().filter(|request| {
                let name = request.path.rsplit('/').next().unwrap_or_default();
                name.starts_with(prefix) && name.ends_with(suffix)
            });
            Ok((matching.count() >= times).then_some(()))
        },
    )
    .await
}

/// Fires the widget's pending timeouts.
async fn fire_timeouts(page: &Page) -> Result<()> {
    let fired: u32 = page.evaluate("return fireTimeouts()", vec![]).await?;
    assert!(fired > 0, "there is no timeout");
    Ok(())
}

#[test]
fn catalogue_engine_and_its_script_time_out_and_can_be_retried() -> Result<()> {
    for file in [
        ("catalogue", ".json"),
        ("virker-", ".wasm"),
        ("virker-", ".js"),
    ] {
        with_page(async |page| {
            let never = Gate::closed();
            let site = SiteBuilder::shipped()?
                .hold_first(file.0, file.1, &never)
                .start()?;
            let panel = open(page, &site).await?;
            requested(&site, file, 1).await?;
            if file.1 == ".json" {
                // The message is the engine's, so wait until it runs.
                panel.css(".waiting").shown().await?;
            }
            panel.css("input#q").type_text("madkas").await?;
            fire_timeouts(page).await?;
            panel
                .css("[role=alert]")
                .expect_text("Det tager for lang tid")
                .await?;
            panel.css(".skeleton").gone().await?;
            page.document().css("virker-panel a").shown().await?;
            page.wait_until(
                "the failure is reported",
                "return events.join() === 'virker-failed'",
            )
            .await?;
            panel.button("Prøv igen").click().await?;
            panel.ready().await?;
            requested(&site, file, 2).await?;
            panel.css("input#q").expect_value("madkas").await?;
            panel.css(".card[data-entry=madkassen]").shown().await?;
            page.document().css("virker-panel a").gone().await
        })?;
    }
    Ok(())
}

/// Serves a catalogue whose body never ends, and counts the clients that closed the connection.
fn endless_catalogue() -> Result<(String, Arc<AtomicUsize>)> {
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    let address = format!("http://{}/catalogue.json", listener.local_addr()?);
    let closed = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&closed);
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let closed = Arc::clone(&counter);
            thread::spawn(move || {
                // A connection that the browser opened in advance sends nothing.
                if stream.read(&mut [0; 1024]).is_ok_and(|length| length > 0) {
                    let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\
                                Access-Control-Allow-Origin: *\r\nContent-Length: 100000\r\n\r\n{";
                    let mut sent = stream.write_all(head.as_bytes());
                    while sent.is_ok() {
                        thread::sleep(Duration::from_millis(50));
                        sent = stream.write_all(b" ");
                    }
                    closed.fetch_add(1, Ordering::SeqCst);
                }
            });
        }
    });
    Ok((address, closed))
}

#[test]
fn a_catalogue_whose_body_never_ends_times_out() -> Result<()> {
    with_page(async |page| {
        let (address, closed) = endless_catalogue()?;
        let site = SiteBuilder::shipped()?.catalogue(&address).start()?;
        let panel = open(page, &site).await?;
        page.wait_until(
            "the engine waits for the catalogue alone",
            "return pendingTimeouts() === 1",
        )
        .await?;
        assert_eq!(closed.load(Ordering::SeqCst), 0);
        fire_timeouts(page).await?;
        panel
            .css(".message[role=alert]")
            .expect_text("Det tager for lang tid")
            .await?;
        panel.css("summary").click().await?;
        panel.css(".message").expect_text("45 sekunder").await?;
        until("the connection is closed", async || {
            Ok((closed.load(Ordering::SeqCst) == 1).then_some(()))
        })
        .await
    })
}

#[test]
fn while_retrying_the_button_says_so_and_keeps_the_focus() -> Result<()> {
    with_page(async |page| {
        let never = Gate::closed();
        let site = SiteBuilder::shipped()?
            .hold("catalogue.json", &never)
            .start()?;
        let panel = open(page, &site).await?;
        page.wait_until(
            "the engine waits for the catalogue alone",
            "return pendingTimeouts() === 1",
        )
        .await?;
        fire_timeouts(page).await?;
        panel.button("Prøv igen").click().await?;
        panel.button("Henter …").expect_focus().await?;
        until("it is requested again", async || {
            Ok((site.request_count("catalogue.json") == 2).then_some(()))
        })
        .await?;
        panel.button("Henter …").click().await?;
        fire_timeouts(page).await?;
        panel.button("Prøv igen").expect_focus().await?;
        assert_eq!(
            site.request_count("catalogue.json"),
            2,
            "requested while a request was pending"
        );
        Ok(())
    })
}

#[test]
fn search_works_without_an_index_or_a_lexicon_that_times_out() -> Result<()> {
    for suffix in [".index", ".lexicon"] {
        with_page(async |page| {
            let never = Gate::closed();
            let site = SiteBuilder::shipped()?
                .hold_first("", suffix, &never)
                .start()?;
            let panel = open(page, &site).await?;
            panel.ready().await?;
            requested(&site, ("", suffix), 1).await?;
            panel.css("input#q").type_text("madkas").await?;
            // Everything else that is fetched after the first result has loaded.
            page.wait_until(
                "only this file is pending",
                "return pendingTimeouts() === 1",
            )
            .await?;
            fire_timeouts(page).await?;
            panel.css(".card[data-entry=madkassen] mark").shown().await
        })?;
    }
    Ok(())
}

#[test]
fn the_index_times_out_sooner_than_the_catalogue() -> Result<()> {
    with_page(async |page| {
        let never = Gate::closed();
        let site = SiteBuilder::shipped()?
            .hold_first("", ".index", &never)
            .hold_first("pages-", ".css", &never)
            .start()?;
        let panel = open(page, &site).await?;
        panel.ready().await?;
        requested(&site, ("", ".index"), 1).await?;
        let fired: u32 = page.evaluate("return fireTimeouts(20000)", vec![]).await?;
        assert!(fired >= 1, "nothing times out within 20 s");
        search_for(panel, "madkas").await?;
        panel
            .css(".card[data-entry=madkassen] mark")
            .shown()
            .await?;
        // The styles are waited for as long as the catalogue would be.
        requested(&site, ("pages-", ".css"), 1).await?;
        page.run("fireTimeouts(20000); return null", vec![]).await?;
        panel
            .css(".card[data-entry=madkassen] .card__link")
            .click()
            .await?;
        panel
            .css("[role=status]")
            .containing("Henter")
            .shown()
            .await
    })
}

#[test]
fn late_code_and_styles_time_out_and_can_be_retried() -> Result<()> {
    for file in [("pages-", ".wasm"), ("pages-", ".css")] {
        with_page(async |page| {
            let never = Gate::closed();
            let site = SiteBuilder::shipped()?
                .hold_first(file.0, file.1, &never)
                .start()?;
            let panel = open(page, &site).await?;
            panel.ready().await?;
            requested(&site, file, 1).await?;
            panel
                .css(".card[data-entry] .card__link")
                .nth(0)
                .click()
                .await?;
            panel
                .css("[role=status]")
                .containing("Henter")
                .shown()
                .await?;
            fire_timeouts(page).await?;
            panel
                .css("[role=alert]")
                .expect_text("Vi kan ikke hente resten lige nu")
                .await?;
            panel.button("Prøv igen").click().await?;
            panel.css(".concept").shown().await?;
            requested(&site, file, 2).await
        })?;
    }
    Ok(())
}

#[test]
fn a_request_is_aborted_once_no_panel_waits_for_it() -> Result<()> {
    for file in [("catalogue", ".json"), ("virker-", ".wasm")] {
        with_chromium(async |page| {
            let never = Gate::closed();
            let site = SiteBuilder::shipped()?
                .hold_first(file.0, file.1, &never)
                .start()?;
            open(page, &site).await?;
            insert(page, "virker-panel").await?;
            requested(&site, file, 1).await?;
            let aborted = async || -> Result<bool> {
                let requests = page.requests().await?;
                let mut matching = requests.iter().filter(|request| {
                    let path = request.path();
                    let name = path.rsplit('/').next().unwrap_or_default();
                    name.starts_with(file.0) && name.ends_with(file.1)
                });
                Ok(matching.any(|request| request.failed.is_some()))
            };
            let remove = "document.querySelector('virker-panel').remove(); return null";
            page.run(remove, vec![]).await?;
            page.settle().await?;
            assert!(!aborted().await?, "the other panel still waits for it");
            page.run(remove, vec![]).await?;
            until("the request is aborted", async || {
                Ok(aborted().await?.then_some(()))
            })
            .await?;
            page.wait_until("nothing is pending", "return pendingTimeouts() === 0")
                .await?;
            // A later panel requests it again, and nothing was logged.
            insert(page, "virker-panel").await?;
            page.panel(0).ready().await?;
            assert_eq!(page.console().await?, Vec::<String>::new());
            Ok(())
        })?;
    }
    Ok(())
}

#[test]
fn changing_an_attribute_while_the_panel_loads_aborts_no_request() -> Result<()> {
    with_page(async |page| {
        let gate = Gate::closed();
        let site = SiteBuilder::shipped()?
            .hold("catalogue.json", &gate)
            .hold(".wasm", &gate)
            .start()?;
        let panel = open(page, &site).await?;
        requested(&site, ("virker-", ".wasm"), 1).await?;
        page.run(
            "document.querySelector('virker-panel').setAttribute('heading-level', '3'); return null",
            vec![],
        )
        .await?;
        page.settle().await?;
        gate.open();
        panel.ready().await?;
        panel.css("h3.title").shown().await?;
        assert_eq!(site.request_count("catalogue.json"), 1);
        requested(&site, ("virker-", ".wasm"), 1).await?;
        let requests = site.requests();
        let engines = requests
            .iter()
            .filter(|request| request.path.contains("/virker-") && request.path.ends_with(".wasm"));
        assert_eq!(engines.count(), 1);
        Ok(())
    })
}

#[test]
fn several_elements_share_one_request_for_each_file() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        page.open(&site, "long-waits.html", DESKTOP).await?;
        page.run(
            "for (const _ of 'abc') insert('virker-panel'); return null",
            vec![],
        )
        .await?;
        for panel in [page.panel(0), page.panel(1), page.panel(2)] {
            panel.ready().await?;
            search_for(panel, "madkas").await?;
            open_entry(panel, "madkassen").await?;
        }
        for suffix in [".cards.json", ".index", ".lexicon", ".css"] {
            assert_eq!(site.request_count(suffix), 1, "{suffix}");
        }
        // The engine, its two lazily loaded parts, and the code that these share.
        assert_eq!(site.request_count(".wasm"), 4);
        Ok(())
    })
}
