//! Opens the page of `cargo xtask bench search` and prints what it measured.

use std::env;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result};
use browser_tests::with_page;
use serde_json::Value;
use xtask::server;

fn main() -> Result<()> {
    let mut words = env::args().skip(1);
    let folder: PathBuf = words.next().context("race FOLDER N...")?.into();
    println!("| library | entries | build, ms | ready, ms | p50, ms | p95, ms |");
    println!("| --- | --- | --- | --- | --- | --- |");
    for count in words {
        let count: u64 = count.parse().context("the number of entries")?;
        with_page(async |page| {
            let site = server::Site::new().mount("/", &folder).start(0)?;
            page.client()
                .goto(&format!("{}/index.html", site.url()))
                .await?;
            page.wait_until("the page is ready", "return !!globalThis.begin")
                .await?;
            page.run("globalThis.begin(arguments[0])", vec![count.into()])
                .await?;
            let rows: Value = loop {
                tokio::time::sleep(Duration::from_millis(500)).await;
                let rows = page.run("return globalThis.rows ?? null", vec![]).await?;
                if !rows.is_null() {
                    break rows;
                }
            };
            let number = |row: &Value, key: &str| {
                row.get(key)
                    .and_then(Value::as_f64)
                    .map_or("–".to_owned(), |ms| format!("{ms:.3}"))
            };
            let all = rows
                .as_array()
                .with_context(|| format!("the benchmark failed: {rows}"))?;
            for row in all {
                let name = row.get("name").and_then(Value::as_str).unwrap_or_default();
                let of = |key: &str| number(row, key);
                println!(
                    "| {name} | {count} | {} | {} | {} | {} |",
                    of("built"),
                    of("ready"),
                    of("p50"),
                    of("p95")
                );
            }
            Ok(())
        })?;
    }
    Ok(())
}
