//! Whatever the host's page does to the element, it works, and does nothing to the page.

use anyhow::{Context, Result};
use browser_tests::screens::{open_entry, search_for};
use browser_tests::{DESKTOP, Gate, Page, Root, Site, SiteBuilder, with_chromium, with_page};

/// Opens a page without elements, and puts this HTML into it; `PANEL` stands for a panel.
async fn open(page: &Page, site: &Site, html: &str) -> Result<()> {
    page.open_early(site, "empty.html", DESKTOP).await?;
    let panel =
        "<virker-panel catalogue='/catalogue/catalogue.json'><p>Vores eget</p></virker-panel>";
    page.run(
        "document.querySelector('#her').innerHTML = arguments[0]; return null",
        vec![html.replace("PANEL", panel).into()],
    )
    .await?;
    Ok(())
}

/// How everything in a panel is laid out and dressed: for each of its elements, its style and its place in the panel.
async fn look(page: &Page, panel: Root<'_>) -> Result<Vec<String>> {
    panel.css(".card").expect_count(6).await?;
    panel.ready().await?;
    page.settle().await?;
    panel
        .css(".virker *")
        .evaluate(
            "(() => {
               const names = ['direction', 'writing-mode', 'text-transform', 'letter-spacing', 'word-spacing', 'cursor',
                 'user-select', 'text-align', 'white-space', 'text-indent', 'list-style-type', 'font-style', 'font-variant',
                 'font-size', 'line-height', 'hyphens', 'quotes', 'background-color', 'color', 'border-radius', 'gap',
                 'padding', 'margin', 'text-shadow', 'caret-color', 'visibility'];
               const frame = els[0].getRootNode().querySelector('.virker').getBoundingClientRect();
               return els.filter((el) => el.checkVisibility()).map((el) => {
                 const style = getComputedStyle(el);
                 const box = el.getBoundingClientRect();
                 const place = [box.x - frame.x, box.y - frame.y, box.width, box.height].map(Math.round);
                 return [el.localName, el.className.baseVal ?? el.className, ...place, ...names.map((name) => name + ': ' + style[name])].join(' ');
               });
             })()",
        )
        .await
}

#[test]
fn the_pages_own_scripts_do_not_wait_for_ours() -> Result<()> {
    with_page(async |page| {
        let script = Gate::closed();
        let site = SiteBuilder::shipped()?
            .hold("/virker.js", &script)
            .start()?;
        page.open_early(&site, "panel.html", DESKTOP).await?;
        page.wait_until(
            "the page's scripts run",
            "return performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd > 0",
        )
        .await?;
        let panel = page.document().css("virker-panel:not(:defined)");
        assert_eq!(panel.count().await?, 1, "our script has come all the same");
        script.open();
        page.panel(0).ready().await
    })
}

#[test]
fn what_a_host_sets_on_the_elements_around_changes_nothing_inside() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        open(page, &site, "<div id='box'>PANEL</div>").await?;
        let expected = look(page, page.panel(0)).await?;
        assert!(expected.len() > 100, "{}", expected.len());
        for style in [
            "direction: rtl; unicode-bidi: bidi-override",
            "user-select: none; -webkit-user-select: none",
            "text-transform: uppercase; letter-spacing: 4px; word-spacing: 9px; text-indent: 40px",
            "cursor: wait; text-align: right; white-space: nowrap; hyphens: auto; caret-color: red",
            "list-style: square; font-style: italic; font-variant: small-caps; text-shadow: 0 0 9px red; quotes: 'x' 'y'",
            "--_size: 90px; --_card: 99px; --_line: red; --_a: red; --_s: 60px; --_gap: 200px; --_round: 80px; --_surface: red",
        ] {
            page.run(
                "document.querySelector('#box').style.cssText = arguments[0]; return null",
                vec![style.into()],
            )
            .await?;
            let now = look(page, page.panel(0)).await?;
            for (now, expected) in now.iter().zip(&expected) {
                assert_eq!(now, expected, "under {style}");
            }
            assert_eq!(now.len(), expected.len(), "under {style}");
        }
        Ok(())
    })
}

#[test]
fn in_a_vertical_text_the_panel_is_read_as_ever() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        open(
            page,
            &site,
            "<div style='writing-mode: vertical-rl; inline-size: 900px'>PANEL</div>",
        )
        .await?;
        let panel = page.panel(0);
        panel.ready().await?;
        let modes: Vec<String> = panel
            .css(".card, .title")
            .evaluate("els.map((el) => getComputedStyle(el).writingMode)")
            .await?;
        assert!(
            modes.iter().all(|mode| mode == "horizontal-tb"),
            "{modes:?}"
        );
        search_for(panel, "madkas").await
    })
}

#[test]
fn a_panel_that_was_in_another_document_keeps_its_styles() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        open(page, &site, "PANEL").await?;
        let panel = page.panel(0);
        panel.css(".card").expect_count(6).await?;
        panel.ready().await?;
        open_entry(panel, "madkassen").await?;
        // There and back at once, as an editor does; then to stay.
        for there in [
            "new DOMParser().parseFromString('', 'text/html').body.append(panel); here.append(panel)",
            "here.append(iframe.contentDocument.adoptNode(panel))",
            "iframe.contentDocument.body.append(panel); here.append(panel)",
            "iframe.contentDocument.body.append(panel)",
            "here.append(panel)",
        ] {
            page.run(
                &format!(
                    "const here = document.querySelector('#der');
                     window.iframe ??= here.parentNode.appendChild(Object.assign(document.createElement('iframe'), {{ width: 900, height: 900 }}));
                     window.panel ??= document.querySelector('virker-panel');
                     {there}; return null"
                ),
                vec![],
            )
            .await?;
            page.wait_until(
                "the panel is ready and styled",
                "const root = panel.shadowRoot;
                 const card = root.querySelector('.app[data-ready] .card');
                 const style = card && card.ownerDocument.defaultView.getComputedStyle(card);
                 return style?.position === 'relative' && style.backgroundColor === 'rgb(255, 255, 255)'",
            )
            .await?;
        }
        search_for(panel, "madkas").await?;
        open_entry(panel, "madkassen").await?;
        panel
            .css(".box")
            .expect(
                "are laid out",
                "getComputedStyle(els[0]).display === 'grid'",
            )
            .await
    })
}

#[test]
fn what_an_element_without_an_end_tag_swallows_stays_visible() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        open(
            page,
            &site,
            "<virker-panel catalogue='/catalogue/catalogue.json'/><h2>Åbningstider</h2><footer>Kontakt os</footer>",
        )
        .await?;
        page.panel(0).ready().await?;
        page.document().css("virker-panel footer").shown().await?;
        page.document().css("virker-panel h2").shown().await
    })
}

#[test]
fn a_press_in_a_panel_follows_no_link_and_presses_no_button_around_it() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        for around in [
            "<a id='om' href='/hosts/self-test.html'>PANEL</a>",
            "<form id='om' action='/hosts/self-test.html'><button>PANEL</button></form>",
        ] {
            open(page, &site, "<div id='om'></div>").await?;
            // The parser would close the button before the panel's own content.
            page.run(
                "const panel = document.createElement('virker-panel');
                 panel.setAttribute('catalogue', '/catalogue/catalogue.json');
                 const [before] = arguments[0].split('PANEL');
                 document.querySelector('#om').outerHTML = before;
                 (document.querySelector('#om button') ?? document.querySelector('#om')).append(panel);
                 window.isHere = true; return null",
                vec![around.into()],
            )
            .await?;
            let panel = page.panel(0);
            panel.ready().await?;
            for css in [
                ".lead",
                ".arena",
                ".arena",
                "label.option",
                "label.option input",
                "button.more",
                "button.button",
                "a.card__link",
                "button.back",
            ] {
                let left = || format!("a press on {css} in {around} left the page");
                panel.css(css).nth(0).click().await.with_context(left)?;
                page.settle().await.with_context(left)?;
                let is_here: bool = page
                    .evaluate("return window.isHere === true", vec![])
                    .await?;
                assert!(is_here, "{}", left());
            }
            search_for(panel, "mad").await?;
            panel.css(".search__clear").click().await?;
            page.settle().await?;
            page.wait_until("the page is the same", "return window.isHere === true")
                .await?;
        }
        Ok(())
    })
}

#[test]
fn in_a_frame_that_allows_neither_printing_nor_saving_the_user_is_told() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        open(
            page,
            &site,
            "<iframe width='1000' height='900' sandbox='allow-scripts allow-same-origin' src='/hosts/calculator.html'></iframe>",
        )
        .await?;
        let wait = async |what: &str, script: &str| {
            let script = format!(
                "const root = document.querySelector('iframe').contentDocument?.querySelector('virker-calculator')?.shadowRoot;
                 {script}"
            );
            page.wait_until(what, &script).await
        };
        for (button, told) in [
            ("Udskriv", "ikke lov til at udskrive"),
            ("Hent tallene", "kopiér tallene som tekst"),
        ] {
            wait(
                button,
                &format!(
                    "const button = [...root?.querySelectorAll('.app[data-ready] .action') ?? []].find((one) => one.textContent.includes('{button}'));
                     button?.click(); return Boolean(button)"
                ),
            )
            .await?;
            wait(
                told,
                &format!(
                    "return root.querySelector('.actions__told').textContent.includes('{told}')"
                ),
            )
            .await?;
        }
        Ok(())
    })
}

#[test]
fn a_printed_list_says_how_many_of_all_it_shows() -> Result<()> {
    with_chromium(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESKTOP).await?;
        page.emulate_media("print", &[]).await?;
        panel.css(".more-row p").shown().await?;
        panel.css(".more-row p").expect_text("Du ser 6 af").await?;
        panel.css("button.more, .more-row button").gone().await
    })
}
