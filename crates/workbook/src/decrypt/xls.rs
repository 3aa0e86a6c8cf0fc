//! RC4 encryption of .xls workbooks. Kinds and lengths of records stay plain; their data is encrypted, with a
//! new key for every 1,024 bytes of the stream.

use super::cipher::{Hash, Rc4};
use super::password;

/// The bytes of the stream that one key encrypts.
const BLOCK: usize = 1024;
const FILE_PASS: u16 = 0x002F;
const BOUND_SHEET: u16 = 0x0085;
/// Records that are never encrypted: BOF, FILEPASS, INTERFACEHDR, USREXCL, FILELOCK, RRDINFO, RRDHEAD.
const PLAIN: [u16; 7] = [0x0809, FILE_PASS, 0x00E1, 0x0194, 0x0195, 0x0196, 0x0138];

/// The values from which the key of each block is derived.
struct Keys {
    hash: Hash,
    base: Vec<u8>,
    length: usize,
}

impl Keys {
    fn stream(&self, block: u32) -> Rc4 {
        let mut key = self.hash.of(&[&self.base, &block.to_le_bytes()]);
        key.truncate(self.length);
        // A key of 40 bits is padded with zeros.
        if self.hash == Hash::Sha1 && self.length == 5 {
            key.resize(16, 0);
        }
        Rc4::new(&key)
    }
}

/// Decrypts the workbook stream of an .xls. `None` if Excel would ask for a password or it is not encrypted.
pub(crate) fn stream(encrypted: &[u8]) -> Option<Vec<u8>> {
    let mut plain = encrypted.to_vec();
    let mut keys: Option<Keys> = None;
    let mut cipher: Option<(usize, Rc4)> = None;
    let mut at = 0;
    while let Some(head) = encrypted.get(at..at + 4) {
        let kind = u16::from_le_bytes([head[0], head[1]]);
        let length = usize::from(u16::from_le_bytes([head[2], head[3]]));
        let data = encrypted.get(at + 4..at + 4 + length)?;
        if kind == FILE_PASS {
            keys = Some(read_keys(data)?);
            // The result is not encrypted, so its record must not be a FILEPASS.
            plain.get_mut(at..at + 2)?.fill(0);
        }
        let skipped = match kind {
            kind if PLAIN.contains(&kind) => length,
            // The position of the sheet's records is not encrypted.
            BOUND_SHEET => 4.min(length),
            _ => 0,
        };
        if let Some(keys) = &keys {
            // The key stream advances over plain bytes, too.
            for place in at..at + 4 + length {
                let block = place / BLOCK;
                let same = cipher.take().filter(|(of, _)| *of == block).map(|(_, stream)| stream);
                let mut stream = match same {
                    Some(stream) => stream,
                    None => {
                        let mut stream = keys.stream(u32::try_from(block).ok()?);
                        (0..place % BLOCK).for_each(|_| {
                            stream.next();
                        });
                        stream
                    }
                };
                let key = stream.next();
                if place >= at + 4 + skipped {
                    *plain.get_mut(place)? ^= key;
                }
                cipher = Some((block, stream));
            }
        }
        at += 4 + length;
    }
    keys.map(|_| plain)
}

/// Reads the keys of a FILEPASS record, if Excel's own password is the right one.
fn read_keys(data: &[u8]) -> Option<Keys> {
    match data.get(..6)? {
        [1, 0, 1, 0, 1, 0] => {
            let salt = data.get(6..22)?;
            let short = |hash: Vec<u8>| hash.get(..5).map(<[u8]>::to_vec);
            let first = short(Hash::Md5.of(&[&password()]))?;
            let repeated: Vec<u8> = [&first, salt].concat().repeat(16);
            let keys = Keys { hash: Hash::Md5, base: short(Hash::Md5.of(&[&repeated]))?, length: 16 };
            verified(keys, data.get(22..38)?, data.get(38..54)?)
        }
        [1, 0, 2..=4, 0, 2, 0] => {
            let number =
                |at: usize| usize::try_from(u32::from_le_bytes(data.get(at..at + 4)?.try_into().ok()?)).ok();
            let header = number(10)?;
            let key_bits = number(14 + 16)?;
            let verifier = 14_usize.checked_add(header)?;
            let salt = data.get(verifier + 4..verifier + 20)?;
            // A size of 0 means 40 bits.
            let length = if key_bits == 0 { 5 } else { key_bits / 8 };
            let keys = Keys { hash: Hash::Sha1, base: Hash::Sha1.of(&[salt, &password()]), length };
            verified(keys, data.get(verifier + 20..verifier + 36)?, data.get(verifier + 40..verifier + 60)?)
        }
        _ => None,
    }
}

/// Returns the keys if the decrypted verifier matches its decrypted hash.
fn verified(keys: Keys, verifier: &[u8], hash: &[u8]) -> Option<Keys> {
    let mut stream = keys.stream(0);
    let mut decrypt = |bytes: &[u8]| bytes.iter().map(|byte| byte ^ stream.next()).collect::<Vec<u8>>();
    let (verifier, hash) = (decrypt(verifier), decrypt(hash));
    hash.starts_with(&keys.hash.of(&[&verifier])).then_some(keys)
}

#[cfg(test)]
mod tests {
    use super::{FILE_PASS, stream};
    use crate::decrypt::cipher::{Hash, Rc4};
    use crate::decrypt::password;

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        let length = u16::try_from(data.len()).unwrap();
        [&kind.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
    }

    /// Returns a stream, plain and encrypted under a password. It has a BOF record, a FILEPASS record, and a
    /// record longer than a block.
    fn encrypted(password: &[u8]) -> (Vec<u8>, Vec<u8>) {
        let salt = [7; 16];
        let base = Hash::Sha1.of(&[&salt, password]);
        let key = |block: u32| Rc4::new(&Hash::Sha1.of(&[&base, &block.to_le_bytes()])[..16]);
        let mut verifier = key(0);
        let mut under = |bytes: &[u8]| bytes.iter().map(|byte| byte ^ verifier.next()).collect::<Vec<u8>>();
        let header: Vec<u8> =
            [0_u32, 0, 0x6801, 0x8004, 128, 1, 0, 0].iter().flat_map(|n| n.to_le_bytes()).collect();
        let (secret, hash) = (under(&[9; 16]), under(&Hash::Sha1.of(&[&[9; 16]])));
        let pass = [
            &[1, 0, 2, 0, 2, 0, 0, 0, 0, 0, 32, 0, 0, 0][..],
            &header,
            &16_u32.to_le_bytes(),
            &salt,
            &secret,
            &20_u32.to_le_bytes(),
            &hash,
        ]
        .concat();
        let plain =
            [record(0x0809, &[0, 6, 5, 0]), record(FILE_PASS, &pass), record(0x00FC, &[5; 3000])].concat();
        let mut encrypted = plain.clone();
        let from = plain.len() - 3000;
        for (place, byte) in encrypted.iter_mut().enumerate().skip(from) {
            let mut stream = key(u32::try_from(place / 1024).unwrap());
            (0..place % 1024).for_each(|_| {
                stream.next();
            });
            *byte ^= stream.next();
        }
        (plain, encrypted)
    }

    #[test]
    fn a_workbook_under_excel_s_own_password_is_decrypted() {
        let (plain, encrypted) = encrypted(&password());
        let decrypted = stream(&encrypted).unwrap();
        let from = plain.len() - 3000;
        assert!(decrypted[from..] == plain[from..] && encrypted[from..] != plain[from..]);
        assert_eq!(decrypted.windows(2).position(|kind| kind == FILE_PASS.to_le_bytes()), None);
    }

    #[test]
    fn a_stream_under_another_password_or_none_is_not_decrypted() {
        assert_eq!(stream(&encrypted(b"another").1), None);
        assert_eq!(stream(&record(FILE_PASS, &[0, 0, 1, 2, 3, 4])), None);
        assert_eq!(stream(&record(0x0809, &[0, 6])), None);
    }
}
