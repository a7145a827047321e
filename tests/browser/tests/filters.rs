//! Filtering the catalogue.

use anyhow::Result;
use browser_tests::screens::{MORE_FILTERS, expand_filters, search_for, unfold_more_filters};
use browser_tests::{Catalogue, DESKTOP, Key, PHONE, Root, Site, Viewport, with_page};

const TITLE: &str = ".results__title";

/// Waits until this many results are reported, and as many cards are shown, up to a page of six.
async fn expect_results(panel: Root<'_>, count: usize) -> Result<()> {
    let text = match count {
        0 => "Ingen idéer".to_owned(),
        1 => "1 idé".to_owned(),
        many => format!("{many} idéer"),
    };
    panel.css(TITLE).expect_text(&text).await?;
    panel.css(".card").expect_count(count.min(6)).await
}

#[test]
fn each_arena_has_as_many_results_as_its_tile_says() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let catalogue = Catalogue::shipped()?;
        let panel = page.open_panel(&site, DESKTOP).await?;
        assert_eq!(panel.css(".arena").count().await?, 4);
        for (id, label) in catalogue.terms("arenas") {
            let tile = panel.css(&format!(".arena[data-arena='{id}']"));
            let count = catalogue.count("arenas", &id);
            tile.css(".arena__name").expect_text(&label).await?;
            tile.css(".arena__count")
                .expect_text(&format!("{count} "))
                .await?;
            tile.click().await?;
            panel
                .css(&format!(".arena[data-arena='{id}'][aria-pressed=true]"))
                .shown()
                .await?;
            expect_results(panel, count).await?;
            // Pressing it again deselects it.
            tile.click().await?;
            panel.css(TITLE).expect_text("Alle ").await?;
        }
        Ok(())
    })
}

#[test]
fn each_audience_and_stage_has_as_many_results_as_its_checkbox_says() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESKTOP).await?;
        let boxes = panel.css("label.option").count().await?;
        assert!(
            boxes >= 3 + 4,
            "three audiences and four stages, not {boxes}"
        );
        for nth in 0..boxes {
            let option = panel.css("label.option").nth(nth);
            let count: usize = option
                .evaluate("parseInt(els[0].querySelector('.option__count').textContent)")
                .await?;
            option.click().await?;
            option.css("input:checked").attached().await?;
            panel.css(".chip").shown().await?;
            expect_results(panel, count).await?;
            option.click().await?;
            panel.css(TITLE).expect_text("Alle ").await?;
        }
        Ok(())
    })
}

#[test]
fn what_is_chosen_stays_under_the_pointer() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESKTOP).await?;
        let option = panel.css("label.option").nth(2);
        let top = "els[0].getBoundingClientRect().top";
        option
            .evaluate::<bool>(
                "(els[0].scrollIntoView({ block: 'center', behavior: 'instant' }), true)",
            )
            .await?;
        let before: f64 = option.evaluate(top).await?;
        option.click().await?;
        panel.css(".chip").shown().await?;
        let after: f64 = option.evaluate(top).await?;
        assert!((before - after).abs() < 2.0, "{before} {after}");
        option.click().await?;
        panel.css(TITLE).expect_text("Alle ").await?;
        let after: f64 = option.evaluate(top).await?;
        assert!((before - after).abs() < 2.0, "{before} {after}");

        // In a dialog that scrolls, the page behind it stays.
        page.run(
            "const dialog = document.createElement('dialog');
             dialog.style.cssText = 'height: 500px; overflow: auto; inset: 0; position: fixed';
             document.body.style.minHeight = '4000px';
             document.body.append(dialog); dialog.append(document.querySelector('virker-panel'));
             dialog.showModal(); scrollTo(0, 300); return null",
            vec![],
        )
        .await?;
        option
            .evaluate::<bool>(
                "(els[0].scrollIntoView({ block: 'center', behavior: 'instant' }), true)",
            )
            .await?;
        let before: f64 = option.evaluate(top).await?;
        let page_before: f64 = page.evaluate("return scrollY", vec![]).await?;
        option.click().await?;
        panel.css(".chip").shown().await?;
        let after: f64 = option.evaluate(top).await?;
        let page_after: f64 = page.evaluate("return scrollY", vec![]).await?;
        assert!((before - after).abs() < 2.0, "{before} {after}");
        assert!(
            (page_before - page_after).abs() < 1.0,
            "{page_before} {page_after}"
        );
        Ok(())
    })
}

#[test]
fn a_number_of_results_is_never_broken() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        for width in [320, 768, 1024, 1280] {
            let panel = page
                .open_panel(&site, Viewport { width, ..DESKTOP })
                .await?;
            panel.ready().await?;
            let broken: usize = panel
                .css(".option__count")
                .evaluate("els.filter((one) => one.getClientRects().length && one.offsetHeight > 1.9 * parseFloat(getComputedStyle(one).fontSize)).length")
                .await?;
            assert_eq!(broken, 0, "at {width} px");
        }
        Ok(())
    })
}

#[test]
fn several_audiences_widen_the_results_and_an_arena_narrows_them() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let catalogue = Catalogue::shipped()?;
        let panel = page.open_panel(&site, DESKTOP).await?;
        let relatives = catalogue.label("audiences", "paaroerende")?;
        let staff = catalogue.label("audiences", "personale")?;
        panel
            .css("label.option")
            .containing(&relatives)
            .click()
            .await?;
        expect_results(panel, catalogue.count("audiences", "paaroerende")).await?;
        panel.css("label.option").containing(&staff).click().await?;
        let either = |entry: &browser_tests::catalogue::Entry<'_>| {
            entry.has("audiences", "paaroerende") || entry.has("audiences", "personale")
        };
        expect_results(panel, catalogue.entries().filter(either).count()).await?;
        panel.css(".arena[data-arena='familien']").click().await?;
        let both = catalogue
            .entries()
            .filter(either)
            .filter(|entry| entry.has("arenas", "familien"))
            .count();
        expect_results(panel, both).await
    })
}

#[test]
fn each_place_and_organisation_has_as_many_results_as_its_option_says() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let catalogue = Catalogue::shipped()?;
        let panel = page.open_panel(&site, DESKTOP).await?;
        for (label, list) in [
            ("Hvor i landet?", "places"),
            ("Hvem står bag?", "organisations"),
        ] {
            let field = panel.field(label);
            let options: Vec<(String, String)> =
                field.evaluate("[...els[0].options].filter((one) => one.value).map((one) => [one.value, normalize(one.text)])").await?;
            assert!(!options.is_empty(), "{label} has no choices");
            for (id, text) in options.iter().take(3) {
                let count = catalogue.count(list, id);
                assert!(
                    text.ends_with(&format!("({count})")),
                    "{text} should say {count}"
                );
                field.choose(text).await?;
                expect_results(panel, count).await?;
            }
            let all: String = field.evaluate("normalize(els[0].options[0].text)").await?;
            field.choose(&all).await?;
            panel.css(TITLE).expect_text("Alle ").await?;
        }
        Ok(())
    })
}

#[test]
fn the_selection_is_shown_as_a_sentence_and_each_part_can_be_removed() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESKTOP).await?;
        panel.css(".chosen").gone().await?;
        search_for(panel, "mad").await?;
        panel
            .css(".arena[data-arena='hjem-og-mad']")
            .click()
            .await?;
        panel
            .css("label.option")
            .containing("Pårørende")
            .click()
            .await?;
        panel
            .css("label.option")
            .containing("Personale")
            .click()
            .await?;
        let sentence = panel.css(".chosen__sentence");
        sentence
            .expect_text("med »mad« under Hjem og mad, for pårørende eller personale.")
            .await?;
        panel.css(".chip").expect_count(4).await?;

        for (chip, left, gone) in [
            ("Pårørende", "for personale.", "pårørende"),
            ("»mad«", "under Hjem og mad, for personale.", "»mad«"),
            ("Hjem og mad", "for personale.", "Hjem og mad"),
        ] {
            panel.css(".chip").containing(chip).click().await?;
            sentence.expect_text(left).await?;
            let now = sentence.text().await?;
            assert!(!now.contains(gone), "{now}");
        }
        panel.css("input#q").expect_value("").await?;
        panel
            .css(".arena[aria-pressed=true]")
            .expect_count(0)
            .await?;
        panel.css(".chip").click().await?;
        panel.css(".chosen").gone().await?;
        panel.css(TITLE).expect_text("Alle ").await
    })
}

#[test]
fn removing_a_filter_keeps_the_focus_in_the_panel() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESKTOP).await?;
        panel
            .css(".arena[data-arena='hjem-og-mad']")
            .click()
            .await?;
        panel
            .css("label.option")
            .containing("Personale")
            .click()
            .await?;
        for chips in [1, 0] {
            panel.css(".chip").nth(0).click().await?;
            panel.css(".chip").expect_count(chips).await?;
            let active = page.active_element().await?;
            assert_eq!(
                active.host.as_deref(),
                Some("virker-panel"),
                "the focus moved to {active}"
            );
        }
        Ok(())
    })
}

#[test]
fn one_button_resets_everything() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let all = Catalogue::shipped()?.len();
        let panel = page.open_panel(&site, DESKTOP).await?;
        search_for(panel, "mad").await?;
        panel
            .css(".arena[data-arena='hjem-og-mad']")
            .click()
            .await?;
        let places: Vec<String> = panel
            .field("Hvor i landet?")
            .evaluate("[...els[0].options].map((one) => normalize(one.text))")
            .await?;
        panel.field("Hvor i landet?").choose(&places[1]).await?;
        panel.css(".chip").expect_count(3).await?;
        panel.button("Nulstil").click().await?;
        panel
            .css(TITLE)
            .expect_text(&format!("Alle {all} idéer"))
            .await?;
        panel.css("input#q").expect_value("").await?;
        panel.field("Hvor i landet?").expect_value("").await?;
        panel.css(".chosen").gone().await
    })
}

#[test]
fn when_no_result_passes_the_filters_they_can_be_removed_and_the_query_stays() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESKTOP).await?;
        search_for(panel, "madkassen").await?;
        panel
            .css(".arena[data-arena='arbejde-og-uddannelse']")
            .click()
            .await?;
        panel.css(".message[data-kind=empty]").shown().await?;
        panel.button("Fjern filtrene").click().await?;
        panel.css(".card[data-entry=madkassen]").shown().await?;
        panel.css("input#q").expect_value("madkassen").await
    })
}

#[test]
fn in_a_narrow_window_a_button_expands_the_filters() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let catalogue = Catalogue::shipped()?;
        let panel = page.open_panel(&site, PHONE).await?;
        panel.css("label.option").gone().await?;
        expand_filters(panel).await?;
        panel
            .css("button.filters__toggle[aria-expanded=true]")
            .shown()
            .await?;
        panel
            .css("label.option")
            .containing("Pårørende")
            .click()
            .await?;
        let count = catalogue.count("audiences", "paaroerende");
        panel.button(&format!("Vis {count} idéer")).click().await?;
        panel.css(TITLE).expect_focus().await?;
        panel.css("label.option").gone().await?;
        panel.css("button.filters__toggle").expect_text("1").await?;
        expect_results(panel, count).await
    })
}

#[test]
fn in_a_wide_window_the_filters_are_always_shown() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESKTOP).await?;
        panel.css("label.option").shown().await?;
        panel.css("button.filters__toggle").gone().await?;
        panel.css("button.filters__done").gone().await
    })
}

#[test]
fn each_kind_goal_and_effect_has_as_many_results_as_its_checkbox_says() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let catalogue = Catalogue::shipped()?;
        let panel = page.open_panel(&site, DESKTOP).await?;
        unfold_more_filters(panel).await?;
        let more = panel.css(MORE_FILTERS);
        let options = more.css("label.option");
        let goals = catalogue.terms("kkrGoals");
        // Seven kinds, three effects.
        options.expect_count(7 + goals.len() + 3).await?;
        for (id, label) in goals {
            let count = catalogue.count("kkrGoals", &id);
            options
                .containing(&label)
                .expect_text(&format!("{count} idé"))
                .await?;
        }
        for nth in 0..options.count().await? {
            let option = options.nth(nth);
            let count: usize = option
                .evaluate("parseInt(els[0].querySelector('.option__count').textContent)")
                .await?;
            option.click().await?;
            option.css("input:checked").attached().await?;
            panel.css(".chip").shown().await?;
            expect_results(panel, count).await?;
            option.click().await?;
            panel.css(TITLE).expect_text("Alle ").await?;
        }
        Ok(())
    })
}

#[test]
fn what_professionals_filter_by_is_unfolded_chosen_and_folded_with_the_keyboard() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESKTOP).await?;
        let all = panel.css(TITLE).text().await?;
        let more = panel.css(MORE_FILTERS);
        let summary = more.css("summary");
        more.css("label.option").expect_count(0).await?;
        panel.field("Hvem står bag?").focus().await?;
        page.press(Key::Tab).await?;
        summary.expect_focus().await?;
        page.press(Key::Enter).await?;
        let first = more.css("label.option").nth(0);
        first.shown().await?;
        summary.expect_focus().await?;
        let count: usize = first
            .evaluate("parseInt(els[0].querySelector('.option__count').textContent)")
            .await?;
        page.press(Key::Tab).await?;
        first.css("input").expect_focus().await?;
        page.press(Key::Space).await?;
        expect_results(panel, count).await?;
        // The focus stays on what was pressed.
        first.css("input:checked").expect_focus().await?;
        page.press_back_tab().await?;
        summary.expect_focus().await?;
        page.press(Key::Enter).await?;
        more.css("label.option").expect_count(0).await?;
        // What is chosen is seen, and removed, all the same.
        expect_results(panel, count).await?;
        panel.css(".chip").click().await?;
        panel.css(TITLE).expect_text(&all).await
    })
}

#[test]
fn a_link_that_chooses_what_professionals_filter_by_unfolds_it() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, PHONE).await?;
        panel.css("button.filters__toggle").shown().await?;
        page.run(
            "location.hash = '#virker.panel=1;kind=method;kind=event;effect=found'",
            vec![],
        )
        .await?;
        panel.css("button.filters__toggle").expect_text("3").await?;
        panel.css(".chip").expect_count(3).await?;
        expand_filters(panel).await?;
        let more = panel.css(MORE_FILTERS);
        more.css("input:checked").expect_count(3).await?;
        more.css("label.option")
            .containing("Metode")
            .shown()
            .await?;
        panel
            .css(".chosen__sentence")
            .expect_text("af slagsen »Metode« eller »Begivenhed«, med virkningen »Set i praksis«.")
            .await?;
        panel.button("Nulstil").click().await?;
        panel.css(TITLE).expect_text("Alle ").await?;
        more.css("input:checked").expect_count(0).await
    })
}
