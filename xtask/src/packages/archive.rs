//! Zip files that are the same for the same contents.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::{is_compressed_copy, names_below};
use crate::{integrity, workspace};

/// Writes a folder's contents to a zip file: in the order of their names, and without the times, rights and owners that
/// they have on this machine.
pub(super) fn zip_folder(folder: &Path, to: &Path) -> Result<()> {
    let failed = || format!("could not write {}", to.display());
    let mut archive = ZipWriter::new(File::create(to).with_context(failed)?);
    let mut folders = BTreeSet::new();
    for name in names_below(folder)? {
        let parts: Vec<_> = name.iter().map(|part| part.to_string_lossy()).collect();
        // Folders that are not named in a zip may be made for their owner alone, and then no server can read them.
        for depth in 1..parts.len() {
            let above = parts.get(..depth).unwrap_or_default().join("/");
            if !folders.contains(&above) {
                let options = SimpleFileOptions::default()
                    .last_modified_time(DateTime::default())
                    .unix_permissions(0o755);
                archive
                    .add_directory(&above, options)
                    .with_context(failed)?;
                folders.insert(above);
            }
        }
        let contents = workspace::read(&folder.join(&name))?;
        let method = if is_compressed_copy(&name) {
            CompressionMethod::Stored
        } else {
            CompressionMethod::Deflated
        };
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .last_modified_time(time_of(&contents).context("a time is out of its bounds")?)
            .unix_permissions(0o644);
        archive
            .start_file(parts.join("/"), options)
            .with_context(failed)?;
        archive.write_all(&contents).with_context(failed)?;
    }
    archive.finish().with_context(failed)?;
    Ok(())
}

/// A time between 1980 and 2019 that stands for a file's contents.
///
/// Servers tell from a file's time and length whether it has changed. A file such as the loader has the same length in many
/// releases, so with one time for all, browsers would be told to keep the last release's.
fn time_of(contents: &[u8]) -> Option<DateTime> {
    let hash = integrity::hex(contents);
    let mut rest = u64::from_str_radix(hash.get(..16)?, 16).ok()?;
    let mut below = |bound: u64| {
        let digit = u8::try_from(rest % bound).ok();
        rest /= bound;
        digit
    };
    let year = 1980 + u16::from(below(40)?);
    let (month, day) = (1 + below(12)?, 1 + below(28)?);
    // Zip counts two seconds as one.
    let (hour, minute, second) = (below(24)?, below(60)?, 2 * below(30)?);
    DateTime::from_date_and_time(year, month, day, hour, minute, second).ok()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Read;
    use std::time::{Duration, SystemTime};

    use super::*;
    use crate::workspace::Workspace;

    #[test]
    fn the_same_files_give_the_same_bytes_whenever_they_were_written() {
        let scratch = Workspace::find().unwrap().work_folder("archive-test");
        workspace::make_empty_folder(&scratch.join("one/b")).unwrap();
        workspace::make_empty_folder(&scratch.join("two/b")).unwrap();
        // Written in another order, and at another time.
        for (folder, names) in [("one", ["b/c.txt", "a.txt"]), ("two", ["a.txt", "b/c.txt"])] {
            for name in names {
                fs::write(scratch.join(folder).join(name), name.repeat(100)).unwrap();
            }
        }
        File::options()
            .write(true)
            .open(scratch.join("two/a.txt"))
            .unwrap()
            .set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(1_500_000_000))
            .unwrap();
        let made = ["one", "two"].map(|name| {
            let path = scratch.join(name).with_extension("zip");
            zip_folder(&scratch.join(name), &path).unwrap();
            fs::read(path).unwrap()
        });
        assert_eq!(made[0], made[1]);

        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&made[0])).unwrap();
        let names: Vec<_> = archive.file_names().map(Result::unwrap).collect();
        assert_eq!(names, ["a.txt", "b/", "b/c.txt"]);
        let mut text = String::new();
        archive
            .by_name("b/c.txt")
            .unwrap()
            .read_to_string(&mut text)
            .unwrap();
        assert_eq!(text, "b/c.txt".repeat(100));
        workspace::remove_folder(&scratch).unwrap();
    }

    #[test]
    fn a_file_that_changed_has_another_time_even_if_its_length_is_the_same() {
        let time = |contents| time_of(contents).unwrap();
        assert_eq!(time(b"hash-1"), time(b"hash-1"));
        assert_ne!(time(b"hash-1"), time(b"hash-2"));
        assert_ne!(time(b"hash-1"), time(b"hash-3"));
    }
}
