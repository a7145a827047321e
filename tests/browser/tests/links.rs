//! Links into an element: from the same page, from an address that is pasted, and beside a fragment of the page's own.

use anyhow::Result;
use browser_tests::screens::search_for;
use browser_tests::{DESKTOP, Locator, Page, Site, with_page};

/// Whether something is in the window.
async fn expect_in_view(page: &Page, locator: &Locator<'_>) -> Result<()> {
    locator
        .expect(
            "is in view",
            "els.length > 0 && els[0].getBoundingClientRect().top >= 0 && els[0].getBoundingClientRect().top < innerHeight - 50",
        )
        .await?;
    page.settle().await
}

#[test]
fn a_link_on_the_same_page_opens_what_it_names_and_brings_it_into_view() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        page.open(&site, "long-page.html", DESKTOP).await?;
        let panel = page.panel(0);
        panel.ready().await?;
        let link = page.document().css("a#madkassen");
        for _ in 0..2 {
            page.run("scrollTo(0, 0); return null", vec![]).await?;
            link.click().await?;
            let title = panel.css(".concept__title");
            title.expect_text("Madkassen").await?;
            title.expect_focus().await?;
            expect_in_view(page, &title).await?;
            panel.css("button.back").click().await?;
            panel.css(".card").nth(0).shown().await?;
            // The link can be followed once more.
            page.wait_until("the link's step is taken back", "return !location.hash")
                .await?;
        }
        page.document().css("a#regn").click().await?;
        panel
            .css("[data-input=mad_pr_dag] input")
            .expect_value("54")
            .await?;
        expect_in_view(page, &panel.css(".calculator__title")).await?;
        page.run("history.back(); return null", vec![]).await?;
        panel.css("input#q").shown().await?;
        page.document().css("a#soeg").click().await?;
        panel.css("input#q").expect_value("nabo").await?;
        panel
            .css(".results__title")
            .expect_text("med »nabo«")
            .await?;
        expect_in_view(page, &panel.css("input#q")).await
    })
}

#[test]
fn a_copied_link_that_is_pasted_into_the_same_tab_opens_what_it_names() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        page.open(&site, "long-page.html", DESKTOP).await?;
        let panel = page.panel(0);
        panel.ready().await?;
        search_for(panel, "mad").await?;
        for (fragment, number) in [("69.42", "69,42"), ("54", "54")] {
            page.run(
                "location.hash = arguments[0]; return null",
                vec![
                    format!("#virker.panel=1;calculator=madkassen;n.mad_pr_dag={fragment}").into(),
                ],
            )
            .await?;
            panel
                .css("[data-input=mad_pr_dag] input")
                .expect_value(number)
                .await?;
            expect_in_view(page, &panel.css(".calculator__title")).await?;
        }
        // What is no link to this element changes nothing.
        for fragment in [
            "#virker.andet=1;entry=madkassen",
            "#indhold",
            "#virker.panel=10;q=x",
        ] {
            page.run(
                "location.hash = arguments[0]; return null",
                vec![fragment.into()],
            )
            .await?;
            page.settle().await?;
            panel.css(".calculator__title").shown().await?;
        }
        panel.css("button.back").click().await?;
        panel.css("input#q").expect_value("mad").await
    })
}

#[test]
fn a_page_that_is_opened_with_a_link_is_scrolled_to_what_it_names() -> Result<()> {
    for fragment in [
        "#virker.panel=1;entry=madkassen",
        "#virker.panel=1;calculator=madkassen",
        "#virker.panel=1;q=nabo",
    ] {
        with_page(async |page| {
            let site = Site::shipped()?;
            page.open(&site, &format!("long-page.html{fragment}"), DESKTOP)
                .await?;
            let panel = page.panel(0);
            // `ready` would scroll to it.
            panel.css(".app[data-ready]").attached().await?;
            expect_in_view(page, &panel.css(".title:not([hidden])").nth(0)).await?;
            let scrolled = page.scroll_y().await?;
            assert!(scrolled > 2000.0, "the page is scrolled to {scrolled} px");
            Ok(())
        })?;
    }
    Ok(())
}

#[test]
fn back_from_an_entry_that_a_link_opened_leads_to_its_card() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        page.open(
            &site,
            "long-page.html#virker.panel=1;entry=madkassen",
            DESKTOP,
        )
        .await?;
        let panel = page.panel(0);
        panel.ready().await?;
        panel.css(".concept__title").shown().await?;
        panel.css("button.back").click().await?;
        let focused = panel.css(":focus");
        focused.attached().await?;
        expect_in_view(page, &focused).await?;
        assert!(page.scroll_y().await? > 2000.0);
        Ok(())
    })
}

#[test]
fn a_copied_link_keeps_the_pages_own_route() -> Result<()> {
    for (route, copied) in [
        ("#/borger", "#/borger?"),
        ("#/borger?side=2", "#/borger?side=2&"),
        ("#virker.panel=1;q=mad", "#"),
        ("", "#"),
    ] {
        with_page(async |page| {
            let site = Site::shipped()?;
            page.open(&site, &format!("panel.html{route}"), DESKTOP)
                .await?;
            let panel = page.panel(0);
            panel.ready().await?;
            page.run(
                "window.copied = [];
                 Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (text) => { copied.push(text); } } });
                 return null",
                vec![],
            )
            .await?;
            search_for(panel, "madkassen").await?;
            browser_tests::screens::open_entry(panel, "madkassen").await?;
            panel.css("button.concept__calculate").click().await?;
            panel
                .css("[data-input=mad_pr_dag] input")
                .fill("54")
                .await?;
            panel
                .css("button.action")
                .containing("Kopiér link")
                .click()
                .await?;
            panel.css(".actions__told").expect_text("kopieret").await?;
            let link: String = page.evaluate("return copied[0]", vec![]).await?;
            let expected = format!(
                "{}{copied}virker.panel=1;calculator=madkassen;n.mad_pr_dag=54",
                site.host("panel.html")
            );
            assert_eq!(link, expected);
            // The page keeps its route meanwhile.
            let hash: String = page.evaluate("return location.hash", vec![]).await?;
            assert_eq!(hash, route);
            page.navigate("about:blank").await?;
            page.navigate(&link).await?;
            page.panel(0)
                .css("[data-input=mad_pr_dag] input")
                .expect_value("54")
                .await
        })?;
    }
    Ok(())
}

#[test]
fn an_element_whose_name_has_danish_letters_can_be_linked_to() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        page.open(&site, "empty.html", DESKTOP).await?;
        page.run(
            "location.hash = '#virker.søg=1;entry=madkassen';
             const panel = document.createElement('virker-panel');
             panel.id = 'søg';
             panel.setAttribute('catalogue', '/catalogue/catalogue.json');
             document.querySelector('#her').append(panel); return null",
            vec![],
        )
        .await?;
        let panel = page.panel(0);
        panel.ready().await?;
        panel.css(".concept__title").expect_text("Madkassen").await
    })
}

#[test]
fn in_a_container_that_scrolls_back_leads_to_the_same_card_at_the_same_place() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        page.open(&site, "scrolling-container.html", DESKTOP)
            .await?;
        let panel = page.panel(0);
        panel.ready().await?;
        let scrolled = async || -> Result<f64> {
            page.evaluate("return document.querySelector('main').scrollTop", vec![])
                .await
        };
        for own_button in [true, false] {
            let link = panel.css(".card__link").nth(4);
            link.evaluate::<()>(
                "(els[0].scrollIntoView({ block: 'center', behavior: 'instant' }), null)",
            )
            .await?;
            page.settle().await?;
            let before = scrolled().await?;
            assert!(before > 300.0, "the card is far down, not at {before}");
            link.click().await?;
            // It is read from its top.
            let back = panel.css("button.back");
            back.expect(
                "is in view",
                "els[0].getBoundingClientRect().top >= 119 && els[0].getBoundingClientRect().top < 400",
            )
            .await?;
            if own_button {
                back.click().await?;
            } else {
                page.run("history.back(); return null", vec![]).await?;
            }
            link.expect_focus().await?;
            page.settle().await?;
            let after = scrolled().await?;
            assert!(
                (before - after).abs() <= 2.0,
                "it was at {before} and is at {after}"
            );
        }
        Ok(())
    })
}
