//! Mutates the parts inside a container, because a change of its compressed bytes would only make a checksum
//! wrong.

use std::io::{Cursor, Read, Write};

use libfuzzer_sys::fuzzer_mutate;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// The number of bytes by which a part may grow in a mutation.
const ROOM: usize = 4096;
/// The most bytes of a part that is changed. Longer ones would find the same as short ones, more slowly.
const LARGEST: u64 = 1 << 20;

/// The mutator for libFuzzer: changes the first `size` bytes of `data`, and returns their new number.
pub fn mutate(data: &mut [u8], size: usize, max_size: usize, seed: u32) -> usize {
    let whole = &data[..size];
    let changed = match seed % 8 {
        // Sometimes change the container itself.
        0 => None,
        _ if whole.starts_with(b"PK") => of_archive(whole, seed / 8),
        _ if whole.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) => of_compound(whole, seed / 8),
        _ => None,
    };
    match changed {
        Some(bytes) if bytes.len() <= max_size => {
            data[..bytes.len()].copy_from_slice(&bytes);
            bytes.len()
        }
        _ => fuzzer_mutate(data, size, max_size),
    }
}

/// Changes the bytes of one part.
fn changed(mut part: Vec<u8>) -> Vec<u8> {
    let size = part.len();
    part.resize(size + ROOM, 0);
    let max_size = part.len();
    let size = fuzzer_mutate(&mut part, size, max_size);
    part.truncate(size);
    part
}

fn of_archive(bytes: &[u8], seed: u32) -> Option<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut small = Vec::new();
    for at in 0..archive.len() {
        if archive.by_index_raw(at).ok()?.size() <= LARGEST {
            small.push(at);
        }
    }
    let chosen = *small.get(usize::try_from(seed).ok()?.checked_rem(small.len())?)?;
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        if at != chosen {
            out.raw_copy_file(archive.by_index_raw(at).ok()?).ok()?;
            continue;
        }
        let member = archive.by_index(at).ok()?;
        let name = member.name().ok()?.into_owned();
        let mut part = Vec::new();
        // The directory may understate the size.
        member.take(LARGEST).read_to_end(&mut part).ok()?;
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        out.start_file(name, options).ok()?;
        out.write_all(&changed(part)).ok()?;
    }
    Some(out.finish().ok()?.into_inner())
}

fn of_compound(bytes: &[u8], seed: u32) -> Option<Vec<u8>> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes.to_vec())).ok()?;
    let streams: Vec<_> = file
        .walk()
        .filter(|entry| entry.is_stream() && entry.len() <= LARGEST)
        .map(|entry| entry.path().to_path_buf())
        .collect();
    let path = streams.get(usize::try_from(seed).ok()?.checked_rem(streams.len())?)?;
    let mut part = Vec::new();
    file.open_stream(path).ok()?.read_to_end(&mut part).ok()?;
    let part = changed(part);
    file.create_stream(path).ok()?.write_all(&part).ok()?;
    file.flush().ok()?;
    Some(file.into_inner().into_inner())
}
