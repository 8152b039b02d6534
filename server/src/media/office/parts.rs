//! Parts of an Office file that are files of another kind: pictures, films, documents, objects of other programs, notes of a printer's
//! driver. They are known by how they begin: their names and media types are often wrong.

use std::io::Read;

use super::{native, properties};
use crate::media::embedded;
use crate::media::source::Fault;

/// The part as it is to be, of a file that lies so deep in others. None where that is as it is.
pub fn cleaned(part: &mut impl Read, depth: usize) -> Result<Option<Vec<u8>>, Fault> {
    let mut bytes = Vec::new();
    part.by_ref().take(embedded::HEAD_BYTES).read_to_end(&mut bytes)?;
    if let Some(empty) = properties::emptied(&bytes) {
        return Ok(Some(empty));
    }
    let kind = embedded::kind(&bytes);
    let (is_archive, is_object) = (bytes.starts_with(b"PK\x03\x04"), bytes.starts_with(&native::SIGNATURE));
    if kind.is_none() && !is_archive && !is_object {
        return Ok(None);
    }
    part.read_to_end(&mut bytes)?;
    match kind {
        Some(kind) => Ok(Some(embedded::cleaned(kind, bytes, depth + 1)?)),
        None if is_archive => super::cleaned(&bytes, depth + 1),
        None => Ok(native::clean(&mut bytes).then_some(bytes)),
    }
}

/// What Windows knows of a printer (DEVMODEW): without its name, and without what its driver adds, which tells of the account and
/// the computer. Excel itself writes as little where there is no printer.
pub fn printer(part: &[u8]) -> Option<Vec<u8>> {
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
