//! A catalogue that was published in parts: what is missing or does not belong together is named, and the whole document is
//! the way out.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context, Result, bail};
use browser_tests::screens::{open_entry, search_for};
use browser_tests::{DESKTOP, Gate, Response, Site, SiteBuilder, with_page};
use serde_json::{Value, json};
use xtask::integrity::sri;

/// What may be wrong with a part.
const FAULTS: [&str; 4] = ["missing", "of another version", "truncated", "not JSON"];

/// A site whose part with this suffix has a fault until it is fixed.
fn with_fault(
    suffix: &'static str,
    fault: &'static str,
    fixed: &Arc<AtomicBool>,
) -> Result<SiteBuilder> {
    SiteBuilder::shipped()?.corrupt_until(
        "catalogue-",
        suffix,
        fixed,
        move |response| match fault {
            "missing" => Response::text(404, "findes ikke"),
            "of another version" => as_json(r#"{"vocabularies":{},"entries":[]}"#),
            "truncated" => response.cut_after(200),
            _ => as_json("<!doctype html>"),
        },
    )
}

#[test]
fn a_part_with_a_fault_is_named_and_the_whole_document_is_read() -> Result<()> {
    with_page(async |page| {
        for part in [".cards.json", ".entries.json"] {
            for fault in FAULTS {
                let site = with_fault(part, fault, &Arc::default())?.start()?;
                page.open(&site, "panel.html", DESKTOP).await?;
                let panel = page.panel(0);
                panel.ready().await?;
                panel.css(".card").expect_count(6).await?;
                open_entry(panel, "madkassen").await?;
                panel
                    .css(".concept__title")
                    .expect_text("Madkassen")
                    .await?;
                panel.css(".concept__calculate").nth(0).shown().await?;
                panel.css("button.back").click().await?;
                // It moves the focus, which must be over before something is written.
                panel.css(".card__link:focus").attached().await?;
                search_for(panel, "madkas").await?;
                panel
                    .css(".card[data-entry=madkassen] mark")
                    .shown()
                    .await?;
                let console = page.console().await?;
                let named = |line: &String| line.contains(part) && line.contains("cannot be used");
                assert!(console.iter().any(named), "{fault}: {console:#?}");
            }
        }
        Ok(())
    })
}

#[test]
fn parts_are_beside_their_catalogue_whatever_origin_it_names() -> Result<()> {
    with_page(async |page| {
        let other = Site::shipped()?;
        let elsewhere = |name: &Value| {
            json!(format!(
                "{}/catalogue/{}",
                other.url(),
                name.as_str().unwrap_or_default()
            ))
        };
        let site = SiteBuilder::shipped()?
            .changed_head(|head| {
                for name in [
                    "/parts/cards/file",
                    "/parts/entries/file",
                    "/parts/whole",
                    "/parts/openings",
                    "/index/file",
                    "/index/lexicon",
                ] {
                    let name = head.pointer_mut(name)?;
                    *name = elsewhere(name);
                }
                Some(())
            })?
            .start()?;
        for host in ["panel.html", "calculator.html"] {
            page.open(&site, host, DESKTOP).await?;
            let element = if host == "panel.html" {
                page.panel(0)
            } else {
                page.calculator(0)
            };
            element.css("[role=alert]").shown().await?;
        }
        assert_eq!(other.requests().len(), 0, "another origin was contacted");
        Ok(())
    })
}

#[test]
fn names_of_parts_that_are_no_names_are_told_of() -> Result<()> {
    with_page(async |page| {
        for parts in [
            json!({}),
            json!(7),
            json!([]),
            json!({ "cards": null, "entries": {}, "whole": 1 }),
        ] {
            let site = SiteBuilder::shipped()?
                .changed_head(|head| {
                    *head.get_mut("parts")? = parts.clone();
                    Some(())
                })?
                .start()?;
            page.open(&site, "panel.html", DESKTOP).await?;
            let message = page.panel(0).css(".message");
            message.shown().await?;
            message
                .expect(
                    "tells what is wrong",
                    "els[0].textContent.includes('ingen opslag')",
                )
                .await?;
        }
        Ok(())
    })
}

#[test]
fn entries_that_cannot_be_fetched_at_all_are_told_of_and_can_be_retried() -> Result<()> {
    with_page(async |page| {
        let fixed = Arc::new(AtomicBool::new(false));
        let whole = Arc::clone(&fixed);
        let site = with_fault(".entries.json", "missing", &fixed)?
            .route(move |request| {
                let fails = request.path.ends_with("-whole.json") && !whole.load(Ordering::SeqCst);
                fails.then(|| Response::text(503, "væk"))
            })
            .start()?;
        page.open(&site, "panel.html", DESKTOP).await?;
        let panel = page.panel(0);
        panel.ready().await?;
        search_for(panel, "madkas").await?;
        panel
            .css(".card[data-entry=madkassen] .card__link")
            .click()
            .await?;
        panel.css(".message[role=alert]").shown().await?;
        fixed.store(true, Ordering::SeqCst);
        panel.css(".message .button").click().await?;
        panel
            .css(".concept__title")
            .expect_text("Madkassen")
            .await?;
        panel.css(".concept__title").expect_focus().await
    })
}

#[test]
fn a_quoted_phrase_waits_for_the_bodies_that_it_may_be_in() -> Result<()> {
    with_page(async |page| {
        let bodies = Gate::closed();
        let site = SiteBuilder::shipped()?
            .hold(".entries.json", &bodies)
            .start()?;
        page.open(&site, "panel.html", DESKTOP).await?;
        let panel = page.panel(0);
        panel.ready().await?;
        search_for(panel, "mad").await?;
        panel.css(".card mark").nth(0).shown().await?;
        let body = panel.css(".results__title").text().await?;
        panel.css("input#q").fill("\"den første tid\"").await?;
        panel
            .css("[role=status]")
            .containing("Henter")
            .shown()
            .await?;
        bodies.open();
        panel
            .css(".results__title")
            .expect(
                "is another",
                &format!("els[0].textContent !== {body:?} && els[0].textContent.length > 0"),
            )
            .await?;
        panel.css("[role=status]").containing("Henter").gone().await
    })
}

#[test]
fn a_card_does_not_change_under_its_reader_when_the_bodies_come() -> Result<()> {
    with_page(async |page| {
        let bodies = Gate::closed();
        let site = SiteBuilder::shipped()?
            .hold(".entries.json", &bodies)
            .start()?;
        page.open(&site, "panel.html", DESKTOP).await?;
        let panel = page.panel(0);
        panel.ready().await?;
        search_for(panel, "bolig").await?;
        panel.css(".card").nth(0).shown().await?;
        let text = "els.map((el) => el.textContent)";
        let before: Vec<String> = panel.css(".card").evaluate(text).await?;
        bodies.open();
        // Once an entry can be opened, the bodies are here.
        page.bodies_are_here().await?;
        page.settle().await?;
        assert_eq!(
            panel.css(".card").evaluate::<Vec<String>>(text).await?,
            before
        );
        Ok(())
    })
}

/// A site whose catalogue has its entries in three parts, and the id of its last entry. `answer` gives a later part: its
/// number, from 1, and its text.
fn in_three_parts(
    answer: impl Fn(usize, &str) -> Response + Send + Sync + 'static,
) -> Result<(SiteBuilder, String)> {
    let site = SiteBuilder::shipped()?;
    let mut rest: Value = serde_json::from_str(&site.shipped_catalogue()?)?;
    let rest = rest.as_object_mut().context("it is an object")?;
    let entries = rest.remove("entries").context("it has entries")?;
    let entries = entries.as_array().context("it has entries")?;
    let last = entries.last().and_then(|entry| entry.get("id"));
    let last = last.and_then(Value::as_str).context("it has an id")?;
    let last = last.to_owned();
    let parts = entries.chunks(entries.len().div_ceil(3)).map(|entries| {
        let lines: Vec<String> = entries.iter().map(Value::to_string).collect();
        format!("\"entries\":[\n{}\n]}}\n", lines.join(",\n"))
    });
    let parts: Vec<String> = parts.collect();
    let [first, later @ ..] = parts.as_slice() else {
        bail!("there are no entries");
    };
    let later: Vec<String> = later.iter().map(|part| format!("{{{part}")).collect();
    let name = |(number, part): (usize, &String)| json!({ "file": format!("later-{number}.entries.json"), "integrity": sri(part.as_bytes()) });
    let names: Vec<Value> = (1..).zip(&later).map(name).collect();
    rest.insert("more".to_owned(), json!(names));
    let rest = serde_json::to_string(rest)?;
    let rest = rest.strip_suffix('}').context("it is an object")?;
    let first = format!("{rest},{first}");
    let site = site
        .changed_head(|head| {
            *head.pointer_mut("/parts/entries/integrity")? = json!(sri(first.as_bytes()));
            Some(())
        })?
        .route(move |request| {
            let (_, name) = request.path.rsplit_once('/')?;
            if !name.ends_with(".entries.json") {
                return None;
            }
            let mut later = (1..).zip(&later);
            let asked = later.find(|(number, _)| name == format!("later-{number}.entries.json"));
            Some(match asked {
                Some((number, text)) => answer(number, text),
                None => as_json(&first),
            })
        });
    Ok((site, last))
}

fn as_json(text: &str) -> Response {
    Response::new(200)
        .header("Content-Type", "application/json")
        .body(text)
}

#[test]
fn an_entry_in_the_last_of_several_parts_is_opened() -> Result<()> {
    with_page(async |page| {
        let (site, last) = in_three_parts(|_, text| as_json(text))?;
        let site = site.start()?;
        page.open(&site, "panel.html", DESKTOP).await?;
        let panel = page.panel(0);
        panel.ready().await?;
        open_entry(panel, &last).await?;
        panel.css("button.back").click().await?;
        panel.css(".card__link:focus").attached().await?;
        open_entry(panel, "madkassen").await?;
        panel.css(".concept__calculate").nth(0).shown().await?;
        assert_eq!(site.request_count(".entries.json"), 3);
        assert_eq!(site.request_count("-whole.json"), 0);
        assert_eq!(page.console().await?, Vec::<String>::new());
        Ok(())
    })
}

#[test]
fn when_a_later_part_cannot_be_used_the_whole_document_is_read() -> Result<()> {
    with_page(async |page| {
        for broken in [1, 2] {
            for fault in FAULTS {
                let (site, last) = in_three_parts(move |number, text| match fault {
                    _ if number != broken => as_json(text),
                    "missing" => Response::text(404, "findes ikke"),
                    "of another version" => as_json(&text.replace("og", "eller")),
                    "truncated" => as_json(text).cut_after(200),
                    _ => as_json("<!doctype html>"),
                })?;
                let site = site.start()?;
                page.open(&site, "panel.html", DESKTOP).await?;
                let panel = page.panel(0);
                panel.ready().await?;
                open_entry(panel, &last).await?;
                assert_eq!(site.request_count("-whole.json"), 1, "{fault}");
                let console = page.console().await?;
                let name = format!("later-{broken}.entries.json cannot be used");
                let is_named = console.iter().any(|line| line.contains(&name));
                assert!(is_named, "{fault}: {console:#?}");
            }
        }
        Ok(())
    })
}

#[test]
fn the_next_part_is_asked_for_while_one_comes() -> Result<()> {
    with_page(async |page| {
        let (site, last) = in_three_parts(|_, text| as_json(text))?;
        let gate = Gate::closed();
        let site = site.hold("later-1.entries.json", &gate).start()?;
        page.open(&site, "panel.html", DESKTOP).await?;
        let panel = page.panel(0);
        panel.ready().await?;
        while site.request_count("later-2.entries.json") == 0 {
            page.settle().await?;
        }
        gate.open();
        open_entry(panel, &last).await
    })
}
