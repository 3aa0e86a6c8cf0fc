//! Agile encryption of Office 2010 and later: AES in CBC mode, with the parameters in XML.

use quick_xml::events::{BytesStart, Event};

use super::cipher::{BLOCK, Hash, aes};
use super::password;
use crate::open::xml::{attribute, next, number, reader};

/// The most rounds of hashing that are accepted. Excel uses 100,000.
const MOST_SPINS: u32 = 1_000_000;
/// The number of bytes of a package that share an initial vector.
const SEGMENT: usize = 4096;
const VERIFIER: [u8; 8] = [0xFE, 0xA7, 0xD2, 0x76, 0x3B, 0x4B, 0x9E, 0x79];
const VERIFIER_HASH: [u8; 8] = [0xD7, 0xAA, 0x0F, 0x6D, 0x30, 0x61, 0x34, 0x4E];
const KEY: [u8; 8] = [0x14, 0x6E, 0x0B, 0xE7, 0xAB, 0xAC, 0xD0, 0xD6];

/// The parameters of an encryption.
struct Parameters {
    salt: Vec<u8>,
    hash: Hash,
    key_length: usize,
}

impl Parameters {
    fn read(start: &BytesStart<'_>) -> Option<Self> {
        let is_known = attribute(start, "cipherAlgorithm")? == "AES"
            && attribute(start, "cipherChaining")? == "ChainingModeCBC"
            && number::<usize>(start, "blockSize")? == BLOCK;
        let parameters = Self {
            salt: base64(&attribute(start, "saltValue")?)?,
            hash: Hash::named(&attribute(start, "hashAlgorithm")?)?,
            key_length: number::<usize>(start, "keyBits")? / 8,
        };
        is_known.then_some(parameters)
    }
}

/// The package's key, encrypted under a password.
struct EncryptedKey {
    parameters: Parameters,
    spins: u32,
    verifier: Vec<u8>,
    verifier_hash: Vec<u8>,
    key: Vec<u8>,
}

/// Decrypts a package. `info` is the XML that describes its encryption.
pub(super) fn decrypt(info: &[u8], encrypted: &[u8]) -> Option<Vec<u8>> {
    let (package, protected) = read(&String::from_utf8_lossy(info))?;
    let key = secret_key(&protected)?;
    let mut plain = Vec::with_capacity(encrypted.len());
    for (at, segment) in (0_u32..).zip(encrypted.chunks(SEGMENT)) {
        let vector = sized(package.hash.of(&[&package.salt, &at.to_le_bytes()]), BLOCK);
        plain.extend(aes(&key, Some(&vector), segment)?);
    }
    Some(plain)
}

/// Reads the parameters of the package and its encrypted key.
fn read(info: &str) -> Option<(Parameters, EncryptedKey)> {
    let (mut package, mut protected) = (None, None);
    let mut xml = reader(info);
    while let Some(event) = next(&mut xml) {
        let Event::Start(start) = event else { continue };
        match start.local_name().as_ref() {
            "keyData" => package = Parameters::read(&start),
            "encryptedKey" if protected.is_none() => {
                let bytes = |name: &str| base64(&attribute(&start, name)?);
                protected = Some(EncryptedKey {
                    parameters: Parameters::read(&start)?,
                    spins: number(&start, "spinCount").filter(|spins| *spins <= MOST_SPINS)?,
                    verifier: bytes("encryptedVerifierHashInput")?,
                    verifier_hash: bytes("encryptedVerifierHashValue")?,
                    key: bytes("encryptedKeyValue")?,
                });
            }
            _ => {}
        }
    }
    package.zip(protected)
}

/// Returns the package's key, if Excel's own password is the right one.
fn secret_key(protected: &EncryptedKey) -> Option<Vec<u8>> {
    let Parameters { salt, hash, key_length } = &protected.parameters;
    let spun = hash.spun(salt, &password(), protected.spins);
    let vector = sized(salt.clone(), BLOCK);
    let decrypted = |block: [u8; 8], encrypted: &[u8]| {
        aes(&sized(hash.of(&[&spun, &block]), *key_length), Some(&vector), encrypted)
    };
    let verifier = decrypted(VERIFIER, &protected.verifier)?;
    let verified = hash.of(&[verifier.get(..salt.len())?]);
    if !decrypted(VERIFIER_HASH, &protected.verifier_hash)?.starts_with(&verified) {
        return None;
    }
    decrypted(KEY, &protected.key)?.get(..*key_length).map(<[u8]>::to_vec)
}

/// Cuts or pads bytes to a length.
fn sized(mut bytes: Vec<u8>, length: usize) -> Vec<u8> {
    bytes.resize(length.min(64), 0x36);
    bytes
}

/// Decodes Base64.
fn base64(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let (mut bits, mut count) = (0_u32, 0);
    for byte in text.bytes().filter(|byte| !byte.is_ascii_whitespace() && *byte != b'=') {
        let digit = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits = (bits << 6 | u32::from(digit)) & 0xFFFF;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(bits >> count & 0xFF).ok()?);
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::{KEY, SEGMENT, VERIFIER, VERIFIER_HASH, base64, decrypt, sized};
    use crate::decrypt::cipher::{Hash, encrypt};
    use crate::decrypt::password;

    fn encoded(bytes: &[u8]) -> String {
        const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let bits: String = bytes.iter().map(|byte| format!("{byte:08b}")).collect();
        let digit = |bits: &[u8]| {
            let bits = format!("{:0<6}", std::str::from_utf8(bits).unwrap());
            char::from(DIGITS[usize::from_str_radix(&bits, 2).unwrap()])
        };
        bits.as_bytes().chunks(6).map(digit).collect()
    }

    /// Returns the XML of an encryption under a password, and a package encrypted with it.
    fn encrypted(password: &[u8], plain: &[u8]) -> (String, Vec<u8>) {
        let (hash, salt, key) = (Hash::Sha512, [7; 16], [3; 16]);
        let spun = hash.spun(&salt, password, 100);
        let under = |block: [u8; 8], plain: &[u8]| {
            encoded(&encrypt(&sized(hash.of(&[&spun, &block]), 16), Some(&salt), plain))
        };
        let common = format!(
            "saltValue=\"{}\" saltSize=\"16\" blockSize=\"16\" keyBits=\"128\" hashSize=\"64\" cipherAlgorithm=\"AES\" \
             cipherChaining=\"ChainingModeCBC\" hashAlgorithm=\"SHA512\"",
            encoded(&salt)
        );
        let info = format!(
            "<encryption><keyData {common}/><keyEncryptors><keyEncryptor><p:encryptedKey spinCount=\"100\" {common} \
             encryptedVerifierHashInput=\"{}\" encryptedVerifierHashValue=\"{}\" encryptedKeyValue=\"{}\"/></keyEncryptor></keyEncryptors></encryption>",
            under(VERIFIER, &[9; 16]),
            under(VERIFIER_HASH, &hash.of(&[&[9; 16]])),
            under(KEY, &key)
        );
        let segments = (0_u32..).zip(plain.chunks(SEGMENT)).flat_map(|(at, segment)| {
            encrypt(&key, Some(&sized(hash.of(&[&salt, &at.to_le_bytes()]), 16)), segment)
        });
        (info, segments.collect())
    }

    #[test]
    fn a_package_under_excel_s_own_password_is_decrypted() {
        let plain: Vec<u8> = (0..10_000_u32).map(|at| u8::try_from(at % 251).unwrap()).collect();
        let (info, package) = encrypted(&password(), &plain);
        assert!(decrypt(info.as_bytes(), &package).unwrap().starts_with(&plain));
        let (info, package) = encrypted(b"another", &plain);
        assert_eq!(decrypt(info.as_bytes(), &package), None);
    }

    #[test]
    fn base64_is_decoded() {
        for (text, bytes) in
            [("", &b""[..]), ("YQ==", b"a"), ("YWI=", b"ab"), ("YWJj", b"abc"), ("/+8A\n", &[0xFF, 0xEF, 0])]
        {
            assert_eq!(base64(text).as_deref(), Some(bytes));
        }
        assert_eq!(base64("ま"), None);
    }
}
