//! People narrow the catalogue by what suits them, and see what they chose.

use anyhow::Result;
use browser_tests::registry::{seek, unfold_filters};
use browser_tests::{Catalogue, DESK, PHONE, Root, Site, with_page};

const TITLE: &str = ".results__title";

/// Waits until so many results are said to be there, and as many cards are shown, up to a page.
async fn expect_results(panel: Root<'_>, count: usize) -> Result<()> {
    let said = match count {
        0 => "Ingen resultater".to_owned(),
        1 => "1 resultat".to_owned(),
        many => format!("{many} resultater"),
    };
    panel.css(TITLE).expect_text(&said).await?;
    panel.css(".card").expect_count(count.min(6)).await
}

#[test]
fn each_arena_shows_as_many_as_its_tile_promises() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let catalogue = Catalogue::shipped()?;
        let panel = page.open_panel(&site, DESK).await?;
        assert_eq!(panel.css(".arena").count().await?, 4);
        for (id, label) in catalogue.words("arenas") {
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
            // Pressing it again takes it back.
            tile.click().await?;
            panel.css(TITLE).expect_text("Hele kataloget").await?;
        }
        Ok(())
    })
}

#[test]
fn each_audience_and_stage_shows_as_many_as_its_box_promises() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESK).await?;
        let boxes = panel.css("label.option").count().await?;
        assert!(
            boxes >= 3 + 6,
            "three audiences and six stages, not {boxes}"
        );
        for nth in 0..boxes {
            let option = panel.css("label.option").nth(nth);
            let count: usize = option
                .ask("parseInt(els[0].querySelector('.option__count').textContent)")
                .await?;
            option.click().await?;
            option.css("input:checked").attached().await?;
            panel.css(".chip").shown().await?;
            expect_results(panel, count).await?;
            option.click().await?;
            panel.css(TITLE).expect_text("Hele kataloget").await?;
        }
        Ok(())
    })
}

#[test]
fn audiences_widen_and_an_arena_narrows() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let catalogue = Catalogue::shipped()?;
        let panel = page.open_panel(&site, DESK).await?;
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
fn a_place_and_an_organisation_show_as_many_as_their_lists_promise() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let catalogue = Catalogue::shipped()?;
        let panel = page.open_panel(&site, DESK).await?;
        for (label, list) in [
            ("Hvor i landet?", "places"),
            ("Hvem står bag?", "organisations"),
        ] {
            let field = panel.field(label);
            let options: Vec<(String, String)> =
                field.ask("[...els[0].options].filter((one) => one.value).map((one) => [one.value, clean(one.text)])").await?;
            assert!(!options.is_empty(), "{label} has no choices");
            for (id, text) in options.iter().take(3) {
                let count = catalogue.count(list, id);
                assert!(
                    text.ends_with(&format!("({count})")),
                    "{text} should promise {count}"
                );
                field.choose(text).await?;
                expect_results(panel, count).await?;
            }
            let all: String = field.ask("clean(els[0].options[0].text)").await?;
            field.choose(&all).await?;
            panel.css(TITLE).expect_text("Hele kataloget").await?;
        }
        Ok(())
    })
}

#[test]
fn the_choices_are_read_back_as_a_sentence_and_each_can_be_taken_back() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESK).await?;
        panel.css(".chosen").gone().await?;
        seek(panel, "e").await?;
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
            .expect_text("med »e« under Hjem og mad, for pårørende eller personale.")
            .await?;
        panel.css(".chip").expect_count(4).await?;

        for (chip, left, gone) in [
            ("Pårørende", "for personale.", "pårørende"),
            ("»e«", "under Hjem og mad, for personale.", "»e«"),
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
        panel.css(TITLE).expect_text("Hele kataloget").await
    })
}

#[test]
fn taking_a_choice_back_never_throws_the_focus_away() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESK).await?;
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
            let active = page.active().await?;
            assert_eq!(
                active.host.as_deref(),
                Some("virker-panel"),
                "the focus fell to {active}"
            );
        }
        Ok(())
    })
}

#[test]
fn one_button_takes_everything_back() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let all = Catalogue::shipped()?.len();
        let panel = page.open_panel(&site, DESK).await?;
        seek(panel, "mad").await?;
        panel
            .css(".arena[data-arena='hjem-og-mad']")
            .click()
            .await?;
        let places: Vec<String> = panel
            .field("Hvor i landet?")
            .ask("[...els[0].options].map((one) => clean(one.text))")
            .await?;
        panel.field("Hvor i landet?").choose(&places[1]).await?;
        panel.css(".chip").expect_count(3).await?;
        panel.button("Nulstil").click().await?;
        panel
            .css(TITLE)
            .expect_text(&format!("Hele kataloget: {all} resultater"))
            .await?;
        panel.css("input#q").expect_value("").await?;
        panel.field("Hvor i landet?").expect_value("").await?;
        panel.css(".chosen").gone().await
    })
}

#[test]
fn when_the_filters_leave_nothing_they_can_be_taken_away_and_the_search_stays() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESK).await?;
        seek(panel, "madkassen").await?;
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
fn where_there_is_little_room_the_filters_are_folded_behind_a_button() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let catalogue = Catalogue::shipped()?;
        let panel = page.open_panel(&site, PHONE).await?;
        panel.css("label.option").gone().await?;
        unfold_filters(panel).await?;
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
        panel
            .button(&format!("Vis {count} resultater"))
            .click()
            .await?;
        panel.css(TITLE).expect_focus().await?;
        panel.css("label.option").gone().await?;
        panel.css("button.filters__toggle").expect_text("1").await?;
        expect_results(panel, count).await
    })
}

#[test]
fn where_there_is_room_the_filters_stand_open_without_a_button() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESK).await?;
        panel.css("label.option").shown().await?;
        panel.css("button.filters__toggle").gone().await?;
        panel.css("button.filters__done").gone().await
    })
}
