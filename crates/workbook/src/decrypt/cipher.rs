//! The ciphers and hashes of encrypted workbooks.

use aes::cipher::{Array, BlockCipherDecrypt, KeyInit};
use aes::{Aes128, Aes192, Aes256};
use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha384, Sha512};

/// The length of an AES block.
pub(super) const BLOCK: usize = 16;

/// A hash algorithm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hash {
    Md5,
    Sha1,
    Sha256,
    Sha384,
    Sha512,
}

impl Hash {
    /// Returns the algorithm with a name such as `SHA512`.
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "MD5" => Self::Md5,
            "SHA1" | "SHA-1" => Self::Sha1,
            "SHA256" => Self::Sha256,
            "SHA384" => Self::Sha384,
            "SHA512" => Self::Sha512,
            _ => return None,
        })
    }

    /// Hashes the parts one after the other.
    pub(super) fn of(self, parts: &[&[u8]]) -> Vec<u8> {
        match self {
            Self::Md5 => digest::<Md5>(parts),
            Self::Sha1 => digest::<Sha1>(parts),
            Self::Sha256 => digest::<Sha256>(parts),
            Self::Sha384 => digest::<Sha384>(parts),
            Self::Sha512 => digest::<Sha512>(parts),
        }
    }

    /// Hashes a salt and a password, then `times` times a counter and the last result.
    pub(super) fn spun(self, salt: &[u8], password: &[u8], times: u32) -> Vec<u8> {
        let mut hash = self.of(&[salt, password]);
        for at in 0..times {
            hash = self.of(&[&at.to_le_bytes(), &hash]);
        }
        hash
    }
}

fn digest<D: Digest>(parts: &[&[u8]]) -> Vec<u8> {
    let mut digest = D::new();
    parts.iter().for_each(|part| digest.update(part));
    digest.finalize().to_vec()
}

/// Decrypts whole blocks by AES, each block by itself or, with an initial vector, chained (CBC). Ignores
/// trailing bytes that do not fill a block.
pub(super) fn aes(key: &[u8], chained: Option<&[u8]>, encrypted: &[u8]) -> Option<Vec<u8>> {
    match key.len() {
        16 => blocks(&Aes128::new_from_slice(key).ok()?, chained, encrypted),
        24 => blocks(&Aes192::new_from_slice(key).ok()?, chained, encrypted),
        32 => blocks(&Aes256::new_from_slice(key).ok()?, chained, encrypted),
        _ => None,
    }
}

fn blocks<C: BlockCipherDecrypt>(cipher: &C, chained: Option<&[u8]>, encrypted: &[u8]) -> Option<Vec<u8>> {
    let mut before = chained.map(<[u8]>::to_vec);
    let mut plain = Vec::with_capacity(encrypted.len());
    for block in encrypted.chunks_exact(BLOCK) {
        let mut decrypted = Array::<u8, C::BlockSize>::try_from(block).ok()?;
        cipher.decrypt_block(&mut decrypted);
        match &mut before {
            Some(before) => {
                plain.extend(decrypted.iter().zip(before.iter()).map(|(byte, before)| byte ^ before));
                before.clear();
                before.extend(block);
            }
            None => plain.extend(decrypted.iter()),
        }
    }
    Some(plain)
}

/// The key stream of RC4.
pub(super) struct Rc4 {
    state: [u8; 256],
    i: u8,
    j: u8,
}

impl Rc4 {
    /// Starts the key stream of a key.
    pub(super) fn new(key: &[u8]) -> Self {
        let mut state: [u8; 256] = std::array::from_fn(|at| u8::try_from(at).unwrap_or(u8::MAX));
        let mut j = 0_u8;
        for (i, key) in (0..256_usize).zip(key.iter().cycle()) {
            j = j.wrapping_add(state[i]).wrapping_add(*key);
            state.swap(i, usize::from(j));
        }
        Self { state, i: 0, j: 0 }
    }

    /// Returns the next byte of the key stream.
    pub(super) fn next(&mut self) -> u8 {
        self.i = self.i.wrapping_add(1);
        let at_i = self.state[usize::from(self.i)];
        self.j = self.j.wrapping_add(at_i);
        self.state.swap(usize::from(self.i), usize::from(self.j));
        let sum = at_i.wrapping_add(self.state[usize::from(self.i)]);
        self.state[usize::from(sum)]
    }
}

/// Encrypts by AES with a key of 128 bits, for tests. Pads the last block with zeros.
#[cfg(test)]
pub(super) fn encrypt(key: &[u8], chained: Option<&[u8]>, plain: &[u8]) -> Vec<u8> {
    use aes::cipher::BlockCipherEncrypt;

    let cipher = Aes128::new_from_slice(key).unwrap();
    let mut before = chained.map_or(vec![0; BLOCK], <[u8]>::to_vec);
    let mut encrypted = Vec::new();
    for block in plain.chunks(BLOCK) {
        let mut block: Vec<u8> = block.iter().copied().chain([0; BLOCK]).take(BLOCK).collect();
        block.iter_mut().zip(&before).for_each(|(byte, before)| *byte ^= before);
        let mut block = Array::try_from(block.as_slice()).unwrap();
        cipher.encrypt_block(&mut block);
        if chained.is_some() {
            before = block.to_vec();
        }
        encrypted.extend(block);
    }
    encrypted
}

#[cfg(test)]
mod tests {
    use super::{Hash, Rc4, aes};

    #[test]
    fn published_vectors_hold() {
        let mut stream = Rc4::new(b"Key");
        let encrypted: Vec<u8> = b"Plaintext".iter().map(|byte| byte ^ stream.next()).collect();
        assert_eq!(encrypted, [0xBB, 0xF3, 0x16, 0xE8, 0xD9, 0x40, 0xAF, 0x0A, 0xD3]);
        assert_eq!(Hash::Md5.of(&[b"a", b"bc"])[..4], [0x90, 0x01, 0x50, 0x98]);
        assert_eq!(Hash::Sha1.of(&[b"abc"])[..4], [0xA9, 0x99, 0x3E, 0x36]);
        // FIPS 197, appendix C.1.
        let key: Vec<u8> = (0..16).collect();
        let encrypted =
            [0x69, 0xC4, 0xE0, 0xD8, 0x6A, 0x7B, 0x04, 0x30, 0xD8, 0xCD, 0xB7, 0x80, 0x70, 0xB4, 0xC5, 0x5A];
        let plain: Vec<u8> = (0..16).map(|digit| digit * 0x11).collect();
        assert_eq!(aes(&key, None, &encrypted), Some(plain.clone()));
        let chained: Vec<u8> = plain.iter().map(|byte| byte ^ 1).collect();
        assert_eq!(aes(&key, Some(&[1; 16]), &encrypted), Some(chained));
        assert_eq!(aes(&key[..5], None, &encrypted), None);
    }
}
