//! What the product is made of: ours, the crates in the wasm, the standard library, generated scripts, and data.

use std::path::Path;

use anyhow::{Context, Result, bail};

use super::{VERSION, cargo, npm_lock};
use crate::workspace::{self, Workspace};

/// One part of the product, with its licence.
#[derive(Clone, Debug)]
pub(super) struct Component {
    pub(super) kind: Kind,
    pub(super) name: String,
    pub(super) version: String,
    /// An SPDX expression.
    pub(super) licence: String,
    /// What its makers wrote on the licence, text by text.
    pub(super) texts: Vec<String>,
    /// Its package URL (<https://github.com/package-url/purl-spec>), if a registry has it.
    pub(super) purl: Option<String>,
    /// The SHA-256 of what the registry has, in hexadecimal.
    pub(super) sha256: Option<String>,
    /// The components that it is made with, by [`Component::reference`].
    pub(super) dependencies: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Library,
    Data,
}

impl Component {
    /// What names it within the list.
    pub(super) fn reference(&self) -> String {
        format!("{}@{}", self.name, self.version)
    }
}

/// All components, ours first, the others by name and version.
pub(super) fn of_product(workspace: &Workspace, dist: &Path) -> Result<Vec<Component>> {
    let apache = text_of(&workspace.root().join("LICENSE-APACHE"))?;
    let mut parts = cargo::crates(workspace, &apache)?;
    parts.extend(cargo::standard_library(workspace, &apache)?);
    parts.extend(cargo::generators(workspace, &apache)?);
    parts.extend(npm_lock::packages(workspace)?);
    parts.extend(data(workspace, dist)?);
    arrange(parts)
}

/// Puts ours first, and the others in order, each once.
fn arrange(mut parts: Vec<Component>) -> Result<Vec<Component>> {
    parts.sort_by(|one, other| (&one.name, &one.version).cmp(&(&other.name, &other.version)));
    // The standard library and the widget may each have their own use of one crate.
    parts.dedup_by(|again, kept| {
        let is_same = again.reference() == kept.reference();
        if is_same {
            kept.dependencies.append(&mut again.dependencies);
            kept.dependencies.sort();
            kept.dependencies.dedup();
        }
        is_same
    });
    let own = parts
        .iter()
        .position(|part| part.name == "virker")
        .context("the product's own crate is not among its components")?;
    let mut own = parts.remove(own);
    // All that is no crate is a part of the product as a whole. Whatever another component names is there already.
    let named: Vec<String> = parts
        .iter()
        .flat_map(|part| part.dependencies.clone())
        .chain(own.dependencies.clone())
        .collect();
    let direct = parts.iter().map(Component::reference);
    own.dependencies
        .extend(direct.filter(|reference| !named.contains(reference)));
    own.dependencies.sort();
    parts.insert(0, own);
    Ok(parts)
}

/// The catalogue, and the lexicon that is made of a dictionary.
fn data(workspace: &Workspace, dist: &Path) -> Result<[Component; 2]> {
    let part = |name: &str, version: &str, licence: &str, path: &Path| {
        anyhow::Ok(Component {
            kind: Kind::Data,
            name: name.to_owned(),
            version: version.to_owned(),
            licence: licence.to_owned(),
            texts: vec![text_of(path)?],
            purl: None,
            sha256: None,
            dependencies: Vec::new(),
        })
    };
    let notice = dist.join("catalogue/catalogue.lexicon.LICENSE.txt");
    let version = dictionary_version(&text_of(&notice)?)
        .with_context(|| format!("{} does not say of which version", notice.display()))?;
    Ok([
        part(
            "virker-catalogue",
            VERSION,
            "CC-BY-4.0",
            &workspace.root().join("catalogue/LICENSE"),
        )?,
        part(
            "stavekontrolden-danish-dictionary",
            &version,
            "MPL-1.1",
            &notice,
        )?,
    ])
}

/// The number after the first `version` in the lexicon's notice.
fn dictionary_version(notice: &str) -> Option<String> {
    let (_, rest) = notice.split_once("version ")?;
    rest.split_whitespace().next().map(str::to_owned)
}

/// The texts in a component's folder. Some are published without one, as are those of the standard library; if they may be
/// used under Apache-2.0, its text is the same for all.
pub(super) fn licence_texts(folders: &[&Path], licence: &str, apache: &str) -> Result<Vec<String>> {
    for folder in folders {
        let mut texts = Vec::new();
        let entries = std::fs::read_dir(folder)
            .with_context(|| format!("could not read {}", folder.display()))?;
        for entry in entries {
            let path = entry?.path();
            if path.is_file() && is_licence(&path) {
                texts.push(text_of(&path)?);
            }
        }
        if !texts.is_empty() {
            texts.sort();
            return Ok(texts);
        }
    }
    let choices: Vec<&str> = licence.split(" OR ").collect();
    if choices.contains(&"Apache-2.0") && !licence.contains(" AND ") {
        return Ok(vec![apache.to_owned()]);
    }
    bail!(
        "it is under `{licence}`, and has no text of it; add the text to the repository and to licence_texts() in {}",
        file!()
    );
}

fn is_licence(path: &Path) -> bool {
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().to_uppercase())
        .unwrap_or_default();
    let stems = [
        "LICENSE",
        "LICENCE",
        "COPYING",
        "COPYRIGHT",
        "NOTICE",
        "UNLICENSE",
    ];
    stems.iter().any(|stem| name.starts_with(stem))
}

/// A text, with one kind of line ends and none around it, so that equal ones are seen to be equal.
pub(super) fn text_of(path: &Path) -> Result<String> {
    let bytes = workspace::read(path)?;
    let text = String::from_utf8(bytes)
        .with_context(|| format!("{} is not UTF-8", path.display()))?
        .replace("\r\n", "\n");
    Ok(text.trim_matches('\n').trim_end().to_owned())
}

/// An SPDX expression, also of what was written before Cargo asked for one: `MIT/Apache-2.0`.
pub(super) fn expression(licence: &str) -> String {
    let choices: Vec<&str> = licence.split('/').map(str::trim).collect();
    choices.join(" OR ")
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::LICENCES;
    use super::*;

    /// A crate that is made with these.
    pub(in super::super) fn library(name: &str, version: &str, dependencies: &[&str]) -> Component {
        Component {
            kind: Kind::Library,
            name: name.to_owned(),
            version: version.to_owned(),
            licence: "MIT".to_owned(),
            texts: vec![format!("Copyright of {name}")],
            purl: Some(format!("pkg:cargo/{name}@{version}")),
            sha256: None,
            dependencies: dependencies.iter().map(|one| (*one).to_owned()).collect(),
        }
    }

    #[test]
    fn the_product_comes_first_and_what_nothing_else_names_is_part_of_it() {
        let parts = arrange(vec![
            library("zebra", "1.0.0", &[]),
            library("abe", "2.0.0", &[]),
            library("abe", "2.0.0", &["zebra@1.0.0"]),
            library("virker", "0.1.0", &["abe@2.0.0"]),
            library("words", "3.0.0", &[]),
        ])
        .unwrap();
        let names: Vec<_> = parts.iter().map(Component::reference).collect();
        assert_eq!(
            names,
            ["virker@0.1.0", "abe@2.0.0", "words@3.0.0", "zebra@1.0.0"]
        );
        assert_eq!(parts[0].dependencies, ["abe@2.0.0", "words@3.0.0"]);
    }

    #[test]
    fn old_ways_to_write_a_choice_become_spdx() {
        assert_eq!(expression("MIT/Apache-2.0"), "MIT OR Apache-2.0");
        assert_eq!(expression("Apache-2.0 / MIT"), "Apache-2.0 OR MIT");
        assert_eq!(expression("MIT AND (Zlib OR ISC)"), "MIT AND (Zlib OR ISC)");
    }

    #[test]
    fn without_a_text_of_its_own_a_crate_has_that_of_apache_or_is_refused() {
        let workspace = Workspace::find().unwrap();
        let without = workspace.root().join("xtask/src");
        let texts = |licence| licence_texts(&[&without], licence, "the text");
        assert_eq!(texts("MIT OR Apache-2.0").unwrap(), ["the text"]);
        assert!(texts("MIT").is_err());
        assert!(texts("Apache-2.0 AND Unicode-3.0").is_err());
        assert!(texts("Apache-2.0 WITH LLVM-exception").is_err());
        let own = licence_texts(&[&without, workspace.root()], "MIT", "the text").unwrap();
        assert_eq!(own.len(), LICENCES.len());
    }

    #[test]
    fn the_dictionarys_version_is_read_from_the_lexicons_notice() {
        let notice = "extracts of the dictionary,\nversion 2.8.034 of 1 November 2023 (npm …)";
        assert_eq!(dictionary_version(notice).as_deref(), Some("2.8.034"));
        assert_eq!(dictionary_version("nothing"), None);
    }
}
