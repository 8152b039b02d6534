//! DOCX, XLSX and PPTX: archives of XML (ECMA-376), looked into as far as telling them from others takes.

mod active;
mod markup;
mod native;
mod parts;
mod properties;
mod relationships;

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, BufReader, Cursor, Read, Seek, SeekFrom};

use domain::media::{Format, Refusal};
use zip::ZipArchive;

use super::embedded;
use super::source::Fault;

const MAX_ENTRIES: usize = 10_000;

/// The end of an archive with its comment, and the end for large archives before it.
const LONGEST_END: u64 = 22 + 65_535 + 20 + 56;

/// Limit of all unpacked bytes. XML packs well, but nobody writes so much.
const MAX_UNPACKED_BYTES: u64 = 300 * 1024 * 1024;

/// The list of what the parts are.
const TYPES: &str = "[Content_Types].xml";

/// Of that list: a line for each part, which may take two bytes a character.
const MAX_TYPES_BYTES: u64 = 5 * 1024 * 1024;

/// Of a part of markup, so much is read as a whole. Sheets alone have more.
const MAX_MARKUP_BYTES: u64 = 64 * 1024 * 1024;

/// From so many bytes on, an entry that unpacks to more than a hundred times itself is there to do harm.
const SUSPICIOUS_BYTES: u64 = 20 * 1024 * 1024;
const MAX_RATIO: u64 = 100;

/// Copies a file that was inspected, without what it tells of its maker.
pub fn clean(from: &File, to: &mut File, format: Format) -> Result<(), Fault> {
    properties::clean(from.try_clone()?, to, format, 0)
}

/// An Office file within another one, so deep. None for an archive of another kind.
fn cleaned(file: &[u8], depth: usize) -> Result<Option<Vec<u8>>, Fault> {
    if depth > embedded::MAX_DEPTH {
        return Err(Refusal::Bomb.into());
    }
    let format = match inspect(&mut Cursor::new(file)) {
        Ok(format) => format,
        Err(Fault::Refused(Refusal::UnknownFormat)) => return Ok(None),
        Err(Fault::Refused(refusal @ (Refusal::Macros | Refusal::Active | Refusal::Bomb))) => return Err(refusal.into()),
        Err(_) => return Err(Refusal::DamagedPart.into()),
    };
    let mut to = Cursor::new(Vec::new());
    properties::clean(Cursor::new(file), &mut to, format, depth)?;
    Ok(Some(to.into_inner()))
}

/// Which of the three it is. What the archive declares is not believed: everything is unpacked, to nowhere.
pub fn inspect(file: &mut (impl Read + Seek)) -> Result<Format, Fault> {
    if is_crowded(file)? {
        return Err(Refusal::Bomb.into());
    }
    file.seek(SeekFrom::Start(0))?;
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(|_| Refusal::UnknownFormat)?;
    let format = format(&mut archive)?;
    if archive.offset() != 0 || !archive.comment().is_empty() {
        return Err(Refusal::Foreign { format }.into());
    }
    if archive.len() > MAX_ENTRIES || archive.decompressed_size().is_some_and(|bytes| bytes > u128::from(MAX_UNPACKED_BYTES)) {
        return Err(Refusal::Bomb.into());
    }
    let mut total = 0;
    let mut names = HashSet::new();
    for place in 0..archive.len() {
        let damaged = || Refusal::Damaged { format };
        let mut entry = archive.by_index(place).map_err(|_| damaged())?;
        if entry.enclosed_name().is_none() || entry.is_symlink() {
            return Err(Refusal::Foreign { format }.into());
        }
        let name = plain(entry.name());
        // Two parts whose names are the same to some readers, and not to others.
        if !names.insert(name.clone()) {
            return Err(Refusal::Foreign { format }.into());
        }
        if name.ends_with("vbaproject.bin") {
            return Err(Refusal::Macros.into());
        }
        let packed = entry.compressed_size();
        let unpacked = if name.eq_ignore_ascii_case(TYPES) {
            let mut types = Vec::new();
            (&mut entry).take(MAX_TYPES_BYTES + 1).read_to_end(&mut types).map_err(|_| damaged())?;
            if types.len() as u64 > MAX_TYPES_BYTES {
                return Err(Refusal::Bomb.into());
            }
            inspect_types(&types, format)?;
            types.len() as u64
        } else {
            unpack(&mut entry, MAX_UNPACKED_BYTES - total + 1, format)?
        };
        total += unpacked;
        if total > MAX_UNPACKED_BYTES || unpacked > SUSPICIOUS_BYTES && unpacked / packed.max(1) > MAX_RATIO {
            return Err(Refusal::Bomb.into());
        }
    }
    Ok(format)
}

/// Unpacks a part to nowhere, as far as so many bytes, and answers how many it has. A part of markup that starts programs is refused.
fn unpack(entry: &mut impl Read, max_bytes: u64, format: Format) -> Result<u64, Fault> {
    let damaged = |_| Fault::from(Refusal::Damaged { format });
    let mut part = Vec::new();
    let mut entry = entry.take(max_bytes);
    (&mut entry).take(4).read_to_end(&mut part).map_err(damaged)?;
    let is_markup = matches!(part[..], [b'<', ..] | [0xef, 0xbb, 0xbf, ..] | [0xff, 0xfe, ..] | [0xfe, 0xff, ..])
        || part.first().is_some_and(u8::is_ascii_whitespace);
    if !is_markup {
        return Ok(part.len() as u64 + io::copy(&mut entry, &mut io::sink()).map_err(damaged)?);
    }
    (&mut entry).take(MAX_MARKUP_BYTES).read_to_end(&mut part).map_err(damaged)?;
    if active::is(&part) {
        return Err(Refusal::Active.into());
    }
    let mut total = part.len() as u64;
    loop {
        // A word may stand across both.
        part.drain(..part.len().saturating_sub(active::MAX_WORD_BYTES));
        let read = (&mut entry).take(64 * 1024).read_to_end(&mut part).map_err(damaged)?;
        if read == 0 {
            return Ok(total);
        }
        if active::may_be(&part) {
            return Err(Refusal::Unchecked.into());
        }
        total += read as u64;
    }
}

/// Refuses parts that hold macros, under any name (ECMA-376-2, "Media types stream"), a list that hides what it says, and
/// templates: programs open them only under a name of their own.
fn inspect_types(types: &[u8], format: Format) -> Result<(), Refusal> {
    // As UTF-16, which it may be, every letter here is itself beside a zero.
    let text: Vec<u8> = types.iter().filter(|byte| **byte != 0).map(u8::to_ascii_lowercase).collect();
    let text = String::from_utf8_lossy(&text);
    if ["macroenabled", "vbaproject"].iter().any(|sign| text.contains(sign)) {
        return Err(Refusal::Macros);
    }
    if text.contains(".template.main+xml") {
        return Err(Refusal::UnknownFormat);
    }
    // Nobody needs letters written as numbers here, nor entities, which must not be.
    if ["&#", "<!doctype", "<!entity"].iter().any(|sign| text.contains(sign)) {
        return Err(Refusal::Foreign { format });
    }
    Ok(())
}

/// Whether a file is a container of another kind (MS-CFB) that holds an Office file behind a password (MS-OFFCRYPTO 2.3.4).
pub fn is_locked(file: &File) -> io::Result<bool> {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut file = file.try_clone()?;
    file.seek(SeekFrom::Start(0))?;
    let mut window = Vec::new();
    (&mut file).take(8).read_to_end(&mut window)?;
    if window != native::SIGNATURE {
        return Ok(false);
    }
    loop {
        let read = (&mut file).take(64 * 1024).read_to_end(&mut window)?;
        if memchr::memmem::find(&window, &name).is_some() {
            return Ok(true);
        }
        if read == 0 {
            return Ok(false);
        }
        window.drain(..window.len().saturating_sub(name.len()));
    }
}

/// Whether an archive says that it has more entries than it may (APPNOTE 6.3.10, 4.3.14 and 4.3.16): their list is read as a whole.
fn is_crowded(file: &mut (impl Read + Seek)) -> io::Result<bool> {
    let length = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(length.saturating_sub(LONGEST_END)))?;
    let mut tail = Vec::new();
    file.take(LONGEST_END).read_to_end(&mut tail)?;
    let number = |at: usize, bytes: usize| {
        let digits = tail.get(at..at + bytes)?;
        Some(digits.iter().rev().fold(0, |sum: u64, byte| sum << 8 | u64::from(*byte)))
    };
    let ends = tail.windows(4).enumerate().filter_map(|(at, mark)| match mark {
        b"PK\x05\x06" => number(at + 10, 2),
        b"PK\x06\x06" => number(at + 32, 8),
        _ => None,
    });
    Ok(ends.max().unwrap_or_default() > MAX_ENTRIES as u64)
}

/// By the part that nearly every such file has, or by what the list says of one that has another name.
fn format<R>(archive: &mut ZipArchive<R>) -> Result<Format, Fault>
where
    R: Read + Seek,
{
    const PARTS: [(&str, &str, Format); 3] = [
        ("word/document.xml", "wordprocessingml.document.main+xml", Format::Docx),
        ("xl/workbook.xml", "spreadsheetml.sheet.main+xml", Format::Xlsx),
        ("ppt/presentation.xml", "presentationml.presentation.main+xml", Format::Pptx),
    ];
    let by_part = PARTS.iter().find(|(part, ..)| place_of(archive, part).is_some()).map(|(.., format)| *format);
    let Some(types) = place_of(archive, TYPES) else {
        // Without the list no program opens it.
        return Err(by_part.map_or(Refusal::UnknownFormat, |format| Refusal::Damaged { format }).into());
    };
    if let Some(format) = by_part {
        return Ok(format);
    }
    let mut text = Vec::new();
    let types = archive.by_index(types).map_err(|_| Refusal::UnknownFormat)?;
    types.take(MAX_TYPES_BYTES).read_to_end(&mut text).map_err(|_| Refusal::UnknownFormat)?;
    text.retain(|byte| *byte != 0);
    let text = String::from_utf8_lossy(&text).to_ascii_lowercase();
    let by_type = PARTS.iter().find(|(_, media_type, _)| text.contains(media_type)).map(|(.., format)| *format);
    Ok(by_type.ok_or(Refusal::UnknownFormat)?)
}

/// Where a part is in the archive.
fn place_of<R>(archive: &ZipArchive<R>, wanted: &str) -> Option<usize>
where
    R: Read + Seek,
{
    let wanted = plain(wanted);
    let name = archive.file_names().find(|name| plain(name) == wanted)?;
    archive.index_for_name(name)
}

/// The name of a part as names are compared: without case (ECMA-376-2, "Part names").
fn plain(name: &str) -> String {
    slashed(name).to_ascii_lowercase()
}

/// The name of an entry with the slashes that it should have (APPNOTE 6.3.10, 4.4.17.1).
fn slashed(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_owned()
}

#[cfg(test)]
mod tests;
