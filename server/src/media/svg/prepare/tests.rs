use std::io::{Seek, SeekFrom};

use super::*;

/// The content of the root element as it is served.
fn cleaned(content: &str) -> String {
    let (mut came, mut copy) = (tempfile::tempfile().unwrap(), tempfile::tempfile().unwrap());
    let drawing = format!("<svg xmlns=\"{SVG}\" xmlns:xlink=\"{XLINK}\" xmlns:s=\"{SVG}\" xmlns:o=\"urn:o\">{content}</svg>");
    came.write_all(drawing.as_bytes()).unwrap();
    crate::media::svg::clean(&came, &mut copy).unwrap();
    let mut served = String::new();
    copy.seek(SeekFrom::Start(0)).unwrap();
    copy.read_to_string(&mut served).unwrap();
    let (_, within) = served.split_once(&format!("<svg xmlns=\"{SVG}\">")).unwrap_or_else(|| panic!("{served}"));
    within.trim_end().strip_suffix("</svg>").unwrap().to_owned()
}

#[test]
fn no_blank_comes_between_letters_and_none_is_lost() {
    for content in [
        "<text><tspan>Mag</tspan><tspan>ne</tspan></text>",
        "<text>Mag<tspan>ne</tspan>tiq</text>",
        "<text><tspan>Total</tspan></text>",
        "<text xml:space=\"preserve\"><tspan>a</tspan>  <tspan>b</tspan>\n c </text>",
        "<g>\n  <text>a<tspan>b</tspan> <tspan>c</tspan></text>\n</g>",
        "<g><g/><g><g/></g></g>",
        "<text>a &lt; b &amp; ü</text>",
    ] {
        assert_eq!(cleaned(content).replace(" />", "/>"), content, "{content}");
    }
}

#[test]
fn a_path_of_the_same_drawing_is_still_referred_to_and_one_elsewhere_is_not() {
    assert_eq!(cleaned("<textPath href=\"#t\">a</textPath>"), "<textPath href=\"#t\">a</textPath>");
    assert_eq!(cleaned("<textPath xlink:href=\" #t\">a</textPath>"), "<textPath href=\"#t\">a</textPath>");
    assert_eq!(cleaned("<mpath xlink:href=\"x\" href=\"#m\"/>").replace(" />", "/>"), "<mpath href=\"#m\"/>");
    for elsewhere in ["https://evil.example/a.svg#t", "//evil.example#t", "javascript:a", "a.svg#t"] {
        assert_eq!(cleaned(&format!("<textPath href=\"{elsewhere}\">a</textPath>")), "<textPath>a</textPath>");
    }
    // Nobody gets past svg-hush with the names that are used for it.
    let spoofed = format!("<a {HREF}=\"javascript:a\" {SPACE}=\"x\"><text>x {HREF}=\"y\"</text></a>");
    let served = cleaned(&spoofed);
    assert!(served.starts_with("<a><text>x data-magnetiq-href=") && !served.contains("javascript"), "{served}");
}

#[test]
fn an_import_goes_without_the_rule_behind_it() {
    for (style, left) in [
        ("@import url(\"https://a.example/css2?family=Inter\");.a{fill:red}.b{fill:blue}", ".a{fill:red}.b{fill:blue}"),
        ("@import 'https://a.example/css2?family=Inter:wght@400;700,900';.a{fill:red}", ".a{fill:red}"),
        ("@IMPORT url(https://a.example/?a;b) screen;\n.a{fill:red}", "\n.a{fill:red}"),
        ("@media print{.a{fill:red}}@font-face{a:b}@import url(x)", "@media print{.a{fill:red}}@font-face{a:b}"),
    ] {
        assert_eq!(
            cleaned(&format!("<style>{}</style>", style.replace('&', "&amp;"))),
            format!("<style>{left}</style>"),
            "{style}"
        );
    }
}

#[test]
fn other_languages_and_prefixes_go() {
    let content = "<o:meta><g/>x</o:meta><s:g s:fill=\"red\" fill=\"blue\"><o:x/></s:g>";
    assert_eq!(cleaned(content).replace(" />", "/>"), "<g fill=\"blue\"/>");
}

#[test]
fn marks_go_whatever_pieces_they_come_in() {
    let written = "<a data-magnetiq-href=\"#x\"  data-magnetiq-space=\"preserve\">\x7f data-magnetiq-href= </a>";
    let mut out = Prepared::new(Vec::new());
    written.bytes().for_each(|byte| out.write_all(&[byte]).unwrap());
    out.flush().unwrap();
    let left = "<a href=\"#x\"  xml:space=\"preserve\"> data-magnetiq-href= </a>";
    assert_eq!(String::from_utf8(out.inner).unwrap(), left);
}
