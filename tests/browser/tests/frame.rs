//! The page that is shown in a frame, and the script that gives the frame its height.

use anyhow::{Result, ensure};
use browser_tests::page::until;
use browser_tests::screens::open_entry;
use browser_tests::{DESKTOP, Key, PHONE, Page, Site, TwoOrigins, with_chromium, with_page};
use serde_json::json;

/// The sandbox of docs/ways-in.md, without what lets opened pages leave it.
const SANDBOX: &str = "allow-scripts allow-same-origin allow-popups allow-downloads allow-modals";

/// A host's body with a frame, that keeps each message that it gets.
fn frame(sites: &TwoOrigins, query: &str) -> String {
    format!(
        "<style>iframe {{ width: 100%; border: 0 }}</style>
         <script>window.heard = []; addEventListener('message', (event) => heard.push(event.data))</script>
         <iframe class=virker title=Virker height=900 sandbox='{SANDBOX}' src='{0}/ramme.html{query}'></iframe>
         <iframe title='Værtens' height=50 src='{1}/anden.html'></iframe>
         <iframe title='Virkers' height=50 src='{0}/integrity.json'></iframe>
         <script type=module async src='{0}/virker-frame.js' crossorigin=anonymous></script>",
        sites.widget.url(),
        sites.host.url()
    )
}

fn with_listed_parent() -> Result<TwoOrigins> {
    let sites = TwoOrigins::start()?;
    sites.list(json!({ "parents": [sites.host.url()] }));
    Ok(sites)
}

async fn enter(page: &Page, nth: u16) -> Result<()> {
    page.client().enter_frame(nth).await?;
    Ok(())
}

async fn leave(page: &Page) -> Result<()> {
    page.client().enter_parent_frame().await?;
    Ok(())
}

/// The height that the frame has, by its attribute.
async fn height(page: &Page) -> Result<i64> {
    page.evaluate(
        "return Number(document.querySelector('iframe.virker').height)",
        vec![],
    )
    .await
}

/// The height of what the frame shows.
async fn content(page: &Page) -> Result<i64> {
    enter(page, 0).await?;
    let height = page
        .evaluate(
            "return Math.ceil(document.body.getBoundingClientRect().height)",
            vec![],
        )
        .await;
    leave(page).await?;
    height
}

/// Waits until the frame is as tall as what it shows.
async fn fits(page: &Page) -> Result<i64> {
    until("the frame is as tall as what it shows", async || {
        let height = height(page).await?;
        Ok((height == content(page).await?).then_some(height))
    })
    .await
}

#[test]
fn the_frame_is_as_tall_as_what_it_shows_and_follows_it() -> Result<()> {
    with_page(async |page| {
        let sites = with_listed_parent()?;
        sites.open(page, &frame(&sites, ""), None, DESKTOP).await?;
        enter(page, 0).await?;
        page.panel(0).ready().await?;
        leave(page).await?;
        let wide = fits(page).await?;

        enter(page, 0).await?;
        open_entry(page.panel(0), "madkassen").await?;
        leave(page).await?;
        until("the entry has another height", async || {
            let height = fits(page).await?;
            Ok((height != wide).then_some(()))
        })
        .await?;

        enter(page, 0).await?;
        page.panel(0).css("button.back").click().await?;
        page.panel(0).css(".card").nth(0).shown().await?;
        leave(page).await?;
        page.resize(PHONE).await?;
        until("the narrow panel is taller", async || {
            Ok((fits(page).await? > wide).then_some(()))
        })
        .await
    })
}

/// Where something in the frame is in the window, in pixels from its top.
async fn top_of(page: &Page, css: &str) -> Result<f64> {
    let frame: f64 = page
        .evaluate(
            "return document.querySelector('iframe.virker').getBoundingClientRect().top",
            vec![],
        )
        .await?;
    enter(page, 0).await?;
    let inside: Result<f64> = page
        .panel(0)
        .css(css)
        .evaluate("els[0]?.getBoundingClientRect().top ?? -1e6")
        .await;
    leave(page).await?;
    Ok(frame + inside?)
}

#[test]
fn what_is_opened_and_closed_in_a_frame_is_brought_into_view() -> Result<()> {
    with_page(async |page| {
        let sites = with_listed_parent()?;
        sites.open(page, &frame(&sites, ""), None, DESKTOP).await?;
        enter(page, 0).await?;
        let panel = page.panel(0);
        panel.ready().await?;
        // WebKit gives nothing in a frame the focus before the frame has it.
        open_entry(panel, "madkassen").await?;
        panel.css("button.back").click().await?;
        // The drivers of Firefox and WebKit miss what is far down in a frame with the mouse.
        let press = async |css: &str, nth| {
            panel.css(css).nth(nth).focus().await?;
            page.press(Key::Enter).await
        };
        press("button.more", 0).await?;
        panel.css(".card").expect_count(12).await?;
        leave(page).await?;
        fits(page).await?;
        enter(page, 0).await?;
        press(".card__link", 11).await?;
        panel.css(".concept__title").shown().await?;
        leave(page).await?;
        let is_seen = |top: f64| (0.0..880.0).contains(&top);
        until("the entry's title is in view", async || {
            Ok(is_seen(top_of(page, ".concept__title").await?).then_some(()))
        })
        .await?;
        enter(page, 0).await?;
        press("button.back", 0).await?;
        leave(page).await?;
        until("its card is in view again", async || {
            Ok(is_seen(top_of(page, ".card__link:focus").await?).then_some(()))
        })
        .await
    })
}

#[test]
fn only_a_listed_page_is_told_the_height() -> Result<()> {
    with_chromium(async |page| {
        let sites = TwoOrigins::start()?;
        sites.list(json!({ "parents": ["https://en-anden.example"] }));
        sites.open(page, &frame(&sites, ""), None, DESKTOP).await?;
        enter(page, 0).await?;
        page.panel(0).ready().await?;
        leave(page).await?;
        until("the frame has refused", async || {
            let console = page.console().await?;
            let refused = console.iter().any(|line| line.contains("is not told to"));
            Ok(refused.then_some(()))
        })
        .await?;
        page.settle().await?;
        assert_eq!(height(page).await?, 900);
        let heard: usize = page.evaluate("return heard.length", vec![]).await?;
        assert_eq!(heard, 0);
        Ok(())
    })
}

#[test]
fn heights_that_others_tell_or_that_cannot_be_are_ignored() -> Result<()> {
    with_page(async |page| {
        let sites = with_listed_parent()?;
        sites.open(page, &frame(&sites, ""), None, DESKTOP).await?;
        enter(page, 0).await?;
        page.panel(0).ready().await?;
        leave(page).await?;
        let fitting = fits(page).await?;

        let tell = |height: &str| {
            format!(
                "parent.postMessage({{ type: 'virker-height', height: {height} }}, '*'); return null"
            )
        };
        // Another window, even of the frame's own origin.
        for other in [1, 2] {
            enter(page, other).await?;
            page.run(&tell("333"), vec![]).await?;
            leave(page).await?;
        }
        enter(page, 0).await?;
        for height in [
            "'333'", "-1", "12.5", "79", "100001", "NaN", "Infinity", "null", "{}",
        ] {
            page.run(&tell(height), vec![]).await?;
        }
        page.run(
            "parent.postMessage(null, '*'); parent.postMessage('333', '*'); return null",
            vec![],
        )
        .await?;
        leave(page).await?;
        // All have been heard by the page, and none changed the frame.
        page.wait_until("the messages have come", "return heard.length >= 14")
            .await?;
        assert_eq!(height(page).await?, fitting);

        // The same window, showing another origin's page.
        enter(page, 0).await?;
        page.run(
            "location.href = arguments[0]; return null",
            vec![format!("{}/anden.html", sites.host.url()).into()],
        )
        .await?;
        page.wait_until(
            "the other page is shown",
            "return document.title === 'En anden'",
        )
        .await?;
        page.run(&tell("444"), vec![]).await?;
        leave(page).await?;
        page.wait_until(
            "it is heard",
            "return heard.some((data) => data?.height === 444)",
        )
        .await?;
        assert_eq!(height(page).await?, fitting);
        Ok(())
    })
}

#[test]
fn the_frame_listens_to_its_own_parent_and_to_no_other_window() -> Result<()> {
    with_page(async |page| {
        let sites = TwoOrigins::start()?;
        let other = TwoOrigins::start()?;
        // The other page is listed too, but it is not the frame's parent here.
        sites.list(json!({ "parents": [sites.host.url(), other.host.url()] }));
        let body = frame(&sites, "").replace(
            &format!("{}/anden.html", sites.host.url()),
            &format!("{}/anden.html", other.host.url()),
        );
        sites.open(page, &body, None, DESKTOP).await?;
        enter(page, 0).await?;
        page.panel(0).ready().await?;
        leave(page).await?;
        let fitting = fits(page).await?;
        enter(page, 1).await?;
        page.run(
            "parent.frames[0].postMessage({ type: 'virker-hello' }, '*'); return null",
            vec![],
        )
        .await?;
        leave(page).await?;
        // The frame has heard it, and still tells its parent of what changes.
        enter(page, 0).await?;
        page.evaluate_async::<serde_json::Value>(
            "await new Promise((next) => setTimeout(next)); await fetch('ramme.json');
             const more = document.createElement('p'); more.textContent = 'Mere'; document.body.append(more);",
            vec![],
        )
        .await?;
        leave(page).await?;
        until("the frame has grown", async || {
            Ok((fits(page).await? > fitting).then_some(()))
        })
        .await
    })
}

#[test]
fn what_is_as_tall_as_the_window_does_not_make_the_frame_grow_for_ever() -> Result<()> {
    with_page(async |page| {
        let sites = with_listed_parent()?;
        sites.open(page, &frame(&sites, ""), None, DESKTOP).await?;
        enter(page, 0).await?;
        page.panel(0).ready().await?;
        leave(page).await?;
        let fitting = fits(page).await?;
        enter(page, 0).await?;
        page.run(
            "const tall = document.createElement('div'); tall.id = 'tall';
             const sheet = new CSSStyleSheet(); sheet.replaceSync('#tall { height: calc(100vh + 50px) }');
             document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
             document.body.append(tall); return null",
            vec![],
        )
        .await?;
        leave(page).await?;
        until("the frame has grown once", async || {
            Ok((height(page).await? == fitting * 2 + 50).then_some(()))
        })
        .await?;
        page.settle().await?;
        assert_eq!(height(page).await?, fitting * 2 + 50);
        // What changes after it is told all the same.
        enter(page, 0).await?;
        page.run(
            "document.querySelector('#tall').remove(); return null",
            vec![],
        )
        .await?;
        leave(page).await?;
        assert_eq!(fits(page).await?, fitting);
        Ok(())
    })
}

#[test]
fn a_foreign_catalogue_is_neither_asked_for_nor_shown() -> Result<()> {
    with_page(async |page| {
        let sites = TwoOrigins::start()?;
        let foreign = Site::shipped()?;
        sites.list(json!({ "catalogues": [format!("{}/kataloger/", foreign.url())] }));
        for address in [
            format!("{}/catalogue/catalogue.json", foreign.url()),
            // Beside the listed folder, not in it.
            format!("{}/kataloger/../catalogue/catalogue.json", foreign.url()),
            "data:application/json,{}".to_owned(),
            format!("blob:{}/5f0e", sites.widget.url()),
            "https://[".to_owned(),
        ] {
            let query = format!("ramme.html?catalogue={}", address.replace('/', "%2F"));
            page.open_site(&sites.widget, &query, DESKTOP).await?;
            page.document()
                .css("[role=alert]")
                .containing("kan ikke vises her")
                .shown()
                .await?;
            page.document().css("virker-panel").expect_count(0).await?;
        }
        assert_eq!(foreign.requests().len(), 0);

        sites.list(json!({ "catalogues": [format!("{}/catalogue/", foreign.url())] }));
        let query = format!(
            "ramme.html?catalogue={}/catalogue/catalogue.json",
            foreign.url()
        );
        page.open_site(&sites.widget, &query, DESKTOP).await?;
        page.panel(0).ready().await?;
        ensure!(foreign.request_count("/catalogue.json") > 0);
        Ok(())
    })
}

#[test]
fn only_listed_elements_and_attributes_of_the_address_are_shown() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        page.open_site(
            &site,
            "ramme.html?element=virker-calculator&calculator=madkassen&onclick=alert(1)&style=color:red&events=full&class=x&accent=%237a1f2b&ground=red",
            DESKTOP,
        )
        .await?;
        page.calculator(0).ready().await?;
        let names: Vec<String> = page
            .evaluate(
                "return document.querySelector('virker-calculator').getAttributeNames().sort()",
                vec![],
            )
            .await?;
        assert_eq!(names, ["calculator", "catalogue", "heading-level"]);
        for query in ["?element=script", "?element=constructor", "?element=img"] {
            page.open_site(&site, &format!("ramme.html{query}"), DESKTOP)
                .await?;
            page.document()
                .css("[role=alert]")
                .containing("Adressen siger ikke, hvad der skal vises.")
                .shown()
                .await?;
        }
        Ok(())
    })
}

#[test]
fn the_frame_takes_the_colours_that_its_address_names() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        page.open_site(
            &site,
            "ramme.html?accent=%237a1f2b&ground=%23fdf6e3",
            DESKTOP,
        )
        .await?;
        let panel = page.panel(0);
        panel.ready().await?;
        let colours: Vec<String> = panel
            .css(".virker, form.search .button")
            .evaluate("els.map((el) => getComputedStyle(el).backgroundColor)")
            .await?;
        assert_eq!(colours, ["rgb(253, 246, 227)", "rgb(122, 31, 43)"]);
        Ok(())
    })
}

#[test]
fn entries_open_in_the_frame_and_their_links_beside_the_page() -> Result<()> {
    with_page(async |page| {
        let sites = with_listed_parent()?;
        sites.open(page, &frame(&sites, ""), None, DESKTOP).await?;
        enter(page, 0).await?;
        let panel = page.panel(0);
        panel.ready().await?;
        open_entry(panel, "madkassen").await?;
        assert_eq!(page.client().windows().await?.len(), 1);
        // The link of a source, to a page that these tests serve.
        let link = panel.css("a[rel~=noopener]");
        link.evaluate::<serde_json::Value>(&format!(
            "(els[0].href = '{}/anden.html', null)",
            sites.host.url()
        ))
        .await?;
        // With the keyboard: the drivers of Firefox and WebKit miss what is far down in a frame with the mouse.
        link.nth(0).focus().await?;
        page.press(Key::Enter).await?;
        until("the link is opened in another window", async || {
            Ok((page.client().windows().await?.len() == 2).then_some(()))
        })
        .await?;
        until("it shows the page", async || {
            Ok((sites.host.request_count("/anden.html") >= 2).then_some(()))
        })
        .await?;
        panel.css(".concept__title").expect_text("Madkassen").await
    })
}
