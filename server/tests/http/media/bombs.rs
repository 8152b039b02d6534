//! Files and forms that would take without end: they are answered in time.

use std::time::{Duration, Instant};

use domain::access::Role;
use domain::media::{Format, Refusal};
use flate2::{Compress, Compression, FlushCompress};
use hyper::StatusCode;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::time::timeout;

use super::files::{jpeg, pdf_of_picture};
use super::{content_type, refused, taken};
use crate::support::multipart::head_without_end;
use crate::test_app::TestApp;

/// Longer than anything should take on a machine that does other things too.
const BOUND: Duration = Duration::from_secs(20);

/// A picture of one point, again and again; a frame takes as little room as one can.
fn gif_of(frames: usize) -> Vec<u8> {
    let mut bytes = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff".to_vec();
    let frame = b"\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0";
    bytes.extend(frame.repeat(frames));
    bytes.push(0x3b);
    bytes
}

#[tokio::test(flavor = "multi_thread")]
async fn a_film_of_hundreds_of_thousands_of_frames_is_taken_in_time_and_one_of_more_is_refused() {
    let app = TestApp::start().await;
    let editor = app.staff(Role::Editor).await;
    let began = Instant::now();
    let media = taken(&app.upload(&editor, "film.gif", &gif_of(300_000)).await).media;
    assert_eq!((media.format, media.size), (Format::Gif, Some((1, 1))));
    assert!(began.elapsed() < BOUND, "{:?}", began.elapsed());
    let began = Instant::now();
    let refusal = refused(&app.upload(&editor, "long.gif", &gif_of(1_000_001)).await);
    assert_eq!(refusal.reason, Refusal::Damaged { format: Format::Gif });
    assert!(began.elapsed() < BOUND, "{:?}", began.elapsed());
    assert_eq!(app.on_disk().len(), 1, "nothing of it stays");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_drawing_of_too_many_elements_is_refused_in_time_and_a_large_one_is_taken() {
    let app = TestApp::start().await;
    let editor = app.staff(Role::Editor).await;
    let of = |element: &str, count: usize| format!("<svg xmlns=\"http://www.w3.org/2000/svg\">{}</svg>", element.repeat(count));
    for drawing in [of("<g/>", 600_001), of("<g></g>", 300_001), of("<!---->", 700_000)] {
        let began = Instant::now();
        let refusal = refused(&app.upload(&editor, "many.svg", drawing.as_bytes()).await);
        assert_eq!(refusal.reason, Refusal::Unchecked);
        assert!(began.elapsed() < BOUND, "{:?}", began.elapsed());
    }
    // As deep as it is long.
    let deep = format!("<svg xmlns=\"http://www.w3.org/2000/svg\">{}{}</svg>", "<g>".repeat(100_000), "</g>".repeat(100_000));
    let began = Instant::now();
    let answer = app.upload(&editor, "deep.svg", deep.as_bytes()).await;
    assert!(answer.status == StatusCode::OK || answer.status.is_client_error(), "{} {}", answer.status, answer.body);
    assert!(began.elapsed() < BOUND, "{:?}", began.elapsed());
    let began = Instant::now();
    taken(&app.upload(&editor, "large.svg", of("<circle r=\"1\"/>", 100_000).as_bytes()).await);
    assert!(began.elapsed() < BOUND, "{:?}", began.elapsed());
}

/// So many millions of zeros, as `FlateDecode` unpacks them. Each million is packed the same way, so packing takes no time.
fn packed_zeros(millions: u64) -> Vec<u8> {
    const MODULUS: u64 = 65_521;
    let mut packer = Compress::new(Compression::fast(), false);
    let mut million = Vec::with_capacity(64 * 1024);
    packer.compress_vec(&vec![0; 1_000_000], &mut million, FlushCompress::Sync).unwrap();
    assert_eq!(packer.total_in(), 1_000_000);
    // The head of a zlib stream, an empty block that is the last, and the sum (RFC 1950, Adler-32) of zeros.
    let sum = (millions * 1_000_000 % MODULUS) << 16 | 1;
    let count = usize::try_from(millions).unwrap();
    [b"\x78\x01", &million.repeat(count)[..], b"\x03\0", &u32::try_from(sum).unwrap().to_be_bytes()].concat()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scan_without_loss_is_taken_however_many_pixels_it_has() {
    let app = TestApp::start().await;
    let editor = app.staff(Role::Editor).await;
    let pixels = "/Width 9000/Height 9000/BitsPerComponent 8/ColorSpace/DeviceRGB/Filter/FlateDecode";
    for entries in [pixels.to_owned(), format!("{pixels}/DecodeParms<</Predictor 15/Colors 3/Columns 9000>>")] {
        let began = Instant::now();
        let scan = pdf_of_picture(&entries, &packed_zeros(243), false);
        assert_eq!(taken(&app.upload(&editor, "scan.pdf", &scan).await).media.format, Format::Pdf, "{entries}");
        assert!(began.elapsed() < BOUND, "{:?}", began.elapsed());
    }
}

/// A form whose part never comes to its content costs little, however much of it is sent.
#[tokio::test(flavor = "multi_thread")]
async fn a_head_of_a_part_without_end_is_refused_soon() {
    let app = TestApp::start().await;
    let editor = app.staff(Role::Editor).await;
    for (what, start, more) in [
        ("a name", head_without_end(), vec![b'a'; 64 * 1024]),
        ("headers", head_without_end(), b"\"\r\nX-A: b".repeat(6_000)),
        ("nothing before it", Vec::new(), vec![b'a'; 64 * 1024]),
    ] {
        let mut stream = tokio::net::TcpStream::connect(app.address()).await.unwrap();
        let head = format!(
            "POST {1} HTTP/1.1\r\nHost: {0}\r\nOrigin: http://{0}\r\nAccept: application/json\r\nCookie: {2}\r\nContent-Type: {3}\r\nContent-Length: 1000000000\r\n\r\n",
            app.address(),
            super::UPLOAD,
            editor.0,
            content_type(),
        );
        stream.write_all(&[head.as_bytes(), &start].concat()).await.unwrap();
        let (mut reader, mut writer) = stream.split();
        let mut sent = 0;
        let sending = async {
            while writer.write_all(&more).await.is_ok() {
                sent += more.len();
            }
            // A client that cannot send any more may still read.
            std::future::pending::<()>().await;
        };
        let mut answer = vec![0; 12];
        tokio::select! {
            () = sending => {}
            read = timeout(BOUND, reader.read_exact(&mut answer)) => drop(read.expect("an answer in time").unwrap()),
        }
        assert_eq!(String::from_utf8_lossy(&answer), "HTTP/1.1 400", "{what}");
        assert!(sent < 40 * 1024 * 1024, "{what}: {sent} bytes");
    }
    assert_eq!((app.rows().await, app.on_disk().len()), (0, 0));
    taken(&app.upload(&editor, "a.jpg", &jpeg(40, 30)).await);
}
