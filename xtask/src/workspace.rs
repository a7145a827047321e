//! Where things are in this repository.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The repository's folders.
#[derive(Debug)]
pub(crate) struct Workspace {
    root: PathBuf,
}

impl Workspace {
    /// Cargo tells where the crate is now, which may be elsewhere than where it was compiled.
    pub(crate) fn find() -> Result<Self> {
        let crate_folder = std::env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = crate_folder
            .parent()
            .context("xtask lies in no folder; start it with `cargo xtask`")?;
        Ok(Self {
            root: root.to_owned(),
        })
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    pub(crate) fn www(&self) -> PathBuf {
        self.root.join("www")
    }

    /// What wasm-pack, wasm-bindgen and wasm-split make of the widget.
    pub(crate) fn pkg(&self) -> PathBuf {
        self.root.join("pkg")
    }

    pub(crate) fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// Our working files. They stay on the repository's own disk, wherever `CARGO_TARGET_DIR` points,
    /// since a finished `dist` is moved from here by renaming.
    pub(crate) fn work_folder(&self, name: &str) -> PathBuf {
        self.root.join("target").join(name)
    }

    /// Waits until no other `cargo xtask` builds in this repository. The lock ends with the returned file.
    pub(crate) fn lock(&self) -> Result<File> {
        lock(&self.work_folder("xtask.lock"))
    }
}

/// Waits until no other `cargo xtask` holds this lock. It ends with the returned file.
pub(crate) fn lock(path: &Path) -> Result<File> {
    if let Some(folder) = path.parent() {
        make_folder(folder)?;
    }
    let file = File::create(path).with_context(|| format!("could not write {}", path.display()))?;
    match file.try_lock() {
        Ok(()) => return Ok(file),
        Err(TryLockError::WouldBlock) => println!("waiting for another `cargo xtask`"),
        Err(TryLockError::Error(_)) => {}
    }
    file.lock()
        .with_context(|| format!("could not lock {}", path.display()))?;
    Ok(file)
}

/// Reads a file, naming it in the error.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("could not read {}", path.display()))
}

/// Writes a file, naming it in the error.
pub(crate) fn write(path: &Path, contents: impl AsRef<[u8]>) -> Result<()> {
    fs::write(path, contents).with_context(|| format!("could not write {}", path.display()))
}

/// Makes a folder and those above it.
pub(crate) fn make_folder(path: &Path) -> Result<()> {
    fs::create_dir_all(path)
        .with_context(|| format!("could not make the folder {}", path.display()))
}

/// Makes a folder that is empty, whatever was there.
pub(crate) fn make_empty_folder(path: &Path) -> Result<()> {
    remove_folder(path)?;
    make_folder(path)
}

/// Removes a folder if it is there.
pub(crate) fn remove_folder(path: &Path) -> Result<()> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("could not remove {}", path.display()))
        }
        _ => Ok(()),
    }
}

/// Every file below a folder, in an order that is the same everywhere.
pub(crate) fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder)
            .with_context(|| format!("could not read {}", folder.display()))?;
        for entry in entries {
            let path = entry
                .with_context(|| format!("could not read {}", folder.display()))?
                .path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}
