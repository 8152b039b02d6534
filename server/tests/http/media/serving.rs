//! How files are served: for ever, in parts, as what they are.

use std::io::{Cursor, Write};

use domain::access::Role;
use domain::media::{MediaRow, Removal};
use hyper::{Method, StatusCode, header};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageReader};

use super::files::{docx, jpeg, pdf, pdf_of_picture, turned_png, turned_webp};
use super::{UPLOAD, form, taken};
use crate::test_app::TestApp;

async fn site_with(name: &str, content: &[u8]) -> (TestApp, MediaRow) {
    let app = TestApp::start().await;
    let editor = app.staff(Role::Editor).await;
    let media = taken(&app.upload(&editor, name, content).await).media;
    (app, media)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_kept_for_ever_and_known_by_its_tag() {
    let (app, media) = site_with("a.jpg", &jpeg(40, 30)).await;
    let answer = app.get(&media.address).named("accept-encoding", "br, gzip").send().await;
    assert_eq!(answer.header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert_eq!(answer.header("content-length"), media.size_bytes.to_string());
    assert!(answer.header("content-disposition").starts_with("inline"));
    assert_eq!(answer.header("set-cookie"), "");
    let etag = answer.header("etag").to_owned();
    assert!(etag.starts_with('"'));
    let again = app.get(&media.address).header(header::IF_NONE_MATCH, &etag).send().await;
    assert_eq!((again.status, again.body.as_str()), (StatusCode::NOT_MODIFIED, ""));
    let head = app.ask(Method::HEAD, &media.address).send().await;
    assert_eq!(
        (head.status, head.header("content-length"), head.body.as_str()),
        (StatusCode::OK, media.size_bytes.to_string().as_str(), "")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_part_is_served_where_a_part_is_asked_for() {
    let (app, media) = site_with("a.pdf", &pdf()).await;
    let length = media.size_bytes;
    let part = app.get(&media.address).header(header::RANGE, "bytes=0-4").send().await;
    assert_eq!((part.status, part.body.as_str()), (StatusCode::PARTIAL_CONTENT, "%PDF-"));
    assert_eq!(part.header("content-range"), format!("bytes 0-4/{length}"));
    let etag = part.header("etag").to_owned();
    let end = app.get(&media.address).header(header::RANGE, "bytes=-6").header(header::IF_RANGE, &etag).send().await;
    assert_eq!((end.status, end.body.as_str()), (StatusCode::PARTIAL_CONTENT, "%%EOF\n"));
    let other = app.get(&media.address).header(header::RANGE, "bytes=-6").header(header::IF_RANGE, "\"x\"").send().await;
    assert_eq!((other.status, other.body.len() as i64), (StatusCode::OK, length));
    let beyond = app.get(&media.address).header(header::RANGE, "bytes=100000-").send().await;
    assert_eq!(
        (beyond.status, beyond.header("content-range")),
        (StatusCode::RANGE_NOT_SATISFIABLE, format!("bytes */{length}").as_str())
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_image_or_pdf_is_an_attachment() {
    let (app, media) = site_with("a.docx", &docx()).await;
    let answer = app.get(&media.address).named("accept-encoding", "br, gzip").send().await;
    assert_eq!(answer.header("content-disposition"), "attachment; filename=\"a.docx\"");
    // Compressed it would have no length, and no ranges.
    assert_eq!((answer.header("content-encoding"), answer.header("content-length")), ("", docx().len().to_string().as_str()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_drawing_is_compressed_as_other_text_is() {
    let drawing = format!("<svg xmlns=\"http://www.w3.org/2000/svg\">{}</svg>", "<circle r=\"5\" cx=\"9\"/>".repeat(200));
    let (app, media) = site_with("a.svg", drawing.as_bytes()).await;
    let plain = app.get(&media.address).header(header::ACCEPT_ENCODING, "identity").send().await;
    assert_eq!((plain.header("content-encoding"), plain.body.len() as i64), ("", media.size_bytes));
    assert_eq!(plain.header("content-type"), "image/svg+xml");
    assert!(plain.header("etag").starts_with("W/\"") && plain.header("content-security-policy").contains("sandbox"));
    for (accepted, coding) in [("br, gzip", "br"), ("gzip", "gzip")] {
        let packed = app.get(&media.address).header(header::ACCEPT_ENCODING, accepted).send().await;
        assert_eq!((packed.status, packed.header("content-encoding")), (StatusCode::OK, coding));
        assert_eq!((packed.header("vary"), packed.header("etag")), ("accept-encoding", plain.header("etag")));
        assert_eq!(packed.header("cache-control"), plain.header("cache-control"));
        let known = app.get(&media.address).header(header::ACCEPT_ENCODING, accepted);
        let known = known.header(header::IF_NONE_MATCH, plain.header("etag")).send().await;
        assert_eq!(known.status, StatusCode::NOT_MODIFIED);
    }
    // A part would be one of another form each time.
    let part = app.get(&media.address).header(header::RANGE, "bytes=0-9").send().await;
    assert_eq!((part.status, part.header("accept-ranges")), (StatusCode::OK, ""));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_drawing_from_the_source_of_a_page_and_a_packed_one_become_files_of_their_own() {
    let app = TestApp::start().await;
    let editor = app.staff(Role::Editor).await;
    let bare = r##"<svg width="30" height="20"><defs><circle id="a" r="5"/></defs><use xlink:href="#a"/></svg>"##;
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(bare.replace("30", "31").as_bytes()).unwrap();
    for (name, content, width) in [("a.svg", bare.as_bytes().to_vec(), 30), ("b.svgz", packer.finish().unwrap(), 31)] {
        let uploaded = taken(&app.upload(&editor, name, &content).await);
        assert_eq!((uploaded.media.size, uploaded.removed), (Some((width, 20)), vec![]), "{name}");
        assert!(uploaded.media.filename.ends_with(".svg"), "{name}");
        let served = app.get(&uploaded.media.address).send().await;
        assert_eq!(served.header("content-type"), "image/svg+xml");
        assert!(
            served.body.contains("<svg xmlns=\"http://www.w3.org/2000/svg\"") && served.body.contains("href=\"#a\""),
            "{}",
            served.body
        );
        assert!(!served.body.contains("xlink"), "{}", served.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_editor_is_told_what_was_taken_out_of_a_drawing() {
    let app = TestApp::start().await;
    let editor = app.staff(Role::Editor).await;
    let drawing = |width: u32| {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"9\"><script>a()</script><foreignObject/>\
             <image href=\"https://a.example/b.png\"/></svg>"
        )
    };
    let uploaded = taken(&app.upload(&editor, "a.svg", drawing(30).as_bytes()).await);
    assert_eq!(uploaded.removed, [Removal::Scripts, Removal::Html, Removal::References]);
    assert_eq!(taken(&app.upload(&editor, "a.svg", drawing(30).as_bytes()).await).removed, [], "nothing came in");
    let page = app.send_form(UPLOAD, &editor, form(&[], "b.svg", drawing(31).as_bytes())).send().await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text("main .alert").contains("scripts, embedded HTML (foreignObject), links and references"), "{}", page.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_right_address_is_one() {
    let (app, media) = site_with("a.jpg", &jpeg(40, 30)).await;
    let (folder, _) = media.address.rsplit_once('/').unwrap();
    for wrong in [
        format!("{folder}/b.jpg"),
        format!("{folder}/a.html"),
        format!("{folder}/640/a.webp"),
        format!("{folder}/..%2f..%2fmagnetiq.db/a.webp"),
        format!("{folder}/%2e%2e/a.jpg"),
        "/media/none/a.jpg".into(),
        format!("/media/{}/a.jpg", "0".repeat(64)),
    ] {
        let answer = app.get(&wrong).send().await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{wrong}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_is_made_smaller_and_shown_in_the_size_that_fits() {
    let (app, media) = site_with("a.jpg", &jpeg(1400, 1000)).await;
    app.with_variants(media.id).await;
    let (folder, _) = media.address.rsplit_once('/').unwrap();
    for (shape, format, kind) in
        [("640", "webp", "image/webp"), ("640", "jpg", "image/jpeg"), ("640x360-50-50", "webp", "image/webp")]
    {
        let answer = app.get(&format!("{folder}/{shape}/a.{format}")).send().await;
        assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, kind), "{shape}");
    }
    assert_eq!(app.get(&format!("{folder}/1920/a.webp")).send().await.status, StatusCode::NOT_FOUND);
    let editor = app.staff(Role::Editor).await;
    let ask = format!("{{\"text\":\"![Relay](media:{})\"}}", media.id);
    let preview = app.call("/api/admin/items/preview", &ask).cookie(&editor).send().await;
    assert!(preview.body.contains("srcset=") && preview.body.contains("1280w"), "{}", preview.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_is_shown_the_way_up_that_its_metadata_said_and_nothing_else_of_them_is_left() {
    for (name, content) in [("a.png", turned_png(true)), ("a.webp", turned_webp(true))] {
        let (app, media) = site_with(name, &content).await;
        assert_eq!(media.size, Some((300, 400)), "{name}");
        let detail = app.with_variants(media.id).await;
        let upright = detail.variants.iter().any(|variant| (variant.width, variant.height) == (300, 400));
        assert!(upright, "{name}: {:?}", detail.variants);
        let format = image::ImageFormat::from_path(name).unwrap();
        let hash = media.address.split('/').nth(2).unwrap();
        let extension = name.rsplit('.').next().unwrap();
        let served = std::fs::read(app.media_folder().join(&hash[..2]).join(format!("{hash}.{extension}"))).unwrap();
        for secret in [&b"GPS"[..], b"4711", b"SECRET"] {
            assert!(!served.windows(secret.len()).any(|window| window == secret), "{name}");
        }
        let mut decoder = ImageReader::with_format(Cursor::new(served), format).into_decoder().unwrap();
        assert_eq!(decoder.orientation().unwrap(), Orientation::Rotate90, "{name}");
        assert_eq!(decoder.exif_metadata().unwrap().unwrap().len(), 26, "{name}");
        DynamicImage::from_decoder(decoder).unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_browsers_do_not_read_turns_no_picture() {
    for (name, content) in [("a.png", turned_png(false)), ("a.webp", turned_webp(false))] {
        let (app, media) = site_with(name, &content).await;
        assert_eq!(media.size, Some((400, 300)), "{name}");
        let answer = app.get(&media.address).send().await;
        assert!(!answer.body.contains("GPS") && !answer.body.contains("eXIf") && !answer.body.contains("EXIF"), "{name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_lies_in_the_trash_is_seen_by_staff_alone() {
    let (app, media) = site_with("a.jpg", &jpeg(1400, 1000)).await;
    app.with_variants(media.id).await;
    let (folder, _) = media.address.rsplit_once('/').unwrap();
    let addresses = [media.address.clone(), format!("{folder}/640/a.webp")];
    let editor = app.staff(Role::Editor).await;
    let trashed = app.call("/api/admin/media/trash", &format!("{{\"ids\":[{}]}}", media.id)).cookie(&editor).send().await;
    assert_eq!(trashed.status, StatusCode::OK, "{}", trashed.body);
    for address in addresses {
        assert_eq!(app.get(&address).send().await.status, StatusCode::NOT_FOUND, "{address}");
        let seen = app.get(&address).cookie(&editor).send().await;
        assert_eq!((seen.status, seen.header("cache-control")), (StatusCode::OK, "private, no-store"), "{address}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_old_address_of_a_replaced_file_leads_to_the_present_one() {
    let (app, old) = site_with("a.jpg", &jpeg(1400, 1000)).await;
    app.with_variants(old.id).await;
    let editor = app.staff(Role::Editor).await;
    let body = form(&[("version", old.version.to_string().as_str())], "b.png", &turned_png(false));
    let path = format!("/admin/media/{}/replace", old.id);
    let new = taken(&app.send_form(&path, &editor, body).header(header::ACCEPT, "application/json").send().await).media;
    let ((was, _), (is, _)) = (old.address.rsplit_once('/').unwrap(), new.address.rsplit_once('/').unwrap());
    assert_eq!(new.address, format!("{is}/a.png"));
    for method in [Method::GET, Method::HEAD] {
        let moved = app.ask(method, &old.address).send().await;
        assert_eq!((moved.status, moved.location()), (StatusCode::MOVED_PERMANENTLY, new.address.as_str()));
        // Its first content may come back.
        assert_eq!(moved.header("cache-control"), "no-cache");
    }
    assert_eq!(app.get(&new.address).send().await.header("content-type"), "image/png");
    let variants = app.with_variants(new.id).await.variants;
    assert!(variants.iter().all(|variant| variant.width <= 400), "{variants:?}");
    for (shape, format, to) in [("640", "webp", "400/a.webp"), ("640x360-50-50", "jpg", "a.png"), ("640", "jpg", "320/a.png")] {
        let moved = app.get(&format!("{was}/{shape}/a.{format}")).send().await;
        let expected = format!("{is}/{to}");
        assert_eq!((moved.status, moved.location()), (StatusCode::MOVED_PERMANENTLY, expected.as_str()), "{shape} {format}");
        assert_eq!(app.get(&expected).send().await.status, StatusCode::OK, "{expected}");
    }
    for wrong in [format!("{was}/b.jpg"), format!("{was}/a.png"), format!("{was}/640/a.exe")] {
        assert_eq!(app.get(&wrong).send().await.status, StatusCode::NOT_FOUND, "{wrong}");
    }
    let trashed = app.call("/api/admin/media/trash", &format!("{{\"ids\":[{}]}}", new.id)).cookie(&editor).send().await;
    assert_eq!(trashed.status, StatusCode::OK, "{}", trashed.body);
    for gone in [&old.address, &format!("{was}/640/a.webp"), &new.address] {
        assert_eq!(app.get(gone).send().await.status, StatusCode::NOT_FOUND, "{gone}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_are_counted_though_the_first_is_too_large_to_be_drawn() {
    // Each row of a white fax is one bit (ITU-T T.6), so that a small file is a picture of more bytes than there may be.
    let fax = "/Width 35000/Height 35000/BitsPerComponent 1/ColorSpace/DeviceGray/Filter/CCITTFaxDecode\
               /DecodeParms<</K -1/Columns 35000/Rows 35000/EndOfBlock false>>";
    let (app, media) = site_with("a.pdf", &pdf_of_picture(fax, &[0xff; 4_375], true)).await;
    let counted = async {
        loop {
            let detail = app.detail(media.id).await;
            if let Some(pages) = detail.row.pages {
                return (pages, detail.variants.len());
            }
            tokio::task::yield_now().await;
        }
    };
    assert_eq!(tokio::time::timeout(super::PATIENCE, counted).await.expect("the pages are counted"), (1, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pdf_has_a_cover_and_a_number_of_pages() {
    let (app, media) = site_with("a.pdf", &pdf()).await;
    let detail = app.with_variants(media.id).await;
    let widths: std::collections::BTreeSet<u32> = detail.variants.iter().map(|variant| variant.width).collect();
    assert_eq!((detail.row.pages, widths.into_iter().collect::<Vec<_>>()), (Some(1), vec![320, 640, 960, 1280, 1920]));
    let cover = store::media::cover(app.store(), media.id).await.unwrap().unwrap();
    assert_eq!(cover.width, 640);
    assert_eq!(app.get(&cover.address).send().await.header("content-type"), "image/webp");
}
