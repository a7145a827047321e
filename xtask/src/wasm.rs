//! Whether a wasm module is fit to be shipped.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use wasmparser::{KnownCustom, Parser, Payload};

/// Fails for a module that wasm-opt has not processed.
///
/// The compiler writes the functions' names into it, and wasm-opt, called without `-g`, drops them.
pub(crate) fn must_be_optimised(module: &[u8]) -> Result<()> {
    for payload in Parser::new(0).parse_all(module) {
        let payload = payload.context("this is not a wasm module")?;
        if let Payload::CustomSection(section) = payload
            && matches!(section.as_known(), KnownCustom::Name(_))
        {
            bail!(
                "the wasm was not optimised: it still has a name section. \
                 wasm-opt did not run (`cargo xtask setup` installs it), or xtask/src/widget.rs calls it with -g"
            );
        }
    }
    Ok(())
}

/// Fails for a module that contains the path of one of these folders of this machine: it would tell strangers about
/// the machine, and another machine would give other bytes.
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

#[cfg(test)]
mod tests {
    use super::*;

    /// A module with one custom section of this name.
    fn module(section: &str) -> Vec<u8> {
        let mut bytes = b"\0asm\x01\0\0\0".to_vec();
        let length = u8::try_from(section.len()).unwrap();
        bytes.extend([0, length + 1, length]);
        bytes.extend(section.bytes());
        bytes
    }

    #[test]
    fn a_name_section_betrays_an_unoptimised_module() {
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
