//! Recognises a file by its content, and cleans it so that it may be served.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};

use domain::media::{Format, Refusal, Removal};
use flate2::read::GzDecoder;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::source::{Fault, Source, ends_as_archive};
use super::{boxes, gif, hex, jpeg, office, pdf, png, svg, webp};

/// Pixels of a picture that browsers and we still handle, in millions.
pub const MAX_MEGAPIXELS: u32 = 50;

/// Bytes that the cleaned copy of a file of this length may have: a drawing that is written out grows.
pub fn max_copy_bytes(bytes: u64) -> u64 {
    bytes.saturating_mul(svg::GROWTH) + svg::GROWTH_BYTES
}

/// Facts about a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    pub format: Format,
    /// Width and height in pixels, as it is shown.
    pub size: Option<(u32, u32)>,
    pub size_bytes: u64,
    /// SHA-256 of it, in hex.
    pub stored_hash: String,
    /// Whether the file to keep is the cleaned copy, and not the one that came in.
    pub is_copy: bool,
    /// What was taken out of it that its maker may miss.
    pub removed: Vec<Removal>,
}

/// Inspects an incoming file and removes the parts that are not served: in place, or by writing the rest into `copy`. Runs in the
/// process that [`super::inspector`] starts, never in the one that serves.
pub fn inspect(came: &mut File, copy: &mut File) -> Result<Facts, Fault> {
    if came.metadata()?.len() == 0 {
        return Err(Refusal::Empty.into());
    }
    if is_packed(came)? {
        unpack(came)?;
    }
    let format = format(came)?;
    // An Office file is an archive with nothing behind it; any other file that ends as an archive is two files at once.
    let is_office = matches!(format, Format::Docx | Format::Xlsx | Format::Pptx);
    if is_office != ends_as_archive(came)? {
        return Err(Refusal::Foreign { format }.into());
    }
    let mut removed = Vec::new();
    let (size, is_copy) = match format {
        Format::Jpeg | Format::Png | Format::Gif | Format::Webp => (Some(copied(came, copy, format)?), true),
        Format::Svg => {
            let cleaned = svg::clean(came, copy)?;
            removed = cleaned.removed;
            (cleaned.size, true)
        }
        Format::Avif => (Some(boxes::clean_avif(came)?), false),
        Format::Mp4 => {
            boxes::clean_film(came)?;
            (None, false)
        }
        Format::Pdf => {
            pdf::inspect(came)?;
            (None, false)
        }
        Format::Docx | Format::Xlsx | Format::Pptx => {
            office::clean(came, copy, format)?;
            (None, true)
        }
    };
    let is_raster = format.is_image() && format != Format::Svg;
    if size
        .is_some_and(|(width, height)| is_raster && u64::from(width) * u64::from(height) > u64::from(MAX_MEGAPIXELS) * 1_000_000)
    {
        return Err(Refusal::TooManyPixels { max_megapixels: MAX_MEGAPIXELS }.into());
    }
    let (size_bytes, stored_hash) = hashed(if is_copy { copy } else { came })?;
    Ok(Facts { format, size, size_bytes, stored_hash, is_copy, removed })
}

/// The picture without what does not belong to it.
fn copied(came: &File, copy: &File, format: Format) -> Result<(u32, u32), Fault> {
    let mut source = Source::new(came, format)?;
    let mut to = BufWriter::with_capacity(64 * 1024, copy);
    let size = match format {
        Format::Jpeg => jpeg::clean(&mut source, &mut to),
        Format::Png => png::clean(&mut source, &mut to),
        Format::Gif => gif::clean(&mut source, &mut to),
        _ => webp::clean(&mut source, &mut to),
    }?;
    to.flush()?;
    Ok(size)
}

/// By its first bytes; archives by their content.
fn format(file: &File) -> Result<Format, Fault> {
    let mut file = file.try_clone()?;
    file.seek(SeekFrom::Start(0))?;
    let mut head = Vec::new();
    (&mut file).take(4_096).read_to_end(&mut head)?;
    let format = match &head[..] {
        [0xff, 0xd8, 0xff, ..] => Format::Jpeg,
        head if head.starts_with(b"\x89PNG\r\n\x1a\n") => Format::Png,
        head if head.starts_with(b"GIF87a") || head.starts_with(b"GIF89a") => Format::Gif,
        head if head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP") => Format::Webp,
        head if pdf::is_head(head) => Format::Pdf,
        head if head.starts_with(b"PK\x03\x04") => office::inspect(&mut file)?,
        head if head.get(4..8) == Some(b"ftyp") => of_brands(head).ok_or(Refusal::UnknownFormat)?,
        _ if is_drawing(&mut file)? => Format::Svg,
        _ if office::is_locked(&file)? => return Err(Refusal::Locked.into()),
        _ => return Err(Refusal::UnknownFormat.into()),
    };
    Ok(format)
}

/// Whether it begins as gzip does (RFC 1952), as a packed drawing does (SVG 1.1, `.svgz`).
pub fn is_packed(file: &File) -> io::Result<bool> {
    let mut file = file.try_clone()?;
    file.seek(SeekFrom::Start(0))?;
    let mut head = Vec::new();
    file.take(3).read_to_end(&mut head)?;
    Ok(head == [0x1f, 0x8b, 8])
}

/// Bytes that a packed drawing of this length may unpack to.
pub fn max_unpacked_bytes(bytes: u64) -> u64 {
    bytes.saturating_mul(PACKED_GROWTH).saturating_add(svg::GROWTH_BYTES).min(MAX_UNPACKED_BYTES)
}

/// Drawings are packed to a tenth, or to less where they repeat themselves.
const PACKED_GROWTH: u64 = 30;
const MAX_UNPACKED_BYTES: u64 = 64 * 1024 * 1024;

/// Puts the drawing in the place of the packed one.
fn unpack(file: &mut File) -> Result<(), Fault> {
    let max_bytes = max_unpacked_bytes(file.metadata()?.len());
    file.seek(SeekFrom::Start(0))?;
    let mut unpacked = Vec::new();
    let read = GzDecoder::new(BufReader::new(&mut *file)).take(max_bytes + 1).read_to_end(&mut unpacked);
    if !svg::is_drawing(&unpacked[..unpacked.len().min(svg::MAX_HEAD_BYTES as usize)]) {
        return Err(Refusal::UnknownFormat.into());
    }
    read.map_err(|_| Refusal::Damaged { format: Format::Svg })?;
    if unpacked.len() as u64 > max_bytes {
        return Err(Refusal::Bomb.into());
    }
    file.set_len(0)?;
    file.seek(SeekFrom::Start(0))?;
    Ok(file.write_all(&unpacked)?)
}

/// A licence and a list of entities may stand before the root of a drawing.
fn is_drawing(file: &mut File) -> io::Result<bool> {
    file.seek(SeekFrom::Start(0))?;
    let mut head = Vec::new();
    file.take(svg::MAX_HEAD_BYTES).read_to_end(&mut head)?;
    Ok(svg::is_drawing(&head))
}

/// The brands that a film or a picture of boxes says it has.
fn of_brands(head: &[u8]) -> Option<Format> {
    const FILMS: [&[u8]; 10] = [b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"dash"];
    let bytes = u32::from_be_bytes(head.get(..4)?.try_into().ok()?) as usize;
    let brands: Vec<&[u8]> = head.get(8..bytes.min(head.len()))?.chunks_exact(4).collect();
    if brands.iter().any(|brand| matches!(*brand, b"avif" | b"avis")) {
        return Some(Format::Avif);
    }
    brands.iter().any(|brand| FILMS.contains(brand)).then_some(Format::Mp4)
}

/// Length and SHA-256.
fn hashed(file: &File) -> Result<(u64, String), Fault> {
    let mut file = file.try_clone()?;
    file.seek(SeekFrom::Start(0))?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 64 * 1024];
    let mut bytes = 0;
    loop {
        match file.read(&mut buffer) {
            Ok(0) => return Ok((bytes, hex(&hasher.finalize()))),
            Ok(read) => {
                bytes += read as u64;
                hasher.update(&buffer[..read]);
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error.into()),
        }
    }
}

#[cfg(test)]
mod tests;
