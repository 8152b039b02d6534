//! Mail servers that do not speak SMTP, or without end.

use std::io::{ErrorKind, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::time::{Duration, Instant};

use domain::mail::{FailureKind, MailState};
use store::outbox::queue::PAUSES;

use crate::{NOW, TestOutbox, deliver_all, later};

/// What a server does with a connection.
type Speak = fn(TcpStream) -> std::io::Result<()>;

/// A server that treats each of its connections so; its port.
fn server(speak: Speak) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            // An error is what it waits for: that nobody listens any more.
            std::thread::spawn(move || speak(stream));
        }
    });
    port
}

fn without_end(mut stream: TcpStream, line: &[u8]) -> std::io::Result<()> {
    let many = line.repeat(8 * 1024 / line.len());
    loop {
        stream.write_all(&many)?;
    }
}

/// Reads until this client has said a line.
fn line(stream: &mut TcpStream) -> std::io::Result<()> {
    let mut byte = [0];
    while byte != *b"\n" {
        stream.read_exact(&mut byte)?;
    }
    Ok(())
}

fn greeted(mut stream: TcpStream) -> std::io::Result<TcpStream> {
    stream.write_all(b"220 a.example\r\n")?;
    line(&mut stream)?;
    Ok(stream)
}

/// One that comes as far as the mail itself.
fn welcomed(stream: TcpStream) -> std::io::Result<TcpStream> {
    let mut stream = greeted(stream)?;
    for answer in ["250 a.example", "250 from", "250 to"] {
        stream.write_all(format!("{answer}\r\n").as_bytes())?;
        line(&mut stream)?;
    }
    Ok(stream)
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_a_mail_server_says_the_mail_waits_and_the_next_is_tried() {
    let speakers: [(&str, Speak); 12] = [
        ("a greeting without end", |stream| without_end(stream, b"2")),
        ("a greeting of lines without end", |stream| without_end(stream, b"220-a\r\n")),
        ("nothing but line ends", |stream| without_end(stream, b"\r\n")),
        ("zeros without end", |stream| without_end(stream, &[0])),
        ("letters that are none", |mut stream| stream.write_all(&[0xff, 0xfe, b'\r', b'\n'])),
        ("another protocol", |mut stream| stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n")),
        ("nothing at all", |_| Ok(())),
        ("half a greeting", |mut stream| stream.write_all(b"220 a.exam")),
        ("extensions without end", |stream| without_end(greeted(stream)?, b"250-SIZE 1\r\n")),
        ("an extension without end", |stream| without_end(greeted(stream)?, b"250-")),
        ("a refusal without end", |stream| without_end(greeted(stream)?, b"550-no\r\n")),
        ("an answer to the mail without end", |stream| without_end(welcomed(stream)?, b"3")),
    ];
    for (says, speak) in speakers {
        for scheme in ["smtp", "smtps"] {
            let outbox = TestOutbox::new().await;
            outbox.put("mia@example.org").await;
            outbox.put("noa@example.org").await;
            let url = format!("{scheme}://127.0.0.1:{}", server(speak));
            let began = Instant::now();
            deliver_all(&mut outbox.mailer(&["--smtp-url", &url]), NOW).await;
            assert!(began.elapsed() < Duration::from_secs(20), "{says}, {scheme}: {:?}", began.elapsed());
            for row in outbox.rows().await {
                assert_eq!((row.state, row.tries), (MailState::Waiting(later(PAUSES[0])), 1), "{says}, {scheme}");
                let failure = row.failure.unwrap();
                assert_eq!(failure.kind, FailureKind::Unreachable, "{says}, {scheme}: {failure:?}");
                assert!(failure.detail.len() < 2_100, "{says}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_server_that_says_a_byte_now_and_then_is_given_up_in_time() {
    for scheme in ["smtp", "smtps"] {
        let outbox = TestOutbox::new().await;
        outbox.put("mia@example.org").await;
        let port = server(|mut stream| {
            // Nothing comes back: waiting for it is the pause.
            stream.set_read_timeout(Some(Duration::from_millis(100)))?;
            loop {
                stream.write_all(b"2")?;
                match stream.read(&mut [0; 64]) {
                    Ok(1..) => {}
                    Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {}
                    ended => return ended.map(drop),
                }
            }
        });
        let began = Instant::now();
        deliver_all(&mut outbox.mailer(&["--smtp-url", &format!("{scheme}://127.0.0.1:{port}?timeout=1")]), NOW).await;
        assert!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
        assert_eq!(outbox.rows().await.remove(0).state, MailState::Waiting(later(PAUSES[0])));
    }
}
