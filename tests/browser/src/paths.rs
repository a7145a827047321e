//! Paths in the repository, with errors that say what is missing.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

/// The repository's root.
pub(crate) fn repository() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}

/// The tests' host pages.
pub(crate) fn hosts() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("hosts")
}

/// The examples for hosts and publishers.
pub(crate) fn examples() -> PathBuf {
    repository().join("examples")
}

/// The built site; `VIRKER_DIST` overrides it.
pub fn dist() -> Result<PathBuf> {
    let dist = env::var_os("VIRKER_DIST").map_or_else(|| repository().join("dist"), PathBuf::from);
    if !dist.join("virker.js").is_file() {
        bail!(
            "{} has no virker.js: build the site first with `cargo xtask build`",
            dist.display()
        );
    }
    Ok(dist)
}

/// The path of the shipped catalogue in the built site.
pub fn catalogue_path(dist: &Path) -> Result<&'static str> {
    ["/catalogue/catalogue.json", "/catalogue.json"]
        .into_iter()
        .find(|path| dist.join(path.trim_start_matches('/')).is_file())
        .with_context(|| {
            format!(
                "{} has no catalogue.json: build it with `cargo xtask build`",
                dist.display()
            )
        })
}

/// Cargo's target folder, where artifacts of failed tests are saved.
pub(crate) fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| repository().join("target"), PathBuf::from)
}

/// The source of axe-core, installed by `npm ci`; `VIRKER_AXE` overrides it.
pub(crate) fn axe() -> Result<PathBuf> {
    let axe = env::var_os("VIRKER_AXE").map_or_else(
        || repository().join("www/node_modules/axe-core/axe.min.js"),
        PathBuf::from,
    );
    if !axe.is_file() {
        bail!(
            "{} is missing: run `npm ci` in www, or `cargo xtask test`",
            axe.display()
        );
    }
    Ok(axe)
}

/// The first of these programs that is on PATH.
pub(crate) fn program(names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    names
        .iter()
        .flat_map(|name| env::split_paths(&path).map(move |folder| folder.join(name)))
        .find(|candidate| candidate.is_file())
}
