use super::*;
use crate::media::office::tests::{cleaned, served, texts};

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

const WORKBOOK: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
    <workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:url="urn:u"><!-- <a b='>'> -->
    <mc:AlternateContent xmlns:mc="urn:mc"><mc:Choice Requires="x15"><x15ac:absPath xmlns:url="urn:u" url="C:\Users\SECRET\"
    xmlns:x15ac="http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac"/></mc:Choice></mc:AlternateContent>
    <sheets><sheet name="a &gt; 'b' &amp; url=&quot;x&quot; ü" sheetId="1"/></sheets></workbook>"#;

#[test]
fn a_workbook_does_not_say_where_it_was_saved() {
    let silent = |workbook: &str| workbook.replace(r"C:\Users\SECRET\", "");
    let strange = WORKBOOK
        .replace("x15ac:", "ß:")
        .replace(":x15ac", ":ß")
        .replace(r#" url="C:\Users\SECRET\""#, r" url = 'C:\Users\SECRET\'");
    let bare = WORKBOOK.replace("x15ac:absPath", "absPath").replace("xmlns:x15ac", "xmlns");
    let types = r#"<Types><Override PartName="/xl/Book.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#;
    for (types, name, workbook) in [
        ("<Types/>", "xl/workbook.xml", WORKBOOK),
        ("<Types/>", "xl/workbook.xml", &strange),
        ("<Types/>", "xl/workbook.xml", &bare),
        (types, "xl/Book.xml", WORKBOOK),
    ] {
        let sheet = "<worksheet><absPath url='a'/></worksheet>";
        let served = texts(&[(TYPES, types), (name, workbook), ("xl/worksheets/sheet1.xml", sheet)]);
        assert_eq!(served[1], (name.to_owned(), silent(workbook)));
        assert_eq!(served[2].1, sheet);
    }
    let wide: Vec<u8> = "\u{feff}".encode_utf16().chain(WORKBOOK.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let served = served(&[(TYPES, b"<Types/>"), ("xl/workbook.xml", &wide)]);
    let units: Vec<u16> = served[1].1.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
    assert_eq!(String::from_utf16(&units).unwrap(), format!("\u{feff}{}", silent(WORKBOOK)));
}

#[test]
fn who_refreshed_a_pivot_table_is_not_said() {
    let pivot = r#"<pivotCacheDefinition r:id="rId1" refreshedBy="SECRET" refreshedDate="43700.5"><cacheSource type="worksheet"/></pivotCacheDefinition>"#;
    let served = cleaned("<Types/>", &[("xl/pivotCache/pivotCacheDefinition12.xml", pivot)]);
    assert_eq!(served[2].1, pivot.replace("SECRET", ""));
}

#[test]
fn a_picture_of_an_earlier_state_goes_with_what_refers_to_it() {
    const KIND: &str = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail";
    for (name, target) in [
        ("docProps/thumbnail.jpeg", "docProps/thumbnail.jpeg"),
        ("docProps/thumbnail.emf", "/docProps/thumbnail.emf"),
        ("pictures/a.png", "./Pictures/a.png"),
    ] {
        let types = format!(
            "<Types><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/{name}\" ContentType=\"image/x\"/></Types>"
        );
        let thumbnail = format!("<Relationship Id=\"rId2\" Type=\"{KIND}\" Target=\"{target}\"/>");
        let document = "<Relationship Id=\"rId1\" Type=\"urn:officeDocument\" Target=\"word/document.xml\"/>";
        for thumbnail in [thumbnail.clone(), thumbnail.replace("/>", "></Relationship>")] {
            let relationships = format!("<Relationships>{thumbnail}{document}</Relationships>");
            let served = cleaned(&types, &[(name, "SECRET"), ("_rels/.rels", &relationships)]);
            let [types, _, relationships] = &served[..] else { panic!("{served:?}") };
            assert_eq!(types.1, "<Types><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>");
            assert_eq!(*relationships, ("_rels/.rels".to_owned(), format!("<Relationships>{document}</Relationships>")));
        }
    }
}

#[test]
fn the_list_of_who_changed_a_presentation_goes() {
    let relationships = r#"<Relationships><Relationship Id="rId8" Type="http://schemas.microsoft.com/office/2016/11/relationships/changesInfo" Target="changesInfos/changesInfo1.xml"/></Relationships>"#;
    let served = texts(&[
        (TYPES, "<Types/>"),
        ("ppt/presentation.xml", "<p:presentation/>"),
        ("ppt/changesInfos/changesInfo1.xml", "<pc:chgInfo><pc:chgData name=\"SECRET\"/></pc:chgInfo>"),
        ("ppt/_rels/presentation.xml.rels", relationships),
    ]);
    assert_eq!(served.len(), 3, "{served:?}");
    assert_eq!(served[2].1, "<Relationships></Relationships>");
}

#[test]
fn files_of_the_maker_are_named_without_their_folders() {
    let relationship = |kind: &str, target: &str| {
        format!(r#"<Relationship Id="rId1" Type="http://x/{kind}" Target="{target}" TargetMode="External"/>"#)
    };
    for (kind, target, wanted) in [
        ("relationships/externalLinkPath", r"file:///C:\Users\SECRET\Book%201.xlsx", "Book%201.xlsx"),
        ("relationships/externalLinkPath", "/Users/SECRET/Book.xlsx", "Book.xlsx"),
        ("relationships/externalLinkPath", r"file:///\\SECRET\share\Book.xlsx", "Book.xlsx"),
        ("relationships/xlExternalLinkPath/xlPathMissing", r"C:\SECRET\Book.xlsx", "Book.xlsx"),
        ("relationships/attachedTemplate", r"file:///C:\Users\SECRET\Templates\Letter.dotx", "file:///Letter.dotx"),
        ("relationships/attachedTemplate", "file:///C:%5CUsers%5CSECRET%5CLetter.dotx", "file:///Letter.dotx"),
        ("relationships/oleObject", "file://localhost/Users/SECRET/a.xlsx!Sheet1!R1C1:R2C2", "file:///a.xlsx!Sheet1!R1C1:R2C2"),
        ("relationships/image", "file:///C:/Users/SECRET/Secret%20Project/photo.png", "file:///photo.png"),
        ("relationships/image", r"\\SECRET\share\photo.png", "file:///photo.png"),
        ("relationships/video", "C:SECRET/film.mp4", "file:///film.mp4"),
        ("relationships/mailMergeSource", "FILE:///C:%2FUsers%2FSECRET%2Fcustomers.xlsx", "file:///customers.xlsx"),
        ("relationships/frame", "mhtml:file://C:\\SECRET\\a.mht", "file:///a.mht"),
        ("relationships/oleObject", "file:///C:/Users/SECRET/", "file:///"),
        // What Office loads without a question, from the web too.
        ("relationships/attachedTemplate", "https://evil.example/a/x.dotm?b=/c", "file:///x.dotm"),
        ("relationships/oleObject", "mhtml:HTTP://evil.example/x.html!x.html", "file:///x.html!x.html"),
        ("relationships/subDocument", r"\\evil.example@SSL\x.docx", "file:///x.docx"),
        // What lies beside the file, what is on the web, and what a reader follows.
        ("relationships/image", "https://example.com/?a=file:b", "https://example.com/?a=file:b"),
        ("relationships/externalLinkPath", "Book.xlsx", "Book.xlsx"),
        ("relationships/externalLinkPath", "../Plans/Book.xlsx", "../Plans/Book.xlsx"),
        ("relationships/externalLinkPath", "https://example.com/a/Book.xlsx", "https://example.com/a/Book.xlsx"),
        ("relationships/hyperlink", "file:///C:/public/a.xlsx", "file:///C:/public/a.xlsx"),
    ] {
        let served = cleaned("<Types/>", &[("xl/externalLinks/_rels/externalLink1.xml.rels", &relationship(kind, target))]);
        assert_eq!(served[2].1, relationship(kind, wanted));
    }
}

#[test]
fn where_data_came_from_is_not_said() {
    let connections = r#"<connections><connection id="1" sourceFile="C:\SECRET\a.xlsx" odcFile="C:\SECRET\a.odc" name="c" type="5">
        <dbPr connection="Provider=SQLOLEDB;Data Source=SECRET;User ID=SECRET" command="select SECRET"/></connection><connection id="2" name="d"
        type="6"><textPr sourceFile="C:\SECRET\a.txt"/></connection><connection id="3" name="e"><webPr url="file:///C:/SECRET/"/></connection>
        </connections>"#;
    let settings = r#"<w:settings><w:zoom w:percent="100"/><w:mailMerge><w:mainDocumentType w:val="formLetters"/><w:connectString
        w:val="User ID=SECRET"/><w:query w:val="SELECT * FROM SECRET"/><w:dataSource r:id="rId1"/></w:mailMerge><w:compat/></w:settings>"#;
    let people = r#"<w15:people><w15:person w15:author="Jane"><w15:presenceInfo w15:providerId="AD" w15:userId="S::SECRET"/></w15:person></w15:people>"#;
    let served =
        cleaned("<Types/>", &[("xl/connections.xml", connections), ("word/settings.xml", settings), ("word/people.xml", people)]);
    let [_, _, connections, settings, people] = &served[..] else { panic!("{served:?}") };
    assert!(!connections.1.contains("SECRET") && connections.1.contains(r#"name="c" type="5">"#), "{connections:?}");
    assert!(connections.1.contains(r#"<dbPr connection="" command=""/>"#), "{connections:?}");
    assert_eq!(settings.1, r#"<w:settings><w:zoom w:percent="100"/><w:compat/></w:settings>"#);
    assert!(!people.1.contains("SECRET") && people.1.contains("w15:author=\"Jane\""), "{people:?}");
    let workbook = r#"<workbook><fileSharing userName="SECRET"/></workbook>"#;
    assert_eq!(texts(&[(TYPES, "<Types/>"), ("xl/workbook.xml", workbook)])[1].1, workbook.replace("SECRET", ""));
}

#[test]
fn what_a_printer_tells_is_not_served() {
    let wide = |text: &str, bytes: usize| {
        let mut wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        wide.resize(bytes, 0);
        wide
    };
    let of = |name: &str, added: &[u8]| {
        let sizes = [1_025, 518, 220, u16::try_from(added.len()).unwrap()].map(u16::to_le_bytes).concat();
        [wide(name, 64), sizes, vec![7; 148], added.to_vec()].concat()
    };
    let types = br#"<Types><Default Extension="bin" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.printerSettings"/>
        <Override PartName="/xl/embeddings/ole1.bin" ContentType="application/vnd.openxmlformats-officedocument.oleObject"/></Types>"#;
    let printer = of(r"\\SECRET\Printer", &wide("SECRET-CLIENT17", 300));
    // Of a Mac, which has other settings, and nothing that Office wrote.
    let other = b"\x01\0\0\0\xdb\x1c\0\0<?xml version=\"1.0\"?><plist/>".to_vec();
    let served = served(&[
        (TYPES, types),
        ("xl/workbook.xml", b"<workbook/>"),
        ("xl/printerSettings/printerSettings1.bin", &printer),
        ("xl/settings2.bin", &printer),
        ("xl/printerSettings/printerSettings3.bin", &other),
        ("xl/printerSettings/printerSettings4.bin", b"x"),
        ("xl/embeddings/ole1.bin", &printer),
    ]);
    let silent = of("", b"");
    let wanted = [&silent, &silent, &other, &b"x".to_vec(), &printer];
    assert_eq!(served[2..].iter().map(|(_, content)| content).collect::<Vec<_>>(), wanted);
}

#[test]
fn part_names_are_compared_without_case_and_served_with_slashes() {
    let core = "<cp:coreProperties><dc:creator>SECRET</dc:creator></cp:coreProperties>";
    let served = texts(&[
        ("[content_types].xml", "<Types/>"),
        ("XL\\Workbook.xml", WORKBOOK),
        ("/_Rels/.Rels", "<Relationships/>"),
        ("docprops\\Core.xml", core),
    ]);
    let names: Vec<&str> = served.iter().map(|(name, _)| &**name).collect();
    assert_eq!(names, [TYPES, "XL/Workbook.xml", "_Rels/.Rels", "docprops/Core.xml"]);
    assert!(served.iter().all(|(_, content)| !content.contains("SECRET")), "{served:?}");
}
