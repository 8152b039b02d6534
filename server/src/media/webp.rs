//! WebP (RFC 9649): its chunks, without XMP, and without EXIF but for which way up it is shown.

use std::io::{Seek, SeekFrom, Write};

use image::metadata::Orientation;

use super::orientation;
use super::source::{Fault, Source};

/// Flags of the extended header that say that EXIF or XMP follow.
const EXIF_FLAG: u8 = 0b0000_1000;
const XMP_FLAG: u8 = 0b0000_0100;

/// The extended header: where its flags are written, and what they were.
struct Extended {
    place: u64,
    flags: u8,
}

/// Copies the picture without all that is not shown. Answers width and height as it is shown.
pub fn clean(source: &mut Source, to: &mut (impl Write + Seek)) -> Result<(u32, u32), Fault> {
    let riff = source.array::<12>()?;
    if &riff[..4] != b"RIFF" || &riff[8..] != b"WEBP" {
        return Err(source.damaged());
    }
    let mut left =
        u64::from(u32::from_le_bytes([riff[4], riff[5], riff[6], riff[7]])).checked_sub(4).ok_or_else(|| source.damaged())?;
    if left > source.left() {
        return Err(source.damaged());
    }
    to.write_all(&riff)?;
    let (mut size, mut written) = (None, 4_u64);
    let (mut extended, mut orientation, mut moves) = (None::<Extended>, None, false);
    while left >= 8 {
        let kind = source.array::<4>()?;
        let length = source.array::<4>()?;
        let bytes = u64::from(u32::from_le_bytes(length));
        // Chunks begin at even places.
        let padded = bytes + bytes % 2;
        left = left.checked_sub(8 + padded).ok_or_else(|| source.damaged())?;
        // Of several the first counts, and none that the header does not know of.
        if &kind == b"EXIF" && orientation.is_none() && extended.as_ref().is_some_and(|header| header.flags & EXIF_FLAG != 0) {
            let exif = source.bytes(bytes.min(orientation::MAX_EXIF_BYTES) as usize)?;
            source.skip(padded - exif.len() as u64)?;
            orientation = Some(orientation::read(&exif).unwrap_or(Orientation::NoTransforms));
            continue;
        }
        if !matches!(&kind, b"VP8 " | b"VP8L" | b"VP8X" | b"ALPH" | b"ANIM" | b"ANMF" | b"ICCP") {
            source.skip(padded)?;
            continue;
        }
        moves |= &kind == b"ANIM";
        to.write_all(&kind)?;
        to.write_all(&length)?;
        let mut head = source.bytes(bytes.min(10) as usize)?;
        if &kind == b"VP8X" && head.len() == 10 {
            // They stand behind the eight bytes of each of two headers.
            extended.get_or_insert(Extended { place: written + 16, flags: head[0] });
            head[0] &= !(EXIF_FLAG | XMP_FLAG);
        }
        if size.is_none() {
            size = dimensions(&kind, &head);
        }
        to.write_all(&head)?;
        source.copy(padded - head.len() as u64, to)?;
        written += 8 + padded;
    }
    source.skip(left)?;
    source.refuse_foreign_rest()?;
    // One that moves has no variants, which alone are turned everywhere.
    let orientation = orientation.filter(|_| !moves).unwrap_or(Orientation::NoTransforms);
    if let Some(Extended { place, flags }) = extended.filter(|_| orientation != Orientation::NoTransforms) {
        let exif = orientation::exif(orientation);
        to.write_all(b"EXIF")?;
        to.write_all(&(exif.len() as u32).to_le_bytes())?;
        to.write_all(&exif)?;
        written += 8 + exif.len() as u64;
        to.seek(SeekFrom::Start(place))?;
        to.write_all(&[flags & !XMP_FLAG])?;
    }
    to.seek(SeekFrom::Start(4))?;
    let written = u32::try_from(written).map_err(|_| source.damaged())?;
    to.write_all(&written.to_le_bytes())?;
    let size = size.filter(|(width, height)| *width > 0 && *height > 0).ok_or_else(|| source.damaged())?;
    Ok(orientation::shown_size(size, orientation))
}

/// In the header of the whole file, or of the one picture that it is.
fn dimensions(kind: &[u8; 4], head: &[u8]) -> Option<(u32, u32)> {
    let three =
        |at: usize| Some(u32::from(*head.get(at)?) | u32::from(*head.get(at + 1)?) << 8 | u32::from(*head.get(at + 2)?) << 16);
    let two = |at: usize| Some(u32::from(*head.get(at)?) | u32::from(*head.get(at + 1)?) << 8);
    match kind {
        b"VP8X" => Some((three(4)? + 1, three(7)? + 1)),
        b"VP8 " if head.get(3..6)? == [0x9d, 0x01, 0x2a] => Some((two(6)? & 0x3fff, two(8)? & 0x3fff)),
        b"VP8L" if head.first()? == &0x2f => {
            let bits = two(1)? | two(3)? << 16;
            Some(((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1))
        }
        _ => None,
    }
}
