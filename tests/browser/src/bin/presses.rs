//! What a press of + or − in each calculator costs in script, and a letter typed in the search field: of the build in
//! `VIRKER_DIST` alone, or of that and an older one that it may not be slower than.

use std::cell::RefCell;
use std::env;
use std::path::PathBuf;

use anyhow::{Context, Result, bail, ensure};
use browser_tests::{Catalogue, DESKTOP, Page, Site, SiteBuilder, with_page};
use fantoccini::wd::WindowHandle;
use serde_json::{Value, json};

/// Chromium compiles for speed what is used often: so many presses come before the first that counts.
const WARM_UP: u32 = 120;

const ROUNDS: usize = 20;

/// A whole number of the cycles in [`PRESS`] and [`TYPE`], so that each round does the same.
const PRESSES: u32 = 24;

/// A build compared with itself came to 0.98 to 1.02, on a machine with fifteen times as much to do as it has cores.
const NOISE: f64 = 0.05;

/// Presses + three times, then − three times, so that the number stays within its range; each press is drawn and
/// painted.
const PRESS: &str = "
    const [count] = args;
    const root = document.querySelector('virker-panel').shadowRoot;
    const [more, less] = ['more', 'less'].map((way) => root.querySelector('.number__' + way));
    for (let at = 0; at < count; at++) {
      (at % 6 < 3 ? more : less).click();
      await new Promise((next) => requestAnimationFrame(() => setTimeout(next, 10)));
    }";

/// Types a word letter by letter, then takes it back.
const TYPE: &str = "
    const [count] = args;
    const field = document.querySelector('virker-panel').shadowRoot.querySelector('#q');
    for (let at = 0; at < count; at++) {
      field.value = 'nabo'.slice(0, Math.min(at % 8, 8 - (at % 8)));
      field.dispatchEvent(new Event('input', { bubbles: true }));
      await new Promise((next) => requestAnimationFrame(() => setTimeout(next, 10)));
    }";

/// What is measured.
struct Subject {
    name: String,
    /// What stands behind the host page's address.
    fragment: String,
    /// What is there once the panel can be used.
    ready: &'static str,
    script: &'static str,
}

fn main() -> Result<()> {
    let mut sites = vec![Site::shipped()?];
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [only, older @ ..] = arguments.as_slice() else {
        bail!("presses ONLY [OLDER_DIST]");
    };
    for older in older {
        sites.push(SiteBuilder::of(PathBuf::from(older))?.start()?);
    }
    let calculators = Catalogue::shipped()?.calculators().into_iter();
    let mut subjects: Vec<Subject> = calculators
        .map(|id| Subject {
            fragment: format!("#virker.panel=1;calculator={id}"),
            name: id,
            ready: ".number__more",
            script: PRESS,
        })
        .collect();
    subjects.push(Subject {
        name: "a letter typed".to_owned(),
        fragment: "#virker.panel=1;q=nabo".to_owned(),
        // The search has come: what was sought is marked.
        ready: ".card mark",
        script: TYPE,
    });
    subjects.retain(|subject| subject.name.contains(only));

    println!("Script of a press in ms of CPU time, median of {ROUNDS} rounds.\n");
    if sites.len() > 1 {
        println!("| | old | new | new / old | half of the rounds |");
        println!("| --- | --- | --- | --- | --- |");
    } else {
        println!("| | ms | half of the rounds |");
        println!("| --- | --- | --- |");
    }
    let slower = RefCell::new(Vec::new());
    for subject in &subjects {
        with_page(async |page| {
            let samples = measure(page, &sites, subject).await?;
            if report(&subject.name, &samples)? {
                slower.borrow_mut().push(subject.name.clone());
            }
            Ok(())
        })?;
    }
    let slower = slower.into_inner();
    ensure!(
        slower.is_empty(),
        "slower than the older build by more than {:.0} %: {}",
        NOISE * 100.0,
        slower.join(", ")
    );
    Ok(())
}

/// The milliseconds of a press in each round, for each site.
async fn measure(page: &Page, sites: &[Site], subject: &Subject) -> Result<Vec<Vec<f64>>> {
    let mut tabs = vec![page.client().window().await?];
    for _ in sites.iter().skip(1) {
        tabs.push(page.client().new_window(true).await?.handle);
    }
    for (tab, site) in tabs.iter().zip(sites) {
        show(page, tab).await?;
        page.resize(DESKTOP).await?;
        page.navigate(&format!("{}{}", site.host("panel.html"), subject.fragment))
            .await?;
        let ready = page.panel(0).css(subject.ready);
        ready.nth(0).attached().await?;
        // CPU time, so that other programs on this machine do not count.
        page.devtools("Performance.enable", json!({ "timeDomain": "threadTicks" }))
            .await?;
        run(page, subject, WARM_UP).await?;
    }
    let mut samples = vec![Vec::new(); tabs.len()];
    for round in 0..ROUNDS {
        let mut turns: Vec<_> = tabs.iter().zip(&mut samples).collect();
        if round % 2 == 1 {
            turns.reverse();
        }
        for (tab, samples) in turns {
            show(page, tab).await?;
            let before = script_seconds(page).await?;
            run(page, subject, PRESSES).await?;
            let after = script_seconds(page).await?;
            samples.push((after - before) * 1000.0 / f64::from(PRESSES));
        }
    }
    Ok(samples)
}

/// Prints a row, and tells whether the first build is slower than the second.
fn report(name: &str, samples: &[Vec<f64>]) -> Result<bool> {
    match samples {
        [only] => {
            let [low, median, high] = quartiles(only.clone())?;
            println!("| {name} | {median:.2} | {low:.2} to {high:.2} |");
            Ok(false)
        }
        [new, old] => {
            let ratios = new.iter().zip(old).map(|(new, old)| new / old).collect();
            let [low, ratio, high] = quartiles(ratios)?;
            let [_, new, _] = quartiles(new.clone())?;
            let [_, old, _] = quartiles(old.clone())?;
            println!("| {name} | {old:.2} | {new:.2} | {ratio:.2} | {low:.2} to {high:.2} |");
            Ok(ratio > 1.0 + NOISE)
        }
        _ => bail!("one build or two are measured"),
    }
}

/// The first quartile, the median and the third quartile.
fn quartiles(mut samples: Vec<f64>) -> Result<[f64; 3]> {
    samples.sort_by(f64::total_cmp);
    let at = |quarters: usize| {
        let index = samples.len() * quarters / 4;
        samples.get(index).copied().context("nothing was measured")
    };
    Ok([at(1)?, at(2)?, at(3)?])
}

async fn show(page: &Page, tab: &WindowHandle) -> Result<()> {
    page.client().switch_to_window(tab.clone()).await?;
    // A tab in the background is not painted.
    page.devtools("Page.bringToFront", json!({})).await?;
    Ok(())
}

async fn run(page: &Page, subject: &Subject, count: u32) -> Result<()> {
    page.evaluate_async::<Value>(subject.script, vec![count.into()])
        .await?;
    Ok(())
}

/// The seconds of CPU time that the page's scripts have run, wasm among them.
async fn script_seconds(page: &Page) -> Result<f64> {
    let answer = page.devtools("Performance.getMetrics", json!({})).await?;
    let metrics = answer.get("metrics").and_then(Value::as_array);
    let duration = metrics.into_iter().flatten().find_map(|metric| {
        let is_it = metric.get("name")?.as_str()? == "ScriptDuration";
        is_it.then(|| metric.get("value")?.as_f64()).flatten()
    });
    duration.context("Chromium reports no ScriptDuration")
}
