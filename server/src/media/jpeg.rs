//! JPEG (ITU-T T.81): its segments, without what cameras and programs wrote beside the picture.

use std::io::Write;

use image::metadata::Orientation;

use super::orientation;
use super::source::{Fault, Source};

/// Bytes that may stand between two segments: as many as one can hold.
const MAX_STRAY_BYTES: usize = 65_536;

/// Copies the picture without EXIF, GPS, XMP, IPTC, comments, previews and what stands behind its end. Which way up it is shown
/// is kept. Answers width and height as it is shown.
pub fn clean(source: &mut Source, to: &mut impl Write) -> Result<(u32, u32), Fault> {
    if source.array::<2>()? != [0xff, 0xd8] {
        return Err(source.damaged());
    }
    to.write_all(&[0xff, 0xd8])?;
    let mut size = None;
    let mut orientation = None;
    loop {
        let marker = marker(source)?;
        match marker {
            0xd9 => break,
            // Restart markers stand within a scan only, but do no harm elsewhere.
            0x01 | 0xd0..=0xd7 => to.write_all(&[0xff, marker])?,
            _ => {
                let length = usize::from(u16::from_be_bytes(source.array()?));
                let content = match length.checked_sub(2) {
                    Some(length) => source.bytes(length)?,
                    // What programs note may have a length that none has: the picture behind it is whole.
                    None if is_note(marker) => continue,
                    None => return Err(source.damaged()),
                };
                // Browsers follow the first EXIF that they can read.
                if marker == 0xe1 && orientation.is_none() {
                    orientation = content.strip_prefix(b"Exif\0").and_then(|exif| orientation::read(exif.get(1..)?));
                    if let Some(turned) = orientation.filter(|orientation| *orientation != Orientation::NoTransforms) {
                        segment(0xe1, &[&b"Exif\0\0"[..], &orientation::exif(turned)].concat(), to)?;
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
    Ok(orientation::shown_size(size, orientation.unwrap_or(Orientation::NoTransforms)))
}

/// The next marker. Bytes between segments, as a program leaves them that wrote a wrong length, are passed over and not copied:
/// browsers show such a picture.
fn marker(source: &mut Source) -> Result<u8, Fault> {
    for _ in 0..MAX_STRAY_BYTES {
        if source.byte()? != 0xff {
            continue;
        }
        let mut second = source.byte()?;
        while second == 0xff {
            second = source.byte()?;
        }
        match second {
            0 => {}
            0xd8 => break,
            marker => return Ok(marker),
        }
    }
    Err(source.damaged())
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

/// Segments of programs, and comments (B.2.4.5 and B.2.4.6). The picture needs none of them.
fn is_note(marker: u8) -> bool {
    matches!(marker, 0xe0..=0xef | 0xfe)
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

#[cfg(test)]
mod tests {
    use domain::media::Format;
    use image::RgbImage;
    use image::codecs::jpeg::JpegEncoder;

    use super::*;

    fn picture() -> Vec<u8> {
        let mut picture = Vec::new();
        JpegEncoder::new(&mut picture).encode_image(&RgbImage::from_pixel(40, 30, image::Rgb([9, 99, 199]))).unwrap();
        picture
    }

    fn cleaned(bytes: &[u8]) -> Result<((u32, u32), Vec<u8>), Fault> {
        let mut cleaned = Vec::new();
        let size = clean(&mut Source::of_part(bytes.to_vec(), Format::Jpeg), &mut cleaned)?;
        Ok((size, cleaned))
    }

    /// The picture with these bytes as its first segments.
    fn with(segments: &[u8]) -> Vec<u8> {
        let picture = picture();
        [&picture[..2], segments, &picture[2..]].concat()
    }

    fn exif(tiff: &[u8]) -> Vec<u8> {
        let length = (tiff.len() + 8) as u16;
        [&[0xff, 0xe1][..], &length.to_be_bytes(), b"Exif\0\0", tiff].concat()
    }

    #[test]
    fn a_picture_is_taken_without_its_damaged_exif() {
        let Ok((size, plain)) = cleaned(&picture()) else { panic!("it is a picture") };
        let turned = orientation::exif(Orientation::Rotate90);
        let mut many = turned;
        many[9] = 99;
        let with_serial = [&many[..], b"SERIAL 4711"].concat();
        for (name, tiff) in [
            ("empty", &b""[..]),
            ("no TIFF", b"SERIAL 4711"),
            ("a directory behind the end", b"II*\0\xff\xff\xff\x7fSERIAL 4711"),
            ("cut in its entry", &turned[..15]),
            ("no such orientation", b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x09\0\0\0\0\0\0"),
        ] {
            let Ok((same_size, cleaned)) = cleaned(&with(&exif(tiff))) else { panic!("{name}") };
            assert!(same_size == size && cleaned == plain, "{name}");
        }
        // More entries are promised than there are, and the pad is wrong: the orientation can be read nevertheless.
        let mut bad_pad = exif(&with_serial);
        bad_pad[9] = 0xff;
        for segments in [exif(&with_serial), bad_pad, [exif(b"SERIAL 4711"), exif(&with_serial), exif(&turned)].concat()] {
            let Ok((size, cleaned)) = cleaned(&with(&segments)) else { panic!("{segments:?}") };
            assert_eq!(size, (30, 40));
            assert!(cleaned == [&plain[..2], &exif(&turned), &plain[2..]].concat());
            assert!(!cleaned.windows(4).any(|window| window == b"4711"));
        }
        // A length that no segment has.
        for length in [0, 1] {
            let Ok((_, cleaned)) = cleaned(&with(&[&[0xff, 0xe1, 0, length][..], b"Exif\0\0SERIAL 4711"].concat())) else {
                panic!("{length}")
            };
            assert!(cleaned == plain, "{length}");
        }
        let mut table = picture();
        let at = table.windows(2).position(|pair| pair == [0xff, 0xdb]).unwrap();
        table[at + 2..at + 4].fill(0);
        assert!(cleaned(&table).is_err(), "the picture needs this segment");
    }

    #[test]
    fn bytes_between_segments_are_passed_over_and_not_copied() {
        let picture = picture();
        let Ok(expected) = cleaned(&picture) else { panic!("it is a picture") };
        // Behind the first segment, JFIF.
        let at = 4 + usize::from(u16::from_be_bytes([picture[4], picture[5]]));
        // A comment with a length that is too small, zeros for a marker, and what is no segment at all.
        for stray in [&b"\xff\xfe\0\x03hello"[..], b"\xff\0\0\x02", b"\x04\x06\0\0", b"\xff\xff\0\x01"] {
            let mut spoiled = picture.clone();
            spoiled.splice(at..at, stray.iter().copied());
            let Ok(cleaned) = cleaned(&spoiled) else { panic!("{stray:?}") };
            assert!(cleaned == expected, "{stray:?}");
        }
        let mut long = picture.clone();
        long.splice(at..at, std::iter::repeat_n(0, MAX_STRAY_BYTES));
        assert!(cleaned(&long).is_err());
        let mut twice = picture.clone();
        twice.splice(at..at, [0xff, 0xd8]);
        assert!(cleaned(&twice).is_err(), "another picture begins");
    }
}
