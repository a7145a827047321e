//! The Madkassen calculator: own numbers, their basis, errors, break-even and tables.

use anyhow::Result;
use browser_tests::screens::open_entry;
use browser_tests::{Browser, DESKTOP, Key, Locator, PHONE, Root, Site, with_page};

const MEALS: &str = ".assumption[data-input=mad_pr_dag]";
const BED_DAY: &str = ".assumption[data-input=doegn_pris]";
const DAYS: &str = ".assumption[data-input=dage]";
const PEOPLE: &str = ".assumption[data-input=personer]";

/// One of the further answers, by its label.
fn further<'p>(calculator: Root<'p>, label: &str) -> Locator<'p> {
    calculator.css(".further > div").containing(label)
}

async fn price_is(calculator: Root<'_>, price: &str) -> Result<()> {
    further(calculator, "Så meget koster maden til én person")
        .css(".further__number")
        .expect_text(price)
        .await?;
    calculator.css(".bar[data-own]").expect_text(price).await
}

#[test]
fn the_total_follows_the_meal_price_and_the_ceiling_does_not() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let calculator = page.open_calculator(&site, DESKTOP).await?;
        let ceiling = further(calculator, "Så meget må maden til én person højst koste")
            .css(".further__number");
        for (meals, price, days) in [
            ("54", "3.240 kr.", "16 døgn"),
            ("72", "4.320 kr.", "21 døgn"),
            ("83", "4.980 kr.", "24 døgn"),
        ] {
            calculator.css(MEALS).css("input").fill(meals).await?;
            price_is(calculator, price).await?;
            calculator.css(".answer__number").expect_text(days).await?;
            ceiling.expect_text("69,42 kr. om dagen").await?;
        }
        Ok(())
    })
}

#[test]
fn preset_prices_are_set_with_a_click() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let calculator = page.open_calculator(&site, DESKTOP).await?;
        for (label, price) in [
            ("Kalundborg", "3.240 kr."),
            ("Loftet i 2024", "4.980 kr."),
            ("Vejle 2026", "4.320 kr."),
        ] {
            let choice = calculator.css(MEALS).css("button.choice").containing(label);
            choice.click().await?;
            choice
                .expect(
                    "is pressed",
                    "els[0]?.getAttribute('aria-pressed') === 'true'",
                )
                .await?;
            price_is(calculator, price).await?;
        }
        Ok(())
    })
}

#[test]
fn at_the_ceiling_one_bed_day_pays_and_comma_and_point_are_decimal_separators() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let calculator = page.open_calculator(&site, DESKTOP).await?;
        let each = further(calculator, "i gennemsnit for hver person").css(".further__number");
        for written in ["69,42", "69.42", " 69,420 "] {
            calculator.css(MEALS).css("input").fill("72").await?;
            each.expect_text("1,04 døgn").await?;
            calculator.css(MEALS).css("input").fill(written).await?;
            each.expect_text("1,00 døgn").await?;
            price_is(calculator, "4.165 kr.").await?;
        }
        calculator
            .css(BED_DAY)
            .css("input")
            .fill("4.165,50")
            .await?;
        further(calculator, "Så meget må maden")
            .css(".further__number")
            .expect_text("69,43 kr.")
            .await
    })
}

#[test]
fn every_number_has_a_badge_for_its_basis() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let calculator = page.open_calculator(&site, DESKTOP).await?;
        for (input, badge) in [
            (BED_DAY, "Vores skøn"),
            (MEALS, "Vores skøn"),
            (DAYS, "Kilde"),
            (PEOPLE, "Eksempel"),
        ] {
            assert_eq!(
                calculator.css(input).css(".badge").text().await?,
                badge,
                "{input}"
            );
        }
        calculator
            .css(BED_DAY)
            .expect_text("særlig plads i 2022")
            .await?;
        calculator.css(MEALS).expect_text("Blandede år").await?;
        calculator.css(BED_DAY).css("input").fill("5000").await?;
        calculator
            .css(BED_DAY)
            .css(".badge")
            .expect_text("Jeres valg")
            .await
    })
}

#[test]
fn the_answer_comes_first_with_its_caveats() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let calculator = page.open_calculator(&site, PHONE).await?;
        calculator
            .css(".answer__text")
            .expect_text("Så mange døgn på hospitalet skal I undgå i alt")
            .await?;
        let [_, answer, ..] = calculator.css(".answer__number").bounds().await?;
        let [_, further, ..] = calculator.css(".further").bounds().await?;
        let [_, ceiling, ..] = calculator.css(".further__number").bounds().await?;
        assert!(answer < further && answer < ceiling);
        calculator
            .css(".caveats")
            .expect_text("Hvad tallet ikke siger")
            .await?;
        calculator
            .css(".caveats")
            .expect_text("Vi ved ikke, om Madkassen forebygger indlæggelser")
            .await?;
        let payers = calculator.css(".payers");
        payers.expect_text("Hvem betaler, og hvem sparer?").await?;
        payers.expect_text("Regionen").await?;
        payers.expect_text("Kommunen").await
    })
}

#[test]
fn invalid_input_gets_a_friendly_message_and_keeps_the_last_result() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let calculator = page.open_calculator(&site, DESKTOP).await?;
        let field = calculator.css(MEALS).css("input");
        field.fill("54").await?;
        price_is(calculator, "3.240 kr.").await?;
        for invalid in [
            "mange",
            "12 æbler",
            "1e3",
            "--5",
            "NaN",
            "5,,0",
            "0",
            "-3",
            "99999999999999999999999999999999999999999",
        ] {
            // Pasted, not typed: while typing '12 æbler', '12' would be a valid number.
            field.paste(invalid).await?;
            calculator
                .css(MEALS)
                .css(".assumption__error")
                .expect_text("Vi regner stadig med 54")
                .await?;
            field
                .expect(
                    "is marked as invalid",
                    "els[0]?.getAttribute('aria-invalid') === 'true'",
                )
                .await?;
            field.expect_value(invalid).await?;
            page.press(Key::Tab).await?;
            field.expect_value(invalid).await?;
            price_is(calculator, "3.240 kr.").await?;
        }
        field.fill("").await?;
        calculator
            .css(MEALS)
            .css(".assumption__error")
            .expect_text("Skriv et tal, for eksempel 72")
            .await?;
        price_is(calculator, "3.240 kr.").await?;
        field.fill("83").await?;
        price_is(calculator, "4.980 kr.").await?;
        assert_eq!(
            calculator
                .css(MEALS)
                .css(".assumption__error")
                .text()
                .await?,
            ""
        );
        field
            .expect("is valid again", "!els[0]?.hasAttribute('aria-invalid')")
            .await
    })
}

#[test]
fn the_error_describes_its_field_for_screen_readers() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let calculator = page.open_calculator(&site, DESKTOP).await?;
        let field = calculator.css(MEALS).css("input");
        assert_eq!(
            field.name_and_role().await?,
            (
                "Hvad koster maden til én person om dagen?".to_owned(),
                "textbox".to_owned()
            )
        );
        field.fill("mange").await?;
        field
            .expect(
                "is described by its error",
                "els[0]?.getAttribute('aria-describedby').split(/\\s+/)
                   .some((id) => /læse som et tal/.test(els[0].getRootNode().getElementById(id)?.textContent))",
            )
            .await
    })
}

#[test]
fn an_answer_is_announced_once_when_typing_rests_and_no_number_is_refused_on_the_way() -> Result<()>
{
    with_page(async |page| {
        let site = Site::shipped()?;
        let calculator = page.open_calculator(&site, DESKTOP).await?;
        let watch = "window.said = []; const root = document.querySelector('virker-calculator').shadowRoot;
             for (const region of root.querySelectorAll('.answers [role=status], .assumption__error'))
               new MutationObserver(() => said.push(region.textContent))
                 .observe(region, { childList: true, characterData: true, subtree: true });
             return null";
        page.run(watch, vec![]).await?;
        let status = calculator.css(".answers [role=status]");
        let field = calculator.css(BED_DAY).css("input");
        field.fill("").await?;
        field.type_text("5000").await?;
        status.expect_text("18 døgn. Så mange døgn").await?;
        calculator.css(PEOPLE).css("input").fill("35").await?;
        status.expect_text("31 døgn. Så mange døgn").await?;
        // How many are readmitted only changes an answer further down.
        calculator
            .css(".assumption[data-input=genindlagt_andel] input")
            .fill("10")
            .await?;
        status.expect_text("39 %. Så stor en del").await?;
        let said: Vec<String> = page.evaluate("return said", vec![]).await?;
        assert_eq!(said.len(), 3, "{said:?}");
        Ok(())
    })
}

#[test]
fn plus_and_minus_step_and_keep_the_focus() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let calculator = page.open_calculator(&site, DESKTOP).await?;
        let field = calculator.css(MEALS).css("input");
        let more = calculator.css(MEALS).css("button.number__more");
        more.focus().await?;
        page.press(Key::Enter).await?;
        field.expect_value("73").await?;
        page.press(Key::Space).await?;
        more.expect_focus().await?;
        price_is(calculator, "4.440 kr.").await?;
        let less = calculator.css(MEALS).css("button.number__less");
        less.click().await?;
        price_is(calculator, "4.380 kr.").await?;
        less.expect_focus().await
    })
}

#[test]
fn a_change_can_be_reset_alone_or_with_all_others() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let calculator = page.open_calculator(&site, DESKTOP).await?;
        calculator.css("button.reset").gone().await?;
        calculator.css(MEALS).css("input").fill("54").await?;
        calculator.css(DAYS).css("input").fill("30").await?;
        price_is(calculator, "1.620 kr.").await?;
        calculator
            .css(MEALS)
            .css("button.assumption__reset")
            .expect_text("Brug vores tal igen (72)")
            .await?;
        calculator
            .css(MEALS)
            .css("button.assumption__reset")
            .click()
            .await?;
        price_is(calculator, "2.160 kr.").await?;
        calculator.css(MEALS).css("input").expect_focus().await?;
        // Behind a number that may not be changed, and has no field.
        for input in ["undgaaede_doegn", "saerlige_pladser"] {
            let input = calculator.css(&format!(".assumption[data-input={input}]"));
            input.css("input").fill("7").await?;
            input.css("button.assumption__reset").click().await?;
            input.css("input").expect_focus().await?;
        }
        calculator.css("button.reset").click().await?;
        price_is(calculator, "4.320 kr.").await?;
        calculator.css(DAYS).css("input").expect_value("60").await?;
        calculator.css("button.reset").gone().await?;
        let active = page.active_element().await?;
        assert_eq!(
            active.host.as_deref(),
            Some("virker-calculator"),
            "the focus moved to {active}"
        );
        Ok(())
    })
}

#[test]
fn the_break_even_is_a_curve_a_sentence_and_a_table() -> Result<()> {
    // In a narrow window, the lines' names are in a legend above the curve.
    for (viewport, names, hidden) in [
        (PHONE, ".legend > span", ".curve .label-cost"),
        (DESKTOP, ".curve > [class^=label]", ".legend"),
    ] {
        with_page(async |page| {
            let site = Site::shipped()?;
            let calculator = page.open_calculator(&site, viewport).await?;
            for name in ["Madkassen koster 86.400 kr.", "Prisen på de døgn, I undgår"] {
                calculator.css(names).containing(name).shown().await?;
            }
            calculator.css(hidden).gone().await?;
            // 20 × 4,320 = 86,400; 86,400 / 4,165 = 20.74, so the 21st day pays.
            let sentence = "For 20 personer går det lige op, når I undgår 21 døgn";
            calculator
                .css("figcaption")
                .containing(sentence)
                .shown()
                .await?;
            let (name, role) = calculator.css("svg.curve").name_and_role().await?;
            assert!(name.starts_with(sentence), "{name}");
            assert!(
                ["img", "image", "graphics-document"].contains(&role.as_str()),
                "{role}"
            );
            calculator
                .css("details summary")
                .containing("Vis tallene som tabel")
                .click()
                .await?;
            let first = calculator.css("details tbody tr").nth(0);
            first.expect_text("86.400 kr.").await?;
            first.expect_text("−86.400 kr.").await?;
            // An open table is updated, and a closed one is not rendered.
            calculator.css(PEOPLE).css("input").fill("10").await?;
            first.expect_text("43.200 kr.").await?;
            calculator.css("details[open] > summary").click().await?;
            calculator.css("details table").gone().await?;
            assert_eq!(page.overflow().await?, 0);
            calculator.css(PEOPLE).css("input").fill("1").await?;
            calculator
                .css("figcaption")
                .containing("For 1 person går det lige op, når I undgår 2 døgn")
                .shown()
                .await
        })?;
    }
    Ok(())
}

#[test]
fn on_a_phone_the_answer_stays_visible_while_the_fields_are_filled_in() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let calculator = page.open_calculator(&site, PHONE).await?;
        let price = calculator.css(BED_DAY).css("input");
        match Browser::wanted()? {
            // For a script that moves the focus, it scrolls less than for people.
            Browser::WebKit => {
                let before = calculator.css(BED_DAY).css(".number__less");
                before.focus().await?;
                page.press(Key::Tab).await?;
            }
            Browser::Chromium | Browser::Firefox => price.focus().await?,
        }
        price.fill("8330").await?;
        let short = calculator.css(".short-answer");
        short.expect_text("11 døgn").await?;
        let in_viewport = "{ const box = els[0].getBoundingClientRect(); return box.top > 0 && box.bottom <= innerHeight }";
        short
            .expect("is in the viewport", &format!("(() => {in_viewport})()"))
            .await?;
        // It does not cover the focused field.
        let [_, top, _, height] = price.bounds().await?;
        let [_, edge, ..] = short.bounds().await?;
        assert!(top + height <= edge, "{top} + {height} > {edge}");
        Ok(())
    })
}

#[test]
fn on_a_wide_screen_the_answer_stays_in_sight_at_the_last_field() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let calculator = page.open_calculator(&site, DESKTOP).await?;
        let last = calculator.css(".assumption[data-input=saerlige_pladser] input");
        last.focus().await?;
        last.fill("10").await?;
        let in_viewport = "{ const box = els[0].getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight }";
        for seen in [last, calculator.css(".short-answer")] {
            seen.expect("is in the viewport", &format!("(() => {in_viewport})()"))
                .await?;
        }
        Ok(())
    })
}

#[test]
fn all_inputs_and_intermediate_results_are_in_a_table() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let calculator = page.open_calculator(&site, PHONE).await?;
        calculator.css(PEOPLE).css("input").fill("10").await?;
        let summary = calculator
            .css("summary")
            .containing("Vis alle tal og mellemregninger");
        summary.focus().await?;
        page.press(Key::Enter).await?;
        let row = |name| calculator.css("details tbody tr").containing(name);
        // A number of the user's, one of the publisher's with its bounds, and a computed one.
        row("Antal personer").expect_text("10 personer").await?;
        row("Antal personer").expect_text("Jeres valg").await?;
        row("Prisen på ét døgn").expect_text("3.332–4.998").await?;
        row("Prisen på ét døgn").expect_text("Vores skøn").await?;
        row("Regnet ud").containing("43.200 kr.").shown().await?;
        summary.expect_focus().await?;
        assert_eq!(page.overflow().await?, 0);
        Ok(())
    })
}

#[test]
fn the_calculator_opens_from_its_entry_and_back_leads_there() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESKTOP).await?;
        open_entry(panel, "madkassen").await?;
        let open = panel.css("button.concept__calculate");
        open.click().await?;
        panel.css(".calculator__title").expect_focus().await?;
        panel.css(MEALS).css("input").fill("54").await?;
        price_is(panel, "3.240 kr.").await?;
        panel.css(".calculator button.back").click().await?;
        open.expect_focus().await?;
        // The input is kept.
        page.press(Key::Enter).await?;
        panel.css(MEALS).css("input").expect_value("54").await?;
        price_is(panel, "3.240 kr.").await
    })
}
