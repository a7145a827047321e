//! `cargo xtask package`: what hosts install, made from `dist/`.
//!
//! An npm package, and a zip for those who serve the files themselves, in `target/package/`. Both list what the widget is
//! made of. The same `dist/` gives the same bytes.

mod archive;
mod cargo;
mod components;
mod licences;
mod npm;
mod npm_lock;
mod sbom;
mod self_hosting;
mod servers;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::compress;
use crate::dist::LOADER;
use crate::workspace::{self, Workspace};

/// The version of all that is made.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What stands in the place of the version in the sources of the packages.
const VERSION_PLACEHOLDER: &str = "VIRKER_VERSION";

/// The licences of the code, at the repository's root.
const LICENCES: [&str; 2] = ["LICENSE-APACHE", "LICENSE-MIT"];

/// The list of all components with their licences' texts.
const LICENCE_LIST: &str = "LICENCES.txt";

/// The same for machines.
const SBOM: &str = "sbom.cdx.json";

/// Describes the elements for editors; only some builds have one.
const MANIFEST: &str = "custom-elements.json";

pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    for made in make(workspace, "package")? {
        let kilobytes = workspace::read(&made)?.len() / 1000;
        println!("package  {}, {kilobytes} kB", made.display());
    }
    Ok(())
}

/// Makes the packages twice, and fails if they are not the same.
pub(crate) fn check(workspace: &Workspace) -> Result<()> {
    let made = make(workspace, "package")?;
    let again = make(workspace, "package-again")?;
    for (one, other) in made.iter().zip(&again) {
        if workspace::read(one)? != workspace::read(other)? {
            bail!("{} and {} differ", one.display(), other.display());
        }
    }
    workspace::remove_folder(&workspace.work_folder("package-again"))
}

/// Makes the packages in this folder of `target/`, and returns the files that are to be handed out.
fn make(workspace: &Workspace, folder: &str) -> Result<[PathBuf; 2]> {
    let dist = workspace.dist();
    if !dist.join(LOADER).is_file() {
        bail!(
            "{} has no {LOADER}; `cargo xtask build` makes it",
            dist.display()
        );
    }
    let _lock = workspace.lock()?;
    let target = workspace.work_folder(folder);
    workspace::make_empty_folder(&target)?;
    let components = components::of_product(workspace, &dist)?;
    Ok([
        npm::make(workspace, &dist, &target, &components)?,
        self_hosting::make(workspace, &dist, &target, &components)?,
    ])
}

/// Writes what both packages say of their licences.
fn write_licences(
    workspace: &Workspace,
    components: &[components::Component],
    folder: &Path,
) -> Result<()> {
    for name in LICENCES {
        copy(&workspace.root().join(name), &folder.join(name))?;
    }
    workspace::write(&folder.join(LICENCE_LIST), licences::list(components))?;
    workspace::write(&folder.join(SBOM), sbom::document(components)?)
}

/// The files below a folder, as paths from it.
fn names_below(folder: &Path) -> Result<Vec<PathBuf>> {
    workspace::files_below(folder)?
        .iter()
        .map(|path| Ok(path.strip_prefix(folder)?.to_owned()))
        .collect()
}

/// Whether a file is the compressed copy of another.
fn is_compressed_copy(name: &Path) -> bool {
    compress::ENCODINGS.iter().any(|(suffix, _)| {
        name.extension()
            .is_some_and(|extension| extension == *suffix)
    })
}

/// Copies a file, and makes the folder for it.
fn copy(from: &Path, to: &Path) -> Result<()> {
    workspace::make_folder(to.parent().context("a file lies in no folder")?)?;
    workspace::write(to, workspace::read(from)?)
}
