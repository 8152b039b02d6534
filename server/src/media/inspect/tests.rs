//! Valid files of every format with bytes changed, cut off, doubled or left out: each is kept or refused soon; nothing panics.

use std::io::Cursor;
use std::time::{Duration, Instant};

use image::{ImageFormat, RgbImage};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

/// Mutations of each kind for a file.
const PLACES: usize = 150;

fn encoded(format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let picture = RgbImage::from_fn(24, 18, |x, y| image::Rgb([x as u8 * 9, y as u8 * 9, (x * y) as u8]));
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn boxed(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    [&u32::try_from(content.len() + 8).unwrap().to_be_bytes()[..], kind, content].concat()
}

fn film() -> Vec<u8> {
    let track = boxed(b"trak", &boxed(b"mdia", &boxed(b"udta", b"a place")));
    let index = boxed(b"moov", &[boxed(b"mvhd", &[0; 100]), track].concat());
    [boxed(b"ftyp", b"isom\0\0\0\0isom"), index, boxed(b"mdat", &[7; 90]), boxed(b"free", b"x")].concat()
}

fn avif() -> Vec<u8> {
    let infe = boxed(b"infe", b"\x02\0\0\0\0\x07\0\0Exif\0");
    let iinf = boxed(b"iinf", &[b"\0\0\0\0\0\x01", &infe[..]].concat());
    let iloc = boxed(b"iloc", &[1, 0, 0, 0, 0x44, 0, 0, 1, 0, 7, 0, 1, 0, 0, 0, 1, 0, 0, 0, 3, 0, 0, 0, 4]);
    let ispe = boxed(b"ispe", &[0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0, 9]);
    let meta = boxed(b"meta", &[b"\0\0\0\0".to_vec(), ispe, boxed(b"idat", b"abcEXIF"), iinf, iloc].concat());
    [boxed(b"ftyp", b"avif\0\0\0\0avif"), meta, boxed(b"mdat", &[7; 60])].concat()
}

fn document() -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in [("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<document>words</document>")] {
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn inspected(bytes: &[u8]) -> Result<Facts, Fault> {
    let (mut came, mut copy) = (tempfile::tempfile().unwrap(), tempfile::tempfile().unwrap());
    came.write_all(bytes).unwrap();
    inspect(&mut came, &mut copy)
}

fn mutations(valid: &[u8]) -> Vec<Vec<u8>> {
    let step = (valid.len() / PLACES).max(1);
    let mut mutated = Vec::new();
    for at in (0..valid.len()).step_by(step) {
        let (before, behind) = valid.split_at(at);
        let end = (at + 16).min(valid.len());
        for byte in [valid[at] ^ 1, valid[at] ^ 0x80, 0, 0xff] {
            mutated.push([before, &[byte], &behind[1..]].concat());
        }
        mutated.push(before.to_vec());
        mutated.push([before, &valid[at..end], behind].concat());
        mutated.push([before, &valid[end..]].concat());
        mutated.push([before, &[0xff; 8], &behind[behind.len().min(8)..]].concat());
    }
    mutated
}

#[test]
fn no_change_of_a_valid_file_breaks_what_reads_it() {
    let svg = br##"<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><style>a{fill:url(#b)}</style><a href="#b"><text>x &amp; y</text></a></svg>"##;
    let valid = [
        (Format::Svg, svg.to_vec()),
        (Format::Gif, encoded(ImageFormat::Gif)),
        (Format::Png, encoded(ImageFormat::Png)),
        (Format::Jpeg, encoded(ImageFormat::Jpeg)),
        (Format::Webp, encoded(ImageFormat::WebP)),
        (Format::Avif, avif()),
        (Format::Mp4, film()),
        (Format::Docx, document()),
    ];
    for (format, valid) in valid {
        let facts = inspected(&valid);
        assert!(matches!(&facts, Ok(facts) if facts.format == format), "{format:?}: {facts:?}");
        for mutated in mutations(&valid) {
            let begun = Instant::now();
            match inspected(&mutated) {
                Ok(facts) => assert!(facts.size_bytes <= max_copy_bytes(mutated.len() as u64), "{format:?}"),
                Err(Fault::Refused(_)) => {}
                Err(Fault::Disk(error)) => panic!("{format:?}: {error}"),
            }
            assert!(begun.elapsed() < Duration::from_secs(2), "{format:?}");
        }
    }
}
