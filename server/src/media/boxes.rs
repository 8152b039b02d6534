//! MP4 and AVIF: boxes within boxes (ISO/IEC 14496-12). They are cleaned in place: other boxes name places in the file, so
//! nothing may move. What goes is filled with zeros.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};

use domain::media::{Format, Refusal};

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

/// Takes EXIF and XMP out of a picture. Answers width and height of the largest part.
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
                for (from, bytes) in metadata_items(&meta, part.content).ok_or_else(|| damaged(Format::Avif))? {
                    if from.checked_add(bytes).is_none_or(|end| end > length) {
                        return Err(damaged(Format::Avif));
                    }
                    zero(file, from, bytes)?;
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

/// The largest `ispe` (image spatial extents, ISO/IEC 23008-12 6.5.3).
fn dimensions(meta: &[u8]) -> Option<(u32, u32)> {
    let found = meta.windows(16).filter(|window| window.starts_with(b"ispe"));
    let number = |four: &[u8]| u32::from_be_bytes([four[0], four[1], four[2], four[3]]);
    found
        .map(|window| (number(&window[8..12]), number(&window[12..16])))
        .max_by_key(|(width, height)| u64::from(*width) * u64::from(*height))
}

/// Where in the file EXIF and XMP lie (`iinf` and `iloc`), for a `meta` whose content begins at `start`. None where that cannot be
/// told.
fn metadata_items(meta: &[u8], start: u64) -> Option<Vec<(u64, u64)>> {
    let (mut items, mut places, mut within) = (Vec::new(), Vec::new(), None);
    let mut at = 4;
    while at + 8 <= meta.len() {
        let bytes = u32::from_be_bytes(meta[at..at + 4].try_into().ok()?) as usize;
        let content = meta.get(at + 8..at.checked_add(bytes)?)?;
        match &meta[at + 4..at + 8] {
            b"iinf" => items = metadata_ids(content)?,
            b"iloc" => places = locations(content)?,
            b"idat" => within = Some((start + at as u64 + 8, content.len() as u64)),
            _ => {}
        }
        at += bytes.max(8);
    }
    let metadata = places.into_iter().filter(|place| items.contains(&place.item));
    let found = metadata
        .map(|Place { method, offset, bytes, .. }| match method {
            Method::File => Some((offset, bytes)),
            Method::Idat => {
                let (from, length) = within?;
                (offset.checked_add(bytes)? <= length).then_some((from + offset, bytes))
            }
            Method::Other => None,
        })
        .collect::<Option<Vec<_>>>()?;
    Some(joined(found))
}

/// Parts that overlap as one, so that no byte is written twice.
fn joined(mut parts: Vec<(u64, u64)>) -> Vec<(u64, u64)> {
    parts.sort_unstable();
    let mut joined: Vec<(u64, u64)> = Vec::new();
    for (from, bytes) in parts {
        match joined.last_mut() {
            Some((start, length)) if from <= start.saturating_add(*length) => {
                *length = (*length).max(from.saturating_add(bytes) - *start);
            }
            _ => joined.push((from, bytes)),
        }
    }
    joined
}

/// The ids of items of the types `Exif` and `mime` (which is XMP).
fn metadata_ids(iinf: &[u8]) -> Option<Vec<u64>> {
    let mut ids = Vec::new();
    let mut at = if *iinf.first()? == 0 { 6 } else { 8 };
    while at + 8 <= iinf.len() {
        let bytes = u32::from_be_bytes(iinf[at..at + 4].try_into().ok()?) as usize;
        let mut entry = Bytes(iinf.get(at + 8..at.checked_add(bytes)?)?);
        let version = entry.number(1)?;
        entry.number(3)?;
        let id = entry.number(if version >= 3 { 4 } else { 2 })?;
        entry.number(2)?;
        if version >= 2 && matches!(entry.0.get(..4)?, b"Exif" | b"mime") {
            ids.push(id);
        }
        at += bytes.max(8);
    }
    Some(ids)
}

/// Where a part of an item lies.
struct Place {
    item: u64,
    method: Method,
    offset: u64,
    bytes: u64,
}

/// What an offset counts from (`construction_method`).
#[derive(Clone, Copy)]
enum Method {
    File,
    /// The box `idat` beside it.
    Idat,
    Other,
}

/// The parts of all items (ISO/IEC 14496-12, 8.11.3).
fn locations(iloc: &[u8]) -> Option<Vec<Place>> {
    let mut bytes = Bytes(iloc);
    let version = bytes.number(1)?;
    bytes.number(3)?;
    let sizes = bytes.number(2)?;
    let size = |shift: u32| (sizes >> shift & 15) as usize;
    let (offset_size, length_size, base_size, index_size) = (size(12), size(8), size(4), if version > 0 { size(0) } else { 0 });
    let count = bytes.number(if version < 2 { 2 } else { 4 })?;
    let mut places = Vec::new();
    for _ in 0..count {
        let item = bytes.number(if version < 2 { 2 } else { 4 })?;
        let method = match if version > 0 { bytes.number(2)? & 15 } else { 0 } {
            0 => Method::File,
            1 => Method::Idat,
            _ => Method::Other,
        };
        bytes.number(2)?;
        let base = bytes.number(base_size)?;
        for _ in 0..bytes.number(2)? {
            bytes.number(index_size)?;
            // Each takes room in the list, or it could hold any number of them.
            if places.len() == iloc.len() {
                return None;
            }
            let (offset, length) = (bytes.number(offset_size)?, bytes.number(length_size)?);
            places.push(Place { item, method, offset: base.checked_add(offset)?, bytes: length });
        }
    }
    Some(places)
}

/// Numbers, one after the other.
struct Bytes<'a>(&'a [u8]);

impl Bytes<'_> {
    fn number(&mut self, size: usize) -> Option<u64> {
        let (number, rest) = self.0.split_at_checked(size)?;
        self.0 = rest;
        Some(number.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn boxed(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
        [&u32::try_from(content.len() + 8).unwrap().to_be_bytes()[..], kind, content].concat()
    }

    /// A `meta` whose EXIF lies in its `idat`, behind three other bytes.
    fn meta(method: u8, length: u8) -> Vec<u8> {
        let infe = boxed(b"infe", b"\x02\0\0\0\0\x07\0\0Exif\0");
        let iinf = boxed(b"iinf", &[b"\0\0\0\0\0\x01", &infe[..]].concat());
        let iloc = boxed(b"iloc", &[1, 0, 0, 0, 0x44, 0, 0, 1, 0, 7, 0, method, 0, 0, 0, 1, 0, 0, 0, 3, 0, 0, 0, length]);
        [b"\0\0\0\0".to_vec(), boxed(b"idat", b"abcEXIF"), iinf, iloc].concat()
    }

    #[test]
    fn parts_without_end_are_refused_and_none_is_blanked_twice() {
        let endless = boxed(b"iloc", &[0, 0, 0, 0, 0, 0, 0, 2, 0, 7, 0, 0, 255, 255, 0, 8, 0, 0, 255, 255]);
        assert_eq!(metadata_items(&[b"\0\0\0\0".to_vec(), endless].concat(), 0), None);
        assert_eq!(joined(vec![(5, 10), (0, 3), (7, 2), (14, 6), (30, u64::MAX)]), [(0, 3), (5, 15), (30, u64::MAX)]);
    }

    #[test]
    fn exif_beside_the_list_of_items_is_found_too() {
        // Four bytes of the full box, eight of the header of `idat`, three of another item.
        assert_eq!(metadata_items(&meta(1, 4), 100), Some(vec![(100 + 4 + 8 + 3, 4)]));
        assert_eq!(metadata_items(&meta(0, 4), 100), Some(vec![(3, 4)]));
        // Beyond its box, or in another item: what cannot be told is not served.
        assert_eq!(metadata_items(&meta(1, 5), 100), None);
        assert_eq!(metadata_items(&meta(2, 4), 100), None);
    }
}
