//! Small files of every format for tests, each with words that its maker left in it and nobody shall read.

use std::io::{Cursor, Write};

use domain::media::Format;
use image::{ImageFormat, RgbImage};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// The metadata that its maker wrote into a file.
pub const SECRET: &[u8] = b"Nobody shall read it";

pub fn has(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|window| window == words)
}

fn encoded(format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let picture = RgbImage::from_fn(24, 18, |x, y| image::Rgb([x as u8 * 9, y as u8 * 9, (x * y) as u8]));
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// The same file with this at this place.
fn with(mut bytes: Vec<u8>, at: usize, part: &[u8]) -> Vec<u8> {
    bytes.splice(at..at, part.iter().copied());
    bytes
}

pub fn jpeg() -> Vec<u8> {
    let length = u8::try_from(SECRET.len() + 8).unwrap();
    with(encoded(ImageFormat::Jpeg), 2, &[b"\xff\xe1\0", &[length][..], b"Exif\0\0", SECRET].concat())
}

pub fn png() -> Vec<u8> {
    let text = [b"tEXtComment\0", SECRET].concat();
    let length = u8::try_from(text.len() - 4).unwrap();
    with(encoded(ImageFormat::Png), 33, &[&[0, 0, 0, length][..], &text, &crc32fast::hash(&text).to_be_bytes()].concat())
}

pub fn gif() -> Vec<u8> {
    let gif = encoded(ImageFormat::Gif);
    let palette = if gif[10] & 0x80 == 0 { 0 } else { 3 << (1 + (gif[10] & 7)) };
    let length = u8::try_from(SECRET.len()).unwrap();
    with(gif, 13 + palette, &[b"\x21\xfe", &[length][..], SECRET, b"\0"].concat())
}

pub fn webp() -> Vec<u8> {
    let plain = encoded(ImageFormat::WebP);
    let chunk = |kind: &[u8], content: &[u8]| [kind, &u32::try_from(content.len()).unwrap().to_le_bytes(), content].concat();
    let header = chunk(b"VP8X", &[0b0000_1100, 0, 0, 0, 23, 0, 0, 17, 0, 0]);
    let chunks = [b"WEBP", &header[..], &plain[12..], &chunk(b"EXIF", SECRET), &chunk(b"XMP ", SECRET)].concat();
    chunk(b"RIFF", &chunks)
}

pub fn tiff() -> Vec<u8> {
    let entry = |tag: u16, kind: u16, count: u32, value: u32| {
        [&tag.to_le_bytes()[..], &kind.to_le_bytes(), &count.to_le_bytes(), &value.to_le_bytes()].concat()
    };
    let length = u32::try_from(SECRET.len()).unwrap();
    // The directory of 8 entries begins at 8, what it refers to at 8 + 2 + 96 + 4; there GPS has a directory of its own.
    let (words, place) = (110, 110 + length);
    let entries = [
        entry(256, 3, 1, 1),
        entry(257, 3, 1, 1),
        entry(262, 3, 1, 1),
        entry(270, 2, length, words),
        entry(273, 4, 1, place + 18 + length),
        entry(278, 3, 1, 1),
        entry(279, 4, 1, 1),
        entry(34853, 4, 1, place),
    ];
    let place = [b"\x01\0", &entry(1, 2, length, place + 18)[..], b"\0\0\0\0"].concat();
    [b"II*\0\x08\0\0\0\x08\0", &entries.concat()[..], b"\0\0\0\0", SECRET, &place, SECRET, b"\x80"].concat()
}

pub fn boxed(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    [&u32::try_from(content.len() + 8).unwrap().to_be_bytes()[..], kind, content].concat()
}

/// A film of tracks with these handlers and data, each named with the secret.
pub fn film_of(tracks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let start = boxed(b"ftyp", b"isom\0\0\0\0isom");
    let mut place = start.len() + 8;
    let tracks_of_index = tracks.iter().zip(1_u8..).map(|((handler, data), id)| {
        let track = track(handler, id, u32::try_from(place).unwrap(), u32::try_from(data.len()).unwrap());
        place += data.len();
        track
    });
    let index = [boxed(b"mvhd", &[0; 100]), tracks_of_index.collect::<Vec<_>>().concat(), boxed(b"udta", SECRET)].concat();
    let data: Vec<u8> = tracks.iter().flat_map(|(_, data)| data.iter().copied()).collect();
    [start, boxed(b"mdat", &data), boxed(b"moov", &index), boxed(b"free", SECRET)].concat()
}

fn track(handler: &[u8; 4], id: u8, place: u32, bytes: u32) -> Vec<u8> {
    let number = |number: u32| number.to_be_bytes();
    let table = |kind: &[u8; 4], numbers: &[u32]| boxed(kind, &numbers.iter().flat_map(|one| number(*one)).collect::<Vec<_>>());
    let entry = boxed(b"avc1", &[0; 78]);
    let tables = [
        boxed(b"stsd", &[&number(0)[..], &number(1), &entry].concat()),
        table(b"stts", &[0, 1, 1, 1]),
        table(b"stsc", &[0, 1, 1, 1, 1]),
        table(b"stsz", &[0, 0, 1, bytes]),
        table(b"stco", &[0, 1, place]),
    ];
    let media = [
        boxed(b"mdhd", &[0; 24]),
        boxed(b"hdlr", &[&[0; 8], &handler[..], &[0; 12], SECRET, b"\0"].concat()),
        boxed(b"minf", &boxed(b"stbl", &tables.concat())),
    ];
    let header = [&[0; 12][..], &[0, 0, 0, id], &[0; 68]].concat();
    boxed(b"trak", &[boxed(b"tkhd", &header), boxed(b"mdia", &media.concat())].concat())
}

pub fn film() -> Vec<u8> {
    film_of(&[(b"vide", &[7; 90]), (b"meta", b"places")])
}

pub fn avif() -> Vec<u8> {
    let infe = boxed(b"infe", b"\x02\0\0\0\0\x07\0\0Exif\0");
    let iinf = boxed(b"iinf", &[b"\0\0\0\0\0\x01", &infe[..]].concat());
    let length = u8::try_from(SECRET.len()).unwrap();
    let iloc = boxed(b"iloc", &[1, 0, 0, 0, 0x44, 0, 0, 1, 0, 7, 0, 1, 0, 0, 0, 1, 0, 0, 0, 3, 0, 0, 0, length]);
    let ispe = boxed(b"ispe", &[0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0, 9]);
    let iprp = boxed(b"iprp", &boxed(b"ipco", &ispe));
    let hdlr = boxed(b"hdlr", &[b"\0\0\0\0\0\0\0\0pict\0\0\0\0\0\0\0\0\0\0\0\0", SECRET, b"\0"].concat());
    let idat = boxed(b"idat", &[b"abc", SECRET].concat());
    let meta = boxed(b"meta", &[b"\0\0\0\0".to_vec(), hdlr, iprp, idat, iinf, iloc].concat());
    [boxed(b"ftyp", b"avif\0\0\0\0avif"), meta, boxed(b"mdat", &[7; 60]), boxed(b"uuid", SECRET)].concat()
}

pub fn svg() -> Vec<u8> {
    let head = br##"<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><metadata>"##;
    let rest = br##"</metadata><style>a{fill:url(#b)}</style><a href="#b"><text>x &amp; y</text></a></svg>"##;
    [&head[..], SECRET, rest].concat()
}

/// An archive of these parts, as they are.
pub fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(*name, SimpleFileOptions::default().compression_method(CompressionMethod::Stored)).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// An Office file whose main part is this.
pub fn office(main: &str) -> Vec<u8> {
    let core = [b"<cp:coreProperties xmlns:cp=\"urn:cp\"><creator>", SECRET, b"</creator></cp:coreProperties>"].concat();
    archive(&[("[Content_Types].xml", b"<Types/>"), (main, b"<main>words</main>"), ("docProps/core.xml", &core)])
}

pub fn pdf() -> Vec<u8> {
    let page = b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj \
        3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj trailer<</Root 1 0 R>>";
    [b"%PDF-1.7\n", &page[..], b"\n%%EOF\n"].concat()
}

/// A file of every format.
pub fn all() -> Vec<(Format, Vec<u8>)> {
    vec![
        (Format::Svg, svg()),
        (Format::Gif, gif()),
        (Format::Png, png()),
        (Format::Jpeg, jpeg()),
        (Format::Webp, webp()),
        (Format::Avif, avif()),
        (Format::Mp4, film()),
        (Format::Docx, office("word/document.xml")),
        (Format::Xlsx, office("xl/workbook.xml")),
        (Format::Pptx, office("ppt/presentation.xml")),
        (Format::Pdf, pdf()),
    ]
}
