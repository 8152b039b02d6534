//! Pictures and films within other files (parts of an Office file, addresses with data in a drawing). They tell as much of their
//! maker as they do by themselves, and are cleaned alike. They are known by their content, whatever the file around them calls them.

use std::io::Cursor;

use domain::media::{Format, Refusal};

use super::source::{Fault, Source};
use super::{boxes, gif, jpeg, png, svg, tiff, webp};

/// Bytes from the start of a file by which it is known.
pub const HEAD_BYTES: u64 = 64 * 1024;

/// Files within one another: a drawing in a drawing, a table in a presentation in a text.
pub const MAX_DEPTH: usize = 3;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A format that is taken by itself.
    Picture(Format),
    /// Pictures of boxes, which AVIF is one of.
    Boxes,
    Film,
    /// No browser shows it, but Office does.
    Tiff,
}

/// What begins with these bytes, if it is a picture or a film.
pub fn kind(head: &[u8]) -> Option<Kind> {
    const PICTURES: [&[u8]; 7] = [b"avif", b"avis", b"heic", b"heix", b"heif", b"mif1", b"msf1"];
    match head {
        [0xff, 0xd8, 0xff, ..] => Some(Kind::Picture(Format::Jpeg)),
        head if head.starts_with(b"\x89PNG\r\n\x1a\n") => Some(Kind::Picture(Format::Png)),
        head if head.starts_with(b"GIF87a") || head.starts_with(b"GIF89a") => Some(Kind::Picture(Format::Gif)),
        head if head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP") => Some(Kind::Picture(Format::Webp)),
        head if head.starts_with(b"II*\0") || head.starts_with(b"MM\0*") => Some(Kind::Tiff),
        head if head.get(4..8) == Some(b"ftyp") => {
            let is_picture = head.get(8..12).is_some_and(|brand| PICTURES.contains(&brand));
            Some(if is_picture { Kind::Boxes } else { Kind::Film })
        }
        head if svg::is_drawing(head) => Some(Kind::Picture(Format::Svg)),
        _ => None,
    }
}

/// The file without what it tells of its maker. One that cannot be read to its end refuses the file around it: served as it came it
/// would tell everything, and left out silently it would be missing from the page. The editor can mend it, and learns what to mend.
pub fn cleaned(kind: Kind, mut bytes: Vec<u8>, depth: usize) -> Result<Vec<u8>, Fault> {
    let mut to = Cursor::new(Vec::new());
    let cleaned = match kind {
        Kind::Picture(Format::Svg) => return readable(svg::cleaned(&bytes, depth)),
        Kind::Picture(format) => {
            let mut source = Source::of_part(bytes, format);
            let size = match format {
                Format::Jpeg => jpeg::clean(&mut source, &mut to),
                Format::Png => png::clean(&mut source, &mut to),
                Format::Gif => gif::clean(&mut source, &mut to),
                _ => webp::clean(&mut source, &mut to),
            };
            size.map(|_| to.into_inner())
        }
        Kind::Boxes => {
            let mut picture = Cursor::new(bytes);
            boxes::clean_avif(&mut picture).map(|_| picture.into_inner())
        }
        Kind::Film => {
            let mut film = Cursor::new(bytes);
            match boxes::clean_film(&mut film) {
                // Sound alone: by itself it is not taken, in a presentation it is heard.
                Ok(()) | Err(Fault::Refused(Refusal::UnknownFormat)) => Ok(film.into_inner()),
                Err(fault) => Err(fault),
            }
        }
        Kind::Tiff => tiff::clean(&mut bytes).map(|()| bytes).ok_or(Refusal::DamagedPart.into()),
    };
    readable(cleaned)
}

/// Nothing here is read from a disk: what cannot be read is the file's own fault.
fn readable(cleaned: Result<Vec<u8>, Fault>) -> Result<Vec<u8>, Fault> {
    cleaned.map_err(|fault| match fault {
        Fault::Refused(refusal @ (Refusal::Bomb | Refusal::Unchecked)) => refusal.into(),
        Fault::Refused(_) | Fault::Disk(_) => Refusal::DamagedPart.into(),
    })
}
