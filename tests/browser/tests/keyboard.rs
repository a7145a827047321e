//! Everything works with the keyboard alone.

use anyhow::{Context, Result};
use browser_tests::screens::{open_entry, search_for};
use browser_tests::{DESKTOP, Key, PHONE, Site, tab_order, with_page};

#[test]
fn searching_opening_and_calculating_work_with_the_keyboard() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESKTOP).await?;
        page.tab_to(&panel.css("input#q"), 4).await?;
        page.type_keys("madkas").await?;
        panel
            .css(".results__title")
            .expect_text("med »madkas«")
            .await?;
        page.press(Key::Enter).await?;
        panel.css(".results__title").expect_focus().await?;
        page.tab_to(&panel.css(".card[data-entry=madkassen] .card__link"), 5)
            .await?;
        page.press(Key::Enter).await?;
        panel.css(".concept__title").expect_focus().await?;
        page.tab_to(&panel.css("button.concept__calculate"), 25)
            .await?;
        page.press(Key::Enter).await?;
        panel.css(".calculator__title").expect_focus().await?;
        page.tab_to(&panel.css("[data-input=mad_pr_dag] input"), 20)
            .await?;
        page.chord(&[Key::Control], Key::Home).await?;
        page.chord(&[Key::Shift], Key::End).await?;
        page.type_keys("83").await?;
        panel.css(".bar[data-own]").expect_text("4.980 kr.").await?;
        // And back again.
        panel.css("button.back").focus().await?;
        page.press(Key::Enter).await?;
        panel
            .css("button.concept__calculate")
            .expect_focus()
            .await?;
        panel.css("button.back").focus().await?;
        page.press(Key::Space).await?;
        panel
            .css(".card[data-entry=madkassen] .card__link")
            .expect_focus()
            .await
    })
}

#[test]
fn the_tab_order_is_the_reading_order() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESKTOP).await?;
        panel.css("input#q").type_text("mad").await?;
        panel
            .css(".results__title")
            .expect_text("med »mad«")
            .await?;
        let stops = tab_order::walk(page).await?;
        let widget_stops = stops.iter().filter(|stop| stop.host.is_some());
        let mut seen: Vec<&str> = Vec::new();
        for stop in widget_stops {
            let part = match stop.id.as_str() {
                "q" => "field",
                "place" => "place",
                "organisation" => "organisation",
                "sort" => "sort",
                _ if stop.has_class("search__clear") => "clear",
                _ if stop.name == "Søg" => "submit",
                _ if stop.has_class("arena") => "arenas",
                _ if stop.has_class("chip") => "chips",
                _ if stop.name == "Nulstil" => "reset",
                _ if stop.has_class("card__link") => "cards",
                _ if stop.has_class("more") => "more",
                _ if stop.tag == "input" => "options",
                _ if stop.tag == "summary" => "choices for professionals",
                _ => "suggestions",
            };
            if seen.last() != Some(&part) {
                seen.push(part);
            }
        }
        assert_eq!(
            seen,
            [
                "field",
                "clear",
                "submit",
                "suggestions",
                "arenas",
                "chips",
                "reset",
                "options",
                "place",
                "organisation",
                "choices for professionals",
                "sort",
                "cards",
                "more"
            ]
        );
        Ok(())
    })
}

#[test]
fn space_toggles_arenas_and_checkboxes_and_arrows_select_options() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESKTOP).await?;
        let arena = panel.css(".arena[data-arena='familien']");
        page.tab_to(&arena, 20).await?;
        page.press(Key::Space).await?;
        panel
            .css(".arena[data-arena='familien'][aria-pressed=true]")
            .expect_focus()
            .await?;
        let option = panel.css("label.option input").nth(0);
        page.tab_to(&option, 10).await?;
        page.press(Key::Space).await?;
        panel.css(".chip").expect_count(2).await?;
        option.expect_focus().await?;
        let sort = panel.css("select#sort");
        page.tab_to(&sort, 30).await?;
        page.press(Key::Down).await?;
        sort.expect_value("titel").await?;
        sort.expect_focus().await
    })
}

#[test]
fn what_tab_focuses_is_neither_outside_the_viewport_nor_behind_the_sticky_answer() -> Result<()> {
    // Focuses a control and scrolls so that the next one's top is this far below the viewport's bottom: behind the
    // sticky answer, just below the viewport, far below it, or just above it.
    const PREPARE: &str = "
        const [nth, below] = arguments;
        const controls = document.querySelector('virker-calculator').shadowRoot
          .querySelectorAll('.assumptions :is(button, input):not(:disabled)');
        controls[nth].focus({ preventScroll: true });
        const { top } = controls[nth + 1].getBoundingClientRect();
        scrollBy({ top: top - innerHeight - below, behavior: 'instant' });
        return null";
    const CHECK: &str = "
        const bar = document.querySelector('virker-calculator').shadowRoot.querySelector('.short-answer');
        const [box, answer] = [deepActive(), bar].map((el) => el.getBoundingClientRect());
        const isClear = box.bottom <= answer.top || box.top >= answer.bottom;
        return [box.top, box.bottom, answer.top, box.top >= 0 && box.bottom <= innerHeight && isClear]";
    with_page(async |page| {
        let site = Site::shipped()?;
        let calculator = page.open_calculator(&site, PHONE).await?;
        calculator.css(".short-answer").shown().await?;
        let controls = calculator.css(".assumptions :is(button, input):not(:disabled)");
        for nth in 3..9 {
            for below in [-50, 20, 400, -680] {
                page.run(PREPARE, vec![nth.into(), below.into()]).await?;
                page.settle().await?;
                page.press(Key::Tab).await?;
                controls.nth(nth + 1).expect_focus().await?;
                page.settle().await?;
                let (top, bottom, answer, is_visible): (f64, f64, f64, bool) =
                    page.evaluate(CHECK, vec![]).await?;
                assert!(
                    is_visible,
                    "control {nth}, {below} px below the edge, is at {top} to {bottom}, the answer at {answer}"
                );
            }
        }
        Ok(())
    })
}

#[test]
fn what_tab_focuses_on_its_way_there_and_back_is_seen() -> Result<()> {
    for viewport in [PHONE, DESKTOP] {
        with_page(async |page| {
            let site = Site::shipped()?;
            let calculator = page.open_calculator(&site, viewport).await?;
            calculator.css(".short-answer").shown().await?;
            page.document().css("#foer").focus().await?;
            for (is_back, end) in [(false, "efter"), (true, "foer")] {
                let mut stops = 0;
                loop {
                    if is_back {
                        page.press_back_tab().await?;
                    } else {
                        page.press(Key::Tab).await?;
                    }
                    let active = page.active_element().await?;
                    if active.id == end {
                        break;
                    }
                    if active.host.is_none() {
                        continue;
                    }
                    // A browser may scroll in a frame of its own.
                    page.wait_until(
                        "what has the focus is seen",
                        "return deepActive() && unobscured(deepActive())",
                    )
                    .await
                    .with_context(|| {
                        format!("{active} at {} px, back: {is_back}", viewport.width)
                    })?;
                    stops += 1;
                }
                assert!(stops > 20, "{stops} stops");
            }
            Ok(())
        })?;
    }
    Ok(())
}

#[test]
fn typing_does_not_trigger_the_pages_shortcuts() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESKTOP).await?;
        page.run(
            "window.pressed = [];
             for (const type of ['keydown', 'keypress', 'keyup']) addEventListener(type, (event) => pressed.push(type + event.key));
             return null",
            vec![],
        )
        .await?;
        panel.css("input#q").type_text("s/").await?;
        panel.css("input#q").expect_value("s/").await?;
        let pressed: Vec<String> = page.evaluate("return pressed", vec![]).await?;
        assert_eq!(pressed, Vec::<String>::new());
        Ok(())
    })
}

#[test]
fn a_dialog_of_the_page_around_the_panel_hears_escape_and_tab_unless_the_panel_used_them()
-> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESKTOP).await?;
        page.run(
            "window.pressed = []; document.querySelector('main').addEventListener('keydown', (event) => pressed.push(event.key)); return null",
            vec![],
        )
        .await?;
        let heard = async |keys: &[&str]| -> Result<()> {
            let pressed: Vec<String> = page.evaluate("return pressed.splice(0)", vec![]).await?;
            assert_eq!(pressed, keys);
            Ok(())
        };
        let field = panel.css("input#q");
        field.type_text("mad").await?;
        page.press(Key::Escape).await?;
        field.expect_value("").await?;
        field.expect_focus().await?;
        heard(&[]).await?;
        page.press(Key::Escape).await?;
        page.press(Key::Tab).await?;
        heard(&["Escape", "Tab"]).await?;
        // Escape closes our own dialog and cancels our own question, and not the page's dialog too.
        search_for(panel, "madkassen").await?;
        open_entry(panel, "madkassen").await?;
        panel.css("button.concept__calculate").click().await?;
        panel
            .css("button.action")
            .containing("Mødetilstand")
            .click()
            .await?;
        panel.css("dialog.meeting").shown().await?;
        page.press(Key::Escape).await?;
        panel.css("dialog.meeting").gone().await?;
        heard(&[]).await
    })
}
