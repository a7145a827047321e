//! The Yew that the widget is built with: our own drawing under Yew's names. `xtask/yew/README.md` says why.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::house::{self, House};
use crate::{process, tools};

/// Our own sources.
const OWN: &str = "xtask/yew/src";

/// The version whose names ours have.
const VERSION: &str = "0.23.0";

/// What is taken from the sources of Yew as it is published. All that isn't sources is taken too: its Cargo.toml, and
/// what that names.
const PUBLISHED: [&str; 2] = ["src/callback.rs", "src/html/component/properties.rs"];

/// What tells Cargo to take it. An override, and not a patch in Cargo.toml: Cargo.lock keeps naming the published Yew,
/// which all else is built with.
pub(crate) fn in_its_stead(house: &House) -> Result<[String; 2]> {
    let folder = put_together(house)?;
    Ok(["--config".to_owned(), format!("paths=[{folder:?}]")])
}

/// Puts the sources together, and tells where. Files are only written when they differ, so that Cargo can keep what it
/// compiled.
fn put_together(house: &House) -> Result<PathBuf> {
    let own = house.root().join(OWN);
    let published = published(house)?;
    let folder = house.workshop("yew");
    let mut files = Vec::new();
    for (place, path) in below(&own)? {
        files.push((Path::new("src").join(place), path));
    }
    for (place, path) in below(&published)? {
        if !place.starts_with("src") || PUBLISHED.iter().any(|kept| place == Path::new(kept)) {
            files.push((place, path));
        }
    }
    house::make_folder(&folder)?;
    for (place, path) in below(&folder)? {
        if !files.iter().any(|(wanted, _)| *wanted == place) {
            fs::remove_file(path).context("could not remove an old source")?;
        }
    }
    for (place, path) in files {
        let (target, contents) = (folder.join(place), house::read(&path)?);
        if house::read(&target).is_ok_and(|known| known == contents) {
            continue;
        }
        if let Some(folder) = target.parent() {
            house::make_folder(folder)?;
        }
        house::write(&target, contents)?;
    }
    Ok(folder)
}

/// The files below a folder: where they stand in it, and their paths.
fn below(folder: &Path) -> Result<Vec<(PathBuf, PathBuf)>> {
    let files = house::files_below(folder)?.into_iter().map(|path| {
        let place = path.strip_prefix(folder);
        let place = place.context("a file lies outside its folder")?.to_owned();
        Ok((place, path))
    });
    files.collect()
}

/// Where Cargo keeps the version that Cargo.lock names.
fn published(house: &House) -> Result<PathBuf> {
    let told = process::output(tools::cargo(house)?.args([
        "metadata",
        "--format-version=1",
        "--locked",
        "--filter-platform=wasm32-unknown-unknown",
    ]))?;
    let told: serde_json::Value =
        serde_json::from_str(&told).context("`cargo metadata` tells no JSON")?;
    let packages = told.get("packages").and_then(serde_json::Value::as_array);
    let named =
        |package: &&serde_json::Value, key: &str| package.get(key)?.as_str().map(str::to_owned);
    let yew = packages
        .into_iter()
        .flatten()
        .find(|package| named(package, "name").as_deref() == Some("yew"));
    let yew = yew.context("`cargo metadata` names no Yew")?;
    if named(&yew, "version").as_deref() != Some(VERSION) {
        bail!("Cargo.lock names another Yew than {VERSION}, which {OWN} follows; see its README");
    }
    let manifest = named(&yew, "manifest_path");
    manifest
        .as_deref()
        .and_then(|manifest| Path::new(manifest).parent())
        .map(Path::to_owned)
        .context("`cargo metadata` tells no folder of Yew")
}
