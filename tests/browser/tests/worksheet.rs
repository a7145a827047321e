//! A citizen fills in a worksheet, takes it along on paper or in a file, and loses nothing on the way.

use anyhow::{Context, Result};
use browser_tests::registry::{give_file, open_entry, open_worksheet};
use browser_tests::traces::Storage;
use browser_tests::{DESK, Key, PHONE, Page, Part, Root, Site, with_chromium, with_page};
use serde_json::{Value, json};

/// The number fields of Flexjobbevis: hours, intensity, wage.
fn numbers<'p>(panel: Root<'p>) -> [Part<'p>; 3] {
    [0, 1, 2].map(|nth| panel.css("input[inputmode=decimal]").nth(nth))
}

async fn fill_in_the_numbers(panel: Root<'_>) -> Result<()> {
    for (field, number) in numbers(panel).iter().zip(["18", "100", "200"]) {
        field.fill(number).await?;
    }
    Ok(())
}

/// Keeps what is saved where the test can see it, and saves nothing to the disk.
async fn watch(page: &Page) -> Result<()> {
    page.run(
        "window.saved = [];
         URL.createObjectURL = (blob) => { window.blob = blob; return '#' };
         HTMLAnchorElement.prototype.click = function () {
           const name = this.download;
           blob.text().then((text) => saved.push([name, blob.type, text]));
         };
         return null",
        vec![],
    )
    .await?;
    Ok(())
}

async fn saved(page: &Page) -> Result<(String, Value)> {
    page.wait_until("a file was saved", "return window.saved.length > 0")
        .await?;
    let (name, kind, text): (String, String, String) = page
        .ask("return window.saved.pop()", vec![])
        .await
        .context("reading what was saved")?;
    assert_eq!(kind, "application/json");
    Ok((name, serde_json::from_str(&text)?))
}

/// Whether the browser would ask before it leaves the page.
async fn guarded(page: &Page) -> Result<bool> {
    page.ask(
        "const leaving = document.createEvent('BeforeUnloadEvent');
         leaving.initEvent('beforeunload', false, true);
         dispatchEvent(leaving);
         return leaving.returnValue !== ''",
        vec![],
    )
    .await
}

#[test]
fn the_sentences_reckon_with_the_users_own_numbers_once_they_are_all_there() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = open_worksheet(page, &site, DESK, "flexjobbevis").await?;
        let said = panel.css(".worksheet__computed");
        said.expect_text("Kommunen lægger – til.").await?;
        said.expect_text("når du har skrevet alle tallene").await?;
        fill_in_the_numbers(panel).await?;
        for words in [
            "Jeg er på arbejde 18 timer om ugen.",
            "Virksomheden betaler 15.600 kr. om måneden.",
            "Kommunen lægger 15.272 kr. om måneden til.",
            "I alt får jeg 30.872 kr. om måneden.",
        ] {
            said.expect_text(words).await?;
        }
        let hours = &numbers(panel)[0];
        hours.fill("mange").await?;
        said.expect_text("Kommunen lægger – til.").await?;
        let error = panel
            .css(".assumption__error")
            .containing("læse som et tal");
        error.shown().await?;
        hours
            .expect(
                "is described by its error",
                "els[0]?.getAttribute('aria-invalid') === 'true' && els[0].getAttribute('aria-describedby').split(' ')
                   .some((id) => /læse som et tal/.test(els[0].getRootNode().getElementById(id)?.textContent))",
            )
            .await?;
        hours.fill("38").await?;
        let limits = panel.css(".assumption__error").containing("fra 1 til 37");
        limits.shown().await?;
        // Taking a number back is no mistake.
        hours.fill("").await?;
        limits.gone().await?;
        said.expect_text("Kommunen lægger – til.").await
    })
}

#[test]
fn what_is_saved_is_a_file_that_opens_again_with_everything_in_it() -> Result<()> {
    let mut given = Value::Null;
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = open_worksheet(page, &site, DESK, "flexjobbevis").await?;
        watch(page).await?;
        panel.field("Navn").fill("Anna \"Ann\" Ås").await?;
        panel
            .css("textarea")
            .nth(0)
            .fill("Første\nAnden <b>")
            .await?;
        fill_in_the_numbers(panel).await?;
        panel.button("Gem som fil").click().await?;
        let (name, file) = saved(page).await?;
        assert_eq!(name, "flexjobbevis.json");
        assert_eq!(
            file,
            json!({
                "virker": "worksheet", "format": 1, "worksheet": "flexjobbevis",
                "title": "Mit flexjobbevis", "notice": "Ikke et officielt bevis",
                "fields": {
                    "navn": "Anna \"Ann\" Ås", "kan": "Første\nAnden <b>",
                    "timer": "18", "intensitet": "100", "timeloen": "200",
                },
            })
        );
        panel
            .css(".actions__told")
            .containing("Gemt som flexjobbevis.json")
            .shown()
            .await?;
        given = file;
        Ok(())
    })?;
    // Another day, another page.
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = open_worksheet(page, &site, DESK, "flexjobbevis").await?;
        panel.field("Navn").expect_value("").await?;
        give_file(page, &given.to_string()).await?;
        panel.button("Åbn en gemt fil").click().await?;
        panel.field("Navn").expect_value("Anna \"Ann\" Ås").await?;
        panel
            .css("textarea")
            .nth(0)
            .expect_value("Første\nAnden <b>")
            .await?;
        panel
            .css(".worksheet__computed")
            .expect_text("30.872 kr.")
            .await?;
        assert!(!guarded(page).await?, "what was opened stands in a file");
        Ok(())
    })
}

#[test]
fn a_file_that_is_not_for_this_worksheet_is_refused_and_nothing_is_lost() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = open_worksheet(page, &site, DESK, "flexjobbevis").await?;
        panel.field("Navn").fill("Anna").await?;
        let told = panel.css(".actions__told[data-refused]");
        let another = r#"{"virker":"worksheet","format":1,"worksheet":"hverdagsplan","fields":{}}"#;
        let deep = format!("{}{}", "[".repeat(40_000), "]".repeat(40_000));
        let large = format!("\"{}\"", "x".repeat(1_000_001));
        for (file, why) in [
            ("ikke JSON", "ikke et ark, der er gemt herfra"),
            ("{\"a\": 1}", "ikke et ark, der er gemt herfra"),
            (another, "Filen hører til »Min hverdagsplan«"),
            (&deep, "ikke et ark, der er gemt herfra"),
            (&large, "ikke et ark, der er gemt herfra"),
        ] {
            give_file(page, file).await?;
            panel.css("[data-action=open]").click().await?;
            panel.button("Åbn uden at gemme").click().await?;
            told.nth(0).expect_text(why).await?;
            panel.field("Navn").expect_value("Anna").await?;
            // So that the next one's answer is not this one's.
            panel.field("Navn").fill("Anna").await?;
            told.gone().await?;
        }
        Ok(())
    })
}

#[test]
fn leaving_with_unsaved_text_asks_first_and_esc_stays() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESK).await?;
        watch(page).await?;
        open_entry(panel, "hverdagsplan").await?;
        let open = panel.css("button.concept__fill");
        open.click().await?;
        panel.css(".worksheet__title").expect_focus().await?;
        assert!(!guarded(page).await?);
        let back = panel.css("button.back");
        back.click().await?;
        open.expect_focus().await?;
        open.click().await?;
        panel.field("Hvis plan er det?").fill("Anna").await?;
        assert!(guarded(page).await?);
        let question = panel.css(".question");
        back.click().await?;
        question.expect_focus().await?;
        page.press(Key::Escape).await?;
        question.gone().await?;
        back.expect_focus().await?;
        panel
            .field("Hvis plan er det?")
            .expect_value("Anna")
            .await?;
        back.click().await?;
        question.css("button").named("Bliv her").click().await?;
        back.expect_focus().await?;
        // Gone without saving, it still stands there for as long as the page does.
        back.click().await?;
        question
            .css("button")
            .named("Gå uden at gemme")
            .click()
            .await?;
        open.expect_focus().await?;
        assert!(guarded(page).await?);
        open.click().await?;
        panel
            .field("Hvis plan er det?")
            .expect_value("Anna")
            .await?;
        back.click().await?;
        question.css("button").named("Gem som fil").click().await?;
        assert_eq!(saved(page).await?.0, "hverdagsplan.json");
        assert!(!guarded(page).await?);
        back.expect_focus().await?;
        back.click().await?;
        open.expect_focus().await
    })
}

#[test]
fn an_element_that_is_taken_away_no_longer_holds_the_page() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = open_worksheet(page, &site, DESK, "hverdagsplan").await?;
        panel.field("Hvis plan er det?").fill("Anna").await?;
        assert!(guarded(page).await?);
        page.run(
            "document.querySelector('virker-panel').remove(); return null",
            vec![],
        )
        .await?;
        page.settle().await?;
        assert!(!guarded(page).await?);
        Ok(())
    })
}

#[test]
fn taking_everything_back_asks_first() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = open_worksheet(page, &site, PHONE, "flexjobbevis").await?;
        panel.field("Navn").fill("Anna").await?;
        fill_in_the_numbers(panel).await?;
        let clear = panel.button("Ryd alt");
        clear.click().await?;
        panel.css(".question").expect_focus().await?;
        panel.button("Bliv her").click().await?;
        clear.expect_focus().await?;
        panel.field("Navn").expect_value("Anna").await?;
        clear.click().await?;
        panel.button("Slet alt").click().await?;
        panel.field("Navn").expect_value("").await?;
        clear.expect_focus().await?;
        panel
            .css(".worksheet__computed")
            .expect_text("Kommunen lægger – til.")
            .await?;
        assert!(!guarded(page).await?, "there is nothing to lose");
        Ok(())
    })
}

#[test]
fn paper_has_the_notice_the_texts_and_lines_to_write_on() -> Result<()> {
    for (worksheet, field, parts) in [
        (
            "flexjobbevis",
            "Navn",
            [
                "Mit flexjobbevis",
                "Ikke et officielt bevis",
                "Anna",
                "Kommunen lægger",
            ],
        ),
        (
            "hverdagsplan",
            "Hvis plan er det?",
            [
                "Min hverdagsplan",
                "Ikke en behandlingsplan",
                "Anna",
                "Hvem jeg ringer til",
            ],
        ),
    ] {
        with_page(async |page| {
            let site = Site::shipped()?;
            let panel = open_worksheet(page, &site, DESK, worksheet).await?;
            page.run(
                "new MutationObserver((changes) => {
                   for (const { addedNodes } of changes) for (const node of addedNodes) if (node.localName === 'iframe') {
                     node.contentWindow.print = () => {
                       const { body } = node.contentDocument;
                       window.printed = { text: body.innerText, lines: body.querySelectorAll('hr').length, height: body.scrollHeight };
                     };
                   }
                 }).observe(document.body, { childList: true });
                 return null",
                vec![],
            )
            .await?;
            panel.field(field).fill("Anna").await?;
            panel.button("Udskriv").nth(0).click().await?;
            page.wait_until("it was printed", "return window.printed")
                .await?;
            let printed: Value = page.ask("return window.printed", vec![]).await?;
            let text = printed["text"].as_str().unwrap_or_default();
            for part in parts {
                assert!(text.contains(part), "{part} is not in:\n{text}");
            }
            assert!(printed["lines"].as_u64() > Some(10), "{printed}");
            // Two pages of A4 with margins of 14 mm, at 96 px an inch.
            assert!(printed["height"].as_f64() < Some(2033.0), "{printed}");
            panel.css(".handout").gone().await
        })?;
    }
    Ok(())
}

#[test]
fn what_is_written_is_nowhere_but_on_the_screen() -> Result<()> {
    with_chromium(async |page| {
        let site = Site::shipped()?;
        let panel = open_worksheet(page, &site, DESK, "flexjobbevis").await?;
        let before = page.finished_requests().await?.len();
        let address: String = page.ask("return location.href", vec![]).await?;
        panel.field("Navn").fill("Anna").await?;
        fill_in_the_numbers(panel).await?;
        page.settle().await?;
        assert_eq!(page.finished_requests().await?.len(), before);
        assert_eq!(page.storage().await?, Storage::default());
        assert_eq!(
            page.ask::<String>("return location.href", vec![]).await?,
            address
        );
        let remembered =
            panel.css("form.worksheet__form :is(input, textarea):not([autocomplete=off])");
        assert_eq!(remembered.count().await?, 0);
        Ok(())
    })
}

#[test]
fn a_worksheet_is_filled_in_and_saved_with_the_keyboard_alone() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESK).await?;
        watch(page).await?;
        open_entry(panel, "flexjobbevis").await?;
        page.tab_to(&panel.css("button.concept__fill"), 40).await?;
        page.press(Key::Enter).await?;
        panel.css(".worksheet__title").expect_focus().await?;
        page.tab_to(&panel.field("Navn"), 5).await?;
        page.type_keys("Anna").await?;
        // Enter in a line sends nothing anywhere.
        page.press(Key::Enter).await?;
        page.tab_to(&panel.css("textarea").nth(0), 3).await?;
        page.type_keys("Orden").await?;
        page.tab_to(&panel.css("[data-action=save]"), 20).await?;
        page.press(Key::Space).await?;
        let (_, file) = saved(page).await?;
        assert_eq!(file["fields"], json!({"navn": "Anna", "kan": "Orden"}));
        panel.css("[data-action=save]").expect_focus().await
    })
}
