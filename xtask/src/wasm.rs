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

fn custom_sections(module: &[u8]) -> Result<Vec<String>> {
    let mut rest = module
        .strip_prefix(b"\0asm\x01\0\0\0")
        .context("this is not a wasm module of version 1")?;
    let mut names = Vec::new();
    while let Some((&kind, after)) = rest.split_first() {
        let (length, after) = number(after)?;
        let (section, after) = after
            .split_at_checked(length)
            .context("the wasm module is cut off")?;
        if kind == 0 {
            let (length, section) = number(section)?;
            let name = section
                .get(..length)
                .context("a section's name is cut off")?;
            names.push(String::from_utf8_lossy(name).into_owned());
        }
        rest = after;
    }
    Ok(names)
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
