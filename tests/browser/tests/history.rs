//! The browser's Back and Forward: they close and open what is opened in an element, and the history says nothing of it.

use anyhow::Result;
use browser_tests::page::until;
use browser_tests::screens::{open_entry, search_for};
use browser_tests::{DESKTOP, PHONE, Page, Root, Site, with_page};
use serde_json::{Value, json};

async fn go(page: &Page, steps: i32) -> Result<()> {
    page.run("history.go(arguments[0]); return null", vec![steps.into()])
        .await?;
    Ok(())
}

async fn length(page: &Page) -> Result<u32> {
    page.evaluate("return history.length", vec![]).await
}

/// The state of the history's entry; a traversal may still be under way.
async fn expect_state(page: &Page, state: Value) -> Result<()> {
    page.wait_until_with(
        "the history is at the page's own entry",
        "return JSON.stringify(history.state) === JSON.stringify(arguments[0])",
        vec![state],
    )
    .await
}

/// What a router of the page's hears.
async fn record_pops(page: &Page) -> Result<()> {
    page.run(
        "window.pops = []; addEventListener('popstate', () => pops.push([location.pathname + location.hash, history.state])); return null",
        vec![],
    )
    .await?;
    Ok(())
}

async fn expect_search(panel: Root<'_>) -> Result<()> {
    panel.css("input#q").shown().await?;
    panel.css(".concept").expect_count(0).await
}

async fn expect_entry(panel: Root<'_>, id: &str) -> Result<()> {
    panel
        .css(&format!("article.concept[data-entry='{id}']"))
        .shown()
        .await
}

#[test]
fn back_leads_from_an_entry_to_the_same_card_at_the_same_scroll_position() -> Result<()> {
    for viewport in [PHONE, DESKTOP] {
        with_page(async |page| {
            let site = Site::shipped()?;
            let panel = page.open_panel(&site, viewport).await?;
            panel.css("button.more").click().await?;
            panel.css(".card").expect_count(12).await?;
            let link = panel.css(".card__link").nth(8);
            let title = link.text().await?;
            link.evaluate::<()>(
                "(els[0].scrollIntoView({ block: 'center', behavior: 'instant' }), null)",
            )
            .await?;
            page.settle().await?;
            let before = page.scroll_y().await?;
            link.click().await?;
            panel.css(".concept__title").expect_text(&title).await?;
            go(page, -1).await?;
            link.expect_focus().await?;
            page.settle().await?;
            let after = page.scroll_y().await?;
            assert!(
                (before - after).abs() <= 2.0,
                "it was at {before} and is at {after}"
            );
            panel.css(".card").expect_count(12).await?;
            assert_eq!(
                page.client().current_url().await?.as_str(),
                site.host("panel.html")
            );
            Ok(())
        })?;
    }
    Ok(())
}

#[test]
fn the_history_says_nothing_of_what_is_shown() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESKTOP).await?;
        page.run(
            "history.replaceState({ route: 'forside', key: 7 }, ''); return null",
            vec![],
        )
        .await?;
        let before = length(page).await?;
        let mut numbers = Vec::new();
        let mut expect_quiet = async |opened: u32| -> Result<()> {
            let state: Value = page.evaluate("return history.state", vec![]).await?;
            let state = state.as_object().cloned().unwrap_or_default();
            let keys: Vec<&String> = state.keys().collect();
            assert_eq!(
                keys,
                ["key", "route", "virker"],
                "the page's own state and a number"
            );
            assert_eq!(
                (&state["route"], &state["key"]),
                (&json!("forside"), &json!(7))
            );
            assert!(state["virker"].is_u64(), "{}", state["virker"]);
            numbers.push(state["virker"].as_u64());
            assert_eq!(
                page.client().current_url().await?.as_str(),
                site.host("panel.html")
            );
            assert_eq!(page.client().title().await?, "En side med et panel");
            assert_eq!(length(page).await?, before + opened);
            Ok(())
        };
        search_for(panel, "hverdag").await?;
        open_entry(panel, "hverdagsplan").await?;
        expect_quiet(1).await?;
        panel.css("button.concept__fill").click().await?;
        panel.css(".worksheet__title").expect_focus().await?;
        expect_quiet(2).await?;
        go(page, -2).await?;
        expect_search(panel).await?;
        search_for(panel, "madkassen").await?;
        open_entry(panel, "madkassen").await?;
        panel.css("button.concept__calculate").click().await?;
        panel.css(".calculator__title").expect_focus().await?;
        panel
            .css("[data-input=mad_pr_dag] input")
            .fill("54")
            .await?;
        expect_quiet(2).await?;
        // Numbers of the same size for whatever is opened.
        assert!(numbers.is_sorted(), "{numbers:?}");
        Ok(())
    })
}

#[test]
fn back_closes_a_calculator_then_its_entry_and_forward_opens_both_again() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESKTOP).await?;
        search_for(panel, "mad").await?;
        open_entry(panel, "madkassen").await?;
        panel.css("button.concept__calculate").click().await?;
        panel
            .css("[data-input=mad_pr_dag] input")
            .fill("54")
            .await?;
        panel.css(".bar[data-own]").expect_text("3.240 kr.").await?;
        go(page, -1).await?;
        panel
            .css("button.concept__calculate")
            .expect_focus()
            .await?;
        go(page, -1).await?;
        panel
            .css(".card[data-entry=madkassen] .card__link")
            .expect_focus()
            .await?;
        panel.css("input#q").expect_value("mad").await?;
        go(page, 1).await?;
        panel.css(".concept__title").expect_focus().await?;
        go(page, 1).await?;
        panel.css(".calculator__title").expect_focus().await?;
        panel.css(".bar[data-own]").expect_text("3.240 kr.").await?;
        // Several steps at once, as from the list behind a browser's button.
        go(page, -2).await?;
        panel
            .css(".card[data-entry=madkassen] .card__link")
            .expect_focus()
            .await?;
        go(page, 2).await?;
        panel.css(".calculator__title").expect_focus().await
    })
}

#[test]
fn the_panels_own_back_takes_its_step_out_of_the_history() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESKTOP).await?;
        page.run("history.pushState({ own: 1 }, ''); return null", vec![])
            .await?;
        let before = length(page).await?;
        for _ in 0..3 {
            open_entry(panel, "madkassen").await?;
            panel.css("button.concept__calculate").click().await?;
            panel.css(".calculator__title").expect_focus().await?;
            panel.css("button.back").click().await?;
            panel
                .css("button.concept__calculate")
                .expect_focus()
                .await?;
            panel.css("button.back").click().await?;
            panel
                .css(".card[data-entry=madkassen] .card__link")
                .expect_focus()
                .await?;
        }
        expect_state(page, json!({ "own": 1 })).await?;
        assert!(length(page).await? <= before + 2);
        // The next Back is the page's own.
        go(page, -1).await?;
        expect_state(page, Value::Null).await?;
        expect_search(panel).await
    })
}

#[test]
fn pressing_back_and_opening_in_quick_succession_loses_nothing() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESKTOP).await?;
        open_entry(panel, "madkassen").await?;
        panel.css("button.concept__calculate").click().await?;
        panel.css(".calculator__title").expect_focus().await?;
        page.evaluate_async::<()>(
            "const root = document.querySelector('virker-panel').shadowRoot;
             const press = async (selector) => {
               while (!root.querySelector(selector)) await new Promise((next) => setTimeout(next));
               root.querySelector(selector).click();
             };
             await press('.calculator button.back');
             await press('.concept button.back');
             await press('.card[data-entry] .card__link');",
            vec![],
        )
        .await?;
        panel.css(".concept__title").expect_focus().await?;
        page.wait_until(
            "the open entry is a step",
            "return Boolean(history.state?.virker)",
        )
        .await?;
        page.settle().await?;
        panel.css(".concept__title").shown().await?;
        go(page, -1).await?;
        expect_search(panel).await?;
        expect_state(page, Value::Null).await
    })
}

#[test]
fn a_related_entry_is_closed_by_back_with_the_focus_on_its_link() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESKTOP).await?;
        open_entry(panel, "madkassen").await?;
        let link = panel.css(".mini__link").nth(0);
        let other = link.text().await?;
        link.click().await?;
        panel.css(".concept__title").expect_text(&other).await?;
        go(page, -1).await?;
        expect_entry(panel, "madkassen").await?;
        link.expect_focus().await?;
        page.settle().await?;
        let [_, top, ..] = link.bounds().await?;
        assert!((0.0..900.0).contains(&top), "it is at {top}");
        go(page, -1).await?;
        expect_search(panel).await
    })
}

#[test]
fn elements_on_one_page_have_their_steps_in_the_order_in_which_they_were_opened() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        page.open(&site, "two-panels.html", DESKTOP).await?;
        let (first, second) = (page.panel(0), page.panel(1));
        first.ready().await?;
        second.ready().await?;
        open_entry(first, "madkassen").await?;
        open_entry(second, "hverdagsplan").await?;
        go(page, -1).await?;
        expect_search(second).await?;
        expect_entry(first, "madkassen").await?;
        go(page, 1).await?;
        expect_entry(second, "hverdagsplan").await?;
        // Closed below the other's step: that one stays, and Back passes what is no longer there.
        first.css("button.back").click().await?;
        expect_search(first).await?;
        expect_entry(second, "hverdagsplan").await?;
        go(page, -1).await?;
        expect_search(second).await?;
        expect_state(page, Value::Null).await?;
        expect_search(first).await
    })
}

#[test]
fn what_the_page_itself_puts_in_the_history_stays_its_own() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESKTOP).await?;
        page.run(
            "history.replaceState({ own: 0 }, '', '#/forside'); return null",
            vec![],
        )
        .await?;
        record_pops(page).await?;
        open_entry(panel, "madkassen").await?;
        page.run(
            "history.pushState({ own: 1 }, '', '#/kontakt'); return null",
            vec![],
        )
        .await?;
        // Back from the page's own entry closes nothing of ours.
        go(page, -1).await?;
        page.wait_until("the page hears it", "return pops.length === 1")
            .await?;
        expect_entry(panel, "madkassen").await?;
        go(page, 1).await?;
        page.wait_until("the page hears it", "return pops.length === 2")
            .await?;
        expect_entry(panel, "madkassen").await?;
        // 'Tilbage' in the panel does not take the page's entry away.
        panel.css("button.back").click().await?;
        expect_search(panel).await?;
        page.settle().await?;
        let at: String = page.evaluate("return location.hash", vec![]).await?;
        assert_eq!(at, "#/kontakt");
        // The step that is left is passed.
        go(page, -1).await?;
        expect_state(page, json!({ "own": 0 })).await?;
        go(page, 1).await?;
        page.wait_until("it is passed", "return location.hash === '#/kontakt'")
            .await?;
        expect_state(page, json!({ "own": 1 })).await?;
        expect_search(panel).await
    })
}

#[test]
fn a_link_of_the_page_to_its_own_place_closes_nothing() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESKTOP).await?;
        open_entry(panel, "madkassen").await?;
        page.document().css("a#foer").click().await?;
        page.wait_until("it is followed", "return location.hash === '#indhold'")
            .await?;
        page.settle().await?;
        expect_entry(panel, "madkassen").await?;
        go(page, -1).await?;
        page.wait_until("it is left", "return location.hash === ''")
            .await?;
        page.settle().await?;
        expect_entry(panel, "madkassen").await?;
        go(page, -1).await?;
        expect_search(panel).await
    })
}

#[test]
fn back_closes_what_was_opened_while_the_engine_was_on_its_way() -> Result<()> {
    for way in [
        "location.hash = '#virker.panel=1;entry=madkassen'; return null",
        "document.querySelector('virker-panel').open('madkassen'); return null",
    ] {
        with_page(async |page| {
            let (site, engine) = Site::with_waiting_engine()?;
            page.open_early(&site, "panel.html", DESKTOP).await?;
            let panel = page.panel(0);
            panel.css(".card").expect_count(6).await?;
            page.run(way, vec![]).await?;
            engine.open();
            expect_entry(panel, "madkassen").await?;
            go(page, -1).await?;
            expect_search(panel).await?;
            let address: String = page
                .evaluate("return location.pathname + location.hash", vec![])
                .await?;
            assert_eq!(address, "/hosts/panel.html");
            go(page, 1).await?;
            expect_entry(panel, "madkassen").await
        })?;
    }
    Ok(())
}

#[test]
fn a_link_that_wakes_an_element_far_below_is_a_step_too() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        page.open(&site, "long-page.html", DESKTOP).await?;
        page.document().css("a#madkassen").click().await?;
        let panel = page.panel(0);
        expect_entry(panel, "madkassen").await?;
        go(page, -1).await?;
        expect_search(panel).await
    })
}

#[test]
fn what_else_changes_the_address_while_the_engine_is_on_its_way_is_no_step() -> Result<()> {
    // A link to another place of the page, beside a calculator that is always open.
    with_page(async |page| {
        let (site, engine) = Site::with_waiting_engine()?;
        page.open_early(&site, "calculator.html", DESKTOP).await?;
        let calculator = page.element("virker-calculator", 0);
        calculator.css(".app .app:not([hidden])").attached().await?;
        page.run("location.hash = '#indhold'; return null", vec![])
            .await?;
        let before = length(page).await?;
        engine.open();
        calculator.ready().await?;
        assert_eq!(length(page).await?, before);
        expect_state(page, Value::Null).await
    })?;
    // A page that tidies its address: the panel's own way back stays on the page.
    with_page(async |page| {
        let (site, engine) = Site::with_waiting_engine()?;
        let address = "panel.html?fra=brev#virker.panel=1;entry=madkassen";
        page.open_early(&site, address, DESKTOP).await?;
        page.run(
            "history.replaceState(null, '', location.pathname + location.hash); return null",
            vec![],
        )
        .await?;
        engine.open();
        let panel = page.panel(0);
        expect_entry(panel, "madkassen").await?;
        panel.css("button.back").click().await?;
        expect_search(panel).await?;
        page.settle().await?;
        expect_search(panel).await
    })
}

#[test]
fn a_page_that_forbids_steps_has_none() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESKTOP).await?;
        page.run(
            "document.querySelector('virker-panel').setAttribute('history', 'off'); return null",
            vec![],
        )
        .await?;
        let before = length(page).await?;
        record_pops(page).await?;
        open_entry(panel, "madkassen").await?;
        panel.css("button.concept__calculate").click().await?;
        panel.css(".calculator__title").expect_focus().await?;
        expect_state(page, Value::Null).await?;
        assert_eq!(length(page).await?, before);
        panel.css("button.back").click().await?;
        panel.css("button.back").click().await?;
        expect_search(panel).await?;
        page.settle().await?;
        assert_eq!(
            page.evaluate::<Value>("return pops", vec![]).await?,
            json!([])
        );
        Ok(())
    })
}

#[test]
fn a_state_of_the_pages_that_is_a_text_or_a_list_stays_as_it_is() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESKTOP).await?;
        for state in [json!("side 2"), json!([1, 2])] {
            page.run(
                "history.replaceState(arguments[0], ''); return null",
                vec![state.clone()],
            )
            .await?;
            let before = length(page).await?;
            open_entry(panel, "madkassen").await?;
            expect_state(page, state.clone()).await?;
            assert_eq!(length(page).await?, before);
            panel.css("button.back").click().await?;
            expect_search(panel).await?;
            expect_state(page, state).await?;
        }
        Ok(())
    })
}

#[test]
fn back_from_an_unsaved_worksheet_asks_first() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESKTOP).await?;
        open_entry(panel, "hverdagsplan").await?;
        panel.css("button.concept__fill").click().await?;
        panel.field("Hvem er planen for?").fill("Anna").await?;
        let question = panel.css(".question");
        for _ in 0..2 {
            go(page, -1).await?;
            question.expect_focus().await?;
            question.css("button").named("Bliv her").click().await?;
            question.gone().await?;
            panel
                .field("Hvem er planen for?")
                .expect_value("Anna")
                .await?;
        }
        // Further back than the worksheet, too.
        go(page, -2).await?;
        question.expect_focus().await?;
        question
            .css("button")
            .named("Gå uden at gemme")
            .click()
            .await?;
        panel.css("button.concept__fill").expect_focus().await?;
        go(page, -1).await?;
        expect_search(panel).await?;
        expect_state(page, Value::Null).await
    })
}

#[test]
fn a_removed_element_leaves_no_step_that_does_nothing() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESKTOP).await?;
        open_entry(panel, "madkassen").await?;
        panel.css("button.concept__calculate").click().await?;
        panel.css(".calculator__title").expect_focus().await?;
        page.run(
            "document.querySelector('virker-panel').remove();
             history.pushState({ own: 1 }, '', '#/anden-side'); return null",
            vec![],
        )
        .await?;
        page.settle().await?;
        go(page, -1).await?;
        expect_state(page, Value::Null).await?;
        go(page, 1).await?;
        expect_state(page, json!({ "own": 1 })).await?;
        // A new one begins anew.
        page.run(
            "const panel = document.createElement('virker-panel');
             panel.setAttribute('catalogue', '/catalogue/catalogue.json');
             document.querySelector('main').append(panel); return null",
            vec![],
        )
        .await?;
        let panel = page.panel(0);
        panel.ready().await?;
        open_entry(panel, "madkassen").await?;
        go(page, -1).await?;
        expect_search(panel).await?;
        expect_state(page, json!({ "own": 1 })).await
    })
}

#[test]
fn after_the_page_is_loaded_again_back_passes_the_steps_of_before() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESKTOP).await?;
        open_entry(panel, "madkassen").await?;
        panel.css("button.concept__calculate").click().await?;
        panel.css(".calculator__title").expect_focus().await?;
        page.run(
            "document.documentElement.dataset.before = ''; return null",
            vec![],
        )
        .await?;
        page.client().refresh().await?;
        page.wait_until(
            "it is loaded again",
            "return document.readyState === 'complete' && !('before' in document.documentElement.dataset)",
        )
        .await?;
        panel.ready().await?;
        expect_search(panel).await?;
        go(page, -1).await?;
        expect_state(page, Value::Null).await?;
        open_entry(panel, "madkassen").await?;
        go(page, -1).await?;
        expect_search(panel).await?;
        expect_state(page, Value::Null).await
    })
}

#[test]
fn steps_can_be_taken_after_the_engine_has_stopped_and_started_again() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESKTOP).await?;
        open_entry(panel, "madkassen").await?;
        page.run(
            "const text = Object.getOwnPropertyDescriptor(Node.prototype, 'nodeValue');
             Object.defineProperty(Node.prototype, 'nodeValue', { ...text, set() {
               Object.defineProperty(Node.prototype, 'nodeValue', text);
               throw new WebAssembly.RuntimeError('broken by the test');
             } });
             return null",
            vec![],
        )
        .await?;
        panel.css(".mini__link").nth(0).click().await?;
        panel.button("Prøv igen").click().await?;
        panel.ready().await?;
        open_entry(panel, "hverdagsplan").await?;
        go(page, -1).await?;
        expect_search(panel).await?;
        open_entry(panel, "hverdagsplan").await?;
        panel.css("button.back").click().await?;
        expect_search(panel).await?;
        page.settle().await?;
        until("nothing of before is in the way", async || {
            let state: Value = page.evaluate("return history.state", vec![]).await?;
            if state.is_null() {
                return Ok(Some(()));
            }
            go(page, -1).await?;
            page.settle().await?;
            Ok(None)
        })
        .await?;
        expect_search(panel).await
    })
}
