//! Calculators are data: the shipped ones and a new one run from the published catalogue, without a rebuild.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Result, ensure};
use browser_tests::screens::open_by_link;
use browser_tests::{DESKTOP, Key, PHONE, Page, Root, Site, SiteBuilder, Viewport, with_page};
use serde_json::{Value, json};

/// The text of the answer.
async fn answer(panel: Root<'_>) -> Result<String> {
    Ok(panel
        .css(".answer__number")
        .nth(0)
        .text()
        .await?
        .replace('\u{a0}', " "))
}

/// Presses one of the buttons below the answer.
async fn press(panel: Root<'_>, label: &str) -> Result<()> {
    panel.css("button.action").containing(label).click().await
}

async fn further(panel: Root<'_>) -> Result<String> {
    let numbers = panel.css(".further__number").texts().await?;
    Ok(numbers.join(" | ").replace('\u{a0}', " "))
}

#[test]
fn all_seven_show_their_numbers_from_the_published_catalogue() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        for (calculator, first, others) in [
            (
                "madkassen",
                "21 døgn",
                "1,04 døgn | 69,42 kr. om dagen | 4.320 kr.",
            ),
            (
                "god-start",
                "111 døgn",
                "11,1 døgn | 5,5 døgn | 7.824 kr. | 78.240 kr.",
            ),
            (
                "flexjob",
                "30.872 kr. om måneden",
                "15.600 kr. om måneden | 15.272 kr. om måneden",
            ),
            (
                "flexjob-paa-jobnet",
                "0,34 %",
                "98 flexjob | 293 stillinger",
            ),
            ("programmet", "336 kr.", "30.375.015 kr."),
            ("impact-undersoegelse", "6,7 procentpoint", "46,2 %"),
            ("indsatsens-pris", "5.000 kr.", "500 kr. i timen"),
            // Biofeedback's own 780,000 kr., for 20 participants by default.
            (
                "indsatsens-pris@biofeedback",
                "39.000 kr.",
                "3.900 kr. i timen",
            ),
        ] {
            let panel = open_by_link(page, &site, DESKTOP, calculator).await?;
            assert_eq!(answer(panel).await?, first, "{calculator}");
            let all = further(panel).await?;
            assert!(all.starts_with(others), "{calculator}: {all}");
            panel.css(".caveats li").nth(3).shown().await?;
            assert_eq!(page.overflow().await?, 0, "{calculator}");
        }
        Ok(())
    })
}

#[test]
fn pay_and_subsidy_never_exceed_full_time_pay() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = open_by_link(page, &site, DESKTOP, "flexjob").await?;
        let hours = panel.field("Hvor mange timer om ugen er du på arbejde?");
        for (typed, total, others) in [
            (
                "18",
                "30.872",
                "15.600 kr. om måneden | 15.272 kr. om måneden | 32.067",
            ),
            (
                "30",
                "32.067",
                "26.000 kr. om måneden | 6.067 kr. om måneden | 32.067",
            ),
            (
                "37",
                "32.067",
                "32.067 kr. om måneden | 0 kr. om måneden | 32.067",
            ),
        ] {
            hours.fill(typed).await?;
            panel
                .css(".answer__number")
                .nth(0)
                .expect_text(total)
                .await?;
            let all = further(panel).await?;
            assert!(all.starts_with(others), "{typed}: {all}");
        }
        Ok(())
    })
}

/// A calculator unlike the shipped ones: a formula has a condition, and it compares three options.
fn rides() -> Value {
    let input = |id: &str, label: &str, unit: &str, shown: &str, numbers: [i64; 3]| {
        let [min, likely, max] = numbers;
        json!({ "id": id, "label": label, "short": label, "unit": unit, "shownUnit": shown, "likely": likely,
                "min": min, "max": max, "step": 1, "certainty": "choice", "note": "Et eksempel." })
    };
    let value = |id: &str, unit: &str, shown: &str, formula: &str| json!({ "id": id, "label": id, "unit": unit, "shownUnit": shown, "formula": formula });
    let mut taxi = input(
        "takst",
        "Hvad koster en taxa for hver km?",
        "kr/km",
        "kr. for hver km",
        [1, 20, 100],
    );
    if let Some(taxi) = taxi.as_object_mut() {
        taxi.insert("low".into(), json!(15));
        taxi.insert("high".into(), json!(30));
        taxi.insert("certainty".into(), json!("estimate"));
    }
    json!({
        "id": "turen", "title": "Regn på turen", "lead": "Taxa, bus eller følgeskab til caféen.",
        "budget": "Foreningens", "priceYear": "Eksempel", "caveats": ["Tallene er et eksempel."],
        "inputs": [
            input("personer", "Hvor mange skal med?", "person", "personer", [1, 6, 50]),
            input("afstand", "Hvor langt er der?", "km", "km", [1, 5, 100]),
            taxi,
            input("billet", "Hvad koster en billet til bussen?", "kr/person", "kr.", [1, 24, 200]),
            input("time", "Hvad koster en time med en, der følger?", "kr/time", "kr. i timen", [0, 300, 1000]),
        ],
        "values": [
            value("biler", "bil", "taxaer", "if(personer > 4 [person], ceil(personer / 4 [person/bil]), 1 [bil])"),
            value("taxa", "kr", "kr.", "biler * afstand * takst * 1 [1/bil]"),
            value("bus", "kr", "kr.", "billet * personer"),
            value("foelge", "kr", "kr.", "max(time * afstand / 5 [km/time], time * 1 [time])"),
        ],
        "answer": { "value": "taxa", "text": "Så meget koster {biler} i {afstand}.", "range": "Fra {taxa.low#} til {taxa.high}" },
        "bars": { "title": "Tre måder", "items": [
            { "value": "taxa", "label": "Taxa", "own": true }, { "value": "bus", "label": "Bus" },
            { "value": "foelge", "label": "Følgeskab" } ] },
        "breakEven": { "input": "afstand", "left": "taxa", "leftLabel": "Taxa", "right": "bus", "rightLabel": "Bus",
            "axis": "Kilometer", "text": "Bussen er billigst fra {breakEven}", "range": "Fra {breakEven.low#} til {breakEven.high}",
            "never": "Bussen er aldrig billigst.", "always": "Bussen er altid billigst." },
    })
}

#[test]
fn a_new_calculator_is_published_and_used_without_a_rebuild() -> Result<()> {
    with_page(async |page| {
        let plan = SiteBuilder::shipped()?;
        let mut catalogue: Value = serde_json::from_str(&plan.shipped_catalogue()?)?;
        if let Some(calculators) = catalogue["calculators"].as_array_mut() {
            calculators.push(rides());
        }
        let text = catalogue.to_string();
        let site = plan
            .route(move |request| {
                let own = request.path.ends_with("/egen.json");
                own.then(|| {
                    browser_tests::Response::new(200)
                        .header("Content-Type", "application/json")
                        .body(text.clone())
                })
            })
            .catalogue("/egen.json")
            .start()?;
        let panel = open_by_link(page, &site, DESKTOP, "turen").await?;
        // Six people need two taxis: 2 · 5 km · 20 kr.
        assert_eq!(answer(panel).await?, "200 kr.");
        panel.css(".answer__text").expect_text("2 taxaer").await?;
        panel
            .css(".answer__range")
            .nth(0)
            .expect_text("Fra 150 til 300")
            .await?;
        for (nth, number) in ["200", "144", "300"].into_iter().enumerate() {
            panel.css(".bar").nth(nth).expect_text(number).await?;
        }
        // The bus costs 144 kr.; two taxis cost that at 3.6 km for 20 kr. per km, 2.4 km for 30 and 4.8 km for 15.
        let sentence = panel.css("figcaption").containing("Bussen er billigst fra");
        sentence.expect_text("4").await?;
        sentence.expect_text("Fra 2 til 5").await?;
        panel.css(".tornado").expect_text("150 til 300").await?;
        let persons = panel.field("Hvor mange skal med?");
        persons.fill("4").await?;
        panel
            .css(".answer__number")
            .nth(0)
            .expect_text("100")
            .await?;
        persons.fill("5").await?;
        panel
            .css(".answer__number")
            .nth(0)
            .expect_text("200")
            .await?;
        panel.field("Hvor langt er der?").fill("10").await?;
        panel.css(".bar").nth(2).expect_text("600").await
    })
}

/// Records what is copied and saved.
async fn record_exports(page: &Page) -> Result<()> {
    page.run(
        "window.copied = []; window.saved = [];
         Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (text) => { copied.push(text); } } });
         const make = URL.createObjectURL;
         URL.createObjectURL = (blob) => { blob.text().then((text) => saved.push(text)); return make(blob); };
         return null",
        vec![],
    )
    .await?;
    Ok(())
}

#[test]
fn a_copied_link_opens_the_same_numbers_and_carries_only_what_was_changed() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = open_by_link(page, &site, DESKTOP, "madkassen").await?;
        record_exports(page).await?;
        panel
            .field("Hvad koster maden til én person om dagen?")
            .fill("60,25")
            .await?;
        panel
            .css(".answer__number")
            .nth(0)
            .expect_text("18 døgn")
            .await?;
        press(panel, "Kopiér link").await?;
        panel
            .css(".actions__told")
            .expect_text("Linket er kopieret med jeres tal")
            .await?;
        let link: String = page.evaluate("return copied[0]", vec![]).await?;
        assert!(
            link.ends_with("#virker.panel=1;calculator=madkassen;n.mad_pr_dag=60,25"),
            "{link}"
        );
        // An address that differs only in its fragment would not be loaded again.
        page.navigate("about:blank").await?;
        page.navigate(&link).await?;
        panel
            .css(".answer__number")
            .nth(0)
            .expect_text("18 døgn")
            .await?;
        panel
            .field("Hvad koster maden til én person om dagen?")
            .expect_value("60,25")
            .await
    })
}

#[test]
fn invalid_numbers_in_a_link_are_reported_or_ignored() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let numbers = "madkassen;n.mad_pr_dag=100000;n.ukendt=5;n.et_doegn=3;n.dage=<b>";
        let panel = open_by_link(page, &site, DESKTOP, numbers).await?;
        assert_eq!(answer(panel).await?, "21 døgn");
        panel
            .css(".assumption[data-input=mad_pr_dag] .assumption__error")
            .expect_text("Skriv et tal fra 1 til 500")
            .await
    })
}

#[test]
fn the_exported_text_and_table_have_the_numbers_with_their_basis() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = open_by_link(page, &site, PHONE, "madkassen").await?;
        record_exports(page).await?;
        press(panel, "Kopiér som tekst").await?;
        panel.css(".actions__told").expect_text("Kopieret").await?;
        let text: String = page.evaluate("return copied[0]", vec![]).await?;
        for part in [
            "21\u{a0}døgn. Så mange døgn",
            "Det kan være fra 13 til 30",
            "Vores skøn.",
            "For 20\u{a0}personer går det lige op, når I undgår 21\u{a0}døgn",
            "Budget: Kommunens og regionens. Priser:",
            "Hvad tallet ikke siger:",
            "Kilder:",
            "https://",
        ] {
            assert!(text.contains(part), "{part} is not in:\n{text}");
        }
        press(panel, "Hent tallene").await?;
        page.wait_until("the file is saved", "return saved.length")
            .await?;
        let table: String = page.evaluate("return saved[0]", vec![]).await?;
        assert!(
            table.starts_with("\"Tal\";\"Lavt\";\"Sandsynligt\";"),
            "{table}"
        );
        assert!(
            table.contains("\"54\";\"72\";\"83\";\"kr. om dagen\";\"Vores skøn\""),
            "{table}"
        );
        Ok(())
    })
}

#[test]
fn meeting_mode_shows_the_answer_full_screen_and_esc_restores_the_focus() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let wall = Viewport {
            width: 1920,
            height: 1080,
        };
        let panel = open_by_link(page, &site, wall, "madkassen").await?;
        let button = panel.css("button.action").containing("Mødetilstand");
        button.focus().await?;
        page.press(Key::Enter).await?;
        let dialog = panel.css("dialog.meeting");
        dialog.css(".answer__number").shown().await?;
        let [x, y, width, height] = dialog.bounds().await?;
        assert_eq!([x, y, width, height], [0.0, 0.0, 1920.0, 1080.0]);
        // Projected two metres wide, a pixel is 1 mm. At five metres, letters must be 25 mm high: a font size of 34 px.
        let size = "parseFloat(getComputedStyle(els[0]).fontSize)";
        let answer: f64 = dialog.css(".answer__number").evaluate(size).await?;
        let text: f64 = dialog.css(".answer__text").evaluate(size).await?;
        let label: f64 = dialog.css(".bar b").evaluate(size).await?;
        assert!(
            answer > 130.0 && text >= 33.0 && label >= 33.0,
            "{answer} {text} {label}"
        );
        dialog
            .css(".caveats")
            .expect_text("Hvad tallet ikke siger")
            .await?;
        page.press(Key::Escape).await?;
        dialog.gone().await?;
        button.expect_focus().await?;
        // Again: the dialog is created anew.
        button.click().await?;
        dialog.css("button.meeting__close").click().await?;
        dialog.gone().await?;
        button.expect_focus().await
    })
}

#[test]
fn the_printout_is_its_own_document_with_sources_and_date() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = open_by_link(page, &site, DESKTOP, "god-start").await?;
        page.run(
            "new MutationObserver((changes) => {
               for (const { addedNodes } of changes) for (const node of addedNodes) if (node.localName === 'iframe') {
                 node.contentWindow.print = () => {
                   const { body, title, documentElement } = node.contentDocument;
                   const sheet = node.contentWindow.getComputedStyle(body.querySelector('.handout'));
                   window.printed = { text: body.innerText, title, lang: documentElement.lang, display: sheet.display,
                     height: body.scrollHeight };
                 };
               }
             }).observe(document.body, { childList: true });
             return null",
            vec![],
        )
        .await?;
        press(panel, "Udskriv").await?;
        page.wait_until("it is printed", "return window.printed")
            .await?;
        let printed: Value = page.evaluate("return window.printed", vec![]).await?;
        let text = printed["text"].as_str().unwrap_or_default();
        for part in [
            "Regn på God start i eget hjem",
            "11,1",
            "Prisen på én time",
            "Vores skøn",
            "Hvad tallet ikke siger",
            "Kilder",
            "Læst",
            "Udskrevet",
        ] {
            assert!(text.contains(part), "{part} is not in:\n{text}");
        }
        let day: String = page
            .evaluate(
                "return new Date().toLocaleDateString('da-DK', { dateStyle: 'long' })",
                vec![],
            )
            .await?;
        assert!(text.contains(&day), "{day}");
        assert_eq!(
            (&printed["lang"], &printed["display"]),
            (&json!("da"), &json!("grid"))
        );
        panel.css(".handout").gone().await?;
        // `print` returned at once, as on phones. The document stays until it is printed, and then leaves nothing.
        page.settle().await?;
        let frames: u32 = page
            .evaluate("return document.querySelectorAll('iframe').length", vec![])
            .await?;
        assert_eq!(frames, 1);
        page.run(
            "const { contentWindow } = document.querySelector('iframe');
             contentWindow.dispatchEvent(new contentWindow.Event('afterprint')); return null",
            vec![],
        )
        .await?;
        page.wait_until(
            "the frame is removed",
            "return !document.querySelector('iframe')",
        )
        .await
    })
}

/// The output of `virker calculate` for a calculator with these inputs.
fn run_command(calculator: &str, numbers: &[&str]) -> Result<Value> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let catalogue = SiteBuilder::shipped()?.shipped_catalogue()?;
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("catalogue.json");
    fs::write(&path, catalogue)?;
    let output = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--package", "virker", "--", "calculate"])
        .arg(&path)
        .arg(calculator)
        .args(numbers)
        .current_dir(root)
        .output()?;
    ensure!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(serde_json::from_slice(&output.stdout)?)
}

#[test]
fn the_browser_and_the_command_agree_to_the_last_decimal() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        for (calculator, numbers) in [
            ("madkassen", &["mad_pr_dag=69.42", "personer=7"][..]),
            ("god-start", &["herberg_pris=1499.5"]),
            ("flexjob", &["timeloen=187.35", "timer=13.5"]),
            ("flexjob-paa-jobnet", &[]),
            ("programmet", &["aar=4.5"]),
            ("impact-undersoegelse", &["sendt=1000", "svar=321"]),
            ("indsatsens-pris", &["deltagere=17"]),
        ] {
            let command = run_command(calculator, numbers)?;
            let changed: String = numbers.iter().map(|one| format!(";n.{one}")).collect();
            let panel =
                open_by_link(page, &site, DESKTOP, &(calculator.to_owned() + &changed)).await?;
            assert_eq!(
                panel.css("[data-changed]").count().await?,
                numbers.len(),
                "{calculator}"
            );
            record_exports(page).await?;
            press(panel, "Hent tallene").await?;
            page.wait_until("the file is saved", "return saved.length")
                .await?;
            let table: String = page.evaluate("return saved[0]", vec![]).await?;
            let outputs = command["outputs"].as_array().cloned().unwrap_or_default();
            assert!(!outputs.is_empty());
            for output in outputs {
                let text = |key: &str| output[key].as_str().unwrap_or_default().replace('.', ",");
                let label = output["label"].as_str().unwrap_or_default();
                let row = format!(
                    "\"{label}\";\"{}\";\"{}\";\"{}\";",
                    text("low"),
                    text("likely"),
                    text("high")
                );
                assert!(
                    table.contains(&row),
                    "{calculator}: {row} is not in:\n{table}"
                );
            }
        }
        Ok(())
    })
}
