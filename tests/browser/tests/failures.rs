//! When the engine cannot start, the console names the file, what is wrong with it, and how it is mended.

use anyhow::Result;
use browser_tests::page::until;
use browser_tests::{DESKTOP, Page, Request, Response, Site, SiteBuilder, with_page};

/// Waits until the console has a line of ours with all these words.
async fn expect_line(page: &Page, words: &[&str]) -> Result<()> {
    until(
        &format!("a line with {words:?} in the console"),
        async || {
            let lines = page.console().await?;
            let fits = |line: &&String| words.iter().all(|words| line.contains(words));
            Ok(lines.iter().find(fits).map(|_| ()))
        },
    )
    .await
}

fn is_engine(request: &Request, suffix: &str) -> bool {
    request.path.starts_with("/virker-") && request.path.ends_with(suffix)
}

/// Responds to the engine's files with this suffix with this.
fn with_engine(
    suffix: &'static str,
    response: impl Fn() -> Response + Send + Sync + 'static,
) -> Result<Site> {
    SiteBuilder::shipped()?
        .route(move |request| is_engine(request, suffix).then(&response))
        .start()
}

#[test]
fn a_site_behind_a_login_can_use_it_as_its_own_files() -> Result<()> {
    with_page(async |page| {
        let site = SiteBuilder::shipped()?
            .route(|request| {
                let is_open = request.path.starts_with("/hosts/")
                    || request.header("Cookie") == Some("session=1");
                (!is_open).then(|| Response::text(401, "Log ind"))
            })
            .start()?;
        page.navigate(&site.host("self-test.html")).await?;
        page.run("document.cookie = 'session=1; path=/'; return null", vec![])
            .await?;
        page.open_panel(&site, DESKTOP).await?;
        Ok(())
    })
}

type Answer = Box<dyn Fn() -> Response + Send + Sync>;

#[test]
fn a_file_with_a_fault_is_named_with_the_fault_and_its_mend() -> Result<()> {
    with_page(async |page| {
        let page_instead = || {
            Response::new(200)
                .header("Content-Type", "text/html")
                .body("<p>Ikke fundet</p>")
        };
        let faults: [(&str, Answer, &[&str]); 4] = [
            (
                ".wasm",
                Box::new(|| Response::text(401, "")),
                &["401", "skal alle kunne hente den"],
            ),
            (
                ".wasm",
                Box::new(|| Response::text(404, "")),
                &["404", "alle filer"],
            ),
            (".js", Box::new(|| Response::text(503, "")), &["503"]),
            (".js", Box::new(page_instead), &["text/html"]),
        ];
        for (suffix, response, words) in faults {
            let site = with_engine(suffix, response)?;
            page.open_early(&site, "panel.html", DESKTOP).await?;
            page.panel(0).css("[role=alert]").shown().await?;
            expect_line(
                page,
                &[&["Virker: ", "/virker-", suffix, "(engine-failed)"], words].concat(),
            )
            .await?;
            let for_the_editor = page.panel(0).css("details.fold:not([open])");
            for words in words.iter().chain(&["Fejlkode: engine-failed"]) {
                let says = format!("els[0].textContent.includes('{words}')");
                for_the_editor.expect(words, &says).await?;
            }
            let console = page.console().await?;
            assert!(
                !console.iter().any(|line| line.contains("wasm-unsafe-eval")),
                "the CSP is blamed: {console:?}"
            );
        }
        Ok(())
    })
}

#[test]
fn who_was_logged_out_is_asked_to_load_the_page_again() -> Result<()> {
    with_page(async |page| {
        let site = with_engine(".wasm", || Response::text(401, ""))?;
        page.open_early(&site, "panel.html", DESKTOP).await?;
        let panel = page.panel(0);
        panel
            .css("[role=alert]")
            .expect_text("logge ind igen")
            .await?;
        panel.button("Genindlæs siden").shown().await
    })
}

#[test]
fn a_loader_older_than_the_release_asks_for_the_page_to_be_loaded_again() -> Result<()> {
    with_page(async |page| {
        // The old loader's files are gone, and the failure's script is of the new release.
        let newer = |script: &str| {
            let (before, name) = script.split_once("virker-").expect("it names its wasm");
            let (_, after) = name.split_once(".wasm").expect("it names its wasm");
            format!("{before}virker-0123456789.wasm{after}")
        };
        let site = SiteBuilder::shipped()?
            .changed_script("failure.js", newer)?
            .route(|request| is_engine(request, "").then(|| Response::text(404, "findes ikke")))
            .start()?;
        page.open_early(&site, "panel.html", DESKTOP).await?;
        let panel = page.panel(0);
        panel.css("[role=alert]").expect_text("Genindlæs").await?;
        // The cache has the new loader now.
        assert_eq!(site.request_count("/virker.js"), 2);
        panel.button("Genindlæs siden").click().await?;
        until("the page is loaded again", async || {
            Ok((site.request_count("/hosts/panel.html") == 2).then_some(()))
        })
        .await
    })
}

#[test]
fn a_script_without_a_place_of_its_own_fails_with_a_message_and_an_event() -> Result<()> {
    with_page(async |page| {
        let site = SiteBuilder::shipped()?
            .route(|request| {
                let html = Response::new(200).header("Content-Type", "text/html");
                (request.path == "/bare.html")
                    .then(|| html.body("<!doctype html><title>En side</title><body>"))
            })
            .start()?;
        for kind in ["blob", "data"] {
            page.navigate(&format!("{}/bare.html", site.url())).await?;
            page.evaluate_async::<()>(
                "window.failed = 0;
                 addEventListener('virker-failed', () => window.failed++);
                 document.body.innerHTML = '<virker-panel catalogue=\"/catalogue/catalogue.json\"><p>Vores eget</p></virker-panel>';
                 const text = await (await fetch('/virker.js')).text();
                 const url = args[0] === 'blob'
                   ? URL.createObjectURL(new Blob([text], { type: 'text/javascript' }))
                   : 'data:text/javascript;charset=utf-8,' + encodeURIComponent(text);
                 await import(url);",
                vec![kind.into()],
            )
            .await?;
            page.panel(0).button("Prøv igen").shown().await?;
            page.document().css("virker-panel p").shown().await?;
            page.wait_until("the page is told", "return failed === 1")
                .await?;
        }
        Ok(())
    })
}

#[test]
fn a_catalogue_whose_address_is_none_is_named_and_not_the_engine() -> Result<()> {
    with_page(async |page| {
        let site = SiteBuilder::shipped()?
            .catalogue("https://[fjordby]/")
            .start()?;
        page.open_early(&site, "panel.html", DESKTOP).await?;
        let message = page.panel(0).css(".message[role=alert]");
        message.css("summary").click().await?;
        message.expect_text("Tjek adressen").await?;
        message
            .css(".message__url")
            .expect_text("https://[fjordby]/")
            .await
    })
}
