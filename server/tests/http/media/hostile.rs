//! Files that pretend, that burst, that carry something with them: refused with a reason, or cleaned.

use domain::access::Role;
use domain::media::{Format, Refusal};
use hyper::StatusCode;
use image::ImageFormat;

use super::files::{
    SVG, archive, docx, docx_of, encoded, jpeg, jpeg_with_metadata, mp4, part, pdf, pdf_with, png_of, png_with_text, spoiled_png,
};
use super::{form, refused, taken};
use crate::test_app::TestApp;

#[tokio::test(flavor = "multi_thread")]
async fn every_format_is_known_by_its_content_whatever_its_name() {
    let app = TestApp::start().await;
    let editor = app.staff(Role::Editor).await;
    let xlsx = archive(&[("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"<workbook/>")]);
    let pptx = archive(&[("[Content_Types].xml", b"<Types/>"), ("ppt/presentation.xml", b"<p/>")]);
    let files = [
        (Format::Jpeg, jpeg(40, 30)),
        (Format::Png, encoded(ImageFormat::Png)),
        (Format::Gif, encoded(ImageFormat::Gif)),
        (Format::Webp, encoded(ImageFormat::WebP)),
        (Format::Svg, SVG.as_bytes().to_vec()),
        (Format::Pdf, pdf()),
        (Format::Docx, docx()),
        (Format::Xlsx, xlsx),
        (Format::Pptx, pptx),
        (Format::Mp4, mp4()),
    ];
    for (format, content) in files {
        let media = taken(&app.upload(&editor, "index.html", &content).await).media;
        assert_eq!(media.format, format);
        assert_eq!(media.filename, format!("index.{}", format.extension()));
        let answer = app.get(&media.address).send().await;
        assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, format.mime_type()));
    }
}

/// A picture whose list of parts takes no room for each, so that a few bytes stand for as many as one likes.
fn endless_avif() -> Vec<u8> {
    let mut iloc = vec![0, 0, 0, 0, 0, 0, 0x0f, 0xa0];
    (0..4_000_u16).for_each(|item| iloc.extend([&item.to_be_bytes()[..], &[0, 0, 255, 255]].concat()));
    let ispe = part(b"ispe", &[0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0, 9]);
    let meta = part(b"meta", &[&[0; 4][..], &ispe, &part(b"iloc", &iloc)].concat());
    [part(b"ftyp", b"avif\0\0\0\0avif"), meta].concat()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_refused_has_a_reason_and_leaves_nothing() {
    let app = TestApp::start().await;
    let editor = app.staff(Role::Editor).await;
    let zeros = vec![0; 30 * 1024 * 1024];
    let bomb = archive(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", &zeros)]);
    let macros = archive(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", b"<d/>"),
        ("word/vbaProject.bin", b"Sub AutoOpen"),
    ]);
    let html = b"<!doctype html><script>alert(1)</script>".to_vec();
    let with = |content: Vec<u8>, more: &[u8]| [content.as_slice(), more].concat();
    let cut = |content: Vec<u8>| content[..content.len() * 2 / 3].to_vec();
    let plain = archive(&[("readme.txt", b"hello")]);
    let locked = String::from_utf8(pdf()).unwrap().replace("/Size 4", "/Size 4/Encrypt 9 0 R").into_bytes();
    let package: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let locked_docx = [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", &[0; 600][..], &package, &[0; 100]].concat();
    let macros_of = |types: &str| docx_of(types.as_bytes());
    let enabled = r#"<Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>"#;
    let little: Vec<u8> = "\u{feff}".encode_utf16().chain(enabled.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = "\u{feff}".encode_utf16().chain(enabled.encode_utf16()).flat_map(u16::to_be_bytes).collect();
    let within = r#"<svg xmlns="http://www.w3.org/2000/svg"><style>a{}<g/>@import "https://evil.example/y";</style></svg>"#;
    let cases: Vec<(&str, Vec<u8>, Refusal)> = vec![
        ("bomb.png", png_of(10_000, 10_000), Refusal::TooManyPixels { max_megapixels: 50 }),
        ("bomb.docx", bomb, Refusal::Bomb),
        ("page.jpg", html.clone(), Refusal::UnknownFormat),
        ("page.svg", b"<html><body>x</body></html>".to_vec(), Refusal::UnknownFormat),
        ("none.pdf", Vec::new(), Refusal::Empty),
        ("cut.pdf", cut(pdf()), Refusal::Damaged { format: Format::Pdf }),
        ("cut.jpg", cut(jpeg(40, 30)), Refusal::Damaged { format: Format::Jpeg }),
        ("cut.png", cut(encoded(ImageFormat::Png)), Refusal::Damaged { format: Format::Png }),
        ("spoiled.png", spoiled_png(), Refusal::Damaged { format: Format::Png }),
        ("cut.gif", cut(encoded(ImageFormat::Gif)), Refusal::Damaged { format: Format::Gif }),
        ("cut.webp", cut(encoded(ImageFormat::WebP)), Refusal::Damaged { format: Format::Webp }),
        ("cut.mp4", cut(mp4()), Refusal::Damaged { format: Format::Mp4 }),
        ("cut.svg", b"<svg xmlns=\"http://www.w3.org/2000/svg\"><g>".to_vec(), Refusal::Damaged { format: Format::Svg }),
        ("zip.docx", plain.clone(), Refusal::UnknownFormat),
        ("macros.docx", macros, Refusal::Macros),
        ("little.docx", docx_of(&little), Refusal::Macros),
        ("big.docx", docx_of(&big), Refusal::Macros),
        (
            "named.docx",
            macros_of("<Default Extension='bin' ContentType='application/vnd.ms-office.vbaProject'/>"),
            Refusal::Macros,
        ),
        ("padded.docx", macros_of(&(" ".repeat(2 * 1024 * 1024) + enabled)), Refusal::Macros),
        ("numbers.docx", macros_of(&enabled.replace('E', "&#69;")), Refusal::Foreign { format: Format::Docx }),
        ("with-zip.jpg", with(jpeg(40, 30), &plain), Refusal::Foreign { format: Format::Jpeg }),
        ("with-zip.pdf", with(pdf(), &plain), Refusal::Foreign { format: Format::Pdf }),
        ("with-page.png", with(encoded(ImageFormat::Png), &html), Refusal::Foreign { format: Format::Png }),
        ("with-page.gif", with(encoded(ImageFormat::Gif), &html), Refusal::Foreign { format: Format::Gif }),
        ("with-page.mp4", with(mp4(), &part(b"html", &html)), Refusal::Foreign { format: Format::Mp4 }),
        ("within.svg", within.as_bytes().to_vec(), Refusal::Foreign { format: Format::Svg }),
        ("locked.pdf", locked, Refusal::Locked),
        ("locked.docx", locked_docx, Refusal::Locked),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old document".to_vec(), Refusal::UnknownFormat),
        ("with-program.docx", with(docx(), b"MZ\x90\0\x03"), Refusal::Foreign { format: Format::Docx }),
        ("attached.pdf", pdf_with("/A<</EF<</F 9 0 R>>/UF(invoice.bat)>>"), Refusal::Active),
        ("share.pdf", pdf_with("/OpenAction<</S/GoToR/F(\\\\\\\\evil.example\\\\a.pdf)>>"), Refusal::Share),
        ("launch.pdf", pdf_with("/A<</S/Launch >>"), Refusal::Active),
        ("escaped.pdf", pdf_with("/A<</S/L#61unch >>"), Refusal::Active),
        ("opened.pdf", pdf_with("/OpenAction<</S/JavaScript/JS(app.alert(1))>>"), Refusal::Active),
        ("turned.pdf", pdf_with("/AA<</WC<</S /J#61vaScript /#4aS 9 0 R>>>>"), Refusal::Active),
        ("playing.pdf", pdf_with("/OpenAction<</S/Rendition/OP 0/JS(app.alert(1))>>"), Refusal::Active),
        ("endless.avif", endless_avif(), Refusal::Damaged { format: Format::Avif }),
        ("program.exe", b"MZ\x90\0\x03".to_vec(), Refusal::UnknownFormat),
    ];
    for (name, content, reason) in cases {
        let answer = app.upload(&editor, name, &content).await;
        let refusal = refused(&answer);
        assert_eq!((refusal.name.as_str(), refusal.reason), (name, reason));
    }
    assert_eq!(app.on_disk(), Vec::<std::path::PathBuf>::new());
    assert_eq!(app.rows().await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pdf_that_only_speaks_of_what_others_do_is_taken() {
    let app = TestApp::start().await;
    let editor = app.staff(Role::Editor).await;
    for (name, harmless) in [
        ("page.pdf", pdf_with("/OpenAction<</S/GoTo/D[3 0 R/Fit]>>/A<</S/URI/URI(https://example.com/JavaScript/Launcher)>>")),
        ("launch.pdf", pdf_with("/A<</S/URI/URI(https://example.com/Launch)>>/T(Product/Launch plan 2027)")),
        ("encrypt.pdf", pdf_with("/A<</S/URI/URI(https://example.com/docs/Encrypt)>>/T(Sign/Encrypt explained)")),
        ("part.pdf", pdf_with("/A<</S/GoToR/F(part-2.pdf)>>/B<</EF<</F 9 0 R>>/UF(factur-x.xml)>>")),
        ("marked.pdf", [b"\r\n\xef\xbb\xbf", &pdf()[..], b"\r\n\x1a"].concat()),
    ] {
        let answer = app.upload(&editor, name, &harmless).await;
        assert_eq!(answer.status, StatusCode::OK, "{name}: {}", answer.body);
        assert_eq!(taken(&answer).media.format, Format::Pdf, "{name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_drawing_keeps_its_words_and_what_they_follow() {
    let app = TestApp::start().await;
    let editor = app.staff(Role::Editor).await;
    let words = r#"<text xml:space="preserve"><tspan>Mag</tspan><tspan>ne</tspan>  tiq</text>"#;
    let around = r##"<text><textPath href="#t">around</textPath></text>"##;
    let drawing = format!(r#"<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0" id="t"/>{words}{around}</svg>"#);
    let media = taken(&app.upload(&editor, "words.svg", drawing.as_bytes()).await).media;
    let answer = app.get(&media.address).send().await;
    assert!(answer.body.contains(words) && answer.body.contains(around), "{}", answer.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_over_the_limit_is_refused_as_soon_as_it_is() {
    let app = TestApp::start().await;
    let editor = app.staff(Role::Editor).await;
    let by = store::access::Admin::command_line();
    store::settings::set(app.store(), &by, &store::settings::Setting::MediaMaxMegabytes(1), app::ssr::now()).await.unwrap();
    let answer = app.upload(&editor, "big.jpg", &vec![0xff; 1024 * 1024 + 1]).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(refused(&answer).reason, Refusal::TooLarge { max_megabytes: 1 });
    assert_eq!(app.on_disk(), Vec::<std::path::PathBuf>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_drawing_loses_what_could_act() {
    let app = TestApp::start().await;
    let editor = app.staff(Role::Editor).await;
    let hostile = r##"<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 30 20" onload="alert(1)">
        <script>alert(2)</script><image xlink:href="https://evil.example/x.png"/><a xlink:href="javascript:alert(3)"><circle r="5"/></a>
        <style>@import "https://evil.example/y.css"; circle { fill: url(https://evil.example/z.svg#a) }</style>
        <style>@font-face { src: url(https://evil.example/f) } rect { --a: src("https://evil.example/a"); fill: src(var(--a));
        mask: image-set("https://evil.example/c" 1x, url(#d) 2x); clip-path: url(#kept) }</style>
        <rect style="cursor: -webkit-IMAGE-set('https://evil.example/e' 1x), auto" mask="src(&quot;https://evil.example/f&quot;)"/>
        <text>Read src(1) and image-set(2).</text>
        <foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><iframe src="https://evil.example"/></body></foreignObject></svg>"##;
    let media = taken(&app.upload(&editor, "drawing.svg", hostile.as_bytes()).await).media;
    assert_eq!(media.size, Some((30, 20)));
    let answer = app.get(&media.address).send().await;
    assert!(answer.body.contains("<circle"), "{}", answer.body);
    for kept in ["url(#kept)", "Read src(1) and image-set(2)."] {
        assert!(answer.body.contains(kept), "{kept}: {}", answer.body);
    }
    for gone in ["script", "alert", "evil.example", "onload", "iframe", "foreignObject"] {
        assert!(!answer.body.contains(gone), "{gone}: {}", answer.body);
    }
    assert!(answer.header("content-security-policy").starts_with("sandbox; default-src 'none'"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_file_tells_of_its_maker_is_not_served() {
    let app = TestApp::start().await;
    let editor = app.staff(Role::Editor).await;
    for (name, content) in [("a.jpg", jpeg_with_metadata(40, 30)), ("a.png", png_with_text()), ("a.mp4", mp4())] {
        let media = taken(&app.upload(&editor, name, &content).await).media;
        let answer = app.get(&media.address).send().await;
        assert_eq!(answer.status, StatusCode::OK);
        for secret in ["GPS", "SECRET", "4711", "+54.47", "a preview"] {
            assert!(!answer.body.contains(secret), "{name}: {secret}");
        }
        if name == "a.jpg" {
            // A quarter turn, as the camera was held, is still told.
            assert_eq!(media.size, Some((30, 40)));
            assert!(answer.body.contains("Exif"));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_is_never_a_path() {
    let app = TestApp::start().await;
    let editor = app.staff(Role::Editor).await;
    let names = [
        "../../../../etc/cron.d/evil.jpg".to_owned(),
        "..\\..\\evil.jpg".into(),
        "a\u{0}b.jpg".into(),
        "a".repeat(300) + ".jpg",
        "gpj.\u{202e}exe.jpg".into(),
        "\u{200f}\u{200f}.jpg".into(),
        "".into(),
        ".".into(),
        "\"; x=\"<script>alert(1)</script>.jpg".into(),
        "🎉.jpg".into(),
    ];
    for (n, name) in names.into_iter().enumerate() {
        let answer = app.upload(&editor, &name, &jpeg(40, 30 + n as u32)).await;
        if answer.status == StatusCode::BAD_REQUEST {
            // A head with such a byte is none.
            assert!(name.contains('\u{0}'), "{name:?}");
            continue;
        }
        let media = taken(&answer).media;
        let plain = media.filename.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'.'));
        assert!(plain && media.filename.len() <= 84 && media.filename.ends_with(".jpg"), "{}", media.filename);
        let hidden = |c: char| {
            c.is_control()
                || ('\u{200b}'..='\u{200f}').contains(&c)
                || ('\u{202a}'..='\u{202e}').contains(&c)
                || c == '/'
                || c == '\\'
        };
        assert!(!media.title.contains(hidden) && media.title.chars().count() <= 150, "{:?}", media.title);
        assert_eq!(app.get(&media.address).send().await.status, StatusCode::OK);
    }
    assert!(app.on_disk().iter().all(|path| path.starts_with(app.media_folder())));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_is_none_of_ours_is_refused() {
    let app = TestApp::start().await;
    let editor = app.staff(Role::Editor).await;
    let bodies: [Vec<u8>; 4] = [Vec::new(), b"not a form".to_vec(), form(&[("x", "y")], "", b""), vec![b'-'; 200_000]];
    for body in bodies {
        let answer = app.send_form(super::UPLOAD, &editor, body).header(hyper::header::ACCEPT, "application/json").send().await;
        assert!(answer.status.is_client_error(), "{}", answer.status);
        refused(&answer);
    }
    let answer = app.ask(hyper::Method::POST, super::UPLOAD).cookie(&editor).header(hyper::header::ORIGIN, &app.url());
    assert_eq!(answer.body("x").send().await.status, StatusCode::BAD_REQUEST);
    assert_eq!(app.on_disk(), Vec::<std::path::PathBuf>::new());
}
