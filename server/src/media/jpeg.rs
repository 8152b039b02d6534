//! JPEG (ITU-T T.81): its segments, without what cameras and programs wrote beside the picture.

use std::io::Write;

use image::metadata::Orientation;

use super::orientation;
use super::source::{Fault, Source};

/// Copies the picture without EXIF, GPS, XMP, IPTC, comments, previews and what stands behind its end. Which way up it is shown
/// is kept. Answers width and height as it is shown.
pub fn clean(source: &mut Source, to: &mut impl Write) -> Result<(u32, u32), Fault> {
    if source.array::<2>()? != [0xff, 0xd8] {
        return Err(source.damaged());
    }
    to.write_all(&[0xff, 0xd8])?;
    let mut size = None;
    let mut orientation = Orientation::NoTransforms;
    loop {
        let marker = marker(source)?;
        match marker {
            0xd9 => break,
            // Restart markers stand within a scan only, but do no harm elsewhere.
            0x01 | 0xd0..=0xd7 => to.write_all(&[0xff, marker])?,
            _ => {
                let length = usize::from(u16::from_be_bytes(source.array()?));
                let content = source.bytes(length.checked_sub(2).ok_or_else(|| source.damaged())?)?;
                if let Some(exif) = content.strip_prefix(b"Exif\0\0").filter(|_| marker == 0xe1) {
                    orientation = orientation::read(exif).unwrap_or(orientation);
                    if orientation != Orientation::NoTransforms {
                        segment(0xe1, &[&b"Exif\0\0"[..], &orientation::exif(orientation)].concat(), to)?;
                    }
                }
                if is_kept(marker, &content) {
                    segment(marker, &content, to)?;
                }
                if let (0xc0..=0xcf, true) = (marker, !matches!(marker, 0xc4 | 0xc8 | 0xcc)) {
                    let number = |at: usize| content.get(at..at + 2).map(|two| u32::from(u16::from_be_bytes([two[0], two[1]])));
                    size = number(3).zip(number(1));
                }
                if marker == 0xda {
                    scan(source, to)?;
                }
            }
        }
    }
    to.write_all(&[0xff, 0xd9])?;
    source.refuse_foreign_rest()?;
    let size = size.filter(|(width, height)| *width > 0 && *height > 0).ok_or_else(|| source.damaged())?;
    Ok(orientation::shown_size(size, orientation))
}

fn marker(source: &mut Source) -> Result<u8, Fault> {
    if source.byte()? != 0xff {
        return Err(source.damaged());
    }
    loop {
        match source.byte()? {
            0xff => {}
            0 | 0xd8 => return Err(source.damaged()),
            marker => return Ok(marker),
        }
    }
}

/// What the picture needs: tables, frames, scans, and of the application segments JFIF, the colour profile and Adobe's.
fn is_kept(marker: u8, content: &[u8]) -> bool {
    match marker {
        0xe0 => content.starts_with(b"JFIF\0"),
        0xe2 => content.starts_with(b"ICC_PROFILE\0"),
        0xee => content.starts_with(b"Adobe"),
        // Tables, frames, scans and what they refer to (B.1.1.3); of what has another mark, nobody knows what it is.
        0xc0..=0xcf | 0xda..=0xdf => true,
        _ => false,
    }
}

fn segment(marker: u8, content: &[u8], to: &mut impl Write) -> Result<(), Fault> {
    // It was read with such a length, or is short.
    let length = u16::try_from(content.len() + 2).unwrap_or(u16::MAX);
    to.write_all(&[0xff, marker])?;
    to.write_all(&length.to_be_bytes())?;
    Ok(to.write_all(content)?)
}

/// The data of a scan, up to the next marker, which is left to be read.
fn scan(source: &mut Source, to: &mut impl Write) -> Result<(), Fault> {
    loop {
        source.copy_until(0xff, to)?;
        match source.peek_second()? {
            second @ (0 | 0xd0..=0xd7) => {
                source.skip(2)?;
                to.write_all(&[0xff, second])?;
            }
            0xff => source.skip(1)?,
            _ => return Ok(()),
        }
    }
}
