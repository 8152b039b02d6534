//! Clients that keep connections and do not use them, that are slow, or that are answered before they have sent everything.

use std::net::{IpAddr, SocketAddr};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::timeout;

use crate::test_app::TestApp;

/// Longer than anything takes here that happens at all.
const PATIENCE: Duration = Duration::from_secs(20);

/// A form without its body. The server says when it reads the body (RFC 9110, 10.1.1).
const SLOW_FORM: &str = "POST /admin/sign-in HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 93\r\nExpect: 100-continue\r\n\r\n";

/// A connection from one of the addresses that this machine has.
async fn connect(app: &TestApp, from: &str) -> TcpStream {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(SocketAddr::new(from.parse::<IpAddr>().unwrap(), 0)).unwrap();
    socket.connect(app.address()).await.unwrap()
}

/// Connected, and so much sent.
async fn sent(app: &TestApp, from: &str, text: &str) -> TcpStream {
    let mut stream = connect(app, from).await;
    stream.write_all(text.as_bytes()).await.unwrap();
    stream
}

/// Everything that comes until the end, which is no reset.
async fn read(stream: &mut TcpStream) -> String {
    let mut read = Vec::new();
    timeout(PATIENCE, stream.read_to_end(&mut read)).await.expect("the connection ends").expect("no reset");
    String::from_utf8_lossy(&read).into_owned()
}

/// Whether the body of [`SLOW_FORM`] is read.
async fn is_waited_for(stream: &mut TcpStream) -> bool {
    let mut answer = [0; 25];
    let read = timeout(PATIENCE, stream.read_exact(&mut answer)).await.expect("an answer");
    read.is_ok() && answer == *b"HTTP/1.1 100 Continue\r\n\r\n"
}

async fn ask(app: &TestApp, from: &str, path: &str) -> String {
    let mut stream = sent(app, from, &format!("GET {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")).await;
    read(&mut stream).await
}

/// One answer with a Content-Length on a connection that stays open.
async fn read_one(stream: &mut TcpStream) -> String {
    let mut read = Vec::new();
    let one = async {
        loop {
            assert!(stream.read_buf(&mut read).await.unwrap() > 0, "{}", String::from_utf8_lossy(&read));
            let text = String::from_utf8_lossy(&read).to_lowercase();
            let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
            let length =
                head.lines().find_map(|line| line.strip_prefix("content-length: ")).map_or(0, |length| length.parse().unwrap());
            if body.len() >= length {
                return text;
            }
        }
    };
    timeout(PATIENCE, one).await.expect("an answer")
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_opens_many_connections_takes_no_place_of_another() {
    let app = TestApp::start().await;
    let mut idle = Vec::new();
    let mut slowest = Duration::ZERO;
    for number in 0..2_500 {
        idle.push(connect(&app, "127.0.0.1").await);
        if number % 100 == 0 {
            let began = Instant::now();
            assert!(ask(&app, "127.0.0.2", "/").await.starts_with("HTTP/1.1 200"), "after {number}");
            slowest = slowest.max(began.elapsed());
        }
    }
    assert!(slowest < Duration::from_secs(1), "{slowest:?}");
    assert!(ask(&app, "127.0.0.1", "/healthz").await.starts_with("HTTP/1.1 200"), "and neither of their own");
    let metrics = app.get("/metrics").send().await.body;
    let open = metrics.lines().find_map(|line| line.strip_prefix("magnetiq_connections ")).unwrap();
    assert!(open.parse::<u32>().unwrap() <= 502, "{open}");
}

#[tokio::test(flavor = "multi_thread")]
async fn idle_connections_give_way_whatever_they_were_used_for() {
    for request in [
        "",
        "GET / HT",
        "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\n\r\n",
        "GET /sitemap.xml HTTP/1.1\r\nHost: a\r\n\r\n",
        "HEAD / HTTP/1.1\r\nHost: a\r\n\r\n",
        "POST /admin/sign-in HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 2\r\n\r\na=",
    ] {
        let app = TestApp::start_with(&["--connections", "1"]).await;
        let mut idle = sent(&app, "127.0.0.2", request).await;
        if request.ends_with("\r\n\r\n") || request.ends_with("a=") {
            let mut first = [0];
            timeout(PATIENCE, idle.read_exact(&mut first)).await.unwrap().unwrap();
        }
        let mut rest = Vec::new();
        let answer = async {
            // The connection is idle once its answer has left, which is a little after it came.
            loop {
                let answer = ask(&app, "127.0.0.3", "/").await;
                if !answer.starts_with("HTTP/1.1 503") && !answer.is_empty() {
                    return answer;
                }
            }
        };
        let answer = timeout(Duration::from_secs(5), answer).await.unwrap_or_else(|_| panic!("{request:?} gives way"));
        assert!(answer.starts_with("HTTP/1.1 200"), "{request:?}: {answer}");
        timeout(PATIENCE, idle.read_to_end(&mut rest)).await.unwrap_or_else(|_| panic!("{request:?} was closed")).ok();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn this_machine_hears_how_the_program_is_while_every_place_is_taken() {
    let app = TestApp::start_with(&["--connections", "4"]).await;
    let mut busy = Vec::new();
    for from in ["127.0.0.1", "127.0.0.2", "127.0.0.3", "127.0.0.4"] {
        let mut stream = sent(&app, from, SLOW_FORM).await;
        assert!(is_waited_for(&mut stream).await, "{from}");
        busy.push(stream);
    }
    for path in ["/healthz", "/readyz"] {
        assert!(ask(&app, "127.0.0.9", path).await.starts_with("HTTP/1.1 200"), "{path}");
    }
    assert!(ask(&app, "127.0.0.9", "/").await.starts_with("HTTP/1.1 503"), "nothing else");
    // Connections that also take the places for health checks are closed.
    let mut idle = Vec::new();
    for _ in 0..40 {
        idle.push(connect(&app, "127.0.0.1").await);
    }
    assert!(ask(&app, "127.0.0.1", "/healthz").await.starts_with("HTTP/1.1 200"));
    for stream in &mut busy {
        stream.write_all(&[b'a'; 93]).await.unwrap();
        assert!(read_one(stream).await.starts_with("http/1.1 422"), "whoever was busy was let finish");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_program_ends_while_every_place_is_taken() {
    let app = TestApp::start_with(&["--connections", "2"]).await;
    let mut idle = vec![connect(&app, "127.0.0.2").await, sent(&app, "127.0.0.3", "GET / HTTP/1.1\r\nHo").await];
    idle.push(connect(&app, "127.0.0.4").await);
    let began = Instant::now();
    let app = app.again().await;
    assert!(began.elapsed() < Duration::from_secs(8), "{:?}", began.elapsed());
    for mut stream in idle {
        timeout(PATIENCE, stream.read_to_end(&mut Vec::new())).await.expect("closed").ok();
    }
    assert_eq!(app.get("/healthz").send().await.status.as_u16(), 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn slow_clients_are_let_go() {
    let app = TestApp::start().await;
    let began = Instant::now();
    let wait = async |text: &str| {
        let mut stream = sent(&app, "127.0.0.2", text).await;
        let answer = read(&mut stream).await;
        (answer, began.elapsed())
    };
    // A byte now and then does not begin the time anew.
    let trickle = async {
        let mut stream = sent(&app, "127.0.0.2", "GET / HTTP/1.1\r\nHost: a\r\nX: ").await;
        let mut answer = Vec::new();
        loop {
            match timeout(Duration::from_millis(500), stream.read_buf(&mut answer)).await {
                Ok(Ok(0) | Err(_)) => return began.elapsed(),
                _ => drop(stream.write_all(b"x").await),
            }
        }
    };
    let (nothing, half, kept, trickled) = tokio::join!(
        wait(""),
        wait("GET / HTTP/1.1\r\nHo"),
        wait("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"),
        timeout(PATIENCE, trickle)
    );
    assert!(kept.0.starts_with("HTTP/1.1 200"), "{}", kept.0);
    for took in [nothing.1, half.1, kept.1, trickled.expect("let go")] {
        assert!((9..15).contains(&took.as_secs()), "{took:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_waited_for_in_the_middle_gives_way_where_places_are_short() {
    let app = TestApp::start_with(&["--connections", "4"]).await;
    // One sends no body, one reads no answer.
    let mut slow = vec![sent(&app, "127.0.0.2", SLOW_FORM).await];
    let _deaf = sent(&app, "127.0.0.3", &"GET / HTTP/1.1\r\nHost: a\r\n\r\n".repeat(4_000)).await;
    let answered = async {
        for from in ["127.0.0.4", "127.0.0.5", "127.0.0.6", "127.0.0.7"] {
            loop {
                let mut stream = sent(&app, from, SLOW_FORM).await;
                if is_waited_for(&mut stream).await {
                    slow.push(stream);
                    break;
                }
                // A refused client tries again a little later, as browsers do after a 503.
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
    };
    timeout(PATIENCE, answered).await.expect("two gave way");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_head_without_end_is_refused() {
    let app = TestApp::start().await;
    for line in ["X: x\r\n".repeat(40_000), "x".repeat(300_000)] {
        let mut stream = sent(&app, "127.0.0.2", "GET / HTTP/1.1\r\nHost: a\r\n").await;
        // The rest may be refused before it is sent.
        let _ = stream.write_all(line.as_bytes()).await;
        let answer = read(&mut stream).await;
        assert!(answer.starts_with("HTTP/1.1 431"), "{answer}");
    }
    assert_eq!(app.get("/healthz").send().await.status.as_u16(), 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn many_requests_at_once_are_answered_in_order() {
    let app = TestApp::start().await;
    let mut stream = connect(&app, "127.0.0.2").await;
    let asked = "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\nGET /none HTTP/1.1\r\nHost: a\r\n\r\n".repeat(50);
    stream.write_all(asked.as_bytes()).await.unwrap();
    stream.write_all(b"GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").await.unwrap();
    let answers = read(&mut stream).await;
    let statuses: Vec<_> = answers.split("HTTP/1.1 ").skip(1).map(|answer| &answer[..3]).collect();
    assert_eq!(statuses, [["200", "404"].repeat(50), vec!["200"]].concat());
}

/// Each is answered before its body is read, whether that is all here, on its way, or stays away.
#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_can_be_read_and_is_the_last_answer() {
    let app = TestApp::start().await;
    let few = TestApp::start_with(&["--requests-per-second", "1"]).await;
    for _ in 0..12 {
        few.get("/robots.txt").send().await;
    }
    let form = "Content-Type: application/x-www-form-urlencoded\r\n";
    for (status, app, line, headers) in [
        ("413", &app, "POST /admin/sign-in", form),
        ("413", &app, "POST /api/sign-in", "Content-Type: application/json\r\n"),
        ("401", &app, "POST /api/admin/context", "Content-Type: application/json\r\n"),
        ("403", &app, "POST /admin/sign-in", "Origin: https://evil.example\r\n"),
        ("429", &few, "POST /admin/sign-in", form),
        ("405", &app, "POST /none", form),
        ("404", &app, "POST /api/none", form),
        ("404", &app, "GET /none", ""),
        ("405", &app, "PUT /healthz", ""),
        ("405", &app, "DELETE /assets/none", ""),
    ] {
        for (length, is_chunked, has_come) in
            [(300_000, false, true), (300_000, true, true), (20_000_000, false, true), (300_000, false, false)]
        {
            let told = if is_chunked { "Transfer-Encoding: chunked".into() } else { format!("Content-Length: {length}") };
            let head = format!("{line} HTTP/1.1\r\nHost: {}\r\n{headers}{told}\r\n\r\n", app.address());
            let mut stream = sent(app, "127.0.0.1", &head).await;
            if is_chunked {
                let chunk = [format!("{length:x}\r\n").into_bytes(), vec![b'a'; length], b"\r\n0\r\n\r\n".to_vec()].concat();
                stream.write_all(&chunk).await.unwrap_or_else(|error| panic!("{line} {told}: {error}"));
            } else if has_come {
                stream.write_all(&vec![b'a'; length]).await.unwrap_or_else(|error| panic!("{line} {told}: {error}"));
            }
            let answer = read(&mut stream).await;
            let case = format!("{line} {told} {has_come}: {}", answer.lines().take(20).collect::<Vec<_>>().join("\n"));
            assert!(answer.starts_with(&format!("HTTP/1.1 {status}")), "{case}");
            let lower = answer.to_lowercase();
            assert!(lower.contains("\r\nconnection: close\r\n"), "{case}");
            let (head, body) = lower.split_once("\r\n\r\n").unwrap();
            if let Some(length) = head.lines().find_map(|line| line.strip_prefix("content-length: ")) {
                assert_eq!(body.len(), length.parse::<usize>().unwrap(), "{case}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_of_what_was_read_keeps_the_connection() {
    let app = TestApp::start().await;
    let form = "POST /admin/sign-in HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 7\r\n\r\nemail=a";
    let mut stream = connect(&app, "127.0.0.2").await;
    for _ in 0..3 {
        stream.write_all(form.as_bytes()).await.unwrap();
        let answer = read_one(&mut stream).await;
        assert!(answer.starts_with("http/1.1 422") && !answer.contains("connection: close"), "{answer}");
    }
}
