//! Office files as they would be served.

use std::io::Write;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;
use crate::media::fixtures::{self, SECRET, has};
use crate::media::inspect::inspect;

/// A file with these parts.
pub fn file(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// How a file with these parts would be served: names and contents.
pub fn served(parts: &[(&str, &[u8])]) -> Vec<(String, Vec<u8>)> {
    let (mut came, mut copy) = (tempfile::tempfile().unwrap(), tempfile::tempfile().unwrap());
    came.write_all(&file(parts)).unwrap();
    let facts = inspect(&mut came, &mut copy).unwrap();
    assert!(facts.is_copy && facts.size_bytes == copy.metadata().unwrap().len());
    let mut archive = ZipArchive::new(copy).unwrap();
    let count = archive.len();
    let read = |place| {
        let mut entry = archive.by_index(place).unwrap();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).unwrap();
        (entry.name().to_owned(), content)
    };
    (0..count).map(read).collect()
}

/// As [`served`], of texts.
pub fn texts(parts: &[(&str, &str)]) -> Vec<(String, String)> {
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, content)| (*name, content.as_bytes())).collect();
    served(&parts).into_iter().map(|(name, content)| (name, String::from_utf8(content).unwrap())).collect()
}

/// A document with these media types and these other parts, as it would be served.
pub fn cleaned(types: &str, parts: &[(&str, &str)]) -> Vec<(String, String)> {
    texts(&[&[(TYPES, types), ("word/document.xml", "<document>words by SECRET</document>")], parts].concat())
}

#[test]
fn pictures_films_and_documents_in_it_are_cleaned_whatever_they_are_called() {
    let table = fixtures::office("xl/workbook.xml");
    let text = fixtures::archive(&[(TYPES, b"<Types/>"), ("word/document.xml", b"<d/>"), ("word/embeddings/a.xlsx", &table)]);
    let parts: [(&str, Vec<u8>); 9] = [
        ("word/media/image1.jpeg", fixtures::jpeg()),
        ("word/media/image2.jpeg", fixtures::png()),
        ("word/media/image3.bin", fixtures::gif()),
        ("other/image4", fixtures::webp()),
        ("word/media/image5.tiff", fixtures::tiff()),
        ("word/media/image6.svg", fixtures::svg()),
        ("word/media/media1.mp4", fixtures::film()),
        ("word/media/image7.avif", fixtures::avif()),
        ("word/embeddings/Document.docx", text),
    ];
    let head: [(&str, &[u8]); 2] = [(TYPES, b"<Types/>"), ("word/document.xml", b"<document/>")];
    let mut all = head.to_vec();
    all.extend(parts.iter().map(|(name, part)| (*name, &part[..])));
    let served = served(&all);
    for ((name, came), (_, left)) in parts.iter().zip(&served[2..]) {
        assert!(has(came, SECRET) && !has(left, SECRET) && !left.is_empty(), "{name}");
    }
    // The film still has its pictures, the document its words.
    assert!(has(&served[8].1, &[7; 90]));
    let document = ZipArchive::new(Cursor::new(&served[10].1)).unwrap();
    assert_eq!(document.len(), 3);
}

#[test]
fn a_part_that_is_no_picture_stays_and_one_that_is_cut_off_refuses_the_file() {
    let whole = fixtures::jpeg();
    let office = |part: &[u8]| {
        let mut came = tempfile::tempfile().unwrap();
        came.write_all(&file(&[(TYPES, b"<Types/>"), ("word/document.xml", b"<d/>"), ("word/media/image1.jpeg", part)])).unwrap();
        inspect(&mut came, &mut tempfile::tempfile().unwrap()).map(|_| ())
    };
    assert!(office(&whole).is_ok());
    assert!(office(b"no picture").is_ok() && office(b"").is_ok());
    // Phones write more behind the end.
    assert!(office(&[&whole[..], b"<html>more"].concat()).is_ok());
    let refused = office(&whole[..whole.len() / 2]);
    assert!(matches!(refused, Err(Fault::Refused(Refusal::DamagedPart))), "{refused:?}");
    // A document in a document in a document, and so on.
    let mut deep = fixtures::office("word/document.xml");
    for _ in 0..embedded::MAX_DEPTH {
        deep = fixtures::archive(&[(TYPES, b"<Types/>"), ("word/document.xml", b"<d/>"), ("word/embeddings/a.docx", &deep)]);
    }
    assert!(office(&deep).is_err());
}

#[test]
fn an_office_file_that_cannot_be_taken_says_why() {
    let main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    let types = format!("<Types><Override PartName=\"/word/document2.xml\" ContentType=\"{main}\"/></Types>");
    let inspected = |parts: &[(&str, &[u8])]| {
        let (mut came, mut copy) = (tempfile::tempfile().unwrap(), tempfile::tempfile().unwrap());
        came.write_all(&file(parts)).unwrap();
        inspect(&mut came, &mut copy).map(|facts| facts.format)
    };
    let taken = inspected(&[(TYPES, types.as_bytes()), ("word/document2.xml", b"<document/>")]);
    assert!(matches!(taken, Ok(Format::Docx)), "{taken:?}");
    let refused = inspected(&[("word/document.xml", b"<document/>")]);
    assert!(matches!(refused, Err(Fault::Refused(Refusal::Damaged { format: Format::Docx }))), "{refused:?}");
    for kind in ["wordprocessingml.template", "spreadsheetml.template", "presentationml.template"] {
        let types = format!(
            "<Types><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.x.{kind}.main+xml\"/></Types>"
        );
        let refused = inspected(&[(TYPES, types.as_bytes()), ("word/document.xml", b"<document/>")]);
        assert!(matches!(refused, Err(Fault::Refused(Refusal::UnknownFormat))), "{refused:?}");
    }
    let field: &[u8] = b"<w:ftr><w:fldSimple w:instr=\"DDE cmd\"/></w:ftr>";
    let link: &[u8] = b"<externalLink><ddeLink ddeService=\"cmd\"/></externalLink>";
    for (name, part) in [("word/footer1.xml", field), ("xl/externalLinks/externalLink1.xml", link), ("xl/worksheets/a.bin", link)]
    {
        let refused = inspected(&[(TYPES, b"<Types/>"), ("word/document.xml", b"<document/>"), (name, part)]);
        assert!(matches!(refused, Err(Fault::Refused(Refusal::Active))), "{refused:?}");
    }
    let refused = inspected(&[(TYPES, b"<Types/>"), ("readme.xml", b"<readme/>")]);
    assert!(matches!(refused, Err(Fault::Refused(Refusal::UnknownFormat))), "{refused:?}");
    for twice in ["WORD/document.xml", "word\\document.xml", "[CONTENT_TYPES].xml"] {
        let refused = inspected(&[(TYPES, b"<Types/>"), ("word/document.xml", b"<document/>"), (twice, b"<other/>")]);
        assert!(matches!(refused, Err(Fault::Refused(Refusal::Foreign { .. }))), "{twice}: {refused:?}");
    }
}
