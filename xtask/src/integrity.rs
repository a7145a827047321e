//! Hashes: for names that change with their contents, and for subresource integrity.

use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// What an `integrity` attribute holds.
#[must_use]
pub fn sri(bytes: &[u8]) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(bytes)))
}

/// The part of a file's name that changes with its contents: 40 bits, plenty for one build's few files.
pub(crate) fn short_hash(bytes: &[u8]) -> String {
    hex(bytes).chars().take(10).collect()
}

/// The whole SHA-256 in hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .fold(String::new(), |mut text, byte| {
            // Writing to a string cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_the_known_ones() {
        assert_eq!(short_hash(b"abc"), "ba7816bf8f");
        assert_eq!(
            sri(b"abc"),
            "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="
        );
    }
}
