//! The properties of an Office file (ECMA-376-2, "Core properties"; ECMA-376-1, 15.2.12): who wrote it when, for whom and with
//! what. Others refer to these parts, so they stay, and say nothing.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};

use domain::media::{Format, Refusal};
use xml::attribute::OwnedAttribute;
use xml::reader::{EventReader, XmlEvent};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::{MAX_TYPES_BYTES, TYPES};
use crate::media::source::Fault;

/// By the end of its media type: where a kind of properties lies in nearly every file, and one that says nothing.
const KINDS: [(&str, &str, &str); 3] = [
    (
        "package.core-properties+xml",
        "docprops/core.xml",
        "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\"/>",
    ),
    (
        "extended-properties+xml",
        "docprops/app.xml",
        "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\"/>",
    ),
    (
        "custom-properties+xml",
        "docprops/custom.xml",
        "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\"/>",
    ),
];

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// Copies a file that was inspected, with properties that say nothing.
pub fn clean(from: &File, to: &mut File, format: Format) -> Result<(), Fault> {
    let damaged = |_| Refusal::Damaged { format };
    let mut from = from.try_clone()?;
    from.seek(SeekFrom::Start(0))?;
    let mut archive = ZipArchive::new(BufReader::new(from)).map_err(damaged)?;
    let mut types = Vec::new();
    archive.by_name(TYPES).map_err(damaged)?.take(MAX_TYPES_BYTES).read_to_end(&mut types)?;
    let properties = Properties::read(&types);
    to.seek(SeekFrom::Start(0))?;
    let mut writer = ZipWriter::new(BufWriter::new(&mut *to));
    for place in 0..archive.len() {
        let entry = archive.by_index_raw(place).map_err(damaged)?;
        match properties.empty(entry.name()) {
            Some(empty) => {
                let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
                let name = entry.name().to_owned();
                writer.start_file(name, options).map_err(io::Error::from)?;
                writer.write_all(HEAD.as_bytes())?;
                writer.write_all(empty.as_bytes())?;
            }
            None => writer.raw_copy_file(entry).map_err(io::Error::from)?,
        }
    }
    writer.finish().map_err(io::Error::from)?.flush()?;
    Ok(())
}

/// Which parts are properties.
#[derive(Default)]
struct Properties {
    /// Their names, or how these end, in small letters.
    names: Vec<(String, &'static str)>,
    endings: Vec<(String, &'static str)>,
}

impl Properties {
    /// As the list of media types says. Where it cannot be read, they are where they nearly always are.
    fn read(types: &[u8]) -> Self {
        let mut properties = Self::default();
        properties.names.extend(KINDS.iter().map(|(_, name, empty)| ((*name).to_owned(), *empty)));
        for event in EventReader::new(types) {
            let Ok(event) = event else { break };
            let XmlEvent::StartElement { name, attributes, .. } = event else { continue };
            let value = |wanted: &str| {
                let is_wanted = |attribute: &&OwnedAttribute| attribute.name.local_name == wanted;
                attributes.iter().find(is_wanted).map(|attribute| attribute.value.to_ascii_lowercase())
            };
            let Some(media_type) = value("ContentType") else { continue };
            let Some((.., empty)) = KINDS.iter().find(|(kind, ..)| media_type.trim().ends_with(kind)) else { continue };
            match &*name.local_name {
                "Override" => {
                    properties.names.extend(value("PartName").map(|name| (name.trim_start_matches('/').to_owned(), *empty)))
                }
                "Default" => properties.endings.extend(value("Extension").map(|ending| (format!(".{ending}"), *empty))),
                _ => {}
            }
        }
        properties
    }

    /// What is served instead of this part, if it is one of them.
    fn empty(&self, name: &str) -> Option<&'static str> {
        let name = name.to_ascii_lowercase();
        let by_name = self.names.iter().find(|(found, _)| *found == name);
        by_name.or_else(|| self.endings.iter().find(|(ending, _)| name.ends_with(ending))).map(|(_, empty)| *empty)
    }
}

#[cfg(test)]
mod tests;
