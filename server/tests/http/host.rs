//! Which site a request is for: RFC 9112, 3.2.

use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::test_app::TestApp;

/// The status of the answer to this request, with `HOST` replaced by the address of the program.
async fn status(app: &TestApp, text: &str) -> String {
    let mut stream = tokio::net::TcpStream::connect(app.address()).await.unwrap();
    let text = text.replace("HOST", &app.address().to_string()).replace('\n', "\r\n");
    stream.write_all(text.as_bytes()).await.unwrap();
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).await.unwrap();
    String::from_utf8_lossy(&answer[9..]).into_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_names_one_host() {
    let app = TestApp::start().await;
    for (expected, asked) in [
        ("200", "GET / HTTP/1.1\nHost: HOST\n\n"),
        ("200", "GET / HTTP/1.1\nHost: www.example.com:8080\n\n"),
        ("200", "GET / HTTP/1.1\nHost: [::1]:3000\n\n"),
        ("200", "GET / HTTP/1.0\n\n"),
        ("200", "GET / HTTP/1.0\nHost: a\n\n"),
        ("200", "GET http://HOST/ HTTP/1.1\nHost: HOST\n\n"),
        ("200", "GET http://other.example/ HTTP/1.1\nHost: HOST\n\n"),
        ("404", "GET http://HOST/none?a=b HTTP/1.1\nHost: HOST\n\n"),
        ("400", "GET / HTTP/1.1\n\n"),
        ("400", "GET /healthz HTTP/1.1\n\n"),
        ("400", "GET /assets/none HTTP/1.1\n\n"),
        ("400", "GET /api/none HTTP/1.1\n\n"),
        ("400", "GET / HTTP/1.1\nHost:\n\n"),
        ("400", "GET / HTTP/1.1\nHost: a\nHost: a\n\n"),
        ("400", "GET / HTTP/1.1\nHost: a\nHost: b\n\n"),
        ("400", "GET / HTTP/1.0\nHost: a\nHost: b\n\n"),
        ("400", "GET / HTTP/1.1\nHost: a, b\n\n"),
        ("400", "GET / HTTP/1.1\nHost: a,b\n\n"),
        ("400", "GET / HTTP/1.1\nHost: a b\n\n"),
        ("400", "GET / HTTP/1.1\nHost: a/b\n\n"),
        ("400", "GET / HTTP/1.1\nHost: user@a\n\n"),
        ("400", "GET / HTTP/1.1\nHost: user:secret@a\n\n"),
        ("400", "GET / HTTP/1.1\nHost: a:99999\n\n"),
        ("400", "GET / HTTP/1.1\nHost: a:b\n\n"),
        ("400", "GET / HTTP/1.1\nHost: http://a\n\n"),
        ("400", "GET / HTTP/1.1\nHost: [::1\n\n"),
        ("400", "GET / HTTP/1.1\nHost: \u{e4}\n\n"),
        ("400", "GET http://HOST/ HTTP/1.1\n\n"),
        ("400", "GET http://user@HOST/ HTTP/1.1\nHost: HOST\n\n"),
        ("400", "GET ftp://HOST/ HTTP/1.1\nHost: HOST\n\n"),
        ("400", "CONNECT a.example:443 HTTP/1.1\n\n"),
        ("405", "CONNECT a.example:443 HTTP/1.1\nHost: a.example:443\n\n"),
    ] {
        assert_eq!(status(&app, asked).await, expected, "{asked:?}");
    }
    assert!(!status(&app, "OPTIONS * HTTP/1.1\nHost: HOST\n\n").await.starts_with('5'));
}

/// The target's host comes first; so it is the one that an Origin is compared with.
#[tokio::test(flavor = "multi_thread")]
async fn another_host_in_the_target_is_another_site() {
    let app = TestApp::start().await;
    let form = "Host: HOST\nOrigin: http://HOST\nContent-Type: application/x-www-form-urlencoded\nContent-Length: 2\n\na=";
    assert_eq!(status(&app, &format!("POST http://HOST/admin/sign-in HTTP/1.1\n{form}")).await, "422");
    let other = format!(
        "POST http://other.example/admin/sign-in HTTP/1.1\n{}",
        form.replace("Origin: http://HOST", "Origin: http://third.example")
    );
    assert_eq!(status(&app, &other).await, "403");
}
