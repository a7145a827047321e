//! Writes the files of a folder so that none is ever half written.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The end of a file's name until it is whole. The name begins with a point, so no server lists it.
const UNFINISHED: &str = ".virker-new";

/// A file or folder that could not be written, and the operating system's error.
pub(super) struct WriteError {
    pub(super) path: PathBuf,
    pub(super) error: io::Error,
}

/// Writes files, each a name and its contents, into a folder, which is created if necessary.
/// Returns their paths.
///
/// Every file is first written beside its goal and synced, so a full disk or a stop on the way
/// leaves the old files as they were. Then each takes its name in one step, in this order: the file
/// that names the others comes last. What an earlier, killed run left unfinished is removed at the start,
/// since it takes up room.
///
/// # Errors
/// The path that could not be written, and why; nothing unfinished is left behind.
pub(super) fn write_files(
    folder: &Path,
    files: &[(&str, &[u8])],
) -> Result<Vec<PathBuf>, WriteError> {
    fs::create_dir_all(folder).map_err(failed(folder))?;
    remove_unfinished(folder);
    let mut staged = Staged(Vec::new());
    for (name, bytes) in files {
        let goal = folder.join(name);
        if goal.is_dir() {
            let error = io::Error::new(io::ErrorKind::IsADirectory, "it is a folder");
            return Err(failed(&goal)(error));
        }
        let beside = folder.join(format!(".{name}{UNFINISHED}"));
        // Added before it is written, so that it is removed also when only a part fits.
        staged.0.push((beside.clone(), goal.clone()));
        write_whole(&beside, bytes).map_err(failed(&goal))?;
    }
    let mut paths = Vec::new();
    while let Some((beside, goal)) = staged.0.first().cloned() {
        if staged.0.len() == 1 {
            // The last one names the others, so their names must stand first, also after a power cut.
            sync_folder(folder);
        }
        fs::rename(&beside, &goal).map_err(failed(&goal))?;
        staged.0.remove(0);
        paths.push(goal);
    }
    sync_folder(folder);
    Ok(paths)
}

fn failed(path: &Path) -> impl FnOnce(io::Error) -> WriteError {
    let path = path.to_owned();
    |error| WriteError { path, error }
}

/// Files that are written and do not have their names yet, each with its goal. Removed when dropped.
struct Staged(Vec<(PathBuf, PathBuf)>);

impl Drop for Staged {
    fn drop(&mut self) {
        for (beside, _) in &self.0 {
            let _ = fs::remove_file(beside);
        }
    }
}

fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Makes new names in a folder last. Not every system can open a folder; there, it syncs by itself.
fn sync_folder(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}

fn remove_unfinished(folder: &Path) {
    for file in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = file.file_name();
        let name = name.to_string_lossy();
        if name.starts_with('.') && name.ends_with(UNFINISHED) {
            let _ = fs::remove_file(file.path());
        }
    }
}
