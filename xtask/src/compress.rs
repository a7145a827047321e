//! Compressed copies beside the files, so that any static host can send them.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use flate2::{Compression, GzBuilder};

use crate::workspace;

/// What is worth compressing: text, and wasm. Pictures and fonts are compressed already.
const SUFFIXES: [&str; 8] = [
    "js", "wasm", "json", "css", "html", "svg", "index", "lexicon",
];

/// The suffixes of the compressed copies, each with its name in HTTP, the smallest first.
pub(crate) const ENCODINGS: [(&str, &str); 2] = [("br", "br"), ("gz", "gzip")];

/// Brotli's largest window that every browser takes, as a power of two.
const WINDOW: u32 = 22;

/// Writes `.br` and `.gz` beside every file below the folder that is worth it, and tells how many.
pub(crate) fn folder(folder: &Path) -> Result<usize> {
    let mut files = workspace::files_below(folder)?;
    files.retain(|path| {
        path.extension()
            .is_some_and(|suffix| SUFFIXES.iter().any(|known| suffix == *known))
    });
    for path in &files {
        let bytes = workspace::read(path)?;
        let failed = || format!("could not compress {}", path.display());
        workspace::write(&beside(path, "br"), brotli(&bytes).with_context(failed)?)?;
        workspace::write(&beside(path, "gz"), gzip(&bytes).with_context(failed)?)?;
    }
    Ok(files.len())
}

/// The compressed copy of a file: `a.js` → `a.js.br`.
pub(crate) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(suffix);
    PathBuf::from(name)
}

/// How long a file is in brotli.
pub(crate) fn brotli_length(bytes: &[u8]) -> Result<u64> {
    Ok(brotli(bytes)?.len() as u64)
}

fn brotli(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut writer = brotli::CompressorWriter::new(Vec::new(), 1 << 16, 11, WINDOW);
    writer.write_all(bytes)?;
    Ok(writer.into_inner())
}

/// Without a time or a name in its header: the same file gives the same bytes.
fn gzip(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut writer = GzBuilder::new()
        .mtime(0)
        .write(Vec::new(), Compression::best());
    writer.write_all(bytes)?;
    writer.finish()
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn what_was_compressed_can_be_read_again() {
        let text = "Det virker. ".repeat(500).into_bytes();
        let (brotli, gzip) = (brotli(&text).unwrap(), gzip(&text).unwrap());
        assert!(brotli.len() < 100 && gzip.len() < 200);
        let mut read = Vec::new();
        flate2::read::GzDecoder::new(gzip.as_slice())
            .read_to_end(&mut read)
            .unwrap();
        assert_eq!(read, text);
        read.clear();
        brotli::Decompressor::new(brotli.as_slice(), 4096)
            .read_to_end(&mut read)
            .unwrap();
        assert_eq!(read, text);
    }
}
