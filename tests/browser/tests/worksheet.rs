//! Worksheets: filling in, saving, opening, printing, and never losing input.

use anyhow::{Context, Result};
use browser_tests::inspect::Storage;
use browser_tests::screens::{choose_file, open_entry, open_worksheet};
use browser_tests::{DESKTOP, Key, Locator, PHONE, Page, Root, Site, with_chromium, with_page};
use serde_json::{Value, json};

/// The number fields of Flexjobbevis: hours, intensity, wage.
fn numbers<'p>(panel: Root<'p>) -> [Locator<'p>; 3] {
    [0, 1, 2].map(|nth| panel.css("input[inputmode=decimal]").nth(nth))
}

async fn fill_in_the_numbers(panel: Root<'_>) -> Result<()> {
    for (field, number) in numbers(panel).iter().zip(["18", "100", "200"]) {
        field.fill(number).await?;
    }
    Ok(())
}

/// Records what is saved instead of writing it to the disk.
async fn record_saved(page: &Page) -> Result<()> {
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

async fn last_saved(page: &Page) -> Result<(String, Value)> {
    page.wait_until("a file is saved", "return window.saved.length > 0")
        .await?;
    let (name, kind, text): (String, String, String) = page
        .evaluate("return window.saved.pop()", vec![])
        .await
        .context("reading what was saved")?;
    assert_eq!(kind, "application/json");
    Ok((name, serde_json::from_str(&text)?))
}

/// Whether the browser would ask before leaving the page.
async fn asks_before_unload(page: &Page) -> Result<bool> {
    page.evaluate(
        "const event = document.createEvent('BeforeUnloadEvent');
         event.initEvent('beforeunload', false, true);
         dispatchEvent(event);
         return event.returnValue !== ''",
        vec![],
    )
    .await
}

#[test]
fn the_sentences_show_results_once_all_numbers_are_entered() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = open_worksheet(page, &site, DESKTOP, "flexjobbevis").await?;
        let sentences = panel.css(".worksheet__computed");
        sentences.expect_text("Virksomheden betaler –.").await?;
        sentences
            .expect_text("når du har skrevet alle tallene")
            .await?;
        fill_in_the_numbers(panel).await?;
        for words in [
            "Jeg er på arbejde 18 timer om ugen.",
            "Virksomheden betaler 15.600 kr. om måneden.",
            "Kommunen lægger et tilskud til",
        ] {
            sentences.expect_text(words).await?;
        }
        let hours = &numbers(panel)[0];
        hours.fill("mange").await?;
        sentences.expect_text("Virksomheden betaler –.").await?;
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
        // An empty field is not an error.
        hours.fill("").await?;
        limits.gone().await?;
        sentences.expect_text("Virksomheden betaler –.").await
    })
}

#[test]
fn a_saved_file_opens_again_with_everything_in_it() -> Result<()> {
    let mut saved = Value::Null;
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = open_worksheet(page, &site, DESKTOP, "flexjobbevis").await?;
        record_saved(page).await?;
        panel.field("Navn").fill("Anna \"Ann\" Ås").await?;
        panel
            .css("textarea")
            .nth(0)
            .fill("Første\nAnden <b>")
            .await?;
        fill_in_the_numbers(panel).await?;
        panel.button("Gem som fil").click().await?;
        let (name, file) = last_saved(page).await?;
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
        saved = file;
        Ok(())
    })?;
    // In a new session.
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = open_worksheet(page, &site, DESKTOP, "flexjobbevis").await?;
        panel.field("Navn").expect_value("").await?;
        choose_file(page, &saved.to_string()).await?;
        panel.button("Åbn en gemt fil").click().await?;
        panel.field("Navn").expect_value("Anna \"Ann\" Ås").await?;
        panel
            .css("textarea")
            .nth(0)
            .expect_value("Første\nAnden <b>")
            .await?;
        panel
            .css(".worksheet__computed")
            .expect_text("15.600 kr.")
            .await?;
        assert!(
            !asks_before_unload(page).await?,
            "what was opened is saved in a file"
        );
        Ok(())
    })
}

#[test]
fn a_file_that_is_not_for_this_worksheet_is_refused_and_nothing_is_lost() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = open_worksheet(page, &site, DESKTOP, "flexjobbevis").await?;
        panel.field("Navn").fill("Anna").await?;
        let refused = panel.css(".actions__told[data-refused]");
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
            choose_file(page, file).await?;
            panel.css("[data-action=open]").click().await?;
            panel.button("Åbn uden at gemme").click().await?;
            refused.nth(0).expect_text(why).await?;
            panel.field("Navn").expect_value("Anna").await?;
            // Wait until the message is gone, so that the next one is not mistaken for it.
            panel.field("Navn").fill("Anna").await?;
            refused.gone().await?;
        }
        Ok(())
    })
}

#[test]
fn leaving_with_unsaved_text_asks_first_and_esc_stays() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESKTOP).await?;
        record_saved(page).await?;
        open_entry(panel, "hverdagsplan").await?;
        let open = panel.css("button.concept__fill");
        open.click().await?;
        panel.css(".worksheet__title").expect_focus().await?;
        assert!(!asks_before_unload(page).await?);
        let back = panel.css("button.back");
        back.click().await?;
        open.expect_focus().await?;
        open.click().await?;
        panel.field("Hvem er planen for?").fill("Anna").await?;
        assert!(asks_before_unload(page).await?);
        let question = panel.css(".question");
        back.click().await?;
        question.expect_focus().await?;
        page.press(Key::Escape).await?;
        question.gone().await?;
        back.expect_focus().await?;
        panel
            .field("Hvem er planen for?")
            .expect_value("Anna")
            .await?;
        back.click().await?;
        question.css("button").named("Bliv her").click().await?;
        back.expect_focus().await?;
        // Left without saving, the text is kept as long as the page is open.
        back.click().await?;
        question
            .css("button")
            .named("Gå uden at gemme")
            .click()
            .await?;
        open.expect_focus().await?;
        assert!(asks_before_unload(page).await?);
        open.click().await?;
        panel
            .field("Hvem er planen for?")
            .expect_value("Anna")
            .await?;
        back.click().await?;
        question.css("button").named("Gem som fil").click().await?;
        assert_eq!(last_saved(page).await?.0, "hverdagsplan.json");
        assert!(!asks_before_unload(page).await?);
        back.expect_focus().await?;
        back.click().await?;
        open.expect_focus().await
    })
}

#[test]
fn a_visit_by_turbo_with_unsaved_text_asks_first() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = open_worksheet(page, &site, DESKTOP, "hverdagsplan").await?;
        // As Turbo does before each visit; it goes nowhere when that is prevented.
        let visit = async |answer: bool| -> Result<[bool; 2]> {
            page.evaluate(
                "let asked = false;
                 window.confirm = () => ((asked = true), arguments[0]);
                 const event = new CustomEvent('turbo:before-visit', { bubbles: true, cancelable: true });
                 return [document.documentElement.dispatchEvent(event), asked]",
                vec![json!(answer)],
            )
            .await
        };
        assert_eq!(visit(false).await?, [true, false], "nothing was written");
        panel.field("Hvem er planen for?").fill("Anna").await?;
        assert_eq!(visit(false).await?, [false, true]);
        panel
            .field("Hvem er planen for?")
            .expect_value("Anna")
            .await?;
        assert_eq!(visit(true).await?, [true, true]);
        page.run("document.querySelector('virker-panel').remove()", vec![])
            .await?;
        page.settle().await?;
        assert_eq!(visit(false).await?, [true, false], "the element is gone");
        Ok(())
    })
}

#[test]
fn a_removed_element_no_longer_asks_before_unload() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = open_worksheet(page, &site, DESKTOP, "hverdagsplan").await?;
        panel.field("Hvem er planen for?").fill("Anna").await?;
        assert!(asks_before_unload(page).await?);
        page.run(
            "document.querySelector('virker-panel').remove(); return null",
            vec![],
        )
        .await?;
        page.settle().await?;
        assert!(!asks_before_unload(page).await?);
        Ok(())
    })
}

#[test]
fn clearing_everything_asks_first() -> Result<()> {
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
            .expect_text("Virksomheden betaler –.")
            .await?;
        assert!(!asks_before_unload(page).await?, "there is nothing to lose");
        Ok(())
    })
}

#[test]
fn the_printout_has_the_notice_the_texts_and_lines_to_write_on() -> Result<()> {
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
            "Hvem er planen for?",
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
            let panel = open_worksheet(page, &site, DESKTOP, worksheet).await?;
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
            page.wait_until("it is printed", "return window.printed")
                .await?;
            let printed: Value = page.evaluate("return window.printed", vec![]).await?;
            let text = printed["text"].as_str().unwrap_or_default();
            for part in parts {
                assert!(text.contains(part), "{part} is not in:\n{text}");
            }
            assert!(printed["lines"].as_u64() > Some(10), "{printed}");
            // Two pages of A4 with margins of 14 mm, at 96 px per inch.
            assert!(printed["height"].as_f64() < Some(2033.0), "{printed}");
            panel.css(".handout").gone().await
        })?;
    }
    Ok(())
}

#[test]
fn what_is_entered_is_neither_sent_nor_stored() -> Result<()> {
    with_chromium(async |page| {
        let site = Site::shipped()?;
        let panel = open_worksheet(page, &site, DESKTOP, "flexjobbevis").await?;
        let before = page.finished_requests().await?.len();
        let address: String = page.evaluate("return location.href", vec![]).await?;
        panel.field("Navn").fill("Anna").await?;
        fill_in_the_numbers(panel).await?;
        page.settle().await?;
        assert_eq!(page.finished_requests().await?.len(), before);
        assert_eq!(page.storage().await?, Storage::default());
        assert_eq!(
            page.evaluate::<String>("return location.href", vec![])
                .await?,
            address
        );
        let autocompleted =
            panel.css("form.worksheet__form :is(input, textarea):not([autocomplete=off])");
        assert_eq!(autocompleted.count().await?, 0);
        Ok(())
    })
}

#[test]
fn a_worksheet_is_filled_in_and_saved_with_the_keyboard_alone() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESKTOP).await?;
        record_saved(page).await?;
        open_entry(panel, "flexjobbevis").await?;
        page.tab_to(&panel.css("button.concept__fill"), 40).await?;
        page.press(Key::Enter).await?;
        panel.css(".worksheet__title").expect_focus().await?;
        page.tab_to(&panel.field("Navn"), 5).await?;
        page.type_keys("Anna").await?;
        // Enter in a field does not submit the form.
        page.press(Key::Enter).await?;
        page.tab_to(&panel.css("textarea").nth(0), 3).await?;
        page.type_keys("Orden").await?;
        page.tab_to(&panel.css("[data-action=save]"), 20).await?;
        page.press(Key::Space).await?;
        let (_, file) = last_saved(page).await?;
        assert_eq!(file["fields"], json!({"navn": "Anna", "kan": "Orden"}));
        panel.css("[data-action=save]").expect_focus().await
    })
}

#[test]
fn an_element_whose_engine_stopped_no_longer_asks_before_unload() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = open_worksheet(page, &site, DESKTOP, "flexjobbevis").await?;
        panel.field("Navn").fill("Anna").await?;
        assert!(asks_before_unload(page).await?);
        panel.css("button.back").click().await?;
        panel
            .css(".question button")
            .named("Gå uden at gemme")
            .click()
            .await?;
        panel.css("input#q").shown().await?;
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
        panel.css("input#q").type_text("madkas").await?;
        panel.button("Prøv igen").shown().await?;
        assert!(!asks_before_unload(page).await?);
        Ok(())
    })
}
