//! The npm packages in the product, from npm's lock file. So far there are none: what is in `www/package.json` only builds
//! and tests.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use serde::Deserialize;

use super::components::{Component, Kind, licence_texts};
use crate::workspace::{self, Workspace};

#[derive(Deserialize)]
struct Lock {
    packages: BTreeMap<String, Locked>,
}

#[derive(Deserialize)]
struct Locked {
    #[serde(default)]
    version: String,
    #[serde(default)]
    license: String,
    #[serde(default)]
    dev: bool,
}

/// What is not only for development, with the licences that are installed beside it.
pub(super) fn packages(workspace: &Workspace) -> Result<Vec<Component>> {
    let lock = workspace::read(&workspace.www().join("package-lock.json"))?;
    shipped(&lock)?
        .into_iter()
        .map(|(folder, locked)| {
            let name = name_of(&folder).to_owned();
            let installed = workspace.www().join(&folder);
            let texts = licence_texts(&[&installed], &locked.license, "")
                .with_context(|| format!("the licence of {name}"))?;
            Ok(Component {
                kind: Kind::Library,
                purl: Some(format!(
                    "pkg:npm/{}@{}",
                    name.replace('@', "%40"),
                    locked.version
                )),
                name,
                version: locked.version,
                licence: locked.license,
                texts,
                sha256: None,
                dependencies: Vec::new(),
            })
        })
        .collect()
}

fn shipped(lock: &[u8]) -> Result<Vec<(String, Locked)>> {
    let Lock { packages } =
        serde_json::from_slice(lock).context("www/package-lock.json cannot be read")?;
    Ok(packages
        .into_iter()
        // The entry without a path is the folder itself.
        .filter(|(folder, locked)| !folder.is_empty() && !locked.dev)
        .collect())
}

/// `@a/b` of `node_modules/c/node_modules/@a/b`.
fn name_of(folder: &str) -> &str {
    folder
        .rsplit_once("node_modules/")
        .map_or(folder, |(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_builds_is_not_part_of_the_product() {
        let lock = br#"{"packages": {
            "": {"name": "virker-www"},
            "node_modules/esbuild": {"version": "1.0.0", "license": "MIT", "dev": true},
            "node_modules/a/node_modules/@b/c": {"version": "2.0.0", "license": "ISC"}
        }}"#;
        let found = shipped(lock).unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!(name_of(&found[0].0), "@b/c");
        assert_eq!(found[0].1.version, "2.0.0");
    }
}
