//! Presses + and − in each calculator, and prints what a press costs in script when the CPU is slowed down four times.

use std::cell::RefCell;

use anyhow::{Context, Result, ensure};
use browser_tests::{Catalogue, DESK, Page, Site, with_page};
use serde_json::{Value, json};

/// Chromium compiles for speed what is used often: so many presses come before the first that counts.
const BEFORE: u32 = 120;
/// Half a frame: a press is seen in the next one, also on a slow machine.
const BUDGET: f64 = 8.0;

const ROUNDS: u32 = 9;
const PRESSES: u32 = 12;

/// Three times up and three times down, so that the number stays where it can be; each press is drawn and painted.
const PRESS: &str = "
    const [count] = given;
    const root = document.querySelector('virker-panel').shadowRoot;
    const [more, less] = ['more', 'less'].map((way) => root.querySelector('.number__' + way));
    for (let at = 0; at < count; at++) {
      (at % 6 < 3 ? more : less).click();
      await new Promise((next) => requestAnimationFrame(() => setTimeout(next, 10)));
    }";

fn main() -> Result<()> {
    println!("| calculator | elements | median, ms | best, ms |");
    println!("| --- | --- | --- | --- |");
    let slow = RefCell::new(Vec::new());
    for id in Catalogue::shipped()?.calculators() {
        with_page(async |page| {
            if measure(page, &id).await? > BUDGET {
                slow.borrow_mut().push(id.clone());
            }
            Ok(())
        })?;
    }
    let slow = slow.into_inner();
    ensure!(
        slow.is_empty(),
        "slower than {BUDGET} ms: {}",
        slow.join(", ")
    );
    Ok(())
}

/// The median, in milliseconds.
async fn measure(page: &Page, id: &str) -> Result<f64> {
    let site = Site::shipped()?;
    page.resize(DESK).await?;
    let address = format!("{}#virker.panel=1;calculator={id}", site.host("panel.html"));
    page.go(&address).await?;
    let panel = page.panel(0);
    panel.css(".number__more").nth(0).attached().await?;
    let elements: u32 = panel
        .css(".calculator")
        .ask("els[0].querySelectorAll('*').length")
        .await?;
    page.devtools("Performance.enable", json!({})).await?;
    press(page, BEFORE).await?;
    page.devtools("Emulation.setCPUThrottlingRate", json!({ "rate": 4 }))
        .await?;
    let mut rounds = Vec::new();
    for _ in 0..ROUNDS {
        let before = script(page).await?;
        press(page, PRESSES).await?;
        let after = script(page).await?;
        rounds.push((after - before) * 1000.0 / f64::from(PRESSES));
    }
    rounds.sort_by(f64::total_cmp);
    let [best, median] =
        [0, rounds.len() / 2].map(|at| rounds.get(at).copied().unwrap_or_default());
    println!("| {id} | {elements} | {median:.1} | {best:.1} |");
    Ok(median)
}

async fn press(page: &Page, count: u32) -> Result<()> {
    page.ask_later::<Value>(PRESS, vec![count.into()]).await?;
    Ok(())
}

/// The seconds that the page's scripts have run, wasm among them.
async fn script(page: &Page) -> Result<f64> {
    let told = page.devtools("Performance.getMetrics", json!({})).await?;
    let metrics = told.get("metrics").and_then(Value::as_array);
    let duration = metrics.into_iter().flatten().find_map(|metric| {
        let is_it = metric.get("name")?.as_str()? == "ScriptDuration";
        is_it.then(|| metric.get("value")?.as_f64()).flatten()
    });
    duration.context("Chromium tells no ScriptDuration")
}
