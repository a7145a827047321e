//! What `cargo xtask package` makes, installed as a host would and visited. `cargo xtask test --only packages` makes it
//! first.

mod host;
mod http;
mod npm;
mod process;
mod self_hosting;
mod servers;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use browser_tests::{Page, screens};

/// The repository's root.
fn repository() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}

/// The one file with this suffix that `cargo xtask package` made.
fn package(suffix: &str) -> Result<PathBuf> {
    let folder = repository().join("target/package");
    let entries = std::fs::read_dir(&folder).with_context(|| {
        format!(
            "{} is missing; `cargo xtask package` makes it",
            folder.display()
        )
    })?;
    let mut found = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path
            .extension()
            .is_some_and(|extension| extension == suffix)
        {
            found.push(path);
        }
    }
    match found.as_slice() {
        [package] => Ok(package.clone()),
        _ => bail!(
            "{} must hold one .{suffix}, not {found:?}",
            folder.display()
        ),
    }
}

/// What a visitor does on the page with the first panel.
async fn search_and_open(page: &Page, address: &str) -> Result<()> {
    page.navigate(address).await?;
    let panel = page.panel(0);
    panel.ready().await?;
    screens::search_for(panel, "madkas").await?;
    panel
        .css(".card__link")
        .containing("Madkassen")
        .shown()
        .await?;
    screens::open_entry(panel, "madkassen").await
}
