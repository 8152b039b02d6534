//! What an Office file tells of who made it where, without anybody asking it: its properties (ECMA-376-2, "Core properties";
//! ECMA-376-1, 15.2.12), its place on a disk, its printer, a picture of what it was. Others refer to most of these parts, so they
//! stay, and say nothing.

use std::collections::{HashMap, HashSet};
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};

use domain::media::{Format, Refusal};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::markup::{Edit, changed, tags};
use super::relationships::target_of;
use super::{MAX_TYPES_BYTES, TYPES, parts, place_of, plain, relationships};
use crate::media::source::Fault;

/// The treatment of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Change {
    /// It says nothing any more.
    Empty(&'static str),
    /// It is left out, with all references to it.
    Gone,
    /// These attributes of these elements are emptied.
    Blank(&'static [(&'static str, &'static str)]),
    /// This element is left out.
    Without(&'static str),
    /// The notes of a printer's driver.
    Printer,
    /// The references of the part.
    Relationships,
    /// The list of what the parts are.
    Types,
}

use Change::{Blank, Empty, Gone, Printer, Without};

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const CORE: &str = "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\"/>";
const APP: &str = "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\"/>";
const CUSTOM: &str = "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\"/>";

/// The folder that a workbook was saved in (MS-XLSX, `absPath`), who has it open, and who last brought a pivot table up to date.
const WORKBOOK: Change = Blank(&[("absPath", "url"), ("fileSharing", "userName")]);
const REFRESHED: Change = Blank(&[("pivotCacheDefinition", "refreshedBy")]);

/// Where the data of a workbook came from: files, databases, who asks them and for what (ECMA-376-1, 18.13; MS-XLSX, 2.4).
const SOURCES: Change = Blank(&[
    ("connection", "sourceFile"),
    ("connection", "odcFile"),
    ("connection", "singleSignOnId"),
    ("connection", "description"),
    ("dbPr", "connection"),
    ("dbPr", "command"),
    ("dbPr", "serverCommand"),
    ("olapPr", "localConnection"),
    ("webPr", "url"),
    ("webPr", "post"),
    ("webPr", "editPage"),
    ("textPr", "sourceFile"),
    ("oledbPr", "connection"),
    ("dataFeedPr", "connection"),
    ("dbCommand", "text"),
]);

/// Where a form letter has its addresses from (ECMA-376-1, 17.14).
const LETTER: Change = Without("mailMerge");

/// The accounts of those who wrote comments and changes. Their names stay.
const ACCOUNTS: Change = Blank(&[("presenceInfo", "userId"), ("person", "userId"), ("author", "userId")]);

/// By the end of its media type, and how its name begins in nearly every file.
const KINDS: [(&str, &str, Change); 14] = [
    ("package.core-properties+xml", "docprops/core.xml", Empty(CORE)),
    ("extended-properties+xml", "docprops/app.xml", Empty(APP)),
    ("custom-properties+xml", "docprops/custom.xml", Empty(CUSTOM)),
    ("spreadsheetml.sheet.main+xml", "xl/workbook.xml", WORKBOOK),
    ("spreadsheetml.pivotcachedefinition+xml", "xl/pivotcache/pivotcachedefinition", REFRESHED),
    ("spreadsheetml.connections+xml", "xl/connections.xml", SOURCES),
    ("wordprocessingml.settings+xml", "word/settings.xml", LETTER),
    ("wordprocessingml.people+xml", "word/people.xml", ACCOUNTS),
    ("ms-excel.person+xml", "xl/persons/", ACCOUNTS),
    ("ms-powerpoint.authors+xml", "ppt/authors.xml", ACCOUNTS),
    ("spreadsheetml.printersettings", "xl/printersettings/", Printer),
    ("wordprocessingml.printersettings", "word/printersettings/", Printer),
    ("presentationml.printersettings", "ppt/printersettings/", Printer),
    // PowerPoint lists there who changed what, with the address of the account.
    ("powerpoint.changesinfo+xml", "ppt/changesinfos/", Gone),
];

/// A picture of what the file was when it was saved (ECMA-376-2, "Thumbnails"): the kind of its relationship, how its name begins.
const THUMBNAIL: (&str, &str) = ("/metadata/thumbnail", "docprops/thumbnail.");
const ROOT: &str = "_rels/.rels";

/// The part that tells what its file is by its root, if it does no more than that: with nothing in it.
pub fn emptied(head: &[u8]) -> Option<Vec<u8>> {
    // As UTF-16, which it may be, every letter here is itself beside a zero.
    let head: Vec<u8> = head.iter().copied().filter(|byte| *byte != 0).collect();
    let head = String::from_utf8_lossy(&head);
    let root = tags(&head).next()?;
    let namespace = root.inside().to_ascii_lowercase().replace('-', "");
    let empty = match root.name() {
        "coreProperties" => CORE,
        "Properties" if namespace.contains("extendedproperties") => APP,
        "Properties" if namespace.contains("customproperties") => CUSTOM,
        _ => return None,
    };
    Some(format!("{HEAD}{empty}").into_bytes())
}

/// Copies an Office file that lies so deep in others, without what it tells of its maker.
pub fn clean(mut from: impl Read + Seek, to: &mut (impl Write + Seek), format: Format, depth: usize) -> Result<(), Fault> {
    let damaged = |_| Fault::from(Refusal::Damaged { format });
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
    let mut writer = ZipWriter::new(BufWriter::new(to));
    for place in 0..archive.len() {
        let mut entry = archive.by_index(place).map_err(damaged)?;
        let plain = plain(entry.name());
        // The one name that some programs compare letter by letter.
        let name = if plain.eq_ignore_ascii_case(TYPES) { TYPES.to_owned() } else { super::slashed(entry.name()) };
        let part = match properties.change(&plain) {
            None => parts::cleaned(&mut entry, depth)?,
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

/// The treatment of each part.
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

    /// The treatment of this part, whose name is in small letters.
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
            Blank(attributes) => changed(part, |text| {
                let values = tags(text).flat_map(|tag| {
                    let name = tag.name();
                    let values = attributes.iter().filter(|(element, _)| *element == name);
                    let values = values.filter_map(|(_, attribute)| tag.attribute(attribute)).filter(|value| !value.is_empty());
                    values.collect::<Vec<_>>()
                });
                let mut edits: Vec<Edit> = values.map(|value| (value, String::new())).collect();
                edits.sort_unstable_by_key(|(value, _)| value.start);
                edits
            }),
            Without(element) => changed(part, |text| {
                tags(text).filter(|tag| tag.name() == element).map(|tag| (tag.element(), String::new())).collect()
            }),
            Printer => parts::printer(part),
            Change::Relationships => {
                changed(part, |text| relationships::edits(name, text, |part| self.change(part) == Some(Gone)))
            }
            Change::Types => changed(part, |text| {
                let is_gone = |name: &str| self.change(&plain(name)) == Some(Gone);
                let gone = tags(text).filter(|tag| tag.name() == "Override" && tag.value("PartName").is_some_and(is_gone));
                gone.map(|tag| (tag.element(), String::new())).collect()
            }),
        }
    }
}

#[cfg(test)]
mod tests;
