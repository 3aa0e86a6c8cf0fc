//! The SHA-256 of files, in hex.

use std::fmt::Write;

use sha2::{Digest, Sha256};

/// Returns the SHA-256 of bytes in hex.
#[must_use]
pub fn of(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Returns a hash in hex.
pub(crate) fn hex(hash: &[u8]) -> String {
    hash.iter().fold(String::with_capacity(2 * hash.len()), |mut hex, byte| {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_hash_of_no_bytes_is_the_one_of_the_standard() {
        let expected = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(crate::sha256::of(b""), expected);
    }
}
