//! How bodies go over the wire: each answer that is written in pieces, and one that is not, in every coding, to clients that read it to
//! its end, slowly, or not to its end.

use std::net::SocketAddr;
use std::time::Duration;

use app::ssr::now;
use axum::body::Body;
use domain::access::Role;
use http_body_util::BodyExt;
use hyper::client::conn::http1::handshake;
use hyper::{Request, StatusCode, header};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::timeout;

use crate::support::browser::decoded;
use crate::test_app::{Ask, Cookie, TestApp};
use crate::whitepapers::{HASH, WhitepaperTest};

/// Longer than any of these bodies takes.
const PATIENCE: Duration = Duration::from_secs(30);

/// More than the buffers of a connection hold.
const FILE_BYTES: usize = 8 * 1024 * 1024;

/// A body, and the part of it that is asked for, if only a part is.
struct Streamed {
    path: String,
    range: Option<&'static str>,
}

/// A site that writes every kind of body, and an editor of it.
struct Bodies {
    app: TestApp,
    editor: Cookie,
    all: Vec<Streamed>,
}

impl Bodies {
    async fn new() -> Self {
        let test = WhitepaperTest::new_with(&["--requests-per-second", "0"]).await;
        for number in 0..600 {
            test.keep(&format!("{number}@stadtwerke.example"), now()).await;
        }
        let WhitepaperTest { app, gated } = test;
        let long = [b"%PDF-1.4\n".as_slice(), &vec![b'x'; FILE_BYTES - 9]].concat();
        std::fs::write(app.on_disk().pop().unwrap(), long).unwrap();
        let media = format!("/media/{HASH}/paper.pdf");
        let table = format!("/admin/whitepapers/{gated}/downloads.csv");
        let whole = [
            "/sitemap.xml",
            "/sitemap.xml?after=0",
            "/feed.xml",
            "/robots.txt",
            "/whitepapers",
            "/whitepapers/grid-code/file",
            &table,
            &media,
        ];
        let mut all: Vec<Streamed> = whole.iter().map(|path| Streamed { path: (*path).to_owned(), range: None }).collect();
        for range in ["bytes=0-0", "bytes=1000-", "bytes=-5000000", "bytes=70000-3000000"] {
            all.push(Streamed { path: media.clone(), range: Some(range) });
        }
        Self { editor: app.staff(Role::Editor).await, app, all }
    }

    fn ask<'a>(&'a self, Streamed { path, range }: &'a Streamed, coding: &str) -> Ask<'a> {
        let ask = self.app.get(path).cookie(&self.editor).header(header::ACCEPT_ENCODING, coding);
        match range {
            Some(range) => ask.header(header::RANGE, range),
            None => ask,
        }
    }

    fn request(&self, Streamed { path, range }: &Streamed, coding: &str) -> Request<Body> {
        let request = Request::get(path).header("host", self.app.address().to_string());
        let request = request.header("cookie", &self.editor.0).header("accept-encoding", coding);
        let request = if let Some(range) = range { request.header("range", *range) } else { request };
        request.body(Body::empty()).unwrap()
    }
}

/// A connection whose client takes little at a time.
async fn narrow(address: SocketAddr) -> TcpStream {
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(4 * 1024).unwrap();
    socket.connect(address).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_comes_whole_in_every_coding() {
    let bodies = Bodies::new().await;
    for streamed in &bodies.all {
        let Streamed { path, range } = streamed;
        let plain = bodies.ask(streamed, "identity").send().await;
        let status = if range.is_some() { StatusCode::PARTIAL_CONTENT } else { StatusCode::OK };
        assert_eq!((plain.status, plain.header("content-encoding")), (status, ""), "{path} {range:?}");
        let length = plain.body.len();
        assert!(length > 0 && (range.is_some() || !path.ends_with(".pdf") || length == FILE_BYTES), "{path}: {length}");
        for coding in [
            "",
            "gzip",
            "br",
            "deflate",
            "zstd",
            "*",
            "gzip;q=0",
            "br;q=0, gzip;q=0.1",
            "gzip;q=0, br;q=0, deflate;q=0",
            "gzip, deflate, br, zstd",
            "nonsense",
            ";;;q=",
            // No coding is left that the client takes. It gets what everybody can read (RFC 9110, 12.1).
            "*;q=0",
            "identity;q=0, *;q=0",
        ] {
            let answer = bodies.ask(streamed, coding).send().await;
            assert_eq!(answer.status, status, "{path} {range:?} {coding}");
            assert!(answer.body == plain.body, "{path} {range:?} {coding}: {} of {length}", answer.body.len());
            if coding.ends_with("*;q=0") {
                assert_eq!(answer.header("content-encoding"), "", "{path} {range:?} {coding}");
            }
        }
    }
}

/// All over one connection, so that nothing of a body is taken for the next answer.
#[tokio::test(flavor = "multi_thread")]
async fn a_slow_reader_gets_every_body_whole() {
    let bodies = Bodies::new().await;
    let (mut sender, connection) = handshake(TokioIo::new(narrow(bodies.app.address()).await)).await.unwrap();
    let connection = tokio::spawn(connection);
    for streamed in &bodies.all {
        let Streamed { path, range } = streamed;
        let plain = bodies.ask(streamed, "identity").send().await.body;
        for coding in ["gzip", "br", "identity"] {
            let reading = async {
                sender.ready().await.unwrap();
                let (head, mut body) = sender.send_request(bodies.request(streamed, coding)).await.unwrap().into_parts();
                let mut read = Vec::new();
                while let Some(frame) = body.frame().await {
                    read.extend_from_slice(&frame.unwrap().into_data().unwrap());
                    tokio::task::yield_now().await;
                }
                decoded(&head.headers, &read)
            };
            let read = timeout(PATIENCE, reading).await.unwrap_or_else(|_| panic!("{path} {range:?} {coding} does not end"));
            assert!(read == plain.as_bytes(), "{path} {range:?} {coding}: {} of {}", read.len(), plain.len());
        }
    }
    connection.abort();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_breaks_off_in_any_body_leaves_nothing_behind() {
    let bodies = Bodies::new().await;
    for streamed in &bodies.all {
        let Streamed { path, range } = streamed;
        for coding in ["gzip", "br", "identity"] {
            let range = range.map(|range| format!("Range: {range}\r\n")).unwrap_or_default();
            let head = format!(
                "GET {path} HTTP/1.1\r\nHost: {}\r\nCookie: {}\r\nAccept-Encoding: {coding}\r\n{range}\r\n",
                bodies.app.address(),
                bodies.editor.0
            );
            for read in [0, 1, 2_000] {
                let mut stream = narrow(bodies.app.address()).await;
                stream.write_all(head.as_bytes()).await.unwrap();
                // A shorter body ends early.
                let _ = timeout(Duration::from_millis(500), stream.read_exact(&mut vec![0; read])).await;
                // Unread bytes turn the end into a reset.
                drop(stream);
            }
        }
    }
    let ended = async { while open_connections(&bodies.app).await > 1 {} };
    timeout(PATIENCE, ended).await.expect("every connection ends but that of the browser");
    for streamed in &bodies.all {
        assert!(bodies.ask(streamed, "gzip").send().await.status.is_success(), "{}", streamed.path);
    }
}

async fn open_connections(app: &TestApp) -> u32 {
    let metrics = app.get("/metrics").send().await.body;
    metrics.lines().find_map(|line| line.strip_prefix("magnetiq_connections ")).unwrap().parse().unwrap()
}
