//! What an Office file tells of who made it where, without anybody asking it: its properties (ECMA-376-2, "Core properties";
//! ECMA-376-1, 15.2.12), its place on a disk, its printer, a picture of what it was. Others refer to most of these parts, so they
//! stay, and say nothing.

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};

use domain::media::{Format, Refusal};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::markup::{Edit, Tag, changed, tags};
use super::{MAX_TYPES_BYTES, TYPES, place_of, plain};
use crate::media::source::Fault;

/// What becomes of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Change {
    /// It says nothing any more.
    Empty(&'static str),
    /// It is left out, and whatever refers to it.
    Gone,
    /// An attribute of this element is emptied.
    Blank { element: &'static str, attribute: &'static str },
    /// What a driver of a printer noted.
    Printer,
    /// What the part refers to.
    Relationships,
    /// The list of what the parts are.
    Types,
}

use Change::{Blank, Empty, Gone, Printer};

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const CORE: &str = "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\"/>";
const APP: &str = "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\"/>";
const CUSTOM: &str = "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\"/>";

/// The folder that a workbook was saved in (MS-XLSX, `absPath`), and who last brought a pivot table up to date.
const FOLDER: Change = Blank { element: "absPath", attribute: "url" };
const REFRESHED: Change = Blank { element: "pivotCacheDefinition", attribute: "refreshedBy" };

/// By the end of its media type, and how its name begins in nearly every file.
const KINDS: [(&str, &str, Change); 9] = [
    ("package.core-properties+xml", "docprops/core.xml", Empty(CORE)),
    ("extended-properties+xml", "docprops/app.xml", Empty(APP)),
    ("custom-properties+xml", "docprops/custom.xml", Empty(CUSTOM)),
    ("spreadsheetml.sheet.main+xml", "xl/workbook.xml", FOLDER),
    ("spreadsheetml.pivotcachedefinition+xml", "xl/pivotcache/pivotcachedefinition", REFRESHED),
    ("spreadsheetml.printersettings", "xl/printersettings/", Printer),
    ("wordprocessingml.printersettings", "word/printersettings/", Printer),
    ("presentationml.printersettings", "ppt/printersettings/", Printer),
    // PowerPoint lists there who changed what, with the address of the account.
    ("powerpoint.changesinfo+xml", "ppt/changesinfos/", Gone),
];

/// A picture of what the file was when it was saved (ECMA-376-2, "Thumbnails"): the kind of its relationship, how its name begins.
const THUMBNAIL: (&str, &str) = ("/metadata/thumbnail", "docprops/thumbnail.");
const ROOT: &str = "_rels/.rels";

/// Relationships to files of the maker that Office writes with their whole path, and keeps a copy of: other workbooks, what a
/// chart or an object was made of, a template.
const FILES: [&str; 3] = ["externallink", "/oleobject", "/attachedtemplate"];

/// Copies a file that was inspected, without what it tells of its maker.
pub fn clean(from: &File, to: &mut File, format: Format) -> Result<(), Fault> {
    let damaged = |_| Fault::from(Refusal::Damaged { format });
    let mut from = from.try_clone()?;
    from.seek(SeekFrom::Start(0))?;
    let mut archive = ZipArchive::new(BufReader::new(from)).map_err(damaged)?;
    let mut read = |wanted: &str| {
        let Some(place) = place_of(&archive, wanted) else { return Ok::<_, Fault>(Vec::new()) };
        let mut part = Vec::new();
        archive.by_index(place).map_err(damaged)?.take(MAX_TYPES_BYTES).read_to_end(&mut part)?;
        Ok(part)
    };
    let properties = Properties::read(&read(TYPES)?, &read(ROOT)?);
    to.seek(SeekFrom::Start(0))?;
    let mut writer = ZipWriter::new(BufWriter::new(&mut *to));
    for place in 0..archive.len() {
        let mut entry = archive.by_index(place).map_err(damaged)?;
        let plain = plain(entry.name());
        // The one name that some programs compare letter by letter.
        let name = if plain.eq_ignore_ascii_case(TYPES) { TYPES.to_owned() } else { super::slashed(entry.name()) };
        let part = match properties.change(&plain) {
            None => None,
            Some(Gone) => continue,
            Some(Empty(empty)) => Some(format!("{HEAD}{empty}").into_bytes()),
            Some(change) => {
                let mut part = Vec::new();
                entry.read_to_end(&mut part)?;
                properties.changed(&plain, change, &part)
            }
        };
        drop(entry);
        match part {
            Some(part) => {
                let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
                writer.start_file(name, options).map_err(io::Error::from)?;
                writer.write_all(&part)?;
            }
            None => {
                let entry = archive.by_index_raw(place).map_err(damaged)?;
                writer.raw_copy_file_rename(entry, name).map_err(io::Error::from)?;
            }
        }
    }
    writer.finish().map_err(io::Error::from)?.flush()?;
    Ok(())
}

/// What becomes of which parts.
#[derive(Default)]
struct Properties {
    /// By their names, and by how these end, in small letters. None for what has another media type than its ending tells.
    names: HashMap<String, Option<Change>>,
    endings: Vec<(String, Change)>,
    gone: HashSet<String>,
}

impl Properties {
    /// As the list of media types and the relationships of the file say. Where these cannot be read, the parts are where they
    /// nearly always are.
    fn read(types: &[u8], relationships: &[u8]) -> Self {
        let mut properties = Self::default();
        changed(types, |text| {
            properties.read_types(text);
            Vec::new()
        });
        changed(relationships, |text| {
            let thumbnails = tags(text).filter(|tag| tag.value("Type").is_some_and(|kind| kind.ends_with(THUMBNAIL.0)));
            properties.gone.extend(thumbnails.filter_map(|tag| tag.value("Target")).map(|target| target_of("", target)));
            Vec::new()
        });
        properties
    }

    fn read_types(&mut self, text: &str) {
        for tag in tags(text) {
            let Some(media_type) = tag.value("ContentType") else { continue };
            let media_type = media_type.trim().to_ascii_lowercase();
            let change = KINDS.iter().find(|(kind, ..)| media_type.ends_with(kind)).map(|(.., change)| *change);
            match tag.name() {
                "Override" => {
                    let Some(name) = tag.value("PartName") else { continue };
                    let known = self.names.entry(plain(name)).or_default();
                    *known = known.or(change);
                }
                "Default" => {
                    let ending = tag.value("Extension").map(|ending| format!(".{}", ending.to_ascii_lowercase()));
                    self.endings.extend(ending.zip(change));
                }
                _ => {}
            }
        }
    }

    /// What becomes of this part, whose name is in small letters.
    fn change(&self, name: &str) -> Option<Change> {
        if self.gone.contains(name) || name.starts_with(THUMBNAIL.1) {
            return Some(Gone);
        }
        if let Some((_, _, change)) = KINDS.iter().find(|(_, place, _)| name.starts_with(place)) {
            return Some(*change);
        }
        match name {
            _ if name.eq_ignore_ascii_case(TYPES) => Some(Change::Types),
            _ if name.ends_with(".rels") => Some(Change::Relationships),
            _ => match self.names.get(name) {
                Some(change) => *change,
                None => self.endings.iter().find(|(ending, _)| name.ends_with(ending)).map(|(_, change)| *change),
            },
        }
    }

    /// The part as it is to be. None where that is as it is.
    fn changed(&self, name: &str, change: Change, part: &[u8]) -> Option<Vec<u8>> {
        match change {
            Empty(_) | Gone => None,
            Blank { element, attribute } => changed(part, |text| {
                let values = tags(text).filter(|tag| tag.name() == element).filter_map(|tag| tag.attribute(attribute));
                values.filter(|value| !value.is_empty()).map(|value| (value, String::new())).collect()
            }),
            Printer => printer(part),
            Change::Relationships => changed(part, |text| self.relationships(name, text)),
            Change::Types => changed(part, |text| {
                let is_gone = |name: &str| self.change(&plain(name)) == Some(Gone);
                let gone = tags(text).filter(|tag| tag.name() == "Override" && tag.value("PartName").is_some_and(is_gone));
                gone.map(|tag| (tag.element(), String::new())).collect()
            }),
        }
    }

    /// Without those to what is gone; of files of the maker without their folders.
    fn relationships(&self, name: &str, text: &str) -> Vec<Edit> {
        // `a/_rels/b.xml.rels` tells of `a/b.xml`.
        let folder = name.rsplit_once("_rels/").map_or("", |(folder, _)| folder);
        let edit = |tag: Tag<'_>| {
            let target = tag.value("Target")?;
            if !tag.value("TargetMode").is_some_and(|mode| mode.eq_ignore_ascii_case("External")) {
                let is_gone = self.change(&target_of(folder, target)) == Some(Gone);
                return is_gone.then(|| (tag.element(), String::new()));
            }
            let kind = tag.value("Type")?.to_ascii_lowercase();
            if !FILES.iter().any(|file| kind.contains(file)) {
                return None;
            }
            let name = name_of_file(target)?;
            // Beside the workbook, as Excel writes it; others want an address.
            let is_workbook = kind.contains(FILES[0]);
            Some((tag.attribute("Target")?, if is_workbook { name.to_owned() } else { format!("file:///{name}") }))
        };
        tags(text).filter(|tag| tag.name() == "Relationship").filter_map(edit).collect()
    }
}

/// The name of the part that a relationship leads to from a folder, which ends with a slash or is the root.
fn target_of(folder: &str, target: &str) -> String {
    let path = if target.starts_with(['/', '\\']) { plain(target) } else { plain(&format!("{folder}{target}")) };
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Of a path from the root of a disk or of a server; none for what lies beside the file, or on the web.
fn name_of_file(target: &str) -> Option<&str> {
    let lower = target.to_ascii_lowercase();
    let is_disk = matches!(lower.as_bytes(), [b'a'..=b'z', b':', b'/' | b'\\', ..]);
    let is_path = is_disk || lower.starts_with("file:") || lower.starts_with(r"\\") || lower.starts_with('/');
    let name = target.rsplit(['/', '\\']).next().unwrap_or_default();
    let name = name.to_ascii_lowercase().rfind("%5c").map_or(name, |at| &name[at + 3..]);
    (is_path && !name.is_empty() && lower != format!("file:///{name}").to_ascii_lowercase()).then_some(name)
}

/// What Windows knows of a printer (DEVMODEW): without its name, and without what its driver adds, which tells of the account and
/// the computer. Excel itself writes as little where there is no printer.
fn printer(part: &[u8]) -> Option<Vec<u8>> {
    const NAME_BYTES: usize = 64;
    const SIZE: usize = 68;
    const ADDED: usize = 70;
    let size = usize::from(u16::from_le_bytes([*part.get(SIZE)?, *part.get(SIZE + 1)?]));
    if !(ADDED + 2..=1_024).contains(&size) {
        return None;
    }
    let mut printer = part.get(..size)?.to_vec();
    printer[..NAME_BYTES].fill(0);
    printer[ADDED..ADDED + 2].fill(0);
    (printer != part).then_some(printer)
}

#[cfg(test)]
mod tests;
