//! Decrypts workbooks that Excel encrypts with a password of its own, because only their structure is
//! protected. Excel opens them without asking for it, and so does this crate. No other password is tried. The
//! algorithms are those of [MS-OFFCRYPTO].

mod agile;
mod cipher;
mod standard;
mod xls;

use std::io::{Cursor, Read};

use cfb::CompoundFile;

pub(crate) use xls::stream as decrypt_xls;

/// The password that Excel tries by itself.
const EXCEL_S_OWN: &str = "VelvetSweatshop";

/// Returns Excel's own password in UTF-16, as the algorithms take it.
fn password() -> Vec<u8> {
    EXCEL_S_OWN.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// Decrypts an encrypted .xlsx or .xlsb. `None` if Excel would ask for a password.
pub(crate) fn package(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut file = CompoundFile::open(Cursor::new(bytes)).ok()?;
    let mut stream = |name: &str| {
        let mut content = Vec::new();
        file.open_stream(name).ok()?.read_to_end(&mut content).ok()?;
        Some(content)
    };
    let (info, content) = (stream("/EncryptionInfo")?, stream("/EncryptedPackage")?);
    let length = usize::try_from(u64::from_le_bytes(content.get(..8)?.try_into().ok()?)).ok()?;
    let encrypted = content.get(8..)?;
    let mut plain = match info.get(..4)? {
        [4, 0, 4, 0] => agile::decrypt(info.get(8..)?, encrypted)?,
        [2..=4, 0, 2, 0] => {
            let header = usize::try_from(u32::from_le_bytes(info.get(8..12)?.try_into().ok()?)).ok()?;
            standard::decrypt(info.get(12..)?, header, encrypted)?
        }
        _ => return None,
    };
    plain.truncate(length);
    Some(plain)
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use super::package;

    #[test]
    fn a_malformed_package_is_not_decrypted() {
        let with_info = |info: &[u8]| {
            let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
            file.create_stream("/EncryptionInfo").unwrap().write_all(info).unwrap();
            file.create_stream("/EncryptedPackage").unwrap().write_all(&[0; 40]).unwrap();
            file.into_inner().into_inner()
        };
        for info in
            [&b""[..], &[4, 0, 4, 0], &[4, 0, 4, 0, 0, 0, 0, 0, b'<'], &[3, 0, 2, 0], &[0xFF; 300], &[2; 300]]
        {
            assert_eq!(package(&with_info(info)), None);
        }
        assert_eq!(package(b""), None);
    }
}
