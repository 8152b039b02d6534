//! Files made by hand, small and of every kind.

use std::io::{Cursor, Write};

use image::codecs::jpeg::JpegEncoder;
use image::{ImageFormat, RgbImage};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

pub const SVG: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200"><style>circle{fill:red}</style><circle cx="9" cy="9" r="5"/></svg>"##;

fn picture(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| image::Rgb([(x % 256) as u8, (y % 256) as u8, ((x + y) % 256) as u8]))
}

pub fn jpeg(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 80).encode_image(&picture(width, height)).unwrap();
    bytes
}

/// With a place and a direction in EXIF, a comment, and something behind its end.
pub fn jpeg_with_metadata(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = jpeg(width, height);
    let mut exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0".to_vec();
    exif.extend(b"GPS 54.47 N 9.05 E, serial 4711");
    let mut segments = vec![0xff, 0xe1];
    segments.extend(u16::try_from(exif.len() + 2).unwrap().to_be_bytes());
    segments.extend(exif);
    segments.extend(b"\xff\xfe\0\x0aSECRET\0\0");
    bytes.splice(2..2, segments);
    bytes.extend(b"a preview that a phone put here");
    bytes
}

pub fn encoded(format: ImageFormat) -> Vec<u8> {
    encoded_of(format, 40, 30)
}

fn encoded_of(format: ImageFormat, width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture(width, height).write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// EXIF that says a quarter turn, and where that was.
const EXIF: &[u8] = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0GPS 54.47 N 9.05 E, serial 4711";

/// 400 pixels wide and 300 high as it lies, and turned by EXIF before its data or behind them.
pub fn turned_png(is_before: bool) -> Vec<u8> {
    let mut bytes = encoded_of(ImageFormat::Png, 400, 300);
    let mut chunk = u32::try_from(EXIF.len()).unwrap().to_be_bytes().to_vec();
    chunk.extend(b"eXIf");
    chunk.extend(EXIF);
    // Nobody is kept from reading it by a wrong checksum here.
    chunk.extend([0; 4]);
    let place = if is_before { 33 } else { bytes.len() - 12 };
    bytes.splice(place..place, chunk);
    bytes
}

/// As [`turned_png`], with XMP; whether the header knows of its EXIF.
pub fn turned_webp(is_known: bool) -> Vec<u8> {
    let chunk = |kind: &[u8; 4], content: &[u8]| {
        let mut bytes = kind.to_vec();
        bytes.extend(u32::try_from(content.len()).unwrap().to_le_bytes());
        bytes.extend(content);
        bytes.extend(vec![0; content.len() % 2]);
        bytes
    };
    let flags = if is_known { 0b1100 } else { 0b0100 };
    let header = chunk(b"VP8X", &[flags, 0, 0, 0, 0x8f, 1, 0, 0x2b, 1, 0]);
    let data = encoded_of(ImageFormat::WebP, 400, 300).split_off(12);
    let parts = [b"WEBP".to_vec(), header, data, chunk(b"EXIF", EXIF), chunk(b"XMP ", b"<x>SECRET</x>")];
    chunk(b"RIFF", &parts.concat())
}

/// A PNG with a text in it.
pub fn png_with_text() -> Vec<u8> {
    let mut bytes = encoded(ImageFormat::Png);
    let text = b"Comment\0SECRET";
    let mut chunk = u32::try_from(text.len()).unwrap().to_be_bytes().to_vec();
    chunk.extend(b"tEXt");
    chunk.extend(text);
    chunk.extend([0; 4]);
    // Behind the header.
    bytes.splice(33..33, chunk);
    bytes
}

/// The header of a PNG of this size, and data that is none.
pub fn png_of(width: u32, height: u32) -> Vec<u8> {
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
    let chunks = [png_chunk(b"IHDR", &header), png_chunk(b"IDAT", &vec![0; 100_000]), png_chunk(b"IEND", b"")];
    [b"\x89PNG\r\n\x1a\n".to_vec(), chunks.concat()].concat()
}

fn png_chunk(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let checked = [&kind[..], content].concat();
    let length = u32::try_from(content.len()).unwrap().to_be_bytes();
    [&length[..], &checked, &crc32fast::hash(&checked).to_be_bytes()].concat()
}

/// A PNG in whose data one bit is wrong.
pub fn spoiled_png() -> Vec<u8> {
    let mut bytes = encoded(ImageFormat::Png);
    let place = bytes.windows(4).position(|window| window == b"IDAT").unwrap() + 20;
    bytes[place] ^= 1;
    bytes
}

/// One page without anything on it.
pub fn pdf() -> Vec<u8> {
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>>>",
    ];
    let mut text = "%PDF-1.7\n".to_owned();
    let mut places = Vec::new();
    for (n, object) in objects.iter().enumerate() {
        places.push(text.len());
        text.push_str(&format!("{} 0 obj\n{object}\nendobj\n", n + 1));
    }
    let start = text.len();
    text.push_str("xref\n0 4\n0000000000 65535 f \n");
    places.iter().for_each(|place| text.push_str(&format!("{place:010} 00000 n \n")));
    text.push_str(&format!("trailer\n<</Size 4/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n"));
    text.into_bytes()
}

/// The same with this in its catalogue.
pub fn pdf_with(entries: &str) -> Vec<u8> {
    String::from_utf8(pdf()).unwrap().replace("/Type/Catalog", &format!("/Type/Catalog{entries}")).into_bytes()
}

/// One page that draws a picture which its entries tell of.
pub fn pdf_of_picture(entries: &str, picture: &[u8], is_drawn: bool) -> Vec<u8> {
    let content = if is_drawn { "q 595 0 0 842 0 0 cm /I Do Q" } else { "" };
    let stream = |entries: &str, data: &[u8]| {
        [format!("<<{entries}/Length {}>>stream\n", data.len()).as_bytes(), data, b"\nendstream"].concat()
    };
    let page = "/Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>";
    let objects = [
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        format!("<<{page}>>").into_bytes(),
        stream("", content.as_bytes()),
        stream(&format!("/Type/XObject/Subtype/Image{entries}"), picture),
    ];
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut table = "xref\n0 6\n0000000000 65535 f \n".to_owned();
    for (n, object) in objects.iter().enumerate() {
        table.push_str(&format!("{:010} 00000 n \n", file.len()));
        file.extend([format!("{} 0 obj\n", n + 1).as_bytes(), object, b"\nendobj\n"].concat());
    }
    let trailer = format!("{table}trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n{}\n%%EOF\n", file.len());
    [file, trailer.into_bytes()].concat()
}

/// An archive with these entries.
pub fn archive(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, content) in entries {
        writer.start_file(*name, options).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

pub fn docx() -> Vec<u8> {
    docx_of(b"<Types/>")
}

/// With this list of what its parts are, and one that no name tells anything of.
pub fn docx_of(types: &[u8]) -> Vec<u8> {
    archive(&[("[Content_Types].xml", types), ("word/document.xml", b"<document/>"), ("word/harmless.bin", b"\xd0\xcf\x11\xe0")])
}

/// A box (ISO/IEC 14496-12).
pub fn part(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let mut bytes = u32::try_from(content.len() + 8).unwrap().to_be_bytes().to_vec();
    bytes.extend(kind);
    bytes.extend(content);
    bytes
}

/// A film that nobody can play, but whose boxes are right; it says where it was taken.
pub fn mp4() -> Vec<u8> {
    let table =
        |kind: &[u8; 4], numbers: &[u32]| part(kind, &numbers.iter().flat_map(|one| one.to_be_bytes()).collect::<Vec<_>>());
    let tables = [
        table(b"stsd", &[0, 0]),
        table(b"stsc", &[0, 1, 1, 1, 1]),
        table(b"stsz", &[0, 0, 1, 5_000]),
        table(b"stco", &[0, 1, 28]),
    ];
    let name = part(b"hdlr", b"\0\0\0\0\0\0\0\0vide\0\0\0\0\0\0\0\0\0\0\0\0Camera of SECRET\0");
    let media = [part(b"mdhd", &[0; 24]), name, part(b"minf", &part(b"stbl", &tables.concat()))].concat();
    let track = part(b"trak", &[part(b"tkhd", &[0; 84]), part(b"mdia", &media)].concat());
    let index = [part(b"mvhd", &[0; 100]), track, part(b"udta", b"+54.4700+009.0500/ SECRET")].concat();
    [part(b"ftyp", b"isom\0\0\0\0isommp42"), part(b"moov", &index), part(b"mdat", &[7; 5_000]), part(b"free", b"SECRET")].concat()
}
