//! The objects of a PDF that is encrypted and opens without a password (ISO 32000-2, 7.6): who made it only asked readers not to
//! print or to copy. Its names are read as in any other file; its strings say nothing before they are decrypted.

use std::borrow::Cow;

use domain::media::{Format, Refusal};
use hayro::hayro_syntax::Pdf;
use hayro::hayro_syntax::object::{Array, Dict, MaybeRef, Object};

use super::findings::Findings;
use super::names::{self, Names};

/// Objects within one another; no program writes so many.
const MAX_DEPTH: usize = 100;

/// Whether its objects could be decrypted, or why a file with these objects is refused; what they say is added to the findings.
pub fn read(pdf: &Pdf, findings: &mut Findings) -> Result<bool, Refusal> {
    let mut names = Names::unlocked(*findings);
    let mut is_decrypted = false;
    let mut text = Vec::new();
    for object in pdf.objects() {
        if let Object::Stream(stream) = &object {
            is_decrypted |= matches!(stream.raw_data(), Cow::Owned(_));
        }
        text.clear();
        // No number is told of an object that is a text alone, so it counts as any.
        text.extend(b" obj ");
        if !write_object(&object, &mut text, 0) {
            return Err(Refusal::Foreign { format: Format::Pdf });
        }
        text.extend(b" endobj ");
        if let Some(refusal) = names.refusal(&text).filter(|refusal| *refusal != Refusal::Locked) {
            return Err(refusal);
        }
    }
    if is_decrypted {
        *findings = names.findings;
    }
    Ok(is_decrypted)
}

/// Writes an object as in a file that is not encrypted. Whether readers understand it the same.
fn write_object(object: &Object<'_>, to: &mut Vec<u8>, depth: usize) -> bool {
    if depth > MAX_DEPTH {
        return false;
    }
    match object {
        Object::Null(_) => to.extend(b" null"),
        Object::Boolean(_) => to.extend(b" true"),
        Object::Number(_) => to.extend(b" 0"),
        Object::String(string) => {
            to.extend(b" <");
            to.extend(crate::media::hex(string.as_bytes()).into_bytes());
            to.push(b'>');
        }
        Object::Name(name) => write_name(name, to),
        Object::Dict(dict) => return write_dict(dict, to, depth),
        Object::Stream(stream) => return write_dict(stream.dict(), to, depth),
        Object::Array(array) => return write_array(array, to, depth),
    }
    true
}

fn write_dict(dict: &Dict<'_>, to: &mut Vec<u8>, depth: usize) -> bool {
    // Of a key that stands there twice, readers take the one or the other. `/S/URI` names an action.
    if [("F", 1), ("UF", 1), ("URI", 2)].iter().any(|(key, most)| names::count(dict.data(), key.as_bytes()) > *most) {
        return false;
    }
    to.extend(b" <<");
    let mut is_clear = true;
    for (name, value) in dict.entries() {
        write_name(&name, to);
        is_clear &= write_value(&value, to, depth);
    }
    to.extend(b">>");
    is_clear
}

fn write_array(array: &Array<'_>, to: &mut Vec<u8>, depth: usize) -> bool {
    to.push(b'[');
    let is_clear = array.raw_iter().all(|value| write_value(&value, to, depth));
    to.push(b']');
    is_clear
}

fn write_value(value: &MaybeRef<Object<'_>>, to: &mut Vec<u8>, depth: usize) -> bool {
    match value {
        MaybeRef::Ref(reference) => {
            to.extend(format!(" {} {} R", reference.obj_number, reference.gen_number).into_bytes());
            true
        }
        MaybeRef::NotRef(object) => write_object(object, to, depth + 1),
    }
}

fn write_name(name: &[u8], to: &mut Vec<u8>) {
    to.push(b'/');
    for byte in name {
        if byte.is_ascii_alphanumeric() {
            to.push(*byte);
        } else {
            to.extend(format!("#{byte:02x}").into_bytes());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{cover, inspect, pages};
    use super::*;
    use crate::media::source::Fault;

    macro_rules! written_by_qpdf {
        ($name:literal) => {
            include_bytes!(concat!("../../../fixtures/", $name, ".pdf")).as_slice()
        };
    }

    fn file(bytes: &[u8]) -> tempfile::NamedTempFile {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), bytes).unwrap();
        file
    }

    fn refusal(bytes: &[u8]) -> Option<Refusal> {
        let file = file(bytes);
        let writable = std::fs::OpenOptions::new().read(true).write(true).open(file.path()).unwrap();
        match inspect(&writable) {
            Ok(()) => None,
            Err(Fault::Refused(refusal)) => Some(refusal),
            Err(fault) => panic!("{fault:?}"),
        }
    }

    #[test]
    fn a_file_that_only_forbids_printing_is_taken_and_drawn() {
        for bytes in [
            written_by_qpdf!("owner-r2"),
            written_by_qpdf!("owner-r3"),
            written_by_qpdf!("owner-r4"),
            written_by_qpdf!("owner-r6"),
            written_by_qpdf!("links-r3"),
            written_by_qpdf!("attachok-r4"),
        ] {
            assert_eq!(refusal(bytes), None);
            let file = file(bytes);
            assert_eq!(pages(file.path()).unwrap(), Some(1));
            // Its left half is red, its right one blue.
            let cover = cover(file.path(), 200).unwrap().unwrap();
            assert_eq!(
                (cover.dimensions(), cover.get_pixel(50, 50).0, cover.get_pixel(150, 50).0),
                ((200, 100), [255, 0, 0, 255], [0, 0, 255, 255])
            );
        }
    }

    #[test]
    fn a_file_that_asks_for_a_password_is_locked() {
        for bytes in [written_by_qpdf!("user-r3"), written_by_qpdf!("user-r6")] {
            assert_eq!(refusal(bytes), Some(Refusal::Locked));
        }
        // What would encrypt it is not there, or a reader finds it at another place.
        let without =
            String::from_utf8_lossy(crate::media::fixtures::pdf().as_slice()).replace("/Root 1 0 R", "/Root 1 0 R/Encrypt 9 0 R");
        assert_eq!(refusal(without.as_bytes()), Some(Refusal::Locked));
        let other_key = [written_by_qpdf!("owner-r3"), b"\n9 0 obj<</Encrypt 8 0 R/EFF/StdCF>>endobj\n%%EOF\n"].concat();
        assert_eq!(refusal(&other_key), Some(Refusal::Locked));
    }

    #[test]
    fn what_is_encrypted_is_looked_at_all_the_same() {
        for bytes in [written_by_qpdf!("js-r3"), written_by_qpdf!("js-r4"), written_by_qpdf!("js-r6")] {
            assert_eq!(refusal(bytes), Some(Refusal::Active));
        }
        for bytes in [written_by_qpdf!("attach-r3"), written_by_qpdf!("attach-r6")] {
            assert_eq!(refusal(bytes), Some(Refusal::Active));
        }
        for bytes in [written_by_qpdf!("share-r3"), written_by_qpdf!("share-r4"), written_by_qpdf!("share-r6")] {
            assert_eq!(refusal(bytes), Some(Refusal::Share));
        }
    }
}
