//! Standard encryption of Office 2007: AES in ECB mode, and SHA-1.

use super::cipher::{Hash, aes};
use super::password;

const SPINS: u32 = 50_000;
const SALT: usize = 16;

/// Decrypts a package. `info` begins with the encryption header, `header` is its length in bytes.
pub(super) fn decrypt(info: &[u8], header: usize, encrypted: &[u8]) -> Option<Vec<u8>> {
    // Flags, extra size, cipher, hash: the size of the key is the fifth number of the header.
    let key_bits = u32::from_le_bytes(info.get(16..20)?.try_into().ok()?);
    let key = key(
        info.get(header.checked_add(4)?..header.checked_add(4 + SALT)?)?,
        usize::try_from(key_bits).ok()? / 8,
    )?;
    // The size of the salt is before it; the size of the verifier's hash is between the two.
    let verifier = info.get(header + 20..header + 36)?;
    let hash = info.get(header + 40..header + 72)?;
    let verified = Hash::Sha1.of(&[&aes(&key, None, verifier)?]);
    (aes(&key, None, hash)?.starts_with(&verified)).then(|| aes(&key, None, encrypted)).flatten()
}

/// Derives the key of Excel's own password.
fn key(salt: &[u8], length: usize) -> Option<Vec<u8>> {
    let spun = Hash::Sha1.spun(salt, &password(), SPINS);
    let hash = Hash::Sha1.of(&[&spun, &0_u32.to_le_bytes()]);
    let half = |fill: u8| {
        let mut block = [fill; 64];
        block.iter_mut().zip(&hash).for_each(|(byte, hash)| *byte ^= hash);
        Hash::Sha1.of(&[&block])
    };
    [half(0x36), half(0x5C)].concat().get(..length).map(<[u8]>::to_vec)
}

#[cfg(test)]
mod tests {
    use super::{decrypt, key};
    use crate::decrypt::cipher::{Hash, encrypt};

    #[test]
    fn a_package_under_excel_s_own_password_is_decrypted() {
        let salt = [7; 16];
        let own = key(&salt, 16).unwrap();
        let info = |key: &[u8]| {
            let verifier = [9; 16];
            let header: Vec<u8> =
                [0_u32, 0, 0x660E, 0x8004, 128, 0x18, 0, 0].iter().flat_map(|n| n.to_le_bytes()).collect();
            let sizes = [16_u32.to_le_bytes(), 20_u32.to_le_bytes()];
            let hash = encrypt(key, None, &Hash::Sha1.of(&[&verifier]));
            [&header, &sizes[0][..], &salt, &encrypt(key, None, &verifier), &sizes[1], &hash].concat()
        };
        let encrypted = encrypt(&own, None, b"PK, and what else is in it");
        let plain = decrypt(&info(&own), 32, &encrypted).unwrap();
        assert!(plain.starts_with(b"PK, and what else is in it"));
        assert_eq!(decrypt(&info(&[1; 16]), 32, &encrypted), None, "another password");
    }
}
