//! PNG (third edition): its chunks, without texts, times and EXIF but for which way up it is shown.

use std::io::{self, Write};

use image::metadata::Orientation;

use super::orientation;
use super::source::{Fault, Source};

const SIGNATURE: [u8; 8] = *b"\x89PNG\r\n\x1a\n";

/// The chunks of the picture itself, its colours and its animation.
const KEPT_CHUNKS: [&[u8; 4]; 20] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"mDCV", b"cLLI", b"bKGD",
    b"hIST", b"pHYs", b"sPLT", b"acTL", b"fcTL", b"fdAT",
];

/// What cannot be shown when it is damaged: browsers draw nothing, or no more than what came before.
const CHECKED: [&[u8; 4]; 7] = [b"IHDR", b"PLTE", b"IDAT", b"IEND", b"acTL", b"fcTL", b"fdAT"];

/// Copies the picture without all that is not shown. Answers width and height as it is shown.
pub fn clean(source: &mut Source, to: &mut impl Write) -> Result<(u32, u32), Fault> {
    if source.array()? != SIGNATURE {
        return Err(source.damaged());
    }
    to.write_all(&SIGNATURE)?;
    let (mut size, mut has_data, mut orientation) = (None, false, None);
    loop {
        let length = source.array::<4>()?;
        let kind = source.array::<4>()?;
        let bytes = u64::from(u32::from_be_bytes(length));
        if size.is_none() {
            if &kind != b"IHDR" || bytes != 13 {
                return Err(source.damaged());
            }
            let header = source.array::<13>()?;
            let number = |at: usize| u32::from_be_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]]);
            size = Some((number(0), number(4)));
            to.write_all(&length)?;
            to.write_all(&kind)?;
            to.write_all(&header)?;
            let checksum = source.array::<4>()?;
            if u32::from_be_bytes(checksum) != checksum_of(&kind, &header) {
                return Err(source.damaged());
            }
            to.write_all(&checksum)?;
            continue;
        }
        // Of several the first counts, and none behind the data: browsers draw while they read.
        if &kind == b"eXIf" && !has_data && orientation.is_none() {
            let exif = source.bytes(bytes.min(orientation::MAX_EXIF_BYTES) as usize)?;
            source.skip(bytes - exif.len() as u64 + 4)?;
            let found = orientation::read(&exif).unwrap_or(Orientation::NoTransforms);
            if found != Orientation::NoTransforms {
                chunk(b"eXIf", &orientation::exif(found), to)?;
            }
            orientation = Some(found);
        } else if KEPT_CHUNKS.contains(&&kind) {
            has_data |= &kind == b"IDAT";
            to.write_all(&length)?;
            to.write_all(&kind)?;
            let mut counted = Counted { inner: &mut *to, checksum: crc32fast::Hasher::new() };
            counted.checksum.update(&kind);
            source.copy(bytes, &mut counted)?;
            let found = counted.checksum.finalize();
            let checksum = source.array::<4>()?;
            if CHECKED.contains(&&kind) && u32::from_be_bytes(checksum) != found {
                return Err(source.damaged());
            }
            to.write_all(&checksum)?;
        } else {
            source.skip(bytes + 4)?;
        }
        if &kind == b"IEND" {
            break;
        }
    }
    source.refuse_foreign_rest()?;
    let size = size.filter(|(width, height)| *width > 0 && *height > 0 && has_data).ok_or_else(|| source.damaged())?;
    Ok(orientation::shown_size(size, orientation.unwrap_or(Orientation::NoTransforms)))
}

fn chunk(kind: &[u8; 4], content: &[u8; 26], to: &mut impl Write) -> Result<(), Fault> {
    to.write_all(&(content.len() as u32).to_be_bytes())?;
    to.write_all(kind)?;
    to.write_all(content)?;
    Ok(to.write_all(&checksum_of(kind, content).to_be_bytes())?)
}

fn checksum_of(kind: &[u8; 4], content: &[u8]) -> u32 {
    let mut checksum = crc32fast::Hasher::new();
    checksum.update(kind);
    checksum.update(content);
    checksum.finalize()
}

/// Writes on what it is given, and keeps its checksum.
struct Counted<W> {
    inner: W,
    checksum: crc32fast::Hasher,
}

impl<W: Write> Write for Counted<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.inner.write_all(bytes)?;
        self.checksum.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}
