//! Opening an entry, and returning to where one was.

use anyhow::Result;
use browser_tests::screens::{open_entry, search_for};
use browser_tests::{Catalogue, DESKTOP, Gate, Key, PHONE, Site, SiteBuilder, with_page};

#[test]
fn an_entry_shows_problem_solution_and_claim_in_that_order() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESKTOP).await?;
        open_entry(panel, "madkassen").await?;
        assert_eq!(panel.css(".concept__title").text().await?, "Madkassen");
        assert_eq!(
            panel.css(".chain h3").texts().await?,
            ["Problemet", "Løsningen", "Påstanden"]
        );
        // The programme's claim is always shown with the editors' check.
        panel.css(".chain").expect_text("69,42 kr.").await?;
        let titles = panel.css(".concept h3").texts().await?;
        for part in [
            "Sådan gør I",
            "Det betyder det for borgeren",
            "Det kræver det",
            "Hvad kan du gøre nu?",
            "Det ved vi om virkningen",
            "Kilder",
        ] {
            assert!(
                titles.iter().any(|title| title == part),
                "{part} is missing among {titles:?}"
            );
        }
        Ok(())
    })
}

#[test]
fn an_entry_that_is_opened_before_its_code_has_loaded_gets_the_focus_once_it_is_shown() -> Result<()>
{
    with_page(async |page| {
        let gate = Gate::closed();
        let site = SiteBuilder::shipped()?.hold_late_parts(&gate).start()?;
        let panel = page.open_panel(&site, DESKTOP).await?;
        panel.css(".card .card__link").nth(0).click().await?;
        panel.css(".waiting__text").shown().await?;
        gate.open();
        panel.css(".concept__title").expect_focus().await
    })
}

#[test]
fn opening_an_entry_focuses_its_title_and_hides_the_search_field() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, PHONE).await?;
        open_entry(panel, "madkassen").await?;
        panel.css(".concept__title").expect_focus().await?;
        panel.css("form.search").gone().await?;
        let [_, top, ..] = panel.css(".concept__title").bounds().await?;
        assert!((0.0..640.0).contains(&top), "the title is at {top}");
        // For privacy, the address does not say which entry is open.
        assert_eq!(
            page.client().current_url().await?.as_str(),
            site.host("panel.html")
        );
        Ok(())
    })
}

#[test]
fn back_leads_to_the_same_card_at_the_same_scroll_position() -> Result<()> {
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
            assert!(before > 500.0, "the card is far down, not at {before}");
            link.click().await?;
            panel.css(".concept__title").expect_text(&title).await?;
            panel.css("button.back").click().await?;
            link.expect_focus().await?;
            page.settle().await?;
            let after = page.scroll_y().await?;
            assert!(
                (before - after).abs() <= 2.0,
                "it was at {before} and is at {after}"
            );
            panel.css(".card").expect_count(12).await
        })?;
    }
    Ok(())
}

#[test]
fn back_keeps_the_query_and_the_filters() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESKTOP).await?;
        search_for(panel, "mad").await?;
        panel
            .css(".arena[data-arena='hjem-og-mad']")
            .click()
            .await?;
        panel.css(".chip").expect_count(2).await?;
        let before = panel.css(".card__link").texts().await?;
        open_entry(panel, "madkassen").await?;
        panel.css("button.back").expect_text("Tilbage til ").await?;
        panel.css("button.back").click().await?;
        panel.css(".card__link").shown().await?;
        assert_eq!(panel.css(".card__link").texts().await?, before);
        panel.css("input#q").expect_value("mad").await?;
        panel.css(".arena[aria-pressed=true]").expect_count(1).await
    })
}

#[test]
fn an_entry_is_opened_and_left_with_the_keyboard() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESKTOP).await?;
        search_for(panel, "madkassen").await?;
        page.press(Key::Enter).await?;
        let link = panel.css(".card[data-entry=madkassen] .card__link");
        page.tab_to(&link, 10).await?;
        page.press(Key::Enter).await?;
        panel.css(".concept__title").expect_focus().await?;
        page.press_back_tab().await?;
        panel.css("button.back").expect_focus().await?;
        page.press(Key::Enter).await?;
        link.expect_focus().await
    })
}

#[test]
fn the_whole_card_can_be_clicked() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESKTOP).await?;
        let card = panel.css(".card").nth(0);
        let title = card.css(".card__link").text().await?;
        card.css(".card__summary").mouse_click().await?;
        panel.css(".concept__title").expect_text(&title).await?;
        panel.css(".concept__title").expect_focus().await
    })
}

#[test]
fn what_the_source_does_not_say_is_shown_as_unknown() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESKTOP).await?;
        open_entry(panel, browser_tests::screens::ConceptState::Sparse.entry()).await?;
        panel
            .css(".concept .badge[data-kind=unknown]")
            .shown()
            .await?;
        panel.css(".concept").expect_text("Ikke oplyst").await
    })
}

#[test]
fn a_recommendation_is_labelled_as_such() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESKTOP).await?;
        open_entry(
            panel,
            browser_tests::screens::ConceptState::Recommendation.entry(),
        )
        .await?;
        panel
            .css(".concept__head")
            .expect_text("Politisk anbefaling")
            .await?;
        assert_eq!(
            panel.css(".chain h3").texts().await?[..2],
            ["Hvorfor?", "Hvad skal der ske?"]
        );
        Ok(())
    })
}

#[test]
fn a_related_entry_opens_and_back_leads_to_the_one_before() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESKTOP).await?;
        open_entry(panel, "madkassen").await?;
        let other = panel.css(".mini__link").nth(0).text().await?;
        panel.css(".mini__link").nth(0).click().await?;
        panel.css(".concept__title").expect_text(&other).await?;
        panel.css(".concept__title").expect_focus().await?;
        panel.css("button.back").click().await?;
        panel
            .css(".concept__title")
            .expect_text("Madkassen")
            .await?;
        panel.css("button.back").click().await?;
        panel
            .css(".card[data-entry=madkassen] .card__link")
            .expect_focus()
            .await
    })
}

#[test]
fn every_entry_opens_and_every_external_link_is_safe_and_names_its_domain() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let catalogue = Catalogue::shipped()?;
        let panel = page.open_panel(&site, DESKTOP).await?;
        while panel.css("button.more").count().await? > 0 {
            let now = panel.css(".card").count().await?;
            panel.css("button.more").click().await?;
            panel
                .css(".card")
                .expect("are more than before", &format!("els.length > {now}"))
                .await?;
        }
        for entry in catalogue.entries() {
            panel
                .css(&format!(".card[data-entry='{}'] .card__link", entry.id()))
                .click()
                .await?;
            panel
                .css(".concept__title")
                .expect_text(entry.title())
                .await?;
            panel
                .css(".concept .lead")
                .expect_text(entry.text("summary"))
                .await?;
            assert!(
                panel.css(".sources li").count().await? > 0,
                "{} has no source",
                entry.id()
            );
            panel.css(".sources .badge").expect_count(0).await?;
            let wrong: Vec<String> = panel
                .css(".concept a[href^='http']")
                .evaluate(
                    "els.filter((a) => a.protocol !== 'https:' || !/noopener/.test(a.rel) || !/noreferrer/.test(a.rel)
                       || !textOf(a).includes(a.hostname.replace(/^www\\./, ''))).map((a) => a.outerHTML)",
                )
                .await?;
            assert!(wrong.is_empty(), "{}: {wrong:?}", entry.id());
            panel.css("button.back").click().await?;
            panel
                .css(&format!(".card[data-entry='{}'] .card__link", entry.id()))
                .expect_focus()
                .await?;
        }
        let problems: Vec<String> = page
            .console()
            .await?
            .into_iter()
            .filter(|line| line.contains("Virker") || line.starts_with("SEVERE"))
            .collect();
        assert!(problems.is_empty(), "{problems:?}");
        Ok(())
    })
}
