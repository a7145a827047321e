//! The crates in the product, as `cargo metadata` tells.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, Result};
use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, Package, PackageId, TargetKind};

use super::components::{Component, Kind, expression, licence_texts};
use crate::workspace::{self, Workspace};
use crate::{process, tools};

/// The crates that are compiled into the widget.
pub(super) fn crates(workspace: &Workspace, apache: &str) -> Result<Vec<Component>> {
    let mut command = metadata(workspace, workspace.root())?;
    command.other_options(options(&["--no-default-features", "--features", "split"]));
    let found = Resolved::new(&command, workspace.root())?;
    found.components(&found.reachable("virker")?, apache, None)
}

/// The standard library and what it is made with. The build compiles it from source.
pub(super) fn standard_library(workspace: &Workspace, apache: &str) -> Result<Vec<Component>> {
    let library = tools::sysroot(workspace)?.join("lib/rustlib/src/rust/library");
    // From its own folder, whose configuration says where the sources of its crates are.
    let mut command = metadata(workspace, &library.join("std"))?;
    command.env("RUSTC_BOOTSTRAP", "1").other_options(options(&[
        "--no-default-features",
        "--features",
        "optimize_for_size",
    ]));
    let found = Resolved::new(&command, &library)?;
    let about = process::output(tools::command(workspace, "rustc")?.arg("-vV"))?;
    found.components(&found.reachable("std")?, apache, Some(&release(&about)?))
}

/// The tools whose own scripts are in the product: wasm-bindgen writes the glue, wasm-split what loads the parts.
pub(super) fn generators(workspace: &Workspace, apache: &str) -> Result<Vec<Component>> {
    let sources = tools::sources(workspace);
    let found = Resolved::new(&metadata(workspace, &sources)?, &sources)?;
    let names = ["wasm-bindgen-cli-support", "wasm_split_cli_support"];
    let mut ids = BTreeSet::new();
    for name in names {
        ids.insert(found.id_of(name)?);
    }
    let mut parts = found.components(&ids, apache, None)?;
    // What they themselves are made with stays in the tools.
    for part in &mut parts {
        part.dependencies.clear();
    }
    Ok(parts)
}

fn metadata(workspace: &Workspace, folder: &Path) -> Result<MetadataCommand> {
    let mut command = MetadataCommand::new();
    command
        .cargo_path(tools::cargo(workspace)?.get_program())
        .current_dir(folder)
        .other_options(options(&[]));
    Ok(command)
}

fn options(more: &[&str]) -> Vec<String> {
    ["--locked", "--filter-platform", tools::WASM]
        .iter()
        .chain(more)
        .map(|&option| option.to_owned())
        .collect()
}

/// `release: 1.99.1` in what rustc says of itself.
fn release(about: &str) -> Result<String> {
    about
        .lines()
        .find_map(|line| line.strip_prefix("release: "))
        .map(str::to_owned)
        .context("rustc does not tell its release")
}

/// A resolved set of packages, with the checksums of its lock file.
struct Resolved {
    packages: BTreeMap<PackageId, Package>,
    /// What each package is compiled with, build scripts and tests left out.
    dependencies: BTreeMap<PackageId, Vec<PackageId>>,
    checksums: BTreeMap<(String, String), String>,
}

impl Resolved {
    fn new(command: &MetadataCommand, lock_folder: &Path) -> Result<Self> {
        let Metadata {
            packages, resolve, ..
        } = command.exec().context("`cargo metadata` failed")?;
        let nodes = resolve.context("`cargo metadata` resolved nothing")?.nodes;
        let dependencies = nodes
            .into_iter()
            .map(|node| {
                let normal = node.deps.into_iter().filter(|dependency| {
                    let mut kinds = dependency.dep_kinds.iter();
                    kinds.any(|kind| kind.kind == DependencyKind::Normal)
                });
                (node.id, normal.map(|dependency| dependency.pkg).collect())
            })
            .collect();
        let lock = workspace::read(&lock_folder.join("Cargo.lock"))?;
        Ok(Self {
            packages: packages
                .into_iter()
                .map(|package| (package.id.clone(), package))
                .collect(),
            dependencies,
            checksums: checksums(&String::from_utf8_lossy(&lock)),
        })
    }

    fn id_of(&self, name: &str) -> Result<PackageId> {
        self.packages
            .values()
            .find(|package| package.name == name)
            .map(|package| package.id.clone())
            .with_context(|| format!("`cargo metadata` does not know {name}"))
    }

    /// A package and all that is compiled into it. Procedural macros run in the compiler, and stay there.
    fn reachable(&self, root: &str) -> Result<BTreeSet<PackageId>> {
        let mut found = BTreeSet::new();
        let mut waiting = vec![self.id_of(root)?];
        while let Some(id) = waiting.pop() {
            let is_macro = self.packages.get(&id).is_some_and(is_macro);
            if !is_macro && found.insert(id.clone()) {
                waiting.extend(self.dependencies.get(&id).into_iter().flatten().cloned());
            }
        }
        Ok(found)
    }

    /// `version` is that of the packages that have none of their own.
    fn components(
        &self,
        ids: &BTreeSet<PackageId>,
        apache: &str,
        version: Option<&str>,
    ) -> Result<Vec<Component>> {
        let version_of = |package: &Package| {
            version
                .filter(|_| package.source.is_none())
                .map_or_else(|| package.version.to_string(), str::to_owned)
        };
        ids.iter()
            .filter_map(|id| self.packages.get(id))
            .map(|package| {
                let version = version_of(package);
                let key = (package.name.to_string(), version.clone());
                let licence = package.license.as_deref().map(expression);
                let licence =
                    licence.with_context(|| format!("{} states no licence", package.name))?;
                let dependencies = self.dependencies.get(&package.id).into_iter().flatten();
                let mut dependencies: Vec<String> = dependencies
                    .filter(|id| ids.contains(id))
                    .filter_map(|id| self.packages.get(id))
                    .map(|package| format!("{}@{}", package.name, version_of(package)))
                    .collect();
                dependencies.sort();
                Ok(Component {
                    kind: Kind::Library,
                    name: package.name.to_string(),
                    texts: texts_of(package, &licence, apache)?,
                    licence,
                    purl: (package.source.is_some())
                        .then(|| format!("pkg:cargo/{}@{version}", package.name)),
                    sha256: self.checksums.get(&key).cloned(),
                    version,
                    dependencies,
                })
            })
            .collect()
    }
}

fn is_macro(package: &Package) -> bool {
    package
        .targets
        .iter()
        .any(|target| target.kind.contains(&TargetKind::ProcMacro))
}

/// Those of a package of the standard library may be in the folder around it.
fn texts_of(package: &Package, licence: &str, apache: &str) -> Result<Vec<String>> {
    let folder = package
        .manifest_path
        .parent()
        .context("a manifest lies in no folder")?
        .as_std_path();
    let mut folders = vec![folder];
    if package.source.is_none() {
        folders.extend(folder.parent());
    }
    licence_texts(&folders, licence, apache)
        .with_context(|| format!("the licence of {} {}", package.name, package.version))
}

/// The checksums in a lock file, by name and version.
fn checksums(lock: &str) -> BTreeMap<(String, String), String> {
    let mut found = BTreeMap::new();
    for package in lock.split("[[package]]") {
        let value = |key: &str| {
            let line = package.lines().find_map(|line| line.strip_prefix(key))?;
            Some(line.strip_prefix(" = \"")?.strip_suffix('"')?.to_owned())
        };
        if let (Some(name), Some(version), Some(checksum)) =
            (value("name"), value("version"), value("checksum"))
        {
            found.insert((name, version), checksum);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checksums_are_read_from_a_lock_file() {
        let lock = "version = 4\n\n[[package]]\nname = \"a\"\nversion = \"1.0.0\"\nsource = \"x\"\n\
            checksum = \"00ff\"\ndependencies = [\n \"b\",\n]\n\n[[package]]\nname = \"b\"\nversion = \"2.0.0\"\n";
        let expected = (("a".to_owned(), "1.0.0".to_owned()), "00ff".to_owned());
        assert_eq!(checksums(lock), BTreeMap::from([expected]));
    }

    #[test]
    fn the_standard_library_has_the_version_of_the_compiler() {
        let about = "rustc 1.99.1 (abc)\nbinary: rustc\nrelease: 1.99.1\nLLVM version: 30\n";
        assert_eq!(release(about).unwrap(), "1.99.1");
        assert!(release("rustc").is_err());
    }

    #[test]
    fn the_widgets_crates_are_those_that_are_compiled_into_it() {
        let workspace = Workspace::find().unwrap();
        let parts = crates(&workspace, "the text").unwrap();
        let has = |name: &str| parts.iter().any(|part| part.name == name);
        assert!(has("virker") && has("yew") && has("wasm-bindgen") && has("serde_core"));
        // Macros, build tools, tests, and what only the publisher's command needs.
        assert!(!has("yew-macro") && !has("syn") && !has("proptest") && !has("clap"));
        let yew = parts.iter().find(|part| part.name == "yew").unwrap();
        assert!(yew.purl.is_some() && yew.sha256.is_some() && !yew.dependencies.is_empty());
    }
}
