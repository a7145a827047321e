//! Nobody waits for ever: what isn't answered is given up with a word and a way on, and what nobody waits for is ended.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use anyhow::Result;
use browser_tests::page::until;
use browser_tests::registry::{open_entry, seek};
use browser_tests::{DESK, Gate, Page, Plan, Root, Site, with_chromium, with_page};

/// Opens the page where long waits end when the test says so, and puts a panel into it.
async fn open<'p>(page: &'p Page, site: &Site) -> Result<Root<'p>> {
    page.open_early(site, "long-waits.html", DESK).await?;
    page.wait_until("the page can be used", "return window.put !== undefined")
        .await?;
    put(page, "virker-panel").await?;
    Ok(page.panel(0))
}

async fn put(page: &Page, kind: &str) -> Result<()> {
    let script = "put(arguments[0], arguments[0] === 'virker-calculator' ? { calculator: 'madkassen' } : {}); return null";
    page.run(script, vec![kind.into()]).await?;
    Ok(())
}

/// Waits until a file whose name begins and ends so was asked for so often.
async fn asked(site: &Site, (begins, ends): (&str, &str), times: usize) -> Result<()> {
    until(
        &format!("{begins}*{ends} was asked for {times} times"),
        async || {
            let names = site.requests();
            let meant = names.iter().filter(|request| {
                let name = request.path.rsplit('/').next().unwrap_or_default();
                name.starts_with(begins) && name.ends_with(ends)
            });
            Ok((meant.count() >= times).then_some(()))
        },
    )
    .await
}

/// Lets the time be over that the widget waits for answers.
async fn end_waits(page: &Page) -> Result<()> {
    let ended: u32 = page.ask("return endWaits()", vec![]).await?;
    assert!(ended > 0, "nobody looks at the time");
    Ok(())
}

#[test]
fn a_catalogue_an_engine_or_its_script_that_is_never_answered_is_given_up_and_asked_for_anew()
-> Result<()> {
    for file in [
        ("catalogue", ".json"),
        ("virker-", ".wasm"),
        ("virker-", ".js"),
    ] {
        with_page(async |page| {
            let never = Gate::closed();
            let site = Plan::shipped()?.held_once(file.0, file.1, &never).start()?;
            let panel = open(page, &site).await?;
            asked(&site, file, 1).await?;
            if file.1 == ".json" {
                // The engine must stand for its own message to be seen.
                panel.css(".waiting").shown().await?;
            }
            panel.css("input#q").type_text("madkas").await?;
            end_waits(page).await?;
            panel
                .css("[role=alert]")
                .expect_text("Det tager for lang tid")
                .await?;
            panel.css(".skeleton").gone().await?;
            page.document().css("virker-panel a").shown().await?;
            page.wait_until("the page is told", "return told.join() === 'virker-failed'")
                .await?;
            panel.button("Prøv igen").click().await?;
            panel.stands().await?;
            asked(&site, file, 2).await?;
            panel.css("input#q").expect_value("madkas").await?;
            panel.css(".card[data-entry=madkassen]").shown().await?;
            page.document().css("virker-panel a").gone().await
        })?;
    }
    Ok(())
}

/// Serves a catalogue that begins and never ends, and tells how many of its readers have gone away.
fn dripping() -> Result<(String, Arc<AtomicUsize>)> {
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    let address = format!("http://{}/catalogue.json", listener.local_addr()?);
    let gone = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&gone);
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let gone = Arc::clone(&counter);
            thread::spawn(move || {
                // A connection that a browser only keeps ready asks for nothing.
                if stream.read(&mut [0; 1024]).is_ok_and(|length| length > 0) {
                    let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\
                                Access-Control-Allow-Origin: *\r\nContent-Length: 100000\r\n\r\n{";
                    let mut sent = stream.write_all(head.as_bytes());
                    while sent.is_ok() {
                        thread::sleep(Duration::from_millis(50));
                        sent = stream.write_all(b" ");
                    }
                    gone.fetch_add(1, Ordering::SeqCst);
                }
            });
        }
    });
    Ok((address, gone))
}

#[test]
fn a_catalogue_that_never_comes_to_its_end_is_given_up() -> Result<()> {
    with_page(async |page| {
        let (address, gone) = dripping()?;
        let site = Plan::shipped()?.catalogue(&address).start()?;
        let panel = open(page, &site).await?;
        page.wait_until(
            "the engine waits for the catalogue alone",
            "return waits() === 1",
        )
        .await?;
        assert_eq!(gone.load(Ordering::SeqCst), 0);
        end_waits(page).await?;
        panel
            .css(".message[role=alert]")
            .expect_text("Det tager for lang tid")
            .await?;
        panel.css("summary").click().await?;
        panel.css(".message").expect_text("45 sekunder").await?;
        until("the line is hung up", async || {
            Ok((gone.load(Ordering::SeqCst) == 1).then_some(()))
        })
        .await
    })
}

#[test]
fn while_it_is_tried_again_the_button_says_so_and_keeps_the_focus() -> Result<()> {
    with_page(async |page| {
        let never = Gate::closed();
        let site = Plan::shipped()?.held("catalogue.json", &never).start()?;
        let panel = open(page, &site).await?;
        page.wait_until(
            "the engine waits for the catalogue alone",
            "return waits() === 1",
        )
        .await?;
        end_waits(page).await?;
        panel.button("Prøv igen").click().await?;
        panel.button("Henter …").expect_focus().await?;
        until("it was asked for again", async || {
            Ok((site.asked("catalogue.json") == 2).then_some(()))
        })
        .await?;
        panel.button("Henter …").click().await?;
        end_waits(page).await?;
        panel.button("Prøv igen").expect_focus().await?;
        assert_eq!(
            site.asked("catalogue.json"),
            2,
            "asked for while it was asked for"
        );
        Ok(())
    })
}

#[test]
fn without_an_index_or_a_lexicon_that_comes_in_time_what_can_be_sought_is_sought() -> Result<()> {
    for ends in [".index", ".lexicon"] {
        with_page(async |page| {
            let never = Gate::closed();
            let site = Plan::shipped()?.held_once("", ends, &never).start()?;
            let panel = open(page, &site).await?;
            panel.stands().await?;
            asked(&site, ("", ends), 1).await?;
            panel.css("input#q").type_text("madkas").await?;
            // What comes behind the first result has come, but for this file.
            page.wait_until("only this is awaited", "return waits() === 1")
                .await?;
            end_waits(page).await?;
            panel.css(".card[data-entry=madkassen] mark").shown().await
        })?;
    }
    Ok(())
}

#[test]
fn search_gives_up_its_index_before_a_catalogue_would_be_given_up() -> Result<()> {
    with_page(async |page| {
        let never = Gate::closed();
        let site = Plan::shipped()?
            .held_once("", ".index", &never)
            .held_once("pages-", ".css", &never)
            .start()?;
        let panel = open(page, &site).await?;
        panel.stands().await?;
        asked(&site, ("", ".index"), 1).await?;
        asked(&site, ("pages-", ".css"), 1).await?;
        let ended: u32 = page.ask("return endWaits(20000)", vec![]).await?;
        assert!(ended >= 1, "nothing is given up within 20 s");
        seek(panel, "madkas").await?;
        panel.css(".card[data-entry=madkassen] mark").shown().await
    })
}

#[test]
fn late_code_or_styles_that_are_never_answered_are_given_up_and_asked_for_anew() -> Result<()> {
    for file in [("pages-", ".wasm"), ("pages-", ".css")] {
        with_page(async |page| {
            let never = Gate::closed();
            let site = Plan::shipped()?.held_once(file.0, file.1, &never).start()?;
            let panel = open(page, &site).await?;
            panel.stands().await?;
            asked(&site, file, 1).await?;
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
            end_waits(page).await?;
            panel
                .css("[role=alert]")
                .expect_text("Vi kan ikke hente resten lige nu")
                .await?;
            panel.button("Prøv igen").click().await?;
            panel.css(".concept").shown().await?;
            asked(&site, file, 2).await
        })?;
    }
    Ok(())
}

#[test]
fn what_only_a_panel_that_is_gone_waited_for_is_ended() -> Result<()> {
    for file in [("catalogue", ".json"), ("virker-", ".wasm")] {
        with_chromium(async |page| {
            let never = Gate::closed();
            let site = Plan::shipped()?.held_once(file.0, file.1, &never).start()?;
            open(page, &site).await?;
            put(page, "virker-panel").await?;
            asked(&site, file, 1).await?;
            let ended = async || -> Result<bool> {
                let requests = page.requests().await?;
                let mut meant = requests.iter().filter(|request| {
                    let path = request.path();
                    let name = path.rsplit('/').next().unwrap_or_default();
                    name.starts_with(file.0) && name.ends_with(file.1)
                });
                Ok(meant.any(|request| request.failed.is_some()))
            };
            let remove = "document.querySelector('virker-panel').remove(); return null";
            page.run(remove, vec![]).await?;
            page.settle().await?;
            assert!(!ended().await?, "the other panel still waits for it");
            page.run(remove, vec![]).await?;
            until("the request is ended", async || {
                Ok(ended().await?.then_some(()))
            })
            .await?;
            page.wait_until("nothing is awaited", "return waits() === 0")
                .await?;
            // Whoever comes later asks anew, and nothing was complained of.
            put(page, "virker-panel").await?;
            page.panel(0).stands().await?;
            assert_eq!(page.console().await?, Vec::<String>::new());
            Ok(())
        })?;
    }
    Ok(())
}

#[test]
fn an_attribute_that_changes_while_the_panel_loads_ends_no_request() -> Result<()> {
    with_page(async |page| {
        let gate = Gate::closed();
        let site = Plan::shipped()?
            .held("catalogue.json", &gate)
            .held(".wasm", &gate)
            .start()?;
        let panel = open(page, &site).await?;
        asked(&site, ("virker-", ".wasm"), 1).await?;
        page.run(
            "document.querySelector('virker-panel').setAttribute('heading-level', '3'); return null",
            vec![],
        )
        .await?;
        page.settle().await?;
        gate.open();
        panel.stands().await?;
        panel.css("h3.title").shown().await?;
        assert_eq!(site.asked("catalogue.json"), 1);
        asked(&site, ("virker-", ".wasm"), 1).await?;
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
        page.open(&site, "long-waits.html", DESK).await?;
        page.run(
            "for (const _ of 'abc') put('virker-panel'); return null",
            vec![],
        )
        .await?;
        for panel in [page.panel(0), page.panel(1), page.panel(2)] {
            panel.stands().await?;
            seek(panel, "madkas").await?;
            open_entry(panel, "madkassen").await?;
        }
        for ends in ["catalogue.json", ".index", ".lexicon", ".css"] {
            assert_eq!(site.asked(ends), 1, "{ends}");
        }
        // The engine, its two parts, and the code that those share.
        assert_eq!(site.asked(".wasm"), 4);
        Ok(())
    })
}
