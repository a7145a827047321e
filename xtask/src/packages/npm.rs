//! The npm package.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::components::Component;
use super::{
    MANIFEST, VERSION, VERSION_PLACEHOLDER, copy, is_compressed_copy, names_below, write_licences,
};
use crate::dist::LOADER;
use crate::workspace::{self, Workspace};
use crate::{process, tools};

/// The widget's files in the package.
const FILES: &str = "files";

/// Lays the package out in `target/package/npm/`, and returns the tarball that npm makes of it.
pub(super) fn make(
    workspace: &Workspace,
    dist: &Path,
    target: &Path,
    components: &[Component],
) -> Result<PathBuf> {
    let package = target.join("npm");
    let sources = workspace.www().join("npm");
    let site = names_below(&workspace.www().join("site"))?;
    for name in names_below(dist)? {
        // Bundlers and their hosts compress by themselves, and nobody needs our demo site in theirs.
        if !is_compressed_copy(&name) && !site.contains(&name) && name != Path::new(MANIFEST) {
            copy(&dist.join(&name), &package.join(FILES).join(&name))?;
        }
    }
    for name in names_below(&sources)? {
        let text = String::from_utf8(workspace::read(&sources.join(&name))?)?;
        workspace::write(
            &package.join(&name),
            text.replace(VERSION_PLACEHOLDER, VERSION),
        )?;
    }
    if dist.join(MANIFEST).is_file() {
        let manifest = moved(&workspace::read(&dist.join(MANIFEST))?)?;
        workspace::write(&package.join(MANIFEST), manifest)?;
        let path = package.join("package.json");
        workspace::write(&path, with_manifest(&workspace::read(&path)?)?)?;
    }
    write_licences(workspace, components, &package)?;
    pack(workspace, &package, target)
}

/// A manifest of the elements whose paths are those in the package.
fn moved(manifest: &[u8]) -> Result<String> {
    fn visit(value: &mut Value) {
        match value {
            Value::Array(items) => items.iter_mut().for_each(visit),
            Value::Object(fields) => {
                for (key, value) in fields {
                    if ["module", "path"].contains(&key.as_str()) && *value == LOADER {
                        *value = format!("{FILES}/{LOADER}").into();
                    }
                    visit(value);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    let mut manifest =
        serde_json::from_slice(manifest).with_context(|| format!("{MANIFEST} cannot be read"))?;
    visit(&mut manifest);
    Ok(format!("{}\n", serde_json::to_string_pretty(&manifest)?))
}

/// The package's description with `custom-elements.json`, which only some builds have.
fn with_manifest(description: &[u8]) -> Result<String> {
    let mut description: Value =
        serde_json::from_slice(description).context("www/npm/package.json cannot be read")?;
    let other_form = "www/npm/package.json has another form";
    let fields = description.as_object_mut().context(other_form)?;
    fields.insert("customElements".to_owned(), MANIFEST.into());
    fields
        .get_mut("files")
        .and_then(Value::as_array_mut)
        .context(other_form)?
        .push(MANIFEST.into());
    fields
        .get_mut("exports")
        .and_then(Value::as_object_mut)
        .context(other_form)?
        .insert(format!("./{MANIFEST}"), format!("./{MANIFEST}").into());
    Ok(format!("{}\n", serde_json::to_string_pretty(&description)?))
}

/// npm makes the tarball, so it is what `npm publish` would send. npm writes neither times nor owners into it.
fn pack(workspace: &Workspace, package: &Path, target: &Path) -> Result<PathBuf> {
    let answer = process::output(
        tools::command(workspace, "npm")?
            .args(["pack", "--json", "--ignore-scripts", "--loglevel=error"])
            .arg("--pack-destination")
            .arg(target)
            .arg(package),
    )?;
    let packed = packed_names(&answer)?;
    let laid_out: Vec<String> = names_below(package)?
        .iter()
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    if packed != laid_out {
        bail!(
            "`files` in www/npm/package.json does not name all: npm packed {packed:?} of {laid_out:?}"
        );
    }
    Ok(target.join(format!("virker-{VERSION}.tgz")))
}

/// The names in what `npm pack --json` tells, sorted.
fn packed_names(answer: &str) -> Result<Vec<String>> {
    let answer: Value = serde_json::from_str(answer).context("npm answered in another form")?;
    let files = answer
        .pointer("/0/files")
        .and_then(Value::as_array)
        .context("npm answered in another form")?;
    let mut names: Vec<String> = files
        .iter()
        .filter_map(|file| file.get("path")?.as_str().map(str::to_owned))
        .collect();
    names.sort_by(|one, other| Path::new(one).cmp(Path::new(other)));
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_of_the_elements_is_named_exported_and_packed() {
        let source =
            br#"{"name": "virker", "exports": {".": "./index.js"}, "files": ["index.js"]}"#;
        let described: Value = serde_json::from_str(&with_manifest(source).unwrap()).unwrap();
        assert_eq!(described["customElements"], MANIFEST);
        assert_eq!(described["files"][1], MANIFEST);
        assert_eq!(
            described["exports"]["./custom-elements.json"],
            "./custom-elements.json"
        );
    }

    #[test]
    fn a_manifest_names_the_loader_where_the_package_has_it() {
        let source = br#"{"modules": [{"path": "virker.js", "exports": [{"declaration": {"module": "virker.js"}}]}]}"#;
        let manifest: Value = serde_json::from_str(&moved(source).unwrap()).unwrap();
        let module = &manifest["modules"][0];
        assert_eq!(module["path"], "files/virker.js");
        assert_eq!(
            module["exports"][0]["declaration"]["module"],
            "files/virker.js"
        );
    }

    #[test]
    fn npms_answer_names_what_it_packed() {
        let answer = r#"[{"files": [{"path": "b.js", "size": 1}, {"path": "a/c.js", "size": 2}]}]"#;
        assert_eq!(packed_names(answer).unwrap(), ["a/c.js", "b.js"]);
        assert!(packed_names("[]").is_err());
    }
}
