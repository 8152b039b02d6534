//! What the box `meta` of a picture lists (ISO/IEC 23008-12): its size, how it is turned, and where EXIF and XMP lie.

use super::{EMPTY_EXIF, MAX_BOXES};

/// The largest `ispe` (image spatial extents, ISO/IEC 23008-12 6.5.3), turned as the picture is (`irot`, 6.5.10).
pub fn dimensions(meta: &[u8]) -> Option<(u32, u32)> {
    let properties = Boxes(Boxes(Boxes(meta.get(4..)?).content(b"iprp")?).content(b"ipco")?);
    let number = |four: &[u8]| u32::from_be_bytes([four[0], four[1], four[2], four[3]]);
    let (width, height) = properties
        .filter(|(kind, content)| kind == b"ispe" && content.len() >= 12)
        .map(|(_, content)| (number(&content[4..8]), number(&content[8..12])))
        .max_by_key(|(width, height)| u64::from(*width) * u64::from(*height))?;
    Some(if is_turned(meta).unwrap_or_default() { (height, width) } else { (width, height) })
}

/// Whether the picture itself (`pitm`) is shown turned by a quarter. None where that is not said. A mirror changes no width.
fn is_turned(meta: &[u8]) -> Option<bool> {
    let boxes = Boxes(meta.get(4..)?);
    let mut primary = Bytes(boxes.clone().content(b"pitm")?);
    let version = primary.number(1)?;
    primary.number(3)?;
    let primary = primary.number(if version == 0 { 2 } else { 4 })?;
    let properties = Boxes(boxes.clone().content(b"iprp")?);
    let all: Vec<(&[u8], &[u8])> = Boxes(properties.clone().content(b"ipco")?).take(MAX_BOXES).collect();
    let quarters = properties.filter(|(kind, _)| kind == b"ipma").map(|(_, associations)| {
        let turns = properties_of(associations, primary)?.into_iter().filter_map(|extent| {
            let (kind, content) = all.get(extent.checked_sub(1)?)?;
            (kind == b"irot").then(|| content.first().map(|angle| u32::from(angle & 3)))?
        });
        Some(turns.sum::<u32>())
    });
    Some(quarters.flatten().sum::<u32>() % 2 == 1)
}

/// Which properties an item has, the first as 1 (ISO/IEC 23008-12 9.3.1).
fn properties_of(ipma: &[u8], wanted: u64) -> Option<Vec<usize>> {
    let mut bytes = Bytes(ipma);
    let version = bytes.number(1)?;
    let flags = bytes.number(3)?;
    let count = bytes.number(4)?;
    let mut extents = Vec::new();
    for _ in 0..count {
        let item = bytes.number(if version < 1 { 2 } else { 4 })?;
        for _ in 0..bytes.number(1)? {
            let extent = if flags & 1 == 1 { bytes.number(2)? & 0x7fff } else { bytes.number(1)? & 0x7f };
            if item == wanted {
                extents.push(extent as usize);
            }
        }
    }
    Some(extents)
}

/// The boxes in a part that is read as a whole: kind and content of each.
#[derive(Clone)]
struct Boxes<'a>(&'a [u8]);

impl<'a> Boxes<'a> {
    /// Of the first of this kind.
    fn content(mut self, wanted: &[u8; 4]) -> Option<&'a [u8]> {
        self.find(|(kind, _)| kind == wanted).map(|(_, content)| content)
    }
}

impl<'a> Iterator for Boxes<'a> {
    type Item = (&'a [u8], &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let bytes = u32::from_be_bytes(self.0.get(..4)?.try_into().ok()?) as usize;
        let kind = self.0.get(4..8)?;
        let content = self.0.get(8..bytes)?;
        self.0 = &self.0[bytes..];
        Some((kind, content))
    }
}

/// Where EXIF and XMP lie in a file.
#[derive(Debug, PartialEq, Eq)]
pub struct Metadata {
    /// Place and length.
    pub parts: Vec<(u64, u64)>,
    /// Those of them that are not said to lie within the list itself.
    pub elsewhere: Vec<(u64, u64)>,
    /// Where pictures lie, in order. None where that cannot be told of each.
    pub pictures: Option<Vec<(u64, u64)>>,
    /// Data within the list itself (`idat`).
    pub data: Option<(u64, u64)>,
    /// Where EXIF begins, as long as there is room for an empty one.
    pub exif: Vec<u64>,
    /// What the program that wrote the list is called (`hdlr`).
    pub names: Vec<(u64, u64)>,
}

/// Where in the file pictures lie, and EXIF, XMP and all else (`iinf` and `iloc`), for a `meta` whose content begins at `start`. None
/// where that cannot be told.
pub fn metadata_items(meta: &[u8], start: u64) -> Option<Metadata> {
    // Behind the kind of the handler.
    const NAME: usize = 12;
    let (mut items, mut extents, mut within, mut names) = (Vec::new(), Vec::new(), None, Vec::new());
    let mut at = 4;
    while at + 8 <= meta.len() {
        let bytes = u32::from_be_bytes(meta[at..at + 4].try_into().ok()?) as usize;
        let content = meta.get(at + 8..at.checked_add(bytes)?)?;
        match &meta[at + 4..at + 8] {
            b"iinf" => items = item_kinds(content)?,
            b"iloc" => extents = locations(content)?,
            b"idat" => within = Some((start + at as u64 + 8, content.len() as u64)),
            b"hdlr" if content.len() > NAME => {
                names.push((start + (at + 8 + NAME) as u64, (content.len() - NAME) as u64));
            }
            _ => {}
        }
        at += bytes.max(8);
    }
    let (mut parts, mut elsewhere, mut exif, mut last) = (Vec::new(), Vec::new(), Vec::new(), None);
    let mut pictures = Some(Vec::new());
    for Extent { item, method, offset, bytes } in extents {
        let kind = items.iter().find(|(id, _)| *id == item).map_or(Kind::Other, |(_, kind)| *kind);
        let from = match method {
            Method::File => offset,
            Method::Idat => {
                let (from, length) = within?;
                from + (offset.checked_add(bytes)? <= length).then_some(offset)?
            }
            Method::Other if kind == Kind::Picture => {
                pictures = None;
                continue;
            }
            Method::Other => return None,
        };
        if kind == Kind::Picture {
            // No length is all that follows.
            let bytes = if bytes == 0 { u64::MAX - from } else { bytes };
            pictures.iter_mut().for_each(|pictures| pictures.push((from, bytes)));
            continue;
        }
        parts.push((from, bytes));
        if matches!(method, Method::File) {
            elsewhere.push((from, bytes));
        }
        // An item may lie in several parts; it begins with the first.
        if kind == Kind::Exif && last.replace(item) != Some(item) && bytes >= EMPTY_EXIF.len() as u64 {
            exif.push(from);
        }
    }
    Some(Metadata { parts: joined(parts), elsewhere, pictures: pictures.map(joined), data: within, exif, names })
}

/// The rest of a part without these, which are in order.
pub fn gaps((from, bytes): (u64, u64), kept: &[(u64, u64)]) -> Vec<(u64, u64)> {
    let end = from.saturating_add(bytes);
    let (mut gaps, mut at) = (Vec::new(), from);
    for (start, length) in kept.iter().chain([&(end, 0)]) {
        if *start > at && at < end {
            gaps.push((at, (*start).min(end) - at));
        }
        at = at.max(start.saturating_add(*length));
    }
    gaps
}

/// Parts that overlap as one, so that no byte is written twice.
pub fn joined(mut parts: Vec<(u64, u64)>) -> Vec<(u64, u64)> {
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

/// The kind of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Picture,
    Exif,
    /// XMP, and whatever nobody shows.
    Other,
}

/// Types of items that pictures are made of (ISO/IEC 23008-12 and 23000-22).
const PICTURES: [&[u8]; 12] =
    [b"av01", b"grid", b"iovl", b"iden", b"tmap", b"sato", b"mski", b"hvc1", b"lhv1", b"avc1", b"jpeg", b"unci"];

/// The ids of all items, and what each is.
fn item_kinds(iinf: &[u8]) -> Option<Vec<(u64, Kind)>> {
    let mut ids = Vec::new();
    let mut at = if *iinf.first()? == 0 { 6 } else { 8 };
    while at + 8 <= iinf.len() {
        let bytes = u32::from_be_bytes(iinf[at..at + 4].try_into().ok()?) as usize;
        let mut entry = Bytes(iinf.get(at + 8..at.checked_add(bytes)?)?);
        let version = entry.number(1)?;
        entry.number(3)?;
        let id = entry.number(if version >= 3 { 4 } else { 2 })?;
        entry.number(2)?;
        let kind = match if version >= 2 { entry.0.get(..4)? } else { b"" } {
            b"Exif" => Kind::Exif,
            kind if PICTURES.contains(&kind) => Kind::Picture,
            _ => Kind::Other,
        };
        ids.push((id, kind));
        at += bytes.max(8);
    }
    Some(ids)
}

/// Where a part of an item lies.
struct Extent {
    item: u64,
    method: Method,
    offset: u64,
    bytes: u64,
}

/// The start from which an offset counts (`construction_method`).
#[derive(Clone, Copy)]
enum Method {
    File,
    /// The box `idat` beside it.
    Idat,
    Other,
}

/// The parts of all items (ISO/IEC 14496-12, 8.11.3).
fn locations(iloc: &[u8]) -> Option<Vec<Extent>> {
    let mut bytes = Bytes(iloc);
    let version = bytes.number(1)?;
    bytes.number(3)?;
    let sizes = bytes.number(2)?;
    let size = |shift: u32| (sizes >> shift & 15) as usize;
    let (offset_size, length_size, base_size, index_size) = (size(12), size(8), size(4), if version > 0 { size(0) } else { 0 });
    let count = bytes.number(if version < 2 { 2 } else { 4 })?;
    let mut extents = Vec::new();
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
            if extents.len() == iloc.len() {
                return None;
            }
            let (offset, length) = (bytes.number(offset_size)?, bytes.number(length_size)?);
            extents.push(Extent { item, method, offset: base.checked_add(offset)?, bytes: length });
        }
    }
    Some(extents)
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
