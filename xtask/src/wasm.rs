//! Just enough of the wasm format to tell whether a module is fit to be shipped.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

/// Refuses a module that wasm-opt has not been over. wasm-pack skips wasm-opt without an error when it is missing,
/// and the log is no proof; the module is: the compiler leaves the functions' names in it, and wasm-opt,
/// called without `-g`, drops them.
pub(crate) fn must_be_optimised(module: &[u8]) -> Result<()> {
    if custom_sections(module)?.iter().any(|name| name == "name") {
        bail!(
            "the wasm was not optimised: it still carries its functions' names. \
             wasm-opt did not run (`cargo xtask setup` installs it), or Cargo.toml calls it with -g"
        );
    }
    Ok(())
}

/// Refuses a module that names a folder of the machine it was made on: it would tell strangers about that machine,
/// and another machine would give other bytes.
pub(crate) fn must_not_name(module: &[u8], folders: &[PathBuf]) -> Result<()> {
    for folder in folders {
        let name = folder.as_os_str().as_encoded_bytes();
        if !name.is_empty() && module.windows(name.len()).any(|part| part == name) {
            bail!(
                "the wasm holds the path {}; is it written into the code, as by env!(\"CARGO_MANIFEST_DIR\")?",
                folder.display()
            );
        }
    }
    Ok(())
}

/// What a name in a module names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Import,
    Export,
}

/// Gives imports and exports other names. Each is asked for with the module that it is imported from (nothing for an
/// export) and its name; the answer is what shall stand in their place.
pub(crate) fn rename(
    module: &[u8],
    mut new: impl FnMut(Kind, &str, &str) -> Option<(String, String)>,
) -> Result<Vec<u8>> {
    let mut renamed = MAGIC.to_vec();
    for (number, section) in sections(module)? {
        let kind = match number {
            2 => Some(Kind::Import),
            7 => Some(Kind::Export),
            _ => None,
        };
        let section = match kind {
            Some(kind) => rename_in(kind, section, &mut new)?,
            None => section.to_vec(),
        };
        renamed.push(number);
        put_number(&mut renamed, section.len());
        renamed.extend(section);
    }
    Ok(renamed)
}

fn rename_in(
    kind: Kind,
    section: &[u8],
    new: &mut impl FnMut(Kind, &str, &str) -> Option<(String, String)>,
) -> Result<Vec<u8>> {
    let (count, mut rest) = number(section)?;
    let mut renamed = Vec::new();
    put_number(&mut renamed, count);
    for _ in 0..count {
        let mut within = "";
        if kind == Kind::Import {
            (within, rest) = name(rest)?;
        }
        let (called, after) = name(rest)?;
        let answer = new(kind, within, called);
        let (within, called) = answer
            .as_ref()
            .map_or((within, called), |(within, called)| (within, called));
        if kind == Kind::Import {
            put_name(&mut renamed, within);
        }
        put_name(&mut renamed, called);
        rest = after_description(kind, after)?;
        let described = after.len() - rest.len();
        renamed.extend(after.get(..described).unwrap_or_default());
    }
    Ok(renamed)
}

/// What follows the description of one import or export.
fn after_description(kind: Kind, bytes: &[u8]) -> Result<&[u8]> {
    let (what, rest) = bytes.split_first().context("a description is cut off")?;
    match (kind, what) {
        // An index of a function, table, memory or global; an imported function has that of its type.
        (Kind::Export, _) | (Kind::Import, 0) => Ok(number(rest)?.1),
        _ => bail!("the module imports something other than functions; renaming does not know how"),
    }
}

fn custom_sections(module: &[u8]) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for (number, section) in sections(module)? {
        if number == 0 {
            names.push(name(section)?.0.to_owned());
        }
    }
    Ok(names)
}

/// What every module of version 1 begins with.
const MAGIC: [u8; 8] = *b"\0asm\x01\0\0\0";

/// The sections with their numbers.
fn sections(module: &[u8]) -> Result<Vec<(u8, &[u8])>> {
    let mut rest = module
        .strip_prefix(&MAGIC)
        .context("this is not a wasm module of version 1")?;
    let mut sections = Vec::new();
    while let Some((&kind, after)) = rest.split_first() {
        let (length, after) = number(after)?;
        let (section, after) = after
            .split_at_checked(length)
            .context("the wasm module is cut off")?;
        sections.push((kind, section));
        rest = after;
    }
    Ok(sections)
}

/// A name, and what follows it.
fn name(bytes: &[u8]) -> Result<(&str, &[u8])> {
    let (length, rest) = number(bytes)?;
    let (name, rest) = rest
        .split_at_checked(length)
        .context("a name in the wasm module is cut off")?;
    let name = std::str::from_utf8(name).context("a name in the wasm module is no text")?;
    Ok((name, rest))
}

fn put_name(bytes: &mut Vec<u8>, name: &str) {
    put_number(bytes, name.len());
    bytes.extend(name.bytes());
}

fn put_number(bytes: &mut Vec<u8>, mut number: usize) {
    loop {
        let byte = u8::try_from(number & 0x7f).unwrap_or_default();
        number >>= 7;
        if number == 0 {
            return bytes.push(byte);
        }
        bytes.push(byte | 0x80);
    }
}

/// An unsigned LEB128 number of at most 32 bits, and what follows it.
fn number(bytes: &[u8]) -> Result<(usize, &[u8])> {
    let mut value = 0_usize;
    for (at, byte) in bytes.iter().enumerate().take(5) {
        value |= usize::from(byte & 0x7f) << (7 * at);
        if byte & 0x80 == 0 {
            let rest = bytes.get(at + 1..).unwrap_or_default();
            return Ok((value, rest));
        }
    }
    bail!("a number in the wasm module is cut off")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn module(section: &str) -> Vec<u8> {
        let mut bytes = b"\0asm\x01\0\0\0".to_vec();
        let length = u8::try_from(section.len()).unwrap();
        bytes.extend([0, length + 1, length]);
        bytes.extend(section.bytes());
        bytes
    }

    #[test]
    fn names_betray_an_unoptimised_module() {
        assert!(must_be_optimised(&module("target_features")).is_ok());
        assert!(must_be_optimised(&module("name")).is_err());
    }

    #[test]
    fn imports_and_exports_can_have_other_names() {
        // One imported function of type 0 and one exported function 0, with a section between them left as it is.
        let module = |import: &str, export: &str| {
            let mut bytes = b"\0asm\x01\0\0\0".to_vec();
            let length = |text: &str| u8::try_from(text.len()).unwrap();
            bytes.extend([2, 6 + length(import), 1, 1, b'm', length(import)]);
            bytes.extend(import.bytes());
            bytes.extend([0, 0, 3, 1, 0, 7, 4 + length(export), 1, length(export)]);
            bytes.extend(export.bytes());
            bytes.extend([0, 0]);
            bytes
        };
        let long = "x".repeat(100);
        let renamed = rename(&module(&long, "kept"), |kind, within, name| {
            (kind == Kind::Import && within == "m" && name == long)
                .then(|| ("m".to_owned(), "a".to_owned()))
        });
        assert_eq!(renamed.unwrap(), module("a", "kept"));
    }

    #[test]
    fn a_path_of_this_machine_is_found() {
        let module = module("producers /home/anna/virker/src/lib.rs");
        assert!(must_not_name(&module, &["/home/anna/virker".into()]).is_err());
        assert!(must_not_name(&module, &["/home/berit".into()]).is_ok());
    }

    #[test]
    fn a_broken_module_is_an_error() {
        assert!(must_be_optimised(b"<html>").is_err());
        assert!(must_be_optimised(b"\0asm\x01\0\0\0\0\x80").is_err());
        assert!(must_be_optimised(b"\0asm\x01\0\0\0\0\x09\x04name").is_err());
    }
}
