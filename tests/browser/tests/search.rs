//! People find what helps by writing what they look for.

use anyhow::Result;
use browser_tests::registry::seek;
use browser_tests::{
    Catalogue, DESK, Gate, Key, PHONE, Plan, Response, Site, with_chromium, with_page,
};

const FIELD: &str = "input#q";
const TITLE: &str = ".results__title";

#[test]
fn a_few_letters_find_madkassen_and_are_marked_in_its_title() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESK).await?;
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
        let panel = page.open_panel(&site, DESK).await?;
        panel.css(FIELD).focus().await?;
        for (letter, sofar) in [("m", "m"), ("a", "ma"), ("d", "mad")] {
            page.type_keys(letter).await?;
            panel
                .css(TITLE)
                .expect_text(&format!("med »{sofar}«"))
                .await?;
            panel.css(FIELD).expect_focus().await?;
        }
        page.press(Key::Backspace).await?;
        panel.css(TITLE).expect_text("med »ma«").await
    })
}

#[test]
fn capitals_make_no_difference() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESK).await?;
        seek(panel, "PÅRØRENDE").await?;
        let loud = panel.css(".card__link").texts().await?;
        seek(panel, "pårørende").await?;
        assert_eq!(panel.css(".card__link").texts().await?, loud);
        assert!(!loud.is_empty());
        Ok(())
    })
}

#[test]
fn enter_and_the_button_move_the_focus_to_the_results_and_leave_the_page_alone() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESK).await?;
        seek(panel, "mad").await?;
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
fn the_number_of_results_is_announced_once_when_typing_rests() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESK).await?;
        let status = panel.css("[role=status].announce");
        assert_eq!(
            status.text().await?,
            "",
            "what the page opened with is no news"
        );
        page.run(
            "window.told = []; const region = find(arguments[0])[0];
             new MutationObserver(() => told.push(region.textContent))
               .observe(region, { childList: true, characterData: true, subtree: true }); return null",
            vec![serde_json::json!({"tag": "virker-panel", "nth": 0,
                "steps": [{"css": ".announce", "named": null, "containing": null, "nth": null}]})],
        )
        .await?;
        panel.css(FIELD).type_text("madkas").await?;
        status.expect_text("med »madkas«").await?;
        let told: Vec<String> = page.ask("return told", vec![]).await?;
        assert_eq!(told.len(), 1, "{told:?}");
        assert_eq!(told[0], panel.css(TITLE).text().await?);
        Ok(())
    })
}

#[test]
fn the_clear_button_and_escape_empty_the_field_and_keep_the_focus_there() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESK).await?;
        let clear = panel.button("Ryd søgningen");
        clear.gone().await?;
        seek(panel, "mad").await?;
        clear.click().await?;
        panel.css(FIELD).expect_value("").await?;
        panel.css(FIELD).expect_focus().await?;
        panel.css(TITLE).expect_text("Hele kataloget").await?;
        seek(panel, "mad").await?;
        page.press(Key::Escape).await?;
        panel.css(FIELD).expect_value("").await?;
        panel.css(FIELD).expect_focus().await?;
        panel.css(TITLE).expect_text("Hele kataloget").await?;
        clear.gone().await
    })
}

#[test]
fn a_suggestion_is_written_in_the_field_and_sought() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESK).await?;
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
        let panel = page.open_panel(&site, DESK).await?;
        for word in panel.css(".suggestions button").texts().await? {
            seek(panel, &word).await?;
            assert!(
                panel.css(".card").count().await? > 0,
                "nothing is found with {word}"
            );
        }
        Ok(())
    })
}

#[test]
fn when_nothing_is_found_there_are_ways_on() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let all = Catalogue::shipped()?.len();
        let panel = page.open_panel(&site, PHONE).await?;
        seek(panel, "rideterapi").await?;
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
            .expect_text(&format!("{all} resultater"))
            .await?;
        panel.css(FIELD).expect_value("").await?;
        panel.css(TITLE).expect_focus().await
    })
}

#[test]
fn what_is_written_is_shown_as_text_and_never_run() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESK).await?;
        let hostile = "<img src=x onerror='window.run=1'><b>fed</b>";
        panel.css(FIELD).type_text(hostile).await?;
        panel.css(".message").expect_text(hostile).await?;
        panel.css("img, .message b").expect_count(0).await?;
        assert!(
            page.ask::<bool>("return window.run === undefined", vec![])
                .await?
        );
        Ok(())
    })
}

#[test]
fn what_is_typed_before_the_engine_has_come_is_kept_and_sought() -> Result<()> {
    with_page(async |page| {
        let engine = Gate::closed();
        let site = Plan::shipped()?.held(".wasm", &engine).start()?;
        page.open_early(&site, "panel.html", DESK).await?;
        let panel = page.panel(0);
        panel.css(FIELD).shown().await?;
        panel.css(FIELD).type_text("madkas").await?;
        engine.open();
        panel.stands().await?;
        panel.css(FIELD).expect_value("madkas").await?;
        panel.css(FIELD).expect_focus().await?;
        panel.css(".card[data-entry=madkassen]").shown().await?;
        page.type_keys("sen").await?;
        panel.css(TITLE).expect_text("med »madkassen«").await
    })
}

#[test]
fn more_results_are_shown_below_and_the_focus_goes_to_the_first_of_them() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESK).await?;
        let before = panel.css(".card").count().await?;
        assert_eq!(before, 6);
        assert_eq!(panel.css("button.more").text().await?, "Vis 6 mere");
        panel.css("button.more").click().await?;
        panel.css(".card").expect_count(12).await?;
        panel.css(".card__link").nth(before).expect_focus().await?;
        // To the end: the button is there only as long as there is more.
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
fn results_can_be_put_in_order_of_title() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESK).await?;
        let titles = Catalogue::shipped()?;
        let titles: Vec<&str> = titles.entries().map(|entry| entry.title()).collect();
        // The browser's own Danish order: å comes last.
        let sorted: Vec<String> = page
            .ask(
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
fn a_word_of_crisis_shows_whom_to_call_before_any_result() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESK).await?;
        panel.css(FIELD).type_text("selvmord").await?;
        panel.css(".help").expect_text("112").await?;
        let call = panel.css(".help a[href='tel:112']");
        call.shown().await?;
        // Another word takes it away again.
        panel.css(FIELD).fill("mad").await?;
        panel.css(TITLE).expect_text("med »mad«").await?;
        panel.css(".help").gone().await
    })
}

#[test]
fn a_slip_is_mended_and_what_was_typed_can_be_sought_all_the_same() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESK).await?;
        seek(panel, "hverdagspaln").await?;
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
        // What is typed next is mended again.
        seek(panel, "hverdagspaln").await?;
        panel.css(".card").shown().await
    })
}

#[test]
fn a_card_says_why_it_was_found_when_its_words_are_not_those_that_were_sought() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESK).await?;
        seek(panel, "depri").await?;
        let why = panel.css(".card .card__found").nth(0).text().await?;
        assert!(!why.is_empty());
        // Words that only find are never shown as ours.
        assert!(!why.contains("depri"), "{why}");
        Ok(())
    })
}

#[test]
fn the_index_that_the_catalogue_names_is_used_and_nothing_of_what_is_sought_leaves_the_page()
-> Result<()> {
    with_chromium(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESK).await?;
        seek(panel, "druk").await?;
        panel.css(".card").shown().await?;
        assert_eq!(site.asked(".index"), 1);
        assert_eq!(site.asked(".lexicon"), 1);
        assert!(
            page.console()
                .await?
                .iter()
                .all(|line| !line.contains("index")),
            "the index was not taken"
        );
        Ok(())
    })
}

#[test]
fn a_panel_whose_index_is_broken_missing_or_of_another_format_says_so_and_builds_its_own()
-> Result<()> {
    for (status, format) in [(404, 1), (200, 1), (200, 2)] {
        with_chromium(async |page| {
            let site = Plan::shipped()?
                .route(move |request| {
                    let file = format!("virker index  {format}\n and then nothing of the kind");
                    let asked = request.path.ends_with(".index");
                    asked.then(|| Response::text(status, &file))
                })
                .start()?;
            page.open(&site, "panel.html", DESK).await?;
            let panel = page.panel(0);
            panel.stands().await?;
            seek(panel, "madkassen").await?;
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
fn what_is_sought_before_the_index_has_come_is_answered_when_it_comes() -> Result<()> {
    with_page(async |page| {
        let gate = Gate::closed();
        let site = Plan::shipped()?.held(".index", &gate).start()?;
        page.open(&site, "panel.html", DESK).await?;
        let panel = page.panel(0);
        panel.stands().await?;
        panel.css(FIELD).type_text("madkas").await?;
        panel.css(TITLE).expect_text("Søger …").await?;
        gate.open();
        panel.css(TITLE).expect_text("med »madkas«").await?;
        panel.css(".card[data-entry=madkassen]").shown().await
    })
}
