//! MP4 and AVIF: boxes within boxes (ISO/IEC 14496-12). They are cleaned in place: other boxes name places in the file, so
//! nothing may move. What goes is filled with zeros.

mod items;

use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};

use domain::media::{Format, Refusal};

use self::items::{dimensions, metadata_items};
use super::source::Fault;

/// Boxes of a file within one another and beside each other; no player reads more.
const MAX_BOXES: usize = 20_000;

/// A `meta` box of a picture: a list of what is in it. It is read as a whole.
const MAX_META_BYTES: u64 = 1024 * 1024;

struct Part {
    kind: [u8; 4],
    start: u64,
    content: u64,
    end: u64,
}

/// Takes who, where and with what out of a film, and all that is in boxes for nothing.
pub fn clean_film(file: &mut File) -> Result<(), Fault> {
    let length = file.metadata()?.len();
    let (mut has_index, mut has_data, mut left) = (false, false, MAX_BOXES);
    for part in parts(file, 0, length, Format::Mp4, &mut left)? {
        match &part.kind {
            b"moov" => {
                has_index = true;
                clean_index(file, &part, 0, &mut left)?;
            }
            b"mdat" | b"moof" => has_data = true,
            b"ftyp" | b"mfra" | b"sidx" | b"styp" | b"emsg" | b"pdin" | b"prft" | b"ssix" | b"wide" => {}
            b"free" | b"skip" | b"udta" | b"meta" | b"uuid" => blank(file, &part)?,
            _ => return Err(Refusal::Foreign { format: Format::Mp4 }.into()),
        }
    }
    if has_index && has_data { Ok(()) } else { Err(damaged(Format::Mp4)) }
}

fn clean_index(file: &mut File, index: &Part, depth: usize, left: &mut usize) -> Result<(), Fault> {
    for part in parts(file, index.content, index.end, Format::Mp4, left)? {
        match &part.kind {
            b"free" | b"skip" | b"udta" | b"meta" | b"uuid" => blank(file, &part)?,
            b"trak" | b"mdia" if depth < 3 => clean_index(file, &part, depth + 1, left)?,
            _ => {}
        }
    }
    Ok(())
}

/// EXIF as an item of a picture that says nothing: where its header is, the header, and a list of no entries.
const EMPTY_EXIF: &[u8] = b"\0\0\0\0II*\0\x08\0\0\0\0\0\0\0\0\0";

/// Takes EXIF and XMP out of a picture. Answers width and height of the largest part, as it is shown.
pub fn clean_avif(file: &mut File) -> Result<(u32, u32), Fault> {
    let length = file.metadata()?.len();
    let mut size = None;
    for part in parts(file, 0, length, Format::Avif, &mut { MAX_BOXES })? {
        match &part.kind {
            b"meta" if part.end - part.content <= MAX_META_BYTES => {
                let mut meta = vec![0; (part.end - part.content) as usize];
                file.seek(SeekFrom::Start(part.content))?;
                file.read_exact(&mut meta)?;
                size = dimensions(&meta);
                let metadata = metadata_items(&meta, part.content).ok_or_else(|| damaged(Format::Avif))?;
                for (from, bytes) in metadata.parts {
                    if from.checked_add(bytes).is_none_or(|end| end > length) {
                        return Err(damaged(Format::Avif));
                    }
                    zero(file, from, bytes)?;
                }
                // Some readers refuse a picture whose EXIF is none.
                for from in metadata.exif {
                    file.seek(SeekFrom::Start(from))?;
                    file.write_all(EMPTY_EXIF)?;
                }
            }
            b"ftyp" | b"mdat" | b"moov" => {}
            b"free" | b"skip" | b"uuid" => blank(file, &part)?,
            _ => return Err(Refusal::Foreign { format: Format::Avif }.into()),
        }
    }
    size.filter(|(width, height)| *width > 0 && *height > 0).ok_or_else(|| damaged(Format::Avif))
}

fn damaged(format: Format) -> Fault {
    Refusal::Damaged { format }.into()
}

/// The boxes between two places, which they must fill; of the `left` ones that a file may have.
fn parts(file: &mut File, from: u64, to: u64, format: Format, left: &mut usize) -> Result<Vec<Part>, Fault> {
    let mut parts = Vec::new();
    let mut start = from;
    while start < to {
        // A film's own data may end with four zeros.
        if to - start < 8 || *left == 0 {
            return Err(damaged(format));
        }
        *left -= 1;
        file.seek(SeekFrom::Start(start))?;
        let mut head = [0; 8];
        file.read_exact(&mut head)?;
        let [a, b, c, d, kind @ ..] = head;
        let (header, bytes) = match u32::from_be_bytes([a, b, c, d]) {
            0 => (8, to - start),
            1 => {
                let mut long = [0; 8];
                if to - start < 16 {
                    return Err(damaged(format));
                }
                file.read_exact(&mut long)?;
                (16, u64::from_be_bytes(long))
            }
            bytes => (8, u64::from(bytes)),
        };
        if bytes < header || bytes > to - start {
            return Err(damaged(format));
        }
        parts.push(Part { kind, start, content: start + header, end: start + bytes });
        start += bytes;
    }
    Ok(parts)
}

/// Makes a box one that nobody reads, full of zeros.
fn blank(file: &mut File, part: &Part) -> Result<(), Fault> {
    file.seek(SeekFrom::Start(part.start + 4))?;
    file.write_all(b"free")?;
    zero(file, part.content, part.end - part.content)
}

fn zero(file: &mut File, from: u64, bytes: u64) -> Result<(), Fault> {
    file.seek(SeekFrom::Start(from))?;
    std::io::copy(&mut std::io::repeat(0).take(bytes), file)?;
    Ok(())
}

#[cfg(test)]
mod tests;
