use std::io::Cursor;

use super::*;

/// A document with these media types and these other parts, as it would be served: names and contents.
fn cleaned(types: &str, parts: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in [(TYPES, types), ("word/document.xml", "<document>words by SECRET</document>")].iter().chain(parts) {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    let (mut came, mut copy) = (tempfile::tempfile().unwrap(), tempfile::tempfile().unwrap());
    came.write_all(&writer.finish().unwrap().into_inner()).unwrap();
    let facts = crate::media::inspect::inspect(&mut came, &mut copy).unwrap();
    assert!(facts.is_copy && facts.size_bytes == copy.metadata().unwrap().len());
    let mut archive = ZipArchive::new(copy).unwrap();
    let read = |place| {
        let mut entry = archive.by_index(place).unwrap();
        let mut content = String::new();
        entry.read_to_string(&mut content).unwrap();
        (entry.name().to_owned(), content)
    };
    (0..2 + parts.len()).map(read).collect()
}

#[test]
fn properties_say_nothing_wherever_they_lie() {
    let core = "<cp:coreProperties><dc:creator>SECRET</dc:creator></cp:coreProperties>";
    let app = "<Properties><Company>SECRET</Company></Properties>";
    let types = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
        <Default Extension="psmdcp" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>
        <Override PartName="/other/App.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/>
        </Types>"#;
    for (types, name, content) in [
        ("<Types/>", "docProps/core.xml", core),
        ("<Types", "docProps/app.xml", app),
        ("<Types/>", "docProps/custom.xml", app),
        (types, "package/services/metadata/core-properties/1.psmdcp", core),
        (types, "other/app.xml", app),
    ] {
        let served = cleaned(types, &[(name, content), ("word/people.xml", "<people/>")]);
        let [first, document, properties, other] = &served[..] else { panic!("{served:?}") };
        assert_eq!((first.0.as_str(), first.1.as_str()), (TYPES, types));
        assert_eq!(document.1, "<document>words by SECRET</document>");
        assert_eq!(properties.0, name);
        assert!(properties.1.starts_with("<?xml ") && !properties.1.contains("SECRET"), "{properties:?}");
        assert_eq!(other.1, "<people/>");
    }
}
