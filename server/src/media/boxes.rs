//! MP4 and AVIF: boxes within boxes (ISO/IEC 14496-12). They are cleaned in place: other boxes name places in the file, so
//! nothing may move. What goes is filled with zeros.

mod items;
mod samples;
mod subtitles;
mod tracks;

use std::io::{Read, Seek, SeekFrom, Write};

use domain::media::{Format, Refusal};

use self::items::{dimensions, gaps, joined, metadata_items};
use super::source::Fault;

/// Boxes of a file within one another and beside each other; no player reads more.
const MAX_BOXES: usize = 20_000;

/// A `meta` box of a picture: the list of its items. It is read as a whole.
const MAX_META_BYTES: u64 = 1024 * 1024;

/// A table of where samples lie. Hours of film have a few megabytes.
const MAX_TABLE_BYTES: u64 = 16 * 1024 * 1024;

/// A file, or a part of one.
pub trait Medium: Read + Write + Seek {}

impl<T: Read + Write + Seek> Medium for T {}

/// Takes who, where, when and with what out of a film, what nobody sees or hears of it, and all that is in boxes for nothing.
pub fn clean_film(file: &mut impl Medium) -> Result<(), Fault> {
    let mut film = Boxes::new(file, Format::Mp4)?;
    let parts = film.all()?;
    for part in &parts {
        match &part.kind {
            b"ftyp" | b"moov" | b"mdat" | b"moof" | b"mfra" | b"sidx" | b"styp" | b"pdin" | b"ssix" => {}
            b"free" | b"skip" | b"wide" | b"udta" | b"meta" | b"uuid" | b"emsg" | b"prft" => film.blank(part)?,
            _ => return Err(film.foreign()),
        }
    }
    if !parts.iter().any(|part| matches!(&part.kind, b"mdat" | b"moof")) {
        return Err(film.damaged());
    }
    let index = film.only(&parts, b"moov")?;
    let tracks = tracks::clean(&mut film, index, &parts)?;
    // Sound alone has the same boxes. It is none of the formats that are taken.
    if tracks.has_film { Ok(()) } else { Err(Refusal::UnknownFormat.into()) }
}

/// EXIF as an item of a picture that says nothing: where its header is, the header, and a list of no entries.
const EMPTY_EXIF: &[u8] = b"\0\0\0\0II*\0\x08\0\0\0\0\0\0\0\0\0";

/// Takes EXIF and XMP out of a picture. Answers width and height of the largest part, as it is shown.
pub fn clean_avif(file: &mut impl Medium) -> Result<(u32, u32), Fault> {
    let mut picture = Boxes::new(file, Format::Avif)?;
    let parts = picture.all()?;
    for part in &parts {
        match &part.kind {
            b"meta" if part.bytes() <= MAX_META_BYTES => {}
            b"moov" => {
                tracks::clean(&mut picture, part, &parts)?;
            }
            b"ftyp" | b"mdat" => {}
            b"free" | b"skip" | b"uuid" => picture.blank(part)?,
            _ => return Err(picture.foreign()),
        }
    }
    let list = picture.only(&parts, b"meta")?;
    clean_items(&mut picture, list, &parts)
}

/// What readers need of the box `meta` of a picture (8.11).
const LIST: [&[u8; 4]; 9] = [b"hdlr", b"pitm", b"iinf", b"iloc", b"iprp", b"iref", b"idat", b"grpl", b"dinf"];

fn clean_items(picture: &mut Boxes<'_>, list: &Part, parts: &[Part]) -> Result<(u32, u32), Fault> {
    // It begins with a version.
    for part in picture.parts(list.content + 4, list.end)? {
        if !LIST.contains(&&part.kind) {
            picture.blank(&part)?;
        }
    }
    let meta = picture.read(list, MAX_META_BYTES)?;
    let size = dimensions(&meta).filter(|(width, height)| *width > 0 && *height > 0).ok_or_else(|| picture.damaged())?;
    let metadata = metadata_items(&meta, list.content).ok_or_else(|| picture.damaged())?;
    // A picture that says that its metadata is where its boxes are would not survive that these go.
    if !metadata.elsewhere.iter().all(|place| is_data(parts, *place)) {
        return Err(picture.damaged());
    }
    let mut gone = metadata.parts;
    // Data that no picture is made of. Where there are films too, they are made of some.
    if let Some(pictures) = metadata.pictures.filter(|_| !parts.iter().any(|part| &part.kind == b"moov")) {
        let data = parts.iter().filter(|part| &part.kind == b"mdat").map(|part| (part.content, part.bytes()));
        gone.extend(data.chain(metadata.data).flat_map(|data| gaps(data, &pictures)));
    }
    for (from, bytes) in joined(gone) {
        picture.zero(from, bytes)?;
    }
    // Some readers refuse a picture whose EXIF is none.
    for from in metadata.exif {
        picture.write(from, EMPTY_EXIF)?;
    }
    for (from, bytes) in metadata.names {
        picture.zero(from, bytes)?;
    }
    Ok(size)
}

/// Whether a place and so many bytes from it on lie within the data of a file.
fn is_data(parts: &[Part], (from, bytes): (u64, u64)) -> bool {
    let end = from.checked_add(bytes);
    parts.iter().any(|part| &part.kind == b"mdat" && from >= part.content && end.is_some_and(|end| end <= part.end))
}

#[derive(Debug, Clone)]
struct Part {
    kind: [u8; 4],
    start: u64,
    content: u64,
    end: u64,
}

impl Part {
    fn bytes(&self) -> u64 {
        self.end - self.content
    }
}

/// A file of boxes that is read, and written where something goes.
struct Boxes<'a> {
    file: &'a mut dyn Medium,
    format: Format,
    length: u64,
    /// So many boxes may come yet.
    left: usize,
}

impl<'a> Boxes<'a> {
    fn new(file: &'a mut impl Medium, format: Format) -> Result<Self, Fault> {
        let length = file.seek(SeekFrom::End(0))?;
        Ok(Self { file, format, length, left: MAX_BOXES })
    }

    fn damaged(&self) -> Fault {
        Refusal::Damaged { format: self.format }.into()
    }

    fn foreign(&self) -> Fault {
        Refusal::Foreign { format: self.format }.into()
    }

    /// The boxes that are in no other.
    fn all(&mut self) -> Result<Vec<Part>, Fault> {
        self.parts(0, self.length)
    }

    /// The boxes in another one.
    fn inside(&mut self, part: &Part) -> Result<Vec<Part>, Fault> {
        self.parts(part.content, part.end)
    }

    /// The boxes between two places, which they must fill.
    fn parts(&mut self, from: u64, to: u64) -> Result<Vec<Part>, Fault> {
        let mut parts = Vec::new();
        let mut start = from;
        while start < to {
            if to - start < 8 || self.left == 0 {
                return Err(self.damaged());
            }
            self.left -= 1;
            let head = self.array::<8>(start)?;
            let [a, b, c, d, kind @ ..] = head;
            let (header, bytes) = match u32::from_be_bytes([a, b, c, d]) {
                // The rest of the file. Within another box, readers differ on where it ends.
                0 if from == 0 => (8, to - start),
                1 if to - start >= 16 => (16, u64::from_be_bytes(self.array(start + 8)?)),
                bytes => (8, u64::from(bytes)),
            };
            if bytes < header || bytes > to - start {
                return Err(self.damaged());
            }
            parts.push(Part { kind, start, content: start + header, end: start + bytes });
            start += bytes;
        }
        Ok(parts)
    }

    /// The one box of this kind. Of two, some readers take the first and others the last.
    fn only<'b>(&self, parts: &'b [Part], kind: &[u8; 4]) -> Result<&'b Part, Fault> {
        let mut found = parts.iter().filter(|part| &part.kind == kind);
        match (found.next(), found.next()) {
            (Some(part), None) => Ok(part),
            _ => Err(self.damaged()),
        }
    }

    /// The content of a box.
    fn read(&mut self, part: &Part, max_bytes: u64) -> Result<Vec<u8>, Fault> {
        if part.bytes() > max_bytes {
            return Err(Refusal::Unchecked.into());
        }
        self.bytes(part.content, part.bytes())
    }

    fn bytes(&mut self, from: u64, bytes: u64) -> Result<Vec<u8>, Fault> {
        let mut content = vec![0; bytes as usize];
        self.file.seek(SeekFrom::Start(from))?;
        self.file.read_exact(&mut content)?;
        Ok(content)
    }

    fn array<const N: usize>(&mut self, from: u64) -> Result<[u8; N], Fault> {
        let mut content = [0; N];
        self.file.seek(SeekFrom::Start(from))?;
        self.file.read_exact(&mut content)?;
        Ok(content)
    }

    /// Makes a box one that nobody reads, full of zeros.
    fn blank(&mut self, part: &Part) -> Result<(), Fault> {
        self.write(part.start + 4, b"free")?;
        self.zero(part.content, part.bytes())
    }

    /// Fills a part of a box with zeros, as far as the box reaches.
    fn zero_within(&mut self, part: &Part, from: u64, bytes: u64) -> Result<(), Fault> {
        let start = (part.content + from).min(part.end);
        self.zero(start, bytes.min(part.end - start))
    }

    fn zero(&mut self, from: u64, bytes: u64) -> Result<(), Fault> {
        self.file.seek(SeekFrom::Start(from))?;
        std::io::copy(&mut std::io::repeat(0).take(bytes), self.file)?;
        Ok(())
    }

    fn write(&mut self, from: u64, content: &[u8]) -> Result<(), Fault> {
        self.file.seek(SeekFrom::Start(from))?;
        Ok(self.file.write_all(content)?)
    }
}

#[cfg(test)]
mod tests;
