//! A caseworker runs Madkassen with the kommune's own numbers and can defend each of them.

use anyhow::Result;
use browser_tests::registry::open_entry;
use browser_tests::{DESK, Key, PHONE, Part, Root, Site, with_page};

const MEALS: &str = ".assumption[data-input=mad_pr_dag]";
const BED_DAY: &str = ".assumption[data-input=doegn_pris]";
const DAYS: &str = ".assumption[data-input=dage]";
const PEOPLE: &str = ".assumption[data-input=personer]";

/// One of the further answers, by what it says it is.
fn further<'p>(calculator: Root<'p>, words: &str) -> Part<'p> {
    calculator.css(".further > div").containing(words)
}

async fn price_is(calculator: Root<'_>, price: &str) -> Result<()> {
    further(calculator, "Så meget koster maden til én person")
        .css(".further__number")
        .expect_text(price)
        .await?;
    calculator.css(".bar[data-own]").expect_text(price).await
}

#[test]
fn sixty_days_cost_what_the_meals_cost_and_the_ceiling_stays() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let calculator = page.open_calculator(&site, DESK).await?;
        let ceiling = further(calculator, "Så meget må maden til én person højst koste")
            .css(".further__number");
        for (meals, price, days) in [
            ("54", "3.240 kr.", "0,78 døgn"),
            ("72", "4.320 kr.", "1,04 døgn"),
            ("83", "4.980 kr.", "1,20 døgn"),
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
fn ready_made_prices_can_be_taken_with_a_click() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let calculator = page.open_calculator(&site, DESK).await?;
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
fn at_the_ceiling_one_bed_day_pays_and_both_ways_of_writing_decimals_are_read() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let calculator = page.open_calculator(&site, DESK).await?;
        for written in ["69,42", "69.42", " 69,420 "] {
            calculator.css(MEALS).css("input").fill("72").await?;
            calculator
                .css(".answer__number")
                .expect_text("1,04 døgn")
                .await?;
            calculator.css(MEALS).css("input").fill(written).await?;
            calculator
                .css(".answer__number")
                .expect_text("1,00 døgn")
                .await?;
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
fn every_number_wears_what_it_is() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let calculator = page.open_calculator(&site, DESK).await?;
        for (input, badge) in [
            (BED_DAY, "Vores skøn"),
            (MEALS, "Vores skøn"),
            (DAYS, "Kilde"),
            (PEOPLE, "Jeres valg"),
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
fn the_answer_comes_first_and_what_it_does_not_say_stands_with_it() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let calculator = page.open_calculator(&site, PHONE).await?;
        calculator
            .css(".answer__text")
            .expect_text("Så mange døgn på hospitalet skal hver person i gennemsnit undgå")
            .await?;
        let [_, answer, ..] = calculator.css(".answer__number").place().await?;
        let [_, further, ..] = calculator.css(".further").place().await?;
        let [_, ceiling, ..] = calculator.css(".further__number").place().await?;
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
fn nonsense_gets_a_friendly_word_and_the_last_good_result_stays() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let calculator = page.open_calculator(&site, DESK).await?;
        let field = calculator.css(MEALS).css("input");
        field.fill("54").await?;
        price_is(calculator, "3.240 kr.").await?;
        for nonsense in [
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
            // At once: letter by letter, the '12' of '12 æbler' would be a number for a moment.
            field.paste(nonsense).await?;
            calculator
                .css(MEALS)
                .css(".assumption__error")
                .expect_text("Vi regner videre med det sidste tal")
                .await?;
            field
                .expect(
                    "says that it is wrong",
                    "els[0]?.getAttribute('aria-invalid') === 'true'",
                )
                .await?;
            field.expect_value(nonsense).await?;
            page.press(Key::Tab).await?;
            field.expect_value(nonsense).await?;
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
            .expect("is right again", "!els[0]?.hasAttribute('aria-invalid')")
            .await
    })
}

#[test]
fn the_error_belongs_to_the_field_for_a_screen_reader_too() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let calculator = page.open_calculator(&site, DESK).await?;
        let field = calculator.css(MEALS).css("input");
        assert_eq!(
            field.accessible().await?,
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
fn plus_and_minus_step_and_keep_the_focus() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let calculator = page.open_calculator(&site, DESK).await?;
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
fn a_change_can_be_taken_back_alone_or_with_all_others() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let calculator = page.open_calculator(&site, DESK).await?;
        calculator.css("button.reset").gone().await?;
        calculator.css(MEALS).css("input").fill("54").await?;
        calculator.css(DAYS).css("input").fill("30").await?;
        price_is(calculator, "1.620 kr.").await?;
        calculator
            .css(MEALS)
            .css("button.assumption__reset")
            .expect_text("Vores tal: 72")
            .await?;
        calculator
            .css(MEALS)
            .css("button.assumption__reset")
            .click()
            .await?;
        price_is(calculator, "2.160 kr.").await?;
        calculator.css("button.reset").click().await?;
        price_is(calculator, "4.320 kr.").await?;
        calculator.css(DAYS).css("input").expect_value("60").await?;
        calculator.css("button.reset").gone().await?;
        let active = page.active().await?;
        assert_eq!(
            active.host.as_deref(),
            Some("virker-calculator"),
            "the focus fell to {active}"
        );
        Ok(())
    })
}

#[test]
fn the_break_even_is_a_picture_a_sentence_and_a_table() -> Result<()> {
    // Where there is no room at the lines, their names stand above them.
    for (view, names, elsewhere) in [
        (PHONE, ".legend > span", ".curve .label-cost"),
        (DESK, ".curve > [class^=label]", ".legend"),
    ] {
        with_page(async |page| {
            let site = Site::shipped()?;
            let calculator = page.open_calculator(&site, view).await?;
            for name in ["Madkassen koster 86.400 kr.", "Prisen på de døgn, I undgår"] {
                calculator.css(names).containing(name).shown().await?;
            }
            calculator.css(elsewhere).gone().await?;
            // 20 × 4.320 = 86.400; 86.400 / 4.165 = 20,74, so the 21st day pays.
            let sentence = "For 20 personer går det op ved 21 døgn";
            calculator
                .css("figcaption")
                .containing(sentence)
                .shown()
                .await?;
            let (name, role) = calculator.css("svg.curve").accessible().await?;
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
            // An open table follows the numbers, and is not drawn once it is closed.
            calculator.css(PEOPLE).css("input").fill("10").await?;
            first.expect_text("43.200 kr.").await?;
            calculator.css("details[open] > summary").click().await?;
            calculator.css("details table").gone().await?;
            assert_eq!(page.overflow().await?, 0);
            calculator.css(PEOPLE).css("input").fill("1").await?;
            calculator
                .css("figcaption")
                .containing("For 1 person går det op ved 2 døgn")
                .shown()
                .await
        })?;
    }
    Ok(())
}

#[test]
fn on_a_phone_the_answer_stays_in_sight_while_the_fields_are_filled_in() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let calculator = page.open_calculator(&site, PHONE).await?;
        let price = calculator.css(BED_DAY).css("input");
        price.focus().await?;
        price.fill("8330").await?;
        let short = calculator.css(".short-answer");
        short.expect_text("0,52 døgn").await?;
        let inside = "{ const box = els[0].getBoundingClientRect(); return box.top > 0 && box.bottom <= innerHeight }";
        short
            .expect("in the window", &format!("(() => {inside})()"))
            .await?;
        // What has the focus isn't covered by it.
        let [_, top, _, height] = price.place().await?;
        let [_, edge, ..] = short.place().await?;
        assert!(top + height <= edge, "{top} + {height} > {edge}");
        page.resize(DESK).await?;
        short.gone().await
    })
}

#[test]
fn every_number_and_each_step_from_there_stands_in_a_table() -> Result<()> {
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
        // Their own, the publisher's with its bounds, and one that was computed.
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
        let panel = page.open_panel(&site, DESK).await?;
        open_entry(panel, "madkassen").await?;
        let open = panel.css("button.concept__calculate");
        open.click().await?;
        panel.css(".calculator__title").expect_focus().await?;
        panel.css(MEALS).css("input").fill("54").await?;
        price_is(panel, "3.240 kr.").await?;
        panel.css(".calculator button.back").click().await?;
        open.expect_focus().await?;
        // What was typed is still there.
        page.press(Key::Enter).await?;
        panel.css(MEALS).css("input").expect_value("54").await?;
        price_is(panel, "3.240 kr.").await
    })
}
