//! Yew with `xtask/yew/smaller.patch` in it, which only the widget is built with; the README beside it says why.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::house::{self, House};
use crate::{process, tools};

const PATCH: &str = "xtask/yew/smaller.patch";

/// Where the patched sources are. They are only made anew when they would differ, so that Cargo can keep what it
/// compiled.
pub(crate) fn patched(house: &House) -> Result<PathBuf> {
    let patch = house.root().join(PATCH);
    let original = original(house)?;
    let folder = house.workshop("yew");
    let made_of = [
        original.as_os_str().as_encoded_bytes(),
        b"\n",
        &house::read(&patch)?,
    ]
    .concat();
    let note = house.workshop("yew-made-of");
    if house::read(&note).is_ok_and(|known| known == made_of) {
        return Ok(folder);
    }
    house::make_empty_folder(&folder)?;
    for path in house::files_below(&original)? {
        let target = folder.join(
            path.strip_prefix(&original)
                .context("a file lies outside its folder")?,
        );
        if let Some(folder) = target.parent() {
            house::make_folder(folder)?;
        }
        house::write(&target, house::read(&path)?)?;
    }
    process::run(
        tools::command(house, "git")?
            .arg("apply")
            .arg(&patch)
            .current_dir(&folder)
            // Else git takes the paths for those of the repository around it.
            .env("GIT_CEILING_DIRECTORIES", house.workshop("")),
    )
    .with_context(|| format!("{PATCH} does not fit this version of Yew"))?;
    house::write(&note, made_of)?;
    Ok(folder)
}

/// Where Cargo keeps the version that Cargo.lock names.
fn original(house: &House) -> Result<PathBuf> {
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
    let manifest = yew.and_then(|package| named(&package, "manifest_path"));
    manifest
        .as_deref()
        .and_then(|manifest| Path::new(manifest).parent())
        .map(Path::to_owned)
        .context("`cargo metadata` names no Yew")
}
