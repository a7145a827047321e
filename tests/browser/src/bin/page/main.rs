//! Visits the pages that `cargo xtask bench page` has prepared, in turn, and prints what they cost a visitor.
//!
//! The one argument is a [`Plan`] as JSON.

mod contender;
mod served;
mod table;
mod visit;

use std::env;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use browser_tests::{Page, with_page_for};
use serde::Deserialize;

use contender::CONTENDERS;
use served::Served;
use table::Results;
use visit::Speed;

/// At 10,000 entries, slow pages take minutes each.
const LIMIT: Duration = Duration::from_secs(2 * 60 * 60);

/// What is to be measured.
#[derive(Debug, Deserialize)]
struct Plan {
    /// The built engine.
    dist: PathBuf,
    rounds: usize,
    speeds: Vec<Speed>,
    /// Pages whose names begin so; all if there is none.
    only: Vec<String>,
    sizes: Vec<Size>,
}

/// The pages with a catalogue of one size.
#[derive(Debug, Deserialize)]
struct Size {
    entries: usize,
    /// How many times smaller brotli makes the texts.
    ratio: f64,
    folder: PathBuf,
}

fn main() -> Result<()> {
    let plan = env::args().nth(1).context("page PLAN")?;
    let plan: Plan = serde_json::from_str(&plan).context("reading the plan")?;
    for size in &plan.sizes {
        for speed in &plan.speeds {
            measure(&plan, size, *speed)?;
        }
    }
    Ok(())
}

fn measure(plan: &Plan, size: &Size, speed: Speed) -> Result<()> {
    let is_wanted =
        |name: &str| plan.only.is_empty() || plan.only.iter().any(|one| name.starts_with(one));
    let contenders = CONTENDERS.iter().filter(|one| is_wanted(one.name));
    let mut all = Vec::new();
    for contender in contenders {
        let folder = size.folder.join(contender.name);
        let mut folders = vec![folder.as_path()];
        if contender.name == "virker" {
            folders.push(&plan.dist);
        }
        all.push((Served::start(&folders)?, Results::new(contender)));
    }
    ensure!(!all.is_empty(), "no page is called so");
    with_page_for(LIMIT, async |page| {
        speed.set(page).await?;
        // The first visit of a browser is slower than all that follow.
        if let Some((site, results)) = all.first() {
            visit::look(page, results.contender, site).await?;
        }
        for round in 0..plan.rounds {
            // Not always the same one after the same other.
            let mut turns: Vec<_> = all.iter_mut().collect();
            if round % 2 == 1 {
                turns.reverse();
            }
            for (site, results) in turns {
                turn(page, site, results).await?;
            }
            eprintln!(
                "{} entries, {speed:?}: round {} of {}",
                size.entries,
                round + 1,
                plan.rounds
            );
        }
        Ok(())
    })?;
    let all: Vec<Results> = all.into_iter().map(|(_, results)| results).collect();
    println!(
        "### {} entries, {}\n\nMedians of {} rounds (lowest–highest), times the best peer's. Brotli makes the texts {:.1} times smaller.\n",
        size.entries,
        speed.title(),
        plan.rounds,
        size.ratio
    );
    table::print(&all);
    Ok(())
}

/// Visits a page twice: in peace, and in a hurry.
async fn turn(page: &Page, site: &Served, results: &mut Results) -> Result<()> {
    if results.is_given_up {
        return Ok(());
    }
    let contender = results.contender;
    if contender.searches {
        let asked = visit::ask(page, contender, site).await?;
        results.is_given_up = asked.answer.is_none();
        results.asked.push(asked);
    }
    // Also of a page that does not answer in time, when its field stands and its cards are shown can be told.
    results
        .looked
        .push(visit::look(page, contender, site).await?);
    Ok(())
}
