use super::*;

fn form() -> MediaForm {
    MediaForm { id: Some(MediaId(1)), version: 3, folder: "/".into(), ..MediaForm::default() }
}

fn german() -> Language {
    Language::parse("de").unwrap()
}

#[test]
fn a_form_with_nothing_typed_is_a_file_at_the_root() {
    let draft = form().parse(&Languages::default()).unwrap();
    assert_eq!((draft.folder.as_str(), draft.tags.0.len(), draft.titles.0.len()), ("/", 0, 0));
    assert_eq!(draft.focal_point, FocalPoint { x: 50, y: 50 });
}

#[test]
fn every_problem_is_told_at_its_field() {
    let mut form = form();
    form.texts.insert(german(), MediaTextForm { title: "a".repeat(201), alt: "b".repeat(501), description: "c".repeat(2_001) });
    form.texts.insert(Language::parse("fr").unwrap(), MediaTextForm { title: "x".into(), ..MediaTextForm::default() });
    form.folder = "a/../b".into();
    form.tags = (0..21).map(|n| n.to_string()).collect::<Vec<_>>().join(",");
    form.focal_point = FocalPoint { x: 101, y: 0 };
    let invalid = form.parse(&Languages::default()).unwrap_err();
    assert_eq!(invalid.of("title:de"), Some(&Problem::TooLong { max: 200 }));
    assert_eq!(invalid.of("alt:de"), Some(&Problem::TooLong { max: 500 }));
    assert_eq!(invalid.of("description:de"), Some(&Problem::TooLong { max: 2_000 }));
    assert_eq!(invalid.of("title:fr"), Some(&Problem::NotAChoice));
    assert_eq!(invalid.of("folder"), Some(&Problem::NotAChoice));
    assert_eq!(invalid.of("tags"), Some(&Problem::TooLong { max: 20 }));
    assert_eq!(invalid.of("focal_point"), Some(&Problem::NotAChoice));
}

#[test]
fn a_description_keeps_its_lines_and_an_alternative_text_is_one() {
    let mut form = form();
    let text = MediaTextForm { title: String::new(), alt: "A van\nin Husum".into(), description: "One\n\nTwo\nthree".into() };
    form.texts.insert(german(), text);
    let draft = form.parse(&Languages::default()).unwrap();
    assert_eq!(
        (draft.alts.0[&german()].as_str(), draft.descriptions.0[&german()].as_str()),
        ("A van in Husum", "One\n\nTwo\nthree")
    );
}

#[test]
fn a_folder_is_a_path_of_names() {
    for (typed, folder) in [("", "/"), ("/", "/"), ("Covers", "/Covers"), (" //Co\u{0}vers/ 2026 /", "/Covers/2026")] {
        assert_eq!(Folder::parse(typed).map(|folder| folder.as_str().to_owned()), Ok(folder.to_owned()), "{typed}");
    }
    for bad in ["a/b/c/d/e/f", "..", ".\u{200b}."] {
        assert!(Folder::parse(bad).is_err(), "{bad}");
    }
}

#[test]
fn no_tag_is_there_twice() {
    assert_eq!(Tags::parse("Husum, cable ,, husum,Cable").unwrap().0, ["Husum", "cable"]);
}

#[test]
fn every_format_is_known_by_its_media_type() {
    for format in Format::ALL {
        assert_eq!(Format::of_mime_type(format.mime_type()), Some(format));
    }
    assert_eq!(Format::of_mime_type("text/html"), None);
}

#[test]
fn a_name_to_be_shown_hides_nothing() {
    assert_eq!(shown_name("../../etc/passwd.jpg"), "passwd.jpg");
    assert_eq!(shown_name("C:\\fakepath\\Über uns.jpg"), "Über uns.jpg");
    assert_eq!(shown_name("a\u{202e}gpj.exe\u{0}"), "agpj.exe");
    assert_eq!(shown_name("👩\u{200d}🔧 a\u{200b}\u{fe0f}.jpg"), "👩\u{200d}🔧 a.jpg");
    assert_eq!(shown_name("../"), "");
    let long = shown_name(&format!("{}.jpg", "a".repeat(300)));
    assert_eq!((long.chars().count(), long.ends_with(".jpg")), (150, true));
}

#[cfg(feature = "server")]
#[test]
fn a_name_for_an_address_is_made_of_what_the_file_came_with() {
    for (original, name) in [
        ("Über uns (2).JPG", "ueber-uns-2.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        ("a\u{0}b.html", "ab.jpg"),
        ("photo\u{202e}gpj.exe", "photogpj.jpg"),
        (".htaccess", "htaccess.jpg"),
        ("", "file.jpg"),
        ("/", "file.jpg"),
        ("…", "file.jpg"),
        ("CON", "con.jpg"),
    ] {
        assert_eq!(clean_name(original, Format::Jpeg), name, "{original:?}");
    }
    assert!(clean_name(&"é".repeat(300), Format::Png).len() <= 84);
}

#[test]
fn another_file_takes_the_place_of_one_in_a_text() {
    let text = "![](media:1) [x](media:12 \"t\") [y](<media:1>) media:1";
    assert_eq!(replace_id(text, MediaId(1), MediaId(7)), "![](media:7) [x](media:12 \"t\") [y](<media:7>) media:7");
    assert_eq!(replace_id(r#"{"content":"[a]: media:1\n"}"#, MediaId(1), MediaId(12)), r#"{"content":"[a]: media:12\n"}"#);
}
