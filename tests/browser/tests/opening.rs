//! The first view is drawn before the engine stands, and the engine takes over without anything being lost or moved.

use anyhow::Result;
use browser_tests::{
    DESKTOP, Gate, Key, PHONE, Page, Root, Site, SiteBuilder, with_chromium, with_page,
};
use serde_json::json;

/// Opens a host page, and waits for the opening of its panel or calculator.
async fn open_opening(page: &Page, site: &Site, host: &str, root: Root<'_>) -> Result<()> {
    page.open_early(site, host, DESKTOP).await?;
    root.css(".app .app:not([hidden])").attached().await?;
    let engine = root.css(".app[data-ready]").count().await?;
    assert_eq!(engine, 0, "the engine stands already");
    Ok(())
}

#[test]
fn the_first_cards_are_drawn_before_the_engine_stands_and_it_draws_the_same() -> Result<()> {
    with_page(async |page| {
        let (site, engine) = Site::with_waiting_engine()?;
        let panel = page.panel(0);
        open_opening(page, &site, "panel.html", panel).await?;
        panel.css(".card").expect_count(6).await?;
        // Choices list what there is to choose when the engine stands.
        let markup = "(function shape(el) {
            const attributes = [...el.attributes].map(({ name, value }) => `${name}=${value}`).sort();
            const children = el.localName === 'select' ? [] : [...el.childNodes];
            return [el.localName, ...attributes, ...children.map((child) => (child.localName ? shape(child) : child.data))].join('\\n');
          })(els[0]).replace(/^div(\\n(class|data-ready|data-state)=.*)*/, '')";
        let opening: String = panel
            .css(".app .app:not([hidden])")
            .evaluate(markup)
            .await?;
        let before = panel.css(".card").nth(3).bounds().await?;
        engine.open();
        panel.ready().await?;
        panel
            .css(".app .app")
            .expect("is one", "els.length === 1")
            .await?;
        let view: String = panel.css(".app[data-ready]").evaluate(markup).await?;
        let differing = opening
            .lines()
            .zip(view.lines())
            .find(|(one, other)| one != other);
        assert_eq!(differing, None);
        assert_eq!(opening.len(), view.len());
        assert_eq!(panel.css(".card").nth(3).bounds().await?, before);
        Ok(())
    })
}

#[test]
fn what_a_search_needs_is_asked_for_once_the_first_cards_are_drawn() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        page.open(&site, "empty.html", DESKTOP).await?;
        page.run(
            "const { fetch } = window;
             window.asked = [];
             window.fetch = (url, ...options) => {
               const isDrawn = Boolean(document.querySelector('virker-panel').shadowRoot.querySelector('.card'));
               window.asked.push([new URL(url).pathname.split('.').slice(-2).join('.'), isDrawn]);
               return fetch(url, ...options);
             };
             const panel = document.createElement('virker-panel');
             panel.setAttribute('catalogue', '/catalogue/catalogue.json');
             document.body.append(panel); return null",
            vec![],
        )
        .await?;
        page.panel(0).ready().await?;
        let asked = page.run("return window.asked", vec![]).await?;
        let asked: Vec<(String, bool)> = serde_json::from_value(asked)?;
        for part in ["cards.json", ".index", ".lexicon"] {
            let drawn: Vec<bool> = asked
                .iter()
                .filter(|(name, _)| name.ends_with(part))
                .map(|(_, drawn)| *drawn)
                .collect();
            assert_eq!(drawn, [true], "{part} of {asked:?}");
        }
        Ok(())
    })
}

#[test]
fn nothing_moves_from_the_first_paint_to_the_end() -> Result<()> {
    with_chromium(async |page| {
        for (host, root) in [
            ("panel.html", page.panel(0)),
            ("calculator.html", page.calculator(0)),
        ] {
            for viewport in [PHONE, DESKTOP] {
                let (site, engine) = Site::with_waiting_engine()?;
                page.open_early(&site, host, viewport).await?;
                root.css(".waiting").attached().await?;
                page.run(
                    "// What the browser moves when the element itself comes is the host's: see the README's snippet.
                     const from = performance.now();
                     window.shift = 0;
                     new PerformanceObserver((list) => {
                       for (const { startTime, value } of list.getEntries()) if (startTime > from) window.shift += value;
                     }).observe({ type: 'layout-shift', buffered: true });
                     return null",
                    vec![],
                )
                .await?;
                root.css(".app .app:not([hidden])").attached().await?;
                page.settle().await?;
                engine.open();
                root.ready().await?;
                page.settle().await?;
                let shift: f64 = page.evaluate("return window.shift", vec![]).await?;
                assert!(shift == 0.0, "{host}, {} px: {shift}", viewport.width);
            }
        }
        Ok(())
    })
}

#[test]
fn what_is_pressed_before_the_engine_stands_is_done_when_it_does() -> Result<()> {
    with_page(async |page| {
        let (site, engine) = Site::with_waiting_engine()?;
        let panel = page.panel(0);
        open_opening(page, &site, "panel.html", panel).await?;
        panel.css(".arena").nth(1).click().await?;
        panel.css(".arena[aria-busy=true]").expect_count(1).await?;
        panel.css(".option input").nth(0).click().await?;
        engine.open();
        panel.ready().await?;
        panel
            .css(".arena[aria-pressed=true]")
            .expect_count(1)
            .await?;
        panel.css(".option input:checked").expect_count(1).await?;
        panel.css(".chip").expect_count(2).await
    })
}

#[test]
fn enter_before_the_engine_stands_moves_the_focus_to_the_answer_when_it_comes() -> Result<()> {
    with_page(async |page| {
        let (site, engine) = Site::with_waiting_engine()?;
        let panel = page.panel(0);
        open_opening(page, &site, "panel.html", panel).await?;
        panel.css("input#q").type_text("madkassen").await?;
        page.press(Key::Enter).await?;
        engine.open();
        panel.ready().await?;
        panel
            .css(".card[data-entry=madkassen] mark")
            .shown()
            .await?;
        panel.css(".results__title").expect_focus().await
    })
}

#[test]
fn an_entry_that_is_pressed_before_the_engine_stands_is_opened_when_it_does() -> Result<()> {
    with_page(async |page| {
        let (site, engine) = Site::with_waiting_engine()?;
        let panel = page.panel(0);
        open_opening(page, &site, "panel.html", panel).await?;
        let title = panel.css(".card__link").nth(2).text().await?;
        panel.css(".card__link").nth(2).click().await?;
        let fragment: String = page.evaluate("return location.hash", vec![]).await?;
        assert_eq!(fragment, "", "the press navigated");
        engine.open();
        panel.ready().await?;
        panel.css(".concept__title").expect_text(&title).await
    })
}

#[test]
fn the_focus_stays_where_it_is_when_the_engine_takes_over() -> Result<()> {
    with_page(async |page| {
        let (site, engine) = Site::with_waiting_engine()?;
        let panel = page.panel(0);
        open_opening(page, &site, "panel.html", panel).await?;
        let link = panel.css(".card__link").nth(1);
        link.focus().await?;
        engine.open();
        panel.ready().await?;
        panel
            .css(".app[data-ready] .card__link")
            .nth(1)
            .expect_focus()
            .await
    })
}

#[test]
fn a_word_typed_before_the_engine_stands_is_answered_in_place_of_the_opening() -> Result<()> {
    with_page(async |page| {
        let gate = Gate::closed();
        let (index, engine) = (Gate::closed(), gate.clone());
        let site = SiteBuilder::shipped()?
            .hold_first("virker-", ".wasm", &gate)
            .hold(".index", &index)
            .start()?;
        let panel = page.panel(0);
        open_opening(page, &site, "panel.html", panel).await?;
        panel.css("input#q").type_text("madkassen").await?;
        engine.open();
        // The engine stands, but the answer needs the index: the opening stays until then.
        page.wait_until(
            "the engine has mounted",
            "return document.querySelector('virker-panel').shadowRoot.querySelectorAll('.app .app')[1].childElementCount > 0",
        )
        .await?;
        panel
            .css(".app .app:not([hidden]) .card")
            .expect_count(6)
            .await?;
        index.open();
        panel.ready().await?;
        panel
            .css(".card[data-entry=madkassen] mark")
            .shown()
            .await?;
        panel.css("input#q").expect_value("madkassen").await?;
        panel.css("input#q").expect_focus().await
    })
}

#[test]
fn a_link_to_an_entry_opens_it_and_draws_no_opening() -> Result<()> {
    with_page(async |page| {
        let (site, engine) = Site::with_waiting_engine()?;
        page.open_early(&site, "panel.html#virker.panel=1;entry=madkassen", DESKTOP)
            .await?;
        let panel = page.panel(0);
        page.settle().await?;
        panel.css(".skeleton").nth(0).shown().await?;
        engine.open();
        panel.ready().await?;
        panel.css(".concept__title").expect_text("Madkassen").await
    })
}

#[test]
fn the_opening_has_the_elements_name_and_heading_level() -> Result<()> {
    with_page(async |page| {
        let (site, _engine) = Site::with_waiting_engine()?;
        page.open_early(&site, "empty.html", DESKTOP).await?;
        page.run(
            "const panel = document.createElement('virker-panel');
             for (const [name, value] of [['id', 'min'], ['heading-level', '4'], ['catalogue', '/catalogue/catalogue.json']]) panel.setAttribute(name, value);
             document.body.append(panel);
             return null",
            vec![],
        )
        .await?;
        let panel = page.panel(0);
        panel.css("h5.results__title").attached().await?;
        panel.css("h6.card__title").expect_count(6).await?;
        let href = panel.css(".card__link").nth(0).attribute("href").await?;
        assert!(
            href.as_deref()
                .is_some_and(|href| href.starts_with("#virker.min=1;entry=")),
            "{href:?}"
        );
        Ok(())
    })
}

#[test]
fn what_is_not_on_the_list_is_left_out_of_the_opening_with_a_word_in_the_console() -> Result<()> {
    with_page(async |page| {
        let gate = Gate::closed();
        let site = SiteBuilder::shipped()?.changed_head(|head| {
            let nodes = head.pointer_mut("/opening/nodes")?.as_array_mut()?;
            nodes.splice(
                0..0,
                [
                    json!(["script", {}, "window.ran = true"]),
                    json!(["iframe", { "src": "https://example.org" }]),
                    json!(["p", { "onclick": "window.ran = true" }, "p"]),
                    json!(["p", { "style": "position:fixed" }, "p"]),
                    json!(["a", { "href": "javascript:window.ran=true" }, "a"]),
                    json!(["input", { "type": "image", "src": "https://example.org" }]),
                    json!(null),
                    json!(7),
                    json!(["p", null]),
                    json!(["p", { "class": "listed" }, "Vist", ["object", {}]]),
                ],
            );
            Some(())
        })?;
        let site = site.hold_first("virker-", ".wasm", &gate).start()?;
        let panel = page.panel(0);
        open_opening(page, &site, "panel.html", panel).await?;
        panel.css(".listed").expect_text("Vist").await?;
        panel.css(".card").expect_count(6).await?;
        let odd = panel.css(
            ".app :is(script, iframe, object, [onclick], [style], [src], [href^='javascript'])",
        );
        odd.expect_count(0).await?;
        let ran: bool = page.evaluate("return window.ran === true", vec![]).await?;
        assert!(!ran);
        let console = page.console().await?;
        let told = console
            .iter()
            .filter(|line| line.contains("left out of the opening"));
        assert!(told.count() >= 7, "{console:#?}");
        gate.open();
        panel.ready().await?;
        panel.css(".card").expect_count(6).await
    })
}

#[test]
fn the_opening_of_another_version_is_not_drawn() -> Result<()> {
    with_page(async |page| {
        let gate = Gate::closed();
        let site = SiteBuilder::shipped()?.changed_head(|head| {
            *head.pointer_mut("/opening/version")? = "9.9.9".into();
            Some(())
        })?;
        let site = site.hold_first("virker-", ".wasm", &gate).start()?;
        page.open_early(&site, "panel.html", DESKTOP).await?;
        let panel = page.panel(0);
        panel.css(".skeleton").nth(0).shown().await?;
        page.settle().await?;
        panel.css(".card").expect_count(0).await?;
        gate.open();
        panel.ready().await?;
        panel.css(".card").expect_count(6).await
    })
}

#[test]
fn a_calculator_shows_its_answer_before_the_engine_stands_and_keeps_what_is_typed() -> Result<()> {
    with_page(async |page| {
        let (site, engine) = Site::with_waiting_engine()?;
        let calculator = page.calculator(0);
        open_opening(page, &site, "calculator.html", calculator).await?;
        calculator.css(".answer__number").shown().await?;
        let field = calculator.css("input[inputmode]").nth(0);
        field.fill("77").await?;
        engine.open();
        calculator.ready().await?;
        let field = calculator.css(".app[data-ready] input[inputmode]").nth(0);
        field.expect_value("77").await?;
        field.expect_focus().await?;
        calculator
            .css(".app[data-ready] .answer")
            .expect_text("77")
            .await
    })
}

#[test]
fn an_engine_that_fails_leaves_no_opening_that_does_nothing() -> Result<()> {
    with_page(async |page| {
        let site = SiteBuilder::shipped()?.fail(".wasm", 500).start()?;
        page.open_early(&site, "panel.html", DESKTOP).await?;
        let panel = page.panel(0);
        panel.css("[role=alert]").shown().await?;
        panel.css(".card").expect_count(0).await?;
        page.document().css("virker-panel a").shown().await
    })
}

#[test]
fn a_heading_level_that_is_none_is_the_default() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        page.open(&site, "empty.html", DESKTOP).await?;
        let levels = [
            ("-1", "h2"),
            ("0", "h2"),
            ("9", "h2"),
            ("to", "h2"),
            ("4", "h4"),
        ];
        for (level, heading) in levels {
            page.run(
                "const panel = document.createElement('virker-panel');
                 for (const [name, value] of [['heading-level', arguments[0]], ['catalogue', '/catalogue/catalogue.json']]) panel.setAttribute(name, value);
                 document.querySelector('#her').replaceChildren(panel);
                 return null",
                vec![level.into()],
            )
            .await?;
            let panel = page.panel(0);
            panel.ready().await?;
            panel.css(&format!("{heading}.title")).shown().await?;
        }
        Ok(())
    })
}

#[test]
fn a_panel_that_draws_no_opening_has_its_styles_before_the_engine_stands() -> Result<()> {
    with_page(async |page| {
        for (attribute, value) in [("query", "mad"), ("theme", "dark")] {
            let (site, engine) = Site::with_waiting_engine()?;
            page.open_early(&site, "empty.html", DESKTOP).await?;
            page.run(
                "const panel = document.createElement('virker-panel');
                 panel.setAttribute(arguments[0], arguments[1]);
                 panel.setAttribute('catalogue', '/catalogue/catalogue.json');
                 document.body.append(panel); return null",
                vec![attribute.into(), value.into()],
            )
            .await?;
            // The loader's sheet and the panel's.
            let dressed = "els[0].getRootNode().adoptedStyleSheets.length >= 2";
            let inner = page.panel(0).css(".inner");
            inner.expect("is dressed", dressed).await?;
            engine.open();
            page.panel(0).ready().await?;
        }
        Ok(())
    })
}
