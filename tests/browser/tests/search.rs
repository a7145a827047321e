//! Searching.

use anyhow::Result;
use browser_tests::screens::search_for;
use browser_tests::{
    Catalogue, DESKTOP, Gate, Key, PHONE, Page, Response, Root, Site, SiteBuilder, with_page,
};
use serde_json::json;

const FIELD: &str = "input#q";
const TITLE: &str = ".results__title";

#[test]
fn a_prefix_finds_madkassen_and_is_highlighted_in_its_title() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESKTOP).await?;
        panel
            .field("Hvad leder du efter?")
            .type_text("madkas")
            .await?;
        panel.css(TITLE).expect_text("med »madkas«").await?;
        let first = panel.css(".card").nth(0);
        assert_eq!(
            first.attribute("data-entry").await?.as_deref(),
            Some("madkassen")
        );
        assert_eq!(first.css(".card__link").text().await?, "Madkassen");
        assert_eq!(first.css(".card__link mark").texts().await?, ["Madkas"]);
        Ok(())
    })
}

#[test]
fn results_follow_each_letter_and_the_focus_stays_in_the_field() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESKTOP).await?;
        panel.css(FIELD).focus().await?;
        let titles = ["Alle 64 idéer", "med »ma«", "med »mad«"];
        for (letter, title) in ["m", "a", "d"].into_iter().zip(titles) {
            page.type_keys(letter).await?;
            panel.css(TITLE).expect_text(title).await?;
            panel.css(FIELD).expect_focus().await?;
        }
        page.press(Key::Backspace).await?;
        panel.css(TITLE).expect_text("med »ma«").await
    })
}

/// A panel with its first cards and its index: something was found in it.
async fn open_with_index<'p>(page: &'p Page, site: &Site) -> Result<Root<'p>> {
    let panel = page.open_panel(site, DESKTOP).await?;
    panel.css(FIELD).fill("madkassen").await?;
    panel.css(TITLE).expect_text("med »madkassen«").await?;
    panel.css(FIELD).fill("").await?;
    panel.css(".card").expect_count(6).await?;
    Ok(panel)
}

/// To make cards anew at each letter takes a slow phone too long.
#[test]
fn a_letter_writes_its_cards_into_those_that_stand_and_leaves_those_that_stay() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = open_with_index(page, &site).await?;
        page.run(
            "window.cards = () => [...document.querySelector('virker-panel').shadowRoot.querySelectorAll('.card')];
             window.was = new Map(cards().map((card) => [card, card.dataset.entry]));
             const field = document.querySelector('virker-panel').shadowRoot.querySelector('#q');
             field.value = 'støtte';
             field.dispatchEvent(new InputEvent('input', { bubbles: true }));
             return null",
            vec![],
        )
        .await?;
        panel.css(TITLE).expect_text("med »støtte«").await?;
        let moved = page.run(
            "const now = cards().map((card) => [card.dataset.entry, was.get(card)]);
             const stayed = (id) => [...was.values()].includes(id);
             return { unknown: now.filter(([, before]) => !before).length,
               moved: now.filter(([id, before]) => stayed(id) && before !== id).length,
               new: now.filter(([id]) => !stayed(id)).length > 0,
               links: cards().filter((card) => !card.querySelector('.card__link').href.endsWith(card.dataset.entry)).length,
               arenas: cards().filter((card) => !card.dataset.arena).length }",
            vec![],
        );
        let expected = json!({ "unknown": 0, "moved": 0, "new": true, "links": 0, "arenas": 0 });
        assert_eq!(moved.await?, expected);
        // A press on one opens what it shows now.
        let title = panel.css(".card__link").nth(1).text().await?;
        panel.css(".card__link").nth(1).click().await?;
        panel.css(".concept__title").expect_text(&title).await
    })
}

#[test]
fn a_question_that_has_only_been_begun_changes_nothing_that_is_shown() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = open_with_index(page, &site).await?;
        let title = panel.css(TITLE).text().await?;
        let cards = panel.css(".card__link").texts().await?;
        for typed in ["j", "jeg kan ikke", "jeg kan ikke s"] {
            panel.css(FIELD).fill(typed).await?;
            page.settle().await?;
            assert_eq!(panel.css(TITLE).text().await?, title, "{typed}");
            assert_eq!(panel.css(".card__link").texts().await?, cards, "{typed}");
            panel.css(".chip, .card mark").expect_count(0).await?;
        }
        // Now there is a word to search for.
        search_for(panel, "jeg kan ikke sove").await?;
        assert_ne!(panel.css(".card__link").texts().await?, cards);
        panel.css(".chip").shown().await
    })
}

#[test]
fn capitals_make_no_difference() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESKTOP).await?;
        search_for(panel, "PÅRØRENDE").await?;
        let upper_case = panel.css(".card__link").texts().await?;
        search_for(panel, "pårørende").await?;
        assert_eq!(panel.css(".card__link").texts().await?, upper_case);
        assert!(!upper_case.is_empty());
        Ok(())
    })
}

#[test]
fn enter_and_the_button_focus_the_results_and_do_not_submit_the_page() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESKTOP).await?;
        search_for(panel, "mad").await?;
        page.press(Key::Enter).await?;
        panel.css(TITLE).expect_focus().await?;
        panel.css(FIELD).focus().await?;
        panel.button("Søg").click().await?;
        panel.css(TITLE).expect_focus().await?;
        assert_eq!(
            page.client().current_url().await?.as_str(),
            site.host("panel.html")
        );
        Ok(())
    })
}

#[test]
fn the_number_of_results_is_announced_once_when_typing_pauses() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESKTOP).await?;
        let status = panel.css("[role=status].announce");
        page.run(
            "window.announcements = []; const region = find(arguments[0])[0];
             new MutationObserver(() => announcements.push(region.textContent))
               .observe(region, { childList: true, characterData: true, subtree: true }); return null",
            vec![serde_json::json!({"tag": "virker-panel", "nth": 0,
                "steps": [{"css": ".announce", "named": null, "containing": null, "nth": null}]})],
        )
        .await?;
        panel.css(FIELD).type_text("madkas").await?;
        status.expect_text("med »madkas«").await?;
        let announcements: Vec<String> = page.evaluate("return announcements", vec![]).await?;
        assert_eq!(announcements.len(), 1, "{announcements:?}");
        assert_eq!(announcements[0], panel.css(TITLE).text().await?);
        Ok(())
    })
}

#[test]
fn a_choice_that_leaves_the_number_as_it_was_is_announced_all_the_same() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESKTOP).await?;
        let status = panel.css("[role=status].announce");
        let none = "xqzxqz";
        panel.css(FIELD).type_text(none).await?;
        status.expect_text("Ingen idéer").await?;
        let before = status.text().await?;
        let text = |same| {
            format!(
                "(els[0]?.textContent === {}) === {same}",
                serde_json::json!(before)
            )
        };
        status.expect("says what it said", &text(true)).await?;
        panel.css(".arena").nth(0).click().await?;
        status.expect("is announced anew", &text(false)).await?;
        panel.css(".arena").nth(0).click().await?;
        status.expect("is announced once more", &text(true)).await
    })
}

#[test]
fn the_number_of_results_is_not_announced_on_a_screen_that_was_opened_meanwhile() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESKTOP).await?;
        panel
            .css("[role=status].announce")
            .evaluate::<bool>(
                "(window.announcements = [], new MutationObserver(() => announcements.push(els[0].textContent))
                    .observe(els[0], { childList: true, characterData: true, subtree: true }), true)",
            )
            .await?;
        // Quicker than a driver types and clicks: the entry is pressed before typing has rested.
        panel
            .css(FIELD)
            .evaluate::<bool>(
                "(els[0].value = 'madkas',
                  els[0].dispatchEvent(new InputEvent('input', { bubbles: true, composed: true })),
                  setTimeout(() => els[0].getRootNode().querySelector('.card__link').click(), 200), true)",
            )
            .await?;
        panel.css(".concept").shown().await?;
        // Twice as long as typing rests.
        let passed: bool = page
            .evaluate_async(
                "await new Promise((go) => setTimeout(go, 1400)); return true",
                vec![],
            )
            .await?;
        let announcements: Vec<String> = page.evaluate("return announcements", vec![]).await?;
        assert!(passed && announcements.is_empty(), "{announcements:?}");
        // Back at the results, what is typed is announced.
        panel.css("button.back").click().await?;
        panel.css(TITLE).expect_text("med »madkas«").await?;
        panel.css(FIELD).type_text("s").await?;
        page.wait_until("it is announced", "return announcements.length > 0")
            .await
    })
}

#[test]
fn the_cards_are_a_list_and_each_of_them_an_item_for_the_browser_too() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESKTOP).await?;
        let (_, role) = panel.css("ul.cards").name_and_role().await?;
        assert_eq!(role, "list");
        let (_, role) = panel.css("ul.cards > li").nth(0).name_and_role().await?;
        assert_eq!(role, "listitem");
        Ok(())
    })
}

#[test]
fn the_field_says_that_a_sentence_will_do() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESKTOP).await?;
        let hint = panel.css("#hint");
        assert_eq!(hint.text().await?, "Skriv et ord eller en sætning");
        let described = panel.css(FIELD).attribute("aria-describedby").await?;
        assert_eq!(described.as_deref(), Some("hint"));
        Ok(())
    })
}

#[test]
fn the_clear_button_and_escape_empty_the_field_and_keep_the_focus_there() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESKTOP).await?;
        let clear = panel.button("Ryd søgningen");
        clear.gone().await?;
        search_for(panel, "mad").await?;
        clear.click().await?;
        panel.css(FIELD).expect_value("").await?;
        panel.css(FIELD).expect_focus().await?;
        panel.css(TITLE).expect_text("Alle ").await?;
        search_for(panel, "mad").await?;
        page.press(Key::Escape).await?;
        panel.css(FIELD).expect_value("").await?;
        panel.css(FIELD).expect_focus().await?;
        panel.css(TITLE).expect_text("Alle ").await?;
        clear.gone().await
    })
}

#[test]
fn what_is_found_is_told_right_under_the_field_and_leads_to_the_results() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, PHONE).await?;
        let told = panel.css(".found");
        told.expect_count(0).await?;
        let [_, arenas, ..] = panel.css(".arenas").bounds().await?;
        let [_, field, ..] = panel.css(FIELD).bounds().await?;

        panel.css(FIELD).type_text("madkassen").await?;
        panel.css(TITLE).expect_text("med »madkassen«").await?;
        let title = panel.css(TITLE).text().await?;
        let (count, _) = title.split_once(" med").expect("a number of ideas");
        told.expect_text(&format!("Se {count}")).await?;
        // The suggestions keep their room, so that nothing moves, but are neither seen nor reached.
        let [_, moved_arenas, ..] = panel.css(".arenas").bounds().await?;
        let [_, moved_field, ..] = panel.css(FIELD).bounds().await?;
        assert!(
            ((moved_arenas - moved_field) - (arenas - field)).abs() < 1.0,
            "the arenas stand {} below the field, and stood {}",
            moved_arenas - moved_field,
            arenas - field
        );
        panel
            .css(".suggestions > .link")
            .expect(
                "no suggestion is visible",
                "els.length && els.every((el) => getComputedStyle(el).visibility === 'hidden')",
            )
            .await?;

        told.css("button").click().await?;
        panel.css(TITLE).expect_focus().await?;

        panel.css(FIELD).fill("rideterapi").await?;
        told.expect_text("Ingen idéer. Se andre veje").await?;
        panel.css(FIELD).fill("").await?;
        told.expect_count(0).await
    })
}

#[test]
fn a_suggestion_fills_the_field_and_is_searched_for() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESKTOP).await?;
        let word = panel.css(".suggestions button").nth(0).text().await?;
        panel.css(".suggestions button").nth(0).click().await?;
        panel.css(FIELD).expect_value(&word).await?;
        panel
            .css(TITLE)
            .expect_text(&format!("med »{word}«"))
            .await?;
        panel.css(TITLE).expect_focus().await?;
        panel.css(".card").shown().await
    })
}

#[test]
fn every_suggestion_finds_something() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESKTOP).await?;
        for word in panel.css(".suggestions button").texts().await? {
            search_for(panel, &word).await?;
            assert!(
                panel.css(".card").count().await? > 0,
                "nothing is found with {word}"
            );
        }
        Ok(())
    })
}

#[test]
fn when_nothing_is_found_the_whole_catalogue_is_one_click_away() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let all = Catalogue::shipped()?.len();
        let panel = page.open_panel(&site, PHONE).await?;
        search_for(panel, "rideterapi").await?;
        panel
            .css(".message[data-kind=empty]")
            .expect_text("Vi fandt ikke noget med »rideterapi«")
            .await?;
        panel.css(".card").expect_count(0).await?;
        panel
            .css(".message button")
            .containing("Se hele kataloget")
            .click()
            .await?;
        panel
            .css(TITLE)
            .expect_text(&format!("{all} idéer"))
            .await?;
        panel.css(FIELD).expect_value("").await?;
        panel.css(TITLE).expect_focus().await
    })
}

#[test]
fn a_query_is_shown_as_text_and_never_run() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESKTOP).await?;
        let hostile = "<img src=x onerror='window.run=1'><b>fed</b>";
        panel.css(FIELD).type_text(hostile).await?;
        panel.css(".message").expect_text(hostile).await?;
        panel.css("img, .message b").expect_count(0).await?;
        assert!(
            page.evaluate::<bool>("return window.run === undefined", vec![])
                .await?
        );
        Ok(())
    })
}

#[test]
fn what_is_typed_before_the_engine_has_loaded_is_kept_and_searched_for() -> Result<()> {
    with_page(async |page| {
        let engine = Gate::closed();
        let site = SiteBuilder::shipped()?.hold(".wasm", &engine).start()?;
        page.open_early(&site, "panel.html", DESKTOP).await?;
        let panel = page.panel(0);
        panel.css(FIELD).shown().await?;
        panel.css(FIELD).type_text("madkas").await?;
        engine.open();
        panel.ready().await?;
        panel.css(FIELD).expect_value("madkas").await?;
        panel.css(FIELD).expect_focus().await?;
        panel.css(".card[data-entry=madkassen]").shown().await?;
        page.type_keys("sen").await?;
        panel.css(TITLE).expect_text("med »madkassen«").await
    })
}

#[test]
fn more_results_are_added_below_and_the_first_of_them_is_focused() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESKTOP).await?;
        let before = panel.css(".card").count().await?;
        assert_eq!(before, 6);
        assert_eq!(panel.css("button.more").text().await?, "Vis 6 flere");
        panel.css("button.more").click().await?;
        panel.css(".card").expect_count(12).await?;
        panel.css(".card__link").nth(before).expect_focus().await?;
        // The button is there as long as there are more results.
        let all = Catalogue::shipped()?.len();
        while panel.css("button.more").count().await? > 0 {
            let now = panel.css(".card").count().await?;
            panel.css("button.more").click().await?;
            panel.css(".card").expect_count((now + 6).min(all)).await?;
        }
        panel.css(".card").expect_count(all).await
    })
}

#[test]
fn results_can_be_sorted_by_title() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESKTOP).await?;
        let titles = Catalogue::shipped()?;
        let titles: Vec<&str> = titles.entries().map(|entry| entry.title()).collect();
        // The browser's Danish collation, in which å is last.
        let sorted: Vec<String> = page
            .evaluate(
                "return arguments[0].sort(new Intl.Collator('da').compare)",
                vec![titles.into()],
            )
            .await?;
        panel.field("Vis først").choose("Efter titel").await?;
        panel
            .css(".card__link")
            .nth(0)
            .expect_text(&sorted[0])
            .await?;
        assert_eq!(panel.css(".card__link").texts().await?, sorted[..6]);
        Ok(())
    })
}

#[test]
fn a_crisis_word_shows_whom_to_call_before_any_result() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESKTOP).await?;
        panel.css(FIELD).type_text("selvmord").await?;
        panel.css(".help").expect_text("112").await?;
        let call = panel.css(".help a[href='tel:112']");
        call.shown().await?;
        // It is spoken by a live region that was there before it, and said once.
        let spoken = panel.css("[role=status].announce");
        spoken.expect_text("112").await?;
        panel.css(".help[role]").expect_count(0).await?;
        panel.css(FIELD).type_text("s").await?;
        spoken.expect_text("med »selvmords«").await?;
        assert!(!spoken.text().await?.contains("112"));
        // Another query hides it again.
        panel.css(FIELD).fill("mad").await?;
        panel.css(TITLE).expect_text("med »mad«").await?;
        panel.css(".help").gone().await
    })
}

#[test]
fn on_a_phone_the_numbers_to_call_are_in_sight_also_after_enter() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, PHONE).await?;
        for query in ["selvmord", "selvmrod", "jeg orker snart ikke mere"] {
            panel.css(FIELD).fill(query).await?;
            let call = panel.css(".help__calls a[href='tel:112']");
            call.expect_text("Ring 112").await?;
            call.expect(
                "is right under the field, and large",
                "(() => { const box = els[0].getBoundingClientRect();
                   const field = els[0].getRootNode().querySelector('#q').getBoundingClientRect();
                   return box.height >= 44 && box.top > field.bottom && box.bottom < field.bottom + 300; })()",
            )
            .await?;
            // A number that answers one region only is in the list.
            panel.css(".help li a[href='tel:1813']").shown().await?;
            assert_eq!(panel.css(".help__calls a").count().await?, 1);
            page.press(Key::Enter).await?;
            panel.css(".help__title").expect_focus().await?;
            panel
                .css(".help__calls a")
                .nth(0)
                .expect(
                    "is in the window",
                    "(() => { const box = els[0].getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight; })()",
                )
                .await?;
        }
        Ok(())
    })
}

#[test]
fn help_fits_a_narrow_phone_with_wide_letters_and_with_large_ones() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        for style in [
            "* { letter-spacing: .12em !important; word-spacing: .16em !important; line-height: 1.5 !important }",
            "html { font-size: 200% }",
        ] {
            let panel = page.open_panel(&site, PHONE).await?;
            panel.css(FIELD).fill("selvmord").await?;
            panel.css(".help").shown().await?;
            page.evaluate::<bool>(
                "const sheet = new CSSStyleSheet(); sheet.replaceSync(arguments[0]);
                 document.adoptedStyleSheets.push(sheet);
                 document.querySelector('virker-panel').shadowRoot.adoptedStyleSheets.push(sheet); return true",
                vec![style.into()],
            )
            .await?;
            panel
                .css(".help")
                .expect(
                    "stays within the page",
                    "[els[0], ...els[0].querySelectorAll('*')].every((one) => {
                       const box = one.getBoundingClientRect(); return box.left >= 0 && box.right <= innerWidth; })",
                )
                .await?;
        }
        Ok(())
    })
}

#[test]
fn a_misspelling_is_corrected_and_can_be_searched_for_literally() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESKTOP).await?;
        search_for(panel, "hverdagspaln").await?;
        let notice = panel.css(".notice[data-kind=info]");
        notice.expect_text("Mente du »hverdagsplan«?").await?;
        let first = panel.css(".card").nth(0);
        assert_eq!(
            first.attribute("data-entry").await?.as_deref(),
            Some("hverdagsplan")
        );
        panel.button("Søg på »hverdagspaln«").click().await?;
        panel.css(".card").gone().await?;
        panel.css(FIELD).expect_value("hverdagspaln").await?;
        // The next query is corrected again.
        search_for(panel, "hverdagspaln").await?;
        panel.css(".card").shown().await
    })
}

#[test]
fn a_card_without_the_querys_words_says_why_it_was_found() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESKTOP).await?;
        search_for(panel, "depri").await?;
        let why = panel.css(".card .card__found").nth(0).text().await?;
        assert!(!why.is_empty());
        // Words that only serve to find others are never shown.
        assert!(!why.contains("depri"), "{why}");
        Ok(())
    })
}

#[test]
fn the_index_and_the_lexicon_are_fetched_once_and_used() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESKTOP).await?;
        search_for(panel, "druk").await?;
        panel.css(".card").shown().await?;
        assert_eq!(site.request_count(".index"), 1);
        assert_eq!(site.request_count(".lexicon"), 1);
        assert!(
            page.console()
                .await?
                .iter()
                .all(|line| !line.contains("index")),
            "the index was refused"
        );
        Ok(())
    })
}

#[test]
fn an_index_that_is_missing_or_invalid_or_of_another_format_is_reported_and_replaced() -> Result<()>
{
    for (status, format) in [(404, 1), (200, 1), (200, 2)] {
        with_page(async |page| {
            let site = SiteBuilder::shipped()?
                .route(move |request| {
                    let file = format!("virker index  {format}\n and nothing valid");
                    let is_index = request.path.ends_with(".index");
                    is_index.then(|| Response::text(status, &file))
                })
                .start()?;
            page.open(&site, "panel.html", DESKTOP).await?;
            let panel = page.panel(0);
            panel.ready().await?;
            search_for(panel, "madkassen").await?;
            let first = panel.css(".card").nth(0);
            assert_eq!(
                first.attribute("data-entry").await?.as_deref(),
                Some("madkassen")
            );
            let console = page.console().await?;
            assert!(
                console.iter().any(|line| line.contains("the index of")),
                "{console:?}"
            );
            Ok(())
        })?;
    }
    Ok(())
}

#[test]
fn a_query_that_is_typed_before_the_index_has_loaded_is_answered_afterwards() -> Result<()> {
    with_page(async |page| {
        let gate = Gate::closed();
        let site = SiteBuilder::shipped()?.hold(".index", &gate).start()?;
        page.open(&site, "panel.html", DESKTOP).await?;
        let panel = page.panel(0);
        panel.ready().await?;
        panel.css(FIELD).type_text("madkas").await?;
        panel.css(TITLE).expect_text("Søger …").await?;
        gate.open();
        panel.css(TITLE).expect_text("med »madkas«").await?;
        panel.css(".card[data-entry=madkassen]").shown().await
    })
}

#[test]
fn a_card_that_has_the_focus_does_not_become_another() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = open_with_index(page, &site).await?;
        // The host's own search field, for example, may ask while the visitor is in the list.
        let href = page.run(
            "window.panel = document.querySelector('virker-panel');
             window.held = panel.shadowRoot.querySelectorAll('.card__link')[2];
             held.focus();
             const { href } = held;
             panel.search('støtte');
             return href",
            vec![],
        );
        let href = href.await?;
        panel.css(TITLE).expect_text("med »støtte«").await?;
        assert_eq!(page.run("return held.href", vec![]).await?, href);
        Ok(())
    })
}
